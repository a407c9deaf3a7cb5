//! `shirube translate status`

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use crate::exchange::{Cell, Sheet, Table, workbook};
use crate::pipeline::Site;
use crate::portal::Progress;
use crate::source::{Standing, TextUnit};
use crate::text::{Language, calendar};
use crate::theme::{escape, plain_markdown};

use crate::cli::answer::{Delivery, ReportFormat, aligned};
use crate::cli::page::{page, table};
use crate::cli::{Input, LanguageCode};

use super::load;

/// How many characters of a text stand in a line of the terminal.
const EXCERPT: usize = 60;

#[derive(Debug, Args)]
pub(super) struct Status {
    #[command(flatten)]
    input: Input,

    /// The language of the translation [default: the one that is not authoritative]
    #[arg(long, value_enum)]
    lang: Option<LanguageCode>,

    #[command(flatten)]
    delivery: Delivery,
}

pub(super) fn run(command: &Status, language: Language) -> Result<ExitCode, ExitCode> {
    command.delivery.check(language)?;
    let (site, into) = load(&command.input, command.lang, language)?;
    let report = StatusReport { progress: site.portal.progress(), site: &site, into, language };
    let answer = match command.delivery.format {
        ReportFormat::Table => Ok(report.text().into_bytes()),
        ReportFormat::Csv => Ok(report.texts().to_csv().into_bytes()),
        ReportFormat::Json => Ok(format!("{:#}\n", report.json()).into_bytes()),
        ReportFormat::Html => Ok(report.page().into_bytes()),
        ReportFormat::Xlsx => report.workbook(),
    };
    Ok(command.delivery.deliver(answer, language))
}

/// How far the translation is, in one language of messages.
struct StatusReport<'a> {
    site: &'a Site,
    into: Language,
    language: Language,
    progress: Vec<Progress>,
}

