//! The home page of a center as a site of its own: it holds what is the center's and nothing else, and leads to the
//! national portal for the rest.

#[path = "support/files.rs"]
mod files;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use shirube::diagnostic::Diagnostics;
use shirube::pipeline::{self, Options};

/// Where the portal and the site of the center are published; the second below a path.
const PORTAL: &str = "https://portal.example.jp/national/";
const OWN: &str = "https://tokyo.example.jp/sanpo/";

/// What the center has beside the small site: an own address and a colour, pages with links of every kind, an image.
const MORE: [(&str, &str); 8] = [
    (
        "site.yaml",
        "title: {ja: 小さなポータル, en: A small portal}\nlanguages: [ja, en]\nedition: 2023\nbase_url: https://portal.example.jp/national\n",
    ),
    ("centers/osaka/center.yaml", "name: {ja: OTHER大阪, en: OTHER Osaka}\nprefecture: 27\n"),
    ("centers/osaka/news/2023-05-02-other.md", "---\ntitle: OTHER\ndate: 2023-05-02\n---\nOTHER\n"),
    ("centers/osaka/images/other.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ("centers/tokyo/images/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    (
        "centers/tokyo/pages/guide.md",
        "---\ntitle: 案内\norder: 1\n---\n[ここ](#here)、[自分](/centers/tokyo/)、[騒音](/topics/noise/)、[条](/directives/2023/measuring/#d1)、[資料](/files/a.pdf)\n\n![図](/centers/tokyo/images/map.svg)\n\n## ここ {#here}\n",
    ),
    (
        "centers/tokyo/news/2023-05-03-links.md",
        "---\ntitle: リンク\ndate: 2023-05-03\ntopics: [noise]\n---\n[案内](/centers/tokyo/guide/)と[騒音](/topics/noise/)\n",
    ),
    ("files/a.pdf", "%PDF"),
];

/// A content folder: the small site and [`MORE`].
fn content(folder: &Path) -> std::path::PathBuf {
    let content = folder.join("content");
    let small = files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/small/content"));
    let more = MORE.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    for (name, bytes) in small.into_iter().chain(more) {
        let path = content.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    let center = content.join("centers/tokyo/center.yaml");
    let text = std::fs::read_to_string(&center).expect("center.yaml");
    let site = "site: {base_url: \"https://tokyo.example.jp/sanpo/\", colour: \"#4a3a8c\"}\n";
    std::fs::write(center, text + site).expect("center.yaml");
    content
}

fn options(folder: &Path, center: Option<&str>) -> Options {
    Options {
        content: content(folder),
        theme: None,
        out: folder.join("out"),
        base_url: None,
        center: center.map(str::to_owned),
        drafts: false,
        date: jiff::civil::date(2023, 6, 1),
    }
}

/// The files of a site.
struct Built(BTreeMap<String, Vec<u8>>);

impl Built {
    fn with(center: Option<&str>, change: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut options = options(folder.path(), center);
        change(&mut options);
        let mut diagnostics = Diagnostics::default();
        let report = pipeline::build(&options, &(), &mut diagnostics);
        assert!(report.is_some() && diagnostics.is_empty(), "{diagnostics:?}");
        Self(files::read(&options.out))
    }

    /// The site of the center, built once for all tests that only read it.
    fn own() -> &'static Self {
        static BUILT: OnceLock<Built> = OnceLock::new();
        BUILT.get_or_init(|| Self::with(Some("tokyo"), |_| ()))
    }

    fn portal() -> &'static Self {
        static BUILT: OnceLock<Built> = OnceLock::new();
        BUILT.get_or_init(|| Self::with(None, |_| ()))
    }

    fn text(&self, path: &str) -> &str {
        let bytes = self.0.get(path).unwrap_or_else(|| panic!("no file {path} among {:?}", self.0.keys()));
        std::str::from_utf8(bytes).expect("UTF-8")
    }

    /// All pages, by their paths.
    fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(|(_, text)| text.starts_with("<!doctype html>"))
    }

    /// All texts, by their paths.
    fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter_map(|(path, bytes)| Some((path.as_str(), std::str::from_utf8(bytes).ok()?)))
    }

    fn has(&self, address: &str) -> bool {
        let path = address.split(['#', '?']).next().unwrap_or_default();
        let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
        self.0.contains_key(&format!("{path}{index}"))
    }
}

