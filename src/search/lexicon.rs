//! What things are called: the names by which a query finds a topic, a term, a law, a center, a heading, and by which it
//! is widened.

use std::collections::{BTreeMap, HashMap};

use crate::portal::{Portal, TopicKey};
use crate::source::{Aliases, Text};
use crate::text::analysis::{Analyser, Units, key};
use crate::text::{Language, prefecture};
use crate::theme::plain_markdown;

use super::entry::{Entry, Kind};

/// The names of one language's search.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// What has names.
    pub named: Vec<Named>,
    /// Named things, as indices, by the keys of their names.
    by_key: BTreeMap<String, Vec<usize>>,
    /// The number of units of the longest name.
    longest: usize,
}

/// Something with names.
#[derive(Debug)]
pub struct Named {
    /// What it is.
    pub kind: Kind,
    /// Its place among those of its kind.
    pub number: usize,
    /// Its entry, as an index.
    pub entry: u32,
    /// What it is called in the language of the search, its name first. Of a term or a law these are synonyms: entries
    /// that have one of them are found by any of its names.
    pub synonyms: Vec<String>,
    /// How else one may look for it: readings, names in the other language, and all other names of a topic or center.
    pub surfaces: Vec<String>,
    /// The topic that it is.
    pub topic: Option<TopicKey>,
}

impl Named {
    /// Whether all its names mean the same.
    #[must_use]
    pub fn is_concept(&self) -> bool {
        matches!(self.kind, Kind::Term | Kind::Law)
    }

    /// The term of the index under which its entries are listed.
    #[must_use]
    pub fn term(index: usize) -> String {
        format!("@{index}")
    }
}

impl Lexicon {
    /// The names of the portal, whose entries in `language` these are.
    #[must_use]
    pub fn new(portal: &Portal, language: Language, entries: &[Entry]) -> Self {
        let mut builder = Builder {
            language,
            places: (0u32..).zip(entries).map(|(index, entry)| (entry.id.as_str(), index)).collect(),
            lexicon: Self::default(),
        };
        for (number, (key, topic)) in portal.topics().enumerate() {
            let record = &topic.record;
            let readings = record.reading.iter().cloned();
            let own = aliases(record.aliases.as_ref(), language);
            let surfaces = readings.chain(own).chain(aliases(record.aliases.as_ref(), other(language)));
            builder.add(Kind::Topic, number, &format!("topics/{}", record.id.value), &record.name, surfaces, Some(key));
        }
        for (number, term) in portal.glossary.iter().enumerate() {
            let record = &term.record;
            let surfaces = record.reading.iter().cloned().chain(aliases(record.aliases.as_ref(), other(language)));
            let id = format!("glossary/{}", record.id.value);
            builder.add(Kind::Term, number, &id, &record.term, surfaces, None);
            builder.synonyms(aliases(record.aliases.as_ref(), language));
        }
        for (number, law) in portal.laws.iter().enumerate() {
            let abbreviation =
                |language| law.abbreviation.as_ref().and_then(|text| text.get(language)).map(str::to_owned);
            let initials = law.name.get(Language::English).and_then(initials);
            let surfaces = abbreviation(other(language)).into_iter().chain(initials);
            builder.add(Kind::Law, number, &format!("laws/{}", law.id.value), &law.name, surfaces, None);
            builder.synonyms(abbreviation(language));
        }
        for (number, (_, center)) in portal.centers().enumerate() {
            let code = center.record.prefecture.0;
            let names = Language::ALL.map(|language| prefecture::name(code, language));
            let surfaces = names.into_iter().chain([prefecture::reading(code)]).map(str::to_owned);
            builder.add(Kind::Center, number, &format!("centers/{}", center.id), &center.record.name, surfaces, None);
        }
        // Headings are names too, of what has a page of its own.
        for (number, (_, provision)) in
            portal.provisions().enumerate().filter(|(_, (_, provision))| provision.has_page())
        {
            let id = format!("{}/{}", portal.documents[provision.document].path, provision.id);
            if let (Some(heading), Some(&entry)) = (&provision.heading, builder.places.get(id.as_str())) {
                builder.add(entries[entry as usize].kind, number, &id, heading, None, None);
            }
        }
        builder.finish()
    }

