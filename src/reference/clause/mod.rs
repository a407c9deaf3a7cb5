//! References of texts to provisions: of guidance to its own clauses in words, and of any text to any provision by `[[…]]`.

use std::borrow::Cow;
use std::ops::Range;

use crate::portal::{Portal, ProvisionKey};
use crate::text::Language;

use super::Found;

mod candidates;
mod english;
mod explicit;
mod japanese;
mod number;
mod reference;
mod resolve;
mod targets;

use reference::{ClauseReference, Direction};

pub(super) use explicit::target;
pub use explicit::{in_words, read_explicit, stray_brackets, without_brackets};
pub(super) use resolve::Place;
pub use targets::Targets;

/// A list of clauses that a text refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseCitation {
    /// Each clause of the list, or those from one to another, in the order of the text.
    pub targets: Vec<CitedClauses>,
}

/// One clause, or those from one to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedClauses {
    /// Its words: bytes of the text.
    pub range: Range<usize>,
    /// The provisions; none where the words lead nowhere.
    pub provisions: Vec<ProvisionKey>,
    /// What readers see in the place of the words.
    pub shown: Shown,
    /// Why the words lead nowhere, if they do.
    pub unresolved: Option<Unresolved>,
    /// Where the words lead nowhere: up to three provisions that may be meant, the likeliest first.
    pub candidates: Vec<ProvisionKey>,
}

/// Why words lead nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unresolved {
    /// There is no such provision.
    Missing,
    /// Several provisions have that number.
    Ambiguous,
    /// 上記 of what stands below, or 下記 of what stands above.
    OtherSide,
}

/// What readers see in the place of the words of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// The words.
    AsWritten,
    /// A part of `[[target|words]]`: bytes of the text.
    Words(Range<usize>),
    /// For `[[target]]`, the printed number of the target.
    Number,
}

impl CitedClauses {
    /// Whether its author wrote down that it is a reference: `[[…]]`.
    #[must_use]
    pub fn is_explicit(&self) -> bool {
        self.shown != Shown::AsWritten
    }

    /// What readers see of it in `text`, in which it stands. What leads nowhere is shown as it is written.
    #[must_use]
    pub fn label<'t>(&self, text: &'t str, portal: &Portal) -> Cow<'t, str> {
        match (&self.shown, self.provisions.first()) {
            (Shown::Words(range), _) => text[range.clone()].into(),
            (Shown::Number, Some(first)) => portal.printed_number(*first).trim().to_owned().into(),
            _ => text[self.range.clone()].into(),
        }
    }
}

/// The references to clauses in a text that stands at a place of the portal.
pub(super) fn read(portal: &Portal, place: Place, text: &str, language: Language) -> Vec<Found<ClauseCitation>> {
    let references = match language {
        Language::Japanese => japanese::clause_references(text),
        Language::English => english::clause_references(text),
    };
    let found = references.into_iter().filter_map(|reference| {
        let provisions = resolve::resolve(portal, place, &reference);
        // A bare number that leads nowhere is no reference.
        if reference.direction == Direction::Unsaid && provisions.iter().any(Vec::is_empty) {
            return None;
        }
        let anywhere = ClauseReference { direction: Direction::Either, ..reference };
        let has_missing = provisions.iter().any(Vec::is_empty);
        let elsewhere = if has_missing { resolve::resolve(portal, place, &anywhere) } else { Vec::new() };
        let mut elsewhere = elsewhere.into_iter();
        let targets = anywhere.targets.into_iter().zip(provisions).map(|(target, provisions)| {
            let elsewhere = elsewhere.next().unwrap_or_default();
            let (unresolved, candidates) = match (provisions.is_empty(), elsewhere.is_empty()) {
                (false, _) => (None, Vec::new()),
                (true, false) => (Some(Unresolved::OtherSide), elsewhere),
                (true, true) => (Some(Unresolved::Missing), candidates::of_way(portal, place.provision, &target.from)),
            };
            CitedClauses { range: target.range, provisions, shown: Shown::AsWritten, unresolved, candidates }
        });
        Some(Found { range: anywhere.range, what: ClauseCitation { targets: targets.collect() } })
    });
    found.collect()
}
