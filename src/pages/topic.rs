//! Topics: what they cover, the provisions on them, where to turn to, and who helps at each center.

use serde::Serialize;

use crate::portal::{CenterKey, Portal, ProvisionKey, TopicKey};
use crate::source::Visibility;
use crate::theme::escape;

use super::article::{self, NewsView};
use super::center::{self, Region};
use super::consultation;
use super::event::{self, EventView};
use super::expert::{self, ExpertView};
use super::frame::{ContentsEntry, Head};
use super::plan::topic_data_address;
use super::route::{self, RouteView};
use super::view::{Html, Link, ProvisionView, View};

/// How many events a topic shows.
const EVENTS: usize = 10;

/// How many news a topic shows.
const NEWS: usize = 10;

/// How many other words for a topic its page shows. All of them lead to it in the search.
const SHOWN_ALIASES: usize = 12;

#[derive(Serialize)]
struct TopicsPage {
    topics: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    title_html: String,
    summary_html: String,
    url: String,
    provisions: usize,
    featured: bool,
}

#[derive(Serialize)]
struct TopicPage {
    topic: TopicView,
    documents: Vec<DocumentView>,
    routes: Vec<RouteView>,
    /// For each asker, the page that answers with telephone numbers.
    answers: Vec<Link>,
    regions: Vec<Region>,
    events: Vec<EventView>,
    news: Vec<NewsView>,
    pages: Vec<Link>,
    related: Vec<Link>,
    leaflets: Vec<Link>,
    terms: Vec<Link>,
}

#[derive(Serialize)]
struct TopicView {
    title_html: String,
    summary_html: String,
    aliases: Vec<String>,
    served_by: Vec<String>,
}

#[derive(Serialize)]
struct DocumentView {
    title_html: String,
    url: String,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    title_html: String,
    url: String,
    provisions: Vec<ProvisionView>,
}

#[derive(Serialize)]
struct AtCenter {
    topic: Link,
    center: center::CenterView,
    experts: Vec<ExpertView>,
    on_request: usize,
    asked_by_html: Option<String>,
    ask_at_html: Option<String>,
    desks: Vec<center::DeskView>,
    events: Vec<EventView>,
    routes: Vec<RouteView>,
}

pub(super) fn all(view: &mut View<'_>) -> Html {
    let topics = (view.portal().topics())
        .map(|(key, topic)| {
            let link = view.topic_link(key);
            Entry {
                title_html: link.title_html,
                summary_html: view.block(&topic.record.summary),
                url: link.url,
                provisions: topic.provisions.len(),
                featured: topic.record.featured,
            }
        })
        .collect();
    let head = Head {
        kind: "topics",
        title: view.word("title.topics"),
        description: Some(view.word("description.topics")),
        ..Head::default()
    };
    view.finish("topics.html", &head, &TopicsPage { topics })
}

pub(super) fn one(view: &mut View<'_>, key: TopicKey) -> Html {
    let portal = view.portal();
    let topic = portal.topic(key);
    let record = &topic.record;
    let own = TopicPage {
        topic: TopicView {
            title_html: view.inline(&record.name),
            summary_html: view.block(&record.summary),
            aliases: (record.aliases.as_ref())
                .map(|aliases| aliases.get(view.language).iter().take(SHOWN_ALIASES).cloned().collect())
                .unwrap_or_default(),
            served_by: record.served_by.iter().map(|text| view.inline(text)).collect(),
        },
        documents: documents(view, &topic.provisions),
        routes: route::all(view, topic),
        answers: consultation::answers(view, key, None),
        regions: center::regions(view, Some(key)),
        events: (portal.events.iter())
            .filter(|event| event.topics.contains(&key) && !event.is_past(portal.date))
            .take(EVENTS)
            .map(|event| event::view(view, event))
            .collect(),
        news: topic.news.iter().take(NEWS).map(|&index| article::news_view(view, index)).collect(),
        pages: topic.pages.iter().filter_map(|&index| article::page_link(view, index)).collect(),
        related: view.topic_links(&topic.related),
        leaflets: (record.leaflets.iter())
            .map(|leaflet| Link { title_html: view.inline(&leaflet.title), url: leaflet.url.0.clone() })
            .collect(),
        terms: (portal.glossary.iter())
            .filter(|term| term.topics.contains(&key))
            .map(|term| Link {
                title_html: view.link_title(|view| view.inline(&term.record.term)),
                url: view.url(&format!("glossary/#{}", term.record.id.value)),
            })
            .collect(),
    };
    let sections = [
        ("routes", "topic.routes", own.routes.is_empty()),
        ("centers", "topic.centers", own.regions.is_empty()),
        ("provisions", "topic.provisions", own.documents.is_empty()),
        ("events", "topic.events", own.events.is_empty()),
        ("news", "topic.news", own.news.is_empty()),
        ("leaflets", "topic.leaflets", own.leaflets.is_empty() && own.pages.is_empty()),
        ("terms", "topic.terms", own.terms.is_empty()),
        ("related", "topic.related", own.related.is_empty()),
    ];
    let contents = (sections.into_iter())
        .filter(|(.., is_empty)| !is_empty)
        .map(|(id, key, _)| ContentsEntry { id: id.to_owned(), title_html: escape(&view.word(key)), depth: 1 })
        .collect();
    let head = Head {
        kind: "topic",
        title: view.plain(&record.name),
        title_html: Some(view.inline(&record.name)),
        description: Some(view.plain(&record.summary)),
        path: vec![index_link(view)],
        sample: portal.site.sample,
        data: Some(topic_data_address(&record.id.value)),
        contents,
        ..Head::default()
    };
    view.finish("topic.html", &head, &own)
}

