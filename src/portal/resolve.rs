//! Meeting of the records: ids, references, editions.

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostics, Problem, RecordKind, Span};
use crate::reference::{References, Targets};
use crate::source::{self, Reference, Source, Translations};
use crate::text::Language;

use super::article::Article;
use super::index::Index;
use super::lower::{Links, Lowered, report_notes};
use super::provision::{DocumentKind, Provision, ProvisionKey};
use super::{Center, CenterKey, Event, Expert, NoticeKey, Portal, Term, Topic, TopicKey};

impl Portal {
    /// Resolves everything that `source` refers to. Problems are reported, what they concern is left out, and the
    /// portal is as complete as it can be, so that later stages find further problems.
    #[must_use]
    pub fn resolve(source: Source, date: Date, diagnostics: &mut Diagnostics) -> Self {
        let Source {
            site,
            editions,
            guidance,
            topics,
            laws,
            notices,
            glossary,
            pages,
            news,
            mut centers,
            assets,
            translations,
        } = source;
        let authoritative = site.languages.first().copied().unwrap_or(Language::Japanese);

        let (topics, topic_index) = distinct(RecordKind::Topic, topics, |topic| &topic.id, TopicKey, diagnostics);
        report_reviews(&notices, &laws, &glossary, diagnostics);
        let (notices, notice_index) =
            distinct(RecordKind::Notice, notices, |notice| &notice.id, NoticeKey, diagnostics);
        let (laws, _) = distinct(RecordKind::Notice, laws, |law| &law.id, NoticeKey, diagnostics);
        let (guidance, _) = distinct(RecordKind::Provision, guidance, |document| &document.id, |key| key, diagnostics);

        let mut lowered = Lowered::default();
        for folder in editions {
            lowered.directives(folder, diagnostics);
        }
        for document in guidance {
            lowered.guidance(document, diagnostics);
        }
        let Lowered { documents, mut provisions, links } = lowered;
        let paths: Vec<String> = documents.iter().map(|document| document.path.clone()).collect();
        let provision_index = index_provisions(&provisions, &paths, diagnostics);
        let moved = link(&mut provisions, links, &paths, &provision_index, &topic_index, &notice_index, diagnostics);
        report_circles(&provisions, diagnostics);

        for topic in &topics {
            unique(topic.routes.iter().map(|route| &route.id), diagnostics);
        }
        let by_topic = by_topic(&provisions, topics.len());
        let duty_index = index_duties(&provisions, diagnostics);
        let mut topics = topics
            .into_iter()
            .zip(by_topic)
            .map(|(record, provisions)| topic(record, provisions, &topic_index, &provision_index, diagnostics))
            .collect::<Vec<_>>();

        let mut news = Article::pair(news, None, &topic_index, diagnostics);
        let mut pages = Article::pair(pages, None, &topic_index, diagnostics);
        let mut events = Vec::new();
        let mut resolved_centers = Vec::new();
        centers.sort_by_key(|folder| (folder.center.prefecture, folder.id.clone()));
        for (folder, key) in centers.into_iter().zip((0..).map(CenterKey)) {
            news.extend(Article::pair(folder.news, Some(key), &topic_index, diagnostics));
            pages.extend(Article::pair(folder.pages, Some(key), &topic_index, diagnostics));
            unique(folder.events.iter().map(|event| &event.id), diagnostics);
            unique(folder.experts.iter().map(|expert| &expert.id), diagnostics);
            events.extend(
                folder.events.into_iter().map(|record| event(record, key, &topic_index, &duty_index, diagnostics)),
            );
            let experts = (folder.experts.into_iter())
                .map(|record| Expert { topics: topic_index.resolve_all(&record.topics, diagnostics), record })
                .collect();
            resolved_centers.push(Center { id: folder.id, record: folder.center, experts });
        }
        events.sort_by_key(|event| (event.record.start, event.center, event.record.id.value.clone()));
        news.sort_by_key(|item| (Reverse(item.date), item.center, item.name.clone()));
        for (index, topic) in topics_of(&pages) {
            topics[topic].pages.push(index);
        }
        for (index, topic) in topics_of(&news) {
            topics[topic].news.push(index);
        }

        let glossary = terms(glossary, &topic_index, diagnostics);
        let translations = Translations { is_whole: !diagnostics.has_errors(), ..translations };
        let portal = Self {
            site,
            authoritative,
            date,
            documents,
            provisions,
            topics,
            centers: resolved_centers,
            notices,
            laws,
            glossary,
            events,
            news,
            pages,
            assets,
            translations,
            targets: Targets::default(),
            references: References::default(),
            moved,
        };
        portal.completed(diagnostics)
    }

    /// Adds what shows only in the whole.
    fn completed(mut self, diagnostics: &mut Diagnostics) -> Self {
        report_missing_edition(&self, diagnostics);
        self.targets = Targets::new(&self);
        self.references = References::new(&self);
        self
    }
}

