//! Reading the texts of a portal in the order in which people read them.

use std::ops::Range;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, Problem, RecordKind, Span};
use crate::portal::{Portal, Provision, ProvisionKey};
use crate::source::Text;
use crate::text::Language;

use super::clause::{self, Place};
use super::restatement::restatements;
use super::{CitedLaw, Found, LawCitation, LawNames, LawReader, Reference};

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

    /// Where a stretch of the text in a language is written, as far as the file shows it: folded lines are not found.
    pub(super) fn span(self, provision: &Provision, language: Language, range: Range<usize>) -> Span {
        let Some(whole) = self.of(provision) else { return provision.span.clone() };
        let (Span { file, start, .. }, text) = (&whole.span, whole.get(language).unwrap_or_default());
        let start = *start as usize;
        let line = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
        let written = file.text.get(start..).unwrap_or_default();
        let words = &text[range.clone()];
        let at = written.find(&text[line..range.end]).map(|at| at + range.start - line);
        match at.or_else(|| written.find(words)) {
            Some(at) => Span::new(file, start + at, words.len()),
            None => whole.span.clone(),
        }
    }
}

/// All references in the texts of a portal in one language, document after document.
#[must_use]
pub fn read(portal: &Portal, language: Language) -> Vec<FoundIn<'_>> {
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
        let place = Place { provision, is_closing: part == TextPart::Closing };
        let document = self.portal.provision(provision).document;
        let found = [
            of_kind(clause::read_explicit(self.portal, document, text), Reference::Clauses),
            of_kind(self.laws.read(text, self.language), Reference::Law),
            of_kind(clause::read(self.portal, place, text, self.language), Reference::Clauses),
        ];
        self.found.extend(joined(found).into_iter().map(|found| FoundIn { provision, part, text, found }));
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

/// Warns of references that lead nowhere: citations of laws that laws.yaml does not have, in the authoritative texts and
/// each law once a text; references to clauses in every text; and 再掲 where it is not said what is repeated.
pub fn report(portal: &Portal, diagnostics: &mut Diagnostics) {
    for &language in portal.languages() {
        let mut before = None;
        for FoundIn { provision, part, text, found } in read(portal, language) {
            let span = |range| part.span(portal.provision(provision), language, range);
            match found.what {
                Reference::Law(LawCitation { law: CitedLaw::Unknown(name), .. })
                    if language == portal.authoritative =>
                {
                    let this = Some((provision, part, name.clone()));
                    if this != before {
                        diagnostics.warning(Problem::UnknownLaw { name }, &span(found.range));
                        before = this;
                    }
                }
                Reference::Law(_) => {}
                Reference::Clauses(citation) => {
                    for target in citation.targets.iter().filter(|target| !target.is_explicit()) {
                        if target.provisions.is_empty() {
                            let words = &text[target.range.clone()];
                            let candidates = target.candidates.iter().map(|key| portal.printed_number(*key)).collect();
                            let problem = Problem::UnresolvedReference { words: words.to_owned(), candidates };
                            diagnostics.warning(problem, &span(target.range.clone()));
                        }
                    }
                }
            }
        }
    }
    for restatement in restatements(portal).into_iter().filter(|restatement| restatement.target.is_none()) {
        restatement.report(portal, diagnostics);
    }
}

/// Reports references written as `[[…]]` that lead nowhere: a target that an author typed must be there.
pub fn report_explicit(portal: &Portal, diagnostics: &mut Diagnostics) {
    for (_, provision) in portal.provisions() {
        let parts = [TextPart::Heading, TextPart::Text, TextPart::Closing].into_iter();
        for (part, &language) in parts.flat_map(|part| portal.languages().iter().map(move |language| (part, language)))
        {
            let text = part.of(provision).and_then(|text| text.get(language)).unwrap_or_default();
            for found in clause::read_explicit(portal, provision.document, text) {
                for target in found.what.targets.iter().filter(|target| target.provisions.is_empty()) {
                    let words = text[found.range.clone()].trim_matches(['[', ']']);
                    let id = words.split('|').next().unwrap_or_default().trim().to_owned();
                    if !diagnostics.is_lost(&id) {
                        let nearest = target.candidates.first().map(|key| id_in(portal, provision.document, *key));
                        let problem = Problem::UnknownRecord { kind: RecordKind::Provision, id, nearest };
                        diagnostics.error(problem, &part.span(provision, language, found.range.clone()));
                    }
                }
            }
        }
    }
}

/// How a provision is named in a document: by its id there, or in another by its full id.
pub(super) fn id_in(portal: &Portal, document: usize, key: ProvisionKey) -> String {
    let provision = portal.provision(key);
    if provision.document == document { provision.id.clone() } else { portal.full_id(provision) }
}
