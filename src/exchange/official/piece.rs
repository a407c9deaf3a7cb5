//! Stretches of the document as it was read, each with its place, and how they become a text again.

use std::collections::BTreeSet;

use super::given::RowIds;

/// A stretch of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// What it says, blanks included.
    pub text: &'a str,
    /// Where it begins in the document, in bytes.
    pub at: usize,
}

impl<'a> Piece<'a> {
    /// The place behind it.
    pub fn end(self) -> usize {
        self.at + self.text.len()
    }

    /// Without blanks at its ends.
    pub fn trim(self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        Self { text: self.text.trim(), at: self.at + start }
    }

    /// Its bytes before and from `middle` on; `middle` is a character boundary.
    pub fn split_at(self, middle: usize) -> (Self, Self) {
        let (before, after) = self.text.split_at(middle);
        (Self { text: before, at: self.at }, Self { text: after, at: self.at + middle })
    }

    /// Whether nothing can be seen of it.
    pub fn is_blank(self) -> bool {
        self.text.trim().is_empty()
    }

    /// Its cells, which tabs separate.
    pub fn cells(self) -> Vec<Self> {
        let mut at = self.at;
        let cells = self.text.split('\t').map(|text| {
            let cell = Self { text, at };
            at += text.len() + 1;
            cell
        });
        cells.collect()
    }

    /// The lines of a document.
    pub fn lines(document: &'a str) -> impl Iterator<Item = Self> {
        let mut at = 0;
        document.split_inclusive('\n').map(move |line| {
            let piece = Self { text: line.trim_end_matches(['\n', '\r']), at };
            at += line.len();
            piece
        })
    }
}

/// Which blanks of a document stand between words, and which only where print set letters apart.
///
/// Japanese is written without blanks. Between Latin letters a blank is closed up where the letters are single ones
/// (`T H P`), or where the document has the whole word elsewhere (`We b`, `Web`). Rows with ids left the portal, where
/// blanks are meant.
#[derive(Debug)]
pub(super) struct Spelling<'i> {
    words: BTreeSet<String>,
    ids: &'i RowIds,
}

/// A text with its blanks closed up.
#[derive(Debug, Default)]
pub(super) struct Spelt {
    /// The text.
    pub text: String,
    /// How many blanks were closed up.
    pub closed: usize,
    /// Letters with a blank in between, of which it is not sure whether they are one word.
    pub unsure: Vec<String>,
}

impl<'i> Spelling<'i> {
    /// What the words of `document` are.
    pub fn of(document: &str, ids: &'i RowIds) -> Self {
        let words = document.split(|one: char| !one.is_ascii_alphanumeric()).filter(|word| word.len() > 1);
        Self { words: words.map(str::to_owned).collect(), ids }
    }

