//! `shirube translate`: the life of a translation, from the text that changed to the file that came back.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use proptest::prelude::*;
use shirube::diagnostic::{Diagnostics, SourceFile};
use shirube::exchange::replace;
use shirube::pipeline::{self, Options, Site};
use shirube::source::{Standing, table_text};
use shirube::text::Language;
use shirube::translation::{Catalogue, compare, po, sheet, written, xliff};

#[path = "support/files.rs"]
mod files;

const PART: &str = "\
# Comments stay.
id: part
number: I
title: {ja: 部, en: Part}
plan_items:
  - id: item
    number: '1'
    title: 項目 # this one, too
    activities:
      - id: work
        title: {ja: 事業, en: Work}
        directives:
          - text:
              ja: 研修を行う。資料を配る。
              en: Hold training. Hand out material.
          - text: >-
              報告を
              出す。
";

const FILES: [(&str, &str); 9] = [
    ("site.yaml", "title: {ja: 見本, en: Sample}\nlanguages: [ja, en]\nedition: 2023\n"),
    ("directives/2023/edition.yaml", "title: {ja: 指示, en: Directives}\n"),
    ("directives/2023/1.yaml", PART),
    (
        "centers/tokyo/center.yaml",
        "name: {ja: 東京センター, en: 'Tokyo'}\nprefecture: 13\nhours: \"平日: 9時\" # kept\n",
    ),
    (
        "centers/tokyo/events.csv",
        "id,title_ja,title_en,start\r\nspring,\"春, 夏\",Spring,2023-05-10\r\nautumn,秋,,2023-11-10\r\n",
    ),
    (
        "centers/tokyo/experts.csv",
        "id,kind,name_ja,verified_on,visibility\na,person,公開の人,2023-04-01,public\nb,person,内部の人,2023-04-01,internal\n",
    ),
    ("centers/tokyo/translations.lock", ""),
    ("pages/about.md", "---\ntitle: 概要\norder: 1\n---\n\n本文。\n"),
    ("pages/about.en.md", "---\ntitle: \"About\" # kept\norder: 1\n---\n\nText.\n"),
];

/// The portal in a folder of its own.
fn portal() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in FILES {
        put(folder.path(), path, text);
    }
    folder
}

fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join("content").join(path);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

fn change(folder: &Path, path: &str, from: &str, to: &str) {
    let file = folder.join("content").join(path);
    let text = std::fs::read_to_string(&file).expect("a file");
    assert!(text.contains(from), "{path} has no {from}");
    std::fs::write(file, text.replace(from, to)).expect("a file");
}

fn shirube(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .output()
        .expect("the program starts")
}

fn said(output: &Output) -> String {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    let text = String::from_utf8(text).expect("UTF-8");
    assert!(output.status.success(), "{text}");
    text
}

fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files::read(&folder.join("content"))
}

/// The message of a PO file that belongs to an address.
fn message(po: &str, address: &str) -> String {
    let context = format!("msgctxt \"{address}\"");
    po.split("\n\n")
        .find(|message| message.contains(&context))
        .unwrap_or_else(|| panic!("{address} in {po}"))
        .trim_end()
        .to_owned()
}

const FIRST: &str = "directives/2023/1.yaml#plan_items/item/activities/work/directives/[1]/text";
const SECOND: &str = "directives/2023/1.yaml#plan_items/item/activities/work/directives/[2]/text";

