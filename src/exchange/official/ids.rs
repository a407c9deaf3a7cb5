//! Ids of what a document has none for.
//!
//! They come from the rows of the document, where these name them; else from an edition that the portal has already,
//! where the titles are the same; else from the position, as in `activity-2-1-3`: the third activity of plan item 1 of
//! part II. Japanese titles cannot be romanised without a dictionary of their readings.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Activity as Existing, EditionFolder, PlanItem as Record, Text};
use crate::text::Language;

use super::doubt::Doubt;
use super::given::{GivenId, RowIds};
use super::items::Item;
use super::piece::Piece;
use super::rows::plain;
use super::table::{Activity, Part, PlanItem};

/// The ids of the editions that the portal has.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// By kind and the titles on the way.
    ids: BTreeMap<(&'static str, String), String>,
    /// All of them, those of directives and remarks behind the id of their activity.
    references: BTreeSet<String>,
}

impl Known {
    /// Those of `editions`, the same or the nearest year first.
    pub fn of(editions: &[EditionFolder], year: i16) -> Self {
        let mut known = Self::default();
        let mut editions: Vec<&EditionFolder> = editions.iter().collect();
        editions.sort_by_key(|edition| (edition.year.abs_diff(year), edition.year));
        for part in editions.into_iter().flat_map(|edition| &edition.parts) {
            let path = key("", japanese(&part.title));
            known.add("part", &path, &part.id.value);
            part.plan_items.iter().for_each(|item| known.add_item(item, &path));
        }
        known
    }

    fn add_item(&mut self, item: &Record, above: &str) {
        let path = key(above, japanese(&item.title));
        self.add("plan", &path, &item.id.value);
        item.plan_items.iter().for_each(|item| self.add_item(item, &path));
        for activity in &item.activities {
            self.add("activity", &key(&path, japanese(&activity.title)), &activity.id.value);
            self.references.extend(references(activity));
        }
    }

    fn add(&mut self, kind: &'static str, path: &str, id: &str) {
        self.ids.entry((kind, path.to_owned())).or_insert_with(|| id.to_owned());
        self.references.insert(id.to_owned());
    }
}

/// The references of the directives and remarks of an activity.
fn references(activity: &Existing) -> impl Iterator<Item = String> {
    let directives = activity.directives.iter().zip(1..).map(|(directive, position)| directive.id_at(position));
    let remarks = activity.remarks.iter().zip(1..).map(|(remark, position)| remark.id_at(position));
    directives.chain(remarks).map(|id| format!("{}/{id}", activity.id.value))
}

fn japanese(text: &Text) -> &str {
    text.get(Language::Japanese).unwrap_or_default()
}

fn key(above: &str, title: &str) -> String {
    let title: String = plain(title).chars().filter(|character| character.is_alphanumeric()).collect();
    format!("{above}/{title}")
}

/// Gives every part, plan item, activity, directive and remark its id; `text` makes the text of a title. Returns which
/// references the document named, each with the reference that it became: a directive keeps its id where it is moved to
/// another activity.
pub(super) fn assign(
    parts: &mut [Part<'_>],
    known: &Known,
    named: &RowIds,
    text: &dyn Fn(&[Piece<'_>]) -> String,
) -> BTreeMap<String, String> {
    let named_ids: BTreeSet<&str> = named.iter().map(GivenId::known_as).collect();
    // In a table that comes back, what is new has no id that anything had before.
    let before: BTreeSet<&str> =
        if named.is_empty() { BTreeSet::new() } else { known.references.iter().map(String::as_str).collect() };
    let mut ids = Ids { known, text, named: named_ids, before, taken: BTreeSet::new(), given: BTreeMap::new() };
    for (index, part) in parts.iter_mut().enumerate() {
        let path = key("", &text(&part.title));
        let position = (index + 1).to_string();
        part.id = ids.id("part", part.given, &path, &position, &mut Vec::new());
        ids.items(&mut part.plan_items, &path, &position);
    }
    ids.given
}

struct Ids<'i> {
    known: &'i Known,
    text: &'i dyn Fn(&[Piece<'_>]) -> String,
    /// What the rows of the document name.
    named: BTreeSet<&'i str>,
    /// What the editions of the portal have.
    before: BTreeSet<&'i str>,
    taken: BTreeSet<String>,
    given: BTreeMap<String, String>,
}

