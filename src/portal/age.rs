//! What has grown old: entries that nobody looked at for a year, and events that are over.

use jiff::civil::Date;

use crate::diagnostic::{Diagnostics, Problem};

use super::{CenterKey, Event, Expert, Portal};

/// Days after which an entry counts as stale: the directives ask for lists that are kept up to date; a year is the
/// rhythm of their revision.
const STALE_AFTER_DAYS: i32 = 365;

/// How many ids a message names.
const NAMED: usize = 5;

impl Expert {
    /// Whether nobody found the entry right within a year before `today`.
    #[must_use]
    pub fn is_stale(&self, today: Date) -> bool {
        self.record.verified_on.is_none_or(|date| (today - date).get_days() > STALE_AFTER_DAYS)
    }
}

impl Event {
    /// Whether it ended before `today`.
    #[must_use]
    pub fn is_past(&self, today: Date) -> bool {
        self.record.end.unwrap_or(self.record.start).date() < today
    }
}

impl Portal {
    /// Warns of what has grown old, at one center or at all: once a center, since a list is looked through as a whole.
    pub fn report_age(&self, only: Option<CenterKey>, diagnostics: &mut Diagnostics) {
        for (key, center) in self.centers().filter(|(key, _)| only.is_none_or(|only| only == *key)) {
            let stale: Vec<&Expert> = center.experts.iter().filter(|expert| expert.is_stale(self.date)).collect();
            if let Some(first) = stale.first() {
                let ids = stale.iter().take(NAMED).map(|expert| expert.record.id.value.clone()).collect();
                let problem = Problem::StaleEntries { ids, count: stale.len(), total: center.experts.len() };
                diagnostics.warning(problem, &first.record.span);
            }
            let mut events = self.events.iter().filter(|event| event.center == key).peekable();
            if let Some(first) = events.peek() {
                let span = first.record.span.clone();
                let (past, coming): (Vec<&Event>, Vec<&Event>) = events.partition(|event| event.is_past(self.date));
                // Past events stay, as a record of what was done; a page without any to come is what somebody should see.
                if coming.is_empty() {
                    diagnostics.warning(Problem::PastEvents { count: past.len(), date: self.date }, &span);
                }
            }
        }
    }
}
