//! Reading the texts of a portal in the order in which people read them.

use std::ops::Range;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, Problem};
use crate::portal::{Portal, Provision, ProvisionKey};
use crate::source::Text;
use crate::text::Language;

use super::clause::{self, Place};
use super::{CitedLaw, Found, LawCitation, LawNames, LawReader, Reference};

/// A reference in a provision.
#[derive(Debug, Clone)]
pub struct FoundIn {
    /// The provision in which it stands.
    pub provision: ProvisionKey,
    /// In which of its texts.
    pub part: TextPart,
    /// In which language.
    pub language: Language,
    /// The reference.
    pub found: Found,
}

impl FoundIn {
    /// The words that were matched.
    #[must_use]
    pub fn words<'p>(&self, portal: &'p Portal) -> &'p str {
        self.words_at(portal, &self.found.range)
    }

    /// The words at some bytes of the text in which it stands.
    #[must_use]
    pub fn words_at<'p>(&self, portal: &'p Portal, range: &Range<usize>) -> &'p str {
        let text = self.part.of(portal.provision(self.provision)).and_then(|text| text.get(self.language));
        text.and_then(|text| text.get(range.clone())).unwrap_or_default()
    }
}

/// A text of a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextPart {
    /// Its heading.
    Heading,
    /// What it says before its children.
    Text,
    /// What it says after them.
    Closing,
}

impl TextPart {
    /// The text itself, where the provision has it.
    #[must_use]
    pub fn of(self, provision: &Provision) -> Option<&Text> {
        match self {
            Self::Heading => provision.heading.as_ref(),
            Self::Text => provision.text.as_ref(),
            Self::Closing => provision.closing.as_ref(),
        }
    }
}

/// All references in the texts of a portal in one language, document after document.
pub(super) fn read(portal: &Portal, language: Language) -> Vec<FoundIn> {
    let names = LawNames::of(&portal.laws);
    portal
        .documents
        .par_iter()
        .flat_map_iter(|document| {
            let mut walk = Walk { portal, language, laws: LawReader::new(&names), found: Vec::new() };
            for &child in &document.children {
                walk.provision(child);
            }
            walk.found
        })
        .collect()
}

struct Walk<'p, 'n> {
    portal: &'p Portal,
    language: Language,
    laws: LawReader<'n>,
    found: Vec<FoundIn>,
}

impl Walk<'_, '_> {
    fn provision(&mut self, key: ProvisionKey) {
        self.text(key, TextPart::Heading);
        self.text(key, TextPart::Text);
        for &child in &self.portal.provision(key).children {
            self.provision(child);
        }
        self.text(key, TextPart::Closing);
    }

    fn text(&mut self, provision: ProvisionKey, part: TextPart) {
        let text = part.of(self.portal.provision(provision)).and_then(|text| text.get(self.language));
        let Some(text) = text else { return };
        let place = Place { provision, is_closing: part == TextPart::Closing };
        let found = [
            of_kind(self.laws.read(text, self.language), Reference::Law),
            of_kind(clause::read(self.portal, place, text, self.language), Reference::Clauses),
        ];
        self.found.extend(joined(found).into_iter().map(|found| FoundIn {
            provision,
            part,
            language: self.language,
            found,
        }));
    }
}

fn of_kind<T>(found: Vec<Found<T>>, kind: fn(T) -> Reference) -> Vec<Found> {
    found.into_iter().map(|found| found.map(kind)).collect()
}

/// What several recognisers found in a text, in order: where two overlap, the one named first is right.
fn joined<const N: usize>(lists: [Vec<Found>; N]) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::new();
    for found in lists.into_iter().flatten() {
        let at = joined.partition_point(|other| other.range.start < found.range.end);
        let is_free = at.checked_sub(1).and_then(|before| joined.get(before));
        if is_free.is_none_or(|before| before.range.end <= found.range.start) {
            joined.insert(at, found);
        }
    }
    joined
}

/// Warns of references in the authoritative texts that lead nowhere: citations of laws that laws.yaml does not have,
/// each law once a text.
pub fn report(portal: &Portal, diagnostics: &mut Diagnostics) {
    let mut before = None;
    for found in portal.references.all(portal.authoritative) {
        let Reference::Law(LawCitation { law: CitedLaw::Unknown(name), .. }) = &found.found.what else { continue };
        let this = Some((found.provision, found.part, name));
        if this != before
            && let Some(whole) = found.part.of(portal.provision(found.provision))
        {
            let problem = Problem::UnknownLaw { name: name.clone() };
            diagnostics.warning(problem, &whole.span.find(found.words(portal)));
            before = this;
        }
    }
}
