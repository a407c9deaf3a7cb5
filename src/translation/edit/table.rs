//! Translations written into a table: the cells in question, and nothing else.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::SourceFile;
use crate::exchange::yaml::scalar::newline;
use crate::source::{Key, Node, TableLayout, Value};
use crate::text::Language;

use super::yaml::is_same;
use super::{Edit, apply};

/// The text of `file` with the texts `changes`, by row and column (`spring/title`). The error is one of these that
/// cannot be written.
pub(super) fn rewrite(
    file: &Arc<SourceFile>,
    changes: &HashMap<&str, &str>,
    language: Language,
) -> Result<String, String> {
    let first = || changes.keys().min().map(|keys| (*keys).to_owned()).unwrap_or_default();
    let layout = TableLayout::of(file).ok_or_else(first)?;
    let mut table = Table { text: &file.text, layout: &layout, added: Vec::new(), cells: HashMap::new() };
    let mut expected = layout.rows.clone();
    let rows: HashMap<&str, usize> = layout.names.iter().map(String::as_str).zip(0..).collect();
    let mut sorted: Vec<_> = changes.iter().collect();
    sorted.sort();
    for (keys, new) in sorted {
        let refused = || (*keys).to_owned();
        let (row, key) = keys.rsplit_once('/').ok_or_else(refused)?;
        let index = *rows.get(row).ok_or_else(refused)?;
        let column = table.column(key, language).ok_or_else(refused)?;
        table.cells.entry(index).or_default().push((column, new));
        set(&mut expected[index], key, language, new).ok_or_else(refused)?;
    }
    let rewritten = apply(&file.text, table.edits());
    let again = Arc::new(SourceFile { path: file.path.clone(), text: rewritten });
    let is_right = TableLayout::of(&again).is_some_and(|now| {
        now.rows.len() == expected.len() && now.rows.iter().zip(&expected).all(|(now, then)| is_same(then, now))
    });
    if is_right {
        return Ok(again.text.clone());
    }
    if changes.len() > 1 {
        for (keys, new) in changes {
            rewrite(file, &HashMap::from([(*keys, *new)]), language)?;
        }
    }
    Err(first())
}

/// Makes the tree of a row what it is to be.
fn set(row: &mut Node, key: &str, language: Language, new: &str) -> Option<()> {
    let Value::Mapping(entries) = &mut row.value else { return None };
    let (_, text) = entries.iter_mut().find(|(name, _)| name.name == key)?;
    let span = text.span.clone();
    let Value::Mapping(languages) = &mut text.value else { return None };
    let value = Node { value: Value::Scalar(new.to_owned()), span: span.clone() };
    languages.retain(|(name, _)| name.name != language.code());
    languages.push((Key { name: language.code().to_owned(), span }, value));
    Some(())
}

struct Table<'a> {
    text: &'a str,
    layout: &'a TableLayout,
    /// The headings of new columns, with their keys.
    added: Vec<(String, String)>,
    /// What is written into each row: columns and texts.
    cells: HashMap<usize, Vec<(usize, &'a str)>>,
}

impl Table<'_> {
    /// The column of a translation; a new one behind the others where there is none.
    fn column(&mut self, key: &str, language: Language) -> Option<usize> {
        let wanted = format!("{key}_{}", language.code());
        let columns = &self.layout.columns;
        if let Some(column) = columns.iter().position(|column| *column == wanted) {
            return Some(column);
        }
        let count = columns.len();
        if let Some(added) = self.added.iter().position(|(_, added)| *added == wanted) {
            return Some(count + added);
        }
        // Offices write 名称（英語） beside 名称.
        let authoritative =
            columns.iter().position(|column| *column == format!("{key}_{}", language.other().code()))?;
        let heading = self.text.get(self.ranges(self.layout.headings).get(authoritative)?.clone())?.trim_matches('"');
        let heading = if heading.is_ascii() { wanted.clone() } else { format!("{heading}（英語）") };
        self.added.push((heading, wanted));
        Some(count + self.added.len() - 1)
    }

    fn ranges(&self, start: usize) -> Vec<Range<usize>> {
        cell_ranges(self.text, start, self.layout.separator)
    }

    fn edits(&self) -> Vec<Edit> {
        let separator = char::from(self.layout.separator).to_string();
        let mut edits = Vec::new();
        if !self.added.is_empty() {
            let end = self.ranges(self.layout.headings).last().map_or(0, |range| range.end);
            let headings: Vec<&str> = self.added.iter().map(|(heading, _)| heading.as_str()).collect();
            edits.push(Edit { range: end..end, text: format!("{separator}{}", headings.join(&separator)) });
        }
        for (&row, cells) in &self.cells {
            let ranges = self.ranges(self.layout.starts[row]);
            let mut beyond: Vec<(usize, &str)> = Vec::new();
            for &(column, new) in cells {
                match ranges.get(column) {
                    Some(range) => edits.push(Edit { range: range.clone(), text: self.cell(range, new) }),
                    None => beyond.push((column, new)),
                }
            }
            beyond.sort_unstable();
            let end = ranges.last().map_or(0, |range| range.end);
            let (mut text, mut at) = (String::new(), ranges.len());
            for (column, new) in beyond {
                while at <= column {
                    text.push_str(&separator);
                    at += 1;
                }
                text.push_str(&self.cell(&(end..end), new));
            }
            if !text.is_empty() {
                edits.push(Edit { range: end..end, text });
            }
        }
        edits
    }

    /// A cell, in quotation marks where the old one is or the new one needs them.
    fn cell(&self, old: &Range<usize>, new: &str) -> String {
        let separator = char::from(self.layout.separator);
        let was_quoted = self.text[old.clone()].starts_with('"');
        if was_quoted || new.contains(['"', '\n', '\r', separator]) || new.trim() != new {
            let lines = if newline(self.text) == "\r\n" { new.replace('\n', "\r\n") } else { new.to_owned() };
            format!("\"{}\"", lines.replace('"', "\"\""))
        } else {
            new.to_owned()
        }
    }
}

