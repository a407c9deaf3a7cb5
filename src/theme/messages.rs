//! The words of the user interface, from `locales/ja.yaml` and `locales/en.yaml`.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostics, Expected, Problem, Span};
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
        let mut places = BTreeMap::new();
        let mut read = |language: Language| {
            let mut words = Words::new();
            for layer in &files.get(&format!("locales/{}.yaml", language.code()))?.layers {
                let node = Node::parse(layer, 0, &layer.text, diagnostics)?;
                flatten(&node, "", &mut words, &mut places, diagnostics);
            }
            Some(words)
        };
        let japanese = read(Language::Japanese)?;
        let english = read(Language::English)?;
        for (has, lacks, language) in
            [(&japanese, &english, Language::English), (&english, &japanese, Language::Japanese)]
        {
            for key in has.keys().filter(|key| !lacks.contains_key(*key)) {
                let problem = Problem::MissingMessage { key: key.clone(), language };
                if let Some(span) = places.get(key) {
                    diagnostics.error(problem, span);
                }
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

/// Notes the words of `node` by dotted keys, and where they stand.
fn flatten(
    node: &Node,
    prefix: &str,
    words: &mut Words,
    places: &mut BTreeMap<String, Span>,
    diagnostics: &mut Diagnostics,
) {
    // A word of the default theme cannot become a group of words, nor a group a word: templates would fail.
    let is_group =
        words.range(format!("{prefix}.")..).next().is_some_and(|(key, _)| key.starts_with(&format!("{prefix}.")));
    let expected = match &node.value {
        Value::Mapping(entries) if !words.contains_key(prefix) => {
            for (key, value) in entries {
                let path = if prefix.is_empty() { key.name.clone() } else { format!("{prefix}.{}", key.name) };
                flatten(value, &path, words, places, diagnostics);
            }
            return;
        }
        Value::Scalar(text) if !is_group => {
            places.insert(prefix.to_owned(), node.span.clone());
            words.insert(prefix.to_owned(), text.clone());
            return;
        }
        _ if is_group => Expected::Mapping,
        _ => Expected::Scalar,
    };
    diagnostics.error(Problem::WrongType { expected, found: node.found() }, &node.span);
}
