//! What a portal of three editions shows of their changes, from `tests/sites/editions`: the edition of 2024 is the
//! current one, and that of 2025 is not in force yet.

#[path = "support/files.rs"]
mod files;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use shirube::diagnostic::Diagnostics;
use shirube::pipeline::{self, Options};

/// The site, built once for all tests.
fn built() -> &'static BTreeMap<String, Vec<u8>> {
    static BUILT: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let out = folder.path().join("public");
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/editions/content");
        let base_url = Some("https://portal.example/".to_owned());
        let date = jiff::civil::date(2024, 6, 1);
        let options = Options { content, theme: None, out, base_url, center: None, drafts: false, date };
        let mut diagnostics = Diagnostics::default();
        assert!(pipeline::build(&options, &(), &mut diagnostics).is_some(), "{diagnostics:?}");
        files::read(&options.out)
    })
}

fn text(path: &str) -> &'static str {
    let bytes = built().get(path).unwrap_or_else(|| panic!("no file {path}"));
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// What is between `<main …>` and `</main>` of a page.
fn main_of(path: &str) -> &'static str {
    let html = text(path);
    &html[html.find("<main").expect("a main element")..html.find("</main>").expect("its end")]
}

#[test]
fn a_page_shows_what_changed() {
    insta::assert_snapshot!("changes_ja", main_of("ja/directives/2024/changes/index.html"));
    insta::assert_snapshot!("changes_en", main_of("en/directives/2024/changes/index.html"));
    assert!(!built().contains_key("ja/directives/2023/changes/index.html"), "nothing comes before the first");
    assert!(text("ja/directives/2024/index.html").contains("href=\"changes/\">前の年度からの変更点</a>"));
}

#[test]
fn an_activity_shows_its_history_and_leads_to_the_current_edition() {
    insta::assert_snapshot!("activity_former", main_of("ja/directives/2023/measuring/index.html"));
    insta::assert_snapshot!("activity_current", main_of("en/directives/2024/ear-desk/index.html"));
    let ended = main_of("en/directives/2023/earplugs/index.html");
    assert!(
        ended.contains("<span>FY2024</span> <span><a href=\"../../2024/changes/#from/earplugs\">ended</a>"),
        "{ended}"
    );
    assert!(ended.contains("Current year: FY2024</a>"), "what is gone leads to the edition: {ended}");
}

#[test]
fn only_editions_that_are_not_to_go_by_say_so() {
    let notice = |year: &str, page: &str| {
        text(&format!("en/directives/{year}/{page}index.html")).matches("notice-superseded").count()
    };
    for page in ["", "ears/", "measuring/", "print/", "duties/"] {
        assert_eq!([notice("2023", page), notice("2024", page), notice("2025", page)], [1, 0, 1], "{page}");
    }
    let later = text("en/directives/2025/measuring/index.html");
    assert!(later.contains("These directives are not yet in force: they hold from 1 April 2025."), "{later}");
    assert!(later.contains("<a href=\"../../2024/measuring/\">Current year: "), "{later}");
}

#[test]
fn a_target_shows_its_history_in_the_table_of_its_part() {
    let part = main_of("en/directives/2024/ears/index.html");
    assert!(
        part.contains("<span class=\"key\">FY2024</span> <a href=\"../changes/#to/protection\">target changed</a>"),
        "{part}"
    );
    let activity = main_of("en/directives/2024/measuring/index.html");
    assert!(!activity.contains("#to/protection"), "{activity}");
}

#[test]
fn changes_can_be_subscribed_to() {
    let feed = text("en/directives/changes.xml");
    assert_eq!(feed.matches("<entry>").count(), 13, "an entry for each provision that changed");
    let first = feed.find("FY2025 1 Protecting ears: target changed").expect("the latest edition");
    assert!(first < feed.find("FY2024 1 Protecting ears: target changed").expect("the one before"));
    assert!(feed.contains("<id>https://portal.example/en/directives/2024/changes/#to/measuring/d1</id>"), "{feed}");
    for page in ["en/index.html", "en/directives/2024/changes/index.html"] {
        assert!(text(page).contains("changes.xml\" type=\"application/atom+xml\""), "{page}");
    }
}

#[test]
fn the_changes_of_an_edition_are_open_data_and_what_the_command_says() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/editions/content");
    for (from, to) in [("2023", "2024"), ("2024", "2025")] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_shirube"));
        command.args(["diff", from, to, "--format", "json", "--content"]).arg(&content);
        let output = command.output().expect("the program runs");
        let name = format!("data/directives/{to}/changes.json");
        assert_eq!(text(&name), std::str::from_utf8(&output.stdout).expect("UTF-8"));
        assert!(text("data/catalog.jsonld").contains(&format!("https://portal.example/{name}")), "{name}");
        let page = text(&format!("ja/directives/{to}/changes/index.html"));
        assert!(page.contains(&format!("href=\"../../../../{name}\" type=\"application/json\"")), "{page}");
    }
    assert!(!built().contains_key("data/directives/2023/changes.json"), "nothing comes before the first");
    let catalogue = main_of("en/data/index.html");
    assert!(catalogue.contains("What changed (FY2025) JSON"), "{catalogue}");
}
