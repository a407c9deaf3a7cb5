//! `shirube diff`

mod page;

use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::compare::{self, ChangeKind, Comparison, Piece, PieceKind};
use crate::exchange::{Cell, Sheet, Table, changes_json, changes_table, workbook};
use crate::pages::{self, Line, Teller};
use crate::pipeline::Site;
use crate::portal::{DocumentKind, Portal, ProvisionKey};
use crate::text::{Language, calendar};

use super::answer::{aligned, deliver, needs_file, refused};
use super::{Input, output};

#[derive(Debug, Args)]
pub(super) struct Diff {
    #[command(flatten)]
    input: Input,

    /// The fiscal year of the former edition
    from: i16,

    /// The fiscal year of the later edition
    to: i16,

    /// Report translations that changed alone, too
    #[arg(long)]
    translations: bool,

    /// How to show it
    #[arg(long, value_enum, default_value_t)]
    format: DiffFormat,

    /// The file to write [default: the terminal; a workbook needs a file]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum DiffFormat {
    /// Part by part, to read in the terminal
    #[default]
    Human,
    /// An entry a change, for programs
    Json,
    /// A page of its own, to print or hand over
    Html,
    /// Comma-separated values, a row for each change
    Csv,
    /// A workbook for Excel: summary, targets and duties, all changes
    Xlsx,
}

pub(super) fn run(command: &Diff, language: Language) -> Result<ExitCode, ExitCode> {
    needs_file(command.format == DiffFormat::Xlsx, command.output.as_deref(), language)?;
    let site = command.input.load(language)?;
    let diff = EditionDiff::new(command, &site, language).map_err(|message| refused(&message))?;
    let answer = match command.format {
        DiffFormat::Human => Ok(diff.text(command.output.is_none() && std::io::stdout().is_terminal()).into_bytes()),
        DiffFormat::Json => Ok(format!("{:#}\n", changes_json(&site.portal, &diff.comparison)).into_bytes()),
        DiffFormat::Html => Ok(page::render(&diff).into_bytes()),
        DiffFormat::Csv => Ok(changes_table(&site.portal, &diff.comparison).to_csv().into_bytes()),
        DiffFormat::Xlsx => diff.workbook(),
    };
    Ok(deliver(answer, command.output.as_deref(), language))
}

/// What changed between two editions, in one language.
struct EditionDiff<'a> {
    site: &'a Site,
    teller: Teller<'a>,
    years: (i16, i16),
    comparison: Comparison,
}

impl<'a> EditionDiff<'a> {
    fn new(command: &Diff, site: &'a Site, language: Language) -> Result<Self, String> {
        let portal = &site.portal;
        let find = |year: i16| {
            compare::edition(portal, year).ok_or_else(|| {
                output::unknown(
                    if language == Language::Japanese { "版" } else { "edition" },
                    &year.to_string(),
                    editions(portal).iter().map(String::as_str),
                    language,
                )
            })
        };
        let comparison = Comparison::new(portal, find(command.from)?, find(command.to)?, command.translations);
        let teller = Teller { portal, messages: &site.theme.messages, language };
        Ok(Self { site, teller, years: (command.from, command.to), comparison })
    }

    fn language(&self) -> Language {
        self.teller.language
    }

    fn word(&self, key: &str) -> String {
        self.words(key, &[])
    }

    fn words(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.site.theme.messages.get(self.language(), key, values)
    }

    fn title(&self) -> String {
        let year = |year: i16| calendar::fiscal_year(year, self.language());
        self.words("title.changes", &[("from", &year(self.years.0)), ("to", &year(self.years.1))])
    }

    /// The parts, and for each kind of change how many there are in each.
    fn summary(&self) -> Table {
        let (parts, counts) = pages::summary(&self.site.portal, &self.comparison);
        let mut columns = vec![self.word("change.kind_of")];
        columns.extend(parts.iter().map(|&part| self.teller.place(part)));
        columns.push(self.word("change.total"));
        let mut table = Table::new(columns.iter().map(String::as_str));
        let number = |count: usize| Cell::from(u32::try_from(count).unwrap_or(u32::MAX));
        for (kind, counts) in counts {
            let total = counts.iter().sum();
            let mut row = vec![Cell::from(self.teller.kind(kind))];
            row.extend(counts.into_iter().chain([total]).map(number));
            table.rows.push(row);
        }
        table
    }

    /// The changed targets and duties.
    fn duties(&self) -> Table {
        let columns = ["change.kind_of", "change.place", "change.before", "change.after"].map(|key| self.word(key));
        let mut table = Table::new(columns.iter().map(String::as_str));
        let sentence = |duty: Option<&_>| Cell::from(duty.map(|duty| self.teller.duty_sentence(duty)));
        for duty in pages::changed_duties(&self.site.portal, &self.comparison) {
            let (kind, place) = (self.teller.kind(duty.kind), self.teller.place(duty.place));
            table.rows.push(vec![kind.into(), place.into(), sentence(duty.before), sentence(duty.after)]);
        }
        table
    }

