//! The directives of an edition as the table that offices know: plan item, activity, directives, remarks.
//!
//! It leaves the portal as a workbook, a Word document or CSV, and [`official`] reads it again: every row names the ids of
//! what begins in it. [`DirectivesTable::check`] makes sure before that everything would come back as it is.

mod check;
mod docx;
mod print;
#[cfg(test)]
mod random;
mod rows;
#[cfg(test)]
mod tests;
mod xlsx;

use crate::source::EditionFolder;
use crate::text::Language;

use super::official::{self, Document, GivenId, IDS_HEADING};
use super::table::{csv, without_formula};

/// How many columns the table has, beside that of the ids.
const COLUMNS: usize = 4;

/// The directives of an edition as a table.
#[derive(Debug, Clone)]
pub struct DirectivesTable {
    /// The language of its texts, where they are in it.
    pub language: Language,
    /// The title of the edition.
    pub title: String,
    /// What its wording rests on, a paragraph each.
    pub preface: Vec<String>,
    /// The id that title and preface have.
    id: GivenId,
    /// Its parts.
    pub parts: Vec<PartTable>,
}

/// The table of a part.
#[derive(Debug, Clone)]
pub struct PartTable {
    /// Its number and title.
    pub heading: String,
    /// Its title.
    pub title: String,
    id: GivenId,
    rows: Vec<Row>,
}

/// A row: at most one directive and one remark, for a row of Excel has a greatest height. A cell that is not there is
/// empty, or, of the first two columns, goes on from the row above.
#[derive(Debug, Clone, Default)]
struct Row {
    cells: [Option<Cell>; COLUMNS],
}

/// A cell.
#[derive(Debug, Clone, Default)]
struct Cell {
    /// Its lines.
    lines: Vec<String>,
    /// The ids of what begins in it.
    ids: Vec<GivenId>,
}

impl DirectivesTable {
    /// The table of an edition.
    #[must_use]
    pub fn new(edition: &EditionFolder, language: Language) -> Self {
        rows::table(edition, language)
    }

    /// The headings of the columns, as the import knows them.
    fn headings(&self) -> [&'static str; COLUMNS] {
        match self.language {
            Language::Japanese => ["中期計画の項目等", "事業の概要等", "実施方針（指示事項）", "備考（留意点等）"],
            Language::English => ["Item of the medium-term plan", "Activity", "Directives", "Remarks"],
        }
    }

    /// The rows of all parts, each with its ids in the last cell.
    fn grid(&self) -> Vec<Vec<String>> {
        let whole = |text: &str, id: &GivenId| {
            let mut cells = vec![String::new(); COLUMNS + 1];
            (cells[0], cells[COLUMNS]) = (text.to_owned(), id.to_string());
            cells
        };
        let above = std::iter::once(&self.title).chain(&self.preface);
        let mut grid: Vec<Vec<String>> = above.map(|line| whole(line, &self.id)).collect();
        for part in &self.parts {
            grid.push(whole(&part.heading, &part.id));
            grid.push(self.headings().into_iter().chain([IDS_HEADING]).map(str::to_owned).collect());
            grid.extend(part.rows.iter().map(|row| {
                let cell = |(column, cell): (usize, &Option<Cell>)| {
                    cell.as_ref().map(|cell| cell.text(column)).unwrap_or_default()
                };
                row.cells.iter().enumerate().map(cell).chain([row.ids()]).collect()
            }));
        }
        grid
    }

    /// The text form, as the import reads it.
    #[must_use]
    pub fn to_document(&self) -> Document {
        official::from_rows(&self.title, self.grid())
    }

    /// The table as CSV, with the ids in its last column where it can be imported.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let columns = if self.can_return() { COLUMNS + 1 } else { COLUMNS };
        let shown = |row: Vec<String>| row.iter().take(columns).map(|cell| without_formula(cell)).collect();
        csv(self.grid().into_iter().map(shown))
    }

    /// Whether the import reads it: what it reads is Japanese.
    fn can_return(&self) -> bool {
        self.language == Language::Japanese
    }
}

impl PartTable {
    /// How many rows a cell of this column spans: those below it that are without one, of the same plan item.
    fn span(&self, row: usize, column: usize) -> usize {
        let below = self.rows.iter().skip(row + 1);
        let goes_on = |row: &&Row| column < 2 && row.cells.iter().take(column + 1).all(Option::is_none);
        1 + below.take_while(goes_on).count()
    }
}

impl Row {
    /// The ids of what begins in it, as they stand in a cell.
    fn ids(&self) -> String {
        let ids = self.cells.iter().flatten().flat_map(|cell| &cell.ids);
        ids.map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }
}

impl Cell {
    /// What stands in the cell. What belongs to a directive or remark begins below its words, not below its bullet.
    fn text(&self, column: usize) -> String {
        self.lines.join(if column < 2 { "\n" } else { "\n\u{3000}" })
    }
}
