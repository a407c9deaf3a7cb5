//! The report on duties as a page of its own: printed, or handed over as one file.

use std::fmt::Write as _;

use crate::portal::StandingKind;
use crate::source::Duty;
use crate::theme::escape;

use super::duties::{COUNTED, DutyReport, fill};
use crate::cli::page::{page, table as headed_table};

/// The page, whole: it needs no other file.
pub(super) fn render(report: &DutyReport<'_>) -> String {
    let fills = StandingKind::ALL
        .map(|kind| format!(".{} {{ color: #111; background: #{:06x}; }}\n", kind.word(), fill(kind)))
        .concat();
    let tables = [summary(report), matrix(report), measured(report), unmeasured(report)].concat();
    page(report.language, &report.title(), &report.as_of(), &fills, &tables)
}

fn table(report: &DutyReport<'_>, heading: &str, columns: &[String], rows: &str) -> String {
    headed_table(&report.word(heading), columns, rows)
}

fn summary(report: &DutyReport<'_>) -> String {
    let mut columns = vec![report.word("duties.center")];
    columns.extend(COUNTED.map(|kind| report.standing(kind)));
    let mut rows = String::new();
    for center in report.standings.worst_first() {
        let counts = COUNTED.map(|kind| format!("<td>{}</td>", center.count(kind))).concat();
        // Writing to a string cannot fail.
        let _ = writeln!(rows, "<tr><th scope=\"row\">{}</th>{counts}</tr>", escape(report.prefecture(center)));
    }
    table(report, "duties.worst_first", &columns, &rows)
}

fn matrix(report: &DutyReport<'_>) -> String {
    let measured = report.measured();
    let mut columns = vec![report.word("duties.center")];
    columns.extend(measured.iter().map(|(_, duty)| report.name(duty.duty)));
    let mut rows = String::new();
    for center in &report.standings.centers {
        let cells: Vec<String> = (measured.iter())
            .map(|&(place, _)| center.standings[place].kind)
            .map(|kind| format!("<td class=\"{}\">{}</td>", kind.word(), escape(&report.standing(kind))))
            .collect();
        let (prefecture, cells) = (escape(report.prefecture(center)), cells.concat());
        let _ = writeln!(rows, "<tr><th scope=\"row\">{prefecture}</th>{cells}</tr>");
    }
    table(report, "duties.by_center", &columns, &rows)
}

fn measured(report: &DutyReport<'_>) -> String {
    let columns = ["action", "extent"].map(|column| report.word(&format!("duties.{column}")));
    let rows: String = report.measured().iter().map(|(_, duty)| row(report, duty.duty, "")).collect();
    table(report, "duties.measured", &columns, &rows)
}

/// The duties that are not counted, with the reason.
fn unmeasured(report: &DutyReport<'_>) -> String {
    let columns = ["action", "extent", "reason"].map(|column| report.word(&format!("duties.{column}")));
    let rows: String = (report.unmeasured().iter())
        .map(|(duty, reason)| row(report, duty.duty, &format!("<td>{}</td>", escape(reason))))
        .collect();
    table(report, "duties.unmeasured", &columns, &rows)
}

fn row(report: &DutyReport<'_>, duty: &Duty, more: &str) -> String {
    let (action, extent) = (escape(&report.name(duty)), escape(&report.extent(duty)));
    format!("<tr><th scope=\"row\">{action}</th><td>{extent}</td>{more}</tr>\n")
}
