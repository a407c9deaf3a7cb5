//! Values as trees to look into.

use std::borrow::Cow;

use super::Yaml;

impl Yaml {
    /// The keys of a mapping with their values; none of anything else.
    #[must_use]
    pub fn pairs(&self) -> &[(Cow<'static, str>, Self)] {
        match self {
            Self::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let value = self.pairs().iter().find(|(name, _)| name == key).map(|(_, value)| value);
        value.filter(|value| **value != Self::Nothing)
    }

    /// The items of a list of records or texts; none of anything else.
    #[must_use]
    pub fn records(&self) -> &[Self] {
        match self {
            Self::Sequence(items) => items,
            _ => &[],
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
