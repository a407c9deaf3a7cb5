//! Reading the content folder: which files there are, and what keeps one from being read.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use crate::diagnostic::{Diagnostics, Problem, SourceFile, Span};

/// The largest file that is read, in bytes. A year of directives has some 0.2 MB; what is far larger is a mistake.
pub const MAXIMUM_FILE_SIZE: u64 = 10_000_000;

/// A file that is published as it is.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its address in the site, without a leading slash.
    pub address: String,
    /// Where it lies.
    pub path: PathBuf,
}

/// A file of the content folder.
#[derive(Debug)]
pub struct Entry {
    /// Its path in the content folder, with forward slashes.
    pub relative: String,
    /// Where it lies.
    pub path: PathBuf,
    /// The path to show.
    pub shown: String,
}

/// All files below `root`, by path. Hidden files and what editors leave behind are passed over; links that lead out
/// of the folder are reported.
#[must_use]
pub fn list(root: &Path, diagnostics: &mut Diagnostics) -> Vec<Entry> {
    let canonical_root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let mut entries = Vec::new();
    let walk = WalkDir::new(root).follow_links(true).sort_by_file_name();
    let passed_over = |name: &str| name.starts_with('.') || name.starts_with("~$") || name.ends_with('~');
    for entry in
        walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !passed_over(&entry.file_name().to_string_lossy()))
    {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map_or_else(|| show(root), show);
                let problem = if error.loop_ancestor().is_some() {
                    Problem::LinkLeavesFolder
                } else {
                    Problem::Io { message: error.to_string() }
                };
                diagnostics.error(problem, &Span::path(path));
                continue;
            }
        };
        if entry.path_is_symlink() && entry.depth() > 0 {
            let inside = entry.path().canonicalize().is_ok_and(|target| target.starts_with(&canonical_root));
            if !inside {
                diagnostics.error(Problem::LinkLeavesFolder, &Span::path(show(entry.path())));
            }
        }
        if !entry.file_type().is_file() {
            continue;
        }
        let outside = !entry.path().canonicalize().is_ok_and(|target| target.starts_with(&canonical_root));
        if outside {
            continue;
        }
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        entries.push(Entry { relative: show(relative), path: entry.path().to_path_buf(), shown: show(entry.path()) });
    }
    entries
}

/// Reads a text file, or reports why it cannot be read. A byte-order mark is taken off.
pub fn read(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    let report = |problem| Err(problem);
    let result = (|| {
        let mut file = std::fs::File::open(&entry.path).map_err(|error| Problem::Io { message: error.to_string() })?;
        let size = file.metadata().map_or(0, |metadata| metadata.len());
        if size > MAXIMUM_FILE_SIZE {
            return report(Problem::FileTooLarge { bytes: size });
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        file.read_to_end(&mut bytes).map_err(|error| Problem::Io { message: error.to_string() })?;
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        String::from_utf8(bytes).map_err(|_| Problem::NotUtf8)
    })();
    match result {
        Ok(text) => Some(Arc::new(SourceFile { path: entry.shown.clone(), text })),
        Err(problem) => {
            diagnostics.error(problem, &Span::path(entry.shown.clone()));
            None
        }
    }
}

/// A path with forward slashes.
fn show(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}
