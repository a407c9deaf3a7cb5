//! The index of one language, in memory: tantivy holds the terms, this module asks it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use tantivy::directory::RamDirectory;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::Postings as _;
use tantivy::schema::{Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};
use tantivy::{DocSet as _, Index as Tantivy, TERMINATED, TantivyDocument, Term};

use crate::portal::Portal;
use crate::text::Language;

use super::entry::{Entry, entries, is_current};
use super::lexicon::Lexicon;
use super::postings::{POSITIONED, Postings};
use super::tokenizer::{Tokenizer, VocabularyTokenizer};

/// The memory with which tantivy begins to index, in bytes; it takes more where it needs more.
const MEMORY: usize = 16 << 20;

/// The length of a text, rounded down to a power of four: for ranking it need not be known better, and a browser loads
/// the lengths of all entries.
fn rounded(length: u32) -> u32 {
    1 << (length.max(1).ilog2() & !1)
}

/// Headings and bodies are indexed apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Titles.
    Heading,
    /// Texts.
    Body,
    /// Exact names.
    Key,
}

/// Everything that can be found in one language.
pub struct Index {
    /// The language.
    pub language: Language,
    /// What can be found.
    pub entries: Vec<Entry>,
    /// Whether each entry holds now; those of other editions do not.
    pub current: Vec<bool>,
    /// The number of units of each entry, rounded.
    pub lengths: Vec<u32>,
    /// What things are called.
    pub lexicon: Lexicon,
    /// The words that occur, with the number of entries in which they do; sorted.
    pub vocabulary: Vec<(String, u32)>,
    readers: [Arc<InvertedIndexReader>; 3],
    fields: [Field; 3],
}

impl Index {
    /// Indexes the portal in `language`. Fails only where tantivy does, which has nothing but memory to fail on.
    pub fn build(portal: &Portal, language: Language) -> tantivy::Result<Self> {
        let entries = entries(portal, language);
        let text = |tokenizer: &str, option| {
            let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option);
            TextOptions::default().set_indexing_options(indexing)
        };
        let positions = || text("text", IndexRecordOption::WithFreqsAndPositions);
        let mut schema = Schema::builder();
        let heading = schema.add_text_field("heading", positions());
        let body = schema.add_text_field("body", positions());
        let key = schema.add_text_field("key", STRING);
        let words = schema.add_text_field("words", text("vocabulary", IndexRecordOption::Basic));
        let tokenizers = TokenizerManager::default();
        tokenizers.register("text", TextAnalyzer::from(Tokenizer::default()));
        tokenizers.register("vocabulary", TextAnalyzer::from(VocabularyTokenizer::default()));
        let builder = Tantivy::builder().schema(schema.build()).tokenizers(tokenizers);
        let mut writer = builder.single_segment_index_writer(RamDirectory::create(), MEMORY)?;
        for entry in &entries {
            let mut document = TantivyDocument::default();
            for (field, text) in [(heading, &entry.title), (body, &entry.text)] {
                if !text.is_empty() {
                    document.add_text(field, text);
                    document.add_text(words, text);
                }
            }
            for name in &entry.keys {
                document.add_text(key, name);
            }
            writer.add_document(document)?;
        }
        let searcher = writer.finalize()?.reader()?.searcher();
        let segment = searcher.segment_reader(0);
        let norms = [segment.get_fieldnorms_reader(heading)?, segment.get_fieldnorms_reader(body)?];
        let lengths = (0u32..)
            .zip(&entries)
            .map(|(entry, _)| rounded(norms.iter().map(|norms| norms.fieldnorm(entry)).sum()))
            .collect();
        let mut vocabulary = Vec::new();
        let words = segment.inverted_index(words)?;
        let mut stream = words.terms().stream()?;
        while let Some((word, info)) = stream.next() {
            vocabulary.push((String::from_utf8_lossy(word).into_owned(), info.doc_freq));
        }
        drop(stream);
        let fields = [heading, body, key];
        let [of_heading, of_body, of_key] = fields.map(|field| segment.inverted_index(field));
        Ok(Self {
            language,
            current: entries
                .iter()
                .map(|entry| entry.document.is_none_or(|document| is_current(portal, document)))
                .collect(),
            lengths,
            lexicon: Lexicon::new(portal, language, &entries),
            entries,
            vocabulary,
            readers: [of_heading?, of_body?, of_key?],
            fields,
        })
    }

    /// What is shown of an entry's text: its own, or that of the first entry below it that has one.
    #[must_use]
    pub fn shown_text(&self, entry: usize) -> &str {
        let own = u32::try_from(entry).ok();
        let below = self.entries.iter().skip(entry + 1).take_while(|next| next.parent >= own && next.parent.is_some());
        let texts = self.entries.get(entry).into_iter().chain(below).map(|entry| entry.text.as_str());
        texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The postings of a term.
    pub(super) fn postings(&self, part: Part, term: &str) -> tantivy::Result<Option<Postings>> {
        let reader = &self.readers[part as usize];
        let term = Term::from_field_text(self.fields[part as usize], term);
        let Some(info) = reader.get_term_info(&term)? else { return Ok(None) };
        let mut from = reader.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqsAndPositions)?;
        let mut postings = Postings::default();
        let mut all = Vec::new();
        while from.doc() != TERMINATED {
            postings.entries.push(from.doc());
            postings.frequencies.push(from.term_freq());
            if part != Part::Key {
                from.append_positions_with_offset(0, &mut all);
            }
            from.advance();
        }
        postings.positions = (postings.occurrences() <= POSITIONED).then_some(all);
        Ok(Some(postings))
    }

    /// All terms of headings and bodies, sorted, from `first` up to the first for which `wanted` is false.
    pub(super) fn terms(&self, part: Part, first: &str, wanted: impl Fn(&str) -> bool) -> tantivy::Result<Vec<String>> {
        let mut terms = Vec::new();
        let mut stream = self.readers[part as usize].terms().range().ge(first.as_bytes()).into_stream()?;
        while let Some((term, _)) = stream.next() {
            let term = String::from_utf8_lossy(term);
            if !wanted(&term) {
                break;
            }
            terms.push(term.into_owned());
        }
        Ok(terms)
    }

    /// A view that remembers what it has read, for one query or many.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader { index: self, cache: RefCell::default(), ends: RefCell::default() }
    }
}

