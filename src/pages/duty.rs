//! The duties of an edition: what it asks for in numbers, and, where the site wants it, which center meets what.

use serde::Serialize;

use crate::portal::{DocumentKind, EditionDuty, Event, Portal, ProvisionKey, StandingKind};
use crate::source::{Duty, Per};
use crate::text::{calendar, prefecture};

use super::frame::Head;
use super::phrase::duty_extent;
use super::view::{Html, Link, View};

#[derive(Serialize)]
struct DutiesPage {
    groups: Vec<Group>,
    matrix: Option<Matrix>,
}

/// The duties of a part; the national targets have none.
#[derive(Serialize)]
struct Group {
    part: Option<Link>,
    duties: Vec<DutyView>,
}

#[derive(Serialize)]
struct DutyView {
    anchor: String,
    action_html: String,
    audience_html: Option<String>,
    extent: String,
    per: String,
    basis: Link,
}

/// Centers in rows, the duties that can be counted in columns.
#[derive(Serialize)]
struct Matrix {
    intro: String,
    duties: Vec<Link>,
    rows: Vec<Row>,
    unmeasured: Vec<Unmeasured>,
}

#[derive(Serialize)]
struct Row {
    center: Link,
    standings: Vec<&'static str>,
}

/// A duty that cannot be counted, and why.
#[derive(Serialize)]
struct Unmeasured {
    duty: Link,
    reason: String,
}

pub(super) fn render(view: &mut View<'_>, index: usize) -> Html {
    let portal = view.portal();
    let document = &portal.documents[index];
    let DocumentKind::Directives { year } = document.kind else { return Ok(String::new()) };
    let duties = portal.duties(index);
    let (national, others): (Vec<_>, Vec<_>) = duties.into_iter().partition(|duty| duty.duty.per == Per::Nation);
    let mut groups = Vec::new();
    if !national.is_empty() {
        groups.push(Group { part: None, duties: national.iter().map(|duty| duty_view(view, duty)).collect() });
    }
    for &part in &document.children {
        let of_part = others.iter().filter(|duty| part_of(portal, duty.provision) == part);
        let duties: Vec<DutyView> = of_part.map(|duty| duty_view(view, duty)).collect();
        if !duties.is_empty() {
            groups.push(Group { part: Some(view.provision_link(part)), duties });
        }
    }
    let matrix = portal.site.duties_by_center.then(|| matrix(view, index));
    let sample = matrix.is_some() && portal.site.sample && !portal.events.is_empty();
    let own = DutiesPage { groups, matrix };
    let head = Head {
        kind: "duties",
        title: view.words("title.duties", &[("edition", &calendar::fiscal_year(year, view.language))]),
        description: Some(view.word("duties.lede")),
        path: vec![view.document_link(document)],
        sample,
        edition: Some(index),
        ..Head::default()
    };
    view.finish("duties.html", &head, &own)
}

/// The address of the duties of an edition without language; `None` where it has none.
pub(super) fn duties_address(portal: &Portal, document: usize) -> Option<String> {
    let has_duties = portal.provisions_of(document).any(|(_, provision)| !provision.duties.is_empty());
    has_duties.then(|| format!("{}/duties/", portal.documents[document].path))
}

/// The duties that an event fulfils, where the site shows who meets what.
pub(super) fn fulfilled(view: &mut View<'_>, event: &Event) -> Vec<Link> {
    let portal = view.portal();
    if !portal.site.duties_by_center {
        return Vec::new();
    }
    portal.fulfilled(event).into_iter().map(|(document, duty)| link(view, document, duty)).collect()
}

/// A link to the place of a duty among the duties of its edition.
fn link(view: &mut View<'_>, document: usize, duty: &Duty) -> Link {
    let path = &view.portal().documents[document].path;
    let url = view.url(&format!("{path}/duties/#{}", anchor(duty)));
    // Two duties may differ in nothing but for whom they are.
    let title_html = view.link_title(|view| {
        let action = view.inline(&duty.action);
        match &duty.audience {
            Some(audience) => {
                let audience = view.inline(audience);
                view.words("duty.without_amount", &[("action", &action), ("details", &audience)])
            }
            None => action,
        }
    });
    Link { title_html, url }
}

fn anchor(duty: &Duty) -> String {
    format!("duty-{}", duty.id.value)
}

fn duty_view(view: &mut View<'_>, duty: &EditionDuty<'_>) -> DutyView {
    let EditionDuty { provision, duty, .. } = *duty;
    DutyView {
        anchor: anchor(duty),
        action_html: view.inline(&duty.action),
        audience_html: view.inline_option(duty.audience.as_ref()),
        extent: duty_extent(&view.renderer.theme.messages, view.language, duty),
        per: view.word(&format!("duty.per.{}", duty.per.word())),
        basis: view.provision_link(provision),
    }
}

/// The part that a provision stands in.
fn part_of(portal: &Portal, mut key: ProvisionKey) -> ProvisionKey {
    while let Some(parent) = portal.provision(key).parent {
        key = parent;
    }
    key
}

fn matrix(view: &mut View<'_>, index: usize) -> Matrix {
    let portal = view.portal();
    let standings = portal.standings(index);
    let mut duties = Vec::new();
    let mut unmeasured = Vec::new();
    for duty in &standings.duties {
        let link = link(view, index, duty.duty);
        match duty.required {
            Ok(_) => duties.push(link),
            Err(reason) => {
                let reason = view.word(&format!("standing.reason.{}", reason.word()));
                unmeasured.push(Unmeasured { duty: link, reason });
            }
        }
    }
    let rows = (standings.centers.iter())
        .map(|center| {
            let record = portal.center(center.center);
            let name = prefecture::name(record.record.prefecture.0, view.language);
            Row {
                center: Link { title_html: name.to_owned(), url: view.url(&format!("centers/{}/", record.id)) },
                standings: (center.standings.iter())
                    .filter(|standing| standing.kind != StandingKind::NotMeasurable)
                    .map(|standing| standing.kind.word())
                    .collect(),
            }
        })
        .collect();
    let date = calendar::day(portal.date, view.language);
    Matrix { intro: view.words("duties.by_center_intro", &[("date", &date)]), duties, rows, unmeasured }
}