#[test]
fn a_text_that_changes_makes_its_translation_stale_until_it_is_translated_again() {
    let folder = portal();
    let folder = folder.path();
    // Without records nothing is stale.
    assert!(said(&shirube(folder, &["check", "--date", "2023-05-01"])).contains("0 errors, 0 warnings"));
    said(&shirube(folder, &["translate", "accept"]));
    let lock = std::fs::read_to_string(folder.join("content/translations.lock")).expect("a lock");
    assert!(lock.contains(FIRST) && !lock.contains("tokyo"), "{lock}");
    let lock = std::fs::read_to_string(folder.join("content/centers/tokyo/translations.lock")).expect("a lock");
    assert!(lock.contains(" center.yaml#name\n") && lock.contains(" events.csv#spring/title\n"), "{lock}");

    change(folder, "directives/2023/1.yaml", "資料を配る", "資料を送る");
    let checked = said(&shirube(folder, &["check", "--date", "2023-05-01"]));
    assert!(checked.contains("1 translation was made from an earlier text: plan_items/item/"), "{checked}");
    let status = said(&shirube(folder, &["translate", "status"]));
    assert!(status.contains("Translated from an earlier text\ndirectives/2023/1.yaml#"), "{status}");
    assert!(
        !status.contains("内部の人") && status.contains("公開の人"),
        "what is internal is nobody's to translate: {status}"
    );
    // What nobody decided on is not accepted by the way.
    said(&shirube(folder, &["translate", "accept"]));
    assert!(said(&shirube(folder, &["check", "--date", "2023-05-01"])).contains("1 warning"));

    said(&shirube(folder, &["build", "--date", "2023-05-01", "--out", "public"]));
    let page = std::fs::read_to_string(folder.join("public/en/directives/2023/work/index.html")).expect("a page");
    assert!(page.contains("<div class=\"outdated\">") && page.contains("id=\"outdated\""), "{page}");
    assert!(page.contains("href=\"../../../../ja/directives/2023/work/\""), "{page}");
    let page = std::fs::read_to_string(folder.join("public/ja/directives/2023/work/index.html")).expect("a page");
    assert!(!page.contains("outdated"), "{page}");
    let page = std::fs::read_to_string(folder.join("public/en/translation/index.html")).expect("a page");
    assert!(page.contains("href=\"../directives/2023/work/#d1\"") && !page.contains("内部の人"), "{page}");

    said(&shirube(folder, &["translate", "export", "--only", "stale", "--output", "stale.po"]));
    let po = std::fs::read_to_string(folder.join("stale.po")).expect("a file");
    assert!(message(&po, FIRST).contains("#, fuzzy\n") && !po.contains(SECOND), "{po}");
    // Programs that know of no states take what is approved for translated, and the rest for drafts.
    let xliff = said(&shirube(folder, &["translate", "export", "--format", "xliff"]));
    assert!(xliff.contains(&format!("<trans-unit id=\"{FIRST}\" xml:space")), "{xliff}");
    assert!(xliff.contains("<trans-unit id=\"centers/tokyo/center.yaml#name\" approved=\"yes\" xml:space"), "{xliff}");
    // A fuzzy message is not taken over; one that was confirmed is.
    let before = content(folder);
    said(&shirube(folder, &["translate", "import", "stale.po"]));
    assert_eq!(content(folder), before);
    let done = po.replace("#, fuzzy\n", "").replace("Hand out material.", "Send material.");
    std::fs::write(folder.join("done.po"), done).expect("a file");
    said(&shirube(folder, &["translate", "import", "done.po"]));
    let after = content(folder);
    let changed: Vec<&String> = after.keys().filter(|path| after[*path] != before[*path]).collect();
    assert_eq!(changed, ["directives/2023/1.yaml", "translations.lock"]);
    let part = PART.replace("資料を配る", "資料を送る").replace("Hand out material.", "Send material.");
    assert_eq!(String::from_utf8_lossy(&after["directives/2023/1.yaml"]), part);
    assert!(said(&shirube(folder, &["check", "--date", "2023-05-01"])).contains("0 warnings"));
}

