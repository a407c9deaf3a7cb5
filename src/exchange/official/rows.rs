//! The text form of the directives as rows: which line is a heading, a row of the table, or furniture of the page.

use unicode_normalization::UnicodeNormalization as _;

use super::account::{Fate, Ledger};
use super::given::{GivenId, GivenKind, RowIds};
use super::piece::Piece;

/// How many columns the table has: plan item, activity, directives, remarks.
pub(super) const COLUMNS: usize = 4;

/// What the heading of each column has in it.
pub(super) const HEADINGS: [&str; COLUMNS] = ["計画", "事業の概要", "実施方針", "備考"];

/// The document, cut into parts.
#[derive(Debug, Default)]
pub(super) struct Sheet<'a> {
    /// The first line.
    pub title: Option<Piece<'a>>,
    /// What else stands before the first part.
    pub preface: Vec<Piece<'a>>,
    /// The parts.
    pub parts: Vec<PartRows<'a>>,
    /// The headings that the table of contents lists, without pages.
    pub contents: Vec<String>,
    /// Where the first table begins, in bytes.
    pub tables_from: usize,
    /// Lines within a table that are no rows of it.
    pub strays: Vec<Piece<'a>>,
    /// Rows that have more cells than the table has columns.
    pub too_wide: Vec<Piece<'a>>,
    /// Rows above which no part begins.
    pub without_part: Vec<Piece<'a>>,
}

/// A part: its heading and the rows of its table.
#[derive(Debug)]
pub(super) struct PartRows<'a> {
    /// Its heading, maybe over several lines.
    pub heading: Vec<Piece<'a>>,
    /// The ids that its heading names.
    pub ids: &'a [GivenId],
    /// The rows.
    pub rows: Vec<Row<'a>>,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    /// Its cells.
    pub cells: [Piece<'a>; COLUMNS],
    /// Whether a page may end before it.
    pub behind_break: bool,
    /// Whether it is a line outside of the columns.
    pub is_stray: bool,
    /// Whether it is of a document that names ids: no page tore it.
    pub is_whole: bool,
    /// The ids that it names.
    pub ids: &'a [GivenId],
}

impl Sheet<'_> {
    /// To which stream of the account a place of the document belongs: 0 outside of the table, else its column.
    pub fn stream_of(&self, document: &str, at: usize) -> usize {
        if self.strays.iter().any(|stray| (stray.at..stray.end()).contains(&at)) {
            return COLUMNS;
        }
        let line = document[..at].rfind('\n').map_or(0, |end| end + 1);
        let has_cells = document[line..].lines().next().is_some_and(|line| line.contains('\t'));
        if at < self.tables_from || !has_cells { 0 } else { document[line..at].matches('\t').count() + 1 }
    }
}

/// Reads the lines of a document. What is furniture is booked.
pub(super) fn read<'a>(document: &'a str, ids: &'a RowIds, ledger: &mut Ledger) -> Sheet<'a> {
    let mut sheet = Sheet { tables_from: document.len(), ..Sheet::default() };
    let (mut in_contents, mut in_table, mut gap) = (false, false, false);
    for line in Piece::lines(document) {
        let cells = line.cells();
        let filled = cells.iter().filter(|cell| !cell.is_blank()).count();
        let whole = line.trim();
        if filled == 0 {
            gap = true;
            continue;
        }
        // What has ids is no furniture, whatever it says.
        let given = ids.at(line.at);
        if given.is_empty() && is_column_headings(&cells) {
            ledger.book(line, Fate::ColumnHeadings);
            sheet.tables_from = sheet.tables_from.min(line.at);
            (in_contents, in_table, gap) = (false, true, true);
            continue;
        }
        if given.is_empty() && cells.iter().all(|cell| is_rule(cell.text)) {
            ledger.book(line, Fate::Rule);
            gap = true;
            continue;
        }
        if given.is_empty() && filled == 1 && is_page_number(whole.text) {
            ledger.book(line, Fate::PageNumber);
            gap = true;
            continue;
        }
        if given.is_empty() && sheet.parts.is_empty() && is_heading_of_contents(whole.text) {
            ledger.book(line, Fate::Contents);
            in_contents = true;
            continue;
        }
        let names = |kind: GivenKind| given.iter().any(|id| id.kind == kind);
        let is_edition = cells.len() == 1 && names(GivenKind::Edition);
        let is_part =
            filled == 1 && cells.len() == 1 && !is_edition && (names(GivenKind::Part) || starts_part(whole.text));
        if in_contents && (!is_part || without_page(whole.text).is_some()) {
            ledger.book(line, Fate::Contents);
            sheet.contents.push(entry(&cells));
            continue;
        }
        in_contents = false;
        if is_part {
            sheet.parts.push(PartRows { heading: vec![whole], ids: given, rows: Vec::new() });
            in_table = false;
        } else if is_edition || !in_table && sheet.parts.is_empty() {
            match sheet.title {
                None => sheet.title = Some(whole),
                Some(_) => sheet.preface.push(whole),
            }
        } else if let Some(part) = sheet.parts.last_mut() {
            // Where the headings of the columns are not repeated, the rows of a part begin without them.
            in_table |= cells.len() > 1 && line.at > sheet.tables_from;
            if in_table {
                let is_stray = cells.len() == 1;
                sheet.strays.extend(Some(whole).filter(|_| is_stray));
                sheet.too_wide.extend(Some(line).filter(|_| cells.iter().skip(COLUMNS).any(|cell| !cell.is_blank())));
                let empty = Piece { text: "", at: line.end() };
                let cells = if is_stray { vec![empty, empty, empty, whole] } else { cells };
                let cell = |index: usize| cells.get(index).copied().unwrap_or(empty);
                let (cells, is_whole) = ([cell(0), cell(1), cell(2), cell(3)], !ids.is_empty());
                part.rows.push(Row { cells, behind_break: gap && !is_whole, is_stray, is_whole, ids: given });
            } else {
                part.heading.push(whole);
            }
        } else {
            sheet.without_part.push(line);
        }
        gap = false;
    }
    sheet
}

