//! Which measures of a guidance apply: to the case that an employer enters, and in which case at all.
//!
//! The page of cases ([`finder`]) holds all measures with their conditions, the most binding first; a script leaves those
//! that apply to the case. The matrix ([`matrix`]) answers without script. Both show [`Rules`], as do the data ([`data`]).

use serde::Serialize;
use serde_json::json;

use crate::measures::{CATEGORIES, Rule, Rules, Worker};
use crate::portal::{DocumentKind, Portal, ProvisionKey};
use crate::source::{Asker, Force, Workers};
use crate::theme::escape;

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
    clause: Link,
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
    text: String,
    links: Vec<Link>,
}

#[derive(Serialize)]
struct MatrixPage {
    document: Link,
    pages: Option<MeasuresLinks>,
    bands: Vec<String>,
    rows: Vec<Row>,
    groups: Vec<Group>,
}

/// Categories that are treated alike, with a line for each answer to whether the worker applied.
#[derive(Serialize)]
struct Row {
    categories: Vec<String>,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    application: String,
    cells: Vec<Vec<Entry>>,
}

#[derive(Serialize)]
struct Entry {
    force: &'static str,
    clause: Link,
    about_html: Option<String>,
    /// Conditions that the matrix does not ask for.
    notes: Vec<String>,
}

pub(super) fn finder(view: &mut View<'_>, document: usize) -> Html {
    let portal = view.portal();
    let rules = Rules::of(portal, document);
    let own = FinderPage {
        document: view.document_link(&portal.documents[document]),
        pages: links(view, document),
        rules_url: format!("/{}", rules_address(portal, document)),
        categories: (CATEGORIES.iter())
            .map(|category| Category { id: category.word(), name: category_name(view, *category) })
            .collect(),
        groups: groups(view, rules.all.iter()),
        regional: rules.small_below.map(|small| regional(view, small)),
    };
    let head = head(view, document, "measures");
    view.finish("measures.html", &head, &own)
}

pub(super) fn matrix(view: &mut View<'_>, document: usize) -> Html {
    let portal = view.portal();
    let rules = Rules::of(portal, document);
    let thresholds: Vec<u32> = rules.thresholds().into_iter().collect();
    let own = MatrixPage {
        document: view.document_link(&portal.documents[document]),
        pages: links(view, document),
        bands: bands(view, &thresholds),
        rows: rows(view, &rules, &thresholds),
        groups: groups(view, rules.all.iter().filter(|rule| !rule.depends_on_hours())),
    };
    let mut head = head(view, document, "measures_matrix");
    head.path.extend(
        measures_address(portal, document)
            .map(|address| Link { title_html: escape(&view.word("title.measures")), url: view.url(&address) }),
    );
    view.finish("measures-matrix.html", &head, &own)
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
            "applies_to": rule.conditions.iter().map(|conditions| machine::applies_to(conditions)).collect::<Vec<_>>(),
        }))
    });
    pretty(&without_nulls(json!({
        "id": portal.documents[document].path,
        "small_below": rules.small_below,
        "measures": measures.collect::<Vec<_>>(),
    })))
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

fn category_name(view: &View<'_>, category: Workers) -> String {
    match category {
        Workers::General => view.word("measures.other_workers"),
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
    let provision = view.portal().provision(rule.provision);
    let reasons = rule.reason().map(|reason| view.conditions(&reason)).unwrap_or_default();
    let shows_text = rule.what.is_none() || rule.is_item;
    MeasureView {
        id: rule.id.clone(),
        anchor: format!("m-{}", rule.id.replace(['/', '.'], "-")),
        clause: clause_link(view, rule.provision),
        subject_html: subject(view, rule.provision),
        what_html: view.inline_option(rule.what),
        text_html: view.block_option(provision.text.as_ref().filter(|_| shows_text)),
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
    Regional { text: view.words("measures.regional", &[("n", &small.to_string())]), links }
}

/// The names of the bands between the thresholds.
fn bands(view: &View<'_>, thresholds: &[u32]) -> Vec<String> {
    let from = std::iter::once(None).chain(thresholds.iter().map(Some));
    let to = thresholds.iter().map(Some).chain(std::iter::once(None));
    from.zip(to).filter_map(|(over, up_to)| view.hours(over.copied(), up_to.copied())).collect()
}

/// For each band of hours, the rules that concern a worker, by their index.
type Cells = Vec<Vec<usize>>;

/// The table: categories with the same cells share a row.
fn rows(view: &mut View<'_>, rules: &Rules<'_>, thresholds: &[u32]) -> Vec<Row> {
    // Each band by its upper end, the last one by an hour that is over all thresholds.
    let mut hours: Vec<f64> = thresholds.iter().copied().map(f64::from).collect();
    hours.push(thresholds.last().copied().map_or(0.0, f64::from) + 1.0);
    let concerns = |worker: Worker| -> Vec<usize> {
        let rules = rules.all.iter().enumerate().filter(|(_, rule)| rule.depends_on_hours());
        rules.filter(|(_, rule)| rule.may_concern(&worker)).map(|(index, _)| index).collect()
    };
    let mut alike: Vec<(Vec<Cells>, Vec<Workers>)> = Vec::new();
    for category in CATEGORIES {
        let line = |application| hours.iter().map(|&hours| concerns(Worker { category, hours, application })).collect();
        let lines: Vec<Cells> = [true, false].map(line).into();
        match alike.iter_mut().find(|(known, _)| *known == lines) {
            Some((_, categories)) => categories.push(category),
            None => alike.push((lines, vec![category])),
        }
    }
    (alike.into_iter())
        .map(|(lines, categories)| Row {
            categories: categories.into_iter().map(|category| category_name(view, category)).collect(),
            lines: (["made", "not_made"].into_iter().zip(lines))
                .map(|(application, cells)| Line {
                    application: view.word(&format!("condition.application.{application}")),
                    cells: (cells.iter())
                        .map(|cell| cell.iter().map(|&index| entry(view, &rules.all[index])).collect())
                        .collect(),
                })
                .collect(),
        })
        .collect()
}

fn entry(view: &mut View<'_>, rule: &Rule<'_>) -> Entry {
    let provision = view.portal().provision(rule.provision);
    let about_html = match (rule.what, &provision.heading) {
        (Some(what), _) => Some(view.inline(what)),
        (None, Some(heading)) => Some(view.inline(heading)),
        (None, None) => view.block_option(provision.text.as_ref()),
    };
    let notes = (rule.reason()).map(|reason| view.conditions_of_workplace(&reason)).unwrap_or_default();
    Entry { force: rule.force.word(), clause: clause_link(view, rule.provision), about_html, notes }
}