impl StatusReport<'_> {
    fn words(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.site.theme.messages.get(self.language, key, values)
    }

    fn word(&self, key: &str) -> String {
        self.words(&format!("translation.{key}"), &[])
    }

    fn lede(&self) -> String {
        let name = |language: Language| self.words(&format!("language.{language}"), &[]);
        let sum = Progress::sum(&self.progress);
        let (from, into) = (name(self.site.portal.authoritative), name(self.into));
        let (total, translated) = (sum.total().to_string(), sum.translated().to_string());
        let values = [("from", from.as_str()), ("into", &into), ("total", &total), ("translated", &translated)];
        self.words("translation.lede", &values)
    }

    fn of(&self, standing: Standing) -> impl Iterator<Item = &TextUnit> {
        self.site.portal.translations.units.iter().filter(move |unit| unit.standing == standing)
    }

    fn source<'u>(&self, unit: &'u TextUnit) -> &'u str {
        unit.text.get(self.site.portal.authoritative).unwrap_or_default()
    }

    fn columns(&self) -> Vec<String> {
        ["place", "total", "translated", "stale", "missing"].map(|column| self.word(column)).to_vec()
    }

    /// The rows of the numbers, and their sum.
    fn numbers(&self) -> Vec<(String, [usize; 4])> {
        let row = |place: &str, progress: &Progress| {
            let of = |standing| progress.count(standing);
            let counts = [progress.total(), progress.translated(), of(Standing::Stale), of(Standing::Missing)];
            (place.to_owned(), counts)
        };
        let sum = row(&self.word("sum"), &Progress::sum(&self.progress));
        self.progress.iter().map(|progress| row(&progress.place, progress)).chain([sum]).collect()
    }

    fn text(&self) -> String {
        let mut rows = vec![self.columns()];
        rows.extend(
            self.numbers()
                .into_iter()
                .map(|(place, counts)| [place].into_iter().chain(counts.map(|count| count.to_string())).collect()),
        );
        let mut parts = vec![self.lede(), aligned(&rows)];
        for standing in [Standing::Stale, Standing::Missing] {
            let lines: Vec<String> =
                self.of(standing).map(|unit| format!("{}\n  {}", unit.address, self.excerpt(unit))).collect();
            if !lines.is_empty() {
                let heading = self.word(&format!("{}_texts", standing.word()));
                parts.push(format!("{heading}\n{}", lines.join("\n")));
            }
        }
        if parts.len() == 2 {
            parts.push(self.word("none"));
        }
        let unrecorded = self.of(Standing::Unrecorded).count();
        if unrecorded > 0 {
            parts.push(self.words("translation.unrecorded_note", &[("n", &unrecorded.to_string())]));
        }
        parts.join("\n\n") + "\n"
    }

    /// The beginning of a text on one line.
    fn excerpt(&self, unit: &TextUnit) -> String {
        let plain = plain_markdown(self.source(unit));
        match plain.char_indices().nth(EXCERPT) {
            Some((cut, _)) => format!("{}…", &plain[..cut]),
            None => plain,
        }
    }

    /// One row a text that needs work, for programs: the names of columns and standings are the same in every language.
    fn texts(&self) -> Table {
        let mut table = Table::new(["address", "standing", "language", "text", "translation", "url", "file", "line"]);
        let places = self.site.portal.text_places();
        for unit in [Standing::Stale, Standing::Missing].into_iter().flat_map(|standing| self.of(standing)) {
            let line = unit.text.span.position().0;
            table.rows.push(vec![
                unit.address.as_str().into(),
                unit.standing.word().into(),
                self.into.code().into(),
                self.source(unit).into(),
                unit.text.get(self.into).into(),
                places.of(unit).map(|address| format!("/{}/{address}", self.into.code())).into(),
                unit.text.span.file.path.as_str().into(),
                u32::try_from(line).unwrap_or(u32::MAX).into(),
            ]);
        }
        table
    }

    fn table_of_numbers(&self) -> Table {
        let mut table = Table::new(self.columns().iter().map(String::as_str));
        for (place, counts) in self.numbers() {
            let counts = counts.map(|count| Cell::from(u32::try_from(count).unwrap_or(u32::MAX)));
            table.rows.push([Cell::from(place)].into_iter().chain(counts).collect());
        }
        table
    }

    fn json(&self) -> serde_json::Value {
        let place = |progress: &Progress| {
            json!({
                "place": progress.place,
                "total": progress.total(),
                "translated": progress.translated(),
                "unrecorded": progress.count(Standing::Unrecorded),
                "stale": progress.count(Standing::Stale),
                "missing": progress.count(Standing::Missing),
            })
        };
        json!({
            "language": self.into.code(),
            "places": self.progress.iter().map(place).collect::<Vec<_>>(),
            "texts": self.texts().to_json(),
        })
    }

    fn workbook(&self) -> Result<Vec<u8>, String> {
        let (numbers, texts) = (self.table_of_numbers(), self.texts());
        let (by_place, list) = (self.word("by_place"), self.word("texts"));
        let sheets = [Sheet { fixed_columns: 1, ..Sheet::new(&by_place, &numbers) }, Sheet::new(&list, &texts)];
        workbook(&sheets, self.site.portal.date).map_err(|error| error.to_string())
    }

    fn page(&self) -> String {
        let mut rows = String::new();
        for (place, counts) in self.numbers() {
            let counts = counts.map(|count| format!("<td>{count}</td>")).concat();
            // Writing to a string cannot fail.
            let _ = writeln!(rows, "<tr><th scope=\"row\">{}</th>{counts}</tr>", escape(&place));
        }
        let mut content = table(&self.word("by_place"), &self.columns(), &rows);
        for standing in [Standing::Stale, Standing::Missing] {
            let row = |unit: &TextUnit| {
                let (text, place) = (escape(&plain_markdown(self.source(unit))), escape(&unit.address));
                format!("<tr><td lang=\"{}\">{text}</td><td>{place}</td></tr>\n", self.site.portal.authoritative)
            };
            let rows: String = self.of(standing).map(row).collect();
            if !rows.is_empty() {
                let columns = [self.word("text"), self.word("address")];
                content += &table(&self.word(&format!("{}_texts", standing.word())), &columns, &rows);
            }
        }
        let date = calendar::day(self.site.portal.date, self.language);
        let lead = format!("{} ({date})", self.lede());
        page(self.language, &self.words("title.translation", &[]), &lead, "", &content)
    }
}
