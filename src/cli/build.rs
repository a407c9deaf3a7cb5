//! `shirube build`

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::diagnostic::Diagnostics;
use crate::pipeline::{self, Progress};
use crate::terminal;
use crate::text::Language;

use super::{SiteInput, output, report};

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
        let default = || self.site.center.as_ref().map_or("public".into(), |id| format!("public-{id}").into());
        self.out.clone().unwrap_or_else(default)
    }
}

pub(super) fn run(command: &Build, language: Language) -> ExitCode {
    if let Some(message) = command.site.input.missing(language) {
        terminal::report(&message);
        return ExitCode::from(2);
    }
    let out = command.out();
    if overlap(&command.site.input.content, &out) {
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

/// Whether one folder lies in the other: the site would become content, or the content be published.
fn overlap(content: &Path, out: &Path) -> bool {
    // The folder to publish into may not be there yet; the nearest one above it is.
    let real = |path: &Path| {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let above =
            path.ancestors().find_map(|above| Some((above.canonicalize().ok()?, path.strip_prefix(above).ok()?)));
        above.map_or_else(|| path.clone(), |(above, rest)| above.join(rest))
    };
    let (content, out) = (real(content), real(out));
    content.starts_with(&out) || out.starts_with(&content)
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
