//! The references of a portal.

use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, Problem};
use crate::portal::{Portal, Provision, ProvisionKey};
use crate::source::Text;
use crate::text::Language;

use super::law::{CitedLaw, LawCitation};
use super::name::LawNames;
use super::{Found, Reader, Reference};

/// A reference in a provision.
#[derive(Debug, Clone)]
pub struct FoundIn<'p> {
    /// The provision in which it stands.
    pub provision: ProvisionKey,
    /// In which of its texts.
    pub part: TextPart,
    /// The text, as the content has it.
    pub text: &'p str,
    /// The reference.
    pub found: Found,
}

impl<'p> FoundIn<'p> {
    /// The words that were matched.
    #[must_use]
    pub fn words(&self) -> &'p str {
        &self.text[self.found.range.clone()]
    }
}

/// A text of a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// All references in the texts of a portal in one language, in the order in which people read them; of one document, an
/// index of [`Portal::documents`], or of all.
#[must_use]
pub fn references(portal: &Portal, document: Option<usize>, language: Language) -> Vec<FoundIn<'_>> {
    let names = LawNames::of(&portal.laws);
    let documents: Vec<usize> =
        (0..portal.documents.len()).filter(|index| document.is_none_or(|only| only == *index)).collect();
    documents
        .par_iter()
        .flat_map_iter(|&document| {
            let mut walk = Walk { portal, language, reader: Reader::new(&names), found: Vec::new() };
            for &child in &portal.documents[document].children {
                walk.provision(child);
            }
            walk.found
        })
        .collect()
}

struct Walk<'p, 'n> {
    portal: &'p Portal,
    language: Language,
    reader: Reader<'n>,
    found: Vec<FoundIn<'p>>,
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
        let found = self.reader.read(text, self.language);
        self.found.extend(found.into_iter().map(|found| FoundIn { provision, part, text, found }));
    }
}

/// Warns of citations of laws that laws.yaml does not have, in the authoritative texts: each law once a text.
pub fn report_unknown_laws(portal: &Portal, diagnostics: &mut Diagnostics) {
    let mut before = None;
    for FoundIn { provision, part, text, found } in references(portal, None, portal.authoritative) {
        let Reference::Law(LawCitation { law: CitedLaw::Unknown(name), .. }) = found.what else { continue };
        let this = Some((provision, part, name.clone()));
        if this != before
            && let Some(whole) = part.of(portal.provision(provision))
        {
            diagnostics.warning(Problem::UnknownLaw { name }, &whole.span.find(&text[found.range]));
            before = this;
        }
    }
}
