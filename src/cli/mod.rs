//! The commands: one file each.

mod answer;
mod build;
mod carry;
mod check;
mod diff;
mod edition;
mod export;
mod folders;
mod import;
mod new;
mod output;
mod page;
mod report;
mod search;
mod serve;
mod target;
mod translate;

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Zoned;
use jiff::civil::Date;

use crate::diagnostic::{Diagnostics, Format, Renderer};
use crate::pipeline::Options;
use crate::terminal;
use crate::text::Language;

/// Builds portals of numbered bilingual documents: directives, guidance, topics, centers.
#[derive(Debug, Parser)]
#[command(name = "shirube", version, max_term_width = 100)]
pub struct Arguments {
    /// What to do
    #[command(subcommand)]
    command: Option<Command>,

    /// Language of messages [default: that of the environment]
    #[arg(long, global = true, value_name = "LANGUAGE")]
    messages: Option<LanguageCode>,
}

/// A language, as it is named on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum LanguageCode {
    /// Japanese
    Ja,
    /// English
    En,
}

impl LanguageCode {
    const fn language(self) -> Language {
        match self {
            Self::Ja => Language::Japanese,
            Self::En => Language::English,
        }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a small portal to begin with
    New(new::New),
    /// Build the site and publish it into a folder
    Build(build::Build),
    /// Report everything that is wrong, without building
    Check(check::Check),
    /// Show the site in the browser, and every change at once
    Serve(serve::Serve),
    /// Find provisions, topics, terms, centers, events and pages
    Search(search::Search),
    /// Bring an official document into the content folder
    Import(import::Import),
    /// Begin a new edition of the directives
    Edition(edition::Edition),
    /// Write the directives of an edition as the table that offices know, to be edited and imported again
    Export(export::Export),
    /// Show what changed from one edition of the directives to another
    Diff(diff::Diff),
    /// Write what offices ask about the portal: lists to hand over, and who meets which duty
    Report(report::Report),
    /// Keep translations in step with the authoritative texts
    Translate(translate::Translate),
}

/// What every command that reads content takes.
#[derive(Debug, Args)]
struct Input {
    /// The content folder
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,

    /// A folder with templates, styles and messages that replace the default ones [default: themes/default, if there]
    #[arg(long, value_name = "DIR")]
    theme: Option<PathBuf>,

    /// The address at which the site will be published [default: that of site.yaml, or of a center's center.yaml]
    #[arg(long, value_name = "URL", value_parser = absolute_url)]
    base_url: Option<String>,

    /// Build drafts too
    #[arg(long)]
    drafts: bool,

    /// The day for which the site is built: events before it are past [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
}

/// What every command that makes or shows a site takes.
#[derive(Debug, Args)]
struct SiteInput {
    #[command(flatten)]
    input: Input,

    /// Make the home page of this center, as a site of its own that links to the portal for all else
    #[arg(long, value_name = "ID")]
    center: Option<String>,
}

impl SiteInput {
    /// As [`Input::options`].
    fn options(&self, out: PathBuf) -> Options {
        Options { center: self.center.clone(), ..self.input.options(out) }
    }
}

impl Input {
    /// The options of the pipeline; `out` only matters to commands that publish.
    fn options(&self, out: PathBuf) -> Options {
        let default_theme = PathBuf::from("themes/default");
        Options {
            content: self.content.clone(),
            theme: self.theme.clone().or_else(|| default_theme.is_dir().then_some(default_theme)),
            out,
            base_url: self.base_url.clone(),
            center: None,
            drafts: self.drafts,
            date: self.date.unwrap_or_else(|| Zoned::now().date()),
        }
    }

    /// Says what to do where folders are missing: usage, not an error in the content.
    fn missing(&self, language: Language) -> Option<String> {
        if !self.content.is_dir() {
            return Some(output::no_content(&self.content, language));
        }
        self.theme.as_ref().filter(|theme| !theme.is_dir()).map(|theme| output::no_folder(theme, language))
    }
}

fn absolute_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !text.contains(['"', '<', '>', ' ', '?', '#']) => Ok(text.to_owned()),
        _ => Err("write a whole address, as in https://www.example.jp/portal/".into()),
    }
}

/// Runs one command. The exit code is 0 on success, 1 where the content has errors, 2 on wrong usage.
#[must_use]
pub fn run(arguments: Arguments) -> ExitCode {
    let language = arguments.messages.map_or_else(environment_language, LanguageCode::language);
    match arguments.command {
        Some(Command::New(command)) => new::run(&command, language),
        Some(Command::Build(command)) => build::run(&command, language),
        Some(Command::Check(command)) => check::run(&command, language),
        Some(Command::Serve(command)) => serve::run(&command, language),
        Some(Command::Search(command)) => ended(search::run(&command, language)),
        Some(Command::Import(command)) => import::run(&command, language),
        Some(Command::Edition(command)) => ended(edition::run(&command, language)),
        Some(Command::Export(command)) => ended(export::run(&command, language)),
        Some(Command::Diff(command)) => ended(diff::run(&command, language)),
        Some(Command::Report(command)) => ended(report::run(&command, language)),
        Some(Command::Translate(command)) => ended(translate::run(&command, language)),
        None => {
            terminal::report(&output::what_next(language));
            ExitCode::from(2)
        }
    }
}

/// The exit code of a command, whether it came to its end or not.
fn ended(code: Result<ExitCode, ExitCode>) -> ExitCode {
    code.unwrap_or_else(|code| code)
}

/// The language that the environment asks for (POSIX: `LC_ALL` over `LC_MESSAGES` over `LANG`).
fn environment_language() -> Language {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default();
    if locale.starts_with("ja") { Language::Japanese } else { Language::English }
}

/// Prints all problems to standard error; returns whether there are errors.
fn report(diagnostics: Diagnostics, language: Language) -> bool {
    let (errors, warnings) = diagnostics.counts();
    let renderer = Renderer { format: Format::Human, language, colour: std::io::stderr().is_terminal() };
    let list = diagnostics.sorted();
    for diagnostic in list.iter().take(output::SHOWN) {
        terminal::report(&renderer.render(diagnostic));
    }
    if list.len() > output::SHOWN {
        terminal::report(&output::more(list.len() - output::SHOWN, language));
    }
    if errors + warnings > 0 {
        terminal::report(&output::problem_count(&list, language));
    }
    errors > 0
}