#[test]
fn a_missing_text_is_offered_what_was_translated_before() {
    let folder = portal();
    let folder = folder.path();
    put(folder, "directives/2024/edition.yaml", "title: {ja: 指示}\n");
    let part =
        PART.replace("              en: Hold training. Hand out material.\n", "").replace("資料を配る", "資料を送る");
    put(folder, "directives/2024/1.yaml", &part);
    let po = said(&shirube(folder, &["translate", "export", "directives/2024"]));
    // The whole text: as a suggestion that has to be confirmed.
    let title = message(&po, "directives/2024/edition.yaml#title");
    assert!(title.contains("#, fuzzy\n") && title.ends_with("msgstr \"Directives\""), "{title}");
    // A sentence of it: for the translator to see.
    let first = message(&po, &FIRST.replace("2023", "2024"));
    assert!(first.contains("#. 研修を行う。\n#. Hold training.\n") && first.ends_with("msgstr \"\""), "{first}");
    assert!(!first.contains("Hand out"), "{first}");

    // A translation that was carried over to a text that changed is stale without a record of its own.
    said(&shirube(folder, &["translate", "accept", "directives/2023"]));
    put(folder, "directives/2024/1.yaml", &PART.replace("資料を配る", "資料を送る"));
    let po = said(&shirube(folder, &["translate", "export", "directives/2024", "--only", "stale"]));
    let first = message(&po, &FIRST.replace("2023", "2024"));
    assert!(first.contains("#| msgid \"研修を行う。資料を配る。\"\n"), "{first}");
}

#[test]
fn what_is_out_of_date_or_unknown_is_reported_and_the_rest_is_written() {
    let folder = portal();
    let folder = folder.path();
    let po = said(&shirube(folder, &["translate", "export"]));
    let po = po.replace("msgid \"東京センター\"\nmsgstr \"Tokyo\"", "msgid \"旧センター\"\nmsgstr \"Old\"");
    let po = po.replace("events.csv#spring", "events.csv#winter").replace("msgstr \"Text.\"", "msgstr \"New text.\"");
    std::fs::write(folder.join("back.po"), po).expect("a file");
    let text = said(&shirube(folder, &["translate", "import", "back.po"]));
    assert!(text.contains("has changed since it was handed out") && text.contains("back.po:"), "{text}");
    assert!(text.contains("no text at `centers/tokyo/events.csv#winter/title`"), "{text}");
    assert!(text.contains("Translations written: 1, into 1 files"), "{text}");
    let page = std::fs::read_to_string(folder.join("content/pages/about.en.md")).expect("a page");
    assert_eq!(page, FILES[8].1.replace("Text.", "New text."));
}

