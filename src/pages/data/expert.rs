//! `data/experts`: the experts whom everybody may see. On-request and internal entries leave no trace here, and
//! notes are nobody's business.

use serde_json::json;

use crate::portal::{Center, Expert, Portal};
use crate::source::Visibility;
use crate::text::prefecture::local_government_code;

use super::column::{Column, Sheet};
use super::topic_ids;

pub(super) struct Row<'a> {
    portal: &'a Portal,
    center: &'a Center,
    expert: &'a Expert,
}

pub(super) fn sheet(portal: &Portal) -> Sheet<Row<'_>> {
    Sheet {
        columns: vec![
            Column::value("id", |row: &Row| json!(row.expert.record.id.value)),
            Column::value("center", |row| json!(row.center.id)),
            Column::value("local_government_code", |row| json!(local_government_code(row.center.record.prefecture.0))),
            Column::value("kind", |row| json!(row.expert.record.kind.word())),
            Column::text("name", |row| Some(&row.expert.record.name)),
            Column::value("reading", |row| json!(row.expert.record.reading)),
            Column::text("organisation", |row| row.expert.record.organisation.as_ref()),
            Column::text("qualification", |row| row.expert.record.qualification.as_ref()),
            Column::value("contact", |row| json!(row.expert.record.contact)),
            Column::value("languages", |row| json!(row.expert.record.languages)),
            Column::value("topics", |row| topic_ids(row.portal, &row.expert.topics)),
            Column::value("verified_on", |row| json!(row.expert.record.verified_on.map(|date| date.to_string()))),
            Column::value("sample", |row| json!(row.portal.site.sample || row.center.record.sample)),
        ],
        rows: public(portal).map(|(center, expert)| Row { portal, center, expert }).collect(),
    }
}

/// The experts whom everybody may see, each with its center.
pub(super) fn public(portal: &Portal) -> impl Iterator<Item = (&Center, &Expert)> {
    portal
        .centers()
        .flat_map(|(_, center)| center.experts.iter().map(move |expert| (center, expert)))
        .filter(|(_, expert)| expert.record.visibility == Visibility::Public)
}
