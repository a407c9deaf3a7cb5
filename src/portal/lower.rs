//! From the shapes in which documents are written to the one tree of provisions.
//!
//! This is where ids, addresses and anchors come from. References are only collected; they are resolved when all
//! provisions are known.

use jiff::civil::Date;

use crate::diagnostic::{Diagnostics, Problem, Span};
use crate::source::{
    Activity, Clause, Directive, Duty, EditionFolder, Guidance, Id, Overtime, Part, PlanItem, Reference, Remark,
    Review, SubItem,
};
use crate::text::{Language, numbering};

use super::provision::{Document, DocumentKind, Provision, ProvisionKey, ProvisionKind};

/// How many levels of clauses pages can show: templates go down level by level, and Tera stops them at some depth.
const MAXIMUM_DEPTH: usize = 8;

/// The hours of the longest month.
const HOURS_OF_MONTH: u32 = 744;

/// The provisions of all documents, and what they refer to.
#[derive(Debug, Default)]
pub struct Lowered {
    pub documents: Vec<Document>,
    pub provisions: Vec<Provision>,
    pub links: Vec<Links>,
}

/// The words by which a provision refers to other records, to be resolved.
#[derive(Debug, Default)]
pub struct Links {
    pub topics: Vec<Id>,
    pub notices: Vec<Id>,
    pub restates: Option<Reference>,
    pub about: Vec<Id>,
    pub moved_from: Vec<Reference>,
}

/// Where a provision is being added: its parent, and how ids, page and anchor of the parent begin.
#[derive(Clone)]
struct Place {
    document: usize,
    parent: Option<ProvisionKey>,
    /// What the ids of children begin with; empty or ending in a slash.
    id: String,
    /// The page that shows the parent.
    page: String,
    /// What the anchors of children begin with; empty or ending in a hyphen.
    anchor: String,
    depth: usize,
}

impl Lowered {
    /// Adds the directives of one fiscal year.
    pub fn directives(&mut self, folder: EditionFolder, diagnostics: &mut Diagnostics) {
        let EditionFolder { year, edition, parts } = folder;
        report_notes(&edition.review, diagnostics);
        report_reversed(edition.from, edition.until, &edition.span, diagnostics);
        let place = self.open(Document {
            path: format!("directives/{year}"),
            kind: DocumentKind::Directives { year },
            title: edition.title,
            from: edition.from,
            until: edition.until,
            issued: edition.issued,
            issuer: edition.issuer,
            source: edition.source,
            updated: edition.updated,
            children: Vec::new(),
            span: edition.span,
        });
        for part in parts {
            self.part(part, &place, diagnostics);
        }
    }

    /// Adds a guidance.
    pub fn guidance(&mut self, guidance: Guidance, diagnostics: &mut Diagnostics) {
        report_notes(&guidance.review, diagnostics);
        required("clauses", "guidance", guidance.clauses.is_empty(), &guidance.span, diagnostics);
        let place = self.open(Document {
            path: format!("guidance/{}", guidance.id.value),
            kind: DocumentKind::Guidance,
            title: guidance.title,
            from: None,
            until: None,
            issued: guidance.issued,
            issuer: guidance.issuer,
            source: guidance.source,
            updated: guidance.updated,
            children: Vec::new(),
            span: guidance.span,
        });
        for clause in guidance.clauses {
            self.clause(clause, &place, diagnostics);
        }
    }

    fn open(&mut self, document: Document) -> Place {
        let page = format!("{}/", document.path);
        self.documents.push(document);
        let document = self.documents.len() - 1;
        Place { document, parent: None, id: String::new(), page, anchor: String::new(), depth: 0 }
    }

    fn part(&mut self, part: Part, place: &Place, diagnostics: &mut Diagnostics) {
        let Part { id, number, title, plan_items, span } = part;
        required("plan_items", "part", plan_items.is_empty(), &span, diagnostics);
        let page = self.own_page(place, &id.value);
        let provision = Provision {
            number: Some(number),
            heading: Some(title),
            ..blank(ProvisionKind::Part, id.value, page, span)
        };
        let key = self.add(provision, Links::default(), place);
        let place = self.below(key, place);
        for item in plan_items {
            self.plan_item(item, &place, diagnostics);
        }
    }

    fn plan_item(&mut self, item: PlanItem, place: &Place, diagnostics: &mut Diagnostics) {
        let PlanItem { id, number, title, target, plan_items, activities, review, span } = item;
        report_notes(&review, diagnostics);
        if plan_items.is_empty() == activities.is_empty() {
            diagnostics.error(Problem::ActivitiesOrPlanItems, &span);
        }
        let provision = Provision {
            anchor: id.value.clone(),
            number: Some(number),
            heading: Some(title),
            duties: checked(target, diagnostics),
            ..blank(ProvisionKind::PlanItem, id.value, place.page.clone(), span)
        };
        let key = self.add(provision, Links::default(), place);
        let place = self.below(key, place);
        for item in plan_items {
            self.plan_item(item, &place, diagnostics);
        }
        for activity in activities {
            self.activity(activity, &place, diagnostics);
        }
    }

