//! Events as iCalendar (RFC 5545), for all centers and for each: what calendar programs subscribe to.

use icalendar::{Calendar, Component as _, EventLike as _, Parameter, Property};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};

use crate::portal::{CenterKey, Event, Portal};
use crate::source::{Text, YesNo};
use crate::text::calendar;
use crate::theme::plain_markdown;

use super::event;
use super::view::View;

/// How many months of past events stay in: a calendar that dropped them would take them from the past of its readers.
const MONTHS: i64 = 12;

/// How far the clocks of Japan are ahead of UTC: all year, since 1951.
const JAPAN: SignedDuration = SignedDuration::from_hours(9);

/// The longest line in octets (RFC 5545, 3.1).
const LINE: usize = 75;

/// The address of a calendar without language.
pub(super) fn calendar_address(portal: &Portal, center: Option<CenterKey>) -> String {
    center.map_or_else(|| "events/events.ics".into(), |key| format!("centers/{}/events.ics", portal.center(key).id))
}

/// The events of a center, or of all.
pub(super) fn render(view: &View<'_>, center: Option<CenterKey>) -> String {
    let portal = view.portal();
    let name = match center {
        Some(key) => plain(view, &portal.center(key).record.name),
        None => plain(view, &portal.site.title),
    };
    let name = view.words("calendar.title", &[("name", &name)]);
    let mut file = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Shirube//Events//EN"),
        ("CALSCALE", "GREGORIAN"),
        // RFC 7986, and what came before it. The crate escapes only what RFC 5545 names.
        ("NAME", &escaped(&name)),
        ("X-WR-CALNAME", &escaped(&name)),
        ("X-WR-TIMEZONE", "Asia/Tokyo"),
        ("X-PUBLISHED-TTL", "P1D"),
    ] {
        file.append_property(Property::new(key, value));
    }
    file.append_property(Property::new("REFRESH-INTERVAL", "P1D").add_parameter("VALUE", "DURATION").done());
    let first = portal.date.saturating_sub(jiff::Span::new().months(MONTHS));
    for event in portal.events.iter().filter(|event| center.is_none_or(|key| event.center == key)) {
        if last_day(event) >= first {
            file.push(self::event(view, event));
        }
    }
    folded(&file.to_string())
}

fn event(view: &View<'_>, event: &Event) -> icalendar::Event {
    let portal = view.portal();
    let record = &event.record;
    let center = portal.center(event.center);
    let host = view.permanent("").map_or_else(|| "shirube.invalid".to_owned(), |base| host(&base).to_owned());
    let mut entry = icalendar::Event::new();
    entry.uid(&format!("{}@{}.{host}", record.id.value, center.id));
    let stamp = record.updated_on.unwrap_or(record.start.date());
    entry.add_property("DTSTAMP", utc(stamp.to_datetime(jiff::civil::Time::midnight())));
    if record.is_all_day() {
        // The end is the day after the last (RFC 5545, 3.6.1).
        let end = last_day(event).tomorrow().unwrap_or(Date::MAX);
        entry.append_property(day("DTSTART", record.start.date()));
        entry.append_property(day("DTEND", end));
    } else {
        entry.add_property("DTSTART", utc(record.start));
        if let Some(end) = record.end.filter(|end| *end > record.start) {
            entry.add_property("DTEND", utc(end));
        }
    }
    entry.summary(&clean(&plain(view, &record.title)));
    if let Some(description) = description(view, event) {
        entry.description(&clean(&description));
    }
    if let Some(location) = location(view, event) {
        entry.location(&clean(&location));
    }
    if let (Some(latitude), Some(longitude)) = (record.latitude, record.longitude) {
        entry.add_property("GEO", format!("{};{}", latitude.0, longitude.0));
    }
    let own = record.url.as_ref().map(|url| url.0.clone());
    if let Some(url) = own.or_else(|| view.absolute(&event::url(view, event))) {
        entry.url(&url);
    }
    let topics: Vec<String> = event.topics.iter().map(|&key| plain(view, &portal.topic(key).record.name)).collect();
    if !topics.is_empty() {
        entry.categories(topics.iter().map(|topic| clean(topic)));
    }
    let name = clean(&plain(view, &center.record.name));
    let contact = record.contact.as_deref().or(center.record.telephone.as_deref()).or(center.record.email.as_deref());
    if let Some(contact) = contact {
        entry.add_property("CONTACT", clean(&format!("{name} {contact}")));
    }
    let is_email = |text: &&str| text.contains('@') && !text.contains(|c: char| c.is_whitespace() || c.is_control());
    if let Some(email) = record.contact.as_deref().filter(is_email).or(center.record.email.as_deref().filter(is_email))
    {
        // No quotation mark can stand in a parameter (RFC 5545, 3.2).
        let organizer = Parameter::new("CN", &name.replace('"', "'").replace('\n', " "));
        entry.append_property(Property::new("ORGANIZER", format!("mailto:{email}")).append_parameter(organizer).done());
    }
    entry
}

