//! From a planned page to its bytes.

use std::collections::HashMap;

use serde::Serialize;
use tera::Value;

use crate::diagnostic::Diagnostics;
use crate::portal::{CenterKey, Portal};
use crate::text::{Language, calendar};
use crate::theme::{Links, Scope, Theme};

use super::colours::COLOURS;
use super::history::Histories;
use super::own_site;
use super::plan::{Page, PageKind, article_address};
use super::view::View;
use super::{
    activity, article, center, changes, consultation, data, document, duty, event, event_calendar, feed, glossary,
    home, law, machine, measures, references, search, section, special, topic, translation,
};

/// How the site is to be published.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Where it will be published, with a slash at the end.
    pub base_url: Option<String>,
    /// What of the portal the site holds.
    pub scope: Scope,
    /// Changes whenever the index of the search may have: browsers keep its files for as long.
    pub search_version: String,
    /// Whether pages load the script of the preview server.
    pub live_reload: bool,
}

/// Renders pages. It is shared by all threads; what a page finds out goes to its caller.
pub struct Renderer<'a> {
    pub(super) portal: &'a Portal,
    pub(super) theme: &'a Theme,
    pub(super) settings: &'a Settings,
    /// The center whose own site it is.
    pub(super) center: Option<CenterKey>,
    /// What changed from edition to edition.
    pub(super) histories: Histories<'a>,
    shared: HashMap<Language, Shared>,
    base_path: String,
}

/// Values that all pages of a language have in common.
pub(super) struct Shared {
    pub site: Value,
    pub words: Value,
    pub lang: Value,
}

impl<'a> Renderer<'a> {
    /// Prepares what pages have in common.
    #[must_use]
    pub fn new(portal: &'a Portal, theme: &'a Theme, settings: &'a Settings) -> Self {
        let shared = (portal.languages().iter())
            .map(|&language| (language, shared(portal, theme, settings, language)))
            .collect();
        let base_path = settings.base_url.as_deref().map_or("/", base_path).to_owned();
        let center = own_site::own_center(portal, &settings.scope);
        Self { portal, theme, settings, center, histories: Histories::new(portal), shared, base_path }
    }

    pub(super) fn shared(&self, language: Language) -> Option<&Shared> {
        self.shared.get(&language)
    }

    /// Renders the page at `index` of the plan to its bytes. Where it links to, which places it has and what is wrong
    /// with it is added to `links` and `diagnostics`.
    #[must_use]
    pub fn render(&self, page: &Page, index: usize, links: &mut Links, diagnostics: &mut Diagnostics) -> Vec<u8> {
        let mut view = View::new(self, page, diagnostics, links);
        let rendered = match page.kind {
            PageKind::Home => home::render(&mut view),
            PageKind::Edition(index) => document::edition(&mut view, index),
            PageKind::Duties(index) => duty::render(&mut view, index),
            PageKind::Changes(index) => changes::render(&mut view, index),
            PageKind::Part(key) => document::part(&mut view, key),
            PageKind::Activity(key) => activity::render(&mut view, key),
            PageKind::Guidance(index) => document::guidance(&mut view, index),
            PageKind::Section(key) => section::render(&mut view, key),
            PageKind::Measures(index) => measures::finder(&mut view, index),
            PageKind::MeasuresMatrix(index) => measures::matrix(&mut view, index),
            PageKind::MeasuresData(index) => Ok(measures::data(&view, index)),
            PageKind::References(index) => references::render(&mut view, index),
            PageKind::Print(index) => document::print(&mut view, index),
            PageKind::Topics => topic::all(&mut view),
            PageKind::Topic(key) => topic::one(&mut view, key),
            PageKind::TopicAtCenter(topic, center) => topic::at_center(&mut view, topic, center),
            PageKind::Consultation => consultation::start(&mut view),
            PageKind::Questions(asker) => consultation::questions(&mut view, asker),
            PageKind::Answer(asker, topic) => consultation::answer(&mut view, asker, topic),
            PageKind::Centers => center::all(&mut view),
            PageKind::Center(key) => center::one(&mut view, key),
            PageKind::Events => event::all(&mut view),
            PageKind::News => article::news(&mut view),
            PageKind::NewsItem(index) => article::news_item(&mut view, index),
            PageKind::Article(index) => article::page(&mut view, index),
            PageKind::Glossary => glossary::render(&mut view),
            PageKind::Laws => law::all(&mut view),
            PageKind::Law(index) => law::one(&mut view, index),
            PageKind::Translation => translation::render(&mut view),
            PageKind::Search => search::render(&mut view),
            PageKind::NotFound => special::not_found(&mut view),
            PageKind::Root => special::root(&mut view),
            PageKind::Moved(key) => special::moved(&mut view, key),
            PageKind::NewsFeed => Ok(feed::news(&mut view)),
            PageKind::DirectivesFeed => Ok(feed::directives(&mut view)),
            PageKind::ChangesFeed => Ok(feed::changes(&mut view)),
            PageKind::CenterFeed(key) => Ok(feed::center(&mut view, key)),
            PageKind::EventCalendar(center) => Ok(event_calendar::render(&view, center)),
            PageKind::Data => data::catalogue(&mut view),
            PageKind::DataCatalogue => Ok(data::dcat(&view)),
            PageKind::DataFile(set, format) => Ok(data::file(&mut view, set, format)),
            PageKind::TopicData(key) => Ok(machine::topic(&mut view, key)),
        };
        let text = match rendered {
            Ok(text) => text,
            Err(diagnostic) => {
                diagnostics.extend((*diagnostic).into());
                String::new()
            }
        };
        let is_html = page.address.is_empty() || page.address.ends_with('/') || page.kind == PageKind::NotFound;
        if !is_html {
            return text.into_bytes();
        }
        let base = (page.kind == PageKind::NotFound).then_some(self.base_path.as_str());
        links.rewrite(&text, &page.address, index, base, &self.settings.scope)
    }
}

