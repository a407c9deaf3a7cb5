//! `data/centers`: how to reach each center.

use serde_json::json;

use crate::portal::{Center, Portal};
use crate::text::prefecture::local_government_code;

use super::column::{Column, Sheet};

pub(super) struct Row<'a> {
    center: &'a Center,
    sample: bool,
}

pub(super) fn sheet(portal: &Portal) -> Sheet<Row<'_>> {
    Sheet {
        columns: vec![
            Column::value("id", |row: &Row| json!(row.center.id)),
            Column::value("local_government_code", |row| json!(local_government_code(row.center.record.prefecture.0))),
            Column::text("name", |row| Some(&row.center.record.name)),
            Column::value("postal_code", |row| json!(row.center.record.postal_code)),
            Column::text("address", |row| row.center.record.address.as_ref()),
            Column::value("latitude", |row| json!(row.center.record.latitude.map(|degrees| degrees.0))),
            Column::value("longitude", |row| json!(row.center.record.longitude.map(|degrees| degrees.0))),
            Column::value("telephone", |row| json!(row.center.record.telephone)),
            Column::value("email", |row| json!(row.center.record.email)),
            Column::text("hours", |row| row.center.record.hours.as_ref()),
            Column::text("closed", |row| row.center.record.closed.as_ref()),
            Column::value("stress_check_line", |row| json!(row.center.record.stress_check_line)),
            Column::value("website", |row| json!(row.center.record.website.as_ref().map(|url| &url.0))),
            Column::text("introduction", |row| row.center.record.introduction.as_ref()),
            Column::address("url", |row| format!("centers/{}/", row.center.id)),
            Column::value("sample", |row| json!(row.sample)),
        ],
        rows: (portal.centers())
            .map(|(_, center)| Row { center, sample: portal.site.sample || center.record.sample })
            .collect(),
    }
}
