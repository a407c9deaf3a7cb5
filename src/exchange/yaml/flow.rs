//! Lists in brackets and mappings in braces put together anew.

use unicode_width::UnicodeWidthStr;

use crate::source::{Node, Value};

use super::Yaml;
use super::layout::{Entry, Shape, Written, column, line_start};
use super::matching;
use super::patch::{Patcher, merged};
use super::same::says;
use super::scalar::{Scalar, WIDTH};
use super::write;

/// An entry that is wanted: the place of the one that it was, and its text.
type Part = (Option<usize>, String);

/// What stands between two entries, without the comma.
struct Gap {
    /// To the end of the line, where a comment stands there: it belongs to the entry before.
    behind: String,
    /// The rest.
    before: String,
}

impl Gap {
    fn of(text: &str) -> Self {
        let mut is_comment = false;
        let comma = text.find(|character| {
            is_comment = character == '#' || is_comment && character != '\n';
            character == ',' && !is_comment
        });
        let text = match comma {
            Some(comma) => format!("{}{}", &text[..comma], &text[comma + 1..]),
            None => text.to_owned(),
        };
        let line = text.find('\n').map_or(0, |newline| newline + 1);
        let at = if text[..line].contains('#') { line } else { 0 };
        Self { behind: text[..at].to_owned(), before: text[at..].to_owned() }
    }
}

/// How a new item of a list is written, where all in it are mappings in braces and this one fits on a line like them.
pub(super) fn short_item(items: &[Entry<'_>], wanted: &Yaml) -> Option<String> {
    let is_in_braces = |item: &Entry<'_>| {
        matches!(item.value.shape, Shape::Flow(_)) && matches!(item.value.node.value, Value::Mapping(_))
    };
    let fits = |(_, value): (_, &Yaml)| !value.scalar().is_some_and(|text| text.contains('\n'));
    let is_short = matches!(wanted, Yaml::Mapping(_)) && wanted.entries().all(fits);
    let written = (is_short && items.iter().all(is_in_braces)).then(|| write::inline(wanted))?;
    (written.width() <= WIDTH).then_some(written)
}

