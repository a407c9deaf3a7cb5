//! A guidance as a file of the content folder.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::source::{Clause as Record, Guidance};
use crate::text::Language;

use super::account::Ledger;
use super::binding::{Cases, force, without_brackets};
use super::clauses::Clause;
use super::doubt::Doubt;
use super::lists::Lists;
use super::piece::{Piece, Spelling};
use super::read_back::{record, seen};
use super::rows::plain;
use super::write::{Noted, escape, review};
use crate::exchange::Yaml;

/// The longest that a heading is taken to be, in characters.
const LONGEST_HEADING: usize = 60;

/// Ids of headings without number that the portal has, by their words.
#[derive(Debug, Default)]
pub(super) struct Groups(BTreeMap<String, String>);

impl Groups {
    /// Those of a guidance that is there already.
    pub fn of(guidance: Option<&Guidance>) -> Self {
        let mut groups = Self::default();
        guidance.into_iter().flat_map(|guidance| &guidance.clauses).for_each(|clause| groups.add(clause));
        groups
    }

    fn add(&mut self, clause: &Record) {
        if let (Some(id), Some(heading)) = (&clause.group, &clause.heading) {
            self.0.entry(fold(heading.get(Language::Japanese).unwrap_or_default())).or_insert(id.value.clone());
        }
        clause.clauses.iter().for_each(|clause| self.add(clause));
    }
}

fn fold(heading: &str) -> String {
    plain(heading).chars().filter(|character| character.is_alphanumeric()).collect()
}

/// Writes a guidance, and notes on the way what was done to the document.
pub(super) struct Writer<'w, 'e> {
    pub id: &'w str,
    pub spelling: &'w Spelling<'w>,
    pub ledger: &'w mut Ledger,
    pub lists: &'w mut Lists<'e>,
    pub groups: Groups,
    pub noted: Vec<Noted>,
}

impl Writer<'_, '_> {
    /// The file.
    pub fn guidance(&mut self, guidance: &super::clauses::Guidance<'_>) -> Yaml {
        let title = self.text(guidance.title.as_slice(), &mut Vec::new());
        let preface: Vec<String> = guidance.preface.iter().map(|line| self.text(&[*line], &mut Vec::new())).collect();
        let clauses = self.clauses(&guidance.clauses, "", &Cases::default());
        Yaml::mapping([
            ("id", Some(Yaml::plain(self.id))),
            ("title", Some(Yaml::japanese(&title))),
            ("source", (!preface.is_empty()).then(|| Yaml::japanese(&preface.join("\n\n")))),
            ("clauses", clauses),
        ])
    }

