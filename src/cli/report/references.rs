//! `shirube report references`

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use unicode_width::UnicodeWidthChar as _;

use crate::cli::answer::{Delivery, ReportFormat, aligned, refused};
use crate::cli::page::{page, table};
use crate::cli::{Input, LanguageCode, output};
use crate::exchange::{Cell, Sheet, Table, workbook};
use crate::pipeline::Site;
use crate::portal::{Portal, ProvisionKey};
use crate::reference::{FoundIn, Restatement, Row, restatements, rows};
use crate::text::Language;
use crate::theme::escape;

#[derive(Debug, Args)]
pub(super) struct References {
    #[command(flatten)]
    input: Input,

    /// A document: report on it alone, as in guidance/overwork
    #[arg(long, value_name = "ID")]
    document: Option<String>,

    /// The language of the texts that are read [default: the authoritative one]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<LanguageCode>,

    #[command(flatten)]
    delivery: Delivery,
}

/// The columns: programs know them by these names, people by those of the locale files.
const COLUMNS: [&str; 11] =
    ["kind", "document", "number", "provision", "words", "relation", "state", "target", "place", "anchor", "address"];

/// Those that fit into a terminal; that of documents is left out where there is one.
const SHOWN: [&str; 7] = ["document", "kind", "number", "words", "state", "target", "place"];

/// So many columns of a terminal a cell may take.
const WIDEST: usize = 40;

pub(super) fn run(command: &References, language: Language) -> Result<ExitCode, ExitCode> {
    command.delivery.check(language)?;
    let site = command.input.load(language)?;
    let portal = &site.portal;
    let document = match &command.document {
        Some(id) => Some(document(portal, id, language).map_err(|message| refused(&message))?),
        None => None,
    };
    let lang = command.lang.map_or(portal.authoritative, LanguageCode::language);
    let found = portal.references.all(lang).iter();
    let is_asked = |found: &&FoundIn| document.is_none_or(|only| portal.provision(found.provision).document == only);
    let restatements = restatements(portal).into_iter();
    let is_asked_of = |one: &Restatement| document.is_none_or(|only| portal.provision(one.provision).document == only);
    let list = list(portal, found.filter(is_asked), restatements.filter(is_asked_of));
    let answer = match command.delivery.format {
        ReportFormat::Table => Ok(text(&site, &list, &SHOWN[usize::from(document.is_some())..], language).into_bytes()),
        ReportFormat::Csv => Ok(list.to_csv().into_bytes()),
        ReportFormat::Json => Ok(format!("{:#}\n", list.to_json()).into_bytes()),
        ReportFormat::Html => Ok(html(&site, &list, language).into_bytes()),
        ReportFormat::Xlsx => {
            let title = word(&site, "title.references", language);
            workbook(&[Sheet::new(&title, &list)], portal.date).map_err(|error| error.to_string())
        }
    };
    Ok(command.delivery.deliver(answer, language))
}

/// The document with a path, or with an id that only one has.
fn document(portal: &Portal, id: &str, language: Language) -> Result<usize, String> {
    let is_named = |path: &str| path == id || path.split_once('/').is_some_and(|(_, name)| name == id);
    let named = portal.documents.iter().enumerate().filter(|(_, document)| is_named(&document.path));
    match named.collect::<Vec<_>>().as_slice() {
        [(only, _)] => Ok(*only),
        [] => {
            let known = portal.documents.iter().map(|document| document.path.as_str());
            Err(output::unknown("--document", id, known, language))
        }
        several => Err(output::ambiguous("--document", id, several.iter().map(|(_, one)| one.path.as_str()), language)),
    }
}

fn word(site: &Site, key: &str, language: Language) -> String {
    site.theme.messages.get(language, key, &[])
}

/// One row a target: lists of clauses have a row each. That a provision repeats another stands before what its text
/// refers to.
fn list<'p>(
    portal: &'p Portal,
    references: impl Iterator<Item = &'p FoundIn>,
    restatements: impl Iterator<Item = Restatement>,
) -> Table {
    let mut list = Table::new(COLUMNS);
    let mut restatements = restatements.peekable();
    for reference in references {
        while let Some(one) = restatements.next_if(|one| one.provision <= reference.provision) {
            list.rows.push(cells_of(portal, one.provision, one.row(portal)));
        }
        list.rows.extend(rows(portal, reference).into_iter().map(|row| cells_of(portal, reference.provision, row)));
    }
    list.rows.extend(restatements.map(|one| cells_of(portal, one.provision, one.row(portal))));
    list
}

