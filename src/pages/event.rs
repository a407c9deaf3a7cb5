//! Events of all centers.

use serde::Serialize;

use crate::portal::{Event, Portal};
use crate::source::YesNo;
use crate::text::{calendar, prefecture};

use super::center::{self, Contact};
use super::duty;
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
    /// The duties that it fulfils.
    fulfils: Vec<Link>,
    /// The ids of its topics and of its center, for the filters.
    topic_ids: Vec<String>,
    center_id: String,
    center: Link,
    summary_html: Option<String>,
    address_html: Option<String>,
    fee_html: Option<String>,
    apply_by: Option<String>,
    apply_by_label: Option<String>,
    contact: Option<Contact>,
    page: Option<String>,
    past: bool,
}

#[derive(Serialize)]
struct EventsPage {
    upcoming: Vec<EventView>,
    past: Vec<EventView>,
    /// What the filters offer: topics and centers that have events, by id.
    topics: Vec<Choice>,
    centers: Vec<Choice>,
}

/// An entry of a filter.
#[derive(Serialize)]
struct Choice {
    id: String,
    name: String,
}

pub(super) fn all(view: &mut View<'_>) -> Html {
    let portal = view.portal();
    let (past, upcoming): (Vec<&Event>, Vec<&Event>) =
        portal.events.iter().partition(|event| event.is_past(portal.date));
    let json_ld = upcoming.iter().map(|event| structured::event(view, event)).collect();
    let topics = (portal.topics())
        .filter(|(key, _)| portal.events.iter().any(|event| event.topics.contains(key)))
        .map(|(_, topic)| Choice { id: topic.record.id.value.clone(), name: view.plain(&topic.record.name) })
        .collect();
    let centers = (portal.centers())
        .filter(|(key, _)| portal.events.iter().any(|event| event.center == *key))
        .map(|(_, center)| Choice {
            id: center.id.clone(),
            name: prefecture::name(center.record.prefecture.0, view.language).to_owned(),
        })
        .collect();
    let own = EventsPage {
        topics,
        centers,
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

/// Where a page leads for an event: to the page of events, or in the own site of a center to its home page, which has
/// those that are to come.
pub(super) fn url(view: &View<'_>, event: &Event) -> String {
    let portal = view.portal();
    match view.renderer.center.filter(|_| !event.is_past(portal.date)) {
        Some(key) => view.url(&format!("centers/{}/#{}", portal.center(key).id, anchor(portal, event))),
        None => view.url(&event_address(portal, event)),
    }
}

/// The place of an event on the page of events, and on that of its center.
pub(super) fn anchor(portal: &Portal, event: &Event) -> String {
    format!("{}-{}", portal.center(event.center).id, event.record.id.value)
}

pub(super) fn view(view: &mut View<'_>, event: &Event) -> EventView {
    let record = &event.record;
    let id = anchor(view.portal(), event);
    EventView {
        title_html: view.inline(&record.title),
        url: url(view, event),
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
        fulfils: duty::fulfilled(view, event),
        center: view.center_link(event.center),
        topic_ids: (event.topics.iter()).map(|&key| view.portal().topic(key).record.id.value.clone()).collect(),
        center_id: view.portal().center(event.center).id.clone(),
        summary_html: view.block_option(record.summary.as_ref()),
        address_html: view.inline_option(record.address.as_ref()),
        fee_html: view.inline_option(record.fee.as_ref()),
        apply_by: record.apply_by.map(|date| date.to_string()),
        apply_by_label: record.apply_by.map(|date| calendar::day(date, view.language)),
        contact: record.contact.as_deref().map(center::contact),
        page: record.url.as_ref().map(|url| url.0.clone()),
        past: event.is_past(view.portal().date),
        id,
    }
}
