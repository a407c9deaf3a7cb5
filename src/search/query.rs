//! What a query asks for: its parts as phrases, the names in it, a printed number or an article.

use crate::text::analysis::{Analyser, UnitKind, Units};
use crate::text::numbering;

use super::entry::Kind;
use super::lexicon::Lexicon;

/// A query, understood.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What stands between spaces and quotation marks: all of it is to be found literally.
    pub parts: Vec<Phrase>,
    /// The whole as one phrase, where there are several parts.
    pub whole: Option<Phrase>,
    /// What it is about: names of the lexicon, and the words between them, without particles.
    pub pieces: Vec<Piece>,
    /// Exact names for entries: a printed number, an article; the first that is known counts.
    pub keys: Vec<String>,
    /// The named things that the whole query names, as indices of the lexicon.
    pub named: Vec<usize>,
}

/// Terms one behind the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    /// What stands at each place.
    pub slots: Vec<Slot>,
    /// The unit at which it begins, where that may be the end of a longer word or number.
    pub first: Option<String>,
    /// The unit at which it ends, where that may be the beginning of a longer word or number.
    pub last: Option<String>,
}

/// What is asked of one place of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// A term.
    Term(String),
    /// A term that follows from those before and behind it: of a long run of Japanese, every other pair of characters
    /// says it all.
    Implied(String),
    /// Any term that begins with this unit: a Japanese character or number at the end of a phrase is followed by
    /// anything.
    Unit(String),
}

/// A piece of a query: some words, and what has them for a name.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words as they were typed.
    pub text: String,
    /// The words.
    pub phrase: Phrase,
    /// What they name, as indices of the lexicon.
    pub named: Vec<usize>,
}

impl Query {
    /// Understands `text`.
    #[must_use]
    pub fn new(text: &str, lexicon: &Lexicon) -> Self {
        let mut analyser = Analyser::default();
        let mut parts: Vec<Phrase> = Vec::new();
        for part in split(text) {
            let units = analyser.units(part);
            let phrase = phrase(units, 0, units.len());
            if !phrase.slots.is_empty() {
                parts.push(phrase);
            }
        }
        let units = analyser.units(text);
        let all = units.len();
        let mut keys = Vec::new();
        // 指針 5(1)ア: the document may be named beside the number.
        let alone = if parts.len() < 3 { split(text) } else { Vec::new() };
        let mut numbers = std::iter::once(text).chain(alone).map(numbering::segments);
        let number = numbers.find(|segments| {
            let is_figure =
                |segment: &String| segment.len() > 1 && !segment.starts_with(|one: char| one.is_ascii_digit());
            segments.len() > 1 || segments.iter().any(is_figure)
        });
        keys.extend(number.map(|segments| format!("#{}", segments.join("-"))));
        keys.extend(article(text, units, lexicon));
        let whole = (parts.len() > 1).then(|| phrase(units, 0, all));
        Self {
            whole,
            pieces: pieces(text, units, lexicon),
            named: lexicon.find(&units.key(0..all)).to_vec(),
            keys,
            parts,
        }
    }
}

