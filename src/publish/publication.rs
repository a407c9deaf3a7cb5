//! One build's files, taking the place of the former site.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::error::{Context, PublishError};
use super::files;
use super::manifest::{Entry, Fingerprint, MANIFEST, Manifest, ancestors, is_publishable};
use super::staging::{Staging, read_manifest};

/// What [`Publication::commit`] did, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// New, or with other bytes than before.
    pub written: usize,
    /// Left as they were.
    pub unchanged: usize,
    /// No longer made by this build.
    pub removed: usize,
    /// The size of the whole site, without files that are not ours, in bytes.
    pub bytes: u64,
}

/// A build that is being published. Other builds for the same folder wait until it is committed or
/// dropped.
///
/// Dropped without [`commit`](Self::commit), it leaves the former site as it was.
///
/// ```
/// use shirube::publish::{FingerprintBuilder, Publication};
/// # let folder = tempfile::tempdir()?;
/// # let out = folder.path().join("public");
/// let fingerprint = FingerprintBuilder::new().add("site.yaml", b"title: Portal").finish();
/// let publication = Publication::open(&out, || eprintln!("waiting for another build"))?;
/// if !publication.is_current(fingerprint) {
///     publication.put("ja/index.html", "<!doctype html>".as_bytes())?;
///     let summary = publication.commit(fingerprint)?;
///     assert_eq!(summary.written, 1);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Publication {
    former: Option<Former>,
    claims: Mutex<Claims>,
    failed: AtomicBool,
    staging: Staging,
}

/// The site that is in place.
struct Former {
    manifest: Manifest,
    written: SystemTime,
}

/// The paths that this build has taken.
#[derive(Default)]
struct Claims {
    files: BTreeMap<Box<str>, Entry>,
    folders: BTreeSet<Box<str>>,
    unchanged: Vec<Box<str>>,
}

impl Publication {
    /// Starts a publication into the folder `out`, which need not exist.
    ///
    /// Calls `waiting` if another build has the folder, and waits for it. Clears what killed builds
    /// left.
    pub fn open(out: &Path, waiting: impl FnOnce()) -> Result<Self, PublishError> {
        let staging = Staging::open(out, waiting)?;
        let former = match read_manifest(staging.out())? {
            None => None,
            Some(manifest) => {
                let path = staging.out().join(MANIFEST);
                let written = path.metadata().and_then(|metadata| metadata.modified()).context("read", &path)?;
                Some(Former { manifest, written })
            }
        };
        Ok(Self { former, claims: Mutex::default(), failed: AtomicBool::new(false), staging })
    }

    /// Whether the site was made from this very input, and nobody has touched our files since: no
    /// need to build.
    ///
    /// Files are read only where their time is later than the manifest's.
    #[must_use]
    pub fn is_current(&self, input: Fingerprint) -> bool {
        self.former.as_ref().is_some_and(|former| {
            former.manifest.input == input
                && former
                    .manifest
                    .files
                    .par_iter()
                    .all(|(path, entry)| former.is_intact(&self.staging.out().join(&**path), entry))
        })
    }

