//! `cargo xtask test`: every check of the project, in order, each in one function.
//!
//! A step that fails does not stop those after it, so that one run tells everything.

mod browser;
mod data;
mod html;
mod links;
mod markup;
mod portal;
pub mod tools;
mod tree;

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use tools::cargo;

/// What a step says when it passed, or why it did not.
type Outcome = Result<String, Box<dyn Error>>;

/// Where a step finds what it checks.
struct Setting {
    /// The folder of the repository.
    root: PathBuf,
    /// The built site that `links`, `html` and `browser` look at.
    site: PathBuf,
    /// Whether `site` is the bundled portal, whose addresses are known.
    bundled: bool,
    /// Home pages of centers, built as sites of their own: the ids and the folders.
    centers: Vec<(&'static str, PathBuf)>,
    /// A built portal of several editions, which the bundled one does not have.
    editions: Option<PathBuf>,
}

struct Step {
    name: &'static str,
    about: &'static str,
    run: fn(&Setting) -> Outcome,
}

/// All steps in the order in which they run: what is quick to tell comes first.
const STEPS: [Step; 8] = [
    Step { name: "fmt", about: "the sources are formatted", run: format },
    Step { name: "clippy", about: "the sources have no lints", run: clippy },
    Step { name: "unit", about: "the tests of library, command line and tasks", run: unit },
    Step { name: "portal", about: "the bundled portal builds, twice the same", run: portal::check },
    Step { name: "links", about: "every link and anchor of the portal leads somewhere", run: links::check },
    Step { name: "data", about: "calendars, tables and catalogue are read by other parsers", run: data::check },
    Step { name: "html", about: "the portal's HTML, CSS and SVG are valid", run: html::check },
    Step { name: "browser", about: "accessibility, layout and behaviour in a browser", run: browser::check },
];

const USAGE: &str = "usage: cargo xtask test [--only NAME]… [--list] [--site DIR]";

/// Runs the steps and prints one line for each, then what failed.
pub fn run(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let root = tools::repository()?;
    let centers = portal::CENTERS.map(|id| (id, portal::center(&root, id))).to_vec();
    let editions = Some(portal::editions(&root));
    let mut setting = Setting { site: portal::site(&root), root, bundled: true, centers, editions };
    let mut only = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--list" => {
                for step in &STEPS {
                    println!("{:8} {}", step.name, step.about);
                }
                return Ok(());
            }
            "--only" => {
                let names = arguments.next().ok_or(USAGE)?;
                for name in names.split(',') {
                    if !STEPS.iter().any(|step| step.name == name) {
                        return Err(format!("there is no step “{name}”; --list names them").into());
                    }
                    only.push(name);
                }
            }
            "--site" => {
                setting.site = std::path::absolute(arguments.next().ok_or(USAGE)?)?;
                setting.bundled = false;
                setting.centers.clear();
                setting.editions = None;
            }
            _ => return Err(USAGE.into()),
        }
    }

    let mut passed = 0;
    let mut failures = Vec::new();
    for step in STEPS.iter().filter(|step| only.is_empty() || only.contains(&step.name)) {
        println!("── {}: {}", step.name, step.about);
        let start = Instant::now();
        let outcome = (step.run)(&setting);
        let seconds = start.elapsed().as_secs_f64();
        match outcome {
            Ok(said) => {
                passed += 1;
                println!("   passed in {seconds:.1} s{}{said}", if said.is_empty() { "" } else { ": " });
            }
            Err(error) => {
                println!("   FAILED in {seconds:.1} s: {error}");
                failures.push((step.name, error));
            }
        }
    }

    if !failures.is_empty() {
        println!("\nWhat failed:");
        for (name, error) in &failures {
            let text = error.to_string();
            println!("  {name}: {}", text.lines().next().unwrap_or_default());
        }
    }
    println!("\n{passed} passed, {} failed", failures.len());
    if failures.is_empty() { Ok(()) } else { Err("not every check passed".into()) }
}

fn format(setting: &Setting) -> Outcome {
    cargo(&setting.root, &["fmt", "--all", "--check"])
}

// Clippy, tests and build share one profile, so that the dependencies are compiled once.
fn clippy(setting: &Setting) -> Outcome {
    cargo(
        &setting.root,
        &["clippy", "--release", "--workspace", "--all-targets", "--keep-going", "--", "-D", "warnings"],
    )
}

fn unit(setting: &Setting) -> Outcome {
    let said = cargo(&setting.root, &["test", "--release", "--workspace", "--no-fail-fast"])?;
    // Tests on the official documents pass where these are not at hand; nobody should take that for tried.
    let seeds = std::env::var_os("SHIRUBE_SEEDS").map_or_else(|| setting.root.join("../shared/seeds"), PathBuf::from);
    let is_there = seeds.join("guidance-overwork.txt").is_file() && seeds.join("directives-fy2023.txt").is_file();
    Ok(if is_there { said } else { format!("{said}not on the official documents, for {} has none", seeds.display()) })
}

/// The faults of a step as one error: how many, then the first of them.
fn report(faults: &[String], said: String) -> Outcome {
    const SHOWN: usize = 60;
    if faults.is_empty() {
        return Ok(said);
    }
    let mut text = format!("{} faults", faults.len());
    for fault in faults.iter().take(SHOWN) {
        text.push_str("\n   - ");
        text.push_str(fault);
    }
    if faults.len() > SHOWN {
        text.push_str("\n   - …");
    }
    Err(text.into())
}
