//! Events of all centers.

use jiff::civil::Date;
use serde::Serialize;

use crate::portal::{Event, Portal};
use crate::source::YesNo;
use crate::text::calendar;

use super::center::{self, Contact};
use super::event_calendar::calendar_address;
use super::frame::{Feed, Head};
use super::structured;
use super::view::{Html, Link, View};

/// An event as templates see it.
#[derive(Serialize)]
pub(super) struct EventView {
    id: String,
    title_html: String,
    url: String,
    start: String,
    end: String,
    when: String,
    place_html: Option<String>,
    online: bool,
    audience_html: Option<String>,
    capacity: Option<u32>,
    application: Option<Contact>,
    topics: Vec<Link>,
    center: Link,
    summary_html: Option<String>,
    past: bool,
}

#[derive(Serialize)]
struct EventsPage {
    upcoming: Vec<EventView>,
    past: Vec<EventView>,
}

pub(super) fn all(view: &mut View<'_>) -> Html {
    let portal = view.portal();
    let (past, upcoming): (Vec<&Event>, Vec<&Event>) =
        portal.events.iter().partition(|event| is_past(event, portal.date));
    let json_ld = upcoming.iter().map(|event| structured::event(view, event)).collect();
    let own = EventsPage {
        upcoming: upcoming.into_iter().map(|event| self::view(view, event)).collect(),
        past: past.into_iter().rev().map(|event| self::view(view, event)).collect(),
    };
    let sample = portal.site.sample && !portal.events.is_empty();
    let head = Head {
        kind: "events",
        title: view.word("title.events"),
        description: Some(view.word("description.events")),
        sample,
        feeds: vec![Feed::calendar(view.word("feed.events"), view.url(&calendar_address(portal, None)))],
        json_ld,
        ..Head::default()
    };
    view.finish("events.html", &head, &own)
}

/// The address of an event without language: its place on the page of events.
#[must_use]
pub fn event_address(portal: &Portal, event: &Event) -> String {
    format!("events/#{}", anchor(portal, event))
}

/// The place of an event on the page of events.
fn anchor(portal: &Portal, event: &Event) -> String {
    format!("{}-{}", portal.center(event.center).id, event.record.id.value)
}

/// Whether an event ended before `today`.
pub(super) fn is_past(event: &Event, today: Date) -> bool {
    event.record.end.unwrap_or(event.record.start).date() < today
}

pub(super) fn view(view: &mut View<'_>, event: &Event) -> EventView {
    let record = &event.record;
    let id = anchor(view.portal(), event);
    EventView {
        title_html: view.inline(&record.title),
        url: view.url(&event_address(view.portal(), event)),
        start: record.start.to_string(),
        end: record.end.unwrap_or(record.start).to_string(),
        when: calendar::period(record.start, record.end, view.language),
        place_html: view.inline_option(record.place.as_ref()),
        online: record.online == Some(YesNo::Yes),
        audience_html: view.inline_option(record.audience.as_ref()),
        capacity: record.capacity,
        application: record
            .application
            .as_deref()
            .map(|text| center::contact(text).named(&view.word("event.apply_page"))),
        topics: view.topic_links(&event.topics),
        center: view.center_link(event.center),
        summary_html: view.block_option(record.summary.as_ref()),
        past: is_past(event, view.portal().date),
        id,
    }
}
