//! `topics.yaml`: what people search for, and where they find help.

use super::record::{choice, record};
use super::values::{Aliases, Id, Reference, Text, Url};

record! {
    /// A topic.
    pub struct Topic as "topic" {
        /// Its id.
        pub id: Id,
        /// Its name.
        pub name: Text,
        /// Its reading in kana.
        pub reading: Option<String>,
        /// What it covers.
        pub summary: Text,
        /// Other words for it.
        pub aliases: Option<Aliases>,
        /// Which kinds of experts serve it.
        pub served_by: Vec<Text>,
        /// Who may ask for the lists of experts that are not published.
        pub asked_by: Option<Text>,
        /// Topics near it.
        pub related: Vec<Id>,
        /// Whether the home page shows it.
        pub featured: bool,
        /// Leaflets and manuals.
        pub leaflets: Vec<Leaflet>,
        /// Where to turn to.
        pub routes: Vec<Route>,
    }
}

record! {
    /// A leaflet or manual.
    pub struct Leaflet as "leaflet" {
        /// Its title.
        pub title: Text,
        /// Where it is.
        pub url: Url,
    }
}

record! {
    /// A way to consultation.
    pub struct Route as "consultation route" {
        /// Its id.
        pub id: Id,
        /// Who asks.
        pub who: Vec<Asker>,
        /// About what.
        pub about: Text,
        /// Which desk or institution answers.
        pub to: Option<Text>,
        /// Which desk of a center that is.
        pub desk: Option<RouteDesk>,
        /// Institutions to turn to.
        pub links: Vec<Leaflet>,
        /// Through whom.
        pub through: Option<Text>,
        /// What to prepare.
        pub prepare: Option<Text>,
        /// What is handled elsewhere.
        pub not_handled: Option<Text>,
        /// Whether the center declines.
        pub declined: bool,
        /// The provisions that it follows from.
        pub basis: Vec<Reference>,
    }
}

choice! {
    /// Who asks for consultation.
    pub enum Asker {
        /// A worker.
        Worker = "worker",
        /// An employer.
        Employer = "employer",
        /// A physician, nurse or other occupational health staff.
        HealthStaff = "health-staff",
    }
}

choice! {
    /// Which desk of a center answers.
    pub enum RouteDesk {
        /// The center itself.
        Center = "center",
        /// Its regional desk (地域窓口).
        Regional = "regional",
        /// Its support line on stress checks.
        StressCheckLine = "stress-check-line",
        /// None: somebody outside the center.
        Elsewhere = "elsewhere",
    }
}
