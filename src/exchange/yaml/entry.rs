//! A key or item of a block whose value changes.

use std::ops::Range;

use unicode_width::UnicodeWidthStr as _;

use crate::source::{Node, Value};

use super::Yaml;
use super::block::{Block, Lines};
use super::layout::{Entry, Shape, Written, column, comment, line_end, line_start};
use super::others::shifted;
use super::patch::{Patcher, merged, parse};
use super::same::says;
use super::scalar::{Scalar, Style, WIDTH};
use super::write::{self, WIDEST};

impl Entry<'_> {
    /// Where a block that is its value lies in its lines: behind its mark, or on the lines below.
    pub fn inner(&self, text: &str, body: &Range<usize>) -> Range<usize> {
        let below = line_end(text, self.mark);
        let start = self.value.range.start;
        (if start < below { start } else { below })..body.end
    }
}

impl Patcher<'_> {
    /// The lines `body` of an entry so that its value says `wanted`.
    pub fn entry(&self, entry: &Entry<'_>, body: Range<usize>, wanted: &Yaml) -> Lines {
        if says(entry.value.node, wanted) {
            return Lines::of(self.text[body].to_owned());
        }
        let indent = column(self.text, entry.start);
        let is_right = |lines: &Lines| !self.is_checked || Self::is_right(entry.key, &lines.body, indent, wanted);
        self.changed(entry, &body, wanted).filter(is_right).unwrap_or_else(|| self.anew(entry, wanted))
    }

    /// Whether the lines of an entry at this column say alone what they are to say.
    pub fn is_right(key: Option<&str>, lines: &str, indent: usize, wanted: &Yaml) -> bool {
        let Some(Node { value, .. }) = parse(&format!("{:indent$}{lines}", "")) else { return false };
        match (value, key) {
            (Value::Mapping(entries), Some(key)) => {
                matches!(entries.as_slice(), [(name, value)] if name.name == key && says(value, wanted))
            }
            (Value::Sequence(items), None) => matches!(items.as_slice(), [item] if says(item, wanted)),
            _ => false,
        }
    }

    /// What stays of the value kept, where that is possible.
    fn changed(&self, entry: &Entry<'_>, body: &Range<usize>, wanted: &Yaml) -> Option<Lines> {
        let value = &entry.value;
        let in_line = |written: &str| {
            let before = &self.text[entry.start..value.range.start];
            let blank = if before.ends_with([':', '-']) { " " } else { "" };
            let after = &self.text[value.range.end..body.end];
            Some(Lines::of(format!("{before}{blank}{written}{after}")))
        };
        match (&value.shape, wanted.scalar()) {
            (Shape::Block(entries), None) if Self::is_same_kind(value, wanted) => {
                let inner = entry.inner(self.text, body);
                let block = Block::of(self.text, entries, inner.clone(), false)?;
                let lines = self.block(&block, value.node, wanted)?;
                let before = &self.text[entry.start..inner.start];
                Some(Lines { above: lines.above, body: format!("{before}{}", lines.body) })
            }
            (Shape::Flow(entries), None) if Self::is_same_kind(value, wanted) => {
                let written = self.flow(value, wanted)?;
                if self.is_too_much_for_a_line(value, wanted, &written) {
                    return Some(self.unfolded(entry, entries, wanted));
                }
                in_line(&written)
            }
            (Shape::Scalar, Some(new)) => in_line(&self.scalar(entry, new, wanted)?),
            (Shape::Scalar, None) => self.extended(entry, body, wanted),
            (Shape::Block(entries) | Shape::Flow(entries), Some(_))
                if entries.iter().all(|entry| entry.key.is_some()) =>
            {
                self.shrunk(entry, entries, wanted)
            }
            _ => None,
        }
    }

    fn is_same_kind(value: &Written<'_>, wanted: &Yaml) -> bool {
        matches!(value.node.value, Value::Mapping(_)) == matches!(wanted, Yaml::Mapping(_))
    }

    /// A text in the place of another, in its form where that can hold it.
    fn scalar(&self, entry: &Entry<'_>, new: &str, wanted: &Yaml) -> Option<String> {
        let range = entry.value.range.clone();
        let old = self.text.get(range.clone()).filter(|old| !old.is_empty())?;
        if !old.contains('\n') && !old.starts_with(['"', '\'', '|', '>']) {
            let is_block = write::has_block_form(new) && (old.width() <= WIDEST || new.contains('\n'));
            return if is_block { None } else { write::line(wanted) };
        }
        let scalar = Scalar::at(self.text, entry.value.node, column(self.text, entry.start), false)?;
        (scalar.range() == range).then(|| scalar.written(new))
    }

    /// Whether a mapping in braces had better be one of lines.
    fn is_too_much_for_a_line(&self, value: &Written<'_>, wanted: &Yaml, written: &str) -> bool {
        let old = &self.text[value.range.clone()];
        let has_lines = |(_, value): (_, &Yaml)| value.scalar().is_some_and(|text| text.contains('\n'));
        let column = self.text[line_start(self.text, value.range.start)..value.range.start].width();
        let limit = WIDTH.max(column + old.width());
        !old.contains('\n')
            && matches!(wanted, Yaml::Mapping(_))
            && (wanted.entries().any(has_lines) || written.contains('\n') || column + written.width() > limit)
    }

    /// A mapping in braces as one of lines.
    fn unfolded(&self, entry: &Entry<'_>, entries: &[Entry<'_>], wanted: &Yaml) -> Lines {
        let indent = self.inner_column(entry);
        let line = |(original, name, value): (Option<usize>, &str, &Yaml)| match original
            .map(|original| &entries[original])
            .filter(|old| says(old.value.node, value))
        {
            Some(old) => self.ended(&format!("{}: {}", write::key(name), &self.text[old.value.range.clone()])),
            None => self.new_entry(name, value, indent),
        };
        self.as_lines(entry, merged(entries, wanted).into_iter().map(line).collect())
    }

    /// A text that becomes one side of a mapping.
    fn extended(&self, entry: &Entry<'_>, body: &Range<usize>, wanted: &Yaml) -> Option<Lines> {
        let range = entry.value.range.clone();
        let old = self.text.get(range.clone()).filter(|old| !old.is_empty())?;
        let (side, _) = wanted.entries().find(|(_, value)| says(entry.value.node, value))?;
        let is_scalar = |(_, value): (_, &Yaml)| value.scalar().is_some_and(|text| !text.contains('\n'));
        let is_one_line = !old.contains('\n') && !old.starts_with(['|', '>']);
        if is_one_line && Style::fits_in_flow(old) && wanted.entries().all(is_scalar) {
            let parts: Vec<String> = (wanted.entries())
                .map(|(name, value)| {
                    let written = if name == side { old.to_owned() } else { write::inline(value) };
                    format!("{}: {written}", write::key(name))
                })
                .collect();
            let before = &self.text[line_start(self.text, range.start)..range.start];
            let written = format!("{{{}}}", parts.join(", "));
            if before.width() + written.width() <= WIDTH {
                let (before, after) = (&self.text[entry.start..range.start], &self.text[range.end..body.end]);
                return Some(Lines::of(format!("{before}{written}{after}")));
            }
        }
        let indent = self.inner_column(entry);
        let old = shifted(old, column(self.text, entry.start), indent);
        let line = |(name, value): (&str, &Yaml)| {
            if name == side {
                self.ended(&format!("{}: {old}", write::key(name)))
            } else {
                self.new_entry(name, value, indent)
            }
        };
        Some(self.as_lines(entry, wanted.entries().map(line).collect()))
    }

    /// A mapping that becomes the text of one of its sides.
    fn shrunk(&self, entry: &Entry<'_>, entries: &[Entry<'_>], wanted: &Yaml) -> Option<Lines> {
        let side = entries.iter().find(|side| says(side.value.node, wanted))?;
        let range = side.value.range.clone();
        let written = self.text.get(range.clone()).filter(|text| !text.is_empty())?;
        let is_flow = matches!(entry.value.shape, Shape::Flow(_));
        if is_flow && written.contains('\n') {
            return None;
        }
        let from = column(self.text, side.start);
        let written = if is_flow { written.to_owned() } else { shifted(written, from, column(self.text, entry.start)) };
        // The comment on the line of the key and that of the side share a line now.
        let of_side = if is_flow { None } else { self.comment(side) };
        let (head, rest) = written.split_at(written.find('\n').unwrap_or(written.len()));
        let head = of_side.and_then(|comment| head.trim_end().strip_suffix(comment)).unwrap_or(head).trim_end();
        let mut line = format!("{} {head}", &self.text[entry.start..entry.mark]);
        for comment in self.comment(entry).into_iter().chain(of_side) {
            line.push(' ');
            line.push_str(comment);
        }
        Some(Lines::of(self.ended(&format!("{line}{rest}"))))
    }

    /// The value written anew.
    fn anew(&self, entry: &Entry<'_>, wanted: &Yaml) -> Lines {
        let indent = column(self.text, entry.start);
        let elsewhere = |record: &Yaml, column: usize| self.others.lines(self, record, column);
        let value = match entry.key {
            Some(_) => self.form.behind_key(wanted, indent, &elsewhere),
            None => format!(" {}", self.form.behind_dash(wanted, indent, &elsewhere)),
        };
        let comment = self.comment(entry).map(|comment| format!(" {comment}")).unwrap_or_default();
        let first = value.find('\n').unwrap_or(value.len());
        let before = &self.text[entry.start..entry.mark];
        let lines = format!("{before}{}{comment}{}", &value[..first], &value[first..]);
        Lines::of(self.ended(&lines))
    }

    /// The value as these lines, behind the dash or below the key.
    fn as_lines(&self, entry: &Entry<'_>, lines: Vec<String>) -> Lines {
        let indent = " ".repeat(self.inner_column(entry));
        let mut body = self.text[entry.start..entry.mark].to_owned();
        let comment = self.comment(entry).filter(|comment| lines.iter().all(|line| !line.contains(comment)));
        if entry.key.is_some() {
            if let Some(comment) = comment {
                body.push(' ');
                body.push_str(comment);
            }
            body.push_str(self.newline);
        }
        for (index, line) in lines.into_iter().enumerate() {
            match entry.key {
                None if index == 0 => {
                    body.push(' ');
                    let first = line.find(['\r', '\n']).unwrap_or(line.len());
                    let comment = comment.map(|comment| format!(" {comment}")).unwrap_or_default();
                    body.extend([&line[..first], &comment, &line[first..]]);
                }
                _ => {
                    body.push_str(&indent);
                    body.push_str(&line);
                }
            }
        }
        Lines::of(body)
    }

    /// The column of the keys of a mapping that becomes the value.
    fn inner_column(&self, entry: &Entry<'_>) -> usize {
        column(self.text, entry.start) + if entry.key.is_some() { self.form.keys } else { 2 }
    }

    /// The comment on the line of the key or in the head of a block of lines or, where it is no block, behind the value.
    fn comment(&self, entry: &Entry<'_>) -> Option<&str> {
        let value = &entry.value;
        let in_head = || {
            let head = self.text[value.range.clone()].split(['\r', '\n']).next()?;
            head.starts_with(['|', '>']).then(|| head.find(" #").map(|at| head[at..].trim()))?
        };
        let is_block = matches!(value.shape, Shape::Block(_));
        let behind = || comment(self.text, value.range.end).filter(|_| !is_block);
        comment(self.text, entry.mark).or_else(in_head).or_else(behind)
    }
}
