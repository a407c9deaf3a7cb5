//! What all pages have around their content: title, languages, breadcrumbs, feeds, structured data.

use serde::Serialize;

use crate::portal::{DocumentKind, ProvisionKey};
use crate::text::{Language, calendar};
use crate::theme::escape;

use super::history::{self, CHANGES_FEED, has_changes};
use super::view::{Html, Link, View};
use super::{center, own_site, structured};

/// What the frame of a page needs to know.
#[derive(Default)]
pub(super) struct Head {
    /// The word for the kind of page, for style sheets.
    pub kind: &'static str,
    /// The title in plain text.
    pub title: String,
    /// The title as HTML, where it differs: with the language that it is in.
    pub title_html: Option<String>,
    /// A sentence for search engines.
    pub description: Option<String>,
    /// What the page stands under, from the top; the home page and the page itself are added.
    pub path: Vec<Link>,
    /// Whether it shows sample data.
    pub sample: bool,
    /// The address of its data.
    pub data: Option<String>,
    /// What can be subscribed to beside the feeds of the portal.
    pub feeds: Vec<Feed>,
    /// Structured data of its own.
    pub json_ld: Vec<serde_json::Value>,
    /// Its headings.
    pub contents: Vec<ContentsEntry>,
    /// The edition that it belongs to, an index of the documents.
    pub edition: Option<usize>,
    /// The provision of that edition that it shows.
    pub provision: Option<ProvisionKey>,
}

/// That the edition of a page is not the one to go by.
#[derive(Serialize)]
struct EditionNotice {
    text: String,
    /// The same provision in the current edition, or the edition as a whole.
    current: Option<Link>,
}

/// An entry of the in-page contents.
#[derive(Serialize)]
pub(super) struct ContentsEntry {
    pub id: String,
    pub title_html: String,
    pub depth: u8,
}

#[derive(Serialize)]
struct Frame<'a> {
    kind: &'static str,
    title: &'a str,
    title_html: String,
    description: String,
    lang: &'static str,
    url: String,
    canonical: Option<String>,
    alternates: Vec<Alternate>,
    x_default: Option<String>,
    untranslated: Option<&'static str>,
    edition_notice: Option<EditionNotice>,
    /// The page in the authoritative language, where a translation on this one is stale.
    stale_url: Option<String>,
    sample: bool,
    breadcrumbs: Vec<Link>,
    feeds: Vec<Feed>,
    own_feeds: &'a [Feed],
    data_url: Option<String>,
    json_ld: Vec<String>,
    contents: &'a [ContentsEntry],
}

#[derive(Serialize)]
struct Alternate {
    lang: &'static str,
    label: &'static str,
    url: String,
    canonical: Option<String>,
    current: bool,
}

/// Something that a program can subscribe to.
#[derive(Serialize)]
pub(super) struct Feed {
    title: String,
    url: String,
    media_type: &'static str,
}

impl Feed {
    /// An Atom feed (RFC 4287) at an address from the root.
    pub fn atom(title: String, url: String) -> Self {
        Self { title, url, media_type: "application/atom+xml" }
    }

    /// A calendar (RFC 5545) at an address from the root.
    pub fn calendar(title: String, url: String) -> Self {
        Self { title, url, media_type: "text/calendar" }
    }
}

