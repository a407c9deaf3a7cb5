//! Events as a calendar: the months that have any, week by week.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::portal::Event;
use crate::text::calendar;

use super::event;
use super::view::View;

/// How many months are shown; the list has the others.
const MONTHS: usize = 3;

/// A month as a calendar sheet.
#[derive(Serialize)]
pub(super) struct Month {
    /// Its name with the year.
    title: String,
    /// Its weeks from Sunday on, as calendars in Japan have them. Days of other months are empty.
    weeks: Vec<Vec<Option<Day>>>,
}

#[derive(Serialize)]
struct Day {
    number: i8,
    /// The place of its first event in the list on the same page, where it has any.
    anchor: Option<String>,
    /// The titles of its events.
    events_html: Vec<String>,
}

/// The first months in which `events`, which are in the order of time, take place.
pub(super) fn months(events: &[&Event], view: &mut View<'_>) -> Vec<Month> {
    let mut first_days: Vec<Date> = events.iter().map(|event| event.record.start.date().first_of_month()).collect();
    first_days.dedup();
    first_days.into_iter().take(MONTHS).map(|first| month(first, events, view)).collect()
}

fn month(first: Date, events: &[&Event], view: &mut View<'_>) -> Month {
    let blank = usize::try_from(first.weekday().to_sunday_zero_offset()).unwrap_or_default();
    let mut days: Vec<Option<Day>> = (0..blank).map(|_| None).collect();
    for number in 1..=first.days_in_month() {
        let date = first.saturating_add((i64::from(number) - 1).days());
        let on_this_day = events.iter().filter(|event| {
            let last = event.record.end.unwrap_or(event.record.start).date();
            (event.record.start.date()..=last).contains(&date)
        });
        days.push(Some(Day {
            number,
            anchor: on_this_day.clone().next().map(|event| event::anchor(view.portal(), event)),
            events_html: on_this_day.map(|event| view.link_title(|view| view.inline(&event.record.title))).collect(),
        }));
    }
    let mut weeks: Vec<Vec<Option<Day>>> = Vec::new();
    let mut days = days.into_iter().peekable();
    while days.peek().is_some() {
        let mut week: Vec<Option<Day>> = days.by_ref().take(7).collect();
        week.resize_with(7, || None);
        weeks.push(week);
    }
    Month { title: calendar::month(first, view.language), weeks }
}
