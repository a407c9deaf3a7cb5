//! What is wrong with the input, said so that the person who wrote it can mend it.
//!
//! Every stage reports into [`Diagnostics`] and goes on, so that all problems appear at once. What can be wrong is
//! listed in one place, [`Problem`]; how it is shown is the business of [`render`].

mod catalogue;
mod english;
mod import;
mod import_note;
mod japanese;
mod problem;
mod render;
mod suggestion;
mod unreadable;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use catalogue::{CatalogueFault, Unwritable};
pub use import::ImportFault;
pub use import_note::{ImportNote, LeftOut};
pub use problem::{Expected, Found, Problem, RecordKind, Synonyms};
pub use render::{Format, Renderer};
pub use suggestion::nearest;
pub use unreadable::{TableFault, YamlFault};

use crate::text::Language;

/// A file of the content or theme folder, kept as long as somebody may point into it.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceFile {
    /// The path as shown to the user, with forward slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl SourceFile {
    fn extension(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, extension)| extension)
    }
}

/// A stretch of a source file, in bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file it lies in.
    pub file: Arc<SourceFile>,
    /// Byte offset of the first character.
    pub start: u32,
    /// Length in bytes; 0 where only a place is known.
    pub length: u32,
}

impl Span {
    /// The span from `start` of `length` bytes, cut to the file and to character boundaries.
    #[must_use]
    pub fn new(file: &Arc<SourceFile>, start: usize, length: usize) -> Self {
        let text = &file.text;
        let start = text.floor_char_boundary(start);
        let end = text.floor_char_boundary(start.saturating_add(length));
        let narrow = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        Self { file: Arc::clone(file), start: narrow(start), length: narrow(end - start) }
    }

    /// The beginning of a file, for what concerns it as a whole.
    #[must_use]
    pub fn file(file: &Arc<SourceFile>) -> Self {
        Self::new(file, 0, 0)
    }

    /// A span in a file whose text is not at hand: a path only.
    #[must_use]
    pub fn path(path: impl Into<String>) -> Self {
        Self::file(&Arc::new(SourceFile { path: path.into(), text: String::new() }))
    }

    /// The text it covers.
    #[must_use]
    pub fn text(&self) -> &str {
        let start = self.start as usize;
        self.file.text.get(start..start + self.length as usize).unwrap_or_default()
    }

    /// The text from where it begins to the end of that line.
    #[must_use]
    pub fn rest_of_line(&self) -> &str {
        let rest = self.file.text.get(self.start as usize..).unwrap_or_default();
        rest.lines().next().unwrap_or_default()
    }

    /// The part of this span that reads `needle`, or the whole where it does not occur.
    #[must_use]
    pub fn find(&self, needle: &str) -> Self {
        match self.text().find(needle) {
            Some(offset) => Self::new(&self.file, self.start as usize + offset, needle.len()),
            None => self.clone(),
        }
    }

    /// The place of `key` in the mapping that begins here, or the beginning where it is absent.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let start = self.start as usize;
        let rest = self.file.text.get(start..).unwrap_or_default();
        let is_key =
            |at: &usize| rest[at + key.len()..].starts_with(':') && !rest[..*at].ends_with(char::is_alphanumeric);
        match rest.match_indices(key).map(|(at, _)| at).find(is_key) {
            Some(at) => Self::new(&self.file, start + at, key.len()),
            None => self.clone(),
        }
    }

    /// Line and column, both from 1, the column in characters.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        let before = self.file.text.get(..self.start as usize).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

impl Span {
    /// The cell of a table in which it begins, as a spreadsheet names it: `C5`. `None` outside of tables.
    #[must_use]
    pub fn cell(&self) -> Option<String> {
        if !self.is_in_table() || self.file.text.is_empty() {
            return None;
        }
        let (mut row, mut column, mut is_quoted) = (1_usize, 0_usize, false);
        for byte in self.file.text.bytes().take(self.start as usize) {
            match byte {
                b'"' => is_quoted = !is_quoted,
                b'\n' if !is_quoted => (row, column) = (row + 1, 0),
                b',' | b'\t' if !is_quoted => column += 1,
                _ => {}
            }
        }
        Some(format!("{}{row}", column_letters(column)))
    }

