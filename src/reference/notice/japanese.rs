//! Dates and numbers of notices and laws in Japanese.
//!
//! ```text
//! reference     = when [付[け] [の]] ( communication | numbered | letter ) | day ( 策定 | 閣議決定 ) | undated
//! when          = day | 同日 | year                         behind a year alone only a law or public notice is numbered so
//! day           = year month day                           平成30年11月22日, 2018年11月22日
//! communication = [ sender ] 事務連絡
//! numbered      = series 第 number { の number } 号
//! series        = words that end like what is counted: 法律, 省令, 告示, 指針公示, 基発; behind 付け any word
//! letter        = sender ( 通達 | 通知 )                      only behind 付け
//! undated       = word 指針公示 … 号 | word 告示 … 号 | word 発 … 号
//! ```
//! An undated number behind another and a comma (基発第1号、職発第2号) has the date of that one.

use jiff::civil::Date;

use super::{InstrumentKind, NoticeNumber};
use crate::reference::name::is_word;
use crate::text::{calendar, numeral};

/// How series end, and whether words in hiragana may stand before it: 検査等に関する指針公示.
const SERIES: [(&str, InstrumentKind, bool); 16] = [
    ("法律", InstrumentKind::Law, false),
    ("政令", InstrumentKind::Order, false),
    ("勅令", InstrumentKind::Order, false),
    ("省令", InstrumentKind::Ordinance, false),
    ("府令", InstrumentKind::Ordinance, false),
    ("庁令", InstrumentKind::Ordinance, false),
    ("規則", InstrumentKind::Ordinance, false),
    ("指針公示", InstrumentKind::Guideline, true),
    ("公示", InstrumentKind::PublicNotice, true),
    ("告示", InstrumentKind::PublicNotice, true),
    ("訓令", InstrumentKind::Notice, false),
    ("通達", InstrumentKind::Notice, false),
    ("通知", InstrumentKind::Notice, false),
    ("発", InstrumentKind::Notice, false),
    ("達", InstrumentKind::Notice, false),
    ("基", InstrumentKind::Notice, false),
];

/// Words that end like a series of notices and are none.
const NO_SERIES: [&str; 14] =
    ["開発", "再発", "爆発", "自発", "出発", "啓発", "告発", "揮発", "摘発", "多発", "誘発", "原発", "単発", "活発"];

/// The longest name of a series with words in hiragana, in characters.
const LONGEST: usize = 60;

/// What stands before a number.
#[derive(Debug, Clone, Copy)]
struct When {
    date: Option<Date>,
    year: Option<i16>,
    /// Whether 付け says that it is the date of a letter.
    is_of_letter: bool,
}

pub(super) fn read(text: &str) -> Vec<NoticeNumber> {
    let mut found: Vec<NoticeNumber> = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let last = found.last();
        match dated(text, at, last).or_else(|| undated(text, at, last)) {
            Some(number) => {
                at = number.range.end;
                found.push(number);
            }
            None => at += first.len_utf8(),
        }
    }
    found
}

/// A number with its date or year at a place of a text.
fn dated(text: &str, at: usize, last: Option<&NoticeNumber>) -> Option<NoticeNumber> {
    let (when, rest) = when(&text[at..], last)?;
    let end = |rest: &str| at..text.len() - rest.len();
    let number = |kind, series: String, number, rest: &str| {
        let When { date, year, .. } = when;
        Some(NoticeNumber { range: end(rest), kind, date, year, series, number })
    };
    if when.date.is_some()
        && let Some(rest) = rest.strip_prefix("策定").or_else(|| rest.strip_prefix("閣議決定"))
    {
        return number(InstrumentKind::Plan, String::new(), None, rest);
    }
    let is_day = when.date.is_some() || when.is_of_letter;
    let word = &rest[..rest.find(|one| !is_word(one)).unwrap_or(rest.len())];
    if is_day && let Some(end) = word.find("事務連絡").map(|at| at + "事務連絡".len()) {
        return number(InstrumentKind::Communication, "事務連絡".to_owned(), None, &rest[end..]);
    }
    if let Some((kind, series, digits, rest)) = numbered(rest, &when) {
        return number(kind, series, Some(digits), rest);
    }
    let letter = ["通達", "通知"].iter().filter_map(|end| word.find(end).map(|at| at + end.len())).min();
    let end = letter.filter(|end| when.is_of_letter && !word[..*end].contains('第'))?;
    number(InstrumentKind::Notice, word[..end].to_owned(), None, &rest[end..])
}

/// A day or year at the beginning of a text, with 付け behind it, and what follows.
fn when<'t>(text: &'t str, last: Option<&NoticeNumber>) -> Option<(When, &'t str)> {
    let (date, year, rest) = if let Some(rest) = text.strip_prefix("同日") {
        let date = last.and_then(|last| last.date);
        (date, date.map(Date::year), rest)
    } else {
        let (year, rest) = calendar::leading_year(text).or_else(|| {
            let (year, rest) = numeral::leading(text).filter(|(year, _)| *year > 1800)?;
            Some((i16::try_from(year).ok()?, rest.strip_prefix('年')?))
        })?;
        match calendar::leading_day_of(year, rest) {
            Some((date, rest)) => (Some(date), Some(year), rest),
            None => (None, Some(year), rest),
        }
    };
    let is_day = date.is_some() || text.starts_with('同');
    let letter = rest.strip_prefix('付').filter(|_| is_day);
    let rest = letter.map_or(rest, |rest| rest.strip_prefix('け').unwrap_or(rest));
    let rest = if letter.is_some() { rest.strip_prefix('の').unwrap_or(rest) } else { rest };
    Some((When { date, year, is_of_letter: letter.is_some() }, rest.trim_start_matches([' ', '、'])))
}

