//! `translations.lock`: which authoritative text each translation was made from.
//!
//! The content folder has one, and each center has one of its own for what it owns. A line is a language, the hash of the
//! authoritative text, the hash of the translation, and the address; lines are sorted by address, so that changes of two
//! people meet in the same line only where they changed the same text. Addresses begin at the folder of the file: a center
//! cannot speak of what is not its own.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::diagnostic::{Diagnostics, Problem, SourceFile, Span};
use crate::text::Language;

use super::values::Text;

/// The name of such a file.
pub const LOCK_FILE: &str = "translations.lock";

/// How every such file begins.
pub const LOCK_HEAD: &str = "# Which text each translation was made from: language, hash of the text, hash of the translation, place.\n# Kept by `shirube translate accept` and `shirube translate import`; after a conflict, keep either line.\n";

/// How a translation stands to its authoritative text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// There is none.
    Missing,
    /// It was made from another text, and not changed since.
    Stale,
    /// It counts as made from the present text, but nobody recorded that.
    Unrecorded,
    /// It was made from the present text.
    Current,
}

impl Standing {
    /// All of them, what needs work first.
    pub const ALL: [Self; 4] = [Self::Missing, Self::Stale, Self::Unrecorded, Self::Current];

    /// The word that stands for it in tables, files and style sheets.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Stale => "stale",
            Self::Unrecorded => "unrecorded",
            Self::Current => "current",
        }
    }
}

/// The hashes of a text and of the translation made from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// Of the authoritative text.
    pub source: u64,
    /// Of the translation.
    pub translation: u64,
}

impl Record {
    /// That of a text as it is now; `None` where it has no translation.
    #[must_use]
    pub fn of(text: &Text, authoritative: Language) -> Option<Self> {
        let translation = hash(text.get(authoritative.other())?);
        Some(Self { source: hash(text.get(authoritative)?), translation })
    }
}

/// The hash of a text, whatever its line ends and the blanks around it.
#[must_use]
pub fn hash(text: &str) -> u64 {
    let text = text.trim();
    if text.contains('\r') { xxh3_64(text.replace("\r\n", "\n").as_bytes()) } else { xxh3_64(text.as_bytes()) }
}

/// All that is recorded, by full address.
#[derive(Debug, Clone, Default)]
pub struct Lock {
    records: HashMap<String, Record>,
}

impl Lock {
    /// Adds what `file` records; `folder` is where it lies in the content folder, empty or with a slash at its end.
    pub fn read(&mut self, file: &Arc<SourceFile>, folder: &str, language: Language, diagnostics: &mut Diagnostics) {
        let mut start = 0;
        for line in file.text.split_inclusive('\n') {
            let entry = line.trim_end();
            if !entry.is_empty() && !entry.starts_with('#') {
                match parse(entry) {
                    Some((code, record, address)) if code == language.code() => {
                        if !(folder.is_empty() && owner(address) != folder) {
                            self.records.insert(format!("{folder}{address}"), record);
                        }
                    }
                    // The portal was turned round: what was the translation is authoritative now.
                    Some((code, ..)) if Language::from_code(code).is_some() => {}
                    _ => diagnostics.error(Problem::InvalidLock, &Span::new(file, start, entry.len())),
                }
            }
            start += line.len();
        }
    }

    /// How the translation of `text` stands to it. What is not recorded in an edition is looked up in the one before, from
    /// which it was carried over.
    #[must_use]
    pub fn standing(&self, address: &str, text: &Text, authoritative: Language) -> Standing {
        if text.get(authoritative.other()).is_none() {
            return Standing::Missing;
        }
        if self.records.is_empty() {
            return Standing::Unrecorded;
        }
        let own = self.records.get(address);
        let inherited = || self.records.get(&in_former_edition(address)?);
        let (Some(record), Some(now)) = (own.or_else(inherited), Record::of(text, authoritative)) else {
            return Standing::Unrecorded;
        };
        match (record.source == now.source, record.translation == now.translation) {
            (true, true) if own.is_some() => Standing::Current,
            (false, true) => Standing::Stale,
            _ => Standing::Unrecorded,
        }
    }

    /// What is recorded at an address, or at the same place of the edition before.
    #[must_use]
    pub fn get(&self, address: &str) -> Option<Record> {
        let inherited = || self.records.get(&in_former_edition(address)?);
        self.records.get(address).or_else(inherited).copied()
    }

