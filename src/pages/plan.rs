//! Which pages there are, and at which addresses.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::diagnostic::{Diagnostics, Problem, Span};
use crate::portal::{CenterKey, DocumentKind, Portal, ProvisionKey, ProvisionKind, TopicKey};
use crate::source::Asker;
use crate::text::Language;
use crate::theme::Scope;

use super::consultation::{self, answer_address, questions_address};
use super::data::{CATALOGUE, DataSet, Format};
use super::duty::duties_address;
use super::event_calendar::calendar_address;
use super::history::{CHANGES_FEED, changes_address, has_changes};
use super::measures::{matrix_address, measures_address, rules_address};
use super::references;
use super::translation;

/// A page, or another file made from the portal.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its language; of a file in both, the authoritative one.
    pub language: Language,
    /// Its address without a leading slash: `ja/topics/addiction/`.
    pub address: String,
    /// What it shows.
    pub kind: PageKind,
}

/// What a page shows. Indices are those of the lists of [`Portal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// The home page of a language.
    Home,
    /// An edition of the directives.
    Edition(usize),
    /// The duties of an edition.
    Duties(usize),
    /// What changed in an edition.
    Changes(usize),
    /// A part of the directives: the four-column table.
    Part(ProvisionKey),
    /// An activity.
    Activity(ProvisionKey),
    /// The front page of a guidance.
    Guidance(usize),
    /// A section of a guidance.
    Section(ProvisionKey),
    /// Which measures of a guidance apply to a case.
    Measures(usize),
    /// Which measures of a guidance apply in which cases.
    MeasuresMatrix(usize),
    /// The rules by which measures of a guidance apply, as data.
    MeasuresData(usize),
    /// What a document defines, and the notices that it names.
    References(usize),
    /// A whole document on one page.
    Print(usize),
    /// All topics.
    Topics,
    /// A topic.
    Topic(TopicKey),
    /// A topic at one center.
    TopicAtCenter(TopicKey, CenterKey),
    /// The consultation finder: who asks?
    Consultation,
    /// What an asker may ask about.
    Questions(Asker),
    /// Whom an asker turns to about a topic.
    Answer(Asker, TopicKey),
    /// All centers.
    Centers,
    /// A center.
    Center(CenterKey),
    /// All events.
    Events,
    /// All news.
    News,
    /// A news item.
    NewsItem(usize),
    /// A Markdown page.
    Article(usize),
    /// The glossary.
    Glossary,
    /// Laws and notices.
    Laws,
    /// A law and the articles of it that texts cite.
    Law(usize),
    /// How far the translation is.
    Translation,
    /// The results of a search.
    Search,
    /// Where there is no page.
    NotFound,
    /// The choice of language at the root.
    Root,
    /// A former address.
    Moved(ProvisionKey),
    /// The feed of news.
    NewsFeed,
    /// The feed of directives.
    DirectivesFeed,
    /// The feed of changes between the editions.
    ChangesFeed,
    /// The feed of news of a center.
    CenterFeed(CenterKey),
    /// The events of a center, or of all, for calendar programs.
    EventCalendar(Option<CenterKey>),
    /// The catalogue of open data.
    Data,
    /// The catalogue of open data for machines.
    DataCatalogue,
    /// A data set in a format.
    DataFile(DataSet, Format),
    /// The data of a topic.
    TopicData(TopicKey),
}

impl PageKind {
    fn is_provision(self) -> bool {
        matches!(self, Self::Part(_) | Self::Activity(_) | Self::Section(_))
    }

    /// Whether search engines shall find it: a page of its own right, in both languages.
    #[must_use]
    pub fn is_listed(self) -> bool {
        use PageKind::{Moved, NotFound, Print, Root, Search, Translation};
        !self.is_machine_readable() && !matches!(self, Moved(_) | NotFound | Print(_) | Root | Search | Translation)
    }

    /// Whether it is no page but a file for programs: a feed, a calendar, data.
    fn is_machine_readable(self) -> bool {
        use PageKind::{
            CenterFeed, ChangesFeed, DataCatalogue, DataFile, DirectivesFeed, EventCalendar, MeasuresData, NewsFeed,
            TopicData,
        };
        matches!(
            self,
            CenterFeed(_)
                | ChangesFeed
                | DataCatalogue
                | DataFile(..)
                | DirectivesFeed
                | EventCalendar(_)
                | MeasuresData(_)
                | NewsFeed
                | TopicData(_)
        )
    }
}

