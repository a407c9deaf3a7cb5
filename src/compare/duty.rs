//! Duties of two editions, field by field.

use std::collections::{HashMap, HashSet};

use crate::portal::{DocumentKind, Portal, Provision, ProvisionKey, ProvisionKind};
use crate::source::{Duty, Text};
use crate::text::Language;

use super::change::{Change, ChangeKind, Detail, DutyChange, DutyKey};
use super::pairing::Pairing;
use super::wording::{are_quoted, said};

/// The fields in which two duties differ, by their texts in `language`.
#[must_use]
pub fn differing(before: &Duty, after: &Duty, language: Language) -> Vec<&'static str> {
    let said = |text: &Text| said(text, language);
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

/// A duty and its name.
#[derive(Clone, Copy)]
struct Named<'a> {
    key: DutyKey,
    duty: &'a Duty,
}

impl Named<'_> {
    fn id(&self) -> &str {
        &self.duty.id.value
    }
}

fn duties(portal: &Portal, document: usize) -> Vec<Named<'_>> {
    let of_provision = |(key, provision): (ProvisionKey, &'_ Provision)| (key, provision.duties.len());
    (portal.provisions_of(document).map(of_provision))
        .flat_map(|(key, count)| (0..count).map(move |index| (key, index)))
        .filter_map(|key| Some(Named { key, duty: portal.provision(key.0).duties.get(key.1)? }))
        .collect()
}

/// The changes of duties from one document to another. Duties of provisions that are new or gone belong to these.
pub(super) fn changes(portal: &Portal, former: usize, later: usize, pairing: &Pairing) -> Vec<Change> {
    let years = (year(portal, former), year(portal, later));
    let (former, later) = (duties(portal, former), duties(portal, later));
    let by_id: HashMap<&str, Named<'_>> = former.iter().map(|named| (named.id(), *named)).collect();
    let is_later: HashSet<&str> = later.iter().map(Named::id).collect();
    let mut gone: Vec<Named<'_>> = former.iter().copied().filter(|named| !is_later.contains(named.id())).collect();
    let mut changes = Vec::new();
    for after in &later {
        let place = after.key.0;
        let earlier = pairing.former(place);
        let before = by_id.get(after.id()).copied().or_else(|| {
            // Under another id, but the same thing for the same people.
            let is_same = |named: &Named<'_>| {
                let fields = differing(named.duty, after.duty, portal.authoritative);
                Some(named.key.0) == earlier && !fields.iter().any(|field| matches!(*field, "action" | "audience"))
            };
            gone.iter().position(is_same).map(|index| gone.remove(index))
        });
        match before {
            Some(before) => {
                let mut fields = differing(before.duty, after.duty, portal.authoritative);
                let texts = (words(portal, before.key.0), words(portal, place));
                if is_same_in_each_year((before.duty, after.duty), years) && texts.0 == texts.1 {
                    fields.retain(|field| *field != "baseline");
                }
                let actions = (Some(&before.duty.action), Some(&after.duty.action));
                if are_quoted(actions, (&texts.0, &texts.1), portal.authoritative) {
                    fields.retain(|field| *field != "action");
                }
                let is_kept = pairing.later(before.key.0).is_some() || earlier.is_some();
                let moved = is_kept && earlier != Some(before.key.0);
                if !fields.is_empty() || moved {
                    let places = (earlier.or(Some(before.key.0)), Some(place));
                    let duty =
                        DutyChange { before: Some(before.key), after: Some(after.key), fields, moved, text: false };
                    changes.push(change(portal, places, duty));
                }
            }
            None if earlier.is_some() => changes.push(change(portal, (earlier, Some(place)), one(None, Some(after)))),
            None => {}
        }
    }
    for before in gone {
        let place = before.key.0;
        if let Some(now) = pairing.later(place) {
            changes.push(change(portal, (Some(place), Some(now)), one(Some(&before), None)));
        }
    }
    changes
}

/// The fiscal year of an edition.
fn year(portal: &Portal, document: usize) -> Option<i16> {
    match portal.documents.get(document)?.kind {
        DocumentKind::Directives { year } => Some(year),
        DocumentKind::Guidance => None,
    }
}

/// What the text or the title of a provision says.
fn words(portal: &Portal, key: ProvisionKey) -> String {
    let provision = portal.provision(key);
    let text = provision.text.as_ref().or(provision.heading.as_ref());
    text.map(|text| said(text, portal.authoritative)).unwrap_or_default()
}

/// Whether two duties are compared with a year that lies as far back: with the year before, in the words of both.
fn is_same_in_each_year((before, after): (&Duty, &Duty), (former, later): (Option<i16>, Option<i16>)) -> bool {
    let (Some(before), Some(after)) = (&before.baseline, &after.baseline) else { return false };
    before.of == after.of && former.map(|year| year - before.year) == later.map(|year| year - after.year)
}

/// A duty that is in one edition alone.
fn one(before: Option<&Named<'_>>, after: Option<&Named<'_>>) -> DutyChange {
    let key = |named: Option<&Named<'_>>| named.map(|named| named.key);
    DutyChange { before: key(before), after: key(after), fields: Vec::new(), moved: false, text: false }
}

fn change(portal: &Portal, (former, later): (Option<ProvisionKey>, Option<ProvisionKey>), duty: DutyChange) -> Change {
    let is_target = later.is_some_and(|key| portal.provision(key).kind == ProvisionKind::PlanItem);
    let kind = match (is_target, duty.before.is_some(), duty.after.is_some()) {
        (false, false, _) => ChangeKind::DutyAdded,
        (false, true, false) => ChangeKind::DutyRemoved,
        (false, true, true) => ChangeKind::DutyChanged,
        (true, false, _) => ChangeKind::TargetAdded,
        (true, true, false) => ChangeKind::TargetRemoved,
        (true, true, true) => ChangeKind::TargetChanged,
    };
    Change { kind, former, later, detail: Detail::Duty(duty), follows: Vec::new() }
}

/// Whether two texts differ by nothing but the amount of a duty: what its change says is not said again.
#[must_use]
pub fn is_by_amount_alone(before: &str, after: &str, duties: (Option<&Duty>, Option<&Duty>)) -> bool {
    let amounts = |duty: &Duty| -> Vec<String> {
        // In percent, or in tenths (割).
        let share = |whole: f64| duty.ratio.map(|ratio| format!("{}", (ratio * whole * 100.0).round() / 100.0));
        duty.amount.map(|amount| amount.to_string()).into_iter().chain(share(100.0)).chain(share(10.0)).collect()
    };
    let (Some(old), Some(new)) = duties else { return false };
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
