//! `shirube serve`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::serve;
use crate::terminal;
use crate::text::Language;

use super::SiteInput;

#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    site: SiteInput,

    /// The port to listen on [default: 4000, or the next one free]
    #[arg(long, value_name = "N")]
    port: Option<u16>,

    /// Open the browser
    #[arg(long)]
    open: bool,
}

pub(super) fn run(command: &Serve, language: Language) -> ExitCode {
    if let Some(message) = command.site.input.missing(language) {
        terminal::report(&message);
        return ExitCode::from(2);
    }
    let options = serve::Options {
        pipeline: command.site.options(PathBuf::new()),
        port: command.port,
        open: command.open,
        language,
    };
    match serve::run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::report(&format!("{error}"));
            ExitCode::FAILURE
        }
    }
}
