//! Which provision of one edition is which in the next.
//!
//! Parts, plan items and activities keep their ids, or say in `moved_from` where they stood. Directives, remarks and
//! sub-items may have ids made from their position, so they are paired step by step, the surest first: by an id that
//! is a name; by a text that only one in each edition has; among the siblings under the same parent, by likeness and
//! order; and at last anywhere, where two are much alike.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

use crate::portal::{Portal, Provision, ProvisionKey, ProvisionKind};
use crate::text::analysis::Analyser;

use super::align::{Sibling, align};
use super::wording::{Terms, wording};

/// How alike two under different parents must be to be the same, moved and reworded.
const ALIKE_ELSEWHERE: u32 = 600;

/// The pairs of provisions of two editions.
#[derive(Debug, Default)]
pub struct Pairing {
    later: HashMap<ProvisionKey, ProvisionKey>,
    former: HashMap<ProvisionKey, ProvisionKey>,
}

impl Pairing {
    /// Pairs the provisions of two documents, both indices of [`Portal::documents`].
    #[must_use]
    pub fn new(portal: &Portal, former: usize, later: usize) -> Self {
        let of = |document: usize| -> Vec<(ProvisionKey, &Provision)> { portal.provisions_of(document).collect() };
        let mut pairing = Self::default();
        let (former, later) = (of(former), of(later));
        pairing.containers(portal, &former, &later);
        let said = (former.iter().chain(&later))
            .filter_map(|(key, it)| Some((*key, wording(it.text.as_ref()?.localised(portal.authoritative).0))))
            .collect();
        let mut leaves = Leaves { portal, pairing, said };
        for kind in [ProvisionKind::Directive, ProvisionKind::Remark, ProvisionKind::SubItem] {
            let of_kind = |all: &[(ProvisionKey, &'_ Provision)]| -> Vec<ProvisionKey> {
                all.iter().filter(|(_, provision)| provision.kind == kind).map(|(key, _)| *key).collect()
            };
            leaves.pair(&of_kind(&former), &of_kind(&later));
        }
        leaves.pairing
    }

    /// What a provision of the former edition is in the later one.
    #[must_use]
    pub fn later(&self, former: ProvisionKey) -> Option<ProvisionKey> {
        self.later.get(&former).copied()
    }

    /// What a provision of the later edition was in the former one.
    #[must_use]
    pub fn former(&self, later: ProvisionKey) -> Option<ProvisionKey> {
        self.former.get(&later).copied()
    }

    fn add(&mut self, former: ProvisionKey, later: ProvisionKey) {
        if !self.later.contains_key(&former) && !self.former.contains_key(&later) {
            self.later.insert(former, later);
            self.former.insert(later, former);
        }
    }

    /// Parts, plan items and activities: by id, then by where they say that they stood.
    fn containers(
        &mut self,
        portal: &Portal,
        former: &[(ProvisionKey, &Provision)],
        later: &[(ProvisionKey, &Provision)],
    ) {
        let is_container = |provision: &Provision| {
            matches!(provision.kind, ProvisionKind::Part | ProvisionKind::PlanItem | ProvisionKind::Activity)
        };
        let by_id: HashMap<(ProvisionKind, &str), ProvisionKey> = (former.iter())
            .filter(|(_, provision)| is_container(provision))
            .map(|&(key, provision)| ((provision.kind, provision.id.as_str()), key))
            .collect();
        for &(key, provision) in later {
            if let Some(&same) = by_id.get(&(provision.kind, provision.id.as_str())) {
                self.add(same, key);
            }
        }
        for &(key, provision) in later {
            for address in &provision.moved_from {
                let own = [former.first(), later.first()].into_iter().flatten();
                let id = own
                    .map(|(_, first)| &portal.documents[first.document].path)
                    .find_map(|path| address.strip_prefix(path.as_str())?.strip_prefix('/'));
                if let Some(&same) = id.and_then(|id| by_id.get(&(provision.kind, id))) {
                    self.add(same, key);
                }
            }
        }
    }
}

/// How far the directives, remarks and sub-items are paired.
struct Leaves<'a> {
    portal: &'a Portal,
    pairing: Pairing,
    said: HashMap<ProvisionKey, String>,
}

