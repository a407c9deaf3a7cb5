//! References of guidance to its own clauses.

use std::ops::Range;

use crate::portal::{Portal, ProvisionKey};
use crate::text::Language;

use super::Found;

mod japanese;
mod number;
mod resolve;

pub use japanese::{ClauseReference, Direction, Step, Target, clause_references};
pub use number::{Number, NumberKind};
pub use resolve::{Place, printed, resolve};

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
}

/// The references to clauses in a text that stands at a place of the portal.
#[must_use]
pub fn read(portal: &Portal, place: Place, text: &str, language: Language) -> Vec<Found<ClauseCitation>> {
    if language != Language::Japanese {
        return Vec::new();
    }
    let found = clause_references(text).into_iter().filter_map(|reference| {
        let provisions = resolve(portal, place, &reference);
        // A bare number that leads nowhere is no reference.
        let is_none = reference.direction == Direction::Unsaid && provisions.iter().any(Vec::is_empty);
        let targets = reference.targets.iter().zip(provisions);
        let targets = targets.map(|(target, provisions)| CitedClauses { range: target.range.clone(), provisions });
        (!is_none)
            .then(|| Found { range: reference.range.clone(), what: ClauseCitation { targets: targets.collect() } })
    });
    found.collect()
}