impl Page {
    /// The address without the language: the same in all languages.
    #[must_use]
    pub fn common_address(&self) -> &str {
        without_language(&self.address, self.language)
    }

    /// The file that holds it.
    #[must_use]
    pub fn file(&self) -> String {
        if self.address.is_empty() || self.address.ends_with('/') {
            format!("{}index.html", self.address)
        } else {
            self.address.clone()
        }
    }
}

fn without_language(address: &str, language: Language) -> &str {
    address.strip_prefix(language.code()).and_then(|rest| rest.strip_prefix('/')).unwrap_or(address)
}

/// All pages and files of the portal, ordered. Two of those that the site holds at the same address are reported.
#[must_use]
pub fn plan(portal: &Portal, scope: &Scope, diagnostics: &mut Diagnostics) -> Vec<Page> {
    let mut pages = Vec::new();
    for &language in portal.languages() {
        let mut add = |address: String, kind: PageKind| {
            pages.push(Page { language, address: format!("{}/{address}", language.code()), kind });
        };
        add(String::new(), PageKind::Home);
        documents(portal, &mut add);
        add("topics/".into(), PageKind::Topics);
        for (topic_key, topic) in portal.topics() {
            let id = &topic.record.id.value;
            add(format!("topics/{id}/"), PageKind::Topic(topic_key));
            for (center_key, center) in portal.centers() {
                add(format!("topics/{id}/{}/", center.id), PageKind::TopicAtCenter(topic_key, center_key));
            }
        }
        consultations(portal, &mut add);
        add("centers/".into(), PageKind::Centers);
        for (key, center) in portal.centers() {
            add(format!("centers/{}/", center.id), PageKind::Center(key));
            add(center_feed_address(portal, key), PageKind::CenterFeed(key));
            add(calendar_address(portal, Some(key)), PageKind::EventCalendar(Some(key)));
        }
        add("events/".into(), PageKind::Events);
        add(calendar_address(portal, None), PageKind::EventCalendar(None));
        add("news/".into(), PageKind::News);
        add("news/feed.xml".into(), PageKind::NewsFeed);
        for (index, item) in portal.news.iter().enumerate() {
            add(news_address(portal, item.center, &item.name), PageKind::NewsItem(index));
        }
        for (index, page) in portal.pages.iter().enumerate() {
            add(article_address(portal, page.center, &page.name), PageKind::Article(index));
        }
        add("glossary/".into(), PageKind::Glossary);
        add("laws/".into(), PageKind::Laws);
        for (index, law) in portal.laws.iter().enumerate() {
            add(law_address(&law.id.value), PageKind::Law(index));
        }
        add("data/".into(), PageKind::Data);
        if portal.translation_language().is_some() {
            add(translation::ADDRESS.into(), PageKind::Translation);
        }
        add("search/".into(), PageKind::Search);
        for (address, key, _) in &portal.moved {
            add(address.clone(), PageKind::Moved(*key));
        }
    }
    let mut add = |address: String, kind: PageKind| {
        pages.push(Page { language: portal.authoritative, address, kind });
    };
    add(String::new(), PageKind::Root);
    add("404.html".into(), PageKind::NotFound);
    add(CATALOGUE.into(), PageKind::DataCatalogue);
    for set in DataSet::all(portal) {
        for &format in set.formats() {
            add(set.address(format, portal), PageKind::DataFile(set, format));
        }
    }
    for index in 0..portal.documents.len() {
        if measures_address(portal, index).is_some() {
            add(rules_address(portal, index), PageKind::MeasuresData(index));
        }
    }
    for (key, topic) in portal.topics() {
        add(topic_data_address(&topic.record.id.value), PageKind::TopicData(key));
    }
    report_collisions(portal, scope, &pages, diagnostics);
    pages
}

