//! The changes as a page of their own: printed, or handed over as one file.

use std::fmt::Write as _;

use crate::cli::page;
use crate::compare::{Change, Piece, PieceKind};
use crate::exchange::{Cell, Table};
use crate::pages::{self, Line};
use crate::portal::ProvisionKey;
use crate::text::Language;
use crate::theme::escape;

use super::EditionDiff;

/// What is marked, in colour and by a line. The page stands upright: it has more text than tables.
const STYLE: &str = r"@page { size: A4; margin: 15mm; }
body { max-width: 60rem; margin-inline: auto; padding-inline: 1rem; font-size: 0.9375rem; line-height: 1.7; }
article { margin-block: 1.5rem; break-inside: avoid; }
h2 { margin-top: 2.5rem; border-top: 3px double; padding-top: 0.5rem; }
h3 { margin-bottom: 0.25rem; font-size: 1rem; }
p { margin-block: 0.25rem; }
del { color: light-dark(#9c1c17, #ff9d8f); text-decoration: line-through 2px; }
ins { color: light-dark(#0b5c2c, #8fdca8); text-decoration: underline 2px; text-underline-offset: 0.2em; font-weight: 700; }
del, ins { white-space: pre-line; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media print { body { padding: 0; font-size: 9pt; } }
";

/// The page, whole: it needs no other file.
pub(super) fn render(diff: &EditionDiff<'_>) -> String {
    let content = if diff.comparison.changes.is_empty() {
        format!("<p>{}</p>\n", escape(&diff.word("change.none")))
    } else {
        let duties = diff.duties();
        let duties = if duties.rows.is_empty() { String::new() } else { table(diff, "change.duties", &duties) };
        table(diff, "change.summary", &diff.summary()) + &duties + &changes(diff)
    };
    page::page(diff.language(), &diff.title(), "", STYLE, &content)
}

fn table(diff: &EditionDiff<'_>, heading: &str, table: &Table) -> String {
    let mut rows = String::new();
    for row in &table.rows {
        let cells = row.iter().enumerate().map(|(index, cell)| {
            let text = match cell {
                Cell::Empty => "–".to_owned(),
                Cell::Text(text) => escape(text),
                Cell::Number(number) => number.to_string(),
            };
            if index == 0 { format!("<th scope=\"row\">{text}</th>") } else { format!("<td>{text}</td>") }
        });
        // Writing to a string cannot fail.
        let _ = writeln!(rows, "<tr>{}</tr>", cells.collect::<Vec<_>>().concat());
    }
    page::table(&diff.word(heading), &table.columns, &rows)
}

/// Each change under its part.
fn changes(diff: &EditionDiff<'_>) -> String {
    let portal = &diff.site.portal;
    let mut html = String::new();
    let id = |key: Option<ProvisionKey>| key.map(|key| &portal.provision(key).id);
    let mut part = None;
    for change in &diff.comparison.changes {
        let Some(key) = change.provision() else { continue };
        let own = pages::part_of(portal, change);
        if id(own) != id(part) {
            part = own;
            let place = own.map(|part| diff.teller.place(part)).unwrap_or_default();
            let _ = writeln!(html, "<h2>{}</h2>", escape(&place));
        }
        let (kind, place) = (escape(&diff.teller.kind(change.kind)), escape(&diff.teller.place(key)));
        let lines = lines(diff, change);
        let _ =
            writeln!(html, "<article>\n<h3>{kind}{}{place}</h3>\n{lines}</article>", escape(&diff.word("site.colon")));
    }
    html
}

fn lines(diff: &EditionDiff<'_>, change: &Change) -> String {
    let line = |line: Line| match line {
        Line::Marked(pieces, language) => format!(
            "<p{}>{}</p>\n",
            foreign(diff, language),
            pieces.iter().map(|piece| marked(diff, piece, ["change.gone", "change.new"])).collect::<Vec<_>>().concat()
        ),
        Line::FromTo(field, before, after) => {
            let piece = |kind, text: Option<String>| {
                text.map(|text| marked(diff, &Piece { kind, text }, ["change.was", "change.is"])).unwrap_or_default()
            };
            let (before, after) = (piece(PieceKind::Removed, before), piece(PieceKind::Added, after));
            format!("<p>{}{}{before} {after}</p>\n", escape(&field), escape(&diff.word("site.colon")))
        }
        Line::Provisions(name, keys) => {
            let items = keys.iter().map(|&key| {
                format!("<li>{} {}</li>\n", escape(&diff.teller.place(key)), escape(&diff.teller.said(key)))
            });
            format!("<p>{}</p>\n<ul>\n{}</ul>\n", escape(&name), items.collect::<Vec<_>>().concat())
        }
    };
    diff.teller.lines(change).into_iter().map(line).collect()
}

/// The attribute of a text in another language than the page.
fn foreign(diff: &EditionDiff<'_>, language: Language) -> String {
    if language == diff.language() { String::new() } else { format!(" lang=\"{}\"", language.code()) }
}

fn marked(diff: &EditionDiff<'_>, piece: &Piece, [gone, new]: [&str; 2]) -> String {
    pages::marked_html(piece, "hidden", [gone, new].map(|key| diff.word(key)).each_ref().map(String::as_str))
}
