//! A guidance as a file of the content folder.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::source::{Clause as Record, Guidance, Text};
use crate::text::Language;

use super::account::Ledger;
use super::binding::{Cases, force, without_brackets};
use super::clauses::Clause;
use super::doubt::Doubt;
use super::files::{Files, Written};
use super::former::{self, Former, Place, Tally};
use super::lists::Lists;
use super::piece::{Piece, Spelling};
use super::read_back::{record, seen};
use super::rows::plain;
use super::write::{Noted, escape};
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
    /// The guidance that is there already.
    pub before: Option<&'e Guidance>,
    /// Its clauses.
    pub former: Former<'e>,
    pub tally: Tally,
    pub noted: Vec<Noted>,
}

impl Writer<'_, '_> {
    /// The files, of which the first opens the document. `folder` is the content folder.
    pub fn guidance(&mut self, guidance: &super::clauses::Guidance<'_>, folder: &str) -> Vec<(String, String)> {
        let before = self.before;
        let title = self.text(guidance.title.as_slice(), &mut Vec::new());
        let preface: Vec<String> = guidance.preface.iter().map(|line| self.text(&[*line], &mut Vec::new())).collect();
        let clauses = self.clauses(&guidance.clauses, &Place::default(), &Cases::default());
        let source = before.and_then(|before| before.source.as_ref());
        let source = if preface.is_empty() {
            source.map(former::as_it_was)
        } else {
            Some(former::text(&preface.join("\n\n"), source))
        };
        let head = Yaml::mapping([
            ("id", Some(Yaml::plain(self.id))),
            ("title", Some(former::text(&title, before.map(|before| &before.title)))),
            ("issued", before.and_then(|before| before.issued).map(Yaml::plain)),
            ("issuer", before.and_then(|before| before.issuer.as_ref()).map(former::as_it_was)),
            ("source", source),
            ("updated", before.and_then(|before| before.updated).map(Yaml::plain)),
            ("review", before.and_then(|before| former::notes(&before.review.0, &[]))),
        ]);
        Files::of(self.id, before, folder).write(&head, clauses)
    }

