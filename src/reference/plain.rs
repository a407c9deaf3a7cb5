//! A text as people read it: in one width, without the marks of Markdown and the ends of lines.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use crate::text::Language;

/// A text as people read it, that knows where each of its characters stands in the source. Where a paragraph or an item of
/// a list ends, there is a line feed.
#[derive(Debug, Default)]
pub(super) struct Plain {
    pub text: String,
    /// The places from which on both texts go in step, one at least for each stretch, in order.
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    plain: usize,
    source: usize,
    /// The bytes of the source for the one character here, where they are not those of the text.
    length: Option<usize>,
}

impl Plain {
    pub fn of(source: &str, language: Language) -> Self {
        let mut plain = Self::default();
        let mut at = 0;
        while let Some(first) = source[at..].chars().next() {
            let rest = &source[at..];
            let blank = rest.len() - rest.trim_start().len();
            if blank > 0 {
                plain.push(at, blank_as_read(&rest[..blank], &rest[blank..], language), blank);
                at += blank;
                continue;
            }
            let marks = length_of_marks(rest);
            if marks > 0 {
                at += marks;
                continue;
            }
            let (at_character, one) = match rest.strip_prefix('\\').and_then(|rest| rest.chars().next()) {
                Some(escaped) if escaped.is_ascii_punctuation() => (at + 1, escaped),
                _ => (at, first),
            };
            plain.push(at_character, Some(one_width(one)), one.len_utf8());
            at = at_character + one.len_utf8();
        }
        plain
    }

    fn push(&mut self, source: usize, character: Option<char>, length: usize) {
        let Some(character) = character else { return };
        let length = (length != character.len_utf8()).then_some(length);
        let is_in_step = self.steps.last().is_some_and(|step| {
            step.length.is_none() && length.is_none() && step.source + (self.text.len() - step.plain) == source
        });
        if !is_in_step {
            self.steps.push(Step { plain: self.text.len(), source, length });
        }
        self.text.push(character);
    }

    /// The bytes of the source for those of the text, both on characters; nothing is lost between them.
    pub fn source(&self, range: &Range<usize>) -> Range<usize> {
        let step = |at: usize| self.steps.partition_point(|step| step.plain <= at).checked_sub(1);
        let start = step(range.start).and_then(|index| self.steps.get(index));
        let start = start.map_or(0, |step| step.source + (range.start - step.plain));
        let end = range.end.checked_sub(1).and_then(step).and_then(|index| self.steps.get(index));
        let end = end.map_or(0, |step| step.source + step.length.unwrap_or(range.end - step.plain));
        start..end.max(start)
    }
}

/// What a run of blanks is read as: the end of a paragraph or item, one blank, or nothing.
fn blank_as_read(blanks: &str, behind: &str, language: Language) -> Option<char> {
    let breaks = blanks.matches('\n').count();
    let digits = behind.trim_start_matches(|one: char| one.is_ascii_digit());
    let is_item = ["- ", "* ", "+ "].iter().any(|mark| behind.starts_with(mark))
        || digits.len() < behind.len() && digits.starts_with(". ");
    match (breaks, language) {
        (2.., _) => Some('\n'),
        (1, _) if is_item => Some('\n'),
        (1, Language::Japanese) => None,
        _ => Some(' '),
    }
}

/// The length of the marks of Markdown at the beginning of a text.
fn length_of_marks(text: &str) -> usize {
    if text.starts_with(['*', '`']) {
        return 1;
    }
    if let Some(inner) = text.strip_prefix('[') {
        let end = inner.find([']', '[', '\n']);
        return usize::from(end.is_some_and(|end| length_of_address(&inner[end..]) > 0));
    }
    length_of_address(text)
}

/// The length of `](address)` at the beginning of a text.
fn length_of_address(text: &str) -> usize {
    let Some(address) = text.strip_prefix("](") else { return 0 };
    let end = address.find(|one: char| one == ')' || one.is_whitespace());
    let end = end.filter(|end| address[*end..].starts_with(')'));
    end.map_or(0, |end| "](".len() + end + 1)
}

/// A character in the width in which it mostly stands.
fn one_width(one: char) -> char {
    match one {
        '\u{ff00}'..='\u{ffef}' => one.nfkc().next().unwrap_or(one),
        _ => one,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_and_widths_are_not_read() {
        for (source, expected) in [
            ("**雪**（`道`）の[町](/ja/town/)", "雪(道)の町"),
            ("平成３０年\n1月", "平成30年1月"),
            ("雪\n\n道\n- 町", "雪\n道\n-町"),
            (r"\*雪\*", "*雪*"),
            ("[1] 雪", "[1] 雪"),
        ] {
            assert_eq!(Plain::of(source, Language::Japanese).text.replace("- ", "-"), expected, "{source}");
        }
        assert_eq!(Plain::of("hereinafter the\n  **“X”**", Language::English).text, "hereinafter the “X”");
    }

    proptest! {
        /// What is found is marked in the source: each character must be known there, in order, whatever is written.
        #[test]
        fn every_character_stands_in_the_source(source in "([*`\\\\]|\\[|\\]\\(|\\)|[０-９ａ（）]|\\PC|[ \n]){0,24}", english: bool) {
            let plain = Plain::of(&source, if english { Language::English } else { Language::Japanese });
            let mut end = 0;
            for (at, one) in plain.text.char_indices() {
                let range = plain.source(&(at..at + one.len_utf8()));
                prop_assert!(range.start >= end);
                let words = source.get(range.clone());
                prop_assert!(words.is_some_and(|words| one.is_whitespace() || words.nfkc().eq([one].into_iter().nfkc())));
                end = range.end;
            }
        }
    }
}
