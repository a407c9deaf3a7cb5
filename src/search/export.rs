//! The index as static files, made from tantivy's own segment: the same terms, postings, positions and lengths as the
//! command line has, so that a browser ranks as it does. `docs/search.md` describes the files.

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::pages::index_folder;
use crate::portal::{DocumentKind, Portal, ProvisionKey, ProvisionKind};
use crate::source::{Force, Text};
use crate::text::analysis::Analyser;
use crate::text::{Language, calendar, prefecture};
use crate::theme::{Messages, plain_markdown};

use super::entry::{Entry, Kind};
use super::index::{Index, Part};
use super::lexicon::Named;
use super::postings::{Hits, Postings};
use super::rank::concept;
use super::shard::{Bytes, Compressor, base64, compress, script};

/// How large a shard of terms grows before the next begins, in bytes before compression. Smaller ones make the list of
/// shards long, larger ones make a query load what it does not need.
const TERMS: usize = 3 << 10;
/// The same for shards of texts.
const TEXTS: usize = 2 << 10;
/// The greatest dictionary for texts, in bytes. A query loads it and ten shards that it makes smaller: a larger one costs
/// more than it saves.
const DICTIONARY: usize = 4 << 10;

/// Addresses of files with their content.
pub type Files = Vec<(String, Vec<u8>)>;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// All files of the index of one language.
pub fn files(portal: &Portal, messages: &Messages, index: &Index) -> Result<Files> {
    let (terms, texts) = rayon::join(|| terms(index), || texts(index));
    let ((term_starts, terms), (text_starts, dictionary, texts)) = (terms?, texts?);
    let root = json!({
        "terms": term_starts,
        "texts": column(gaps(&text_starts)),
        "dictionary": dictionary,
        "lengths": column(index.lengths.iter().map(|length| length.ilog2() / 2)),
        "parents": column(parents(&index.entries)),
        "beginnings": beginnings(index),
        "longest": index.lexicon.longest(),
        "facets": facets(portal, messages, index),
    });
    let words: Vec<String> = index.vocabulary.iter().map(|(word, count)| format!("{word}\t{count}\n")).collect();
    let single = [("root", root.to_string()), ("words", words.concat())];
    let single = single.into_iter().map(|(name, content)| Ok((name.to_owned(), compress(content.as_bytes())?)));
    let shards = single.collect::<Result<Vec<_>>>()?.into_iter().chain(terms).chain(texts);
    let folder = index_folder(index.language);
    Ok(shards
        .map(|(name, content)| {
            let script = script(&format!("{}/{name}", index.language.code()), &content);
            (format!("{folder}{name}.js"), script)
        })
        .collect())
}

/// Many small numbers as a string: a character each, which is the shortest once it is compressed.
fn column(numbers: impl IntoIterator<Item = u32>) -> String {
    // The first characters would be escaped, and surrogates are none: there are no numbers that large.
    numbers.into_iter().filter_map(|number| char::from_u32(number + 35)).collect()
}

/// How much later each of some places is than the one before.
fn gaps(places: &[usize]) -> impl Iterator<Item = u32> {
    let before = std::iter::once(0).chain(places.iter().copied());
    places.iter().zip(before).map(|(place, before)| u32::try_from(place - before).unwrap_or_default())
}

/// How far above each entry its parent is; 0 where it has none.
fn parents(entries: &[Entry]) -> Vec<u32> {
    (0u32..).zip(entries).map(|(index, entry)| entry.parent.map_or(0, |parent| index - parent)).collect()
}

/// The first term of each shard, and the shards.
fn terms(index: &Index) -> Result<(Vec<String>, Files)> {
    let mut starts: Vec<String> = Vec::new();
    let mut shards: Vec<Vec<u8>> = Vec::new();
    let mut shard = Bytes::default();
    let mut before = String::new();
    each_term(index, |term, content| {
        if shard.0.is_empty() || shard.0.len() + content.len() > TERMS {
            if !shard.0.is_empty() {
                shards.push(std::mem::take(&mut shard.0));
            }
            starts.push(term.to_owned());
            before.clear();
        }
        let common = before.bytes().zip(term.bytes()).take_while(|(a, b)| a == b).count();
        shard.size(common);
        shard.block(&term.as_bytes()[common..]);
        shard.block(&content);
        before.clear();
        before.push_str(term);
    })?;
    if !shard.0.is_empty() {
        shards.push(shard.0);
    }
    let files = shards.into_par_iter().enumerate().map(|(number, shard)| Ok((format!("t{number}"), compress(&shard)?)));
    Ok((starts, files.collect::<Result<_>>()?))
}

