//! Which of the siblings in one edition is which in the next, where ids do not tell: by what they say, and their order.
//!
//! First the pairs are sought that keep the order and have the most in common together (a minimal-cost alignment); then,
//! among those left over, pairs that changed places, the most alike first; then a single one left over in the same place
//! on both sides, where it has at least something in common.
//!
//! Ties: of pairs that are equally alike, those with the same position come first, then the earlier ones. So of
//! identical texts one after another the last counts as the one that is new or gone.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::wording::Terms;

/// How alike two must be to be the same, reworded.
const ALIKE: i32 = 400;
/// How alike, where both stand alone between the same neighbours.
const ALIKE_IN_PLACE: i32 = 200;
/// What the same id says for two, where both are given by the content.
const SAME_ID: i32 = 500;
/// What different ids say against two, where both are given by the content.
const OTHER_ID: i32 = -300;
/// What the same position says.
const SAME_POSITION: i32 = 20;
/// Known pairs, which hold the others in place.
const KNOWN: i32 = 3000;

/// How many pairs are looked at. Lists of more are none that people compare: of them only known pairs are told.
pub(super) const MOST_PAIRS: usize = 1_000_000;

/// One of the siblings.
#[derive(Debug, Clone, Default)]
pub struct Sibling<'a> {
    /// The last part of its id.
    pub id: &'a str,
    /// Whether the content gives it that id.
    pub has_own_id: bool,
    /// What it says.
    pub terms: Terms,
    /// The pair that it is known to belong to.
    pub known: Option<usize>,
}

/// The pairs, as indices of both lists, in the order of the former.
#[must_use]
pub fn align(former: &[Sibling<'_>], later: &[Sibling<'_>]) -> Vec<(usize, usize)> {
    if former.len().saturating_mul(later.len()) > MOST_PAIRS {
        let places: HashMap<usize, usize> =
            (later.iter().enumerate()).filter_map(|(at, it)| Some((it.known?, at))).collect();
        let known = former.iter().enumerate().filter_map(|(at, it)| Some((at, *places.get(&it.known?)?)));
        return known.collect();
    }
    let scores: Vec<Vec<Option<i32>>> =
        former.iter().map(|one| later.iter().map(|other| score(one, other)).collect()).collect();
    let alike = |one: usize, other: usize| scores[one][other].filter(|&score| score >= ALIKE);
    let mut found = Found { later_of: in_order(former.len(), later.len(), alike), is_taken: vec![false; later.len()] };
    for &other in found.later_of.iter().flatten() {
        found.is_taken[other] = true;
    }
    let mut crossing: Vec<(Reverse<i32>, usize, usize)> = (0..former.len())
        .flat_map(|one| (0..later.len()).filter_map(move |other| Some((Reverse(alike(one, other)?), one, other))))
        .collect();
    crossing.sort_unstable();
    for (_, one, other) in crossing {
        found.add(one, other);
    }
    for (one, row) in scores.iter().enumerate() {
        let before = one.checked_sub(1).map_or(Some(0), |before| found.later_of[before].map(|other| other + 1));
        let after = if one + 1 == former.len() { Some(later.len()) } else { found.later_of[one + 1] };
        if let (Some(other), Some(after)) = (before, after)
            && other + 1 == after
            && row[other].is_some_and(|score| score >= ALIKE_IN_PLACE)
        {
            found.add(one, other);
        }
    }
    let pairs = found.later_of.into_iter().enumerate();
    pairs.filter_map(|(one, other)| Some((one, other?))).collect()
}

