//! Dates and numbers of notices and laws in English.
//!
//! ```text
//! reference = title "No." number [ [","] ( "of" | "dated" ) ( day | year ) ]
//!           | [ "administrative" | "office" ] "communication" ( "of" | "dated" ) day
//!           | document "dated" day | "(" "dated" day | ( "drawn up" | "formulated" ) "on" day
//! title     = "Act" | "Law" | "Cabinet Order" | "Imperial Ordinance" | [ ministry ] "Ordinance"
//!           | "Ordinance of the" ministry | [ ministry ] "Public Notice" | [ words ] "Guideline Public Notice"
//!           | "Notice" | a word that ends in "hatsu", with the day in four digits
//! ministry  = "Ministry of" words | "Cabinet Office" | "Prime Minister’s Office"
//! document  = "notice" | "notification" | "circular" | "guideline" | "guidelines" | "plan"
//! ```

use jiff::civil::Date;

use super::{InstrumentKind, NoticeNumber};
use crate::text::calendar;

/// What titles end with, the longer first.
const TITLES: [(&str, InstrumentKind); 11] = [
    ("Guidelines Public Notice", InstrumentKind::Guideline),
    ("Guideline Public Notice", InstrumentKind::Guideline),
    ("Public Notice", InstrumentKind::PublicNotice),
    ("Notification", InstrumentKind::Notice),
    ("Notice", InstrumentKind::Notice),
    ("Cabinet Order", InstrumentKind::Order),
    ("Imperial Ordinance", InstrumentKind::Order),
    ("Ministerial Ordinance", InstrumentKind::Ordinance),
    ("Ordinance", InstrumentKind::Ordinance),
    ("Act", InstrumentKind::Law),
    ("Law", InstrumentKind::Law),
];

/// What a date may be the date of.
const DOCUMENTS: [(&str, InstrumentKind); 12] = [
    ("administrative communication", InstrumentKind::Communication),
    ("Administrative communication", InstrumentKind::Communication),
    ("office communication", InstrumentKind::Communication),
    ("Office communication", InstrumentKind::Communication),
    ("communication", InstrumentKind::Communication),
    ("notice", InstrumentKind::Notice),
    ("Notice", InstrumentKind::Notice),
    ("notification", InstrumentKind::Notice),
    ("circular", InstrumentKind::Notice),
    ("guideline", InstrumentKind::Guideline),
    ("guidelines", InstrumentKind::Guideline),
    ("plan", InstrumentKind::Plan),
];

pub(super) fn read(text: &str) -> Vec<NoticeNumber> {
    let mut found: Vec<NoticeNumber> = Vec::new();
    let mut at = 0;
    for (mark, _) in text.char_indices() {
        if mark < at {
            continue;
        }
        if let Some(number) = numbered(text, at, mark).or_else(|| dated(text, at, mark)) {
            at = number.range.end;
            found.push(number);
        }
    }
    found
}

/// A number whose “No.” stands at `mark` and whose title begins at `from` or behind it.
fn numbered(text: &str, from: usize, mark: usize) -> Option<NoticeNumber> {
    let rest = text[mark..].strip_prefix("No.")?.trim_start_matches(' ');
    let end = rest.find(|one: char| !one.is_ascii_digit() && one != '-').unwrap_or(rest.len());
    let digits = rest[..end].trim_end_matches('-');
    if !digits.starts_with(|one: char| one.is_ascii_digit()) {
        return None;
    }
    let before = text[from..mark].strip_suffix(' ')?;
    let (kind, length) = title(before)?;
    let start = from + before.len() - length;
    let mut behind = &rest[digits.len()..];
    let (mut date, mut year) = (None, None);
    if let Some((day, of, rest)) = day_or_year(behind) {
        (date, year, behind) = (day, Some(of), rest);
    }
    let series = text[start..from + before.len()].to_owned();
    Some(NoticeNumber {
        range: start..text.len() - behind.len(),
        kind,
        date,
        year,
        series,
        number: Some(digits.to_owned()),
    })
}

/// “of 17 March 2006”, “of 1972”, “dated March 17, 2006” behind a number.
fn day_or_year(text: &str) -> Option<(Option<Date>, i16, &str)> {
    let text = text.strip_prefix(',').unwrap_or(text);
    let text = text.strip_prefix(" of ").or_else(|| text.strip_prefix(" dated "))?;
    if let Some((day, rest)) = calendar::leading_english_day(text) {
        return Some((Some(day), day.year(), rest));
    }
    let end = text.find(|one: char| !one.is_ascii_digit()).unwrap_or(text.len());
    (end == 4).then(|| Some((None, text[..end].parse().ok()?, &text[end..])))?
}

