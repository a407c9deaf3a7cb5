//! Documents as a whole: an edition of the directives, its parts as tables, the front page of a guidance, and
//! everything on one page for print.

use serde::Serialize;

use crate::portal::{Document, DocumentKind, Provision, ProvisionKey, ProvisionKind};
use crate::text::calendar;
use crate::theme::escape;

use super::duty::duties_address;
use super::frame::{ContentsEntry, Head};
use super::history::{self, Stage, changes_address};
use super::home::count;
use super::measures::{self, MeasuresLinks};
use super::plan::{PageKind, document_data_address};
use super::references;
use super::structured;
use super::view::{Html, Link, ProvisionView, View};

#[derive(Serialize)]
struct EditionPage {
    edition: Edition,
    parts: Vec<ProvisionView>,
    print_url: String,
    references_url: Option<String>,
    duties_url: Option<String>,
    changes_url: Option<String>,
    editions: Vec<Link>,
}

#[derive(Serialize)]
struct Edition {
    title_html: String,
    name: String,
    period: String,
    issuer_html: Option<String>,
    source_html: Option<String>,
    counts: Counts,
}

#[derive(Serialize)]
struct Counts {
    parts: usize,
    plan_items: usize,
    activities: usize,
    directives: usize,
    sub_items: usize,
    remarks: usize,
}

#[derive(Serialize)]
struct PartPage {
    part: ProvisionView,
    rows: Vec<Row>,
    previous: Option<Link>,
    next: Option<Link>,
    print_url: String,
}

/// A row of the four-column table: an activity, with its plan items on the first row of each.
#[derive(Serialize)]
struct Row {
    plan_items: Vec<PlanItemView>,
    rowspan: usize,
    activity: ProvisionView,
    directives: Vec<ProvisionView>,
    remarks: Vec<ProvisionView>,
}

#[derive(Serialize)]
pub(super) struct PlanItemView {
    number_html: Option<String>,
    title_html: String,
    targets: Vec<String>,
    anchor: String,
    url: String,
    kind: &'static str,
    /// What happened to it in which edition; on the page of its part alone.
    history: Vec<Stage>,
}

#[derive(Serialize)]
struct GuidancePage {
    document: GuidanceView,
    sections: Vec<ProvisionView>,
    measures: Option<MeasuresLinks>,
    print_url: String,
    references_url: Option<String>,
}

#[derive(Serialize)]
struct GuidanceView {
    title_html: String,
    issuer_html: Option<String>,
    source_html: Option<String>,
    clauses: usize,
}

#[derive(Serialize)]
struct PrintPage {
    document: GuidanceView,
    tables: Vec<Table>,
    sections: Vec<ProvisionView>,
}

#[derive(Serialize)]
struct Table {
    part: ProvisionView,
    rows: Vec<Row>,
}

pub(super) fn edition(view: &mut View<'_>, index: usize) -> Html {
    let portal = view.portal();
    let document = &portal.documents[index];
    let DocumentKind::Directives { year } = document.kind else { return guidance(view, index) };
    let counts = |kind| document.children.iter().map(|&key| count(portal, key, kind)).sum();
    let own = EditionPage {
        edition: Edition {
            title_html: view.inline(&document.title),
            name: calendar::fiscal_year(year, view.language),
            period: period(view, document),
            issuer_html: view.inline_option(document.issuer.as_ref()),
            source_html: view.inline_option(document.source.as_ref()),
            counts: Counts {
                parts: counts(ProvisionKind::Part),
                plan_items: document.children.iter().map(|&key| portal.provision(key).children.len()).sum(),
                activities: counts(ProvisionKind::Activity),
                directives: counts(ProvisionKind::Directive),
                sub_items: counts(ProvisionKind::SubItem),
                remarks: counts(ProvisionKind::Remark),
            },
        },
        parts: document.children.iter().map(|&key| outline(view, key, ProvisionKind::Activity)).collect(),
        print_url: view.url(&format!("{}/print/", document.path)),
        references_url: references::address(portal, index).map(|address| view.url(&address)),
        duties_url: duties_address(portal, index).map(|address| view.url(&address)),
        changes_url: changes_address(portal, index).map(|address| view.url(&address)),
        editions: (portal.documents.iter())
            .filter(|document| document.kind != DocumentKind::Guidance)
            .map(|document| view.document_link(document))
            .collect(),
    };
    let head = Head { edition: Some(index), ..head(view, document, "edition") };
    view.finish("edition.html", &head, &own)
}

