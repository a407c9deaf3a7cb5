//! What a new edition keeps of the one before, with a document and without one.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use proptest::prelude::*;
use serde_json::Value;

#[path = "support/files.rs"]
mod files;

/// A table as print leaves it, about a town that keeps its streets clear.
const TABLE: &str = include_str!("import/directives.txt");

/// Imports a table as the next edition.
const IMPORT: &[&str] =
    &["import", "directives", "next.txt", "--edition", "2024", "--previous", "2023", "--into", "content"];

/// A portal with that table, of which a person has made something.
struct Portal {
    folder: tempfile::TempDir,
}

impl Portal {
    fn new() -> Self {
        let portal = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        std::fs::write(portal.folder.path().join("2023.txt"), TABLE).expect("a file");
        portal.ran(&["import", "directives", "2023.txt", "--edition", "2023", "--into", "content"]);
        portal.write("topics.yaml", "- {id: sand, name: 砂, summary: 砂をまく。}\n");
        // Ids that mean something, a topic, translations, duties in a person's words, comments.
        portal.edit(
            "directives/2023/part-1.yaml",
            &[
                ("id: part-1", "# Looked at by the road office.\nid: snow"),
                ("- id: activity-1-1-1-1\n            number", "- id: patrol # once called the watch\n            number"),
                ("- id: activity-1-1-2-1\n            title", "- id: plough\n            title"),
                ("restates: activity-1-1-2-1/d1\n", "restates: plough/d1\n"),
                ("text: {ja: 班は毎朝歩道を見回る。}", "text: {ja: 班は毎朝歩道を見回る。, en: The group walks every morning.}\n                topics: [sand]"),
                ("また、1事業場につき2回に限り砂を配る。\n", "また、1事業場につき2回に限り砂を配る。\n                  en: Strew sand.\n"),
                ("id: activity-1-1-1-1-d2\n", "id: sand-twice\n"),
                ("action: {ja: また、1事業場につき2回に限り砂を配る}", "action: {ja: 砂の配布, en: Handing out sand}"),
                (
                    "              - id: d3\n                text: {ja: 各都",
                    "              # The store is new.\n              - id: d3\n                text: {ja: 各都",
                ),
                ("text: {ja: 砂は詰所で受け取る。}", "text: {ja: 砂は**詰所**で受け取る。}\n                about: [d2, d3]"),
                ("text: {ja: 詳細は別途指示する。}", "text: {ja: 詳細は別途指示する。, en: More will follow.}"),
            ],
        );
        portal.edit(
            "directives/2023/part-2.yaml",
            &[
                ("restates: activity-1-1-2-1\n", "restates: plough\n"),
                ("restates: activity-1-1-2-1/d3", "restates: plough/d3"),
            ],
        );
        portal.ran(&["translate", "accept"]);
        portal
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("content").join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a file");
    }

    /// Replaces words of a file that occur in it once.
    fn edit(&self, name: &str, edits: &[(&str, &str)]) {
        self.write(name, &edited(&self.read(name), edits));
    }

    /// Runs the program; what it prints, and whether it went well.
    fn run(&self, arguments: &[&str]) -> (String, bool) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
        let output = command.args(arguments).current_dir(&self.folder).env("LC_ALL", "C").output().expect("it runs");
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        (said, output.status.success())
    }

    fn ran(&self, arguments: &[&str]) -> String {
        let (said, succeeded) = self.run(arguments);
        assert!(succeeded, "{arguments:?}: {said}");
        said
    }

    /// Imports a table as the edition of 2024; what that says.
    fn next(&self, table: &str, more: &[&str]) -> Value {
        std::fs::write(self.folder.path().join("next.txt"), table).expect("a file");
        serde_json::from_str(&self.ran(&[IMPORT, &["--format", "json"], more].concat())).expect("JSON")
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files::read(&self.path(""))
    }

    fn has_no_errors(&self) {
        let (said, succeeded) = self.run(&["check"]);
        assert!(succeeded, "{said}");
    }
}

