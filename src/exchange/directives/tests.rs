//! The table comes back as it left, and tells what was edited from what was not.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::DirectivesTable;
use super::check::said;
use super::random::{Edit, edit, parts};
use crate::diagnostic::{Diagnostics, Format, Renderer, SourceFile};
use crate::exchange::official::{self, Document, Doubt, Existing, Imported};
use crate::source::{Decode, Decoder, Edition, EditionFolder, Folder, Lock, Node, Part};
use crate::text::Language;

/// The edition of the bundled content.
fn bundled() -> EditionFolder {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let source = Folder::read(&content).decode(false, &mut Diagnostics::default()).expect("content");
    source.editions.into_iter().next().expect("an edition")
}

fn record<T: Decode>(value: &Value) -> T {
    let (text, mut diagnostics) = (value.to_string(), Diagnostics::default());
    let file = Arc::new(SourceFile { path: "part.yaml".into(), text: text.clone() });
    let node = Node::parse(&file, 0, &text, &mut diagnostics).expect("YAML");
    let record = T::decode(&node, &mut Decoder::new("", Language::Japanese, &Lock::default(), &mut diagnostics));
    record.unwrap_or_else(|| panic!("{:?}", shown(diagnostics)))
}

fn edition(parts: &Value) -> EditionFolder {
    let edition: Edition =
        record(&json!({"title": "令和5年度 DVD の指示", "source": "本部が示した。\n\nその言い換え。"}));
    let parts = parts.as_array().expect("parts").iter().map(record::<Part>).collect();
    EditionFolder { year: 2023, edition, parts }
}

fn shown(diagnostics: Diagnostics) -> Vec<String> {
    let renderer = Renderer { format: Format::Human, language: Language::English, colour: false };
    diagnostics.sorted().iter().map(|diagnostic| renderer.render(diagnostic)).collect()
}

fn table(edition: &EditionFolder) -> DirectivesTable {
    DirectivesTable::new(edition, Language::Japanese)
}

/// What keeps an edition from being exported.
fn faults(edition: &EditionFolder) -> Vec<String> {
    let mut diagnostics = Diagnostics::default();
    table(edition).check(edition, &mut diagnostics);
    shown(diagnostics)
}

fn import(document: &Document, edition: &EditionFolder) -> Imported {
    let existing = Existing { editions: std::slice::from_ref(edition), ..Existing::default() };
    let mut diagnostics = Diagnostics::default();
    let imported = official::directives(document, edition.year, existing, &mut diagnostics);
    imported.unwrap_or_else(|| panic!("{}\n{}", shown(diagnostics).join("\n"), document.file.text))
}

/// The provisions of an edition, a line each.
fn lines(edition: &EditionFolder) -> Vec<String> {
    said(edition).iter().map(|said| format!("{}: {}", said.place, said.words)).collect()
}

fn returned(document: &Document, edition: &EditionFolder) -> Vec<String> {
    lines(&official::edition(edition.year, &import(document, edition)).expect("an edition"))
}

/// The documents that the import reads from the forms of a table.
fn in_every_form(table: &DirectivesTable) -> Vec<Document> {
    let folder = tempfile::tempdir().expect("a folder");
    let forms = [
        ("table.csv", table.to_csv().into_bytes()),
        ("table.xlsx", table.to_xlsx(jiff::civil::date(2023, 4, 1)).expect("a workbook")),
        ("table.docx", table.to_docx().expect("a document")),
    ];
    let document = |(name, bytes): (&str, Vec<u8>)| {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).expect("a file");
        official::read(&file, &mut Diagnostics::default()).expect("a document")
    };
    forms.into_iter().map(document).collect()
}

#[test]
fn the_bundled_directives_come_back_from_every_form_without_a_doubt_about_what_lies_where() {
    let edition = bundled();
    assert_eq!(faults(&edition), Vec::<String>::new());
    for document in in_every_form(&table(&edition)) {
        let imported = import(&document, &edition);
        let doubts: Vec<_> = imported.noted.iter().filter(|noted| !matches!(noted.doubt, Doubt::Per { .. })).collect();
        assert!(doubts.is_empty(), "{doubts:?}");
        assert!(imported.given.iter().all(|(from, to)| from == to));
        assert_eq!(returned(&document, &edition), lines(&edition));
    }
}

