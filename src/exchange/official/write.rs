//! The parts as files of the content folder.

use crate::source::Per;
use crate::text::numbering;

use std::collections::BTreeMap;

use super::account::{Fate, Ledger};
use super::doubt::Doubt;
use super::duty;
use super::facts::Facts;
use super::given::GivenId;
use super::items::{Item, SubItem};
use super::lists::Lists;
use super::piece::{Piece, Spelling};
use super::recognise;
use super::restated::{self, Candidate, Found};
use super::table::{Activity, Part, PlanItem};
use crate::exchange::Yaml;

/// Something that is not sure, at its provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// The reference of the provision.
    pub reference: String,
    /// Where it begins in the document, in bytes.
    pub at: usize,
    /// What is not sure.
    pub doubt: Doubt,
}

/// Writes parts, and notes on the way what was done to the document.
pub(super) struct Writer<'w, 'e> {
    pub year: i16,
    pub spelling: &'w Spelling<'w>,
    pub ledger: &'w mut Ledger,
    pub lists: &'w mut Lists<'e>,
    pub noted: Vec<Noted>,
    /// What the portal knows to be repeated by what a row names.
    pub restated: &'w BTreeMap<String, String>,
    candidates: Vec<Candidate>,
}

impl<'w, 'e> Writer<'w, 'e> {
    /// A writer of `parts`, which have their ids.
    pub fn new(
        parts: &[Part<'_>],
        year: i16,
        spelling: &'w Spelling<'w>,
        restated: &'w BTreeMap<String, String>,
        ledger: &'w mut Ledger,
        lists: &'w mut Lists<'e>,
    ) -> Self {
        let text = |pieces: &[Piece<'_>]| spelling.text(pieces).text;
        let mut candidates = Vec::new();
        for part in parts {
            let activities = part.plan_items.iter().flat_map(activities);
            for activity in activities {
                let titles = [text(&part.title), text(&activity.title)];
                let candidate = |reference: String, text: Option<String>| Candidate {
                    reference,
                    activity: activity.id.clone(),
                    titles: titles.clone(),
                    text,
                };
                if activity.restated.is_none() {
                    candidates.push(candidate(activity.id.clone(), None));
                }
                for item in activity.directives.iter().filter(|item| item.restated.is_none()) {
                    let said: Vec<String> = item.paragraphs.iter().map(|words| text(words)).collect();
                    candidates.push(candidate(format!("{}/{}", activity.id, item.id), Some(said.concat())));
                }
            }
        }
        Self { year, spelling, ledger, lists, noted: Vec::new(), restated, candidates }
    }

    /// `edition.yaml`.
    pub fn edition(&mut self, title: Option<Piece<'_>>, preface: &[Piece<'_>]) -> Yaml {
        let title = self.text(title.as_slice(), &mut Vec::new());
        let preface: Vec<String> = preface.iter().map(|line| self.text(&[*line], &mut Vec::new())).collect();
        let day = |year: i16, month: i8, day: i8| jiff::civil::Date::new(year, month, day).ok().map(Yaml::plain);
        Yaml::mapping([
            ("title", Some(Yaml::japanese(&title))),
            ("from", day(self.year, 4, 1)),
            ("until", day(self.year + 1, 3, 31)),
            ("source", (!preface.is_empty()).then(|| Yaml::japanese(&preface.join("\n\n")))),
        ])
    }

    /// The file of a part.
    pub fn part(&mut self, part: &Part<'_>) -> Yaml {
        let title = self.text(&part.title, &mut Vec::new());
        Yaml::mapping([
            ("id", Some(Yaml::plain(&part.id))),
            ("number", Some(Yaml::Text(part.number.text.to_owned()))),
            ("title", Some(Yaml::japanese(&title))),
            ("plan_items", Yaml::list(part.plan_items.iter().map(|item| self.plan_item(item)))),
        ])
    }

    fn plan_item(&mut self, item: &PlanItem<'_>) -> Yaml {
        let mut doubts = item.doubts.clone();
        let mut words = item.title.clone();
        let title = self.text(&words, &mut doubts);
        let target = item.target.and_then(|printed| Some((printed, duty::target(printed.text, &title)?)));
        let title = match (&target, item.target) {
            (None, Some(printed)) => {
                words.push(printed);
                words.sort_by_key(|piece| piece.at);
                doubts.push(Doubt::Figure { figure: printed.text.to_owned() });
                self.text(&words, &mut Vec::new())
            }
            _ => title,
        };
        let target = target.map(|(printed, duty)| {
            doubts.push(Doubt::Per { per: Per::Nation.word() });
            let id = format!("{}-target", item.id);
            self.ledger.book(printed, Fate::Data { key: "target", value: id.clone() });
            duty.yaml(id)
        });
        let review = self.review(&item.id, &item.title, doubts);
        Yaml::mapping([
            ("id", Some(Yaml::plain(&item.id))),
            ("number", Some(Yaml::Text(item.number.text.to_owned()))),
            ("title", Some(Yaml::japanese(&title))),
            ("target", target),
            ("review", review),
            ("plan_items", Yaml::list(item.plan_items.iter().map(|item| self.plan_item(item)))),
            ("activities", Yaml::list(item.activities.iter().map(|activity| self.activity(activity)))),
        ])
    }

    fn activity(&mut self, activity: &Activity<'_>) -> Yaml {
        let mut doubts = activity.doubts.clone();
        let plain_title = self.spelling.text(&activity.title).text;
        let mut words = activity.title.clone();
        let mut marks = Vec::new();
        for printed in &activity.marks {
            if let Some(mark) = recognise::mark(printed.text) {
                self.ledger.book(*printed, Fate::Data { key: "marks", value: mark.word().to_owned() });
                marks.push(mark.word().to_owned());
            } else {
                doubts.push(Doubt::Mark { words: printed.text.to_owned() });
                words.push(*printed);
            }
        }
        let found = activity.restated.and_then(|_| {
            let known = self.known(activity.given, None);
            known.or_else(|| restated::activity(&plain_title, &activity.id, &self.candidates))
        });
        let restates = self.restates(activity.restated, found, &mut words, &mut doubts);
        words.sort_by_key(|piece| piece.at);
        let title = self.text(&words, &mut doubts);
        let review = self.review(&activity.id, &activity.title, doubts);
        let mut directives = Vec::new();
        for item in &activity.directives {
            directives.push(self.item(item, activity, &plain_title, true));
        }
        let mut remarks = Vec::new();
        for item in &activity.remarks {
            remarks.push(self.item(item, activity, &plain_title, false));
        }
        Yaml::mapping([
            ("id", Some(Yaml::plain(&activity.id))),
            ("number", activity.number.map(|number| Yaml::Text(number.text.to_owned()))),
            ("title", Some(Yaml::japanese(&title))),
            ("marks", Yaml::flow(marks)),
            ("applies", recognise::applies(&plain_title)),
            ("restates", restates),
            ("review", review),
            ("directives", Yaml::list(directives)),
            ("remarks", Yaml::list(remarks)),
        ])
    }

    /// A directive or remark.
    fn item(&mut self, item: &Item<'_>, activity: &Activity<'_>, title: &str, is_directive: bool) -> Yaml {
        let mut doubts = item.doubts.clone();
        let reference = format!("{}/{}", activity.id, item.id);
        let known = self.known(item.given, None);
        let mut paragraphs = item.paragraphs.clone();
        let said: Vec<String> = paragraphs.iter().map(|words| self.spelling.text(words).text).collect();
        let said = said.join("\n\n");
        let restates = match (item.restated, restated::within(&said), paragraphs.last_mut()) {
            (Some(printed), _, Some(words)) => {
                let found = known.or_else(|| restated::text(&said, &activity.id, title, &self.candidates));
                self.restates(Some(printed), found, words, &mut doubts)
            }
            // Said of a part of the sentence, it stays where it stands.
            (None, Some(_), _) if known.is_some() => known.map(|found| Yaml::Plain(found.reference)),
            (None, Some(clause), _) => {
                let found = restated::text(clause, &activity.id, title, &self.candidates);
                doubts.push(
                    found
                        .as_ref()
                        .map_or(Doubt::RestatesNothing, |found| Doubt::Restates { to: found.reference.clone() }),
                );
                found.map(|found| Yaml::Plain(found.reference))
            }
            _ => None,
        };
        let mut texts = Vec::new();
        for words in &paragraphs {
            texts.push(self.text(words, &mut doubts));
        }
        if item.items.is_empty() && !is_whole(&said) {
            doubts.push(Doubt::OpenEnd);
        }
        let mut facts = Facts::of(&said, self.year, is_directive, self.lists);
        doubts.append(&mut facts.doubts);
        let first = item.paragraphs.first().cloned().unwrap_or_default();
        // A remark has no list: its entries are paragraphs.
        for sub_item in item.items.iter().filter(|_| !is_directive) {
            let words = std::iter::once(&sub_item.number).chain(&sub_item.words).chain(&sub_item.restated);
            let words: Vec<Piece<'_>> = words.copied().collect();
            texts.push(self.text(&words, &mut doubts));
        }
        let directive = item.items.iter().filter(|_| is_directive);
        let items: Vec<Yaml> =
            directive.map(|sub_item| self.sub_item(sub_item, item.given, activity, title, &reference)).collect();
        let review = self.review(&reference, &first, doubts);
        Yaml::mapping([
            ("id", Some(Yaml::plain(&item.id))),
            ("text", Some(Yaml::japanese(&texts.join("\n\n")))),
            ("items", Yaml::list(items)),
            ("duties", facts.duties(&reference)),
            ("restates", restates),
            ("deferred", facts.deferred),
            ("notices", facts.notices),
            ("applies", facts.applies),
            ("review", review),
        ])
    }

    fn sub_item(
        &mut self,
        item: &SubItem<'_>,
        given: Option<&GivenId>,
        activity: &Activity<'_>,
        title: &str,
        above: &str,
    ) -> Yaml {
        let mut doubts = item.doubts.clone();
        let mut words = item.words.clone();
        let said = self.spelling.text(&words).text;
        let found = item.restated.and_then(|_| {
            let known = self.known(given, Some(item.number.text));
            known.or_else(|| restated::text(&said, &activity.id, title, &self.candidates))
        });
        let restates = self.restates(item.restated, found, &mut words, &mut doubts);
        let text = self.text(&words, &mut doubts);
        let notices = self.lists.read(&said, &mut doubts);
        let own = numbering::segment(item.number.text).unwrap_or_else(|| item.number.text.to_owned());
        let review = self.review(&format!("{above}/{own}"), &item.words, doubts);
        Yaml::mapping([
            ("number", Some(Yaml::Text(item.number.text.to_owned()))),
            ("text", Some(Yaml::japanese(&text))),
            ("restates", restates),
            ("notices", Yaml::flow(notices)),
            ("review", review),
        ])
    }

    /// What the portal knows to be repeated by a provision that a row names, or by an item within it.
    fn known(&self, given: Option<&GivenId>, number: Option<&str>) -> Option<Found> {
        let reference = [&given?.reference, number.unwrap_or_default()].join("/");
        let known = self.restated.get(reference.trim_end_matches('/'))?;
        Some(Found { reference: known.clone(), is_sure: true })
    }

    /// The link of a 再掲, which leaves the wording where it is found, and stays in it where it is not.
    fn restates<'a>(
        &mut self,
        printed: Option<Piece<'a>>,
        found: Option<Found>,
        words: &mut Vec<Piece<'a>>,
        doubts: &mut Vec<Doubt>,
    ) -> Option<Yaml> {
        let printed = printed?;
        let Some(Found { reference: to, is_sure }) = found else {
            doubts.push(Doubt::RestatesNothing);
            words.push(printed);
            return None;
        };
        if !is_sure {
            doubts.push(Doubt::Restates { to: to.clone() });
        }
        self.ledger.book(printed, Fate::Data { key: "restates", value: to.clone() });
        Some(Yaml::Plain(to))
    }