fn edited(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (before, after)| {
        assert_eq!(text.matches(before).count(), 1, "{before:?} in {text}");
        text.replace(before, after)
    })
}

/// The status of each provision that is not as it was, by its id, or its former one.
fn changes(answer: &Value) -> Vec<String> {
    let provisions = answer["provisions"].as_array().expect("a list").iter();
    let line = |provision: &Value| {
        let id = provision["id"].as_str().or(provision["former"].as_str()).expect("an id");
        let status: Vec<&str> =
            provision["status"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        format!("{id} {}", status.join(" "))
    };
    provisions.map(line).filter(|line| !line.ends_with(" unchanged")).collect()
}

#[test]
fn a_document_that_changed_nothing_changes_no_byte() {
    let portal = Portal::new();
    let before = portal.files();
    let said = portal.ran(&["import", "directives", "2023.txt", "--edition", "2023", "--into", "content"]);
    assert!(said.contains("Nothing to write"), "{said}");
    assert_eq!(portal.files(), before);
}

#[test]
fn the_next_edition_keeps_what_people_made_of_the_last() {
    let portal = Portal::new();
    let table = edited(
        TABLE,
        &[
            ("令和5年度 道路の", "令和6年度 道路の"),
            ("1,200回以上", "1,500回以上"),
            (" 転びやすい坂に砂をまき、近 ", " 転びやすい坂や橋に砂をまき、近 "),
            ("1事業場につき2回に限り", "1事業場につき3回に限り"),
            ("① 見回りの班づくり <内容の拡充>", "① 見回りの班づくり"),
            ("② 用具の", "③ 用具の"),
            ("ア 雪かき", "ア 雪かきと軍手"),
            ("・ 各都道府県最低1箇所に砂の置場を設ける。", "・ 近道には札を立てる。"),
            ("・ 砂は詰所で受け取る。", "・ 砂は詰所か橋で受け取る。"),
        ],
    );
    let answer = portal.next(&table, &[]);
    insta::assert_snapshot!(changes(&answer["carried"]).join("\n"));
    insta::assert_snapshot!("the first part of the next edition", portal.read("directives/2024/part-1.yaml"));
    portal.has_no_errors();
    let status = portal.ran(&["translate", "status", "--format", "csv"]);
    let stale: Vec<&str> = status.lines().filter(|line| line.contains("stale")).collect();
    insta::assert_snapshot!("what is stale then", stale.join("\n"));
}

#[test]
fn the_width_of_characters_is_no_change() {
    let portal = Portal::new();
    portal.edit(
        "directives/2023/part-2.yaml",
        &[("枝を切る（対象センターのみ）。}", "枝を切る（対象センターのみ）。, en: Cut branches.}")],
    );
    portal.ran(&["translate", "accept"]);
    let answer = portal.next(&TABLE.replace('（', "(").replace('）', ")"), &[]);
    assert_eq!(changes(&answer["carried"]), [""; 0]);
    assert_eq!(answer["carried"]["review"], serde_json::json!([]));
    let part = portal.read("directives/2024/part-2.yaml");
    assert!(part.contains("枝を切る(対象センターのみ)。"), "the wording is that of the document: {part}");
    let status = portal.ran(&["translate", "status", "--format", "csv"]);
    assert!(!status.contains("stale"), "{status}");
}

#[test]
fn what_was_made_once_is_not_made_again_nor_written_over() {
    let portal = Portal::new();
    portal.next(TABLE, &[]);
    let before = portal.files();
    let again = portal.next(TABLE, &[]);
    assert_eq!(again["written"], serde_json::json!([]));
    assert_eq!(portal.files(), before);

    portal.edit("directives/2024/part-1.yaml", &[("topics: [sand]", "topics: []")]);
    let edited = portal.files();
    let (said, succeeded) = portal.run(IMPORT);
    assert!(!succeeded && said.contains("--force"), "{said}");
    assert_eq!(portal.files(), edited);
    portal.next(TABLE, &["--force"]);
    assert_eq!(portal.files(), before);
}

#[test]
fn a_new_edition_without_a_document_is_the_former_one_in_another_year() {
    let portal = Portal::new();
    let said = portal.ran(&["edition", "new", "2024", "--from", "2023"]);
    insta::assert_snapshot!(said);
    portal.has_no_errors();
    assert_eq!(portal.ran(&["diff", "2023", "2024"]), "What changed from FY2023 to FY2024\nNothing changed.\n");
    assert!(portal.ran(&["edition", "new", "2024", "--from", "2023"]).contains("Nothing to write"));
    let part = portal.read("directives/2024/part-1.yaml");
    assert!(part.contains("baseline: {year: 2023, of: result}"), "the year before is another: {part}");
    assert!(part.contains("baseline: {year: 2019, of: result}"), "the year that is named is the same: {part}");
    let status = portal.ran(&["translate", "status", "--format", "csv"]);
    assert!(!status.contains("stale"), "{status}");
    // Without the review notes, and in the year that it was made from, it is the same file.
    let notes =
        |line: &&str| !line.contains("review:") && !line.contains("版での印") && !line.contains("marked as new");
    let lines = |text: &str| text.lines().filter(notes).map(str::to_owned).collect::<Vec<_>>();
    let own = portal.read("directives/2023/part-1.yaml").replace("year: 2022, of: result", "year: 2023, of: result");
    assert_eq!(lines(&part), lines(&own));
}

#[test]
fn what_the_wording_of_a_new_edition_rests_on_is_to_be_reviewed() {
    let portal = Portal::new();
    portal.edit("directives/2023/edition.yaml", &[("source: {ja: 道路課}", "source: {ja: 令和5年度の指示による。}")]);
    portal.ran(&["edition", "new", "2024", "--from", "2023"]);
    let edition = portal.read("directives/2024/edition.yaml");
    assert!(edition.contains("review:") && edition.contains("令和5年度とある"), "{edition}");
}

#[test]
fn an_edition_that_is_not_there_is_named() {
    let portal = Portal::new();
    let before = portal.files();
    for arguments in [
        &["edition", "new", "2024", "--from", "2019"][..],
        &["import", "directives", "2023.txt", "--edition", "2024", "--previous", "2019", "--into", "content"],
    ] {
        let (said, succeeded) = portal.run(arguments);
        assert!(!succeeded && said.contains("no edition 2019"), "{said}");
    }
    let (said, succeeded) = portal.run(&["edition", "new", "2023", "--from", "2023"]);
    assert!(!succeeded && said.contains("another year"), "{said}");
    assert_eq!(portal.files(), before);
}

/// The table of the edition of 2023, as a person has it in a spreadsheet.
fn table(portal: &Portal) -> Vec<Vec<String>> {
    portal.ran(&["export", "directives", "2023", "--output", "table.csv"]);
    let text = std::fs::read_to_string(portal.folder.path().join("table.csv")).expect("a table");
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.into_records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// Brings the table back.
fn bring_back(portal: &Portal, table: &[Vec<String>]) {
    let mut writer = csv::Writer::from_path(portal.folder.path().join("back.csv")).expect("a file");
    for row in table {
        writer.write_record(row).expect("a row");
    }
    writer.flush().expect("a file");
    portal.ran(&["import", "directives", "back.csv", "--edition", "2023", "--into", "content", "--force"]);
}

/// The row with an id.
fn row(table: &[Vec<String>], id: &str) -> usize {
    table.iter().position(|row| row[4].split(' ').any(|named| named == id)).unwrap_or_else(|| panic!("{id}"))
}

/// What is written anew of a file: lines that went and came.
fn changed_lines(before: &str, after: &str) -> String {
    let [before, after] = [before, after].map(|text| text.lines().collect::<Vec<_>>());
    let edits = similar::capture_diff_slices(similar::Algorithm::Myers, &before, &after);
    let lines = |lines: &[&str], sign: char| {
        lines.iter().flat_map(|line| [sign.to_string(), (*line).to_owned(), "\n".into()]).collect::<String>()
    };
    let edits = edits.iter().filter(|edit| edit.tag() != similar::DiffTag::Equal);
    edits.map(|edit| lines(&before[edit.old_range()], '-') + &lines(&after[edit.new_range()], '+')).collect()
}

#[test]
fn what_was_edited_in_the_table_and_nothing_else_is_edited_in_the_files() {
    let portal = Portal::new();
    let mut table = table(&portal);
    let before = portal.files();
    bring_back(&portal, &table);
    assert_eq!(portal.files(), before, "nothing was edited");

    let reworded = row(&table, "directive:patrol/d1");
    table[reworded][2] = "・班は毎朝と毎晩歩道を見回る。".into();
    let raised = row(&table, "directive:patrol/d2");
    table[raised][2] = table[raised][2].replace("2回に限り", "4回に限り");
    table.insert(raised + 1, ["", "", "・近道には札を立てる。", "", ""].map(str::to_owned).to_vec());
    let gone = row(&table, "remark:patrol/r2");
    table[gone][3].clear();
    let moved = row(&table, "directive:plough/d3");
    let moved_row = table.remove(moved);
    let to = row(&table, "directive:patrol/d3");
    table.insert(to + 1, moved_row);
    bring_back(&portal, &table);
    let now = |name: &str| portal.read(&format!("directives/2023/{name}"));
    let then = |name: &str| String::from_utf8(before[&format!("directives/2023/{name}")].clone()).expect("UTF-8");
    insta::assert_snapshot!("what is written anew", changed_lines(&then("part-1.yaml"), &now("part-1.yaml")));
    portal.has_no_errors();
    assert_eq!(portal.read("topics.yaml"), "- {id: sand, name: 砂, summary: 砂をまく。}\n");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Edits that are undone leave no trace: ids, topics, translations, comments and what was recorded are as before.
    #[test]
    fn what_is_edited_and_edited_back_is_as_it_was(edits in prop::collection::vec((0_usize..5, any::<prop::sample::Index>()), 1..5)) {
        let portal = Portal::new();
        let table = table(&portal);
        let before = portal.files();
        let mut edited = table.clone();
        // Rows of which no duty is a person's, for its words would be doubted.
        let ids = ["directive:patrol/d1", "remark:patrol/r2", "directive:activity-1-1-1-2/d1", "remark:activity-1-1-1-2/r1", "remark:plough/r1"];
        for (kind, index) in edits {
            let id = ids[index.index(ids.len())];
            let at = row(&edited, id);
            let column = if id.starts_with("remark") { 3 } else { 2 };
            match kind {
                0 => edited[at][column] = edited[at][column].replacen('。', "し、記録する。", 1),
                1 => edited.insert(at + 1, ["", "", "・紙を配り、机を運ぶ。", "・箱を開ける。", ""].map(str::to_owned).to_vec()),
                2 => {
                    // Between two rows of the same activity, what stands in both columns changes places.
                    let is_inner = |row: &Vec<String>| row[0].is_empty() && row[1].is_empty();
                    if edited.get(at + 1).is_some_and(is_inner) && is_inner(&edited[at]) {
                        edited.swap(at, at + 1);
                    }
                }
                3 => {
                    let activity = row(&edited, "activity:activity-1-1-1-2");
                    edited[activity][1] = edited[activity][1].replacen("用具", "新しい用具", 1);
                }
                _ => {
                    let activity = row(&edited, "activity:activity-1-1-1-2");
                    edited[activity][1] = edited[activity][1].replacen('②', "⑤", 1);
                }
            }
        }
        bring_back(&portal, &edited);
        bring_back(&portal, &table);
        let after = portal.files();
        for (name, bytes) in &before {
            prop_assert_eq!(String::from_utf8_lossy(bytes), String::from_utf8_lossy(&after[name]), "{}", name);
        }
    }
}