pub(super) fn part(view: &mut View<'_>, key: ProvisionKey) -> Html {
    let portal = view.portal();
    let provision = portal.provision(key);
    let document = &portal.documents[provision.document];
    let (previous, next) = portal.neighbours(key);
    let title = view.citation(key);
    let own = PartPage {
        part: view.provision(key, false),
        rows: rows(view, key),
        previous: previous.map(|key| view.provision_link(key)),
        next: next.map(|key| view.provision_link(key)),
        print_url: view.url(&format!("{}/print/", document.path)),
    };
    let path = vec![view.document_link(document)];
    let data = Some(document_data_address(&document.path));
    let (edition, provision) = (Some(provision.document), Some(key));
    view.finish("part.html", &Head { kind: "part", title, path, data, edition, provision, ..Head::default() }, &own)
}

pub(super) fn guidance(view: &mut View<'_>, index: usize) -> Html {
    let document = &view.portal().documents[index];
    let own = GuidancePage {
        document: guidance_view(view, document),
        sections: document.children.iter().map(|&key| outline(view, key, ProvisionKind::Clause)).collect(),
        measures: measures::links(view, index),
        print_url: view.url(&format!("{}/print/", document.path)),
        references_url: references::address(view.portal(), index).map(|address| view.url(&address)),
    };
    let head = head(view, document, "guidance");
    view.finish("guidance.html", &head, &own)
}

pub(super) fn print(view: &mut View<'_>, index: usize) -> Html {
    let portal = view.portal();
    let document = &portal.documents[index];
    let is_guidance = document.kind == DocumentKind::Guidance;
    let own = PrintPage {
        document: guidance_view(view, document),
        tables: if is_guidance {
            Vec::new()
        } else {
            document
                .children
                .iter()
                .map(|&key| Table { part: whole(view, key, false), rows: rows(view, key) })
                .collect()
        },
        sections: if is_guidance {
            document.children.iter().map(|&key| whole(view, key, true)).collect()
        } else {
            Vec::new()
        },
    };
    let mut head = head(view, document, "print");
    head.description = Some(view.words("description.print", &[("title", &head.title)]));
    head.title = view.words("title.print_of", &[("title", &head.title)]);
    head.title_html = Some(escape(&view.word("title.print")));
    head.path = vec![view.document_link(document)];
    head.json_ld.clear();
    head.edition = Some(index);
    view.finish("print.html", &head, &own)
}

fn head(view: &mut View<'_>, document: &Document, kind: &'static str) -> Head {
    let (title, title_html) = view.title(&document.title);
    Head {
        kind,
        title_html,
        description: document.source.as_ref().map(|source| view.plain(source)),
        data: Some(document_data_address(&document.path)),
        json_ld: vec![structured::legislation(view, document)],
        contents: Vec::<ContentsEntry>::new(),
        title,
        ..Head::default()
    }
}

fn guidance_view(view: &mut View<'_>, document: &Document) -> GuidanceView {
    let portal = view.portal();
    GuidanceView {
        title_html: view.inline(&document.title),
        issuer_html: view.inline_option(document.issuer.as_ref()),
        source_html: view.inline_option(document.source.as_ref()),
        clauses: document.children.iter().map(|&key| count(portal, key, ProvisionKind::Clause)).sum(),
    }
}

/// When a document is in force.
pub(super) fn period(view: &View<'_>, document: &Document) -> String {
    let day = |date| calendar::day(date, view.language);
    match (document.from, document.until) {
        (Some(from), Some(until)) => view.words("applies.between", &[("from", &day(from)), ("until", &day(until))]),
        (Some(from), None) => view.words("applies.from", &[("from", &day(from))]),
        (None, Some(until)) => view.words("applies.until", &[("until", &day(until))]),
        (None, None) => String::new(),
    }
}

