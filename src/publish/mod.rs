//! The output tree: a site is published whole or not at all.
//!
//! A [`Publication`] takes the files of one build and puts them in the place of the former site.
//!
//! - **Whole.** The new tree is built beside the former one and the two change places in one step.
//!   A build that fails, or is killed at any moment, leaves the former site complete.
//! - **Only what changed.** A file whose bytes are the same keeps its inode and modification time.
//!   A build that changes nothing writes nothing.
//! - **Only what is ours.** The manifest names the files that we wrote. Those that a build no
//!   longer makes go; every other file stays, and none is ever overwritten.
//! - **One at a time.** A second build waits for the first.
//! - **Same input, same bytes.** The manifest too holds no time, no machine and no order of
//!   threads.
//!
//! Beside the site folder `public` stands `.public.shirube`: the lock, and the next tree while it
//! is built. It must be on the same file system, so the parent of the site folder has to be
//! writable.
//!
//! # What is not promised
//!
//! - Where the file system cannot exchange two folders (Windows, some network file systems),
//!   publishing takes two renames. A process killed between them leaves no site folder; the next
//!   [`Publication::open`] restores it.
//! - Files are not flushed to the disk one by one: that would take minutes, to protect what a build
//!   can make again. Only the manifest is flushed. After a power failure some files may be empty;
//!   [`Publication::is_current`] notices their size, and the next build writes them again.
//! - The site folder is a new folder after each change. A program that holds it open (a shell that
//!   stands in it, a file watcher, a bind mount) still holds the former one. Modes and groups of
//!   folders are kept; extended attributes are not.

mod error;
mod files;
mod manifest;
mod publication;
mod staging;

pub use error::PublishError;
pub use manifest::{Fingerprint, FingerprintBuilder, MANIFEST};
pub use publication::{Publication, Summary};
