//! `shirube report`: what offices ask about the portal: lists to hand over, and who meets which duty.

mod duties;
mod duties_page;
mod experts;
pub(super) mod page;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use unicode_width::UnicodeWidthStr as _;

use crate::terminal;
use crate::text::Language;

use super::output;

#[derive(Debug, Args)]
pub(super) struct Report {
    /// What to report
    #[command(subcommand)]
    subject: Subject,
}

#[derive(Debug, Subcommand)]
enum Subject {
    /// Show which center meets which duty of the directives
    Duties(duties::Duties),
    /// Write the full list of a center's experts, as a confidential sheet to hand over
    Experts(experts::Experts),
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
    /// Says what to do where the options do not go together.
    pub fn missing(&self, language: Language) -> Option<String> {
        (self.format == ReportFormat::Xlsx && self.output.is_none()).then(|| output::needs_file(language))
    }

    pub fn deliver(&self, bytes: &[u8], language: Language) -> ExitCode {
        deliver(bytes, self.output.as_deref(), language)
    }
}

/// Writes an answer into a file, or else to the terminal.
pub(super) fn deliver(bytes: &[u8], file: Option<&Path>, language: Language) -> ExitCode {
    let Some(file) = file else {
        terminal::put(bytes);
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

pub(super) fn run(command: &Report, language: Language) -> ExitCode {
    match &command.subject {
        Subject::Duties(command) => duties::run(command, language),
        Subject::Experts(command) => experts::run(command, language),
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
