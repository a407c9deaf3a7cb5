//! The home page: topics, the current directives, guidance, news, events, centers.

use serde::Serialize;

use crate::portal::{Document, DocumentKind, Portal, ProvisionKey, ProvisionKind};

use super::article::{self, NewsView};
use super::center::{self, Region};
use super::consultation;
use super::document::period;
use super::event::{self, EventView};
use super::frame::Head;
use super::view::{Html, Link, View};

/// How many news and events the home page shows.
const RECENT: usize = 5;

#[derive(Serialize)]
struct Home {
    /// Who may ask, each with where his or her questions are.
    askers: Vec<Link>,
    topics: Vec<Topic>,
    edition: Option<Edition>,
    guidance: Vec<Guidance>,
    news: Vec<NewsView>,
    events: Vec<EventView>,
    regions: Vec<Region>,
}

#[derive(Serialize)]
struct Topic {
    title_html: String,
    summary_html: String,
    url: String,
}

#[derive(Serialize)]
struct Edition {
    title_html: String,
    url: String,
    period: String,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    number_html: Option<String>,
    title_html: String,
    url: String,
    activities: usize,
    directives: usize,
}

#[derive(Serialize)]
struct Guidance {
    title_html: String,
    url: String,
    sections: Vec<Section>,
}

#[derive(Serialize)]
struct Section {
    number_html: Option<String>,
    title_html: String,
    url: String,
}

pub(super) fn render(view: &mut View<'_>) -> Html {
    let portal = view.portal();
    let topics = (portal.topics())
        .filter(|(_, topic)| topic.record.featured)
        .map(|(key, topic)| {
            let link = view.topic_link(key);
            Topic { title_html: link.title_html, summary_html: view.block(&topic.record.summary), url: link.url }
        })
        .collect();
    let edition = portal.current_edition().map(|document| edition(view, document));
    let guidance = (portal.documents.iter())
        .filter(|document| document.kind == DocumentKind::Guidance)
        .map(|document| guidance(view, document))
        .collect();
    let news = (0..portal.news.len().min(RECENT)).map(|index| article::news_view(view, index)).collect();
    let events = (portal.events.iter())
        .filter(|event| !event.is_past(portal.date))
        .take(RECENT)
        .map(|event| event::view(view, event))
        .collect::<Vec<_>>();
    let regions = center::regions(view, None);
    let askers = consultation::asker_links(view);
    let title = view.plain(&portal.site.title);
    let description = portal.site.description.as_ref().map(|text| view.plain(text));
    let sample = portal.site.sample && !events.is_empty();
    let head = Head { kind: "home", title, description, sample, ..Head::default() };
    view.finish("home.html", &head, &Home { askers, topics, edition, guidance, news, events, regions })
}

fn edition(view: &mut View<'_>, document: &Document) -> Edition {
    let portal = view.portal();
    let link = view.document_link(document);
    let parts = (document.children.iter())
        .map(|&key| {
            let part = portal.provision(key);
            Part {
                number_html: part.number.as_deref().map(|number| view.number(number)),
                title_html: view.inline_option(part.heading.as_ref()).unwrap_or_default(),
                url: view.provision_url(part),
                activities: count(portal, key, ProvisionKind::Activity),
                directives: count(portal, key, ProvisionKind::Directive),
            }
        })
        .collect();
    Edition { title_html: link.title_html, url: link.url, period: period(view, document), parts }
}

fn guidance(view: &mut View<'_>, document: &Document) -> Guidance {
    let portal = view.portal();
    let link = view.document_link(document);
    let sections = (document.children.iter())
        .map(|&key| portal.provision(key))
        .map(|section| Section {
            number_html: section.number.as_deref().map(|number| view.number(number)),
            title_html: view.inline_option(section.heading.as_ref()).unwrap_or_default(),
            url: view.provision_url(section),
        })
        .collect();
    Guidance { title_html: link.title_html, url: link.url, sections }
}

/// How many provisions of a kind stand under one.
pub(super) fn count(portal: &Portal, key: ProvisionKey, kind: ProvisionKind) -> usize {
    let provision = portal.provision(key);
    usize::from(provision.kind == kind)
        + provision.children.iter().map(|&child| count(portal, child, kind)).sum::<usize>()
}
