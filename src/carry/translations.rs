//! Which text each carried translation was made from.
//!
//! A translation is known by what it says: it was made from the text beside which it stood in the former edition, or from
//! what the lock says there. Beside that text it is current, wherever it stands now; beside any other it is stale.

use std::collections::HashMap;

use crate::compare::wording;
use crate::source::{Record, Standing, TextUnit, hash};
use crate::text::Language;

use super::Trial;
use super::merge::folded;

/// The records of the edition on trial, by the addresses that they have in the edition of `year`.
pub(super) fn records(trial: &Trial, year: i16) -> Vec<(String, Record)> {
    let portal = &trial.portal;
    let authoritative = portal.authoritative;
    let units = &portal.translations.units;
    let folder = |document: usize| format!("{}/", portal.documents[document].path);
    let (former, later) = (folder(trial.former), folder(trial.later));
    let mut sources: HashMap<String, Vec<&TextUnit>> = HashMap::new();
    for unit in units.iter().filter(|unit| unit.address.starts_with(&former)) {
        if let Some(translation) = unit.text.get(authoritative.other()) {
            sources.entry(wording(translation)).or_default().push(unit);
        }
    }
    let record = |unit: &TextUnit| {
        let now = Record::of(&unit.text, authoritative)?;
        let made_from = sources.get(&wording(unit.text.get(authoritative.other())?))?;
        let is_current =
            |from: &&TextUnit| from.standing != Standing::Stale && says_the_same(from, unit, authoritative);
        if made_from.iter().any(is_current) {
            return Some(now);
        }
        let from = made_from.first()?;
        let recorded = portal.translations.lock.get(&from.address).filter(|_| from.standing == Standing::Stale);
        let source = recorded.map_or_else(|| hash(from.text.get(authoritative).unwrap_or_default()), |it| it.source);
        Some(Record { source, ..now })
    };
    let of_trial = units.iter().filter_map(|unit| {
        let rest = unit.address.strip_prefix(&later)?;
        Some((format!("directives/{year}/{rest}"), record(unit)?))
    });
    of_trial.collect()
}

/// Whether two texts are the same to a translator: apart from links, and from the width of characters.
fn says_the_same(one: &TextUnit, other: &TextUnit, language: Language) -> bool {
    let plain = |unit: &TextUnit| folded(&wording(unit.text.get(language).unwrap_or_default()));
    plain(one) == plain(other)
}
