//! Official documents as print leaves them: nothing of the wording is lost, and what is not sure is said.
//!
//! The documents of the ministry and of headquarters are not in the repository. Tests on them read `../shared/seeds`, or
//! the folder that `SHIRUBE_SEEDS` names, and say so where it is missing.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use proptest::prelude::*;
use rust_xlsxwriter::{Workbook, XlsxError};
use serde_json::Value;
use shirube::diagnostic::{Diagnostics, Format, Renderer, SourceFile};
use shirube::exchange::official::{self, Existing};
use shirube::text::Language;

fn shirube(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    command.args(arguments).env("LC_ALL", "en_US.UTF-8").output().expect("the program runs")
}

/// Imports a file of directives; the answer as JSON, and whether it went well.
fn directives(file: &Path, into: &Path, more: &[&str]) -> (Value, bool) {
    import(&["directives", text(file), "--edition", "2023"], into, more)
}

fn import(what: &[&str], into: &Path, more: &[&str]) -> (Value, bool) {
    let arguments: Vec<&str> =
        ["import"].iter().chain(what).chain(&["--format", "json", "--into", text(into)]).chain(more).copied().collect();
    let output = shirube(&arguments);
    let answer = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    (answer, output.status.success())
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// The folder of the official documents, where it is there.
fn seeds() -> Option<PathBuf> {
    let folder = std::env::var_os("SHIRUBE_SEEDS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: the official documents are not in {}", folder.display());
    None
}

fn closes(answer: &Value) {
    let characters = &answer["characters"];
    let count = |key: &str| characters[key].as_u64().expect("a number");
    assert_eq!((count("missing"), count("added")), (0, 0), "{characters}");
    assert_eq!(count("read"), count("kept") + count("booked"), "{characters}");
}

/// What `shirube check` says: errors, warnings that are no review notes, and review notes.
fn check(content: &Path) -> (usize, usize, usize) {
    let output = shirube(&["check", "--content", text(content), "--format", "json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let list = answer["diagnostics"].as_array().expect("a list").clone();
    let is = |problem: &Value, key: &str, value: &str| problem[key] == value;
    let errors = list.iter().filter(|problem| is(problem, "severity", "error")).count();
    let notes = list.iter().filter(|problem| is(problem, "code", "review")).count();
    (errors, list.len() - errors - notes, notes)
}

/// Imports a file of a guidance.
fn guidance(file: &Path, into: &Path, more: &[&str]) -> (Value, bool) {
    import(&["guidance", text(file), "--id", "streets"], into, more)
}

/// A guidance as print leaves it, about the same town.
const CLAUSES: &str = include_str!("import/guidance.txt");

/// A table as print leaves it, about a town that keeps its streets clear.
const TABLE: &str = include_str!("import/directives.txt");

fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let file = folder.join(name);
    std::fs::write(&file, text).expect("a file");
    file
}

#[test]
fn the_official_directives_come_over_whole() {
    let Some(seeds) = seeds() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    let (answer, success) = directives(&seeds.join("directives-fy2023.txt"), &content, &[]);
    assert!(success, "{answer:#}");
    closes(&answer);
    let count = |key: &str| answer["counts"][key].as_u64();
    let counts = ["parts", "activities", "directives", "sub_items", "remarks"].map(count);
    assert_eq!(counts, [3, 30, 85, 12, 80].map(Some));
    assert_eq!([count("restated"), count("deferred"), count("duties")], [7, 6, 20].map(Some));
    assert_eq!(answer["in_contents_only"], serde_json::json!([]));
    let notes = answer["review"].as_array().expect("a list").len();
    // It names one law of which it does not say the number: 過労死等防止対策推進法.
    assert_eq!(check(&content), (0, 1, notes));
    let out = folder.path().join("public");
    assert!(shirube(&["build", "--content", text(&content), "--out", text(&out)]).status.success());
}

#[test]
fn the_official_directives_are_the_same_as_a_web_page() {
    let Some(seeds) = seeds() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let text = std::fs::read_to_string(seeds.join("directives-fy2023.txt")).expect("a file");
    let escaped =
        |cell: &str| cell.replace("<内容", "&lt;内容").replace("<テーマ", "&lt;テーマ").replace("<目次>", "&lt;目次>");
    let row = |line: &str| match line.split('\t').collect::<Vec<_>>()[..] {
        [only] => format!("<p>{}</p>", escaped(only)),
        ref cells => {
            let cells: String = cells.iter().map(|cell| ["<td>", &escaped(cell), "</td>"].concat()).collect();
            format!("<table><tr>{cells}</tr></table>")
        }
    };
    let page: String = text.lines().map(row).collect();
    let (answer, success) = directives(&write(folder.path(), "page.html", page), &folder.path().join("content"), &[]);
    assert!(success, "{answer:#}");
    closes(&answer);
    let count = |key: &str| answer["counts"][key].as_u64();
    assert_eq!(["activities", "directives", "sub_items", "remarks"].map(count), [30, 85, 12, 80].map(Some));
}

#[test]
fn every_trap_of_print_is_met() {
    let folder = tempfile::tempdir().expect("a folder");
    let (answer, success) = directives(&write(folder.path(), "table.txt", TABLE), &folder.path().join("content"), &[]);
    assert!(success, "{answer:#}");
    closes(&answer);
    assert_eq!(check(&folder.path().join("content")), (0, 0, answer["review"].as_array().expect("a list").len()));
    let mut shown = String::new();
    for name in ["edition", "part-1", "part-2"] {
        let file = folder.path().join(format!("content/directives/2023/{name}.yaml"));
        shown.push_str(&["# ", name, "\n", &std::fs::read_to_string(file).expect("a file")].concat());
    }
    shown.push_str("# notices\n");
    shown.push_str(&std::fs::read_to_string(folder.path().join("content/notices.yaml")).expect("a file"));
    insta::assert_snapshot!("directives", shown);
    let mut answer = answer;
    for key in ["file", "written"] {
        answer.as_object_mut().expect("an object").remove(key);
    }
    insta::assert_snapshot!("report", format!("{answer:#}"));
}

#[test]
fn the_official_guidance_comes_over_whole() {
    let Some(seeds) = seeds() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    assert!(directives(&seeds.join("directives-fy2023.txt"), &content, &[]).1);
    let (answer, success) = guidance(&seeds.join("guidance-overwork.txt"), &content, &["--force"]);
    assert!(success, "{answer:#}");
    closes(&answer);
    assert_eq!(answer["counts"], serde_json::json!({"clauses": 115, "groups": 5}));
    let (errors, warnings, notes) = check(&content);
    assert_eq!((errors, warnings), (0, 1));
    assert!(notes >= answer["review"].as_array().expect("a list").len());
    let out = folder.path().join("public");
    assert!(shirube(&["build", "--content", text(&content), "--out", text(&out)]).status.success());
}

#[test]
fn clauses_are_found_whatever_print_did_to_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    assert!(directives(&write(folder.path(), "table.txt", TABLE), &content, &[]).1);
    let (answer, success) = guidance(&write(folder.path(), "clauses.txt", CLAUSES), &content, &[]);
    assert!(success, "{answer:#}");
    closes(&answer);
    assert_eq!(check(&content).0, 0);
    let read = |name: &str| std::fs::read_to_string(content.join(name)).expect("a file");
    insta::assert_snapshot!("guidance", read("guidance/streets.yaml"));
    insta::assert_snapshot!("lists", [read("laws.yaml"), read("glossary.yaml")].concat());
    // By force, lists that are there are added to.
    let notices = read("notices.yaml");
    assert!(read("guidance/streets.yaml").contains("notices.yaml にない"));
    assert!(guidance(&folder.path().join("clauses.txt"), &content, &["--force"]).1);
    assert!(read("notices.yaml").starts_with(&notices) && read("notices.yaml").len() > notices.len());
    assert!(!read("guidance/streets.yaml").contains("notices.yaml にない"));
    assert_eq!(check(&content).0, 0);
    assert_eq!(guidance(&folder.path().join("clauses.txt"), &content, &[]).0["written"], serde_json::json!([]));
    let (answer, success) = guidance(&write(folder.path(), "letter.txt", "題名\n拝啓\n"), &content, &["--force"]);
    assert!(!success);
    assert_eq!(answer["diagnostics"][0]["message"], "there is no numbered clause in it");
}

#[test]
fn a_guidance_in_a_folder_keeps_what_no_document_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    std::fs::create_dir_all(content.join("guidance/streets")).expect("a folder");
    write(&content, "site.yaml", "title: {ja: 町}\nlanguages: [ja, en]\nedition: 2023\n");
    write(&content, "topics.yaml", "- id: snow\n  name: {ja: 雪, en: Snow}\n  summary: {ja: 雪の日, en: Snowy days}\n");
    let opening = "id: streets\ntitle: {ja: 手引, en: Guide}\nissued: 2023-04-01\nissuer: {ja: 町, en: Town}\nsource: {ja: 町の手引による。}\nclauses:\n  - number: \"1\"\n    text: {ja: 雪かきは納屋に置く。, en: Keep shovels in the shed.}\n    topics: [snow]\n  - number: \"2\"\n    heading: {ja: 道具, en: Tools}\n    clauses:\n      - number: (1)\n        text: {ja: 砂を配る。, en: Hand out sand.}\n        topics: [snow]\n        moved_from: [guidance/streets/9]\n";
    write(&content.join("guidance/streets"), "a.yaml", opening);
    let further = "under: \"2\"\nclauses:\n  - number: (2)\n    text: {ja: 札を配る。, en: Hand out tags.}\n    review: {ja: 札の色は何か}\n  - number: (3)\n    text: {ja: 傘を配る。, en: Hand out umbrellas.}\n";
    write(&content.join("guidance/streets"), "b.yaml", further);
    write(
        &content.join("guidance/streets"),
        "c.yaml",
        "clauses:\n  - number: \"3\"\n    text: {ja: 納屋を閉める。, en: Close the shed.}\n",
    );
    let accepted = shirube(&["translate", "accept", "--content", text(&content)]);
    assert!(accepted.status.success(), "{accepted:?}");
    let document = "手引\n1 雪かきは納屋に置く。\n2 道具\n(1) 塩を配る。\n(2) 札を配る。\n(4) 灯りを配る。\n3 納屋を閉める。\n4 庭を掃く。\n";
    let file = write(folder.path(), "new.txt", document);
    assert!(!guidance(&file, &content, &[]).1, "nothing is replaced without force");
    let (answer, success) = guidance(&file, &content, &["--force"]);
    assert!(success, "{answer:#}");
    closes(&answer);
    let count = |key: &str| answer["counts"][key].as_u64();
    assert_eq!(["unchanged", "reworded", "new", "gone"].map(count), [4, 1, 2, 1].map(Some));
    assert_eq!(
        answer["diagnostics"][0]["message"],
        "no longer in the document, and taken out with what is below: 2(3)"
    );
    let read = |name: &str| std::fs::read_to_string(content.join("guidance/streets").join(name)).expect("a file");
    insta::assert_snapshot!("guidance-folder", ["a.yaml", "b.yaml", "c.yaml"].map(read).join("---\n"));
    assert!(!content.join("guidance/streets.yaml").exists());
    assert_eq!(check(&content).0, 0);
    // Its English is that of the former text, and known to be.
    let status = shirube(&["translate", "status", "--content", text(&content), "--format", "csv"]);
    let status = String::from_utf8_lossy(&status.stdout).into_owned();
    assert!(
        status.lines().any(|line| line.contains("a.yaml#clauses/2/clauses/1/text") && line.contains("stale")),
        "{status}"
    );
    // Once more it is the same.
    let before = ["a.yaml", "b.yaml", "c.yaml"].map(read);
    assert!(guidance(&file, &content, &["--force"]).1);
    assert_eq!(["a.yaml", "b.yaml", "c.yaml"].map(read), before);
    // A file of which nothing is left would stay beside the others, and is named.
    let (answer, success) =
        guidance(&write(folder.path(), "short.txt", "手引\n1 雪かきは納屋に置く。\n"), &content, &["--force"]);
    assert!(!success);
    let files: Vec<&str> = (answer["diagnostics"].as_array().expect("a list").iter())
        .filter(|problem| problem["severity"] == "error")
        .filter_map(|problem| problem["file"].as_str()?.rsplit('/').next())
        .collect();
    assert_eq!(files, ["b.yaml", "c.yaml"]);
    assert_eq!(["a.yaml", "b.yaml", "c.yaml"].map(read), before);
}

