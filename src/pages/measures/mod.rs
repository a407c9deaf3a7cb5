//! Which measures of a guidance apply: to the case that an employer enters, and in which case at all.
//!
//! The page of cases ([`finder`]) holds all measures with their conditions, the most binding first; a script leaves those
//! that apply to the case. The matrix ([`matrix`]) answers without script. Both show [`Rules`], as do the data ([`data`]).
//! Clauses lead to the page of cases with a case of theirs ([`cases`]).

mod cases;
mod matrix;

use serde::Serialize;
use serde_json::{Value, json};

use crate::measures::{CATEGORIES, Rule, Rules};
use crate::portal::{DocumentKind, Portal, ProvisionKey};
use crate::reference::TextPart;
use crate::source::{Asker, Force, Workers};
use crate::theme::escape;

pub(super) use cases::cases;
pub(super) use matrix::matrix;

use super::citation;
use super::consultation::{askers, questions_address};
use super::frame::Head;
use super::machine::{self, pretty};
use super::structured::without_nulls;
use super::view::{Html, Link, View};

/// The address of the page of cases without language; `None` where a document makes no difference between cases.
pub(super) fn measures_address(portal: &Portal, document: usize) -> Option<String> {
    let own = &portal.documents[document];
    (own.kind == DocumentKind::Guidance && Rules::is_conditional(portal, document))
        .then(|| format!("{}/measures/", own.path))
}

/// The address of the matrix below that of the page of cases.
pub(super) fn matrix_address(measures: &str) -> String {
    format!("{measures}matrix/")
}

/// The address of the rules as data.
pub(super) fn rules_address(portal: &Portal, document: usize) -> String {
    format!("data/{}/measures.json", portal.documents[document].path)
}

/// Where both pages are, for those that lead to them.
#[derive(Debug, Serialize)]
pub(super) struct MeasuresLinks {
    pub url: String,
    pub matrix_url: String,
}

pub(super) fn links(view: &View<'_>, document: usize) -> Option<MeasuresLinks> {
    let address = measures_address(view.portal(), document)?;
    Some(MeasuresLinks { url: view.url(&address), matrix_url: view.url(&matrix_address(&address)) })
}

#[derive(Serialize)]
struct FinderPage {
    document: Link,
    pages: Option<MeasuresLinks>,
    rules_url: String,
    categories: Vec<Category>,
    groups: Vec<Group>,
    regional: Option<Regional>,
}

#[derive(Serialize)]
struct Category {
    id: &'static str,
    name: String,
}

/// The measures of one force.
#[derive(Serialize)]
struct Group {
    force: &'static str,
    measures: Vec<MeasureView>,
}

#[derive(Serialize)]
struct MeasureView {
    id: String,
    anchor: String,
    /// The conditions as the data give them, in JSON, for the script.
    applies_to: String,
    clause: Link,
    /// Whether the clause has a heading of its own, which says in short what is asked for.
    has_heading: bool,
    /// What the clause is about: the nearest heading.
    subject_html: Option<String>,
    what_html: Option<String>,
    text_html: Option<String>,
    deadline_html: Option<String>,
    reasons: Vec<String>,
}

/// Who helps small workplaces.
#[derive(Serialize)]
struct Regional {
    /// Workplaces with fewer employees than this.
    below: u32,
    text: String,
    links: Vec<Link>,
}

pub(super) fn finder(view: &mut View<'_>, document: usize) -> Html {
    let portal = view.portal();
    let rules = Rules::of(portal, document);
    let own = FinderPage {
        document: view.document_link(&portal.documents[document]),
        pages: links(view, document),
        rules_url: format!("/{}", rules_address(portal, document)),
        categories: (CATEGORIES.iter())
            .map(|category| Category { id: category.word(), name: category_name(view, *category, "other_workers") })
            .collect(),
        groups: groups(view, rules.all.iter()),
        regional: rules.small_below.map(|small| regional(view, small)),
    };
    let head = head(view, document, "measures");
    view.finish("measures.html", &head, &own)
}

