//! One record of the new edition, from that of the document and that of the former edition.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization as _;

use crate::compare::Pairing;
use crate::exchange::Yaml;
use crate::exchange::official::{Existing, recognised, without_restated};
use crate::portal::{Portal, Provision, ProvisionKey};

use super::duty::{Duties, id, with_id};
use super::identity::Identities;
use super::markup;
use super::note::Note;
use super::records::{Records, key_above, kind_below};
use super::three_way::{authoritative, is_same, merged, reworded, words};

/// What is merged.
pub(super) struct Merge<'a> {
    pub portal: &'a Portal,
    pub pairing: &'a Pairing,
    pub former: &'a Records,
    pub later: &'a Records,
    pub identities: &'a Identities,
    pub existing: Existing<'a>,
    /// The fiscal years of both editions.
    pub years: (i16, i16),
    /// What is noted already, by provision of the later edition.
    pub notes: HashMap<ProvisionKey, Vec<Note>>,
    /// The ids of duties that are taken.
    pub duty_ids: BTreeSet<String>,
    /// All notes, by id.
    pub noted: Vec<(String, Note)>,
}

type Entry = (Cow<'static, str>, Yaml);

impl Merge<'_> {
    /// The record of a provision of the later edition, with all below it.
    pub fn record(&mut self, key: ProvisionKey) -> Yaml {
        let (portal, pairing) = (self.portal, self.pairing);
        let provision = portal.provision(key);
        let (former, later) = (self.former, self.later);
        let empty = Yaml::Mapping(Vec::new());
        let imported = later.get(provision).unwrap_or(&empty);
        let kept = pairing.former(key).map(|key| portal.provision(key));
        let own = kept.and_then(|kept| Some((kept, former.get(kept)?)));
        let mut notes = self.notes.remove(&key).unwrap_or_default();
        let mut entries = match own {
            Some((kept, own)) => self.carried((provision, imported), (kept, own), &mut notes),
            None => self.new_record(provision, imported),
        };
        for &child in &provision.children {
            let Some(list) = key_above(portal.provision(child).kind) else { continue };
            let record = self.record(child);
            match entries.iter_mut().find(|(key, _)| key == list) {
                Some((_, Yaml::Sequence(records))) => records.push(record),
                Some(_) => {}
                None => entries.push((list.into(), Yaml::Sequence(vec![record]))),
            }
        }
        add_notes(&mut entries, &notes);
        let id = self.identities.get(key).map_or_else(|| provision.id.clone(), |identity| identity.full.clone());
        self.noted.extend(notes.into_iter().map(|note| (id.clone(), note)));
        entries.retain(|(key, value)| kind_below(key).is_none() || !value.records().is_empty());
        if let Some(identity) = self.identities.get(key).filter(|identity| identity.is_written) {
            entries.retain(|(key, _)| key != "id");
            entries.insert(0, ("id".into(), Yaml::plain(&identity.own)));
        }
        Yaml::Mapping(entries)
    }

    /// A record that has none before it.
    fn new_record(&mut self, provision: &Provision, imported: &Yaml) -> Vec<Entry> {
        let id = self.identities.of_imported(&provision.id).unwrap_or(&provision.id).to_owned();
        let mut entries: Vec<Entry> = Vec::new();
        for (key, value) in imported.pairs().iter().filter(|(key, _)| key != "id") {
            let value = match key.as_ref() {
                "restates" => self.imported_reference(value),
                "duties" => Yaml::Sequence(self.new_duties(value.records(), provision, &id)),
                "target" => with_id(value, &format!("{id}-target")),
                _ => value.clone(),
            };
            entries.push((key.clone(), value));
        }
        entries
    }

    /// A record that the former edition has too.
    fn carried(
        &mut self,
        (provision, imported): (&Provision, &Yaml),
        (kept, own): (&Provision, &Yaml),
        notes: &mut Vec<Note>,
    ) -> Vec<Entry> {
        let said = |record: &Yaml| record.get("text").or(record.get("title")).map(words).unwrap_or_default();
        let (said_before, said_now) = (said(own), said(imported));
        // Where the import found nothing that could be repeated, 再掲 stays in the text.
        let is_restated = own.get("restates").is_some() && imported.get("restates").is_none();
        let is_restated = is_restated && said_now != said_before && without_restated(&said_now) == said_before;
        let is_written_anew = said_now != said_before && !is_restated;
        let is_reworded = is_written_anew && folded(&said_now) != folded(&said_before);
        let before = if is_reworded {
            recognised(self.existing, &said_before, self.years.0, kept.kind, &kept.id)
        } else {
            Yaml::Nothing
        };
        let mut entries: Vec<Entry> = Vec::new();
        let new_keys = imported.pairs().iter().filter(|(key, _)| own.get(key).is_none());
        for (key, _) in own.pairs().iter().chain(new_keys) {
            let (mine, theirs) = (own.get(key), imported.get(key));
            let value = match key.as_ref() {
                "id" => None,
                _ if kind_below(key).is_some() => Some(Yaml::Sequence(Vec::new())),
                "restates" if theirs.is_some() || is_restated => self.restates(mine, theirs, is_reworded, notes),
                "restates" => None,
                "title" | "text" if is_written_anew => text(mine, theirs, notes),
                "number" => number(mine, theirs),
                "marks" => marks(mine, theirs),
                "review" if is_reworded => review(mine, before.get("review"), theirs),
                "topics" | "moved_from" => mine.cloned(),
                "about" => self.about(mine, kept, provision, notes),
                "target" => self.target(mine, theirs, provision),
                "duties" => {
                    let list = |yaml: Option<&Yaml>| yaml.map(|yaml| yaml.records().to_vec()).unwrap_or_default();
                    let (mine, before) = (list(mine), list(before.get("duties")));
                    let id = self.identities.of_imported(&provision.id).unwrap_or(&provision.id).replace('/', "-");
                    let after = rename(&list(theirs), &provision.id, &id);
                    let duties = Duties { own: &mine, before: &before, after: &after };
                    let mut list = if is_reworded { duties.merged(&mut self.duty_ids, notes) } else { mine };
                    if said_before.contains("前年度") {
                        for duty in &mut list {
                            compare_with_year_before(duty, self.years);
                        }
                    }
                    Yaml::list(list)
                }
                "notices" if is_reworded => notices(mine, before.get("notices"), theirs),
                _ if is_reworded => merged(mine, before.get(key), theirs),
                // Of what says the same, everything was looked at then.
                _ => mine.cloned(),
            };
            entries.extend(value.map(|value| (key.clone(), value)));
        }
        entries
    }

    /// Duties of a provision that is new.
    fn new_duties(&mut self, duties: &[Yaml], provision: &Provision, id: &str) -> Vec<Yaml> {
        let after = rename(duties, &provision.id, &id.replace('/', "-"));
        Duties { own: &[], before: &[], after: &after }.merged(&mut self.duty_ids, &mut Vec::new())
    }

    /// A reference of the document by the id that it has become.
    fn imported_reference(&self, reference: &Yaml) -> Yaml {
        let now = reference.scalar().and_then(|id| self.identities.of_imported(id));
        now.map_or_else(|| reference.clone(), Yaml::plain)
    }

    /// What a 再掲 repeats. What a person linked stays as long as it is there.
    fn restates(
        &self,
        own: Option<&Yaml>,
        imported: Option<&Yaml>,
        is_reworded: bool,
        notes: &mut Vec<Note>,
    ) -> Option<Yaml> {
        let found = imported.map(|imported| self.imported_reference(imported));
        let Some(own) = own.and_then(Yaml::scalar) else { return found };
        let is_elsewhere = own.starts_with("directives/") || own.starts_with("guidance/");
        let now = if is_elsewhere { Some(own) } else { self.identities.of_former(own) };
        let Some(now) = now else {
            notes.push(Note::RestatedGone { reference: own.to_owned() });
            return found;
        };
        let found = found.as_ref().and_then(Yaml::scalar).filter(|found| is_reworded && !is_elsewhere && *found != now);
        notes.extend(found.map(|found| Note::Restates { kept: now.to_owned(), found: found.to_owned() }));
        Some(Yaml::plain(now))
    }

    /// The directives that a remark is about, by the ids that they have now.
    fn about(
        &self,
        own: Option<&Yaml>,
        kept: &Provision,
        provision: &Provision,
        notes: &mut Vec<Note>,
    ) -> Option<Yaml> {
        let activity = |id: &str| id.rsplit_once('/').map_or("", |(activity, _)| activity).to_owned();
        let former = activity(&kept.id);
        let now = activity(self.identities.of_imported(&provision.id).unwrap_or_default());
        let mut ids = Vec::new();
        for id in own?.words() {
            let directive = self.identities.of_former(&format!("{former}/{id}"));
            match directive.and_then(|directive| directive.strip_prefix(&format!("{now}/"))) {
                Some(id) => ids.push(id.to_owned()),
                None => notes.push(Note::About { id: format!("{former}/{id}") }),
            }
        }
        Yaml::flow(ids)
    }

    /// The target of a plan item: what is printed of it is that of the document, all else is a person's.
    fn target(&self, own: Option<&Yaml>, imported: Option<&Yaml>, provision: &Provision) -> Option<Yaml> {
        const PRINTED: [&str; 4] = ["operator", "amount", "ratio", "unit"];
        let imported = imported?;
        let Some(own) = own else {
            let id = self.identities.of_imported(&provision.id).unwrap_or(&provision.id);
            return Some(with_id(imported, &format!("{id}-target")));
        };
        let is_printed = |key: &str| PRINTED.contains(&key);
        let keys = own.pairs().iter().map(|(key, _)| key);
        let new_keys = imported.pairs().iter().map(|(key, _)| key).filter(|key| own.get(key).is_none());
        let value = |key: &Cow<'static, str>| {
            let (mine, theirs) = (own.get(key), imported.get(key));
            let value = if is_printed(key) && !is_same(mine, theirs) { theirs } else { mine };
            Some((key.clone(), value?.clone()))
        };
        let entries = keys.chain(new_keys.filter(|key| is_printed(key))).filter_map(value);
        Some(Yaml::Mapping(entries.collect()))
    }
}