/// Where the cells of the row lie that begins at `start`, quotation marks included.
fn cell_ranges(text: &str, start: usize, separator: u8) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = start;
    while matches!(bytes.get(at), Some(b'\r' | b'\n')) {
        at += 1;
    }
    let mut ranges = Vec::new();
    loop {
        let begin = at;
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            while at < bytes.len() && (bytes[at] != b'"' || bytes.get(at + 1) == Some(&b'"')) {
                at += if bytes[at] == b'"' { 2 } else { 1 };
            }
            at += 1;
        }
        while at < bytes.len() && bytes[at] != separator && !matches!(bytes[at], b'\r' | b'\n') {
            at += 1;
        }
        let end = at.min(bytes.len());
        ranges.push(begin..end);
        if bytes.get(at) != Some(&separator) {
            return ranges;
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn file(text: &str) -> Arc<SourceFile> {
        Arc::new(SourceFile { path: "centers/tokyo/events.csv".into(), text: text.into() })
    }

    fn english(text: &str, changes: &[(&str, &str)]) -> Result<String, String> {
        rewrite(&file(text), &changes.iter().copied().collect(), Language::English)
    }

    #[test]
    fn only_the_cells_in_question_change() {
        let table = "イベント一覧\r\nid,title_ja,title_en,start,summary_ja,summary_en\r\n\r\na,\"甲,乙\",\"Old\",2023-06-01,説明,\r\nb,丙,,2023-06-02,説明\r\n";
        let changes = [("a/title", "New"), ("a/summary", "One, \"two\""), ("b/title", "B"), ("b/summary", "Short row")];
        let expected = "イベント一覧\r\nid,title_ja,title_en,start,summary_ja,summary_en\r\n\r\na,\"甲,乙\",\"New\",2023-06-01,説明,\"One, \"\"two\"\"\"\r\nb,丙,B,2023-06-02,説明,Short row\r\n";
        assert_eq!(english(table, &changes).as_deref(), Ok(expected));
    }

    #[test]
    fn a_table_without_english_gets_columns_in_its_own_words() {
        let table = "番号,イベント名,開始日,会場\na,甲,2023-06-01,東京\nb,乙,2023-06-02,大阪\n";
        let changes = [("a/title", "A"), ("b/place", "Osaka")];
        let expected = "番号,イベント名,開始日,会場,イベント名（英語）,会場（英語）\na,甲,2023-06-01,東京,A\nb,乙,2023-06-02,大阪,,Osaka\n";
        assert_eq!(english(table, &changes).as_deref(), Ok(expected));
    }

    #[test]
    fn what_is_not_there_is_refused() {
        let table = "id,title_ja,start\na,甲,2023-06-01\n";
        assert_eq!(english(table, &[("b/title", "B")]), Err("b/title".into()));
        assert_eq!(english(table, &[("a/place", "B")]), Err("a/place".into()));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_line_can_be_a_cell(text in r#"[a-z"',;\\#=日本🩺 ]{1,30}"#) {
            let text = text.trim();
            prop_assume!(!text.is_empty());
            let table = "id,title_ja,title_en,start\r\na,甲,\"x\",2023-06-01\r\nb,乙,y,2023-06-02\r\n";
            prop_assert!(english(table, &[("a/title", text), ("b/title", text)]).is_ok());
        }
    }
}
