//! A section of a guidance: a clause with everything below it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::portal::{Portal, ProvisionKey};

use super::frame::{ContentsEntry, Head};
use super::measures::{self, MeasuresLinks};
use super::plan::document_data_address;
use super::view::{Html, Link, ProvisionView, View};

/// How deep the in-page contents go.
const CONTENTS_DEPTH: u8 = 2;

#[derive(Serialize)]
struct Section {
    document: Link,
    section: ProvisionView,
    /// Its number with those above it.
    citation: String,
    previous: Option<Link>,
    next: Option<Link>,
    measures: Option<MeasuresLinks>,
    /// For the address of a clause, that of a case to which it applies.
    cases: BTreeMap<String, String>,
    print_url: String,
}

pub(super) fn render(view: &mut View<'_>, key: ProvisionKey) -> Html {
    let portal = view.portal();
    let section = portal.provision(key);
    let document = &portal.documents[section.document];
    let document_link = view.document_link(document);
    let mut path = Vec::new();
    let mut at = section.parent;
    while let Some(key) = at {
        path.push(view.provision_link(key));
        at = portal.provision(key).parent;
    }
    path.push(document_link.clone());
    path.reverse();

    let mut shown = view.provision(key, false);
    for &child in &section.children {
        // Sub-clauses with pages of their own are only named here.
        let has_page = portal.provision(child).has_page();
        let mut child = view.provision(child, !has_page);
        if has_page {
            child.text_html = None;
            child.closing_html = None;
        }
        shown.children.push(child);
    }
    let mut contents = Vec::new();
    collect_contents(&shown.children, 1, &mut contents);
    let (previous, next) = portal.neighbours(key);
    let heading = section.heading.as_ref().map(|heading| view.plain(heading));
    let number = view.citation(key);
    let title = heading.map_or_else(|| number.clone(), |heading| format!("{number} {heading}"));
    let description = shown.text_html.as_deref().map(crate::theme::plain_text);
    let own = Section {
        document: document_link,
        section: shown,
        citation: number,
        previous: previous.map(|key| view.provision_link(key)),
        next: next.map(|key| view.provision_link(key)),
        measures: measures::links(view, section.document).filter(|_| has_conditions(portal, key)),
        cases: measures::cases(view, section.document),
        print_url: view.url(&format!("{}/print/", document.path)),
    };
    let data = Some(document_data_address(&document.path));
    view.finish(
        "section.html",
        &Head { kind: "section", title, description, path, data, contents, ..Head::default() },
        &own,
    )
}

/// Whether a clause, or one below it, makes a difference between cases.
fn has_conditions(portal: &Portal, key: ProvisionKey) -> bool {
    let clause = portal.provision(key);
    clause.applies_to.is_some()
        || clause.measures.iter().any(|measure| measure.applies_to.is_some())
        || clause.children.iter().any(|&child| has_conditions(portal, child))
}

fn collect_contents(provisions: &[ProvisionView], depth: u8, contents: &mut Vec<ContentsEntry>) {
    for provision in provisions {
        if let Some(heading) = provision.heading_html.as_ref().filter(|_| provision.page_url.is_none()) {
            let number = provision.number_html.as_ref().map(|number| format!("{number} "));
            contents.push(ContentsEntry {
                id: provision.anchor.clone(),
                title_html: format!("{}{heading}", number.unwrap_or_default()),
                depth,
            });
        }
        if depth < CONTENTS_DEPTH {
            collect_contents(&provision.children, depth + 1, contents);
        }
    }
}
