//! The folder beside the site: the lock, the next tree, and the swap.
//!
//! | name | what it holds | when it is found at the start |
//! |---|---|---|
//! | `lock` | nothing | always |
//! | `next` | the tree that is being built | the build was killed: remove it |
//! | `former` | the site, between two renames | put it back, unless the new site is in place |
//! | `stale` | the former site, after the swap | go on removing it |

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::error::{Context, PublishError};
use super::files;
use super::manifest::{MANIFEST, Manifest};

/// The folder in which the next tree is built. No other process has it open; dropping it removes
/// the next tree.
pub(super) struct Staging {
    /// The site folder, absolute and without symbolic links.
    out: PathBuf,
    folder: PathBuf,
    begun: Mutex<bool>,
    _lock: File,
}

impl Staging {
    /// Locks the staging folder of `out`, and clears what killed builds left there.
    pub fn open(out: &Path, waiting: impl FnOnce()) -> Result<Self, PublishError> {
        let out = resolve(out)?;
        let mut name = OsString::from(".");
        name.push(out.file_name().unwrap_or_default());
        name.push(".shirube");
        let folder = out.with_file_name(name);

        match fs::create_dir(&folder) {
            // Sites are often kept in git; this folder keeps itself out of it.
            Ok(()) => fs::write(folder.join(".gitignore"), "*\n").context("write", &folder)?,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            result => result.context("create", &folder)?,
        }
        if !folder.symlink_metadata().context("read", &folder)?.is_dir() {
            return Err(PublishError::Folder { path: folder, reason: "is in the way: remove it" });
        }
        let lock = lock(&folder.join("lock"), waiting)?;
        let staging = Self { out, folder, begun: Mutex::new(false), _lock: lock };
        staging.recover()?;
        Ok(staging)
    }

    /// The site folder, absolute and without symbolic links.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// Where the next tree is built.
    pub fn next(&self) -> PathBuf {
        self.folder.join("next")
    }

    /// Makes the root of the next tree, once, with the mode and group of the site folder: what is
    /// made in it inherits them.
    pub fn begin(&self) -> Result<(), PublishError> {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        if !*begun {
            let next = self.next();
            fs::create_dir(&next).context("create", &next)?;
            *begun = true;
            if let Ok(metadata) = self.out.metadata() {
                files::copy_attributes(&metadata, &next).context("set the permissions of", &next)?;
            }
        }
        Ok(())
    }

    /// Puts the next tree in the place of the site, in one step where the file system can, and
    /// removes the former tree.
    pub fn swap(&self, former: Option<&Manifest>, new: &Manifest) -> Result<(), PublishError> {
        let [next, before, stale] = ["next", "former", "stale"].map(|name| self.folder.join(name));
        if !self.out.exists() {
            return fs::rename(&next, &self.out).context("publish into", &self.out);
        }
        match exchange(&next, &self.out) {
            Ok(()) => fs::rename(&next, &stale).context("set aside", &next)?,
            Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput) => {
                two_renames(&next, &self.out, &before).context("replace", &self.out)?;
                fs::rename(&before, &stale).context("set aside", &before)?;
            }
            result => result.context("replace", &self.out)?,
        }
        self.sweep(&stale, former, Some(new))
    }

    /// Finishes or undoes what a killed build left.
    fn recover(&self) -> Result<(), PublishError> {
        let [next, before, stale] = ["next", "former", "stale"].map(|name| self.folder.join(name));
        if before.exists() {
            let place = if self.out.exists() { &stale } else { &self.out };
            fs::rename(&before, place).context("restore", place)?;
        }
        if stale.exists() {
            self.sweep(&stale, read_manifest(&stale)?.as_ref(), read_manifest(&self.out)?.as_ref())?;
        }
        files::remove_tree(&next).context("remove", &next)
    }

    /// Removes the former tree. Files that are not ours go to the site instead: one may have been
    /// saved after the others were carried over.
    ///
    /// Walks the tree rather than the manifest: a folder may have become a symbolic link to
    /// somewhere else.
    fn sweep(&self, stale: &Path, former: Option<&Manifest>, new: Option<&Manifest>) -> Result<(), PublishError> {
        let leftover = |path: &Path| {
            let path = path.to_owned();
            move |source| PublishError::Leftover { path, source }
        };
        let manifest = stale.join(MANIFEST);
        let (mut ours, mut foreign, mut folders) = (Vec::new(), Vec::new(), Vec::new());
        for entry in WalkDir::new(stale).min_depth(1) {
            let entry = entry.map_err(|error| leftover(stale)(error.into()))?;
            let key = entry.path().strip_prefix(stale).ok().and_then(files::key);
            let is_ours = |key: &str| [former, new].into_iter().flatten().any(|manifest| manifest.contains(key));
            if entry.file_type().is_dir() {
                folders.push(entry.into_path());
            } else if key.as_deref().is_some_and(is_ours) {
                ours.push(entry.into_path());
            } else if entry.path() != manifest {
                foreign.push(entry.into_path());
            }
        }
        ours.par_iter().try_for_each(|path| files::remove_file(path).map_err(leftover(path)))?;
        for path in &foreign {
            self.rescue(stale, path).map_err(leftover(path))?;
        }
        for path in folders.iter().rev() {
            files::remove_folder(path).map_err(leftover(path))?;
        }
        // Last, since it tells whose the other files are.
        files::remove_file(&manifest).map_err(leftover(&manifest))?;
        files::remove_folder(stale).map_err(leftover(stale))
    }

    /// Moves a file that is not ours from the former tree into the site.
    fn rescue(&self, stale: &Path, path: &Path) -> io::Result<()> {
        let place = self.out.join(path.strip_prefix(stale).map_err(io::Error::other)?);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::rename(path, place)?;
        // Two names of one file: `rename` leaves both.
        files::remove_file(path)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is removed, or reported, by the next `open`.
        let _ = files::remove_tree(&self.next());
    }
}

