//! `centers/<id>/`: the folder that a center owns.

use crate::diagnostic::Problem;

use super::decode::{Decode, Decoder};
use super::event::Event;
use super::expert::Expert;
use super::markdown::MarkdownFile;
use super::node::Node;
use super::record::record;
use super::values::{Text, Url};

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
        /// What it says of itself.
        pub introduction: Option<Text>,
        /// Its regional desks.
        pub desks: Vec<Desk>,
        /// The telephone number of its support line on stress checks.
        pub stress_check_line: Option<String>,
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
