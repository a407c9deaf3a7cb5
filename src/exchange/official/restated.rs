//! 再掲: which provision is repeated, also where the words differ.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Activity, EditionFolder, PlanItem, Reference};

use super::piece::RESTATED;
use super::rows::plain;

/// A provision that may be repeated by another.
#[derive(Debug)]
pub(super) struct Candidate {
    /// Its reference.
    pub reference: String,
    /// The id of its activity.
    pub activity: String,
    /// The titles of its part and activity.
    pub titles: [String; 2],
    /// What it says; of an activity, nothing.
    pub text: Option<String>,
}

/// What a provision repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Its reference.
    pub reference: String,
    /// Whether its words are the same, but for a few, and nothing else comes near.
    pub is_sure: bool,
}

/// What the provisions of `editions` repeat, by their references; sub-items stand behind their directive with their
/// number. Of several editions the same or the nearest year counts.
pub(super) fn known(editions: &[EditionFolder], year: i16) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    let mut editions: Vec<&EditionFolder> = editions.iter().collect();
    editions.sort_by_key(|edition| (edition.year.abs_diff(year), edition.year));
    let items = editions.into_iter().flat_map(|edition| &edition.parts).flat_map(|part| &part.plan_items);
    for activity in items.flat_map(activities) {
        let mut add = |reference: String, restates: Option<&Reference>| {
            if let Some(restates) = restates {
                known.entry(reference).or_insert_with(|| restates.value.clone());
            }
        };
        let id = &activity.id.value;
        add(id.clone(), activity.restates.as_ref());
        for (directive, position) in activity.directives.iter().zip(1..) {
            let reference = format!("{id}/{}", directive.id_at(position));
            for item in &directive.items {
                add(format!("{reference}/{}", item.number), item.restates.as_ref());
            }
            add(reference, directive.restates.as_ref());
        }
        for (remark, position) in activity.remarks.iter().zip(1..) {
            add(format!("{id}/{}", remark.id_at(position)), remark.restates.as_ref());
        }
    }
    known
}

fn activities(item: &PlanItem) -> Vec<&Activity> {
    item.activities.iter().chain(item.plan_items.iter().flat_map(activities)).collect()
}

/// The least share of the words of a text that the text repeated by it must have.
const LEAST: f64 = 0.4;

/// From this share on, and with nothing else near it, the words are the same.
const SAME: f64 = 0.85;

/// The provision that a text of the activity `activity`, titled `title`, repeats.
pub(super) fn text(words: &str, activity: &str, title: &str, candidates: &[Candidate]) -> Option<Found> {
    let pairs = pairs(words);
    best(
        candidates.iter().filter(|candidate| candidate.activity != activity && candidate.text.is_some()),
        |candidate| {
            let said = share(&pairs, &self::pairs(candidate.text.as_deref().unwrap_or_default()));
            // An activity of the same name, or a part about it, is where it was said before.
            let is_same_activity = fold(&candidate.titles[1]).starts_with(&fold(title));
            let about = share(&pairs, &self::pairs(&candidate.titles[0]));
            (said, said + if is_same_activity { 0.1 } else { 0.0 } + about / 10.0)
        },
    )
}

/// The clause before a 再掲 that stands within a sentence.
pub(super) fn within(text: &str) -> Option<&str> {
    let (at, _) = RESTATED.find(text)?;
    let sentence = text[..at].rfind('。').map_or(0, |end| end + '。'.len_utf8());
    let clause = &text[sentence..at];
    let clause = ["特に、", "また、", "なお、"].iter().fold(clause, |clause, word| clause.trim_start_matches(word));
    (!clause.is_empty()).then_some(clause)
}

/// Whether a text says of a part of itself, and not at its end, that it repeats something.
pub(in crate::exchange) fn is_said_within(text: &str) -> bool {
    RESTATED.suffix(text.trim_end()).is_none() && within(text).is_some()
}

/// The activity that an activity with this title repeats.
pub(super) fn activity(title: &str, activity: &str, candidates: &[Candidate]) -> Option<Found> {
    let pairs = pairs(title);
    best(
        candidates.iter().filter(|candidate| candidate.activity != activity && candidate.text.is_none()),
        |candidate| {
            let said = share(&pairs, &self::pairs(&candidate.titles[1]));
            (said, said)
        },
    )
}

/// The candidate with the highest mark. `rate` gives the share of words in common, and the mark.
fn best<'c>(candidates: impl Iterator<Item = &'c Candidate>, rate: impl Fn(&Candidate) -> (f64, f64)) -> Option<Found> {
    let mut best: Option<(f64, f64, &Candidate)> = None;
    let mut second = 0.0_f64;
    for candidate in candidates {
        let (said, mark) = rate(candidate);
        match best {
            // Of two that are alike the first is the one that was there before.
            Some((_, highest, _)) if mark <= highest => second = second.max(mark),
            _ => {
                second = second.max(best.map_or(0.0, |(_, highest, _)| highest));
                best = Some((said, mark, candidate));
            }
        }
    }
    let (said, mark, candidate) = best.filter(|(said, ..)| *said >= LEAST)?;
    Some(Found { reference: candidate.reference.clone(), is_sure: said >= SAME && mark - second > 0.05 })
}

fn fold(text: &str) -> String {
    plain(text).chars().filter(|character| character.is_alphanumeric()).collect()
}

/// The pairs of neighbouring characters of a text.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let folded = fold(text);
    folded.chars().zip(folded.chars().skip(1)).collect()
}

/// Which share of the first pairs is among the others.
#[expect(clippy::cast_precision_loss, reason = "some hundred pairs")]
fn share(pairs: &BTreeSet<(char, char)>, others: &BTreeSet<(char, char)>) -> f64 {
    if pairs.is_empty() { 0.0 } else { pairs.intersection(others).count() as f64 / pairs.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates() -> Vec<Candidate> {
        let candidate = |activity: &str, number: &str, titles: [&str; 2], text: Option<&str>| Candidate {
            reference: text.map_or(activity.to_owned(), |_| format!("{activity}/{number}")),
            activity: activity.to_owned(),
            titles: titles.map(str::to_owned),
            text: text.map(str::to_owned),
        };
        vec![
            candidate("fire", "", ["火災への備え", "講習会"], None),
            candidate(
                "fire",
                "d1",
                ["火災への備え", "講習会"],
                Some("火災への備えに係る消火器の使い方の講習会を開く。"),
            ),
            candidate("snow", "d1", ["雪への備え", "見回り"], Some("雪への備えとして火災への備えも話す。")),
            candidate("snow", "d2", ["雪への備え", "見回り"], Some("除雪車の置場を毎朝見回る。")),
        ]
    }

    #[test]
    fn what_is_repeated_is_found_by_words_place_and_name() {
        let said = |found: Option<Found>| found.map(|found| (found.reference, found.is_sure));
        let find = |words: &str| said(text(words, "other", "講習会", &candidates()));
        assert_eq!(find("除雪車の置場を毎朝見回る。"), Some(("snow/d2".into(), true)));
        assert_eq!(find("除雪車の置場を、班長が毎日見回る。"), Some(("snow/d2".into(), false)));
        assert_eq!(find("火災への備え"), Some(("fire/d1".into(), true)));
        assert_eq!(find("健康診断を受ける。"), None);
        assert_eq!(said(activity("講習会", "other", &candidates())), Some(("fire".into(), true)));
        assert_eq!(activity("講習会", "fire", &candidates()), None);
    }
}