/// A text with the new wording, and the emphasis and links that it had.
fn text(own: Option<&Yaml>, imported: Option<&Yaml>, notes: &mut Vec<Note>) -> Option<Yaml> {
    let (Some(own), Some(imported)) = (own, imported) else { return imported.or(own).cloned() };
    let (restored, is_whole) = markup::restored(authoritative(own), authoritative(imported));
    if !is_whole {
        notes.push(Note::Markup);
    }
    Some(reworded(own, &Yaml::japanese(&restored)))
}

/// A text without regard to the width of its characters and to blanks: what differs in nothing else says the same.
pub(super) fn folded(text: &str) -> String {
    text.nfkc().filter(|character| !character.is_whitespace()).collect()
}

/// A number as it was written, unless it is another.
fn number(own: Option<&Yaml>, imported: Option<&Yaml>) -> Option<Yaml> {
    let plain = |yaml: &Yaml| folded(yaml.scalar().unwrap_or_default());
    match (own, imported) {
        (Some(own), Some(imported)) if plain(own) == plain(imported) => Some(own.clone()),
        _ => imported.cloned(),
    }
}

/// The marks of the document, as they were written where they are the same.
fn marks(own: Option<&Yaml>, imported: Option<&Yaml>) -> Option<Yaml> {
    let set = |yaml: Option<&Yaml>| -> BTreeSet<String> {
        yaml.map(|yaml| yaml.words().into_iter().map(str::to_owned).collect()).unwrap_or_default()
    };
    if set(own) == set(imported) { own.cloned() } else { imported.cloned() }
}

