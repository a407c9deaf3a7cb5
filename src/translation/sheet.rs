//! Catalogues as workbooks, for translators who work in Excel: a row for each text.

use std::sync::Arc;

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, ProtectionOptions, Workbook, XlsxError,
};

use crate::diagnostic::{CatalogueFault, Diagnostics, Problem, SourceFile, Span};
use crate::source::read_workbook;
use crate::text::Language;

use super::{Answer, AnswerState, Catalogue, Entry};

/// What a translator writes into the column `state` to say that a translation is right as it is.
const DONE: &str = "done";

/// The bytes of the catalogue as a workbook. Only translation and state can be changed; the headings are the same in every
/// language, since they are read again. The day it says it was made on is fixed, so that the same texts are the same bytes.
pub fn write(catalogue: &Catalogue<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let sheet = workbook.add_worksheet();
    let top = || Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let (heading, locked) = (top().set_bold().set_background_color(Color::RGB(0x00E8_EDF2)), top());
    // As text, so that Excel makes no date or formula of what is typed.
    let open = top().set_unlocked().set_num_format("@");
    let columns = ["address", catalogue.from.code(), catalogue.into.code(), "state", "memory"];
    for ((column, name), width) in (0_u16..).zip(columns).zip([30, 60, 60, 12, 60]) {
        sheet.write_string_with_format(0, column, name, &heading)?;
        sheet.set_column_width(column, width)?;
    }
    for (row, entry) in (1_u32..).zip(&catalogue.entries) {
        sheet.write_string_with_format(row, 0, &entry.unit.address, &locked)?;
        sheet.write_string_with_format(row, 1, entry.source, &locked)?;
        sheet.write_string_with_format(row, 2, entry.translation.unwrap_or_default(), &open)?;
        sheet.write_string_with_format(row, 3, entry.unit.standing.word(), &open)?;
        sheet.write_string_with_format(row, 4, memory(entry), &locked)?;
    }
    let last = u32::try_from(catalogue.entries.len()).unwrap_or(u32::MAX);
    let states = ["missing", "stale", "unrecorded", "current", DONE];
    sheet.add_data_validation(1, 3, last.max(1), 3, &DataValidation::new().allow_list_strings(&states)?)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.autofilter(0, 0, last, 4)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
    workbook.save_to_buffer()
}

/// The text that a stale translation was made from, and translations that are there already.
fn memory(entry: &Entry<'_>) -> String {
    let previous = entry.previous.map(str::to_owned);
    let suggestions = entry.suggestions.iter().map(|known| format!("{}\n→ {}", known.source, known.translation));
    let text = previous.into_iter().chain(suggestions).collect::<Vec<_>>().join("\n\n");
    // A cell holds no more; these are for reading only.
    text.chars().take(30_000).collect()
}

/// The answers of a workbook. What is wrong is reported, and there are none then.
pub fn read(path: &str, bytes: &[u8], from: Language, diagnostics: &mut Diagnostics) -> Option<Vec<Answer>> {
    let file: Arc<SourceFile> = read_workbook(path, bytes, diagnostics)?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(file.text.as_bytes());
    let mut rows = reader.records().flatten();
    let headings = rows.next().unwrap_or_default();
    let column = |name: &str| headings.iter().position(|heading| heading.trim() == name);
    let wanted = ["address", from.code(), from.other().code()].map(column);
    let [Some(address), Some(source), Some(translation)] = wanted else {
        diagnostics.error(Problem::Catalogue(CatalogueFault::Columns), &Span::file(&file));
        return None;
    };
    let state = column("state");
    let answer = |row: csv::StringRecord| {
        let cell = |column: usize| row.get(column).unwrap_or_default();
        let at = row.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or_default());
        let is_done = state.is_some_and(|state| cell(state).trim() == DONE);
        Answer {
            address: cell(address).trim().to_owned(),
            source: cell(source).to_owned(),
            translation: cell(translation).to_owned(),
            state: if is_done { AnswerState::Done } else { AnswerState::Untouched },
            place: Span::new(&file, at, 0),
        }
    };
    Some(rows.map(answer).filter(|answer| !answer.address.is_empty() || !answer.translation.is_empty()).collect())
}
