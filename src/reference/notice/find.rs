//! Which notice or law of a portal a number is the number of.

use jiff::civil::Date;

use super::{InstrumentKind, NoticeNumber, notices};
use crate::portal::{NoticeKey, Portal};
use crate::source::Text;
use crate::text::Language;

/// The numbers of the notices and laws that a portal lists.
#[derive(Debug, Clone, Default)]
pub struct NoticeNumbers(Vec<(NoticeNumber, Target)>);

/// What a number is the number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A notice.
    Notice(NoticeKey),
    /// A law: an index of [`Portal::laws`].
    Law(usize),
}

impl NoticeNumbers {
    /// The numbers in notices.yaml and laws.yaml, in both languages, read as those in texts are.
    #[must_use]
    pub fn of(portal: &Portal) -> Self {
        let mut numbers = Self::default();
        for (key, notice) in portal.notices() {
            numbers.add(notice.number.as_ref(), notice.date, Target::Notice(key));
        }
        for (index, law) in portal.laws.iter().enumerate() {
            numbers.add(law.number.as_ref(), law.promulgated, Target::Law(index));
        }
        numbers
    }

    fn add(&mut self, number: Option<&Text>, date: Option<Date>, target: Target) {
        for language in [Language::Japanese, Language::English] {
            let Some(text) = number.and_then(|number| number.get(language)) else { continue };
            for read in notices(text, language) {
                let date = read.date.or(date);
                let year = read.year.or(date.map(Date::year));
                self.0.push((NoticeNumber { date, year, ..read }, target));
            }
        }
    }

    /// What a number in a text is the number of. Nothing where the portal does not list it, and where it may be that of
    /// several: 指針公示第1号 without a year.
    #[must_use]
    pub fn find(&self, number: &NoticeNumber) -> Option<Target> {
        let fits = |is_whole: bool| {
            let mut targets = (self.0.iter())
                .filter(|(listed, _)| is_same(listed, number) && (!is_whole || listed.series == number.series))
                .map(|(_, target)| *target);
            let first = targets.next()?;
            targets.all(|target| target == first).then_some(first)
        };
        fits(true).or_else(|| fits(false))
    }
}

/// Whether two numbers may be of the same: what one leaves out of its series or date, the other may have.
fn is_same(one: &NoticeNumber, other: &NoticeNumber) -> bool {
    let family = |kind| if kind == InstrumentKind::Guideline { InstrumentKind::PublicNotice } else { kind };
    let agree = one.series.ends_with(&other.series) || other.series.ends_with(&one.series);
    let is_of_year = one.year.zip(other.year).is_none_or(|(one, other)| one == other);
    let is_of_day = one.date.zip(other.date).is_none_or(|(one, other)| one == other);
    let is_named = one.number.is_some() || one.date.is_some() && one.date == other.date;
    family(one.kind) == family(other.kind) && one.number == other.number && agree && is_of_year && is_of_day && is_named
}

#[cfg(test)]
impl From<Vec<(NoticeNumber, Target)>> for NoticeNumbers {
    fn from(numbers: Vec<(NoticeNumber, Target)>) -> Self {
        Self(numbers)
    }
}
