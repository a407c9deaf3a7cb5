//! The duties of a provision: which is which, and what became of each.

use std::collections::BTreeSet;

use crate::exchange::Yaml;

use super::merge::folded;
use super::note::Note;
use super::three_way::{is_same, merged, words};

/// What says of two duties that they are the same one.
const FEATURES: [&str; 6] = ["unit", "operator", "audience", "per", "amount", "baseline"];

/// The duties of a provision in the former edition, as the import recognises them in the former wording, and in the new
/// one.
pub(super) struct Duties<'a> {
    pub own: &'a [Yaml],
    pub before: &'a [Yaml],
    pub after: &'a [Yaml],
}

impl Duties<'_> {
    /// The duties of the new edition. Ids in `taken` are those of others; new ones are added.
    pub fn merged(&self, taken: &mut BTreeSet<String>, notes: &mut Vec<Note>) -> Vec<Yaml> {
        let own_of_before = pairs(self.before, self.own);
        let before_of_after = pairs(self.after, self.before);
        let mut list = Vec::new();
        for (after, before) in self.after.iter().zip(&before_of_after) {
            let own = before.and_then(|before| own_of_before.get(before).copied().flatten());
            let duty = match (before.and_then(|at| self.before.get(at)), own.and_then(|at| self.own.get(at))) {
                (Some(before), Some(own)) => Some(changed(own, before, after, notes)),
                // A person had left it out: it is one only where the document changed it.
                (Some(before), None) if is_alike(before, after) => None,
                (Some(_), None) => {
                    let duty = named(after, taken);
                    notes.push(Note::LeftOut { duty: id(&duty).to_owned() });
                    Some(duty)
                }
                (None, _) => Some(named(after, taken)),
            };
            list.extend(duty);
        }
        // What no machine recognised stays.
        let recognised: BTreeSet<usize> = own_of_before.iter().flatten().copied().collect();
        list.extend(self.own.iter().enumerate().filter(|(at, _)| !recognised.contains(at)).map(|(_, own)| own.clone()));
        list
    }
}

/// The id of a duty.
pub(super) fn id(duty: &Yaml) -> &str {
    duty.get("id").and_then(Yaml::scalar).unwrap_or_default()
}

/// A duty as a person had it, with what the document changed of it.
fn changed(own: &Yaml, before: &Yaml, after: &Yaml, notes: &mut Vec<Note>) -> Yaml {
    let is_own_action = !is_same(own.get("action"), before.get("action"));
    let without = |duty: &Yaml, keys: &[&str]| {
        let entries = duty.pairs().iter().filter(|(key, _)| !keys.contains(&key.as_ref()));
        Yaml::Mapping(entries.cloned().collect())
    };
    let hidden: &[&str] = if is_own_action { &["id", "action"] } else { &["id"] };
    // An amount is said by its own key.
    let without_figures = |duty: &Yaml| {
        let said = duty.get("action").map(words).unwrap_or_default();
        folded(&said).chars().filter(|character| !character.is_numeric()).collect::<String>()
    };
    if is_own_action && without_figures(before) != without_figures(after) {
        notes.push(Note::Action { duty: id(own).to_owned() });
    }
    merged(Some(own), Some(&without(before, hidden)), Some(&without(after, hidden))).map_or_else(
        || own.clone(),
        |duty| {
            // The keys that were not compared are those of the person.
            let keys = own.pairs().iter().map(|(key, _)| key);
            let keys = keys.chain(duty.pairs().iter().map(|(key, _)| key).filter(|key| own.get(key).is_none()));
            let value = |key: &std::borrow::Cow<'static, str>| {
                let is_hidden = hidden.contains(&key.as_ref());
                let value = if is_hidden { own.get(key) } else { duty.get(key) };
                Some((key.clone(), value?.clone()))
            };
            Yaml::Mapping(keys.filter_map(value).collect())
        },
    )
}

/// A new duty, with an id that no other has.
fn named(duty: &Yaml, taken: &mut BTreeSet<String>) -> Yaml {
    let wanted = id(duty).to_owned();
    let candidates = std::iter::once(wanted.clone()).chain((2..).map(|number| format!("{wanted}-{number}")));
    let name = candidates.into_iter().find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(name.clone());
    with_id(duty, &name)
}

