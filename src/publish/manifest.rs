//! What we wrote: the manifest of a tree, and the fingerprint of what it was made from.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::path::{Component, Path};

use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// The name of the manifest, at the root of the tree. It lies inside so that tree and manifest
/// change together.
pub const MANIFEST: &str = ".shirube-manifest";

const VERSION: &str = "shirube-manifest 1";

/// Stands for everything a site is made from: same fingerprint, same site.
///
/// 128 bits of xxh3: enough against accident, not against somebody who looks for a collision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(u128);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Takes the inputs of a build, in a fixed order, to a [`Fingerprint`].
///
/// The version of this package is the first input: another version may write other pages.
#[derive(Clone)]
pub struct FingerprintBuilder(Xxh3);

impl FingerprintBuilder {
    /// No input but the version of this package.
    #[must_use]
    pub fn new() -> Self {
        let mut builder = Self(Xxh3::new());
        builder.add("version", env!("CARGO_PKG_VERSION").as_bytes());
        builder
    }

    /// Adds one input: a file by its path, or an option by its name. The order counts, so sort
    /// files first.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> &mut Self {
        // The lengths keep ("ab", "c") and ("a", "bc") apart.
        self.0.update(&(name.len() as u64).to_le_bytes());
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(name.as_bytes());
        self.0.update(bytes);
        self
    }

    /// The fingerprint of what was added so far.
    #[must_use]
    pub fn finish(&self) -> Fingerprint {
        Fingerprint(self.0.digest128())
    }
}

impl Default for FingerprintBuilder {
    fn default() -> Self {
        Self::new()
    }
}

/// The content of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub hash: u128,
    /// In bytes.
    pub size: u64,
}

impl Entry {
    pub fn of(bytes: &[u8]) -> Self {
        Self { hash: xxh3_128(bytes), size: bytes.len() as u64 }
    }
}

/// The files of a tree that are ours, by their paths with `/`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub input: Fingerprint,
    pub files: BTreeMap<Box<str>, Entry>,
}

impl Manifest {
    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Every folder that one of our files is in, at any depth.
    pub fn folders(&self) -> BTreeSet<&str> {
        let mut folders = BTreeSet::new();
        for path in self.files.keys() {
            for folder in ancestors(path) {
                if !folders.insert(folder) {
                    break;
                }
            }
        }
        folders
    }

    /// The text of the manifest file.
    pub fn to_text(&self) -> String {
        let mut text = format!("{VERSION}\ninput {}\nfiles {}\n", self.input, self.files.len());
        for (path, Entry { hash, size }) in &self.files {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{hash:032x} {size} {path}");
        }
        text
    }

    /// Reads what [`to_text`](Self::to_text) wrote, and nothing else: a manifest decides which
    /// files are removed. The error is the first line that is wrong, from 1.
    pub fn parse(bytes: &[u8]) -> Result<Self, usize> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| bytes[..error.valid_up_to()].split(|&byte| byte == b'\n').count())?;
        let mut lines = text.split_terminator('\n');
        let mut header =
            |number: usize, prefix: &str| lines.next().and_then(|line| line.strip_prefix(prefix)).ok_or(number);
        if !header(1, VERSION)?.is_empty() {
            return Err(1);
        }
        let input = Fingerprint(hash(header(2, "input ")?).ok_or(2_usize)?);
        let count = number(header(3, "files ")?).ok_or(3_usize)?;

        let mut files = BTreeMap::<Box<str>, Entry>::new();
        let mut line_number = 3;
        for line in lines {
            line_number += 1;
            let (path, entry) = entry(line).ok_or(line_number)?;
            if files.last_key_value().is_some_and(|(last, _)| **last >= *path) {
                return Err(line_number);
            }
            files.insert(path.into(), entry);
        }
        // A write that was cut short loses lines, or the end of the last one.
        if files.len() as u64 != count || !text.ends_with('\n') {
            return Err(line_number);
        }
        Ok(Self { input, files })
    }
}

fn entry(line: &str) -> Option<(&str, Entry)> {
    let (hash_text, rest) = line.split_once(' ')?;
    let (size, path) = rest.split_once(' ')?;
    let entry = Entry { hash: hash(hash_text)?, size: number(size)? };
    is_publishable(path).then_some((path, entry))
}

fn hash(text: &str) -> Option<u128> {
    let canonical = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    canonical.then(|| u128::from_str_radix(text, 16).ok())?
}

fn number(text: &str) -> Option<u64> {
    // `parse` would take a sign.
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// Whether a file of ours may have this path: relative, with `/`, inside the tree, on one line, on
/// every system.
pub(super) fn is_publishable(path: &str) -> bool {
    path != MANIFEST
        && path.split('/').all(|name| {
            let mut components = Path::new(name).components();
            // On Windows `C:` is a prefix, not a name.
            matches!((components.next(), components.next()), (Some(Component::Normal(_)), None))
                && !name.contains(|c: char| c.is_control() || c == '\\')
        })
}

/// The folders above a path, the nearest first.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(end, _)| &path[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn manifests() -> impl Strategy<Value = Manifest> {
        let path = "([a-zぁ-ん .&-]{1,8}/){0,3}[a-z0-9漢字]{1,8}(\\.html)?"
            .prop_filter("not a path of ours", |path: &String| is_publishable(path));
        let entry = (any::<u128>(), any::<u64>()).prop_map(|(hash, size)| Entry { hash, size });
        let files = proptest::collection::btree_map(path.prop_map(String::into_boxed_str), entry, 0..20);
        (any::<u128>(), files).prop_map(|(input, files)| Manifest { input: Fingerprint(input), files })
    }

    proptest! {
        /// What we write we read again, so no file of ours is ever forgotten.
        #[test]
        fn round_trip(manifest in manifests()) {
            prop_assert_eq!(Manifest::parse(manifest.to_text().as_bytes()), Ok(manifest));
        }

        /// A manifest that was cut short is refused: what it lost would pass for somebody else's.
        #[test]
        fn cut_short(manifest in manifests(), keep in 0.0..1.0_f64) {
            let text = manifest.to_text();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
            let end = (text.len() as f64 * keep) as usize;
            prop_assert!(Manifest::parse(&text.as_bytes()[..end]).is_err());
        }

        /// No bytes make the parser panic.
        #[test]
        fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Manifest::parse(&bytes);
        }
    }

    /// A manifest from elsewhere cannot make us remove files outside of the tree.
    #[test]
    fn hostile_path() {
        let text = format!("{VERSION}\ninput {:032x}\nfiles 1\n{:032x} 1 ../secret\n", 0, 0);
        assert_eq!(Manifest::parse(text.as_bytes()), Err(4));
    }

    /// Inputs are kept apart, and their order counts.
    #[test]
    fn fingerprints() {
        let of = |inputs: &[(&str, &str)]| {
            let mut builder = FingerprintBuilder::new();
            for (name, text) in inputs {
                builder.add(name, text.as_bytes());
            }
            builder.finish()
        };
        assert_eq!(of(&[("a", "b")]), of(&[("a", "b")]));
        assert_ne!(of(&[("a", "bc")]), of(&[("ab", "c")]));
        assert_ne!(of(&[("a", ""), ("b", "")]), of(&[("b", ""), ("a", "")]));
        assert_ne!(of(&[]), of(&[("", "")]));
    }
}
