//! What `shirube report references` finds, on a tiny portal and, where it is there, on the official guidance (see
//! tests/import.rs).

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const FILES: [(&str, &str); 4] = [
    ("site.yaml", "title: 見本\nlanguages: [ja, en]\nedition: 2023\n"),
    (
        "laws.yaml",
        "- {id: safety, name: {ja: 労働安全衛生法, en: Safety Act}, abbreviation: 安衛法, egov: 347AC0000000057}\n\
         - {id: standards, name: 労働基準法, egov: 322AC0000000049, anchor: 'Mp-Ch_4-At_{article}'}\n",
    ),
    ("guidance/streets.yaml", GUIDANCE),
    ("guidance/parks.yaml", "id: parks\ntitle: 公園\nclauses:\n  - {number: '1', text: 除雪法第3条に従う。}\n"),
];

const GUIDANCE: &str = "\
id: streets
title: 道路
clauses:
  - number: '1'
    heading: 安衛法第66条の8
    text: {ja: 同条第1項と労働基準法第36条から第38条まで, en: 'Article 66-8, paragraph 1 of the Safety Act'}
    clauses:
      - {number: (1), text: 同法別表第1による。}
";

fn write(folder: &Path, files: &[(&str, &str)]) -> PathBuf {
    let content = folder.join("content");
    for (path, text) in files {
        let path = content.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    content
}

fn shirube(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(arguments)
        .env("LC_ALL", "C")
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn report(content: &Path, more: &[&str]) -> String {
    let content = content.to_str().expect("a path in UTF-8");
    let arguments: Vec<&str> = ["report", "references", "--content", content].iter().chain(more).copied().collect();
    shirube(&arguments)
}

#[test]
fn each_reference_is_listed_with_where_it_stands_and_where_it_leads() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let content = write(folder.path(), &FILES);
    let csv = report(&content, &["--document", "streets", "--format", "csv"]);
    let expected = "\u{feff}kind,document,number,provision,words,relation,state,target,place,anchor,address\r\n\
        law,guidance/streets,1,1,安衛法第66条の8,,resolved,safety,66-8,Mp-At_66_8,https://laws.e-gov.go.jp/law/347AC0000000057#Mp-At_66_8\r\n\
        law,guidance/streets,1,1,同条第1項,,resolved,safety,66-8(1),Mp-At_66_8,https://laws.e-gov.go.jp/law/347AC0000000057#Mp-At_66_8\r\n\
        law,guidance/streets,1,1,労働基準法第36条,range-start,resolved,standards,36,Mp-Ch_4-At_36,https://laws.e-gov.go.jp/law/322AC0000000049#Mp-Ch_4-At_36\r\n\
        law,guidance/streets,1,1,第38条,range-end,resolved,standards,38,Mp-Ch_4-At_38,https://laws.e-gov.go.jp/law/322AC0000000049#Mp-Ch_4-At_38\r\n\
        law,guidance/streets,1(1),1/1,同法別表第1,,resolved,standards,table 1,,https://laws.e-gov.go.jp/law/322AC0000000049\r\n";
    assert_eq!(csv, expected);
    let english = report(&content, &["--lang", "en", "--messages", "en"]);
    let expected = "\
Document          Kind  Stands in  Words                                      State  Leads to  Place
guidance/streets  law   1          Article 66-8, paragraph 1 of the Safety … found  safety    66-8(1)
";
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(squeezed(&english), squeezed(expected));
    let json: Value = serde_json::from_str(&report(&content, &["--format", "json"])).expect("JSON");
    let unknown = &json.as_array().expect("an array")[0];
    assert_eq!(
        (&unknown["state"], &unknown["target"], &unknown["place"]),
        (&"unknown".into(), &"除雪法".into(), &"3".into())
    );
    let page = report(&content, &["--format", "html"]);
    assert!(page.contains("<a href=\"https://laws.e-gov.go.jp/law/347AC0000000057#Mp-At_66_8\">66-8(1)</a>"), "{page}");
}

/// A report on another document than the one that was meant would go unseen.
#[test]
fn a_document_that_is_not_named_clearly_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let edition =
        ("directives/2023/edition.yaml", "title: 指示\nfrom: 2023-04-01\nuntil: 2024-03-31\nupdated: 2023-04-03\n");
    let guidance = ("guidance/2023.yaml", "id: '2023'\ntitle: 公園\nclauses:\n  - {number: '1', text: 道による。}\n");
    let content = write(folder.path(), &[FILES[0], edition, guidance]);
    let output = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(["report", "references", "--document", "2023", "--messages", "en", "--content"])
        .arg(&content)
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("directives/2023, guidance/2023"), "{said}");
    assert_eq!(report(&content, &["--document", "guidance/2023", "--format", "json"]).trim(), "[]");
}