/// The notices that a person or the new wording names, without those that only the former wording named.
fn notices(own: Option<&Yaml>, before: Option<&Yaml>, after: Option<&Yaml>) -> Option<Yaml> {
    let list = |yaml: Option<&Yaml>| -> Vec<String> {
        yaml.map(|yaml| yaml.words().into_iter().map(str::to_owned).collect()).unwrap_or_default()
    };
    let (own, before, after) = (list(own), list(before), list(after));
    let is_gone = |id: &String| before.contains(id) && !after.contains(id);
    let is_new = |id: &String| !before.contains(id) && !own.contains(id);
    let kept = own.iter().filter(|id| !is_gone(id)).cloned();
    Yaml::flow(kept.chain(after.iter().filter(|id| is_new(id)).cloned()))
}

/// The notes of a text that changed: what a person noted, and what the import is not sure of now.
fn review(own: Option<&Yaml>, before: Option<&Yaml>, after: Option<&Yaml>) -> Option<Yaml> {
    let known = before.map(Yaml::records).unwrap_or_default();
    let is_known = |note: &Yaml| known.iter().any(|other| is_same(Some(note), Some(other)));
    let notes = own.map(list_of_notes).unwrap_or_default().into_iter().filter(|note| !is_known(note));
    let mut all: Vec<Yaml> = notes.collect();
    for note in after.map(list_of_notes).unwrap_or_default() {
        if !all.iter().any(|other| is_same(Some(other), Some(&note))) {
            all.push(note);
        }
    }
    Yaml::list(all)
}

