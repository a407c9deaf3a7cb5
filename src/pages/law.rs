//! Laws and notices, and the provisions that name them.

use serde::Serialize;

use crate::portal::{NoticeKey, Portal, ProvisionKey};
use crate::source::Law;
use crate::text::{Language, calendar};

use super::frame::Head;
use super::view::{Html, Link, View};

#[derive(Serialize)]
struct LawsPage {
    laws: Vec<LawView>,
    notices: Vec<NoticeView>,
}

#[derive(Serialize)]
struct LawView {
    id: String,
    name_html: String,
    abbreviation: Option<String>,
    number_html: Option<String>,
    promulgated: Option<String>,
    url: Option<String>,
    cited_by: Vec<Link>,
}

#[derive(Serialize)]
struct NoticeView {
    id: String,
    name_html: String,
    kind: String,
    number_html: Option<String>,
    date_label: Option<String>,
    issuer_html: Option<String>,
    url: Option<String>,
    cited_by: Vec<Link>,
}

pub(super) fn render(view: &mut View<'_>) -> Html {
    let portal = view.portal();
    let laws = (portal.laws.iter())
        .map(|law| LawView {
            id: law.id.value.clone(),
            name_html: view.inline(&law.name),
            abbreviation: law.abbreviation.as_ref().map(|text| view.plain(text)),
            number_html: view.inline_option(law.number.as_ref()),
            promulgated: law.promulgated.map(|date| calendar::official_day(date, view.language)),
            url: law.address(None),
            cited_by: links(view, &naming(portal, law)),
        })
        .collect();
    let notices = (portal.notices())
        .map(|(key, notice)| NoticeView {
            id: notice.id.value.clone(),
            name_html: view.inline(&notice.name),
            kind: view.word(&format!("notice_kind.{}", notice.kind.word())),
            number_html: view.inline_option(notice.number.as_ref()),
            date_label: notice.date.map(|date| calendar::official_day(date, view.language)),
            issuer_html: view.inline_option(notice.issuer.as_ref()),
            url: notice.url.as_ref().map(|url| url.0.clone()),
            cited_by: links(view, &citing(portal, key)),
        })
        .collect();
    let head = Head {
        kind: "laws",
        title: view.word("title.laws"),
        description: Some(view.word("description.laws")),
        ..Head::default()
    };
    view.finish("laws.html", &head, &LawsPage { laws, notices })
}

fn links(view: &mut View<'_>, keys: &[ProvisionKey]) -> Vec<Link> {
    keys.iter().map(|&key| view.citation_link(key)).collect()
}

/// The provisions that rest on a notice.
fn citing(portal: &Portal, notice: NoticeKey) -> Vec<ProvisionKey> {
    portal.provisions().filter(|(_, provision)| provision.notices.contains(&notice)).map(|(key, _)| key).collect()
}

/// The provisions whose Japanese text has the name of a law, or its abbreviation.
fn naming(portal: &Portal, law: &Law) -> Vec<ProvisionKey> {
    let names: Vec<&str> = [Some(&law.name), law.abbreviation.as_ref()]
        .into_iter()
        .flatten()
        .filter_map(|name| name.get(Language::Japanese))
        .collect();
    (portal.provisions())
        .filter(|(_, provision)| {
            let texts = [&provision.heading, &provision.text, &provision.closing];
            texts
                .into_iter()
                .flatten()
                .filter_map(|text| text.get(Language::Japanese))
                .any(|text| names.iter().any(|name| text.contains(name)))
        })
        .map(|(key, _)| key)
        .collect()
}
