//! The account of characters: of every character of the document that is no blank it is known where it went.
//!
//! What leaves the wording on purpose (markup, bullets, page furniture, words that became data) is booked here with its
//! place. What remains must be found in the texts, numbers and headings that were written, read back from the YAML, in
//! the same order: the two sides are made independently, and their difference must be nothing.

use std::ops::Range;

use crate::text::Language;

/// Why characters of the document are in no text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// A tag.
    Markup,
    /// The sign before an item of a list.
    Bullet,
    /// The headings of the columns, which each page repeats.
    ColumnHeadings,
    /// The table of contents.
    Contents,
    /// The number of a page.
    PageNumber,
    /// A line drawn with characters.
    Rule,
    /// What a web page or an attachment has around the document.
    Frame,
    /// The brackets of a heading, which its place in the document stands for.
    Brackets,
    /// Words that became the value of a key.
    Data {
        /// The key.
        key: &'static str,
        /// The value.
        value: String,
    },
}

impl Fate {
    /// What it is called in a report.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        let (english, japanese) = match self {
            Self::Markup => ("markup", "タグ"),
            Self::Bullet => ("bullets", "箇条書の記号"),
            Self::ColumnHeadings => ("column headings", "表の見出し"),
            Self::Contents => ("table of contents", "目次"),
            Self::PageNumber => ("page numbers", "ページ番号"),
            Self::Rule => ("rules", "罫線"),
            Self::Frame => ("frame of the page", "文書の外の語句"),
            Self::Brackets => ("brackets of headings", "見出しの括弧"),
            Self::Data { key, .. } => (*key, *key),
        };
        if language == Language::English { english } else { japanese }
    }
}

/// Characters that are in no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    /// Where they stand in the document, in bytes.
    pub range: Range<usize>,
    /// Why.
    pub fate: Fate,
}

/// A place at which two pages, or two lines of a heading, were joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joint {
    /// Where the second part begins in the document, in bytes.
    pub at: usize,
    /// The end of the first part.
    pub before: String,
    /// The beginning of the second.
    pub after: String,
}

/// What was done to the document.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// What is in no text.
    pub bookings: Vec<Booking>,
    /// What was joined.
    pub joints: Vec<Joint>,
    /// How many blanks were closed up.
    pub closed: usize,
    /// How many lines were joined with the line before, which they only wrap.
    pub wrapped: usize,
}

impl Ledger {
    /// Books characters that are in no text.
    pub(super) fn book(&mut self, piece: super::piece::Piece<'_>, fate: Fate) {
        if !piece.is_blank() {
            self.bookings.push(Booking { range: piece.at..piece.end(), fate });
        }
    }

    /// Notes that `after` goes on where `before` stopped.
    pub(super) fn join(&mut self, before: super::piece::Piece<'_>, after: super::piece::Piece<'_>) {
        const SHOWN: usize = 12;
        let skipped = before.text.trim_end().chars().count().saturating_sub(SHOWN);
        self.joints.push(Joint {
            at: after.trim().at,
            before: before.text.trim_end().chars().skip(skipped).collect(),
            after: after.text.trim_start().chars().take(SHOWN).collect(),
        });
    }

    /// The account: `document` is what was read, `streams` what was written, in as many streams as the document has
    /// columns; `stream_of` says for a place in the document to which of them it belongs.
    #[must_use]
    pub fn close(&self, document: &str, streams: &[String], stream_of: impl Fn(usize) -> usize) -> Account {
        let mut bookings = self.bookings.clone();
        bookings.sort_by_key(|booking| booking.range.start);
        let mut booked = bookings.iter().peekable();
        let mut expected = vec![Vec::new(); streams.len()];
        let mut account = Account::default();
        for (at, character) in document.char_indices().filter(|(_, character)| !character.is_whitespace()) {
            account.read += 1;
            while booked.peek().is_some_and(|booking| booking.range.end <= at) {
                booked.next();
            }
            if booked.peek().is_some_and(|booking| booking.range.contains(&at)) {
                account.booked += 1;
            } else if let Some(stream) = expected.get_mut(stream_of(at)) {
                stream.push((at, character));
            } else {
                account.missing += 1;
            }
        }
        for (expected, written) in expected.iter().zip(streams) {
            let written: Vec<char> = written.chars().filter(|character| !character.is_whitespace()).collect();
            let agree = expected.iter().zip(&written).take_while(|((_, left), right)| left == *right).count();
            let (rest, extra) = (&expected[agree..], &written[agree..]);
            let tail =
                rest.iter().rev().zip(extra.iter().rev()).take_while(|((_, left), right)| left == *right).count();
            account.kept += agree + tail;
            account.missing += rest.len() - tail;
            account.added += extra.len() - tail;
            if account.first.is_none() && rest.len() + extra.len() > 2 * tail {
                account.first = Some(rest.first().map_or(document.len(), |(at, _)| *at));
            }
        }
        account
    }
}

/// How many characters went where. It is closed where nothing is missing and nothing was added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Account {
    /// Characters of the document that are no blanks.
    pub read: usize,
    /// Those that are in a text, number or heading.
    pub kept: usize,
    /// Those that left the wording on purpose.
    pub booked: usize,
    /// Those of which nothing is known.
    pub missing: usize,
    /// Characters that the document does not have.
    pub added: usize,
    /// The first place at which the two sides differ.
    pub first: Option<usize>,
}

impl Account {
    /// Whether every character is accounted for.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.missing == 0 && self.added == 0 && self.read == self.kept + self.booked
    }
}

#[cfg(test)]
mod tests {
    use super::super::piece::Piece;
    use super::*;

    #[test]
    fn an_account_closes_only_where_nothing_is_lost_added_or_moved() {
        let document = "・ 甲 乙\n丙";
        let mut ledger = Ledger::default();
        ledger.book(Piece { text: "・", at: 0 }, Fate::Bullet);
        let close = |written: &str| ledger.close(document, &[written.to_owned()], |_| 0);
        assert_eq!(close("甲乙 丙"), Account { read: 4, kept: 3, booked: 1, ..Account::default() });
        assert!(close("甲乙丙").is_closed());
        for wrong in ["甲丙", "甲乙乙丙", "乙甲丙", "", "・甲乙丙"] {
            assert!(!close(wrong).is_closed(), "{wrong}");
        }
    }
}
