//! Numbers and order among siblings.

use crate::portal::{Portal, ProvisionKey, ProvisionKind};
use crate::text::numbering;

use super::change::{Change, ChangeKind, Detail};
use super::pairing::Pairing;
use super::rise::longest_rise;

/// The kinds whose order is counted apart: an activity has directives and remarks below it.
const KINDS: [ProvisionKind; 6] = [
    ProvisionKind::Part,
    ProvisionKind::PlanItem,
    ProvisionKind::Activity,
    ProvisionKind::Directive,
    ProvisionKind::SubItem,
    ProvisionKind::Remark,
];

/// What changed in numbers and order from one document to another.
pub(super) fn changes(portal: &Portal, (former, later): (usize, usize), pairing: &Pairing) -> Vec<Change> {
    let top = |document: usize| portal.documents.get(document).map_or(&[][..], |document| &document.children);
    let mut changes = Vec::new();
    siblings(portal, pairing, top(former), top(later), &mut changes);
    for (key, provision) in portal.provisions_of(later).filter(|(_, provision)| !provision.children.is_empty()) {
        if let Some(before) = pairing.former(key) {
            siblings(portal, pairing, &portal.provision(before).children, &provision.children, &mut changes);
        }
    }
    changes
}

/// Adds what changed among the children of one parent.
fn siblings(
    portal: &Portal,
    pairing: &Pairing,
    former: &[ProvisionKey],
    later: &[ProvisionKey],
    changes: &mut Vec<Change>,
) {
    for kind in KINDS {
        let of_kind = |keys: &[ProvisionKey]| -> Vec<ProvisionKey> {
            keys.iter().copied().filter(|&key| portal.provision(key).kind == kind).collect()
        };
        let (former, later) = (of_kind(former), of_kind(later));
        let place = |key: ProvisionKey| former.iter().position(|&one| one == key);
        // Those that stay under the parent: where each stood and stands.
        let kept: Vec<(usize, usize)> = (later.iter().enumerate())
            .filter_map(|(there, &key)| Some((place(pairing.former(key)?)?, there)))
            .collect();
        let stays = longest_rise(&kept.iter().map(|&(from, _)| from).collect::<Vec<_>>());
        let change = |kind, (from, to): (usize, usize), detail, follows| Change {
            kind,
            former: former.get(from).copied(),
            later: later.get(to).copied(),
            detail,
            follows,
        };
        // Those that came, went or changed places, each with where it stood and stands: they shift the others.
        let gone = (former.iter().enumerate())
            .filter(|(from, _)| kept.iter().all(|(kept, _)| kept != from))
            .map(|(from, &key)| (from, None, key));
        let new = (later.iter().enumerate())
            .filter(|(to, _)| kept.iter().all(|(_, kept)| kept != to))
            .map(|(to, &key)| (usize::MAX, Some(to), key));
        let reordered =
            (kept.iter().zip(&stays)).filter(|(_, stays)| !**stays).map(|(&(from, to), _)| (from, Some(to), later[to]));
        let shifting: Vec<(usize, Option<usize>, ProvisionKey)> = gone.chain(new).chain(reordered).collect();
        for (&(from, to), stays) in kept.iter().zip(stays) {
            let (before, after) =
                (portal.provision(former[from]).number.as_deref(), portal.provision(later[to]).number.as_deref());
            let is_shifted = before != after && is_shift(before, after, from, to);
            if !stays {
                changes.push(change(ChangeKind::Reordered, (from, to), Detail::Order(from + 1, to + 1), Vec::new()));
            }
            // Sub-items are counted through: their numbers are no more than their positions.
            let follows_position = is_shifted && (!stays || kind == ProvisionKind::SubItem);
            if before != after && !follows_position {
                let shifts = |(gone, new, _): &&(usize, Option<usize>, ProvisionKey)| {
                    *gone < from || new.is_some_and(|new| new < to)
                };
                let follows = shifting.iter().filter(shifts).filter(|_| is_shifted).map(|(.., key)| *key).collect();
                changes.push(change(ChangeKind::Renumbered, (from, to), Detail::Number, follows));
            }
        }
    }
}

/// Whether a number went up or down by as many places as what it numbers.
fn is_shift(before: Option<&str>, after: Option<&str>, from: usize, to: usize) -> bool {
    let ordinal =
        |number: Option<&str>| number.and_then(numbering::ordinal).and_then(|ordinal| i64::try_from(ordinal).ok());
    let place = |place: usize| i64::try_from(place).unwrap_or(i64::MAX);
    match (ordinal(before), ordinal(after)) {
        (Some(before), Some(after)) => after - before == place(to) - place(from),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_shift_with_places() {
        assert!(is_shift(Some("②"), Some("③"), 1, 2));
        assert!(is_shift(Some("(イ)"), Some("(ア)"), 4, 3));
        assert!(!is_shift(Some("②"), Some("④"), 1, 2));
        assert!(!is_shift(None, Some("①"), 0, 0));
    }
}
