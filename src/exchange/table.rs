//! A table for other programs: CSV and JSON.

use serde_json::Value;

/// Rows under named columns.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A value in a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new<'a>(columns: impl IntoIterator<Item = &'a str>) -> Self {
        Self { columns: columns.into_iter().map(str::to_owned).collect(), rows: Vec::new() }
    }

    /// The table as CSV (RFC 4180) in UTF-8 with a byte-order mark, without which Excel takes it for another encoding.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let rows = self.rows.iter().map(|row| {
            let cell = |cell: &Cell| match cell {
                Cell::Empty => String::new(),
                Cell::Text(text) => without_formula(text),
                Cell::Number(number) => number.to_string(),
            };
            row.iter().map(cell).collect()
        });
        csv(std::iter::once(self.columns.clone()).chain(rows))
    }

    /// The rows as JSON objects; empty cells are left out.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let object = |row: &Vec<Cell>| {
            let cells = self.columns.iter().zip(row).filter_map(|(column, cell)| {
                let value = match cell {
                    Cell::Empty => return None,
                    Cell::Text(text) => Value::from(text.as_str()),
                    // A whole number reads as one: 3, not 3.0.
                    Cell::Number(number) => number.to_string().parse().map_or(Value::Null, Value::Number),
                };
                Some((column.clone(), value))
            });
            Value::Object(cells.collect())
        };
        Value::Array(self.rows.iter().map(object).collect())
    }
}

/// Rows of cells as CSV, with its byte-order mark.
pub(super) fn csv(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut csv = String::from('\u{feff}');
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        csv.push_str(&cells.join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// How formulas begin, and what spreadsheets take for it.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A text that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe in front (OWASP,
/// CSV Injection).
pub(super) fn without_formula(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

/// The text that it was before.
pub(super) fn with_formula(text: &str) -> String {
    text.strip_prefix('\'').filter(|text| text.starts_with(FORMULA)).unwrap_or(text).to_owned()
}

/// A cell of CSV, in quotation marks where it needs them.
fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_opens_in_a_spreadsheet_as_what_it_is() {
        let mut table = Table::new(["name", "count"]);
        table.rows.push(vec!["=HYPERLINK(\"x\")".into(), 3_u32.into()]);
        table.rows.push(vec!["東京,\n大阪".into(), Cell::Empty]);
        let csv = "\u{feff}name,count\r\n\"'=HYPERLINK(\"\"x\"\")\",3\r\n\"東京,\n大阪\",\r\n";
        assert_eq!(table.to_csv(), csv);
        assert_eq!(table.to_json().to_string(), r#"[{"count":3,"name":"=HYPERLINK(\"x\")"},{"name":"東京,\n大阪"}]"#);
    }
}