impl Ids<'_> {
    fn items(&mut self, items: &mut [PlanItem<'_>], above: &str, position: &str) {
        for (index, item) in items.iter_mut().enumerate() {
            let path = key(above, &(self.text)(&item.title));
            let position = format!("{position}-{}", index + 1);
            item.id = self.id("plan", item.given, &path, &position, &mut item.doubts);
            self.items(&mut item.plan_items, &path, &position);
            for (index, activity) in item.activities.iter_mut().enumerate() {
                self.activity(activity, &path, &format!("{position}-{}", index + 1));
            }
        }
    }

    fn activity(&mut self, activity: &mut Activity<'_>, above: &str, position: &str) {
        let path = key(above, &(self.text)(&activity.title));
        let implied = if activity.given.is_none() { self.implied(activity) } else { None };
        activity.id = match implied {
            Some(id) => self.claim(id),
            None => self.id("activity", activity.given, &path, position, &mut activity.doubts),
        };
        self.within(&activity.id, 'd', &mut activity.directives);
        self.within(&activity.id, 'r', &mut activity.remarks);
    }

    fn id(
        &mut self,
        kind: &'static str,
        given: Option<&GivenId>,
        path: &str,
        position: &str,
        doubts: &mut Vec<Doubt>,
    ) -> String {
        if let Some(given) = given.filter(|given| self.is_first(given, doubts)) {
            return self.claim(given.own());
        }
        let is_free = |id: &String| !self.taken.contains(id) && !self.named.contains(id.as_str());
        let known = || self.known.ids.get(&(kind, path.to_owned())).filter(|id| is_free(id)).cloned();
        let more = (2_usize..).map(|count| format!("{kind}-{position}-{count}"));
        let mut new = std::iter::once(format!("{kind}-{position}")).chain(more);
        let new = || new.find(|id| is_free(id) && !self.before.contains(id.as_str()));
        let id = known().or_else(new).unwrap_or_default();
        self.taken.insert(id.clone());
        id
    }

    /// Takes the id that the document names.
    fn claim(&mut self, id: &str) -> String {
        self.given.insert(id.to_owned(), id.to_owned());
        self.taken.insert(id.to_owned());
        id.to_owned()
    }

    /// The activity whose row with the id was deleted, while others of its directives or remarks are left.
    fn implied<'a>(&self, activity: &Activity<'a>) -> Option<&'a str> {
        let given = activity.directives.iter().chain(&activity.remarks).filter_map(|item| item.given);
        let mut above = given.filter_map(|given| Some(given.reference.rsplit_once('/')?.0));
        above.find(|id| !self.named.contains(id) && !self.taken.contains(*id))
    }

    /// Whether nothing had the id before. What has it a second time is a copy.
    fn is_first(&self, given: &GivenId, doubts: &mut Vec<Doubt>) -> bool {
        let is_first = !self.given.contains_key(given.known_as());
        if !is_first {
            doubts.push(Doubt::Copied { id: given.known_as().to_owned() });
        }
        is_first
    }

    /// Gives the directives or remarks of an activity their ids: first those that were in it, then those that came from
    /// another and keep their id where it is free, then those that are new.
    fn within(&mut self, activity: &str, letter: char, items: &mut [Item<'_>]) {
        let own = format!("{activity}/");
        for is_moved in [false, true] {
            for item in items.iter_mut() {
                let Some(given) = item.given.filter(|given| given.reference.starts_with(&own) != is_moved) else {
                    continue;
                };
                if self.is_first(given, &mut item.doubts) {
                    let mut reference = format!("{own}{}", given.own());
                    if is_moved && self.had(&reference) {
                        reference = self.next(&own, letter);
                    }
                    reference[own.len()..].clone_into(&mut item.id);
                    self.given.insert(given.reference.clone(), reference.clone());
                    self.taken.insert(reference);
                }
            }
        }
        for item in items.iter_mut().filter(|item| item.id.is_empty()) {
            let reference = self.next(&own, letter);
            reference[own.len()..].clone_into(&mut item.id);
            self.taken.insert(reference);
        }
    }

    /// Whether anything has the reference, had it, or will have it.
    fn had(&self, reference: &str) -> bool {
        self.taken.contains(reference) || self.named.contains(reference) || self.before.contains(reference)
    }

    /// The reference behind the last that counts.
    fn next(&self, own: &str, letter: char) -> String {
        let prefix = format!("{own}{letter}");
        let number = |reference: &str| reference.strip_prefix(&prefix)?.parse::<usize>().ok();
        let all = self.taken.iter().map(String::as_str).chain(self.named.iter().copied());
        let last = all.chain(self.before.iter().copied()).filter_map(number).max();
        format!("{prefix}{}", last.unwrap_or(0).saturating_add(1))
    }
}
