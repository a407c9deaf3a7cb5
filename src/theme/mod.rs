//! How pages look: templates, Markdown, messages, assets.
//!
//! The default theme is part of the binary. A folder given by `--theme` overrides single templates, styles and
//! messages of it: a file there takes the place of the one with the same path.

mod assets;
mod contrast;
mod links;
mod markdown;
mod messages;
mod scope;
mod templates;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rust_embed::RustEmbed;
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_128;

use crate::diagnostic::{Diagnostics, Problem, SourceFile, Span, nearest};
use crate::text::Language;

pub use assets::StaticFile;
pub use contrast::{Ground, Rgb};
pub use links::{Addresses, Links, relative};
pub use markdown::{Heading, Markdown, Overlay, Rendered, escape, plain_markdown, plain_text};
pub use messages::Messages;
pub use scope::{Place, Scope};
pub use templates::Templates;

/// The default theme.
#[derive(RustEmbed)]
#[folder = "themes/default/"]
struct Default;

/// The folders of a theme.
const SECTIONS: [&str; 3] = ["templates", "static", "locales"];

/// A theme, loaded.
pub struct Theme {
    /// Compiled templates.
    pub templates: Templates,
    /// The words of the user interface in both languages.
    pub messages: Messages,
    /// Style sheets, scripts and images, under fingerprinted names.
    pub assets: Vec<StaticFile>,
}

impl Theme {
    /// Compiles templates, reads messages and names assets; every mistake is reported.
    pub fn load(files: Files, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Files { files, problems } = files;
        diagnostics.extend(problems);
        let messages = Messages::load(&files, diagnostics);
        let templates = Templates::load(&files, diagnostics);
        let assets = assets::load(&files);
        Some(Self { templates: templates?, messages: messages?, assets })
    }

    /// The words in `language`.
    #[must_use]
    pub fn words(&self, language: Language) -> &messages::Words {
        self.messages.words(language)
    }
}

/// The files of a theme in memory.
pub struct Files {
    files: BTreeMap<String, ThemeFile>,
    problems: Diagnostics,
}

impl Files {
    /// The default theme with the files of `folder` over it, if such a folder is given.
    #[must_use]
    pub fn read(folder: Option<&Path>) -> Self {
        let mut problems = Diagnostics::default();
        Self { files: files(folder, &mut problems), problems }
    }

    /// Whether something could not be read.
    #[must_use]
    pub fn has_problems(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Calls `add` with the name and the hash of every file, in a fixed order.
    pub fn add_to(&self, mut add: impl FnMut(&str, u128)) {
        for (name, file) in &self.files {
            add(name, xxh3_128(&file.bytes));
        }
    }
}

/// A file of a theme.
struct ThemeFile {
    /// The default one and the one over it; locale files are merged from both.
    layers: Vec<Arc<SourceFile>>,
    /// The bytes of the topmost, which may be no text.
    bytes: Vec<u8>,
}

impl ThemeFile {
    /// The topmost layer.
    fn top(&self) -> Option<&Arc<SourceFile>> {
        self.layers.last()
    }
}

/// All files of the theme by their paths in it.
fn files(folder: Option<&Path>, diagnostics: &mut Diagnostics) -> BTreeMap<String, ThemeFile> {
    let mut files = BTreeMap::new();
    for path in Default::iter() {
        if let Some(file) = Default::get(&path) {
            let shown = format!("(default theme)/{path}");
            let text = String::from_utf8(file.data.to_vec()).unwrap_or_default();
            let layers = vec![Arc::new(SourceFile { path: shown, text })];
            files.insert(path.to_string(), ThemeFile { layers, bytes: file.data.into_owned() });
        }
    }
    let Some(folder) = folder else { return files };
    for entry in WalkDir::new(folder).follow_links(false).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) if entry.file_type().is_file() => entry,
            Ok(_) => continue,
            Err(error) => {
                let problem = Problem::Io { message: error.to_string() };
                diagnostics.error(problem, &Span::path(folder.to_string_lossy()));
                continue;
            }
        };
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let name = relative.to_string_lossy().replace('\\', "/");
        if name.split('/').any(|segment| segment.starts_with('.')) {
            continue;
        }
        let shown = || Span::path(entry.path().to_string_lossy().replace('\\', "/"));
        let section = name.split_once('/').map(|(section, _)| section);
        if let Some(section) = section.filter(|section| !SECTIONS.contains(section)) {
            let nearest = nearest(section, SECTIONS).map(str::to_owned);
            diagnostics.error(Problem::UnknownFile { nearest }, &shown());
            continue;
        }
        match std::fs::read(entry.path()) {
            Ok(bytes) => {
                let text = String::from_utf8(bytes.clone()).unwrap_or_else(|_| {
                    if section != Some("static") {
                        diagnostics.error(Problem::NotUtf8 { is_table: false }, &shown());
                    }
                    String::new()
                });
                let layer = Arc::new(SourceFile { path: entry.path().to_string_lossy().into_owned(), text });
                let file = files.entry(name).or_insert_with(|| ThemeFile { layers: Vec::new(), bytes: Vec::new() });
                // The same file in both places, as in this repository, is one layer.
                if file.bytes == bytes {
                    file.layers.clear();
                }
                file.layers.push(layer);
                file.bytes = bytes;
            }
            Err(error) => {
                let problem = Problem::Io { message: error.to_string() };
                diagnostics.error(problem, &Span::path(entry.path().to_string_lossy()));
            }
        }
    }
    files
}
