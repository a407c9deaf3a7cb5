//! Official documents, as they are printed or handed over, into files of the content folder.
//!
//! Nothing is read or written here: a document is a text, and the result are the texts of files. The steps are `rows`
//! (what is furniture of the page), `cell` and `items` (what is one item), `table` (what lies in what), `ids`,
//! `recognise`, `duty` and `restated` (what sentences say besides their wording), and `write`. What is not sure
//! becomes a [`Doubt`] with the record, and the [`Ledger`] proves that no character was lost.

mod account;
mod binding;
mod cell;
mod clauses;
mod doubt;
mod duty;
mod facts;
mod files;
mod former;
mod forms;
mod given;
mod guidance;
mod ids;
mod items;
mod lists;
mod names;
mod notices;
mod number;
mod piece;
mod read_back;
mod recognise;
mod restated;
mod rows;
mod table;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use account::{Account, Booking, Fate, Joint, Ledger};
pub use doubt::Doubt;
pub use facts::recognised;
pub use forms::{from_rows, read};
pub use given::{Document, GivenId, GivenKind, IDS_HEADING, RowIds};
pub use lists::List;
pub use piece::without_restated;
pub(super) use read_back::edition;
pub(super) use restated::is_said_within;
pub use write::Noted;

use crate::diagnostic::{Diagnostics, ImportFault, ImportNote, Problem, SourceFile, Span};
use crate::exchange::Yaml;
use crate::source::{EditionFolder, Guidance, Law, Notice, Term};

use crate::text::Language;

use lists::Lists;
use piece::Spelling;

/// What the portal has already into which a document is imported.
#[derive(Debug, Clone, Copy, Default)]
pub struct Existing<'e> {
    /// Its editions, whose ids are taken over where titles are the same.
    pub editions: &'e [EditionFolder],
    /// Its guidance, whose ids are taken over likewise.
    pub guidance: &'e [Guidance],
    /// Its notices.
    pub notices: List<'e, Notice>,
    /// Its laws.
    pub laws: List<'e, Law>,
    /// The terms of its glossary.
    pub terms: List<'e, Term>,
    /// The content folder, with which the paths of its files begin.
    pub folder: &'e str,
}

impl<'e> Existing<'e> {
    /// With lists to which nothing can be added.
    fn closed(mut self) -> Self {
        self.notices.is_open = false;
        self.laws.is_open = false;
        self.terms.is_open = false;
        self
    }

    fn lists(self, document: String) -> Lists<'e> {
        Lists::new(self.notices, self.laws, self.terms, document)
    }
}

