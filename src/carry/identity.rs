//! What the provisions of the new edition are called: as in the former one where they are the same, and never as
//! something else was called there, for permalinks of all editions stay.

use std::collections::{BTreeSet, HashMap};

use crate::compare::Pairing;
use crate::portal::{Portal, Provision, ProvisionKey, ProvisionKind};

use super::records::default_id;

/// What a provision is called.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    /// Its own id, without those above it.
    pub own: String,
    /// Its id within the document.
    pub full: String,
    /// Whether the file has to say it, or its position or number does.
    pub is_written: bool,
}

/// The ids of an edition.
#[derive(Debug)]
pub(super) struct Identities {
    by_key: HashMap<ProvisionKey, Identity>,
    /// What each id of the later edition, as it was imported, has become.
    imported: HashMap<String, String>,
    /// The same for each id of the former edition.
    former: HashMap<String, String>,
}

impl Identities {
    /// Names the provisions of `later`, an index of [`Portal::documents`], which is the edition of `year`.
    pub fn new(portal: &Portal, (former, later): (usize, usize), pairing: &Pairing, year: i16) -> Self {
        let ids = |kinds: fn(ProvisionKind) -> bool| -> BTreeSet<String> {
            let all = portal.provisions_of(former).filter(|(_, provision)| kinds(provision.kind));
            all.map(|(_, provision)| provision.id.clone()).collect()
        };
        let mut namer = Namer {
            portal,
            pairing,
            year,
            containers: ids(is_container),
            leaves: ids(|kind| !is_container(kind)),
            taken: BTreeSet::new(),
            by_key: HashMap::new(),
        };
        let roots = portal.documents[later].children.clone();
        namer.name(&roots, None);
        let by_key = namer.by_key;
        let (mut imported, mut of_former) = (HashMap::new(), HashMap::new());
        for (key, provision) in portal.provisions_of(later) {
            let Some(identity) = by_key.get(&key) else { continue };
            imported.insert(provision.id.clone(), identity.full.clone());
            if let Some(former) = pairing.former(key) {
                of_former.insert(portal.provision(former).id.clone(), identity.full.clone());
            }
        }
        Self { by_key, imported, former: of_former }
    }

    /// What a provision of the later edition is called.
    pub fn get(&self, later: ProvisionKey) -> Option<&Identity> {
        self.by_key.get(&later)
    }

    /// What an id of the document, as it was imported, has become.
    pub fn of_imported(&self, id: &str) -> Option<&str> {
        self.imported.get(id).map(String::as_str)
    }

    /// What an id of the former edition has become; `None` where it is gone.
    pub fn of_former(&self, id: &str) -> Option<&str> {
        self.former.get(id).map(String::as_str)
    }
}

/// Whether ids of a kind are addresses of their own, which no other kind may have.
fn is_container(kind: ProvisionKind) -> bool {
    matches!(kind, ProvisionKind::Part | ProvisionKind::PlanItem | ProvisionKind::Activity)
}

/// The last part of an id.
fn last(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

struct Namer<'a> {
    portal: &'a Portal,
    pairing: &'a Pairing,
    year: i16,
    /// The ids of the former edition that only the same may have.
    containers: BTreeSet<String>,
    leaves: BTreeSet<String>,
    taken: BTreeSet<String>,
    by_key: HashMap<ProvisionKey, Identity>,
}

impl Namer<'_> {
    /// Names siblings, then what stands below each.
    fn name(&mut self, siblings: &[ProvisionKey], above: Option<&str>) {
        let portal = self.portal;
        let former = |key: ProvisionKey| self.pairing.former(key).map(|key| portal.provision(key));
        let is_at_home = |key: &ProvisionKey| {
            let home = |provision: &Provision| {
                let parent = portal.provision(*key).parent;
                provision.parent.map(|parent| self.pairing.later(parent)) == parent.map(Some)
            };
            former(*key).is_some_and(home)
        };
        // Who stayed has its id before who came from elsewhere, and both before who is new.
        let (at_home, others): (Vec<ProvisionKey>, Vec<ProvisionKey>) =
            siblings.iter().partition(|key| is_at_home(key));
        let (came, new): (Vec<ProvisionKey>, Vec<ProvisionKey>) =
            others.into_iter().partition(|key| self.pairing.former(*key).is_some());
        for key in at_home.into_iter().chain(came).chain(new) {
            let provision = portal.provision(key);
            let kept = self.pairing.former(key).map(|key| portal.provision(key));
            let wanted = kept.map(|kept| last(&kept.id).to_owned());
            let is_default = |own: &str| {
                let same = siblings.iter().filter(|other| portal.provision(**other).kind == provision.kind);
                let position = same.take_while(|other| **other != key).count() + 1;
                default_id(provision.kind, position, provision.number.as_deref()).is_some_and(|id| id == own)
            };
            // The number is the id of a sub-item that has no other, and changes with it.
            let is_numbered = provision.kind == ProvisionKind::SubItem && kept.is_none_or(|kept| !kept.has_own_id);
            let own = match wanted {
                _ if is_numbered => last(&provision.id).to_owned(),
                Some(wanted) if self.is_free(provision.kind, above, &wanted) => wanted,
                _ => self.new_id(provision, above),
            };
            let full = full(provision.kind, above, &own);
            self.taken.insert(full.clone());
            let is_written = is_container(provision.kind)
                || !is_numbered && (kept.is_none_or(|kept| kept.has_own_id) || !is_default(&own));
            self.by_key.insert(key, Identity { own, full, is_written });
        }
        for &key in siblings {
            let Some(identity) = self.by_key.get(&key) else { continue };
            let above = match portal.provision(key).kind {
                ProvisionKind::Activity | ProvisionKind::Directive => Some(identity.full.clone()),
                _ => None,
            };
            let children = portal.provision(key).children.clone();
            self.name(&children, above.as_deref());
        }
    }

    fn is_free(&self, kind: ProvisionKind, above: Option<&str>, own: &str) -> bool {
        !self.taken.contains(&full(kind, above, own))
    }

    /// An id that nothing had in the former edition.
    fn new_id(&self, provision: &Provision, above: Option<&str>) -> String {
        let own = last(&provision.id);
        let is_new = |own: &str| {
            let id = full(provision.kind, above, own);
            let known = if is_container(provision.kind) { &self.containers } else { &self.leaves };
            !known.contains(&id) && !self.taken.contains(&id)
        };
        if is_new(own) {
            return own.to_owned();
        }
        let letters = own.trim_end_matches(|one: char| one.is_ascii_digit());
        let is_position = letters.len() < own.len() && matches!(letters, "d" | "r");
        let candidate = |number: usize| match (is_position, number) {
            (true, _) => format!("{letters}{number}"),
            (false, 1) => format!("{own}-{}", self.year),
            (false, _) => format!("{own}-{}-{number}", self.year),
        };
        // One more than there are cannot all be taken.
        let most = self.containers.len() + self.leaves.len() + self.taken.len() + 1;
        (1..=most).map(candidate).find(|own| is_new(own)).unwrap_or_default()
    }
}

fn full(kind: ProvisionKind, above: Option<&str>, own: &str) -> String {
    match above {
        Some(above) if !is_container(kind) => format!("{above}/{own}"),
        _ => own.to_owned(),
    }
}
