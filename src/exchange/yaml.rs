//! YAML as a person would write it: block style, one text a line, Japanese as it is.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

/// A value to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum Yaml {
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

/// The widest line of a text that stands behind its key.
const WIDEST: usize = 100;

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
        let mut out = String::new();
        self.write(0, &mut out);
        out.trim_start_matches('\n').to_owned()
    }

    /// Writes the value behind its key or dash, at `indent` columns.
    fn write(&self, indent: usize, out: &mut String) {
        match self {
            Self::Plain(value) if matches!(value.as_str(), "true" | "false") => out.push_str(value),
            Self::Plain(value) => out.push_str(&scalar(value)),
            Self::Text(text) => write_text(text, indent, out),
            Self::Flow(values) => {
                let values: Vec<String> = values.iter().map(|value| flow_scalar(value)).collect();
                // Writing to a string cannot fail.
                let _ = write!(out, "[{}]", values.join(", "));
            }
            Self::Mapping(entries) => {
                for (index, (key, value)) in entries.iter().enumerate() {
                    if index > 0 || !out.ends_with("- ") {
                        new_line(indent, out);
                    }
                    let _ = write!(out, "{key}:");
                    value.write_value(indent, out);
                }
            }
            Self::Sequence(values) => {
                for value in values {
                    new_line(indent, out);
                    out.push_str("- ");
                    value.write(indent + 2, out);
                }
            }
        }
        if indent == 0 {
            out.push('\n');
        }
    }

    /// Writes the value of a key.
    fn write_value(&self, indent: usize, out: &mut String) {
        match self {
            // A short text in one language has no need of a line of its own.
            Self::Mapping(entries) if self.is_short() => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, value)| match value {
                        Self::Plain(text) | Self::Text(text) => format!("{key}: {}", flow_scalar(text)),
                        _ => String::new(),
                    })
                    .collect();
                let _ = write!(out, " {{{}}}", entries.join(", "));
            }
            Self::Mapping(_) | Self::Sequence(_) => self.write(indent + 2, out),
            _ => {
                out.push(' ');
                self.write(indent + 2, out);
            }
        }
    }

    /// Whether it is a text that fits behind its key in braces.
    fn is_short(&self) -> bool {
        const SHORT: usize = 60;
        match self {
            Self::Mapping(entries) => {
                let width = |value: &Self| match value {
                    Self::Plain(text) | Self::Text(text) if !text.contains(['\n', '\r']) => text.width(),
                    _ => SHORT + 1,
                };
                !entries.is_empty() && entries.iter().map(|(_, value)| width(value)).sum::<usize>() <= SHORT
            }
            _ => false,
        }
    }
}

fn new_line(indent: usize, out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(&" ".repeat(indent));
}

/// A text behind its key, or as a block below it, without folding: a line is a paragraph.
fn write_text(text: &str, indent: usize, out: &mut String) {
    let is_block = text.contains('\n') || text.width() > WIDEST;
    let has_odd_space = text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace)
        || text.lines().any(|line| line.starts_with([' ', '\t']) || line.ends_with([' ', '\t']));
    if !is_block || has_odd_space || text.contains(is_unseen) {
        // A number that is a text stays one for other programs too.
        out.push_str(&if text.parse::<f64>().is_ok() { quoted(text) } else { scalar(text) });
        return;
    }
    out.push_str(if text.contains('\n') { "|-" } else { ">-" });
    for line in text.split('\n') {
        match line {
            "" => out.push('\n'),
            line => {
                new_line(indent, out);
                out.push_str(line);
            }
        }
    }
}

