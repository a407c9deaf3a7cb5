//! The articles of a law that texts cite.

use std::collections::BTreeMap;

use crate::portal::Portal;

use super::Reference;
use super::law::{LawCitation, LawPlace, Relation, Within};
use super::portal::FoundIn;

/// An article of a law, or another part of it, with the citations of it in the authoritative texts.
#[derive(Debug)]
pub struct CitedArticle<'p> {
    /// The article, without paragraph and item; nothing in it where only the law is named.
    pub place: LawPlace,
    /// The citations, in the order in which people read them.
    pub citations: Vec<CitationOfArticle<'p>>,
}

/// A citation of an article.
#[derive(Debug)]
pub struct CitationOfArticle<'p> {
    /// Where it stands.
    pub found: &'p FoundIn,
    /// What of the article it cites.
    pub place: &'p LawPlace,
    /// Where it is one end of a range: both.
    pub range: Option<[&'p LawPlace; 2]>,
}

/// The articles of a law, an index of [`Portal::laws`], that the authoritative texts cite, in the order of the law.
#[must_use]
pub fn cited_articles(portal: &Portal, law: usize) -> Vec<CitedArticle<'_>> {
    let mut articles: BTreeMap<Order, CitedArticle<'_>> = BTreeMap::new();
    let citations: Vec<(&FoundIn, &LawCitation)> = (portal.references.citations(law))
        .filter_map(|found| match &found.found.what {
            Reference::Law(citation) => Some((found, citation)),
            _ => None,
        })
        .collect();
    for (at, (found, citation)) in citations.iter().enumerate() {
        let ends = match citation.relation {
            Relation::RangeStart => citations.get(at..at + 2),
            Relation::RangeEnd => at.checked_sub(1).and_then(|before| citations.get(before..=at)),
            Relation::Single | Relation::Applying => None,
        };
        let range = ends.and_then(|ends| Some([ends.first()?.1, ends.last()?.1].map(|citation| &citation.place)));
        let place = LawPlace {
            within: citation.place.within.clone(),
            article: citation.place.article.clone(),
            ..LawPlace::default()
        };
        let article = articles.entry(order(&place)).or_insert_with(|| CitedArticle { place, citations: Vec::new() });
        article.citations.push(CitationOfArticle { found, place: &citation.place, range });
    }
    articles.into_values().collect()
}

/// Where a part of a law stands in it: main provisions, supplementary provisions, tables; and within them by number.
type Order = (u8, Vec<u32>);

fn order(place: &LawPlace) -> Order {
    let (rank, number) = match &place.within {
        // What is cited without an article comes last.
        Within::Main if place.article.is_none() => (3, None),
        Within::Main => (0, place.article.as_deref()),
        Within::Supplementary => (1, place.article.as_deref()),
        Within::Table(number) => (2, number.as_deref()),
    };
    (rank, number.unwrap_or_default().split('-').filter_map(|part| part.parse().ok()).collect())
}
