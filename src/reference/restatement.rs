//! 再掲: provisions that say what another one says already.

use std::cmp::Reverse;
use std::ops::Range;

use crate::compare::likeness;
use crate::diagnostic::{Diagnostics, Problem};
use crate::portal::{Portal, Provision, ProvisionKey};

use super::portal::{TextPart, id_in};

/// A provision that repeats another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restatement {
    /// The provision.
    pub provision: ProvisionKey,
    /// The 再掲 in its authoritative text, if it is there: in which part, and its bytes.
    pub words: Option<(TextPart, Range<usize>)>,
    /// What it repeats; nothing where only the words say that it repeats something.
    pub target: Option<ProvisionKey>,
}

/// All provisions that repeat another, in their order.
#[must_use]
pub fn restatements(portal: &Portal) -> Vec<Restatement> {
    portal.provisions().filter_map(|(key, _)| restatement(portal, key)).collect()
}

/// What a provision says of repeating another.
#[must_use]
pub fn restatement(portal: &Portal, provision: ProvisionKey) -> Option<Restatement> {
    let own = portal.provision(provision);
    let words = words(portal, own);
    let is_one = words.is_some() || own.restates.is_some();
    is_one.then_some(Restatement { provision, words, target: own.restates })
}

/// The 再掲 in a provision.
fn words(portal: &Portal, provision: &Provision) -> Option<(TextPart, Range<usize>)> {
    let mut parts = TextPart::ALL.into_iter();
    parts.find_map(|part| Some((part, mark(part.of(provision)?.get(portal.authoritative)?)?)))
}

/// 再掲 in brackets: the bare word is spoken of.
fn mark(text: &str) -> Option<Range<usize>> {
    text.match_indices("再掲").find_map(|(at, word)| {
        let open = text[..at].chars().next_back().filter(|one| "（(〔［【".contains(*one))?;
        let end = at + word.len();
        let close = text[end..].chars().next().filter(|one| "）)〕］】".contains(*one))?;
        Some(at - open.len_utf8()..end + close.len_utf8())
    })
}

/// From here on, of 1000, two texts are near enough for one to repeat the other.
const LEAST: u32 = 400;

impl Restatement {
    /// The 再掲 as it is written; empty where it is not.
    #[must_use]
    pub fn words<'p>(&self, portal: &'p Portal) -> &'p str {
        let words = self.words.as_ref().and_then(|(part, range)| {
            part.of(portal.provision(self.provision))?.get(portal.authoritative)?.get(range.clone())
        });
        words.unwrap_or_default()
    }

    /// Warns that nothing says what it repeats.
    pub(super) fn report(&self, portal: &Portal, diagnostics: &mut Diagnostics) {
        let own = portal.provision(self.provision);
        let Some((part, range)) = &self.words else { return };
        // What is repeated repeats nothing itself.
        let others = portal.provisions_of(own.document).filter(|(key, other)| {
            *key != self.provision
                && other.kind == own.kind
                && other.restates.is_none()
                && words(portal, other).is_none()
        });
        let rated = others.map(|(key, _)| (likeness(portal, self.provision, key), Reverse(key)));
        let nearest = rated.max().filter(|(likeness, _)| *likeness >= LEAST);
        let nearest = nearest.map(|(_, Reverse(key))| id_in(portal, own.document, key));
        diagnostics.warning(Problem::RestatesNothing { nearest }, &part.span(own, portal.authoritative, range.clone()));
    }
}
