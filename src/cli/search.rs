//! `shirube search`

use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use crate::diagnostic::{Diagnostics, Problem};
use crate::search::{self, Index, Needles, Query};
use crate::terminal;
use crate::text::Language;

use super::{Input, LanguageCode, output, report};

#[derive(Debug, Args)]
pub(super) struct Search {
    #[command(flatten)]
    input: Input,

    /// What to look for: words, a printed number (5(1)ア), an article of a law
    #[arg(required = true)]
    query: Vec<String>,

    /// The language to search in [default: the authoritative one]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<LanguageCode>,

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

pub(super) fn run(command: &Search, language: Language) -> Result<ExitCode, ExitCode> {
    let site = command.input.load(language)?;
    let asked = command.lang.map_or(site.portal.authoritative, LanguageCode::language);
    let answer = Index::build(&site.portal, asked).and_then(|index| answer(command, &index)).map_err(|error| {
        let mut diagnostics = Diagnostics::default();
        diagnostics.error_without_span(Problem::Io { message: error.to_string() });
        report(diagnostics, language);
        ExitCode::FAILURE
    })?;
    if command.json {
        terminal::say(&format!("{answer:#}"));
    } else {
        terminal::say(&output::found(&answer, language));
    }
    Ok(ExitCode::SUCCESS)
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
