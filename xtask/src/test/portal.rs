//! Builds the bundled portal: the same bytes whatever the threads, time zone and locale, and nothing written twice.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::tools::{cargo, output, run};
use super::{Outcome, Setting, report, tree};

/// Where the bundled portal is built for the tests.
pub fn site(root: &Path) -> PathBuf {
    root.join("target/test-site/a")
}

/// Centers whose home pages are built as sites of their own: one with colours and an address, one without.
pub const CENTERS: [&str; 2] = ["tokyo", "kanagawa"];

/// Where that of a center is built.
pub fn center(root: &Path, id: &str) -> PathBuf {
    root.join("target/test-site").join(id)
}

/// Where the portal of several editions is built.
pub fn editions(root: &Path) -> PathBuf {
    root.join("target/test-site/editions")
}

/// The day for which it is built.
pub const DATE: &str = "2024-03-01";

/// How much the bundled portal holds: what the documents it restates hold, counted by hand.
const COUNTS: [(&str, u64); 8] = [
    ("parts", 3),
    ("plan_items", 8),
    ("activities", 30),
    ("directives", 85),
    ("sub_items", 12),
    ("remarks", 80),
    ("clauses", 115),
    ("centers", 47),
];

pub fn check(setting: &Setting) -> Outcome {
    cargo(&setting.root, &["build", "--release"])?;
    let first = site(&setting.root);
    let folder = setting.root.join("target/test-site");
    let second = folder.join("b");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;

    // Cargo puts this task and the command into one folder.
    let program = std::env::current_exe()?.with_file_name(format!("shirube{}", std::env::consts::EXE_SUFFIX));
    let shirube = || {
        let mut command = Command::new(&program);
        command.current_dir(&setting.root);
        command
    };
    let build = |out: &Path| {
        let mut command = shirube();
        command.args(["build", "--date", DATE, "--out"]).arg(out);
        command
    };

    run(&mut build(&first))?;
    let mut other = build(&second);
    run(other.env("RAYON_NUM_THREADS", "1").env("TZ", "Asia/Tokyo").env("LC_ALL", "ja_JP.UTF-8"))?;
    let files = tree::read(&first)?;
    let mut faults = tree::differences(&files, &tree::read(&second)?);
    for fault in &mut faults {
        fault.insert_str(0, "built twice: ");
    }

    let before = tree::times(&first)?;
    run(&mut build(&first))?;
    for difference in tree::differences(&before, &tree::times(&first)?) {
        faults.push(format!("written again by a build with nothing changed: {difference}"));
    }

    for (id, folder) in &setting.centers {
        run(build(folder).args(["--center", id]))?;
    }
    if let Some(folder) = &setting.editions {
        // On this day one edition has been superseded and another is not in force yet.
        let content = "tests/sites/editions/content";
        run(shirube().args(["build", "--content", content, "--date", "2024-06-01", "--out"]).arg(folder))?;
    }

    faults.extend(diagnostics(&mut shirube())?);
    let bytes: usize = files.values().map(Vec::len).sum();
    report(&faults, format!("{} files, {} KB", files.len(), bytes / 1000))
}

/// What `shirube check` finds in the bundled portal, and counts that are not as they should be.
fn diagnostics(shirube: &mut Command) -> Result<Vec<String>, Box<dyn Error>> {
    let (text, success) = output(shirube.args(["check", "--format", "json"]))?;
    let found: Value =
        serde_json::from_str(&text).map_err(|error| format!("`shirube check` wrote no JSON: {error}"))?;
    let mut faults = Vec::new();
    match found["diagnostics"].as_array() {
        // The samples grow old with the day on which this runs.
        Some(diagnostics) => faults.extend(
            (diagnostics.iter())
                .filter(|diagnostic| !matches!(diagnostic["code"].as_str(), Some("stale-entries" | "past-events")))
                .map(|diagnostic| format!("check: {diagnostic}")),
        ),
        None => faults.push("check: its JSON has no `diagnostics`".to_owned()),
    }
    if !success && faults.is_empty() {
        faults.push("check: it failed without a diagnostic".to_owned());
    }
    for (name, expected) in COUNTS {
        let count = &found["summary"][name];
        if count.as_u64() != Some(expected) {
            faults.push(format!("check: {name} is {count}, should be {expected}"));
        }
    }
    Ok(faults)
}
