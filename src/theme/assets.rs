//! Style sheets, scripts and images of a theme, published under names that change with their content, so that
//! browsers may keep them for ever.

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

pub(super) fn load(files: &BTreeMap<String, ThemeFile>) -> Vec<StaticFile> {
    files
        .iter()
        .filter_map(|(path, file)| path.strip_prefix("static/").map(|name| (name, file)))
        .map(|(name, file)| StaticFile {
            name: name.to_owned(),
            address: format!("assets/{}", fingerprinted(name, &file.bytes)),
            bytes: file.bytes.clone(),
        })
        .collect()
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
