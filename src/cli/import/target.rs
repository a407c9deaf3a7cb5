//! The content folder into which a document is imported.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostics, ImportFault, Problem, Span};
use crate::exchange::Yaml;
use crate::exchange::official::{Existing, Imported, List};
use crate::source::{Folder, Source};
use crate::text::Language;

/// A content folder, maybe empty.
#[derive(Debug)]
pub(super) struct Target {
    folder: PathBuf,
    /// Its path as messages and records show it.
    shown: String,
    /// What it says, where there is a site.
    source: Option<Source>,
    /// Whether files that exist may be changed.
    force: bool,
}

impl Target {
    /// Reads what is there. A folder that has mistakes is refused: what refers to what would not be known.
    pub fn read(folder: &Path, force: bool, diagnostics: &mut Diagnostics) -> Option<Self> {
        let has_site = folder.join("site.yaml").exists();
        let source = has_site.then(|| Folder::read(folder).decode(true, diagnostics)).flatten();
        (!diagnostics.has_errors()).then(|| Self {
            folder: folder.to_path_buf(),
            shown: folder.to_string_lossy().into_owned(),
            source,
            force,
        })
    }

    /// What documents may refer to.
    pub fn existing(&self) -> Existing<'_> {
        let source = self.source.as_ref();
        Existing {
            editions: source.map_or(&[], |source| &source.editions),
            guidance: source.map_or(&[], |source| &source.guidance),
            notices: self.list("notices.yaml", source.map(|source| source.notices.as_slice())),
            laws: self.list("laws.yaml", source.map(|source| source.laws.as_slice())),
            terms: self.list("glossary.yaml", source.map(|source| source.glossary.as_slice())),
            folder: &self.shown,
        }
    }

    /// A list, to which records are added where it is not there yet, or may be changed.
    fn list<'t, T>(&self, name: &str, records: Option<&'t [T]>) -> List<'t, T> {
        List { records: records.unwrap_or_default(), is_open: self.force || !self.has(name) }
    }

    fn has(&self, name: &str) -> bool {
        self.folder.join(name).exists()
    }

    /// Adds site.yaml, without which there is no portal, where there is none.
    pub fn with_site(&self, year: i16, mut imported: Imported) -> Imported {
        if self.source.is_none() {
            let site = Yaml::mapping([
                ("title", Some(Yaml::japanese(&crate::text::calendar::fiscal_year(year, Language::Japanese)))),
                ("languages", Yaml::flow(["ja".to_owned(), "en".to_owned()])),
                ("edition", Some(Yaml::plain(year))),
            ]);
            imported.files.push(("site.yaml".into(), site.file()));
        }
        imported
    }

    /// Writes all files, or none where one would be replaced without `force`, or stay beside them.
    pub fn write(&self, imported: &Imported, diagnostics: &mut Diagnostics) {
        let shown = |name: &str| self.folder.join(name).to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        for (name, _) in &imported.files {
            if self.has(name) && !self.force {
                diagnostics.error(Problem::Import(ImportFault::Exists), &Span::path(shown(name)));
            }
        }
        for other in self.others(imported) {
            diagnostics.error(Problem::Import(ImportFault::OtherFile), &Span::path(shown(&other)));
        }
        if diagnostics.has_errors() {
            return;
        }
        let mut written: Vec<PathBuf> = Vec::new();
        // Lists keep what they have; what is new stands at their end.
        let list = |(name, records): &(&str, String)| {
            let there = std::fs::read_to_string(self.folder.join(name)).unwrap_or_default();
            let gap = if there.is_empty() || there.ends_with('\n') { "" } else { "\n" };
            ((*name).to_owned(), format!("{there}{gap}{records}"))
        };
        for (name, text) in imported.files.iter().cloned().chain(imported.additions.iter().map(list)) {
            let path = self.folder.join(&name);
            // Beside its place first: a full disk must not leave half a file where a whole one was.
            let draft = path.with_extension("yaml.draft");
            let parent = path.parent().map_or(Ok(()), std::fs::create_dir_all);
            if let Err(error) = parent.and_then(|()| std::fs::write(&draft, text)) {
                diagnostics.error(Problem::Io { message: error.to_string() }, &Span::path(shown(&name)));
                let _ = std::fs::remove_file(&draft);
                break;
            }
            written.push(path);
        }
        for path in written {
            let draft = path.with_extension("yaml.draft");
            let done =
                if diagnostics.has_errors() { std::fs::remove_file(&draft) } else { std::fs::rename(&draft, &path) };
            if let Err(error) = done {
                diagnostics.error(Problem::Io { message: error.to_string() }, &Span::path(path.to_string_lossy()));
            }
        }
    }

    /// Files of the same edition or guidance that the import does not replace.
    fn others(&self, imported: &Imported) -> Vec<String> {
        let folder = |name: &String| match name.strip_suffix("/edition.yaml") {
            Some(folder) => Some(folder.to_owned()),
            // A long guidance may be a folder of files.
            None => match name.split('/').collect::<Vec<_>>()[..] {
                ["guidance", folder, _] => Some(format!("guidance/{folder}")),
                ["guidance", file] => Some(format!("guidance/{}", file.trim_end_matches(".yaml"))),
                _ => None,
            },
        };
        let Some(folder) = imported.files.iter().find_map(|(name, _)| folder(name)) else { return Vec::new() };
        let entries = std::fs::read_dir(self.folder.join(&folder)).into_iter().flatten().flatten();
        let mut others: Vec<String> = entries
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "yaml"))
            .map(|name| format!("{folder}/{name}"))
            .filter(|name| !imported.files.iter().any(|(file, _)| file == name))
            .collect();
        others.sort();
        others
    }
}