/// Where the content of a term comes from.
#[derive(PartialEq, Eq)]
enum Source {
    /// Something with names.
    Named(usize),
    /// A name.
    Name,
    /// An exact name.
    Key,
    /// Headings and bodies.
    Text,
}

/// Calls `take` with every term and its content, in the order in which JavaScript compares strings (UTF-16): named
/// things (`@`), names (`=`), exact names (`#`, `§`) and the terms of the texts.
fn each_term(index: &Index, mut take: impl FnMut(&str, Vec<u8>)) -> Result<()> {
    let reader = index.reader();
    let mut terms: Vec<(String, Source)> = Vec::new();
    terms.extend((0..index.lexicon.named.len()).map(|number| (Named::term(number), Source::Named(number))));
    terms.extend(index.lexicon.keys().map(|(key, _)| (format!("={key}"), Source::Name)));
    terms.extend(index.terms(Part::Key, "", |_| true)?.into_iter().map(|term| (term, Source::Key)));
    for part in [Part::Heading, Part::Body] {
        terms.extend(index.terms(part, "", |_| true)?.into_iter().map(|term| (term, Source::Text)));
    }
    terms.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    terms.dedup();
    for (term, source) in terms {
        let mut content = Bytes::default();
        match source {
            Source::Named(number) => {
                let Some(named) = index.lexicon.named.get(number) else { continue };
                let hits = if named.is_concept() { concept(&reader, named)? } else { Hits::default() };
                let field = |count: fn(&(u32, u32, u32)) -> u32| {
                    let hits = hits.hits.iter().filter(|hit| count(hit) > 0);
                    let (entries, frequencies) = hits.map(|hit| (hit.0, count(hit))).unzip();
                    Postings { entries, frequencies, positions: None }
                };
                write(&mut content, &field(|hit| hit.1));
                write(&mut content, &field(|hit| hit.2));
                named.synonyms.iter().for_each(|synonym| content.block(synonym.as_bytes()));
            }
            Source::Name => {
                for &number in index.lexicon.find(&term[1..]) {
                    let Some(named) = index.lexicon.named.get(number) else { continue };
                    content.size(number);
                    content.size(Kind::ALL.iter().position(|kind| *kind == named.kind).unwrap_or_default());
                    content.size(named.number);
                    content.number(named.entry);
                }
            }
            Source::Key => {
                write(&mut content, &Postings::default());
                write(&mut content, &index.postings(Part::Key, &term)?.unwrap_or_default());
            }
            Source::Text => {
                for part in [Part::Heading, Part::Body] {
                    write(&mut content, &index.postings(part, &term)?.unwrap_or_default());
                }
            }
        }
        take(&term, content.0);
    }
    Ok(())
}

/// Writes postings: twice the number of entries, and one more if there are positions; the gaps between entries; the
/// frequencies less one; the gaps between positions.
fn write(out: &mut Bytes, postings: &Postings) {
    let positions = postings.positions.as_deref().unwrap_or_default();
    out.size(postings.entries.len() * 2 + usize::from(!positions.is_empty()));
    let mut next = 0;
    for &entry in &postings.entries {
        out.number(entry - next);
        next = entry + 1;
    }
    for &frequency in &postings.frequencies {
        out.number(frequency - 1);
    }
    let mut rest = positions.iter();
    for &frequency in &postings.frequencies {
        let mut next = 0;
        for &position in rest.by_ref().take(frequency as usize) {
            out.number(position - next);
            next = position + 1;
        }
    }
}

