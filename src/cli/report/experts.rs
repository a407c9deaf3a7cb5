//! `shirube report experts`: the full list of a center, public or not, for its staff to hand over. It must never be
//! published: no file of it is written where a build would take it along.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::cli::answer::refused;
use crate::cli::{Input, LanguageCode, folders, output, report};
use crate::diagnostic::{Diagnostics, Problem};
use crate::portal::{Center, Portal, TopicKey};
use crate::terminal;
use crate::text::Language;

mod sheet;

use sheet::Sheet;

#[derive(Debug, Args)]
pub(in crate::cli) struct Experts {
    #[command(flatten)]
    input: Input,

    /// The center whose experts are listed
    #[arg(long, value_name = "ID")]
    center: String,

    /// Only the experts on this topic
    #[arg(long, value_name = "ID")]
    topic: Option<String>,

    /// The form of the sheet
    #[arg(long, value_enum, default_value_t = SheetFormat::Table)]
    format: SheetFormat,

    /// The file to write, outside of the portal [default: standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The language of the sheet [default: the authoritative one]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<LanguageCode>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SheetFormat {
    /// Columns for the terminal
    Table,
    /// CSV for other programs
    Csv,
    /// An Excel workbook
    Xlsx,
    /// One HTML file to print
    Html,
}

pub(super) fn run(command: &Experts, language: Language) -> Result<ExitCode, ExitCode> {
    if let Some(message) = misused(command, language) {
        return Err(refused(&message));
    }
    let site = command.input.load(language)?;
    let (center, topic) = named(command, &site.portal, language).map_err(|message| refused(&message))?;
    let asked = command.lang.map_or(site.portal.authoritative, LanguageCode::language);
    let sheet = Sheet::new(&site.portal, center, topic, asked);
    write(command, &sheet, language).map_err(|message| {
        let mut diagnostics = Diagnostics::default();
        diagnostics.error_without_span(Problem::Io { message });
        report(diagnostics, language);
        ExitCode::FAILURE
    })?;
    Ok(ExitCode::SUCCESS)
}

/// What is wrong with the command itself.
fn misused(command: &Experts, language: Language) -> Option<String> {
    let Some(file) = &command.output else {
        let is_binary = command.format == SheetFormat::Xlsx;
        return command.input.missing(language).or_else(|| is_binary.then(|| output::needs_file(language)));
    };
    let content = &command.input.content;
    let out = content.parent().unwrap_or(content).join(folders::DEFAULT_OUT);
    let theme = command.input.options(PathBuf::new()).theme;
    let sources: Vec<&Path> = [content, &out].into_iter().chain(&theme).map(PathBuf::as_path).collect();
    let published = folders::published_with(file, &sources);
    (command.input.missing(language))
        .or_else(|| published.map(|folder| output::would_be_published(file, &folder, language)))
}

/// The center and the topic that are asked for, or what to say where there are none.
fn named<'a>(
    command: &Experts,
    portal: &'a Portal,
    language: Language,
) -> Result<(&'a Center, Option<TopicKey>), String> {
    let center = portal.centers().map(|(_, center)| center).find(|center| center.id == command.center);
    let center = center.ok_or_else(|| {
        let known = portal.centers().map(|(_, center)| center.id.as_str());
        output::unknown("--center", &command.center, known, language)
    })?;
    let Some(id) = &command.topic else { return Ok((center, None)) };
    let topic = portal.topics().find(|(_, topic)| topic.record.id.value == *id).map(|(key, _)| key);
    let topic = topic.ok_or_else(|| {
        let known = portal.topics().map(|(_, topic)| topic.record.id.value.as_str());
        output::unknown("--topic", id, known, language)
    })?;
    Ok((center, Some(topic)))
}

fn write(command: &Experts, sheet: &Sheet<'_>, language: Language) -> Result<(), String> {
    let handout = sheet.handout();
    let bytes = match command.format {
        SheetFormat::Table => format!("{}\n", handout.to_text()).into_bytes(),
        SheetFormat::Csv => sheet.table().to_csv().into_bytes(),
        SheetFormat::Html => handout.to_html().into_bytes(),
        SheetFormat::Xlsx => handout.to_xlsx().map_err(|error| error.to_string())?,
    };
    let Some(file) = &command.output else {
        terminal::put(&bytes);
        return Ok(());
    };
    std::fs::write(file, bytes).map_err(|error| format!("{}: {error}", file.display()))?;
    terminal::say(&output::handed_out(file, sheet.len(), language));
    Ok(())
}