    fn activity(&mut self, activity: Activity, place: &Place, diagnostics: &mut Diagnostics) {
        let Activity {
            id,
            number,
            title,
            marks,
            applies,
            topics,
            restates,
            moved_from,
            directives,
            remarks,
            review,
            span,
        } = activity;
        report_notes(&review, diagnostics);
        required("directives", "activity", directives.is_empty(), &span, diagnostics);
        if let Some(applies) = &applies {
            report_reversed(applies.from, applies.until, &applies.span, diagnostics);
        }
        let provision = Provision {
            number,
            heading: Some(title),
            marks,
            applies,
            ..blank(ProvisionKind::Activity, id.value.clone(), self.own_page(place, &id.value), span)
        };
        let key = self.add(provision, Links { topics, restates, moved_from, ..Links::default() }, place);
        let place = Place { id: format!("{}/", id.value), ..self.below(key, place) };
        for (index, directive) in directives.into_iter().enumerate() {
            self.directive(directive, index + 1, &place, diagnostics);
        }
        for (index, remark) in remarks.into_iter().enumerate() {
            self.remark(remark, index + 1, &place, diagnostics);
        }
    }

    fn directive(&mut self, directive: Directive, position: usize, place: &Place, diagnostics: &mut Diagnostics) {
        let own_id = directive.id_at(position);
        let Directive { id, text, items, topics, duties, restates, deferred, notices, applies, review, span } =
            directive;
        report_notes(&review, diagnostics);
        if let Some(applies) = &applies {
            report_reversed(applies.from, applies.until, &applies.span, diagnostics);
        }
        let (has_own_id, id) = (id.is_some(), own_id);
        let provision = Provision {
            has_own_id,
            anchor: id.clone(),
            text: Some(text),
            duties: checked(duties, diagnostics),
            deferred,
            applies,
            ..blank(ProvisionKind::Directive, format!("{}{id}", place.id), place.page.clone(), span)
        };
        let key = self.add(provision, Links { topics, notices, restates, ..Links::default() }, place);
        let place = Place { anchor: format!("{id}-"), id: format!("{}{id}/", place.id), ..self.below(key, place) };
        for item in items {
            self.sub_item(item, &place, diagnostics);
        }
    }

    fn sub_item(&mut self, item: SubItem, place: &Place, diagnostics: &mut Diagnostics) {
        let SubItem { id, number, text, topics, restates, notices, review, span } = item;
        report_notes(&review, diagnostics);
        let has_own_id = id.is_some();
        let Some(id) = id.map(|id| id.value).or_else(|| numbering::segment(&number)) else {
            diagnostics.error(Problem::InvalidNumber { number }, &span.key("number"));
            return;
        };
        let provision = Provision {
            has_own_id,
            anchor: format!("{}{id}", place.anchor),
            number: Some(number),
            text: Some(text),
            ..blank(ProvisionKind::SubItem, format!("{}{id}", place.id), place.page.clone(), span)
        };
        self.add(provision, Links { topics, notices, restates, ..Links::default() }, place);
    }

    fn remark(&mut self, remark: Remark, position: usize, place: &Place, diagnostics: &mut Diagnostics) {
        let own_id = remark.id_at(position);
        let Remark { id, text, about, topics, duties, restates, deferred, notices, review, span } = remark;
        report_notes(&review, diagnostics);
        let (has_own_id, id) = (id.is_some(), own_id);
        let provision = Provision {
            has_own_id,
            anchor: id.clone(),
            text: Some(text),
            duties: checked(duties, diagnostics),
            deferred,
            ..blank(ProvisionKind::Remark, format!("{}{id}", place.id), place.page.clone(), span)
        };
        self.add(provision, Links { topics, notices, restates, about, ..Links::default() }, place);
    }

    /// A clause of the first level has a page of its own, and so has one of the second level with a heading; the
    /// others are places on these pages.
    fn clause(&mut self, clause: Clause, place: &Place, diagnostics: &mut Diagnostics) {
        report_notes(&clause.review, diagnostics);
        let segment = match (&clause.number, &clause.group) {
            (Some(number), None) => {
                let Some(segment) = numbering::segment(number) else {
                    let problem = Problem::InvalidNumber { number: number.clone() };
                    return diagnostics.error(problem, &clause.span.key("number"));
                };
                segment
            }
            (None, Some(group)) => group.value.clone(),
            _ => return diagnostics.error(Problem::NumberOrGroup, &clause.span),
        };
        if place.depth == MAXIMUM_DEPTH {
            return diagnostics.error(Problem::TooDeep { most: MAXIMUM_DEPTH }, &clause.span);
        }
        let of_measures = clause.measures.iter().filter_map(|measure| measure.applies_to.as_ref());
        for overtime in clause.applies_to.iter().chain(of_measures).filter_map(|cases| cases.overtime.as_ref()) {
            report_hours(overtime, diagnostics);
        }
        let kind = if clause.number.is_some() { ProvisionKind::Clause } else { ProvisionKind::Group };
        let id = format!("{}{segment}", place.id);
        let own_page =
            place.depth == 0 || place.depth == 1 && clause.heading.is_some() && kind == ProvisionKind::Clause;
        let (page, anchor) = if own_page {
            (format!("{}{segment}/", place.page), String::new())
        } else {
            (place.page.clone(), format!("{}{segment}", place.anchor))
        };
        let provision = Provision {
            anchor: anchor.clone(),
            number: clause.number,
            heading: clause.heading,
            text: clause.text,
            closing: clause.closing,
            force: clause.force,
            applies_to: clause.applies_to,
            deadline: clause.deadline,
            measures: clause.measures,
            ..blank(kind, id.clone(), page.clone(), clause.span)
        };
        let links =
            Links { topics: clause.topics, notices: clause.notices, moved_from: clause.moved_from, ..Links::default() };
        let key = self.add(provision, links, place);
        let mut below = self.below(key, place);
        below.depth += 1;
        below.page = page;
        if !clause.continues {
            below.id = format!("{id}/");
            below.anchor = if anchor.is_empty() { String::new() } else { format!("{anchor}-") };
        }
        for clause in clause.clauses {
            self.clause(clause, &below, diagnostics);
        }
    }