    /// The text that `pieces` make, which pages or lines tore apart.
    pub fn text(&self, pieces: &[Piece<'_>]) -> Spelt {
        let mut torn = String::new();
        for piece in pieces {
            let (left, right) = (last_word(&torn), first_word(piece.text));
            let is_one_word =
                self.words.contains(&format!("{left}{right}")) || left.ends_with(|one: char| one.is_ascii_digit());
            if !left.is_empty() && !right.is_empty() && !is_one_word {
                torn.push(' ');
            }
            torn.push_str(piece.text);
        }
        let is_given = pieces.first().is_some_and(|piece| !self.ids.at(piece.at).is_empty());
        if is_given { Spelt { text: torn, ..Spelt::default() } } else { self.close_up(&torn) }
    }

    fn close_up(&self, text: &str) -> Spelt {
        let mut spelt = Spelt::default();
        let mut is_spaced_out = false;
        for part in text.split_whitespace() {
            let (left, right) = (last_word(&spelt.text), first_word(part));
            let is_ascii =
                spelt.text.ends_with(|one: char| one.is_ascii()) && part.starts_with(|one: char| one.is_ascii());
            let is_letter = |word: &str| word.len() == 1 && word.starts_with(|one: char| one.is_ascii_alphabetic());
            if spelt.text.is_empty() {
            } else if !is_ascii {
                spelt.closed += 1;
            } else if left.is_empty() || right.is_empty() {
                spelt.text.push(' ');
            } else if self.words.contains(&format!("{left}{right}"))
                || (is_spaced_out || is_letter(left)) && is_letter(right)
            {
                is_spaced_out = is_letter(right);
                spelt.closed += 1;
            } else {
                if is_letter(left) || is_letter(right) || left.ends_with(|one: char| one.is_ascii_digit()) {
                    spelt.unsure.push(format!("{left} {right}"));
                }
                spelt.text.push(' ');
                is_spaced_out = false;
            }
            spelt.text.push_str(part);
        }
        spelt
    }
}

/// The Latin letters and figures at the end of a text.
fn last_word(text: &str) -> &str {
    let start = text.rfind(|one: char| !one.is_ascii_alphanumeric());
    start.map_or(text, |start| &text[start + text[start..].chars().next().map_or(0, char::len_utf8)..])
}

/// The Latin letters and figures at the beginning of a text.
fn first_word(text: &str) -> &str {
    &text[..text.find(|one: char| !one.is_ascii_alphanumeric()).unwrap_or(text.len())]
}

/// Whether a text ends where a sentence does, whatever brackets or 再掲 stand behind the full stop.
pub(super) fn is_sentence(text: &str) -> bool {
    without_restated(text).trim_end_matches(['」', '』', '）', ')', '】']).ends_with(['。', '．'])
}

/// How 再掲 is printed behind what repeats another provision.
pub(super) const RESTATED: Forms =
    Forms(&["（再掲）", "(再掲)", "（再掲)", "(再掲）", "〔再掲〕", "［再掲］", "【再掲】"]);

/// A text without the 再掲 behind it.
#[must_use]
pub fn without_restated(text: &str) -> &str {
    let text = text.trim_end();
    RESTATED.suffix(text).map_or(text, |form| text[..text.len() - form.len()].trim_end())
}

/// The forms in which print sets the same words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Forms(&'static [&'static str]);

impl Forms {
    /// The form with which `text` ends.
    pub fn suffix(self, text: &str) -> Option<&'static str> {
        self.0.iter().copied().find(|form| text.ends_with(form))
    }

    /// Whether `text` begins with one.
    pub fn begins(self, text: &str) -> bool {
        self.0.iter().any(|form| text.trim_start().starts_with(form))
    }

    /// Where the first of them begins in `text`, and where it ends.
    pub fn find(self, text: &str) -> Option<(usize, usize)> {
        self.0.iter().filter_map(|form| text.find(form).map(|at| (at, at + form.len()))).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelt(document: &str, pieces: &[&str]) -> String {
        let pieces: Vec<Piece<'_>> = pieces.iter().map(|text| Piece { text, at: 0 }).collect();
        Spelling::of(document, &RowIds::default()).text(&pieces).text
    }

    #[test]
    fn blanks_of_print_are_closed_up_and_those_of_words_kept() {
        assert_eq!(spelt("", &["平成 27 年 の T H P 講習"]), "平成27年のTHP講習");
        assert_eq!(spelt("Web会議", &["We b を見る"]), "Webを見る");
        assert_eq!(spelt("", &["Relax at Work"]), "Relax at Work");
        assert_eq!(spelt("DVD", &["講師用DV", "Dを使う"]), "講師用DVDを使う");
        assert_eq!(spelt("", &["近", "隣の\u{3000}町"]), "近隣の町");
        let unsure = Spelling::of("", &RowIds::default()).text(&[Piece { text: "We b で", at: 0 }]).unsure;
        assert_eq!(unsure, ["We b"]);
    }

    #[test]
    fn a_sentence_ends_before_what_stands_behind_it() {
        for text in ["配る。", "配る。（再掲）", "配る。(再掲) ", "「配る。」", "（配る。）"] {
            assert!(is_sentence(text), "{text}");
        }
        for text in ["配", "配ること", "産業医（再掲）"] {
            assert!(!is_sentence(text), "{text}");
        }
    }
}