fn documents(portal: &Portal, add: &mut impl FnMut(String, PageKind)) {
    for (index, document) in portal.documents.iter().enumerate() {
        let kind = match document.kind {
            DocumentKind::Directives { .. } => PageKind::Edition(index),
            DocumentKind::Guidance => PageKind::Guidance(index),
        };
        add(format!("{}/", document.path), kind);
        add(format!("{}/print/", document.path), PageKind::Print(index));
        if let Some(address) = references::address(portal, index) {
            add(address, PageKind::References(index));
        }
        if let Some(address) = duties_address(portal, index) {
            add(address, PageKind::Duties(index));
        }
        if let Some(address) = measures_address(portal, index) {
            add(matrix_address(&address), PageKind::MeasuresMatrix(index));
            add(address, PageKind::Measures(index));
        }
        if let Some(address) = changes_address(portal, index) {
            add(address, PageKind::Changes(index));
        }
    }
    for (key, provision) in portal.provisions().filter(|(_, provision)| provision.has_page()) {
        let kind = match provision.kind {
            ProvisionKind::Part => PageKind::Part(key),
            ProvisionKind::Activity => PageKind::Activity(key),
            _ => PageKind::Section(key),
        };
        add(provision.page.clone(), kind);
    }
    if portal.current_edition().is_some() {
        add("directives/feed.xml".into(), PageKind::DirectivesFeed);
    }
    if has_changes(portal) {
        add(CHANGES_FEED.into(), PageKind::ChangesFeed);
    }
}

fn consultations(portal: &Portal, add: &mut impl FnMut(String, PageKind)) {
    let mut askers = consultation::askers(portal).peekable();
    if askers.peek().is_some() {
        add(consultation::ADDRESS.into(), PageKind::Consultation);
    }
    for asker in askers {
        add(questions_address(asker), PageKind::Questions(asker));
        for (key, topic) in consultation::topics(portal, asker) {
            add(answer_address(asker, &topic.record.id.value), PageKind::Answer(asker, key));
        }
    }
}

/// The address of a news item without language.
#[must_use]
pub fn news_address(portal: &Portal, center: Option<CenterKey>, name: &str) -> String {
    center.map_or_else(|| format!("news/{name}/"), |key| format!("centers/{}/news/{name}/", portal.center(key).id))
}

/// The address of a Markdown page without language.
#[must_use]
pub fn article_address(portal: &Portal, center: Option<CenterKey>, name: &str) -> String {
    center.map_or_else(|| format!("{name}/"), |key| format!("centers/{}/{name}/", portal.center(key).id))
}

/// The address of the feed of a center without language.
pub(super) fn center_feed_address(portal: &Portal, center: CenterKey) -> String {
    format!("centers/{}/feed.xml", portal.center(center).id)
}

/// The address of the data of a document: the same for all languages, since the data hold all.
pub(super) fn document_data_address(path: &str) -> String {
    format!("data/{path}.json")
}

/// The address of the page of a law without language.
#[must_use]
pub fn law_address(id: &str) -> String {
    format!("laws/{id}/")
}

/// The address of the data of a law.
pub(super) fn law_data_address(id: &str) -> String {
    format!("data/laws/{id}.json")
}

/// The address of the data of a topic.
pub(super) fn topic_data_address(id: &str) -> String {
    format!("data/topics/{id}.json")
}

fn report_collisions(portal: &Portal, scope: &Scope, pages: &[Page], diagnostics: &mut Diagnostics) {
    let mut taken: HashMap<Cow<'_, str>, &Page> = HashMap::with_capacity(pages.len());
    for page in pages {
        let Some(own) = scope.own(&page.address) else { continue };
        if let Some(first) = taken.insert(own.clone(), page)
            && first.language == page.language
            // Provisions have the same address where they have the same id, which is said already.
            && !(page.kind.is_provision() && first.kind.is_provision())
        {
            let spans = [page.kind, first.kind].map(|kind| span_of(portal, kind));
            let address = without_language(&own, page.language).to_owned();
            // What no file of the content says is made by the portal, whatever the content says.
            let problem = Problem::AddressTaken { address, by_portal: spans.contains(&None) };
            match spans.into_iter().flatten().next() {
                Some(span) => diagnostics.error(problem, &span),
                None => diagnostics.error_without_span(problem),
            }
        }
    }
}

/// Where the content says what a page shows.
fn span_of(portal: &Portal, kind: PageKind) -> Option<Span> {
    match kind {
        PageKind::Part(key) | PageKind::Activity(key) | PageKind::Section(key) => {
            Some(portal.provision(key).span.clone())
        }
        PageKind::Topic(key) => Some(portal.topic(key).record.span.clone()),
        PageKind::Moved(key) => {
            portal.moved.iter().find(|(_, moved, _)| *moved == key).map(|(_, _, span)| span.clone())
        }
        PageKind::Article(index) => {
            portal.pages[index].version(portal.authoritative).map(|file| Span::file(&file.file))
        }
        PageKind::NewsItem(index) => {
            portal.news[index].version(portal.authoritative).map(|file| Span::file(&file.file))
        }
        _ => None,
    }
}