/// The parts of a query: what stands in quotation marks, and otherwise between spaces.
pub(super) fn split(text: &str) -> Vec<&str> {
    let is_quotation = |character: char| "\"“”„「」『』＂".contains(character);
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if is_quotation(first) {
            rest = &rest[first.len_utf8()..];
            let end = rest.find(is_quotation).unwrap_or(rest.len());
            parts.push(&rest[..end]);
            rest = &rest[end..];
            rest = rest.strip_prefix(is_quotation).unwrap_or(rest);
        } else {
            let end = rest.find(|one: char| one.is_whitespace() || is_quotation(one)).unwrap_or(rest.len());
            parts.push(&rest[..end]);
            rest = rest[end..].trim_start();
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// From how many pairs on a run of Japanese is long.
const LONG: usize = 5;

/// Some units as a phrase.
fn phrase(units: &Units, from: usize, to: usize) -> Phrase {
    let mut slots = Vec::new();
    for index in from..to {
        let Some(unit) = units.get(index) else { break };
        if index + 1 < to || unit.kind == UnitKind::Word {
            slots.push(Slot::Term(units.token(index).into_owned()));
        } else if index == from || !units.is_joined(index - 1) {
            slots.push(Slot::Unit(units.text(unit).to_owned()));
        }
    }
    // A run of few pairs keeps them all: where terms are too common to have positions, each pair counts.
    let mut at = from;
    while at < to {
        let run = (at..to).take_while(|&index| index + 1 < to && units.is_joined(index)).count();
        for index in (1..run.saturating_sub(1)).step_by(2).filter(|_| run >= LONG) {
            if let Some(slot) = slots.get_mut(at - from + index)
                && let Slot::Term(term) = slot
            {
                *slot = Slot::Implied(std::mem::take(term));
            }
        }
        at += run + 1;
    }
    let edge = |index: usize| {
        let unit = units.get(index).filter(|unit| unit.kind != UnitKind::Japanese)?;
        Some(units.text(unit).to_owned())
    };
    let is_some = from < to;
    Phrase { slots, first: is_some.then(|| edge(from)).flatten(), last: is_some.then(|| edge(to - 1)).flatten() }
}

/// The names in a query, longest first, and the words between them.
fn pieces(text: &str, units: &Units, lexicon: &Lexicon) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while at < units.len() {
        let Some((length, named)) = lexicon.longest_at(units, at, reach(text, units, at)) else {
            at += 1;
            continue;
        };
        between(text, units, from, at, &mut pieces);
        pieces.push(piece(text, units, at, at + length, named));
        at += length;
        from = at;
    }
    between(text, units, from, units.len(), &mut pieces);
    if pieces.is_empty() && !units.is_empty() {
        pieces.push(piece(text, units, 0, units.len(), &[]));
    }
    pieces
}

/// Some units as a piece.
fn piece(text: &str, units: &Units, from: usize, to: usize, named: &[usize]) -> Piece {
    let ends = units.get(from).zip(units.get(to.saturating_sub(1)));
    let typed = ends.and_then(|(first, last)| text.get(first.start as usize..last.end as usize)).unwrap_or_default();
    Piece { text: typed.to_owned(), phrase: phrase(units, from, to), named: named.to_vec() }
}

/// How many units from one on a name may have: no name goes over a space beside a Japanese character.
fn reach(text: &str, units: &Units, from: usize) -> usize {
    let pairs = units.iter().skip(from).zip(units.iter().skip(from + 1));
    let joined = pairs.take_while(|(one, next)| {
        let is_japanese = [one, next].iter().any(|unit| unit.kind == UnitKind::Japanese);
        let gap = text.get(one.end as usize..next.start as usize).unwrap_or_default();
        !(is_japanese && gap.contains(char::is_whitespace))
    });
    joined.count() + 1
}

/// The words among some units: runs without hiragana, each number with its counter beginning a new one. One kanji by
/// itself says too little.
fn between(text: &str, units: &Units, from: usize, to: usize, pieces: &mut Vec<Piece>) {
    let mut start = from;
    let mut close = |start: usize, end: usize| {
        let is_one_kanji = end == start + 1 && units.get(start).is_some_and(|unit| unit.kind == UnitKind::Japanese);
        if start < end && !is_one_kanji {
            pieces.push(piece(text, units, start, end, &[]));
        }
    };
    for index in from..to {
        let Some(unit) = units.get(index) else { break };
        let before = index.checked_sub(1).and_then(|before| units.get(before));
        let is_cut = before.is_some_and(|before| {
            text.get(before.end as usize..unit.start as usize).is_some_and(|gap| !gap.is_empty())
                || unit.kind == UnitKind::Word
                || before.kind == UnitKind::Word
        });
        // 66条の8 is one number: の between figures is none of the particles.
        let in_number = unit.is_hiragana
            && units.get(index + 1).is_some_and(|next| next.kind == UnitKind::Number)
            && before.is_some_and(|before| units.text(before) == "条" || before.kind == UnitKind::Number);
        let is_branch = unit.kind == UnitKind::Number && before.is_some_and(|before| units.text(before) == "の");
        if index > start && (is_cut || (unit.kind == UnitKind::Number && !is_branch)) {
            close(start, index);
            start = index;
        }
        if unit.is_hiragana && !in_number {
            close(start, index);
            start = index + 1;
        }
    }
    close(start, to);
}

/// An article in any usual form: 安衛法66条の8, 労働安全衛生法第66条の8第1項, ISHA Article 66-8, Article 66-8 of the ISH Act.
fn article(source: &str, units: &Units, lexicon: &Lexicon) -> Vec<String> {
    let text = |index: usize| units.get(index).map(|unit| units.text(unit)).unwrap_or_default();
    let figure =
        |index: usize| units.get(index).filter(|unit| unit.kind == UnitKind::Number).map(|unit| units.text(unit));
    let law_at = |from: usize| {
        let (length, named) = lexicon.longest_at(units, from, reach(source, units, from))?;
        let law = named.iter().filter_map(|&index| lexicon.named.get(index)).find(|named| named.kind == Kind::Law)?;
        Some((law.number, from + length))
    };
    let skip = |mut at: usize, words: &[&str]| {
        while words.contains(&text(at)) {
            at += 1;
        }
        at
    };
    let number = |at: usize| {
        let mut at = skip(at, &["第", "article", "articles", "art", "section", "s"]);
        let mut article = figure(at)?.to_owned();
        at = skip(at + 1, &["条"]);
        loop {
            let next = skip(at, &["の"]);
            let Some(branch) = figure(next) else { break };
            article = format!("{article}-{branch}");
            at = next + 1;
        }
        let next = skip(at, &["第", "paragraph", "para"]);
        let paragraph = figure(next).filter(|_| next > at).map(str::to_owned);
        if paragraph.is_some() {
            at = skip(next + 1, &["項"]);
        }
        Some((article, paragraph, at))
    };
    let found = match law_at(0) {
        Some((law, at)) => number(at).map(|number| (law, number)),
        None => number(0).and_then(|number| {
            let (law, _) = law_at(skip(number.2, &["of", "the"]))?;
            Some((law, number))
        }),
    };
    let Some((law, (article, paragraph, _))) = found else { return Vec::new() };
    let key = format!("§{law}:{article}");
    paragraph.map(|paragraph| format!("{key}:{paragraph}")).into_iter().chain([key.clone()]).collect()
}
