//! Terms that documents define and numbers of notices: on the texts of the portal and, where they are at hand, on the
//! official documents.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use shirube::diagnostic::Diagnostics;
use shirube::pipeline::{self, Options};
use shirube::portal::{Portal, ProvisionKey};
use shirube::reference::TextPart;
use shirube::reference::definition::{TermIndex, definitions, uses};
use shirube::reference::notice::{NoticeNumbers, Target, notices};
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

/// The texts of a document in the order in which people read them.
fn texts<'p>(portal: &'p Portal, document: &str, language: Language) -> Vec<&'p str> {
    fn walk<'p>(portal: &'p Portal, keys: &[ProvisionKey], language: Language, texts: &mut Vec<&'p str>) {
        for &key in keys {
            let provision = portal.provision(key);
            let text = |part: TextPart| part.of(provision).and_then(|text| text.get(language));
            texts.extend([TextPart::Heading, TextPart::Text].into_iter().filter_map(text));
            walk(portal, &provision.children, language, texts);
            texts.extend(text(TextPart::Closing));
        }
    }
    let document = portal.documents.iter().find(|own| own.path == document).expect("the document");
    let mut found = Vec::new();
    walk(portal, &document.children, language, &mut found);
    found
}

/// The terms that are defined, with what they stand for, and the numbers with what they are the numbers of.
fn found(portal: &Portal, document: &str, language: Language) -> String {
    let listed = NoticeNumbers::of(portal);
    let target = |target| match target {
        Some(Target::Notice(key)) => portal.notice(key).id.value.clone(),
        Some(Target::Law(law)) => portal.laws[law].id.value.clone(),
        None => "?".to_owned(),
    };
    let mut lines = String::new();
    for text in texts(portal, document, language) {
        for found in definitions(text, language) {
            let short_for = found.instrument.map(|kind| format!(" ({})", kind.word())).unwrap_or_default();
            let scope = format!("{:?}", found.scope).to_lowercase();
            let _ = writeln!(lines, "{}{short_for} {scope} = {}", found.term, &text[found.means]);
        }
        for found in notices(text, language) {
            let words = text[found.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = writeln!(lines, "# {words} > {} {}", found.kind.word(), target(listed.find(&found)));
        }
    }
    lines
}

#[test]
fn terms_and_numbers_of_the_portal_are_found() {
    let portal = portal(Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    for (name, document, language) in [
        ("guidance_ja", "guidance/overwork", Language::Japanese),
        ("guidance_en", "guidance/overwork", Language::English),
        ("directives_ja", "directives/2023", Language::Japanese),
        ("directives_en", "directives/2023", Language::English),
    ] {
        insta::assert_snapshot!(name, found(&portal, document, language));
    }
}

/// A term is defined to be used again: what is not found a second time is not used as it was defined.
#[test]
fn defined_terms_are_used_again() {
    let portal = portal(Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    for (language, once) in
        [(Language::Japanese, &["36協定"][..]), (Language::English, &["Former Comprehensive Measures", "36 Agreement"])]
    {
        let texts = texts(&portal, "guidance/overwork", language);
        let terms: Vec<String> =
            texts.iter().flat_map(|text| definitions(text, language)).map(|found| found.term).collect();
        let index = TermIndex::new(terms.iter().map(String::as_str));
        let used: Vec<usize> =
            texts.iter().flat_map(|text| uses(text, &index, language)).flat_map(|found| found.terms).copied().collect();
        let unused: Vec<&String> = (terms.iter().enumerate())
            .filter(|(term, _)| used.iter().filter(|used| *used == term).count() < 2)
            .map(|(_, term)| term)
            .collect();
        assert_eq!(unused, once, "{language:?}");
    }
}

/// A portal with an official document, or nothing where it is not at hand.
fn imported(kind: &str, file: &str, more: &[&str]) -> Option<(tempfile::TempDir, Portal)> {
    let seeds = std::env::var_os("SHIRUBE_SEEDS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds"), PathBuf::from);
    let Some(file) = seeds.join(file).to_str().map(str::to_owned).filter(|file| Path::new(file).is_file()) else {
        println!("skipped: the official documents are not in {}", seeds.display());
        return None;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("site.yaml"), "title: 見本\nlanguages: [ja]\nedition: 2023\n").expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(["import", kind, &file, "--into"])
        .arg(folder.path())
        .args(more)
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let portal = portal(folder.path().to_owned());
    Some((folder, portal))
}

/// The terms that the official guidance defines, in its order, counted by hand; short names of laws are none.
const DEFINED: [&str; 22] = [
    "旧総合対策",
    "総合対策",
    "時間外・休日労働時間",
    "36協定",
    "限度時間",
    "高度プロフェッショナル制度適用者",
    "管理監督者等",
    "休日確保措置",
    "選択的措置",
    "健康・福祉確保措置",
    "改善指針",
    "地域産業保健センター",
    "医師等",
    "健康管理時間",
    "衛生委員会等",
    "面接指導等",
    "労使委員会",
    "メンタルヘルス指針",
    "ストレスチェック指針",
    "健康情報の適正な取扱い指針",
    "研究開発業務従事者",
    "ストレスチェック制度",
];

/// The numbers of laws and notices in it, in its order, counted by hand.
const NUMBERED: [&str; 13] = [
    "notice 2006-03-17 0317008",
    "law 2018 71",
    "law 1947 49",
    "law 1972 57",
    "law 1992 90",
    "public-notice 2018 323",
    "plan 2017-01-20 -",
    "public-notice 2008 108",
    "guideline 2015 6",
    "guideline 2018-08-22 3",
    "guideline 2018-09-07 1",
    "law 1947 50",
    "ordinance 1972 32",
];

fn numbered(texts: &[&str]) -> Vec<String> {
    let numbers = texts.iter().flat_map(|text| notices(text, Language::Japanese));
    numbers
        .map(|number| {
            let when = number.date.map(|date| date.to_string()).or(number.year.map(|year| year.to_string()));
            let digits = number.number.as_deref().unwrap_or("-");
            format!("{} {} {digits}", number.kind.word(), when.unwrap_or_default())
        })
        .collect()
}

#[test]
fn every_definition_and_number_of_the_official_guidance_is_found_and_none_is_false() {
    let Some((_folder, portal)) = imported("guidance", "guidance-overwork.txt", &["--id", "overwork"]) else { return };
    let texts = texts(&portal, "guidance/overwork", Language::Japanese);
    let found = texts.iter().flat_map(|text| definitions(text, Language::Japanese));
    let (laws, terms): (Vec<_>, Vec<_>) = found.partition(shirube::reference::definition::Definition::is_of_law);
    assert_eq!(terms.into_iter().map(|found| found.term).collect::<Vec<_>>(), DEFINED);
    let laws: Vec<String> = laws.into_iter().map(|found| found.term).collect();
    assert_eq!(laws, ["労基法", "安衛法", "労働時間等設定改善法", "安衛則"]);
    assert_eq!(numbered(&texts), NUMBERED);
}

#[test]
fn what_the_official_directives_define_and_cite_is_found_and_nothing_else() {
    let Some((_folder, portal)) = imported("directives", "directives-fy2023.txt", &["--edition", "2023"]) else {
        return;
    };
    let texts = texts(&portal, "directives/2023", Language::Japanese);
    let terms: Vec<String> =
        texts.iter().flat_map(|text| definitions(text, Language::Japanese)).map(|found| found.term).collect();
    assert_eq!(terms, ["両立支援", "ガイドライン"]);
    let expected = ["notice 2018-11-22 2355", "communication 2019-05-14 -", "communication 2019-11-20 -"];
    assert_eq!(numbered(&texts), expected);
}