    /// Records how a text and its translation are now.
    pub fn record(&mut self, address: &str, record: Record) {
        self.records.insert(address.to_owned(), record);
    }

    /// Keeps what is recorded of the addresses that `keep` wants.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.records.retain(|address, _| keep(address));
    }

    /// The lock files by the folder in which they belong, empty or with a slash at its end.
    #[must_use]
    pub fn files(&self, language: Language) -> HashMap<String, String> {
        let mut lines: Vec<(&String, &Record)> = self.records.iter().collect();
        lines.sort_unstable_by_key(|(address, _)| *address);
        let mut files: HashMap<String, String> = HashMap::new();
        for (address, record) in lines {
            let folder = owner(address);
            let file = files.entry(folder.to_owned()).or_insert_with(|| LOCK_HEAD.to_owned());
            let (source, translation) = (record.source, record.translation);
            // Writing to a string cannot fail.
            let _ = writeln!(file, "{} {source:016x} {translation:016x} {}", language.code(), &address[folder.len()..]);
        }
        files
    }
}

/// The folder whose lock speaks of an address: that of the center, or the content folder.
#[must_use]
pub fn owner(address: &str) -> &str {
    let length = address.strip_prefix("centers/").and_then(|rest| rest.find('/')).map(|end| "centers/".len() + end + 1);
    &address[..length.unwrap_or(0)]
}

/// The address of the same place in the edition of the year before.
fn in_former_edition(address: &str) -> Option<String> {
    let (year, rest) = address.strip_prefix("directives/")?.split_once('/')?;
    Some(format!("directives/{}/{rest}", year.parse::<i16>().ok()?.checked_sub(1)?))
}

fn parse(line: &str) -> Option<(&str, Record, &str)> {
    let mut parts = line.splitn(4, ' ');
    let language = parts.next()?;
    let mut hash = || {
        let digits = parts.next().filter(|digits| digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_hexdigit()));
        u64::from_str_radix(digits?, 16).ok()
    };
    let record = Record { source: hash()?, translation: hash()? };
    let address = parts.next().filter(|address| address.contains('#'))?;
    Some((language, record, address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(text: &str, folder: &str) -> (Lock, bool) {
        let file = Arc::new(SourceFile { path: LOCK_FILE.into(), text: text.into() });
        let (mut lock, mut diagnostics) = (Lock::default(), Diagnostics::default());
        lock.read(&file, folder, Language::English, &mut diagnostics);
        (lock, diagnostics.has_errors())
    }

    #[test]
    fn a_lock_is_written_as_it_is_read_each_line_by_its_owner() {
        let record = Record { source: 1, translation: u64::MAX };
        let mut all = Lock::default();
        for address in ["topics.yaml#a b/name", "centers/tokyo/center.yaml#name", "centers/osaka/center.yaml#name"] {
            all.record(address, record);
        }
        let files = all.files(Language::English);
        assert_eq!(files.len(), 3);
        let line = "en 0000000000000001 ffffffffffffffff center.yaml#name\n";
        assert_eq!(files["centers/tokyo/"], format!("{LOCK_HEAD}{line}"));
        let (again, failed) = lock(&files["centers/tokyo/"], "centers/tokyo/");
        assert!(!failed);
        assert_eq!(again.get("centers/tokyo/center.yaml#name"), Some(record));
    }

    #[test]
    fn no_lock_speaks_of_what_a_center_owns_but_its_own() {
        let (lock, _) = self::lock("en 0000000000000001 0000000000000001 centers/tokyo/center.yaml#name\n", "");
        assert_eq!(lock.get("centers/tokyo/center.yaml#name"), None);
    }

    #[test]
    fn what_a_merge_left_behind_is_an_error() {
        for text in ["<<<<<<< HEAD\n", "en 1 2 x#y\n", "en 0000000000000001 0000000000000001\n", "x\n"] {
            assert!(lock(text, "").1, "{text}");
        }
    }

    #[test]
    fn hashes_do_not_see_line_ends_and_blanks_around() {
        assert_eq!(hash("一\r\n二\n"), hash("一\n二"));
        assert_ne!(hash("一\n二"), hash("一 二"));
    }
}
