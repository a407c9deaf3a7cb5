//! The guidance that a document takes the place of: what its clauses have that no document says (topics, translations,
//! where they stood before), by the path of their numbers.

use std::collections::BTreeMap;

use crate::source::{AppliesTo, Clause, ClauseMeasure, Guidance, Text};
use crate::text::{Language, numbering};
use crate::theme::plain_markdown;

use super::doubt::Doubt;
use super::read_back::seen;
use super::write::note;
use crate::exchange::Yaml;

/// Where a clause stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// Its numbers as they are cited: `5(1)ア`.
    pub reference: String,
    /// Its numbers and ids as they are compared.
    pub path: String,
}

impl Place {
    /// That of a clause below.
    pub fn of(&self, clause: &Clause) -> Self {
        self.below(clause.number.as_deref(), clause.group.as_ref().map(|group| group.value.as_str()))
    }

    /// That of a clause below, by its number or the id of its heading.
    pub fn below(&self, number: Option<&str>, group: Option<&str>) -> Self {
        let printed = number.or(group).unwrap_or_default();
        let segment = number.and_then(numbering::segment).unwrap_or_else(|| printed.to_owned());
        Self { reference: format!("{}{printed}", self.reference), path: format!("{}/{segment}", self.path) }
    }
}

/// How much of the guidance was there before.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Tally {
    /// Clauses that say the same.
    pub unchanged: usize,
    /// Clauses that say it in other words.
    pub reworded: usize,
    /// Clauses that were not there.
    pub new: usize,
}

/// The clauses of a guidance before.
#[derive(Debug, Default)]
pub(super) struct Former<'e> {
    clauses: BTreeMap<String, (Place, &'e Clause)>,
}

impl<'e> Former<'e> {
    /// Those of `guidance`; of two at one place the first.
    pub fn of(guidance: Option<&'e Guidance>) -> Self {
        let mut former = Self::default();
        former.add(guidance.map_or(&[], |guidance| &guidance.clauses), &Place::default());
        former
    }

    fn add(&mut self, clauses: &'e [Clause], above: &Place) {
        for clause in clauses {
            let place = above.of(clause);
            self.add(&clause.clauses, &place);
            self.clauses.entry(place.path.clone()).or_insert((place, clause));
        }
    }

    /// The clause that was at this place; it is not gone then.
    pub fn take(&mut self, place: &Place) -> Option<&'e Clause> {
        self.clauses.remove(&place.path).map(|(_, clause)| clause)
    }

    /// The clauses that are gone, without those below them.
    pub fn gone(&self) -> (usize, Vec<String>) {
        let is_below = |path: &str| path.rsplit_once('/').is_some_and(|(above, _)| self.clauses.contains_key(above));
        let tops = self.clauses.iter().filter(|(path, _)| !is_below(path));
        (self.clauses.len(), tops.map(|(_, (place, _))| place.reference.clone()).collect())
    }
}

/// Whether two texts have the same words, however they are set.
pub(super) fn is_same<'t>(words: impl IntoIterator<Item = &'t Text>, of: &[&str]) -> bool {
    // Character by character but for blanks, as the account compares them.
    let bare = |text: String| text.split_whitespace().collect::<String>();
    let before = words.into_iter().map(seen).map(bare).collect::<String>();
    before == of.iter().map(|text| bare(plain_markdown(text))).collect::<String>()
}

/// A text as it was.
pub(super) fn as_it_was(text: &Text) -> Yaml {
    let of = |language| text.get(language).map(|text| Yaml::Text(text.to_owned()));
    Yaml::mapping([("ja", of(Language::Japanese)), ("en", of(Language::English))])
}

/// A new text, or the former one where that has the same words, with the translation of the former one.
pub(super) fn text(words: &str, former: Option<&Text>) -> Yaml {
    match former {
        Some(former) if is_same([former], &[words]) => as_it_was(former),
        Some(former) => {
            let english = former.get(Language::English).map(|english| Yaml::Text(english.to_owned()));
            Yaml::mapping([("ja", Some(Yaml::Text(words.to_owned()))), ("en", english)])
        }
        None => Yaml::japanese(words),
    }
}

/// The notes on a record: those that it had, and `doubts`. What was noted of lists is known anew each time.
pub(super) fn notes(former: &[Text], doubts: &[Doubt]) -> Option<Yaml> {
    let is_old = |note: &&Text| !note.get(Language::Japanese).is_some_and(Doubt::is_of_lists);
    let former: Vec<Yaml> = former.iter().filter(is_old).map(as_it_was).collect();
    let new = doubts.iter().map(note).filter(|note| !former.contains(note)).collect::<Vec<_>>();
    Yaml::list(former.into_iter().chain(new))
}

/// The cases to which a clause applied.
pub(super) fn applies_to(cases: &AppliesTo) -> Yaml {
    let overtime = cases.overtime.as_ref().map(|overtime| {
        Yaml::mapping([("over", overtime.over.map(Yaml::plain)), ("up_to", overtime.up_to.map(Yaml::plain))])
    });
    Yaml::mapping([
        ("workers", Yaml::flow(cases.workers.iter().map(|workers| workers.word().to_owned()))),
        ("except", Yaml::flow(cases.except.iter().map(|workers| workers.word().to_owned()))),
        ("overtime", overtime),
        ("application", cases.application.map(Yaml::plain)),
        ("employees_below", cases.employees_below.map(Yaml::plain)),
        ("employees_from", cases.employees_from.map(Yaml::plain)),
        ("night_work", cases.night_work.map(Yaml::plain)),
        ("high_stress", cases.high_stress.map(Yaml::plain)),
    ])
}

/// The measures that a clause asked for.
pub(super) fn measures(measures: &[ClauseMeasure]) -> Option<Yaml> {
    Yaml::list(measures.iter().map(|measure| {
        Yaml::mapping([
            ("what", measure.what.as_ref().map(as_it_was)),
            ("force", Some(Yaml::plain(measure.force.word()))),
            ("applies_to", measure.applies_to.as_ref().map(applies_to)),
            ("deadline", measure.deadline.as_ref().map(as_it_was)),
        ])
    }))
}
