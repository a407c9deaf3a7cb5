//! All references of a portal, by the text in which they stand and by what they refer to.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use crate::portal::{Portal, ProvisionKey};
use crate::source::Law;
use crate::text::Language;

use super::definition::{TermIndex, uses};
use super::portal::{FoundIn, TextPart, read};
use super::term::anchors;
use super::{CitedLaw, Reference, read_explicit};

/// The references of a portal in all its languages.
#[derive(Debug, Default)]
pub struct References {
    languages: HashMap<Language, InLanguage>,
    authoritative: Option<Language>,
    /// The provisions that name a law, by its place in the list of laws.
    naming: BTreeMap<usize, BTreeSet<ProvisionKey>>,
    /// The pages and news items that refer to a provision in brackets.
    articles: HashMap<ProvisionKey, BTreeSet<ArticleKey>>,
    /// The anchors of definitions, by the language of the page.
    anchors: HashMap<(Language, DefinitionKey), String>,
}

/// A Markdown page, an index of [`Portal::pages`], or a news item, one of [`Portal::news`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArticleKey {
    /// A page.
    Page(usize),
    /// A news item.
    News(usize),
}

/// Where a definition stands: a text, and the byte of it at which the term begins.
pub type DefinitionKey = (ProvisionKey, TextPart, usize);

#[derive(Debug)]
struct InLanguage {
    /// In the order in which people read them.
    found: Vec<FoundIn>,
    texts: HashMap<(ProvisionKey, TextPart), Range<usize>>,
    referrers: HashMap<ProvisionKey, Vec<ProvisionKey>>,
    articles: BTreeMap<usize, Vec<usize>>,
}

impl References {
    /// Reads all texts of a portal.
    #[must_use]
    pub fn new(portal: &Portal) -> Self {
        let languages = portal.languages().iter();
        let mut references = Self {
            languages: languages.map(|&language| (language, InLanguage::new(read(portal, language)))).collect(),
            authoritative: Some(portal.authoritative),
            naming: naming(portal),
            articles: articles(portal),
            anchors: HashMap::new(),
        };
        for &language in portal.languages() {
            for document in 0..portal.documents.len() {
                let anchors = anchors(references.shown(portal, document, language));
                references.anchors.extend(anchors.into_iter().map(|(key, anchor)| ((language, key), anchor)));
            }
        }
        references
    }

    /// The anchor of a definition in the list of its document, on the page in a language; empty where it is in no list.
    #[must_use]
    pub fn anchor(&self, language: Language, definition: DefinitionKey) -> &str {
        self.anchors.get(&(language, definition)).map_or("", String::as_str)
    }

    /// All references in a language, in the order in which people read them.
    #[must_use]
    pub fn all(&self, language: Language) -> &[FoundIn] {
        self.languages.get(&language).map_or(&[], |own| &own.found)
    }

    /// Those of a text of a provision, in its order.
    #[must_use]
    pub fn of(&self, language: Language, provision: ProvisionKey, part: TextPart) -> &[FoundIn] {
        let own = self.languages.get(&language);
        let range = own.and_then(|own| own.texts.get(&(provision, part)).cloned());
        range.and_then(|range| own?.found.get(range)).unwrap_or_default()
    }

