//! A change from one edition to the next.

use crate::portal::{Portal, ProvisionKey};
use crate::source::{Applies, Duty, Mark, Text};

/// What happened. The list is closed: everything that two editions can differ in is one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// It is new, with all that is new below it.
    Added,
    /// It is gone, with all that is gone below it.
    Removed,
    /// It ends in the later edition or ended before: its last day is new or earlier; or it had one, and is gone.
    Ended,
    /// It stands under another parent.
    Moved,
    /// It stands elsewhere among the same siblings, whose numbers do not tell.
    Reordered,
    /// Its printed number is another.
    Renumbered,
    /// Its title or its text says something else.
    Reworded,
    /// It asks for something in numbers that it did not ask for.
    DutyAdded,
    /// It no longer asks for something in numbers.
    DutyRemoved,
    /// It asks for another amount, or of others.
    DutyChanged,
    /// A plan item has a target that it did not have.
    TargetAdded,
    /// A plan item has lost its target.
    TargetRemoved,
    /// The target of a plan item is another.
    TargetChanged,
    /// It is marked as new in some way.
    MarkAdded,
    /// It is no longer marked.
    MarkRemoved,
    /// It has another mark.
    MarkChanged,
    /// It holds at other times or for others.
    ApplicabilityChanged,
    /// Instructions are to follow, or are so no longer.
    DeferredChanged,
    /// It restates, rests on, concerns or leads to something else.
    ReferenceChanged,
    /// Only its translation says something else. Left out unless it is asked for.
    TranslationChanged,
}

impl ChangeKind {
    /// All kinds, in the order in which they are counted.
    pub const ALL: [Self; 20] = [
        Self::Added,
        Self::Removed,
        Self::Ended,
        Self::Moved,
        Self::Reordered,
        Self::Renumbered,
        Self::Reworded,
        Self::DutyAdded,
        Self::DutyRemoved,
        Self::DutyChanged,
        Self::TargetAdded,
        Self::TargetRemoved,
        Self::TargetChanged,
        Self::MarkAdded,
        Self::MarkRemoved,
        Self::MarkChanged,
        Self::ApplicabilityChanged,
        Self::DeferredChanged,
        Self::ReferenceChanged,
        Self::TranslationChanged,
    ];

    /// The word that stands for it in locale files, style sheets and reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Ended => "ended",
            Self::Moved => "moved",
            Self::Reordered => "reordered",
            Self::Renumbered => "renumbered",
            Self::Reworded => "reworded",
            Self::DutyAdded => "duty-added",
            Self::DutyRemoved => "duty-removed",
            Self::DutyChanged => "duty-changed",
            Self::TargetAdded => "target-added",
            Self::TargetRemoved => "target-removed",
            Self::TargetChanged => "target-changed",
            Self::MarkAdded => "mark-added",
            Self::MarkRemoved => "mark-removed",
            Self::MarkChanged => "mark-changed",
            Self::ApplicabilityChanged => "applicability-changed",
            Self::DeferredChanged => "deferred-changed",
            Self::ReferenceChanged => "reference-changed",
            Self::TranslationChanged => "translation-changed",
        }
    }
}

/// One change. It holds no texts but says where they are, so that it can be kept as long as wanted.
#[derive(Debug, Clone)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// To which provision of the former edition; none where it is new.
    pub former: Option<ProvisionKey>,
    /// To which provision of the later edition; none where it is gone.
    pub later: Option<ProvisionKey>,
    /// What was before and after.
    pub detail: Detail,
    /// The siblings that came, went or moved, where a number changed just because of them.
    pub follows: Vec<ProvisionKey>,
}

impl Change {
    /// The provision that it happened to, in the later edition where that has it.
    #[must_use]
    pub fn provision(&self) -> Option<ProvisionKey> {
        self.later.or(self.former)
    }

    /// The title or the text before and after.
    #[must_use]
    pub fn wording<'a>(&self, portal: &'a Portal, field: Field) -> Wording<'a> {
        let of = |key: Option<ProvisionKey>| {
            let provision = portal.provision(key?);
            match field {
                Field::Title => provision.heading.as_ref(),
                Field::Text => provision.text.as_ref(),
            }
        };
        Wording { before: of(self.former), after: of(self.later) }
    }

    /// When and for whom it held and holds.
    #[must_use]
    pub fn applies<'a>(&self, portal: &'a Portal) -> (Option<&'a Applies>, Option<&'a Applies>) {
        let of = |key: Option<ProvisionKey>| portal.provision(key?).applies.as_ref();
        (of(self.former), of(self.later))
    }
}

/// A field that holds words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The title.
    Title,
    /// The text.
    Text,
}

impl Field {
    /// The word that stands for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Text => "text",
        }
    }
}

/// What was before and after.
#[derive(Debug, Clone)]
pub enum Detail {
    /// The provisions that came or went with it.
    Whole(Vec<ProvisionKey>),
    /// The number is that of the provisions.
    Number,
    /// What it stood under and stands under.
    Parent(Option<ProvisionKey>, Option<ProvisionKey>),
    /// Its place among its siblings, counted from 1.
    Order(usize, usize),
    /// What it said and says is its title or text.
    Wording(Field),
    /// Its mark.
    Mark(Option<Mark>, Option<Mark>),
    /// The fields in which it differs when and for whom it holds.
    Applies(Vec<&'static str>),
    /// What it asked for and asks for.
    Duty(DutyChange),
    /// Whether instructions are to follow.
    Deferred(bool, bool),
    /// The ids that it named and names.
    References(&'static str, Vec<String>, Vec<String>),
}

/// A text before and after.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    /// What it said.
    pub before: Option<&'a Text>,
    /// What it says.
    pub after: Option<&'a Text>,
}

/// Names a duty: where it stands, and the how manieth it is there.
pub type DutyKey = (ProvisionKey, usize);

/// A duty before and after.
#[derive(Debug, Clone)]
pub struct DutyChange {
    /// What it asked for.
    pub before: Option<DutyKey>,
    /// What it asks for.
    pub after: Option<DutyKey>,
    /// The fields in which the two differ.
    pub fields: Vec<&'static str>,
    /// Whether it went to another provision.
    pub moved: bool,
    /// Whether the text of the provision changed too, by the amount alone.
    pub text: bool,
}

impl DutyChange {
    /// The duties themselves.
    #[must_use]
    pub fn duties<'a>(&self, portal: &'a Portal) -> (Option<&'a Duty>, Option<&'a Duty>) {
        let of = |key: Option<DutyKey>| key.and_then(|(key, index)| portal.provision(key).duties.get(index));
        (of(self.before), of(self.after))
    }
}
