//! Where the cross-references of a guidance lead, on a guidance about streets in snow, on that of the portal, and on the
//! official one where it is at hand.

use std::path::{Path, PathBuf};
use std::process::Command;

use shirube::diagnostic::Diagnostics;
use shirube::pipeline::{self, Options};
use shirube::portal::Portal;
use shirube::reference::clause::{Direction, Place, clause_references, printed, resolve};
use shirube::text::Language;

fn portal(content: PathBuf) -> Portal {
    let options = Options {
        content,
        theme: None,
        out: PathBuf::new(),
        base_url: None,
        center: None,
        drafts: false,
        date: jiff::civil::date(2023, 6, 1),
    };
    let mut diagnostics = Diagnostics::default();
    let site = pipeline::load(&options, &mut diagnostics);
    site.unwrap_or_else(|| panic!("{:?}", diagnostics.sorted())).portal
}

/// What each reference of a guidance says and where it leads: `5(1)ア: 上記イ > 5(1)イ`. Several targets are parted by
/// commas, the ends of those from one to another by a tilde; `?` did not resolve.
fn references(portal: &Portal, document: &str) -> Vec<String> {
    let document = portal.documents.iter().position(|own| own.path == document).expect("the guidance");
    let mut found = Vec::new();
    for (key, provision) in portal.provisions_of(document) {
        for (text, is_closing) in [(&provision.heading, false), (&provision.text, false), (&provision.closing, true)] {
            let text = text.as_ref().and_then(|text| text.get(Language::Japanese)).unwrap_or_default();
            for reference in clause_references(text) {
                let lists = resolve(portal, Place { provision: key, is_closing }, &reference);
                if reference.direction == Direction::Unsaid && lists.iter().any(Vec::is_empty) {
                    continue;
                }
                let targets: Vec<String> = lists
                    .iter()
                    .map(|list| match list.as_slice() {
                        [] => "?".to_owned(),
                        [only] => printed(portal, *only),
                        [first, .., last] => format!("{}~{}", printed(portal, *first), printed(portal, *last)),
                    })
                    .collect();
                found.push(format!("{}: {} > {}", printed(portal, key), &text[reference.range], targets.join(",")));
            }
        }
    }
    found
}

fn targets(references: &[String]) -> usize {
    references.iter().map(|line| line.rsplit(" > ").next().unwrap_or_default().split(',').count()).sum()
}

/// The guidance of the portal, in words of its own, refers to what the official one refers to.
#[test]
fn the_references_of_the_portal_resolve() {
    let found = references(&portal(Path::new(env!("CARGO_MANIFEST_DIR")).join("content")), "guidance/overwork");
    println!("{}", found.join("\n"));
    assert!(!found.iter().any(|line| line.contains('?')), "{found:#?}");
    assert_eq!((found.len(), targets(&found)), (28, 38));
}

/// Counted by hand in the official document.
#[test]
fn the_references_of_the_official_guidance_resolve() {
    let seeds = std::env::var_os("SHIRUBE_SEEDS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds"), PathBuf::from);
    let file = seeds.join("guidance-overwork.txt");
    if !file.is_file() {
        println!("skipped: there is no {}", file.display());
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/site.yaml");
    std::fs::copy(site, folder.path().join("site.yaml")).expect("site.yaml");
    let mut import = Command::new(env!("CARGO_BIN_EXE_shirube"));
    import.args(["import", "guidance"]).arg(&file).args(["--id", "overwork", "--into"]).arg(folder.path());
    assert!(import.output().expect("the program runs").status.success());
    let found = references(&portal(folder.path().to_path_buf()), "guidance/overwork");
    println!("{}", found.join("\n"));
    assert!(!found.iter().any(|line| line.contains('?')), "{found:#?}");
    assert_eq!((found.len(), targets(&found)), (28, 38));
}
