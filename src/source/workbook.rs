//! Workbooks (.xlsx) as tables: the first sheet as CSV, so that one reader and one set of messages serves both.

use std::io::{Cursor, Read as _};
use std::sync::Arc;

use calamine::{Data, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx};

use crate::diagnostic::{Diagnostics, Problem, SourceFile, Span, TableFault};

/// The most that a workbook may unpack to, in bytes. The largest list of a center has some 0.1 MB.
const MAXIMUM_UNPACKED: u64 = 100_000_000;

/// The most cells that a sheet may span, empty ones included: a stray value in the last cell of Excel (XFD1048576) would
/// otherwise take all memory.
const MAXIMUM_CELLS: usize = 2_000_000;

/// How a compound file begins, which old workbooks and those with a password are ([MS-CFB], 2.2).
pub(crate) const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Reads the first sheet. Row n of it is the n-th record of the text. What is wrong is reported.
pub fn read(path: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    let span = Span::path(path);
    let mut refuse = |fault| diagnostics.error(Problem::Table(fault), &span);
    if bytes.starts_with(COMPOUND_FILE) {
        refuse(TableFault::Locked);
        return None;
    }
    if unpacks_to_too_much(bytes) {
        diagnostics.error(Problem::FileTooLarge { bytes: MAXIMUM_UNPACKED }, &span);
        return None;
    }
    let Ok(mut workbook) = Xlsx::new(Cursor::new(bytes)) else {
        refuse(TableFault::Damaged);
        return None;
    };
    let visible: Vec<String> = (workbook.sheets_metadata().iter())
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let Some((first, others)) = visible.split_first() else {
        refuse(TableFault::NoSheet);
        return None;
    };
    let Some(rows) = rows(&mut workbook, first) else {
        refuse(TableFault::Damaged);
        return None;
    };
    let filled: Vec<String> = (others.iter())
        .filter(|name| workbook.worksheet_range(name).is_ok_and(|range| !range.is_empty()))
        .cloned()
        .collect();
    if !filled.is_empty() {
        diagnostics.warning(Problem::Table(TableFault::OtherSheets { first: first.clone(), others: filled }), &span);
    }
    Some(Arc::new(SourceFile { path: path.to_owned(), text: to_csv(&rows) }))
}

/// Whether the parts of an archive are together larger than a workbook can sensibly be. They are unpacked to know it:
/// what an archive says of itself may be a lie.
pub(crate) fn unpacks_to_too_much(bytes: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return false };
    let mut left = MAXIMUM_UNPACKED;
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else { continue };
        let unpacked = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).unwrap_or_default();
        match left.checked_sub(unpacked) {
            Some(rest) => left = rest,
            None => return true,
        }
    }
    false
}

/// A sheet of a workbook.
pub(crate) struct Sheet {
    /// Its name.
    pub name: String,
    /// Its cells as they are: one merged over several rows holds in its first only. `None` where the sheet is hidden.
    pub cells: Option<Vec<Vec<String>>>,
}

/// The sheets of a workbook. `None` where one cannot be read.
pub(crate) fn sheets(bytes: &[u8]) -> Option<Vec<Sheet>> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).ok()?;
    let sheets: Vec<calamine::Sheet> = workbook.sheets_metadata().to_vec();
    let read = |sheet: calamine::Sheet| {
        let cells = match (sheet.visible, sheet.typ) {
            (SheetVisible::Visible, SheetType::WorkSheet) => Some(cells(&mut workbook, &sheet.name)?),
            // A sheet that is a chart has no cells.
            (SheetVisible::Visible, _) => Some(Vec::new()),
            _ => None,
        };
        Some(Sheet { name: sheet.name, cells })
    };
    sheets.into_iter().map(read).collect()
}

/// The cells of a sheet from its first row and column on.
fn cells(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Option<Vec<Vec<String>>> {
    let range = workbook.worksheet_range(sheet).ok()?;
    let Some((last_row, last_column)) = range.end() else { return Some(Vec::new()) };
    if (last_row as usize + 1).saturating_mul(last_column as usize + 1) > MAXIMUM_CELLS {
        return None;
    }
    let cell = |row, column| range.get_value((row, column)).map_or_else(String::new, text);
    Some((0..=last_row).map(|row| (0..=last_column).map(|column| cell(row, column)).collect()).collect())
}

/// The cells of a sheet. A cell merged over several rows holds for each of them.
fn rows(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Option<Vec<Vec<String>>> {
    let mut rows = cells(workbook, sheet)?;
    let last_row = u32::try_from(rows.len()).unwrap_or(u32::MAX).saturating_sub(1);
    let merged = workbook.merge_cells_by_sheet_name(sheet).unwrap_or_default();
    for region in merged {
        let column = region.start.1 as usize;
        let Some(value) = rows.get(region.start.0 as usize).and_then(|row| row.get(column)).cloned() else { continue };
        for row in region.start.0 + 1..=region.end.0.min(last_row) {
            if let Some(cell) = rows.get_mut(row as usize).and_then(|row| row.get_mut(column)) {
                cell.clone_from(&value);
            }
        }
    }
    Some(rows)
}

/// What a cell shows. Dates are written as ISO 8601 says, whatever their format in the sheet.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::DateTime(time) => date_time(time),
        Data::Bool(value) => if *value { "yes" } else { "no" }.to_owned(),
        other => other.to_string(),
    }
}

/// A date, a time of the day, or both.
fn date_time(time: &ExcelDateTime) -> String {
    // Excel counts days; rounding to minutes undoes what the fraction of a day lost.
    let minutes = (time.as_f64().fract() * 1440.0).round();
    let clock = |minutes: f64| format!("{:02}:{:02}", (minutes / 60.0).floor(), minutes % 60.0);
    if time.as_f64() < 1.0 {
        return clock(minutes);
    }
    let (year, month, day, ..) = time.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if minutes < 1.0 { date } else { format!("{date} {}", clock(minutes)) }
}

/// CSV in which every row is a record, also an empty one.
fn to_csv(rows: &[Vec<String>]) -> String {
    let quoted = |cell: &String| {
        let is_plain = !cell.is_empty() && !cell.contains(['"', ',', '\n', '\r']);
        if is_plain { cell.clone() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
    };
    rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n").collect()
}
