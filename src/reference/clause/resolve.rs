//! Which provisions a reference to clauses means, from where it stands.

use unicode_normalization::UnicodeNormalization as _;

use crate::portal::{Portal, Provision, ProvisionKey, ProvisionKind};

use super::number::Number;
use super::reference::{ClauseReference, Direction, Step, Target};

/// Where a reference stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reference) struct Place {
    /// The provision.
    pub provision: ProvisionKey,
    /// Whether it stands in the closing words: what lies under the provision stands before it.
    pub is_closing: bool,
}

/// The provisions that each target of a reference means, in its order; none where one does not resolve.
pub(super) fn resolve(portal: &Portal, place: Place, reference: &ClauseReference) -> Vec<Vec<ProvisionKey>> {
    let tree = Tree { portal, place, direction: reference.direction };
    reference.targets.iter().map(|target| tree.target(target)).collect()
}

/// A provision and what it stands under, from the inside.
pub(super) fn ancestry(portal: &Portal, key: ProvisionKey) -> impl Iterator<Item = ProvisionKey> {
    std::iter::successors(Some(key), |key| portal.provision(*key).parent)
}

/// The number that a provision prints.
pub(super) fn number(provision: &Provision) -> Option<Number> {
    provision.number.as_deref().and_then(Number::printed)
}

struct Tree<'a> {
    portal: &'a Portal,
    place: Place,
    direction: Direction,
}

impl Tree<'_> {
    fn target(&self, target: &Target) -> Vec<ProvisionKey> {
        match self.find(target) {
            Some((from, Some(to))) => self.between(from, to),
            Some((from, None)) => vec![from],
            None => Vec::new(),
        }
    }

    /// The nearest level at which both ways fit, on the side that the words say; where there is none, with a level left
    /// out before the first number, if it is clear which.
    fn find(&self, target: &Target) -> Option<(ProvisionKey, Option<ProvisionKey>)> {
        let fits = |skips: bool| {
            let levels = ancestry(self.portal, self.place.provision).map(Some).chain([None]);
            let end = |level, way: &[Step]| {
                let found = self.walk(level, way, skips).filter(|key| self.is_on_side(*key));
                found.filter(|key| *key != self.place.provision || self.direction == Direction::Around)
            };
            let mut fitting = levels.filter_map(|level| {
                let from = end(level, &target.from)?;
                let Some(to) = &target.to else { return Some((from, None)) };
                end(level, to).map(|to| (from, Some(to)))
            });
            fitting.next()
        };
        fits(false).or_else(|| fits(true))
    }

    /// Whether a provision stands on the side of the place that the words say.
    fn is_on_side(&self, key: ProvisionKey) -> bool {
        let is_under = ancestry(self.portal, key).any(|above| above == self.place.provision);
        let is_before = key < self.place.provision || self.place.is_closing && is_under;
        match self.direction {
            Direction::Above => is_before,
            Direction::Below => !is_before,
            Direction::Around => ancestry(self.portal, self.place.provision).any(|above| above == key),
            Direction::Either | Direction::Unsaid => true,
        }
    }

    /// Where a way leads from a level: from the document where that is `None`.
    fn walk(&self, level: Option<ProvisionKey>, way: &[Step], mut skips: bool) -> Option<ProvisionKey> {
        let mut at = level;
        for step in way {
            at = Some(self.step(at, step, skips)?);
            skips = true;
        }
        at
    }

    /// The provision under `at` that a step means: a child, or, where levels may be left out, one on the first level
    /// below that has such a number. Of several, the one that is around the place is meant, else none.
    fn step(&self, at: Option<ProvisionKey>, step: &Step, skips: bool) -> Option<ProvisionKey> {
        let mut level = self.children(at);
        while !level.is_empty() {
            let found: Vec<ProvisionKey> = level.iter().copied().filter(|key| self.is_meant(*key, step)).collect();
            let around = || {
                let shared = |key: &ProvisionKey| {
                    ancestry(self.portal, *key)
                        .position(|key| ancestry(self.portal, self.place.provision).any(|own| own == key))
                };
                let nearest = found.iter().filter_map(shared).min();
                let mut best = found.iter().filter(|key| shared(key) == nearest);
                best.next().filter(|_| nearest.is_some() && best.next().is_none())
            };
            match found.as_slice() {
                [] if skips || matches!(step, Step::Heading(_)) => {
                    level = level.iter().flat_map(|key| self.children(Some(*key))).collect();
                }
                [] => return None,
                [only] => return Some(*only),
                _ => return around().copied(),
            }
        }
        None
    }

    /// What stands under a provision; unnumbered headings are no level of their own, but can be meant.
    fn children(&self, at: Option<ProvisionKey>) -> Vec<ProvisionKey> {
        let own = self.portal.provision(self.place.provision);
        let direct = match at {
            Some(key) => &self.portal.provision(key).children,
            None => &self.portal.documents[own.document].children,
        };
        let mut children = Vec::new();
        for key in direct {
            children.push(*key);
            if self.portal.provision(*key).kind == ProvisionKind::Group {
                children.extend(self.children(Some(*key)));
            }
        }
        children
    }

    fn is_meant(&self, key: ProvisionKey, step: &Step) -> bool {
        let provision = self.portal.provision(key);
        match step {
            Step::Number(wanted) => number(provision).as_ref() == Some(wanted),
            Step::Heading(wanted) => provision.heading.as_ref().is_some_and(|heading| {
                let mut known = self.portal.languages().iter().filter_map(|language| heading.get(*language));
                known.any(|heading| bare(heading) == bare(wanted))
            }),
        }
    }

    /// The clauses from one to another, each with all that is under it: of what the last one stands under, only the
    /// clauses before it.
    fn between(&self, from: ProvisionKey, to: ProvisionKey) -> Vec<ProvisionKey> {
        let document = self.portal.provision(self.place.provision).document;
        let is_whole = |key: &ProvisionKey| {
            self.portal.provision(*key).number.is_some()
                && (*key == to || !ancestry(self.portal, to).any(|above| above == *key))
        };
        let is_outermost = |key: &ProvisionKey| {
            !ancestry(self.portal, *key).skip(1).take_while(|above| *above >= from).any(|above| is_whole(&above))
        };
        let keys = self.portal.provisions_of(document).map(|(key, _)| key);
        keys.filter(|key| (from..=to).contains(key)).filter(|key| is_whole(key) && is_outermost(key)).collect()
    }
}

/// A heading without what it explains in brackets, blanks and widths of characters.
fn bare(heading: &str) -> String {
    let mut depth = 0_u32;
    let folded = heading.nfkc().filter(|one| !one.is_whitespace());
    folded
        .filter(|one| {
            depth += u32::from(*one == '(');
            let is_outside = depth == 0;
            depth = depth.saturating_sub(u32::from(*one == ')'));
            is_outside
        })
        .collect()
}