#[test]
fn a_text_too_high_for_a_row_of_excel_is_shown_whole_and_comes_back() {
    let long = "長い文を書く。".repeat(300);
    let edition = edition(
        &json!([{"id": "p", "number": "I", "title": "甲", "plan_items": [{"id": "i", "number": "1", "title": "乙",
        "activities": [{"id": "a", "title": "丙", "directives": [{"text": long}, {"text": "閉じる。"}]}]}]}]),
    );
    let [csv, xlsx, docx] = &in_every_form(&table(&edition))[..] else { panic!("three forms") };
    for document in [csv, xlsx, docx] {
        assert_eq!(returned(document, &edition), lines(&edition));
    }
    // It stands in a cell over several rows, of which all but the first are blank.
    let blank_rows = |document: &Document| document.file.text.lines().filter(|line| line.is_empty()).count();
    assert_eq!((blank_rows(csv), blank_rows(xlsx)), (0, 2));
}

#[test]
fn what_the_table_cannot_tell_is_said_at_its_place() {
    let part = |directive: Value, target: Value| {
        json!([{"id": "p", "number": "I", "title": "甲", "plan_items": [{"id": "i", "number": "1", "title": "乙", "target": target,
            "activities": [{"id": "a", "title": "丙", "directives": [directive]}]}]}])
    };
    let target =
        json!({"id": "t", "action": "会", "operator": "at-least", "amount": 3, "unit": "times", "per": "nation"});
    assert_eq!(faults(&edition(&part(json!({"text": "開く。"}), target.clone()))), Vec::<String>::new());
    let mut without_unit = target.clone();
    without_unit.as_object_mut().expect("an object").remove("unit");
    for (directive, target) in [
        (json!({"text": "開く。\n\n・閉じる。"}), target.clone()),
        (json!({"text": "開く。", "items": [{"number": "a", "text": "戊"}]}), target.clone()),
        (json!({"text": "開く。", "items": [{"number": "ア", "text": "戊。\n\n己。"}]}), target.clone()),
        (json!({"text": "開く。（再掲）", "restates": "p"}), json!(null)),
        (json!({"text": "開く。"}), without_unit),
    ] {
        let said = faults(&edition(&part(directive.clone(), target)));
        let is_restated = directive["restates"] == "p";
        assert_eq!(said.len(), usize::from(!is_restated), "{directive} {said:?}");
        assert!(said.iter().all(|said| said.contains("the table cannot tell this") && said.contains("part.yaml:1")));
    }
}

/// A table of two activities, as rows of cells, and the edition that it comes from.
fn small() -> (Vec<Vec<String>>, EditionFolder) {
    let directives =
        |letter: &str| json!([{"text": format!("{letter}を配る。")}, {"text": format!("{letter}を集める。")}]);
    let edition = edition(
        &json!([{"id": "p", "number": "I", "title": "甲", "plan_items": [{"id": "i", "number": "1", "title": "乙",
        "activities": [
            {"id": "a", "number": "①", "title": "丙", "directives": directives("丁"), "remarks": [{"text": "戊。"}]},
            {"id": "b", "number": "②", "title": "己", "directives": directives("庚")},
        ]}]}]),
    );
    (table(&edition).grid(), edition)
}

/// What comes back from edited rows: the provisions, the ids that are not what they were, and the copies.
fn edited(rows: Vec<Vec<String>>, edition: &EditionFolder) -> (String, Vec<String>, usize) {
    let imported = import(&official::from_rows("table", rows), edition);
    let returned = official::edition(2023, &imported).expect("an edition");
    let items = lines(&returned).into_iter().filter_map(|line| Some(line.rsplit_once(" > ")?.1.to_owned()));
    let items: Vec<String> = items.filter(|line| line.contains('/')).collect();
    let moved = imported.given.iter().filter(|(from, to)| from != to).map(|(from, to)| format!("{from} → {to}"));
    let copies = imported.noted.iter().filter(|noted| matches!(noted.doubt, Doubt::Copied { .. })).count();
    (items.join("\n"), moved.collect(), copies)
}

