//! Files of documents: whatever their form, what comes out is the text form.

mod grid;
mod web;
mod word;

use std::io::{Cursor, Read as _};
use std::path::Path;
use std::sync::Arc;

use super::given::{Document, RowIds};

use crate::diagnostic::{Diagnostics, ImportFault, ImportNote, Problem, SourceFile, Span};
use crate::exchange::table::with_formula;
use crate::source::{MAXIMUM_FILE_SIZE, workbook};

use grid::{Block, has_columns, has_ids_column, text_form};

/// Reads a document. `None` where that cannot be done, which is reported.
pub fn read(path: &Path, diagnostics: &mut Diagnostics) -> Option<Document> {
    let shown = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    match bytes(path).and_then(|bytes| text(path, bytes)) {
        Ok(Read { form: (text, ids), sheet, notes }) => {
            for note in notes {
                diagnostics.warning(Problem::Imported(note), &Span::path(shown.clone()));
            }
            let path = sheet.map_or(shown.clone(), |sheet| format!("{shown}#{sheet}"));
            Some(Document { file: Arc::new(SourceFile { path, text }), ids })
        }
        Err(problem) => {
            diagnostics.error(problem, &Span::path(shown));
            None
        }
    }
}

/// The document that rows of cells are, which are called `name` in messages.
#[must_use]
pub fn from_rows(name: &str, rows: Vec<Vec<String>>) -> Document {
    let (text, ids) = text_form(rows.into_iter().map(Block::Row).collect());
    Document { file: Arc::new(SourceFile { path: name.to_owned(), text }), ids }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let io = |error: std::io::Error| Problem::Io { message: error.to_string() };
    let file = std::fs::File::open(path).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    if size > MAXIMUM_FILE_SIZE {
        return Err(Problem::FileTooLarge { bytes: size });
    }
    let mut bytes = Vec::new();
    // What grows while it is read is too large as well.
    file.take(MAXIMUM_FILE_SIZE + 1).read_to_end(&mut bytes).map_err(io)?;
    match u64::try_from(bytes.len()) {
        Ok(size) if size <= MAXIMUM_FILE_SIZE => Ok(bytes),
        _ => Err(Problem::FileTooLarge { bytes: MAXIMUM_FILE_SIZE + 1 }),
    }
}

/// A text form and the ids of its rows.
type TextForm = (String, RowIds);

/// What was read of a file.
struct Read {
    /// Its text form.
    form: TextForm,
    /// Of a workbook, the first sheet that was read.
    sheet: Option<String>,
    /// What a person should know of it.
    notes: Vec<ImportNote>,
}

impl From<TextForm> for Read {
    fn from(form: TextForm) -> Self {
        Self { form, sheet: None, notes: Vec::new() }
    }
}

fn text(path: &Path, bytes: Vec<u8>) -> Result<Read, Problem> {
    let refuse = |fault| Err(Problem::Import(fault));
    if bytes.starts_with(workbook::COMPOUND_FILE) {
        return refuse(ImportFault::Locked);
    }
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("txt" | "tsv") => plain(bytes).map(|text| (text, RowIds::default()).into()),
        Some("csv") => Ok(text_form(table(&plain(bytes)?)?).into()),
        Some("html" | "htm") => Ok(text_form(web::blocks(&plain(bytes)?)).into()),
        Some("xlsx") => sheets(&bytes),
        Some("docx") => {
            unpackable(&bytes)?;
            let damaged = || Problem::Import(ImportFault::Damaged);
            let xml = part(&bytes, "word/document.xml").ok_or_else(damaged)?;
            let [numbering, styles] = ["word/numbering.xml", "word/styles.xml"].map(|name| part(&bytes, name));
            let word::Document { blocks, notes } =
                word::read(&xml, &numbering.unwrap_or_default(), &styles.unwrap_or_default())
                    .map_err(Problem::Import)?;
            Ok(Read { form: text_form(blocks), sheet: None, notes })
        }
        Some("xlsm" | "docm" | "xltm" | "dotm" | "xlsb") => refuse(ImportFault::Macros),
        _ => refuse(ImportFault::Form),
    }
}

