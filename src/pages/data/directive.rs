//! `data/directives/<year>` as a table: every provision of an edition in the order of the document. The JSON of the
//! same name has them as a tree.

use serde_json::json;

use crate::portal::{Portal, Provision};

use super::column::{Column, Sheet};
use super::{permalink, topic_ids};

pub(super) struct Row<'a> {
    pub portal: &'a Portal,
    pub provision: &'a Provision,
}

pub(super) fn sheet(portal: &Portal, document: usize) -> Sheet<Row<'_>> {
    Sheet {
        columns: vec![
            Column::value("id", |row: &Row| json!(row.portal.full_id(row.provision))),
            Column::value("kind", |row| json!(row.provision.kind.word())),
            Column::value("number", |row| json!(row.provision.number)),
            Column::value("under", |row| {
                json!(row.provision.parent.map(|key| row.portal.full_id(row.portal.provision(key))))
            }),
            Column::text("text", |row| row.provision.heading.as_ref().or(row.provision.text.as_ref())),
            Column::value("marks", |row| json!(row.provision.marks.iter().map(|mark| mark.word()).collect::<Vec<_>>())),
            Column::value("deferred", |row| json!(row.provision.deferred)),
            Column::value("restates", |row| {
                json!(row.provision.restates.map(|key| row.portal.full_id(row.portal.provision(key))))
            }),
            Column::value("topics", |row| topic_ids(row.portal, &row.provision.topics)),
            Column::value("notices", |row| {
                let ids = row.provision.notices.iter().map(|&key| row.portal.notice(key).id.value.as_str());
                json!(ids.collect::<Vec<_>>())
            }),
            Column::address("url", |row| permalink(row.provision)),
        ],
        rows: provisions(portal, document).map(|provision| Row { portal, provision }).collect(),
    }
}

/// The provisions of a document in its order.
pub(super) fn provisions(portal: &Portal, document: usize) -> impl Iterator<Item = &Provision> {
    portal.provisions().map(|(_, provision)| provision).filter(move |provision| provision.document == document)
}
