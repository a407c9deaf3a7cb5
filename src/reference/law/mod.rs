//! Citations of laws.

mod english;
mod japanese;
mod lexer;
pub(super) mod name;
mod place;

use crate::text::Language;

use crate::reference::Found;
use crate::reference::definition::{Definition, definitions};

pub use name::LawNames;
pub use place::{Division, LawPlace, Passage, Within};

/// A single place of a law that a text cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawCitation {
    /// The law.
    pub law: CitedLaw,
    /// The place in it.
    pub place: LawPlace,
    /// How it stands to the citation behind or before it.
    pub relation: Relation,
}

/// A law that a text cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CitedLaw {
    /// A law of the portal, by its place in the list of laws.
    Known(usize),
    /// The name of another, as far as it can be told where it begins; or 同法 where nothing says which one is meant.
    Unknown(String),
}

/// How a citation stands to its neighbour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Relation {
    /// It stands for itself.
    #[default]
    Single,
    /// The first of a range: 第66条 of 第66条から第66条の7まで. The next end of a range in the text that belongs to no other
    /// start is its last one.
    RangeStart,
    /// The last of a range, of the same law.
    RangeEnd,
    /// It applies another provision mutatis mutandis (において準用する); the last of a range stays one.
    Applying,
}

impl Relation {
    /// The word that stands for it in tables and JSON; none for what stands for itself.
    #[must_use]
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Single => None,
            Self::RangeStart => Some("range-start"),
            Self::RangeEnd => Some("range-end"),
            Self::Applying => Some("applying"),
        }
    }
}

/// Reads the texts of a document in the order in which people read them: what 同法 or 同条 means, and how a law is
/// called, may stand in a text before.
#[derive(Debug, Clone)]
pub struct LawReader<'a> {
    names: &'a LawNames,
    japanese: japanese::Memory,
    english: english::Memory,
}

impl<'a> LawReader<'a> {
    /// A reader of a document that knows these laws.
    #[must_use]
    pub fn new(names: &'a LawNames) -> Self {
        Self { names, japanese: japanese::Memory::new(names), english: english::Memory::default() }
    }

    /// The references in the next text, in order.
    ///
    /// ```
    /// use shirube::reference::{LawNames, LawReader};
    /// let names = LawNames::new([(0, "労働安全衛生法", "Industrial Safety and Health Act")]);
    /// let text = "労働安全衛生法第66条の8第1項又は第66条の9の面接指導";
    /// let found = LawReader::new(&names).read(text, shirube::text::Language::Japanese);
    /// let words: Vec<&str> = found.iter().map(|found| &text[found.range.clone()]).collect();
    /// assert_eq!(words, ["労働安全衛生法第66条の8第1項", "第66条の9"]);
    /// ```
    pub fn read(&mut self, text: &str, language: Language) -> Vec<Found<LawCitation>> {
        self.read_with(text, language, &definitions(text, language))
    }

    /// The same where it is known what the text defines: names of laws may be among it.
    pub(super) fn read_with(
        &mut self,
        text: &str,
        language: Language,
        definitions: &[Definition],
    ) -> Vec<Found<LawCitation>> {
        match language {
            Language::Japanese => japanese::read(text, self.names, definitions, &mut self.japanese),
            Language::English => english::read(text, self.names, definitions, &mut self.english),
        }
    }
}

#[cfg(test)]
mod tests;
