//! `shirube import`

mod report;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::diagnostic::{Diagnostics, Format, Renderer};
use crate::exchange::Yaml;
use crate::exchange::official::{self, Existing, Imported};
use crate::pipeline::Options;
use crate::source::Id;
use crate::terminal;
use crate::text::Language;

use crate::carry::{Carried, Draft, Years, carry};

use super::carry::{ReportFormat, Written};
use super::target::Target;

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

    /// The edition whose ids, topics, duties and translations are kept where the text is the same or nearly so [default:
    /// the same fiscal year, where it is there already]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1900..=2200))]
    previous: Option<i16>,
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

    /// Change files that exist
    #[arg(long)]
    force: bool,

    /// How to show the report
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
}

pub(super) fn run(command: &Import, language: Language) -> ExitCode {
    match &command.kind {
        Kind::Directives(Directives { document, edition, previous }) => {
            run_document(document, language, |file, target, diagnostics| {
                let previous = previous.or_else(|| target.has_edition(*edition).then_some(*edition));
                let Some(former) = previous else {
                    let imported = official::directives(file, *edition, target.existing(), diagnostics)?;
                    let other_edition = target.edition_before(*edition);
                    return Some(Outcome {
                        imported: target.with_site(*edition, imported),
                        carried: None,
                        other_edition,
                    });
                };
                let years = Years { former, new: *edition };
                // What is the same is found by what it says.
                let existing = Existing { editions: &[], ..target.existing() };
                let imported = official::directives(file, *edition, existing, diagnostics)?;
                let known: Vec<_> = imported.given.iter().map(|(before, now)| (now.clone(), before.clone())).collect();
                let draft = Draft { files: &imported.files, known: &known, notes: HashMap::new() };
                let carried = carry(&document.into, &draft, years, existing, diagnostics)?;
                Some(Outcome { imported, carried: Some((carried, years)), other_edition: None })
            })
        }
        Kind::Guidance(Guidance { document, id }) => run_document(document, language, |file, target, diagnostics| {
            let imported = official::guidance(&file.file, id, target.existing(), diagnostics)?;
            Some(Outcome { imported, carried: None, other_edition: None })
        }),
    }
}

/// What an import comes to.
struct Outcome {
    imported: Imported,
    /// What it keeps of a former edition.
    carried: Option<(Carried, Years)>,
    /// The edition of which it could have kept something.
    other_edition: Option<i16>,
}

impl Outcome {
    /// The files that are to be there then.
    fn files(&self, target: &Target) -> Vec<(String, String)> {
        let (mut files, locks) = match &self.carried {
            Some((carried, years)) => (carried.files.clone(), target.locks(years.new, &carried.translations)),
            None => (self.imported.files.clone(), Vec::new()),
        };
        let mut additions = self.imported.additions.clone();
        if let Some((carried, _)) = &self.carried {
            for (_, records) in &mut additions {
                *records = Yaml::Sequence(records.records().iter().filter(|it| carried.needs(it)).cloned().collect());
            }
            additions.retain(|(_, records)| !records.records().is_empty());
        }
        files.extend(target.lists(&additions));
        files.extend(locks);
        files
    }
}

/// Reads the file, imports it, and writes all or nothing.
fn run_document(
    document: &Document,
    language: Language,
    import: impl FnOnce(&official::Document, &Target, &mut Diagnostics) -> Option<Outcome>,
) -> ExitCode {
    let mut diagnostics = Diagnostics::default();
    let file = official::read(&document.file, &mut diagnostics);
    let target = file.as_ref().and_then(|_| Target::read(&document.into, document.force, &mut diagnostics));
    let outcome = file.as_ref().zip(target.as_ref()).and_then(|(file, target)| import(file, target, &mut diagnostics));
    let written = (target.as_ref().zip(outcome.as_ref()))
        .map(|(target, outcome)| target.write(&outcome.files(target), &options(&document.into), &mut diagnostics));
    let (Some(file), Some(outcome), Some(written), false) = (file, outcome, written, diagnostics.has_errors()) else {
        return refuse(document, diagnostics, language);
    };
    let written = Written { into: &document.into, files: &written };
    let report = report::Report { file: &file.file, outcome: &outcome, written };
    match document.format {
        ReportFormat::Human => {
            terminal::say(&report.human(language));
            super::report(diagnostics, language);
        }
        ReportFormat::Json => {
            let renderer = Renderer { format: Format::Json, language, colour: false };
            terminal::say(&format!("{:#}", report.json(diagnostics, renderer)));
        }
    }
    ExitCode::SUCCESS
}

/// The content is checked as it will be, with the default theme and without a date that matters.
fn options(content: &Path) -> Options {
    Options {
        content: content.to_path_buf(),
        theme: None,
        out: PathBuf::new(),
        base_url: None,
        center: None,
        drafts: true,
        date: Date::MIN,
    }
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
