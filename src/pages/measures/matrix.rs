//! The matrix: category of worker and application by hours, and beside it what does not depend on hours.

use serde::Serialize;

use crate::measures::{CATEGORIES, Case, Rule, Rules};
use crate::reference::TextPart;
use crate::source::Workers;
use crate::theme::escape;

use super::super::citation;
use super::super::view::{Html, Link, View};
use super::{Group, MeasuresLinks, category_name, clause_link, groups, head, links, measures_address};

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

pub(in super::super) fn matrix(view: &mut View<'_>, document: usize) -> Html {
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

/// The names of the bands between the thresholds.
fn bands(view: &View<'_>, thresholds: &[u32]) -> Vec<String> {
    let from = std::iter::once(None).chain(thresholds.iter().map(Some));
    let to = thresholds.iter().map(Some).chain(std::iter::once(None));
    from.zip(to).filter_map(|(over, up_to)| view.hours(over.copied(), up_to.copied())).collect()
}

/// For each band of hours, the rules that concern a worker, by their index.
type Cells = Vec<Vec<usize>>;

/// The table: categories with the same cells share a row. There is none where nothing depends on hours.
fn rows(view: &mut View<'_>, rules: &Rules<'_>, thresholds: &[u32]) -> Vec<Row> {
    let Some(last) = thresholds.last() else { return Vec::new() };
    // Each band by its upper end, the last one by an hour that is over all thresholds.
    let mut hours: Vec<f64> = thresholds.iter().copied().map(f64::from).collect();
    hours.push(f64::from(*last) + 1.0);
    let concerns = |case: &Case| -> Vec<usize> {
        let rules = rules.all.iter().enumerate().filter(|(_, rule)| rule.depends_on_hours());
        rules.filter(|(_, rule)| rule.applies_to(case)).map(|(index, _)| index).collect()
    };
    let mut alike: Vec<(Vec<Cells>, Vec<Workers>)> = Vec::new();
    for category in CATEGORIES {
        let case = |hours, application| Case {
            category: Some(category),
            hours: Some(hours),
            application: Some(application),
            ..Case::default()
        };
        let line = |application| hours.iter().map(|&hours| concerns(&case(hours, application))).collect();
        let lines: Vec<Cells> = [true, false].map(line).into();
        match alike.iter_mut().find(|(known, _)| *known == lines) {
            Some((_, categories)) => categories.push(category),
            None => alike.push((lines, vec![category])),
        }
    }
    (alike.into_iter())
        .map(|(lines, categories)| Row {
            categories: names(view, categories),
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

/// The names of categories in one row; all others come last.
fn names(view: &View<'_>, mut categories: Vec<Workers>) -> Vec<String> {
    categories.sort_by_key(|category| *category == Workers::General);
    categories.into_iter().map(|category| category_name(view, category, "all_other_workers")).collect()
}

fn entry(view: &mut View<'_>, rule: &Rule<'_>) -> Entry {
    let provision = view.portal().provision(rule.provision);
    let about_html = match (rule.what, &provision.heading) {
        (Some(what), _) => Some(citation::line(view, provision.document, what)),
        (None, Some(heading)) => Some(view.inline(heading)),
        (None, None) => citation::block(view, rule.provision, TextPart::Text),
    };
    let notes = (rule.reason()).map(|reason| view.conditions_of_workplace(&reason)).unwrap_or_default();
    Entry { force: rule.force.word(), clause: clause_link(view, rule.provision), about_html, notes }
}
