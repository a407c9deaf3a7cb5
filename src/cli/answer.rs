//! What commands that answer from the portal have in common: to load it, to refuse, and to hand over the answer. What
//! keeps one from its work is said at once; it ends with an exit code then.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use unicode_width::UnicodeWidthStr as _;

use crate::diagnostic::Diagnostics;
use crate::pipeline::{self, Options, Site};
use crate::source::{Folder, Source};
use crate::terminal;
use crate::text::Language;

use super::{Input, output, report};

impl Input {
    /// The portal.
    pub(super) fn load(&self, language: Language) -> Result<Site, ExitCode> {
        self.load_with(&self.options(PathBuf::new()), language)
    }

    /// What the content folder says, before it is linked.
    pub(super) fn decode(&self, language: Language) -> Result<Source, ExitCode> {
        if let Some(message) = self.missing(language) {
            return Err(refused(&message));
        }
        let mut diagnostics = Diagnostics::default();
        let source = Folder::read(&self.content).decode(self.drafts, &mut diagnostics);
        let failed = report(diagnostics, language);
        source.filter(|_| !failed).ok_or(ExitCode::FAILURE)
    }

    /// The portal, with options of the command's own.
    pub(super) fn load_with(&self, options: &Options, language: Language) -> Result<Site, ExitCode> {
        if let Some(message) = self.missing(language) {
            return Err(refused(&message));
        }
        let mut diagnostics = Diagnostics::default();
        let site = pipeline::load(options, &mut diagnostics);
        // Warnings are for `shirube check`.
        if diagnostics.has_errors() {
            report(diagnostics, language);
            return Err(ExitCode::FAILURE);
        }
        site.ok_or(ExitCode::FAILURE)
    }
}

/// Says that the command was used wrongly.
pub(super) fn refused(message: &str) -> ExitCode {
    terminal::report(message);
    ExitCode::from(2)
}

/// Refuses a workbook, or another file that is no text, on the terminal.
pub(super) fn needs_file(is_workbook: bool, file: Option<&Path>, language: Language) -> Result<(), ExitCode> {
    if is_workbook && file.is_none() { Err(refused(&output::needs_file(language))) } else { Ok(()) }
}

/// How a report leaves the program, and where it goes.
#[derive(Debug, Args)]
pub(super) struct Delivery {
    /// How to show it
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,

    /// The file to write [default: the terminal; a workbook needs a file]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum ReportFormat {
    /// Aligned columns, to read in the terminal
    #[default]
    Table,
    /// Comma-separated values, a row for each entry
    Csv,
    /// A workbook for Excel, to filter
    Xlsx,
    /// A page of its own, to print or hand over
    Html,
    /// An array of objects, for programs
    Json,
}

impl Delivery {
    /// Refuses a workbook on the terminal.
    pub fn check(&self, language: Language) -> Result<(), ExitCode> {
        needs_file(self.format == ReportFormat::Xlsx, self.output.as_deref(), language)
    }

    pub fn deliver(&self, answer: Result<Vec<u8>, String>, language: Language) -> ExitCode {
        deliver(answer, self.output.as_deref(), language)
    }
}

/// Writes an answer into a file, or else to the terminal; or says why there is none.
pub(super) fn deliver(answer: Result<Vec<u8>, String>, file: Option<&Path>, language: Language) -> ExitCode {
    let bytes = match answer {
        Ok(bytes) => bytes,
        Err(message) => {
            terminal::report(&message);
            return ExitCode::FAILURE;
        }
    };
    let Some(file) = file else {
        terminal::put(&bytes);
        return ExitCode::SUCCESS;
    };
    match std::fs::write(file, bytes) {
        Ok(()) => {
            terminal::report(&output::wrote(file, language));
            ExitCode::SUCCESS
        }
        Err(error) => {
            terminal::report(&output::not_written(file, &error.to_string(), language));
            ExitCode::FAILURE
        }
    }
}

/// Rows as lines with their cells under each other, by the width that the terminal gives to characters.
pub(super) fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0))
        .collect();
    let line = |row: &Vec<String>| {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width - cell.width() + 2));
        }
        line.trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_in_both_scripts() {
        let rows =
            [vec!["東京".to_owned(), "1".into()], vec!["Oita".into(), "12".into()], vec!["x".into(), "3".into()]];
        assert_eq!(aligned(&rows), "東京  1\nOita  12\nx     3");
    }
}
