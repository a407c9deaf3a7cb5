//! What a portal shows, from a tiny site under `tests/sites/small`: pages are compared by their `<main>` only, so that
//! the frame may change without renewing them all.

#[path = "support/files.rs"]
mod files;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use shirube::diagnostic::{Diagnostics, Format, Renderer};
use shirube::pipeline::{self, Options};
use shirube::text::Language;

type Files = BTreeMap<String, Vec<u8>>;

fn options(out: &Path) -> Options {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/small");
    Options {
        content: site.join("content"),
        theme: None,
        out: out.to_path_buf(),
        base_url: None,
        center: None,
        drafts: false,
        date: jiff::civil::date(2023, 6, 1),
    }
}

fn build(options: &Options) -> pipeline::Report {
    let mut diagnostics = Diagnostics::default();
    let report = pipeline::build(options, &(), &mut diagnostics);
    let renderer = Renderer { format: Format::Human, language: Language::English, colour: false };
    let problems: Vec<String> = diagnostics.sorted().iter().map(|problem| renderer.render(problem)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    report.expect("a build without problems publishes")
}

/// The small site, built.
struct Built {
    files: Files,
    _folder: tempfile::TempDir,
}

impl Built {
    fn with(change: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut options = options(&folder.path().join("public"));
        change(&mut options);
        build(&options);
        Self { files: files::read(&options.out), _folder: folder }
    }

    /// The site as it is, built once for all tests that only read it.
    fn new() -> &'static Self {
        static BUILT: OnceLock<Built> = OnceLock::new();
        BUILT.get_or_init(|| Self::with(|_| ()))
    }

    fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("no file {path}"));
        std::str::from_utf8(bytes).expect("UTF-8")
    }

    /// What is between `<main …>` and `</main>` of a page.
    fn main(&self, path: &str) -> &str {
        let html = self.text(path);
        let start = html.find("<main").expect("a main element");
        let end = html.find("</main>").expect("its end");
        &html[start..end]
    }
}

macro_rules! snapshot_main {
    ($built:expr, $path:literal) => {
        let name = $path.trim_end_matches("/index.html").replace('/', "_");
        // Names of assets change with every change of them.
        insta::with_settings!({ filters => [(r"\.[0-9a-f]{8}\.", ".[hash].")] }, {
            insta::assert_snapshot!(name, $built.main($path));
        });
    };
}

#[test]
fn every_page_kind_shows_what_the_content_says() {
    let built = Built::new();
    snapshot_main!(built, "ja/index.html");
    snapshot_main!(built, "en/directives/2023/index.html");
    snapshot_main!(built, "en/directives/2022/index.html");
    snapshot_main!(built, "ja/directives/2023/ears/index.html");
    snapshot_main!(built, "en/directives/2023/measuring/index.html");
    snapshot_main!(built, "ja/directives/2023/print/index.html");
    snapshot_main!(built, "en/guidance/ears/index.html");
    snapshot_main!(built, "ja/guidance/ears/2/index.html");
    snapshot_main!(built, "en/guidance/ears/2/a/index.html");
    snapshot_main!(built, "en/guidance/ears/print/index.html");
    snapshot_main!(built, "ja/topics/index.html");
    snapshot_main!(built, "en/topics/noise/index.html");
    snapshot_main!(built, "ja/topics/noise/tokyo/index.html");
    snapshot_main!(built, "en/consultation/index.html");
    snapshot_main!(built, "ja/consultation/employer/index.html");
    snapshot_main!(built, "en/consultation/employer/noise/index.html");
    snapshot_main!(built, "ja/consultation/worker/noise/index.html");
    snapshot_main!(built, "en/centers/index.html");
    snapshot_main!(built, "en/centers/tokyo/index.html");
    snapshot_main!(built, "ja/events/index.html");
    snapshot_main!(built, "ja/news/index.html");
    snapshot_main!(built, "ja/news/2023-04-03-published/index.html");
    snapshot_main!(built, "ja/about/index.html");
    snapshot_main!(built, "ja/glossary/index.html");
    snapshot_main!(built, "en/glossary/index.html");
    snapshot_main!(built, "ja/laws/index.html");
    snapshot_main!(built, "404.html");
}

