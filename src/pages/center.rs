//! Centers: the list by region, and the home page of each.

use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;

use crate::portal::{Center, CenterKey, Event, TopicKey};
use crate::text::calendar::fiscal_year;
use crate::text::prefecture;
use crate::theme::escape;

use super::article::{self, NewsView};
use super::event::{self, EventView};
use super::event_calendar::calendar_address;
use super::expert::counts;
use super::frame::{Feed, Head};
use super::month::{self, Month};
use super::plan::center_feed_address;
use super::structured;
use super::view::{Html, Link, View};

/// Centers of a region.
#[derive(Serialize)]
pub(super) struct Region {
    name: &'static str,
    centers: Vec<RegionCenter>,
}

#[derive(Serialize)]
struct RegionCenter {
    id: String,
    /// What people may type to find it: its reading in kana.
    reading: &'static str,
    name: String,
    url: String,
    public: usize,
    on_request: usize,
}

/// A telephone number, e-mail or web address with what a click on it does.
#[derive(Serialize)]
pub(super) struct Contact {
    href: Option<String>,
    label: String,
}

impl Contact {
    /// The same, with a name in place of a web address, which is no pleasure to read.
    pub fn named(self, name: &str) -> Self {
        let is_web = self.href.as_ref().is_some_and(|href| href.starts_with("http"));
        if is_web { Self { label: name.to_owned(), ..self } } else { self }
    }
}

#[derive(Serialize)]
struct CentersPage {
    regions: Vec<Region>,
}

#[derive(Serialize)]
struct CenterPage {
    center: CenterView,
    desks: Vec<DeskView>,
    news: Vec<NewsView>,
    months: Vec<Month>,
    events: Vec<EventView>,
    topics: Vec<TopicEntry>,
    /// Whether any of them has experts to count.
    counted: bool,
    roles: Vec<RoleView>,
    library: Option<LibraryView>,
    research: Vec<ResearchView>,
    pages: Vec<Link>,
    links: Vec<Link>,
}

#[derive(Serialize)]
struct RoleView {
    name_html: String,
    does_html: Option<String>,
    count: Option<u32>,
}

#[derive(Serialize)]
struct LibraryView {
    about_html: String,
    lending_html: Option<String>,
    catalogue: Option<String>,
}

#[derive(Serialize)]
struct ResearchView {
    title_html: String,
    year: String,
    summary_html: Option<String>,
    url: Option<String>,
}

#[derive(Serialize)]
pub(super) struct CenterView {
    id: String,
    name_html: String,
    url: String,
    introduction_html: Option<String>,
    postal_code: Option<String>,
    address_html: Option<String>,
    telephone: Option<String>,
    telephone_href: Option<String>,
    email: Option<String>,
    hours_html: Option<String>,
    closed_html: Option<String>,
    website: Option<String>,
    map: Option<String>,
    stress_check_line: Option<String>,
    stress_check_href: Option<String>,
}

/// A regional desk (地域窓口).
#[derive(Serialize)]
pub(super) struct DeskView {
    name_html: String,
    areas_html: Option<String>,
    telephone: Option<String>,
    telephone_href: Option<String>,
    hours_html: Option<String>,
}

#[derive(Serialize)]
struct TopicEntry {
    title_html: String,
    url: String,
    public: usize,
    on_request: usize,
}

pub(super) fn all(view: &mut View<'_>) -> Html {
    let head = Head {
        kind: "centers",
        title: view.word("title.centers"),
        description: Some(view.word("description.centers")),
        ..Head::default()
    };
    let regions = regions(view, None);
    view.finish("centers.html", &head, &CentersPage { regions })
}

pub(super) fn one(view: &mut View<'_>, key: CenterKey) -> Html {
    let portal = view.portal();
    let center = portal.center(key);
    let is_portal = view.names_center();
    let topics: Vec<TopicEntry> = (portal.topics())
        .map(|(topic_key, topic)| {
            let (public, on_request) = counts(portal, key, Some(topic_key));
            TopicEntry {
                title_html: view.inline(&topic.record.name),
                url: view.url(&format!("topics/{}/{}/", topic.record.id.value, center.id)),
                public,
                on_request,
            }
        })
        // Its own site leads to all of them from here; the portal also from the topics.
        .filter(|entry| !is_portal || entry.public + entry.on_request > 0)
        .collect();
    let coming: Vec<&Event> =
        portal.events.iter().filter(|event| event.center == key && !event.is_past(portal.date)).collect();
    let own = CenterPage {
        center: self::view(view, center),
        desks: desks(view, center),
        news: (0..portal.news.len())
            .filter(|&index| portal.news[index].center == Some(key))
            .map(|index| article::news_view(view, index))
            .collect(),
        months: month::months(&coming, view),
        events: coming.iter().map(|event| event::view(view, event)).collect(),
        counted: topics.iter().any(|entry| entry.public + entry.on_request > 0),
        topics,
        roles: (center.record.roles.iter())
            .map(|role| RoleView {
                name_html: view.inline(&role.name),
                does_html: view.inline_option(role.does.as_ref()),
                count: role.count,
            })
            .collect(),
        library: center.record.library.as_ref().map(|library| LibraryView {
            about_html: view.block(&library.about),
            lending_html: view.block_option(library.lending.as_ref()),
            catalogue: library.catalogue.as_ref().map(|url| url.0.clone()),
        }),
        research: (center.record.research.iter())
            .map(|research| ResearchView {
                title_html: view.inline(&research.title),
                year: fiscal_year(research.year, view.language),
                summary_html: view.block_option(research.summary.as_ref()),
                url: research.url.as_ref().map(|url| url.0.clone()),
            })
            .collect(),
        links: (center.record.links.iter())
            .map(|link| Link { title_html: view.inline(&link.title), url: link.url.0.clone() })
            .collect(),
        pages: (portal.pages.iter().enumerate())
            .filter(|(_, page)| page.center == Some(key))
            .filter_map(|(index, _)| article::page_link(view, index))
            .collect(),
    };
    let head = Head {
        kind: "center",
        title: view.plain(&center.record.name),
        title_html: Some(view.inline(&center.record.name)),
        description: center.record.introduction.as_ref().map(|text| view.plain(text)),
        path: vec![index_link(view)],
        sample: center.record.sample,
        feeds: feeds(view, key),
        json_ld: vec![structured::office(view, center)],
        ..Head::default()
    };
    view.finish("center.html", &head, &own)
}

