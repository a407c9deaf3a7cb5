//! An activity: its directives and remarks.

use serde::Serialize;

use crate::portal::ProvisionKey;

use super::document::{PlanItemView, columns, plan_item};
use super::frame::Head;
use super::history::{self, Stage};
use super::plan::document_data_address;
use super::view::{Html, Link, ProvisionView, View};

#[derive(Serialize)]
struct Activity {
    activity: ProvisionView,
    path: Vec<PlanItemView>,
    directives: Vec<ProvisionView>,
    remarks: Vec<ProvisionView>,
    previous: Option<Link>,
    next: Option<Link>,
    print_url: String,
    history: Vec<Stage>,
}

pub(super) fn render(view: &mut View<'_>, key: ProvisionKey) -> Html {
    let portal = view.portal();
    let activity = portal.provision(key);
    let document = &portal.documents[activity.document];
    let mut above = Vec::new();
    let mut at = activity.parent;
    while let Some(key) = at {
        above.push(key);
        at = portal.provision(key).parent;
    }
    above.reverse();
    let (previous, next) = portal.neighbours(key);
    let (directives, remarks) = columns(view, key);
    let mut path = vec![view.document_link(document)];
    path.extend(above.first().map(|&part| view.provision_link(part)));
    let citation = view.citation(key);
    let title_html = Some(view.number(&citation));
    // Activities of several parts have the same title.
    let part = above.first().map(|&part| view.citation(part));
    let title = part.map_or_else(|| citation.clone(), |part| format!("{citation} – {part}"));
    let description =
        directives.first().and_then(|directive| directive.text_html.as_deref()).map(crate::theme::plain_text);
    let own = Activity {
        activity: view.provision(key, false),
        path: above.into_iter().map(|key| plan_item(view, key)).collect(),
        directives,
        remarks,
        previous: previous.map(|key| view.provision_link(key)),
        next: next.map(|key| view.provision_link(key)),
        print_url: view.url(&format!("{}/print/", document.path)),
        history: history::of_activity(view, key),
    };
    let data = Some(document_data_address(&document.path));
    let (edition, provision) = (Some(activity.document), Some(key));
    let head =
        Head { kind: "activity", title, title_html, description, path, data, edition, provision, ..Head::default() };
    view.finish("activity.html", &head, &own)
}