/// A document as files of the content folder.
#[derive(Debug)]
pub struct Imported {
    /// The files by their path in the content folder.
    pub files: Vec<(String, String)>,
    /// Records that are to be added to lists of the portal, by file.
    pub additions: Vec<(&'static str, Yaml)>,
    /// How many records of each kind there are.
    pub counts: Vec<(&'static str, usize)>,
    /// The account of characters.
    pub account: Account,
    /// What was done to the document.
    pub ledger: Ledger,
    /// What is not sure, in the order of the document.
    pub noted: Vec<Noted>,
    /// Headings of the table of contents that the document does not have.
    pub not_in_tables: Vec<String>,
    /// The provisions whose ids the document names, by their references there (`training/d3`), each with the reference
    /// that it has now: a directive that was moved to another activity has another.
    pub given: BTreeMap<String, String>,
}

/// The directives of a fiscal year from the text form of their table. `None` where it is none, which is reported.
pub fn directives(
    document: &Document,
    year: i16,
    existing: Existing<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Imported> {
    let Document { file: document, ids: row_ids } = document;
    let text = document.text.as_str();
    let mut ledger = Ledger::default();
    let mut sheet = rows::read(text, row_ids, &mut ledger);
    let span = |piece: &piece::Piece<'_>| Span::new(document, piece.at, piece.text.len());
    let known = diagnostics.counts().0;
    for piece in &sheet.too_wide {
        diagnostics.error(Problem::Import(ImportFault::TooWide { columns: rows::COLUMNS }), &span(piece));
    }
    for piece in &sheet.without_part {
        diagnostics.error(Problem::Import(ImportFault::NoPart), &span(piece));
    }
    if sheet.tables_from == text.len() {
        diagnostics.error(Problem::Import(ImportFault::NoTable), &Span::file(document));
        return None;
    }
    let mut parts = Vec::new();
    for rows in std::mem::take(&mut sheet.parts) {
        let (part, homeless) = table::part(rows, &mut ledger);
        for piece in &homeless {
            diagnostics.error(Problem::Import(ImportFault::NoActivity), &span(piece));
        }
        parts.push(part);
    }
    if diagnostics.counts().0 > known {
        return None;
    }
    let spelling = Spelling::of(text, row_ids);
    let ids = ids::Known::of(existing.editions, year);
    let given = ids::assign(&mut parts, &ids, row_ids, &|pieces| spelling.text(pieces).text);
    let restated = restated::known(existing.editions, year);
    let mut lists = existing.lists(format!("directives-{year}"));
    let mut writer = write::Writer::new(&parts, year, &spelling, &restated, &mut ledger, &mut lists);
    let edition = writer.edition(sheet.title, &sheet.preface).file();
    let texts: Vec<String> = parts.iter().map(|part| writer.part(part).file()).collect();
    let noted = writer.noted;
    let written = read_back(document, diagnostics, |faults| read_back::directives(&edition, &texts, faults))?;
    let account = ledger.close(text, &written.streams, |at| sheet.stream_of(text, at));
    let is_there = |heading: &&String| written.headings.iter().any(|written| written == *heading);
    let not_in_tables = sheet.contents.iter().filter(|heading| !is_there(heading)).cloned().collect();
    // A name by position is a number already.
    let name = |(index, part): (usize, &table::Part<'_>)| {
        let position = format!("{}-", index + 1);
        format!("{}{}", if part.id.starts_with("part-") { "" } else { &position }, part.id)
    };
    let names = std::iter::once("edition".to_owned()).chain(parts.iter().enumerate().map(name));
    let texts = std::iter::once(edition).chain(texts);
    let files = names.zip(texts).map(|(name, text)| (format!("directives/{year}/{name}.yaml"), text)).collect();
    let (additions, counts) = (lists.additions(), written.counts);
    Imported { files, additions, counts, account, ledger, noted, not_in_tables, given }.finished(document, diagnostics)
}

/// A guidance of numbered clauses from its text form. `None` where it is none, which is reported.
pub fn guidance(
    document: &Arc<SourceFile>,
    id: &str,
    existing: Existing<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Imported> {
    let text = document.text.as_str();
    let mut ledger = Ledger::default();
    let read = clauses::read(text, &mut ledger);
    if read.clauses.is_empty() || read.title.is_none() {
        diagnostics.error(Problem::Import(ImportFault::NoClauses), &Span::file(document));
        return None;
    }
    let no_ids = RowIds::default();
    let spelling = Spelling::of(text, &no_ids);
    let mut lists = existing.lists(id.to_owned());
    let before = existing.guidance.iter().find(|guidance| guidance.id.value == id);
    let mut writer = guidance::Writer {
        id,
        spelling: &spelling,
        ledger: &mut ledger,
        lists: &mut lists,
        groups: guidance::Groups::of(before),
        before,
        former: former::Former::of(before),
        tally: former::Tally::default(),
        noted: Vec::new(),
    };
    let files = writer.guidance(&read, existing.folder);
    let guidance::Writer { noted, tally, former, .. } = writer;
    let (words, mut counts) =
        read_back(document, diagnostics, |faults| guidance::read_back(&files, !read.preface.is_empty(), faults))?;
    let account = ledger.close(text, &[words], |_| 0);
    if before.is_some() {
        let (gone, clauses) = former.gone();
        counts.extend([
            ("unchanged", tally.unchanged),
            ("reworded", tally.reworded),
            ("new", tally.new),
            ("gone", gone),
        ]);
        if gone > 0 {
            diagnostics.warning(Problem::Imported(ImportNote::Gone { clauses }), &Span::file(document));
        }
    }
    let (additions, not_in_tables, given) = (lists.additions(), Vec::new(), BTreeMap::new());
    Imported { files, additions, counts, account, ledger, noted, not_in_tables, given }.finished(document, diagnostics)
}

/// What was written, read back; refuses what the reader does not take.
fn read_back<T>(
    document: &Arc<SourceFile>,
    diagnostics: &mut Diagnostics,
    read: impl FnOnce(&mut Diagnostics) -> Option<T>,
) -> Option<T> {
    let mut faults = Diagnostics::default();
    let written = read(&mut faults);
    let Some(fault) = faults.sorted().into_iter().next() else { return written };
    let message = fault.problem.message(Language::English);
    diagnostics.error(Problem::Import(ImportFault::NotReadBack { message }), &Span::file(document));
    None
}

impl Imported {
    /// Puts lists in the order of the document; refuses what does not account for every character.
    fn finished(mut self, document: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> Option<Self> {
        self.noted.sort_by_key(|noted| noted.at);
        self.ledger.joints.sort_by_key(|joint| joint.at);
        self.ledger.bookings.sort_by_key(|booking| booking.range.start);
        if self.account.is_closed() {
            return Some(self);
        }
        let Account { missing, added, first, .. } = self.account;
        let span = Span::new(document, first.unwrap_or_default(), 30);
        diagnostics.error(Problem::Import(ImportFault::NotClosed { missing, added }), &span);
        None
    }
}