    /// The page of a provision of this document that has one of its own.
    fn own_page(&self, place: &Place, id: &str) -> String {
        format!("{}/{id}/", self.documents[place.document].path)
    }

    fn add(&mut self, provision: Provision, links: Links, place: &Place) -> ProvisionKey {
        let key = ProvisionKey(u32::try_from(self.provisions.len()).unwrap_or(u32::MAX));
        match place.parent {
            Some(parent) => self.provisions[parent.0 as usize].children.push(key),
            None => self.documents[place.document].children.push(key),
        }
        self.provisions.push(Provision { document: place.document, parent: place.parent, ..provision });
        self.links.push(links);
        key
    }

    fn below(&self, key: ProvisionKey, place: &Place) -> Place {
        Place { parent: Some(key), page: self.provisions[key.0 as usize].page.clone(), ..place.clone() }
    }
}

/// Reports hours that no month has, and a range of hours that ends before it begins.
fn report_hours(overtime: &Overtime, diagnostics: &mut Diagnostics) {
    for (key, hours) in [("over", overtime.over), ("up_to", overtime.up_to)] {
        if let Some(hours) = hours.filter(|&hours| hours > HOURS_OF_MONTH) {
            let problem = Problem::OutOfRange { value: hours.to_string(), least: 0, greatest: HOURS_OF_MONTH };
            return diagnostics.error(problem, &overtime.span.key(key));
        }
    }
    if let (Some(over), Some(up_to)) = (overtime.over, overtime.up_to)
        && up_to <= over
    {
        let least = over.saturating_add(1);
        let problem = Problem::OutOfRange { value: up_to.to_string(), least, greatest: HOURS_OF_MONTH };
        diagnostics.error(problem, &overtime.span);
    }
}

/// Reports a period that ends before it begins.
fn report_reversed(from: Option<Date>, until: Option<Date>, span: &Span, diagnostics: &mut Diagnostics) {
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        let problem = Problem::DatesReversed { from: "from".into(), until: "until".into() };
        diagnostics.error(problem, &span.key("until"));
    }
}

/// Reports what somebody noted to be looked at.
pub(super) fn report_notes(review: &Review, diagnostics: &mut Diagnostics) {
    for note in &review.0 {
        let [english, japanese] =
            [Language::English, Language::Japanese].map(|language| note.localised(language).0.to_owned());
        diagnostics.warning(Problem::Review { english, japanese }, &note.span);
    }
}

/// Reports a list that must not be empty. Where other mistakes may have emptied it, these are enough.
fn required(key: &'static str, record: &'static str, is_empty: bool, span: &Span, diagnostics: &mut Diagnostics) {
    if is_empty && !diagnostics.has_errors() {
        diagnostics.error(Problem::MissingKey { key, record }, span);
    }
}

/// The duties, of which each is an amount or a share, or is compared with another year.
fn checked(duties: impl IntoIterator<Item = Duty>, diagnostics: &mut Diagnostics) -> Vec<Duty> {
    let duties: Vec<Duty> = duties.into_iter().collect();
    for duty in &duties {
        let is_open = duty.amount.is_none() && duty.ratio.is_none() && duty.baseline.is_none();
        if is_open || duty.amount.is_some() && duty.ratio.is_some() {
            diagnostics.error(Problem::AmountOrRatio, &duty.span);
        }
    }
    duties
}

/// A provision of which only these are known.
fn blank(kind: ProvisionKind, id: String, page: String, span: Span) -> Provision {
    Provision {
        document: 0,
        parent: None,
        children: Vec::new(),
        kind,
        id,
        has_own_id: true,
        page,
        anchor: String::new(),
        number: None,
        heading: None,
        text: None,
        closing: None,
        force: None,
        applies_to: None,
        deadline: None,
        measures: Vec::new(),
        applies: None,
        marks: Vec::new(),
        duties: Vec::new(),
        deferred: false,
        topics: Vec::new(),
        notices: Vec::new(),
        restates: None,
        about: Vec::new(),
        moved_from: Vec::new(),
        span,
    }
}
