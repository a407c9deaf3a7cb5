//! Atom feeds (RFC 4287) of news, of all and of each center, and of the current directives.

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use jiff::civil::Date;

use crate::portal::{Article, CenterKey, ProvisionKind};
use crate::theme::plain_text;

use super::changes;
use super::history::{CHANGES_FEED, changes_address};
use super::own_site;
use super::plan::{center_feed_address, news_address};
use super::view::View;

/// How many of the latest news the feed has.
const ENTRIES: usize = 50;

pub(super) fn news(view: &mut View<'_>) -> String {
    let entries = news_entries(view, |_| true);
    let title = view.word("feed.news");
    feed(view, &title, "news/feed.xml", "", entries)
}

/// The news of a center. Its events are in its calendar: in a feed they would come on the day that they are entered,
/// which nobody knows.
pub(super) fn center(view: &mut View<'_>, key: CenterKey) -> String {
    let entries = news_entries(view, |item| item.center == Some(key));
    let portal = view.portal();
    let name = view.plain(&portal.center(key).record.name);
    let title = view.words("feed.center_news", &[("center", &name)]);
    let home = format!("centers/{}/", portal.center(key).id);
    feed(view, &title, &center_feed_address(portal, key), &home, entries)
}

fn news_entries(view: &mut View<'_>, is_wanted: impl Fn(&Article) -> bool) -> Vec<Entry> {
    let portal = view.portal();
    let mut entries = Vec::new();
    for item in portal.news.iter().filter(|item| is_wanted(item)).take(ENTRIES) {
        let (Some(file), Some(date)) = (item.version(view.language), item.date) else { continue };
        let body = view.body(file.body(), &|range| file.span(range));
        let summary = file.front.description.clone();
        let url = view.url(&news_address(portal, item.center, &item.name));
        entries.push(entry(view, &url, &file.front.title, date, summary, Some(body.html)));
    }
    entries
}

pub(super) fn directives(view: &mut View<'_>) -> String {
    let portal = view.portal();
    let Some(document) = portal.current_edition() else { return String::new() };
    let date = document.updated.or(document.issued).or(document.from).unwrap_or(portal.date);
    let mut entries = Vec::new();
    let activities: Vec<_> = (portal.provisions())
        .filter(|(_, provision)| {
            provision.kind == ProvisionKind::Activity && portal.documents[provision.document].path == document.path
        })
        .map(|(key, _)| key)
        .collect();
    for key in activities {
        let title = view.citation(key);
        let url = view.provision_url(portal.provision(key));
        let (directives, _) = super::document::columns(view, key);
        let body: String = directives.into_iter().filter_map(|directive| directive.text_html).collect();
        entries.push(entry(view, &url, &title, date, None, Some(body)));
    }
    let title = view.word("feed.directives");
    feed(view, &title, "directives/feed.xml", "", entries)
}

/// What changed, the latest edition first, an entry for each provision. It is a feed of its own: who follows the changes
/// does not want the whole text of the directives, which the feed of directives has, nor twice what changed of it.
pub(super) fn changes(view: &mut View<'_>) -> String {
    let portal = view.portal();
    let mut entries = Vec::new();
    for (index, document) in portal.documents.iter().enumerate().rev() {
        let Some(address) = changes_address(portal, index) else { continue };
        let Some(comparison) = view.renderer.histories.comparison(index) else { continue };
        // Editions come whole.
        if entries.len() >= ENTRIES {
            break;
        }
        let first_day = document.edition_period().map(|(from, _)| from);
        let date = document.updated.or(document.issued).or(first_day).unwrap_or(portal.date);
        let edition = changes::edition_name(document, view.language);
        for of_provision in changes::provisions(comparison) {
            let changed = changes::changed(view, of_provision);
            let kinds: Vec<&str> = changed.changes.iter().map(|change| change.name.as_str()).collect();
            let kinds = kinds.join(&view.word("site.separator"));
            let place = plain_text(&changed.place.title_html);
            let title = view.words("change.entry", &[("edition", &edition), ("place", &place), ("kinds", &kinds)]);
            let url = view.url(&format!("{address}#{}", changed.anchor));
            entries.push(entry(view, &url, &title, date, None, Some(changed.body())));
        }
    }
    let title = view.word("feed.changes");
    let latest = (0..portal.documents.len()).rev().find_map(|index| changes_address(portal, index));
    feed(view, &title, CHANGES_FEED, &latest.unwrap_or_default(), entries)
}

/// A feed at `address`, which follows the page at `home`; both without language.
fn feed(view: &mut View<'_>, name: &str, address: &str, home: &str, entries: Vec<Entry>) -> String {
    let portal = view.portal();
    let center = view.renderer.center;
    let site = own_site::title(portal, center, view.language);
    let publisher = portal.site.organisation.as_ref().filter(|_| center.is_none());
    let author = publisher.map_or_else(|| site.clone(), |organisation| view.plain(&organisation.name));
    let own = view.url(address);
    // A feed without entries is as old as the edition, and not as young as the build: nothing happened in it.
    let edition = portal.current_edition().and_then(|edition| edition.updated.or(edition.from));
    let updated = entries.iter().map(|entry| entry.updated).max();
    let updated = updated.or_else(|| instant(edition.unwrap_or(portal.date)));
    let link = |rel: &str, url: &str| Link { href: view.reachable(url), rel: rel.to_owned(), ..Link::default() };
    let feed = Feed {
        title: Text::plain(if view.names_center() { format!("{name} | {site}") } else { name.to_owned() }),
        id: identifier(view, &own),
        updated: updated.unwrap_or_default(),
        authors: vec![Person { name: author, ..Person::default() }],
        links: vec![link("self", &own), link("alternate", &view.url(home))],
        generator: Some(Generator { value: "Shirube".into(), ..Generator::default() }),
        lang: Some(view.language.code().to_owned()),
        entries,
        ..Feed::default()
    };
    feed.to_string()
}

fn entry(view: &View<'_>, url: &str, title: &str, date: Date, summary: Option<String>, body: Option<String>) -> Entry {
    let href = view.reachable(url);
    let updated = instant(date).unwrap_or_default();
    Entry {
        title: Text::plain(title.to_owned()),
        id: identifier(view, url),
        updated,
        published: Some(updated),
        links: vec![Link { href, rel: "alternate".into(), ..Link::default() }],
        summary: summary.map(Text::plain),
        content: body.map(|body| Content {
            // Readers resolve addresses against the base, where the site has one.
            value: Some(absolute_links(view, &body)),
            content_type: Some("html".into()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

/// The beginning of a day in Japan: nine hours ahead of UTC all year.
fn instant(date: Date) -> Option<FixedDateTime> {
    format!("{date}T00:00:00+09:00").parse().ok()
}

/// An identifier that stays the same: the address, or where that is not known a name made from it.
fn identifier(view: &View<'_>, url: &str) -> String {
    view.permanent(url).unwrap_or_else(|| format!("urn:shirube:{}", url.trim_matches('/').replace(['/', '#'], ":")))
}

/// HTML whose links lead where they should from any place: to this site, or where its address is not known to the portal.
fn absolute_links(view: &View<'_>, html: &str) -> String {
    let mut parts = html.split("=\"/");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find('"').unwrap_or(part.len());
        let is_link = out.ends_with("href") || out.ends_with("src");
        let url = Some(&part[..end])
            .filter(|_| is_link)
            .and_then(|target| view.absolute(target).or_else(|| view.permanent(target)));
        out.push_str("=\"");
        out.push_str(&url.unwrap_or_else(|| format!("/{}", &part[..end])));
        out.push_str(&part[end..]);
    }
    out
}