#[test]
fn existing_files_are_replaced_only_by_force() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, content) = (write(folder.path(), "table.txt", TABLE), folder.path().join("content"));
    assert!(directives(&file, &content, &[]).1);
    let part = content.join("directives/2023/part-1.yaml");
    let mine = std::fs::read_to_string(&part).expect("a file").replace("activity-1-1-1-1", "my-activity");
    let mine = mine.replace("砂は詰所で受け取る。", "砂は詰所でもらう。");
    std::fs::write(&part, &mine).expect("a file");
    let (answer, success) = directives(&file, &content, &[]);
    assert!(!success);
    assert!(answer["diagnostics"].as_array().expect("a list").iter().any(|problem| problem["code"] == "import"));
    assert_eq!(std::fs::read_to_string(&part).expect("a file"), mine);
    // By force it says again what the document says, and keeps the ids.
    assert!(directives(&file, &content, &["--force"]).1);
    assert_eq!(
        std::fs::read_to_string(&part).expect("a file"),
        mine.replace("砂は詰所でもらう。", "砂は詰所で受け取る。")
    );
    // A part that would stay beside the new ones is told.
    write(&content.join("directives/2023"), "9-old.yaml", mine.replace("id: part-1", "id: part-9"));
    assert!(!directives(&file, &content, &["--force"]).1);
}