/// The values of links and forms of a page.
fn links(html: &str) -> impl Iterator<Item = &str> {
    ["href=\"", "src=\"", "action=\""]
        .into_iter()
        .flat_map(|attribute| html.split(attribute).skip(1))
        .filter_map(|rest| rest.split('"').next())
}

/// The address to which a relative link of the file at `path` leads.
fn resolved(path: &str, link: &str) -> String {
    let mut segments: Vec<&str> = path.split('/').collect();
    segments.pop();
    let mut rest = link.trim_start_matches("./");
    while let Some(above) = rest.strip_prefix("../") {
        segments.pop().expect("a link within the site");
        rest = above;
    }
    segments.push(rest);
    segments.join("/")
}

/// The part of a page from `start` up to `end`.
fn part<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    let from = html.find(start).expect("the start");
    let length = html[from..].find(end).expect("the end");
    &html[from..from + length]
}

macro_rules! snapshot {
    ($name:literal, $html:expr) => {
        insta::with_settings!({ filters => [(r"\.[0-9a-f]{8}\.", ".[hash].")] }, {
            insta::assert_snapshot!($name, $html);
        });
    };
}

/// Protects what a site has in it: pages at short addresses, and nothing that is for the whole portal.
#[test]
fn the_site_holds_what_is_the_centers_own() {
    let built = Built::own();
    let is_shown = |path: &&str| !path.starts_with("assets/") && !path.starts_with('.');
    let paths: Vec<&str> = built.0.keys().map(String::as_str).filter(is_shown).collect();
    let mut expected: Vec<String> =
        ["404.html", "images/map.svg", "index.html", "robots.txt", "sitemap.xml"].map(str::to_owned).into();
    for language in ["ja", "en"] {
        let own = [
            "index.html",
            "feed.xml",
            "events.ics",
            "guide/index.html",
            "news/2023-05-01-open/index.html",
            "news/2023-05-03-links/index.html",
            "topics/light/index.html",
            "topics/noise/index.html",
        ];
        expected.extend(own.map(|path| format!("{language}/{path}")));
    }
    expected.sort();
    assert_eq!(paths, expected);
}

/// Protects the other centers, and what the center itself keeps back: neither is anywhere in the site.
#[test]
fn nothing_of_other_centers_or_of_the_staff_is_in_the_site() {
    for (path, text) in Built::own().texts() {
        for hidden in ["OTHER", "osaka", "SECRET", "data/", "search.json"] {
            assert!(!text.contains(hidden) || path.starts_with("assets/"), "{path} has “{hidden}”");
        }
    }
}

/// Protects readers from dead ends: what a page links to is in the site, or at the portal at an absolute address.
#[test]
fn every_link_leads_to_a_page_of_the_site_or_of_the_portal() {
    let (own, portal) = (Built::own(), Built::portal());
    let mut elsewhere = BTreeSet::new();
    for (path, html) in own.pages() {
        for link in links(html) {
            if let Some(address) = link.strip_prefix(PORTAL) {
                assert!(portal.has(address), "{path}: {link}");
                elsewhere.insert(address);
            } else if let Some(address) = link.strip_prefix(OWN).or_else(|| link.strip_prefix("/sanpo/")) {
                assert!(own.has(address), "{path}: {link}");
            } else if !link.starts_with(['#', '/']) && !link.contains(':') {
                assert!(own.has(&resolved(path, link)), "{path}: {link}");
            } else {
                assert!(!link.starts_with('/'), "{path}: {link} is from the root");
            }
        }
    }
    for address in ["ja/", "en/search/", "ja/topics/noise/", "files/a.pdf", "ja/directives/2023/measuring/#d1"] {
        assert!(elsewhere.iter().any(|found| found.starts_with(address)), "{address} in {elsewhere:?}");
    }
}