/// A provision with what is below it down to the pages of `last`, without texts.
fn outline(view: &mut View<'_>, key: ProvisionKey, last: ProvisionKind) -> ProvisionView {
    let portal = view.portal();
    let provision = portal.provision(key);
    let mut shown = view.provision(key, false);
    shown.text_html = None;
    shown.closing_html = None;
    let is_shown = |child: &Provision| {
        child.has_page() || last == ProvisionKind::Activity && child.kind == ProvisionKind::PlanItem
    };
    if provision.kind != ProvisionKind::Activity {
        shown.children = (provision.children.iter())
            .filter(|&&child| is_shown(portal.provision(child)))
            .map(|&child| outline(view, child, last))
            .collect();
    }
    shown
}

/// A provision as it stands on the page that shows the whole document: its place is there, not on its own page.
fn whole(view: &mut View<'_>, key: ProvisionKey, deep: bool) -> ProvisionView {
    let mut shown = view.provision(key, deep);
    place_on_page(&mut shown, "");
    shown
}

/// Gives every provision of a tree an anchor that is unique in the whole document.
fn place_on_page(shown: &mut ProvisionView, prefix: &str) {
    // The last segments of the page address make the anchors of different pages differ.
    let own =
        shown.page_url.take().map(|url| url.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned());
    let anchor = match own {
        Some(segment) => format!("{prefix}{segment}"),
        None => format!("{prefix}{}", shown.anchor),
    };
    let below = if shown.anchor.is_empty() { format!("{anchor}-") } else { prefix.to_owned() };
    shown.anchor = anchor;
    for child in &mut shown.children {
        place_on_page(child, &below);
    }
}

/// The table of a part.
fn rows(view: &mut View<'_>, part: ProvisionKey) -> Vec<Row> {
    let mut rows = Vec::new();
    for &item in &view.portal().provision(part).children {
        collect_rows(view, item, &mut Vec::new(), &mut rows);
    }
    rows
}

/// Adds the rows of a plan item. `above` are the plan items over it that no row has shown yet.
fn collect_rows(view: &mut View<'_>, item: ProvisionKey, above: &mut Vec<ProvisionKey>, rows: &mut Vec<Row>) {
    let portal = view.portal();
    above.push(item);
    let children = &portal.provision(item).children;
    let activities: Vec<ProvisionKey> =
        children.iter().copied().filter(|&child| portal.provision(child).kind == ProvisionKind::Activity).collect();
    for (index, &activity) in activities.iter().enumerate() {
        let plan_items = if index == 0 {
            std::mem::take(above).into_iter().map(|key| plan_item(view, key)).collect()
        } else {
            Vec::new()
        };
        let (directives, remarks) = columns(view, activity);
        let rowspan = if index == 0 { activities.len() } else { 0 };
        rows.push(Row { plan_items, rowspan, activity: view.provision(activity, false), directives, remarks });
    }
    for &child in children.iter().filter(|&&child| portal.provision(child).kind == ProvisionKind::PlanItem) {
        collect_rows(view, child, above, rows);
    }
}

pub(super) fn plan_item(view: &mut View<'_>, key: ProvisionKey) -> PlanItemView {
    let item = view.portal().provision(key);
    PlanItemView {
        number_html: item.number.as_deref().map(|number| view.number(number)),
        title_html: view.inline_option(item.heading.as_ref()).unwrap_or_default(),
        targets: item.duties.iter().map(|duty| view.duty(duty)).collect(),
        anchor: item.anchor.clone(),
        url: view.provision_url(item),
        kind: item.kind.word(),
        history: if matches!(view.page.kind, PageKind::Part(_)) { history::events(view, key) } else { Vec::new() },
    }
}

/// The directives and the remarks of an activity.
pub(super) fn columns(view: &mut View<'_>, activity: ProvisionKey) -> (Vec<ProvisionView>, Vec<ProvisionView>) {
    let portal = view.portal();
    let children = &portal.provision(activity).children;
    let mut column = |kind: ProvisionKind| -> Vec<ProvisionView> {
        let keys: Vec<ProvisionKey> =
            children.iter().copied().filter(|&key| portal.provision(key).kind == kind).collect();
        keys.into_iter().map(|key| view.provision(key, true)).collect()
    };
    (column(ProvisionKind::Directive), column(ProvisionKind::Remark))
}