#[test]
fn what_is_no_table_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    let heading = "I 除雪\n計画の項目\t事業の概要\t実施方針\t備考\n";
    for (name, bytes, expected) in [
        ("empty.txt", String::new(), "the table of the directives is not in it"),
        ("letter.txt", "拝啓\n".into(), "the table of the directives is not in it"),
        ("wide.txt", format!("{heading}1 甲\t乙\t丙。\t丁。\t戊\n"), "this row has more than 4 cells"),
        (
            "part.txt",
            heading.replace("I 除雪\n", "題名\n") + "1 甲\t乙\t丙。\t丁。\n",
            "this row stands before the first part",
        ),
        (
            "item.txt",
            format!("{heading}\t\t丙。\t丁。\n"),
            "this row stands under no plan item with a number, or no activity",
        ),
        ("photo.jpg", "x".into(), "this form of file is not read"),
    ] {
        let (answer, success) = directives(&write(folder.path(), name, bytes), &content, &[]);
        assert!(!success, "{name}");
        assert_eq!(answer["diagnostics"][0]["message"], expected, "{name}");
        assert!(answer["diagnostics"][0]["hint"].is_string(), "{name}");
        assert!(!content.exists(), "{name}");
    }
    let large = folder.path().join("large.txt");
    std::fs::File::create(&large).and_then(|file| file.set_len(200_000_000)).expect("a file");
    assert_eq!(directives(&large, &content, &[]).0["diagnostics"][0]["code"], "file-too-large");
    assert!(!directives(&folder.path().join("absent.txt"), &content, &[]).1);
    assert!(!content.exists());
}