pub(super) fn at_center(view: &mut View<'_>, topic_key: TopicKey, center_key: CenterKey) -> Html {
    let portal = view.portal();
    let topic = portal.topic(topic_key);
    let center = portal.center(center_key);
    let lists = center.record.lists.as_ref();
    let serving = || center.experts.iter().filter(|expert| expert.topics.contains(&topic_key));
    let own = AtCenter {
        // The topic itself, also where links to topics lead to this page.
        topic: Link { url: view.url(&format!("topics/{}/", topic.record.id.value)), ..view.topic_link(topic_key) },
        center: center::view(view, center),
        experts: (serving())
            .filter(|expert| expert.record.visibility == Visibility::Public)
            .map(|expert| expert::view(view, expert))
            .collect(),
        on_request: serving().filter(|expert| expert.record.visibility == Visibility::OnRequest).count(),
        asked_by_html: view
            .inline_option(topic.record.asked_by.as_ref().or(lists.and_then(|lists| lists.asked_by.as_ref()))),
        ask_at_html: view.inline_option(lists.and_then(|lists| lists.ask_at.as_ref())),
        desks: center::desks(view, center),
        events: (portal.events.iter())
            .filter(|event| event.center == center_key && event.topics.contains(&topic_key))
            .filter(|event| !event.is_past(portal.date))
            .map(|event| event::view(view, event))
            .collect(),
        routes: route::all(view, topic),
    };
    let topic_name = view.plain(&topic.record.name);
    let center_name = view.plain(&center.record.name);
    let title = if view.names_center() {
        view.words("title.topic_at_center", &[("topic", &topic_name), ("center", &center_name)])
    } else {
        topic_name.clone()
    };
    let head = Head {
        kind: "topic-center",
        description: Some(
            view.words("description.topic_at_center", &[("topic", &topic_name), ("center", &center_name)]),
        ),
        path: vec![index_link(view), view.topic_link(topic_key)],
        sample: center.record.sample,
        title,
        ..Head::default()
    };
    view.finish("topic-center.html", &head, &own)
}

fn index_link(view: &View<'_>) -> Link {
    Link { title_html: escape(&view.word("title.topics")), url: view.url("topics/") }
}

/// A provision with a page, and the provisions on a topic that the page shows.
type PageOfDocument = (ProvisionKey, Vec<ProvisionKey>);

/// The provisions on a topic, by document and by the page that shows them.
fn documents(view: &mut View<'_>, provisions: &[ProvisionKey]) -> Vec<DocumentView> {
    let portal = view.portal();
    let mut documents: Vec<(usize, Vec<PageOfDocument>)> = Vec::new();
    for &key in provisions {
        let document = portal.provision(key).document;
        // Only the current edition: what was directed in earlier years is no guide for today.
        if matches!(portal.documents[document].kind, crate::portal::DocumentKind::Directives { year } if year != portal.site.edition)
        {
            continue;
        }
        let page = page_of(portal, key);
        if documents.last().is_none_or(|(last, _)| *last != document) {
            documents.push((document, Vec::new()));
        }
        let Some((_, groups)) = documents.last_mut() else { continue };
        if groups.last().is_none_or(|(last, _)| *last != page) {
            groups.push((page, Vec::new()));
        }
        if let Some((_, members)) = groups.last_mut()
            && key != page
        {
            members.push(key);
        }
    }
    (documents.into_iter())
        .map(|(document, groups)| {
            let link = view.document_link(&portal.documents[document]);
            let groups = (groups.into_iter())
                .map(|(page, members)| {
                    let link = view.provision_link(page);
                    let title_html = match portal
                        .provision(page)
                        .parent
                        .filter(|_| portal.provision(page).kind == crate::portal::ProvisionKind::Clause)
                    {
                        // A sub-section is named with the number of its section: 5(2).
                        Some(_) => {
                            let citation = view.citation(page);
                            let number = view.number(&citation);
                            let heading =
                                view.inline_option(portal.provision(page).heading.as_ref()).unwrap_or_default();
                            format!("{number} {heading}")
                        }
                        None => link.title_html,
                    };
                    Group {
                        title_html,
                        url: link.url,
                        provisions: members.into_iter().map(|key| cited(view, key)).collect(),
                    }
                })
                .collect();
            DocumentView { title_html: link.title_html, url: link.url, groups }
        })
        .collect()
}

/// A provision away from its page: with its sub-items, and a number that says where it stands.
fn cited(view: &mut View<'_>, key: ProvisionKey) -> ProvisionView {
    let portal = view.portal();
    let provision = portal.provision(key);
    let is_clause =
        matches!(provision.kind, crate::portal::ProvisionKind::Clause | crate::portal::ProvisionKind::Group);
    let mut shown = view.provision(key, false);
    if is_clause {
        let citation = view.citation(key);
        shown.label = format!("{} {citation}", view.word("kind.clause"));
        shown.number_html = Some(view.number(&citation));
    }
    shown
}

/// The nearest provision with a page, from `key` upwards.
fn page_of(portal: &Portal, key: ProvisionKey) -> ProvisionKey {
    let mut at = key;
    while !portal.provision(at).has_page() {
        match portal.provision(at).parent {
            Some(parent) => at = parent,
            None => break,
        }
    }
    at
}
