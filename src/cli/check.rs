//! `shirube check`

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use crate::diagnostic::{Diagnostics, Format, Renderer};
use crate::pipeline;
use crate::terminal;
use crate::text::Language;

use super::{SiteInput, output};

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    site: SiteInput,

    /// How to show what is found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(command: &Check, language: Language) -> ExitCode {
    if let Some(message) = command.site.input.missing(language) {
        terminal::report(&message);
        return ExitCode::from(2);
    }
    let mut diagnostics = Diagnostics::default();
    let site = pipeline::check(&command.site.options(PathBuf::new()), &(), &mut diagnostics);
    let failed = diagnostics.has_errors();
    let colour = command.format == Format::Human && std::io::stdout().is_terminal();
    let renderer = Renderer { format: command.format, language, colour };
    let list = diagnostics.sorted();
    if command.format == Format::Json {
        let value = json!({
            "summary": site.map(|site| site.portal.summary()),
            "diagnostics": list.iter().map(|diagnostic| renderer.json(diagnostic)).collect::<Vec<_>>(),
        });
        terminal::say(&format!("{value:#}"));
    } else {
        let shown = if command.format == Format::Human { output::SHOWN } else { list.len() };
        for diagnostic in list.iter().take(shown) {
            terminal::say(&renderer.render(diagnostic));
        }
        if list.len() > shown {
            terminal::say(&output::more(list.len() - shown, language));
        }
        if command.format != Format::Github {
            terminal::say(&output::problem_count(&list, language));
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