/// Characters that YAML wants to be escaped, or takes for the end of a line.
fn is_unseen(character: char) -> bool {
    character.is_control() && character != '\n' || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// A value on one line, in quotation marks where it would be taken for something else.
fn scalar(value: &str) -> String {
    if is_safe(value) { value.to_owned() } else { quoted(value) }
}

/// A value within brackets or braces.
fn flow_scalar(value: &str) -> String {
    if is_safe(value) && !value.contains([',', '[', ']', '{', '}', ':']) { value.to_owned() } else { quoted(value) }
}

fn is_safe(value: &str) -> bool {
    const SIGNS: &str = "-?:,[]{}#&*!|>'\"%@`~=<. ";
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    !value.is_empty()
        && !value.starts_with(|first: char| SIGNS.contains(first) || first.is_whitespace())
        && !value.ends_with(|last: char| last == ':' || last.is_whitespace())
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.contains(|one: char| is_unseen(one) || one == '\n')
        && !words.contains(&value.to_ascii_lowercase().as_str())
}

fn quoted(value: &str) -> String {
    let mut quoted = String::from("\"");
    for character in value.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ if is_unseen(character) => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(character));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::{Diagnostics, SourceFile};
    use crate::source::{Node, Value};

    /// What our own reader makes of a file.
    fn read(text: &str) -> Value {
        let file = Arc::new(SourceFile { path: "x.yaml".into(), text: text.into() });
        Node::parse(&file, 0, text, &mut Diagnostics::default()).map_or(Value::Null, |node| node.value)
    }

    fn value<'v>(read: &'v Value, key: &str) -> Option<&'v Value> {
        match read {
            Value::Mapping(entries) => entries.iter().find(|(name, _)| name.name == key).map(|(_, node)| &node.value),
            _ => None,
        }
    }

    #[test]
    fn it_reads_as_a_person_would_write_it() {
        let long = "長い文。".repeat(20);
        let yaml = Yaml::mapping([
            ("id", Some(Yaml::plain("part-1"))),
            ("number", Some(Yaml::Text("1".into()))),
            ("title", Some(Yaml::japanese("題名: 見本"))),
            ("absent", None),
            ("marks", Yaml::flow(["expanded".to_owned(), "new".to_owned()])),
            (
                "items",
                Yaml::list([Yaml::mapping([("id", Some(Yaml::plain("d1"))), ("text", Some(Yaml::japanese(&long)))])]),
            ),
            ("two", Some(Yaml::Text("甲\n\n乙".into()))),
        ]);
        let expected = format!(
            "id: part-1\nnumber: \"1\"\ntitle: {{ja: \"題名: 見本\"}}\nmarks: [expanded, new]\nitems:\n  - id: d1\n    text:\n      ja: >-\n        {long}\ntwo: |-\n  甲\n\n  乙\n"
        );
        assert_eq!(yaml.file(), expected);
    }

    proptest! {
        /// Whatever a document says is read back from what was written.
        #[test]
        fn what_is_written_is_read_back(text in "[ -~あ①（）「」『』・、。：－＃\\n\t\u{85}\u{a0}\u{2028}\u{3000}]{1,200}", id in "[ -~]{1,12}") {
            let yaml = Yaml::mapping([
                ("text", Some(Yaml::japanese(&text))),
                ("list", Yaml::list([Yaml::Text(text.clone()), Yaml::mapping([("id", Some(Yaml::plain(&id))), ("ids", Yaml::flow([id.clone()]))])])),
                ("end", Some(Yaml::Text(text.clone()))),
            ]);
            let file = yaml.file();
            let read = read(&file);
            let is = |found: Option<&Value>, expected: &str| matches!(found, Some(Value::Scalar(found)) if found == expected);
            prop_assert!(is(value(&read, "text").and_then(|text| value(text, "ja")), &text), "{file}");
            prop_assert!(is(value(&read, "end"), &text), "{file}");
            let Some(Value::Sequence(list)) = value(&read, "list") else { return Err(TestCaseError::fail(file)) };
            prop_assert!(is(list.first().map(|node| &node.value), &text), "{file}");
            prop_assert!(is(list.get(1).and_then(|node| value(&node.value, "id")), &id), "{file}");
        }
    }
}
