//! `shirube report duties`

use std::process::ExitCode;

use clap::Args;

use crate::exchange::{Cell, Sheet, Table, workbook};
use crate::pages;
use crate::pipeline::Site;
use crate::portal::{CenterStanding, DocumentKind, EditionDuty, StandingKind, Standings, Unmeasurable};
use crate::source::{Duty, Text};
use crate::text::{Language, calendar, prefecture};
use crate::theme::plain_markdown;

use super::duties_page;
use crate::cli::answer::{Delivery, ReportFormat, aligned, refused};
use crate::cli::{Input, output};

#[derive(Debug, Args)]
pub(super) struct Duties {
    #[command(flatten)]
    input: Input,

    /// The fiscal year of the edition [default: the current one]
    #[arg(long, value_name = "YEAR")]
    edition: Option<i16>,

    /// The id of a center: report on it alone
    #[arg(long, value_name = "ID")]
    center: Option<String>,

    #[command(flatten)]
    delivery: Delivery,
}

pub(super) fn run(command: &Duties, language: Language) -> Result<ExitCode, ExitCode> {
    command.delivery.check(language)?;
    let site = command.input.load(language)?;
    let report = DutyReport::new(command, &site, language).map_err(|message| refused(&message))?;
    let answer = match command.delivery.format {
        ReportFormat::Table => Ok(report.text().into_bytes()),
        ReportFormat::Csv => Ok(report.list().to_csv().into_bytes()),
        ReportFormat::Json => Ok(format!("{:#}\n", report.list().to_json()).into_bytes()),
        ReportFormat::Html => Ok(duties_page::render(&report).into_bytes()),
        ReportFormat::Xlsx => report.workbook(),
    };
    Ok(command.delivery.deliver(answer, language))
}

/// What the summary counts, in its order.
pub(super) const COUNTED: [StandingKind; 3] = [StandingKind::Missing, StandingKind::Planned, StandingKind::Met];

/// The background of a standing in workbooks and on paper, as 0xRRGGBB: light enough for black letters.
pub(super) const fn fill(kind: StandingKind) -> u32 {
    match kind {
        StandingKind::Met => 0x00D7_EBD8,
        StandingKind::Planned => 0x00FF_F3CC,
        StandingKind::Missing => 0x00F9_D6D3,
        StandingKind::NotMeasurable => 0x00EE_EEEE,
    }
}

/// Where the centers stand with the duties of an edition, in one language.
pub(super) struct DutyReport<'a> {
    site: &'a Site,
    pub language: Language,
    year: i16,
    pub standings: Standings<'a>,
    /// Whether it is about one center alone.
    is_of_one: bool,
}

impl<'a> DutyReport<'a> {
    fn new(command: &Duties, site: &'a Site, language: Language) -> Result<Self, String> {
        let portal = &site.portal;
        let year = command.edition.unwrap_or(portal.site.edition);
        let wanted = DocumentKind::Directives { year };
        let Some(document) = portal.documents.iter().position(|document| document.kind == wanted) else {
            let known: Vec<String> = (portal.documents.iter())
                .filter_map(|document| match document.kind {
                    DocumentKind::Directives { year } => Some(year.to_string()),
                    DocumentKind::Guidance => None,
                })
                .collect();
            return Err(output::unknown("--edition", &year.to_string(), known.iter().map(String::as_str), language));
        };
        let mut standings = portal.standings(document);
        if let Some(id) = &command.center {
            standings.centers.retain(|center| portal.center(center.center).id == *id);
            if standings.centers.is_empty() {
                let known = portal.centers().map(|(_, center)| center.id.as_str());
                return Err(output::unknown("--center", id, known, language));
            }
        }
        Ok(Self { site, language, year, standings, is_of_one: command.center.is_some() })
    }

    /// A word of the theme.
    pub fn word(&self, key: &str) -> String {
        self.words(key, &[])
    }