/// The manifest of a tree, where it has one.
pub(super) fn read_manifest(tree: &Path) -> Result<Option<Manifest>, PublishError> {
    let path = tree.join(MANIFEST);
    match fs::read(&path) {
        Ok(bytes) => Manifest::parse(&bytes).map(Some).map_err(|line| PublishError::Manifest { path, line }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(PublishError::Io { action: "read", path, source }),
    }
}

/// The site folder as an absolute path without symbolic links. Refuses one that cannot be replaced
/// as a whole.
fn resolve(out: &Path) -> Result<PathBuf, PublishError> {
    let refuse = |reason| Err(PublishError::Folder { path: out.to_owned(), reason });
    let path = match out.canonicalize() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if out.is_symlink() {
                return refuse("is a symbolic link to a folder that is not there: create that folder");
            }
            let Some(name) = out.file_name() else {
                return refuse("is not a folder: name one");
            };
            let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            fs::create_dir_all(parent).context("create", parent)?;
            parent.canonicalize().context("find", parent)?.join(name)
        }
        result => result.context("find", out)?,
    };
    let Some(parent) = path.parent() else {
        return refuse("is the root of the file system: publish into a folder inside it");
    };
    if let Ok(metadata) = path.metadata() {
        if !metadata.is_dir() {
            return refuse("is a file: choose another name for the site folder, or remove the file");
        }
        if files::device(&metadata) != files::device(&parent.metadata().context("read", parent)?) {
            return refuse("is a mount point, which cannot be replaced: publish into a folder inside it");
        }
    }
    let here = std::env::current_dir().and_then(|folder| folder.canonicalize());
    if here.is_ok_and(|here| here.starts_with(&path)) {
        return refuse("is the folder you are in, and would be replaced under you: publish into a folder inside it");
    }
    Ok(path)
}

/// Held until the file is closed, be it by the end of the process.
fn lock(path: &Path, waiting: impl FnOnce()) -> Result<File, PublishError> {
    let file = File::options().create(true).truncate(false).write(true).open(path).context("open", path)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            waiting();
            file.lock().context("lock", path)?;
        }
        Err(TryLockError::Error(error)) => Err(error).context("lock", path)?,
        Ok(()) => {}
    }
    Ok(file)
}

/// Lets two folders change places in one step.
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
    }
    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    {
        let _ = (a, b);
        Err(ErrorKind::Unsupported.into())
    }
}

/// The same in two steps. There is no site between them: `recover` restores it if we are killed
/// just then.
fn two_renames(next: &Path, out: &Path, former: &Path) -> io::Result<()> {
    fs::rename(out, former)?;
    fs::rename(next, out).or_else(|error| fs::rename(former, out).and(Err(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(out: &Path) -> Staging {
        Staging::open(out, || ()).unwrap()
    }

    /// Where folders cannot be exchanged, a build that is killed between the two renames loses no
    /// site.
    #[test]
    fn killed_between_two_renames() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        fs::create_dir(&out).unwrap();
        fs::write(out.join("mine"), "former").unwrap();
        let staging = open(&out);
        let [before, stale] = ["former", "stale"].map(|name| staging.folder.join(name));

        // Before the second rename: the former site comes back.
        fs::rename(&out, &before).unwrap();
        staging.recover().unwrap();
        assert_eq!(fs::read_to_string(out.join("mine")).unwrap(), "former");
        assert!(!before.exists());

        // After it: the new site stays, and what is not ours joins it.
        staging.begin().unwrap();
        two_renames(&staging.next(), &out, &before).unwrap();
        fs::write(out.join("new"), "").unwrap();
        staging.recover().unwrap();
        assert_eq!(fs::read_to_string(out.join("mine")).unwrap(), "former");
        assert!(out.join("new").exists() && !before.exists() && !stale.exists());
    }

    /// A second rename that fails is undone at once.
    #[test]
    fn second_rename_fails() {
        let folder = tempfile::tempdir().unwrap();
        let [next, out, former] = ["next", "out", "former"].map(|name| folder.path().join(name));
        fs::create_dir(&out).unwrap();
        assert!(two_renames(&next, &out, &former).is_err());
        assert!(out.exists() && !former.exists());
    }

    /// A file saved into the site while it is swapped is not removed with the former tree.
    #[test]
    fn saved_during_the_swap() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        fs::create_dir(&out).unwrap();
        let staging = open(&out);
        let stale = staging.folder.join("stale");
        fs::create_dir_all(stale.join("late")).unwrap();
        fs::write(stale.join("late/mine"), "late").unwrap();
        staging.recover().unwrap();
        assert_eq!(fs::read_to_string(out.join("late/mine")).unwrap(), "late");
        assert!(!stale.exists());
    }
}
