//! `shirube edition`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::carry::{Carried, Draft, Years, carry as carried_over, renewed};
use crate::diagnostic::{Diagnostics, ImportFault, Problem, Span};
use crate::pipeline::Options;
use crate::portal::Portal;
use crate::terminal;
use crate::text::Language;

use super::answer::refused;
use super::carry::{self, ReportFormat, Written};
use super::target::Target;
use super::{Input, output, report};

#[derive(Debug, Args)]
pub(super) struct Edition {
    /// What to do
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, Subcommand)]
enum Step {
    /// Make the edition of a fiscal year from another, without a document
    New(New),
}

#[derive(Debug, Args)]
struct New {
    #[command(flatten)]
    input: Input,

    /// The fiscal year of the new edition
    #[arg(value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1900..=2200))]
    year: i16,

    /// The edition from which it is made
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1900..=2200))]
    from: i16,

    /// Change files that exist
    #[arg(long)]
    force: bool,

    /// How to show the report
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
}

pub(super) fn run(command: &Edition, language: Language) -> Result<ExitCode, ExitCode> {
    let Step::New(command) = &command.step;
    let years = Years { former: command.from, new: command.year };
    if years.former == years.new {
        return Err(refused(&output::same_year(language)));
    }
    let options = Options { drafts: true, ..command.input.options(PathBuf::new()) };
    let portal = command.input.load_with(&options, language)?.portal;
    let content = &command.input.content;
    let mut diagnostics = Diagnostics::default();
    let made = Target::read(content, command.force, &mut diagnostics).and_then(|target| {
        let carried = new_edition(content, &portal, &target, years, &mut diagnostics)?;
        let mut files = carried.files.clone();
        files.extend(target.locks(years.new, &carried.translations));
        let written = target.write(&files, &options, &mut diagnostics);
        Some((carried, written))
    });
    let Some((carried, written)) = made.filter(|_| !diagnostics.has_errors()) else {
        report(diagnostics, language);
        return Err(ExitCode::FAILURE);
    };
    let written = Written { into: content, files: &written };
    terminal::say(&match command.format {
        ReportFormat::Human => {
            let current = output::current_edition(portal.site.edition, years.new, language).unwrap_or_default();
            format!("{}\n\n{}{current}", carry::human(&carried, years, language), written.human(language))
        }
        ReportFormat::Json => {
            let mut answer = carry::json(&carried, years);
            answer["written"] = written.paths().into();
            format!("{answer:#}")
        }
    });
    Ok(ExitCode::SUCCESS)
}

fn new_edition(
    content: &Path,
    portal: &Portal,
    target: &Target,
    years: Years,
    diagnostics: &mut Diagnostics,
) -> Option<Carried> {
    let existing = target.existing();
    let Some(renewed) = renewed(portal, years) else {
        let folder = content.join(format!("directives/{}", years.former));
        let problem = Problem::Import(ImportFault::NoEdition { year: years.former });
        diagnostics.error(problem, &Span::path(folder.to_string_lossy()));
        return None;
    };
    let draft = Draft { files: &renewed.files, known: &renewed.known, notes: renewed.notes };
    carried_over(content, &draft, years, existing, diagnostics)
}
