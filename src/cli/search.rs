//! `shirube search`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::diagnostic::{Diagnostics, Problem};
use crate::pipeline;
use crate::search::{self, Index, Needles, Query};
use crate::terminal;
use crate::text::Language;

use super::{Input, output, report};

#[derive(Debug, Args)]
pub(super) struct Search {
    #[command(flatten)]
    input: Input,

    /// What to look for: words, a printed number (5(1)ア), an article of a law
    #[arg(required = true)]
    query: Vec<String>,

    /// The language to search in [default: the authoritative one]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<SearchLanguage>,

    /// How many results to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,

    /// Search all editions of the directives, not only the current one
    #[arg(long)]
    all_editions: bool,

    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SearchLanguage {
    /// Japanese
    Ja,
    /// English
    En,
}

pub(super) fn run(command: &Search, language: Language) -> ExitCode {
    if let Some(message) = command.input.missing(language) {
        terminal::report(&message);
        return ExitCode::from(2);
    }
    let mut diagnostics = Diagnostics::default();
    let site = pipeline::load(&command.input.options(PathBuf::new()), &mut diagnostics);
    let answer = site.filter(|_| !diagnostics.has_errors()).map(|site| {
        let asked = match command.lang {
            Some(SearchLanguage::Ja) => Language::Japanese,
            Some(SearchLanguage::En) => Language::English,
            None => site.portal.authoritative,
        };
        Index::build(&site.portal, asked).and_then(|index| answer(command, &index))
    });
    let answer = match answer {
        Some(Ok(answer)) => Some(answer),
        Some(Err(error)) => {
            diagnostics.error_without_span(Problem::Io { message: error.to_string() });
            None
        }
        None => None,
    };
    let failed = report(diagnostics, language);
    let Some(answer) = answer.filter(|_| !failed) else { return ExitCode::FAILURE };
    if command.json {
        terminal::say(&format!("{answer:#}"));
    } else {
        terminal::say(&output::found(&answer, language));
    }
    ExitCode::SUCCESS
}

/// What is found, as JSON.
fn answer(command: &Search, index: &Index) -> tantivy::Result<Value> {
    let text = command.query.join(" ");
    let query = Query::new(&text, &index.lexicon);
    let options = search::Options { wanted: 10, complete: true, all_editions: command.all_editions };
    let found = search::search(index, &query, &text, options)?;
    let needles = Needles::new(&text, &query, &index.lexicon);
    let results: Vec<Value> = found
        .iter()
        .zip(1..)
        .take(command.limit)
        .filter_map(|(found, rank)| {
            let entry = index.entries.get(found.entry as usize)?;
            Some(json!({
                "rank": rank,
                // What differs behind the fourth place is no difference.
                "score": (found.score * 1e4).round() / 1e4,
                "url": format!("/{}", entry.url),
                "id": entry.id,
                "kind": entry.kind.word(),
                "number": entry.number,
                "title": entry.title,
                "excerpt": needles.excerpt(index.shown_text(found.entry as usize)),
                "text": entry.text,
                "lang": entry.language.code(),
            }))
        })
        .collect();
    let named: Vec<Value> = (query.named.iter())
        .filter_map(|&named| index.lexicon.named.get(named))
        .filter_map(|named| index.entries.get(named.entry as usize))
        .map(|entry| json!({ "kind": entry.kind.word(), "name": entry.title, "url": format!("/{}", entry.url) }))
        .collect();
    Ok(json!({
        "query": text,
        "total": found.len(),
        "loosened": found.first().and_then(|found| found.level.word()),
        "entries": named,
        "results": results,
    }))
}
