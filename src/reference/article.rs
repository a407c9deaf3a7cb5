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
    for ((found, citation), range) in citations.iter().zip(ranges(&citations)) {
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

/// Both ends of the range of each citation. An end belongs to the last start of its text that has none yet: brackets
/// between them may hold other citations. An end may be missing, where something else was found in its words.
fn ranges<'p>(citations: &[(&'p FoundIn, &'p LawCitation)]) -> Vec<Option<[&'p LawPlace; 2]>> {
    let mut ranges = vec![None; citations.len()];
    let mut open = Vec::new();
    for (at, (found, citation)) in citations.iter().enumerate() {
        match citation.relation {
            Relation::RangeStart => open.push((at, found, citation)),
            Relation::RangeEnd => {
                if let Some((start, first, begin)) = open.pop()
                    && (first.provision, first.part) == (found.provision, found.part)
                {
                    let range = Some([&begin.place, &citation.place]);
                    (ranges[start], ranges[at]) = (range, range);
                }
            }
            Relation::Single | Relation::Applying => {}
        }
    }
    ranges
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::ProvisionKey;
    use crate::reference::{Found, LawNames, LawReader, TextPart};
    use crate::text::Language;

    /// The pages of laws print both ends of a range: never a citation that stands between them, nor one of another text.
    #[test]
    fn a_range_has_its_own_ends() {
        let names = LawNames::new([(0, "除雪法", "")]);
        let cited = |part, text| {
            let in_text = |found: Found<LawCitation>| FoundIn {
                provision: ProvisionKey::FIRST,
                part,
                language: Language::Japanese,
                found: found.map(Reference::Law),
            };
            let found = LawReader::new(&names).read(text, Language::Japanese);
            found.into_iter().map(in_text).collect::<Vec<_>>()
        };
        let mut found = cited(TextPart::Heading, "除雪法第6条（第9条を除く。）から第10条まで及び第1条から第3条まで");
        // An end is lost where another recogniser is surer of its words.
        found.extend(cited(TextPart::Text, "除雪法第20条から第21条まで").into_iter().take(1));
        found.extend(cited(TextPart::Closing, "除雪法第30条から第31条まで").into_iter().skip(1));
        let citations: Vec<(&FoundIn, &LawCitation)> = (found.iter())
            .filter_map(|found| match &found.found.what {
                Reference::Law(citation) => Some((found, citation)),
                _ => None,
            })
            .collect();
        let labels = |range: Option<[&LawPlace; 2]>| range.map(|ends| ends.map(LawPlace::label).join("-"));
        let ranges: Vec<String> =
            ranges(&citations).into_iter().map(|range| labels(range).unwrap_or_default()).collect();
        assert_eq!(ranges, ["6-10", "", "6-10", "1-3", "1-3", "", ""]);
    }
}
