//! Paragraphs and rows of cells as the text form: whatever columns a sheet has, they become the four of the table.

use super::super::rows::{COLUMNS, HEADINGS, plain, starts_part};

/// What documents are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph outside of tables.
    Paragraph(String),
    /// The cells of a row of a table.
    Row(Vec<String>),
}

/// Whether there are rows with the headings of the four columns.
pub(super) fn has_columns(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| matches!(block, Block::Row(cells) if columns(cells).is_some()))
}

/// The text form: a line for each paragraph and row.
pub(super) fn text_form(blocks: Vec<Block>) -> String {
    let mut text = String::new();
    let mut starts: Option<[usize; COLUMNS]> = None;
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => text.push_str(paragraph.trim_end()),
            Block::Row(cells) => {
                starts = columns(&cells).or(starts);
                text.push_str(&row(&cells, starts));
            }
        }
        text.push('\n');
    }
    text
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
fn row(cells: &[String], starts: Option<[usize; COLUMNS]>) -> String {
    let filled: Vec<String> = cells.iter().map(|cell| on_one_line(cell)).filter(|cell| !cell.is_empty()).collect();
    // The heading of a part may have its number in a cell of its own.
    let whole = filled.join(" ");
    if filled.len() <= 2
        && starts_part(&whole)
        && filled.first().is_some_and(|first| filled.len() == 1 || plain(first).len() <= 4)
    {
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
        assert_eq!(text_form(blocks.collect()), expected);
    }
}