#[test]
fn new_rows_get_ids_that_nothing_had_and_the_others_keep_theirs() {
    let (mut rows, edition) = small();
    let at = rows.iter().position(|row| row[2].contains("丁を集める")).expect("a row");
    rows.insert(at, ["", "", "新しい。", "", ""].map(str::to_owned).to_vec());
    // Also the id of what was deleted is none for it.
    rows.remove(at + 1);
    let expected = "a/d1: 丁を配る。\na/d3: 新しい。\na/r1: 戊。\nb/d1: 庚を配る。\nb/d2: 庚を集める。";
    assert_eq!(edited(rows, &edition), (expected.into(), vec![], 0));
}

#[test]
fn a_second_bullet_in_a_cell_is_new_and_the_first_keeps_the_id() {
    let (mut rows, edition) = small();
    let cell = rows.iter_mut().flatten().find(|cell| cell.contains("丁を配る")).expect("a cell");
    cell.push_str("\nまた、並べる。\n・新しい。");
    let expected = "a/d1: 丁を配る。\nまた、並べる。\na/d3: 新しい。\na/d2: 丁を集める。\na/r1: 戊。\nb/d1: 庚を配る。\nb/d2: 庚を集める。";
    assert_eq!(edited(rows, &edition), (expected.into(), vec![], 0));
}

#[test]
fn an_activity_is_known_by_what_is_left_of_it() {
    let (mut rows, edition) = small();
    let at = rows.iter().position(|row| row[2].contains("庚を配る")).expect("a row");
    // A spreadsheet keeps the words of a merged cell when its first row is deleted, but not the id on that row.
    rows[at + 1][1] = "② 別の題".into();
    rows.remove(at);
    let expected = "a/d1: 丁を配る。\na/d2: 丁を集める。\na/r1: 戊。\nb/d2: 庚を集める。";
    assert_eq!(edited(rows, &edition), (expected.into(), vec![], 0));
}

#[test]
fn parts_change_places_as_their_sheets_do() {
    let part = |id: &str, number: &str| {
        json!({"id": id, "number": number, "title": "甲", "plan_items": [{"id": format!("{id}-item"), "number": "1", "title": "乙",
            "activities": [{"id": format!("{id}-activity"), "title": "丙"}]}]})
    };
    let edition = edition(&json!([part("p", "I"), part("q", "II")]));
    let mut rows = table(&edition).grid();
    // What stands above the parts is on the first sheet.
    let second = rows.split_off(rows.iter().position(|row| row[4] == "part:q").expect("a part"));
    let rows = second.into_iter().chain(rows).collect();
    let returned = returned(&official::from_rows("table", rows), &edition);
    let before = lines(&edition);
    assert_eq!(returned, [&before[..2], &before[5..], &before[2..5]].concat());
}

#[test]
fn copied_rows_are_new_and_say_so() {
    let (mut rows, edition) = small();
    let at = rows.iter().position(|row| row[2].contains("丁を集める")).expect("a row");
    rows.insert(at + 1, rows[at].clone());
    let expected =
        "a/d1: 丁を配る。\na/d2: 丁を集める。\na/d3: 丁を集める。\na/r1: 戊。\nb/d1: 庚を配る。\nb/d2: 庚を集める。";
    assert_eq!(edited(rows, &edition), (expected.into(), vec![], 1));
}

#[test]
fn moved_rows_keep_their_ids_where_these_are_free() {
    let (mut rows, edition) = small();
    let at = rows.iter().position(|row| row[2].contains("丁を集める")).expect("a row");
    let row = rows.remove(at);
    rows.push(row);
    let mut named = rows.clone();
    let expected = "a/d1: 丁を配る。\na/r1: 戊。\nb/d1: 庚を配る。\nb/d2: 庚を集める。\nb/d3: 丁を集める。";
    assert_eq!(edited(rows, &edition), (expected.into(), vec!["a/d2 → b/d3".into()], 0));
    let last = named.last_mut().expect("a row");
    last[4] = last[4].replace("a/d2", "a/collecting");
    let (items, moved, _) = edited(named, &edition);
    assert!(items.ends_with("b/collecting: 丁を集める。"), "{items}");
    assert_eq!(moved, ["a/collecting → b/collecting"]);
}

