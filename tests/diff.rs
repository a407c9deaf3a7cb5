//! `shirube diff` on `tests/sites/editions`, whose edition of 2024 has each kind of edit once, and whose edition of 2025
//! has one.

use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Output};

use calamine::{Data, Reader as _, Xlsx};
use serde_json::Value;

fn diff(arguments: &[&str]) -> Output {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/editions/content");
    Command::new(env!("CARGO_BIN_EXE_shirube"))
        .arg("diff")
        .args(arguments)
        .args(["--date", "2024-06-01", "--content"])
        .arg(content)
        .env("LC_ALL", "C")
        .output()
        .expect("the program starts")
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// Every edit of the edition of 2024, and what it is found as.
const EDITS: [(&str, &str); 12] = [
    ("target-changed", "protection"),
    ("mark-removed", "measuring"),
    ("duty-changed", "measuring/d1"),
    ("reworded", "measuring/d2"),
    ("removed", "measuring/d3"),
    ("ended", "earplugs"),
    ("reworded", "hearing-checks/d1"),
    ("renumbered", "ear-desk"),
    ("added", "ear-desk/d1"),
    ("moved", "ear-desk/d3"),
    ("added", "glare"),
    ("moved", "screens"),
];

#[test]
fn programs_get_every_edit_once_and_nothing_else() {
    let answer: Value = serde_json::from_str(&said(&diff(&["2023", "2024", "--format", "json"]))).expect("JSON");
    assert_eq!((&answer["from"], &answer["to"]), (&2023.into(), &2024.into()));
    let changes = answer["changes"].as_array().expect("a list");
    let found: Vec<(&str, &str)> = (changes.iter())
        .map(|change| (change["kind"].as_str().unwrap_or_default(), change["id"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(found, EDITS);
    assert_eq!(changes[0]["field"], "amount");
    assert_eq!((&changes[0]["before"], &changes[0]["after"]), (&5300.into(), &5500.into()));
    assert_eq!(changes[0]["direction"], "raised");
    assert_eq!(changes[2]["text"]["after"].as_str().map(|text| text.contains("2回以上")), Some(true));
    assert_eq!([&changes[7]["number_from"], &changes[7]["number_to"]], ["④", "⑤"]);
    assert_eq!(
        [&changes[9]["id_from"], &changes[9]["before"], &changes[9]["after"]],
        ["hearing-checks/d2", "hearing-checks", "ear-desk"]
    );
    assert_eq!(changes[10]["below"].as_array().map(Vec::len), Some(2), "what came with it is in it");
    assert_eq!(changes[5]["url_from"], "directives/2023/earplugs/");
    assert!(changes[5]["url_to"].is_null());
}

#[test]
fn an_edition_does_not_differ_from_itself() {
    for year in ["2023", "2024"] {
        let answer: Value =
            serde_json::from_str(&said(&diff(&[year, year, "--translations", "--format", "json"]))).expect("JSON");
        assert_eq!(answer["changes"].as_array().map(Vec::len), Some(0));
    }
    assert_eq!(said(&diff(&["2023", "2023"])), "What changed from FY2023 to FY2023\nNothing changed.\n");
}

#[test]
fn people_read_it_in_both_languages() {
    insta::assert_snapshot!("human_en", said(&diff(&["2023", "2024"])));
    insta::assert_snapshot!("human_ja", said(&diff(&["2023", "2024", "--messages", "ja"])));
}

#[test]
fn tables_have_a_row_for_each_change() {
    let csv = said(&diff(&["2024", "2025", "--format", "csv"]));
    let expected = "\u{feff}kind,provision,id,id_from,number_from,number_to,part,title,field,before,after,follows\r\n\
        target-changed,plan-item,protection,protection,1,1,ears,耳を守る活動,amount,5500,5600,\r\n";
    assert_eq!(csv, expected);

    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("changes.xlsx");
    let write = || {
        said(&diff(&["2023", "2024", "--format", "xlsx", "--messages", "ja", "--output", &file.to_string_lossy()]));
        std::fs::read(&file).expect("a workbook")
    };
    let bytes = write();
    assert_eq!(write(), bytes, "the same each time");
    let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let names = workbook.sheet_names();
    assert_eq!(names, ["概要", "目標・実施量の変更", "すべての変更"]);
    let mut rows = |name: &str| -> Vec<Vec<String>> {
        let range = workbook.worksheet_range(name).expect("a sheet");
        range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
    };
    assert_eq!(rows(&names[0])[..2], [["変更の種類", "I 耳", "II 目", "計"], ["新設", "1", "1", "2"]]);
    let duties: Vec<String> = rows(&names[1]).into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(duties, ["変更の種類", "目標の変更", "実施量の変更", "新設"], "those of what is new, too");
    assert_eq!(rows(&names[2]).len(), 1 + EDITS.len());
}

#[test]
fn the_page_to_print_needs_no_other_file_and_says_what_is_marked() {
    let page = said(&diff(&["2023", "2024", "--format", "html", "--messages", "ja"]));
    let expected = "令和<del><span class=\"hidden\">削除：</span>5年度</del><ins><span class=\"hidden\">追加：</span>6年度</ins>版";
    assert!(page.contains(expected), "{page}");
    for elsewhere in ["<script", "<link", "src=", "http"] {
        assert!(!page.contains(elsewhere), "{elsewhere} in {page}");
    }
}

#[test]
fn wrong_usage_says_what_there_is() {
    for (arguments, expected) in [
        (&["2023", "2026"][..], "edition 2026: there is none. There are: 2023, 2024, 2025"),
        (&["1999", "2024"], "edition 1999: there is none"),
        (&["2023", "2024", "--format", "xlsx"], "name it with --output FILE"),
        (&["2023"], "<TO>"),
    ] {
        let output = diff(arguments);
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.contains(expected), "{message}");
    }
}