/// Text in UTF-8, in UTF-16 with its mark, in the encoding that a page names, or in `Shift_JIS` as Windows has it.
fn plain(bytes: Vec<u8>) -> Result<String, Problem> {
    let refused = Problem::NotUtf8 { is_table: false };
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
        return text.map(Into::into).ok_or(refused);
    }
    String::from_utf8(bytes).or_else(|error| {
        let bytes = error.as_bytes();
        let encoding = named_encoding(bytes).unwrap_or(encoding_rs::SHIFT_JIS);
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
        text.map(Into::into).ok_or(refused)
    })
}

/// The encoding that the beginning of a web page names.
fn named_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let beginning = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, label) = beginning.split_once("charset=")?;
    let label = label.trim_start_matches(['"', '\'']);
    let end = label.find(|one: char| !one.is_ascii_alphanumeric() && !matches!(one, '-' | '_')).unwrap_or(label.len());
    encoding_rs::Encoding::for_label(&label.as_bytes()[..end])
}

/// The rows of a CSV file.
fn table(text: &str) -> Result<Vec<Block>, Problem> {
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        return Err(Problem::Table(crate::diagnostic::TableFault::UnclosedQuote));
    }
    let mut reader = csv::ReaderBuilder::new();
    reader.flexible(true).has_headers(false).delimiter(if text.contains(',') { b',' } else { b'\t' });
    // Reading text from memory cannot fail: any text is some table to the parser.
    let records = reader.from_reader(text.as_bytes()).into_records().flatten().collect::<Vec<_>>();
    let rows = |cell: &dyn Fn(&str) -> String| {
        records.iter().map(|record| Block::Row(record.iter().map(cell).collect())).collect::<Vec<_>>()
    };
    let blocks = rows(&str::to_owned);
    // What left the portal has an apostrophe before what a spreadsheet would take for a formula.
    Ok(if has_ids_column(&blocks) { rows(&with_formula) } else { blocks })
}

/// The sheets of a workbook that have the columns of the directives, one after the other; else the first sheet.
fn sheets(bytes: &[u8]) -> Result<Read, Problem> {
    unpackable(bytes)?;
    let damaged = || Problem::Import(ImportFault::Damaged);
    let all = workbook::sheets(bytes).ok_or_else(damaged)?;
    let (mut sheets, mut hidden) = (Vec::new(), Vec::new());
    for workbook::Sheet { name, cells } in all {
        match cells {
            Some(cells) => sheets.push((name, cells.into_iter().map(Block::Row).collect::<Vec<_>>())),
            None => hidden.push(name),
        }
    }
    let with_columns = sheets.iter().filter(|(_, blocks)| has_columns(blocks)).map(|(name, _)| name.clone());
    let mut read: Vec<String> = with_columns.collect();
    if read.is_empty() {
        read.extend(sheets.first().map(|(name, _)| name.clone()));
    }
    let sheet = Some(read.first().cloned().ok_or_else(damaged)?);
    let (chosen, others): (Vec<_>, Vec<_>) = sheets.into_iter().partition(|(name, _)| read.contains(name));
    let filled = others.into_iter().filter(|(_, blocks)| !blocks.is_empty());
    let without_columns: Vec<String> = filled.map(|(name, _)| name).collect();
    let form = text_form(chosen.into_iter().flat_map(|(_, blocks)| blocks).collect());
    let is_whole = without_columns.is_empty() && hidden.is_empty();
    let notes = if is_whole { Vec::new() } else { vec![ImportNote::Sheets { read, without_columns, hidden }] };
    Ok(Read { form, sheet, notes })
}

/// Refuses archives that are damaged, have macros in them, or unpack to too much.
fn unpackable(bytes: &[u8]) -> Result<(), Problem> {
    let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return Err(Problem::Import(ImportFault::Damaged));
    };
    if archive.file_names().flatten().any(|name| name.ends_with("vbaProject.bin")) {
        return Err(Problem::Import(ImportFault::Macros));
    }
    if workbook::unpacks_to_too_much(bytes) {
        return Err(Problem::Import(ImportFault::UnpacksTooLarge));
    }
    Ok(())
}

/// A part of an archive, as text. `None` where there is none.
fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    archive.by_name(name).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}