impl View<'_> {
    /// Renders `template` with the frame made from `head` and the page's own variables.
    pub fn finish(&mut self, template: &str, head: &Head, own: &impl Serialize) -> Html {
        let mut frame = self.frame(head);
        frame.edition_notice = self.edition_notice(head);
        let Some(shared) = self.renderer.shared(self.language) else { return Ok(String::new()) };
        let shared = [("site", &shared.site), ("t", &shared.words), ("lang", &shared.lang)];
        self.renderer.theme.templates.render(template, &shared, &frame, own).map_err(Box::new)
    }

    fn frame<'h>(&self, head: &'h Head) -> Frame<'h> {
        let portal = self.portal();
        let common = self.page.common_address();
        let url = |language: Language| format!("/{}/{common}", language.code());
        let own_url = format!("/{}", self.page.address);
        let scope = &self.renderer.settings.scope;
        let home = |language: Language| format!("/{}", scope.home(language));
        // Pages outside the languages (404, root) switch to the home pages.
        let is_localised = self.page.address.starts_with(self.language.code()) && self.page.address.contains('/');
        let alternates = (portal.languages().iter())
            .map(|&language| {
                let url = if is_localised { url(language) } else { home(language) };
                Alternate {
                    lang: language.code(),
                    label: language.own_name(),
                    canonical: self.absolute(&url),
                    current: is_localised && language == self.language,
                    url,
                }
            })
            .collect();
        let title = head.title_html.clone().unwrap_or_else(|| escape(&head.title));
        let home = home(self.language);
        let mut breadcrumbs = vec![Link { title_html: escape(&self.word("nav.home")), url: home.clone() }];
        if own_url != home && is_localised {
            // In the site of a center much of what the page stands under is elsewhere, or the home page or itself.
            let is_above =
                |link: &&Link| ![&home, &own_url].contains(&&link.url) && scope.holds(link.url.trim_start_matches('/'));
            breadcrumbs.extend(head.path.iter().filter(is_above).cloned());
            breadcrumbs.push(Link { title_html: title.clone(), url: own_url.clone() });
        }
        let mut json_ld = head.json_ld.clone();
        json_ld.extend(self.absolute("").map(|_| structured::breadcrumbs(self, &breadcrumbs)));
        let description = head.description.clone().filter(|text| !text.is_empty());
        let description =
            description.unwrap_or_else(|| own_site::description(portal, self.renderer.center, self.language));
        Frame {
            kind: head.kind,
            title: &head.title,
            title_html: title,
            description,
            lang: self.language.code(),
            canonical: self.absolute(&own_url),
            x_default: self.absolute(&url(portal.authoritative)).filter(|_| is_localised),
            url: own_url,
            alternates,
            untranslated: self.coverage.untranslated(),
            edition_notice: None,
            stale_url: self.coverage.stale.then(|| url(portal.authoritative)),
            sample: head.sample,
            breadcrumbs,
            feeds: self.feeds(head),
            own_feeds: &head.feeds,
            data_url: head.data.as_ref().map(|address| format!("/{address}")),
            json_ld: json_ld.iter().map(structured::embed).collect(),
            contents: &head.contents,
        }
    }

    /// What to say of an edition that has been superseded, or is not in force yet on the day of the build.
    fn edition_notice(&mut self, head: &Head) -> Option<EditionNotice> {
        let portal = self.portal();
        let document = portal.documents.get(head.edition?)?;
        let DocumentKind::Directives { year } = document.kind else { return None };
        let (from, _) = document.edition_period()?;
        let text = if year < portal.site.edition {
            self.word("edition.superseded")
        } else if portal.date < from {
            self.words("edition.upcoming", &[("date", &calendar::day(from, self.language))])
        } else {
            return None;
        };
        let current = portal.current_edition().filter(|current| current.path != document.path);
        let current = current.map(|current| {
            let of_provision = head.provision.and_then(|key| history::in_current_edition(self, key));
            of_provision.unwrap_or_else(|| Link {
                title_html: calendar::fiscal_year(portal.site.edition, self.language),
                url: self.url(&format!("{}/", current.path)),
            })
        });
        Some(EditionNotice { text, current })
    }

    /// The feeds of the site, beside those that the page has anyway.
    fn feeds(&self, head: &Head) -> Vec<Feed> {
        if let Some(key) = self.renderer.center {
            let is_new = |feed: &Feed| head.feeds.iter().all(|own| own.url != feed.url);
            return center::feeds(self, key).into_iter().filter(is_new).collect();
        }
        let mut feeds = vec![Feed::atom(self.word("feed.news"), self.url("news/feed.xml"))];
        if self.portal().current_edition().is_some() {
            feeds.push(Feed::atom(self.word("feed.directives"), self.url("directives/feed.xml")));
        }
        if has_changes(self.portal()) {
            feeds.push(Feed::atom(self.word("feed.changes"), self.url(CHANGES_FEED)));
        }
        feeds
    }
}