#[test]
fn a_bad_file_changes_nothing() {
    let folder = portal();
    let folder = folder.path();
    let po = said(&shirube(folder, &["translate", "export"])).replace("\"Part\"", "\"New part\"");
    let before = content(folder);
    let refused = |name: &str, bytes: &[u8], expected: &str| {
        std::fs::write(folder.join(name), bytes).expect("a file");
        let output = shirube(folder, &["translate", "import", name]);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(text.contains(expected) && text.contains("Nothing was written"), "{text}");
        assert_eq!(content(folder), before);
    };
    refused("broken.po", po.replace("msgstr \"Work\"", "msgstr \"Work").as_bytes(), "not in quotation marks");
    refused("control.po", po.replace("msgstr \"Work\"", "msgstr \"Wo\u{7}rk\"").as_bytes(), "control character");
    refused(
        "twice.po",
        format!("{po}\n{}\n", message(&po, FIRST).replace("Hold", "Have")).as_bytes(),
        "two translations",
    );
    refused("french.po", po.replace("Language: en", "Language: fr").as_bytes(), "in `fr`");
    refused("latin.po", b"msgid \"\xe9\"", "not UTF-8");
    refused("half.xliff", b"<xliff version=\"1.2\"><file>", "XLIFF");
    refused("table.xlsx", b"PK", "xlsx");
    refused("notes.txt", b"x", "no file of translations");
    refused("html.po", po.replace("msgstr \"Work\"", "msgstr \"<script>x</script>\"").as_bytes(), "HTML");
    let of = |address: &str| format!("msgctxt \"{address}\"");
    let event = "centers/tokyo/events.csv#autumn/title";
    // The table is in Shift_JIS, which has no such sign.
    let table = encoding_rs::SHIFT_JIS.encode(FILES[4].1).0.into_owned();
    std::fs::write(folder.join("content/centers/tokyo/events.csv"), table).expect("a file");
    change(folder, "directives/2023/1.yaml", "title: {ja: 事業, en: Work}", "title: &a {ja: 事業, en: Work}");
    change(
        folder,
        "directives/2023/1.yaml",
        "          - text: >-\n              報告を\n              出す。",
        "          - text: *a",
    );
    std::fs::remove_file(folder.join("content/pages/about.en.md")).expect("a file");
    let before = content(folder);
    let po = said(&shirube(folder, &["translate", "export"]));
    let answered = |address: &str, text: &str| {
        let message = message(&po, address);
        let start = message.find("msgid ").expect("a source");
        let source = message[start..].split("\nmsgstr").next().expect("a source");
        format!("{}\n{source}\nmsgstr \"{text}\"\n", of(address))
    };
    let refused = |name: &str, text: String, expected: &str| {
        std::fs::write(folder.join(name), text).expect("a file");
        let output = shirube(folder, &["translate", "import", name]);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(text.contains(expected) && text.contains("Nothing was written"), "{text}");
        assert_eq!(content(folder), before);
    };
    refused("sign.po", answered(event, "Autumn 🩺"), "not in the encoding of this file");
    refused("alias.po", answered(SECOND, "Report"), "cannot be written at its place: it is behind an alias");
    // Half a page would pass for a translation.
    refused("page.po", answered("pages/about.md#title", "About"), "the rest of the page is not translated");
    said(&{
        std::fs::write(folder.join("good.po"), answered(event, "Autumn")).expect("a file");
        shirube(folder, &["translate", "import", "good.po"])
    });
    let table = std::fs::read(folder.join("content/centers/tokyo/events.csv")).expect("a file");
    let expected = FILES[4].1.replace("秋,,", "秋,Autumn,");
    assert_eq!(encoding_rs::SHIFT_JIS.decode(&table).0, expected, "the encoding is kept");
    let output = shirube(folder, &["translate", "import", "--messages", "ja", "twice.po"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("何も書き込んでいません"));
}

/// Who has lists in Excel is told where to write the translation, and can then import the rest.
#[test]
fn a_workbook_is_named_and_holds_nothing_up_once_it_is_written_by_hand() {
    let folder = portal();
    let folder = folder.path();
    let list = folder.join("content/centers/tokyo/events.xlsx");
    std::fs::remove_file(folder.join("content/centers/tokyo/events.csv")).expect("a file");
    let save = |english: &str| {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, cells) in
            (0_u32..).zip([["id", "title_ja", "title_en", "start"], ["autumn", "秋", english, "2023-11-10"]])
        {
            sheet.write_row(row, 0, cells).expect("a row");
        }
        workbook.save(&list).expect("a workbook");
    };
    save("");
    let po = said(&shirube(folder, &["translate", "export"]));
    let event = message(&po, "centers/tokyo/events.xlsx#autumn/title");
    let answered =
        po.replace(&event, &event.replace("msgstr \"\"", "msgstr \"Autumn\"")).replace("\"Part\"", "\"New part\"");
    std::fs::write(folder.join("back.po"), answered).expect("a file");
    let before = content(folder);
    let output = shirube(folder, &["translate", "import", "back.po"]);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("`centers/tokyo/events.xlsx#autumn/title` cannot be written"), "{text}");
    assert!(text.contains("workbooks are not written to") && text.contains("Then import again"), "{text}");
    assert_eq!(content(folder), before);
    save("Autumn");
    let text = said(&shirube(folder, &["translate", "import", "back.po"]));
    assert!(text.contains("Translations written: 1"), "{text}");
}

