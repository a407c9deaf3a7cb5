//! What is shown of an entry: the stretch of its text that says most of what was asked for.

use std::ops::Range;

use crate::text::analysis::{Analyser, UnitKind, stem};

use super::lexicon::Lexicon;
use super::query::{Query, split};

/// How many characters an excerpt has, Japanese ones counting twice.
const WIDTH: usize = 160;

/// What a query asks for, as sequences of folded units.
pub struct Needles(Vec<Vec<String>>);

impl Needles {
    /// The parts of a query, its pieces, and their synonyms.
    #[must_use]
    pub fn new(text: &str, query: &Query, lexicon: &Lexicon) -> Self {
        let mut needles = Vec::new();
        let mut analyser = Analyser::default();
        let mut add = |text: &str| {
            let units = analyser.units(text);
            let needle: Vec<String> = units.iter().map(|unit| name(unit.kind, units.text(unit))).collect();
            let is_vague = needle.len() < 2 && text.chars().count() < 2;
            if !needle.is_empty() && !is_vague && !needles.contains(&needle) {
                needles.push(needle);
            }
        };
        split(text).into_iter().for_each(&mut add);
        query.pieces.iter().for_each(|piece| add(&piece.text));
        for named in query.pieces.iter().flat_map(|piece| &piece.named).filter_map(|&index| lexicon.named.get(index)) {
            if named.is_concept() {
                named.synonyms.iter().for_each(|synonym| add(synonym));
            }
        }
        Self(needles)
    }

    /// Where the needles stand in a text, in bytes; overlapping ones are one.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut analyser = Analyser::default();
        let units = analyser.units(text);
        let names: Vec<String> = units.iter().map(|unit| name(unit.kind, units.text(unit))).collect();
        let mut found: Vec<Range<usize>> = Vec::new();
        for at in 0..names.len() {
            let longest = self.0.iter().filter(|needle| names[at..].starts_with(needle)).map(Vec::len).max();
            if let Some((first, last)) = longest.and_then(|length| units.get(at).zip(units.get(at + length - 1))) {
                let range = first.start as usize..last.end as usize;
                match found.last_mut() {
                    Some(before) if before.end >= range.start => before.end = before.end.max(range.end),
                    _ => found.push(range),
                }
            }
        }
        found
    }

    /// The best passage of a text.
    #[must_use]
    pub fn excerpt(&self, text: &str) -> String {
        let text = text.replace('\n', " ");
        let found = self.find(&text);
        let start = best(&text, &found);
        let (mut from, mut to) = (start, start);
        let mut width = 0;
        for (at, character) in text[start..].char_indices() {
            width += if character.is_ascii() { 1 } else { 2 };
            if width > WIDTH {
                break;
            }
            to = start + at + character.len_utf8();
        }
        // What fits is shown from its beginning.
        if text.len() - from <= to - from && from > 0 {
            let mut room = WIDTH.saturating_sub(width);
            for character in text[..from].chars().rev() {
                let cost = if character.is_ascii() { 1 } else { 2 };
                if cost > room {
                    break;
                }
                room -= cost;
                from -= character.len_utf8();
            }
        }
        let before = if from > 0 { "…" } else { "" };
        let after = if to < text.len() { "…" } else { "" };
        format!("{before}{}{after}", text[from..to].trim())
    }
}

fn name(kind: UnitKind, text: &str) -> String {
    if kind == UnitKind::Word { stem(text) } else { text.to_owned() }
}

/// Where the passage with the most matches begins: a little before its first match, at the beginning of a sentence if
/// one is near.
fn best(text: &str, found: &[Range<usize>]) -> usize {
    let within = |from: usize| {
        let to = from + WIDTH * 3 / 2;
        found.iter().filter(|range| range.start >= from && range.end <= to).map(ExactSizeIterator::len).sum::<usize>()
    };
    let Some(first) = found.iter().rev().max_by_key(|range| within(range.start)) else { return 0 };
    let before = &text[..first.start];
    let near = before.char_indices().rev().nth(24).map_or(0, |(at, _)| at);
    match before[near..].rfind(['。', '.', '\n', '、']) {
        Some(end) => {
            let at = near + end;
            at + before[at..].chars().next().map_or(0, char::len_utf8)
        }
        None if near == 0 => 0,
        None => before.char_indices().rev().nth(12).map_or(0, |(at, _)| at),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn needles(query: &str) -> Needles {
        let lexicon = Lexicon::default();
        Needles::new(query, &Query::new(query, &lexicon), &lexicon)
    }

    #[test]
    fn a_long_text_is_cut_around_what_was_asked_for() {
        let text = format!("{}。産業医は面接指導を行う。{}", "前置き".repeat(60), "後書き".repeat(60));
        let excerpt = needles("面接指導").excerpt(&text);
        assert!(excerpt.starts_with("…産業医は面接指導を行う。") && excerpt.ends_with('…'), "{excerpt}");
        assert_eq!(needles("面接指導").excerpt("産業医は面接指導を行う。"), "産業医は面接指導を行う。");
    }

    #[test]
    fn the_words_of_a_question_are_found_one_by_one() {
        let text = "1月当たり80時間を超え、安衛法第66条の8による";
        let places = |query: &str| needles(query).find(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(places("残業が月80時間を超えたら"), ["80時間"]);
        assert_eq!(places("安衛法 66条の8"), ["安衛法", "66条の8"]);
    }

    proptest! {
        /// Whatever a text holds, what is shown is a piece of it.
        #[test]
        fn an_excerpt_is_a_piece_of_the_text(text in ".{0,300}", query in ".{0,6}") {
            let excerpt = needles(&query).excerpt(&text);
            prop_assert!(text.replace('\n', " ").contains(excerpt.trim_matches('…').trim()) || text.contains('…'));
        }
    }
}
