//! Definitions in English.
//!
//! ```text
//! definition  = naming | explanation | sameness
//! naming      = "(" [ … ( ";" | "," | "." ) ] lead terms ")" | "hereinafter" lead terms | "collectively" lead terms
//! lead        = words such as "hereinafter", "referred to as", "called", "the", "in this Article"
//! terms       = “term” { ( "," | "and" | "or" ) [ article ] “term” }
//! explanation = [ "In" scope "," ] terms ( "means" | "refers to" | "is defined as" ) meaning
//! sameness    = term "(" [ "meaning" ] meaning ( ";" | "," ) "the same applies" ( "below" | "hereinafter" ) ")"
//! ```

use std::ops::Range;

use super::{Found, Scope, instrument_at};
use crate::reference::notice::{InstrumentKind, NoticeNumber};
use crate::reference::phrase::{asides, ends_sentence};

/// What may stand before a quoted term, the longer first.
const LEADS: [&str; 24] = [
    "hereinafter",
    "Hereinafter",
    "hereafter",
    "henceforth",
    "below",
    "collectively",
    "together",
    "individually",
    "each",
    "simply",
    "also",
    "referred",
    "to",
    "as",
    "be",
    "is",
    "are",
    "called",
    "known",
    "the",
    "a",
    "an",
    "any",
    "abbreviated",
];

/// The words among them that say that a name is given, wherever they stand.
const GIVES: [&str; 4] = ["hereinafter", "Hereinafter", "hereafter", "collectively"];

/// How an explanation goes on behind the term.
const EXPLAINS: [&str; 9] = [
    " means ",
    " mean ",
    " shall mean ",
    " refers to ",
    " refer to ",
    " shall refer to ",
    " is defined as ",
    " denotes ",
    " has the meaning of ",
];

/// What says that a word keeps its meaning.
const SAME: [&str; 6] = [
    "the same applies below",
    "the same applies hereinafter",
    "the same shall apply hereinafter",
    "hereinafter the same",
    "hereinafter the same applies",
    "the same applies in what follows",
];

/// How the names of laws end, and their short names too.
const LAWS: [(&str, InstrumentKind); 6] = [
    ("Act", InstrumentKind::Law),
    ("Law", InstrumentKind::Law),
    ("Order", InstrumentKind::Order),
    ("Ordinance", InstrumentKind::Ordinance),
    ("Regulation", InstrumentKind::Ordinance),
    ("Regulations", InstrumentKind::Ordinance),
];

/// What a document calls itself.
const DOCUMENTS: [&str; 10] =
    ["guidelines", "guideline", "guidance", "document", "notice", "act", "ordinance", "manual", "plan", "directives"];

/// What parts of a document are called.
const PARTS: [&str; 7] = ["article", "paragraph", "item", "section", "clause", "chapter", "part"];

/// Behind these a term without quotation marks begins.
const BEFORE_TERMS: [&str; 24] = [
    "the", "a", "an", "of", "for", "to", "in", "on", "by", "under", "with", "from", "that", "which", "whose",
    "further", "such", "each", "any", "their", "its", "this", "these", "as",
];

/// The longest term, in characters: what is longer in quotation marks is a sentence.
const LONGEST: usize = 100;

pub(super) fn read(text: &str, numbers: &[NoticeNumber]) -> Vec<Found> {
    let asides = asides(text).into_iter().map(|(before, inner)| before.len() + 1..before.len() + 1 + inner.len());
    let reader = Reader { text, numbers, asides: asides.collect() };
    let mut found = Vec::new();
    let mut at = 0;
    for (quote, _) in text.match_indices(['“', '"', '‘']) {
        if quote < at {
            continue;
        }
        if let Some((definitions, end)) = reader.quoted_term(quote) {
            at = end;
            found.extend(definitions);
        } else if let Some((_, end)) = reader.terms(quote) {
            // Lists within this one end as it does.
            at = end;
        }
    }
    found.extend(reader.asides.iter().filter_map(|aside| reader.sameness(aside)));
    found
}