impl Leaves<'_> {
    /// Pairs those of one kind; what they stand under is paired already.
    fn pair(&mut self, former: &[ProvisionKey], later: &[ProvisionKey]) {
        let portal = self.portal;
        let name = |key: ProvisionKey| name(portal.provision(key));
        let parent = |key: ProvisionKey| portal.provision(key).parent;
        self.unique(
            (former, |all, key| Some((name(key)?, all.pairing.later(parent(key)?)?))),
            (later, |_, key| Some((name(key)?, parent(key)?))),
        );
        self.unique((former, |_, key| name(key)), (later, |_, key| name(key)));
        self.unique((former, |all, key| all.said.get(&key).cloned()), (later, |all, key| all.said.get(&key).cloned()));
        self.siblings(former);
        self.elsewhere(former, later);
    }

    /// Pairs two where `of` gives the same for both and for no other of their edition.
    fn unique<K: Hash + Eq>(
        &mut self,
        (former, of_former): (&[ProvisionKey], impl Fn(&Self, ProvisionKey) -> Option<K>),
        (later, of_later): (&[ProvisionKey], impl Fn(&Self, ProvisionKey) -> Option<K>),
    ) {
        let mut by_value: HashMap<K, (Vec<ProvisionKey>, Vec<ProvisionKey>)> = HashMap::new();
        for &key in former.iter().filter(|key| self.pairing.later(**key).is_none()) {
            if let Some(value) = of_former(self, key) {
                by_value.entry(value).or_default().0.push(key);
            }
        }
        for &key in later.iter().filter(|key| self.pairing.former(**key).is_none()) {
            if let Some(value) = of_later(self, key) {
                by_value.entry(value).or_default().1.push(key);
            }
        }
        for pair in by_value.into_values() {
            if let ([one], [other]) = (pair.0.as_slice(), pair.1.as_slice()) {
                self.add(*one, *other);
            }
        }
    }

    /// Pairs those under the same parent.
    fn siblings(&mut self, former: &[ProvisionKey]) {
        let portal = self.portal;
        let mut analyser = Analyser::default();
        for of_parent in former.chunk_by(|one, next| portal.provision(*one).parent == portal.provision(*next).parent) {
            let Some(first) = of_parent.first().map(|first| portal.provision(*first)) else { continue };
            let Some(parent) = first.parent.and_then(|parent| self.pairing.later(parent)) else { continue };
            let children = portal.provision(parent).children.iter().copied();
            let others: Vec<ProvisionKey> = children.filter(|&key| portal.provision(key).kind == first.kind).collect();
            let is_within = |key: ProvisionKey| match self.pairing.later(key) {
                Some(other) => others.contains(&other),
                None => true,
            };
            let ones: Vec<ProvisionKey> = of_parent.iter().copied().filter(|&key| is_within(key)).collect();
            let others: Vec<ProvisionKey> = (others.into_iter())
                .filter(|&key| self.pairing.former(key).is_none_or(|one| ones.contains(&one)))
                .collect();
            let mut sibling = |key: ProvisionKey, known: Option<usize>| {
                let provision = portal.provision(key);
                let said = self.said.get(&key).map_or("", String::as_str);
                let terms = if known.is_some() { Terms::default() } else { Terms::new(said, &mut analyser) };
                Sibling { id: last(&provision.id), has_own_id: provision.has_own_id, terms, known }
            };
            let place = |key: ProvisionKey| ones.iter().position(|&one| one == key);
            let one_by_one: Vec<Sibling<'_>> = (ones.iter().enumerate())
                .map(|(index, &key)| sibling(key, self.pairing.later(key).map(|_| index)))
                .collect();
            let other_by_other: Vec<Sibling<'_>> =
                others.iter().map(|&key| sibling(key, self.pairing.former(key).and_then(place))).collect();
            for (one, other) in align(&one_by_one, &other_by_other) {
                self.add(ones[one], others[other]);
            }
        }
    }

    /// Pairs those left over wherever they stand, the most alike first.
    fn elsewhere(&mut self, former: &[ProvisionKey], later: &[ProvisionKey]) {
        let mut analyser = Analyser::default();
        let mut left = |keys: &[ProvisionKey], is_left: &dyn Fn(ProvisionKey) -> bool| -> Vec<(ProvisionKey, Terms)> {
            let said = |key: ProvisionKey| self.said.get(&key).map_or("", String::as_str);
            let keys = keys.iter().copied().filter(|&key| is_left(key));
            keys.map(|key| (key, Terms::new(said(key), &mut analyser))).collect()
        };
        let former = left(former, &|key| self.pairing.later(key).is_none());
        let later = left(later, &|key| self.pairing.former(key).is_none());
        let mut with_term: HashMap<u64, Vec<usize>> = HashMap::new();
        for (index, (_, terms)) in former.iter().enumerate() {
            for term in terms.distinct() {
                with_term.entry(term).or_default().push(index);
            }
        }
        let mut candidates = Vec::new();
        for (key, terms) in &later {
            // Only those that have a term in common are looked at.
            let mut near: Vec<usize> =
                terms.distinct().filter_map(|term| with_term.get(&term)).flatten().copied().collect();
            near.sort_unstable();
            near.dedup();
            for (one, its_terms) in near.into_iter().filter_map(|index| former.get(index)) {
                let likeness = terms.likeness(its_terms);
                if likeness >= ALIKE_ELSEWHERE {
                    candidates.push((Reverse(likeness), *one, *key));
                }
            }
        }
        candidates.sort_unstable();
        for (_, one, other) in candidates {
            self.add(one, other);
        }
    }

    /// Adds a pair, unless one stands under what is gone and the other under what is new: then it is a part of both.
    fn add(&mut self, former: ProvisionKey, later: ProvisionKey) {
        let parent = |key: ProvisionKey| self.portal.provision(key).parent;
        let is_gone = parent(former).is_none_or(|parent| self.pairing.later(parent).is_none());
        let is_new = parent(later).is_none_or(|parent| self.pairing.former(parent).is_none());
        if !(is_gone && is_new) {
            self.pairing.add(former, later);
        }
    }
}

/// The id of a provision within its parent, where it is a name: ids of up to three letters are positions (`d12`) or
/// numbers (`shi`), whoever wrote them, and may go to another provision in the next edition.
fn name(provision: &Provision) -> Option<&str> {
    Some(last(&provision.id)).filter(|id| provision.has_own_id && id.len() > 3)
}

/// The last part of an id.
fn last(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}
