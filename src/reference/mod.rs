//! References in running text: stretches of it that lead elsewhere, recognised without markup.
//!
//! A kind of reference is a file that says what it means and a recogniser with a grammar of its own. What is found are
//! byte ranges in order that never overlap, so that links can be laid over a text without a character of it changing
//! ([`pieces`]).

mod article;
pub mod clause;
pub mod definition;
mod index;
pub mod law;
pub mod notice;
pub(crate) mod phrase;
mod plain;
mod portal;
mod restatement;
mod row;
mod term;

use std::ops::Range;

pub use article::{CitationOfArticle, CitedArticle, cited_articles};
pub use clause::{
    CitedClauses, ClauseCitation, Shown, Targets, Unresolved, in_words, read_explicit, stray_brackets, without_brackets,
};
pub use definition::Definition;
pub use index::{ArticleKey, DefinitionKey, References};
pub use law::{CitedLaw, Division, LawCitation, LawNames, LawPlace, LawReader, Passage, Relation, Within};
pub use notice::NoticeCitation;
pub use portal::{FoundIn, TextPart, report, report_explicit, unknown_target};
pub use restatement::{Restatement, restatement, restatements};
pub use row::{Row, rows};
pub use term::Term;

/// A reference in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T = Reference> {
    /// Where its words stand: bytes of the text.
    pub range: Range<usize>,
    /// What it refers to.
    pub what: T,
}

impl<T> Found<T> {
    /// The same words, with what they refer to as `into` says.
    pub fn map<U>(self, into: impl FnOnce(T) -> U) -> Found<U> {
        Found { range: self.range, what: into(self.what) }
    }
}

/// What a reference refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// A place in a law.
    Law(LawCitation),
    /// Clauses of the same document.
    Clauses(ClauseCitation),
    /// A term that is defined here.
    Definition(Definition),
    /// A term that is defined before, or in the glossary.
    Term(Term),
    /// A notice or law by its number.
    Notice(NoticeCitation),
}

impl Reference {
    /// The word that stands for its kind in tables and JSON.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Law(_) => "law",
            Self::Clauses(_) => "clause",
            Self::Definition(_) => "definition",
            Self::Term(_) => "term",
            Self::Notice(_) => "notice",
        }
    }
}

/// A text in pieces, each with the reference that it is, if it is one. The pieces in a row are the text.
pub fn pieces<'t, T>(text: &'t str, found: &'t [Found<T>]) -> impl Iterator<Item = (&'t str, Option<&'t T>)> {
    let ends = found.iter().map(|found| found.range.end);
    let between = std::iter::once(0).chain(ends).zip(found.iter().map(|found| found.range.start));
    let rest = found.last().map_or(0, |last| last.range.end);
    (between.zip(found))
        .flat_map(|((from, to), found)| [(&text[from..to], None), (&text[found.range.clone()], Some(&found.what))])
        .chain(std::iter::once((&text[rest..], None)))
        .filter(|(piece, _)| !piece.is_empty())
}
