//! `data/directives/<year>/duties`: what the directives ask for in figures.

use serde_json::json;

use crate::portal::{Portal, Provision};
use crate::source::{Duty, Unit};

use super::column::{Column, Sheet};
use super::directive::provisions;
use super::permalink;

pub(super) struct Row<'a> {
    portal: &'a Portal,
    provision: &'a Provision,
    duty: &'a Duty,
}

pub(super) fn sheet(portal: &Portal, document: usize) -> Sheet<Row<'_>> {
    Sheet {
        columns: vec![
            Column::value("id", |row: &Row| json!(row.duty.id.value)),
            Column::value("provision", |row| json!(row.portal.full_id(row.provision))),
            Column::text("action", |row| Some(&row.duty.action)),
            Column::text("audience", |row| row.duty.audience.as_ref()),
            Column::value("operator", |row| json!(row.duty.operator.word())),
            Column::value("amount", |row| json!(row.duty.amount)),
            Column::value("ratio", |row| json!(row.duty.ratio)),
            Column::value("unit", |row| json!(row.duty.unit.map(Unit::word))),
            Column::value("per", |row| json!(row.duty.per.word())),
            Column::value("baseline_year", |row| json!(row.duty.baseline.as_ref().map(|baseline| baseline.year))),
            Column::value("baseline_of", |row| json!(row.duty.baseline.as_ref().map(|baseline| baseline.of.word()))),
            Column::value("on_request", |row| json!(row.duty.on_request)),
            Column::address("url", |row| permalink(row.provision)),
        ],
        rows: provisions(portal, document)
            .flat_map(|provision| provision.duties.iter().map(move |duty| Row { portal, provision, duty }))
            .collect(),
    }
}
