//! The lists of a portal that documents draw on: notices, laws, terms. What they lack is added, where they can be written.

use crate::source::{Law, Notice, Term};

use super::doubt::Doubt;
use super::names::{self, DefinedTerm, NamedLaw};
use super::notices::Notices;
use crate::exchange::Yaml;

/// A list of the portal.
#[derive(Debug)]
pub struct List<'e, T> {
    /// What it holds.
    pub records: &'e [T],
    /// Whether records can be added: where the file is absent, or may be changed.
    pub is_open: bool,
}

impl<T> Clone for List<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<'_, T> {}

impl<T> Default for List<'_, T> {
    fn default() -> Self {
        Self { records: &[], is_open: true }
    }
}

/// The lists, and what a document adds to them.
#[derive(Debug)]
pub(super) struct Lists<'e> {
    notices: Notices,
    adds_notices: bool,
    known_laws: List<'e, Law>,
    laws: Vec<NamedLaw>,
    known_terms: List<'e, Term>,
    terms: Vec<DefinedTerm>,
    /// The id of the document, for ids by position.
    document: String,
}

impl<'e> Lists<'e> {
    /// The lists of a portal into which `document` is imported.
    pub fn new(notices: List<'e, Notice>, laws: List<'e, Law>, terms: List<'e, Term>, document: String) -> Self {
        Self {
            notices: Notices::known(notices.records, &document),
            adds_notices: notices.is_open,
            known_laws: laws,
            laws: Vec::new(),
            known_terms: terms,
            terms: Vec::new(),
            document,
        }
    }

    /// Reads a text: returns the ids of the notices that it cites, and notes what the lists lack.
    pub fn read(&mut self, text: &str, doubts: &mut Vec<Doubt>) -> Vec<String> {
        for law in names::laws(text) {
            if names::is_known_law(&law, self.known_laws.records) || self.laws.iter().any(|other| other.id == law.id) {
                continue;
            }
            if self.known_laws.is_open {
                self.laws.push(law);
            } else {
                doubts.push(Doubt::Law { name: law.name });
            }
        }
        for term in names::terms(text) {
            let is_there = self.terms.iter().any(|other| other.term == term.term);
            if is_there || names::is_known_term(&term.term, self.known_terms.records) {
                continue;
            }
            if self.known_terms.is_open {
                self.terms.push(term);
            } else {
                doubts.push(Doubt::Term { term: term.term });
            }
        }
        let mut ids = self.notices.cited(text);
        ids.retain(|id| match self.notices.found.get(id).filter(|_| !self.adds_notices) {
            Some(cited) => {
                doubts.push(Doubt::Notice { name: cited.name.clone() });
                false
            }
            None => true,
        });
        ids
    }

    /// What is to be added to the files of the lists.
    pub fn additions(&self) -> Vec<(&'static str, Yaml)> {
        let notices = if self.adds_notices { self.notices.records() } else { Vec::new() };
        let lists = [
            ("notices.yaml", Yaml::list(notices)),
            ("laws.yaml", names::law_records(&self.laws)),
            ("glossary.yaml", names::term_records(&self.terms, &self.document)),
        ];
        lists.into_iter().filter_map(|(name, records)| Some((name, records?))).collect()
    }
}
