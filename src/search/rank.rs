//! Which entries a query finds, and in which order. `themes/default/static/search/engine.js` does the same in the
//! browser, with the same numbers: `docs/search.md` says how it works.

use std::rc::Rc;

use crate::text::analysis::{Analyser, stem};

use super::entry::Kind;
use super::index::{Index, Part, Reader};
use super::lexicon::Named;
use super::postings::{Hits, Postings, phrase};
use super::query::{Phrase, Piece, Query, Slot};
use super::typo;

/// How a query was loosened to find an entry, from the strictest to the loosest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Its number or an article that it cites was asked for.
    Key,
    /// It has all parts of the query, as they were typed.
    Literal,
    /// It has each piece of the query, or another name for it.
    Widened,
    /// Some of the pieces stand in the headings above it.
    Context,
    /// It has words of which the query has a fragment.
    Fragment,
    /// The same with fragments of very many words.
    Fragments,
    /// It has a word that differs from one of the query by one edit.
    Typo,
    /// It has most of the characters of the query, side by side.
    Near,
    /// It has every piece that occurs anywhere.
    Known,
    /// It belongs to a topic that the query names.
    Topic,
    /// It has some of the pieces.
    Some,
}

impl Level {
    /// The word for it in JSON; `None` where nothing was loosened.
    #[must_use]
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Key | Self::Literal | Self::Widened | Self::Context => None,
            Self::Fragment | Self::Fragments => Some("fragment"),
            Self::Typo => Some("typo"),
            Self::Near => Some("near"),
            Self::Topic => Some("topic"),
            Self::Known | Self::Some => Some("some"),
        }
    }
}

/// What is to be found.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How many entries are wanted; steps that would only add entries behind these are left out, unless `complete`.
    pub wanted: usize,
    /// Whether to find every entry.
    pub complete: bool,
    /// Whether entries of other editions than the current one are found too.
    pub all_editions: bool,
}

/// An entry that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The entry, as an index of [`Index::entries`].
    pub entry: u32,
    /// What it took to find it.
    pub level: Level,
    /// How well it fits, among those of its level.
    pub score: f64,
    order: Order,
}

/// What comes first: of each field the lesser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Order {
    rest: u8,
    group: u8,
    level: Level,
    scattered: bool,
    below: bool,
}

/// Provisions are one group, everything else the other: each is searched as if it were alone.
const GROUPS: usize = 2;
/// How many words a fragment may stand for before it is looked up in the last place only.
const FRAGMENTS: usize = 32;
/// What share of its characters, by weight, an entry must have to be near.
const NEAR: f64 = 0.6;
/// The same where nothing else was found.
const SOME: f64 = 0.4;
/// Entries that have only some of the pieces are looked for where fewer than this were found.
const FEW: usize = 3;
/// Provisions are not looked for further where so many other entries were found.
const MANY: usize = 50;
/// How much more a provision counts than a page about it that has the same pieces.
const FAVOUR: f64 = 1.5;
/// An occurrence in a heading counts as so many in the body.
const HEADING: f64 = 3.0;
/// The constants of BM25 (S. Robertson and H. Zaragoza, *The Probabilistic Relevance Framework*, 2009), as in tantivy.
const K1: f64 = 1.2;
const B: f64 = 0.75;

type Result<T> = tantivy::Result<T>;

/// Finds what `query` asks for, the best first.
pub fn search(index: &Index, query: &Query, text: &str, options: Options) -> Result<Vec<Found>> {
    let reader = index.reader();
    let length: f64 = index.lengths.iter().map(|&length| f64::from(length)).sum();
    #[expect(clippy::cast_precision_loss, reason = "there are not 2^52 entries")]
    let count = index.entries.len() as f64;
    let mut search = Search {
        index,
        reader,
        options,
        count,
        average: length / count.max(1.0),
        taken: vec![false; index.entries.len()],
        found: Vec::new(),
        groups: [0; GROUPS],
    };
    search.run(query, text)?;
    let mut found = search.found;
    found.sort_by(|a, b| a.order.cmp(&b.order).then(b.score.total_cmp(&a.score)).then(a.entry.cmp(&b.entry)));
    Ok(found)
}

