//! Where each value of a file begins and ends. The parser tells where values begin; their ends, brackets, colons and
//! dashes are found here, from the front to the back. What is met there and not understood makes the value around it opaque.

use std::ops::Range;

use crate::source::{Node, Value};

use super::write::Form;

/// A value as it is written.
#[derive(Debug)]
pub(super) struct Written<'n> {
    /// What it says.
    pub node: &'n Node,
    /// From its first byte to its last: with brackets, the first dash, or the head of a block of lines. Empty, behind the
    /// colon or dash, where nothing is written.
    pub range: Range<usize>,
    /// How it is written.
    pub shape: Shape<'n>,
}

/// How a value is written.
#[derive(Debug)]
pub(super) enum Shape<'n> {
    /// A text, or nothing.
    Scalar,
    /// In brackets or braces.
    Flow(Vec<Entry<'n>>),
    /// A line or more an entry.
    Block(Vec<Entry<'n>>),
    /// With an alias, anchor, tag or something else that is not looked into.
    Opaque,
}

/// A key with its value, or an item.
#[derive(Debug)]
pub(super) struct Entry<'n> {
    /// The key; none of an item.
    pub key: Option<&'n str>,
    /// Where its key or dash stands; of an item in brackets, where its value begins.
    pub start: usize,
    /// The byte behind the colon or dash.
    pub mark: usize,
    /// The value.
    pub value: Written<'n>,
}

/// Finds the place of `node`, the whole of `text` from byte `from` on.
pub(super) fn layout<'n>(text: &str, node: &'n Node, from: usize) -> Option<Written<'n>> {
    Scanner { text }.value(node, from, text.len(), false)
}

/// The column of a byte, from 0, in bytes: what stands before a key is blanks and hyphens.
pub(super) fn column(text: &str, at: usize) -> usize {
    at - line_start(text, at)
}

/// Where the line begins in which byte `at` stands.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// Where the next line begins.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |newline| at + newline + 1)
}

/// The comment behind byte `at` on its line, where there is nothing else.
pub(super) fn comment(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..line_end(text, at))?.trim();
    rest.starts_with('#').then_some(rest)
}

impl Form {
    /// The one that a file has.
    pub fn of(text: &str, root: &Written<'_>) -> Self {
        let (mut keys, mut dashes) = (None, None);
        note_indentation(text, root, &mut keys, &mut dashes);
        let usual = Self::default();
        Self { keys: keys.unwrap_or(usual.keys), dashes: dashes.unwrap_or(usual.dashes), is_folded: true }
    }
}

/// Notes how far the first keys and the first dashes below a key are indented.
fn note_indentation(text: &str, value: &Written<'_>, keys: &mut Option<usize>, dashes: &mut Option<usize>) {
    let Shape::Block(entries) = &value.shape else { return };
    for entry in entries {
        if keys.is_some() && dashes.is_some() {
            return;
        }
        if entry.key.is_some() && matches!(entry.value.shape, Shape::Block(_)) {
            let kind = if matches!(entry.value.node.value, Value::Mapping(_)) { &mut *keys } else { &mut *dashes };
            let further = column(text, entry.value.range.start).checked_sub(column(text, entry.start));
            *kind = kind.or(further);
        }
        note_indentation(text, &entry.value, keys, dashes);
    }
}

struct Scanner<'t> {
    text: &'t str,
}

