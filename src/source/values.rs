//! The values that records are made of: texts, ids, references, dates, addresses.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use crate::diagnostic::{Expected, Problem, Span};
use crate::text::Language;

use super::decode::{Decode, Decoder};
use super::node::{Node, Value};
use super::record::record;

/// A text in one or both languages, as Markdown. The authoritative one is always there.
#[derive(Debug, Clone)]
pub struct Text {
    japanese: Option<Arc<str>>,
    english: Option<Arc<str>>,
    /// Whether the translation was made from an earlier text.
    pub stale: bool,
    /// Where it is written.
    pub span: Span,
}

impl Text {
    /// A text in one language.
    #[must_use]
    pub fn new(text: &str, language: Language, span: Span) -> Self {
        let (japanese, english) = match language {
            Language::Japanese => (Some(text.into()), None),
            Language::English => (None, Some(text.into())),
        };
        Self { japanese, english, stale: false, span }
    }

    /// The text with a translation beside it.
    #[must_use]
    pub fn with_translation(mut self, text: &str, language: Language) -> Self {
        match language {
            Language::Japanese => self.japanese = Some(text.into()),
            Language::English => self.english = Some(text.into()),
        }
        self
    }

    /// The text in `language`, where it is given.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<&str> {
        match language {
            Language::Japanese => self.japanese.as_deref(),
            Language::English => self.english.as_deref(),
        }
    }

    /// Where bytes of the text in a language are written, as far as the file shows it: folded lines are not found.
    #[must_use]
    pub fn stretch(&self, language: Language, range: Range<usize>) -> Span {
        let (Span { file, start, .. }, text) = (&self.span, self.get(language).unwrap_or_default());
        let (Some(before), Some(words)) = (text.get(..range.start), text.get(range)) else { return self.span.clone() };
        let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
        let start = *start as usize;
        let written = file.text.get(start..).unwrap_or_default();
        let at = written.find(&format!("{line}{words}")).map(|at| at + line.len());
        match at.or_else(|| written.find(words)) {
            Some(at) => Span::new(file, start + at, words.len()),
            None => self.span.clone(),
        }
    }

    /// The text in `language`, or in the other where that is missing, with the language that it is in.
    #[must_use]
    pub fn localised(&self, language: Language) -> (&str, Language) {
        let other = language.other();
        match (self.get(language), self.get(other)) {
            (Some(text), _) => (text, language),
            (None, Some(text)) => (text, other),
            (None, None) => ("", language),
        }
    }
}

impl Decode for Text {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let authoritative = decoder.authoritative;
        if let Value::Mapping(_) = &node.value {
            let fields = decoder.mapping(node, "text", &["ja", "en"])?;
            let japanese: Option<Option<String>> = fields.field("ja", decoder);
            let english: Option<Option<String>> = fields.field("en", decoder);
            let shared = |text: Option<String>| text.map(Arc::from);
            let (japanese, english, span) = (shared(japanese?), shared(english?), node.span.clone());
            let mut text = Self { japanese, english, stale: false, span };
            return match text.get(authoritative) {
                Some(_) => {
                    decoder.units.add(&mut text);
                    Some(text)
                }
                None if fields.is_misspelt(authoritative.code()) => None,
                None => decoder.error(Problem::MissingText { language: authoritative }, &node.span),
            };
        }
        match decoder.scalar(node, Expected::Text)?.trim() {
            "" => decoder.error(Problem::EmptyText, &node.span),
            text => {
                decoder.visible(text, &node.span)?;
                let mut text = Self::new(text, authoritative, node.span.clone());
                decoder.units.add(&mut text);
                Some(text)
            }
        }
    }
}

record! {
    /// Other words for something, by language.
    pub struct Aliases as "aliases" {
        /// In Japanese.
        pub ja: Vec<String>,
        /// In English.
        pub en: Vec<String>,
    }
}

impl Aliases {
    /// Those in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &[String] {
        match language {
            Language::Japanese => &self.ja,
            Language::English => &self.en,
        }
    }
}