/// The rules as data, for the script and for those who build on them.
pub(super) fn data(view: &View<'_>, document: usize) -> String {
    let portal = view.portal();
    let rules = Rules::of(portal, document);
    let measures = rules.all.iter().map(|rule| {
        without_nulls(json!({
            "id": rule.id,
            "clause": portal.full_id(portal.provision(rule.provision)),
            "force": rule.force.word(),
            "what": machine::text(rule.what),
            "deadline": machine::text(rule.deadline),
            "applies_to": applies_to(rule),
        }))
    });
    pretty(&without_nulls(json!({
        "id": portal.documents[document].path,
        "small_below": rules.small_below,
        "measures": measures.collect::<Vec<_>>(),
    })))
}

fn applies_to(rule: &Rule<'_>) -> Value {
    rule.conditions.iter().map(|conditions| machine::applies_to(conditions)).collect()
}

/// The place of a measure on the page of cases.
fn anchor(rule: &Rule<'_>) -> String {
    format!("m-{}", rule.id.replace(['/', '.'], "-"))
}

fn head(view: &mut View<'_>, document: usize, kind: &'static str) -> Head {
    let portal = view.portal();
    let title = view.plain(&portal.documents[document].title);
    Head {
        kind: if kind == "measures" { kind } else { "matrix" },
        title: view.word(&format!("title.{kind}")),
        description: Some(view.words(&format!("description.{kind}"), &[("title", &title)])),
        path: vec![view.document_link(&portal.documents[document])],
        data: Some(rules_address(portal, document)),
        ..Head::default()
    }
}

/// The name of a category; `others` is the phrase for those who are in no other.
fn category_name(view: &View<'_>, category: Workers, others: &str) -> String {
    match category {
        Workers::General => view.word(&format!("measures.{others}")),
        other => view.word(&format!("condition.workers.{}", other.word())),
    }
}

/// Measures by force, the most binding first.
fn groups<'r, 'p: 'r>(view: &mut View<'_>, rules: impl Iterator<Item = &'r Rule<'p>>) -> Vec<Group> {
    let mut groups: Vec<(Force, Group)> = Vec::new();
    for rule in rules {
        let measure = measure(view, rule);
        match groups.last_mut() {
            Some((force, group)) if *force == rule.force => group.measures.push(measure),
            _ => groups.push((rule.force, Group { force: rule.force.word(), measures: vec![measure] })),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn measure(view: &mut View<'_>, rule: &Rule<'_>) -> MeasureView {
    let document = view.portal().provision(rule.provision).document;
    let reasons = rule.reason().map(|reason| view.conditions(&reason)).unwrap_or_default();
    let shows_text = rule.what.is_none() || rule.is_item;
    MeasureView {
        id: rule.id.clone(),
        anchor: anchor(rule),
        applies_to: applies_to(rule).to_string(),
        clause: clause_link(view, rule.provision),
        has_heading: view.portal().provision(rule.provision).heading.is_some(),
        subject_html: subject(view, rule.provision),
        what_html: rule.what.map(|what| citation::line(view, document, what)),
        text_html: shows_text.then(|| citation::block(view, rule.provision, TextPart::Text)).flatten(),
        deadline_html: view.inline_option(rule.deadline),
        reasons,
    }
}

fn clause_link(view: &mut View<'_>, key: ProvisionKey) -> Link {
    let citation = view.citation(key);
    Link { title_html: view.number(&citation), url: view.provision_url(view.portal().provision(key)) }
}

/// The heading of a clause, or the nearest above.
fn subject(view: &mut View<'_>, key: ProvisionKey) -> Option<String> {
    let portal = view.portal();
    let mut at = Some(key);
    while let Some(key) = at {
        let provision = portal.provision(key);
        if let Some(heading) = &provision.heading {
            return Some(view.link_title(|view| view.inline(heading)));
        }
        at = provision.parent;
    }
    None
}

/// Whom small workplaces may ask: the centers, whose pages name their regional desks, and the consultation finder.
fn regional(view: &mut View<'_>, small: u32) -> Regional {
    let mut links = vec![Link { title_html: escape(&view.word("measures.desks")), url: view.url("centers/") }];
    if askers(view.portal()).any(|asker| asker == Asker::Employer) {
        let title_html = escape(&view.word("title.consultation"));
        links.push(Link { title_html, url: view.url(&questions_address(Asker::Employer)) });
    }
    Regional { below: small, text: view.words("measures.regional", &[("n", &small.to_string())]), links }
}
