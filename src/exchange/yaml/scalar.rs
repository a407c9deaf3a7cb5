//! How a text is written in YAML: plain, in quotation marks, or as a block of lines.

use std::fmt::Write as _;
use std::ops::Range;

use crate::source::Node;

/// The longest line that a text is broken into.
pub(super) const WIDTH: usize = 120;

/// The form of a text on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Single,
    Double,
}

impl Style {
    /// The simplest that holds `text`.
    pub fn of(text: &str, in_flow: bool) -> Self {
        if is_plain(text) && (!in_flow || Self::fits_in_flow(text)) { Self::Plain } else { Self::Double }
    }

    /// Whether what is written on a line may also stand between brackets.
    pub fn fits_in_flow(written: &str) -> bool {
        written.starts_with(['"', '\'']) || !written.contains(['{', '}', '[', ']', ','])
    }

    /// `text` on one line.
    pub fn inline(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Single => format!("'{}'", text.replace('\'', "''")),
            Self::Double => {
                let mut written = String::with_capacity(text.len() + 2);
                written.push('"');
                for character in text.chars() {
                    match character {
                        '"' | '\\' => written.extend(['\\', character]),
                        '\n' => written.push_str("\\n"),
                        '\t' => written.push_str("\\t"),
                        _ if needs_escape(character) => {
                            // Writing to a string cannot fail.
                            let _ = write!(written, "\\u{:04X}", u32::from(character));
                        }
                        _ => written.push(character),
                    }
                }
                written.push('"');
                written
            }
        }
    }
}