    /// All changes in words.
    fn list(&self) -> Table {
        let columns = ["part", "kind_of", "place", "id", "what"].map(|key| self.word(&format!("change.{key}")));
        let mut table = Table::new(columns.iter().map(String::as_str));
        for change in &self.comparison.changes {
            let Some(key) = change.provision() else { continue };
            let part = pages::part_of(&self.site.portal, change).map(|part| self.teller.place(part));
            let lines: Vec<String> = self.lines(change, false).collect();
            table.rows.push(vec![
                part.into(),
                self.teller.kind(change.kind).into(),
                self.teller.place(key).into(),
                self.site.portal.provision(key).id.as_str().into(),
                lines.join("\n").into(),
            ]);
        }
        table
    }

    fn workbook(&self) -> Result<Vec<u8>, String> {
        let (summary, duties, list) = (self.summary(), self.duties(), self.list());
        let names = ["summary", "duties", "all"].map(|key| self.word(&format!("change.{key}")));
        let [first, second, third] = &names;
        let sheets = [(first, &summary, 1), (second, &duties, 0), (third, &list, 0)]
            .map(|(name, table, fixed_columns)| Sheet { fixed_columns, ..Sheet::new(name, table) });
        workbook(&sheets, self.site.portal.date).map_err(|error| error.to_string())
    }

    /// For the terminal: how many changes of each kind, then each.
    fn text(&self, colour: bool) -> String {
        let total = self.comparison.changes.len();
        let mut text = format!("{}\n", self.title());
        if total == 0 {
            return text + &self.word("change.none") + "\n";
        }
        let rows: Vec<Vec<String>> = (ChangeKind::ALL.into_iter())
            .filter_map(|kind| {
                let count = self.comparison.changes.iter().filter(|change| change.kind == kind).count();
                (count > 0).then(|| vec![format!("  {}", self.teller.kind(kind)), count.to_string()])
            })
            .chain([vec![format!("  {}", self.word("change.total")), total.to_string()]])
            .collect();
        text += &aligned(&rows);
        text.push('\n');
        let mut part: Option<ProvisionKey> = None;
        for change in &self.comparison.changes {
            let Some(key) = change.provision() else { continue };
            let own = pages::part_of(&self.site.portal, change);
            let id = |key: Option<ProvisionKey>| key.map(|key| &self.site.portal.provision(key).id);
            if id(own) != id(part) {
                part = own;
                let _ = writeln!(text, "\n{}", own.map(|part| self.teller.place(part)).unwrap_or_default());
            }
            let (kind, place, id) =
                (self.teller.kind(change.kind), self.teller.place(key), &self.site.portal.provision(key).id);
            let _ = writeln!(text, "\n  {kind}  {place}  ({id})");
            for line in self.lines(change, colour) {
                let _ = writeln!(text, "      {}", line.replace('\n', "\n      "));
            }
        }
        text
    }

    /// What a change says, a line each.
    fn lines(&self, change: &compare::Change, colour: bool) -> impl Iterator<Item = String> {
        let separator = self.word("site.colon");
        self.teller.lines(change).into_iter().map(move |line| match line {
            Line::Marked(pieces, _) => pieces.iter().map(|piece| marked(piece, colour)).collect(),
            Line::FromTo(field, before, after) => {
                let said = |value: Option<String>| value.unwrap_or_else(|| "–".into());
                format!("{field}{separator}{} → {}", said(before), said(after))
            }
            Line::Provisions(name, keys) => {
                let said = |&key: &ProvisionKey| format!("\n- {} {}", self.teller.place(key), self.teller.said(key));
                format!("{name}{}{}", separator.trim_end(), keys.iter().map(said).collect::<Vec<_>>().concat())
            }
        })
    }
}

/// A piece of a text: struck out and underlined in colour, or between signs.
fn marked(piece: &Piece, colour: bool) -> String {
    let text = &piece.text;
    match (piece.kind, colour) {
        (PieceKind::Same, _) => text.clone(),
        (PieceKind::Removed, true) => format!("\u{1b}[31;9m{text}\u{1b}[0m"),
        (PieceKind::Added, true) => format!("\u{1b}[32;4m{text}\u{1b}[0m"),
        (PieceKind::Removed, false) => format!("[-{text}-]"),
        (PieceKind::Added, false) => format!("{{+{text}+}}"),
    }
}

/// The years of the editions.
fn editions(portal: &Portal) -> Vec<String> {
    let years = portal.documents.iter().filter_map(|document| match document.kind {
        DocumentKind::Directives { year } => Some(year.to_string()),
        DocumentKind::Guidance => None,
    });
    years.collect()
}