/// A table of a few rows, in which `|` separates the lines of a cell.
const ROWS: [&[&str]; 8] = [
    &["除雪に関する指示"],
    &["I 除雪"],
    &["計画の項目", "事業の概要", "実施方針", "備考"],
    &["1 見回り", "① 朝の見回り <内容の拡充>", "・朝に見回る。|・夜に見回る。", "・砂は詰所で受け取る。"],
    &["", "", "・詰所に<砂>を置く。", ""],
    &["", "② 講習", "・全センターで1回以上開く。", "・詳細は別途指示する。"],
    &["II 街路樹"],
    &["1 剪定", "枝切り", "枝を切る。", ""],
];

fn csv() -> String {
    let cell = |cell: &&str| format!("\"{}\"", cell.replace('|', "\n"));
    ROWS.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\n").collect()
}

fn html() -> String {
    let escaped = |text: &str| text.replace('<', "&lt;").replace('|', "<br>");
    let row = |row: &&[&str]| match row {
        [only] => format!("<p>{}\n", escaped(only)),
        cells => {
            let cells: String = cells.iter().map(|cell| ["<td>", &escaped(cell)].concat()).collect();
            format!("<table><tr>{cells}</tr></table>\n")
        }
    };
    let rows: String = ROWS.iter().map(row).collect();
    format!("<!doctype html><title>x</title>{rows}")
}