struct Found {
    later_of: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

impl Found {
    /// Adds a pair, unless one of the two has another already.
    fn add(&mut self, one: usize, other: usize) {
        if self.later_of[one].is_none() && !self.is_taken[other] {
            self.later_of[one] = Some(other);
            self.is_taken[other] = true;
        }
    }
}

fn score(one: &Sibling<'_>, other: &Sibling<'_>) -> Option<i32> {
    if one.known.is_some() || other.known.is_some() {
        return (one.known == other.known).then_some(KNOWN);
    }
    let by_id = match (one.has_own_id && other.has_own_id, one.id == other.id) {
        (true, true) => SAME_ID,
        (true, false) => OTHER_ID,
        (false, true) => SAME_POSITION,
        (false, false) => 0,
    };
    Some(i32::try_from(one.terms.likeness(&other.terms)).unwrap_or(0) + by_id)
}

/// For each former one the later one, so that no two pairs cross and the scores are the most together.
fn in_order(former: usize, later: usize, score: impl Fn(usize, usize) -> Option<i32>) -> Vec<Option<usize>> {
    // best[one][other]: the most that those from `one` and `other` on can have.
    let mut best = vec![vec![0_i64; later + 1]; former + 1];
    for one in (0..former).rev() {
        for other in (0..later).rev() {
            let skip = best[one + 1][other].max(best[one][other + 1]);
            let pair = score(one, other).map_or(0, |score| i64::from(score) + best[one + 1][other + 1]);
            best[one][other] = skip.max(pair);
        }
    }
    let mut pairs = vec![None; former];
    let (mut one, mut other) = (0, 0);
    while one < former && other < later {
        let here = best[one][other];
        if score(one, other).is_some_and(|score| i64::from(score) + best[one + 1][other + 1] == here) {
            pairs[one] = Some(other);
            (one, other) = (one + 1, other + 1);
        } else if best[one + 1][other] == here {
            one += 1;
        } else {
            other += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::analysis::Analyser;

    /// Siblings without ids of their own that say these things.
    fn siblings<'a>(texts: &[&str], ids: &'a [String]) -> Vec<Sibling<'a>> {
        let mut analyser = Analyser::default();
        (texts.iter().zip(ids))
            .map(|(text, id)| Sibling { id, has_own_id: false, terms: Terms::new(text, &mut analyser), known: None })
            .collect()
    }

    fn aligned(former: &[&str], later: &[&str]) -> Vec<(usize, usize)> {
        let ids: Vec<String> = (1..20).map(|position| format!("d{position}")).collect();
        align(&siblings(former, &ids), &siblings(later, &ids))
    }

    const MEASURE: &str = "作業場の騒音を測定し、記録を保存する。";
    const TRAIN: &str = "産業医を対象に研修を開き、資料を配布する。";
    const VISIT: &str = "要請のあった事業場を訪問して助言する。";
    const OTHER: &str = "年次計画をウェブサイトに掲載する。";

    #[test]
    fn what_is_inserted_or_removed_moves_nothing_else() {
        assert_eq!(aligned(&[MEASURE, TRAIN, VISIT], &[MEASURE, OTHER, TRAIN, VISIT]), [(0, 0), (1, 2), (2, 3)]);
        assert_eq!(aligned(&[MEASURE, TRAIN, VISIT], &[TRAIN, VISIT]), [(1, 0), (2, 1)]);
        assert_eq!(aligned(&[MEASURE], &[]), []);
        assert_eq!(aligned(&[], &[MEASURE]), []);
    }

    #[test]
    fn swapped_and_reworded_at_once() {
        let reworded = "作業場の騒音を年2回測定し、その記録を保存する。";
        assert_eq!(aligned(&[MEASURE, TRAIN], &[TRAIN, reworded]), [(0, 1), (1, 0)]);
        assert_eq!(aligned(&[MEASURE, TRAIN, VISIT], &[VISIT, MEASURE, TRAIN]), [(0, 1), (1, 2), (2, 0)]);
    }

    #[test]
    fn of_identical_texts_the_neighbours_tell_which_is_gone() {
        assert_eq!(
            aligned(&[MEASURE, OTHER, TRAIN, OTHER, VISIT], &[MEASURE, TRAIN, OTHER, VISIT]),
            [(0, 0), (2, 1), (3, 2), (4, 3)]
        );
        assert_eq!(aligned(&[OTHER, OTHER], &[OTHER]), [(0, 0)]);
    }

    #[test]
    fn a_new_one_in_the_place_of_another_is_not_that_one_reworded() {
        assert_eq!(aligned(&[MEASURE, TRAIN, VISIT], &[MEASURE, OTHER, VISIT]), [(0, 0), (2, 2)]);
        let rewritten = "産業医に研修を行う。";
        assert_eq!(aligned(&[MEASURE, TRAIN, VISIT], &[MEASURE, rewritten, VISIT]).len(), 3);
    }

    #[test]
    fn endless_lists_are_left_alone() {
        let ids: Vec<String> = (0..1_200).map(|position| format!("d{position}")).collect();
        let mut all = siblings(&vec![MEASURE; 1_200], &ids);
        assert_eq!(align(&all, &all), []);
        all[7].known = Some(7);
        assert_eq!(align(&all, &all), [(7, 7)]);
    }

    #[test]
    fn a_split_keeps_the_larger_part() {
        let whole = format!("{MEASURE}{TRAIN}");
        assert_eq!(aligned(&[&whole, VISIT], &[MEASURE, TRAIN, VISIT]).len(), 2);
        assert_eq!(aligned(&[MEASURE, TRAIN, VISIT], &[&whole, VISIT]).len(), 2);
    }

    #[test]
    fn ids_of_the_content_count_for_more_than_words() {
        let ids = ["d1", "d2"].map(str::to_owned);
        let own = |texts: &[&str]| -> Vec<Sibling<'_>> {
            siblings(texts, &ids).into_iter().map(|sibling| Sibling { has_own_id: true, ..sibling }).collect()
        };
        assert_eq!(align(&own(&[MEASURE, TRAIN]), &own(&[OTHER, TRAIN])), [(0, 0), (1, 1)]);
    }
}
