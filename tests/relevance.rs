//! Whether the search finds what people mean: `tests/search/queries.tsv` holds what they type, and what is a good answer.
//!
//! It is measured on the bundled portal, or on the one that `SHIRUBE_CONTENT` names, as when official wording is imported:
//! `SHIRUBE_CONTENT=DIR cargo test --release --test relevance -- --nocapture`.

use std::path::{Path, PathBuf};

use fancy_regex::Regex;
use shirube::diagnostic::Diagnostics;
use shirube::pipeline::{self, Options};
use shirube::search::{self, Entry, Index, Query};
use shirube::text::Language;

/// How many of the first results may hold the answer.
const FIRST: usize = 3;
/// In what share of the queries they must.
const SHARE: f64 = 0.95;

/// What makes a result a good answer.
enum Judge {
    /// Its own heading and text say this.
    Text(Regex),
    /// Its text and the headings above it say this.
    Above(Regex),
    /// Its printed number begins with one of these.
    Number(Vec<String>),
}

impl Judge {
    fn parse(text: &str) -> Self {
        let regex = |pattern: &str| Regex::new(&format!("(?s){pattern}")).expect("a regular expression");
        match text.split_at(2) {
            ("t:", pattern) => Self::Text(regex(pattern)),
            ("a:", pattern) => Self::Above(regex(pattern)),
            ("n:", numbers) => Self::Number(numbers.split('|').map(str::to_owned).collect()),
            _ => panic!("what judge is this: {text}"),
        }
    }

    /// The Japanese wording judges, for both languages.
    fn approves(&self, japanese: &Index, entry: &Entry) -> bool {
        let Some(entry) = japanese.entries.iter().find(|one| one.id == entry.id) else { return false };
        let is_match = |regex: &Regex, text: &str| regex.is_match(text).expect("a match or none");
        match self {
            Self::Text(regex) => {
                entry.kind.is_provision() && is_match(regex, &format!("{}\n{}", entry.title, entry.text))
            }
            Self::Above(regex) => {
                let mut text = entry.text.clone();
                let mut at = Some(entry);
                while let Some(entry) = at {
                    text = format!("{}\n{text}", entry.title);
                    at = entry.parent.map(|parent| &japanese.entries[parent as usize]);
                }
                is_match(regex, &text)
            }
            Self::Number(numbers) => entry.number.as_ref().is_some_and(|number| {
                let number =
                    if entry.id.starts_with("guidance/") { format!("guidance {number}") } else { number.clone() };
                numbers.iter().any(|wanted| number.starts_with(wanted.as_str()))
            }),
        }
    }
}

fn content() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::env::var_os("SHIRUBE_CONTENT").map_or_else(|| root.join("content"), PathBuf::from)
}

#[test]
fn a_good_answer_is_among_the_first_three() {
    let options = Options {
        content: content(),
        theme: None,
        out: PathBuf::new(),
        base_url: None,
        center: None,
        drafts: false,
        date: jiff::civil::date(2024, 3, 1),
    };
    let mut diagnostics = Diagnostics::default();
    let site = pipeline::load(&options, &mut diagnostics).expect("a portal");
    let indices =
        [Language::Japanese, Language::English].map(|language| Index::build(&site.portal, language).expect("an index"));
    let file = std::env::var_os("SHIRUBE_QUERIES")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/queries.tsv"), PathBuf::from);
    let queries = std::fs::read_to_string(file).expect("queries");
    let (mut asked, mut good, mut nothing) = (0, 0, 0);
    let mut poor = Vec::new();
    for line in queries.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [text, language, judge, ..] = fields[..] else { panic!("three columns at least: {line}") };
        let index = &indices[usize::from(language == "en")];
        let judge = Judge::parse(judge);
        // What no entry of this portal says cannot be found in it.
        if !index.entries.iter().any(|entry| judge.approves(&indices[0], entry)) {
            println!("not in this portal: {text}");
            continue;
        }
        let query = Query::new(text, &index.lexicon);
        let options = search::Options { wanted: 10, complete: false, all_editions: false };
        let found = search::search(index, &query, text, options).expect("an answer");
        let entries: Vec<&Entry> = found.iter().map(|found| &index.entries[found.entry as usize]).collect();
        asked += 1;
        nothing += usize::from(entries.is_empty());
        if entries.iter().take(FIRST).any(|entry| judge.approves(&indices[0], entry)) {
            good += 1;
        } else {
            let place = entries.iter().position(|entry| judge.approves(&indices[0], entry));
            let first: Vec<String> =
                entries.iter().take(FIRST).map(|entry| format!("{} {}", entry.id, entry.title)).collect();
            poor.push(format!("{text}: {} found, good one at {place:?}; {}", entries.len(), first.join(" / ")));
        }
    }
    println!("{good} of {asked} queries have a good answer among the first {FIRST}; {nothing} have no answer");
    println!("{}", poor.join("\n"));
    assert_eq!(nothing, 0, "queries without any result");
    assert!(f64::from(good) >= SHARE * f64::from(asked), "only {good} of {asked}:\n{}", poor.join("\n"));
}
