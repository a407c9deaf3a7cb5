//! The tree written as a person would write it.

use unicode_width::UnicodeWidthStr as _;

use super::Yaml;
use super::scalar::{Style, WIDTH, folded};

/// The widest line of a text that stands behind its key.
pub(super) const WIDEST: usize = 100;

/// How far what lies in something is indented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    /// The columns from a key to the keys below it.
    pub keys: usize,
    /// The columns from a key to the dashes below it.
    pub dashes: usize,
    /// Whether long texts are broken at blanks.
    pub is_folded: bool,
}

impl Default for Form {
    fn default() -> Self {
        Self { keys: 2, dashes: 2, is_folded: false }
    }
}

/// Gives an item of a list that is written anew as it stands elsewhere: its lines at this column, comments above included.
pub(super) type Elsewhere<'a> = &'a dyn Fn(&Yaml, usize) -> Option<String>;

impl Form {
    /// What stands behind the colon of a key at the column `indent`, without the line break at its end.
    pub fn behind_key(self, value: &Yaml, indent: usize, elsewhere: Elsewhere<'_>) -> String {
        let mut writer = Writer { form: self, elsewhere, out: ":".to_owned() };
        writer.behind_key(value, indent);
        writer.out.split_off(1)
    }

    /// What stands behind a dash at the column `indent` and a blank, without the line break at its end.
    pub fn behind_dash(self, value: &Yaml, indent: usize, elsewhere: Elsewhere<'_>) -> String {
        let mut writer = Writer { form: self, elsewhere, out: "- ".to_owned() };
        writer.value(value, indent + 2);
        writer.out.split_off(2)
    }

    /// The whole file.
    pub fn file(self, value: &Yaml) -> String {
        let mut writer = Writer { form: self, elsewhere: &|_, _| None, out: String::new() };
        if *value != Yaml::Nothing {
            writer.value(value, 0);
            writer.out.push('\n');
        }
        writer.out
    }
}

/// A key as it is written.
pub(super) fn key(name: &str) -> String {
    flow_scalar(name)
}