/// What has one of the names, for all entries that have any of its synonyms.
pub(super) fn concept(reader: &Reader<'_>, named: &Named) -> Result<Hits> {
    let mut hits = Vec::new();
    for synonym in &named.synonyms {
        let mut analyser = Analyser::default();
        let units = analyser.units(synonym);
        // Two hiragana are found within words that mean something else.
        let is_vague = units.len() < 3 && units.iter().all(|unit| unit.is_hiragana);
        if !is_vague && let Some(part) = Query::new(synonym, &super::Lexicon::default()).whole_phrase() {
            hits.push(literal(reader, &part)?);
        }
    }
    Ok(Hits::any(hits))
}

/// The entries that have a phrase.
fn literal(reader: &Reader<'_>, wanted: &Phrase) -> Result<Hits> {
    let mut slots = Vec::new();
    for (offset, slot) in (0u32..).zip(&wanted.slots) {
        match slot {
            Slot::Term(term) => slots.push((offset, vec![term.clone()])),
            Slot::Unit(unit) => slots.push((offset, reader.beginning(unit)?.to_vec())),
            Slot::Implied(_) => {}
        }
    }
    in_fields(reader, &slots)
}

/// The entries in which one of the terms of each place stands, at its offset from the others.
fn in_fields(reader: &Reader<'_>, slots: &[(u32, Vec<String>)]) -> Result<Hits> {
    let mut fields = Vec::new();
    for part in [Part::Heading, Part::Body] {
        let mut lists: Vec<Vec<Rc<Postings>>> = Vec::new();
        for (_, terms) in slots {
            let list = terms.iter().map(|term| reader.postings(part, term)).collect::<Result<Vec<_>>>()?;
            lists.push(list.into_iter().filter(|list| !list.entries.is_empty()).collect());
        }
        let is_possible = !lists.is_empty() && lists.iter().all(|list| !list.is_empty());
        let slots: Vec<(u32, Vec<&Postings>)> = slots
            .iter()
            .zip(&lists)
            .map(|((offset, _), list)| (*offset, list.iter().map(Rc::as_ref).collect()))
            .collect();
        fields.push(if is_possible { phrase(&slots) } else { Vec::new() });
    }
    Ok(Hits::of_fields(&fields[0], &fields[1]))
}

struct Search<'a> {
    index: &'a Index,
    reader: Reader<'a>,
    options: Options,
    count: f64,
    average: f64,
    taken: Vec<bool>,
    found: Vec<Found>,
    /// How many were found in each group.
    groups: [usize; GROUPS],
}

/// How entries that have all clauses are taken.
struct Take<'a> {
    level: Level,
    /// Whether clauses may be met by the headings above an entry.
    context: bool,
    /// The groups that are looked at.
    groups: [bool; GROUPS],
    /// Those that have the whole query as one phrase.
    whole: Option<&'a Hits>,
}