#[test]
fn ids_of_another_kind_or_without_their_cell_are_passed_over_and_without_the_column_there_are_none() {
    let (mut rows, edition) = small();
    for row in &mut rows {
        row[4] = row[4].replace("directive:a/d1", "remark:a/d1 part:q");
    }
    assert!(
        edited(rows, &edition).0.starts_with("a/d3: 丁を配る。\na/d2"),
        "the id of a remark is none of a directive"
    );
    let (mut rows, edition) = small();
    for row in &mut rows {
        row.truncate(4);
    }
    let document = official::from_rows("table", rows);
    assert!(document.ids.is_empty());
    assert!(import(&document, &edition).given.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Ordinary texts can all be told, and come back with their ids.
    #[test]
    fn what_is_exported_comes_back(parts in parts(true)) {
        let edition = edition(&parts);
        prop_assert_eq!(faults(&edition), Vec::<String>::new());
        prop_assert_eq!(returned(&table(&edition).to_document(), &edition), lines(&edition));
    }

    /// Whatever texts say, and whatever is done to the table: it is refused for a reason, or nothing is lost and no id is
    /// there twice.
    #[test]
    fn edited_tables_come_back_whole_or_not_at_all(parts in parts(false), edits in prop::collection::vec(edit(), 0..9)) {
        let edition = edition(&parts);
        let mut rows = table(&edition).grid();
        for (from, to, column, edit) in edits {
            let (from, to) = (from.index(rows.len()), to.index(rows.len()));
            match edit {
                Edit::Swap => rows.swap(from, to),
                Edit::Copy => rows.insert(to, rows[from].clone()),
                Edit::Remove if rows.len() > 1 => drop(rows.remove(from)),
                Edit::Remove => {}
                Edit::MoveIds => rows[to][4] = rows[from][4].clone(),
                Edit::Write(text) => rows[from][column] = text,
            }
        }
        let existing = Existing { editions: std::slice::from_ref(&edition), ..Existing::default() };
        let mut diagnostics = Diagnostics::default();
        let imported = official::directives(&official::from_rows("table", rows), 2023, existing, &mut diagnostics);
        let said = shown(diagnostics);
        prop_assert_eq!(imported.is_some(), said.is_empty());
        prop_assert!(!said.iter().any(|said| said.contains("would be lost")), "{:?}", said);
        if let Some(imported) = imported {
            let mut references: Vec<&String> = imported.given.values().collect();
            references.sort();
            references.dedup();
            prop_assert_eq!(references.len(), imported.given.len());
            let returned = official::edition(2023, &imported).expect("an edition");
            let mut places: Vec<String> = self::said(&returned).iter().filter_map(|said| Some(said.place.rsplit(" > ").next()?.to_owned())).collect();
            places.sort();
            let all = places.len();
            places.dedup();
            prop_assert_eq!(places.len(), all);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Every form of the table says what the text form says.
    #[test]
    fn every_form_comes_back(parts in prop_oneof![parts(true), parts(false)]) {
        let edition = edition(&parts);
        prop_assume!(faults(&edition).is_empty());
        for document in in_every_form(&table(&edition)) {
            prop_assert_eq!(returned(&document, &edition), lines(&edition), "{}", document.file.path);
        }
    }

    /// Rows that nobody touched keep their ids, whichever others are deleted.
    #[test]
    fn other_rows_keep_their_ids(parts in parts(true), deleted in prop::collection::vec(any::<prop::sample::Index>(), 1..5)) {
        let edition = edition(&parts);
        let mut rows = table(&edition).grid();
        for index in deleted {
            let continued: Vec<usize> = (0..rows.len()).filter(|&row| rows[row][0].is_empty() && rows[row][1].is_empty()).collect();
            if !continued.is_empty() {
                rows.remove(continued[index.index(continued.len())]);
            }
        }
        let named: usize = rows.iter().map(|row| row[4].split(' ').filter(|id| id.contains(':') && !id.starts_with("edition")).count()).sum();
        let imported = import(&official::from_rows("table", rows), &edition);
        prop_assert_eq!(imported.given.len(), named);
        prop_assert!(imported.given.iter().all(|(from, to)| from == to));
    }
}
