//! `shirube export`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use crate::diagnostic::Diagnostics;
use crate::exchange::DirectivesTable;
use crate::text::Language;

use super::answer::{deliver, needs_file, refused};
use super::{Input, LanguageCode, output, report};

#[derive(Debug, Args)]
pub(super) struct Export {
    /// What to write
    #[command(subcommand)]
    subject: Subject,
}

#[derive(Debug, Subcommand)]
enum Subject {
    /// Write the table of the directives of a fiscal year
    Directives(Directives),
}

#[derive(Debug, Args)]
struct Directives {
    #[command(flatten)]
    input: Input,

    /// The fiscal year
    year: i16,

    /// The format of the file [default: that of the extension of --output, or CSV]
    #[arg(long, value_enum)]
    format: Option<TableFormat>,

    /// The language of its texts [default: the authoritative one]
    #[arg(long, value_enum)]
    lang: Option<LanguageCode>,

    /// The file to write [default: the terminal; a workbook or Word document needs a file]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TableFormat {
    /// A workbook for Excel, a sheet for each part
    Xlsx,
    /// Comma-separated values
    Csv,
    /// A Word document
    Docx,
}

impl TableFormat {
    /// The format that the extension of a file names.
    fn of(file: &Path) -> Option<Self> {
        Self::from_str(file.extension()?.to_str()?, true).ok()
    }
}

pub(super) fn run(command: &Export, language: Language) -> Result<ExitCode, ExitCode> {
    match &command.subject {
        Subject::Directives(command) => directives(command, language),
    }
}

fn directives(command: &Directives, language: Language) -> Result<ExitCode, ExitCode> {
    let file = command.output.as_deref();
    let format = command.format.or(file.and_then(TableFormat::of)).unwrap_or(TableFormat::Csv);
    needs_file(format != TableFormat::Csv, file, language)?;
    let source = command.input.decode(language)?;
    let edition = source.editions.iter().find(|edition| edition.year == command.year).ok_or_else(|| {
        let years: Vec<String> = source.editions.iter().map(|edition| edition.year.to_string()).collect();
        let name = if language == Language::Japanese { "版" } else { "edition" };
        refused(&output::unknown(name, &command.year.to_string(), years.iter().map(String::as_str), language))
    })?;
    let authoritative = source.site.languages.first().copied().unwrap_or(Language::Japanese);
    let table = DirectivesTable::new(edition, command.lang.map_or(authoritative, LanguageCode::language));
    let mut diagnostics = Diagnostics::default();
    table.check(edition, &mut diagnostics);
    if report(diagnostics, language) {
        return Err(ExitCode::FAILURE);
    }
    let answer = match format {
        TableFormat::Csv => Ok(table.to_csv().into_bytes()),
        TableFormat::Xlsx => {
            table.to_xlsx(command.input.options(PathBuf::new()).date).map_err(|error| error.to_string())
        }
        TableFormat::Docx => table.to_docx().map_err(|error| error.to_string()),
    };
    Ok(deliver(answer, file, language))
}