/// Notes, of which one may stand without a list.
fn list_of_notes(review: &Yaml) -> Vec<Yaml> {
    match review {
        Yaml::Sequence(notes) => notes.clone(),
        Yaml::Flow(notes) => notes.iter().cloned().map(Yaml::Text).collect(),
        note => vec![note.clone()],
    }
}

fn add_notes(entries: &mut Vec<Entry>, notes: &[Note]) {
    let there = entries.iter().find(|(key, _)| key == "review").map(|(_, review)| list_of_notes(review));
    let mut all = there.unwrap_or_default();
    let known = all.len();
    for note in notes.iter().map(Note::yaml) {
        if !all.iter().any(|other| is_same(Some(other), Some(&note))) {
            all.push(note);
        }
    }
    if all.len() == known {
        return;
    }
    if let Some((_, review)) = entries.iter_mut().find(|(key, _)| key == "review") {
        *review = Yaml::Sequence(all);
        return;
    }
    // Above what stands below.
    let at = entries.iter().position(|(key, _)| kind_below(key).is_some()).unwrap_or(entries.len());
    entries.insert(at, ("review".into(), Yaml::Sequence(all)));
}

/// A comparison with the year before is one with another year in each edition, whoever wrote it down.
fn compare_with_year_before(duty: &mut Yaml, (former, new): (i16, i16)) {
    let Yaml::Mapping(entries) = duty else { return };
    let baseline = entries.iter_mut().find(|(key, _)| key == "baseline").map(|(_, baseline)| baseline);
    let Some(Yaml::Mapping(baseline)) = baseline else { return };
    for (_, year) in baseline.iter_mut().filter(|(key, _)| key == "year") {
        if year.scalar() == Some((former - 1).to_string().as_str()) {
            *year = Yaml::plain(new - 1);
        }
    }
}

/// Duties that were named after the imported id of their provision, named after the one that it has now.
fn rename(duties: &[Yaml], imported: &str, now: &str) -> Vec<Yaml> {
    let imported = imported.replace('/', "-");
    let name = |duty: &Yaml| match id(duty).strip_prefix(&imported) {
        Some(rest) => with_id(duty, &format!("{now}{rest}")),
        None => duty.clone(),
    };
    duties.iter().map(name).collect()
}