/// The path part of an absolute address, with slashes at both ends.
fn base_path(url: &str) -> &str {
    let path = &url[origin(url).len()..];
    if path.is_empty() { "/" } else { path }
}

/// The scheme and host of an absolute address.
fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |end| end + "://".len());
    url[host..].find('/').map_or(url, |slash| &url[..host + slash])
}

#[derive(Serialize)]
struct Site<'a> {
    title: String,
    description: String,
    organisation: Organisation<'a>,
    sample: bool,
    edition: EditionLink,
    menu: Vec<PlainLink>,
    footer: Vec<PlainLink>,
    assets: HashMap<&'a str, String>,
    home: String,
    /// The portal, where the site is that of a center.
    portal: Option<PortalLink>,
    /// The style sheet of the center's colours.
    colours: Option<String>,
    search: bool,
    search_url: String,
    languages: Vec<&'static str>,
    authoritative: &'static str,
    live_reload: bool,
}

#[derive(Serialize)]
struct Organisation<'a> {
    name: &'a str,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct PortalLink {
    title: String,
    url: String,
    /// Scheme and host, for the Content-Security-Policy.
    origin: String,
}

#[derive(Serialize)]
struct EditionLink {
    name: String,
    url: String,
}

#[derive(Serialize)]
struct PlainLink {
    title: String,
    url: String,
}

/// The entries of the menu: words of the locale file, and where they lead, without language.
fn menu(portal: &Portal, center: Option<CenterKey>) -> Vec<(String, String)> {
    if let Some(key) = center {
        let home = format!("centers/{}/", portal.center(key).id);
        let sections = own_site::sections(portal, key);
        return sections.map(|word| (format!("center.{word}"), format!("{home}#{word}"))).collect();
    }
    let edition = portal.current_edition().map(|edition| ("directives", format!("{}/", edition.path)));
    let guidance = portal.documents.iter().find(|document| document.path.starts_with("guidance/"));
    let guidance = guidance.map(|document| ("guidance", format!("{}/", document.path)));
    let consultation = consultation::askers(portal).next().map(|_| ("consultation", consultation::ADDRESS.to_owned()));
    let lists = ["topics", "centers", "events", "news", "glossary", "laws"];
    let lists = lists.into_iter().map(|list| (list, format!("{list}/")));
    let all = edition.into_iter().chain(guidance).chain(consultation).chain(lists);
    all.map(|(word, address)| (format!("nav.{word}"), address)).collect()
}

fn shared(portal: &Portal, theme: &Theme, settings: &Settings, language: Language) -> Shared {
    let site = &portal.site;
    let code = language.code();
    let center = own_site::own_center(portal, &settings.scope);
    let word = |key: &str| theme.messages.get(language, key, &[]);
    let link = |title: String, address: &str| PlainLink { title, url: format!("/{code}/{address}") };

    let menu = menu(portal, center).into_iter().map(|(key, address)| link(word(&key), &address)).collect();
    let mut footer: Vec<_> = (portal.pages.iter())
        .filter(|page| page.center == center)
        .filter_map(|page| Some((page.order?, page.version(language)?.front.title.clone(), &page.name)))
        .collect();
    footer.sort();
    let footer = footer.into_iter().map(|(_, title, name)| link(title, &article_address(portal, center, name)));
    let data = center.is_none().then(|| link(word("title.data"), "data/"));
    let translation = portal.translation_language().filter(|_| center.is_none());
    let translation = translation.map(|_| link(word("title.translation"), translation::ADDRESS));
    let home = format!("/{}", settings.scope.home(language));
    let own_title = own_site::title(portal, None, language);
    let edition = EditionLink {
        name: calendar::fiscal_year(site.edition, language),
        url: format!("/{code}/directives/{}/", site.edition),
    };
    let organisation = site.organisation.as_ref();
    let value = Site {
        title: own_site::title(portal, center, language),
        description: own_site::description(portal, center, language),
        organisation: Organisation {
            name: organisation.map_or(&own_title, |organisation| organisation.name.localised(language).0),
            url: organisation.and_then(|organisation| organisation.url.as_ref()).map(|url| url.0.as_str()),
        },
        sample: site.sample,
        edition,
        menu,
        footer: footer.chain(data).chain(translation).collect(),
        assets: theme.assets.iter().map(|asset| (asset.name.as_str(), format!("/{}", asset.address))).collect(),
        portal: match &settings.scope {
            Scope::Portal => None,
            Scope::Center { portal_url, .. } => Some(PortalLink {
                title: own_title.clone(),
                url: format!("/{}", Scope::Portal.home(language)),
                origin: origin(portal_url).to_owned(),
            }),
        },
        colours: (theme.assets.iter()).find(|asset| asset.name == COLOURS).map(|asset| format!("/{}", asset.address)),
        home,
        search: true,
        search_url: format!("/{code}/search/"),
        languages: portal.languages().iter().map(|language| language.code()).collect(),
        authoritative: portal.authoritative.code(),
        live_reload: settings.live_reload,
    };
    Shared { site: Value::from_serializable(&value), words: theme.messages.tree(language), lang: Value::from(code) }
}
