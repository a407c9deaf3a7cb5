//! Open data: the data sets of the portal as CSV and JSON, each one file for all languages, and their catalogue.

mod catalogue;
mod center;
mod column;
mod dcat;
mod directive;
mod distribution;
mod duty;
mod event;
mod expert;
mod topic;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::exchange::changes_json;
use crate::portal::{DocumentKind, Portal, Provision, TopicKey};

use super::history::changes_address;
use super::machine;
use super::view::View;
use column::Rows;

pub(super) use catalogue::render as catalogue;
pub(super) use dcat::{ADDRESS as CATALOGUE, render as dcat};

/// A data set. Indices are those of [`Portal::documents`], unless it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataSet {
    /// An edition of the directives.
    Directives(usize),
    /// The duties of an edition.
    Duties(usize),
    /// What changed in an edition.
    Changes(usize),
    /// A guidance.
    Guidance(usize),
    /// What cites a law, an index of [`Portal::laws`].
    Law(usize),
    /// The topics.
    Topics,
    /// The centers.
    Centers,
    /// The experts whom everybody may see.
    Experts,
    /// The events of all centers.
    Events,
}

/// A format of a data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180) in UTF-8 with a byte-order mark.
    Csv,
    /// JSON (RFC 8259).
    Json,
}

impl Format {
    const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

impl DataSet {
    /// All data sets of a portal in the order of the catalogue, the latest edition first.
    pub(super) fn all(portal: &Portal) -> Vec<Self> {
        let documents = |is_wanted: fn(&DocumentKind) -> bool| {
            (portal.documents.iter().enumerate())
                .filter(move |(_, document)| is_wanted(&document.kind))
                .map(|(index, _)| index)
        };
        let editions = || documents(|kind| matches!(kind, DocumentKind::Directives { .. })).collect::<Vec<_>>();
        let guidance = documents(|kind| *kind == DocumentKind::Guidance);
        let mut sets: Vec<Self> = editions().into_iter().rev().map(Self::Directives).collect();
        sets.extend(editions().into_iter().rev().map(Self::Duties));
        let has_changes = |document: &usize| changes_address(portal, *document).is_some();
        sets.extend(editions().into_iter().rev().filter(has_changes).map(Self::Changes));
        sets.extend(guidance.map(Self::Guidance));
        sets.extend((0..portal.laws.len()).map(Self::Law));
        sets.extend([Self::Topics, Self::Centers, Self::Experts, Self::Events]);
        sets
    }

    /// The formats that it is published in.
    pub(super) const fn formats(self) -> &'static [Format] {
        match self {
            // A guidance is a tree of any depth, a law a list of lists, and of a change each kind says something else.
            Self::Guidance(_) | Self::Law(_) | Self::Changes(_) => &[Format::Json],
            _ => &[Format::Csv, Format::Json],
        }
    }

    /// The address of its file, without a leading slash.
    pub(super) fn address(self, format: Format, portal: &Portal) -> String {
        let name = match self {
            Self::Directives(document) | Self::Guidance(document) => portal.documents[document].path.clone(),
            Self::Duties(document) | Self::Changes(document) => {
                format!("{}/{}", portal.documents[document].path, self.word())
            }
            Self::Law(law) => format!("{}/{}", self.word(), portal.laws[law].id.value),
            _ => self.word().to_owned(),
        };
        format!("data/{name}.{}", format.extension())
    }

    /// The word for its kind in addresses and locale files.
    const fn word(self) -> &'static str {
        match self {
            Self::Directives(_) => "directives",
            Self::Duties(_) => "duties",
            Self::Changes(_) => "changes",
            Self::Guidance(_) => "guidance",
            Self::Law(_) => "laws",
            Self::Topics => "topics",
            Self::Centers => "centers",
            Self::Experts => "experts",
            Self::Events => "events",
        }
    }

    /// The document that it is about.
    const fn document(self) -> Option<usize> {
        match self {
            Self::Directives(document)
            | Self::Duties(document)
            | Self::Changes(document)
            | Self::Guidance(document) => Some(document),
            _ => None,
        }
    }

    /// The day of the last change, as far as the content says. Entries that are not public have no part in it.
    fn modified(self, portal: &Portal) -> Option<Date> {
        match self {
            Self::Experts => expert::public(portal).filter_map(|(_, expert)| expert.record.verified_on).max(),
            Self::Events => portal.events.iter().filter_map(|event| event.record.updated_on).max(),
            _ => self.document().and_then(|document| portal.documents[document].updated),
        }
    }

    /// Its rows; none of what is no table.
    fn rows(self, portal: &Portal) -> Option<Box<dyn Rows + '_>> {
        Some(match self {
            Self::Directives(document) => Box::new(directive::sheet(portal, document)),
            Self::Duties(document) => Box::new(duty::sheet(portal, document)),
            Self::Guidance(_) | Self::Law(_) | Self::Changes(_) => return None,
            Self::Topics => Box::new(topic::sheet(portal)),
            Self::Centers => Box::new(center::sheet(portal)),
            Self::Experts => Box::new(expert::sheet(portal)),
            Self::Events => Box::new(event::sheet(portal)),
        })
    }
}

/// A data set as a file.
pub(super) fn file(view: &mut View<'_>, set: DataSet, format: Format) -> String {
    match (set, format) {
        (DataSet::Directives(document) | DataSet::Guidance(document), Format::Json) => {
            machine::document(view, document)
        }
        (DataSet::Law(law), Format::Json) => machine::law(view, law),
        (DataSet::Changes(document), Format::Json) => {
            let comparison = view.renderer.histories.comparison(document);
            comparison.map(|comparison| machine::pretty(&changes_json(view.portal(), comparison))).unwrap_or_default()
        }
        (set, format) => match (set.rows(view.portal()), format) {
            (Some(rows), Format::Csv) => rows.csv(view),
            (Some(rows), Format::Json) => machine::pretty(&rows.json(view)),
            (None, _) => String::new(),
        },
    }
}

fn topic_ids(portal: &Portal, topics: &[TopicKey]) -> Value {
    json!(topics.iter().map(|&key| portal.topic(key).record.id.value.as_str()).collect::<Vec<_>>())
}

/// The address of a provision without language.
fn permalink(provision: &Provision) -> String {
    format!("{}{}{}", provision.page, if provision.has_page() { "" } else { "#" }, provision.anchor)
}
