//! What of the answers of a translator is new.

use std::collections::HashMap;

use crate::diagnostic::{CatalogueFault, Diagnostics, Problem};
use crate::portal::Portal;
use crate::source::{Standing, TextUnit, hash, table_text};
use crate::text::Language;

use super::{Answer, AnswerState};

/// What answers come to.
#[derive(Debug, Default)]
pub struct Outcome<'a> {
    /// New translations.
    pub changes: Vec<(&'a TextUnit, String)>,
    /// Stale translations of which the translator says that they are right as they are.
    pub confirmed: Vec<&'a TextUnit>,
    /// How many are drafts or suggestions that nobody confirmed.
    pub drafts: usize,
    /// How many are not translated.
    pub empty: usize,
    /// How many are as they were.
    pub unchanged: usize,
}

/// Compares answers with the portal. Answers to texts that are not there, or not the same any more, are warned of and left
/// out; with an error nothing may be written.
pub fn compare<'a>(
    portal: &'a Portal,
    into: Language,
    answers: Vec<Answer>,
    diagnostics: &mut Diagnostics,
) -> Outcome<'a> {
    let units: HashMap<&str, &TextUnit> =
        portal.translations.units.iter().map(|unit| (unit.address.as_str(), unit)).collect();
    let mut seen: HashMap<String, String> = HashMap::new();
    let mut outcome = Outcome::default();
    for answer in answers {
        let Some(unit) = units.get(answer.address.as_str()).copied() else {
            diagnostics.warning(Problem::Catalogue(CatalogueFault::UnknownText(answer.address)), &answer.place);
            continue;
        };
        let new = answer.translation.replace("\r\n", "\n").replace('\r', "\n");
        let new = table_text(&unit.address, into, new.trim());
        if new.is_empty() {
            outcome.empty += 1;
            continue;
        }
        if answer.state == AnswerState::Draft {
            outcome.drafts += 1;
            continue;
        }
        if new.contains(|character: char| character.is_control() && !matches!(character, '\n' | '\t')) {
            diagnostics.error(Problem::ControlCharacter, &answer.place);
            continue;
        }
        if hash(&answer.source) != hash(unit.text.get(portal.authoritative).unwrap_or_default()) {
            diagnostics.warning(Problem::Catalogue(CatalogueFault::SourceChanged(answer.address)), &answer.place);
            continue;
        }
        if let Some(other) = seen.insert(answer.address, new.clone()) {
            if other != new {
                diagnostics
                    .error(Problem::Catalogue(CatalogueFault::TwoTranslations(unit.address.clone())), &answer.place);
            }
            continue;
        }
        if unit.text.get(into) != Some(new.as_str()) {
            outcome.changes.push((unit, new));
        } else if answer.state == AnswerState::Done && unit.standing == Standing::Stale {
            outcome.confirmed.push(unit);
        } else {
            outcome.unchanged += 1;
        }
    }
    outcome
}
