//! Which provision of one edition is which in the next.
//!
//! Parts, plan items and activities keep their ids, or say in `moved_from` where they stood. Directives, remarks and
//! sub-items may have ids made from their position, so they are paired step by step, the surest first: by an id that
//! is a name; by a text that only one in each edition has; among the siblings under the same parent, by likeness and
//! order; and at last anywhere, where two are much alike. An edition that knows no ids of the former is paired in this
//! way from its parts down, by titles and by all that stands below them.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

use crate::portal::{Portal, Provision, ProvisionKey, ProvisionKind};
use crate::text::analysis::Analyser;

use super::align::{Sibling, align};
use super::wording::{Terms, wording};

/// How alike two under different parents must be to be the same, moved and reworded.
const ALIKE_ELSEWHERE: u32 = 600;
/// How alike, where other provisions stand below them: whole activities of one part have more than half in common with those
/// of another.
const ALIKE_AS_A_WHOLE: u32 = 700;

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
        let later_document = later;
        let (former, later) = (of(former), of(later));
        pairing.containers(portal, &former, &later);
        let mut matcher = Matcher::new(portal, pairing, later_document, true);
        matcher.leaves(&former, &later);
        matcher.pairing
    }

    /// Pairs the provisions of two documents where ids of the later one say nothing, but for the pairs `known`.
    #[must_use]
    pub fn by_words(
        portal: &Portal,
        former: usize,
        later: usize,
        known: impl IntoIterator<Item = (ProvisionKey, ProvisionKey)>,
    ) -> Self {
        let mut pairing = Self::default();
        known.into_iter().for_each(|(former, later)| pairing.add(former, later));
        let mut matcher = Matcher::new(portal, pairing, later, false);
        let of = |document: usize| -> Vec<(ProvisionKey, &Provision)> { portal.provisions_of(document).collect() };
        let (former, later) = (of(former), of(later));
        matcher.containers(&former, &later);
        matcher.leaves(&former, &later);
        matcher.pairing
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

    /// Makes two a pair, unless one of them has another already.
    pub fn add(&mut self, former: ProvisionKey, later: ProvisionKey) {
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

/// How far provisions are paired.
struct Matcher<'a> {
    portal: &'a Portal,
    pairing: Pairing,
    /// The later edition.
    later: usize,
    /// Whether ids are the same where provisions are.
    has_ids: bool,
    /// The title or text of each.
    said: HashMap<ProvisionKey, String>,
    /// What stands below each part, plan item and activity, where that tells which is which.
    below: HashMap<ProvisionKey, String>,
}

impl<'a> Matcher<'a> {
    fn new(portal: &'a Portal, pairing: Pairing, later: usize, has_ids: bool) -> Self {
        Self { portal, pairing, later, has_ids, said: HashMap::new(), below: HashMap::new() }
    }

    /// Pairs parts, plan items and activities, from the first level down.
    fn containers(&mut self, former: &[(ProvisionKey, &Provision)], later: &[(ProvisionKey, &Provision)]) {
        let portal = self.portal;
        for &(key, provision) in former.iter().chain(later) {
            let text = provision.heading.as_ref().or(provision.text.as_ref());
            let said = text.map(|text| wording(text.localised(portal.authoritative).0)).unwrap_or_default();
            let mut above = provision.parent;
            while let Some(container) = above {
                self.below.entry(container).or_default().push_str(&said);
                above = portal.provision(container).parent;
            }
            if provision.heading.is_some() {
                self.said.insert(key, said);
            }
        }
        let depth = |provision: &Provision| {
            std::iter::successors(provision.parent, |&parent| portal.provision(parent).parent).count()
        };
        let deepest = former.iter().chain(later).map(|(_, provision)| depth(provision)).max().unwrap_or_default();
        let is_above = |provision: &Provision| matches!(provision.kind, ProvisionKind::Part | ProvisionKind::PlanItem);
        for level in 0..=deepest {
            self.pair_those(former, later, |it| is_above(it) && depth(it) == level);
        }
        self.pair_those(former, later, |it| it.kind == ProvisionKind::Activity);
    }

    /// Pairs directives, remarks and sub-items; what they stand under is paired already.
    fn leaves(&mut self, former: &[(ProvisionKey, &Provision)], later: &[(ProvisionKey, &Provision)]) {
        let language = self.portal.authoritative;
        let texts = former.iter().chain(later);
        self.said.extend(texts.filter_map(|(key, it)| Some((*key, wording(it.text.as_ref()?.localised(language).0)))));
        for kind in [ProvisionKind::Directive, ProvisionKind::Remark, ProvisionKind::SubItem] {
            self.pair_those(former, later, |it| it.kind == kind);
        }
    }

    fn pair_those(
        &mut self,
        former: &[(ProvisionKey, &Provision)],
        later: &[(ProvisionKey, &Provision)],
        is_wanted: impl Fn(&Provision) -> bool,
    ) {
        let those = |all: &[(ProvisionKey, &Provision)]| -> Vec<ProvisionKey> {
            all.iter().filter(|(_, provision)| is_wanted(provision)).map(|(key, _)| *key).collect()
        };
        self.pair(&those(former), &those(later));
    }

    /// Pairs those of one kind.
    fn pair(&mut self, former: &[ProvisionKey], later: &[ProvisionKey]) {
        let portal = self.portal;
        let parent = |key: ProvisionKey| portal.provision(key).parent;
        if self.has_ids {
            let name = |key: ProvisionKey| name(portal.provision(key));
            self.unique(
                (former, |all, key| Some((name(key)?, all.pairing.later(parent(key)?)?))),
                (later, |_, key| Some((name(key)?, parent(key)?))),
            );
            self.unique((former, |_, key| name(key)), (later, |_, key| name(key)));
        } else {
            self.unique(
                (former, |all, key| Some((all.said.get(&key).cloned()?, all.pairing.later(parent(key)?)?))),
                (later, |all, key| Some((all.said.get(&key).cloned()?, parent(key)?))),
            );
        }
        self.unique((former, |all, key| all.said.get(&key).cloned()), (later, |all, key| all.said.get(&key).cloned()));
        self.siblings(former);
        self.elsewhere(former, later);
    }

    /// What tells how alike two are.
    fn terms(&self, key: ProvisionKey, analyser: &mut Analyser) -> Terms {
        let said = self.said.get(&key).map_or("", String::as_str);
        match self.below.get(&key) {
            Some(below) => Terms::new(&format!("{said}\n{below}"), analyser),
            None => Terms::new(said, analyser),
        }
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
            let children = match first.parent {
                Some(parent) => match self.pairing.later(parent) {
                    Some(parent) => &portal.provision(parent).children,
                    None => continue,
                },
                None => &portal.documents[self.later].children,
            };
            let children = children.iter().copied();
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
                let terms = if known.is_some() { Terms::default() } else { self.terms(key, &mut analyser) };
                let number = provision.number.as_deref().unwrap_or_default();
                let id = if self.has_ids { last(&provision.id) } else { number };
                Sibling { id, has_own_id: self.has_ids && provision.has_own_id, terms, known }
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
            let keys = keys.iter().copied().filter(|&key| is_left(key));
            keys.map(|key| (key, self.terms(key, &mut analyser))).collect()
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
                let least = if self.below.contains_key(key) { ALIKE_AS_A_WHOLE } else { ALIKE_ELSEWHERE };
                if likeness >= least {
                    candidates.push((Reverse(likeness), *one, *key));
                }
            }
        }
        candidates.sort_unstable();
        for (_, one, other) in candidates {
            self.add(one, other);
        }
    }

    /// Adds a pair, unless one stands under what is gone and the other under what is new: where ids tell that, it is a
    /// part of both.
    fn add(&mut self, former: ProvisionKey, later: ProvisionKey) {
        let parent = |key: ProvisionKey| self.portal.provision(key).parent;
        let is_gone = parent(former).is_some_and(|parent| self.pairing.later(parent).is_none());
        let is_new = parent(later).is_some_and(|parent| self.pairing.former(parent).is_none());
        if !(self.has_ids && is_gone && is_new) {
            self.pairing.add(former, later);
        }
    }
}

/// How alike two provisions are, from 0 to 1000; those with a title, with all that stands below them.
#[must_use]
pub fn likeness(portal: &Portal, one: ProvisionKey, other: ProvisionKey) -> u32 {
    let said = |key: ProvisionKey| {
        let mut said = String::new();
        let mut open = vec![key];
        while let Some(key) = open.pop() {
            let provision = portal.provision(key);
            let text = provision.heading.as_ref().or(provision.text.as_ref());
            said.push_str(&text.map(|text| wording(text.localised(portal.authoritative).0)).unwrap_or_default());
            said.push('\n');
            if provision.heading.is_some() {
                open.extend(provision.children.iter().rev());
            }
        }
        said
    };
    let mut analyser = Analyser::default();
    let terms = Terms::new(&said(one), &mut analyser);
    terms.likeness(&Terms::new(&said(other), &mut analyser))
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
