//! The floor: the time to write the files of a build when their bytes are there already.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::Result;

/// A file: its path below the output folder, and its bytes.
pub type File = (PathBuf, Vec<u8>);

/// Reads all files below `folder` into memory, ordered by path.
pub fn read(folder: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(relative) = open.pop() {
        for entry in fs::read_dir(folder.join(&relative))? {
            let entry = entry?;
            let path = relative.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                open.push(path);
            } else {
                let bytes = fs::read(entry.path())?;
                files.push((path, bytes));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Writes `files` below `folder`, which does not exist yet, with as many threads as a build has. Each thread takes a
/// stretch of neighbouring files, so that threads seldom wait for each other at the same folder.
pub fn write(files: &[File], folder: &Path) -> Result<Duration> {
    let threads = thread::available_parallelism()?.get();
    let start = Instant::now();
    thread::scope(|scope| {
        let writers: Vec<_> = files
            .chunks(files.len().div_ceil(threads).max(1))
            .map(|stretch| scope.spawn(|| write_stretch(stretch, folder)))
            .collect();
        writers.into_iter().try_for_each(|writer| match writer.join() {
            Ok(written) => written,
            Err(_) => Err(io::Error::other("a writing thread stopped")),
        })
    })?;
    Ok(start.elapsed())
}

fn write_stretch(files: &[File], folder: &Path) -> io::Result<()> {
    let mut current = None;
    for (path, bytes) in files {
        let parent = path.parent();
        if parent != current {
            fs::create_dir_all(folder.join(parent.unwrap_or(Path::new(""))))?;
            current = parent;
        }
        fs::write(folder.join(path), bytes)?;
    }
    Ok(())
}