    fn clauses(&mut self, clauses: &[Clause<'_>], above: &str, cases: &Cases) -> Option<Yaml> {
        let mut groups = 0;
        let mut written = Vec::new();
        for clause in clauses {
            groups += usize::from(clause.is_group);
            written.push(self.clause(clause, above, groups, cases));
        }
        Yaml::list(written)
    }

    fn clause(&mut self, clause: &Clause<'_>, above: &str, group: usize, above_cases: &Cases) -> Yaml {
        let mut doubts = clause.doubts.clone();
        let mut paragraphs = Vec::new();
        for words in &clause.paragraphs {
            paragraphs.push(self.text(words, &mut doubts));
        }
        let mut closing = Vec::new();
        for words in &clause.closing {
            closing.push(self.text(words, &mut doubts));
        }
        let has_more = paragraphs.len() > 1 || !clause.clauses.is_empty();
        let heading = (clause.is_group || has_more && paragraphs.first().is_some_and(|first| is_heading(first)))
            .then(|| paragraphs.remove(0));
        if !clause.is_group && heading.as_ref().is_some_and(|heading| heading.chars().count() > LONGEST_HEADING) {
            doubts.push(Doubt::LongHeading);
        }
        let text = paragraphs.join("\n\n");
        let (force, unsure) = force(&format!("{text}\n{}", closing.join("\n")));
        doubts.extend(unsure);
        let (cases, unsure) = Cases::of(heading.as_deref().unwrap_or(&text), above_cases);
        doubts.extend(unsure);
        let below = if heading.is_some() { cases.handed_down() } else { above_cases.clone() };
        let cases = match (&heading, text.is_empty()) {
            // Under a heading the text says more than its heading.
            (Some(_), false) => Cases::of(&text, &below).0.with(&cases),
            // A heading alone only hands down.
            (Some(_), true) => Cases::of(heading.as_deref().unwrap_or_default(), &Cases::default()).0,
            _ => cases,
        };
        let said = format!("{}\n{text}\n{}", heading.as_deref().unwrap_or_default(), closing.join("\n"));
        let notices = self.lists.read(&said, &mut doubts);
        let number = clause.number.map(|number| number.piece.text.to_owned());
        let id = clause.is_group.then(|| {
            let heading = heading.as_deref().unwrap_or_default();
            self.groups.0.get(&fold(heading)).cloned().unwrap_or_else(|| format!("group-{group}"))
        });
        let reference = format!("{above}{}", number.as_deref().or(id.as_deref()).unwrap_or_default());
        let clauses = self.clauses(&clause.clauses, &reference, &below);
        let at = clause.paragraphs.first().and_then(|words| words.first()).map_or(0, |piece| piece.at);
        let notes = review(&doubts);
        self.noted.extend(doubts.into_iter().map(|doubt| Noted { reference: reference.clone(), at, doubt }));
        Yaml::mapping([
            ("number", number.map(Yaml::Text)),
            ("group", id.map(Yaml::Plain)),
            ("continues", clause.is_inner.then(|| Yaml::plain(true))),
            ("heading", heading.as_deref().map(Yaml::japanese)),
            ("text", (!text.is_empty()).then(|| Yaml::japanese(&text))),
            ("closing", (!closing.is_empty()).then(|| Yaml::japanese(&closing.join("\n\n")))),
            ("force", force.map(|force| Yaml::plain(force.word()))),
            ("applies_to", cases.yaml()),
            ("notices", Yaml::flow(notices)),
            ("review", notes),
            ("clauses", clauses),
        ])
    }

    fn text(&mut self, pieces: &[Piece<'_>], doubts: &mut Vec<Doubt>) -> String {
        let spelt = self.spelling.text(pieces);
        self.ledger.closed += spelt.closed;
        doubts.extend(spelt.unsure.into_iter().map(|letters| Doubt::Blank { letters }));
        escape(&spelt.text)
    }
}

/// Whether a paragraph with more below it is a heading: no sentence, and none that only leads to what follows.
fn is_heading(paragraph: &str) -> bool {
    let outside = without_brackets(&plain(paragraph));
    let leads = ["以下の", "次の", "次により", "次に掲げる"].iter().any(|word| outside.contains(word));
    !outside.contains('。') && !outside.ends_with(['、', '，']) && !leads
}

/// What was written: its words in order, and how many clauses and groups there are.
pub(super) fn read_back(file: &str, diagnostics: &mut Diagnostics) -> Option<(String, Vec<(&'static str, usize)>)> {
    let guidance: Guidance = record(file, diagnostics)?;
    let mut words = seen(&guidance.title);
    words.extend(guidance.source.iter().map(seen));
    let mut counts = [("clauses", 0), ("groups", 0)];
    guidance.clauses.iter().for_each(|clause| add(clause, &mut words, &mut counts));
    Some((words, counts.to_vec()))
}

fn add(clause: &Record, words: &mut String, counts: &mut [(&'static str, usize); 2]) {
    counts[usize::from(clause.number.is_none())].1 += 1;
    words.push_str(clause.number.as_deref().unwrap_or_default());
    words.extend(clause.heading.iter().chain(&clause.text).map(seen));
    clause.clauses.iter().for_each(|clause| add(clause, words, counts));
    words.extend(clause.closing.iter().map(seen));
}