    /// The text of pieces, as Markdown that reads like it.
    fn text(&mut self, pieces: &[Piece<'_>], doubts: &mut Vec<Doubt>) -> String {
        let spelt = self.spelling.text(pieces);
        self.ledger.closed += spelt.closed;
        doubts.extend(spelt.unsure.into_iter().map(|letters| Doubt::Blank { letters }));
        escape(&spelt.text)
    }

    fn review(&mut self, reference: &str, words: &[Piece<'_>], doubts: Vec<Doubt>) -> Option<Yaml> {
        let at = words.first().map_or(0, |piece| piece.at);
        let review = review(&doubts);
        self.noted.extend(doubts.into_iter().map(|doubt| Noted { reference: reference.to_owned(), at, doubt }));
        review
    }
}

/// What is not sure, as a value of the record.
pub(super) fn review(doubts: &[Doubt]) -> Option<Yaml> {
    Yaml::list(doubts.iter().map(note))
}

/// A doubt as a note.
pub(super) fn note(doubt: &Doubt) -> Yaml {
    let (english, japanese) = doubt.say();
    Yaml::Mapping(vec![("ja".into(), Yaml::Text(japanese)), ("en".into(), Yaml::Text(english))])
}

/// The activities below a plan item.
fn activities<'l, 'a>(item: &'l PlanItem<'a>) -> Vec<&'l Activity<'a>> {
    item.plan_items.iter().flat_map(activities).chain(&item.activities).collect()
}

/// Whether a text ends as sentences and lists of duties do.
fn is_whole(text: &str) -> bool {
    let text = text.trim_end_matches(['」', '』', '）', ')']);
    ["。", "こと", "もの", "ない", "可", "：", ":"].iter().any(|end| text.ends_with(end))
}

/// A text as Markdown: what would be taken for markup is told to be text.
pub(super) fn escape(text: &str) -> String {
    let escaped = |line: &str| {
        let mut out = String::with_capacity(line.len());
        for (at, character) in line.char_indices() {
            let next = line[at + character.len_utf8()..].chars().next();
            let is_markup = match character {
                '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' => true,
                '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
                '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
                '#' | '>' | '+' | '-' | '=' => line[..at].trim().is_empty(),
                '.' | ')' => at > 0 && line[..at].bytes().all(|byte| byte.is_ascii_digit()),
                _ => false,
            };
            if is_markup {
                out.push('\\');
            }
            out.push(character);
        }
        out
    };
    text.split('\n').map(escaped).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::theme::plain_markdown;

    proptest! {
        /// A text reads in the portal as it did in the document.
        #[test]
        fn an_escaped_text_reads_as_it_was(text in "[ -~あ（）「」、。・]{1,60}") {
            let text = text.trim();
            let seen = |text: &str| text.chars().filter(|one| !one.is_whitespace()).collect::<String>();
            prop_assert_eq!(seen(&plain_markdown(&escape(text))), seen(text));
        }
    }
}
