//! The search: whatever is typed, the browser finds what the command line finds, and every piece of text leads to it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use shirube::diagnostic::Diagnostics;
use shirube::pipeline::{self, Options, Site};
use shirube::search::{self, Index, Query};
use shirube::text::Language;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn options(out: &Path) -> Options {
    Options {
        content: std::env::var_os("SHIRUBE_CONTENT").map_or_else(|| root().join("content"), PathBuf::from),
        theme: None,
        out: out.to_path_buf(),
        base_url: None,
        center: None,
        drafts: false,
        date: jiff::civil::date(2024, 3, 1),
    }
}

fn site() -> Site {
    pipeline::load(&options(Path::new("")), &mut Diagnostics::default()).expect("the bundled portal")
}

/// Numbers that look random (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap_or_default() % bound
    }
}

/// Some characters of a text in a row; none where the text is shorter.
fn cut(text: &str, random: &mut Random, length: usize) -> Option<String> {
    let characters: Vec<char> = text.chars().collect();
    let from = random.below(characters.len().checked_sub(length)? + 1);
    Some(characters[from..from + length].iter().collect())
}

/// What people and accidents type: the queries of the relevance test, cuts of texts, words with an error in them, pairs.
fn queries(index: &Index) -> Vec<String> {
    let mut random = Random(7);
    let file = std::fs::read_to_string(root().join("tests/search/queries.tsv")).expect("queries");
    let mut queries: Vec<String> = file
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').next())
        .map(str::to_owned)
        .collect();
    for _ in 0..300 {
        let text = |random: &mut Random| {
            let entry = &index.entries[random.below(index.entries.len())];
            if random.below(3) == 0 { entry.title.clone() } else { entry.text.clone() }
        };
        let lengths = [2 + random.below(10), 4 + random.below(5)];
        let [one, two] = lengths.map(|length| cut(&text(&mut random), &mut random, length).unwrap_or_default());
        queries.push(format!("{one} {two}"));
        // One character less, which may be an error that is mended.
        let mut shorter: Vec<char> = one.chars().collect();
        if shorter.len() > 3 {
            shorter.remove(1 + random.below(shorter.len() - 2));
        }
        queries.push(shorter.into_iter().collect());
        queries.push(format!("\"{one}\" {two} 「{one} {two}"));
        queries.push(one);
    }
    queries.retain(|query| !query.trim().is_empty());
    for query in &mut queries {
        *query = query.replace(['\n', '\r'], " ");
    }
    queries
}

#[test]
fn the_browser_finds_the_same_in_the_same_order() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("public");
    let mut diagnostics = Diagnostics::default();
    pipeline::build(&options(&out), &(), &mut diagnostics).expect("a build");
    let site = site();
    for language in Language::ALL {
        let index = Index::build(&site.portal, language).expect("an index");
        let queries = queries(&index);
        let mut node = Command::new("node")
            .arg(root().join("tests/browser/engine.mjs"))
            .arg(&out)
            .arg(language.code())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node.js 20 or later, to run the search of the browser");
        let mut input = node.stdin.take().expect("its input");
        let text = format!("{}\n", queries.join("\n"));
        let writer = std::thread::spawn(move || input.write_all(text.as_bytes()).expect("queries are read"));
        let output = node.wait_with_output().expect("an end");
        writer.join().expect("an end");
        assert!(output.status.success(), "the scripts of the search failed");
        let answers = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(answers.lines().count(), queries.len());
        let mut differing = Vec::new();
        for (text, answer) in queries.iter().zip(answers.lines()) {
            let answer: Value = serde_json::from_str(answer).expect("JSON");
            let query = Query::new(text, &index.lexicon);
            // As the command line asks.
            let options = search::Options { wanted: 10, complete: true, all_editions: false };
            let found = search::search(&index, &query, text, options).expect("an answer");
            let here: Vec<&str> =
                found.iter().take(10).map(|found| index.entries[found.entry as usize].id.as_str()).collect();
            let there: Vec<&str> = answer["ids"].as_array().expect("ids").iter().filter_map(Value::as_str).collect();
            if here != there {
                differing.push(format!("{text:?}\n  {here:?}\n  {there:?}"));
            }
        }
        let count = differing.len();
        differing.truncate(10);
        assert!(differing.is_empty(), "{count} of {} differ:\n{}", queries.len(), differing.join("\n"));
    }
}

/// Both halves of the analysis must cut alike, or the browser looks for terms that the index does not have.
#[test]
fn the_browser_cuts_texts_as_the_build_does() {
    let output =
        Command::new("node").arg(root().join("tests/browser/analysis.mjs")).output().expect("Node.js 20 or later");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A person who remembers some words of a provision must find it by them.
#[test]
fn every_part_of_a_provision_finds_it() {
    let site = site();
    let mut random = Random(11);
    let mut missed = Vec::new();
    let mut asked = 0;
    for language in Language::ALL {
        let index = Index::build(&site.portal, language).expect("an index");
        for (number, entry) in (0u32..).zip(&index.entries).filter(|(_, entry)| entry.kind.is_provision()) {
            for text in [&entry.title, &entry.text] {
                for length in [2, 2, 3, 4, 6, 10, 20] {
                    // Of spaces and punctuation alone nothing can be asked.
                    let part = cut(text, &mut random, length).filter(|part| {
                        let mut analyser = shirube::text::analysis::Analyser::default();
                        !part.contains('\n') && !analyser.units(part).is_empty()
                    });
                    let Some(part) = part else { continue };
                    let query = Query::new(&part, &index.lexicon);
                    let options = search::Options { wanted: 10, complete: true, all_editions: true };
                    let found = search::search(&index, &query, &part, options).expect("an answer");
                    asked += 1;
                    if !found.iter().any(|found| found.entry == number) {
                        missed.push(format!("{part:?} does not find {}", entry.id));
                    }
                }
            }
        }
    }
    println!("{asked} parts of provisions asked for");
    let count = missed.len();
    missed.truncate(20);
    assert!(missed.is_empty(), "{count} of {asked}:\n{}", missed.join("\n"));
}
