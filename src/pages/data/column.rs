//! The columns of a data set. Declared once, they are the columns of the CSV, the keys of the JSON and what the
//! catalogue lists: the three cannot disagree.

use serde_json::{Map, Value, json};

use crate::exchange::{Cell, Table};
use crate::source::Text;
use crate::text::Language;
use crate::theme::plain_markdown;

use crate::pages::view::View;

/// A column: its name, which stays the same from year to year, and what a row has in it.
pub(super) struct Column<Row> {
    name: &'static str,
    content: Content<Row>,
}

enum Content<Row> {
    /// One value: nothing, a text, a number, yes or no, or a list of texts.
    Value(fn(&Row) -> Value),
    /// A text in both languages.
    Text(for<'a> fn(&'a Row) -> Option<&'a Text>),
    /// The address of a page without language, which is in each language of the portal.
    Address(fn(&Row) -> String),
}

impl<Row> Column<Row> {
    pub fn value(name: &'static str, value: fn(&Row) -> Value) -> Self {
        Self { name, content: Content::Value(value) }
    }

    pub fn text(name: &'static str, text: for<'a> fn(&'a Row) -> Option<&'a Text>) -> Self {
        Self { name, content: Content::Text(text) }
    }

    pub fn address(name: &'static str, address: fn(&Row) -> String) -> Self {
        Self { name, content: Content::Address(address) }
    }

    fn is_bilingual(&self) -> bool {
        !matches!(self.content, Content::Value(_))
    }

    fn value_of(&self, row: &Row, view: &View<'_>) -> Value {
        match self.content {
            Content::Value(value) => value(row),
            Content::Text(text) => {
                let Some(text) = text(row) else { return Value::Null };
                by_language(|language| text.get(language).map(plain_markdown))
            }
            Content::Address(address) => {
                let address = address(row);
                let languages = view.portal().languages();
                by_language(|language| {
                    let url = format!("/{}/{address}", language.code());
                    languages.contains(&language).then(|| view.reachable(&url))
                })
            }
        }
    }
}

fn by_language(value: impl Fn(Language) -> Option<String>) -> Value {
    let values =
        Language::ALL.into_iter().filter_map(|language| Some((language.code().to_owned(), json!(value(language)?))));
    Value::Object(values.collect())
}

/// What the catalogue says of a column.
pub(super) struct ColumnName {
    /// Its key in the JSON, and in the words of the interface.
    pub key: &'static str,
    /// Its columns in the CSV: one, or one for each language.
    pub columns: Vec<String>,
}

/// The rows of a data set under its columns.
pub(super) struct Sheet<Row> {
    pub columns: Vec<Column<Row>>,
    pub rows: Vec<Row>,
}

/// A data set as files.
pub(super) trait Rows {
    /// Its columns in order.
    fn columns(&self) -> Vec<ColumnName>;
    /// A column for each value, and for each language of a text. Lists are joined by semicolons.
    fn csv(&self, view: &View<'_>) -> String;
    /// An array of objects, with texts by language; what is empty is left out.
    fn json(&self, view: &View<'_>) -> Value;
}

impl<Row> Rows for Sheet<Row> {
    fn columns(&self) -> Vec<ColumnName> {
        (self.columns.iter())
            .map(|column| ColumnName {
                key: column.name,
                columns: if column.is_bilingual() {
                    Language::ALL.iter().map(|language| format!("{}_{}", column.name, language.code())).collect()
                } else {
                    vec![column.name.to_owned()]
                },
            })
            .collect()
    }

    fn csv(&self, view: &View<'_>) -> String {
        let names: Vec<String> = self.columns().into_iter().flat_map(|column| column.columns).collect();
        let mut table = Table::new(names.iter().map(String::as_str));
        for row in &self.rows {
            let mut cells = Vec::with_capacity(names.len());
            for column in &self.columns {
                let value = column.value_of(row, view);
                if column.is_bilingual() {
                    cells.extend(Language::ALL.map(|language| cell(&value[language.code()])));
                } else {
                    cells.push(cell(&value));
                }
            }
            table.rows.push(cells);
        }
        table.to_csv()
    }

    fn json(&self, view: &View<'_>) -> Value {
        let is_empty = |value: &Value| match value {
            Value::Null => true,
            Value::Array(values) => values.is_empty(),
            Value::Object(values) => values.is_empty(),
            _ => false,
        };
        let object = |row| -> Map<String, Value> {
            let values = self.columns.iter().map(|column| (column.name.to_owned(), column.value_of(row, view)));
            values.filter(|(_, value)| !is_empty(value)).collect()
        };
        self.rows.iter().map(|row| Value::Object(object(row))).collect()
    }
}

/// A value as a spreadsheet has it.
fn cell(value: &Value) -> Cell {
    match value {
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.into(),
        Value::Number(number) => number.as_f64().into(),
        Value::String(text) => text.as_str().into(),
        Value::Array(values) => values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(";").into(),
        Value::Null | Value::Object(_) => Cell::Empty,
    }
}
