//! Duties of two editions, field by field.

use std::collections::HashMap;

use crate::portal::{Portal, ProvisionKey, ProvisionKind};
use crate::source::{Duty, Text};
use crate::text::Language;

use super::change::{Change, ChangeKind, Detail, DutyChange};
use super::pairing::Pairing;
use super::wording::wording;

/// The fields in which two duties differ, by their texts in `language`.
#[must_use]
pub fn differing(before: &Duty, after: &Duty, language: Language) -> Vec<&'static str> {
    let said = |text: &Text| wording(text.localised(language).0);
    let baseline = |duty: &Duty| duty.baseline.as_ref().map(|baseline| (baseline.year, baseline.of));
    let ratio = |duty: &Duty| duty.ratio.map(f64::to_bits);
    let fields = [
        ("action", said(&before.action) != said(&after.action)),
        ("audience", before.audience.as_ref().map(said) != after.audience.as_ref().map(said)),
        ("operator", before.operator != after.operator),
        ("amount", before.amount != after.amount),
        ("ratio", ratio(before) != ratio(after)),
        ("unit", before.unit != after.unit),
        ("per", before.per != after.per),
        ("baseline", baseline(before) != baseline(after)),
        ("on_request", before.on_request != after.on_request),
    ];
    fields.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

/// The duties of a document by id, with where they stand.
type Duties<'a> = HashMap<&'a str, (ProvisionKey, &'a Duty)>;

fn duties(portal: &Portal, document: usize) -> (Vec<&str>, Duties<'_>) {
    let all = portal.duties(document);
    let ids = all.iter().map(|duty| duty.duty.id.value.as_str()).collect();
    (ids, all.into_iter().map(|duty| (duty.duty.id.value.as_str(), (duty.provision, duty.duty))).collect())
}

/// The changes of duties from one document to another. Duties of provisions that are new or gone belong to these.
pub(super) fn changes<'a>(portal: &'a Portal, former: usize, later: usize, pairing: &Pairing) -> Vec<Change<'a>> {
    let (former_ids, former) = duties(portal, former);
    let (later_ids, later) = duties(portal, later);
    let mut gone: Vec<(ProvisionKey, &Duty)> =
        former_ids.iter().filter(|id| !later.contains_key(*id)).map(|id| former[id]).collect();
    let mut changes = Vec::new();
    for id in later_ids {
        let (place, after) = later[id];
        let earlier = pairing.former(place);
        let before = former.get(id).copied().or_else(|| {
            // Under another id, but the same thing for the same people.
            let is_same = |(of, duty): &(ProvisionKey, &Duty)| {
                Some(*of) == earlier
                    && !differing(duty, after, portal.authoritative)
                        .iter()
                        .any(|field| matches!(*field, "action" | "audience"))
            };
            gone.iter().position(is_same).map(|index| gone.remove(index))
        });
        match before {
            Some((before_place, before)) => {
                let fields = differing(before, after, portal.authoritative);
                let is_kept = pairing.later(before_place).is_some() || earlier.is_some();
                let moved = (is_kept && earlier != Some(before_place)).then_some((before_place, place));
                if !fields.is_empty() || moved.is_some() {
                    changes.push(change(
                        portal,
                        (earlier.or(Some(before_place)), Some(place)),
                        Some(before),
                        Some(after),
                        fields,
                        moved,
                    ));
                }
            }
            None if earlier.is_some() => {
                changes.push(change(portal, (earlier, Some(place)), None, Some(after), Vec::new(), None));
            }
            None => {}
        }
    }
    for (place, duty) in gone {
        if let Some(now) = pairing.later(place) {
            changes.push(change(portal, (Some(place), Some(now)), Some(duty), None, Vec::new(), None));
        }
    }
    changes
}

fn change<'a>(
    portal: &Portal,
    (former, later): (Option<ProvisionKey>, Option<ProvisionKey>),
    before: Option<&'a Duty>,
    after: Option<&'a Duty>,
    fields: Vec<&'static str>,
    moved: Option<(ProvisionKey, ProvisionKey)>,
) -> Change<'a> {
    let is_target = later.is_some_and(|key| portal.provision(key).kind == ProvisionKind::PlanItem);
    let kind = match (is_target, before.is_some(), after.is_some()) {
        (false, false, _) => ChangeKind::DutyAdded,
        (false, true, false) => ChangeKind::DutyRemoved,
        (false, true, true) => ChangeKind::DutyChanged,
        (true, false, _) => ChangeKind::TargetAdded,
        (true, true, false) => ChangeKind::TargetRemoved,
        (true, true, true) => ChangeKind::TargetChanged,
    };
    let detail = Detail::Duty(DutyChange { before, after, fields, moved, text: None });
    Change { kind, former, later, detail, follows: Vec::new() }
}

/// Whether two texts differ by nothing but the amount of a duty: what its change says is not said again.
#[must_use]
pub fn is_by_amount_alone(before: &str, after: &str, duty: &DutyChange<'_>) -> bool {
    let amounts = |duty: &Duty| -> Vec<String> {
        let share = duty.ratio.map(|ratio| format!("{}", (ratio * 10_000.0).round() / 100.0));
        duty.amount.map(|amount| amount.to_string()).into_iter().chain(share).collect()
    };
    let (Some(old), Some(new)) = (duty.before, duty.after) else { return false };
    let (old, new) = (amounts(old), amounts(new));
    let (one, other) = (parts(before), parts(after));
    old != new
        && one.len() == other.len()
        && one.iter().zip(&other).all(|(one, other)| one == other || old.contains(one) && new.contains(other))
}

/// A text cut into figures and what lies between them, without regard to width and commas of thousands.
fn parts(text: &str) -> Vec<String> {
    use unicode_normalization::UnicodeNormalization as _;
    let characters: Vec<char> = text.nfkc().collect();
    let is_figure = |at: usize| {
        let digit = |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(char::is_ascii_digit);
        digit(Some(at))
            || matches!(characters.get(at), Some(',' | '.')) && digit(at.checked_sub(1)) && digit(Some(at + 1))
    };
    let marked: Vec<(bool, char)> = characters.iter().enumerate().map(|(at, &one)| (is_figure(at), one)).collect();
    let runs = marked.chunk_by(|one, next| one.0 == next.0);
    runs.map(|run| run.iter().filter(|(figure, one)| !figure || *one != ',').map(|(_, one)| *one).collect()).collect()
}