/// Terms of an index, read once.
pub(super) struct Reader<'a> {
    pub index: &'a Index,
    cache: RefCell<HashMap<(Part, String), Rc<Postings>>>,
    ends: RefCell<HashMap<String, Rc<Vec<String>>>>,
}

impl Reader<'_> {
    /// The postings of a term; empty where it does not occur.
    pub fn postings(&self, part: Part, term: &str) -> tantivy::Result<Rc<Postings>> {
        if let Some(known) = self.cache.borrow().get(&(part, term.to_owned())) {
            return Ok(Rc::clone(known));
        }
        let postings = Rc::new(self.index.postings(part, term)?.unwrap_or_default());
        self.cache.borrow_mut().insert((part, term.to_owned()), Rc::clone(&postings));
        Ok(postings)
    }

    /// Whether a term occurs.
    pub fn has(&self, term: &str) -> tantivy::Result<bool> {
        let is_in = |part| Ok::<bool, tantivy::TantivyError>(!self.postings(part, term)?.entries.is_empty());
        Ok(is_in(Part::Heading)? || is_in(Part::Body)?)
    }

    /// The terms that begin with a unit: itself, or joined with the unit that follows it.
    pub fn beginning(&self, unit: &str) -> tantivy::Result<Rc<Vec<String>>> {
        if let Some(known) = self.ends.borrow().get(unit) {
            return Ok(Rc::clone(known));
        }
        let is_number = unit.starts_with(|first: char| first.is_ascii_digit());
        let mut terms = Vec::new();
        for part in [Part::Heading, Part::Body] {
            terms.extend(self.index.terms(part, unit, |term| term.starts_with(unit))?);
        }
        // 8 does not begin 80時.
        terms.retain(|term| {
            !(is_number && term[unit.len()..].starts_with(|next: char| next.is_ascii_digit() || next == '.'))
        });
        terms.sort_unstable();
        terms.dedup();
        let terms = Rc::new(terms);
        self.ends.borrow_mut().insert(unit.to_owned(), Rc::clone(&terms));
        Ok(terms)
    }
}
