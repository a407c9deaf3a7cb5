//! Units of translation: every text of the content, at an address that survives edits.

use std::collections::HashSet;

use crate::text::{Language, numbering};

use super::lock::{Lock, Standing};
use super::node::{Node, Value};
use super::values::Text;

/// A text of the content that is there to be translated.
#[derive(Debug, Clone)]
pub struct TextUnit {
    /// The path of its file in the content folder, and behind `#` the keys that lead to it, with ids in the place of
    /// positions: `topics.yaml#overwork/name`. The two files of a Markdown page have the address of the authoritative one.
    pub address: String,
    /// What it says.
    pub text: Text,
    /// How its translation stands to it.
    pub standing: Standing,
}

impl TextUnit {
    /// The path of the file that holds the authoritative text.
    #[must_use]
    pub fn file(&self) -> &str {
        self.address.split_once('#').map_or(&self.address, |(file, _)| file)
    }
}

/// Collects the units of a file while it is decoded, and says of each how it stands.
#[derive(Debug)]
pub struct Units<'a> {
    lock: &'a Lock,
    authoritative: Language,
    /// The address of what is being decoded.
    address: String,
    list: Vec<TextUnit>,
}

impl<'a> Units<'a> {
    /// None yet of the file at this path of the content folder.
    #[must_use]
    pub fn of(file: &str, authoritative: Language, lock: &'a Lock) -> Self {
        Self { lock, authoritative, address: format!("{file}#"), list: Vec::new() }
    }

    /// The units found.
    #[must_use]
    pub fn into_list(self) -> Vec<TextUnit> {
        self.list
    }

    /// How many units were found so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// Forgets all units but the first `count`.
    pub fn truncate(&mut self, count: usize) {
        self.list.truncate(count);
    }

    /// Goes down to `key`; returns where to go back to.
    pub fn enter(&mut self, key: &str) -> usize {
        let before = self.address.len();
        if !self.address.ends_with('#') {
            self.address.push('/');
        }
        self.address.push_str(key);
        before
    }

    /// Goes back up to where [`Self::enter`] was called.
    pub fn leave(&mut self, before: usize) {
        self.address.truncate(before);
    }

    /// Notes the text at this place, and in it whether its translation is stale.
    pub fn add(&mut self, text: &mut Text) {
        let standing = self.lock.standing(&self.address, text, self.authoritative);
        text.stale = standing == Standing::Stale;
        self.list.push(TextUnit { address: self.address.clone(), text: text.clone(), standing });
    }
}

/// What the items of a list are called in addresses: by their id; a clause by its group or its number; everything else,
/// and the second with the same name, by its position.
pub fn names(items: &[Node]) -> impl Iterator<Item = String> {
    let mut taken = HashSet::new();
    (1..).zip(items).map(move |(position, item)| match name(item) {
        Some(name) if taken.insert(name.clone()) => name,
        _ => format!("[{position}]"),
    })
}

fn name(item: &Node) -> Option<String> {
    let Value::Mapping(entries) = &item.value else { return None };
    record_name(|key| match entries.iter().find(|(name, _)| name.name == key) {
        Some((_, Node { value: Value::Scalar(text), .. })) => Some(text),
        _ => None,
    })
}

/// What a record is called by its own keys, of which `value` gives those that are scalars.
pub(crate) fn record_name<'v>(value: impl Fn(&str) -> Option<&'v str>) -> Option<String> {
    let id = value("id").or_else(|| value("group")).map(str::to_owned);
    id.or_else(|| numbering::segment(value("number")?)).filter(|name| !name.is_empty() && !name.contains('/'))
}