/// Reports the notes in lists.
fn report_reviews(
    notices: &[source::Notice],
    laws: &[source::Law],
    terms: &[source::Term],
    diagnostics: &mut Diagnostics,
) {
    let reviews = notices.iter().map(|notice| &notice.review).chain(laws.iter().map(|law| &law.review));
    for review in reviews.chain(terms.iter().map(|term| &term.review)) {
        report_notes(review, diagnostics);
    }
}

/// The terms of the glossary with what they refer to.
fn terms(glossary: Vec<source::Term>, topics: &Index<TopicKey>, diagnostics: &mut Diagnostics) -> Vec<Term> {
    let (glossary, index) = distinct(RecordKind::GlossaryTerm, glossary, |term| &term.id, |key| key, diagnostics);
    (glossary.into_iter())
        .map(|record| Term {
            topics: topics.resolve_all(&record.topics, diagnostics),
            see: index.resolve_all(&record.see, diagnostics).into_iter().map(|key| key as usize).collect(),
            record,
        })
        .collect()
}

/// Reports a current edition that is not there, where there are others.
fn report_missing_edition(portal: &Portal, diagnostics: &mut Diagnostics) {
    if portal.current_edition().is_none()
        && portal.documents.iter().any(|document| document.kind != DocumentKind::Guidance)
    {
        let id = portal.site.edition.to_string();
        if !diagnostics.is_lost(&id) {
            // Links to the current edition lead nowhere for the same reason.
            diagnostics.lose(&id);
            let span = portal.site.span.key("edition");
            diagnostics.error(Problem::UnknownRecord { kind: RecordKind::Edition, id, nearest: None }, &span);
        }
    }
}

/// The records with the first of each id, and an index over them. The others are reported and left out, so that
/// nothing else collides.
fn distinct<T, K: Copy>(
    kind: RecordKind,
    records: Vec<T>,
    id: impl Fn(&T) -> &source::Id,
    key: impl Fn(u32) -> K,
    diagnostics: &mut Diagnostics,
) -> (Vec<T>, Index<K>) {
    let mut index = Index::new(kind);
    let mut kept = Vec::with_capacity(records.len());
    for record in records {
        let position = u32::try_from(kept.len()).unwrap_or(u32::MAX);
        if index.insert(&id(&record).value, key(position), &id(&record).span, diagnostics) {
            kept.push(record);
        }
    }
    (kept, index)
}

/// Reports ids that occur twice.
fn unique<'a>(ids: impl Iterator<Item = &'a source::Id>, diagnostics: &mut Diagnostics) {
    let mut index = Index::new(RecordKind::Topic);
    for id in ids {
        index.insert(&id.value, (), &id.span, diagnostics);
    }
}

/// Provisions by id. Those below one whose id is taken are not reported as well.
fn index_provisions(provisions: &[Provision], paths: &[String], diagnostics: &mut Diagnostics) -> Index<ProvisionKey> {
    let mut index = Index::new(RecordKind::Provision);
    let mut is_out = vec![false; provisions.len()];
    for (position, provision) in provisions.iter().enumerate() {
        let key = ProvisionKey(u32::try_from(position).unwrap_or(u32::MAX));
        let id = format!("{}/{}", paths[provision.document], provision.id);
        let below_one = provision.parent.is_some_and(|parent| is_out[parent.0 as usize]);
        let is_known = below_one && index.find(&id).is_some();
        is_out[position] = !is_known && !index.insert(&id, key, &provision.span, diagnostics) || below_one;
    }
    index
}

/// Duties by id. Duties of several editions may share an id: the latest edition is meant.
fn index_duties(provisions: &[Provision], diagnostics: &mut Diagnostics) -> Index<ProvisionKey> {
    let mut by_document: HashMap<(usize, &str), &Span> = HashMap::new();
    let mut latest: HashMap<&str, (ProvisionKey, &Span)> = HashMap::new();
    for (provision, key) in provisions.iter().zip((0..).map(ProvisionKey)) {
        for duty in &provision.duties {
            let id = duty.id.value.as_str();
            if let Some(first) = by_document.insert((provision.document, id), &duty.id.span) {
                let first = format!("{}:{}", first.file.path, first.position().0);
                diagnostics.error(Problem::DuplicateId { id: id.to_owned(), first }, &duty.id.span);
            }
            latest.insert(id, (key, &duty.id.span));
        }
    }
    let mut index = Index::new(RecordKind::Duty);
    for (id, (key, span)) in latest {
        index.insert(id, key, span, diagnostics);
    }
    index
}

