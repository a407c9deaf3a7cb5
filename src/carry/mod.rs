//! What a new edition keeps of a former one.
//!
//! Provisions of the new edition, as the document says them, are paired with those of the former one by what they say
//! (`compare::Pairing::by_words`). Each pair is merged (`merge`): the wording is that of the document; ids, topics, links
//! and whatever a person made of what the import recognised stay; of texts that changed the translation stays and becomes
//! stale (`translations`). The files of the former edition are then changed as far as they have to be, so that comments
//! stay (`exchange::rewritten`).

mod duty;
mod edition;
mod identity;
mod markup;
mod merge;
mod note;
mod outcome;
mod records;
mod renewal;
mod three_way;
mod translations;
mod trial;

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use crate::compare::{self, Pairing, wording};
use crate::diagnostic::{Diagnostics, ImportFault, Problem};
use crate::exchange::official::{Existing, without_restated};
use crate::exchange::{Yaml, rewritten};
use crate::portal::{Portal, ProvisionKey};
use crate::source::Record;

pub use note::Note;
pub use outcome::{Outcome, Standing, Status};
pub use renewal::renewed;

use edition::{edition, relinked};
use identity::Identities;
use merge::Merge;
use records::{Records, file_name};
use trial::Trial;

/// Which edition is carried over into which.
#[derive(Debug, Clone, Copy)]
pub struct Years {
    /// The fiscal year of the former edition.
    pub former: i16,
    /// That of the new one.
    pub new: i16,
}

/// An edition with all that it keeps of a former one.
#[derive(Debug)]
pub struct Carried {
    /// Its files, by their path in the content folder.
    pub files: Vec<(String, String)>,
    /// What became of each provision.
    pub outcome: Outcome,
    /// What of it is not sure, by id.
    pub notes: Vec<(String, Note)>,
    /// What the translations of its texts were made from, by address.
    pub translations: Vec<(String, Record)>,
    identities: Identities,
    /// The ids of the notices that its provisions rest on.
    notices: BTreeSet<String>,
}

impl Carried {
    /// What an id of the draft has become, with what stands below it.
    #[must_use]
    pub fn id_of(&self, drafted: &str) -> String {
        if let Some(id) = self.identities.of_imported(drafted) {
            return id.to_owned();
        }
        match drafted.rsplit_once('/') {
            Some((above, rest)) => format!("{}/{rest}", self.id_of(above)),
            None => drafted.to_owned(),
        }
    }

    /// Whether a record that the document adds to a list is of something that is new: what else the document cites, names
    /// and defines was looked at in the former edition.
    #[must_use]
    pub fn needs(&self, record: &Yaml) -> bool {
        let id = record.get("id").and_then(Yaml::scalar).unwrap_or_default();
        let name = record.get("name").or(record.get("term")).map(three_way::words).unwrap_or_default();
        let is_new = |it: &&Standing| it.status.contains(&Status::New) || it.status.contains(&Status::Reworded);
        let is_said = self.outcome.provisions.iter().filter(is_new).any(|it| it.words.contains(&name));
        is_said || self.notices.contains(id)
    }

    /// Whether a provision, by its id in the new edition, is new or says something else than in the former one. What was
    /// not sure of the others was looked at then.
    #[must_use]
    pub fn is_new(&self, id: &str) -> bool {
        let is_it = |standing: &&Standing| standing.id.as_deref() == Some(id);
        let standing = self.outcome.provisions.iter().find(is_it);
        standing.is_none_or(|it| it.status.contains(&Status::New) || it.status.contains(&Status::Reworded))
    }
}

/// An edition as a document says it, not yet carried over.
#[derive(Debug)]
pub struct Draft<'a> {
    /// Its files, by their path in the content folder.
    pub files: &'a [(String, String)],
    /// Ids of it that are those of the former edition, each with what it is there.
    pub known: &'a [(String, String)],
    /// What is noted already, by id.
    pub notes: HashMap<String, Vec<Note>>,
}

