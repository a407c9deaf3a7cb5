//! What `shirube check` says of broken input. Each folder of `tests/sites/broken` is a tiny site with one kind of
//! mistake (or a few that belong together), and `expected.txt` is what the command prints of it in English.
//!
//! `SHIRUBE_BLESS=1 cargo test --test broken` writes what is printed now into `expected.txt`; read the difference
//! before you keep it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use rayon::prelude::*;
use serde_json::Value;
use walkdir::WalkDir;

/// Sites whose problems concern a file, a folder or a page as a whole, so that there is no line to show.
const WITHOUT_LINE: [&str; 23] = [
    "address-taken-at-center",
    "file-far-too-large",
    "file-too-large",
    "invalid-id-file-name",
    "link-in-a-circle",
    "link-leaves-folder",
    "missing-center-file",
    "missing-edition-file",
    "missing-site",
    "missing-site-misnamed",
    "not-utf8",
    "out-of-range-folder",
    "page-in-unknown-language",
    "theme-broken-link",
    "theme-not-utf8",
    "theme-unknown-file",
    "unknown-center",
    "unknown-file",
    "unknown-file-below",
    "workbook-bomb",
    "workbook-damaged",
    "workbook-locked",
    "yaml-empty",
];

/// Codes of what only imports can find: tests/import.rs and tests/translate.rs have examples.
const OF_IMPORT: [&str; 2] = ["catalogue", "import"];

/// Codes whose message is that of the operating system or of the template engine.
const WORDS_OF_OTHERS: [&str; 2] = ["io", "template"];

fn sites() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/broken");
    let mut sites: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the broken sites").map(|entry| entry.expect("an entry").path()).collect();
    sites.retain(|site| cfg!(unix) || !is_made(site));
    sites.sort();
    sites
}

fn name(site: &Path) -> &str {
    site.file_name().and_then(|name| name.to_str()).expect("a name")
}

/// Whether [`prepare`] adds something to the site.
fn is_made(site: &Path) -> bool {
    matches!(name(site), "file-too-large" | "file-far-too-large" | "link-leaves-folder" | "link-in-a-circle")
}

/// Adds to the copy of a site what a repository should not hold: links and very large files.
#[cfg(unix)]
fn prepare(site: &Path, copy: &Path) {
    use std::os::unix::fs::symlink;

    let content = copy.join("content");
    let made = match name(site) {
        "file-too-large" => std::fs::write(content.join("topics.yaml"), "# a line\n".repeat(11_000_000 / 9)),
        // So large that reading it could not go unnoticed; on the disk it takes no room.
        "file-far-too-large" => {
            std::fs::File::create(content.join("topics.yaml")).and_then(|file| file.set_len(100_000_000_000))
        }
        "link-leaves-folder" => std::fs::write(copy.join("secret.md"), "---\ntitle: Secret\n---\n")
            .and_then(|()| std::fs::create_dir(content.join("pages")))
            .and_then(|()| symlink("../../secret.md", content.join("pages/secret.md")))
            .and_then(|()| symlink("..", content.join("centers"))),
        "link-in-a-circle" => {
            std::fs::create_dir(content.join("pages")).and_then(|()| symlink("../pages", content.join("pages/again")))
        }
        _ => Ok(()),
    };
    made.expect("what the site needs");
}

#[cfg(not(unix))]
fn prepare(_: &Path, _: &Path) {}

