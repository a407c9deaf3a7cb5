//! What can be found: everything of the portal in one language, as titles and texts with an address.

use std::collections::{BTreeMap, BTreeSet};

use crate::pages;
use crate::portal::{CenterKey, DocumentKind, Portal, ProvisionKey, ProvisionKind, TopicKey};
use crate::reference::{CitedLaw, Division, LawCitation, Reference};
use crate::source::{Force, Text, Visibility};
use crate::text::{Language, numbering};
use crate::theme::plain_markdown;

/// Something that can be found.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id in the portal: `guidance/overwork/5/2/u`, `topics/addiction`.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its number as printed, from the top of its document: `5(2)ウ(イ)`, `III-3-①`.
    pub number: Option<String>,
    /// Its heading or name; empty where it has none.
    pub title: String,
    /// What it says, in plain words, a line for each paragraph.
    pub text: String,
    /// Its address without a leading slash.
    pub url: String,
    /// The language of its text, which is another one where the translation is missing.
    pub language: Language,
    /// What it stands under, as an index of the entries; always before it.
    pub parent: Option<u32>,
    /// Its document, as an index of [`Portal::documents`].
    pub document: Option<usize>,
    /// The provision of the first level that it stands under.
    pub part: Option<ProvisionKey>,
    /// How binding it is.
    pub force: Option<Force>,
    /// The topics it concerns.
    pub topics: Vec<TopicKey>,
    /// The center it belongs to.
    pub center: Option<CenterKey>,
    /// Exact names for it: its number (`#5-2-う-い`), the articles that it cites (`§1:66-8`, by the number of the law in laws.yaml).
    pub keys: Vec<String>,
}

/// What an entry is. The order is that in which kinds are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named after the record or provision that it is")]
pub enum Kind {
    Part,
    PlanItem,
    Activity,
    Directive,
    SubItem,
    Remark,
    Clause,
    Group,
    Topic,
    Term,
    Law,
    Notice,
    Page,
    Center,
    Expert,
    Event,
    News,
}

impl Kind {
    /// All kinds in their order.
    pub const ALL: [Self; 17] = [
        Self::Part,
        Self::PlanItem,
        Self::Activity,
        Self::Directive,
        Self::SubItem,
        Self::Remark,
        Self::Clause,
        Self::Group,
        Self::Topic,
        Self::Term,
        Self::Law,
        Self::Notice,
        Self::Page,
        Self::Center,
        Self::Expert,
        Self::Event,
        Self::News,
    ];

    /// The word that stands for it in JSON, addresses and locale files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Part => ProvisionKind::Part.word(),
            Self::PlanItem => ProvisionKind::PlanItem.word(),
            Self::Activity => ProvisionKind::Activity.word(),
            Self::Directive => ProvisionKind::Directive.word(),
            Self::SubItem => ProvisionKind::SubItem.word(),
            Self::Remark => ProvisionKind::Remark.word(),
            Self::Clause => ProvisionKind::Clause.word(),
            Self::Group => ProvisionKind::Group.word(),
            Self::Topic => "topic",
            Self::Term => "term",
            Self::Law => "law",
            Self::Notice => "notice",
            Self::Page => "page",
            Self::Center => "center",
            Self::Expert => "expert",
            Self::Event => "event",
            Self::News => "news",
        }
    }

    /// Whether it is part of a numbered document.
    #[must_use]
    pub const fn is_provision(self) -> bool {
        (self as u8) < Self::Topic as u8
    }

    const fn of(kind: ProvisionKind) -> Self {
        match kind {
            ProvisionKind::Part => Self::Part,
            ProvisionKind::PlanItem => Self::PlanItem,
            ProvisionKind::Activity => Self::Activity,
            ProvisionKind::Directive => Self::Directive,
            ProvisionKind::SubItem => Self::SubItem,
            ProvisionKind::Remark => Self::Remark,
            ProvisionKind::Clause => Self::Clause,
            ProvisionKind::Group => Self::Group,
        }
    }
}

/// All entries of the portal in `language`: first the provisions in their order, then everything else.
#[must_use]
pub fn entries(portal: &Portal, language: Language) -> Vec<Entry> {
    let mut list = Collector { portal, language, entries: Vec::new() };
    list.provisions();
    list.topics();
    list.references();
    list.articles(&portal.pages, Kind::Page, |article| article.center.is_none());
    let centers = list.centers();
    list.of_centers(&centers);
    list.entries
}

struct Collector<'a> {
    portal: &'a Portal,
    language: Language,
    entries: Vec<Entry>,
}

