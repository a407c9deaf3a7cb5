//! Style sheets, scripts and images of a theme, published under names that change with their content, so that
//! browsers may keep them for ever.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use super::ThemeFile;

/// A file of the theme's `static` folder.
#[derive(Debug)]
pub struct StaticFile {
    /// Its path in that folder, by which templates name it: `site.css`.
    pub name: String,
    /// Its address in the site, without a leading slash: `assets/site.1a2b3c4d.css`.
    pub address: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl StaticFile {
    /// A file under the name that its content gives it.
    #[must_use]
    pub fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), address: format!("assets/{}", fingerprinted(name, &bytes)), bytes }
    }
}

pub(super) fn load(files: &BTreeMap<String, ThemeFile>) -> Vec<StaticFile> {
    let mut assets: Vec<(&str, Cow<'_, [u8]>)> = files
        .iter()
        .filter_map(|(path, file)| path.strip_prefix("static/").map(|name| (name, file)))
        .filter(|(name, _)| !name.starts_with(SEARCH_FOLDER))
        .map(|(name, file)| (name, Cow::Borrowed(file.bytes.as_slice())))
        .collect();
    assets.push(("search.js", Cow::Owned(search_script(files).into_bytes())));
    assets.into_iter().map(|(name, bytes)| StaticFile::new(name, bytes.into_owned())).collect()
}

/// Where the scripts of the search lie, below `static/`.
const SEARCH_FOLDER: &str = "search/";
/// Those scripts, in the order in which they build upon each other.
const SEARCH: [&str; 6] = ["analysis", "index", "query", "rank", "engine", "page"];

/// With it the browser takes a script at its word.
const STRICT: &str = "\"use strict\";";

/// The scripts of the search as one file, for one request is faster than six: without comments, indentation and
/// needless line breaks. (In these scripts no string goes over a line, and none has two slashes between spaces.)
fn search_script(files: &BTreeMap<String, ThemeFile>) -> String {
    // Said at the top, it holds for all of them.
    let mut script = format!("{STRICT}\n");
    for name in SEARCH {
        let text = files.get(&format!("static/{SEARCH_FOLDER}{name}.js")).and_then(ThemeFile::top);
        let lines = text.iter().flat_map(|file| file.text.lines()).map(str::trim);
        let is_code =
            |line: &&str| !line.is_empty() && *line != STRICT && !line.starts_with("//") && !line.starts_with("/**");
        for line in lines.filter(is_code) {
            let line = line.split(" // ").next().unwrap_or_default();
            script.push_str(line);
            if !line.ends_with([';', '{', ',', '(', '[']) {
                script.push('\n');
            }
        }
    }
    script
}

/// `site.css` becomes `site.1a2b3c4d.css`.
fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let hash = xxh3_64(bytes) >> 32;
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match name.strip_suffix(extension).and_then(|stem| stem.strip_suffix('.')) {
        Some(stem) if !extension.is_empty() => format!("{stem}.{hash:08x}.{extension}"),
        _ => format!("{name}.{hash:08x}"),
    }
}