/// A series with its number at the beginning of a text that a date stands before.
fn numbered<'t>(text: &'t str, when: &When) -> Option<(InstrumentKind, String, String, &'t str)> {
    let is_within = |one: char| is_word(one) || matches!(one, 'ぁ'..='ゖ' | '・' | ' ');
    let reach = text.find(|one| !is_within(one)).unwrap_or(text.len());
    let (at, digits, rest) = text[..reach]
        .match_indices('第')
        .find_map(|(at, _)| digits(&text[at..]).map(|(digits, rest)| (at, digits, rest)))?;
    let series = text[..at].trim_end();
    let kind = if series.chars().all(|one| is_word(one) || one == '・') { kind(series) } else { long_kind(series) };
    let is_short = || (1..=15).contains(&series.chars().count()) && series.chars().all(is_word);
    let kind = kind.or_else(|| (when.is_of_letter && is_short()).then_some(InstrumentKind::Notice))?;
    // 平成30年基発第1号 does not say of which day it is, and 第1号 behind a law is its item.
    let is_year = when.date.is_none() && !when.is_of_letter;
    (!is_year || kind != InstrumentKind::Notice || series.ends_with('発'))
        .then(|| (kind, series.to_owned(), digits, rest))
}

/// What a series of words without hiragana counts.
fn kind(series: &str) -> Option<InstrumentKind> {
    // 基安労発0227: the day may be a part of the series.
    let name = series.trim_end_matches(|one: char| one.is_ascii_digit());
    let (end, kind, _) = SERIES.iter().find(|(end, ..)| name.ends_with(end))?;
    let is_whole = match kind {
        InstrumentKind::Law | InstrumentKind::Order => name == *end,
        _ => true,
    };
    (is_whole && !NO_SERIES.iter().any(|word| name.ends_with(word)) && name != "発").then_some(*kind)
}

/// What a series counts that has hiragana within, as 検査等に関する指針公示 has.
fn long_kind(series: &str) -> Option<InstrumentKind> {
    let (_, kind, _) = SERIES.iter().find(|(end, _, is_long)| *is_long && series.ends_with(end))?;
    let begins = series.starts_with(is_word);
    (begins && series.chars().count() <= LONGEST).then_some(*kind)
}

/// 第0317008号, 第46号の2 at the beginning of a text: its digits, and what follows.
fn digits(text: &str) -> Option<(String, &str)> {
    let (mut number, rest) = numeral::leading_digits(text.strip_prefix('第')?.trim_start())?;
    let mut rest = rest.trim_start();
    let branch = |rest: &str| {
        let (branch, after) = numeral::leading_digits(rest.strip_prefix('の')?)?;
        let is_amount = after.starts_with(|one| is_word(one) && one != '号' || matches!(one, 'つ' | 'か'));
        (!is_amount).then_some((branch, after.len()))
    };
    let mut has_ended = false;
    loop {
        if let Some((next, length)) = branch(rest) {
            number = format!("{number}-{next}");
            rest = &rest[rest.len() - length..];
        } else if let Some(after) = rest.strip_prefix('号').filter(|_| !has_ended) {
            has_ended = true;
            rest = after;
        } else {
            return has_ended.then_some((number, rest));
        }
    }
}

/// A number without a date at a place of a text, where a word begins. Behind another number and a comma it has the date
/// of that one.
fn undated(text: &str, at: usize, last: Option<&NoticeNumber>) -> Option<NoticeNumber> {
    let starts = !text[..at].ends_with(|one| is_word(one) && Some(at) != last.map(|last| last.range.end));
    let rest = &text[at..];
    if !starts || !rest.starts_with(is_word) {
        return None;
    }
    let word = &rest[..rest.find(|one| !is_word(one)).unwrap_or(rest.len())];
    let (end, number, behind) =
        word.match_indices('第').find_map(|(at, _)| digits(&rest[at..]).map(|(digits, rest)| (at, digits, rest)))?;
    let series = &word[..end];
    let kind = kind(series)?;
    let is_known = match kind {
        InstrumentKind::PublicNotice | InstrumentKind::Guideline => true,
        InstrumentKind::Notice => {
            let name = series.trim_end_matches(|one: char| one.is_ascii_digit());
            name.ends_with('発') && name.chars().count() <= 12 && name.chars().all(|one| matches!(one, '㐀'..='鿿'))
        }
        _ => false,
    };
    let before = last.filter(|last| {
        text.get(last.range.end..at)
            .is_some_and(|between| matches!(between.trim(), "、" | "・" | "及び" | "並びに" | "又は"))
    });
    is_known.then(|| NoticeNumber {
        range: at..text.len() - behind.len(),
        kind,
        date: before.and_then(|last| last.date),
        year: before.and_then(|last| last.year),
        series: series.to_owned(),
        number: Some(number),
    })
}
