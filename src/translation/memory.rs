//! Translations that are there already: of the same text elsewhere, or of sentences of it.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::source::{Lock, Standing, TextUnit, Translations, hash};
use crate::text::Language;

/// How many suggestions a text gets.
const MOST: usize = 5;

/// How many translations of a text are kept in mind.
const KEPT: usize = 50;

/// A translation that is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion<'a> {
    /// The text, or a sentence of it.
    pub source: &'a str,
    /// Its translation.
    pub translation: &'a str,
    /// Where that stands.
    pub address: &'a str,
    /// Whether it is a translation of the whole text.
    pub is_whole: bool,
}

/// All translations of the portal by what they translate.
pub(super) struct Memory<'a> {
    lock: &'a Lock,
    /// The texts by their hash.
    texts: HashMap<u64, &'a str>,
    /// The translations that are not stale by the hash of their text, each once.
    translations: HashMap<u64, Vec<Suggestion<'a>>>,
    /// The sentences by their hash; of each the first translation.
    sentences: HashMap<u64, Suggestion<'a>>,
}

impl<'a> Memory<'a> {
    pub fn of(translations: &'a Translations, authoritative: Language) -> Self {
        let mut memory = Self {
            lock: &translations.lock,
            texts: HashMap::new(),
            translations: HashMap::new(),
            sentences: HashMap::new(),
        };
        for unit in &translations.units {
            let Some(source) = unit.text.get(authoritative) else { continue };
            memory.texts.entry(hash(source)).or_insert(source);
            let translation = unit.text.get(authoritative.other());
            // A stale translation is one of another text.
            let Some(translation) = translation.filter(|_| unit.standing != Standing::Stale) else { continue };
            let known = memory.translations.entry(hash(source)).or_default();
            if known.len() < KEPT && known.iter().all(|known| known.translation != translation) {
                known.push(Suggestion { source, translation, address: &unit.address, is_whole: true });
            }
            for (source, translation) in aligned(source, translation) {
                let sentence = Suggestion { source, translation, address: &unit.address, is_whole: false };
                memory.sentences.entry(hash(source)).or_insert(sentence);
            }
        }
        memory
    }

    /// The text that a translation was made from, by its recorded hash, where it still stands somewhere.
    pub fn previous(&self, unit: &TextUnit) -> Option<&'a str> {
        let record = self.lock.get(&unit.address)?;
        self.texts.get(&record.source).copied()
    }

    /// Translations of the text of a unit, that of its place in another edition first; where there are none, of its
    /// sentences.
    pub fn suggestions(&self, unit: &TextUnit, source: &str) -> Vec<Suggestion<'a>> {
        let mut whole = self.translations.get(&hash(source)).cloned().unwrap_or_default();
        let own = without_year(&unit.address);
        whole.sort_by_key(|other| (without_year(other.address) != own, Reverse(other.address)));
        if whole.is_empty() {
            whole = sentences(source)
                .into_iter()
                .filter_map(|sentence| self.sentences.get(&hash(sentence)).cloned())
                .collect();
        }
        whole.truncate(MOST);
        whole
    }
}

/// An address without the year of the edition: the same place in another.
fn without_year(address: &str) -> &str {
    address.strip_prefix("directives/").and_then(|rest| Some(rest.split_once('/')?.1)).unwrap_or(address)
}

/// Paragraph by paragraph the sentences that stand for each other, where both have as many.
fn aligned<'a>(source: &'a str, translation: &'a str) -> Vec<(&'a str, &'a str)> {
    let paragraphs = |text: &'a str| text.split("\n\n").map(str::trim).collect::<Vec<_>>();
    let (left, right) = (paragraphs(source), paragraphs(translation));
    if left.len() != right.len() {
        return Vec::new();
    }
    let mut pairs = Vec::new();
    for (left, right) in left.into_iter().zip(right) {
        let (of_left, of_right) = (sentences(left), sentences(right));
        if of_left.len() == of_right.len() {
            pairs.extend(of_left.into_iter().zip(of_right));
        } else {
            pairs.push((left, right));
        }
    }
    pairs
}

/// The sentences of a text: up to a full stop, in either script, or to the end of a line.
fn sentences(text: &str) -> Vec<&str> {
    let mut list = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '（' | '「' | '(' => depth += 1,
            '）' | '」' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let next = characters.peek().map(|(_, next)| *next);
        let ends = match character {
            '。' => depth == 0,
            '.' | '!' | '?' => depth == 0 && next.is_some_and(char::is_whitespace),
            '\n' => {
                depth = 0;
                true
            }
            _ => false,
        };
        if ends {
            list.push(&text[start..at + character.len_utf8()]);
            start = at + character.len_utf8();
        }
    }
    list.push(&text[start..]);
    list.into_iter().map(str::trim).filter(|sentence| !sentence.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_stand_for_each_other_where_there_are_as_many() {
        assert_eq!(
            sentences("研修を行う（年1回。必須）。資料も配る。"),
            ["研修を行う（年1回。必須）。", "資料も配る。"]
        );
        assert_eq!(
            sentences("Hold training. Cover Act No. 57 (e.g. heat. etc.) too."),
            ["Hold training.", "Cover Act No.", "57 (e.g. heat. etc.) too."]
        );
        let pairs = aligned("一。二。\n\n三。", "One. Two.\n\nThree. More.");
        assert_eq!(pairs, [("一。", "One."), ("二。", "Two."), ("三。", "Three. More.")]);
    }
}
