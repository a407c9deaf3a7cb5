//! `data/topics`: what the ids of topics in the other data sets stand for.

use serde_json::{Value, json};

use crate::portal::{Portal, Topic};
use crate::source::Aliases;

use super::column::{Column, Sheet};
use super::topic_ids;

pub(super) struct Row<'a> {
    portal: &'a Portal,
    topic: &'a Topic,
}

pub(super) fn sheet(portal: &Portal) -> Sheet<Row<'_>> {
    Sheet {
        columns: vec![
            Column::value("id", |row: &Row| json!(row.topic.record.id.value)),
            Column::text("name", |row| Some(&row.topic.record.name)),
            Column::value("reading", |row| json!(row.topic.record.reading)),
            Column::text("summary", |row| Some(&row.topic.record.summary)),
            Column::value("aliases", |row| aliases(row.topic.record.aliases.as_ref())),
            Column::value("related", |row| topic_ids(row.portal, &row.topic.related)),
            Column::address("url", |row| format!("topics/{}/", row.topic.record.id.value)),
        ],
        rows: portal.topics().map(|(_, topic)| Row { portal, topic }).collect(),
    }
}

fn aliases(aliases: Option<&Aliases>) -> Value {
    json!(aliases.map(|aliases| [&aliases.ja[..], &aliases.en[..]].concat()))
}
