//! `shirube build`

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::diagnostic::Diagnostics;
use crate::pipeline::{self, Progress};
use crate::terminal;
use crate::text::Language;

use super::{SiteInput, folders, output, report};

#[derive(Debug, Args)]
pub(super) struct Build {
    #[command(flatten)]
    site: SiteInput,

    /// The folder to publish into [default: public, or public-ID with --center ID]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Build {
    /// The folder to publish into. The site of a center must not take the place of the portal.
    fn out(&self) -> PathBuf {
        let default =
            || self.site.center.as_ref().map_or(folders::DEFAULT_OUT.into(), |id| format!("public-{id}").into());
        self.out.clone().unwrap_or_else(default)
    }
}

pub(super) fn run(command: &Build, language: Language) -> ExitCode {
    if let Some(message) = command.site.input.missing(language) {
        terminal::report(&message);
        return ExitCode::from(2);
    }
    let out = command.out();
    if folders::overlap(&command.site.input.content, &out) {
        terminal::report(&output::overlap(&command.site.input.content, &out, language));
        return ExitCode::from(2);
    }
    let start = Instant::now();
    let bar = Bar::new(language);
    let mut diagnostics = Diagnostics::default();
    let result = pipeline::build(&command.site.options(out.clone()), &bar, &mut diagnostics);
    bar.bar.finish_and_clear();
    report(diagnostics, language);
    if let Some(done) = result {
        terminal::say(&output::built(&done, &out, start.elapsed(), language));
        ExitCode::SUCCESS
    } else {
        terminal::report(&output::not_published(&out, language));
        ExitCode::FAILURE
    }
}

/// A progress bar on a terminal; nothing elsewhere.
struct Bar {
    bar: ProgressBar,
    language: Language,
}

impl Bar {
    fn new(language: Language) -> Self {
        let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len}") {
            bar.set_style(style);
        }
        Self { bar, language }
    }
}

impl Progress for Bar {
    fn waiting(&self) {
        terminal::report(output::waiting(self.language));
    }

    fn begin(&self, total: usize) {
        self.bar.set_length(total as u64);
    }

    fn advance(&self) {
        self.bar.inc(1);
    }
}