struct Reader<'t> {
    text: &'t str,
    numbers: &'t [NoticeNumber],
    /// What stands in brackets.
    asides: Vec<Range<usize>>,
}

impl Reader<'_> {
    /// A naming or an explanation of the terms at a place, and where the terms end.
    fn quoted_term(&self, quote: usize) -> Option<(Vec<Found>, usize)> {
        let (terms, end) = self.terms(quote)?;
        let (term, rest) = (&self.text[terms.first()?.clone()], &self.text[end..]);
        let (means, scope, instrument) = match EXPLAINS.iter().find_map(|word| rest.strip_prefix(word)) {
            Some(meaning) => {
                let scope = scope_of(self.text[..quote].trim_end_matches([' ', ',']));
                (self.meaning(meaning), scope.unwrap_or(Scope::Document), None)
            }
            None => self.named(quote, term, rest)?,
        };
        let is_explained = means.start >= end;
        let is_sentence = !is_explained && is_sentence(&self.text[means.clone()], term);
        let found = |range| Found { range, means: means.clone(), scope, instrument, is_sure: true, is_sentence };
        Some((terms.into_iter().map(found).collect(), end))
    }

    /// What the terms stand for of which the first is at a place, with `rest` behind them.
    fn named(&self, quote: usize, term: &str, rest: &str) -> Option<(Range<usize>, Scope, Option<InstrumentKind>)> {
        let (start, gives, lead_scope) = self.lead(quote);
        let aside = self.asides.iter().filter(|aside| aside.contains(&quote)).min_by_key(|aside| aside.len());
        let before = self.text[..start].trim_end();
        let begins = aside.is_some_and(|aside| before.len() <= aside.start);
        let rest_scope =
            rest.strip_prefix(" in ").map(|rest| &rest[..rest.find([')', ';', '.']).unwrap_or(rest.len())]);
        let rest_scope = rest_scope.and_then(scope_of);
        let is_end = rest_scope.is_some() || rest.is_empty() || rest.starts_with([')', ';', ',', '.', '\n']);
        let says = aside.is_some_and(|aside| self.text[aside.start..quote].ends_with("called the "));
        if !is_end || !(begins || gives || says) {
            return None;
        }
        let end = aside.map_or(before.len(), |aside| aside.start - 1);
        let means = self.phrase(end, term);
        let instrument = aside.and_then(|aside| instrument_at(aside.start - 1, self.numbers));
        let is_law =
            |form: &&(&str, InstrumentKind)| term.ends_with(form.0) && self.text[means.clone()].ends_with(form.0);
        let instrument = instrument.or_else(|| LAWS.iter().find(is_law).map(|(_, kind)| *kind));
        Some((means, lead_scope.or(rest_scope).unwrap_or(Scope::Following), instrument))
    }

    /// Overtime hours (…; the same applies below).
    fn sameness(&self, aside: &Range<usize>) -> Option<Found> {
        let inner = self.text[aside.clone()].trim_end_matches(['.', ' ']);
        let meaning = SAME.iter().filter_map(|same| inner.strip_suffix(same)).min_by_key(|meaning| meaning.len())?;
        let meaning = meaning.trim_end_matches([';', ',', '.', ' ']);
        let means = meaning.strip_prefix("meaning ").or_else(|| meaning.strip_prefix("this means ")).unwrap_or(meaning);
        let before = self.text[..aside.start - 1].strip_suffix(' ')?;
        let phrase = &before[before.rfind([',', ';', '(', ')', '.', ':', '\n']).map_or(0, |at| at + 1)..];
        let begins = phrase.rfind(|one: char| one.is_whitespace()).map_or(0, |at| at + 1);
        // The last word is of the term in any case.
        let start = phrase[..begins].rmatch_indices(' ').find_map(|(at, _)| {
            let word = phrase[..at].rsplit(' ').next()?;
            BEFORE_TERMS.contains(&word.to_lowercase().as_str()).then_some(at + 1)
        });
        let term = phrase[start.unwrap_or(0)..].trim_start();
        let last = term.chars().next_back()?;
        if means.is_empty() || !last.is_alphanumeric() {
            return None;
        }
        let end = aside.start + meaning.len();
        let instrument = instrument_at(aside.start - 1, self.numbers);
        let range = before.len() - term.len()..before.len();
        Some(Found {
            range,
            means: end - means.len()..end,
            scope: Scope::Following,
            instrument,
            is_sure: false,
            is_sentence: false,
        })
    }

    /// The terms in quotation marks at a place, and where the last mark ends.
    fn terms(&self, quote: usize) -> Option<(Vec<Range<usize>>, usize)> {
        let (term, mut end) = quoted(self.text, quote)?;
        let mut terms = vec![term];
        loop {
            let next = [", and ", ", or ", ", ", " and ", " or "].iter().find_map(|word| {
                let rest = self.text[end..].strip_prefix(word)?;
                let rest = ["the ", "a ", "an "].iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest);
                quoted(self.text, self.text.len() - rest.len())
            });
            let Some((term, after)) = next else { return Some((terms, end)) };
            terms.push(term);
            end = after;
        }
    }

    /// The words before a quoted term: where they begin, whether they say that a name is given, and where it holds.
    fn lead(&self, quote: usize) -> (usize, bool, Option<Scope>) {
        let (mut start, mut gives, mut scope) = (quote, false, None);
        loop {
            let before = self.text[..start].trim_end_matches([' ', ',']);
            let at = before.trim_end_matches(|one: char| one.is_ascii_alphabetic()).len();
            let word = &before[at..];
            if LEADS.contains(&word) {
                gives |= GIVES.contains(&word);
                start = at;
            } else if let Some((at, found)) = scope_at_end(before) {
                scope = Some(found);
                start = at;
            } else {
                return (start, gives, scope);
            }
        }
    }

    /// The meaning at the beginning of a text behind the verb, to the end of its sentence.
    fn meaning(&self, meaning: &str) -> Range<usize> {
        let start = self.text.len() - meaning.len();
        let is_end = |(at, one): &(usize, char)| match one {
            '\n' | ';' => true,
            '.' => ends_sentence(meaning, *at),
            _ => false,
        };
        let end = meaning.char_indices().find(is_end).map_or(meaning.len(), |(at, _)| at);
        let sentence = meaning[..end].trim_end_matches('.');
        let same = sentence.strip_suffix(')').and_then(|_| sentence.rfind(" ("));
        let same = same.filter(|at| SAME.iter().any(|same| sentence[*at..].contains(same)));
        start..start + same.unwrap_or(sentence.len())
    }

    /// The phrase at the end of the text up to a place: what is quoted there, or the words behind the last stop, from where
    /// the last word of the term is in them.
    fn phrase(&self, end: usize, term: &str) -> Range<usize> {
        let before = self.text[..end].trim_end_matches([' ', ',']);
        if let Some(inner) = before.strip_suffix(['”', '"'])
            && let Some(at) = inner.rfind(['“', '"'])
        {
            let mark = inner[at..].chars().next().map_or(0, char::len_utf8);
            return at + mark..inner.len();
        }
        let is_stop = |(at, one): &(usize, char)| match one {
            ':' | ';' | '\n' | '(' | ')' | '“' | '”' => true,
            '.' => ends_sentence(before, *at),
            ',' => is_end_of_clause(&before[at + 1..]),
            _ => false,
        };
        let start = before.char_indices().rev().find(is_stop).map_or(0, |(at, one)| at + one.len_utf8());
        let words = before[start..].trim_start_matches([' ', '-', '*', '+']);
        let words = &words[beginning(words, term)..];
        before.len() - words.len()..before.len()
    }
}

