//! Official documents as print leaves them: nothing of the wording is lost, and what is not sure is said.
//!
//! The documents of the ministry and of headquarters are not in the repository. Tests on them read `../shared/seeds`, or
//! the folder that `SHIRUBE_SEEDS` names, and say so where it is missing.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn shirube(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    command.args(arguments).env("LC_ALL", "en_US.UTF-8").output().expect("the program runs")
}

/// Imports a file of directives; the answer as JSON, and whether it went well.
fn directives(file: &Path, into: &Path, more: &[&str]) -> (Value, bool) {
    import(&["directives", text(file), "--edition", "2023"], into, more)
}

fn import(what: &[&str], into: &Path, more: &[&str]) -> (Value, bool) {
    let arguments: Vec<&str> =
        ["import"].iter().chain(what).chain(&["--format", "json", "--into", text(into)]).chain(more).copied().collect();
    let output = shirube(&arguments);
    let answer = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    (answer, output.status.success())
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// The folder of the official documents, where it is there.
fn seeds() -> Option<PathBuf> {
    let folder = std::env::var_os("SHIRUBE_SEEDS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: the official documents are not in {}", folder.display());
    None
}

fn closes(answer: &Value) {
    let characters = &answer["characters"];
    let count = |key: &str| characters[key].as_u64().expect("a number");
    assert_eq!((count("missing"), count("added")), (0, 0), "{characters}");
    assert_eq!(count("read"), count("kept") + count("booked"), "{characters}");
}

/// What `shirube check` says: errors, warnings that are no review notes, and review notes.
fn check(content: &Path) -> (usize, usize, usize) {
    let output = shirube(&["check", "--content", text(content), "--format", "json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let list = answer["diagnostics"].as_array().expect("a list").clone();
    let is = |problem: &Value, key: &str, value: &str| problem[key] == value;
    let errors = list.iter().filter(|problem| is(problem, "severity", "error")).count();
    let notes = list.iter().filter(|problem| is(problem, "code", "review")).count();
    (errors, list.len() - errors - notes, notes)
}

/// Imports a file of a guidance.
fn guidance(file: &Path, into: &Path, more: &[&str]) -> (Value, bool) {
    import(&["guidance", text(file), "--id", "streets"], into, more)
}

/// A guidance as print leaves it, about the same town.
const CLAUSES: &str = include_str!("import/guidance.txt");

/// A table as print leaves it, about a town that keeps its streets clear.
const TABLE: &str = include_str!("import/directives.txt");

fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let file = folder.join(name);
    std::fs::write(&file, text).expect("a file");
    file
}

#[test]
fn the_official_directives_come_over_whole() {
    let Some(seeds) = seeds() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    let (answer, success) = directives(&seeds.join("directives-fy2023.txt"), &content, &[]);
    assert!(success, "{answer:#}");
    closes(&answer);
    let count = |key: &str| answer["counts"][key].as_u64();
    let counts = ["parts", "activities", "directives", "sub_items", "remarks"].map(count);
    assert_eq!(counts, [3, 30, 85, 12, 80].map(Some));
    assert_eq!([count("restated"), count("deferred"), count("duties")], [7, 6, 20].map(Some));
    assert_eq!(answer["in_contents_only"], serde_json::json!([]));
    let notes = answer["review"].as_array().expect("a list").len();
    assert_eq!(check(&content), (0, 0, notes));
    let out = folder.path().join("public");
    assert!(shirube(&["build", "--content", text(&content), "--out", text(&out)]).status.success());
}

#[test]
fn every_trap_of_print_is_met() {
    let folder = tempfile::tempdir().expect("a folder");
    let (answer, success) = directives(&write(folder.path(), "table.txt", TABLE), &folder.path().join("content"), &[]);
    assert!(success, "{answer:#}");
    closes(&answer);
    assert_eq!(check(&folder.path().join("content")), (0, 0, answer["review"].as_array().expect("a list").len()));
    let mut shown = String::new();
    for name in ["edition", "part-1", "part-2"] {
        let file = folder.path().join(format!("content/directives/2023/{name}.yaml"));
        shown.push_str(&["# ", name, "\n", &std::fs::read_to_string(file).expect("a file")].concat());
    }
    shown.push_str("# notices\n");
    shown.push_str(&std::fs::read_to_string(folder.path().join("content/notices.yaml")).expect("a file"));
    insta::assert_snapshot!("directives", shown);
    let mut answer = answer;
    for key in ["file", "written"] {
        answer.as_object_mut().expect("an object").remove(key);
    }
    insta::assert_snapshot!("report", format!("{answer:#}"));
}

#[test]
fn the_official_guidance_comes_over_whole() {
    let Some(seeds) = seeds() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    assert!(directives(&seeds.join("directives-fy2023.txt"), &content, &[]).1);
    let (answer, success) = guidance(&seeds.join("guidance-overwork.txt"), &content, &["--force"]);
    assert!(success, "{answer:#}");
    closes(&answer);
    assert_eq!(answer["counts"], serde_json::json!({"clauses": 115, "groups": 5}));
    let (errors, warnings, notes) = check(&content);
    assert_eq!((errors, warnings), (0, 0));
    assert!(notes >= answer["review"].as_array().expect("a list").len());
    let out = folder.path().join("public");
    assert!(shirube(&["build", "--content", text(&content), "--out", text(&out)]).status.success());
}

#[test]
fn clauses_are_found_whatever_print_did_to_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    assert!(directives(&write(folder.path(), "table.txt", TABLE), &content, &[]).1);
    let (answer, success) = guidance(&write(folder.path(), "clauses.txt", CLAUSES), &content, &[]);
    assert!(success, "{answer:#}");
    closes(&answer);
    assert_eq!(check(&content).0, 0);
    insta::assert_snapshot!(
        "guidance",
        std::fs::read_to_string(content.join("guidance/streets.yaml")).expect("a file")
    );
    assert!(!guidance(&folder.path().join("clauses.txt"), &content, &[]).1, "it is there already");
    let (answer, success) = guidance(&write(folder.path(), "letter.txt", "題名\n拝啓\n"), &content, &["--force"]);
    assert!(!success);
    assert_eq!(answer["diagnostics"][0]["message"], "there is no numbered clause in it");
}

#[test]
fn existing_files_are_replaced_only_by_force() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, content) = (write(folder.path(), "table.txt", TABLE), folder.path().join("content"));
    assert!(directives(&file, &content, &[]).1);
    let part = content.join("directives/2023/part-1.yaml");
    let mine = std::fs::read_to_string(&part).expect("a file").replace("activity-1-1-1-1", "my-activity");
    std::fs::write(&part, &mine).expect("a file");
    let (answer, success) = directives(&file, &content, &[]);
    assert!(!success);
    assert!(answer["diagnostics"].as_array().expect("a list").iter().any(|problem| problem["code"] == "import"));
    assert_eq!(std::fs::read_to_string(&part).expect("a file"), mine);
    // By force it is made again, and keeps the ids of activities whose titles are the same.
    assert!(directives(&file, &content, &["--force"]).1);
    assert!(std::fs::read_to_string(&part).expect("a file").contains("- id: my-activity\n"));
    // A part that would stay beside the new ones is told.
    write(&content.join("directives/2023"), "9-old.yaml", mine.replace("id: part-1", "id: part-9"));
    assert!(!directives(&file, &content, &["--force"]).1);
}

