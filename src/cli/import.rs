//! `shirube import`

mod report;
mod target;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};

use crate::diagnostic::{Diagnostics, Format, Renderer, SourceFile};
use crate::exchange::official::{self, Imported};
use crate::source::Id;
use crate::terminal;
use crate::text::Language;

use target::Target;

#[derive(Debug, Args)]
pub(super) struct Import {
    /// What the file is
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, Subcommand)]
enum Kind {
    /// Import the table of the directives of a fiscal year
    Directives(Directives),
    /// Import a guidance of numbered clauses
    Guidance(Guidance),
}

#[derive(Debug, Args)]
struct Directives {
    #[command(flatten)]
    document: Document,

    /// The fiscal year
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1900..=2200))]
    edition: i16,
}

#[derive(Debug, Args)]
struct Guidance {
    #[command(flatten)]
    document: Document,

    /// The id of the guidance: lower-case letters, digits and hyphens
    #[arg(long, value_name = "ID", value_parser = id)]
    id: String,
}

fn id(text: &str) -> Result<String, String> {
    Id::is_valid(text).then(|| text.to_owned()).ok_or_else(|| "write lower-case letters, digits and hyphens".into())
}

/// The file and where it goes.
#[derive(Debug, Args)]
struct Document {
    /// The official document: .txt, .tsv, .xlsx, .docx, .html, .csv
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The content folder into which it is written
    #[arg(long, value_name = "DIR")]
    into: PathBuf,

    /// Replace files that exist
    #[arg(long)]
    force: bool,

    /// How to show the report
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum ReportFormat {
    /// For a person
    #[default]
    Human,
    /// For programs
    Json,
}

pub(super) fn run(command: &Import, language: Language) -> ExitCode {
    match &command.kind {
        Kind::Directives(Directives { document, edition }) => {
            run_document(document, language, |file, target, diagnostics| {
                let imported = official::directives(file, *edition, target.existing(), diagnostics)?;
                Some(target.with_site(*edition, imported))
            })
        }
        Kind::Guidance(Guidance { document, id }) => run_document(document, language, |file, target, diagnostics| {
            official::guidance(file, id, target.existing(), diagnostics)
        }),
    }
}

/// Reads the file, imports it, and writes all or nothing.
fn run_document(
    document: &Document,
    language: Language,
    import: impl FnOnce(&Arc<SourceFile>, &Target, &mut Diagnostics) -> Option<Imported>,
) -> ExitCode {
    let mut diagnostics = Diagnostics::default();
    let file = official::read(&document.file, &mut diagnostics);
    let target = file.as_ref().and_then(|_| Target::read(&document.into, document.force, &mut diagnostics));
    let imported = file.as_ref().zip(target.as_ref()).and_then(|(file, target)| import(file, target, &mut diagnostics));
    if let Some((target, imported)) = target.as_ref().zip(imported.as_ref()) {
        target.write(imported, &mut diagnostics);
    }
    let (Some(file), Some(imported), false) = (file, imported, diagnostics.has_errors()) else {
        return refuse(document, diagnostics, language);
    };
    match document.format {
        ReportFormat::Human => {
            terminal::say(&report::human(&file, &document.into, &imported, language));
            super::report(diagnostics, language);
        }
        ReportFormat::Json => {
            let renderer = Renderer { format: Format::Json, language, colour: false };
            terminal::say(&format!("{:#}", report::json(&file, &document.into, &imported, diagnostics, renderer)));
        }
    }
    ExitCode::SUCCESS
}

/// Says why nothing was written.
fn refuse(document: &Document, diagnostics: Diagnostics, language: Language) -> ExitCode {
    if document.format == ReportFormat::Json {
        let renderer = Renderer { format: Format::Json, language, colour: false };
        let list: Vec<_> = diagnostics.sorted().iter().map(|diagnostic| renderer.json(diagnostic)).collect();
        terminal::say(&format!("{:#}", serde_json::json!({ "written": [], "diagnostics": list })));
    } else {
        super::report(diagnostics, language);
    }
    ExitCode::FAILURE
}
