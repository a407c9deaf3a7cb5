//! Directives leave the portal as a table, are edited, and come back.
//!
//! Tests on official documents read `../shared/seeds`, or the folder that `SHIRUBE_SEEDS` names, and say so where it is
//! missing.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn shirube(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).env("LC_ALL", "en_US.UTF-8");
    command.output().expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

fn import(file: &Path, into: &Path) -> Output {
    shirube(&["import", "directives", text(file), "--edition", "2023", "--into", text(into), "--force"])
}

/// The files of an edition without the notes for the reviewer, which a table from the portal answers.
fn without_notes(content: &Path) -> Vec<String> {
    let names = ["edition", "part-1", "part-2", "part-3"];
    let files = names.map(|name| content.join(format!("directives/2023/{name}.yaml")));
    let read = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).expect("a file");
        let mut note = None;
        let kept = text.lines().filter(|line| {
            let indent = line.len() - line.trim_start().len();
            if note.is_some_and(|note| indent <= note) {
                note = None;
            }
            if line.trim() == "review:" {
                note = Some(indent);
            }
            note.is_none()
        });
        kept.collect::<Vec<_>>().join("\n")
    };
    files.iter().filter(|file| file.exists()).map(read).collect()
}

/// Imports a document, exports what came in, and imports each form of that again: nothing may change.
fn comes_back(document: &Path) {
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    assert!(import(document, &content).status.success());
    let before = without_notes(&content);
    for format in ["xlsx", "docx", "csv"] {
        let file = folder.path().join(format!("table.{format}"));
        let exported = shirube(&["export", "directives", "2023", "--content", text(&content), "--output", text(&file)]);
        assert!(exported.status.success(), "{format}: {}", said(&exported));
        let imported = import(&file, &content);
        assert!(imported.status.success(), "{format}: {}", said(&imported));
        assert_eq!(without_notes(&content), before, "{format}");
    }
}

#[test]
fn the_official_directives_leave_and_come_back() {
    let seeds = std::env::var_os("SHIRUBE_SEEDS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds"), PathBuf::from);
    let document = seeds.join("directives-fy2023.txt");
    if document.exists() {
        comes_back(&document);
    } else {
        println!("skipped: the official documents are not in {}", seeds.display());
    }
}

#[test]
fn a_table_as_print_leaves_it_leaves_and_comes_back() {
    comes_back(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/directives.txt"));
}

#[test]
fn the_same_edition_is_the_same_bytes_in_the_form_that_the_file_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let export = |name: &str, more: &[&str]| {
        let file = folder.path().join(name);
        let arguments =
            [&["export", "directives", "2023", "--date", "2023-06-01", "--output", text(&file)], more].concat();
        let output = shirube(&arguments);
        assert!(output.status.success(), "{}", said(&output));
        std::fs::read(file).expect("a file")
    };
    for (name, beginning) in [("a.xlsx", &b"PK"[..]), ("a.docx", b"PK"), ("a.csv", "\u{feff}令和5年度".as_bytes())]
    {
        let bytes = export(name, &[]);
        assert!(bytes.starts_with(beginning), "{name}");
        assert_eq!(export(&format!("again-{name}"), &[]), bytes, "{name}");
    }
    assert_eq!(export("x.bin", &["--format", "csv"]), export("a.csv", &[]));
    let english = String::from_utf8(export("en.csv", &["--lang", "en"])).expect("a text");
    assert!(english.contains("Item of the medium-term plan,Activity,Directives,Remarks\r\n"), "{english}");
}

#[test]
fn what_cannot_be_written_is_refused() {
    let output = shirube(&["export", "directives", "2020"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(said(&output).trim(), "edition 2020: there is none. There are: 2023");
    let output = shirube(&["export", "directives", "2023", "--format", "docx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty() && said(&output).contains("--output FILE"));
    // What the table cannot tell keeps it from leaving.
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    assert!(
        import(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/directives.txt"), &content).status.success()
    );
    let part = content.join("directives/2023/part-1.yaml");
    let changed = std::fs::read_to_string(&part).expect("a file").replace("班は毎朝", "\"班は。\\n\\n・毎朝");
    let changed = changed.replace("歩道を見回る。", "歩道を見回る。\"");
    std::fs::write(&part, changed).expect("a file");
    let (file, content) = (folder.path().join("table.xlsx"), text(&content).to_owned());
    let output = shirube(&["export", "directives", "2023", "--content", &content, "--output", text(&file)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("the table cannot tell this"), "{}", said(&output));
    assert!(!file.exists());
}