#[test]
fn a_page_says_whose_site_it_is_and_leads_to_the_portal() {
    let built = Built::own();
    let home = built.text("ja/index.html");
    snapshot!("home_header", part(home, "<header class=\"site-header\"", "</header>"));
    snapshot!("home_main", part(home, "<main", "</main>"));
    let topic = built.text("en/topics/noise/index.html");
    snapshot!("topic_main", part(topic, "<nav class=\"breadcrumbs", "</main>"));
    snapshot!("topic_footer", part(topic, "<footer", "</footer>"));
    assert!(home.contains("<title>東京センター</title>"), "{home}");
    assert!(topic.contains("<title>Noise | Tokyo center</title>"), "{topic}");
    // Only the portal may be asked, and only by the form.
    let policy = part(home, "Content-Security-Policy", ">");
    assert!(policy.contains("form-action 'self' https://portal.example.jp;"), "{policy}");
    assert_eq!(policy.matches("portal").count(), 1, "{policy}");
}

/// Protects subscribers: what programs fetch names the site itself, and things have the same names as at the portal,
/// so that who subscribed to both sees them once.
#[test]
fn feeds_and_calendars_have_addresses_of_the_site_and_names_of_the_portal() {
    let (own, portal) = (Built::own(), Built::portal());
    let feed = own.text("ja/feed.xml");
    for link in ["ja/feed.xml\" rel=\"self", "ja/\" rel=\"alternate", "ja/news/2023-05-03-links/\" rel=\"alternate"] {
        assert!(feed.contains(&format!("{OWN}{link}")), "{link}: {feed}");
    }
    assert!(feed.contains(&format!("<id>{PORTAL}ja/centers/tokyo/news/2023-05-01-open/</id>")), "{feed}");
    assert!(feed.contains(&format!("href=&quot;{OWN}ja/guide/&quot;")), "links within entries: {feed}");
    assert!(feed.contains(&format!("href=&quot;{PORTAL}ja/topics/noise/&quot;")), "links within entries: {feed}");
    let events = |calendar: &str, property: &str| -> Vec<String> {
        let calendar = calendar.replace("\r\n ", "");
        calendar.lines().filter(|line| line.starts_with(property)).map(str::to_owned).collect()
    };
    let calendar = own.text("en/events.ics");
    assert_eq!(
        events(calendar, "URL:"),
        [format!("URL:{PORTAL}en/events/#tokyo-past"), format!("URL:{OWN}en/#tokyo-next")]
    );
    assert_eq!(events(calendar, "UID:"), events(portal.text("en/centers/tokyo/events.ics"), "UID:"));
    let sitemap = own.text("sitemap.xml");
    assert!(sitemap.contains(&format!("<loc>{OWN}ja/topics/noise/</loc>")) && !sitemap.contains(PORTAL), "{sitemap}");
}

/// Protects the preview of a site that has no address yet, and of one that gets another.
#[test]
fn the_address_of_the_site_may_be_unknown_or_given() {
    let nowhere = Built::with(Some("osaka"), |_| ());
    let home = nowhere.text("ja/index.html");
    assert!(!home.contains("rel=\"canonical\"") && home.contains(&format!("href=\"{PORTAL}ja/\"")), "{home}");
    assert!(!nowhere.0.keys().any(|path| path.contains("colours")), "no colours, no style sheet");
    let given = Built::with(Some("tokyo"), |options| options.base_url = Some("https://new.example.jp".into()));
    let home = given.text("ja/index.html");
    assert!(home.contains("rel=\"canonical\" href=\"https://new.example.jp/ja/\"") && home.contains(PORTAL), "{home}");
}

