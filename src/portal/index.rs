//! Finding records by id, and reporting ids that are taken or lead nowhere.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostics, Problem, RecordKind, Span, nearest};
use crate::source::Id;

/// The records of one kind by their ids.
#[derive(Debug)]
pub struct Index<K> {
    kind: RecordKind,
    entries: HashMap<String, (K, Span)>,
}

impl<K: Copy> Index<K> {
    /// An index without entries.
    #[must_use]
    pub fn new(kind: RecordKind) -> Self {
        Self { kind, entries: HashMap::new() }
    }

    /// Adds a record, unless its id is taken, which is reported; returns whether it was added.
    pub fn insert(&mut self, id: &str, key: K, span: &Span, diagnostics: &mut Diagnostics) -> bool {
        if let Some((_, first)) = self.entries.get(id) {
            let first = format!("{}:{}", first.file.path, first.position().0);
            diagnostics.error(Problem::DuplicateId { id: id.to_owned(), first }, span);
            return false;
        }
        self.entries.insert(id.to_owned(), (key, span.clone()));
        true
    }

    /// The record with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<K> {
        self.entries.get(id).map(|(key, _)| *key)
    }

    /// The record with this id; reported where there is none.
    pub fn resolve(&self, id: &str, span: &Span, diagnostics: &mut Diagnostics) -> Option<K> {
        let found = self.find(id);
        if found.is_none() && !diagnostics.is_lost(id) && !diagnostics.is_lost(self.kind.section()) {
            diagnostics.error(self.unknown(id), span);
        }
        found
    }

    /// The records with these ids; those that there are none of are reported and left out.
    pub fn resolve_all(&self, ids: &[Id], diagnostics: &mut Diagnostics) -> Vec<K> {
        ids.iter().filter_map(|id| self.resolve(&id.value, &id.span, diagnostics)).collect()
    }

    /// The problem of an id that leads nowhere, with the nearest one that leads somewhere.
    #[must_use]
    pub fn unknown(&self, id: &str) -> Problem {
        let mut known: Vec<&str> = self.entries.keys().map(String::as_str).collect();
        known.sort_unstable();
        Problem::UnknownRecord { kind: self.kind, id: id.to_owned(), nearest: nearest(id, known).map(str::to_owned) }
    }
}
