//! `site.yaml`: the portal as a whole.

use crate::diagnostic::Problem;
use crate::text::Language;

use super::decode::{Decode, Decoder};
use super::node::Node;
use super::record::record;
use super::values::{Text, Url};

record! {
    /// The portal as a whole.
    pub struct Site as "site.yaml" {
        /// Its name.
        pub title: Text,
        /// What it is, in a sentence.
        pub description: Option<Text>,
        /// Its languages, the authoritative one first.
        pub languages: Vec<Language>,
        /// Where it is published.
        pub base_url: Option<Url>,
        /// The fiscal year of the current edition of the directives.
        pub edition: i16,
        /// Who publishes it.
        pub organisation: Option<Organisation>,
        /// Under what licence its data may be used.
        pub data_licence: Option<Licence>,
        /// Whether a page shows which center meets which duty; by default only `shirube report duties` does.
        pub duties_by_center: bool,
        /// Whether contacts, experts and events are samples.
        pub sample: bool,
    }
}

record! {
    /// Who publishes the portal.
    pub struct Organisation as "organisation" {
        /// Its name.
        pub name: Text,
        /// Its home page.
        pub url: Option<Url>,
    }
}

record! {
    /// A licence.
    pub struct Licence as "licence" {
        /// Its name.
        pub name: Text,
        /// Its text.
        pub url: Option<Url>,
    }
}

impl Decode for Language {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let code = decoder.scalar(node, crate::diagnostic::Expected::Scalar)?;
        Self::from_code(code).or_else(|| {
            let value = code.to_owned();
            decoder.error(Problem::UnknownValue { value, allowed: &["ja", "en"], in_tables: &[] }, &node.span)
        })
    }
}