fn is_heading_of_contents(line: &str) -> bool {
    plain(line).trim_matches(['<', '>', '〈', '〉', '【', '】', '[', ']']) == "目次"
}

fn is_column_headings(cells: &[Piece<'_>]) -> bool {
    let has = |(cell, heading): (&Piece<'_>, &str)| plain(cell.text).contains(heading);
    cells.len() >= COLUMNS && cells.iter().zip(HEADINGS).all(has)
}

/// A text without blanks, in the usual width of its characters.
pub(super) fn plain(text: &str) -> String {
    text.nfkc().filter(|character| !character.is_whitespace()).collect()
}

fn is_rule(text: &str) -> bool {
    text.trim().chars().all(|character| matches!(character, '-' | '—' | '―' | '─' | '━' | '=' | '_' | '|' | ':'))
}

fn is_page_number(text: &str) -> bool {
    let text = plain(text);
    let text = text.trim_matches(|one: char| matches!(one, '-' | '‐' | '–' | '―' | 'P' | 'p' | '.'));
    let text = text.strip_suffix("ページ").unwrap_or(text);
    !text.is_empty() && text.len() <= 9 && text.split('/').all(|part| !part.is_empty() && is_figure(part))
}

fn is_figure(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line begins with a Roman figure, as parts do, in Latin letters or as one character.
pub(super) fn starts_part(text: &str) -> bool {
    let end = text.find(|one: char| one.is_whitespace() || matches!(one, '.' | '．' | '、'));
    let Some((number, title)) = end.map(|end| text.split_at(end)) else { return false };
    let number = plain(number);
    (1..=5).contains(&number.len()) && number.bytes().all(|byte| b"IVX".contains(&byte)) && !title.trim().is_empty()
}

/// A line of a table of contents without the page behind it.
fn without_page(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let rest = text.trim_end_matches(|one: char| one.is_numeric());
    let is_leader = |one: char| one.is_whitespace() || matches!(one, '.' | '…' | '‥' | '・' | '．');
    (rest.len() < text.len() && rest.ends_with(is_leader)).then(|| rest.trim_end_matches(is_leader))
}

/// What a line of the table of contents lists.
fn entry(cells: &[Piece<'_>]) -> String {
    let last = cells.iter().rposition(|cell| !cell.is_blank()).unwrap_or(0);
    let is_page = last > 0 && is_figure(&plain(cells[last].text));
    let listed: String = cells[..if is_page { last } else { last + 1 }].iter().map(|cell| plain(cell.text)).collect();
    without_page(&listed).map_or(listed.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_rows() {
        let document = "題名\n<目次>\nI\t甲\t1\n1\t乙\t2\n\nI 甲\n\n計画の項目\t事業の概要等\t実施方針\t備考 (留意点等)\na\tb\tc\td\n\n- 3 -\n\n計画の項目\t事業の概要等\t実施方針\t備考（留意点等）\n\t\te\t\n--\t---\t--\t--\nⅡ 乙\n続き\n";
        let mut ledger = Ledger::default();
        let ids = RowIds::default();
        let sheet = read(document, &ids, &mut ledger);
        assert_eq!(sheet.title.map(|title| title.text), Some("題名"));
        assert_eq!(sheet.contents, ["I甲", "1乙"]);
        let rows = &sheet.parts[0].rows;
        assert_eq!(
            rows.iter().map(|row| (row.cells[2].text, row.behind_break)).collect::<Vec<_>>(),
            [("c", true), ("e", true)]
        );
        assert_eq!(sheet.parts[1].heading.iter().map(|line| line.text).collect::<Vec<_>>(), ["Ⅱ 乙", "続き"]);
        let fates: Vec<&str> =
            ledger.bookings.iter().map(|booking| booking.fate.name(crate::text::Language::English)).collect();
        let contents = "table of contents";
        assert_eq!(
            fates,
            [contents, contents, contents, "column headings", "page numbers", "column headings", "rules"]
        );
    }
}