impl Scanner<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The first byte from `at` on that is neither blank nor comment.
    fn skip(&self, mut at: usize) -> usize {
        loop {
            match self.byte(at) {
                Some(b' ' | b'\t' | b'\r' | b'\n') => at += 1,
                Some(b'#') if at == 0 || self.byte(at - 1).is_some_and(|before| before.is_ascii_whitespace()) => {
                    at = line_end(self.text, at);
                }
                _ => return at,
            }
        }
    }

    /// The first byte from `at` on that is no blank.
    fn skip_blanks(&self, mut at: usize) -> usize {
        while matches!(self.byte(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        at
    }

    /// The end of the word that begins at `at`.
    fn word_end(&self, mut at: usize, in_flow: bool) -> usize {
        while let Some(byte) = self.byte(at) {
            if byte.is_ascii_whitespace() || in_flow && matches!(byte, b',' | b']' | b'}') {
                break;
            }
            at += 1;
        }
        at
    }

    /// The place of `node`, which is looked for from `from` on and ends before `limit`.
    fn value<'n>(&self, node: &'n Node, from: usize, limit: usize, in_flow: bool) -> Option<Written<'n>> {
        let start = node.span.start as usize;
        let end = start + node.span.length as usize;
        let at = self.skip(from);
        let written = |range, shape| Some(Written { node, range, shape });
        let is_nothing = matches!(node.value, Value::Null) && node.span.length == 0;
        match self.byte(at).filter(|_| !is_nothing || at < line_end(self.text, from)) {
            Some(b'*') => written(at..self.word_end(at, in_flow), Shape::Opaque),
            Some(b'&' | b'!') => {
                let inner = self.value(node, self.word_end(at, in_flow), limit, in_flow)?;
                written(at..inner.range.end, Shape::Opaque)
            }
            _ if is_nothing => written(from..from, Shape::Scalar),
            Some(b'|' | b'>') if !in_flow && matches!(node.value, Value::Scalar(_)) => {
                let end = if node.span.length == 0 { 0 } else { end };
                written(at..end.max(self.word_end(at, false)), Shape::Scalar)
            }
            // Of a list whose dashes stand at the column of its key the parser tells where the first item begins.
            Some(b'-') if !in_flow && at < start && matches!(node.value, Value::Sequence(_)) => {
                self.block_value(node, at, limit)
            }
            _ if at != start => None,
            Some(b'[' | b'{') if node.span.length == 1 && !matches!(node.value, Value::Scalar(_)) => {
                let (entries, end) = self.flow(node, start + 1)?;
                written(start..end, Shape::Flow(entries))
            }
            _ if matches!(node.value, Value::Null | Value::Scalar(_)) => written(start..end, Shape::Scalar),
            _ if in_flow => None,
            _ => self.block_value(node, start, limit),
        }
    }

    fn block_value<'n>(&self, node: &'n Node, start: usize, limit: usize) -> Option<Written<'n>> {
        let entries = self.block(node, start, limit)?;
        let end = entries.last()?.value.range.end;
        Some(Written { node, range: start..end, shape: Shape::Block(entries) })
    }

    /// What stands between brackets from `at` on, and the byte behind the closing one.
    fn flow<'n>(&self, node: &'n Node, mut at: usize) -> Option<(Vec<Entry<'n>>, usize)> {
        let limit = self.text.len();
        let mut entries = Vec::new();
        let mut add = |at: usize, key: Option<(&'n str, usize)>, node: &'n Node| {
            let start = self.skip(at);
            let (name, mark) = match key {
                Some((name, end)) => {
                    let colon = self.skip_blanks(end);
                    let has_value = self.byte(colon) == Some(b':');
                    if !has_value && node.span.length > 0 {
                        return None;
                    }
                    (Some(name), if has_value { colon + 1 } else { end })
                }
                None => (None, start),
            };
            let value = self.value(node, mark, limit, true)?;
            let after = self.skip(value.range.end);
            let after = if self.byte(after) == Some(b',') { after + 1 } else { after };
            entries.push(Entry { key: name, start, mark, value });
            Some(after)
        };
        match &node.value {
            Value::Sequence(items) => {
                for item in items {
                    at = add(at, None, item)?;
                }
            }
            Value::Mapping(pairs) => {
                for (key, value) in pairs {
                    if key.span.start as usize != self.skip(at) {
                        return None;
                    }
                    at = add(at, Some((&key.name, (key.span.start + key.span.length) as usize)), value)?;
                }
            }
            Value::Null | Value::Scalar(_) => return None,
        }
        let close = self.skip(at);
        matches!(self.byte(close), Some(b']' | b'}')).then_some((entries, close + 1))
    }

    /// The entries of a block, of which the first begins at `at`.
    fn block<'n>(&self, node: &'n Node, mut at: usize, limit: usize) -> Option<Vec<Entry<'n>>> {
        let mut entries: Vec<Entry<'n>> = Vec::new();
        // The next entry's line bounds what is not understood.
        let bound = |next: Option<usize>| next.map_or(limit, |next| line_start(self.text, next).min(limit));
        let value =
            |node, mark, limit| self.value(node, mark, limit, false).unwrap_or_else(|| self.opaque(node, mark, limit));
        match &node.value {
            Value::Sequence(items) => {
                for (position, item) in items.iter().enumerate() {
                    let is_dash = self.byte(at) == Some(b'-')
                        && self.byte(at + 1).is_none_or(|after| after.is_ascii_whitespace());
                    if !is_dash {
                        return None;
                    }
                    let limit = bound(items.get(position + 1).map(|next| next.span.start as usize));
                    let value = value(item, at + 1, limit);
                    let next = self.skip(value.range.end);
                    entries.push(Entry { key: None, start: at, mark: at + 1, value });
                    at = next;
                }
            }
            Value::Mapping(pairs) => {
                for (position, (key, item)) in pairs.iter().enumerate() {
                    let end = (key.span.start + key.span.length) as usize;
                    let colon = self.skip_blanks(end);
                    if key.span.start as usize != at || self.byte(colon) != Some(b':') {
                        return None;
                    }
                    let limit = bound(pairs.get(position + 1).map(|(next, _)| next.span.start as usize));
                    let value = value(item, colon + 1, limit);
                    let next = self.skip(value.range.end);
                    entries.push(Entry { key: Some(&key.name), start: at, mark: colon + 1, value });
                    at = next;
                }
            }
            Value::Null | Value::Scalar(_) => return None,
        }
        Some(entries)
    }

    /// Something that is not understood, between `from` and `limit`: it ends before the blank lines and comments there.
    fn opaque<'n>(&self, node: &'n Node, from: usize, limit: usize) -> Written<'n> {
        let mut end = limit.max(from);
        while end > from {
            let line = line_start(self.text, end - 1).max(from);
            let content = self.text.get(line..end).unwrap_or_default().trim();
            if !content.is_empty() && !content.starts_with('#') {
                end = line + self.text.get(line..end).map_or(0, |line| line.trim_end().len());
                break;
            }
            end = line;
        }
        Written { node, range: from..end, shape: Shape::Opaque }
    }
}
