//! Folded characters in groups: a Japanese character, a number, a word.

use std::borrow::Cow;
use std::ops::Range;

use super::fold::Folded;
use super::stem;

/// The units of a text, and what they say one after another.
#[derive(Debug, Clone, Default)]
pub struct Units {
    units: Vec<Unit>,
    buffer: String,
}

/// A unit of a text.
#[derive(Debug, Clone, Copy)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// Where its source begins, in bytes.
    pub start: u32,
    /// Where its source ends, in bytes.
    pub end: u32,
    /// Whether it was written in hiragana: particles and endings, mostly.
    pub is_hiragana: bool,
    gap: Gap,
    /// Its folded text in the buffer.
    from: usize,
    to: usize,
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind {
    /// One Japanese character.
    Japanese,
    /// Digits.
    Number,
    /// Letters.
    Word,
}

/// What lies before a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Nothing,
    Space,
    More,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Japanese,
    Digit,
    Letter,
    Separator,
}

impl Unit {
    /// Whether nothing lies between it and the unit before.
    #[must_use]
    pub fn follows(&self) -> bool {
        self.gap == Gap::Nothing
    }

    /// Whether it is joined with its neighbours to tokens.
    fn joins(&self) -> bool {
        self.kind != UnitKind::Word
    }
}

impl Units {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// All of them in order.
    #[must_use = "an iterator does nothing by itself"]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Unit> + ExactSizeIterator {
        self.units.iter()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Unit> {
        self.units.get(index)
    }

    /// The folded text of a unit.
    #[must_use]
    pub fn text(&self, unit: &Unit) -> &str {
        self.buffer.get(unit.from..unit.to).unwrap_or_default()
    }

    /// Whether the unit at `index` and the next are joined to one token.
    #[must_use]
    pub fn is_joined(&self, index: usize) -> bool {
        match (self.units.get(index), self.units.get(index + 1)) {
            (Some(unit), Some(next)) => next.follows() && unit.joins() && next.joins(),
            _ => false,
        }
    }

    /// The token of the unit at `index`; empty where there is none.
    #[must_use]
    pub fn token(&self, index: usize) -> Cow<'_, str> {
        let Some(unit) = self.units.get(index) else { return Cow::Borrowed("") };
        if unit.kind == UnitKind::Word {
            return Cow::Owned(stem(self.text(unit)));
        }
        let to =
            if self.is_joined(index) { self.units.get(index + 1).map_or(unit.to, |next| next.to) } else { unit.to };
        Cow::Borrowed(self.buffer.get(unit.from..to).unwrap_or_default())
    }

    /// The key of some of them.
    #[must_use]
    pub fn key(&self, range: Range<usize>) -> String {
        let mut key = String::new();
        let mut before = UnitKind::Japanese;
        for unit in self.units.get(range).unwrap_or_default() {
            if before != UnitKind::Japanese && unit.kind != UnitKind::Japanese {
                key.push(' ');
            }
            match unit.kind {
                UnitKind::Word => key.push_str(&stem(self.text(unit))),
                _ => key.push_str(self.text(unit)),
            }
            before = unit.kind;
        }
        key
    }

    /// Groups the folded characters of a text anew.
    pub(super) fn group(&mut self, folded: &[Folded]) {
        self.units.clear();
        self.buffer.clear();
        let mut at = 0;
        let mut before = ' ';
        let mut gap = Gap::More;
        while let Some(first) = folded.get(at) {
            let class = class(first.character, before);
            let length = match class {
                Class::Separator => {
                    gap = if gap == Gap::Nothing && first.character == ' ' { Gap::Space } else { Gap::More };
                    before = ' ';
                    at += 1;
                    continue;
                }
                Class::Japanese => 1,
                Class::Digit => number_length(&folded[at..]),
                Class::Letter => {
                    let is_letter = |folded: &&Folded| self::class(folded.character, 'a') == Class::Letter;
                    folded[at..].iter().take_while(is_letter).count()
                }
            };
            let run = &folded[at..at + length];
            let from = self.buffer.len();
            let is_kept = |folded: &&Folded| class != Class::Digit || folded.character != ',';
            self.buffer.extend(run.iter().filter(is_kept).map(|folded| folded.character));
            let last = run.last().unwrap_or(first);
            let kind = match class {
                Class::Japanese => UnitKind::Japanese,
                Class::Digit => UnitKind::Number,
                _ => UnitKind::Word,
            };
            let is_hiragana = !first.is_katakana && matches!(first.character, '\u{3041}'..='\u{3096}');
            let (start, end, to) = (first.start, last.end, self.buffer.len());
            self.units.push(Unit { kind, start, end, is_hiragana, gap, from, to });
            before = last.character;
            gap = Gap::Nothing;
            at += length;
        }
        self.join_letters();
    }

    /// Words of one letter each with a space between them are one word: T H P.
    fn join_letters(&mut self) {
        let buffer = &self.buffer;
        let is_letter = |unit: &Unit| {
            unit.kind == UnitKind::Word
                && buffer.get(unit.from..unit.to).is_some_and(|text| text.chars().nth(1).is_none())
        };
        let mut open = false;
        self.units.dedup_by(|unit, kept| {
            // `kept` may be joined already: then it is no longer one letter, but still open to the next.
            let joins = (open || is_letter(kept)) && unit.gap == Gap::Space && is_letter(unit);
            open = joins;
            if joins {
                kept.end = unit.end;
                kept.to = unit.to;
            }
            joins
        });
    }
}

fn class(character: char, before: char) -> Class {
    match character {
        '0'..='9' => Class::Digit,
        'a'..='z' => Class::Letter,
        'ー' if matches!(before, 'ー' | '\u{3041}'..='\u{3096}') => Class::Japanese,
        'ー' => Class::Separator,
        '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{3096}'
        | '\u{309d}'..='\u{309f}'
        | '\u{30f7}'..='\u{30fa}'
        | '\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::Japanese,
        other if other.is_alphabetic() => Class::Letter,
        _ => Class::Separator,
    }
}

/// How many characters belong to the number that begins here.
fn number_length(folded: &[Folded]) -> usize {
    let digit = |at: usize| folded.get(at).is_some_and(|folded| folded.character.is_ascii_digit());
    let mut length = 1;
    while let Some(next) = folded.get(length) {
        let at = length + 1;
        match next.character {
            '0'..='9' => length += 1,
            '.' if digit(at) => length += 1,
            ',' if digit(at) && digit(at + 1) && digit(at + 2) && !digit(at + 3) => length += 1,
            _ => break,
        }
    }
    length
}
