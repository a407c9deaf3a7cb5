//! Terms that a text defines, and where they are used.
//!
//! A text defines a term where it puts it in quotation marks and says what it stands for (以下「雪道」という, 「雪道」とは…をいう,
//! hereinafter “snow roads”), or where it says that a word keeps the meaning that it has there (…をいう。以下同じ). What
//! only explains a word at its place (…をいう without 以下同じ) is no definition. `japanese.rs` and `english.rs` have the
//! grammars, [`uses`] finds the terms again.

mod english;
mod japanese;
mod usage;

use std::ops::Range;

pub use usage::{TermIndex, Use, uses};

use super::notice::{self, InstrumentKind, NoticeNumber};
use super::plain::Plain;
use crate::text::Language;

/// A term that a text defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The term, without marks and in one width.
    pub term: String,
    /// Where its words stand, without quotation marks: bytes of the text.
    pub range: Range<usize>,
    /// The words for which it stands, as far as they can be told.
    pub means: Range<usize>,
    /// Where it has this meaning.
    pub scope: Scope,
    /// What it is short for, if that is a law or a notice with a number.
    pub instrument: Option<InstrumentKind>,
    /// Whether it is sure where the term begins: it has no quotation marks before 以下同じ.
    pub is_sure: bool,
    /// Whether the words for which it stands are a sentence, which says more than what the term means: 以上をまとめて.
    pub is_sentence: bool,
}

impl Definition {
    /// Whether it is the short name of a law.
    #[must_use]
    pub fn is_of_law(&self) -> bool {
        self.instrument.is_some_and(InstrumentKind::is_law)
    }

    /// Whether the words that define it stand behind it, and not before.
    #[must_use]
    pub fn is_explained(&self) -> bool {
        self.means.start >= self.range.end
    }
}

/// Where a term has its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// In the whole document: この要綱において.
    Document,
    /// From here on: 以下.
    Following,
    /// In the clause in which it stands, or in those that are named: 以下この項において.
    Clause,
}

impl Scope {
    /// The word that stands for it in tables and JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Following => "following",
            Self::Clause => "clause",
        }
    }
}

/// The definitions of a text, in order and never overlapping.
///
/// ```
/// use shirube::{reference::definition::definitions, text::Language};
/// let text = "雪を捨てる場所（以下「雪捨場」という。）を設ける。";
/// let found = definitions(text, Language::Japanese);
/// assert_eq!(found[0].term, "雪捨場");
/// assert_eq!(&text[found[0].means.clone()], "雪を捨てる場所");
/// ```
#[must_use]
pub fn definitions(text: &str, language: Language) -> Vec<Definition> {
    let marks: &[char] = match language {
        Language::Japanese => &['「', '『', '｢', '同'],
        Language::English => &['“', '"', '‘', '('],
    };
    if !text.contains(marks) {
        return Vec::new();
    }
    let plain = Plain::of(text, language);
    let numbers = notice::in_plain(&plain.text, language);
    let mut found = match language {
        Language::Japanese => japanese::read(&plain.text, &numbers),
        Language::English => english::read(&plain.text, &numbers),
    };
    found.sort_by_key(|found| found.range.start);
    let mut end = 0;
    found.retain(|found| {
        let is_behind = found.range.start >= end && !found.range.is_empty();
        if is_behind {
            end = found.range.end;
        }
        is_behind
    });
    let in_source = |found: Found| Definition {
        term: plain.text[found.range.clone()].to_owned(),
        range: plain.source(&found.range),
        means: plain.source(&found.means),
        scope: found.scope,
        instrument: found.instrument,
        is_sure: found.is_sure,
        is_sentence: found.is_sentence,
    };
    found.into_iter().map(in_source).collect()
}

/// A definition in a text without marks.
#[derive(Debug)]
struct Found {
    range: Range<usize>,
    means: Range<usize>,
    scope: Scope,
    instrument: Option<InstrumentKind>,
    is_sure: bool,
    is_sentence: bool,
}

/// What the number is of that stands right before a bracket or at its beginning.
fn instrument_at(open: usize, numbers: &[NoticeNumber]) -> Option<InstrumentKind> {
    let is_at = |number: &&NoticeNumber| number.range.end == open || number.range.start == open + 1;
    numbers.iter().find(is_at).map(|number| number.kind)
}

/// Where a part of a text stands in it.
fn range_of(text: &str, end: usize, words: &str) -> Range<usize> {
    debug_assert!(text[..end].ends_with(words));
    end - words.len()..end
}

#[cfg(test)]
mod tests;
