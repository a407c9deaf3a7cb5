//! `events.csv`: seminars and other dates of a center.

use jiff::civil::{Date, DateTime, Time};

use super::record::{choice, record};
use super::values::{Id, Latitude, Longitude, Text, Url};

record! {
    /// A seminar, training or other date.
    pub struct Event as "event" {
        /// Its id within the center.
        pub id: Id,
        /// Its title.
        pub title: Text,
        /// When it begins (local time of Japan).
        pub start: DateTime,
        /// When it ends.
        pub end: Option<DateTime>,
        /// Where it takes place.
        pub place: Option<Text>,
        /// The address of the place.
        pub address: Option<Text>,
        /// Where the place lies, in degrees north.
        pub latitude: Option<Latitude>,
        /// Where the place lies, in degrees east.
        pub longitude: Option<Longitude>,
        /// Whether one can take part by network.
        pub online: Option<YesNo>,
        /// For whom it is.
        pub audience: Option<Text>,
        /// How many can take part.
        pub capacity: Option<u32>,
        /// What it costs.
        pub fee: Option<Text>,
        /// Web or e-mail address to apply at.
        pub application: Option<String>,
        /// The last day to apply.
        pub apply_by: Option<Date>,
        /// Whom to ask: telephone number, e-mail or web address.
        pub contact: Option<String>,
        /// Its own page.
        pub url: Option<Url>,
        /// The topics it concerns.
        pub topics: Vec<Id>,
        /// The duties that it meets.
        pub fulfils: Vec<Id>,
        /// What it is about.
        pub summary: Option<Text>,
        /// The day on which the entry was last changed.
        pub updated_on: Option<Date>,
        /// A note for the staff of the center; never published.
        pub note: Option<String>,
    }
}

impl Event {
    /// Whether it lasts whole days: nothing says at what time it begins or ends.
    #[must_use]
    pub fn is_all_day(&self) -> bool {
        let is_midnight = |time: DateTime| time.time() == Time::midnight();
        is_midnight(self.start) && self.end.is_none_or(is_midnight)
    }
}

choice! {
    /// Yes or no, as offices write it in tables.
    pub enum YesNo {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }
}
