//! The table as a workbook (.xlsx): a sheet for each part, set to be read, edited and printed.

use jiff::civil::Date;
use rust_xlsxwriter::{ColNum, Color, Format, FormatAlign, FormatBorder, RowNum, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr as _;

use super::{COLUMNS, DirectivesTable, PartTable, Row};
use crate::exchange::official::{GivenId, IDS_HEADING};
use crate::exchange::workbook::{in_head, lay_out, made_on, sheet_name};

/// The font, in which characters are one or half an em wide, so that lines can be counted.
const FONT: &str = "ＭＳ 明朝";

/// The size of letters in points.
const SIZE: u16 = 10;

/// The widths of the columns in figures of the workbook's own font.
const WIDTHS: [u16; COLUMNS] = [24, 26, 58, 46];

/// The column of the ids, and the last of the table.
const IDS: ColNum = 4;
const LAST: ColNum = IDS - 1;

/// The height of a line, and what a row is higher than its lines, in points.
const LINE: f64 = 13.5;
const PADDING: f64 = 5.0;

/// The greatest height that Excel gives a row, in points.
const HIGHEST: f64 = 409.0;

impl DirectivesTable {
    /// The bytes of the workbook. The ids stand in a hidden column. `date` is the day it says it was made on.
    pub fn to_xlsx(&self, date: Date) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = made_on(date)?;
        let mut names: Vec<String> = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            let mut name = sheet_name(&part.title);
            if name.is_empty() || names.contains(&name.to_lowercase()) {
                name = sheet_name(&format!("{} {name}", index + 1));
            }
            names.push(name.to_lowercase());
            self.fill(workbook.add_worksheet().set_name(name)?, part, index == 0)?;
        }
        workbook.save_to_buffer()
    }

    fn fill(&self, sheet: &mut Worksheet, part: &PartTable, is_first: bool) -> Result<(), XlsxError> {
        let text = || Format::new().set_font_name(FONT).set_font_size(SIZE).set_text_wrap().set_align(FormatAlign::Top);
        let cell = text().set_border(FormatBorder::Thin);
        let heading =
            cell.clone().set_bold().set_align(FormatAlign::Center).set_background_color(Color::RGB(0x00E8_EDF2));
        for (column, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
        }
        let mut headings = 0;
        let mut whole = |sheet: &mut Worksheet, line: &str, id: &GivenId, size: u16, format: Format| {
            // The larger the letters, the fewer in a line, and the higher.
            let height = height(line, WIDTHS.iter().sum::<u16>() * SIZE / size) * f64::from(size) / f64::from(SIZE);
            sheet.set_row_height(headings, height)?;
            sheet.merge_range(headings, 0, headings, LAST, line, &format.set_font_size(size))?;
            sheet.write_string_with_format(headings, IDS, id.to_string(), &text())?;
            headings += 1;
            Ok::<(), XlsxError>(())
        };
        if is_first {
            whole(sheet, &self.title, &self.id, 14, text().set_bold().set_align(FormatAlign::Center))?;
            for line in &self.preface {
                whole(sheet, line, &self.id, SIZE, text())?;
            }
        }
        whole(sheet, &part.heading, &part.id, 12, text().set_bold())?;
        for (column, name) in (0..).zip(self.headings()) {
            sheet.write_string_with_format(headings, column, name, &heading)?;
        }
        sheet.write_string_with_format(headings, IDS, IDS_HEADING, &heading)?;
        write_rows(sheet, part, headings + 1, &cell)?;
        sheet.set_column_hidden(IDS)?;
        lay_out(sheet, headings, 0)?;
        sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
        // Heads hold few characters.
        let title: String = self.title.chars().take(60).collect();
        sheet.set_header(format!("&R{}", in_head(&title)));
        sheet.set_footer("&C&P / &N");
        Ok(())
    }
}

/// Writes the rows of a part from the row `first` of the sheet on. What is too high for one row of the sheet has several.
fn write_rows(sheet: &mut Worksheet, part: &PartTable, first: RowNum, format: &Format) -> Result<(), XlsxError> {
    let mut starts = vec![first];
    for (row, height) in part.rows.iter().zip(heights(part)) {
        let start = starts.last().copied().unwrap_or(first);
        let count = rows_for(height);
        for row in start..start + count {
            sheet.set_row_height(row, height / f64::from(count))?;
        }
        sheet.write_string_with_format(start, IDS, row.ids(), format)?;
        starts.push(start + count);
    }
    let mut written = [0; COLUMNS];
    for (index, row) in part.rows.iter().enumerate() {
        for ((column, cell), written) in (0..).zip(&row.cells).zip(&mut written) {
            if *written > index {
                continue;
            }
            let end = index + part.span(index, usize::from(column));
            *written = end;
            let text = cell.as_ref().map(|cell| cell.text(usize::from(column))).unwrap_or_default();
            let (Some(&from), Some(&until)) = (starts.get(index), starts.get(end)) else { continue };
            if until - from > 1 {
                sheet.merge_range(from, column, until - 1, column, &text, format)?;
            } else {
                sheet.write_string_with_format(from, column, text, format)?;
            }
        }
    }
    Ok(())
}

/// The heights of the rows of a part in points, so that every cell shows its whole text: Excel does not do it for merged
/// cells.
fn heights(part: &PartTable) -> Vec<f64> {
    let of_cell = |row: &Row, column: usize| {
        row.cells[column].as_ref().map_or(0.0, |cell| height(&cell.text(column), WIDTHS[column]))
    };
    let mut heights: Vec<f64> =
        part.rows.iter().map(|row| of_cell(row, 2).max(of_cell(row, 3)).max(LINE + PADDING)).collect();
    for column in [1, 0] {
        for (index, row) in part.rows.iter().enumerate().filter(|(_, row)| row.cells[column].is_some()) {
            let end = index + part.span(index, column);
            let there: f64 = heights[index..end].iter().sum();
            heights[end - 1] += (of_cell(row, column) - there).max(0.0);
        }
    }
    heights
}

/// The height of a text in a cell, in points. `width` is that of the column.
fn height(text: &str, width: u16) -> f64 {
    // Two less, for signs that may not begin a line.
    let width = usize::from(width).saturating_sub(2).max(2);
    let lines: usize = text.lines().map(|line| line.width_cjk().div_ceil(width).max(1)).sum();
    LINE * f64::from(u32::try_from(lines).unwrap_or(u32::MAX)) + PADDING
}

/// How many rows of a sheet a height needs.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cell has at most 32,767 characters")]
fn rows_for(height: f64) -> u32 {
    (height / HIGHEST).ceil().max(1.0) as u32
}
