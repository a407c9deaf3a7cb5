//! Ids of what a document has none for.
//!
//! They come from an edition that the portal has already, where the titles are the same; else from the position, as in
//! `activity-2-1-3`: the third activity of plan item 1 of part II. Japanese titles cannot be romanised without a
//! dictionary of their readings.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{EditionFolder, PlanItem as Record, Text};
use crate::text::Language;

use super::piece::Piece;
use super::rows::plain;
use super::table::{Activity, Part, PlanItem};

/// The ids of the editions that the portal has, by the titles on the way.
#[derive(Debug, Default)]
pub(super) struct Known {
    ids: BTreeMap<(&'static str, String), String>,
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
        }
    }

    fn add(&mut self, kind: &'static str, path: &str, id: &str) {
        self.ids.entry((kind, path.to_owned())).or_insert_with(|| id.to_owned());
    }
}

fn japanese(text: &Text) -> &str {
    text.get(Language::Japanese).unwrap_or_default()
}

fn key(above: &str, title: &str) -> String {
    let title: String = plain(title).chars().filter(|character| character.is_alphanumeric()).collect();
    format!("{above}/{title}")
}

/// Gives every part, plan item and activity its id; `text` makes the text of a title.
pub(super) fn assign(parts: &mut [Part<'_>], known: &Known, text: &dyn Fn(&[Piece<'_>]) -> String) {
    let mut ids = Ids { known, text, taken: BTreeSet::new() };
    for (index, part) in parts.iter_mut().enumerate() {
        let path = key("", &text(&part.title));
        let position = (index + 1).to_string();
        part.id = ids.id("part", &path, &position);
        ids.items(&mut part.plan_items, &path, &position);
    }
}

struct Ids<'i> {
    known: &'i Known,
    text: &'i dyn Fn(&[Piece<'_>]) -> String,
    taken: BTreeSet<String>,
}

impl Ids<'_> {
    fn items(&mut self, items: &mut [PlanItem<'_>], above: &str, position: &str) {
        for (index, item) in items.iter_mut().enumerate() {
            let path = key(above, &(self.text)(&item.title));
            let position = format!("{position}-{}", index + 1);
            item.id = self.id("plan", &path, &position);
            self.items(&mut item.plan_items, &path, &position);
            for (index, activity) in item.activities.iter_mut().enumerate() {
                self.activity(activity, &path, &format!("{position}-{}", index + 1));
            }
        }
    }

    fn activity(&mut self, activity: &mut Activity<'_>, above: &str, position: &str) {
        let path = key(above, &(self.text)(&activity.title));
        activity.id = self.id("activity", &path, position);
    }

    fn id(&mut self, kind: &'static str, path: &str, position: &str) -> String {
        let known = self.known.ids.get(&(kind, path.to_owned())).filter(|id| !self.taken.contains(*id));
        let id = known.cloned().unwrap_or_else(|| format!("{kind}-{position}"));
        self.taken.insert(id.clone());
        id
    }
}