/// Whether what stands before a term is all of its sentence: it begins one, and the last word of the term is not in it.
fn is_sentence(words: &str, term: &str) -> bool {
    let head = term.rsplit(' ').next().unwrap_or(term).to_lowercase();
    let has_head = words.split(|one: char| !one.is_alphanumeric()).any(|word| {
        let word = word.to_lowercase();
        word == head || word.trim_end_matches('s') == head.trim_end_matches('s')
    });
    words.starts_with(char::is_uppercase) && !has_head
}

/// Whether the words behind a comma begin anew and go on no list or place: a name in capitals, paragraph 1, etc.
fn is_end_of_clause(behind: &str) -> bool {
    let word = behind.trim_start().split(' ').next().unwrap_or_default();
    word.starts_with(|one: char| one.is_ascii_lowercase())
        && !matches!(word, "paragraph" | "item" | "and" | "or" | "etc." | "etc")
}

/// Where a phrase begins that has the last word of the term in it: at the article that stands up to three words before
/// that, or what is “of” it; without one behind a preposition, or at its beginning.
fn beginning(words: &str, term: &str) -> usize {
    let head = term.rsplit(' ').next().unwrap_or(term).to_lowercase();
    let starts = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1));
    let words: Vec<(usize, String)> =
        starts.map(|at| (at, words[at..].split([' ', ',']).next().unwrap_or_default().to_lowercase())).collect();
    let is_article = |word: &str| matches!(word, "the" | "a" | "an");
    let article_before = |place: usize| {
        (place.saturating_sub(4)..place).rev().find(|index| words.get(*index).is_some_and(|(_, word)| is_article(word)))
    };
    let Some(place) = words.iter().position(|(_, word)| *word == head) else { return 0 };
    let Some(before) = place.checked_sub(1).and_then(|index| words.get(index)) else { return 0 };
    let mut start = match article_before(place) {
        Some(article) => article,
        None if BEFORE_TERMS.contains(&before.1.as_str()) => place,
        None => 0,
    };
    while let Some(of) = start.checked_sub(1).filter(|of| words.get(*of).is_some_and(|(_, word)| word == "of"))
        && let Some(article) = article_before(of)
    {
        start = article;
    }
    words.get(start).map_or(0, |(at, _)| *at)
}

