//! The history of provisions across the editions. Editions are compared with their neighbours alone, each when the first
//! page asks for it.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Serialize;

use crate::compare::{Change, Comparison, Detail, predecessor};
use crate::portal::{DocumentKind, Portal, ProvisionKey, ProvisionKind};

use super::changes::edition_name;
use super::view::{Link, View};

/// What changed in each edition, as far as it was asked for.
pub(super) struct Histories<'a> {
    portal: &'a Portal,
    editions: Vec<OnceLock<Compared>>,
}

/// What changed in an edition, by what it happened to.
struct Compared {
    comparison: Comparison,
    /// The changes of each provision; of one that is gone by its key in the former edition.
    of: HashMap<ProvisionKey, Vec<usize>>,
    /// The changes of each activity and of what is below it.
    within: HashMap<ProvisionKey, Vec<usize>>,
}

impl Compared {
    fn new(portal: &Portal, former: usize, later: usize) -> Self {
        let comparison = Comparison::new(portal, former, later, false);
        let (mut of, mut within) = (HashMap::<_, Vec<usize>>::new(), HashMap::<_, Vec<usize>>::new());
        for (index, change) in comparison.changes.iter().enumerate() {
            let Some(key) = change.provision() else { continue };
            of.entry(key).or_default().push(index);
            if let Detail::Whole(below) = &change.detail {
                // Of what came or went with it, only activities have pages of their own that say so.
                for &key in below.iter().filter(|&&key| portal.provision(key).kind == ProvisionKind::Activity) {
                    of.entry(key).or_default().push(index);
                    within.entry(key).or_default().push(index);
                }
            }
            let mut above = Some(key);
            while let Some(key) = above.filter(|&key| portal.provision(key).kind != ProvisionKind::Activity) {
                above = portal.provision(key).parent;
            }
            if let Some(activity) = above {
                let activity = comparison.pairing.later(activity).unwrap_or(activity);
                within.entry(activity).or_default().push(index);
            }
        }
        Self { comparison, of, within }
    }

    fn changes<'s>(
        &'s self,
        by: &'s HashMap<ProvisionKey, Vec<usize>>,
        key: ProvisionKey,
    ) -> impl Iterator<Item = &'s Change> {
        by.get(&key).into_iter().flatten().filter_map(|&index| self.comparison.changes.get(index))
    }
}

impl<'a> Histories<'a> {
    pub fn new(portal: &'a Portal) -> Self {
        Self { portal, editions: portal.documents.iter().map(|_| OnceLock::new()).collect() }
    }

    /// What changed in an edition, an index of [`Portal::documents`]; nothing in the first.
    pub fn comparison(&self, document: usize) -> Option<&Comparison> {
        self.compared(document).map(|compared| &compared.comparison)
    }

    fn compared(&self, document: usize) -> Option<&Compared> {
        let former = predecessor(self.portal, document)?;
        let edition = self.editions.get(document)?;
        Some(edition.get_or_init(|| Compared::new(self.portal, former, document)))
    }

    /// A provision in each edition that has it, the first first.
    pub fn editions(&self, key: ProvisionKey) -> Vec<(usize, ProvisionKey)> {
        let document = self.portal.provision(key).document;
        let mut editions = vec![(document, key)];
        while let Some(&(document, key)) = editions.last()
            && let Some(former) = self.comparison(document).and_then(|comparison| comparison.pairing.former(key))
        {
            editions.push((document - 1, former));
        }
        editions.reverse();
        while let Some(&(document, key)) = editions.last()
            && let Some(later) = self.comparison(document + 1).and_then(|comparison| comparison.pairing.later(key))
        {
            editions.push((document + 1, later));
        }
        editions
    }
}

/// An edition in the history of a provision.
#[derive(Debug, Serialize)]
pub(super) struct Stage {
    /// The provision in that edition; nothing where it is gone.
    url: Option<String>,
    /// The fiscal year.
    name: String,
    /// Whether it is the edition of the page.
    current: bool,
    /// What happened, each kind once.
    changes: Vec<String>,
    /// Where the changes are shown.
    changes_url: Option<String>,
}

/// The address of the feed of changes without language.
pub(super) const CHANGES_FEED: &str = "directives/changes.xml";

/// Whether some edition follows another.
pub(super) fn has_changes(portal: &Portal) -> bool {
    (0..portal.documents.len()).any(|document| predecessor(portal, document).is_some())
}

/// The address of the changes of an edition without language.
pub(super) fn changes_address(portal: &Portal, document: usize) -> Option<String> {
    predecessor(portal, document)?;
    portal.documents.get(document).map(|document| format!("{}/changes/", document.path))
}

/// The place of a change on the page of changes: the id of the provision behind the edition that it is of, for what is gone
/// may have left its id to another.
pub(super) fn anchor(portal: &Portal, change: &Change) -> String {
    let id = |key: ProvisionKey| &portal.provision(key).id;
    match (change.later, change.former) {
        (Some(later), _) => format!("to/{}", id(later)),
        (None, Some(former)) => format!("from/{}", id(former)),
        (None, None) => String::new(),
    }
}

/// What happened to a provision itself, in the editions where something did.
pub(super) fn events(view: &View<'_>, key: ProvisionKey) -> Vec<Stage> {
    stages(view, key, false).into_iter().filter(|stage| !stage.changes.is_empty()).collect()
}

/// All editions that have an activity, with what happened to it and to what is below it; at the end that in which it is
/// gone. Nothing where there is one edition.
pub(super) fn of_activity(view: &View<'_>, key: ProvisionKey) -> Vec<Stage> {
    let stages = stages(view, key, true);
    if stages.len() > 1 { stages } else { Vec::new() }
}

fn stages(view: &View<'_>, key: ProvisionKey, deep: bool) -> Vec<Stage> {
    let portal = view.portal();
    let histories = &view.renderer.histories;
    if !matches!(portal.documents[portal.provision(key).document].kind, DocumentKind::Directives { .. }) {
        return Vec::new();
    }
    let editions = histories.editions(key);
    let gone = editions
        .last()
        .map(|&(document, key)| (document + 1, key))
        .filter(|(document, key)| histories.compared(*document).is_some_and(|compared| compared.of.contains_key(key)));
    let stage = |(document, own): (usize, ProvisionKey), is_there: bool| {
        let compared = histories.compared(document);
        let mut kinds = Vec::new();
        let mut place = None;
        if let Some(compared) = compared {
            let by = if deep { &compared.within } else { &compared.of };
            for change in compared.changes(by, own) {
                let kind = view.word(&format!("change.kind.{}", change.kind.word()));
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
                place.get_or_insert_with(|| anchor(portal, change));
            }
        }
        let page = changes_address(portal, document).zip(place);
        Stage {
            url: is_there.then(|| view.provision_url(portal.provision(own))),
            name: edition_name(&portal.documents[document], view.language),
            current: own == key && is_there,
            changes: kinds,
            changes_url: page.map(|(page, place)| view.url(&format!("{page}#{place}"))),
        }
    };
    editions.into_iter().map(|edition| stage(edition, true)).chain(gone.map(|edition| stage(edition, false))).collect()
}

/// The provision in the current edition, where that has it.
pub(super) fn in_current_edition(view: &mut View<'_>, key: ProvisionKey) -> Option<Link> {
    let portal = view.portal();
    let current = DocumentKind::Directives { year: portal.site.edition };
    let editions = view.renderer.histories.editions(key);
    let (_, key) = editions.into_iter().find(|(document, _)| portal.documents[*document].kind == current)?;
    Some(view.provision_link(key))
}
