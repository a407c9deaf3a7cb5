//! Terms where they are used: those that the document defines, and those of the glossary.

use std::collections::{BTreeMap, BTreeSet};

use crate::portal::{Portal, ProvisionKey};
use crate::text::Language;

use super::definition::{Scope, TermIndex, uses};
use super::index::DefinitionKey;
use super::portal::{FoundIn, Placed, TextPart, joined};
use super::{Found, Reference};

/// Where a term that a text uses is defined.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// In the same document.
    Defined {
        /// The term, as its definition has it.
        term: String,
        /// Its definition.
        definition: DefinitionKey,
    },
    /// In the glossary: an index of [`Portal::glossary`].
    Glossary(usize),
}

/// A definition in a document.
struct Defined {
    term: String,
    /// The text in which it stands, and where the term begins, and all that defines it ends.
    text: usize,
    start: usize,
    at: usize,
    scope: Scope,
    /// Whether it is a name: “the Guidelines” are no guidelines of others.
    is_name: bool,
}

/// Adds the uses of terms to what was found in the texts of a document. So that a text is no row of links, headings have
/// none, and of each term only the first use counts: in a text, and for the glossary, which has everyday words, on a page.
pub(super) fn add(portal: &Portal, language: Language, texts: &[Placed<'_>], found: &mut [Vec<Found>]) {
    let defined = definitions(found);
    let glossary: Vec<(usize, &str)> = (portal.glossary.iter().enumerate())
        .filter(|(_, term)| term.record.definition.is_some())
        .filter_map(|(index, term)| Some((index, term.record.term.get(language)?)))
        .collect();
    let terms = glossary.iter().map(|(_, term)| *term).chain(defined.iter().map(|defined| defined.term.as_str()));
    let index = TermIndex::new(terms);
    let mut seen_on_page = BTreeSet::new();
    for (at, (placed, found)) in
        texts.iter().zip(found).enumerate().filter(|(_, (text, _))| text.part != TextPart::Heading)
    {
        let page = portal.provision(placed.provision).page.as_str();
        let mut seen = BTreeSet::new();
        let mut used = Vec::new();
        for one in uses(placed.text, &index, language) {
            let term = |term: &usize| match term.checked_sub(glossary.len()) {
                None => glossary.get(*term).map(|(index, _)| Term::Glossary(*index)),
                Some(own) => defined.get(own).and_then(|defined| {
                    let definition = texts.get(defined.text)?;
                    let is_in_scope = match defined.scope {
                        Scope::Document => true,
                        Scope::Following => (at, one.range.start) >= (defined.text, defined.at),
                        Scope::Clause => {
                            (at, one.range.start) >= (defined.text, defined.at)
                                && is_under(portal, placed.provision, definition.provision)
                        }
                    };
                    let is_capital = placed.text[one.range.clone()].starts_with(char::is_uppercase);
                    (is_in_scope && (is_capital || !defined.is_name)).then(|| Term::Defined {
                        term: defined.term.clone(),
                        definition: (definition.provision, definition.part, defined.start),
                    })
                }),
            };
            // The last definition in scope counts, and that of the glossary where none is.
            let meant = one.terms.iter().rev().find_map(term);
            used.extend(meant.map(|term| Found { range: one.range.clone(), what: Reference::Term(term) }));
        }
        // What stands in another reference is not marked, so the first one outside counts.
        *found = joined([std::mem::take(found), used]);
        found.retain(|found| match &found.what {
            Reference::Term(Term::Glossary(term)) => seen_on_page.insert((page, *term)),
            Reference::Term(term) => seen.insert(term.clone()),
            _ => true,
        });
    }
}

/// The anchors of definitions that stand in one list, each with one of its own. They are made of the terms, so that they
/// can be read, and stay as they are when others are added behind them.
pub(super) fn anchors<'a>(found: impl Iterator<Item = &'a FoundIn>) -> BTreeMap<DefinitionKey, String> {
    let is_kept = |one: char| one.is_alphanumeric() || one == 'ー';
    let mut taken = BTreeSet::new();
    let mut anchors = BTreeMap::new();
    for found in found {
        let Reference::Definition(definition) = &found.found.what else { continue };
        let words = definition.term.split(|one| !is_kept(one)).filter(|word| !word.is_empty());
        let name = std::iter::once("term").chain(words).collect::<Vec<_>>().join("-").to_lowercase();
        let numbered = (2_usize..).map(|number| format!("{name}-{number}"));
        if let Some(free) = std::iter::once(name.clone()).chain(numbered).find(|name| !taken.contains(name)) {
            taken.insert(free.clone());
            anchors.insert((found.provision, found.part, definition.range.start), free);
        }
    }
    anchors
}

fn definitions(found: &[Vec<Found>]) -> Vec<Defined> {
    let in_text = |(text, found): (usize, &Vec<Found>)| {
        let own = found.iter().filter_map(move |found| match &found.what {
            Reference::Definition(definition) => Some(Defined {
                term: definition.term.clone(),
                text,
                start: definition.range.start,
                at: definition.range.end.max(definition.means.end),
                scope: definition.scope,
                is_name: !definition.is_explained() && definition.term.starts_with(char::is_uppercase),
            }),
            _ => None,
        });
        own.collect::<Vec<_>>()
    };
    found.iter().enumerate().flat_map(in_text).collect()
}

/// Whether a provision is another one, or stands below it.
fn is_under(portal: &Portal, key: ProvisionKey, above: ProvisionKey) -> bool {
    std::iter::successors(Some(key), |key| portal.provision(*key).parent).any(|key| key == above)
}
