//! Files of documents: whatever their form, what comes out is the text form.

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostics, ImportFault, Problem, SourceFile, Span};
use crate::source::MAXIMUM_FILE_SIZE;

/// Reads a document. `None` where that cannot be done, which is reported.
pub fn read(path: &Path, diagnostics: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    let shown = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    match bytes(path).and_then(|bytes| text(path, bytes)) {
        Ok(text) => Some(Arc::new(SourceFile { path: shown, text })),
        Err(problem) => {
            diagnostics.error(problem, &Span::path(shown));
            None
        }
    }
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

fn text(path: &Path, bytes: Vec<u8>) -> Result<String, Problem> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("txt" | "tsv") => plain(bytes),
        _ => Err(Problem::Import(ImportFault::Form)),
    }
}

/// Text in UTF-8, or in UTF-16 with its mark, or in `Shift_JIS` as Windows has it.
fn plain(bytes: Vec<u8>) -> Result<String, Problem> {
    let refused = Problem::NotUtf8 { is_table: false };
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
        return text.map(Into::into).ok_or(refused);
    }
    String::from_utf8(bytes).or_else(|error| {
        let text = encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(error.as_bytes());
        text.map(Into::into).ok_or(refused)
    })
}
