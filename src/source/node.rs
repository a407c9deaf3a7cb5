//! YAML as a tree in which every value knows its place.
//!
//! The tree stands between the parser and the records so that a file with five mistakes reports five: decoding into
//! types by serde alone stops at the first. Parsing itself, aliases and limits are the work of `serde-saphyr`.

use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use crate::diagnostic::{Diagnostics, Found, Problem, SourceFile, Span, YamlFault};

/// How deep lists and keys may lie in each other. Decoding goes down level by level, on threads with small stacks.
const MAXIMUM_DEPTH: usize = 40;

/// How many values a file may have: some 20 bytes each in the largest file, but not what aliases can make of it.
const MAXIMUM_NODES: usize = 500_000;

/// A value and its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it is written; of a mapping or list, where it begins.
    pub span: Span,
}

/// What a value can be.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A scalar, in the characters in which it is written: `007` stays `007`.
    Scalar(String),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values, in the order of the file.
    Mapping(Vec<(Key, Node)>),
}

/// A key and its place.
#[derive(Debug, Clone)]
pub struct Key {
    /// The key.
    pub name: String,
    /// Where it is written.
    pub span: Span,
}

impl Node {
    /// Parses `text`, which stands in `file` from byte `offset` on. An empty document is [`Value::Null`].
    pub fn parse(file: &Arc<SourceFile>, offset: usize, text: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        if text.trim().is_empty() {
            return Some(Self { value: Value::Null, span: Span::new(file, offset, 0) });
        }
        let options = serde_saphyr::options! {
            budget: serde_saphyr::budget! { max_depth: MAXIMUM_DEPTH, max_nodes: MAXIMUM_NODES },
        };
        let place = Place { file, offset, text };
        match serde_saphyr::from_str_with_options::<Spanned<Raw>>(text, options) {
            Ok(raw) => Some(place.node(raw)),
            Err(error) => {
                let problem = describe(&error);
                let mut span = place.of_error(&error);
                if problem == Problem::Yaml(YamlFault::Tab) {
                    // The parser names the text before the tab.
                    let end = file.text.len();
                    span = Span::new(file, span.start as usize, end).find("\t");
                }
                diagnostics.error(problem, &span);
                None
            }
        }
    }

    /// What kind of value it is, for messages.
    #[must_use]
    pub fn found(&self) -> Found {
        match &self.value {
            Value::Null => Found::Nothing,
            Value::Scalar(text) => Found::Scalar(text.clone()),
            Value::Sequence(_) => Found::Sequence,
            Value::Mapping(_) => Found::Mapping,
        }
    }
}

/// What the parser means, in the words of an author. Its messages are the only thing that tells its errors apart.
fn describe(error: &serde_saphyr::Error) -> Problem {
    let message = error.without_snippet().to_string();
    let is = |parts: &[&str]| parts.iter().any(|part| message.contains(part));
    if is(&["budget breached", "recursion limit"]) || message.contains("alias") && message.contains("limit") {
        return Problem::YamlTooLarge;
    }
    // The parser appends the position, which the diagnostic shows itself, and advice on its own options.
    let short = message.split(" at line ").next().unwrap_or(&message);
    let short = short.split(", set DuplicateKeyPolicy").next().unwrap_or(short);
    Problem::Yaml(if let Some(key) = short.strip_prefix("duplicate mapping key: ") {
        YamlFault::DuplicateKey { key: key.to_owned() }
    } else if is(&["found a tab"]) {
        YamlFault::Tab
    } else if is(&["unclosed quote"]) {
        YamlFault::UnclosedQuote
    } else if is(&["invalid trailing content"]) {
        YamlFault::BehindQuote
    } else if is(&["bracket", "illegal placement of ':'", "did not find expected ',' or"]) {
        YamlFault::Bracket
    } else if is(&["mapping values are not allowed"]) {
        YamlFault::UnexpectedColon
    } else if is(&["simple key expected", "deserialize null into string"]) {
        YamlFault::MissingColon
    } else if is(&["did not find expected '-'"]) {
        YamlFault::Indentation
    } else if is(&["unexpected character", "anchor", "block scalar", "are not allowed in this context"]) {
        YamlFault::SpecialCharacter
    } else if is(&["multiple YAML documents"]) {
        YamlFault::SecondDocument
    } else {
        YamlFault::Other { message: short.to_owned() }
    })
}

/// A YAML text in its file.
struct Place<'a> {
    file: &'a Arc<SourceFile>,
    offset: usize,
    text: &'a str,
}

impl Place<'_> {
    fn span(&self, span: serde_saphyr::Span) -> Span {
        let bytes = |value: Option<u64>| value.and_then(|value| usize::try_from(value).ok()).unwrap_or_default();
        let start = bytes(span.byte_offset());
        // Block scalars reach to the following line; the end is where the text ends.
        let text = self.text.get(start..start + bytes(span.byte_len())).unwrap_or_default();
        Span::new(self.file, self.offset + start, text.trim_end().len())
    }

    fn of_error(&self, error: &serde_saphyr::Error) -> Span {
        let Some(location) = error.location() else { return Span::new(self.file, self.offset, 0) };
        let line = usize::try_from(location.line()).unwrap_or(1).max(1);
        let column = usize::try_from(location.column()).unwrap_or(1).max(1);
        let line_start: usize = self.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let rest = self.text.get(line_start..).unwrap_or_default();
        let in_line = rest.char_indices().nth(column - 1).map_or(rest.len(), |(index, _)| index);
        Span::new(self.file, self.offset + line_start + in_line, 1)
    }

    fn node(&self, raw: Spanned<Raw>) -> Node {
        let span = self.span(raw.defined.span());
        let value = match raw.value {
            Raw::Null => Value::Null,
            // Numbers and truth values stay as written, whatever YAML makes of them.
            Raw::Plain => Value::Scalar(span.text().to_owned()),
            Raw::String(text) => Value::Scalar(text),
            Raw::Sequence(items) => Value::Sequence(items.into_iter().map(|item| self.node(item)).collect()),
            Raw::Mapping(entries) => Value::Mapping(
                entries
                    .into_iter()
                    .map(|(key, value)| {
                        (Key { span: self.span(key.defined.span()), name: key.value }, self.node(value))
                    })
                    .collect(),
            ),
        };
        Node { value, span }
    }
}

enum Raw {
    Null,
    Plain,
    String(String),
    Sequence(Vec<Spanned<Raw>>),
    Mapping(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::String(text))
    }

    fn visit_bytes<E: serde::de::Error>(self, _: &[u8]) -> Result<Raw, E> {
        Err(E::custom("binary values have no place in a portal"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Raw::Sequence(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut entries: Vec<(Spanned<String>, Spanned<Raw>)> = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        if entries.len() > 10_000 {
            return Err(A::Error::custom("a mapping with more than 10,000 keys"));
        }
        Ok(Raw::Mapping(entries))
    }
}
