//! How problems are shown: to a person, in one line, as JSON, or as annotations of a CI service.

use std::fmt::Write as _;

use serde_json::json;
use unicode_width::UnicodeWidthStr;

use crate::text::Language;

use super::{Diagnostic, Severity, Span};

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Several lines with the line in question, underlined.
    #[default]
    Human,
    /// One line each.
    Short,
    /// A JSON object.
    Json,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// Shows problems in one format and language.
#[derive(Debug, Clone, Copy)]
pub struct Renderer {
    /// The form of output.
    pub format: Format,
    /// The language of the messages.
    pub language: Language,
    /// Whether to colour them by escape sequences of a terminal.
    pub colour: bool,
}

impl Renderer {
    /// One problem as text; for [`Format::Json`] its JSON object.
    #[must_use]
    pub fn render(self, diagnostic: &Diagnostic) -> String {
        match self.format {
            Format::Human => self.human(diagnostic),
            Format::Short => self.short(diagnostic),
            Format::Json => self.json(diagnostic).to_string(),
            Format::Github => self.github(diagnostic),
        }
    }

    fn human(self, diagnostic: &Diagnostic) -> String {
        let (bold, red, yellow, blue, reset) =
            if self.colour { ("\x1b[1m", "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[0m") } else { ("", "", "", "", "") };
        let colour = match diagnostic.severity {
            Severity::Error => red,
            Severity::Warning => yellow,
        };
        let problem = &diagnostic.problem;
        let mut out = format!(
            "{bold}{colour}{}{reset}{bold}: {}{reset} [{}]\n",
            self.severity(diagnostic.severity),
            problem.message(self.language),
            problem.code()
        );
        if let Some(span) = &diagnostic.span {
            let (line, column) = span.position();
            if span.file.text.is_empty() {
                let _ = writeln!(out, "  {blue}-->{reset} {}", span.file.path);
            } else {
                let (excerpt, indent, width) = underline(span);
                let cell = span.cell().map(|cell| self.cell(&cell)).unwrap_or_default();
                let at = if span.has_lines() { format!(":{line}:{column}") } else { String::new() };
                let line = if span.has_lines() { line.to_string() } else { String::new() };
                let gutter = line.len();
                let _ = writeln!(out, "{:gutter$} {blue}-->{reset} {}{at}{cell}", "", span.file.path);
                let _ = writeln!(out, "{:gutter$} {blue}|{reset}", "");
                let _ = writeln!(out, "{blue}{line} |{reset} {excerpt}");
                let _ = writeln!(
                    out,
                    "{:gutter$} {blue}|{reset} {:indent$}{colour}{}{reset}",
                    "",
                    "",
                    "^".repeat(width.max(1))
                );
            }
        }
        if let Some(hint) = problem.hint(self.language) {
            let _ = writeln!(out, "  {blue}={reset} {}: {hint}", self.hint_label());
        }
        out
    }

    fn short(self, diagnostic: &Diagnostic) -> String {
        format!(
            "{}{}: {} [{}]",
            self.place(diagnostic.span.as_ref()),
            self.severity(diagnostic.severity),
            diagnostic.problem.message(self.language),
            diagnostic.problem.code()
        )
    }

    /// The JSON object of one problem: `severity, code, message, hint, file, line, column, cell,
    /// excerpt`; `cell` is that of a table (`C5`).
    #[must_use]
    pub fn json(self, diagnostic: &Diagnostic) -> serde_json::Value {
        let span = diagnostic.span.as_ref();
        let position = span.map(Span::position);
        json!({
            "severity": match diagnostic.severity { Severity::Error => "error", Severity::Warning => "warning" },
            "code": diagnostic.problem.code(),
            "message": diagnostic.problem.message(self.language),
            "hint": diagnostic.problem.hint(self.language),
            "file": span.map(|span| &span.file.path),
            "line": position.map(|(line, _)| line),
            "column": position.map(|(_, column)| column),
            "cell": span.and_then(Span::cell),
            "excerpt": span.map(|span| line_of(span).0),
        })
    }

    fn github(self, diagnostic: &Diagnostic) -> String {
        let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
        let level = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut message = diagnostic.problem.message(self.language);
        if let Some(hint) = diagnostic.problem.hint(self.language) {
            let _ = write!(message, "\n{hint}");
        }
        let place = diagnostic.span.as_ref().map_or_else(String::new, |span| {
            let (line, column) = span.position();
            if let Some(cell) = span.cell() {
                let _ = write!(message, "{}", self.cell(&cell));
            }
            let path = escape(&span.file.path).replace(',', "%2C").replace(':', "%3A");
            format!(" file={path},line={line},col={column}")
        });
        format!("::{level}{place}::{}", escape(&message))
    }

    fn severity(self, severity: Severity) -> &'static str {
        match (self.language, severity) {
            (Language::English, Severity::Error) => "error",
            (Language::English, Severity::Warning) => "warning",
            (Language::Japanese, Severity::Error) => "エラー",
            (Language::Japanese, Severity::Warning) => "警告",
        }
    }

    /// `file:line:column: `, with the cell of a table, or nothing.
    fn place(self, span: Option<&Span>) -> String {
        let Some(span) = span else { return String::new() };
        let (line, column) = span.position();
        let cell = span.cell().map(|cell| self.cell(&cell)).unwrap_or_default();
        let at = if span.has_lines() { format!(":{line}:{column}") } else { String::new() };
        format!("{}{at}{cell}: ", span.file.path)
    }

    fn cell(self, cell: &str) -> String {
        match self.language {
            Language::English => format!(" (cell {cell})"),
            Language::Japanese => format!("（セル {cell}）"),
        }
    }

    fn hint_label(self) -> &'static str {
        match self.language {
            Language::English => "hint",
            Language::Japanese => "ヒント",
        }
    }
}

/// The line in which a span begins, and the byte offset of the span in it.
fn line_of(span: &Span) -> (&str, usize) {
    let text = &span.file.text;
    let start = (span.start as usize).min(text.len());
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    (text[line_start..line_end].trim_end_matches('\r'), start - line_start)
}

/// The line to show, and where and how far to underline it, in terminal columns (a kanji takes two).
/// Long lines are cut around the span.
fn underline(span: &Span) -> (String, usize, usize) {
    const BEFORE: usize = 40;
    const AFTER: usize = 60;
    let (line, offset) = line_of(span);
    let offset = offset.min(line.len());
    let (before, rest) = line.split_at(offset);
    let first_line = span.text().lines().next().unwrap_or_default();
    let marked = &rest[..first_line.len().min(rest.len())];
    let skipped = before.chars().count().saturating_sub(BEFORE);
    let mut shown: String = before.chars().skip(skipped).collect();
    if skipped > 0 {
        shown.insert(0, '…');
    }
    let shown = visible(&shown);
    let indent = shown.width();
    let tail: String = rest.chars().take(marked.chars().count().clamp(AFTER, AFTER * 2)).collect();
    let marked_width = marked.width().min(tail.width());
    let ellipsis = if tail.len() < rest.len() { "…" } else { "" };
    (format!("{shown}{}{ellipsis}", visible(&tail)), indent, marked_width)
}

/// A line in which every character takes the room that the underline counts on, and none commands the terminal.
fn visible(line: &str) -> String {
    line.chars()
        .map(|character| match character {
            '\t' => ' ',
            control if control.is_control() => '\u{fffd}',
            other => other,
        })
        .collect()
}