impl Search<'_> {
    fn run(&mut self, query: &Query, text: &str) -> Result<()> {
        self.keys(query)?;
        let both = [true; GROUPS];
        let parts = query.parts.iter().map(|part| literal(&self.reader, part)).collect::<Result<Vec<_>>>()?;
        let whole = query.whole.as_ref().map(|whole| literal(&self.reader, whole)).transpose()?;
        let take = |level, context, groups| Take { level, context, groups, whole: whole.as_ref() };
        self.take(&parts, &take(Level::Literal, false, both));
        let pieces = query.pieces.iter().map(|piece| self.piece(piece)).collect::<Result<Vec<_>>>()?;
        self.take(&pieces, &take(Level::Widened, false, both));
        self.take(&parts, &take(Level::Context, true, both));
        self.take(&pieces, &take(Level::Context, true, both));

        for (level, most) in [(Level::Fragment, FRAGMENTS), (Level::Fragments, usize::MAX)] {
            let [provisions, others] = self.groups;
            let groups =
                [provisions, provisions + others].map(|found| self.options.complete || found < self.options.wanted);
            if groups.contains(&true) {
                let fragments = query.parts.iter().map(|part| self.fragment(part, most)).collect::<Result<Vec<_>>>()?;
                self.take(&fragments, &take(level, false, groups));
            }
        }
        self.loosen(query, text, parts, &pieces, whole.as_ref())
    }

    /// The groups that are looked for further: provisions even where something else was found, unless it was much; the
    /// rest only where nothing was.
    fn missing(&self) -> [bool; GROUPS] {
        [self.groups[0] == 0 && self.groups[1] < MANY, self.groups == [0; GROUPS]]
    }

    /// Takes, step by step, what comes near, until something is found. `parts` and `pieces` are the hits of those of the
    /// query, `whole` those of all of it.
    fn loosen(
        &mut self,
        query: &Query,
        text: &str,
        parts: Vec<Hits>,
        pieces: &[Hits],
        whole: Option<&Hits>,
    ) -> Result<()> {
        let take = |level, context, groups| Take { level, context, groups, whole };
        if self.missing()[0]
            && let Some(mended) = typo::mend(text, self.index, |term| self.reader.has(term))?
        {
            let query = Query::new(&mended, &self.index.lexicon);
            let groups = self.missing();
            let parts = query.parts.iter().map(|part| literal(&self.reader, part)).collect::<Result<Vec<_>>>()?;
            self.take(&parts, &take(Level::Typo, false, groups));
            let pieces = query.pieces.iter().map(|piece| self.piece(piece)).collect::<Result<Vec<_>>>()?;
            self.take(&pieces, &take(Level::Typo, true, groups));
        }
        if self.missing()[0] {
            let groups = self.missing();
            let near = query
                .parts
                .iter()
                .zip(parts)
                .map(|(part, literal)| self.near(part, literal, NEAR))
                .collect::<Result<Vec<_>>>()?;
            self.take(&near, &take(Level::Near, false, groups));
        }
        let known: Vec<Hits> = pieces.iter().filter(|hits| !hits.hits.is_empty()).cloned().collect();
        if self.missing()[0] && known.len() < pieces.len() {
            let groups = self.missing();
            self.take(&known, &Take { level: Level::Known, context: true, groups, whole: None });
        }
        if self.missing()[0] {
            let groups = self.missing();
            let tagged: Vec<Hits> =
                query.pieces.iter().zip(pieces).map(|(piece, hits)| self.tagged(piece, hits)).collect();
            if tagged != pieces {
                self.take(&tagged, &Take { level: Level::Topic, context: true, groups, whole: None });
            }
        }
        if self.missing()[0] && self.found.len() < FEW {
            let some =
                query.pieces.iter().zip(pieces).map(|(piece, hits)| self.near(&piece.phrase, hits.clone(), SOME));
            let some = some.collect::<Result<Vec<_>>>()?;
            self.take_any(&some);
        }
        Ok(())
    }

    /// Takes the entries that have one of the exact names.
    fn keys(&mut self, query: &Query) -> Result<()> {
        for key in &query.keys {
            let postings = self.reader.postings(Part::Key, key)?;
            let hits = Hits { hits: postings.entries.iter().map(|&entry| (entry, 0, 1)).collect() };
            self.take(&[hits], &Take { level: Level::Key, context: false, groups: [true; GROUPS], whole: None });
            if !postings.entries.is_empty() {
                break;
            }
        }
        Ok(())
    }

    /// The entries that have a piece of the query, or another name for it.
    fn piece(&self, piece: &Piece) -> Result<Hits> {
        let mut hits = vec![literal(&self.reader, &piece.phrase)?];
        for named in piece.named.iter().filter_map(|&index| self.index.lexicon.named.get(index)) {
            if named.is_concept() {
                hits.push(concept(&self.reader, named)?);
            }
        }
        Ok(Hits::any(hits))
    }

    /// The entries that have a part whose first and last word or number may be cut off.
    fn fragment(&self, part: &Phrase, most: usize) -> Result<Hits> {
        if part.first.is_none() && part.last.is_none() {
            return Ok(Hits::default());
        }
        let count = part.slots.len();
        let words = |wanted: &dyn Fn(&str) -> bool| {
            let mut words: Vec<_> = self.index.vocabulary.iter().filter(|(word, _)| wanted(word)).collect();
            words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            words.into_iter().take(most).map(|(word, _)| word.clone()).collect::<Vec<_>>()
        };
        let mut slots = Vec::new();
        for (index, slot) in part.slots.iter().enumerate() {
            let first = part.first.as_deref().filter(|_| index == 0);
            let last = part.last.as_deref().filter(|_| index + 1 == count);
            let is_alone = part.first == part.last && count == 1;
            // 0時 of 0時間: the number is the beginning of a term. の8 of 条の8: it is the end of one.
            let words = match (first, last, slot) {
                (Some(first), Some(_), _) if is_alone => words(&|word| word.contains(first)),
                (Some(first), _, Slot::Term(term)) => {
                    let rest = term.strip_prefix(first).unwrap_or_default();
                    words(&|word| word.ends_with(first)).into_iter().map(|word| format!("{word}{rest}")).collect()
                }
                (None, Some(last), Slot::Term(term)) => {
                    let before = term.strip_suffix(last).unwrap_or_default();
                    words(&|word| word.starts_with(last)).into_iter().map(|word| format!("{before}{word}")).collect()
                }
                (_, Some(last), Slot::Unit(_)) => words(&|word| word.starts_with(last)),
                _ => Vec::new(),
            };
            let mut terms = match slot {
                Slot::Term(term) => vec![term.clone()],
                Slot::Unit(unit) => self.reader.beginning(unit)?.to_vec(),
                Slot::Implied(_) => continue,
            };
            for word in words {
                if word.starts_with(|first: char| first.is_ascii_digit()) && matches!(slot, Slot::Unit(_)) {
                    terms.extend(self.reader.beginning(&word)?.iter().cloned());
                } else {
                    terms.push(stem(&word));
                }
            }
            terms.sort_unstable();
            terms.dedup();
            slots.push((u32::try_from(index).unwrap_or_default(), terms));
        }
        in_fields(&self.reader, &slots)
    }

    /// The entries that have most terms of a part, by weight; `literal` are those that have it as it is.
    fn near(&self, part: &Phrase, literal: Hits, share: f64) -> Result<Hits> {
        let mut terms: Vec<&String> = part
            .slots
            .iter()
            .filter_map(|slot| if let Slot::Term(term) | Slot::Implied(term) = slot { Some(term) } else { None })
            .collect();
        let mut seen = std::collections::HashSet::new();
        terms.retain(|term| seen.insert(*term));
        if terms.len() < 3 {
            return Ok(literal);
        }
        let mut weights = vec![0.0; self.index.entries.len()];
        let mut all = 0.0;
        for term in terms {
            let hits = in_fields(&self.reader, &[(0, vec![term.clone()])])?;
            let weight = self.idf(hits.hits.len().max(1));
            all += weight;
            for (entry, ..) in hits.hits {
                weights[entry as usize] += weight;
            }
        }
        let near = (0u32..).zip(weights).filter(|&(_, weight)| weight >= share * all).map(|(entry, _)| (entry, 0, 1));
        Ok(Hits::any([literal, Hits { hits: near.collect() }]))
    }

    /// The entries that have a piece, or belong to a topic that it names.
    fn tagged(&self, piece: &Piece, hits: &Hits) -> Hits {
        let topics: Vec<_> =
            piece.named.iter().filter_map(|&index| self.index.lexicon.named.get(index)?.topic).collect();
        let of_topic = (0u32..)
            .zip(&self.index.entries)
            .filter(|(_, entry)| entry.topics.iter().any(|topic| topics.contains(topic)))
            .map(|(index, _)| (index, 0, 1));
        Hits::any([hits.clone(), Hits { hits: of_topic.collect() }])
    }

    /// Takes the entries that have all clauses.
    fn take(&mut self, clauses: &[Hits], how: &Take<'_>) {
        if clauses.is_empty() || clauses.iter().all(|clause| clause.hits.is_empty()) {
            return;
        }
        let entries = self.index.entries.len();
        let mut scores = vec![0.0; entries];
        // How many clauses each entry meets: by itself, in its heading, and with the headings above it.
        let mut own = vec![0_usize; entries];
        let mut heading = vec![0_usize; entries];
        let mut met = vec![0_usize; entries];
        for clause in clauses {
            let idf = self.idf(clause.hits.len());
            let mut in_heading = vec![false; entries];
            for &(entry, of_heading, of_body) in &clause.hits {
                let index = entry as usize;
                scores[index] += idf * self.frequency(index, of_heading, of_body);
                own[index] += 1;
                met[index] += 1;
                heading[index] += usize::from(of_heading > 0);
                in_heading[index] = of_heading > 0;
            }
            if how.context {
                let is_own: Vec<bool> = {
                    let mut is_own = vec![false; entries];
                    clause.hits.iter().for_each(|&(entry, ..)| is_own[entry as usize] = true);
                    is_own
                };
                for index in 0..entries {
                    let above = self.index.entries[index].parent.is_some_and(|parent| in_heading[parent as usize]);
                    met[index] += usize::from(above && !is_own[index]);
                    in_heading[index] |= above;
                }
            }
        }
        for index in 0..entries {
            let group = usize::from(!self.index.entries[index].kind.is_provision());
            if met[index] == clauses.len() && own[index] > 0 && how.groups[group] && self.is_free(index) {
                let entry = u32::try_from(index).unwrap_or(u32::MAX);
                let whole = how.whole.is_none_or(|whole| whole.hits.binary_search_by_key(&entry, |hit| hit.0).is_ok());
                self.put(index, how.level, scores[index], !whole, heading[index] < clauses.len());
            }
        }
    }

    /// Takes the entries that have any of several things; those that have more of them score higher.
    fn take_any(&mut self, all: &[Hits]) {
        let mut scores = vec![0.0; self.index.entries.len()];
        for hits in all {
            let idf = self.idf(hits.hits.len());
            for &(entry, heading, body) in &hits.hits {
                scores[entry as usize] += idf * self.frequency(entry as usize, heading, body);
            }
        }
        for (index, score) in scores.into_iter().enumerate() {
            if score > 0.0 && self.is_free(index) {
                self.put(index, Level::Some, score, false, false);
            }
        }
    }

    fn is_free(&self, index: usize) -> bool {
        !self.taken[index] && (self.options.all_editions || self.index.current[index])
    }

    fn put(&mut self, index: usize, level: Level, score: f64, scattered: bool, below: bool) {
        let kind = self.index.entries[index].kind;
        let group = u8::from(!kind.is_provision());
        self.taken[index] = true;
        self.groups[usize::from(group)] += 1;
        // What was found by its exact name comes first; where only some pieces are there, what has most of them.
        let favour = if level == Level::Some && kind.is_provision() { FAVOUR } else { 1.0 };
        let rest = match level {
            Level::Key => 0,
            Level::Some => 2,
            _ => 1,
        };
        let group = if level == Level::Some { 0 } else { group };
        let order = Order { rest, group, level, scattered, below };
        let entry = u32::try_from(index).unwrap_or(u32::MAX);
        self.found.push(Found { entry, level, score: score * prior(kind) * favour, order });
    }

    /// The inverse document frequency of BM25 of what so many entries have.
    fn idf(&self, entries: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "there are not 2^52 entries")]
        let entries = entries as f64;
        ln(1.0 + (self.count - entries + 0.5) / (entries + 0.5))
    }

    /// The term frequency of BM25, rising with the occurrences towards a bound, faster in a short text.
    fn frequency(&self, index: usize, heading: u32, body: u32) -> f64 {
        let occurrences = HEADING * f64::from(heading) + f64::from(body);
        let length = f64::from(self.index.lengths[index]);
        occurrences * (K1 + 1.0) / (occurrences + K1 * (1.0 - B + B * length / self.average))
    }
}