/// The duty under another id.
pub(super) fn with_id(duty: &Yaml, name: &str) -> Yaml {
    let entry = |(key, value): &(std::borrow::Cow<'static, str>, Yaml)| {
        (key.clone(), if key == "id" { Yaml::plain(name) } else { value.clone() })
    };
    Yaml::Mapping(duty.pairs().iter().map(entry).collect())
}

/// Whether two ask for the same.
fn is_alike(one: &Yaml, other: &Yaml) -> bool {
    FEATURES.iter().chain(&["ratio", "on_request"]).all(|key| is_same(one.get(key), other.get(key)))
}

/// For each of `ones` the one of `others` that it is, as an index: those that have most in common first, then in order.
fn pairs(ones: &[Yaml], others: &[Yaml]) -> Vec<Option<usize>> {
    let common = |one: &Yaml, other: &Yaml| {
        FEATURES.iter().filter(|key| one.get(key).is_some() && is_same(one.get(key), other.get(key))).count()
    };
    let mut candidates = Vec::new();
    for (at, one) in ones.iter().enumerate() {
        for (place, other) in others.iter().enumerate() {
            // Times are never cases.
            if is_same(one.get("unit"), other.get("unit")) {
                candidates.push((std::cmp::Reverse(common(one, other)), at.abs_diff(place), at, place));
            }
        }
    }
    candidates.sort_unstable();
    let mut pairs = vec![None; ones.len()];
    for (_, _, at, place) in candidates {
        if pairs[at].is_none() && !pairs.contains(&Some(place)) {
            pairs[at] = Some(place);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duty(id: &str, action: &str, amount: u32, per: &str) -> Yaml {
        Yaml::mapping([
            ("id", Some(Yaml::plain(id))),
            ("action", Some(Yaml::japanese(action))),
            ("operator", Some(Yaml::plain("at-least"))),
            ("amount", Some(Yaml::plain(amount))),
            ("unit", Some(Yaml::plain("times"))),
            ("per", Some(Yaml::plain(per))),
        ])
    }

    fn merge(own: &[Yaml], before: &[Yaml], after: &[Yaml]) -> (Vec<Yaml>, Vec<Note>) {
        let mut notes = Vec::new();
        let duties = Duties { own, before, after };
        let list = duties.merged(&mut BTreeSet::from(["x-d1".to_owned()]), &mut notes);
        (list, notes)
    }

    #[test]
    fn an_amount_that_was_raised_is_raised_in_the_duty_that_a_person_wrote() {
        let own = [duty("drills", "訓練", 1, "nation")];
        let (list, notes) =
            merge(&own, &[duty("x-d1", "訓練を1回行う", 1, "center")], &[duty("y", "訓練を2回行う", 2, "center")]);
        assert_eq!(list, [duty("drills", "訓練", 2, "nation")]);
        assert_eq!(notes, [], "the words of the duty do not name it");
        let width = [duty("y", "訓練(夜間)を開く", 1, "center")];
        let (_, notes) = merge(&own, &[duty("x-d1", "訓練（夜間）を開く", 1, "center")], &width);
        assert_eq!(notes, [], "brackets of another width say the same");
        let (_, notes) = merge(
            &[duty("drills", "訓練", 1, "nation")],
            &[duty("x-d1", "訓練を1回行う", 1, "center")],
            &[duty("y", "訓練と見学を2回行う", 2, "center")],
        );
        assert_eq!(notes, [Note::Action { duty: "drills".into() }]);
    }

    #[test]
    fn duties_come_and_go_with_the_document_but_not_those_that_only_a_person_knows() {
        let (own, extra) = (duty("drills", "訓練", 1, "center"), duty("extra", "点検", 7, "nation"));
        let before = [duty("x-d1", "訓練", 1, "center")];
        assert_eq!(merge(&[own, extra.clone()], &before, &[]).0, [extra]);
        let new = duty("x-d1", "見学", 3, "center");
        let (list, _) = merge(&[], &[], &[new]);
        assert_eq!(id(&list[0]), "x-d1-2", "the id is taken");
        assert_eq!(merge(&[], &before, &before).0, [], "a person left it out");
    }
}