impl Patcher<'_> {
    /// A value in brackets or braces so that it says `wanted`; `None` where that is of another kind.
    pub fn flow(&self, value: &Written<'_>, wanted: &Yaml) -> Option<String> {
        let Shape::Flow(entries) = &value.shape else { return None };
        let parts: Vec<Part> = match &value.node.value {
            Value::Mapping(_) if matches!(wanted, Yaml::Mapping(_)) => (merged(entries, wanted).into_iter())
                .map(|(original, name, new)| {
                    let text = match original {
                        Some(original) => self.flow_entry(&entries[original], new),
                        None => format!("{}: {}", write::key(name), write::inline(new)),
                    };
                    (original, text)
                })
                .collect(),
            Value::Sequence(_) => {
                let items: Vec<&Node> = entries.iter().map(|entry| entry.value.node).collect();
                let wanted = wanted.items()?;
                let text = |(original, new): (Option<usize>, &Yaml)| {
                    (original, original.map_or_else(|| write::inline(new), |at| self.flow_entry(&entries[at], new)))
                };
                matching::pairs(&items, &wanted).into_iter().zip(wanted.iter()).map(text).collect()
            }
            _ => return None,
        };
        Some(self.joined(value, entries, parts))
    }

    /// An entry between brackets with its new value.
    fn flow_entry(&self, entry: &Entry<'_>, wanted: &Yaml) -> String {
        let value = &entry.value;
        if says(value.node, wanted) {
            return self.text[entry.start..value.range.end].to_owned();
        }
        let before = &self.text[entry.start..value.range.start];
        let colon = if entry.key.is_some() && !before.trim_end().ends_with(':') { ":" } else { "" };
        let blank = if entry.key.is_some() && !before.ends_with(char::is_whitespace) { " " } else { "" };
        let in_quotes = || {
            let new = wanted.scalar()?;
            let is_quoted = self.text[value.range.clone()].starts_with(['"', '\'']);
            let indent = column(self.text, entry.start);
            is_quoted.then(|| Scalar::at(self.text, value.node, indent, true).map(|scalar| scalar.written(new)))?
        };
        let written = self.flow(value, wanted).or_else(in_quotes).unwrap_or_else(|| write::inline(wanted));
        format!("{before}{colon}{blank}{written}")
    }

    /// The parts between the brackets of `value`, with what stands between them in the file.
    fn joined(&self, value: &Written<'_>, entries: &[Entry<'_>], parts: Vec<Part>) -> String {
        let text = &self.text[value.range.clone()];
        let (open, close) = (&text[..1], &text[text.len() - 1..]);
        let (Some(first), Some(_)) = (entries.first(), parts.first()) else {
            let parts: Vec<String> = parts.into_iter().map(|(_, text)| text).collect();
            return format!("{open}{}{close}", parts.join(", "));
        };
        // What stands before each entry, and behind the last.
        let starts = entries.iter().map(|entry| entry.start).chain([value.range.end - 1]);
        let ends = [value.range.start + 1].into_iter().chain(entries.iter().map(|entry| entry.value.range.end));
        let raw: Vec<&str> = ends.zip(starts).map(|(from, to)| &self.text[from..to]).collect();
        let gaps: Vec<Gap> = raw.iter().map(|gap| Gap::of(gap)).collect();
        let own_line = format!("{}{}", self.newline, " ".repeat(column(self.text, first.start)));
        let is_one_a_line = entries.len() > 1
            && gaps[1..entries.len()].iter().all(|gap| gap.before.contains('\n') || !gap.behind.is_empty());
        let before_value = &self.text[line_start(self.text, value.range.start)..value.range.start];
        let mut line = Line { width: before_value.width(), text: open.to_owned() };
        let widest = text.lines().map(str::width).max().unwrap_or_default();
        let limit = WIDTH.max(if text.contains('\n') { widest } else { line.width + widest });
        let mut last: Option<usize> = None;
        for (index, (original, text)) in parts.into_iter().enumerate() {
            let is_behind_same = original.is_some_and(|own| own.checked_sub(1) == last && (own == 0) == (index == 0));
            let before = original.map(|own| gaps[own].before.as_str()).filter(|before| before.contains(['#', '\n']));
            let fits = line.width + 2 + text.width() <= limit;
            let as_it_was = original.filter(|_| is_behind_same).map(|own| raw[own]);
            if let Some(gap) = as_it_was.filter(|gap| fits || index == 0 || gap.contains('\n')) {
                line.push(gap);
            } else if index == 0 {
                line.push(&gaps[0].behind);
                let own = before.filter(|before| before.contains('#'));
                let usual = Some(gaps[0].before.as_str()).filter(|before| !before.contains('#'));
                line.push_below(own.or(usual).unwrap_or_default(), self.newline);
            } else {
                line.push(",");
                line.push(last.map_or("", |last| gaps[last + 1].behind.as_str()));
                match before {
                    Some(before) => line.push_below(before, self.newline),
                    None if line.text.ends_with('\n') => line.push(&own_line[self.newline.len()..]),
                    None if is_one_a_line || !fits => line.push(&own_line),
                    None => line.push(" "),
                }
            }
            line.push(&text);
            last = original;
        }
        let end = raw[entries.len()];
        if last.is_some_and(|last| last + 1 == entries.len()) {
            line.push(end);
        } else {
            let has_comma = !end.contains('#') && end.contains(',');
            line.push(if has_comma { "," } else { "" });
            line.push(last.map_or("", |last| gaps[last + 1].behind.as_str()));
            line.push(&gaps[entries.len()].before);
        }
        line.text + close
    }
}

/// A text that grows, and the width of its last line.
struct Line {
    text: String,
    width: usize,
}

impl Line {
    /// Adds comments and blanks; comments that were on lines of their own stay so.
    fn push_below(&mut self, more: &str, newline: &str) {
        let is_comment = more.trim_start_matches(' ').starts_with('#');
        self.push(if is_comment && !self.text.ends_with('\n') { newline } else { "" });
        self.push(more);
    }

    fn push(&mut self, more: &str) {
        self.text.push_str(more);
        self.width = match more.rfind('\n') {
            Some(newline) => more[newline + 1..].width(),
            None => self.width + more.width(),
        };
    }
}
