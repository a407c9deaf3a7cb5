//! Tables (CSV, workbooks) as trees: each row becomes a mapping, so that a table is decoded like YAML and its mistakes
//! are reported alike.

use std::sync::Arc;

use crate::diagnostic::{Diagnostics, Problem, SourceFile, Span, TableFault};
use crate::text::Language;

use super::cell;
use super::columns::{self, Column, Form, Row};
use super::decode::{Decode, Decoder};
use super::event::Event;
use super::expert::Expert;
use super::node::{Key, Node, Value};
use super::unit;

/// In how many rows from the top the headings are looked for: above them offices write a title.
const ROWS_OF_TITLE: usize = 10;

/// Reads every row of `file` as a record.
/// What is not public is never handed to translators.
pub fn decode<T: Decode + Row>(file: &Arc<SourceFile>, decoder: &mut Decoder<'_>) -> Vec<T> {
    decoder.is_table = true;
    let rows = rows(file, T::COLUMNS, decoder.diagnostics);
    let mut records = Vec::with_capacity(rows.len());
    for (row, name) in rows.iter().zip(unit::names(&rows)) {
        let before = decoder.units.count();
        let record: Option<T> = decoder.within(&name, row);
        if !record.as_ref().is_some_and(T::is_public) {
            decoder.units.truncate(before);
        }
        records.extend(record);
    }
    records
}

/// A table of the folder of a center as it is written, for who changes single cells of it.
#[derive(Debug)]
pub struct TableLayout {
    /// The keys of the columns in their order; what is no column is empty.
    pub columns: Vec<&'static str>,
    /// What separates cells.
    pub separator: u8,
    /// Where the headings begin.
    pub headings: usize,
    /// The rows as trees.
    pub rows: Vec<Node>,
    /// What the rows are called in addresses.
    pub names: Vec<String>,
    /// Where each row begins.
    pub starts: Vec<usize>,
}

impl TableLayout {
    /// That of `file`, by whose name it is told what its columns are. `None` where it is no such table or has mistakes.
    #[must_use]
    pub fn of(file: &Arc<SourceFile>) -> Option<Self> {
        let columns = columns_of(&file.path)?;
        let mut diagnostics = Diagnostics::default();
        let rows = rows(file, columns, &mut diagnostics);
        let (start, record) = records(file, columns).next()?;
        if diagnostics.has_errors() {
            return None;
        }
        Some(Self {
            columns: record.iter().map(|name| columns::find(columns, name).map_or("", |column| column.key)).collect(),
            separator: separator(&file.text),
            headings: start,
            names: unit::names(&rows).collect(),
            starts: rows.iter().map(|row| row.span.start as usize).collect(),
            rows,
        })
    }
}

/// The columns of the table with this path.
fn columns_of(path: &str) -> Option<&'static [Column]> {
    match path.rsplit('/').next()? {
        "experts.csv" => Some(Expert::COLUMNS),
        "events.csv" => Some(Event::COLUMNS),
        _ => None,
    }
}

/// A text as it is read back from the table cell at `address`, whose column may hold one line only; elsewhere as it is.
#[must_use]
pub fn table_text(address: &str, language: Language, text: &str) -> String {
    let (file, keys) = address.split_once('#').unwrap_or_default();
    let key = format!("{}_{language}", keys.rsplit('/').next().unwrap_or_default());
    let column = columns_of(file).and_then(|columns| columns.iter().find(|column| column.key == key));
    column.map_or_else(|| text.to_owned(), |column| cell::canonical(text, column.form))
}

/// A heading and the column that it names, where it names one.
type Heading = (Key, Option<&'static Column>);

/// The rows as mappings from the keys of the columns to the values. Empty cells and rows are absent; `name_ja` and
/// `name_en` become one text `name`.
fn rows(file: &Arc<SourceFile>, columns: &'static [Column], diagnostics: &mut Diagnostics) -> Vec<Node> {
    if let Some(open) = unclosed_quote(&file.text) {
        diagnostics.error(Problem::Table(TableFault::UnclosedQuote), &Span::new(file, open, 1));
        return Vec::new();
    }
    let mut records = records(file, columns);
    let Some((start, record)) = records.next() else { return Vec::new() };
    let Some(headings) = headings(cells(file, start, &record), columns, diagnostics) else { return Vec::new() };
    let mut rows = Vec::new();
    for (start, record) in records {
        let cells = cells(file, start, &record);
        let end = cells.last().map_or(start, |(_, span)| (span.start + span.length) as usize);
        let entries = entries(&headings, cells, diagnostics);
        if !entries.is_empty() {
            rows.push(Node { value: Value::Mapping(entries), span: Span::new(file, start, end.saturating_sub(start)) });
        }
    }
    rows
}

/// The rows of cells from the headings on, each with where it begins.
fn records(file: &SourceFile, columns: &'static [Column]) -> impl Iterator<Item = (usize, csv::StringRecord)> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(separator(&file.text))
        .from_reader(file.text.as_bytes());
    // Reading text from memory cannot fail: any text is some table to the parser.
    let records: Vec<(usize, csv::StringRecord)> = (reader.records().flatten())
        .map(|record| {
            (record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or_default()), record)
        })
        .collect();
    let is_heading = |record: &csv::StringRecord| {
        record.iter().filter(|cell| columns::find(columns, cell).is_some()).take(2).count() == 2
    };
    let above = records.iter().take(ROWS_OF_TITLE).position(|(_, record)| is_heading(record)).unwrap_or_default();
    records.into_iter().skip(above)
}

