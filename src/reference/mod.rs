//! References in running text: stretches of it that lead elsewhere, recognised without markup.
//!
//! A kind of reference is a file that says what it means and a recogniser with a grammar of its own. What is found are
//! byte ranges in order that never overlap, so that links can be laid over a text without a character of it changing
//! ([`pieces`]).

pub mod clause;
pub mod definition;
mod english;
mod japanese;
mod law;
mod lexer;
mod name;
pub mod notice;
pub mod number;
pub(crate) mod phrase;
mod place;
mod plain;
mod portal;
pub mod resolve;

use std::ops::Range;

pub use law::{CitedLaw, LawCitation, Relation};
pub use name::LawNames;
pub use place::{Division, LawPlace, Passage, Within};
pub use portal::{FoundIn, TextPart, references, report_unknown_laws};

use crate::text::Language;

/// A reference in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where its words stand: bytes of the text.
    pub range: Range<usize>,
    /// What it refers to.
    pub what: Reference,
}

/// What a reference refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// A place in a law.
    Law(LawCitation),
}

impl Reference {
    /// The word that stands for its kind in tables and JSON.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Law(_) => "law",
        }
    }
}

/// Reads the texts of a document in the order in which people read them: what 同法 or 同条 means, and how a law is
/// called, may stand in a text before.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    names: &'a LawNames,
    japanese: japanese::Memory,
    english: english::Memory,
}

impl<'a> Reader<'a> {
    /// A reader of a document that knows these laws.
    #[must_use]
    pub fn new(names: &'a LawNames) -> Self {
        Self { names, japanese: japanese::Memory::new(names), english: english::Memory::default() }
    }

    /// The references in the next text, in order.
    ///
    /// ```
    /// use shirube::reference::{LawNames, Reader};
    /// let names = LawNames::new([(0, "労働安全衛生法", "Industrial Safety and Health Act")]);
    /// let text = "労働安全衛生法第66条の8第1項又は第66条の9の面接指導";
    /// let found = Reader::new(&names).read(text, shirube::text::Language::Japanese);
    /// let words: Vec<&str> = found.iter().map(|found| &text[found.range.clone()]).collect();
    /// assert_eq!(words, ["労働安全衛生法第66条の8第1項", "第66条の9"]);
    /// ```
    pub fn read(&mut self, text: &str, language: Language) -> Vec<Found> {
        match language {
            Language::Japanese => japanese::read(text, self.names, &mut self.japanese),
            Language::English => english::read(text, self.names, &mut self.english),
        }
    }
}

/// A text in pieces, each with the reference that it is, if it is one. The pieces in a row are the text.
pub fn pieces<'t>(text: &'t str, found: &'t [Found]) -> impl Iterator<Item = (&'t str, Option<&'t Reference>)> {
    let ends = found.iter().map(|found| found.range.end);
    let between = std::iter::once(0).chain(ends).zip(found.iter().map(|found| found.range.start));
    let rest = found.last().map_or(0, |last| last.range.end);
    (between.zip(found))
        .flat_map(|((from, to), found)| [(&text[from..to], None), (&text[found.range.clone()], Some(&found.what))])
        .chain(std::iter::once((&text[rest..], None)))
        .filter(|(piece, _)| !piece.is_empty())
}

#[cfg(test)]
mod tests;
