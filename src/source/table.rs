//! Tables (CSV) as trees: each row becomes a mapping, so that a table is decoded like YAML and its mistakes are
//! reported alike.

use std::sync::Arc;

use crate::diagnostic::{Diagnostics, Problem, SourceFile, Span, TableFault};

use super::decode::{Decode, Decoder};
use super::node::{Key, Node, Value};

/// Columns that hold several values, separated by `;`.
const LISTS: [&str; 3] = ["topics", "languages", "fulfils"];

/// Reads every row of `file` as a record.
pub fn decode<T: Decode>(file: &Arc<SourceFile>, decoder: &mut Decoder<'_>) -> Vec<T> {
    rows(file, decoder.diagnostics).iter().filter_map(|row| T::decode(row, decoder)).collect()
}

/// The rows as mappings from the column headings to the values. Empty cells and rows are absent; `name_ja` and
/// `name_en` become one text `name`.
fn rows(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> Vec<Node> {
    let mut fault = |fault, span: &Span| diagnostics.error(Problem::Table(fault), span);
    if let Some(open) = unclosed_quote(&file.text) {
        fault(TableFault::UnclosedQuote, &Span::new(file, open, 1));
        return Vec::new();
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(file.text.as_bytes());
    let mut headings: Vec<Key> = Vec::new();
    let mut rows = Vec::new();
    // Reading text from memory cannot fail: any text is some table to the parser.
    for record in reader.records().flatten() {
        let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or_default());
        let cells = cells(file, start, &record);
        if headings.is_empty() {
            for (name, span) in cells {
                if name.contains([';', '\t']) {
                    fault(TableFault::Separator, &span);
                    return Vec::new();
                }
                if headings.iter().any(|key| key.name == name) {
                    fault(TableFault::DuplicateColumn { name: name.clone() }, &span);
                }
                headings.push(Key { name, span });
            }
            continue;
        }
        if cells.len() > headings.len() {
            let problem = TableFault::TooManyCells { cells: cells.len(), columns: headings.len() };
            fault(problem, &cells[headings.len()].1);
        }
        let end = cells.last().map_or(start, |(_, span)| (span.start + span.length) as usize);
        let entries = entries(&headings, cells);
        if !entries.is_empty() {
            rows.push(Node { value: Value::Mapping(entries), span: Span::new(file, start, end.saturating_sub(start)) });
        }
    }
    rows
}

/// Where the quotation mark opens that is never closed: closed ones come in pairs.
fn unclosed_quote(text: &str) -> Option<usize> {
    let is_odd = text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    text.rfind('"').filter(|_| is_odd)
}

/// The trimmed values of a row, each with its place.
fn cells(file: &Arc<SourceFile>, start: usize, record: &csv::StringRecord) -> Vec<(String, Span)> {
    let mut at = start;
    record
        .iter()
        .map(|cell| {
            let cell = cell.trim();
            // A quoted cell may be written otherwise than it reads; its first line is found all the same.
            let shown = cell.split(['\n', '"']).next().unwrap_or_default();
            let found = file.text.get(at..).and_then(|rest| rest.find(shown)).map_or(at, |offset| at + offset);
            at = found + shown.len();
            (cell.to_owned(), Span::new(file, found, shown.len()))
        })
        .collect()
}

fn entries(headings: &[Key], cells: Vec<(String, Span)>) -> Vec<(Key, Node)> {
    let mut entries: Vec<(Key, Node)> = Vec::new();
    for (heading, (text, span)) in headings.iter().zip(cells) {
        if text.is_empty() {
            continue;
        }
        let scalar = |text: String| Node { value: Value::Scalar(text), span: span.clone() };
        let by_language = heading.name.rsplit_once('_').filter(|(_, language)| matches!(*language, "ja" | "en"));
        let (name, node) = match by_language {
            Some((name, language)) => {
                let key = Key { name: language.to_owned(), span: heading.span.clone() };
                let value = scalar(text);
                if let Some((_, Node { value: Value::Mapping(texts), .. })) =
                    entries.iter_mut().find(|(key, _)| key.name == name)
                {
                    texts.push((key, value));
                    continue;
                }
                (name.to_owned(), Node { value: Value::Mapping(vec![(key, value)]), span: span.clone() })
            }
            None if LISTS.contains(&heading.name.as_str()) => {
                let items = (text.split([';', '；']).map(str::trim))
                    .map(|item| Node { value: Value::Scalar(item.to_owned()), span: span.find(item) })
                    .collect();
                (heading.name.clone(), Node { value: Value::Sequence(items), span: span.clone() })
            }
            None => (heading.name.clone(), scalar(text)),
        };
        entries.push((Key { name, span: heading.span.clone() }, node));
    }
    entries
}
