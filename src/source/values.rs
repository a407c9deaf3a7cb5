//! The values that records are made of: texts, ids, references, dates, addresses.

use jiff::civil::{Date, DateTime};

use crate::diagnostic::{Expected, Problem, Span};
use crate::text::Language;

use super::decode::{Decode, Decoder};
use super::node::{Node, Value};
use super::record::record;

/// A text in one or both languages, as Markdown. The authoritative one is always there.
#[derive(Debug, Clone)]
pub struct Text {
    japanese: Option<Box<str>>,
    english: Option<Box<str>>,
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
        Self { japanese, english, span }
    }

    /// The text in `language`, where it is given.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<&str> {
        match language {
            Language::Japanese => self.japanese.as_deref(),
            Language::English => self.english.as_deref(),
        }
    }

    /// The text in `language`, or in the other where that is missing, with the language that it is in.
    #[must_use]
    pub fn localised(&self, language: Language) -> (&str, Language) {
        let other = if language == Language::Japanese { Language::English } else { Language::Japanese };
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
            let boxed = |text: Option<String>| text.map(String::into_boxed_str);
            let text = Self { japanese: boxed(japanese?), english: boxed(english?), span: node.span.clone() };
            return match text.get(authoritative) {
                Some(_) => Some(text),
                None => decoder.error(Problem::MissingText { language: authoritative }, &node.span),
            };
        }
        match decoder.scalar(node, Expected::Text)?.trim() {
            "" => decoder.error(Problem::EmptyText, &node.span),
            text => Some(Self::new(text, authoritative, node.span.clone())),
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

/// An id: lower-case letters, digits and hyphens, so that addresses need no escaping.
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
        !text.is_empty() && text.bytes().all(allowed) && !text.starts_with('-') && !text.ends_with('-')
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

impl Decode for Date {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let value = decoder.scalar(node, Expected::Scalar)?.trim();
        match value.parse() {
            // The parser also takes a time behind the date; here that is a mistake.
            Ok(date) if value.len() == 10 => Some(date),
            _ => decoder.error(Problem::InvalidDate { value: value.to_owned() }, &node.span),
        }
    }
}

impl Decode for DateTime {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let value = decoder.scalar(node, Expected::Scalar)?.trim();
        match value.parse() {
            Ok(time) => Some(time),
            Err(_) => decoder.error(Problem::InvalidDate { value: value.to_owned() }, &node.span),
        }
    }
}