/// What is quoted at a place, without the article that may begin it, and where the closing mark ends.
fn quoted(text: &str, quote: usize) -> Option<(Range<usize>, usize)> {
    let open = text[quote..].chars().next()?;
    let close = match open {
        '“' => '”',
        '‘' => '’',
        '"' => '"',
        _ => return None,
    };
    let start = quote + open.len_utf8();
    let length = text[start..].find(close)?;
    let term = text[start..start + length].trim_end_matches([',', '.']);
    let bare = ["the ", "The "].iter().find_map(|article| term.strip_prefix(article)).unwrap_or(term);
    let is_term =
        bare.starts_with(char::is_alphanumeric) && bare.chars().count() <= LONGEST && !bare.contains(['\n', '“']);
    let end = start + term.len();
    is_term.then_some((end - bare.len()..end, start + length + close.len_utf8()))
}

/// “in this Article” at the end of a text: where it begins, and what it means.
fn scope_at_end(text: &str) -> Option<(usize, Scope)> {
    let (at, _) = text.rmatch_indices("n th").next().filter(|(at, _)| text.len() - at <= 30)?;
    let at = at.checked_sub(1)?;
    let place = text.get(at..)?;
    let place = place.strip_prefix("in ").or_else(|| place.strip_prefix("In "))?;
    Some((at, scope_of(place)?))
}

/// What “this Article” or “In these guidelines” at the end of a text means.
fn scope_of(text: &str) -> Option<Scope> {
    let mut words = text.rsplit(' ');
    let (name, this) = (words.next()?.to_lowercase(), words.next()?.to_lowercase());
    if !matches!(this.as_str(), "this" | "these") {
        return None;
    }
    if DOCUMENTS.contains(&name.as_str()) {
        return Some(Scope::Document);
    }
    PARTS.contains(&name.as_str()).then_some(Scope::Clause)
}
