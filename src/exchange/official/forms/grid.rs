//! Paragraphs and rows of cells as the text form: whatever columns a sheet has, they become the four of the table.

use super::super::given::{GivenId, GivenKind, RowIds, is_ids_heading};
use super::super::rows::{COLUMNS, HEADINGS, plain, starts_part};

/// What documents are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph outside of tables.
    Paragraph(String),
    /// The cells of a row of a table.
    Row(Vec<String>),
    /// The ids that the next of these names.
    Ids(Vec<GivenId>),
}

/// Whether there are rows with the headings of the four columns.
pub(super) fn has_columns(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| matches!(block, Block::Row(cells) if columns(cells).is_some()))
}

/// The text form: a line for each paragraph and row, and the ids that these name. The lines of the edition come first, in
/// whichever order the sheets are now.
pub(super) fn text_form(blocks: Vec<Block>) -> (String, RowIds) {
    let mut lines = lines(blocks);
    lines.sort_by_key(|(_, ids)| !ids.iter().any(|id| id.kind == GivenKind::Edition));
    let (mut text, mut ids) = (String::new(), RowIds::default());
    for (line, named) in lines {
        ids.add(text.len()..text.len() + line.len(), named);
        text.push_str(&line);
        text.push('\n');
    }
    (text, ids)
}

/// The lines, each with its ids.
fn lines(blocks: Vec<Block>) -> Vec<(String, Vec<GivenId>)> {
    let has_ids = has_ids_column(&blocks);
    let mut lines = Vec::new();
    let mut starts: Option<[usize; COLUMNS]> = None;
    let mut ids_column = None;
    let mut named = Vec::new();
    for block in blocks {
        let line = match block {
            Block::Ids(ids) => {
                named.extend(ids);
                continue;
            }
            Block::Paragraph(paragraph) => paragraph.trim_end().to_owned(),
            Block::Row(mut cells) => {
                if has_ids {
                    ids_column = cells.iter().position(|cell| is_ids_heading(cell)).or(ids_column);
                    named.extend(take_ids(&mut cells, ids_column));
                }
                starts = columns(&cells).or(starts);
                row(&cells, starts, &named)
            }
        };
        lines.push((line, std::mem::take(&mut named)));
    }
    lines
}

/// Whether a row has the heading of the column of ids.
pub(super) fn has_ids_column(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| matches!(block, Block::Row(cells) if cells.iter().any(|cell| is_ids_heading(cell))))
}

/// Empties the cells of a row that hold ids: that below the heading, and any with nothing else in it, since the heading
/// of a part stands above those of the columns.
fn take_ids(cells: &mut [String], column: Option<usize>) -> Vec<GivenId> {
    let mut ids = Vec::new();
    for (index, cell) in cells.iter_mut().enumerate() {
        let named = GivenId::read_all(cell);
        if named.is_some() || column == Some(index) {
            cell.clear();
        }
        ids.extend(named.into_iter().flatten());
    }
    ids
}

/// In which cells the four columns begin, where these are their headings.
fn columns(cells: &[String]) -> Option<[usize; COLUMNS]> {
    let mut starts = [0; COLUMNS];
    let mut from = 0;
    for (start, heading) in starts.iter_mut().zip(HEADINGS) {
        let at = cells.iter().skip(from).position(|cell| plain(cell).contains(heading))?;
        *start = from + at;
        from = *start + 1;
    }
    Some(starts)
}

/// A line: within the table four cells, of which each may be several of the sheet; else what is filled in.
fn row(cells: &[String], starts: Option<[usize; COLUMNS]>, ids: &[GivenId]) -> String {
    let filled: Vec<String> = cells.iter().map(|cell| on_one_line(cell)).filter(|cell| !cell.is_empty()).collect();
    // The heading of a part may have its number in a cell of its own.
    let whole = filled.join(" ");
    let starts_part = if ids.is_empty() {
        starts_part(&whole) && filled.first().is_some_and(|first| filled.len() == 1 || plain(first).len() <= 4)
    } else {
        ids.iter().any(|id| matches!(id.kind, GivenKind::Part | GivenKind::Edition))
    };
    if filled.len() <= 2 && starts_part {
        return whole;
    }
    let Some(starts) = starts.filter(|_| !filled.is_empty()) else { return filled.join("\t") };
    let of_column = |column: usize| {
        let from = if column == 0 { 0 } else { starts[column] };
        let until = starts.get(column + 1).copied().unwrap_or(cells.len());
        let cells = cells.iter().take(until).skip(from).map(|cell| on_one_line(cell)).filter(|cell| !cell.is_empty());
        cells.collect::<Vec<_>>().join(" ")
    };
    (0..COLUMNS).map(of_column).collect::<Vec<_>>().join("\t")
}

/// The text of a cell on one line.
fn on_one_line(cell: &str) -> String {
    let lines: Vec<String> = cell.lines().map(|line| line.replace('\t', " ").trim().to_owned()).collect();
    let filled: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    filled.join("<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_of_any_shape_become_four_columns() {
        let rows = [
            &["", "題名"][..],
            &["", "I 甲", "", "", ""],
            &["", "計画の項目", "", "事業の概要", "実施方針", "", "備考"],
            &["", "1", "広報", "① 会", "・開く。\n・閉じる。", "", ""],
            &["", "", "", "", "", "配る。", "札。"],
            &["", "", "", "", "", "", ""],
            &["", "Ⅱ", "乙"],
        ];
        let blocks = rows.iter().map(|cells| Block::Row(cells.iter().map(|cell| (*cell).to_owned()).collect()));
        let expected = "題名\nI 甲\n計画の項目\t事業の概要\t実施方針\t備考\n1 広報\t① 会\t・開く。<br>・閉じる。\t\n\t\t配る。\t札。\n\nⅡ 乙\n";
        assert_eq!(text_form(blocks.collect()), (expected.to_owned(), RowIds::default()));
    }

    #[test]
    fn ids_are_taken_from_their_column_wherever_it_stands() {
        let text = |rows: &[&[&str]]| {
            let cells = |cells: &&[&str]| Block::Row(cells.iter().map(|cell| (*cell).to_owned()).collect());
            let (text, ids) = text_form(rows.iter().map(cells).collect());
            let named = |id: &GivenId| format!("{}@{}", id, text.find(id.own()).is_some());
            (ids.iter().map(named).collect::<Vec<_>>().join(" "), text)
        };
        let head = ["計画の項目", "事業の概要", "実施方針", "備考", "ID(変更しないこと)"];
        let row = ["1 甲", "乙", "丙。", "丁。", "plan-item:a activity:b"];
        let turn = |cells: [&'static str; 5]| [cells[4], cells[0], cells[1], cells[2], cells[3]];
        let expected = "第1部 戊\n計画の項目\t事業の概要\t実施方針\t備考\n1 甲\t乙\t丙。\t丁。\n";
        let found = ("part:i@false plan-item:a@false activity:b@false".to_owned(), expected.to_owned());
        assert_eq!(text(&[&["第1部 戊", "", "", "", "part:i"], &head, &row]), found);
        assert_eq!(text(&[&["part:i", "第1部 戊"], &turn(head), &turn(row)]), found);
        // Without the heading they are cells like others.
        assert!(text(&[&row]).0.is_empty());
    }
}
