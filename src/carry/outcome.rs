//! What became of each provision.

use std::collections::{BTreeSet, HashMap};

use crate::compare::{ChangeKind, Comparison, Pairing, likeness, wording};
use crate::portal::{Portal, Provision, ProvisionKey, ProvisionKind};

use super::Trial;

/// What became of a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It is as it was.
    Unchanged,
    /// It says something else.
    Reworded,
    /// It asks for something else in numbers.
    DutyChanged,
    /// It stands elsewhere.
    Moved,
    /// Its number is another.
    Renumbered,
    /// Its marks, its references, or when and for whom it holds are others.
    OtherwiseChanged,
    /// It is new.
    New,
    /// It is gone.
    Gone,
}

impl Status {
    /// All of them, in the order in which they are counted.
    pub const ALL: [Self; 8] = [
        Self::Unchanged,
        Self::Reworded,
        Self::DutyChanged,
        Self::Moved,
        Self::Renumbered,
        Self::OtherwiseChanged,
        Self::New,
        Self::Gone,
    ];

    /// The word that stands for it in reports for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Reworded => "reworded",
            Self::DutyChanged => "duty-changed",
            Self::Moved => "moved",
            Self::Renumbered => "renumbered",
            Self::OtherwiseChanged => "otherwise-changed",
            Self::New => "new",
            Self::Gone => "gone",
        }
    }

    const fn of(kind: ChangeKind) -> Self {
        match kind {
            ChangeKind::Added => Self::New,
            ChangeKind::Removed => Self::Gone,
            ChangeKind::Reworded => Self::Reworded,
            ChangeKind::Moved | ChangeKind::Reordered => Self::Moved,
            ChangeKind::Renumbered => Self::Renumbered,
            ChangeKind::DutyAdded
            | ChangeKind::DutyRemoved
            | ChangeKind::DutyChanged
            | ChangeKind::TargetAdded
            | ChangeKind::TargetRemoved
            | ChangeKind::TargetChanged => Self::DutyChanged,
            _ => Self::OtherwiseChanged,
        }
    }
}

/// A provision and what became of it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// What it is.
    pub kind: ProvisionKind,
    /// Its id in the new edition.
    pub id: Option<String>,
    /// Its id in the former edition.
    pub former: Option<String>,
    /// What became of it; never empty.
    pub status: BTreeSet<Status>,
    /// How alike the two are, in percent; of titles, with all that stands below them.
    pub alike: Option<u32>,
    /// What it says now, or said.
    pub words: String,
}

/// What became of an edition.
#[derive(Debug)]
pub struct Outcome {
    /// The provisions in the order of the new edition, then those that are gone.
    pub provisions: Vec<Standing>,
}

impl Outcome {
    pub(super) fn new(trial: &Trial, pairing: Pairing) -> Self {
        let &Trial { ref portal, former, later } = trial;
        let comparison = Comparison::of(portal, pairing, former, later, false);
        let mut status: HashMap<ProvisionKey, BTreeSet<Status>> = HashMap::new();
        for change in &comparison.changes {
            if let (Some(key), Some(_)) = (change.later, change.former) {
                status.entry(key).or_default().insert(Status::of(change.kind));
            }
        }
        let pairing = &comparison.pairing;
        let of_new = portal.provisions_of(later).map(|(key, provision)| {
            let before = pairing.former(key);
            let nothing = BTreeSet::from([if before.is_some() { Status::Unchanged } else { Status::New }]);
            Standing {
                kind: provision.kind,
                id: Some(provision.id.clone()),
                former: before.map(|key| portal.provision(key).id.clone()),
                status: status.remove(&key).filter(|_| before.is_some()).unwrap_or(nothing),
                alike: before.map(|before| likeness(portal, before, key) / 10),
                words: words(portal, provision),
            }
        });
        let gone = portal.provisions_of(former).filter(|(key, _)| pairing.later(*key).is_none());
        let gone = gone.map(|(_, provision)| Standing {
            kind: provision.kind,
            id: None,
            former: Some(provision.id.clone()),
            status: BTreeSet::from([Status::Gone]),
            alike: None,
            words: words(portal, provision),
        });
        Self { provisions: of_new.chain(gone).collect() }
    }

    /// How many provisions have a status.
    #[must_use]
    pub fn count(&self, status: Status) -> usize {
        self.provisions.iter().filter(|provision| provision.status.contains(&status)).count()
    }
}

fn words(portal: &Portal, provision: &Provision) -> String {
    let text = provision.heading.as_ref().or(provision.text.as_ref());
    text.map(|text| wording(text.localised(portal.authoritative).0)).unwrap_or_default()
}