/// Notes on what a person should look at: one text, or a list of them.
#[derive(Debug, Clone, Default)]
pub struct Review(pub Vec<Text>);

impl Decode for Review {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let known = decoder.units.count();
        let notes = match &node.value {
            Value::Null | Value::Sequence(_) => Vec::decode(node, decoder),
            _ => Text::decode(node, decoder).map(|note| vec![note]),
        };
        // Notes are for those who keep the content, not for translators.
        decoder.units.truncate(known);
        notes.map(Self)
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

/// An id: lower-case letters, digits and hyphens, so that addresses need no escaping, and not so many that no folder
/// can have the name.
#[derive(Debug, Clone)]
pub struct Id {
    /// The id.
    pub value: String,
    /// Where it is written.
    pub span: Span,
}

impl Id {
    /// Whether `text` can be an id.
    #[must_use]
    pub fn is_valid(text: &str) -> bool {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=100).contains(&text.len()) && text.bytes().all(allowed) && !text.starts_with('-') && !text.ends_with('-')
    }
}

impl Decode for Id {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let value = decoder.scalar(node, Expected::Scalar)?.to_owned();
        if Self::is_valid(&value) {
            Some(Self { value, span: node.span.clone() })
        } else {
            decoder.error(Problem::InvalidId { id: value }, &node.span)
        }
    }
}

/// The address of a provision without language and anchor sign: `directives/2023/employer-seminars/d1`, or its end
/// within the same document.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The address, without slashes at its ends.
    pub value: String,
    /// Where it is written.
    pub span: Span,
}

impl Decode for Reference {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let value = decoder.scalar(node, Expected::Scalar)?.trim_matches('/').replace('#', "");
        if value.split('/').any(|segment| segment == "..") {
            return decoder.error(Problem::ParentInPath { path: value }, &node.span);
        }
        if value.is_empty() {
            return decoder.error(Problem::EmptyText, &node.span);
        }
        let mut segments = value.split('/').peekable();
        let has_language = segments.peek().is_some_and(|first| Language::from_code(first).is_some());
        if has_language || !segments.all(Id::is_valid) {
            return decoder.error(Problem::InvalidReference { value }, &node.span);
        }
        Some(Self { value, span: node.span.clone() })
    }
}

/// An absolute address of the web.
#[derive(Debug, Clone)]
pub struct Url(pub String);

impl Decode for Url {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let value = decoder.scalar(node, Expected::Scalar)?.trim();
        let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
        let is_absolute = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
        if is_absolute && !value.contains(|c: char| c.is_whitespace() || c == '"' || c == '<' || c == '>') {
            Some(Self(value.to_owned()))
        } else {
            decoder.error(Problem::InvalidUrl { value: value.to_owned() }, &node.span)
        }
    }
}

/// Degrees north, within Japan: from Okinotorishima (20°25′) to Etorofu (45°33′).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Latitude(pub f64);

/// Degrees east, within Japan: from Yonaguni (122°56′) to Minamitorishima (153°59′).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Longitude(pub f64);

const LATITUDES: std::ops::RangeInclusive<f64> = 20.0..=46.0;
const LONGITUDES: std::ops::RangeInclusive<f64> = 122.0..=154.0;

impl Decode for Latitude {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        degrees(node, &LATITUDES, &LONGITUDES, decoder).map(Self)
    }
}

impl Decode for Longitude {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        degrees(node, &LONGITUDES, &LATITUDES, decoder).map(Self)
    }
}

/// Degrees that lie in `range`; where they lie in that of the other, the two were swapped.
fn degrees(
    node: &Node,
    range: &std::ops::RangeInclusive<f64>,
    other: &std::ops::RangeInclusive<f64>,
    decoder: &mut Decoder<'_>,
) -> Option<f64> {
    let value = f64::decode(node, decoder)?;
    if range.contains(&value) {
        return Some(value);
    }
    let problem = Problem::Coordinates { value: value.to_string(), swapped: other.contains(&value) };
    decoder.error(problem, &node.span)
}

