//! A file rewritten so that it says something else: what it says already stays as it is written, with its comments.
//!
//! The file is cut into entries with their lines; those that stay are put together again, and between them what is new. The
//! result is read again and must say what is wanted. Where it does not (an anchor is gone, a value lies in brackets in a
//! way that is not understood), changed records are read one by one, and those that are wrong are written anew; at last
//! the whole file is.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostics, SourceFile};
use crate::source::{Node, Value};

use super::Yaml;
use super::block::{Block, Lines, Output};
use super::flow::short_item;
use super::layout::{Entry, Shape, Written, layout, line_start};
use super::matching;
use super::others::Others;
use super::same::{is_nothing, says};
use super::scalar::newline;
use super::write::{self, Form};

/// `text` so that it says `wanted`: what it says already stays as it is written, with its comments. Records with an `id`
/// that come into it are taken with their comments from `others`, the texts of other files, where one of them has it.
///
/// Keys stay in the order of the file; a [`Yaml::Nothing`] in `wanted` is as good as no key. `None` where `text` is no
/// YAML or `wanted` cannot be written: with a key twice, or too deep.
#[must_use]
pub fn rewritten(text: &str, wanted: &Yaml, others: &[&str]) -> Option<String> {
    let (mark, content) = text.split_at(if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 });
    let node = parse(content)?;
    if says(&node, wanted) {
        return Some(text.to_owned());
    }
    let file = File::read(content)?;
    let others: Vec<File> = others.iter().filter_map(|text| File::read(text)).collect();
    let new = file.rewritten(wanted, &others)?;
    let new = if content.ends_with('\n') || content.is_empty() { &new } else { new.trim_end_matches(['\r', '\n']) };
    let is_right = parse(new).is_some_and(|node| says(&node, wanted));
    is_right.then(|| format!("{mark}{new}"))
}

/// What a text of YAML says.
pub(crate) fn parse(text: &str) -> Option<Node> {
    let file = Arc::new(SourceFile { path: String::new(), text: text.to_owned() });
    let mut diagnostics = Diagnostics::default();
    Node::parse(&file, 0, &file.text, &mut diagnostics).filter(|_| !diagnostics.has_errors())
}

/// A file whose lines all end.
#[derive(Debug)]
pub(super) struct File<'t> {
    /// Its text.
    pub text: Cow<'t, str>,
    /// What it says.
    pub node: Node,
}

impl<'t> File<'t> {
    /// Reads `text`; `None` where it is no YAML.
    pub fn read(text: &'t str) -> Option<Self> {
        let is_whole = text.ends_with('\n') || text.is_empty();
        let text = if is_whole { Cow::Borrowed(text) } else { Cow::Owned(format!("{text}{}", newline(text))) };
        Some(Self { node: parse(&text)?, text })
    }

    /// Where the document begins, behind the lines that begin it.
    pub fn start(&self) -> usize {
        let before = line_start(&self.text, self.node.span.start as usize);
        let head = self.text.get(..before).unwrap_or_default();
        let mut at = 0;
        let ends = head.split_inclusive('\n').filter_map(|line| {
            at += line.len();
            line.starts_with("---").then_some(at)
        });
        ends.last().unwrap_or_default()
    }

    /// The values as they are written.
    pub fn layout(&self) -> Option<Written<'_>> {
        layout(&self.text, &self.node, self.start())
    }

    fn rewritten(&self, wanted: &Yaml, others: &[File<'_>]) -> Option<String> {
        let is_right = |text: &String| parse(text).is_some_and(|node| says(&node, wanted));
        let edited = |is_checked| self.edited(wanted, others, is_checked).filter(is_right);
        let anew = || {
            let new = Form { is_folded: true, ..Form::default() }.file(wanted).replace('\n', newline(&self.text));
            // The comment at the head of the file says what the file is.
            let head_end = self.text.split_inclusive('\n').take_while(|line| line.starts_with('#')).map(str::len).sum();
            Some(format!("{}{new}", self.text.get(..head_end)?)).filter(is_right).or(Some(new).filter(is_right))
        };
        edited(false).or_else(|| edited(true)).or_else(anew)
    }

    /// The text with what differs written anew, as far as it is understood.
    pub fn edited(&self, wanted: &Yaml, others: &[File<'_>], is_checked: bool) -> Option<String> {
        let root = self.layout()?;
        let form = Form::of(&self.text, &root);
        let others = others.iter().filter_map(|file| Some((file, file.layout()?)));
        let files: Vec<(&File<'_>, Written<'_>)> = [(self, root)].into_iter().chain(others).collect();
        let others = Others::of(&files);
        let patcher = Patcher { text: &self.text, form, newline: newline(&self.text), others: &others, is_checked };
        patcher.file(&files.first()?.1, self.start(), wanted)
    }
}

/// Changes a text to say something else.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patcher<'a> {
    /// The text.
    pub text: &'a str,
    /// How new lines are indented.
    pub form: Form,
    /// How its lines end.
    pub newline: &'static str,
    /// Where records are that come into it.
    pub others: &'a Others<'a>,
    /// Whether each changed entry is read again, and written anew where it is not right.
    pub is_checked: bool,
}

