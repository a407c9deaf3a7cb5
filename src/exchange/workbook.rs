//! Workbooks (.xlsx): the tables of a report, each a sheet, ready to be filtered and printed.

use jiff::civil::Date;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr as _;

use super::{Cell, Table};

/// The widest that a column becomes, in characters; longer texts are broken into lines.
const WIDEST: usize = 40;

/// A sheet of a workbook.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Its name: at most 31 characters, none of `[]:*?/\`.
    pub name: &'a str,
    /// What it holds.
    pub table: &'a Table,
    /// How many columns stay in view beside those that scroll.
    pub fixed_columns: u16,
    /// The background (0xRRGGBB) of the cells that hold exactly this text.
    pub fills: &'a [(&'a str, u32)],
}

/// The bytes of a workbook with these sheets. `date` is the day it says it was made on, so that the same report has the
/// same bytes.
pub fn workbook(sheets: &[Sheet<'_>], date: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let made =
        ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(1900), part(date.month()), part(date.day()))?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for sheet in sheets {
        fill(workbook.add_worksheet(), sheet)?;
    }
    workbook.save_to_buffer()
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet<'_>) -> Result<(), XlsxError> {
    let table = sheet.table;
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0x00E8_EDF2));
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let fills: Vec<(&str, Format)> = (sheet.fills.iter())
        .map(|&(text, colour)| (text, plain.clone().set_background_color(Color::RGB(colour))))
        .collect();
    worksheet.set_name(sheet.name)?;
    for (column, name) in (0_u16..).zip(&table.columns) {
        worksheet.write_string_with_format(0, column, name, &heading)?;
        worksheet.set_column_width(column, width(table, usize::from(column)))?;
    }
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Number(number) => {
                    worksheet.write_number_with_format(row, column, *number, &plain)?;
                }
                Cell::Text(text) => {
                    let format = fills.iter().find(|(filled, _)| filled == text).map_or(&plain, |(_, format)| format);
                    worksheet.write_string_with_format(row, column, text, format)?;
                }
            }
        }
    }
    worksheet.set_freeze_panes(1, sheet.fixed_columns)?;
    worksheet.set_repeat_rows(0, 0)?;
    worksheet.set_landscape().set_print_fit_to_pages(1, 0);
    if let (Some(last_row), Some(last_column)) = (
        u32::try_from(table.rows.len()).ok(),
        u16::try_from(table.columns.len()).ok().and_then(|count| count.checked_sub(1)),
    ) {
        worksheet.autofilter(0, 0, last_row, last_column)?;
    }
    Ok(())
}

/// How wide a column has to be for its cells, and for its heading in a few lines.
#[expect(clippy::cast_precision_loss, reason = "a width of some tens")]
fn width(table: &Table, column: usize) -> f64 {
    let cells = (table.rows.iter()).filter_map(|row| row.get(column)).map(|cell| match cell {
        Cell::Text(text) => text.width(),
        Cell::Number(number) => number.to_string().len(),
        Cell::Empty => 0,
    });
    let heading = table.columns.get(column).map_or(0, |name| name.width().min(14));
    (cells.max().unwrap_or(0).max(heading).min(WIDEST) + 3) as f64
}
