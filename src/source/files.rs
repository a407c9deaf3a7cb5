//! Reading the content folder: which files there are, and what keeps one from being read.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};
use xxhash_rust::xxh3::xxh3_128;

use crate::diagnostic::{Diagnostics, Problem, SourceFile, Span};

use super::lock::LOCK_FILE;

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

/// The content folder in memory, before anything is understood of it.
#[derive(Debug)]
pub struct Folder {
    /// Where it lies.
    pub root: PathBuf,
    pub(super) entries: Vec<Entry>,
    pub(super) problems: Diagnostics,
}

/// A file of the content folder.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its path in the content folder, with forward slashes.
    pub relative: String,
    /// Where it lies.
    pub path: PathBuf,
    /// The path to show.
    pub shown: String,
    /// What is in it.
    pub content: Content,
}

impl Entry {
    /// Whether it is a record of translations: of headquarters, or of a center.
    pub fn is_lock(&self) -> bool {
        matches!(self.relative.split('/').collect::<Vec<_>>()[..], [LOCK_FILE] | ["centers", _, LOCK_FILE])
    }
}

/// What is in a file.
#[derive(Debug)]
pub(super) enum Content {
    /// A text.
    Text(Arc<SourceFile>),
    /// A workbook, as it is on the disk.
    Workbook(Vec<u8>),
    /// Something that is published as it is, and not held in memory.
    Asset,
    /// Something that cannot be read.
    Refused(Problem),
}

impl Folder {
    /// Reads all files below `root`, by path. Hidden files and what editors leave behind are passed over; links that
    /// lead out of the folder are not followed.
    #[must_use]
    pub fn read(root: &Path) -> Self {
        let mut problems = Diagnostics::default();
        let paths = list(root, &mut problems);
        let entries = paths
            .into_par_iter()
            .map(|path| {
                let relative = show(path.strip_prefix(root).unwrap_or(&path));
                let shown = show(&path);
                let content = if is_asset(&relative) {
                    Content::Asset
                } else {
                    read(&path).map_or_else(Content::Refused, |bytes| content(&path, &shown, bytes))
                };
                Entry { relative, path, shown, content }
            })
            .collect();
        Self { root: root.to_path_buf(), entries, problems }
    }

    /// Gives a file other bytes than it has on the disk, to see what would come of them.
    pub fn put(&mut self, path: &Path, bytes: Vec<u8>) {
        let (relative, shown) = (show(path.strip_prefix(&self.root).unwrap_or(path)), show(path));
        let content = content(path, &shown, bytes);
        let entry = Entry { relative, path: path.to_path_buf(), shown, content };
        match self.entries.iter_mut().find(|other| other.relative == entry.relative) {
            Some(other) => *other = entry,
            None => self.entries.push(entry),
        }
        self.entries.sort_by(|a, b| a.path.cmp(&b.path));
    }

    /// Forgets all files below a folder, which ends with a slash.
    pub fn forget(&mut self, folder: &str) {
        self.entries.retain(|entry| !entry.relative.starts_with(folder));
    }

    /// Whether something could not be read.
    #[must_use]
    pub fn has_problems(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Calls `add` with the name and the hash of every file, in a fixed order.
    pub fn add_to(&self, mut add: impl FnMut(&str, u128)) {
        let hashes: Vec<u128> = (self.entries.par_iter())
            .map(|entry| match &entry.content {
                Content::Text(file) => xxh3_128(file.text.as_bytes()),
                Content::Workbook(bytes) => xxh3_128(bytes),
                Content::Asset => std::fs::read(&entry.path).map(|bytes| xxh3_128(&bytes)).unwrap_or_default(),
                Content::Refused(_) => 0,
            })
            .collect();
        for (entry, hash) in self.entries.iter().zip(hashes) {
            add(&entry.relative, hash);
        }
    }
}

/// What the bytes of a file are.
fn content(path: &Path, shown: &str, bytes: Vec<u8>) -> Content {
    if extension(path) == Some("xlsx") {
        return Content::Workbook(bytes);
    }
    match text(bytes, extension(path) == Some("csv")) {
        Ok(text) => Content::Text(Arc::new(SourceFile { path: shown.to_owned(), text })),
        Err(problem) => Content::Refused(problem),
    }
}

/// Whether a file is published as it is.
fn is_asset(relative: &str) -> bool {
    let mut segments = relative.split('/');
    match segments.next() {
        Some("files") => segments.next().is_some(),
        Some("centers") => segments.nth(1) == Some("images") && segments.next().is_some(),
        _ => false,
    }
}

fn list(root: &Path, diagnostics: &mut Diagnostics) -> Vec<PathBuf> {
    let canonical_root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let mut left_out = Vec::new();
    let walk = WalkDir::new(root).follow_links(true).sort_by_file_name();
    let is_wanted = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        if entry.depth() == 0 {
            return true;
        }
        // Hidden files, and what editors and Windows leave behind.
        let left_behind = name.starts_with("~$") || name.ends_with('~') || name == "Thumbs.db" || name == "desktop.ini";
        if name.starts_with('.') || left_behind {
            return false;
        }
        // What is published as it is may not come from elsewhere: a link could show what another center keeps internal.
        let is_published = is_asset(&show(entry.path().strip_prefix(root).unwrap_or(entry.path())));
        let leads_out = entry.path_is_symlink()
            && (is_published || !entry.path().canonicalize().is_ok_and(|target| target.starts_with(&canonical_root)));
        if leads_out {
            left_out.push(show(entry.path()));
        }
        !leads_out
    };
    let mut paths = Vec::new();
    for entry in walk.into_iter().filter_entry(is_wanted) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => paths.push(entry.into_path()),
            Ok(_) => {}
            Err(error) => {
                let path = error.path().map_or_else(|| show(root), show);
                diagnostics.error(Problem::Io { message: error.to_string() }, &Span::path(path));
            }
        }
    }
    for path in left_out {
        diagnostics.error(Problem::LinkLeavesFolder, &Span::path(path));
    }
    paths
}

/// The bytes of a file, or why it cannot be read.
fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let io = |error: std::io::Error| Problem::Io { message: error.to_string() };
    let mut file = std::fs::File::open(path).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    if size > MAXIMUM_FILE_SIZE {
        return Err(Problem::FileTooLarge { bytes: size });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    file.read_to_end(&mut bytes).map_err(io)?;
    Ok(bytes)
}

/// Text without a byte-order mark. Everything is UTF-8, but spreadsheets save tables also in UTF-16 with a mark and, in
/// Japan, in `Shift_JIS` as Windows has it (code page 932).
fn text(bytes: Vec<u8>, is_table: bool) -> Result<String, Problem> {
    let refused = Problem::NotUtf8 { is_table };
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
        return text.filter(|_| is_table || encoding == encoding_rs::UTF_8).map(Into::into).ok_or(refused);
    }
    String::from_utf8(bytes).or_else(|error| {
        let text = encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(error.as_bytes());
        text.filter(|_| is_table).map(Into::into).ok_or(refused)
    })
}

fn extension(path: &Path) -> Option<&str> {
    path.extension().and_then(|extension| extension.to_str())
}

/// A path with forward slashes.
fn show(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}
