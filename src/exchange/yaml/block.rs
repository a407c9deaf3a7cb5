//! Blocks put together anew from the lines of their entries.
//!
//! Comment lines directly above an entry belong to it, and so do those below it that are indented further, where there is
//! something that they can belong to. Other comments stay where they are, before the next entry that stays.

use std::ops::Range;

use crate::compare::longest_rise;

use super::layout::{Entry, Shape, column, line_end, line_start};

/// The lines of an entry or block. The first one lacks its indentation, for it may come to stand behind a dash.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Comment lines above it.
    pub above: String,
    /// Its own lines.
    pub body: String,
}

/// The entries of a block, and which lines of the file belong to each.
#[derive(Debug)]
pub(super) struct Block<'e, 'n> {
    text: &'e str,
    /// The entries; there is at least one.
    pub entries: &'e [Entry<'n>],
    /// The column at which they begin.
    pub column: usize,
    /// Their lines.
    pub chunks: Vec<Chunk>,
    /// What follows the last one.
    tail: Range<usize>,
}

/// The lines of an entry in a file.
#[derive(Debug)]
pub(super) struct Chunk {
    /// Blank lines, and comments that belong to no entry.
    gap: Range<usize>,
    /// The comments directly above it.
    pub lead: Range<usize>,
    /// Its own lines, without the indentation of the first.
    pub body: Range<usize>,
}

/// An entry of the block that is wanted.
#[derive(Debug)]
pub(super) struct Output {
    /// The place of the entry that it was.
    pub original: Option<usize>,
    /// Its lines.
    pub lines: Lines,
}

impl Lines {
    /// These lines, with no comments above.
    pub fn of(body: String) -> Self {
        Self { above: String::new(), body }
    }
}

impl<'e, 'n> Block<'e, 'n> {
    /// The block of `entries` that reaches over `range`; `has_head` tells that the comment at its beginning is that of
    /// the whole file.
    pub fn of(text: &'e str, entries: &'e [Entry<'n>], range: Range<usize>, has_head: bool) -> Option<Self> {
        let column = column(text, entries.first()?.start);
        let mut chunks: Vec<Chunk> = Vec::with_capacity(entries.len());
        let mut at = range.start;
        for (index, entry) in entries.iter().enumerate() {
            let line = line_start(text, entry.start).max(range.start);
            if let Some(before) = index.checked_sub(1) {
                at = end_of_inner(text, &entries[before], at..line);
                chunks[before].body.end = at;
            }
            let mut lead = line.max(at);
            while lead > at && is_comment(&text[line_start(text, lead - 1)..lead]) {
                lead = line_start(text, lead - 1).max(at);
            }
            if has_head && index == 0 && !has_comment(&text[at..lead]) {
                lead = line;
            }
            let end = line_end(text, entry.value.range.end).min(range.end);
            chunks.push(Chunk { gap: at..lead, lead: lead..line, body: entry.start..end });
            at = end;
        }
        let last = chunks.last_mut()?;
        last.body.end = end_of_inner(text, entries.last()?, at..range.end);
        let tail = last.body.end..range.end;
        Some(Self { text, entries, column, chunks, tail })
    }

    /// The block with these entries in its place.
    pub fn composed(&self, outputs: Vec<Output>, newline: &str) -> Lines {
        let originals: Vec<usize> = outputs.iter().filter_map(|output| output.original).collect();
        let mut stays = longest_rise(&originals).into_iter();
        let is_compact = self.chunks.first().is_some_and(|first| column(self.text, first.gap.start) > 0);
        let margin = newline.repeat(self.margin());
        let mut all = Lines::default();
        let mut next = 0;
        let mut before: Option<usize> = None;
        for (index, output) in outputs.into_iter().enumerate() {
            let is_first = index == 0;
            let is_behind_same = output.original.is_some_and(|original| original.checked_sub(1) == before);
            let is_behind_same = is_behind_same && (is_first || before.is_some());
            let mut gaps = Vec::new();
            if is_first {
                gaps.push(self.gap(0));
                next = 1;
            }
            match output.original.filter(|_| stays.next().unwrap_or_default()) {
                Some(original) => {
                    gaps.extend(self.detached(next..original));
                    let own = if original == 0 { &margin } else { self.gap(original) };
                    gaps.extend(Some(own).filter(|own| !is_first || original > 0 && has_comment(own)));
                    next = next.max(original + 1);
                }
                None => gaps.extend(Some(margin.as_str()).filter(|_| !is_first)),
            }
            let mut above = joined(&gaps, is_first);
            above.push_str(&output.lines.above);
            let above = if is_behind_same { above } else { self.indented_at_most(&above) };
            if is_first && is_compact {
                all.above = above;
            } else {
                all.body.push_str(&above);
                all.body.push_str(&" ".repeat(self.column));
            }
            all.body.push_str(&output.lines.body);
            before = output.original;
        }
        let gaps: Vec<&str> = self.detached(next..self.chunks.len()).chain([&self.text[self.tail.clone()]]).collect();
        let end = joined(&gaps, false);
        let is_behind_same = before.is_some_and(|before| before + 1 == self.chunks.len());
        all.body.push_str(&if is_behind_same { end } else { self.indented_at_most(&end) });
        all
    }

    fn gap(&self, index: usize) -> &str {
        self.chunks.get(index).map_or("", |chunk| &self.text[chunk.gap.clone()])
    }

    /// How many blank lines there are between all entries.
    fn margin(&self) -> usize {
        let blanks = |index| self.gap(index).lines().filter(|line| line.trim().is_empty()).count();
        (1..self.chunks.len()).map(blanks).min().unwrap_or_default()
    }

    /// The gaps above these entries that have comments that belong to none of them.
    fn detached(&self, gaps: Range<usize>) -> impl Iterator<Item = &str> {
        gaps.map(|index| self.gap(index)).filter(|gap| has_comment(gap))
    }

    /// Comment lines that begin no further in than the entries: below the lines of another text they would be part of it.
    fn indented_at_most(&self, comments: &str) -> String {
        let indent = " ".repeat(self.column);
        let line = |line: &str| {
            let content = line.trim_start_matches(' ');
            let is_comment = content.starts_with('#');
            let is_further = line.len() - content.len() > self.column;
            if is_comment && is_further { format!("{indent}{content}") } else { line.to_owned() }
        };
        comments.split_inclusive('\n').map(line).collect()
    }
}

/// Gaps that came to stand below each other, without blank lines where there is one already or nothing before.
fn joined(gaps: &[&str], is_first: bool) -> String {
    let mut joined = String::new();
    for (index, gap) in gaps.iter().enumerate() {
        let has_blank = match joined.lines().last() {
            Some(line) => line.trim().is_empty(),
            None => is_first && index > 0,
        };
        let blanks: usize = gap.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
        joined.push_str(if has_blank { &gap[blanks..] } else { gap });
    }
    joined
}

/// Where the lines end that belong to what lies in `entry`, of those in `lines` behind it.
fn end_of_inner(text: &str, entry: &Entry<'_>, lines: Range<usize>) -> usize {
    let mut end = lines.start;
    if !matches!(entry.value.shape, Shape::Block(_)) {
        return end;
    }
    let mut at = lines.start;
    for line in text[lines].split_inclusive('\n') {
        at += line.len();
        let content = line.trim_start_matches(' ');
        if content.starts_with('#') && line.len() - content.len() > column(text, entry.start) {
            end = at;
        } else if !content.trim().is_empty() {
            break;
        }
    }
    end
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

fn has_comment(lines: &str) -> bool {
    lines.lines().any(is_comment)
}
