//! The portal: all records with their links resolved, and every problem that shows only when they meet.

mod age;
mod article;
mod index;
mod lower;
mod provision;
mod resolve;
mod standing;
mod summary;
mod translation;

use jiff::civil::Date;

use crate::diagnostic::Span;
use crate::reference::{References, Targets};
use crate::source;
use crate::text::Language;

pub use article::Article;
pub use provision::{Document, DocumentKind, Provision, ProvisionKey, ProvisionKind};
pub use standing::{CenterStanding, EditionDuty, Standing, StandingKind, Standings, Unmeasurable};
pub use summary::Summary;
pub use translation::{Progress, TextPlaces};

/// Names a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicKey(u32);

/// Names a center.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CenterKey(u32);

/// Names a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoticeKey(u32);

/// The portal with all its links.
#[derive(Debug)]
pub struct Portal {
    /// The portal as a whole.
    pub site: source::Site,
    /// The authoritative language.
    pub authoritative: Language,
    /// The day for which it is built: what lies before it is past.
    pub date: Date,
    /// The documents: editions of the directives by year, then guidance.
    pub documents: Vec<Document>,
    provisions: Vec<Provision>,
    topics: Vec<Topic>,
    centers: Vec<Center>,
    notices: Vec<source::Notice>,
    /// Laws, in the order of the file.
    pub laws: Vec<source::Law>,
    /// The glossary, in the order of the file.
    pub glossary: Vec<Term>,
    /// Events of all centers by time.
    pub events: Vec<Event>,
    /// News of the portal and of all centers, newest first.
    pub news: Vec<Article>,
    /// Pages of the portal and of all centers.
    pub pages: Vec<Article>,
    /// Every text that there is to be translated, and what is recorded of its translation.
    pub translations: source::Translations,
    /// Files to publish as they are.
    pub assets: Vec<source::Asset>,
    /// How references in brackets may name the provisions.
    pub targets: Targets,
    /// What the texts of the documents refer to.
    pub references: References,
    /// Former addresses and the provisions that moved from there.
    pub moved: Vec<(String, ProvisionKey, Span)>,
}

/// A topic and what hangs on it.
#[derive(Debug)]
pub struct Topic {
    /// What topics.yaml says.
    pub record: source::Topic,
    /// Topics near it.
    pub related: Vec<TopicKey>,
    /// For each consultation route, the provisions that it follows from.
    pub bases: Vec<Vec<ProvisionKey>>,
    /// The provisions that concern it, in the order of the documents.
    pub provisions: Vec<ProvisionKey>,
    /// The Markdown pages that concern it, as indices of [`Portal::pages`].
    pub pages: Vec<usize>,
    /// The news that concern it, newest first, as indices of [`Portal::news`].
    pub news: Vec<usize>,
}

/// A center.
#[derive(Debug)]
pub struct Center {
    /// Its id.
    pub id: String,
    /// What center.yaml says.
    pub record: source::Center,
    /// Its experts, of every visibility.
    pub experts: Vec<Expert>,
}

/// An expert of a center.
#[derive(Debug)]
pub struct Expert {
    /// What experts.csv says.
    pub record: source::Expert,
    /// The topics it serves.
    pub topics: Vec<TopicKey>,
}

/// An event of a center.
#[derive(Debug)]
pub struct Event {
    /// What events.csv says.
    pub record: source::Event,
    /// Who holds it.
    pub center: CenterKey,
    /// The topics it concerns.
    pub topics: Vec<TopicKey>,
    /// The provisions whose duties it meets.
    pub fulfils: Vec<ProvisionKey>,
}

/// A term of the glossary.
#[derive(Debug)]
pub struct Term {
    /// What glossary.yaml says.
    pub record: source::Term,
    /// The topics it belongs to.
    pub topics: Vec<TopicKey>,
    /// Other terms, as indices of [`Portal::glossary`].
    pub see: Vec<usize>,
}

impl Portal {
    /// The languages of the portal, the authoritative one first.
    #[must_use]
    pub fn languages(&self) -> &[Language] {
        &self.site.languages
    }