fn load(folder: &Path) -> Site {
    let options = Options {
        content: folder.join("content"),
        theme: None,
        out: PathBuf::new(),
        base_url: None,
        center: None,
        drafts: true,
        date: jiff::civil::date(2023, 6, 1),
    };
    let mut diagnostics = Diagnostics::default();
    let site = pipeline::load(&options, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{:?}", diagnostics.sorted());
    site.expect("a portal")
}

/// Exports all texts with these translations, reads the file again and writes what it says.
fn round_trip(folder: &Path, format: &str, texts: &HashMap<String, String>) -> usize {
    let site = load(folder);
    let (portal, into) = (&site.portal, Language::English);
    let mut catalogue = Catalogue::of(portal, into, |_| true);
    for entry in &mut catalogue.entries {
        entry.translation = texts.get(&entry.unit.address).map(String::as_str);
    }
    let mut diagnostics = Diagnostics::default();
    let file = |text: String| Arc::new(SourceFile { path: format!("x.{format}"), text });
    let answers = match format {
        "po" => po::read(&file(po::write(&catalogue)), into, &mut diagnostics),
        "xliff" => xliff::read(&file(xliff::write(&catalogue)), into, &mut diagnostics),
        _ => {
            let bytes = sheet::write(&catalogue).expect("a workbook");
            sheet::read("x.xlsx", &bytes, into.other(), &mut diagnostics)
        }
    };
    let outcome = compare(portal, into, answers.unwrap_or_default(), &mut diagnostics);
    let files = written(&folder.join("content"), &outcome.changes, into, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{:?}", diagnostics.sorted());
    replace(&files).expect("writable files");
    outcome.changes.len()
}

/// Texts as nobody writes them, and as everybody does.
fn text() -> impl Strategy<Value = String> {
    let pieces = [
        "'",
        "\"",
        "\\",
        "\\n",
        ": ",
        " #",
        "- ",
        "\n",
        "\n\n",
        "\t",
        "{",
        "}",
        "[",
        ",",
        "&amp;",
        "<",
        ">",
        "]]>",
        "%",
        "|",
        "=1+1",
        "null",
        "true",
        "007",
        "~",
        "  ",
        "　",
        "日本語",
        "ａ",
        "🩺",
        "e\u{301}",
        "\u{2028}",
        "\u{feff}",
        "\u{a0}",
        "msgid \"x\"",
        "_x000D_",
        "word",
        "Some words to be broken into lines, of which there must be more than a few",
        ";",
        "@",
        "`",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 1..10)
        .prop_map(|pieces| pieces.concat().trim().to_owned())
        .prop_filter("a text", |text| !text.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// What a translator writes stands in the content as it was written, in every format and every kind of file; the
    /// authoritative texts and everything else are as they were; and a second round changes no byte.
    #[test]
    fn every_format_brings_back_what_it_took_away(
        texts in prop::collection::vec(text(), 40),
        format in prop::sample::select(vec!["po", "xliff", "xlsx"]),
    ) {
        let folder = portal();
        let before = load(folder.path());
        let units = &before.portal.translations.units;
        let wanted: HashMap<String, String> = units.iter().zip(&texts)
            .map(|(unit, text)| (unit.address.clone(), table_text(&unit.address, Language::English, text).trim().to_owned()))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        prop_assert_eq!(round_trip(folder.path(), format, &wanted), wanted.len());
        let after = load(folder.path());
        let now = &after.portal.translations.units;
        prop_assert_eq!(now.len(), units.len());
        for (then, now) in units.iter().zip(now) {
            prop_assert_eq!(&then.address, &now.address);
            prop_assert_eq!(then.text.get(Language::Japanese), now.text.get(Language::Japanese));
            prop_assert_eq!(now.text.get(Language::English), wanted.get(&now.address).map(String::as_str));
            prop_assert!(now.standing != Standing::Stale);
        }
        let bytes = content(folder.path());
        prop_assert_eq!(round_trip(folder.path(), format, &wanted), 0);
        prop_assert_eq!(content(folder.path()), bytes);
    }
}