    /// Whether its file is a table.
    #[must_use]
    pub fn is_in_table(&self) -> bool {
        matches!(self.file.extension(), "csv" | "xlsx")
    }

    /// Whether its file has lines that an editor shows; a workbook has cells only.
    #[must_use]
    pub fn has_lines(&self) -> bool {
        self.file.extension() != "xlsx"
    }
}

/// The letters of a column of a spreadsheet, from 0: A, B, … Z, AA.
fn column_letters(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or_default());
    if column < 26 { letter.to_string() } else { format!("{}{letter}", column_letters(column / 26 - 1)) }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site cannot be published like this.
    Error,
    /// The site can be published, but somebody should look.
    Warning,
}

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub problem: Problem,
    /// Where, unless it concerns no file.
    pub span: Option<Span>,
}

/// All problems of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// Ids of records that were left out because of an error: that others refer to them is no further error.
    lost: BTreeSet<String>,
}

impl Diagnostics {
    /// Reports an error at `span`.
    pub fn error(&mut self, problem: Problem, span: &Span) {
        self.list.push(Diagnostic { severity: Severity::Error, problem, span: Some(span.clone()) });
    }

    /// Reports a warning at `span`.
    pub fn warning(&mut self, problem: Problem, span: &Span) {
        self.list.push(Diagnostic { severity: Severity::Warning, problem, span: Some(span.clone()) });
    }

    /// Reports an error that has no place in a file.
    pub fn error_without_span(&mut self, problem: Problem) {
        self.list.push(Diagnostic { severity: Severity::Error, problem, span: None });
    }

    /// Takes over the problems of `other`.
    pub fn extend(&mut self, other: Self) {
        self.list.extend(other.list);
        self.lost.extend(other.lost);
    }

    /// Notes that the record with this id was left out because of an error in it.
    pub fn lose(&mut self, id: &str) {
        self.lost.insert(id.to_owned());
    }

    /// Whether what an address or reference leads to, or something above it, was left out because of an error.
    #[must_use]
    pub fn is_lost(&self, reference: &str) -> bool {
        if self.lost.is_empty() {
            return false;
        }
        // Anchors join the ids of clauses by hyphens.
        let anchor = reference.split_once('#').map_or("", |(_, anchor)| anchor).split('-');
        reference.split(['/', '#']).chain(anchor).any(|segment| self.lost.contains(segment))
    }

    /// Whether anything keeps the site from being published.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether nothing at all is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many errors and how many warnings.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.list.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        (errors, self.list.len() - errors)
    }

    /// All of them by file and place, each once: a text that appears on several pages is wrong only once.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by(|a, b| {
            let place = |diagnostic: &Diagnostic| diagnostic.span.as_ref().map(|span| (span.start, span.length));
            let path = |diagnostic: &Diagnostic| diagnostic.span.as_ref().map(|span| span.file.path.clone());
            (path(a), place(a), a.severity)
                .cmp(&(path(b), place(b), b.severity))
                .then_with(|| a.problem.message(Language::English).cmp(&b.problem.message(Language::English)))
        });
        self.list.dedup();
        self.list
    }
}

/// The beginning of a value, for a message: a whole paragraph would hide what is said of it.
fn beginning(value: &str) -> String {
    const LONGEST: usize = 30;
    let mut beginning: String = value.chars().take_while(|character| *character != '\n').take(LONGEST).collect();
    if beginning.len() < value.len() {
        beginning.push('…');
    }
    beginning
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { list: vec![diagnostic], ..Self::default() }
    }
}