/// The table on the second sheet of a workbook, from the second column on, with merged cells.
fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("表紙")?.write(0, 0, "除雪")?;
    let sheet = workbook.add_worksheet().set_name("指示")?;
    for (row, cells) in (0_u32..).zip(ROWS) {
        for (column, cell) in (1_u16..).zip(cells) {
            sheet.write(row, column, cell.replace('|', "\n"))?;
        }
    }
    sheet.merge_range(3, 1, 5, 1, ROWS[3][0], &rust_xlsxwriter::Format::new())?;
    workbook.save_to_buffer()
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        archive.write_all(text.as_bytes()).expect("a part");
    }
    archive.finish().expect("an archive").into_inner()
}

fn word() -> Vec<u8> {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", text.replace('<', "&lt;"));
    let cell = |cell: &&str| format!("<w:tc>{}</w:tc>", cell.split('|').map(paragraph).collect::<String>());
    let row = |row: &&[&str]| match row {
        [only] => paragraph(only),
        cells => format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cells.iter().map(cell).collect::<String>()),
    };
    let body: String = ROWS.iter().map(row).collect();
    archive(&[("word/document.xml", &format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"))])
}

#[test]
fn the_same_table_in_every_form_is_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let shift_jis = encoding_rs::SHIFT_JIS.encode(&csv()).0.into_owned();
    let forms: [(&str, Vec<u8>); 6] = [
        ("table.csv", csv().into_bytes()),
        ("office.csv", shift_jis),
        ("page.html", html().into_bytes()),
        ("sheet.xlsx", workbook().expect("a workbook")),
        ("letter.docx", word()),
        (
            "table.tsv",
            csv().replace('\n', "<br>").replace("\"<br>", "\"\n").replace("\",\"", "\t").replace('"', "").into_bytes(),
        ),
    ];
    let mut first = None;
    for (name, bytes) in forms {
        let content = folder.path().join(name.replace('.', "-"));
        let (answer, success) = directives(&write(folder.path(), name, bytes), &content, &[]);
        assert!(success, "{name}: {answer:#}");
        closes(&answer);
        let read = |file: &str| std::fs::read_to_string(content.join("directives/2023").join(file)).expect("a file");
        let parts = ["edition.yaml", "part-1.yaml", "part-2.yaml"].map(read);
        assert_eq!(*first.get_or_insert(parts.clone()), parts, "{name}");
        assert_eq!(answer["counts"]["directives"], 5, "{name}");
        assert_eq!(answer["review"], serde_json::json!([]), "{name}");
    }
}

/// A Word document whose lists count as `levels` say, each a format and its text; `paragraphs` are levels and texts.
fn counted(levels: &[(&str, &str)], paragraphs: &[(Option<usize>, &str)]) -> Vec<u8> {
    let level = |(index, (format, text)): (usize, &(&str, &str))| {
        format!(
            "<w:lvl w:ilvl=\"{index}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let levels: String = levels.iter().enumerate().map(level).collect();
    let numbering = format!(
        "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let paragraph = |(level, text): &(Option<usize>, &str)| {
        let number = level.map_or(String::new(), |level| {
            format!("<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>")
        });
        // Cells are separated by tabs here, as in the text form.
        // A paragraph without words would count too.
        let of_cell = |text: &str| {
            let number = if text.is_empty() { "" } else { &number };
            format!("<w:p>{number}<w:r><w:t>{text}</w:t></w:r></w:p>")
        };
        if !text.contains('\t') {
            return of_cell(text);
        }
        let cell = |cell: &str| format!("<w:tc>{}</w:tc>", cell.split('|').map(of_cell).collect::<String>());
        format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", text.split('\t').map(cell).collect::<String>())
    };
    let body: String = paragraphs.iter().map(paragraph).collect();
    archive(&[
        ("word/document.xml", &format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")),
        ("word/numbering.xml", &numbering),
    ])
}

#[test]
fn numbers_that_word_counts_are_those_of_the_clauses() {
    let folder = tempfile::tempdir().expect("a folder");
    let levels = [
        ("decimal", "%1"),
        ("decimal", "(%2)"),
        ("aiueoFullWidth", "%3"),
        ("aiueo", "(%4)"),
        ("lowerLetter", "%5"),
        ("bullet", "\u{f0b7}"),
    ];
    let paragraphs = [
        (None, "雪かきの手引"),
        (Some(0), "道具"),
        (Some(1), "雪かき"),
        (Some(2), "雪かきは納屋に置く。"),
        (Some(2), "砂は次のとおり置く。"),
        (Some(3), "庭に置く。"),
        (Some(4), "門に置く。"),
        (Some(5), "袋に入れる。"),
        (Some(1), "棚"),
        (Some(0), "納屋"),
    ];
    let file = write(folder.path(), "guide.docx", counted(&levels, &paragraphs));
    let typed = "雪かきの手引\n1 道具\n(1) 雪かき\nア 雪かきは納屋に置く。\nイ 砂は次のとおり置く。\n(ア) 庭に置く。\na 門に置く。\n・袋に入れる。\n(2) 棚\n2 納屋\n";
    let read = |file: &Path, name: &str| {
        let content = folder.path().join(name);
        let (answer, success) = guidance(file, &content, &[]);
        assert!(success, "{answer:#}");
        closes(&answer);
        assert_eq!(answer["counts"]["clauses"], 8);
        std::fs::read_to_string(content.join("guidance/streets.yaml")).expect("a file")
    };
    assert_eq!(read(&file, "counted"), read(&write(folder.path(), "typed.txt", typed), "typed"));
}

#[test]
fn numbers_that_word_counts_are_those_of_the_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = [
        (None, "除雪に関する指示"),
        (Some(0), "除雪"),
        (None, "計画の項目\t事業の概要\t実施方針\t備考"),
        (Some(1), "見回り\t\t\t"),
        (Some(2), "\t朝の見回り\t\t"),
        (Some(4), "\t\t朝に見回る。|次を持つ。\t"),
        (Some(3), "\t\t砂|札\t"),
        (Some(2), "\t講習\t\t"),
        (Some(4), "\t\t\t砂は詰所で受け取る。"),
    ];
    let levels = [
        ("upperRoman", "%1"),
        ("decimal", "%2"),
        ("decimalEnclosedCircle", "%3"),
        ("aiueoFullWidth", "%4"),
        ("bullet", "l"),
    ];
    let content = folder.path().join("content");
    let (answer, success) = directives(&write(folder.path(), "table.docx", counted(&levels, &rows)), &content, &[]);
    assert!(success, "{answer:#}");
    closes(&answer);
    let part = std::fs::read_to_string(content.join("directives/2023/part-1.yaml")).expect("a file");
    for line in ["number: I", "number: \"1\"", "number: ①", "number: ②", "number: ア", "number: イ"] {
        assert!(part.contains(line), "{line}\n{part}");
    }
    assert_eq!(answer["counts"]["directives"], 2);
    assert_eq!(answer["counts"]["sub_items"], 2);
    assert_eq!(answer["counts"]["remarks"], 1);
}

#[test]
fn what_word_counts_otherwise_is_refused_and_what_is_left_out_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    let paragraphs = [(None, "手引"), (Some(0), "道具")];
    let (answer, success) =
        guidance(&write(folder.path(), "a.docx", counted(&[("hebrew1", "%1")], &paragraphs)), &content, &[]);
    assert!(!success && !content.exists());
    assert_eq!(answer["diagnostics"][0]["message"], "Word numbers “道具” in a way that is not read (`hebrew1`)");
    let body = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>手引</w:t></w:r></w:p><w:p><w:r><w:t>1 道具</w:t></w:r><w:ins><w:r><w:t>棚</w:t></w:r></w:ins><w:del><w:r><w:delText>机</w:delText></w:r></w:del><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p></w:body></w:document>";
    let changed = write(folder.path(), "b.docx", archive(&[("word/document.xml", body)]));
    let (answer, success) = guidance(&changed, &content, &[]);
    assert!(success, "{answer:#}");
    let said: Vec<&Value> =
        answer["diagnostics"].as_array().expect("a list").iter().map(|one| &one["message"]).collect();
    assert_eq!(
        said,
        [
            "not taken over: footnotes 1",
            "the document has tracked changes: what was inserted is in the text, what was deleted is not"
        ]
    );
    assert!(std::fs::read_to_string(content.join("guidance/streets.yaml")).expect("a file").contains("道具棚"));
    let output = shirube(&["import", "guidance", text(&changed), "--id", "a", "--into", text(&content)]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("tracked changes"), "a person is told too");
}

#[test]
fn sheets_that_are_not_read_are_named() -> Result<(), XlsxError> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("表紙")?.write(0, 0, "除雪")?;
    workbook.add_worksheet().set_name("空")?;
    for (name, is_hidden) in [("指示", false), ("続き", false), ("控え", true)] {
        let sheet = workbook.add_worksheet().set_name(name)?.set_hidden(is_hidden);
        for (row, cells) in (0_u32..).zip(ROWS) {
            for (column, cell) in (0_u16..).zip(cells) {
                sheet.write(row, column, cell.replace('|', "\n"))?;
            }
        }
    }
    let file = write(folder.path(), "sheets.xlsx", workbook.save_to_buffer()?);
    let (answer, success) = directives(&file, &folder.path().join("content"), &[]);
    assert!(success, "{answer:#}");
    assert_eq!(
        answer["diagnostics"][0]["message"],
        "not all sheets were read (read: “指示”, “続き”; without the columns of the table: “表紙”; hidden: “控え”)"
    );
    assert_eq!(answer["counts"]["parts"], 4);
    Ok(())
}

#[test]
fn bad_files_get_a_clear_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    let workbook = workbook().expect("a workbook");
    let mut cover = Workbook::new();
    cover.add_worksheet().write(0, 0, "除雪").expect("a cell");
    let bomb = archive(&[("word/document.xml", &"0".repeat(101_000_000))]);
    let sheet = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
    for ((name, bytes), expected) in [
        (sheet("cut.xlsx", &workbook[..workbook.len() / 2]), "the file is damaged or is not what its name says"),
        (sheet("cut.docx", &word()[..100]), "the file is damaged or is not what its name says"),
        (sheet("sheet.docx", &workbook), "the file is damaged or is not what its name says"),
        (sheet("letter.xlsx", &word()), "the file is damaged or is not what its name says"),
        (sheet("empty.xlsx", b""), "the file is damaged or is not what its name says"),
        (
            sheet("secret.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..."),
            "the file has a password, or the format of Office 2003 and before",
        ),
        (sheet("macro.xlsm", &workbook), "files with macros are not opened"),
        (
            sheet("macro.docx", &archive(&[("word/vbaProject.bin", "x"), ("word/document.xml", "<x/>")])),
            "files with macros are not opened",
        ),
        (sheet("bomb.docx", &bomb), "the file unpacks to more than 100 MB"),
        (sheet("cover.xlsx", &cover.save_to_buffer().expect("a workbook")), "the table of the directives is not in it"),
        (sheet("open.csv", b"a,\"b"), "a quotation mark in this row is not closed"),
        (sheet("noise.txt", b"\xff\xfe\x00\xd8"), "the file is not UTF-8"),
    ] {
        let (answer, success) = directives(&write(folder.path(), &name, bytes), &content, &[]);
        assert!(!success, "{name}");
        assert_eq!(answer["diagnostics"][0]["message"], expected, "{name}");
        assert_eq!(answer["written"], serde_json::json!([]), "{name}");
        assert!(!content.exists(), "{name}");
    }
}