    /// What has the name with this key, as indices of [`Self::named`].
    #[must_use]
    pub fn find(&self, key: &str) -> &[usize] {
        self.by_key.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// All keys with what has them for a name.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&String, &Vec<usize>)> {
        self.by_key.iter()
    }

    /// The longest name of at most `most` units that begins at a unit, as the number of its units and what has it.
    #[must_use]
    pub fn longest_at(&self, units: &Units, from: usize, most: usize) -> Option<(usize, &[usize])> {
        let most = most.min(self.longest);
        (1..=most)
            .rev()
            .map(|length| (length, self.find(&units.key(from..from + length))))
            .find(|(_, named)| !named.is_empty())
    }

    /// The number of units of the longest name.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.longest
    }
}

struct Builder<'a> {
    language: Language,
    /// The entries by their ids.
    places: HashMap<&'a str, u32>,
    lexicon: Lexicon,
}

impl Builder<'_> {
    fn add(
        &mut self,
        kind: Kind,
        number: usize,
        id: &str,
        name: &Text,
        surfaces: impl IntoIterator<Item = String>,
        topic: Option<TopicKey>,
    ) {
        let Some(&entry) = self.places.get(id) else { return };
        let own = plain_markdown(name.localised(self.language).0);
        let elsewhere = name.get(other(self.language)).map(plain_markdown).filter(|elsewhere| *elsewhere != own);
        let surfaces = elsewhere.into_iter().chain(surfaces).collect();
        self.lexicon.named.push(Named { kind, number, entry, synonyms: vec![own], surfaces, topic });
    }

    /// Adds further names of the same meaning to what was added last.
    fn synonyms(&mut self, names: impl IntoIterator<Item = String>) {
        if let Some(named) = self.lexicon.named.last_mut() {
            named.synonyms.extend(names);
        }
    }

    /// What the glossary calls a law is a name of it too.
    fn name_laws(&mut self) {
        let keys = |named: &Named| -> Vec<String> {
            named.synonyms.iter().chain(&named.surfaces).map(|name| key(name)).collect()
        };
        let is = |kind: Kind| move |named: &&Named| named.kind == kind;
        let terms: Vec<(Vec<String>, Vec<String>)> = (self.lexicon.named.iter().filter(is(Kind::Term)))
            .map(|term| (keys(term), [term.synonyms.as_slice(), &term.surfaces].concat()))
            .collect();
        for law in self.lexicon.named.iter_mut().filter(|named| named.kind == Kind::Law) {
            let own = keys(law);
            let same = terms.iter().filter(|(keys, _)| keys.iter().any(|key| own.contains(key)));
            law.surfaces.extend(same.flat_map(|(_, names)| names.iter().cloned()));
        }
    }

    fn finish(mut self) -> Lexicon {
        self.name_laws();
        let mut lexicon = self.lexicon;
        let mut analyser = Analyser::default();
        for (index, named) in lexicon.named.iter().enumerate() {
            for name in named.synonyms.iter().chain(&named.surfaces) {
                let units = analyser.units(name);
                // One letter, or two hiragana, would be seen in words that have nothing to do with it.
                if units.is_empty() || (units.len() < 2 && name.chars().nth(1).is_none() && !is_kanji(name)) {
                    continue;
                }
                lexicon.longest = lexicon.longest.max(units.len());
                let all = lexicon.by_key.entry(units.key(0..units.len())).or_default();
                if all.last() != Some(&index) {
                    all.push(index);
                }
            }
        }
        lexicon
    }
}

fn is_kanji(name: &str) -> bool {
    name.chars().all(|character| ('\u{3400}'..='\u{9fff}').contains(&character))
}

fn other(language: Language) -> Language {
    match language {
        Language::Japanese => Language::English,
        Language::English => Language::Japanese,
    }
}

fn aliases(aliases: Option<&Aliases>, language: Language) -> Vec<String> {
    aliases.map(|aliases| aliases.get(language).to_vec()).unwrap_or_default()
}

/// The initials of an English law, by which it is often cited: ISHA for the Industrial Safety and Health Act.
fn initials(name: &str) -> Option<String> {
    let initials: String =
        name.split([' ', '-']).filter_map(|word| word.chars().next()).filter(char::is_ascii_uppercase).collect();
    (initials.len() >= 3).then_some(initials)
}