impl Collector<'_> {
    /// A new entry with only what all have.
    fn entry(&self, kind: Kind, id: String, address: &str, title: &Text) -> Entry {
        let (title, language) = title.localised(self.language);
        self.titled(kind, id, address, plain_markdown(title), language)
    }

    fn titled(&self, kind: Kind, id: String, address: &str, title: String, language: Language) -> Entry {
        Entry {
            id,
            kind,
            number: None,
            title,
            text: String::new(),
            url: format!("{}/{address}", self.language.code()),
            language,
            parent: None,
            document: None,
            part: None,
            force: None,
            topics: Vec::new(),
            center: None,
            keys: Vec::new(),
        }
    }

    fn plain(&self, text: &Text) -> String {
        plain_markdown(text.localised(self.language).0)
    }

    /// Several texts one below the other.
    fn joined<'t>(&self, texts: impl IntoIterator<Item = Option<&'t Text>>) -> String {
        texts.into_iter().flatten().map(|text| self.plain(text)).collect::<Vec<_>>().join("\n")
    }

    fn provisions(&mut self) {
        let portal = self.portal;
        let mut cited = cited(portal);
        // Entries have the order of provisions, so that the keys of both are the same numbers.
        let mut numbers: Vec<String> = Vec::new();
        let mut keys: Vec<String> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for (key, provision) in portal.provisions() {
            let parent = provision.parent.and_then(|parent| places.get(&parent).copied());
            let above = |list: &[String]| parent.and_then(|index: usize| list.get(index)).cloned().unwrap_or_default();
            let number = provision.number_below(&above(&numbers));
            let number_key = numbering::segments(provision.number.as_deref().unwrap_or_default())
                .into_iter()
                .fold(above(&keys), |key, segment| if key.is_empty() { segment } else { format!("{key}-{segment}") });
            let document = &portal.documents[provision.document];
            let place = if provision.anchor.is_empty() {
                provision.page.clone()
            } else {
                format!("{}#{}", provision.page, provision.anchor)
            };
            let id = format!("{}/{}", document.path, provision.id);
            let title = provision.heading.as_ref().map(|heading| self.plain(heading)).unwrap_or_default();
            let text = [&provision.text, &provision.closing, &provision.heading];
            let language =
                text.into_iter().flatten().next().map_or(self.language, |text| text.localised(self.language).1);
            let mut entry = self.titled(Kind::of(provision.kind), id, &place, title, language);
            entry.text = self.joined([provision.text.as_ref(), provision.closing.as_ref()]);
            entry.parent = parent.and_then(|index| u32::try_from(index).ok());
            entry.document = Some(provision.document);
            entry.part = Some(self.first_level(key));
            entry.force = provision.force;
            entry.topics.clone_from(&provision.topics);
            if provision.number.is_some() && is_addressed(provision.kind) {
                entry.keys.push(format!("#{number_key}"));
            }
            entry.keys.extend(cited.remove(&key).unwrap_or_default());
            entry.number = (!number.is_empty()).then(|| number.clone());
            places.insert(key, self.entries.len());
            numbers.push(number);
            keys.push(number_key);
            self.entries.push(entry);
        }
    }

    fn first_level(&self, mut key: ProvisionKey) -> ProvisionKey {
        while let Some(parent) = self.portal.provision(key).parent {
            key = parent;
        }
        key
    }

    fn topics(&mut self) {
        for (key, topic) in self.portal.topics() {
            let record = &topic.record;
            let id = &record.id.value;
            let mut entry = self.entry(Kind::Topic, format!("topics/{id}"), &format!("topics/{id}/"), &record.name);
            let aliases = record.aliases.as_ref().map(|aliases| aliases.get(self.language).join("\n"));
            let routes = record.routes.iter().flat_map(|route| {
                [Some(&route.about), route.to.as_ref(), route.through.as_ref(), route.prepare.as_ref()]
            });
            entry.text = [Some(self.plain(&record.summary)), aliases, Some(self.joined(routes))]
                .into_iter()
                .flatten()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("\n");
            entry.topics = vec![key];
            self.entries.push(entry);
        }
    }

    /// Terms, laws and notices.
    fn references(&mut self) {
        let portal = self.portal;
        for term in &portal.glossary {
            let record = &term.record;
            let id = &record.id.value;
            let mut entry = self.entry(Kind::Term, format!("glossary/{id}"), &format!("glossary/#{id}"), &record.term);
            let aliases = record.aliases.as_ref().map(|aliases| aliases.get(self.language).join("\n"));
            let definition = record.definition.as_ref().map(|definition| self.plain(definition));
            entry.text = [definition, aliases].into_iter().flatten().collect::<Vec<_>>().join("\n");
            entry.topics.clone_from(&term.topics);
            self.entries.push(entry);
        }
        for law in &portal.laws {
            let id = &law.id.value;
            let mut entry = self.entry(Kind::Law, format!("laws/{id}"), &pages::law_address(id), &law.name);
            entry.text = self.joined([law.abbreviation.as_ref(), law.number.as_ref()]);
            self.entries.push(entry);
        }
        for (_, notice) in portal.notices() {
            let id = &notice.id.value;
            let mut entry = self.entry(Kind::Notice, format!("notices/{id}"), &format!("laws/#{id}"), &notice.name);
            entry.text = self.joined([notice.number.as_ref(), notice.issuer.as_ref()]);
            self.entries.push(entry);
        }
    }

    /// The index of each center among the entries.
    fn centers(&mut self) -> Vec<u32> {
        let mut places = Vec::new();
        for (key, center) in self.portal.centers() {
            let record = &center.record;
            let address = format!("centers/{}/", center.id);
            let mut entry = self.entry(Kind::Center, format!("centers/{}", center.id), &address, &record.name);
            let desks = record.desks.iter().flat_map(|desk| [Some(&desk.name), desk.areas.as_ref()]);
            let texts = [record.introduction.as_ref(), record.address.as_ref(), record.hours.as_ref()];
            entry.text = self.joined(texts.into_iter().chain(desks));
            let numbers = [&record.telephone, &record.email].into_iter().flatten();
            for number in numbers {
                entry.text.push('\n');
                entry.text.push_str(number);
            }
            entry.center = Some(key);
            places.push(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
            self.entries.push(entry);
        }
        places
    }

    /// What belongs to centers, each under its center: pages, experts, events; and all news.
    fn of_centers(&mut self, centers: &[u32]) {
        let portal = self.portal;
        let place = |index: usize| centers.get(index).copied();
        self.articles(&portal.pages, Kind::Page, |article| article.center.is_some());
        for (index, (key, center)) in portal.centers().enumerate() {
            // Only what everybody may see is ever indexed.
            for expert in center.experts.iter().filter(|expert| expert.record.visibility == Visibility::Public) {
                let record = &expert.record;
                let Some(&first) = expert.topics.first() else { continue };
                let id = format!("centers/{}/experts/{}", center.id, record.id.value);
                let topic = &portal.topic(first).record.id.value;
                let address = format!("topics/{topic}/{}/#{}", center.id, record.id.value);
                let mut entry = self.entry(Kind::Expert, id, &address, &record.name);
                let topics = expert.topics.iter().map(|&key| Some(&portal.topic(key).record.name));
                entry.text = self
                    .joined([record.organisation.as_ref(), record.qualification.as_ref()].into_iter().chain(topics));
                entry.topics.clone_from(&expert.topics);
                entry.center = Some(key);
                entry.parent = place(index);
                self.entries.push(entry);
            }
        }
        for event in &portal.events {
            let record = &event.record;
            let center = portal.center(event.center);
            let index = portal.centers().position(|(key, _)| key == event.center);
            let id = format!("centers/{}/events/{}", center.id, record.id.value);
            let address = pages::event_address(portal, event);
            let mut entry = self.entry(Kind::Event, id, &address, &record.title);
            entry.text = self.joined([record.summary.as_ref(), record.audience.as_ref(), record.place.as_ref()]);
            entry.topics.clone_from(&event.topics);
            entry.center = Some(event.center);
            entry.parent = index.and_then(place);
            self.entries.push(entry);
        }
        self.articles(&portal.news, Kind::News, |_| true);
    }

    fn articles(
        &mut self,
        articles: &[crate::portal::Article],
        kind: Kind,
        wanted: impl Fn(&crate::portal::Article) -> bool,
    ) {
        let portal = self.portal;
        for article in articles.iter().filter(|article| wanted(article)) {
            let Some(file) = article.version(self.language) else { continue };
            let address = match kind {
                Kind::News => pages::news_address(portal, article.center, &article.name),
                _ => pages::article_address(portal, article.center, &article.name),
            };
            let title = plain_markdown(&file.front.title);
            let mut entry = self.titled(kind, address.trim_end_matches('/').to_owned(), &address, title, file.language);
            entry.text = plain_markdown(file.body());
            entry.topics.clone_from(&article.topics);
            entry.center = article.center;
            self.entries.push(entry);
        }
    }
}

