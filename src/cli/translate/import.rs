//! `shirube translate import`

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use crate::diagnostic::{CatalogueFault, Diagnostics, Problem, SourceFile, Span};
use crate::pipeline;
use crate::source::{Record, hash};
use crate::terminal;
use crate::text::Language;
use crate::translation::{Answer, compare, po, sheet, written, xliff};

use crate::cli::{Input, LanguageCode, output, report};

use super::export::CatalogueFormat;
use super::{changed_locks, load, options, write_all};

#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(flatten)]
    input: Input,

    /// The language of the translation [default: the one that is not authoritative]
    #[arg(long, value_enum)]
    lang: Option<LanguageCode>,

    /// The file that came back from the translator
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn run(command: &Import, language: Language) -> Result<ExitCode, ExitCode> {
    let (site, into) = load(&command.input, command.lang, language)?;
    let content = &command.input.content;
    let portal = &site.portal;
    let mut diagnostics = Diagnostics::default();
    let answers = read(&command.file, into, &mut diagnostics);
    let outcome = answers.map(|answers| compare(portal, into, answers, &mut diagnostics)).unwrap_or_default();
    let mut files = written(content, &outcome.changes, into, &mut diagnostics);
    if !files.is_empty() && !diagnostics.has_errors() {
        pipeline::check_changed(&options(&command.input), &files, &mut diagnostics);
    }
    if report(diagnostics, language) {
        terminal::report(&output::nothing_written(language));
        return Err(ExitCode::FAILURE);
    }
    let mut lock = portal.translations.lock.clone();
    for (unit, new) in &outcome.changes {
        if let Some(source) = unit.text.get(portal.authoritative) {
            lock.record(&unit.address, Record { source: hash(source), translation: hash(new) });
        }
    }
    for unit in &outcome.confirmed {
        if let Some(record) = Record::of(&unit.text, portal.authoritative) {
            lock.record(&unit.address, record);
        }
    }
    let count = files.len();
    files.extend(changed_locks(content, &portal.translations.lock, &lock, into));
    write_all(&files, language)?;
    terminal::report(&output::imported(&outcome, count, language));
    Ok(ExitCode::SUCCESS)
}

/// What a file of translations says. What is wrong with it is reported.
fn read(file: &Path, into: Language, diagnostics: &mut Diagnostics) -> Option<Vec<Answer>> {
    let path = file.to_string_lossy().into_owned();
    let span = Span::path(&path);
    let Some(format) = CatalogueFormat::of(file) else {
        diagnostics.error(Problem::Catalogue(CatalogueFault::Format), &span);
        return None;
    };
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            diagnostics.error(Problem::Io { message: error.to_string() }, &span);
            return None;
        }
    };
    if format == CatalogueFormat::Xlsx {
        return sheet::read(&path, &bytes, into.other(), diagnostics);
    }
    let Ok(text) = String::from_utf8(bytes) else {
        diagnostics.error(Problem::NotUtf8 { is_table: false }, &span);
        return None;
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    let file = Arc::new(SourceFile { path, text });
    if format == CatalogueFormat::Po {
        po::read(&file, into, diagnostics)
    } else {
        xliff::read(&file, into, diagnostics)
    }
}