/// How lines end in `text`.
pub(crate) fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Characters that YAML wants to be escaped, that editors do not show, or that some take for line breaks.
fn needs_escape(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\t')
        || matches!(character, '\u{85}' | '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether YAML takes `text` for a text as it stands. It is asked for more than YAML asks: who reads the file shall not
/// have to think about it either.
fn is_plain(text: &str) -> bool {
    let begins = |character: char| character.is_alphanumeric() || "（「『【〈“（".contains(character);
    let is_word = |word: &str| text.eq_ignore_ascii_case(word);
    text.starts_with(begins)
        && !text.contains([':', '#', '\n', '\t', '\\'])
        && !text.contains(needs_escape)
        && text.trim() == text
        && text.chars().any(|character| character.is_alphabetic() && !matches!(character, 'x' | 'o' | 'e' | 'E'))
        && !["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"].iter().any(|word| is_word(word))
}

/// A text in a file, or one to be written.
#[derive(Debug)]
pub(crate) struct Scalar<'a> {
    file: &'a str,
    /// Where it stands, the head of a block included.
    range: Range<usize>,
    /// The column of its key.
    indent: usize,
    in_flow: bool,
    /// What stands behind `|` or `>` and that sign, for a block; with the column of its lines.
    block: Option<(&'a str, usize)>,
    is_new: bool,
}

impl<'a> Scalar<'a> {
    /// The one that `node` is; `indent` is the column of its key, or its own in a list.
    pub fn at(file: &'a str, node: &Node, indent: usize, in_flow: bool) -> Option<Self> {
        let start = node.span.start as usize;
        let range = start..start + node.span.length as usize;
        file.get(range.clone())?;
        let mut scalar = Self { file, range, indent, in_flow, block: None, is_new: false };
        if let Some(head) = head(file, start).filter(|_| !in_flow) {
            let column = start - file[..start].rfind('\n').map_or(0, |at| at + 1);
            let text = &file[head.clone()];
            let has_indicator = text.split('#').next().is_some_and(|sign| sign.contains(|c: char| c.is_ascii_digit()));
            scalar.block = Some((text, if has_indicator { indent + 2 } else { column }));
            scalar.range.start = head.start;
        }
        Some(scalar)
    }

    /// One that is not there yet, behind a key at the column `indent`.
    pub fn new(file: &'a str, indent: usize) -> Self {
        Self { file, range: 0..0, indent, in_flow: false, block: None, is_new: true }
    }

    /// Where it stands, the head of a block included.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Whether it stands on one line.
    pub fn is_one_line(&self) -> bool {
        self.block.is_none() && !self.file[self.range()].contains('\n')
    }

    /// How `new` is written in its place, in the form that it has where that can hold it.
    pub fn written(&self, new: &str) -> String {
        let may_be_block = !self.in_flow && !new.contains(needs_escape) && !new.contains('\t') && new.trim() == new;
        if let Some((head, column)) = self.block {
            if may_be_block {
                let sign = if new.contains('\n') { "|" } else { &head[..1] };
                return self.block(&format!("{sign}{}", without_digit(&head[1..])), column, new);
            }
            let comment = head.find(" #").map_or("", |at| &head[at..]);
            return format!("{}{comment}", Style::Double.inline(new));
        }
        let old = if self.is_new { "" } else { &self.file[self.range()] };
        let line_end = self.file[self.range.end..].split(['\n', '\r']).next().unwrap_or_default();
        let may_be_block = may_be_block && (self.is_new || line_end.trim().is_empty());
        let is_long = self.indent + new.len() > WIDTH && new.contains(' ');
        match old.chars().next() {
            Some('"') => Style::Double.inline(new),
            Some('\'') if !new.contains(['\n', '\t']) && !new.contains(needs_escape) => Style::Single.inline(new),
            _ if may_be_block && new.contains('\n') => self.block("|-", self.indent + 2, new),
            _ if may_be_block && is_long && (self.is_new || !is_plain(new)) => self.block(">-", self.indent + 2, new),
            _ => Style::of(new, self.in_flow).inline(new),
        }
    }

    /// How long lines may be: as long as they were, so that a small change stays one; or what is usual.
    fn width(&self) -> usize {
        let lines = || self.file[self.range()].lines().skip(1);
        let longest = lines().map(|line| line.chars().count()).max().unwrap_or_default();
        if self.block.is_some() && (longest > WIDTH || lines().nth(1).is_some()) { longest.max(60) } else { WIDTH }
    }

    /// A block with its head; one of `>` is broken at blanks.
    fn block(&self, head: &str, column: usize, new: &str) -> String {
        let newline = newline(self.file);
        let lines: Vec<String> = if head.starts_with('>') {
            folded(new, column, self.width())
        } else {
            new.split('\n').map(str::to_owned).collect()
        };
        let mut written = head.to_owned();
        for line in lines {
            written.push_str(newline);
            if !line.is_empty() {
                written.push_str(&" ".repeat(column));
                written.push_str(&line);
            }
        }
        written
    }
}

/// What follows the sign of a block without the number of blanks, which is not kept.
fn without_digit(rest: &str) -> String {
    let end = rest.find([' ', '#']).unwrap_or(rest.len());
    rest[..end].chars().filter(|character| !character.is_ascii_digit()).chain(rest[end..].chars()).collect()
}

/// A text of one line broken where there is one blank between other characters: so it is read as what it was.
pub(super) fn folded(text: &str, column: usize, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut rest = text;
    while !rest.is_empty() {
        // The next piece reaches to a lone blank.
        let end = rest.match_indices(' ').map(|(at, _)| at).find(|&at| {
            !rest[..at].ends_with(' ') && at > 0 && !rest[at + 1..].starts_with([' ', '\t']) && at + 1 < rest.len()
        });
        let (piece, more) = end.map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]));
        let line = lines.last_mut().map_or(0, |line| line.chars().count());
        match lines.last_mut() {
            Some(last) if line == 0 => last.push_str(piece),
            Some(last) if column + line + 1 + piece.chars().count() <= width => {
                last.push(' ');
                last.push_str(piece);
            }
            _ => lines.push(piece.to_owned()),
        }
        rest = more;
    }
    lines
}

/// The head of the block whose first line with something on it begins at `start`: the sign, and a comment behind it.
fn head(file: &str, start: usize) -> Option<Range<usize>> {
    let before = &file[..start];
    let line_start = before.rfind('\n')? + 1;
    if !before[line_start..].trim().is_empty() {
        return None;
    }
    // Blank lines at the beginning belong to the text.
    let above = before[..line_start].trim_end();
    let line = above.rfind('\n').map_or(0, |at| at + 1);
    if above[line..].trim_start().starts_with('#') {
        return None;
    }
    let content = above[line..].find(" #").map_or(above.len(), |at| line + at);
    let sign = above[line..content].trim_end();
    let word = sign.rfind([' ', '\t']).map_or(0, |at| at + 1);
    let head = &sign[word..];
    let is_head = head.starts_with(['|', '>'])
        && head.len() <= 3
        && head[1..].chars().all(|character| matches!(character, '+' | '-' | '1'..='9'));
    is_head.then_some(line + word..above.len())
}