/// The columns that the headings name. `None` where the row cannot be one of headings.
fn headings(
    cells: Vec<(String, Span)>,
    columns: &'static [Column],
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Heading>> {
    let mut headings: Vec<Heading> = Vec::with_capacity(cells.len());
    for (name, span) in cells {
        if name.contains([';', '\t']) {
            diagnostics.error(Problem::Table(TableFault::Separator), &span);
            return None;
        }
        let column = columns::find(columns, &name);
        let key = column.map_or_else(|| name.clone(), |column| column.key.to_owned());
        let is_same = |(other, its): &Heading| match (column, its) {
            (Some(column), Some(its)) => column.key == its.key && column.form == its.form && column.form != Form::Known,
            _ => other.name == key && !key.is_empty(),
        };
        if headings.iter().any(is_same) {
            diagnostics.error(Problem::Table(TableFault::DuplicateColumn { name }), &span);
        }
        headings.push((Key { name: key, span }, column));
    }
    Some(headings)
}

/// What separates the cells of the first row that has anything to separate: a comma, or the tab of pasted cells.
fn separator(text: &str) -> u8 {
    match text.find([',', '\t']) {
        Some(at) if text.as_bytes()[at] == b'\t' => b'\t',
        _ => b',',
    }
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
            let shown = cell.split(['\n', '"']).find(|part| !part.is_empty()).unwrap_or_default();
            let found = file.text.get(at..).and_then(|rest| rest.find(shown)).map_or(at, |offset| at + offset);
            let place = Span::new(file, found, shown.len());
            // Behind the cell, so that an empty one after it has its own place.
            at = end_of_cell(&file.text, at);
            (cell.to_owned(), place)
        })
        .collect()
}

/// Where the cell ends that begins at `start`: behind its separator.
fn end_of_cell(text: &str, start: usize) -> usize {
    let mut is_quoted = false;
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b',' | b'\t' | b'\n' if !is_quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn entries(headings: &[Heading], cells: Vec<(String, Span)>, diagnostics: &mut Diagnostics) -> Vec<(Key, Node)> {
    let mut entries: Vec<(Key, Node)> = Vec::new();
    let mut clocks: Vec<(&'static str, Node)> = Vec::new();
    let beyond = cells.len();
    let mut cells = cells.into_iter();
    for ((key, column), (text, span)) in headings.iter().zip(cells.by_ref()) {
        if text.is_empty() {
            continue;
        }
        if cell::is_error(&text) {
            diagnostics.error(Problem::Table(TableFault::ErrorValue { value: text }), &span);
            continue;
        }
        if key.name.is_empty() && column.is_none() {
            diagnostics.error(Problem::Table(TableFault::NoHeading), &span);
            continue;
        }
        let form = column.map_or(Form::Value, |column| column.form);
        if let Form::Contact = form
            && let Some(restored) = cell::with_leading_zero(&text)
        {
            let problem = Problem::Table(TableFault::LostZero { written: text.clone(), restored });
            diagnostics.warning(problem, &span);
        }
        let scalar = |text: String| Node { value: Value::Scalar(text), span: span.clone() };
        let node = match form {
            Form::Known => continue,
            Form::Clock(day) => {
                clocks.push((day, scalar(cell::clock(&text))));
                continue;
            }
            Form::List => Node {
                value: Value::Sequence(
                    (text.split([';', '；', '、', '，', ',', '\n']).map(str::trim).filter(|item| !item.is_empty()))
                        .map(|item| Node { value: Value::Scalar(cell::value(item)), span: span.find(item) })
                        .collect(),
                ),
                span: span.clone(),
            },
            _ => scalar(cell::canonical(&text, form)),
        };
        add(&mut entries, key, column.is_none_or(|column| matches!(column.form, Form::Text | Form::Line)), node);
    }
    if let Some((_, span)) = cells.find(|(text, _)| !text.is_empty()) {
        let problem = TableFault::TooManyCells { cells: beyond, columns: headings.len() };
        diagnostics.error(Problem::Table(problem), &span);
    }
    join_clocks(&mut entries, clocks);
    entries
}

/// Adds a value; the two languages of a text come together.
fn add(entries: &mut Vec<(Key, Node)>, key: &Key, is_text: bool, node: Node) {
    let by_language = key.name.rsplit_once('_').filter(|(_, language)| is_text && matches!(*language, "ja" | "en"));
    let Some((name, language)) = by_language else {
        entries.push((key.clone(), node));
        return;
    };
    let language = Key { name: language.to_owned(), span: key.span.clone() };
    if let Some((_, Node { value: Value::Mapping(texts), .. })) = entries.iter_mut().find(|(key, _)| key.name == name) {
        texts.push((language, node));
        return;
    }
    let span = node.span.clone();
    let text = Node { value: Value::Mapping(vec![(language, node)]), span };
    entries.push((Key { name: name.to_owned(), span: key.span.clone() }, text));
}

/// Puts times of the day to the days that they belong to. What ends on no day of its own ends on the day it began.
fn join_clocks(entries: &mut Vec<(Key, Node)>, clocks: Vec<(&'static str, Node)>) {
    let start = entries.iter().find(|(key, _)| key.name == "start").map(|(key, node)| (key.span.clone(), node.clone()));
    for (day, clock) in clocks {
        let Value::Scalar(time) = clock.value else { continue };
        let on = |day: &Node| match &day.value {
            Value::Scalar(date) => Value::Scalar(format!("{} {time}", date.split(' ').next().unwrap_or_default())),
            other => other.clone(),
        };
        if let Some((_, node)) = entries.iter_mut().find(|(key, _)| key.name == day) {
            node.value = on(node);
        } else if let Some((span, first)) = &start {
            let key = Key { name: day.to_owned(), span: span.clone() };
            entries.push((key, Node { value: on(first), span: clock.span }));
        }
    }
}