fn copy(from: &Path, to: &Path) {
    for entry in WalkDir::new(from).into_iter().map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.path().strip_prefix(from).expect("a path below"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).expect("a folder");
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// What the command prints to standard output, and its exit code.
fn check(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    command.current_dir(folder).args(["check", "--date", "2023-06-01"]).args(arguments);
    if folder.join("theme").is_dir() {
        command.args(["--theme", "theme"]);
    }
    // The home page of a center as a site of its own.
    if let Ok(center) = std::fs::read_to_string(folder.join("center")) {
        command.args(["--center", center.trim()]);
    }
    let output = command.output().expect("the command runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.is_empty(), "{}: {errors}", folder.display());
    (String::from_utf8(output.stdout).expect("UTF-8"), output.status.code())
}

/// What the command says of every site: in English for people, and in Japanese for programs.
fn said() -> &'static [(PathBuf, String, Vec<Value>)] {
    static SAID: LazyLock<Vec<(PathBuf, String, Vec<Value>)>> = LazyLock::new(say);
    &SAID
}

fn say() -> Vec<(PathBuf, String, Vec<Value>)> {
    sites()
        .into_par_iter()
        .map(|site| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            copy(&site, folder.path());
            prepare(&site, folder.path());
            let (text, code) = check(folder.path(), &["--messages", "en"]);
            assert_eq!(code, Some(1), "{}: {text}", name(&site));
            let (json, code) = check(folder.path(), &["--messages", "ja", "--format", "json"]);
            assert_eq!(code, Some(1), "{}", name(&site));
            let mut json: Value = serde_json::from_str(&json).expect("JSON");
            let Value::Array(problems) = json["diagnostics"].take() else { panic!("{}: no list", name(&site)) };
            (site, text, problems)
        })
        .collect()
}

/// The lines that differ, with what is the same before and after left out.
fn difference(expected: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let after = old[before..].iter().rev().zip(new[before..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut out = format!("@@ line {}\n", before + 1);
    for (sign, lines) in [('-', &old[before..old.len() - after]), ('+', &new[before..new.len() - after])] {
        for line in lines {
            let _ = writeln!(out, "{sign}{line}");
        }
    }
    out
}

/// Protects every message that an author can see, the place it points at, and that nothing more is said than needed:
/// the whole output is compared. The exit code must tell a script that the check failed.
#[test]
fn every_mistake_is_named_with_its_place_and_what_to_do() {
    let bless = std::env::var_os("SHIRUBE_BLESS").is_some_and(|value| value == "1");
    let mut failures = String::new();
    for (site, text, _) in said() {
        let path = site.join("expected.txt");
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if *text == expected {
            continue;
        }
        if bless {
            std::fs::write(&path, text).expect("expected.txt is written");
        } else {
            let _ = writeln!(failures, "{}:\n{}", name(site), difference(&expected, text));
        }
    }
    assert!(failures.is_empty(), "{failures}SHIRUBE_BLESS=1 accepts what is printed now.");
}

/// Protects that a problem never floats in the air: it names a file, and a line and column where the file was read;
/// it has a hint; and it is said in Japanese too.
#[test]
fn every_problem_has_a_place_a_hint_and_a_japanese_message() {
    let is_japanese = |text: &Value| text.as_str().is_some_and(|text| text.chars().any(|c| c >= '\u{3040}'));
    let mut failures = Vec::new();
    for (site, _, problems) in said() {
        for problem in problems {
            let code = problem["code"].as_str().unwrap_or_default();
            let has_line = problem["excerpt"].as_str().is_some_and(|line| !line.is_empty());
            let is_complete = problem["file"].is_string()
                && (has_line && problem["column"].as_u64() > Some(0) || WITHOUT_LINE.contains(&name(site)))
                && (is_japanese(&problem["hint"]) || WORDS_OF_OTHERS.contains(&code))
                && (is_japanese(&problem["message"]) || WORDS_OF_OTHERS.contains(&code));
            if !is_complete {
                failures.push(format!("{}: {problem}", name(site)));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Protects that no kind of problem is without an example: the list of codes is taken from the source.
#[test]
fn every_kind_of_problem_has_a_site() {
    let source = include_str!("../src/diagnostic/problem.rs");
    let list =
        source.split_once("pub fn code").and_then(|(_, rest)| rest.split_once("\n    }\n")).expect("the codes").0;
    let known: BTreeSet<&str> = list.split('"').skip(1).step_by(2).collect();
    let caused: BTreeSet<&str> =
        said().iter().flat_map(|(_, _, problems)| problems).filter_map(|problem| problem["code"].as_str()).collect();
    let without: Vec<_> = known.difference(&caused).filter(|code| !OF_IMPORT.contains(code)).collect();
    assert!(without.is_empty(), "no site causes {without:?}");
}

/// Protects `shirube check | head`: a reader that has seen enough is no reason to crash.
#[test]
fn a_reader_that_goes_away_is_no_crash() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/broken/several");
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    let mut child = (command.current_dir(site).arg("check").stdout(Stdio::piped()).spawn()).expect("the command runs");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("an end").code(), Some(1));
}
