//! What changed from one edition of the directives to the next.
//!
//! [`Pairing`] says which provision is which; [`Comparison`] compares the pairs field by field. A change is one entry:
//! what follows from another (siblings that shift, what stands below something new or gone, an amount repeated in the
//! text) is no change of its own. What is said is what the authoritative language says; guidance has no editions.

mod align;
mod change;
mod duty;
mod fields;
mod marking;
mod order;
mod pairing;
#[cfg(test)]
mod random;
mod rise;
#[cfg(test)]
mod tests;
mod word;
mod wording;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::portal::{DocumentKind, Portal, ProvisionKey};

pub use align::{Sibling, align};
pub use change::{Change, ChangeKind, Detail, DutyChange, DutyKey, Field, Wording};
pub use duty::{differing, is_by_amount_alone};
pub use marking::{Piece, PieceKind, marked};
pub use pairing::{Pairing, likeness};
pub(crate) use rise::longest_rise;
pub use word::words;
pub use wording::{Terms, links, wording};

/// What changed from one edition to another.
#[derive(Debug)]
pub struct Comparison {
    /// The former edition, an index of [`Portal::documents`].
    pub former: usize,
    /// The later edition, an index of [`Portal::documents`].
    pub later: usize,
    /// Which provision is which.
    pub pairing: Pairing,
    /// The changes, in the order of the later edition; what is gone stands where it was.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// Compares two documents. `translations` tells whether changes of translations alone are changes too.
    #[must_use]
    pub fn new(portal: &Portal, former: usize, later: usize, translations: bool) -> Self {
        Self::of(portal, Pairing::new(portal, former, later), former, later, translations)
    }

    /// Compares two documents of which it is known which provision is which.
    #[must_use]
    pub fn of(portal: &Portal, pairing: Pairing, former: usize, later: usize, translations: bool) -> Self {
        let mut changes = duty::changes(portal, former, later, &pairing);
        for (key, _) in portal.provisions_of(later) {
            match pairing.former(key) {
                Some(before) => fields::changes(portal, &pairing, (before, key), translations, &mut changes),
                None => {
                    changes.extend(whole(portal, ChangeKind::Added, None, key, &|key| pairing.former(key).is_some()));
                }
            }
        }
        changes.extend(order::changes(portal, (former, later), &pairing));
        let period = (portal.documents.get(later)).and_then(crate::portal::Document::edition_period);
        for (key, _) in portal.provisions_of(former).filter(|(key, _)| pairing.later(*key).is_none()) {
            let kind = if has_run_out(portal, key, period) { ChangeKind::Ended } else { ChangeKind::Removed };
            changes.extend(whole(portal, kind, Some(key), key, &|key| pairing.later(key).is_some()));
        }
        for change in &mut changes {
            end(portal, change, period);
        }
        let place = places(portal, former, &pairing);
        changes.sort_by_key(|change| {
            let gone = change.former.and_then(|key| Some((place.get(&key).copied()?, Some(key))));
            (change.later.map(|key| (key, None)).or(gone), change.kind)
        });
        Self { former, later, pairing, changes }
    }
}

/// The index of the document that is the edition of a fiscal year.
#[must_use]
pub fn edition(portal: &Portal, year: i16) -> Option<usize> {
    portal.documents.iter().position(|document| document.kind == DocumentKind::Directives { year })
}

/// The edition before another, both indices of [`Portal::documents`].
#[must_use]
pub fn predecessor(portal: &Portal, document: usize) -> Option<usize> {
    let is_edition = |index: &usize| portal.documents.get(*index).is_some_and(|it| it.kind != DocumentKind::Guidance);
    // The editions come first, by year.
    document.checked_sub(1).filter(|_| is_edition(&document)).filter(is_edition)
}

/// What came or went as a whole: nothing above it did so too. `is_kept` tells what of it is in both editions.
fn whole(
    portal: &Portal,
    kind: ChangeKind,
    former: Option<ProvisionKey>,
    key: ProvisionKey,
    is_kept: &dyn Fn(ProvisionKey) -> bool,
) -> Option<Change> {
    if portal.provision(key).parent.is_some_and(|parent| !is_kept(parent)) {
        return None;
    }
    let mut below = Vec::new();
    let mut open: Vec<ProvisionKey> = portal.provision(key).children.iter().rev().copied().collect();
    while let Some(key) = open.pop() {
        // What is kept went elsewhere, with all that is still below it.
        if !is_kept(key) {
            below.push(key);
            open.extend(portal.provision(key).children.iter().rev());
        }
    }
    let later = former.is_none().then_some(key);
    Some(Change { kind, former, later, detail: Detail::Whole(below), follows: Vec::new() })
}

/// Whether a provision, or what it stands under, had a last day that is not behind that of the later edition.
fn has_run_out(portal: &Portal, key: ProvisionKey, period: Option<(Date, Date)>) -> bool {
    let provision = portal.provision(key);
    let until = provision.applies.as_ref().and_then(|applies| applies.until);
    until.is_some_and(|until| period.is_some_and(|(_, last)| until <= last))
        || provision.parent.is_some_and(|parent| has_run_out(portal, parent, period))
}

/// A last day that is new or earlier, and not behind that of the later edition, is an end.
fn end(portal: &Portal, change: &mut Change, period: Option<(Date, Date)>) {
    let Detail::Applies(_) = &change.detail else { return };
    let (before, after) = change.applies(portal);
    let until = |applies: Option<&crate::source::Applies>| applies.and_then(|applies| applies.until);
    if let (Some(after), Some((_, last))) = (until(after), period)
        && after <= last
        && until(before).is_none_or(|before| after < before)
    {
        change.kind = ChangeKind::Ended;
    }
}

/// For each provision that is gone the one of the later edition behind which it stood.
fn places(portal: &Portal, former: usize, pairing: &Pairing) -> HashMap<ProvisionKey, ProvisionKey> {
    let mut before = ProvisionKey::FIRST;
    let mut places = HashMap::new();
    for (key, provision) in portal.provisions_of(former) {
        match pairing.later(key) {
            Some(later) => {
                let parent = provision.parent.map(|parent| pairing.later(parent));
                // What went elsewhere takes nothing with it.
                if parent == portal.provision(later).parent.map(Some) {
                    before = later;
                }
            }
            None => {
                places.insert(key, before);
            }
        }
    }
    places
}
