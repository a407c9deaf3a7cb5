//! What can go wrong while publishing, and what to do about it.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Why a site was not published. Its text says what to do.
///
/// The former site is complete after every error. [`Leftover`](Self::Leftover) alone comes after
/// the new site is in place.
#[derive(Debug)]
#[non_exhaustive]
pub enum PublishError {
    /// A path that no file of a site may have: absolute, with `..`, `\` or a control character, or
    /// the manifest's.
    Path {
        /// As it was given.
        path: String,
    },
    /// Two files of one build have the same path, or one is where the other needs a folder.
    Taken {
        /// The path of the later one.
        path: String,
    },
    /// A file that we did not write is where this build wants to write.
    Foreign {
        /// Where it is.
        path: PathBuf,
    },
    /// One of our files changed between the comparison with the new bytes and the end of the build.
    Changed {
        /// Where it is.
        path: PathBuf,
    },
    /// The manifest of the former site cannot be understood.
    Manifest {
        /// Where it is.
        path: PathBuf,
        /// The first line in error, from 1.
        line: usize,
    },
    /// The folder cannot be replaced as a whole.
    Folder {
        /// The folder.
        path: PathBuf,
        /// What it is, and what to do.
        reason: &'static str,
    },
    /// A file was refused or not written, and the build tried to publish the rest.
    Incomplete,
    /// The new site is in place, but the former one could not be removed.
    Leftover {
        /// The file or folder that stayed.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The operating system refused.
    Io {
        /// What we tried, as a verb: "write", "lock".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path { path } => write!(
                f,
                "`{}` cannot be the path of a published file: use a relative path with `/`, without `..`",
                path.escape_debug()
            ),
            Self::Taken { path } => write!(
                f,
                "two pages want `{path}`, or names that differ in case only, or one is the folder of the other: rename one"
            ),
            Self::Foreign { path } => write!(
                f,
                "{} was not written by shirube, and the site needs its place: move or remove it",
                path.display()
            ),
            Self::Changed { path } => {
                write!(f, "{} was changed during the build: build again", path.display())
            }
            Self::Manifest { path, line } => write!(
                f,
                "{}, line {line}: damaged, or written by another version of shirube. Move away what you put into \
                 that folder yourself, remove the folder, and build again",
                path.display()
            ),
            Self::Folder { path, reason } => write!(f, "{} {reason}", path.display()),
            Self::Incomplete => f.write_str("nothing was published, since a file of the new site could not be written"),
            Self::Leftover { path, source } => write!(
                f,
                "the new site is published, but {} of the former one could not be removed: {source}. Build again, \
                 or remove it by hand",
                path.display()
            ),
            Self::Io { action, path, source } => {
                write!(f, "cannot {action} {}: {source}{}", path.display(), hint(source))
            }
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } | Self::Leftover { source, .. } => Some(source),
            _ => None,
        }
    }
}

fn hint(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            ". The new site is built beside the former one, so the parent folder has to be writable too; \
             choose another folder, or change the permissions"
        }
        ErrorKind::ResourceBusy | ErrorKind::CrossesDevices => {
            ". If the site folder is a mount point, publish into a folder inside it"
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ". Free some space and build again",
        ErrorKind::InvalidFilename => ". Shorten the name",
        _ => "",
    }
}

/// Names what was tried, and on which path, where a system call failed.
pub(super) trait Context<T> {
    fn context(self, action: &'static str, path: &Path) -> Result<T, PublishError>;
}

impl<T> Context<T> for io::Result<T> {
    fn context(self, action: &'static str, path: &Path) -> Result<T, PublishError> {
        self.map_err(|source| PublishError::Io { action, path: path.to_owned(), source })
    }
}
