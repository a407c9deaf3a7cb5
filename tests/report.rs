//! `shirube report`, as headquarters uses it, on a tiny portal: two centers, three duties, one of which nobody can count.

use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Output};

use calamine::{Data, Reader as _, Xlsx};

const FILES: [(&str, &str); 8] = [
    ("site.yaml", "title: 見本\nlanguages: [ja, en]\nedition: 2023\n"),
    ("directives/2022/edition.yaml", "title: 前の指示\n"),
    ("directives/2022/1.yaml", FORMER),
    ("directives/2023/edition.yaml", "title: 指示\nfrom: 2023-04-01\nuntil: 2024-03-31\n"),
    ("directives/2023/1.yaml", PART),
    ("centers/tokyo/center.yaml", "name: 東京センター\nprefecture: 13\n"),
    ("centers/osaka/center.yaml", "name: 大阪センター\nprefecture: 27\n"),
    (
        "centers/tokyo/events.csv",
        "id,title_ja,start,fulfils\nspring,春,2023-05-10T14:00,training\nautumn,秋,2023-11-10T14:00,seminar;training\n",
    ),
];

const FORMER: &str = "{id: part, number: I, title: 部, plan_items: [{id: item, number: '1', title: 項目, activities: [{id: work, title: 事業, directives: [{text: 行う。}]}]}]}\n";

const PART: &str = "\
id: part
number: I
title: 部
plan_items:
  - id: item
    number: '1'
    title: 項目
    activities:
      - id: work
        title: 事業
        directives:
          - text: 行う。
            duties:
              - {id: training, action: {ja: 研修, en: training}, audience: {ja: 産業医, en: physicians}, operator: at-least, amount: 1, unit: times, per: center}
              - {id: seminar, action: {ja: '=セミナー', en: =seminar}, operator: about, amount: 2, unit: times, per: center}
              - {id: visits, action: {ja: 訪問, en: visits}, operator: at-least, ratio: 0.2, per: center}
";

/// The portal in a folder of its own.
fn portal() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in FILES {
        let path = folder.path().join("content").join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

fn report(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(["report", "duties", "--date", "2023-10-01"])
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .output()
        .expect("the program starts")
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[test]
fn headquarters_sees_who_lags_and_why_some_duties_are_not_counted() {
    let folder = portal();
    let table = said(&report(folder.path(), &[]));
    let expected = "\
Duties in numbers: FY2023  As of 1 October 2023

Centers by the number of missing duties
Center         missing  planned  met
Osaka   osaka  2        0        0
Tokyo   tokyo  1        0        1

By center
Center  1        2
Tokyo   met      missing
Osaka   missing  missing

Duties that can be counted
1  training  at least once  training (physicians)
2  seminar   about 2 times  =seminar

Not measurable here
visits  at least 20%  visits  a share, not a number of events
";
    assert_eq!(table, expected);
    let japanese = said(&report(folder.path(), &["--messages", "ja"]));
    assert!(japanese.contains("大阪      osaka  2     0     0\n東京      tokyo  1     0     1"), "{japanese}");
}

#[test]
fn a_center_sees_its_own_duties_one_by_one() {
    let folder = portal();
    let table = said(&report(folder.path(), &["--center", "tokyo"]));
    let lines: Vec<String> =
        table.lines().skip(4).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let expected = [
        "Standing Held Planned How much Id What",
        "met 1 1 at least once training training (physicians)",
        "missing 0 1 about 2 times seminar =seminar",
        "not measurable here 0 0 at least 20% visits visits",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn programs_get_a_row_for_each_center_and_duty() {
    let folder = portal();
    let csv = said(&report(folder.path(), &["--format", "csv", "--center", "tokyo"]));
    let expected = "\u{feff}edition,center,prefecture,duty,action,required,held,planned,standing,reason\r\n\
        2023,tokyo,Tokyo,training,training,1,1,1,met,\r\n\
        2023,tokyo,Tokyo,seminar,'=seminar,2,0,1,missing,\r\n\
        2023,tokyo,Tokyo,visits,visits,,0,0,not-measurable,share\r\n";
    assert_eq!(csv, expected);
    let json: serde_json::Value =
        serde_json::from_str(&said(&report(folder.path(), &["--format", "json"]))).expect("JSON");
    let rows = json.as_array().expect("an array");
    assert_eq!(rows.len(), 6);
    assert_eq!((&rows[4]["center"], &rows[4]["standing"]), (&"osaka".into(), &"missing".into()));
}

#[test]
fn a_workbook_holds_the_matrix_and_the_list_and_is_the_same_each_time() {
    let folder = portal();
    let arguments = ["--format", "xlsx", "--output", "duties.xlsx", "--messages", "ja"];
    assert!(report(folder.path(), &arguments).status.success());
    let bytes = std::fs::read(folder.path().join("duties.xlsx")).expect("a workbook");
    assert!(report(folder.path(), &arguments).status.success());
    assert_eq!(std::fs::read(folder.path().join("duties.xlsx")).expect("a workbook"), bytes);

    let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let names = workbook.sheet_names();
    assert_eq!(names, ["センター別の実施状況", "一覧"]);
    let mut rows = |name: &str| -> Vec<Vec<String>> {
        let range = workbook.worksheet_range(name).expect("a sheet");
        range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
    };
    let matrix = rows(&names[0]);
    assert_eq!(matrix[0], ["センター", "id", "未達", "training\n研修（産業医）", "seminar\n=セミナー"]);
    assert_eq!(matrix[1..], [["東京", "tokyo", "1", "達成", "未達"], ["大阪", "osaka", "2", "未達", "未達"]]);
    let list = rows(&names[1]);
    assert_eq!(list.len(), 7);
    assert_eq!(list[3][7..], ["0", "not-measurable", "share"]);
}

#[test]
fn the_page_to_print_needs_no_other_file() {
    let folder = portal();
    let page = said(&report(folder.path(), &["--format", "html"]));
    assert!(page.contains("<td class=\"met\">met</td><td class=\"missing\">missing</td>"), "{page}");
    assert!(page.contains("<html lang=\"en\">") && page.contains("<th scope=\"row\">Tokyo</th>"), "{page}");
    for elsewhere in ["<script", "<link", "src=", "http"] {
        assert!(!page.contains(elsewhere), "{elsewhere} in {page}");
    }
}

#[test]
fn wrong_usage_says_what_there_is() {
    let folder = portal();
    for (arguments, expected) in [
        (&["--format", "xlsx"][..], "name it with --output FILE"),
        (&["--center", "kyoto"], "There are: tokyo, osaka"),
        (&["--edition", "1999"], "There are: 2022, 2023"),
    ] {
        let output = report(folder.path(), arguments);
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.contains(expected), "{message}");
    }
}
