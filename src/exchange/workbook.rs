//! A handout as an Excel workbook.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, RowNum, Workbook, XlsxError,
};

use super::Handout;

/// The number of A4 among the paper sizes of Excel.
const A4: u8 = 9;

/// The least day that a workbook can have.
const FIRST_YEAR: u16 = 1900;

impl Handout {
    /// The list as a workbook of one sheet: the marking stands in the first row and in head and foot of every printed
    /// page. The same list gives the same bytes.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let (month, day) = (self.date.month().unsigned_abs(), self.date.day().unsigned_abs());
        let created = ExcelDateTime::from_ymd(self.date.year().unsigned_abs().max(FIRST_YEAR), month, day)?;
        workbook.set_properties(
            &DocProperties::new().set_title(&self.title).set_status(&self.marking).set_creation_datetime(&created),
        );
        let sheet = workbook.add_worksheet();
        let bold = Format::new().set_bold();
        let title = Format::new().set_bold().set_font_size(14);
        let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
        let heading = cell.clone().set_bold().set_background_color(Color::RGB(0x00EE_EEEE));
        sheet.write_string_with_format(0, 0, &self.marking, &bold)?;
        sheet.write_string_with_format(1, 0, &self.title, &title)?;
        for (row, line) in (2..).zip(&self.about) {
            sheet.write_string(row, 0, line)?;
        }
        // The headings stand below title and lines, with a row between.
        let headings = RowNum::try_from(self.about.len() + 3).map_err(|_| XlsxError::RowColumnLimitError)?;
        for (index, column) in (0..).zip(&self.columns) {
            sheet.write_string_with_format(headings, index, &column.heading, &heading)?;
            sheet.set_column_width(index, column.width)?;
        }
        for (row, texts) in (headings + 1..).zip(&self.rows) {
            for (index, text) in (0..).zip(texts) {
                sheet.write_string_with_format(row, index, text, &cell)?;
            }
        }
        sheet.set_freeze_panes(headings + 1, 0)?;
        sheet.set_repeat_rows(headings, headings)?;
        // In heads and feet `&` begins a command.
        let marking = self.marking.replace('&', "&&");
        sheet.set_header(format!("&C{marking}"));
        sheet.set_footer(format!("&C{marking} &P / &N"));
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        workbook.save_to_buffer()
    }
}