/// Among what is no provision: pages that explain come before single dates and names.
const fn prior(kind: Kind) -> f64 {
    match kind {
        Kind::Topic => 1.5,
        Kind::Expert | Kind::Event | Kind::News => 0.75,
        _ => 1.0,
    }
}

/// The natural logarithm, from operations that every machine does alike (IEEE 754), which its own is not.
fn ln(value: f64) -> f64 {
    let mut mantissa = value;
    let mut exponent = 0.0;
    while mantissa >= 2.0 {
        mantissa /= 2.0;
        exponent += 1.0;
    }
    while mantissa > 0.0 && mantissa < 1.0 {
        mantissa *= 2.0;
        exponent -= 1.0;
    }
    // ln m = 2 artanh((m - 1) / (m + 1)), whose series converges fast below 1/3.
    let ratio = (mantissa - 1.0) / (mantissa + 1.0);
    let square = ratio * ratio;
    let mut power = ratio;
    let mut sum = 0.0;
    let mut odd = 1.0;
    while odd < 40.0 {
        sum += power / odd;
        power *= square;
        odd += 2.0;
    }
    2.0 * sum + exponent * std::f64::consts::LN_2
}

impl Query {
    /// The whole query as one phrase.
    fn whole_phrase(self) -> Option<Phrase> {
        self.whole.or_else(|| self.parts.into_iter().next())
    }
}

#[cfg(test)]
mod tests {
    use super::ln;

    #[test]
    fn the_logarithm_is_one() {
        for value in [1e-3_f64, 0.5, 1.0, 1.5, 2.0, 10.0, 12345.678] {
            assert!((ln(value) - value.ln()).abs() < 1e-12, "{value}");
        }
    }
}
