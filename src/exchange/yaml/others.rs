//! Records that come into a file from others, as they are written there.

use std::collections::HashMap;
use std::ops::Range;

use super::Yaml;
use super::block::{Block, Lines};
use super::layout::{Entry, Shape, Written, column};
use super::matching::is_alike;
use super::patch::{File, Patcher};
use super::same::record_id;
use super::scalar::newline;
use super::write::Form;

/// Files with the records in them.
#[derive(Debug, Default)]
pub(super) struct Others<'f> {
    files: Vec<Other<'f>>,
}

#[derive(Debug)]
struct Other<'f> {
    text: &'f str,
    form: Form,
    /// The records by their id; none where several have it.
    records: HashMap<&'f str, Option<Record<'f>>>,
}

/// An item of a list, and its lines.
#[derive(Debug)]
struct Record<'f> {
    entry: &'f Entry<'f>,
    lead: Range<usize>,
    body: Range<usize>,
}

impl<'f> Others<'f> {
    /// Those in `files`, of which the first is the one that is rewritten: a record may come from elsewhere in it.
    pub fn of(files: &'f [(&'f File<'f>, Written<'f>)]) -> Self {
        let other = |(file, root): &'f (&'f File<'f>, Written<'f>)| {
            let mut other = Other { text: &file.text, form: Form::of(&file.text, root), records: HashMap::new() };
            other.note(root, file.start()..file.text.len());
            other
        };
        Self { files: files.iter().map(other).collect() }
    }

    /// The record `wanted` as it stands elsewhere, at this column and with what it is to say.
    pub fn record(&self, into: &Patcher<'_>, wanted: &Yaml, indent: usize) -> Option<Lines> {
        let id = wanted.entries().find(|(key, _)| *key == "id")?.1.scalar()?;
        let (other, record) = self.files.iter().enumerate().find_map(|(index, other)| {
            let record = other.records.get(id)?.as_ref()?;
            // In the file itself the same id may be that of something else.
            (index > 0 || is_alike(record.entry.value.node, wanted)).then_some((other, record))
        })?;
        let from = Patcher { text: other.text, form: other.form, newline: newline(other.text), others: self, ..*into };
        let lines = from.entry(record.entry, record.body.clone(), wanted);
        let column = column(other.text, record.entry.start);
        let moved = |lines: &str| match lines {
            "" => String::new(),
            _ => into.ended(&shifted(lines, column, indent)),
        };
        let lead = format!("{}{}", &other.text[record.lead.clone()], lines.above);
        let lines = Lines { above: moved(&lead), body: moved(&lines.body) };
        let is_right = !into.is_checked || Patcher::is_right(None, &lines.body, indent, wanted);
        is_right.then_some(lines)
    }

    /// All lines of [`Self::record`].
    pub fn lines(&self, into: &Patcher<'_>, wanted: &Yaml, indent: usize) -> Option<String> {
        let lines = self.record(into, wanted, indent)?;
        Some(format!("{}{:indent$}{}", lines.above, "", lines.body))
    }
}

impl<'f> Other<'f> {
    /// Notes the records in the lines of `value`.
    fn note(&mut self, value: &'f Written<'f>, range: Range<usize>) {
        let Shape::Block(entries) = &value.shape else { return };
        let Some(block) = Block::of(self.text, entries, range, false) else { return };
        for (entry, chunk) in entries.iter().zip(&block.chunks) {
            if entry.key.is_none()
                && let Some(id) = record_id(entry.value.node)
            {
                let record = Record { entry, lead: chunk.lead.clone(), body: chunk.body.clone() };
                self.records.entry(id).and_modify(|record| *record = None).or_insert(Some(record));
            }
            self.note(&entry.value, entry.inner(self.text, &chunk.body));
        }
    }
}

/// Lines that begin at the column `from`, so that they begin at `to`. The first lacks its indentation, or is a comment.
pub(super) fn shifted(lines: &str, from: usize, to: usize) -> String {
    let mut shifted = String::with_capacity(lines.len());
    for (index, line) in lines.split_inclusive('\n').enumerate() {
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        if content.trim().is_empty() || index == 0 && indent == 0 {
            shifted.push_str(content);
        } else {
            shifted.push_str(&" ".repeat(indent.max(from) - from + to));
            shifted.push_str(content);
        }
    }
    shifted
}
