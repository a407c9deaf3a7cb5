//! The files of an edition as trees, and in them the record of each provision.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostics, SourceFile};
use crate::exchange::Yaml;
use crate::portal::{Portal, Provision, ProvisionKind};
use crate::source::Node;
use crate::text::numbering;

/// The keys under which a record has others below it, in the order in which files have them.
const BELOW: [(&str, ProvisionKind); 5] = [
    ("plan_items", ProvisionKind::PlanItem),
    ("activities", ProvisionKind::Activity),
    ("items", ProvisionKind::SubItem),
    ("directives", ProvisionKind::Directive),
    ("remarks", ProvisionKind::Remark),
];

/// The key under which the record above lists those of a kind.
pub(super) fn key_above(kind: ProvisionKind) -> Option<&'static str> {
    BELOW.iter().find(|(_, other)| *other == kind).map(|(key, _)| *key)
}

/// The kind of what a key lists.
pub(super) fn kind_below(key: &str) -> Option<ProvisionKind> {
    BELOW.iter().find(|(name, _)| *name == key).map(|(_, kind)| *kind)
}

/// The id of a directive, remark or item that the content gives none.
pub(super) fn default_id(kind: ProvisionKind, position: usize, number: Option<&str>) -> Option<String> {
    match kind {
        ProvisionKind::Directive => Some(format!("d{position}")),
        ProvisionKind::Remark => Some(format!("r{position}")),
        ProvisionKind::SubItem => numbering::segment(number?),
        _ => None,
    }
}

/// An edition as it is written.
#[derive(Debug)]
pub(super) struct Records {
    /// `edition.yaml`.
    pub edition: Arc<SourceFile>,
    /// The files of its parts, in the order of the parts.
    pub parts: Vec<Arc<SourceFile>>,
    /// The records by kind and id; lists of records below them are empty.
    records: HashMap<(ProvisionKind, String), Yaml>,
}

impl Records {
    /// Those of a document of the portal, an index of [`Portal::documents`].
    pub fn of(portal: &Portal, document: usize) -> Self {
        let edition = Arc::clone(&portal.documents[document].span.file);
        let mut records = HashMap::new();
        let mut parts: Vec<Arc<SourceFile>> = Vec::new();
        for &key in &portal.documents[document].children {
            let file = Arc::clone(&portal.provision(key).span.file);
            add(ProvisionKind::Part, &tree(&file), 1, "", &mut records);
            parts.push(file);
        }
        Self { edition, parts, records }
    }

    /// The record of a provision of the edition.
    pub fn get(&self, provision: &Provision) -> Option<&Yaml> {
        self.records.get(&(provision.kind, provision.id.clone()))
    }
}

/// What a file says; it was read before, so there is nothing to report.
pub(super) fn tree(file: &Arc<SourceFile>) -> Yaml {
    let node = Node::parse(file, 0, &file.text, &mut Diagnostics::default());
    node.map_or(Yaml::Mapping(Vec::new()), |node| Yaml::from(&node))
}

/// The name of a file without its folders.
pub(super) fn file_name(file: &SourceFile) -> &str {
    file.path.rsplit('/').next().unwrap_or(&file.path)
}

/// Adds a record and all below it. `above` is what the ids below an activity or directive begin with.
fn add(
    kind: ProvisionKind,
    record: &Yaml,
    position: usize,
    above: &str,
    records: &mut HashMap<(ProvisionKind, String), Yaml>,
) {
    let number = record.get("number").and_then(Yaml::scalar);
    let own = record.get("id").and_then(Yaml::scalar).map(str::to_owned);
    let Some(own) = own.or_else(|| default_id(kind, position, number)) else { return };
    let id = format!("{above}{own}");
    let above = if key_above(kind).is_some_and(|key| matches!(key, "activities" | "directives")) {
        format!("{id}/")
    } else {
        String::new()
    };
    let mut own_keys = Vec::new();
    for (key, value) in record.pairs() {
        let Some(kind) = kind_below(key) else {
            own_keys.push((key.clone(), value.clone()));
            continue;
        };
        for (record, position) in value.records().iter().zip(1..) {
            add(kind, record, position, &above, records);
        }
        own_keys.push((key.clone(), Yaml::Sequence(Vec::new())));
    }
    records.insert((kind, id), Yaml::Mapping(own_keys));
}