/// A text in the words that a reader sees, a line for each paragraph.
fn plain(view: &View<'_>, text: &Text) -> String {
    plain_markdown(text.localised(view.language).0)
}

/// What the event is about, and what else one has to know, a line each.
fn description(view: &View<'_>, event: &Event) -> Option<String> {
    let record = &event.record;
    let mut lines: Vec<String> = record.summary.iter().map(|summary| plain(view, summary)).collect();
    let seats = record.capacity.map(|capacity| {
        let form = if capacity == 1 { "one" } else { "other" };
        view.words(&format!("count.seats.{form}"), &[("n", &capacity.to_string())])
    });
    let facts = [
        ("event.audience", record.audience.as_ref().map(|text| plain(view, text))),
        ("event.capacity", seats),
        ("calendar.fee", record.fee.as_ref().map(|text| plain(view, text))),
        ("event.application", record.application.clone()),
        ("calendar.apply_by", record.apply_by.map(|date| calendar::day(date, view.language))),
    ];
    for (label, fact) in facts {
        lines.extend(fact.map(|fact| format!("{}{}{fact}", view.word(label), view.word("site.colon"))));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn location(view: &View<'_>, event: &Event) -> Option<String> {
    let record = &event.record;
    let places = [&record.place, &record.address];
    let mut parts: Vec<String> = places.into_iter().flatten().map(|text| plain(view, text)).collect();
    if parts.is_empty() && record.online == Some(YesNo::Yes) {
        parts.push(view.word("event.online"));
    }
    (!parts.is_empty()).then(|| parts.join(&view.word("site.separator")))
}

fn last_day(event: &Event) -> Date {
    event.record.end.unwrap_or(event.record.start).date()
}

fn day(name: &str, date: Date) -> Property {
    Property::new(name, date.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}

/// A time in Japan as one in UTC, which needs no definition of a time zone.
fn utc(time: DateTime) -> String {
    time.saturating_sub(JAPAN).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The host of an absolute address, without its port.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default()
}

/// A text without the control characters that no content line may have (RFC 5545, 3.1).
fn clean(text: &str) -> String {
    text.chars().filter(|&character| character == '\n' || !character.is_control()).collect()
}

/// A text of a property that the crate does not know for one (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    clean(text).replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// The lines folded to 75 octets. The crate does not count the space that begins a continued line, so that the last
/// part of one can have 76.
fn folded(file: &str) -> String {
    let mut out = String::with_capacity(file.len() + file.len() / LINE * 3);
    for line in file.replace("\r\n ", "").split_terminator("\r\n") {
        let mut length = 0;
        for character in line.chars() {
            if length + character.len_utf8() > LINE {
                out.push_str("\r\n ");
                length = 1;
            }
            out.push(character);
            length += character.len_utf8();
        }
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::*;

    #[test]
    fn no_line_is_longer_than_75_octets_and_none_loses_a_character() {
        for length in 60..400 {
            for text in ["x".repeat(length), "研修".repeat(length), " a".repeat(length)] {
                let mut file = Calendar::empty();
                file.append_property(Property::new("X-TEXT", text.as_str()));
                let out = folded(&file.to_string());
                assert!(out.split("\r\n").all(|line| line.len() <= LINE), "{length}: {out}");
                assert!(out.replace("\r\n ", "").contains(&format!("X-TEXT:{text}\r\n")), "{length}: {out}");
            }
        }
    }

    #[test]
    fn times_in_japan_are_nine_hours_ahead_of_utc() {
        assert_eq!(utc(datetime(2023, 6, 14, 14, 0, 0, 0)), "20230614T050000Z");
        assert_eq!(utc(datetime(2024, 1, 1, 8, 30, 0, 0)), "20231231T233000Z");
    }

    #[test]
    fn the_host_names_events() {
        assert_eq!(host("https://portal.example.jp/x/"), "portal.example.jp");
        assert_eq!(host("https://user@example.jp:8080/"), "example.jp");
    }
}