    /// Adds a file. `path` is relative to the site folder, with `/`. May be called from many
    /// threads.
    ///
    /// After an error nothing can be published: [`commit`](Self::commit) refuses.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.try_put(path, bytes).inspect_err(|_| self.failed.store(true, Ordering::Relaxed))
    }

    fn try_put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        if !is_publishable(path) {
            return Err(PublishError::Path { path: path.to_owned() });
        }
        let entry = Entry::of(bytes);
        let unchanged = self.former.as_ref().is_some_and(|former| {
            former.manifest.files.get(path) == Some(&entry) && former.is_intact(&self.staging.out().join(path), &entry)
        });
        self.claims.lock().unwrap_or_else(PoisonError::into_inner).take(path, entry, unchanged)?;
        if unchanged {
            // Linked by `commit`, since often nothing changed at all.
            return Ok(());
        }
        self.staging.begin()?;
        let target = self.staging.next().join(path);
        files::write_new(&target, bytes).map(drop).map_err(|error| taken_or("write", path, &target, error))
    }

    /// Replaces the site by the files that were put, and those in the folder that are not ours.
    ///
    /// `input` is what [`is_current`](Self::is_current) will compare with the next time.
    pub fn commit(self, input: Fingerprint) -> Result<Summary, PublishError> {
        if self.failed.into_inner() {
            return Err(PublishError::Incomplete);
        }
        let Claims { files, folders, unchanged } = self.claims.into_inner().unwrap_or_else(PoisonError::into_inner);
        let new = Manifest { input, files };
        let former = self.former.as_ref().map(|former| &former.manifest);
        let summary = Summary {
            written: new.files.len() - unchanged.len(),
            unchanged: unchanged.len(),
            removed: former.map_or(0, |former| former.files.keys().filter(|path| !new.contains(path)).count()),
            bytes: new.files.values().map(|entry| entry.size).sum(),
        };
        let staging = &self.staging;

        if let Some(former) = former.filter(|_| summary.written == 0 && summary.removed == 0) {
            if former.input != input {
                let place = staging.out().join(MANIFEST);
                fs::rename(write_manifest(staging, &new)?, &place).context("replace", &place)?;
            }
            return Ok(summary);
        }

        let survey = Survey::of(staging.out(), former)?;
        let foreign = survey.without_conflicts(&new, &folders)?;
        staging.begin()?;
        if let Some(former) = &self.former {
            unchanged.par_iter().try_for_each(|path| {
                let from = staging.out().join(&**path);
                if !new.files.get(path).is_some_and(|entry| former.is_intact(&from, entry)) {
                    return Err(PublishError::Changed { path: from });
                }
                let to = staging.next().join(&**path);
                files::link_or_copy(&from, &to).map_err(|error| taken_or("link", path, &from, error))
            })?;
        }
        survey.carry(&foreign, staging)?;
        // Last of all, so that no file of ours is later than the manifest.
        write_manifest(staging, &new)?;
        staging.swap(former, &new)?;
        Ok(summary)
    }
}

impl Former {
    /// Whether a file is still as we wrote it, as far as can be seen without reading one that is
    /// older than the manifest.
    fn is_intact(&self, path: &Path, entry: &Entry) -> bool {
        let Ok(metadata) = path.symlink_metadata() else {
            return false;
        };
        metadata.is_file()
            && metadata.len() == entry.size
            && (metadata.modified().is_ok_and(|time| time <= self.written)
                || fs::read(path).is_ok_and(|bytes| Entry::of(&bytes) == *entry))
    }
}

impl Claims {
    fn take(&mut self, path: &str, entry: Entry, unchanged: bool) -> Result<(), PublishError> {
        let taken = || Err(PublishError::Taken { path: path.to_owned() });
        if self.folders.contains(path) || self.files.insert(path.into(), entry).is_some() {
            return taken();
        }
        for folder in ancestors(path) {
            if self.files.contains_key(folder) {
                return taken();
            }
            if self.folders.contains(folder) {
                break;
            }
            self.folders.insert(folder.into());
        }
        if unchanged {
            self.unchanged.push(path.into());
        }
        Ok(())
    }
}

/// What is in the site folder beside our files.
#[derive(Default)]
struct Survey {
    root: PathBuf,
    /// Files, links, and folders that none of our files made; sorted.
    foreign: Vec<DirEntry>,
    /// Every folder.
    folders: Vec<(PathBuf, Metadata)>,
}