impl Patcher<'_> {
    fn file(&self, root: &Written<'_>, start: usize, wanted: &Yaml) -> Option<String> {
        match &root.shape {
            Shape::Block(entries) => {
                let block = Block::of(self.text, entries, start..self.text.len(), true)?;
                let lines = self.block(&block, root.node, wanted)?;
                Some(format!("{}{}{}", &self.text[..start], lines.above, lines.body))
            }
            Shape::Flow(_) => {
                let Range { start, end } = root.range.clone();
                Some(format!("{}{}{}", &self.text[..start], self.flow(root, wanted)?, &self.text[end..]))
            }
            Shape::Scalar if matches!(root.node.value, Value::Null) => {
                Some(format!("{}{}", self.text, self.ended(&self.form.file(wanted))))
            }
            Shape::Scalar | Shape::Opaque => None,
        }
    }

    /// The lines of a block so that it says `wanted`; `None` where that is no block of the same kind.
    pub fn block(&self, block: &Block<'_, '_>, node: &Node, wanted: &Yaml) -> Option<Lines> {
        let outputs = match &node.value {
            Value::Mapping(_) if wanted.entries().next().is_some() => self.mapping(block, wanted),
            Value::Sequence(_) => self.sequence(block, wanted.items().filter(|items| !items.is_empty())?.as_ref()),
            _ => return None,
        };
        (!outputs.is_empty()).then(|| block.composed(outputs, self.newline))
    }

    fn mapping(&self, block: &Block<'_, '_>, wanted: &Yaml) -> Vec<Output> {
        let output = |(original, name, value): (Option<usize>, &str, &Yaml)| Output {
            original,
            lines: match original {
                Some(original) => self.kept(block, original, value),
                None => Lines::of(self.new_entry(name, value, block.column)),
            },
        };
        merged(block.entries, wanted).into_iter().map(output).collect()
    }

    /// The lines of a key that is new.
    pub fn new_entry(&self, name: &str, value: &Yaml, column: usize) -> String {
        let value = self.form.behind_key(value, column, &|record, column| self.others.lines(self, record, column));
        self.ended(&format!("{}:{value}", write::key(name)))
    }

    fn sequence(&self, block: &Block<'_, '_>, wanted: &[Yaml]) -> Vec<Output> {
        let items: Vec<&Node> = block.entries.iter().map(|entry| entry.value.node).collect();
        let output = |(original, value): (Option<usize>, &Yaml)| Output {
            original,
            lines: match original {
                Some(original) => self.kept(block, original, value),
                None => self.new_item(block, value),
            },
        };
        matching::pairs(&items, wanted).into_iter().zip(wanted).map(output).collect()
    }

    /// The lines of an item that is new.
    fn new_item(&self, block: &Block<'_, '_>, value: &Yaml) -> Lines {
        if let Some(lines) = self.others.record(self, value, block.column) {
            return lines;
        }
        let written = short_item(block.entries, value).unwrap_or_else(|| {
            self.form.behind_dash(value, block.column, &|record, column| self.others.lines(self, record, column))
        });
        Lines::of(self.ended(&format!("- {written}")))
    }

    /// The lines of an entry that stays, with the comments above it.
    fn kept(&self, block: &Block<'_, '_>, original: usize, wanted: &Yaml) -> Lines {
        let chunk = &block.chunks[original];
        let mut lines = self.entry(&block.entries[original], chunk.body.clone(), wanted);
        lines.above.insert_str(0, &self.text[chunk.lead.clone()]);
        lines
    }

    /// These lines, which all end, as those of the text do.
    pub fn ended(&self, lines: &str) -> String {
        let lines = lines.replace("\r\n", "\n");
        let end = if lines.ends_with('\n') { "" } else { "\n" };
        format!("{lines}{end}").replace('\n', self.newline)
    }
}

/// The entries of a mapping that is to say `wanted`: those that are there, in their order, and each new one behind the one
/// that is wanted before it.
pub(super) fn merged<'y>(entries: &[Entry<'_>], wanted: &'y Yaml) -> Vec<(Option<usize>, &'y str, &'y Yaml)> {
    let Yaml::Mapping(wanted) = wanted else { return Vec::new() };
    let places: HashMap<&str, usize> =
        entries.iter().enumerate().filter_map(|(place, entry)| Some((entry.key?, place))).collect();
    // Behind the entry at each place, and at 0 before all: what comes there.
    let mut merged: Vec<Vec<(Option<usize>, &str, &Yaml)>> = vec![Vec::new(); entries.len() + 1];
    let mut place = 0;
    for (name, value) in wanted {
        let original = places.get(name.as_ref()).copied();
        match original {
            Some(original) if *value != Yaml::Nothing || is_nothing(entries[original].value.node) => {
                place = original + 1;
                merged[place].push((Some(original), name, value));
            }
            None if *value != Yaml::Nothing => merged[place].push((None, name, value)),
            _ => {}
        }
    }
    merged.into_iter().flatten().collect()
}