/// The first entry of each shard of texts, their dictionary, and the shards.
fn texts(index: &Index) -> Result<(Vec<usize>, String, Files)> {
    let records: Vec<String> = (0..index.entries.len()).map(|entry| record(index, entry).to_string()).collect();
    let all: usize = records.iter().map(String::len).sum();
    // A dictionary pays where many texts say much the same; it is a sample of them.
    let wanted = DICTIONARY.min(all / 64);
    let mut dictionary = String::new();
    let step = (records.len() * TEXTS / (wanted * 8).max(1)).max(1);
    for record in records.iter().step_by(step).take_while(|_| wanted > 0) {
        if dictionary.len() + record.len() <= wanted {
            dictionary.push_str(record);
        }
    }
    let mut starts = Vec::new();
    let mut size = TEXTS;
    for (entry, record) in records.iter().enumerate() {
        if size + record.len() > TEXTS {
            starts.push(entry);
            size = 0;
        }
        size += record.len();
    }
    let ends = starts.iter().skip(1).copied().chain([records.len()]);
    let ranges: Vec<_> = starts.iter().copied().zip(ends).enumerate().collect();
    let files = ranges.into_par_iter().map_init(
        || Compressor::new(dictionary.clone().into_bytes()),
        |compressor, (number, (from, to))| {
            let content = format!("[{}]", records[from..to].join(","));
            Ok((format!("d{number}"), compressor.compress(content.as_bytes())?))
        },
    );
    let files = files.collect::<Result<_>>()?;
    Ok((starts, dictionary, files))
}

/// What a page of results shows of an entry: id, number, title, the headings above it, address, text, and its language
/// where it is another one.
fn record(index: &Index, at: usize) -> Value {
    let entry = &index.entries[at];
    let mut above = Vec::new();
    let mut parent = entry.parent;
    while let Some(entry) = parent.and_then(|parent| index.entries.get(parent as usize)) {
        if !entry.title.is_empty() {
            above.push(entry.title.as_str());
        }
        parent = entry.parent;
    }
    above.reverse();
    let language = if entry.language == index.language { "" } else { entry.language.code() };
    let mut record = vec![
        json!(entry.id),
        json!(entry.number.as_deref().unwrap_or_default()),
        json!(entry.title),
        json!(above.join(" › ")),
        json!(entry.url),
        json!(index.shown_text(at)),
    ];
    if !language.is_empty() {
        record.push(json!(language));
    }
    Value::Array(record)
}

/// A Bloom filter (B. H. Bloom, 1970) of the first three units of every name, or all where it has fewer, in base64: it tells
/// where in a query a name may begin, so that the names themselves need not be loaded.
fn beginnings(index: &Index) -> String {
    let mut analyser = Analyser::default();
    let mut beginnings: Vec<String> = Vec::new();
    for name in index.lexicon.named.iter().flat_map(|named| named.synonyms.iter().chain(&named.surfaces)) {
        let units = analyser.units(name);
        beginnings.push(units.key(0..units.len().min(3)));
    }
    beginnings.sort_unstable();
    beginnings.dedup();
    // Six bits for each: one in seventeen other beginnings is taken for one, which costs no more than a shard.
    let bits = (beginnings.len().max(1) * 6).next_multiple_of(8);
    let mut filter = vec![0_u8; bits / 8];
    for beginning in &beginnings {
        for bit in probes(beginning, bits) {
            filter[bit / 8] |= 1 << (bit % 8);
        }
    }
    base64(&filter)
}

/// The bits of a beginning in a filter: from one hash (FNV-1a over UTF-16) by double hashing (A. Kirsch and M.
/// Mitzenmacher, 2006).
fn probes(beginning: &str, bits: usize) -> impl Iterator<Item = usize> {
    let hash =
        beginning.encode_utf16().fold(0x811c_9dc5_u32, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193));
    let step = (hash >> 15) | 1;
    (0..4_u32).map(move |probe| hash.wrapping_add(probe.wrapping_mul(step)) as usize % bits)
}

/// The ways to narrow results, in this order in all lists below.
const FACETS: [&str; 7] = ["kind", "document", "edition", "part", "topic", "force", "center"];
/// How binding a provision can be.
const FORCES: [&str; 4] = ["must", "endeavour", "desirable", "may"];

