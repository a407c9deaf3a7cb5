//! `shirube translate accept`

use std::collections::HashSet;
use std::process::ExitCode;

use clap::Args;

use crate::source::{Record, Standing};
use crate::terminal;
use crate::text::Language;

use crate::cli::answer::refused;
use crate::cli::{Input, output};

use super::{changed_locks, load, no_text, selects, write_all};

#[derive(Debug, Args)]
pub(super) struct Accept {
    #[command(flatten)]
    input: Input,

    /// Files, folders or places of texts whose translations are right, stale ones too [default: all that nobody
    /// recorded yet, but none that is stale]
    #[arg(value_name = "PATH")]
    paths: Vec<String>,

    /// Accept every translation, stale ones too
    #[arg(long, conflicts_with = "paths")]
    all: bool,
}

pub(super) fn run(command: &Accept, language: Language) -> Result<ExitCode, ExitCode> {
    let (site, into) = load(&command.input, None, language)?;
    let portal = &site.portal;
    let units = &portal.translations.units;
    let content = &command.input.content;
    let takes_stale = command.all || !command.paths.is_empty();
    if let Some(path) = no_text(portal, &command.paths, content) {
        return Err(refused(&output::no_text_at(path, language)));
    }
    let mut lock = portal.translations.lock.clone();
    let there: HashSet<&str> = units.iter().map(|unit| unit.address.as_str()).collect();
    lock.retain(|address| there.contains(address));
    let mut count = 0;
    for unit in units {
        let is_wanted = match unit.standing {
            Standing::Unrecorded => true,
            Standing::Stale => takes_stale,
            Standing::Missing | Standing::Current => false,
        };
        if is_wanted
            && selects(&command.paths, content, &unit.address)
            && let Some(record) = Record::of(&unit.text, portal.authoritative)
        {
            lock.record(&unit.address, record);
            count += 1;
        }
    }
    let files = changed_locks(content, &portal.translations.lock, &lock, into);
    write_all(&files, language)?;
    terminal::report(&output::accepted(count, language));
    Ok(ExitCode::SUCCESS)
}
