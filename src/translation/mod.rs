//! What translators are given and give back: catalogues as PO, XLIFF and workbooks.
//!
//! A [`Catalogue`] is made from the units of the portal and written by one of the formats; what a format reads is a list
//! of [`Answer`]s. [`compare`] says what of them is new, and [`written`] writes it into the files of the content.

mod edit;
mod import;
mod memory;
pub mod po;
pub mod sheet;
pub mod xliff;

use crate::diagnostic::Span;
use crate::portal::Portal;
use crate::source::{Standing, TextUnit};
use crate::text::Language;

pub use edit::written;
pub use import::{Outcome, compare};
pub use memory::Suggestion;

use memory::Memory;

/// Texts for a translator.
#[derive(Debug)]
pub struct Catalogue<'a> {
    /// The language of the texts.
    pub from: Language,
    /// The language that they are translated into.
    pub into: Language,
    /// The texts in the order of the files.
    pub entries: Vec<Entry<'a>>,
}

/// A text for a translator.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The text.
    pub unit: &'a TextUnit,
    /// The authoritative text.
    pub source: &'a str,
    /// Its translation, where there is one.
    pub translation: Option<&'a str>,
    /// The text that a stale translation was made from, where it still stands somewhere.
    pub previous: Option<&'a str>,
    /// Translations of the same text or of sentences of it elsewhere.
    pub suggestions: Vec<Suggestion<'a>>,
}

impl<'a> Catalogue<'a> {
    /// The texts of the portal that `is_wanted`.
    #[must_use]
    pub fn of(portal: &'a Portal, into: Language, is_wanted: impl Fn(&TextUnit) -> bool) -> Self {
        let from = portal.authoritative;
        let memory = Memory::of(&portal.translations, from);
        let entry = |unit: &'a TextUnit| {
            let is_open = matches!(unit.standing, Standing::Missing | Standing::Stale);
            let source = unit.text.get(from).unwrap_or_default();
            Entry {
                unit,
                source,
                translation: unit.text.get(into),
                previous: (unit.standing == Standing::Stale).then(|| memory.previous(unit)).flatten(),
                suggestions: if is_open { memory.suggestions(unit, source) } else { Vec::new() },
            }
        };
        let units = portal.translations.units.iter().filter(|unit| is_wanted(unit));
        Self { from, into, entries: units.map(entry).collect() }
    }
}

/// A text that came back from a translator.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Which text it is.
    pub address: String,
    /// The authoritative text that was translated.
    pub source: String,
    /// The translation; empty where there is none yet.
    pub translation: String,
    /// How far the translator says that it is.
    pub state: AnswerState,
    /// Where in the file it stands.
    pub place: Span,
}

/// How far a translation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerState {
    /// It is done.
    Done,
    /// Its state is what it was when it was handed out: done if the text was changed.
    Untouched,
    /// It is a draft or a suggestion, and not to be taken over.
    Draft,
}
