//! What a text says of the clauses to which it refers, before anybody looks for them.

use std::ops::Range;

use super::number::{Number, NumberKind};

/// A reference to clauses: a list of one or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ClauseReference {
    /// Its bytes.
    pub range: Range<usize>,
    /// Where the clauses are to be looked for.
    pub direction: Direction,
    /// The clauses.
    pub targets: Vec<Target>,
}

/// Where a clause is to be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// 上記: before this place.
    Above,
    /// 下記, 以下の: behind it.
    Below,
    /// 本, この: around it.
    Around,
    /// 同: on either side.
    Either,
    /// Only the number is there: it may be no reference at all.
    Unsaid,
}

/// A clause, or those from one to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// Its bytes.
    pub range: Range<usize>,
    /// The way to it.
    pub from: Vec<Step>,
    /// The way to the last one.
    pub to: Option<Vec<Step>>,
}

/// A step of the way to a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Into the clause with this number.
    Number(Number),
    /// Under the unnumbered heading that says this.
    Heading(String),
}

impl Step {
    pub fn kind(&self) -> Option<NumberKind> {
        match self {
            Self::Number(number) => Some(number.kind()),
            Self::Heading(_) => None,
        }
    }
}

/// So many characters the name of a heading may have: what is longer in its marks is something else.
pub(super) const LONGEST_HEADING: usize = 100;

/// The clause that 同 means: the way of the one before, to this number.
pub(super) fn same(before: &Target, target: Target) -> Target {
    let way = before.to.as_ref().unwrap_or(&before.from);
    let replaced = replaced(way, &target.from);
    let from = replaced.unwrap_or_else(|| way.iter().chain(&target.from).cloned().collect());
    let to = target.to.and_then(|to| self::replaced(&from, &to));
    Target { range: target.range, from, to }
}

/// A way of which the number of the same kind, and what follows it, is replaced.
pub(super) fn replaced(way: &[Step], with: &[Step]) -> Option<Vec<Step>> {
    let kind = with.first()?.kind()?;
    let at = way.iter().rposition(|step| step.kind() == Some(kind))?;
    Some(way[..at].iter().chain(with).cloned().collect())
}

/// A clause that follows another one in a list: its number takes the place of the number of its kind.
pub(super) fn listed(before: &Target, next: Target) -> Option<Target> {
    let way = before.to.as_ref().unwrap_or(&before.from);
    if let Some(from) = replaced(way, &next.from) {
        let to = next.to.and_then(|to| replaced(&from, &to));
        return Some(Target { from, to, ..next });
    }
    // (2)又は5の(3): a way of its own that leads to a clause of the same kind.
    let kind = way.last().and_then(Step::kind);
    next.from.iter().any(|step| step.kind() == kind).then_some(next)
}

/// Whether a number of this kind goes on the way into a clause. Numbers that follow each other directly must not run
/// together; in a way each level has its kind of number.
pub(super) fn is_further(way: &[Step], kind: NumberKind, is_joined: bool) -> bool {
    let is_apart = is_joined
        || matches!(kind, NumberKind::BracketedDigits | NumberKind::BracketedKana | NumberKind::BracketedLetter)
        || matches!(way.last().and_then(Step::kind), Some(NumberKind::BracketedDigits | NumberKind::BracketedKana))
            && kind != NumberKind::Digits
        || matches!(way.last(), Some(Step::Heading(_)));
    is_apart && way.iter().all(|step| step.kind() != Some(kind))
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::TestCaseError;

    use super::*;

    fn way(steps: &[Step]) -> String {
        let step = |step: &Step| match step {
            Step::Number(number) => number.as_str().to_owned(),
            Step::Heading(heading) => format!("<{heading}>"),
        };
        steps.iter().map(step).collect::<Vec<_>>().join("/")
    }

    /// What was read, in short: `Above 2/ア~2/ウ 3; Unsaid b`.
    pub fn read(text: &str, found: &[ClauseReference]) -> String {
        let target = |target: &Target| {
            assert!(text.get(target.range.clone()).is_some_and(|words| words == words.trim()), "{target:?}");
            match &target.to {
                Some(to) => format!("{}~{}", way(&target.from), way(to)),
                None => way(&target.from),
            }
        };
        let list = found.iter().map(|reference| {
            format!("{:?} {}", reference.direction, reference.targets.iter().map(target).collect::<Vec<_>>().join(" "))
        });
        list.collect::<Vec<_>>().join("; ")
    }

    /// Ranges lie in order, on characters, targets within them.
    pub fn are_in_order(text: &str, found: &[ClauseReference]) -> Result<(), TestCaseError> {
        let mut end = 0;
        for reference in found {
            prop_assert!(reference.range.start >= end && text.get(reference.range.clone()).is_some());
            let mut inner = reference.range.start;
            for target in &reference.targets {
                prop_assert!(target.range.start >= inner && target.range.end <= reference.range.end);
                prop_assert!(text.get(target.range.clone()).is_some_and(|words| !words.is_empty()));
                prop_assert!(!target.from.is_empty());
                inner = target.range.end;
            }
            end = reference.range.end;
        }
        Ok(())
    }
}
