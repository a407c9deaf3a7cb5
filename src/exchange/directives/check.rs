//! Whether the table says all that it should: it is read again, and must be the edition that it was made of.

use std::collections::BTreeMap;

use crate::compare::wording;
use crate::diagnostic::{Diagnostics, ImportFault, Problem, Span};
use crate::source::{Activity, Duty, EditionFolder, PlanItem, Reference, Text};
use crate::text::Language;

use super::DirectivesTable;
use crate::exchange::official::{self, Existing};

/// What a reader sees of a provision.
#[derive(Debug)]
pub(super) struct Said<'e> {
    /// Its reference, behind those that it lies in.
    pub place: String,
    /// Its words, and what print says of it besides.
    pub words: String,
    span: &'e Span,
}

impl DirectivesTable {
    /// Reports every provision that would not come back from the table as it is, where it can be imported at all.
    pub fn check(&self, edition: &EditionFolder, diagnostics: &mut Diagnostics) {
        if !self.can_return() {
            return;
        }
        let existing = Existing { editions: std::slice::from_ref(edition), ..Existing::default() };
        let mut faults = Diagnostics::default();
        let imported = official::directives(&self.to_document(), edition.year, existing, &mut faults);
        let returned = imported.and_then(|imported| official::edition(edition.year, &imported));
        let there = said(edition);
        let Some(returned) = returned else {
            // What the import says of the table is at no place of the content.
            faults.sorted().into_iter().for_each(|fault| diagnostics.error(fault.problem, &edition.edition.span));
            return;
        };
        for (span, returned) in differences(&there, &said(&returned)) {
            diagnostics.error(Problem::Import(ImportFault::NotInTable { returned }), span);
        }
    }
}

/// Where what came back differs, and what it is now.
fn differences<'e>(there: &[Said<'e>], returned: &[Said<'_>]) -> Vec<(&'e Span, String)> {
    let by_place: BTreeMap<&str, &str> =
        returned.iter().map(|said| (said.place.as_str(), said.words.as_str())).collect();
    let mut differences: Vec<(&Span, String)> = (there.iter())
        .filter(|said| by_place.get(said.place.as_str()) != Some(&said.words.as_str()))
        .map(|said| (said.span, by_place.get(said.place.as_str()).copied().unwrap_or_default().to_owned()))
        .collect();
    if differences.is_empty() {
        // Something was added, or the order is another.
        let first = there.iter().zip(returned).find(|(one, other)| one.place != other.place);
        let more = || there.last().zip(returned.get(there.len()));
        differences.extend(first.or_else(more).map(|(one, other)| (one.span, other.words.clone())));
    }
    differences
}

/// All provisions of an edition, in their order.
pub(super) fn said(edition: &EditionFolder) -> Vec<Said<'_>> {
    let record = &edition.edition;
    let mut list = vec![entry("title", words(&record.title), &record.title.span)];
    list.extend(record.source.iter().map(|source| entry("source", words(source), &source.span)));
    for part in &edition.parts {
        list.push(entry(&part.id.value, format!("{} {}", part.number, words(&part.title)), &part.span));
        part.plan_items.iter().for_each(|item| plan_item(item, &part.id.value, &mut list));
    }
    list
}

fn entry<'e>(place: &str, words: String, span: &'e Span) -> Said<'e> {
    Said { place: place.to_owned(), words, span }
}

fn plan_item<'e>(item: &'e PlanItem, above: &str, list: &mut Vec<Said<'e>>) {
    let place = format!("{above} > {}", item.id.value);
    let target = item.target.as_ref().map(target).unwrap_or_default();
    list.push(entry(&place, format!("{} {}{target}", item.number, words(&item.title)), &item.span));
    item.activities.iter().for_each(|item| activity(item, &place, list));
    item.plan_items.iter().for_each(|item| plan_item(item, &place, list));
}

fn activity<'e>(activity: &'e Activity, above: &str, list: &mut Vec<Said<'e>>) {
    let place = format!("{above} > {}", activity.id.value);
    let number = activity.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
    let marks: Vec<&str> = activity.marks.iter().map(|mark| mark.word()).collect();
    let marks = if marks.is_empty() { String::new() } else { format!(" <{}>", marks.join("> <")) };
    let restated = restated(activity.restates.as_ref());
    list.push(entry(&place, format!("{number}{}{restated}{marks}", words(&activity.title)), &activity.span));
    for (directive, position) in activity.directives.iter().zip(1..) {
        let mut said = words(&directive.text) + &self::restated(directive.restates.as_ref());
        for item in &directive.items {
            let restated = self::restated(item.restates.as_ref());
            said = format!("{said}\n* {} {}{restated}", item.number, words(&item.text));
        }
        list.push(entry(&format!("{place}/{}", directive.id_at(position)), said, &directive.span));
    }
    for (remark, position) in activity.remarks.iter().zip(1..) {
        let said = words(&remark.text) + &self::restated(remark.restates.as_ref());
        list.push(entry(&format!("{place}/{}", remark.id_at(position)), said, &remark.span));
    }
}

fn words(text: &Text) -> String {
    wording(text.localised(Language::Japanese).0)
}

fn restated(restates: Option<&Reference>) -> String {
    restates.map(|restates| format!(" = {}", restates.value)).unwrap_or_default()
}

fn target(duty: &Duty) -> String {
    let number = duty.amount.map(f64::from).or(duty.ratio).unwrap_or_default();
    format!(" [{} {number} {}]", duty.operator.word(), duty.unit.map_or("", crate::source::Unit::word))
}