    fn words(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.site.theme.messages.get(self.language, key, values)
    }

    /// What the report is called.
    pub fn title(&self) -> String {
        self.words("title.duties", &[("edition", &calendar::fiscal_year(self.year, self.language))])
    }

    /// For which day it holds.
    pub fn as_of(&self) -> String {
        self.words("duties.as_of", &[("date", &calendar::day(self.site.portal.date, self.language))])
    }

    /// A standing in a word.
    pub fn standing(&self, kind: StandingKind) -> String {
        self.word(&format!("standing.{}", kind.word()))
    }

    /// A text without Markdown.
    fn plain(&self, text: &Text) -> String {
        plain_markdown(text.localised(self.language).0)
    }

    /// What a duty asks for, and for whom: two may differ in that alone.
    pub fn name(&self, duty: &Duty) -> String {
        let action = self.plain(&duty.action);
        match &duty.audience {
            Some(audience) => {
                self.words("duty.without_amount", &[("action", &action), ("details", &self.plain(audience))])
            }
            None => action,
        }
    }

    /// How much a duty asks for, in words.
    pub fn extent(&self, duty: &Duty) -> String {
        pages::duty_extent(&self.site.theme.messages, self.language, duty)
    }

    /// The prefecture of a center.
    pub fn prefecture(&self, center: &CenterStanding) -> &'static str {
        prefecture::name(self.site.portal.center(center.center).record.prefecture.0, self.language)
    }

    fn id(&self, center: &CenterStanding) -> &str {
        &self.site.portal.center(center.center).id
    }

    /// The duties that events tell of, each with its place among all.
    pub fn measured(&self) -> Vec<(usize, &EditionDuty<'a>)> {
        self.standings.duties.iter().enumerate().filter(|(_, duty)| duty.required.is_ok()).collect()
    }

    /// The duties that events do not tell of, each with the reason in words.
    pub fn unmeasured(&self) -> Vec<(&EditionDuty<'a>, String)> {
        (self.standings.duties.iter())
            .filter_map(|duty| {
                let reason = duty.required.err()?;
                Some((duty, self.word(&format!("standing.reason.{}", reason.word()))))
            })
            .collect()
    }

    /// For the terminal: who lags, then who stands where; of one center its list.
    fn text(&self) -> String {
        let heading = format!("{}  {}", self.title(), self.as_of());
        let parts = match self.standings.centers.first() {
            Some(center) if self.is_of_one => {
                vec![heading, self.prefecture(center).to_owned(), self.text_of_one(center)]
            }
            _ => vec![heading, self.text_summary(), self.text_matrix(), self.text_key()],
        };
        parts.join("\n\n") + "\n"
    }

    fn text_summary(&self) -> String {
        let mut heading = vec![self.word("duties.center"), String::new()];
        heading.extend(COUNTED.map(|kind| self.standing(kind)));
        let mut rows = vec![heading];
        for center in self.standings.worst_first() {
            let mut row = vec![self.prefecture(center).to_owned(), self.id(center).to_owned()];
            row.extend(COUNTED.map(|kind| center.count(kind).to_string()));
            rows.push(row);
        }
        format!("{}\n{}", self.word("duties.worst_first"), aligned(&rows))
    }

    /// The columns are numbered: with the ids above them no terminal would be wide enough.
    fn text_matrix(&self) -> String {
        let measured = self.measured();
        let mut heading = vec![self.word("duties.center")];
        heading.extend((1..=measured.len()).map(|number| number.to_string()));
        let mut rows = vec![heading];
        for center in &self.standings.centers {
            let mut row = vec![self.prefecture(center).to_owned()];
            row.extend(measured.iter().map(|&(place, _)| self.standing(center.standings[place].kind)));
            rows.push(row);
        }
        format!("{}\n{}", self.word("duties.by_center"), aligned(&rows))
    }

    /// Which number is which duty, and why others are not among them.
    fn text_key(&self) -> String {
        let line = |duty: &Duty| [duty.id.value.clone(), self.extent(duty), self.name(duty)];
        let measured: Vec<Vec<String>> = (self.measured().iter().zip(1..))
            .map(|((_, duty), number)| [number.to_string()].into_iter().chain(line(duty.duty)).collect())
            .collect();
        let unmeasured: Vec<Vec<String>> = (self.unmeasured().into_iter())
            .map(|(duty, reason)| line(duty.duty).into_iter().chain([reason]).collect())
            .collect();
        format!(
            "{}\n{}\n\n{}\n{}",
            self.word("duties.measured"),
            aligned(&measured),
            self.word("duties.unmeasured"),
            aligned(&unmeasured)
        )
    }

    fn text_of_one(&self, center: &CenterStanding) -> String {
        let columns = ["standing", "held", "planned", "extent", "id", "action"];
        let mut rows = vec![columns.map(|column| self.word(&format!("duties.{column}"))).to_vec()];
        for (duty, standing) in self.standings.duties.iter().zip(&center.standings) {
            rows.push(vec![
                self.standing(standing.kind),
                standing.held.to_string(),
                standing.planned.to_string(),
                self.extent(duty.duty),
                duty.duty.id.value.clone(),
                self.name(duty.duty),
            ]);
        }
        aligned(&rows)
    }

    /// One row a center and duty, for programs: the names of columns and standings are the same in every language.
    fn list(&self) -> Table {
        let mut table = Table::new([
            "edition",
            "center",
            "prefecture",
            "duty",
            "action",
            "required",
            "held",
            "planned",
            "standing",
            "reason",
        ]);
        for center in &self.standings.centers {
            for (duty, standing) in self.standings.duties.iter().zip(&center.standings) {
                table.rows.push(vec![
                    Cell::Number(f64::from(self.year)),
                    self.id(center).into(),
                    self.prefecture(center).into(),
                    duty.duty.id.value.as_str().into(),
                    self.plain(&duty.duty.action).into(),
                    duty.required.ok().into(),
                    standing.held.into(),
                    standing.planned.into(),
                    standing.kind.word().into(),
                    duty.required.err().map(Unmeasurable::word).into(),
                ]);
            }
        }
        table
    }

    /// Centers in rows, duties in columns, standings in words.
    fn matrix(&self) -> Table {
        let measured = self.measured();
        let mut columns = vec![self.word("duties.center"), String::from("id"), self.standing(StandingKind::Missing)];
        let heading = |duty: &Duty| format!("{}\n{}", duty.id.value, self.name(duty));
        columns.extend(measured.iter().map(|(_, duty)| heading(duty.duty)));
        let mut table = Table::new(columns.iter().map(String::as_str));
        for center in &self.standings.centers {
            let missing = u32::try_from(center.count(StandingKind::Missing)).unwrap_or(u32::MAX);
            let mut row: Vec<Cell> = vec![self.prefecture(center).into(), self.id(center).into(), missing.into()];
            row.extend(measured.iter().map(|&(place, _)| Cell::from(self.standing(center.standings[place].kind))));
            table.rows.push(row);
        }
        table
    }

    fn workbook(&self) -> Result<Vec<u8>, String> {
        let words = StandingKind::ALL.map(|kind| (self.standing(kind), fill(kind)));
        let fills: Vec<(&str, u32)> = words.iter().map(|(word, colour)| (word.as_str(), *colour)).collect();
        let (matrix, list) = (self.matrix(), self.list());
        let (by_center, all) = (self.word("duties.by_center"), self.word("duties.list"));
        let sheets =
            [Sheet { fixed_columns: 1, fills: &fills, ..Sheet::new(&by_center, &matrix) }, Sheet::new(&all, &list)];
        workbook(&sheets, self.site.portal.date).map_err(|error| error.to_string())
    }
}
