//! `data/events`: the events of all centers, past ones included. Which duty an event fulfils is said where the site
//! shows duties by center, and not here.

use jiff::civil::DateTime;
use serde_json::{Value, json};

use crate::portal::{Center, Event, Portal};
use crate::source::YesNo;
use crate::text::prefecture::local_government_code;

use super::column::{Column, Sheet};
use super::topic_ids;
use crate::pages::event::event_address;

pub(super) struct Row<'a> {
    portal: &'a Portal,
    center: &'a Center,
    event: &'a Event,
}

pub(super) fn sheet(portal: &Portal) -> Sheet<Row<'_>> {
    Sheet {
        columns: vec![
            Column::value("id", |row: &Row| json!(row.event.record.id.value)),
            Column::value("center", |row| json!(row.center.id)),
            Column::value("local_government_code", |row| json!(local_government_code(row.center.record.prefecture.0))),
            Column::text("title", |row| Some(&row.event.record.title)),
            Column::text("summary", |row| row.event.record.summary.as_ref()),
            Column::value("start_date", |row| date(Some(row.event.record.start))),
            Column::value("start_time", |row| time(row.event, Some(row.event.record.start))),
            Column::value("end_date", |row| date(row.event.record.end)),
            Column::value("end_time", |row| time(row.event, row.event.record.end)),
            Column::text("place", |row| row.event.record.place.as_ref()),
            Column::text("address", |row| row.event.record.address.as_ref()),
            Column::value("latitude", |row| json!(row.event.record.latitude.map(|degrees| degrees.0))),
            Column::value("longitude", |row| json!(row.event.record.longitude.map(|degrees| degrees.0))),
            Column::value("online", |row| json!(row.event.record.online.map(|online| online == YesNo::Yes))),
            Column::text("audience", |row| row.event.record.audience.as_ref()),
            Column::value("capacity", |row| json!(row.event.record.capacity)),
            Column::text("fee", |row| row.event.record.fee.as_ref()),
            Column::value("application", |row| json!(row.event.record.application)),
            Column::value("apply_by", |row| json!(row.event.record.apply_by.map(|date| date.to_string()))),
            Column::value("contact", |row| json!(row.event.record.contact)),
            Column::value("website", |row| json!(row.event.record.url.as_ref().map(|url| &url.0))),
            Column::value("topics", |row| topic_ids(row.portal, &row.event.topics)),
            Column::value("updated_on", |row| json!(row.event.record.updated_on.map(|date| date.to_string()))),
            Column::address("url", |row| event_address(row.portal, row.event)),
            Column::value("sample", |row| json!(row.portal.site.sample || row.center.record.sample)),
        ],
        rows: portal.events.iter().map(|event| Row { portal, center: portal.center(event.center), event }).collect(),
    }
}

fn date(time: Option<DateTime>) -> Value {
    json!(time.map(|time| time.date().to_string()))
}

/// The time of day in Japan, to the minute; nothing where the event lasts whole days.
fn time(event: &Event, time: Option<DateTime>) -> Value {
    json!(time.filter(|_| !event.record.is_all_day()).map(|time| time.strftime("%H:%M").to_string()))
}