/// Carries the edition `years.former` of the folder `content` over into `draft`. `None` where that cannot be done, which
/// is reported.
pub fn carry(
    content: &Path,
    draft: &Draft<'_>,
    years: Years,
    existing: Existing<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Carried> {
    let trial = Trial::of(content, draft.files, years, diagnostics)?;
    let (portal, documents) = (&trial.portal, (trial.former, trial.later));
    let pairing = Pairing::by_words(portal, trial.former, trial.later, known(portal, documents, draft.known));
    let identities = Identities::new(portal, documents, &pairing, years.new);
    let (former, later) = (Records::of(portal, trial.former), Records::of(portal, trial.later));
    let mut merge = Merge {
        portal,
        pairing: &pairing,
        former: &former,
        later: &later,
        identities: &identities,
        existing,
        years: (years.former, years.new),
        notes: notes(portal, documents, &pairing, draft),
        duty_ids: duty_ids(portal, trial.former),
        noted: Vec::new(),
    };
    let parts = &portal.documents[trial.later].children;
    let trees: Vec<(ProvisionKey, Yaml)> = parts.iter().map(|&key| (key, merge.record(key))).collect();
    let notes = merge.noted;
    let texts: Vec<&str> = former.parts.iter().map(|file| file.text.as_str()).collect();
    let names = part_names(portal, &pairing, parts);
    let mut files = vec![("edition.yaml".to_owned(), edition(&former.edition, &later.edition, years))];
    for ((key, tree), name) in trees.iter().zip(names) {
        let own = pairing.former(*key).map(|key| portal.provision(key).span.file.text.as_str());
        let tree = relinked(tree, years, &identities);
        let text = own.and_then(|own| rewritten(own, &tree, &texts)).unwrap_or_else(|| tree.file());
        files.push((name, text));
    }
    let files: Vec<(String, String)> =
        files.into_iter().map(|(name, text)| (format!("directives/{}/{name}", years.new), text)).collect();
    // The edition as it will be, beside the former one.
    let carried = Trial::of(content, &files, years, diagnostics)?;
    let pairing = same_place(portal, trial.later, &carried, &pairing, diagnostics)?;
    let translations = translations::records(&carried, years.new);
    let notices = trees.iter().flat_map(|(_, tree)| cited(tree)).collect();
    Some(Carried { notices, files, outcome: Outcome::new(&carried, pairing), notes, translations, identities })
}

/// The provisions that are the same by their ids.
fn known(
    portal: &Portal,
    (former, later): (usize, usize),
    ids: &[(String, String)],
) -> Vec<(ProvisionKey, ProvisionKey)> {
    let by_id = |document: usize| -> HashMap<&str, ProvisionKey> {
        portal.provisions_of(document).map(|(key, provision)| (provision.id.as_str(), key)).collect()
    };
    let (former, later) = (by_id(former), by_id(later));
    let pair = |(now, before): &(String, String)| Some((*former.get(before.as_str())?, *later.get(now.as_str())?));
    let is_same_kind =
        |pair: &(ProvisionKey, ProvisionKey)| portal.provision(pair.0).kind == portal.provision(pair.1).kind;
    ids.iter().filter_map(pair).filter(is_same_kind).collect()
}

/// The notes of the draft, and one for each pair that is not much alike.
fn notes(
    portal: &Portal,
    (_, later): (usize, usize),
    pairing: &Pairing,
    draft: &Draft<'_>,
) -> HashMap<ProvisionKey, Vec<Note>> {
    /// How alike, in percent, two are of which nobody doubts that they are the same.
    const ALIKE: u32 = 60;
    /// How alike, where both stand in the same place.
    const ALIKE_IN_PLACE: u32 = 40;
    let place = |key: ProvisionKey| {
        let provision = portal.provision(key);
        let siblings = provision.parent.map(|parent| portal.provision(parent).children.as_slice()).unwrap_or_default();
        let same = siblings.iter().filter(|sibling| portal.provision(**sibling).kind == provision.kind);
        (provision.parent, same.take_while(|sibling| **sibling != key).count())
    };
    let known: BTreeSet<&str> = draft.known.iter().map(|(now, _)| now.as_str()).collect();
    let mut notes: HashMap<ProvisionKey, Vec<Note>> = HashMap::new();
    for (key, provision) in portal.provisions_of(later) {
        notes.entry(key).or_default().extend(draft.notes.get(&provision.id).cloned().unwrap_or_default());
        let Some(former) = pairing.former(key).filter(|_| !known.contains(provision.id.as_str())) else { continue };
        let percent = compare::likeness(portal, former, key) / 10;
        let ((parent, position), (parent_now, position_now)) = (place(former), place(key));
        let is_in_place =
            parent.map(|parent| pairing.later(parent)) == parent_now.map(Some) && position == position_now;
        if percent < if is_in_place { ALIKE_IN_PLACE } else { ALIKE } {
            let former = portal.provision(former).id.clone();
            notes.entry(key).or_default().push(Note::Alike { former, percent });
        }
    }
    notes
}

/// The ids of notices in a record and all below it.
fn cited(tree: &Yaml) -> Vec<String> {
    let own = tree.get("notices").map(Yaml::words).unwrap_or_default().into_iter().map(str::to_owned);
    let values = tree.pairs().iter().map(|(_, value)| value).chain(tree.records());
    own.chain(values.flat_map(cited)).collect()
}

fn duty_ids(portal: &Portal, document: usize) -> BTreeSet<String> {
    let duties = portal.provisions_of(document).flat_map(|(_, provision)| &provision.duties);
    duties.map(|duty| duty.id.value.clone()).collect()
}

/// The names of the files of the parts: as they were, unless they would no longer be in the order of the parts.
fn part_names(portal: &Portal, pairing: &Pairing, parts: &[ProvisionKey]) -> Vec<String> {
    let name = |key: ProvisionKey| file_name(&portal.provision(key).span.file).to_owned();
    let kept: Vec<String> = parts.iter().map(|&key| name(pairing.former(key).unwrap_or(key))).collect();
    if kept.is_sorted_by(|one, next| one < next) {
        return kept;
    }
    let stem =
        |name: &String| name.trim_start_matches(|one: char| one.is_ascii_digit()).trim_start_matches('-').to_owned();
    (1..).zip(&kept).map(|(position, name)| format!("{position}-{}", stem(name))).collect()
}

/// The pairs in the edition as it will be, which has the provisions of the document in their places; refused where it
/// does not say the same.
fn same_place(
    portal: &Portal,
    later: usize,
    carried: &Trial,
    pairing: &Pairing,
    diagnostics: &mut Diagnostics,
) -> Option<Pairing> {
    let document: Vec<ProvisionKey> = portal.provisions_of(later).map(|(key, _)| key).collect();
    let edition: Vec<ProvisionKey> = carried.portal.provisions_of(carried.later).map(|(key, _)| key).collect();
    let said = |portal: &Portal, key: ProvisionKey| {
        let provision = portal.provision(key);
        let text = provision.heading.as_ref().or(provision.text.as_ref());
        text.map(|text| wording(text.localised(portal.authoritative).0)).unwrap_or_default()
    };
    let differs = |(one, other): &(&ProvisionKey, &ProvisionKey)| {
        let (before, after) = (said(portal, **one), said(&carried.portal, **other));
        // A link says 再掲 too.
        let is_linked = carried.portal.provision(**other).restates.is_some();
        before != after && !(is_linked && without_restated(&before) == after)
    };
    let wrong = document.iter().zip(&edition).find(differs);
    if document.len() != edition.len() || wrong.is_some() {
        let key = wrong.map_or(ProvisionKey::FIRST, |(key, _)| *key);
        let id = portal.provision(key).id.clone();
        diagnostics.error(Problem::Import(ImportFault::NotCarried { id }), &portal.provision(key).span);
        return None;
    }
    let former: HashMap<&str, ProvisionKey> =
        carried.portal.provisions_of(carried.former).map(|(key, provision)| (provision.id.as_str(), key)).collect();
    let mut same = Pairing::default();
    for (&one, &other) in document.iter().zip(&edition) {
        if let Some(before) = pairing.former(one).and_then(|key| former.get(portal.provision(key).id.as_str())) {
            same.add(*before, other);
        }
    }
    Some(same)
}