/// The places of laws that the official guidance cites, in its order, counted by hand.
const CITED: [&str; 52] = [
    "労働基準法 36",
    "労働基準法 36(3)",
    "労働基準法 41-2(1)",
    "労働基準法 41()(each)",
    "労働安全衛生法 66-8-3",
    "労働安全衛生法 66-8(1)",
    "労働安全衛生法 66-8-2(1)",
    "労働基準法 41-2(1)(3)",
    "労働基準法 41-2(1)(4)",
    "労働基準法 41-2(1)(5)",
    "労働基準法 41-2(1)(6)",
    "労働基準法 39(7)",
    "労働基準法 39(6)",
    "労働時間等の設定の改善に関する特別措置法 4(1)",
    "労働安全衛生法 13",
    "労働安全衛生法 13-2",
    "労働基準法 41-2(1)(3)",
    "労働安全衛生法 13",
    "労働安全衛生法 13-3",
    "労働安全衛生法 18",
    "労働基準法 41-2(1)",
    "労働安全衛生法 66",
    "労働安全衛生法 66-7",
    "労働安全衛生法 66-2",
    "労働者災害補償保険法 26",
    "労働安全衛生法 66-5",
    "労働安全衛生法 69",
    "労働安全衛生法 66-8-3",
    "労働安全衛生法 66-8",
    "労働安全衛生法 66-9",
    "労働基準法 36(11)",
    "労働安全衛生法 66-8",
    "労働安全衛生法 66-8-2",
    "労働安全衛生法 66-9",
    "労働安全衛生法 66-8(1)",
    "労働安全衛生法 66-8-2(1)",
    "労働安全衛生法 66-9",
    "労働安全衛生規則 23-2",
    "労働安全衛生法 66-8(2)",
    "労働安全衛生法 66-8-2(2)",
    "労働安全衛生規則 52-6",
    "労働安全衛生法 66-8-4(1)",
    "労働安全衛生法 66-9",
    "労働安全衛生法 66-8-4(1)",
    "労働安全衛生法 66-9",
    "労働安全衛生規則 23-2",
    "労働安全衛生法 66-8-4(2)",
    "労働安全衛生法 66-8(2)",
    "労働安全衛生規則 52-7-4",
    "労働安全衛生規則 52-6",
    "労働安全衛生法 66-10",
    "労働安全衛生法 104(3)",
];

#[test]
fn every_citation_of_the_official_guidance_is_found_and_none_is_false() {
    let seeds = std::env::var_os("SHIRUBE_SEEDS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds"), PathBuf::from);
    let file = seeds.join("guidance-overwork.txt");
    let Some(file) = file.to_str().filter(|_| file.is_file()) else {
        println!("skipped: the official documents are not in {}", seeds.display());
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let content = write(folder.path(), &FILES[..1]);
    shirube(&["import", "guidance", file, "--id", "overwork", "--into", content.to_str().expect("UTF-8")]);
    // The ids are made by the import; the names say what they are.
    let laws = [
        ("act-1947-49", "労働基準法"),
        ("act-1972-57", "労働安全衛生法"),
        ("act-1992-90", "労働時間等の設定の改善に関する特別措置法"),
        ("act-1947-50", "労働者災害補償保険法"),
        ("ordinance-1972-32", "労働安全衛生規則"),
    ];
    let json: Value = serde_json::from_str(&report(&content, &["--format", "json"])).expect("JSON");
    let rows = json.as_array().expect("an array");
    let cited: Vec<String> = rows
        .iter()
        .filter(|row| row["kind"] == "law")
        .map(|row| {
            let name = laws.iter().find(|(id, _)| row["target"] == *id).map_or("?", |(_, name)| name);
            format!("{name} {}", row["place"].as_str().unwrap_or_default())
        })
        .collect();
    assert_eq!(cited, CITED);
    let same = |row: &&Value| {
        row["words"].as_str().is_some_and(|words| words.starts_with("同法") || words.starts_with("同則"))
    };
    assert_eq!(rows.iter().filter(same).count(), 5);
}

const ACTIVITIES: &str = "\
id: snow
number: I
title: 雪
plan_items:
  - id: streets
    number: '1'
    title: 道路
    activities:
      - {id: gauging, number: ①, title: 測る, directives: [{text: 毎朝測る。}]}
      - id: clearing
        number: ②
        title: かく
        directives:
          - {text: 毎朝測る。, restates: gauging/d1}
          - {text: 上記①の後にかく（再掲）。上記⑨は行わない。}
";

/// What repeats something is told apart from what refers to something, with or without 再掲 and its origin.
#[test]
fn what_repeats_another_provision_is_listed_in_its_place() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let edition = ("directives/2023/edition.yaml", "title: 指示\n");
    let content = write(folder.path(), &[FILES[0], edition, ("directives/2023/1.yaml", ACTIVITIES)]);
    let csv = report(&content, &["--format", "csv"]);
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    assert_eq!(
        rows,
        [
            "restatement,directives/2023,I-1-② d1,clearing/d1,,,resolved,directives/2023/gauging/d1,I-1-① d1,,",
            "restatement,directives/2023,I-1-② d2,clearing/d2,（再掲）,,unresolved,,,,",
            "clause,directives/2023,I-1-② d2,clearing/d2,①,,resolved,directives/2023/gauging,I-1-①,,",
            "clause,directives/2023,I-1-② d2,clearing/d2,⑨,,unresolved,,,,",
        ]
    );
}
