//! YAML as a person would write it: block style, one text a line, Japanese as it is.

mod block;
mod entry;
mod flow;
mod layout;
mod matching;
mod others;
mod patch;
mod same;
pub(crate) mod scalar;
#[cfg(test)]
mod tests;
mod write;

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr as _;

use crate::source::{Node, Value};

pub(crate) use patch::parse;
pub use patch::rewritten;
use write::{Form, WIDEST};

/// A value to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum Yaml {
    /// No value: as good as a key that is not there.
    Nothing,
    /// A number, truth value, date, id or other short value.
    Plain(String),
    /// A text; one that has no place on its line stands on the next.
    Text(String),
    /// Keys and values in their order.
    Mapping(Vec<(Cow<'static, str>, Yaml)>),
    /// A list.
    Sequence(Vec<Yaml>),
    /// A list of short values on one line.
    Flow(Vec<String>),
}

impl Yaml {
    /// The keys whose values are there.
    pub fn mapping(entries: impl IntoIterator<Item = (&'static str, Option<Self>)>) -> Self {
        Self::Mapping(entries.into_iter().filter_map(|(key, value)| Some((key.into(), value?))).collect())
    }

    /// A list, or nothing where it is empty.
    pub fn list(values: impl IntoIterator<Item = Self>) -> Option<Self> {
        let values: Vec<Self> = values.into_iter().collect();
        (!values.is_empty()).then_some(Self::Sequence(values))
    }

    /// A list of ids on one line, or nothing where it is empty.
    pub fn flow(values: impl IntoIterator<Item = String>) -> Option<Self> {
        let values: Vec<String> = values.into_iter().collect();
        (!values.is_empty()).then_some(Self::Flow(values))
    }

    /// A short value.
    #[allow(clippy::needless_pass_by_value, reason = "numbers and dates are small")]
    #[must_use]
    pub fn plain(value: impl ToString) -> Self {
        Self::Plain(value.to_string())
    }

    /// The Japanese side of a text, to which a translation can be added.
    #[must_use]
    pub fn japanese(text: &str) -> Self {
        Self::Mapping(vec![("ja".into(), Self::Text(text.to_owned()))])
    }

    /// The whole file.
    #[must_use]
    pub fn file(&self) -> String {
        Form::default().file(self)
    }

    /// The keys that have a value; none of anything but a mapping.
    fn entries(&self) -> impl Iterator<Item = (&str, &Self)> {
        let entries = match self {
            Self::Mapping(entries) => entries.as_slice(),
            _ => &[],
        };
        let some = entries.iter().filter(|(_, value)| *value != Self::Nothing);
        some.map(|(key, value)| (key.as_ref(), value))
    }

    /// The items of a list.
    fn items(&self) -> Option<Cow<'_, [Self]>> {
        match self {
            Self::Sequence(items) => Some(Cow::Borrowed(items)),
            Self::Flow(items) => Some(Cow::Owned(items.iter().cloned().map(Self::Plain).collect())),
            _ => None,
        }
    }

    /// The text of a scalar.
    fn scalar(&self) -> Option<&str> {
        match self {
            Self::Plain(text) | Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<&Node> for Yaml {
    /// What a file says, to be changed and written again.
    fn from(node: &Node) -> Self {
        match &node.value {
            Value::Null => Self::Nothing,
            Value::Scalar(text) if node.span.text() == text && text.width() <= WIDEST => Self::Plain(text.clone()),
            Value::Scalar(text) => Self::Text(text.clone()),
            Value::Sequence(items) => {
                let short = |item: &Node| match &item.value {
                    Value::Scalar(text) => Some(text.clone()),
                    _ => None,
                };
                let is_flow = node.span.text() == "[";
                let short: Option<Vec<String>> = items.iter().map(short).collect();
                short
                    .filter(|_| is_flow)
                    .map_or_else(|| Self::Sequence(items.iter().map(Self::from).collect()), Self::Flow)
            }
            Value::Mapping(entries) => {
                Self::Mapping(entries.iter().map(|(key, value)| (key.name.clone().into(), value.into())).collect())
            }
        }
    }
}
