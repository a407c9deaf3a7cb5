//! A new edition without a document: the former one, as if it were printed again for another year.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::compare;
use crate::exchange::Yaml;
use crate::portal::{Portal, Provision, ProvisionKey};
use crate::text::Language;
use crate::text::calendar::{fiscal_year, leading_year};

use super::Years;
use super::note::Note;
use super::records::{Records, file_name, key_above, kind_below, tree};
use super::three_way::authoritative;

/// The files of an edition and its ids, and what a person should look at, by id.
#[derive(Debug)]
pub struct Renewed {
    /// Its files, by their path in the content folder.
    pub files: Vec<(String, String)>,
    /// The ids, each with itself: all are known.
    pub known: Vec<(String, String)>,
    /// What is noted, by id.
    pub notes: HashMap<String, Vec<Note>>,
}

/// The edition `years.former` for `years.new`. `None` where there is none.
#[must_use]
pub fn renewed(portal: &Portal, years: Years) -> Option<Renewed> {
    let document = compare::edition(portal, years.former)?;
    let records = Records::of(portal, document);
    let path = |name: &str| format!("directives/{}/{name}", years.new);
    let mut files = vec![(path("edition.yaml"), edition(&tree(&records.edition), years).file())];
    for (&part, file) in portal.documents[document].children.iter().zip(&records.parts) {
        files.push((path(file_name(file)), record(portal, part, &records).file()));
    }
    let ids: Vec<String> = portal.provisions_of(document).map(|(_, provision)| provision.id.clone()).collect();
    let notes =
        portal.provisions_of(document).map(|(_, provision)| (provision.id.clone(), notes(portal, provision, years)));
    let notes = notes.filter(|(_, notes)| !notes.is_empty()).collect();
    Some(Renewed { files, known: ids.iter().map(|id| (id.clone(), id.clone())).collect(), notes })
}

/// `edition.yaml` of the new year.
fn edition(own: &Yaml, years: Years) -> Yaml {
    let day = |year: i16, month: i8, day: i8| Date::new(year, month, day).ok().map(Yaml::plain);
    let title = own.get("title").map(|title| match title {
        Yaml::Mapping(sides) => {
            let side = |(key, text): &(std::borrow::Cow<'static, str>, Yaml)| {
                (key.clone(), Yaml::Text(of_year(text.scalar().unwrap_or_default(), years)))
            };
            Yaml::Mapping(sides.iter().map(side).collect())
        }
        text => Yaml::Text(of_year(text.scalar().unwrap_or_default(), years)),
    });
    // What the wording rests on is of that year, unless a person says otherwise.
    let names_former = own.get("source").is_some_and(|source| names_year(authoritative(source), years.former));
    Yaml::mapping([
        ("title", title),
        ("from", day(years.new, 4, 1)),
        ("until", day(years.new + 1, 3, 31)),
        ("source", own.get("source").cloned()),
        ("review", names_former.then(|| Yaml::Sequence(vec![Note::Year { year: years.former }.yaml()]))),
    ])
}

/// A text with the new fiscal year where it named the former.
fn of_year(text: &str, years: Years) -> String {
    let [before, after] = [years.former, years.new].map(|year| fiscal_year(year, Language::Japanese));
    text.replace(&before, &after).replace(&years.former.to_string(), &years.new.to_string())
}

/// A record as print has it. What sentences say besides their wording is as it was: they are the same.
fn record(portal: &Portal, key: ProvisionKey, records: &Records) -> Yaml {
    let provision = portal.provision(key);
    let empty = Yaml::Mapping(Vec::new());
    let own = records.get(provision).unwrap_or(&empty);
    let mut entries = vec![("id".into(), Yaml::plain(provision.id.rsplit('/').next().unwrap_or(&provision.id)))];
    for (key, value) in own.pairs() {
        let value = match key.as_ref() {
            "title" | "text" => Yaml::japanese(authoritative(value)),
            "number" | "marks" | "restates" | "target" => value.clone(),
            _ => continue,
        };
        entries.push((key.clone(), value));
    }
    for (list, _) in own.pairs().iter().filter(|(key, _)| kind_below(key).is_some()) {
        let children = provision.children.iter().copied();
        let of_list = children.filter(|&key| key_above(portal.provision(key).kind) == Some(list.as_ref()));
        let below: Vec<Yaml> = of_list.map(|key| record(portal, key, records)).collect();
        entries.push((list.clone(), Yaml::Sequence(below)));
    }
    Yaml::Mapping(entries)
}

/// What a person should look at in another year.
fn notes(portal: &Portal, provision: &Provision, years: Years) -> Vec<Note> {
    let mut notes = Vec::new();
    let text = provision.heading.as_ref().or(provision.text.as_ref());
    let said = text.map(|text| text.localised(portal.authoritative).0).unwrap_or_default();
    if names_year(said, years.former) {
        notes.push(Note::Year { year: years.former });
    }
    if !provision.marks.is_empty() {
        notes.push(Note::Mark { year: years.former });
    }
    let until = provision.applies.as_ref().and_then(|applies| applies.until);
    let begin = Date::new(years.new, 4, 1).ok();
    if until.is_some_and(|until| begin.is_some_and(|begin| until < begin)) {
        notes.push(Note::Ended);
    }
    notes
}

/// Whether a text names a fiscal year in the way of eras.
fn names_year(text: &str, fiscal_year: i16) -> bool {
    let mut named = text.char_indices().filter_map(|(at, _)| leading_year(&text[at..]));
    named.any(|(year, rest)| year == fiscal_year && rest.starts_with('度'))
}