    /// Those of the texts of a document as a page in `language` shows them: of a text that is not translated, those of
    /// the authoritative one.
    pub fn shown<'a>(
        &'a self,
        portal: &'a Portal,
        document: usize,
        language: Language,
    ) -> impl Iterator<Item = &'a FoundIn> {
        portal.provisions_of(document).flat_map(move |(key, provision)| {
            TextPart::ALL.into_iter().flat_map(move |part| {
                let shown = part.of(provision).map(|text| text.localised(language).1);
                shown.map_or(&[][..], |shown| self.of(shown, key, part))
            })
        })
    }

    /// The provisions of which the authoritative text refers to a provision, in their order.
    #[must_use]
    pub fn referrers(&self, provision: ProvisionKey) -> &[ProvisionKey] {
        let own = self.authoritative.and_then(|language| self.languages.get(&language));
        own.and_then(|own| own.referrers.get(&provision)).map_or(&[], Vec::as_slice)
    }

    /// The pages, then the news items, that refer to a provision in either language.
    pub fn articles(&self, provision: ProvisionKey) -> impl Iterator<Item = ArticleKey> {
        self.articles.get(&provision).into_iter().flatten().copied()
    }

    /// The provisions of which the authoritative text names a law, an index of [`Portal::laws`], in their order.
    pub fn naming(&self, law: usize) -> impl Iterator<Item = ProvisionKey> {
        self.naming.get(&law).into_iter().flatten().copied()
    }

    /// The citations of a law in the authoritative texts, an index of [`Portal::laws`].
    pub fn citations(&self, law: usize) -> impl Iterator<Item = &FoundIn> {
        let own = self.authoritative.and_then(|language| self.languages.get(&language));
        let places = own.and_then(|own| own.articles.get(&law)).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(move |&at| own?.found.get(at))
    }
}

fn articles(portal: &Portal) -> HashMap<ProvisionKey, BTreeSet<ArticleKey>> {
    let pages = portal.pages.iter().enumerate().map(|(index, page)| (ArticleKey::Page(index), page));
    let news = portal.news.iter().enumerate().map(|(index, item)| (ArticleKey::News(index), item));
    let mut articles: HashMap<ProvisionKey, BTreeSet<ArticleKey>> = HashMap::new();
    for (key, article) in pages.chain(news) {
        for file in portal.languages().iter().filter_map(|&language| article.version(language)) {
            let found = read_explicit(portal, None, file.body());
            for provision in found.into_iter().flat_map(|found| found.what.targets).flat_map(|target| target.provisions)
            {
                articles.entry(provision).or_default().insert(key);
            }
        }
    }
    articles
}

fn naming(portal: &Portal) -> BTreeMap<usize, BTreeSet<ProvisionKey>> {
    let language = portal.authoritative;
    let of_law = |(law, record): (usize, &'_ Law)| {
        let names = [Some(&record.name), record.abbreviation.as_ref()].into_iter().flatten();
        names.filter_map(move |name| Some((law, name.get(language)?.to_owned()))).collect::<Vec<_>>()
    };
    let names: Vec<(usize, String)> = portal.laws.iter().enumerate().flat_map(of_law).collect();
    let index = TermIndex::new(names.iter().map(|(_, name)| name.as_str()));
    let mut naming: BTreeMap<usize, BTreeSet<ProvisionKey>> = BTreeMap::new();
    for (key, provision) in portal.provisions() {
        let texts = TextPart::ALL.into_iter().filter_map(|part| part.of(provision)?.get(language));
        for found in texts.flat_map(|text| uses(text, &index, language)) {
            for (law, _) in found.terms.iter().filter_map(|&term| names.get(term)) {
                naming.entry(*law).or_default().insert(key);
            }
        }
    }
    naming
}

impl InLanguage {
    fn new(found: Vec<FoundIn>) -> Self {
        let mut texts = HashMap::new();
        let mut referrers: HashMap<ProvisionKey, Vec<ProvisionKey>> = HashMap::new();
        let mut articles: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, one) in found.iter().enumerate() {
            texts.entry((one.provision, one.part)).or_insert(at..at).end = at + 1;
            match &one.found.what {
                Reference::Law(citation) => {
                    if let CitedLaw::Known(law) = citation.law {
                        articles.entry(law).or_default().push(at);
                    }
                }
                Reference::Definition(_) | Reference::Term(_) | Reference::Notice(_) => {}
                Reference::Clauses(citation) => {
                    for &target in citation.targets.iter().flat_map(|target| &target.provisions) {
                        referrers.entry(target).or_default().push(one.provision);
                    }
                }
            }
        }
        for list in referrers.values_mut() {
            list.sort_unstable();
            list.dedup();
        }
        Self { found, texts, referrers, articles }
    }
}