/// A colour as `#rrggbb`.
#[derive(Debug, Clone)]
pub struct Colour {
    /// Red, green and blue, from 0 to 255.
    pub channels: [u8; 3],
    /// Where it is written.
    pub span: Span,
}

impl Decode for Colour {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let value = decoder.scalar(node, Expected::Scalar)?;
        let digits = value.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii());
        let channel = |at: usize| digits.and_then(|digits| u8::from_str_radix(&digits[at..at + 2], 16).ok());
        match (channel(0), channel(2), channel(4)) {
            (Some(red), Some(green), Some(blue)) => {
                Some(Self { channels: [red, green, blue], span: node.span.clone() })
            }
            _ => decoder.error(Problem::InvalidColour { value: value.to_owned() }, &node.span),
        }
    }
}

impl Decode for Date {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let value = decoder.scalar(node, Expected::Scalar)?.trim();
        match with_hyphens(value).parse() {
            // The parser also takes a time behind the date; here that is a mistake.
            Ok(date) if value.len() <= 10 => Some(date),
            _ => decoder.error(Problem::InvalidDate { value: value.to_owned(), with_time: false }, &node.span),
        }
    }
}

impl Decode for DateTime {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let value = decoder.scalar(node, Expected::Scalar)?.trim();
        let (day, time) = value.split_once([' ', 'T']).unwrap_or((value, "00:00"));
        let hour = if time.find(':') == Some(1) { "0" } else { "" };
        match format!("{}T{hour}{time}", with_hyphens(day)).parse() {
            Ok(time) => Some(time),
            Err(_) => decoder.error(Problem::InvalidDate { value: value.to_owned(), with_time: true }, &node.span),
        }
    }
}

/// `2023/4/1`, which spreadsheets make of a date when they save a table, as `2023-04-01`; others as they are.
fn with_hyphens(day: &str) -> String {
    let parts: Vec<&str> = day.split('/').collect();
    match parts[..] {
        [year, month, day] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => day.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};

    use super::*;
    use crate::diagnostic::{Diagnostics, SourceFile};
    use crate::source::lock::Lock;

    fn decode<T: Decode>(text: &str) -> Option<T> {
        let file = Arc::new(SourceFile { path: "x".into(), text: text.into() });
        let node = Node { value: Value::Scalar(text.into()), span: Span::file(&file) };
        let (mut diagnostics, authoritative) = (Diagnostics::default(), Language::Japanese);
        T::decode(&node, &mut Decoder::new("x", authoritative, &Lock::default(), &mut diagnostics))
    }

    #[test]
    fn dates_that_a_spreadsheet_rewrote_are_the_same_dates() {
        assert_eq!(decode::<Date>("2023-04-01"), Some(date(2023, 4, 1)));
        assert_eq!(decode::<Date>("2023/4/1"), Some(date(2023, 4, 1)));
        assert_eq!(decode::<DateTime>("2023-06-14T14:00"), Some(datetime(2023, 6, 14, 14, 0, 0, 0)));
        assert_eq!(decode::<DateTime>("2023/6/14 9:05"), Some(datetime(2023, 6, 14, 9, 5, 0, 0)));
        assert_eq!(decode::<DateTime>("2023/6/14"), Some(datetime(2023, 6, 14, 0, 0, 0, 0)));
        for text in ["2023/2/30", "2023/4", "4/1/2023", "2023-04-01T14:00", "令和5年4月1日", "14:00"] {
            assert!(decode::<Date>(text).is_none(), "{text}");
        }
        for text in ["14:00", "2023-06-14T24:30", "2023/6/14 14時"] {
            assert!(decode::<DateTime>(text).is_none(), "{text}");
        }
    }

    #[test]
    fn references_are_ids_without_language() {
        for text in ["directives/2023/x/d1", "/guidance/overwork/5/2/#u-a", "x"] {
            assert!(decode::<Reference>(text).is_some(), "{text}");
        }
        for text in ["ja/directives/2023/x", "旧番地", "C:\\x", "a//b", "../x", "/"] {
            assert!(decode::<Reference>(text).is_none(), "{text}");
        }
    }
}