#[test]
fn the_duties_of_an_edition_have_a_page_and_who_meets_them_only_where_the_site_says_so() {
    let built = Built::new();
    snapshot_main!(built, "en/directives/2023/duties/index.html");
    assert!(!built.files.contains_key("ja/directives/2022/duties/index.html"), "an edition without duties");
    assert!(!built.text("ja/events/index.html").contains("/duties/"));

    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = changeable(folder.path());
    let change = |path: &str, from: &str, to: &str| {
        let path = options.content.join(path);
        let text = std::fs::read_to_string(&path).expect("a file").replacen(from, to, 1);
        std::fs::write(path, text).expect("a writable file");
    };
    change("site.yaml", "edition: 2023", "edition: 2023\nduties_by_center: true");
    change("directives/2023/1.yaml", ", centers: {ja: 対象のセンター, en: selected centers}", "");
    change("directives/2023/1.yaml", "per: workplace, on_request: true", "per: center");
    build(&options);
    let files = files::read(&options.out);
    let page = String::from_utf8_lossy(&files["ja/directives/2023/duties/index.html"]);
    let at = page.find("id=\"by-center\"").expect("the matrix");
    insta::assert_snapshot!("ja_directives_2023_duties_by_center", &page[at..page.find("</main>").expect("its end")]);
    let events = String::from_utf8_lossy(&files["ja/events/index.html"]);
    assert!(events.contains("<a href=\"../directives/2023/duties/#duty-measure\">測定（工場）</a>"), "{events}");
}

#[test]
fn data_of_documents_and_topics_hold_both_languages() {
    let built = Built::new();
    insta::assert_snapshot!(built.text("data/guidance/ears.json"));
    insta::assert_snapshot!(built.text("data/topics/noise.json"));
    insta::assert_snapshot!(built.text("data/directives/2023.json"));
}

#[test]
fn open_data_are_tables_calendars_and_a_catalogue_of_them() {
    let built = Built::new();
    for path in [
        "data/centers.csv",
        "data/experts.csv",
        "data/experts.json",
        "data/events.csv",
        "data/topics.csv",
        "data/directives/2023.csv",
        "data/directives/2023/duties.csv",
        "data/catalog.jsonld",
        "ja/events/events.ics",
        "en/centers/tokyo/feed.xml",
    ] {
        insta::assert_snapshot!(path.replace('/', "_"), built.text(path));
    }
    snapshot_main!(built, "ja/data/index.html");
    snapshot_main!(built, "en/data/index.html");
    for language in ["ja", "en"] {
        let page = built.text(&format!("{language}/data/index.html"));
        assert!(!page.contains("data.columns."), "a column without a meaning: {page}");
        let center = built.text(&format!("{language}/centers/tokyo/index.html"));
        assert!(
            center.contains("<link rel=\"alternate\" type=\"text/calendar\"") && center.contains("href=\"feed.xml\"")
        );
    }
}

#[test]
fn what_is_not_translated_is_shown_all_the_same_with_its_language_and_a_notice() {
    let built = Built::new();
    let page = built.text("en/untranslated/index.html");
    assert!(page.contains("notice-language") && page.contains("<div lang=\"ja\"><p>本文。</p>"), "{page}");
    let (whole, parts) = ("This page is not yet available in English", "Parts of this page are not yet translated");
    assert!(page.contains(whole) && !page.contains(parts), "{page}");
    let edition = built.text("en/directives/2023/index.html");
    assert!(edition.contains(parts) && !edition.contains(whole), "{edition}");
    let activity = built.text("en/directives/2023/lamps/index.html");
    assert!(activity.contains("notice-language") && activity.contains("<span lang=\"ja\">照明</span>"), "{activity}");
    let complete = built.text("en/directives/2023/measuring/index.html");
    assert!(!complete.contains("notice-language"), "{complete}");
}

/// The small site turned round: English is authoritative, and what is not translated is so into Japanese.
#[test]
fn the_notice_says_in_both_languages_whether_all_or_parts_are_not_translated() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let content = folder.path().join("content");
    std::fs::create_dir_all(content.join("pages")).expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(content.join(name), text).expect("a file");
    write("site.yaml", "title: {ja: 町, en: Town}\nlanguages: [en, ja]\nedition: 2023\n");
    write(
        "topics.yaml",
        "- {id: noise, name: {ja: 騒音, en: Noise}, summary: Loud.}\n- {id: dust, name: Dust, summary: Fine.}\n",
    );
    write("pages/whole.md", "---\ntitle: Whole\n---\nText.\n");
    let mut options = options(&folder.path().join("public"));
    options.content = content;
    build(&options);
    let files = files::read(&options.out);
    let notice = |path: &str| {
        let page = String::from_utf8_lossy(&files[path]).into_owned();
        let start = page.find("<div class=\"notice notice-language\"");
        start.map_or(String::new(), |start| page[start..].lines().take(4).collect::<Vec<_>>().join("\n"))
    };
    let pages = [
        "ja/whole/index.html",
        "ja/topics/dust/index.html",
        "ja/topics/noise/index.html",
        "en/topics/noise/index.html",
    ];
    insta::assert_snapshot!(
        "notice_of_translation",
        pages.map(|path| format!("# {path}\n{}", notice(path))).join("\n")
    );
}

#[test]
fn the_language_switch_stays_on_the_same_provision() {
    let built = Built::new();
    for (path, there) in [
        ("ja/directives/2023/measuring/index.html", "../../../../en/directives/2023/measuring/"),
        ("ja/guidance/ears/2/a/index.html", "../../../../../en/guidance/ears/2/a/"),
        ("ja/topics/noise/tokyo/index.html", "../../../../en/topics/noise/tokyo/"),
    ] {
        let html = built.text(path);
        assert!(html.contains(&format!("<a href=\"{there}\" hreflang=\"en\"")), "{path}: {there}");
    }
}

