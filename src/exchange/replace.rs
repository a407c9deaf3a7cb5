//! Writing several files of the content, all or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Gives each file its new bytes: all new files are written beside the old ones before the first takes its place, and
/// where one cannot, those before it get their old bytes back. The error names the file.
pub fn replace(files: &[(PathBuf, Vec<u8>)]) -> Result<(), (PathBuf, io::Error)> {
    let mut prepared = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        match prepare(path, bytes) {
            Ok(file) => prepared.push(file),
            Err(error) => {
                prepared.iter().for_each(Prepared::discard);
                return Err((path.clone(), error));
            }
        }
    }
    for (index, file) in prepared.iter().enumerate() {
        if let Err(error) = fs::rename(&file.new, &file.path) {
            prepared[index..].iter().for_each(Prepared::discard);
            prepared[..index].iter().for_each(Prepared::restore);
            return Err((file.path.clone(), error));
        }
    }
    Ok(())
}

/// A file beside the one whose place it is to take.
struct Prepared {
    path: PathBuf,
    new: PathBuf,
    /// What was there before.
    old: Option<Vec<u8>>,
}

fn prepare(path: &Path, bytes: &[u8]) -> io::Result<Prepared> {
    // A link stays one: what it leads to is replaced.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
    // Hidden, so that it is no content.
    let new = path.with_file_name(format!(".{name}.new"));
    let old = match fs::read(&path) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let prepared = Prepared { path, new, old };
    let written = fs::write(&prepared.new, bytes).and_then(|()| match prepared.old {
        Some(_) => fs::set_permissions(&prepared.new, fs::metadata(&prepared.path)?.permissions()),
        None => Ok(()),
    });
    written.inspect_err(|_| prepared.discard())?;
    Ok(prepared)
}

impl Prepared {
    fn discard(&self) {
        let _ = fs::remove_file(&self.new);
    }

    fn restore(&self) {
        let _ = match &self.old {
            Some(old) => fs::write(&self.path, old),
            None => fs::remove_file(&self.path),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("a"), "old").unwrap();
        // A folder cannot be read as a file.
        fs::create_dir(path("b")).unwrap();
        let failed = replace(&[(path("a"), b"new".into()), (path("c"), b"new".into()), (path("b"), b"new".into())]);
        assert!(failed.is_err());
        assert_eq!(fs::read(path("a")).unwrap(), b"old");
        assert!(!path("c").exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left behind");

        replace(&[(path("a"), b"new".into()), (path("c"), b"new".into())]).unwrap();
        assert_eq!((fs::read(path("a")).unwrap(), fs::read(path("c")).unwrap()), (b"new".into(), b"new".into()));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }
}