/// For each facet its values with their labels, the sets of values that entries have, and for each entry its set; last,
/// as if it were a facet, whether each entry holds now.
fn facets(portal: &Portal, messages: &Messages, index: &Index) -> Value {
    let topics: Vec<_> = portal.topics().map(|(key, _)| key).collect();
    let centers: Vec<_> = portal.centers().map(|(key, _)| key).collect();
    let years = years(portal);
    let part = |entry: &Entry| entry.part.filter(|&key| portal.provision(key).kind == ProvisionKind::Part);
    let mut parts: Vec<ProvisionKey> = index.entries.iter().filter_map(part).collect();
    parts.dedup();
    let mut sets: [Vec<Vec<usize>>; FACETS.len() + 1] = Default::default();
    let mut columns: [Vec<u32>; FACETS.len() + 1] = Default::default();
    for (entry, current) in index.entries.iter().zip(&index.current) {
        let year = entry.document.and_then(|document| year(portal, document));
        let values = [
            place(&Kind::ALL, Some(&entry.kind)),
            Vec::from_iter(entry.document),
            place(&years, year.as_ref()),
            place(&parts, part(entry).as_ref()),
            entry.topics.iter().flat_map(|topic| place(&topics, Some(topic))).collect(),
            place(&FORCES, entry.force.map(Force::word).as_ref()),
            place(&centers, entry.center.as_ref()),
            Vec::from_iter(current.then_some(0)),
        ];
        for ((values, sets), column) in values.into_iter().zip(&mut sets).zip(&mut columns) {
            let known = sets.iter().position(|set| *set == values).unwrap_or_else(|| {
                sets.push(values);
                sets.len() - 1
            });
            column.push(u32::try_from(known).unwrap_or_default());
        }
    }
    json!({
        "names": FACETS,
        "values": labels(portal, messages, index.language, &parts, &years),
        "sets": sets,
        "columns": columns.map(column),
    })
}

/// The place of a value, where there is one.
fn place<T: PartialEq>(values: &[T], value: Option<&T>) -> Vec<usize> {
    value.and_then(|value| values.iter().position(|other| other == value)).into_iter().collect()
}

/// The fiscal year of a document.
fn year(portal: &Portal, document: usize) -> Option<i16> {
    match portal.documents.get(document)?.kind {
        DocumentKind::Directives { year } => Some(year),
        DocumentKind::Guidance => None,
    }
}

fn years(portal: &Portal) -> Vec<i16> {
    let mut years: Vec<i16> = (0..portal.documents.len()).filter_map(|document| year(portal, document)).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// For each facet the ids and labels of its values.
fn labels(portal: &Portal, messages: &Messages, language: Language, parts: &[ProvisionKey], years: &[i16]) -> Value {
    let word = |key: String| messages.get(language, &key, &[]);
    let plain = |text: &Text| plain_markdown(text.localised(language).0);
    let documents = (0..portal.documents.len()).map(|number| {
        let document = &portal.documents[number];
        let label = match year(portal, number) {
            Some(year) => format!("{} ({})", word("nav.directives".into()), calendar::fiscal_year(year, language)),
            None => plain(&document.title),
        };
        [document.path.clone(), label]
    });
    let parts = parts.iter().map(|&key| {
        let part = portal.provision(key);
        let heading = part.heading.as_ref().map(plain).unwrap_or_default();
        [part.id.clone(), format!("{} {heading}", part.number.as_deref().unwrap_or_default())]
    });
    let topics = portal.topics().map(|(_, topic)| [topic.record.id.value.clone(), plain(&topic.record.name)]);
    let centers = portal
        .centers()
        .map(|(_, center)| [center.id.clone(), prefecture::name(center.record.prefecture.0, language).to_owned()]);
    json!([
        Kind::ALL.map(|kind| [kind.word().to_owned(), word(format!("kind.{}", kind.word()))]),
        documents.collect::<Vec<_>>(),
        years.iter().map(|&year| [year.to_string(), calendar::fiscal_year(year, language)]).collect::<Vec<_>>(),
        parts.collect::<Vec<_>>(),
        topics.collect::<Vec<_>>(),
        FORCES.map(|force| [force.to_owned(), word(format!("force.{force}"))]),
        centers.collect::<Vec<_>>(),
    ])
}
