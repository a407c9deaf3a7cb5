//! Translations written into the files of the content: each at its place, and everything else as it is.

mod encoding;
mod markdown;
mod table;
mod yaml;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::diagnostic::{CatalogueFault, Diagnostics, Problem, Span, Unwritable};
use crate::source::TextUnit;
use crate::text::Language;

use encoding::Form;
use yaml::Slot;

/// A stretch of a file and what takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edit {
    range: Range<usize>,
    text: String,
}

/// `text` with all edits, which do not overlap.
fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        result.push_str(text.get(at..edit.range.start).unwrap_or_default());
        result.push_str(&edit.text);
        at = edit.range.end;
    }
    result.push_str(text.get(at..).unwrap_or_default());
    result
}

/// The files of the folder `content` with new translations into `language`, with their new bytes. Those that cannot be
/// written are reported as errors.
pub fn written(
    content: &Path,
    changes: &[(&TextUnit, String)],
    language: Language,
    diagnostics: &mut Diagnostics,
) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: BTreeMap<&str, Vec<(&TextUnit, &str)>> = BTreeMap::new();
    for (unit, text) in changes {
        files.entry(unit.file()).or_default().push((unit, text));
    }
    let mut written = Vec::with_capacity(files.len());
    for (file, changes) in files {
        match write_file(content, file, &changes, language) {
            Ok(file) => written.push(file),
            Err((span, problem)) => diagnostics.error(problem, &span),
        }
    }
    written
}

fn write_file(
    content: &Path,
    name: &str,
    changes: &[(&TextUnit, &str)],
    language: Language,
) -> Result<(PathBuf, Vec<u8>), (Span, Problem)> {
    let first = &changes[0].0.text.span;
    let extension = name.rsplit('.').next().unwrap_or_default();
    let by_keys: HashMap<&str, &str> =
        changes.iter().filter_map(|(unit, text)| Some((unit.address.split_once('#')?.1, *text))).collect();
    let refused = |keys: String| {
        let unit = changes.iter().find(|(unit, _)| unit.address.ends_with(&format!("#{keys}")));
        let span = unit.map_or(first, |(unit, _)| &unit.text.span).clone();
        let place = match extension {
            "yaml" => Unwritable::Yaml,
            "csv" => Unwritable::Table,
            "md" => Unwritable::Page,
            _ => Unwritable::Workbook,
        };
        (span, Problem::Catalogue(CatalogueFault::NotWritable(format!("{name}#{keys}"), place)))
    };
    let io = |path: &Path, error: &std::io::Error| {
        (Span::path(path.to_string_lossy()), Problem::Io { message: error.to_string() })
    };
    let source = &first.file;
    let mut path = content.join(name);
    let old = if extension == "md" {
        path.set_extension(format!("{language}.md"));
        match std::fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(io(&path, &error)),
        }
    } else {
        Some(source.text.clone())
    };
    let new = match extension {
        "yaml" => yaml::rewrite(&source.text, &by_keys, Slot::Translation(language)),
        "csv" => table::rewrite(source, &by_keys, language),
        "md" => {
            let old = old.as_deref().map(|text| text.trim_start_matches('\u{feff}'));
            markdown::rewrite(&source.text, old, &by_keys)
        }
        _ => Err(by_keys.keys().min().map(|keys| (*keys).to_owned()).unwrap_or_default()),
    };
    let new = new.map_err(refused)?;
    let Some(old) = old else { return Ok((path, new.into_bytes())) };
    let bytes = std::fs::read(&path).map_err(|error| io(&path, &error))?;
    let encoded = Form::of(old.trim_start_matches('\u{feff}'), &bytes).and_then(|form| form.encode(&new));
    encoded
        .map(|bytes| (path, bytes))
        .ok_or_else(|| (Span::file(source), Problem::Catalogue(CatalogueFault::NotEncodable)))
}