#[test]
fn addresses_work_under_any_path() {
    let built = Built::new();
    for (path, bytes) in built.files.iter().filter(|(path, _)| path.ends_with("index.html")) {
        let html = String::from_utf8_lossy(bytes);
        assert!(!html.contains("href=\"/") && !html.contains("src=\"/") && !html.contains("url=/"), "{path}");
    }
    assert!(!built.files.contains_key("sitemap.xml"), "a sitemap needs a base URL");
}

#[test]
fn a_base_url_makes_canonical_links_sitemap_and_a_404_page_that_knows_its_path() {
    let built = Built::with(|options| options.base_url = Some("https://example.jp/portal".into()));
    let page = built.text("en/topics/noise/index.html");
    assert!(page.contains("<link rel=\"canonical\" href=\"https://example.jp/portal/en/topics/noise/\">"), "{page}");
    assert!(built.text("404.html").contains("href=\"/portal/assets/"));
    let sitemap = built.text("sitemap.xml");
    assert!(sitemap.contains("<loc>https://example.jp/portal/ja/events/</loc>"), "{sitemap}");
    assert!(sitemap.contains("hreflang=\"en\" href=\"https://example.jp/portal/en/events/\""), "{sitemap}");
    assert!(built.text("robots.txt").contains("Sitemap: https://example.jp/portal/sitemap.xml"));
    let feed = built.text("ja/news/feed.xml");
    assert!(feed.contains("<id>https://example.jp/portal/ja/news/2023-04-03-published/</id>"), "{feed}");
}

#[test]
fn a_former_address_leads_to_the_new_one() {
    let built = Built::new();
    let page = built.text("ja/directives/2023/gauging/index.html");
    assert!(page.contains("content=\"0; url=../measuring/\"") && page.contains("href=\"../measuring/\""), "{page}");
}

#[test]
fn drafts_are_built_only_when_asked_for() {
    assert!(!Built::new().files.contains_key("ja/draft/index.html"));
    assert!(Built::with(|options| options.drafts = true).files.contains_key("ja/draft/index.html"));
}

#[test]
fn a_theme_of_the_site_replaces_single_templates_and_messages() {
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/small/theme");
    let built = Built::with(|options| options.theme = Some(theme));
    assert!(built.text("404.html").contains("OWN TEMPLATE"));
    let home = built.text("ja/index.html");
    assert!(home.contains("自分の言葉で本文へ") && home.contains("小さなポータル"), "{home}");
}

#[test]
fn the_same_input_gives_the_same_bytes_on_any_number_of_threads() {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    let many = rayon::ThreadPoolBuilder::new().num_threads(7).build().expect("a pool");
    let build = || Built::with(|_| ());
    assert_eq!(one.install(build).files, many.install(build).files);
}

#[test]
fn a_build_without_changes_does_nothing_and_one_with_an_error_leaves_the_site_as_it_was() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = changeable(folder.path());
    build(&options);
    let before = files::read(&options.out);
    assert!(build(&options).was_current);

    std::fs::write(options.content.join("topics.yaml"), "- id: noise\n  nmae: x\n").expect("a writable file");
    let mut diagnostics = Diagnostics::default();
    assert!(pipeline::build(&options, &(), &mut diagnostics).is_none());
    assert!(diagnostics.has_errors());
    assert_eq!(files::read(&options.out), before);
}

#[test]
fn a_change_writes_only_the_pages_that_show_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = changeable(folder.path());
    build(&options);
    let before = files::read(&options.out);
    let page = options.content.join("pages/untranslated.md");
    std::fs::write(&page, "---\ntitle: 訳のないページ\n---\n変えた本文。\n").expect("a writable file");
    let report = build(&options);
    let changed: Vec<String> = files::read(&options.out)
        .into_iter()
        .filter(|(path, _)| path != ".shirube-manifest")
        .filter(|(path, bytes)| before.get(path) != Some(bytes))
        .map(|(path, _)| path)
        .collect();
    assert_eq!((report.files.written, report.files.removed), (changed.len(), 0));
    // The search must find what changed; beside it there is the page in both languages, and the list of what is not
    // translated, which says how the page begins.
    let pages: Vec<&String> = changed.iter().filter(|path| !path.contains("search/")).collect();
    let lists = ["en/translation/index.html", "ja/translation/index.html"];
    assert_eq!(pages, [lists[0], "en/untranslated/index.html", lists[1], "ja/untranslated/index.html"]);
}

/// The small site as a copy that a test may change.
fn changeable(folder: &Path) -> Options {
    let mut options = options(&folder.join("public"));
    let content = folder.join("content");
    copy(&options.content, &content);
    options.content = content;
    options
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files::read(from) {
        let path: PathBuf = to.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
}
