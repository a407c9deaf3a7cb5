//! The words of the user interface, from `locales/ja.yaml` and `locales/en.yaml`.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostics, Problem, Span};
use crate::source::{Node, Value};
use crate::text::Language;

use super::ThemeFile;

/// The words of one language by dotted keys: `home.find_center`.
pub type Words = BTreeMap<String, String>;

/// The words of both languages.
#[derive(Debug, Default)]
pub struct Messages {
    japanese: Words,
    english: Words,
}

impl Messages {
    /// Reads the locale files; a site's own are merged over the default ones key by key. Keys that one language has
    /// and the other lacks are reported.
    pub(super) fn load(files: &BTreeMap<String, ThemeFile>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut read = |language: Language| {
            let mut words = Words::new();
            let file = files.get(&format!("locales/{}.yaml", language.code()))?;
            for layer in &file.layers {
                let node = Node::parse(layer, 0, &layer.text, diagnostics)?;
                flatten(&node, "", &mut words, diagnostics);
            }
            Some((words, Span::path(file.top()?.path.clone())))
        };
        let (japanese, in_japanese) = read(Language::Japanese)?;
        let (english, in_english) = read(Language::English)?;
        for (has, lacks, span) in [(&japanese, &english, in_english), (&english, &japanese, in_japanese)] {
            for key in has.keys().filter(|key| !lacks.contains_key(*key)) {
                diagnostics.error(Problem::MissingMessage { key: key.clone() }, &span);
            }
        }
        Some(Self { japanese, english })
    }

    /// The words in `language`.
    #[must_use]
    pub fn words(&self, language: Language) -> &Words {
        match language {
            Language::Japanese => &self.japanese,
            Language::English => &self.english,
        }
    }

    /// The word for `key`, with `{name}` replaced by the values given; the key itself where it is missing, so that
    /// nothing disappears.
    #[must_use]
    pub fn get(&self, language: Language, key: &str, values: &[(&str, &str)]) -> String {
        let mut word = self.words(language).get(key).cloned().unwrap_or_else(|| key.to_owned());
        for (name, value) in values {
            word = word.replace(&format!("{{{name}}}"), value);
        }
        word
    }

    /// The words as nested maps for templates.
    #[must_use]
    pub fn tree(&self, language: Language) -> tera::Value {
        let mut root = serde_json::Map::new();
        for (key, word) in self.words(language) {
            let mut map = &mut root;
            let mut segments: Vec<&str> = key.split('.').collect();
            let last = segments.pop().unwrap_or_default();
            for segment in segments {
                let entry = map.entry(segment).or_insert_with(|| serde_json::Value::Object(serde_json::Map::new()));
                match entry {
                    serde_json::Value::Object(inner) => map = inner,
                    _ => return tera::Value::none(),
                }
            }
            map.insert(last.to_owned(), serde_json::Value::String(word.clone()));
        }
        tera::Value::from_serializable(&root)
    }
}

fn flatten(node: &Node, prefix: &str, words: &mut Words, diagnostics: &mut Diagnostics) {
    match &node.value {
        Value::Mapping(entries) => {
            for (key, value) in entries {
                let path = if prefix.is_empty() { key.name.clone() } else { format!("{prefix}.{}", key.name) };
                flatten(value, &path, words, diagnostics);
            }
        }
        Value::Scalar(text) => drop(words.insert(prefix.to_owned(), text.clone())),
        Value::Null | Value::Sequence(_) => diagnostics.error(Problem::EmptyText, &node.span),
    }
}