/// A value on one line, as it may also stand between brackets.
pub(super) fn inline(value: &Yaml) -> String {
    match value {
        Yaml::Nothing => "null".to_owned(),
        Yaml::Plain(value) if is_truth_value(value) => value.clone(),
        Yaml::Plain(value) => flow_scalar(value),
        Yaml::Text(text) if is_number(text) => Style::Double.inline(text),
        Yaml::Text(text) => flow_scalar(text),
        Yaml::Flow(values) => bracketed(values.iter().map(|value| flow_scalar(value))),
        Yaml::Sequence(values) => bracketed(values.iter().map(inline)),
        Yaml::Mapping(_) => {
            let entries: Vec<String> =
                value.entries().map(|(name, value)| format!("{}: {}", key(name), inline(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

fn bracketed(values: impl Iterator<Item = String>) -> String {
    format!("[{}]", values.collect::<Vec<_>>().join(", "))
}

/// A scalar in the line of its key, plain where a person would write it so.
pub(super) fn line(value: &Yaml) -> Option<String> {
    match value {
        Yaml::Plain(value) if is_truth_value(value) => Some(value.clone()),
        Yaml::Plain(value) => Some(scalar(value)),
        // A number that is a text stays one for other programs too.
        Yaml::Text(text) if is_number(text) => Some(Style::Double.inline(text)),
        Yaml::Text(text) => Some(scalar(text)),
        _ => None,
    }
}

fn is_truth_value(value: &str) -> bool {
    matches!(value, "true" | "false")
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok()
}

struct Writer<'a> {
    form: Form,
    elsewhere: Elsewhere<'a>,
    out: String,
}

impl Writer<'_> {
    /// Writes the value behind its dash or as the whole file, at `indent` columns.
    fn value(&mut self, value: &Yaml, indent: usize) {
        match value {
            Yaml::Text(text) if has_block_form(text) => self.block(text, indent),
            Yaml::Mapping(_) if value.entries().next().is_some() => {
                for (name, value) in value.entries() {
                    self.new_line(indent);
                    self.out.push_str(&key(name));
                    self.out.push(':');
                    self.behind_key(value, indent);
                }
            }
            Yaml::Sequence(values) if !values.is_empty() => {
                for value in values {
                    let is_behind_dash = self.out.ends_with("- ");
                    if let Some(lines) = (self.elsewhere)(value, indent).filter(|_| !is_behind_dash) {
                        self.out.push('\n');
                        self.out.push_str(lines.trim_end());
                        continue;
                    }
                    self.new_line(indent);
                    self.out.push_str("- ");
                    self.value(value, indent + 2);
                }
            }
            _ => self.out.push_str(&line(value).unwrap_or_else(|| inline(value))),
        }
    }

    /// Writes the value of a key.
    fn behind_key(&mut self, value: &Yaml, indent: usize) {
        match value {
            Yaml::Nothing => {}
            Yaml::Mapping(_) if !is_short(value) => self.value(value, indent + self.form.keys),
            Yaml::Sequence(values) if !values.is_empty() => self.value(value, indent + self.form.dashes),
            // A short text in one language has no need of a line of its own.
            Yaml::Mapping(_) => {
                self.out.push(' ');
                self.out.push_str(&inline(value));
            }
            _ => {
                self.out.push(' ');
                self.value(value, indent + self.form.keys);
            }
        }
    }

    /// Begins a line, where there is anything before it but the dash of this item.
    fn new_line(&mut self, indent: usize) {
        if self.out.is_empty() || self.out.ends_with("- ") {
            return;
        }
        self.out.push('\n');
        self.out.push_str(&" ".repeat(indent));
    }

    /// A text as a block below its key: a line is a paragraph.
    fn block(&mut self, text: &str, indent: usize) {
        let is_folded = self.form.is_folded && text.split(' ').all(|word| word.width() <= WIDEST);
        let lines = match text.contains('\n') {
            true => text.split('\n').map(str::to_owned).collect(),
            false if is_folded => folded(text, indent, WIDTH),
            false => vec![text.to_owned()],
        };
        self.out.push_str(if text.contains('\n') { "|-" } else { ">-" });
        for line in lines {
            self.out.push('\n');
            if !line.is_empty() {
                self.out.push_str(&" ".repeat(indent));
                self.out.push_str(&line);
            }
        }
    }
}

/// Whether a text stands on lines of its own.
pub(super) fn has_block_form(text: &str) -> bool {
    let has_odd_space = text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace)
        || text.lines().any(|line| line.starts_with([' ', '\t']) || line.ends_with([' ', '\t']));
    (text.contains('\n') || text.width() > WIDEST) && !has_odd_space && !text.contains(is_unseen)
}

/// Whether it is a text that fits behind its key in braces.
pub(super) fn is_short(value: &Yaml) -> bool {
    const SHORT: usize = 60;
    let width = |(_, value): (_, &Yaml)| match value {
        Yaml::Plain(text) | Yaml::Text(text) if !text.contains(['\n', '\r']) => text.width(),
        _ => SHORT + 1,
    };
    matches!(value, Yaml::Mapping(_)) && value.entries().map(width).sum::<usize>() <= SHORT
}

/// Characters that YAML wants to be escaped, or takes for the end of a line.
fn is_unseen(character: char) -> bool {
    character.is_control() && character != '\n' || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// A value on one line, in quotation marks where it would be taken for something else.
fn scalar(value: &str) -> String {
    if is_safe(value) { value.to_owned() } else { Style::Double.inline(value) }
}

/// A value within brackets or braces.
fn flow_scalar(value: &str) -> String {
    if is_safe(value) && !value.contains([',', '[', ']', '{', '}', ':']) {
        value.to_owned()
    } else {
        Style::Double.inline(value)
    }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::exchange::yaml::parse;
    use crate::source::Value;

    /// What our own reader makes of a file.
    fn read(text: &str) -> Value {
        parse(text).map_or(Value::Null, |node| node.value)
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
