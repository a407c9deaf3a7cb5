//! From a YAML tree to records, reporting every mistake on the way.

use crate::diagnostic::{Diagnostics, Expected, Problem, Span, nearest};
use crate::text::{Language, numbering};

use super::lock::Lock;
use super::node::{Node, Value};
use super::unit::{self, Units};

/// A type that can be read from a YAML value.
pub trait Decode: Sized {
    /// Reads it, or reports what is wrong and returns `None`.
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self>;

    /// The value where the key is absent; `None` where the key is required.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}

/// What decoding needs to know besides the value.
#[derive(Debug)]
pub struct Decoder<'a> {
    /// Where problems go.
    pub diagnostics: &'a mut Diagnostics,
    /// The language of a text that is a plain string.
    pub authoritative: Language,
    /// Whether the records are rows of a table.
    pub is_table: bool,
    /// The texts that were decoded, and the address of what is being decoded.
    pub units: Units<'a>,
}

impl<'a> Decoder<'a> {
    /// For the file at the path `file` of the content folder.
    pub fn new(file: &str, authoritative: Language, lock: &'a Lock, diagnostics: &'a mut Diagnostics) -> Self {
        Self { diagnostics, authoritative, is_table: false, units: Units::of(file, authoritative, lock) }
    }
}

impl Decoder<'_> {
    /// Decodes what lies below `key`.
    pub fn within<T: Decode>(&mut self, key: &str, node: &Node) -> Option<T> {
        let above = self.units.enter(key);
        let value = T::decode(node, self);
        self.units.leave(above);
        value
    }

    /// Reports an error at `span`; returns `None` for the caller to pass on.
    pub fn error<T>(&mut self, problem: Problem, span: &Span) -> Option<T> {
        self.diagnostics.error(problem, span);
        None
    }

    /// Reports that `node` is of the wrong kind.
    pub fn wrong_type<T>(&mut self, expected: Expected, node: &Node) -> Option<T> {
        self.error(Problem::WrongType { expected, found: node.found() }, &node.span)
    }

    /// Reports characters that nobody can see and that no feed may have.
    pub fn visible(&mut self, text: &str, span: &Span) -> Option<()> {
        let unseen = |character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t');
        if text.contains(unseen) { self.error(Problem::ControlCharacter, span) } else { Some(()) }
    }

    /// The characters of a scalar.
    pub fn scalar<'n>(&mut self, node: &'n Node, expected: Expected) -> Option<&'n str> {
        match &node.value {
            Value::Scalar(text) => Some(text),
            _ => self.wrong_type(expected, node),
        }
    }

    /// Opens a mapping that may have the keys `known`, and reports each other key.
    pub fn mapping<'n>(
        &mut self,
        node: &'n Node,
        record: &'static str,
        known: &'static [&'static str],
    ) -> Option<Fields<'n>> {
        let Value::Mapping(entries) = &node.value else { return self.wrong_type(Expected::Mapping, node) };
        let mut meant = Vec::new();
        for (key, _) in entries {
            if !known.contains(&key.name.as_str()) {
                let nearest = nearest(&key.name, known.iter().copied());
                meant.extend(nearest);
                let nearest = nearest.map(str::to_owned);
                self.diagnostics.error(Problem::UnknownKey { key: key.name.clone(), nearest, known }, &key.span);
            }
        }
        Some(Fields { record, node, entries, meant })
    }
}

/// The keys and values of a mapping, read one by one.
pub struct Fields<'n> {
    record: &'static str,
    node: &'n Node,
    entries: &'n [(super::node::Key, Node)],
    /// Keys that are there, but misspelt.
    meant: Vec<&'static str>,
}

impl Fields<'_> {
    /// Notes that this record is left out with all that is in it, so that references to it are not reported as well.
    pub fn lose(&self, decoder: &mut Decoder<'_>) {
        lose(self.node, decoder.diagnostics);
    }

    /// Whether `key` is there under a name that was reported already.
    #[must_use]
    pub fn is_misspelt(&self, key: &str) -> bool {
        self.meant.contains(&key)
    }

    /// Reads the value of `key`; where it is absent, what the type says of absence.
    pub fn field<T: Decode>(&self, key: &'static str, decoder: &mut Decoder<'_>) -> Option<T> {
        match self.entries.iter().find(|(name, _)| name.name == key) {
            Some((_, node)) => decoder.within(key, node),
            None => match T::absent() {
                Some(value) => Some(value),
                None if self.is_misspelt(key) => None,
                None if decoder.is_table => decoder.error(Problem::EmptyCell { column: key }, &self.node.span),
                None => decoder.error(Problem::MissingKey { key, record: self.record }, &self.node.span),
            },
        }
    }
}

/// Notes every id in `node` as lost; of a clause, which has none, the segment that its number makes.
fn lose(node: &Node, diagnostics: &mut Diagnostics) {
    match &node.value {
        Value::Mapping(entries) => {
            let has_id = entries.iter().any(|(key, _)| key.name == "id");
            for (key, value) in entries {
                match (key.name.as_str(), &value.value) {
                    ("id" | "group", Value::Scalar(id)) => diagnostics.lose(id),
                    ("number", Value::Scalar(number)) if !has_id => {
                        if let Some(segment) = numbering::segment(number) {
                            diagnostics.lose(&segment);
                        }
                    }
                    _ => lose(value, diagnostics),
                }
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| lose(item, diagnostics)),
        Value::Null | Value::Scalar(_) => {}
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match node.value {
            Value::Null => Some(None),
            _ => T::decode(node, decoder).map(Some),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Value::Null => Some(Self::new()),
            Value::Sequence(items) => {
                // An item that fails is reported and left out, so that the others can be judged.
                Some(
                    items
                        .iter()
                        .zip(unit::names(items))
                        .filter_map(|(item, name)| decoder.within(&name, item))
                        .collect(),
                )
            }
            _ => decoder.wrong_type(Expected::Sequence, node),
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl Decode for String {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match decoder.scalar(node, Expected::Scalar)?.trim() {
            "" => decoder.error(Problem::EmptyText, &node.span),
            text => decoder.visible(text, &node.span).map(|()| text.to_owned()),
        }
    }
}

impl Decode for bool {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match decoder.scalar(node, Expected::TrueOrFalse)? {
            "true" => Some(true),
            "false" => Some(false),
            _ => decoder.wrong_type(Expected::TrueOrFalse, node),
        }
    }

    fn absent() -> Option<Self> {
        Some(false)
    }
}

impl Decode for u32 {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match decoder.scalar(node, Expected::WholeNumber)?.parse() {
            Ok(number) => Some(number),
            Err(_) => decoder.wrong_type(Expected::WholeNumber, node),
        }
    }
}

impl Decode for i16 {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let year = u32::decode(node, decoder)?;
        match Self::try_from(year) {
            Ok(year @ 1900..=2200) => Some(year),
            _ => {
                decoder.error(Problem::OutOfRange { value: year.to_string(), least: 1900, greatest: 2200 }, &node.span)
            }
        }
    }
}

impl Decode for f64 {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match decoder.scalar(node, Expected::Number)?.parse::<Self>() {
            Ok(number) if number.is_finite() => Some(number),
            _ => decoder.wrong_type(Expected::Number, node),
        }
    }
}