fn cells_of(portal: &Portal, key: ProvisionKey, row: Row) -> Vec<Cell> {
    let provision = portal.provision(key);
    let cells: [Cell; 11] = [
        row.kind.into(),
        portal.documents[provision.document].path.as_str().into(),
        portal.printed_number(key).trim().into(),
        provision.id.as_str().into(),
        row.words.into(),
        row.relation.into(),
        row.state.into(),
        row.target.into(),
        row.place.into(),
        row.anchor.into(),
        row.address.into(),
    ];
    cells.into()
}

/// The cells of some columns, for people: words for those of data.
fn cells(site: &Site, list: &Table, columns: &[&str], language: Language) -> Vec<Vec<String>> {
    let cell = |row: &[Cell], name: &str| {
        let place = list.columns.iter().position(|column| column == name);
        match place.and_then(|place| row.get(place)) {
            Some(Cell::Text(text)) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Some(Cell::Number(number)) => number.to_string(),
            Some(Cell::Empty) | None => String::new(),
        }
    };
    let said = |row: &[Cell], name: &str| {
        let data = cell(row, name);
        let words = match (name, cell(row, "kind").as_str()) {
            ("kind" | "relation" | "state", _) => "references",
            ("place", "definition") => "scope",
            ("place", "notice") => "instrument",
            _ => return data,
        };
        if data.is_empty() { data } else { word(site, &format!("{words}.{data}"), language) }
    };
    list.rows.iter().map(|row| columns.iter().map(|name| said(row, name)).collect()).collect()
}

fn headings(site: &Site, columns: &[&str], language: Language) -> Vec<String> {
    columns.iter().map(|column| word(site, &format!("references.{column}"), language)).collect()
}

fn text(site: &Site, list: &Table, shown: &[&str], language: Language) -> String {
    let mut rows = vec![headings(site, shown, language)];
    rows.extend(
        cells(site, list, shown, language).into_iter().map(|row| row.iter().map(|cell| beginning(cell)).collect()),
    );
    format!("{}\n", aligned(&rows))
}

/// The beginning of a cell: a whole sentence would push the next columns out of the terminal.
fn beginning(cell: &str) -> String {
    let mut width = 0;
    let end = cell.char_indices().find(|(_, one)| {
        width += one.width().unwrap_or(0);
        width > WIDEST
    });
    end.map_or_else(|| cell.to_owned(), |(end, _)| format!("{}…", &cell[..end]))
}

/// A page with a table for each document.
fn html(site: &Site, list: &Table, language: Language) -> String {
    let shown = ["kind", "number", "words", "relation", "state", "target", "place"];
    let columns = headings(site, &shown, language);
    let mut tables = String::new();
    for document in &site.portal.documents {
        let is_in = |row: &&Vec<Cell>| matches!(row.get(1), Some(Cell::Text(path)) if *path == document.path);
        let own = Table { columns: list.columns.clone(), rows: list.rows.iter().filter(is_in).cloned().collect() };
        if own.rows.is_empty() {
            continue;
        }
        let addresses = cells(site, &own, &["address"], language).into_iter().flatten();
        let mut rows = String::new();
        for (row, address) in cells(site, &own, &shown, language).iter().zip(addresses) {
            let cells = shown.iter().zip(row).map(|(column, cell)| {
                let cell = escape(cell);
                let is_link = *column == "place" && !address.is_empty();
                if is_link {
                    format!("<td><a href=\"{}\">{cell}</a></td>", escape(&address))
                } else {
                    format!("<td>{cell}</td>")
                }
            });
            // Writing to a string cannot fail.
            let _ = writeln!(rows, "<tr>{}</tr>", cells.collect::<Vec<_>>().concat());
        }
        tables += &table(document.title.localised(language).0, &columns, &rows);
    }
    page(language, &word(site, "title.references", language), "", "", &tables)
}