/// What print and its readers may do to a document: pieces of it taken out, doubled, or put elsewhere.
fn torn(document: &'static str) -> impl Strategy<Value = String> {
    let pieces = [
        "<ul> ",
        "</p>",
        "<p>",
        "・ ",
        "。 ",
        "\n",
        "\n\n",
        "\t",
        " ア ",
        "(1) ",
        "2 ",
        "（再掲）",
        "<",
        "＞",
        " a",
        "【目標:3回】",
        "\\",
        "*",
        "I x\n",
        "\u{3000}",
        ") ",
        "&amp;",
    ];
    let edit = (any::<prop::sample::Index>(), 0_usize..60, prop::sample::select(pieces.to_vec()));
    prop::collection::vec(edit, 0..8).prop_map(|edits| {
        let mut characters: Vec<char> = document.chars().collect();
        for (at, length, piece) in edits {
            let at = at.index(characters.len() + 1);
            let until = (at + length).min(characters.len());
            characters.splice(at..until, piece.chars());
        }
        characters.into_iter().collect()
    })
}

/// Imports without files; says whether it worked, and what was said.
fn imported(text: String, of_directives: bool) -> (bool, Vec<String>) {
    let file = std::sync::Arc::new(SourceFile { path: "x.txt".into(), text });
    let mut diagnostics = Diagnostics::default();
    let imported = if of_directives {
        official::directives(&file.into(), 2023, Existing::default(), &mut diagnostics)
    } else {
        official::guidance(&file, "x", Existing::default(), &mut diagnostics)
    };
    let renderer = Renderer { format: Format::Human, language: Language::English, colour: false };
    let said = diagnostics.sorted().iter().map(|diagnostic| renderer.render(diagnostic)).collect();
    (imported.is_some_and(|imported| imported.account.is_closed()), said)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is done to a document, it is refused for a reason, or comes over whole.
    #[test]
    fn no_document_loses_a_character(table in torn(TABLE), clauses in torn(CLAUSES)) {
        for (text, of_directives) in [(table, true), (clauses, false)] {
            let (is_whole, said) = imported(text.clone(), of_directives);
            prop_assert!(is_whole != said.iter().any(|message| !message.is_empty()), "{said:?}\n{text}");
            prop_assert!(!said.iter().any(|message| message.contains("would be lost")), "{said:?}\n{text}");
        }
    }
}
