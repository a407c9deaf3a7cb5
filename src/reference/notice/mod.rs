//! Dates and numbers by which notices and laws are named: 平成18年3月17日付け基発第0317008号, 昭和47年法律第57号, Kihatsu
//! No. 0317008 of 17 March 2006.
//!
//! `japanese.rs` and `english.rs` have the grammars, [`NoticeNumbers`] finds which notice or law of a portal it is.

mod english;
mod find;
mod japanese;

use std::ops::Range;

use jiff::civil::Date;

pub use find::{NoticeNumbers, Target};

use super::plain::Plain;
use crate::text::Language;

/// The date, number or both by which a text names a law or notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeNumber {
    /// Where its words stand: bytes of the text.
    pub range: Range<usize>,
    /// What it is the number of.
    pub kind: InstrumentKind,
    /// Its day.
    pub date: Option<Date>,
    /// Its year.
    pub year: Option<i16>,
    /// What is counted: 法律, 厚生労働省告示, 基発, Kihatsu. Empty for a plan.
    pub series: String,
    /// Its number in digits, with the zeros before it and branches: 0317008, 46-2.
    pub number: Option<String>,
}

/// A number of a notice or law in a text, and what it is the number of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeCitation {
    /// The number.
    pub number: NoticeNumber,
    /// What it is the number of, if the portal lists that.
    pub target: Option<Target>,
}

/// What kind of law or notice it is, as far as its number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstrumentKind {
    /// 法律.
    Law,
    /// 政令, 勅令.
    Order,
    /// 省令, 府令, 規則.
    Ordinance,
    /// 告示, 公示.
    PublicNotice,
    /// 指針公示.
    Guideline,
    /// 通達, 通知.
    Notice,
    /// 事務連絡.
    Communication,
    /// 策定, 閣議決定.
    Plan,
}

impl InstrumentKind {
    /// The word that stands for it in tables and JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Order => "order",
            Self::Ordinance => "ordinance",
            Self::PublicNotice => "public-notice",
            Self::Guideline => "guideline",
            Self::Notice => "notice",
            Self::Communication => "communication",
            Self::Plan => "plan",
        }
    }

    /// Whether it is a law in the wide sense: what laws.yaml lists.
    #[must_use]
    pub const fn is_law(self) -> bool {
        matches!(self, Self::Law | Self::Order | Self::Ordinance)
    }
}

/// The numbers in a text, in order and never overlapping.
///
/// ```
/// use shirube::{reference::notice::notices, text::Language};
/// let text = "平成十八年三月十七日付け基発第〇三一七〇〇八号による。";
/// let found = notices(text, Language::Japanese);
/// assert_eq!(&text[found[0].range.clone()], "平成十八年三月十七日付け基発第〇三一七〇〇八号");
/// assert_eq!((found[0].series.as_str(), found[0].number.as_deref()), ("基発", Some("0317008")));
/// ```
#[must_use]
pub fn notices(text: &str, language: Language) -> Vec<NoticeNumber> {
    // One of these is in every number; none can be broken by a mark or the end of a line.
    let marks: &[&str] = match language {
        Language::Japanese => &["号", "絡", "策", "閣", "達", "知"],
        Language::English => &["No.", "communication", "dated", "drawn", "formulated"],
    };
    if !marks.iter().any(|mark| text.contains(mark)) {
        return Vec::new();
    }
    let plain = Plain::of(text, language);
    let found = in_plain(&plain.text, language).into_iter();
    found.map(|number| NoticeNumber { range: plain.source(&number.range), ..number }).collect()
}

/// The numbers in a text without marks.
pub(super) fn in_plain(text: &str, language: Language) -> Vec<NoticeNumber> {
    match language {
        Language::Japanese => japanese::read(text),
        Language::English => english::read(text),
    }
}

#[cfg(test)]
mod tests;
