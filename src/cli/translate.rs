//! `shirube translate`: how far the translation is, and what translators are given and give back.

mod accept;
mod export;
mod import;
mod status;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::slice::from_ref;

use clap::{Args, Subcommand};

use crate::exchange::replace;
use crate::pipeline::{Options, Site};
use crate::portal::Portal;
use crate::source::{LOCK_FILE, LOCK_HEAD, Lock};
use crate::terminal;
use crate::text::Language;

use super::answer::refused;
use super::{Input, LanguageCode, output};

#[derive(Debug, Args)]
pub(super) struct Translate {
    /// What to do
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, Subcommand)]
enum Step {
    /// Show how far the translation is, and which texts are stale or missing
    Status(status::Status),
    /// Record that translations are right for the present text
    Accept(accept::Accept),
    /// Write a file for translators
    Export(export::Export),
    /// Take over the translations of a file that came back
    Import(import::Import),
}

pub(super) fn run(command: &Translate, language: Language) -> Result<ExitCode, ExitCode> {
    match &command.step {
        Step::Status(command) => status::run(command, language),
        Step::Accept(command) => accept::run(command, language),
        Step::Export(command) => export::run(command, language),
        Step::Import(command) => import::run(command, language),
    }
}

/// Drafts are translated too: they are what will be published.
fn options(input: &Input) -> Options {
    Options { drafts: true, ..input.options(PathBuf::new()) }
}

/// The portal, and the language that it is translated into, which `wanted` has to be. What keeps the command from its work is said.
fn load(input: &Input, wanted: Option<LanguageCode>, language: Language) -> Result<(Site, Language), ExitCode> {
    let site = input.load_with(&options(input), language)?;
    let into = site.portal.translation_language().ok_or_else(|| refused(&output::one_language(language)))?;
    if let Some(wanted) = wanted.map(LanguageCode::language).filter(|wanted| *wanted != into) {
        return Err(refused(&output::unknown("--lang", wanted.code(), [into.code()], language)));
    }
    Ok((site, into))
}

/// The lock files that differ from `before`, each with its new bytes.
pub(super) fn changed_locks(
    content: &Path,
    before: &Lock,
    after: &Lock,
    language: Language,
) -> Vec<(PathBuf, Vec<u8>)> {
    let (before, mut after) = (before.files(language), after.files(language));
    for folder in before.keys() {
        after.entry(folder.clone()).or_insert_with(|| LOCK_HEAD.to_owned());
    }
    after.retain(|folder, text| before.get(folder) != Some(text));
    let file = |(folder, text): (String, String)| (content.join(folder).join(LOCK_FILE), text.into_bytes());
    let mut changed: Vec<_> = after.into_iter().map(file).collect();
    changed.sort();
    changed
}

/// Writes all files or none.
fn write_all(files: &[(PathBuf, Vec<u8>)], language: Language) -> Result<(), ExitCode> {
    replace(files).map_err(|(path, error)| {
        terminal::report(&output::not_written(&path, &error.to_string(), language));
        ExitCode::FAILURE
    })
}

/// The first of `paths` below which no text lies.
fn no_text<'p>(portal: &Portal, paths: &'p [String], content: &Path) -> Option<&'p str> {
    let is_there =
        |path: &String| portal.translations.units.iter().any(|unit| selects(from_ref(path), content, &unit.address));
    paths.iter().find(|path| !is_there(path)).map(String::as_str)
}

/// Whether an address lies below one of `paths`, which may begin with the content folder; every one where there are none.
fn selects(paths: &[String], content: &Path, address: &str) -> bool {
    let content = content.to_string_lossy();
    paths.is_empty()
        || paths.iter().any(|path| {
            let path = path.trim_start_matches("./").trim_end_matches('/');
            let path = path.strip_prefix(content.trim_end_matches('/')).unwrap_or(path).trim_start_matches('/');
            let rest = address.strip_prefix(path);
            path.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '#']))
        })
}
