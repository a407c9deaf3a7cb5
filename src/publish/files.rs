//! File operations that the standard library has no single call for.

use std::borrow::Cow;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write as _};
use std::path::{MAIN_SEPARATOR, MAIN_SEPARATOR_STR, Path};

use walkdir::WalkDir;

/// The path inside a tree as manifests write it. A path that is not UTF-8 is never ours.
pub(super) fn key(relative: &Path) -> Option<Cow<'_, str>> {
    let text = relative.to_str()?;
    Some(if MAIN_SEPARATOR == '/' { text.into() } else { text.replace(MAIN_SEPARATOR_STR, "/").into() })
}

/// Writes a file that is not there yet, and the folders it is in.
///
/// Names that the file system does not tell apart (`A.html`, `a.html`) are an error of kind
/// `AlreadyExists`.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let mut file = in_folder(path, || File::create_new(path))?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Gives a file a second name, or copies it where the file system has no hard links or refuses this
/// one.
pub(super) fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    match in_folder(to, || fs::hard_link(from, to)) {
        Err(error) if !matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotFound) => copy(from, to),
        result => result,
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let metadata = from.metadata()?;
    // Opening a pipe or a device would wait for ever.
    if !metadata.is_file() {
        return Err(ErrorKind::Unsupported.into());
    }
    let mut target = File::create_new(to)?;
    io::copy(&mut File::open(from)?, &mut target)?;
    target.set_modified(metadata.modified()?)?;
    target.set_permissions(metadata.permissions())
}

/// Does it; where the folder is missing, makes the folder and does it again. One failed call a
/// folder is cheaper than remembering, over all threads, which folders are there.
fn in_folder<T>(path: &Path, operation: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match (operation(), path.parent()) {
        (Err(error), Some(folder)) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            operation()
        }
        (result, _) => result,
    }
}

/// Makes the same symbolic link again.
pub(super) fn copy_symlink(from: &Path, to: &Path) -> io::Result<()> {
    let target = fs::read_link(from)?;
    in_folder(to, || {
        #[cfg(unix)]
        return std::os::unix::fs::symlink(&target, to);
        #[cfg(windows)]
        return if from.is_dir() {
            std::os::windows::fs::symlink_dir(&target, to)
        } else {
            std::os::windows::fs::symlink_file(&target, to)
        };
        #[cfg(not(any(unix, windows)))]
        return Err(ErrorKind::Unsupported.into());
    })
}

/// Gives a folder the mode and, as far as we may, the owner of another: a web server may depend on
/// its group. Where there is no folder `to`, there is nothing to do.
pub(super) fn copy_attributes(from: &Metadata, to: &Path) -> io::Result<()> {
    let Some(now) = to.symlink_metadata().ok().filter(Metadata::is_dir) else {
        return Ok(());
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        if (from.uid(), from.gid()) != (now.uid(), now.gid()) && chown(to, Some(from.uid()), Some(from.gid())).is_err()
        {
            // Only the superuser gives files away. A group we are not in is none we can keep.
            let _ = chown(to, None, Some(from.gid()));
        }
    }
    if from.permissions() == now.permissions() { Ok(()) } else { fs::set_permissions(to, from.permissions()) }
}

/// The number of the file system that something is on; 0 where the system does not tell.
pub(super) fn device(metadata: &Metadata) -> u64 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::dev(metadata);
    #[cfg(not(unix))]
    {
        let _ = metadata;
        0
    }
}

/// Removes a file, and does not mind if it is gone already.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    ignore_missing(writable(path, || fs::remove_file(path)))
}

/// Removes an empty folder, and does not mind if it is gone already.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    ignore_missing(writable(path, || fs::remove_dir(path)))
}

/// Removes a folder with all that is in it, and does not mind if it is gone already.
pub(super) fn remove_tree(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            for entry in WalkDir::new(path).contents_first(true) {
                let entry = entry?;
                if entry.file_type().is_dir() { remove_folder(entry.path()) } else { remove_file(entry.path()) }?;
            }
            Ok(())
        }
        result => ignore_missing(result),
    }
}

/// Does it; where a read-only folder (Unix) or file (Windows) refuses, makes that writable and does
/// it again.
fn writable(path: &Path, operation: impl Fn() -> io::Result<()>) -> io::Result<()> {
    let result = operation();
    let obstacle = if cfg!(windows) { Some(path) } else { path.parent() };
    match (result, obstacle) {
        (Err(error), Some(obstacle)) if error.kind() == ErrorKind::PermissionDenied => {
            let mut permissions = obstacle.metadata()?.permissions();
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                permissions.set_mode(permissions.mode() | 0o700);
            }
            #[cfg(not(unix))]
            permissions.set_readonly(false);
            fs::set_permissions(obstacle, permissions)?;
            operation()
        }
        (result, _) => result,
    }
}

/// What is not there needs no removing.
fn ignore_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result,
    }
}