#[test]
fn what_is_no_table_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    let heading = "I 除雪\n計画の項目\t事業の概要\t実施方針\t備考\n";
    for (name, bytes, expected) in [
        ("empty.txt", String::new(), "the table of the directives is not in it"),
        ("letter.txt", "拝啓\n".into(), "the table of the directives is not in it"),
        ("wide.txt", format!("{heading}1 甲\t乙\t丙。\t丁。\t戊\n"), "this row has more than 4 cells"),
        (
            "part.txt",
            heading.replace("I 除雪\n", "題名\n") + "1 甲\t乙\t丙。\t丁。\n",
            "this row stands before the first part",
        ),
        (
            "item.txt",
            format!("{heading}\t\t丙。\t丁。\n"),
            "this row stands under no plan item with a number, or no activity",
        ),
        ("photo.jpg", "x".into(), "this form of file is not read"),
    ] {
        let (answer, success) = directives(&write(folder.path(), name, bytes), &content, &[]);
        assert!(!success, "{name}");
        assert_eq!(answer["diagnostics"][0]["message"], expected, "{name}");
        assert!(answer["diagnostics"][0]["hint"].is_string(), "{name}");
        assert!(!content.exists(), "{name}");
    }
    let large = folder.path().join("large.txt");
    std::fs::File::create(&large).and_then(|file| file.set_len(200_000_000)).expect("a file");
    assert_eq!(directives(&large, &content, &[]).0["diagnostics"][0]["code"], "file-too-large");
    assert!(!directives(&folder.path().join("absent.txt"), &content, &[]).1);
    assert!(!content.exists());
}
