//! `centers/<id>/`: the folder that a center owns.

use crate::diagnostic::Problem;

use super::decode::{Decode, Decoder};
use super::event::Event;
use super::expert::Expert;
use super::markdown::MarkdownFile;
use super::node::Node;
use super::record::record;
use super::topic::Leaflet;
use super::values::{Colour, Latitude, Longitude, Text, Url};

/// The folder of one center.
#[derive(Debug, Clone)]
pub struct CenterFolder {
    /// Its id, which is the name of the folder.
    pub id: String,
    /// `center.yaml`.
    pub center: Center,
    /// `experts.csv`.
    pub experts: Vec<Expert>,
    /// `events.csv`.
    pub events: Vec<Event>,
    /// `news/`.
    pub news: Vec<MarkdownFile>,
    /// `pages/`.
    pub pages: Vec<MarkdownFile>,
}

record! {
    /// A center: who it is and how to reach it.
    pub struct Center as "center.yaml" {
        /// Its name.
        pub name: Text,
        /// Its prefecture.
        pub prefecture: Prefecture,
        /// Its postal code.
        pub postal_code: Option<String>,
        /// Its address.
        pub address: Option<Text>,
        /// Its telephone number.
        pub telephone: Option<String>,
        /// Its e-mail address.
        pub email: Option<String>,
        /// When it is open.
        pub hours: Option<Text>,
        /// When it is closed.
        pub closed: Option<Text>,
        /// Its own home page.
        pub website: Option<Url>,
        /// A map.
        pub map: Option<Url>,
        /// Where it lies, in degrees north.
        pub latitude: Option<Latitude>,
        /// Where it lies, in degrees east.
        pub longitude: Option<Longitude>,
        /// What it says of itself.
        pub introduction: Option<Text>,
        /// Its regional desks.
        pub desks: Vec<Desk>,
        /// The telephone number of its support line on stress checks.
        pub stress_check_line: Option<String>,
        /// Who works there.
        pub roles: Vec<Role>,
        /// Its lists of experts that are handed out on request.
        pub lists: Option<Lists>,
        /// Books, videos and instruments that it lends.
        pub library: Option<Library>,
        /// What it studied.
        pub research: Vec<Research>,
        /// Links to others.
        pub links: Vec<Leaflet>,
        /// Its home page as a site of its own.
        pub site: Option<OwnSite>,
        /// Whether its data are samples.
        pub sample: bool,
    }
}

record! {
    /// A regional desk (地域窓口).
    pub struct Desk as "desk" {
        /// Its name.
        pub name: Text,
        /// The areas it serves.
        pub areas: Option<Text>,
        /// Its telephone number.
        pub telephone: Option<String>,
        /// When it is open.
        pub hours: Option<Text>,
    }
}

record! {
    /// A role of the staff, such as 産業保健相談員.
    pub struct Role as "role" {
        /// Its name.
        pub name: Text,
        /// What those who have it do.
        pub does: Option<Text>,
        /// How many have it.
        pub count: Option<u32>,
    }
}

record! {
    /// How lists of experts are handed out that are not published.
    pub struct Lists as "lists" {
        /// Who may ask for them.
        pub asked_by: Option<Text>,
        /// Where to ask.
        pub ask_at: Option<Text>,
    }
}

record! {
    /// What a center lends.
    pub struct Library as "library" {
        /// What there is.
        pub about: Text,
        /// To whom, for how long, and how.
        pub lending: Option<Text>,
        /// The catalogue.
        pub catalogue: Option<Url>,
    }
}

record! {
    /// A study of occupational health in the prefecture (産業保健調査研究).
    pub struct Research as "research" {
        /// Its title.
        pub title: Text,
        /// The fiscal year.
        pub year: i16,
        /// What was found.
        pub summary: Option<Text>,
        /// The report.
        pub url: Option<Url>,
    }
}

record! {
    /// The home page of a center as a site of its own.
    pub struct OwnSite as "site" {
        /// Where it is published.
        pub base_url: Option<Url>,
        /// The colour of its headings and links on a light ground.
        pub colour: Option<Colour>,
        /// The same on a dark ground.
        pub dark_colour: Option<Colour>,
    }
}

/// A prefecture, by its code in JIS X 0401: 1 (Hokkaido) to 47 (Okinawa).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Prefecture(pub u32);

impl Decode for Prefecture {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match u32::decode(node, decoder)? {
            code @ 1..=47 => Some(Self(code)),
            code => decoder.error(Problem::OutOfRange { value: code.to_string(), least: 1, greatest: 47 }, &node.span),
        }
    }
}