/// The title at the end of a text: what it is, and its length.
fn title(text: &str) -> Option<(InstrumentKind, usize)> {
    if let Some(office) = ministry_at_end(text).map(|at| &text[..at])
        && let Some(before) = office.strip_suffix("Ordinance of the ").or_else(|| office.strip_suffix("Ordinance of "))
        && is_word_end(before)
    {
        return Some((InstrumentKind::Ordinance, text.len() - before.len()));
    }
    if let Some((end, kind)) = TITLES.iter().find(|(end, _)| text.ends_with(end)) {
        let before = &text[..text.len() - end.len()];
        if !is_word_end(before) {
            return None;
        }
        let more = match kind {
            InstrumentKind::PublicNotice | InstrumentKind::Ordinance => {
                before.strip_suffix(' ').and_then(|office| Some(before.len() - ministry_at_end(office)?))
            }
            InstrumentKind::Guideline => Some(before.len() - words_at_end(before, &["and", "of", "for", "on"])),
            _ => None,
        };
        return Some((*kind, end.len() + more.unwrap_or(0)));
    }
    let word = |text: &str| text.len() - text.rfind(' ').map_or(0, |at| at + 1);
    let day = &text[text.len() - word(text)..];
    let is_day = day.len() == 4 && day.bytes().all(|byte| byte.is_ascii_digit());
    let name_end = if is_day { text.len().checked_sub(5)? } else { text.len() };
    let name = text.get(..name_end)?;
    let length = word(name);
    let name = name[name.len() - length..].trim_start_matches(|one: char| !one.is_alphanumeric());
    let is_series = name.ends_with("hatsu") && name.starts_with(|one: char| one.is_ascii_uppercase());
    is_series.then_some((InstrumentKind::Notice, name.len() + text.len() - name_end))
}

/// Where the name of a ministry at the end of a text begins.
fn ministry_at_end(text: &str) -> Option<usize> {
    if let Some(before) = ["Cabinet Office", "Prime Minister’s Office"].iter().find_map(|name| text.strip_suffix(name))
    {
        return Some(before.len());
    }
    let at = text.rfind("Ministry of ")?;
    let name = &text[at + "Ministry of ".len()..];
    let is_name = name.split([' ', ',']).all(|word| {
        word.is_empty() || matches!(word, "and" | "the") || word.starts_with(|one: char| one.is_ascii_uppercase())
    });
    (is_name && !name.is_empty() && is_word_end(&text[..at])).then_some(at)
}

/// Where the words with capitals at the end of a text begin, with these small ones between them.
fn words_at_end(text: &str, small: &[&str]) -> usize {
    let mut start = text.len();
    let mut end = text.len();
    while let Some(before) = text[..end].strip_suffix(' ') {
        let at = before.trim_end_matches(|one| !matches!(one, ' ' | '(' | '“' | '\n')).len();
        let word = &before[at..];
        if matches!(word, "The" | "In" | "Under" | "See" | "By" | "This") || word.ends_with([',', '.', ';', ':']) {
            break;
        }
        if word.starts_with(|one: char| one.is_ascii_uppercase()) {
            start = at;
        } else if !small.contains(&word) {
            break;
        }
        end = at;
    }
    start
}

fn is_word_end(before: &str) -> bool {
    !before.ends_with(|one: char| one.is_alphanumeric() || one == '-')
}

/// What is named by its date alone, whose “dated”, “of” or “drawn up on” stands at `mark`.
fn dated(text: &str, from: usize, mark: usize) -> Option<NoticeNumber> {
    let rest = &text[mark..];
    let before = &text[from..mark];
    let number = |start: usize, kind, date: Date, series: &str, behind: &str| NoticeNumber {
        range: start..text.len() - behind.len(),
        kind,
        date: Some(date),
        year: Some(date.year()),
        series: series.to_lowercase(),
        number: None,
    };
    if !is_word_end(before) {
        return None;
    }
    if let Some(rest) = rest.strip_prefix("drawn up on ").or_else(|| rest.strip_prefix("formulated on ")) {
        let (date, behind) = calendar::leading_english_day(rest)?;
        return Some(number(mark, InstrumentKind::Plan, date, "", behind));
    }
    let is_dated = rest.starts_with("dated ");
    let rest = rest.strip_prefix("dated ").or_else(|| rest.strip_prefix("of "))?;
    let (date, behind) = calendar::leading_english_day(rest)?;
    let document = before.strip_suffix(' ').and_then(|before| {
        let (name, kind) = DOCUMENTS.iter().find(|(name, _)| before.ends_with(name))?;
        let start = before.len() - name.len();
        is_word_end(&before[..start]).then_some((start, *name, *kind))
    });
    match document {
        Some((start, name, kind)) if is_dated || kind == InstrumentKind::Communication => {
            Some(number(from + start, kind, date, name, behind))
        }
        None if is_dated && before.trim_end().ends_with(['(', ',', ';']) => {
            Some(number(mark, InstrumentKind::Notice, date, "", behind))
        }
        _ => None,
    }
}