impl Survey {
    fn of(root: &Path, former: Option<&Manifest>) -> Result<Self, PublishError> {
        let mut survey = Self { root: root.to_owned(), ..Self::default() };
        let Ok(metadata) = root.metadata() else {
            return Ok(survey);
        };
        let device = files::device(&metadata);
        let our_folders = former.map(Manifest::folders).unwrap_or_default();
        for entry in WalkDir::new(root).min_depth(1) {
            let entry = entry.map_err(Into::into).context("read", root)?;
            let key = entry.path().strip_prefix(root).ok().and_then(files::key);
            let is_folder = entry.file_type().is_dir();
            if is_folder {
                let metadata = entry.metadata().map_err(Into::into).context("read", entry.path())?;
                if files::device(&metadata) != device {
                    let reason = "is a mount point inside the site folder: unmount it, or publish elsewhere";
                    return Err(PublishError::Folder { path: entry.into_path(), reason });
                }
                survey.folders.push((entry.path().to_owned(), metadata));
            }
            let is_ours = key.is_some_and(|key| {
                if is_folder {
                    our_folders.contains(&*key)
                } else {
                    key == MANIFEST || former.is_some_and(|former| former.contains(&key))
                }
            });
            if !is_ours {
                survey.foreign.push(entry);
            }
        }
        survey.foreign.sort_by(|a, b| a.path().cmp(b.path()));
        Ok(survey)
    }

    /// What is not ours and has to be carried over. One that is where the new site wants to be is
    /// an error, unless the bytes are the same: then it becomes ours.
    fn without_conflicts(&self, new: &Manifest, folders: &BTreeSet<Box<str>>) -> Result<Vec<&DirEntry>, PublishError> {
        let mut carried = Vec::new();
        for entry in &self.foreign {
            let path = entry.path();
            let is_folder = entry.file_type().is_dir();
            let foreign = || Err(PublishError::Foreign { path: path.to_owned() });
            // A name that is not UTF-8 is not ours, but the folder it is in may be.
            let relative = path.strip_prefix(&self.root).unwrap_or(path);
            let above = relative.ancestors().skip(1).filter_map(files::key).any(|folder| new.contains(&folder));
            if above {
                return foreign();
            }
            if let Some(key) = files::key(relative) {
                if let Some(wanted) = new.files.get(&*key) {
                    let same = entry.file_type().is_file()
                        && entry.metadata().is_ok_and(|metadata| metadata.len() == wanted.size)
                        && fs::read(path).is_ok_and(|bytes| Entry::of(&bytes) == *wanted);
                    if !same {
                        return foreign();
                    }
                    continue;
                }
                if !is_folder && folders.contains(&*key) {
                    return foreign();
                }
            }
            carried.push(entry);
        }
        Ok(carried)
    }

    /// Brings into the next tree what is not ours, and gives its folders the modes and owners they
    /// have now.
    fn carry(&self, foreign: &[&DirEntry], staging: &Staging) -> Result<(), PublishError> {
        let next = staging.next();
        let place = |path: &Path| next.join(path.strip_prefix(&self.root).unwrap_or(path));
        for entry in foreign {
            let (from, to) = (entry.path(), place(entry.path()));
            if entry.file_type().is_dir() {
                fs::create_dir_all(to)
            } else if entry.file_type().is_symlink() {
                files::copy_symlink(from, &to)
            } else {
                files::link_or_copy(from, &to)
            }
            .context("keep", from)?;
        }
        self.folders.par_iter().try_for_each(|(from, metadata)| {
            files::copy_attributes(metadata, &place(from)).context("keep the permissions of", from)
        })
    }
}

/// Writes the manifest into the next tree, and on the disk: without it, a site could not be
/// repaired.
fn write_manifest(staging: &Staging, manifest: &Manifest) -> Result<PathBuf, PublishError> {
    staging.begin()?;
    let path = staging.next().join(MANIFEST);
    files::write_new(&path, manifest.to_text().as_bytes()).and_then(|file| file.sync_all()).context("write", &path)?;
    Ok(path)
}

/// The file system may take two names for one, where the names differ in case only.
fn taken_or(action: &'static str, path: &str, full: &Path, source: std::io::Error) -> PublishError {
    if source.kind() == std::io::ErrorKind::AlreadyExists {
        PublishError::Taken { path: path.to_owned() }
    } else {
        PublishError::Io { action, path: full.to_owned(), source }
    }
}
