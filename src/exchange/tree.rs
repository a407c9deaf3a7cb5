//! Values of files as trees to look into.

use crate::source::{Node, Value};

use super::Yaml;

impl Yaml {
    /// What a file says. Keys without a value are left out.
    #[must_use]
    pub fn of(node: &Node) -> Self {
        match &node.value {
            Value::Null => Self::Plain(String::new()),
            Value::Scalar(text) => {
                let is_quoted = node.span.text().starts_with(['"', '\'']);
                let is_no_text = text.parse::<f64>().is_ok() || matches!(text.as_str(), "true" | "false");
                if is_no_text && !is_quoted { Self::Plain(text.clone()) } else { Self::Text(text.clone()) }
            }
            Value::Sequence(items) => {
                let scalar = |item: &Node| match &item.value {
                    Value::Scalar(text) if !text.contains('\n') => Some(text.clone()),
                    _ => None,
                };
                let flow: Option<Vec<String>> = items.iter().map(scalar).collect();
                flow.map_or_else(|| Self::Sequence(items.iter().map(Self::of).collect()), Self::Flow)
            }
            Value::Mapping(entries) => {
                let is_there = entries.iter().filter(|(_, node)| !matches!(node.value, Value::Null));
                Self::Mapping(is_there.map(|(key, node)| (key.name.clone().into(), Self::of(node))).collect())
            }
        }
    }

    /// The keys of a mapping with their values; none of anything else.
    #[must_use]
    pub fn entries(&self) -> &[(std::borrow::Cow<'static, str>, Self)] {
        match self {
            Self::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The items of a list of records or texts; none of anything else.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match self {
            Self::Sequence(items) => items,
            _ => &[],
        }
    }

    /// A value that is neither a list nor has keys.
    #[must_use]
    pub fn scalar(&self) -> Option<&str> {
        match self {
            Self::Plain(text) | Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The words of a list of short values.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        match self {
            Self::Flow(words) => words.iter().map(String::as_str).collect(),
            Self::Sequence(items) => items.iter().filter_map(Self::scalar).collect(),
            _ => Vec::new(),
        }
    }
}
