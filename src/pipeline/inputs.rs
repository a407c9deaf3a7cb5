//! The fingerprint of everything that a site is made from.

use std::path::Path;

use rayon::prelude::*;
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_128;

use crate::publish::{Fingerprint, FingerprintBuilder};

use super::Options;

/// Same fingerprint, same site: it covers the content, the site's own theme, the options, and this very program,
/// which contains the default theme. A file that cannot be read counts as empty; the build will report it.
pub(super) fn fingerprint(options: &Options) -> Fingerprint {
    let mut builder = FingerprintBuilder::new();
    let program = std::env::current_exe().and_then(std::fs::read).unwrap_or_default();
    builder.add("program", &program);
    builder.add("base_url", options.base_url.as_deref().unwrap_or_default().as_bytes());
    builder.add("drafts", &[u8::from(options.drafts)]);
    builder.add("date", options.date.to_string().as_bytes());
    for folder in [Some(options.content.as_path()), options.theme.as_deref()] {
        builder.add("folder", &[]);
        for (name, hash) in folder.map(files).unwrap_or_default() {
            builder.add(&name, &hash.to_le_bytes());
        }
    }
    builder.finish()
}

/// The files of a folder by name, each with the hash of its bytes.
fn files(folder: &Path) -> Vec<(String, u128)> {
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    let paths: Vec<_> = walk.into_iter().flatten().filter(|entry| entry.file_type().is_file()).collect();
    paths
        .par_iter()
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let hash = std::fs::read(entry.path()).map(|bytes| xxh3_128(&bytes)).unwrap_or_default();
            (name.to_string_lossy().into_owned(), hash)
        })
        .collect()
}