    /// A provision.
    #[must_use]
    pub fn provision(&self, key: ProvisionKey) -> &Provision {
        &self.provisions[key.0 as usize]
    }

    /// All provisions with their keys, in the order of the documents.
    pub fn provisions(&self) -> impl Iterator<Item = (ProvisionKey, &Provision)> {
        (0u32..).map(ProvisionKey).zip(&self.provisions)
    }

    /// The provisions of a document, an index of [`Portal::documents`], with their keys: they lie together.
    pub fn provisions_of(&self, document: usize) -> impl Iterator<Item = (ProvisionKey, &Provision)> {
        let from = self.provisions.partition_point(|provision| provision.document < document);
        let to = self.provisions.partition_point(|provision| provision.document <= document);
        let first = u32::try_from(from).unwrap_or(u32::MAX);
        (first..).map(ProvisionKey).zip(self.provisions.get(from..to).unwrap_or_default())
    }

    /// The id of a provision with the path of its document: `directives/2023/employer-seminars/d1`.
    #[must_use]
    pub fn full_id(&self, provision: &Provision) -> String {
        format!("{}/{}", self.documents[provision.document].path, provision.id)
    }

    /// The number of a provision as printed, from the top of its document: `5(2)ウ(イ)`, `III-3-① d4`.
    #[must_use]
    pub fn printed_number(&self, key: ProvisionKey) -> String {
        let provision = self.provision(key);
        let above = provision.parent.map(|parent| self.printed_number(parent)).unwrap_or_default();
        provision.number_below(&above)
    }

    /// The pages before and after that of a provision: parts among parts, all others in the order of their document.
    #[must_use]
    pub fn neighbours(&self, key: ProvisionKey) -> (Option<ProvisionKey>, Option<ProvisionKey>) {
        let own = self.provision(key);
        let (before, after) = self.provisions.split_at(key.0 as usize);
        // A document's provisions lie together, and the next page is never far: no list of all pages is needed.
        let within = |other: &&Provision| other.document == own.document;
        let is_sibling = |other: &Provision| {
            other.has_page() && (other.kind == ProvisionKind::Part) == (own.kind == ProvisionKind::Part)
        };
        let previous = before.iter().rev().take_while(within).zip(1..).find(|(other, _)| is_sibling(other));
        let next = after.iter().skip(1).take_while(within).zip(1..).find(|(other, _)| is_sibling(other));
        (
            previous.map(|(_, distance)| ProvisionKey(key.0 - distance)),
            next.map(|(_, distance)| ProvisionKey(key.0 + distance)),
        )
    }

    /// A topic.
    #[must_use]
    pub fn topic(&self, key: TopicKey) -> &Topic {
        &self.topics[key.0 as usize]
    }

    /// All topics with their keys, in the order of the file.
    pub fn topics(&self) -> impl Iterator<Item = (TopicKey, &Topic)> {
        (0u32..).map(TopicKey).zip(&self.topics)
    }

    /// A center.
    #[must_use]
    pub fn center(&self, key: CenterKey) -> &Center {
        &self.centers[key.0 as usize]
    }

    /// All centers with their keys, in the order of prefectures.
    pub fn centers(&self) -> impl Iterator<Item = (CenterKey, &Center)> {
        (0u32..).map(CenterKey).zip(&self.centers)
    }

    /// A notice.
    #[must_use]
    pub fn notice(&self, key: NoticeKey) -> &source::Notice {
        &self.notices[key.0 as usize]
    }

    /// All notices with their keys, in the order of the file.
    pub fn notices(&self) -> impl Iterator<Item = (NoticeKey, &source::Notice)> {
        (0u32..).map(NoticeKey).zip(&self.notices)
    }

    /// The current edition of the directives.
    #[must_use]
    pub fn current_edition(&self) -> Option<&Document> {
        let current = DocumentKind::Directives { year: self.site.edition };
        self.documents.iter().find(|document| document.kind == current)
    }
}