/// Whether its number leads to it and to nothing else.
fn is_addressed(kind: ProvisionKind) -> bool {
    matches!(kind, ProvisionKind::Part | ProvisionKind::PlanItem | ProvisionKind::Activity | ProvisionKind::Clause)
}

/// The articles that provisions cite, and their paragraphs, as exact names, by the Japanese wording, which holds for the
/// translation too.
fn cited(portal: &Portal) -> BTreeMap<ProvisionKey, BTreeSet<String>> {
    let mut keys: BTreeMap<ProvisionKey, BTreeSet<String>> = BTreeMap::new();
    for reference in portal.references.all(Language::Japanese) {
        let Reference::Law(LawCitation { law: CitedLaw::Known(law), place, .. }) = &reference.found.what else {
            continue;
        };
        let Some(article) = place.main_article() else { continue };
        let of_provision = keys.entry(reference.provision).or_default();
        if let Some(Division::Number(paragraph)) = &place.paragraph {
            of_provision.insert(format!("§{law}:{article}:{paragraph}"));
        }
        of_provision.insert(format!("§{law}:{article}"));
    }
    keys
}

/// Whether a document holds now: an edition that is not the current one does not.
pub(super) fn is_current(portal: &Portal, document: usize) -> bool {
    match portal.documents[document].kind {
        DocumentKind::Directives { year } => year == portal.site.edition,
        DocumentKind::Guidance => true,
    }
}