/// Protects readers in the dark: a center that names one colour has it in two, each in a file, for pages forbid styles.
#[test]
fn one_colour_is_made_two() {
    let built = Built::own();
    let (path, _) = built.texts().find(|(path, _)| path.starts_with("assets/center-colours.")).expect("a style sheet");
    insta::assert_snapshot!(built.text(path), @":root { --accent: light-dark(#4a3a8c, #9c93c0); --heading: var(--accent); }");
    for page in ["index.html", "en/news/2023-05-01-open/index.html"] {
        assert!(built.text(page).contains(path), "{page} loads {path}");
    }
    assert!(!Built::portal().0.keys().any(|path| path.contains("colours")), "the portal keeps its own");
}

/// Protects from links that only seem right: what the portal does not have is an error here as there.
#[test]
fn a_link_that_leads_nowhere_at_the_portal_is_an_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = options(folder.path(), Some("tokyo"));
    let page = options.content.join("centers/tokyo/pages/guide.md");
    std::fs::write(page, "---\ntitle: 案内\n---\n[無い](/topics/nosie/)、[無い所](/centers/tokyo/#nowhere)\n")
        .expect("a file");
    let mut diagnostics = Diagnostics::default();
    assert!(pipeline::build(&options, &(), &mut diagnostics).is_none());
    let codes: Vec<_> = diagnostics.sorted().iter().map(|diagnostic| diagnostic.problem.code()).collect();
    assert_eq!(codes, ["broken-link", "broken-anchor"]);
    assert!(!options.out.exists(), "nothing is published");
}

/// Protects the portal: the site of a center goes to a folder of its own, and one that is not there to none.
#[test]
fn the_folder_of_the_portal_is_left_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    content(folder.path());
    let shirube = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
        command.args(["build", "--date", "2023-06-01"]).args(arguments).current_dir(folder.path());
        command.env("LC_ALL", "C").output().expect("the program starts")
    };
    let names = || -> BTreeSet<String> {
        let entries = std::fs::read_dir(folder.path()).expect("the folder").map(|entry| entry.expect("an entry"));
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    };
    assert!(shirube(&[]).status.success());
    let before = (files::read(&folder.path().join("public")), names());
    for id in ["tokio", "../x", ""] {
        let refused = shirube(&["--center", id]);
        let said = String::from_utf8_lossy(&refused.stderr);
        assert!(refused.status.code() == Some(1) && said.contains("there is no center"), "{said}");
    }
    assert_eq!(names(), before.1, "a mistyped id leaves nothing behind");
    assert!(shirube(&["--center", "tokyo"]).status.success());
    assert_eq!(files::read(&folder.path().join("public")), before.0);
    assert!(folder.path().join("public-tokyo/ja/index.html").is_file());
    // The same content and folder, but another site.
    let again = shirube(&["--center", "osaka", "--out", "public-tokyo"]);
    assert!(String::from_utf8_lossy(&again.stdout).contains("written"), "{again:?}");
    assert!(!folder.path().join("public-tokyo/ja/guide/index.html").exists());
}

/// Protects whoever keeps the site of one center from what others have to do, and from an empty folder.
#[test]
fn a_check_of_the_site_is_about_the_center() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir_all(content(folder.path()).join("centers/nara")).expect("a folder");
    let codes = |center: &str| -> Vec<&str> {
        let date = jiff::civil::date(2030, 1, 1);
        let options = Options { date, ..options(folder.path(), Some(center).filter(|id| !id.is_empty())) };
        let mut diagnostics = Diagnostics::default();
        let _ = pipeline::check(&options, &(), &mut diagnostics);
        diagnostics.sorted().iter().map(|diagnostic| diagnostic.problem.code()).collect()
    };
    assert_eq!(codes(""), ["past-events", "stale-entries"]);
    assert_eq!(codes("tokyo"), ["past-events", "stale-entries"]);
    assert!(codes("osaka").is_empty());
    assert!(codes("nara").contains(&"missing-file"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    assert_eq!(one.install(|| Built::with(Some("tokyo"), |_| ())).0, Built::own().0);
}