/// What can be subscribed to at a center.
pub(super) fn feeds(view: &View<'_>, key: CenterKey) -> Vec<Feed> {
    let portal = view.portal();
    vec![
        Feed::calendar(view.word("feed.center_events"), view.url(&calendar_address(portal, Some(key)))),
        Feed::atom(view.word("feed.center"), view.url(&center_feed_address(portal, key))),
    ]
}

pub(super) fn index_link(view: &View<'_>) -> Link {
    Link { title_html: escape(&view.word("title.centers")), url: view.url("centers/") }
}

/// The centers by region; of a topic, with links to the page of the topic at each center.
pub(super) fn regions(view: &mut View<'_>, topic: Option<TopicKey>) -> Vec<Region> {
    let portal = view.portal();
    let topic_path = topic.map(|key| format!("topics/{}/", portal.topic(key).record.id.value));
    (prefecture::regions(view.language))
        .map(|(name, codes)| Region {
            name,
            centers: (portal.centers())
                .filter(|(_, center)| codes.contains(&center.record.prefecture.0))
                .map(|(key, center)| {
                    let (public, on_request) = counts(portal, key, topic);
                    RegionCenter {
                        id: center.id.clone(),
                        reading: prefecture::reading(center.record.prefecture.0),
                        name: prefecture::name(center.record.prefecture.0, view.language).to_owned(),
                        url: view.url(&format!("{}{}/", topic_path.as_deref().unwrap_or("centers/"), center.id)),
                        public,
                        on_request,
                    }
                })
                .collect(),
        })
        .filter(|region: &Region| !region.centers.is_empty())
        .collect()
}

/// The regional desks of a center.
pub(super) fn desks(view: &mut View<'_>, center: &Center) -> Vec<DeskView> {
    (center.record.desks.iter())
        .map(|desk| DeskView {
            name_html: view.inline(&desk.name),
            areas_html: view.inline_option(desk.areas.as_ref()),
            telephone: desk.telephone.clone(),
            telephone_href: desk.telephone.as_deref().and_then(telephone_href),
            hours_html: view.inline_option(desk.hours.as_ref()),
        })
        .collect()
}

pub(super) fn view(view: &mut View<'_>, center: &Center) -> CenterView {
    let record = &center.record;
    // Its own site does not lead to itself.
    let here = view.absolute("");
    let is_elsewhere =
        |url: &String| here.as_ref().is_none_or(|here| here.trim_end_matches('/') != url.trim_end_matches('/'));
    CenterView {
        id: center.id.clone(),
        name_html: view.inline(&record.name),
        url: view.url(&format!("centers/{}/", center.id)),
        introduction_html: view.block_option(record.introduction.as_ref()),
        postal_code: record.postal_code.clone(),
        address_html: view.inline_option(record.address.as_ref()),
        telephone: record.telephone.clone(),
        telephone_href: record.telephone.as_deref().and_then(telephone_href),
        email: record.email.clone(),
        hours_html: view.inline_option(record.hours.as_ref()),
        closed_html: view.inline_option(record.closed.as_ref()),
        website: record.website.as_ref().map(|url| url.0.clone()).filter(is_elsewhere),
        map: record.map.as_ref().map(|url| url.0.clone()),
        stress_check_line: record.stress_check_line.clone(),
        stress_check_href: record.stress_check_line.as_deref().and_then(telephone_href),
    }
}

/// A telephone number as a link (RFC 3966). None where the text is more than one number: a link that dials an
/// extension as part of the number would reach somebody else.
pub(super) fn telephone_href(number: &str) -> Option<String> {
    // Full-width digits dial as well.
    let number: String = number.nfkc().collect();
    let is_one = number.trim().chars().all(|character| character.is_ascii_digit() || "+-‐‑–−ー() ".contains(character));
    let digits: String = number.chars().filter(|character| character.is_ascii_digit() || *character == '+').collect();
    // E.164 allows 15 digits; three are an emergency number.
    (is_one && (3..=16).contains(&digits.len())).then(|| format!("tel:{digits}"))
}

/// What a click on a contact does, by what it looks like.
pub(super) fn contact(text: &str) -> Contact {
    let href = if text.starts_with("https://") || text.starts_with("http://") {
        Some(text.to_owned())
    } else if text.contains('@') && !text.contains(char::is_whitespace) {
        Some(format!("mailto:{text}"))
    } else if text.chars().all(|character| character.is_ascii_digit() || "-+() ".contains(character)) {
        telephone_href(text)
    } else {
        None
    };
    Contact { href, label: text.to_owned() }
}
