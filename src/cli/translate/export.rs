//! `shirube translate export`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::source::Standing;
use crate::text::Language;
use crate::translation::{Catalogue, po, sheet, xliff};

use crate::cli::answer::{deliver, needs_file, refused};
use crate::cli::{Input, LanguageCode, output};

use super::{load, no_text, selects};

#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    input: Input,

    /// The language of the translation [default: the one that is not authoritative]
    #[arg(long, value_enum)]
    lang: Option<LanguageCode>,

    /// The format of the file [default: that of the extension of --output, or PO]
    #[arg(long, value_enum)]
    format: Option<CatalogueFormat>,

    /// The file to write [default: the terminal; a workbook needs a file]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Which texts
    #[arg(long, value_enum, default_value_t)]
    only: Only,

    /// Files, folders or places of texts [default: all]
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
}

/// The formats of files for translators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CatalogueFormat {
    /// GNU gettext, for Poedit, Weblate and most other programs
    Po,
    /// XLIFF 1.2, for programs for translators
    Xliff,
    /// A workbook for Excel
    Xlsx,
}

impl CatalogueFormat {
    /// The format that the extension of a file names.
    pub fn of(file: &std::path::Path) -> Option<Self> {
        match file.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "po" => Some(Self::Po),
            "xliff" | "xlf" => Some(Self::Xliff),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Only {
    /// Texts without a translation
    Missing,
    /// Texts whose translation was made from an earlier one
    Stale,
    /// Every text
    #[default]
    All,
}

impl Only {
    fn wants(self, standing: Standing) -> bool {
        match self {
            Self::Missing => standing == Standing::Missing,
            Self::Stale => standing == Standing::Stale,
            Self::All => true,
        }
    }
}

pub(super) fn run(command: &Export, language: Language) -> Result<ExitCode, ExitCode> {
    let named = command.output.as_deref().and_then(CatalogueFormat::of);
    let format = command.format.or(named).unwrap_or(CatalogueFormat::Po);
    needs_file(format == CatalogueFormat::Xlsx, command.output.as_deref(), language)?;
    let (site, into) = load(&command.input, command.lang, language)?;
    let content = &command.input.content;
    if let Some(path) = no_text(&site.portal, &command.paths, content) {
        return Err(refused(&output::no_text_at(path, language)));
    }
    let catalogue = Catalogue::of(&site.portal, into, |unit| {
        command.only.wants(unit.standing) && selects(&command.paths, content, &unit.address)
    });
    let answer = match format {
        CatalogueFormat::Po => Ok(po::write(&catalogue).into_bytes()),
        CatalogueFormat::Xliff => Ok(xliff::write(&catalogue).into_bytes()),
        CatalogueFormat::Xlsx => sheet::write(&catalogue).map_err(|error| error.to_string()),
    };
    Ok(deliver(answer, command.output.as_deref(), language))
}
