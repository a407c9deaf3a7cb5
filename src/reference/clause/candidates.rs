//! What words that lead nowhere may have meant.

use std::cmp::Reverse;

use crate::diagnostic::nearest;
use crate::portal::{Portal, Provision, ProvisionKey};

use super::explicit::named;
use super::number::Number;
use super::reference::Step;
use super::resolve::{ancestry, number};
use super::targets::{dashed, folded};

/// So many are named.
const MOST: usize = 3;

/// The provisions of a document of which the way ends as `way` does, the longest common end first, then the nearest to
/// `place`; where none does, those whose number is of the kind of the last one.
pub(super) fn of_way(portal: &Portal, place: ProvisionKey, way: &[Step]) -> Vec<ProvisionKey> {
    let wanted = || {
        way.iter().rev().filter_map(|step| match step {
            Step::Number(number) => Some(number),
            Step::Heading(_) => None,
        })
    };
    let kind = wanted().next().map(Number::kind);
    let common = |key: ProvisionKey| {
        let printed = ancestry(portal, key).filter_map(|key| number(portal.provision(key)));
        printed.zip(wanted()).take_while(|(one, other)| one == *other).count()
    };
    let is_of_kind = |provision: &Provision| number(provision).is_some_and(|number| Some(number.kind()) == kind);
    let document = portal.provision(place).document;
    let of_kind = portal.provisions_of(document).filter(|(key, own)| *key != place && is_of_kind(own));
    let own: Vec<ProvisionKey> = ancestry(portal, place).collect();
    let far = |key: ProvisionKey| ancestry(portal, key).position(|above| own.contains(&above)).unwrap_or(usize::MAX);
    let mut rated: Vec<_> = of_kind.map(|(key, _)| (Reverse(common(key)), far(key), key)).collect();
    rated.sort_unstable();
    let longest = rated.first().map(|(common, ..)| *common);
    rated.into_iter().take_while(|(common, ..)| Some(*common) == longest).map(|(.., key)| key).take(MOST).collect()
}

/// The provisions that a target in brackets may mean, in the document that it names, its own, or any: of a number as it is
/// printed, those that begin as it does; of an id the nearest.
pub(super) fn of_target(portal: &Portal, document: Option<usize>, target: &str) -> Vec<ProvisionKey> {
    let (document, within) = named(portal, target).map_or((document, target), |(named, rest)| (Some(named), rest));
    let is_id = within.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '-' | '/' | '#'));
    if is_id { of_id(portal, document, target) } else { of_number(portal, document, within) }
}

fn of_number(portal: &Portal, document: Option<usize>, number: &str) -> Vec<ProvisionKey> {
    let wanted = folded(number);
    let mut rated: Vec<_> = (portal.provisions())
        .filter(|(_, provision)| provision.number.is_some())
        .filter(|(_, provision)| document.is_none_or(|document| provision.document == document))
        .map(|(key, _)| {
            let printed = folded(&portal.printed_number(key));
            let common = printed.chars().zip(wanted.chars()).take_while(|(one, other)| one == other).count();
            (Reverse(common), printed.chars().count(), key)
        })
        .filter(|(Reverse(common), ..)| *common > 0)
        .collect();
    rated.sort_unstable();
    rated.into_iter().map(|(.., key)| key).take(MOST).collect()
}

fn of_id(portal: &Portal, document: Option<usize>, id: &str) -> Vec<ProvisionKey> {
    // The document, or a part of its path, was left out.
    let end = format!("-{}", dashed(id));
    let ends = portal.provisions().filter(|(_, provision)| dashed(&portal.full_id(provision)).ends_with(&end));
    let ends: Vec<ProvisionKey> = ends.map(|(key, _)| key).take(MOST).collect();
    if !ends.is_empty() {
        return ends;
    }
    let own = document.into_iter().flat_map(|document| portal.provisions_of(document));
    let own = own.map(|(key, provision)| (dashed(&provision.id), key));
    let all = portal.provisions().map(|(key, provision)| (dashed(&portal.full_id(provision)), key));
    let known: Vec<(String, ProvisionKey)> = own.chain(all).collect();
    let nearest = nearest(&dashed(id), known.iter().map(|(id, _)| id.as_str()));
    nearest.and_then(|id| known.iter().find(|(own, _)| own == id)).map(|(_, key)| *key).into_iter().collect()
}
