//! `events.csv`: seminars and other dates of a center.

use jiff::civil::DateTime;

use super::record::{choice, record};
use super::values::{Id, Text};

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
        /// Whether one can take part by network.
        pub online: Option<YesNo>,
        /// For whom it is.
        pub audience: Option<Text>,
        /// How many can take part.
        pub capacity: Option<u32>,
        /// Web or e-mail address to apply at.
        pub application: Option<String>,
        /// The topics it concerns.
        pub topics: Vec<Id>,
        /// The duties that it meets.
        pub fulfils: Vec<Id>,
        /// What it is about.
        pub summary: Option<Text>,
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
