//! Where the terms of a document are used.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::reference::plain::Plain;
use crate::text::Language;

/// The terms of a document, to find all of them at once.
#[derive(Debug, Clone)]
pub struct TermIndex {
    /// Nothing where there are no terms, or more than can be searched (gigabytes).
    words: Option<AhoCorasick>,
    /// The terms that each pattern is a form of, in their order.
    terms: Vec<Vec<usize>>,
}

/// A place where a term is used, or defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use<'i> {
    /// Where its words stand: bytes of the text.
    pub range: Range<usize>,
    /// The places in the list of terms of those that are written so, in their order.
    pub terms: &'i [usize],
}

impl TermIndex {
    /// Of terms as [`Definition::term`](super::Definition) has them.
    #[must_use]
    pub fn new<'t>(terms: impl IntoIterator<Item = &'t str>) -> Self {
        let mut patterns: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, term) in terms.into_iter().enumerate() {
            // A term is often defined in the plural; one of them is meant too.
            let singular = term.strip_suffix('s').filter(|one| one.len() > 2 && !one.ends_with('s'));
            for form in singular.into_iter().chain([term]).flat_map(first_letters) {
                let terms = patterns.entry(form).or_default();
                if terms.last() != Some(&index) {
                    terms.push(index);
                }
            }
        }
        let words = AhoCorasick::new(patterns.keys()).ok().filter(|_| !patterns.is_empty());
        Self { words, terms: patterns.into_values().collect() }
    }
}

/// A term with its first letter small, and large.
fn first_letters(term: &str) -> Vec<String> {
    let mut characters = term.chars();
    let Some(first) = characters.next() else { return Vec::new() };
    let rest = characters.as_str();
    let lower: String = first.to_lowercase().chain(rest.chars()).collect();
    let upper: String = first.to_uppercase().chain(rest.chars()).collect();
    if lower == upper { vec![lower] } else { vec![lower, upper] }
}

/// The uses of terms in a text, in order and never overlapping; of several at a place the longest. Whether a use is in the
/// scope of the term is not asked, and the place of the definition is one.
#[must_use]
pub fn uses<'i>(text: &str, terms: &'i TermIndex, language: Language) -> Vec<Use<'i>> {
    let Some(words) = &terms.words else { return Vec::new() };
    let plain = Plain::of(text, language);
    let mut found: Vec<(Range<usize>, &[usize])> = words
        .find_overlapping_iter(&plain.text)
        .filter_map(|found| Some((found.range(), terms.terms.get(found.pattern().as_usize())?.as_slice())))
        .collect();
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    let mut uses = Vec::new();
    for (range, terms) in found {
        let (before, behind) = (&plain.text[..range.start], &plain.text[range.end..]);
        let is_word = match language {
            Language::Japanese => is_word_in_japanese(before, &plain.text[range.clone()], behind),
            Language::English => !ends_in_word(before) && !begins_in_word(behind),
        };
        if range.start >= end && is_word {
            end = range.end;
            uses.push(Use { range: plain.source(&range), terms });
        }
    }
    uses
}

/// Whether the words on both sides are others: katakana and Latin letters go on in one word, kanji mostly do.
fn is_word_in_japanese(before: &str, word: &str, behind: &str) -> bool {
    let joins = |one: Option<char>, other: Option<char>| {
        one.zip(other).is_some_and(|(one, other)| script(one).is_some_and(|own| script(other) == Some(own)))
    };
    let is_joined = joins(before.chars().next_back(), word.chars().next());
    let is_determined = DETERMINERS.iter().any(|determiner| before.ends_with(determiner));
    let goes_on = joins(word.chars().next_back(), behind.chars().next());
    let is_followed = || {
        BEGINNERS.iter().any(|beginner| behind.starts_with(beginner))
            || FOLLOWERS
                .iter()
                .filter_map(|follower| behind.strip_prefix(follower))
                .any(|behind| behind.chars().next().and_then(script) != Some(Script::Kanji))
    };
    let is_ended = word.ends_with('等') || is_followed();
    (!is_joined || is_determined) && (!goes_on || is_ended)
}

/// Words in kanji before a term that leave it what it is.
const DETERMINERS: [&str; 7] = ["当該", "各", "同", "本", "全", "両", "毎"];

/// Words in kanji with which something else begins behind a term.
const BEGINNERS: [&str; 10] = ["等", "第", "及", "又", "並", "若", "以", "全", "自体", "相互"];

/// Words in kanji behind a term that leave it what it is, unless a noun goes on: 事業場内の, but 事業場内産業保健スタッフ.
const FOLLOWERS: [&str; 11] = ["内", "外", "中", "前", "後", "時", "上", "下", "毎", "別", "数"];

/// The scripts in which words go on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Katakana,
    Latin,
}

fn script(one: char) -> Option<Script> {
    match one {
        '々' | '〇' | '㐀'..='鿿' | '豈'..='﫿' => Some(Script::Kanji),
        'ァ'..='ヺ' | 'ー' => Some(Script::Katakana),
        _ if one.is_alphanumeric() && !matches!(one, 'ぁ'..='ゖ') => Some(Script::Latin),
        _ => None,
    }
}

/// Whether a text ends within an English word.
fn ends_in_word(text: &str) -> bool {
    text.ends_with(|one: char| one.is_alphanumeric() || one == '-')
}

/// Whether a text begins within an English word; the s of a plural is no other word.
fn begins_in_word(text: &str) -> bool {
    let text = text.strip_prefix('s').unwrap_or(text);
    text.starts_with(|one: char| one.is_alphanumeric()) || {
        let mut characters = text.chars();
        characters.next() == Some('-') && characters.next().is_some_and(char::is_alphanumeric)
    }
}
