//! Ids that a document names itself: a table that left the portal says on each row what begins there.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::SourceFile;
use crate::source::Id;

use super::rows::plain;

/// The heading of the column of ids.
pub const IDS_HEADING: &str = "ID（変更しないこと）";

/// A document in its text form, and the ids that its rows name.
#[derive(Debug, Clone)]
pub struct Document {
    /// The text form.
    pub file: Arc<SourceFile>,
    /// The ids; none where the document has no column for them.
    pub ids: RowIds,
}

impl From<Arc<SourceFile>> for Document {
    /// A document that names no ids.
    fn from(file: Arc<SourceFile>) -> Self {
        Self { file, ids: RowIds::default() }
    }
}

/// What an id is the id of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GivenKind {
    /// The edition: title and what else stands above the parts.
    Edition,
    /// A part.
    Part,
    /// A plan item.
    PlanItem,
    /// An activity.
    Activity,
    /// A directive.
    Directive,
    /// A remark.
    Remark,
}

impl GivenKind {
    const ALL: [Self; 6] = [Self::Edition, Self::Part, Self::PlanItem, Self::Activity, Self::Directive, Self::Remark];

    const fn word(self) -> &'static str {
        match self {
            Self::Edition => "edition",
            Self::Part => "part",
            Self::PlanItem => "plan-item",
            Self::Activity => "activity",
            Self::Directive => "directive",
            Self::Remark => "remark",
        }
    }
}

/// An id as a row names it: `directive:training/d3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GivenId {
    /// What has the id.
    pub kind: GivenKind,
    /// The id; of directives and remarks behind that of their activity, of plan items behind those above.
    pub reference: String,
}

impl GivenId {
    /// Reads the ids of a cell. `None` where it says anything else, or nothing.
    #[must_use]
    pub fn read_all(cell: &str) -> Option<Vec<Self>> {
        let ids = cell.split_whitespace().map(Self::read).collect::<Option<Vec<_>>>()?;
        (!ids.is_empty()).then_some(ids)
    }

    fn read(word: &str) -> Option<Self> {
        let (word, reference) = word.split_once(':')?;
        let kind = GivenKind::ALL.into_iter().find(|kind| kind.word() == word)?;
        let levels = match kind {
            GivenKind::Edition | GivenKind::Part | GivenKind::Activity => 1..=1,
            GivenKind::PlanItem => 1..=9,
            GivenKind::Directive | GivenKind::Remark => 2..=2,
        };
        let is_valid = levels.contains(&reference.split('/').count()) && reference.split('/').all(Id::is_valid);
        is_valid.then(|| Self { kind, reference: reference.to_owned() })
    }

    /// The reference by which the provision is known in its edition: plan items lie in no other's address.
    #[must_use]
    pub fn known_as(&self) -> &str {
        match self.kind {
            GivenKind::PlanItem => self.own(),
            _ => &self.reference,
        }
    }

    /// The last id of the reference: that of the provision itself.
    #[must_use]
    pub fn own(&self) -> &str {
        self.reference.rsplit('/').next().unwrap_or_default()
    }
}

impl fmt::Display for GivenId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.kind.word(), self.reference)
    }
}

/// The ids of the rows of a text form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowIds {
    /// By where the row begins: where it ends, and its ids.
    rows: BTreeMap<usize, (usize, Vec<GivenId>)>,
}

impl RowIds {
    /// Whether no row names any id.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The ids that stand on the row with this place of the text, in bytes.
    #[must_use]
    pub fn at(&self, place: usize) -> &[GivenId] {
        let row = self.rows.range(..=place).next_back();
        row.filter(|(_, (end, _))| place <= *end).map_or(&[], |(_, (_, ids))| ids)
    }

    /// All ids, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = &GivenId> {
        self.rows.values().flat_map(|(_, ids)| ids)
    }

    pub(super) fn add(&mut self, row: Range<usize>, ids: Vec<GivenId>) {
        if !ids.is_empty() && !row.is_empty() {
            self.rows.insert(row.start, (row.end, ids));
        }
    }
}

/// The ids of a row that are not given to anything yet.
#[derive(Debug)]
pub(super) struct Unclaimed<'a>(Vec<&'a GivenId>);

impl<'a> Unclaimed<'a> {
    pub fn of(ids: &'a [GivenId]) -> Self {
        Self(ids.iter().collect())
    }

    /// The next id of a kind.
    pub fn peek(&self, kind: GivenKind) -> Option<&'a GivenId> {
        self.0.iter().copied().find(|id| id.kind == kind)
    }

    /// Takes the next id of a kind, or else the next at all, that `fits`.
    pub fn take(&mut self, kind: GivenKind, fits: impl Fn(&GivenId) -> bool) -> Option<&'a GivenId> {
        let at = |fits: &dyn Fn(&GivenId) -> bool| self.0.iter().position(|id| id.kind == kind && fits(id));
        let at = at(&fits).or_else(|| at(&|_| true))?;
        Some(self.0.remove(at))
    }
}

/// Whether a cell is the heading of the column of ids.
pub(super) fn is_ids_heading(cell: &str) -> bool {
    plain(cell) == plain(IDS_HEADING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_are_written_and_nothing_else_is_one() {
        let cell = "plan-item:a/b activity:c directive:c/d1 remark:c/r1 part:i";
        let ids = GivenId::read_all(cell).expect("ids");
        assert_eq!(ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "), cell);
        for other in ["", "c", "activity:c/d1", "directive:c", "remark:c/R1", "plan:a", "activity:c、", "part:a b"] {
            assert_eq!(GivenId::read_all(other), None, "{other}");
        }
    }

    #[test]
    fn a_place_has_the_ids_of_its_own_row() {
        let mut ids = RowIds::default();
        ids.add(5..9, GivenId::read_all("part:i").unwrap_or_default());
        assert_eq!([4, 5, 9, 10].map(|place| ids.at(place).len()), [0, 1, 1, 0]);
    }
}
