//! The portal that `shirube new` makes: it is the first thing that a user sees, and the example that is copied from.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use walkdir::WalkDir;

fn shirube(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shirube"))
        .current_dir(folder)
        .args(["--messages", "en"])
        .args(arguments)
        .output()
        .expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).expect("a path below").to_string_lossy().replace('\\', "/");
            (name, std::fs::read(entry.path()).expect("a readable file"))
        })
        .collect()
}

/// Protects a user's first minute: what `new` makes is checked and built without a word of complaint, in both
/// languages, and holds one of everything.
#[test]
fn a_new_portal_checks_and_builds_clean() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let made = shirube(folder.path(), &["new", "portal"]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let portal = folder.path().join("portal");
    assert!(text(&made.stdout).contains("cd portal"), "{}", text(&made.stdout));

    let checked = shirube(&portal, &["check"]);
    assert_eq!(text(&checked.stdout), "0 errors, 0 warnings\n");
    assert_eq!(checked.status.code(), Some(0));

    let json = shirube(&portal, &["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    for kind in [
        "parts",
        "plan_items",
        "activities",
        "directives",
        "remarks",
        "duties",
        "clauses",
        "editions",
        "guidance",
        "topics",
        "routes",
        "centers",
        "experts",
        "events",
        "news",
        "pages",
        "laws",
        "notices",
        "terms",
    ] {
        assert!(json["summary"][kind].as_u64() > Some(0), "the starter shows no {kind}");
    }

    let built = shirube(&portal, &["build"]);
    assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    assert_eq!(text(&built.stderr), "");
    let public = files(&portal.join("public"));
    for page in ["index.html", "ja/index.html", "en/index.html", "en/about/index.html"] {
        assert!(public.contains_key(page), "{page}");
    }
    // Whoever copies the starter must not publish what it marks as not public.
    for (path, bytes) in &public {
        let page = text(bytes);
        assert!(!page.contains("social-worker@") && !page.contains("physician@"), "{path}");
    }
    // The site that was built is none of the sources.
    assert!(text(&std::fs::read(portal.join(".gitignore")).expect("the ignore file")).contains("/public/"));
}

/// Protects the samples from being taken for real: every address and number in them is reserved for examples.
#[test]
fn everything_in_a_new_portal_is_a_sample() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(shirube(folder.path(), &["new", "."]).status.code(), Some(0));
    for (path, bytes) in files(folder.path()) {
        let text = text(&bytes);
        for (at, _) in text.match_indices("://").chain(text.match_indices('@')) {
            let host: String = text[at..].chars().take_while(|c| !matches!(c, ',' | '"' | '\n' | ' ' | '`')).collect();
            assert!(host.contains("example.jp"), "{path}: {host}");
        }
        if path.ends_with("center.yaml") || path.ends_with("site.yaml") {
            assert!(text.contains("\nsample: true"), "{path}");
        }
    }
}

/// Protects work that is already there.
#[test]
fn a_folder_that_is_not_empty_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mine = folder.path().join("mine.txt");
    std::fs::write(&mine, "mine").expect("a file");
    for target in [".", "mine.txt"] {
        let refused = shirube(folder.path(), &["new", target]);
        assert_eq!(refused.status.code(), Some(2), "{target}");
        assert!(text(&refused.stderr).contains("nothing was made"), "{}", text(&refused.stderr));
        assert!(refused.stdout.is_empty());
        assert_eq!(files(folder.path()), BTreeMap::from([("mine.txt".to_owned(), b"mine".to_vec())]));
    }
}
