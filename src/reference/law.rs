//! Citations of laws.

use super::place::LawPlace;

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
    /// The first of a range: 第66条 of 第66条から第66条の7まで. The next citation is the last one.
    RangeStart,
    /// The last of a range.
    RangeEnd,
    /// It applies another provision mutatis mutandis (において準用する).
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