    fn clauses(&mut self, clauses: &[Clause<'_>], above: &Place, cases: &Cases) -> Vec<Written> {
        let mut groups = 0;
        let mut written = Vec::new();
        for clause in clauses {
            groups += usize::from(clause.is_group);
            written.push(self.clause(clause, above, groups, cases));
        }
        written
    }

    fn clause(&mut self, clause: &Clause<'_>, above: &Place, group: usize, above_cases: &Cases) -> Written {
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
        let number = clause.number.map(|number| number.piece.text.to_owned());
        let id = clause.is_group.then(|| {
            let heading = heading.as_deref().unwrap_or_default();
            self.groups.0.get(&fold(heading)).cloned().unwrap_or_else(|| format!("group-{group}"))
        });
        let place = above.below(number.as_deref(), id.as_deref());
        let closing = (!closing.is_empty()).then(|| closing.join("\n\n"));
        let words = Words { heading, text: (!text.is_empty()).then_some(text), closing };
        let mut unlisted = Vec::new();
        let notices = self.lists.read(&words.list().join("\n"), &mut unlisted);
        let before = self.former.take(&place);
        let is_same = before.is_some_and(|before| words.are_those_of(before));
        if is_same {
            // What was not sure was looked at, or is noted still; but lists may have changed.
            doubts.clear();
        }
        doubts.extend(unlisted);
        let known = before.map_or(&[][..], |before| &before.notices).iter().map(|id| id.value.clone());
        let mut all: Vec<String> = known.collect();
        all.extend(notices.into_iter().filter(|notice| !all.contains(notice)).collect::<Vec<_>>());
        match before {
            None => self.tally.new += 1,
            Some(_) if is_same => self.tally.unchanged += 1,
            Some(before) => {
                self.tally.reworded += 1;
                doubts.extend(is_of_use(before).then_some(Doubt::Reworded));
            }
        }
        let mut says = match before.filter(|_| is_same) {
            Some(before) => as_it_was(before),
            None => words.with(before, force.map(|force| Yaml::plain(force.word())), cases.yaml()),
        };
        let former = before.map_or(&[][..], |before| &before.review.0);
        says.extend([("notices", Yaml::flow(all)), ("review", former::notes(former, &doubts))]);
        let clauses = self.clauses(&clause.clauses, &place, &below);
        let at = clause.paragraphs.first().and_then(|words| words.first()).map_or(0, |piece| piece.at);
        let reference = &place.reference;
        self.noted.extend(doubts.into_iter().map(|doubt| Noted { reference: reference.clone(), at, doubt }));
        let keys = [
            ("number", number.clone().map(Yaml::Text)),
            ("group", id.map(Yaml::Plain)),
            ("continues", clause.is_inner.then(|| Yaml::plain(true))),
        ];
        Written { place, number, record: Yaml::mapping(keys.into_iter().chain(says)), clauses }
    }

    fn text(&mut self, pieces: &[Piece<'_>], doubts: &mut Vec<Doubt>) -> String {
        let spelt = self.spelling.text(pieces);
        self.ledger.closed += spelt.closed;
        doubts.extend(spelt.unsure.into_iter().map(|letters| Doubt::Blank { letters }));
        escape(&spelt.text)
    }
}

/// Keys of a clause with their values.
type Keys = Vec<(&'static str, Option<Yaml>)>;

/// What a clause says.
struct Words {
    heading: Option<String>,
    text: Option<String>,
    closing: Option<String>,
}

impl Words {
    fn list(&self) -> Vec<&str> {
        [&self.heading, &self.text, &self.closing].into_iter().flatten().map(String::as_str).collect()
    }

    fn are_those_of(&self, record: &Record) -> bool {
        former::is_same([&record.heading, &record.text, &record.closing].into_iter().flatten(), &self.list())
    }

    /// The keys of a clause that is new, or says in other words what the clause `before` did.
    fn with(&self, before: Option<&Record>, force: Option<Yaml>, cases: Option<Yaml>) -> Keys {
        let text = |words: &Option<String>, of: fn(&Record) -> Option<&Text>| {
            words.as_ref().map(|words| former::text(words, before.and_then(of)))
        };
        let mut known: Keys = before.map(as_it_was).unwrap_or_default();
        let mut former = |key| known.iter_mut().find(|(known, _)| *known == key).and_then(|(_, value)| value.take());
        vec![
            ("heading", text(&self.heading, |record| record.heading.as_ref())),
            ("text", text(&self.text, |record| record.text.as_ref())),
            ("closing", text(&self.closing, |record| record.closing.as_ref())),
            ("force", force.or_else(|| former("force"))),
            ("applies_to", cases.or_else(|| former("applies_to"))),
            ("deadline", former("deadline")),
            ("measures", former("measures")),
            ("topics", former("topics")),
            ("moved_from", former("moved_from")),
        ]
    }
}

/// Whether a clause has what is carried over to other words.
fn is_of_use(record: &Record) -> bool {
    let mut texts = [&record.heading, &record.text, &record.closing].into_iter().flatten();
    !record.topics.is_empty() || texts.any(|text| text.get(Language::English).is_some())
}

/// The keys of a clause as they were, but for notices and notes, to which more may come.
fn as_it_was(record: &Record) -> Keys {
    vec![
        ("heading", record.heading.as_ref().map(former::as_it_was)),
        ("text", record.text.as_ref().map(former::as_it_was)),
        ("closing", record.closing.as_ref().map(former::as_it_was)),
        ("force", record.force.map(|force| Yaml::plain(force.word()))),
        ("applies_to", record.applies_to.as_ref().map(former::applies_to)),
        ("deadline", record.deadline.as_ref().map(former::as_it_was)),
        ("measures", former::measures(&record.measures)),
        ("topics", Yaml::flow(record.topics.iter().map(|id| id.value.clone()))),
        ("moved_from", Yaml::flow(record.moved_from.iter().map(|former| former.value.clone()))),
    ]
}

/// Whether a paragraph with more below it is a heading: no sentence, and none that only leads to what follows.
fn is_heading(paragraph: &str) -> bool {
    let outside = without_brackets(&plain(paragraph));
    let leads = ["以下の", "次の", "次により", "次に掲げる"].iter().any(|word| outside.contains(word));
    !outside.contains('。') && !outside.ends_with(['、', '，']) && !leads
}

/// What was written: its words in order, and how many clauses and groups there are. `has_source` says whether the document
/// says on what it rests; else that is of the portal.
pub(super) fn read_back(
    files: &[(String, String)],
    has_source: bool,
    diagnostics: &mut Diagnostics,
) -> Option<(String, Vec<(&'static str, usize)>)> {
    let (opening, further) = files.split_first()?;
    let mut guidance: Guidance = record(&opening.1, diagnostics)?;
    for (_, text) in further {
        guidance.go_on(record(text, diagnostics)?, diagnostics);
    }
    let mut words = seen(&guidance.title);
    words.extend(guidance.source.iter().filter(|_| has_source).map(seen));
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
