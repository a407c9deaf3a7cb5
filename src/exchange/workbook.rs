//! Workbooks (.xlsx): the tables of a report, each a sheet, ready to be filtered and printed.

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, RowNum, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr as _;

use super::{Cell, Table};

/// The widest that a column becomes, in characters; longer texts are broken into lines.
const WIDEST: usize = 40;

/// The number of A4 among the paper sizes of Excel.
const A4: u8 = 9;

/// A sheet of a workbook.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// Its name; what Excel does not take in one is left out.
    pub name: &'a str,
    /// How it is to be treated, such as “confidential”: in its first row, and in head and foot of every printed page.
    pub marking: Option<&'a str>,
    /// The lines above the table, of which the first is its title.
    pub above: &'a [String],
    /// What it holds.
    pub table: &'a Table,
    /// How many columns stay in view beside those that scroll.
    pub fixed_columns: u16,
    /// The background (0xRRGGBB) of the cells that hold exactly this text.
    pub fills: &'a [(&'a str, u32)],
}

impl<'a> Sheet<'a> {
    /// A sheet that holds nothing but a table.
    #[must_use]
    pub const fn new(name: &'a str, table: &'a Table) -> Self {
        Self { name, marking: None, above: &[], table, fixed_columns: 0, fills: &[] }
    }
}

/// The bytes of a workbook with these sheets. `date` is the day it says it was made on, so that the same report has the
/// same bytes.
pub fn workbook(sheets: &[Sheet<'_>], date: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = made_on(date)?;
    for sheet in sheets {
        fill(workbook.add_worksheet(), sheet)?;
    }
    workbook.save_to_buffer()
}

/// An empty workbook that says it was made on `date`.
pub(super) fn made_on(date: Date) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let made =
        ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(1900), part(date.month()), part(date.day()))?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    Ok(workbook)
}

/// Freezes the rows down to that of the headings, and lays pages out: A4 landscape, as wide as the page, with the
/// headings on each.
pub(super) fn lay_out(worksheet: &mut Worksheet, headings: RowNum, fixed_columns: u16) -> Result<(), XlsxError> {
    worksheet.set_freeze_panes(headings + 1, fixed_columns)?;
    worksheet.set_repeat_rows(headings, headings)?;
    worksheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    Ok(())
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
    worksheet.set_name(sheet_name(sheet.name))?;
    let headings = write_above(worksheet, sheet)?;
    for (column, name) in (0_u16..).zip(&table.columns) {
        worksheet.write_string_with_format(headings, column, name, &heading)?;
        worksheet.set_column_width(column, width(table, usize::from(column)))?;
    }
    for (row, cells) in (headings + 1..).zip(&table.rows) {
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
    lay_out(worksheet, headings, sheet.fixed_columns)?;
    if let (Some(last_row), Some(last_column)) = (
        u32::try_from(table.rows.len()).ok().and_then(|count| headings.checked_add(count)),
        u16::try_from(table.columns.len()).ok().and_then(|count| count.checked_sub(1)),
    ) {
        worksheet.autofilter(headings, 0, last_row, last_column)?;
    }
    Ok(())
}

/// Writes what stands above the table, and says in which row its headings are.
fn write_above(worksheet: &mut Worksheet, sheet: &Sheet<'_>) -> Result<RowNum, XlsxError> {
    let bold = Format::new().set_bold();
    let mut row = 0;
    if let Some(marking) = sheet.marking {
        worksheet.write_string_with_format(row, 0, marking, &bold)?;
        row += 1;
        let marking = in_head(marking);
        worksheet.set_header(format!("&C{marking}"));
        worksheet.set_footer(format!("&C{marking} &P / &N"));
    }
    for (index, line) in sheet.above.iter().enumerate() {
        let format = if index == 0 { bold.clone().set_font_size(14) } else { Format::new() };
        worksheet.write_string_with_format(row, 0, line, &format)?;
        row += 1;
    }
    // A row between these and the headings.
    Ok(if row == 0 { 0 } else { row + 1 })
}

/// A text as it is written into heads and feet, where `&` begins a command.
pub(super) fn in_head(text: &str) -> String {
    text.replace('&', "&&")
}

/// A name that Excel takes for a sheet: up to 31 characters, and none of `[]:*?/\`.
pub(super) fn sheet_name(name: &str) -> String {
    name.chars().filter(|character| !"[]:*?/\\'".contains(*character)).take(31).collect()
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