/// Fills in what provisions refer to; returns the addresses that they moved from.
fn link(
    provisions: &mut [Provision],
    links: Vec<Links>,
    paths: &[String],
    index: &Index<ProvisionKey>,
    topics: &Index<TopicKey>,
    notices: &Index<NoticeKey>,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, ProvisionKey, Span)> {
    let mut moved = Vec::new();
    let document_of: Vec<usize> = provisions.iter().map(|provision| provision.document).collect();
    for ((provision, links), key) in provisions.iter_mut().zip(links).zip((0..).map(ProvisionKey)) {
        let path = &paths[provision.document];
        provision.topics = topics.resolve_all(&links.topics, diagnostics);
        provision.notices = notices.resolve_all(&links.notices, diagnostics);
        provision.restates = resolve_references(&links.restates, path, index, diagnostics).pop();
        let activity = provision.id.rsplit_once('/').map_or("", |(activity, _)| activity);
        provision.about = (links.about.iter())
            .filter_map(|id| index.resolve(&format!("{path}/{activity}/{}", id.value), &id.span, diagnostics))
            .collect();
        for former in links.moved_from {
            let is_whole = former.value.starts_with("directives/") || former.value.starts_with("guidance/");
            let address = if is_whole { former.value } else { format!("{path}/{}", former.value) };
            // What stands in another edition keeps its address there: only history knows that it moved.
            if index.find(&address).is_none_or(|there| document_of[there.0 as usize] == provision.document) {
                moved.push((format!("{address}/"), key, former.span));
            }
            provision.moved_from.push(address);
        }
    }
    moved
}

/// The provisions that references name, each in full or within the document at `path`.
fn resolve_references<'a>(
    references: impl IntoIterator<Item = &'a Reference>,
    path: &str,
    index: &Index<ProvisionKey>,
    diagnostics: &mut Diagnostics,
) -> Vec<ProvisionKey> {
    let mut resolved = Vec::new();
    for reference in references {
        let within = format!("{path}/{}", reference.value);
        match index.find(&reference.value).or_else(|| index.find(&within)) {
            Some(key) => resolved.push(key),
            None if diagnostics.is_lost(&within) || diagnostics.is_lost(&reference.value) => {}
            None => {
                let is_whole = reference.value.starts_with("directives/") || reference.value.starts_with("guidance/");
                diagnostics.error(index.unknown(if is_whole { &reference.value } else { &within }), &reference.span);
            }
        }
    }
    resolved
}

/// Reports provisions that restate each other in a circle, each circle once.
fn report_circles(provisions: &[Provision], diagnostics: &mut Diagnostics) {
    let next = |key: usize| provisions[key].restates.map(|key| key.0 as usize);
    let mut seen = vec![false; provisions.len()];
    for start in 0..provisions.len() {
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(key) = at.filter(|&key| !seen[key]) {
            seen[key] = true;
            path.push(key);
            at = next(key);
        }
        if let Some(begin) = at.and_then(|key| path.iter().position(|&earlier| earlier == key)) {
            let mut ids: Vec<String> = path[begin..].iter().map(|&key| provisions[key].id.clone()).collect();
            ids.push(ids[0].clone());
            diagnostics.error(Problem::Cycle { path: ids }, &provisions[path[begin]].span);
        }
    }
}

/// Each article with each topic that it concerns, both as indices.
fn topics_of(articles: &[Article]) -> impl Iterator<Item = (usize, usize)> {
    (articles.iter().enumerate())
        .flat_map(|(index, article)| article.topics.iter().map(move |topic| (index, topic.0 as usize)))
}

/// For each topic the provisions that name it.
fn by_topic(provisions: &[Provision], topics: usize) -> Vec<Vec<ProvisionKey>> {
    let mut by_topic = vec![Vec::new(); topics];
    for (provision, key) in provisions.iter().zip((0..).map(ProvisionKey)) {
        for topic in &provision.topics {
            by_topic[topic.0 as usize].push(key);
        }
    }
    by_topic
}

/// A topic without its pages and news.
fn topic(
    record: source::Topic,
    provisions: Vec<ProvisionKey>,
    topics: &Index<TopicKey>,
    index: &Index<ProvisionKey>,
    diagnostics: &mut Diagnostics,
) -> Topic {
    Topic {
        related: topics.resolve_all(&record.related, diagnostics),
        bases: (record.routes.iter()).map(|route| resolve_references(&route.basis, "", index, diagnostics)).collect(),
        provisions,
        pages: Vec::new(),
        news: Vec::new(),
        record,
    }
}

fn event(
    record: source::Event,
    center: CenterKey,
    topics: &Index<TopicKey>,
    duties: &Index<ProvisionKey>,
    diagnostics: &mut Diagnostics,
) -> Event {
    if let Some(end) = record.end
        && end < record.start
    {
        let problem = Problem::DatesReversed { from: "start".into(), until: "end".into() };
        diagnostics.error(problem, &record.span);
    }
    Event {
        topics: topics.resolve_all(&record.topics, diagnostics),
        fulfils: duties.resolve_all(&record.fulfils, diagnostics),
        center,
        record,
    }
}
