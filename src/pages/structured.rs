//! Structured data for search engines: JSON-LD in the vocabulary of <https://schema.org/>.

use serde_json::{Value, json};

use crate::portal::{Center, Document, DocumentKind, Event};

use super::view::{Link, View};
use crate::theme::plain_text;

/// JSON as it may stand in an HTML script element: no sign in it can end the element.
pub(super) fn embed(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

pub(super) fn breadcrumbs(view: &View<'_>, links: &[Link]) -> Value {
    let items: Vec<Value> = (links.iter().enumerate())
        .map(|(index, link)| {
            json!({
                "@type": "ListItem",
                "position": index + 1,
                "name": plain_text(&link.title_html),
                "item": view.absolute(&link.url),
            })
        })
        .collect();
    json!({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items})
}

pub(super) fn legislation(view: &mut View<'_>, document: &Document) -> Value {
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": view.plain(&document.title),
        "legislationIdentifier": document.path,
        "inLanguage": view.language.code(),
        "url": view.absolute(&view.url(&format!("{}/", document.path))),
        "legislationDate": document.issued.map(|date| date.to_string()),
        "dateModified": document.updated.map(|date| date.to_string()),
        "legislationPassedBy": document.issuer.as_ref().map(|issuer| view.plain(issuer)),
    });
    if let DocumentKind::Directives { .. } = document.kind {
        let period =
            [document.from, document.until].map(|date| date.map_or_else(|| "..".to_owned(), |date| date.to_string()));
        value["temporalCoverage"] = json!(period.join("/"));
    }
    without_nulls(value)
}

pub(super) fn office(view: &mut View<'_>, center: &Center) -> Value {
    without_nulls(json!({
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "name": view.plain(&center.record.name),
        "url": view.absolute(&view.url(&format!("centers/{}/", center.id))),
        "telephone": center.record.telephone,
        "email": center.record.email,
        "address": center.record.address.as_ref().map(|address| view.plain(address)),
        "sameAs": center.record.website.as_ref().map(|url| url.0.clone()),
    }))
}

pub(super) fn event(view: &mut View<'_>, event: &Event) -> Value {
    let center = view.portal().center(event.center);
    let record = &event.record;
    let organizer = json!({"@type": "GovernmentOffice", "name": view.plain(&center.record.name)});
    let place = record
        .place
        .as_ref()
        .map(|place| json!({"@type": "Place", "name": view.plain(place), "address": view.plain(place)}));
    let online = record.online == Some(crate::source::YesNo::Yes);
    without_nulls(json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": view.plain(&record.title),
        // Events take place in Japan, whose clocks are nine hours ahead of UTC all year.
        "startDate": format!("{}+09:00", record.start),
        "endDate": record.end.map(|end| format!("{end}+09:00")),
        "location": place,
        "eventAttendanceMode": if online { "https://schema.org/OnlineEventAttendanceMode" } else { "https://schema.org/OfflineEventAttendanceMode" },
        "organizer": organizer,
        "description": record.summary.as_ref().map(|summary| view.plain(summary)),
        "url": view.absolute(&super::event::url(view, event)),
    }))
}

/// Without keys that have no value.
pub(super) fn without_nulls(mut value: Value) -> Value {
    if let Value::Object(map) = &mut value {
        map.retain(|_, value| !value.is_null());
    }
    value
}
