//! The consultation finder: who asks, about what, and where, and the desk that answers.
//!
//! Three steps are three kinds of pages, so that it works without script: who ([`start`]), what about ([`questions`]),
//! and the answer with the telephone numbers of all centers ([`answer`]). A script adds the three choices side by side.

use serde::Serialize;

use crate::portal::{Center, CenterKey, Portal, Topic, TopicKey};
use crate::source::{Asker, Route, RouteDesk};
use crate::text::prefecture;
use crate::theme::escape;

use super::center::{self, DeskView};
use super::expert::counts;
use super::frame::{ContentsEntry, Head};
use super::route::{self, RouteView, asker_name};
use super::view::{Html, Link, View};

/// The address of the first page without language.
pub(super) const ADDRESS: &str = "consultation/";

/// The address of the questions of an asker without language.
pub(super) fn questions_address(asker: Asker) -> String {
    format!("{ADDRESS}{}/", asker.word())
}

/// The address of the answer to an asker about a topic, without language.
pub(super) fn answer_address(asker: Asker, topic: &str) -> String {
    format!("{ADDRESS}{}/{topic}/", asker.word())
}

/// Who has something to ask.
pub(super) fn askers(portal: &Portal) -> impl Iterator<Item = Asker> {
    Asker::ALL.iter().copied().filter(|&asker| topics(portal, asker).next().is_some())
}

/// The topics that have a route for an asker.
pub(super) fn topics(portal: &Portal, asker: Asker) -> impl Iterator<Item = (TopicKey, &Topic)> {
    portal.topics().filter(move |(_, topic)| routes(topic, asker).next().is_some())
}

/// The routes of an asker.
fn routes(topic: &Topic, asker: Asker) -> impl Iterator<Item = &Route> {
    topic.record.routes.iter().filter(move |route| route.who.contains(&asker))
}

/// The three choices that the script offers.
#[derive(Serialize)]
struct Finder {
    url: String,
    askers: Vec<Choice>,
    topics: Vec<Choice>,
    regions: Vec<ChoiceGroup>,
}

#[derive(Serialize)]
struct Choice {
    id: String,
    name: String,
    /// Of a topic, the askers that have a route.
    who: Vec<&'static str>,
    chosen: bool,
}

#[derive(Serialize)]
struct ChoiceGroup {
    name: &'static str,
    centers: Vec<Choice>,
}

#[derive(Serialize)]
struct StartPage {
    finder: Finder,
    askers: Vec<AskerView>,
}

/// Who asks, with the topics that may be asked about.
#[derive(Serialize)]
struct AskerView {
    link: Link,
    topics: Vec<Link>,
}

#[derive(Serialize)]
struct QuestionsPage {
    finder: Finder,
    topics: Vec<Questions>,
}

/// What an asker may ask about a topic.
#[derive(Serialize)]
struct Questions {
    answer: Link,
    questions: Vec<Link>,
}

#[derive(Serialize)]
struct AnswerPage {
    finder: Finder,
    topic: Link,
    routes: Vec<RouteView>,
    /// The support lines on stress checks, where a route leads to them.
    lines: Vec<SupportLine>,
    /// The centers, where a route leads to them or to their regional desks.
    regions: Vec<Contacts>,
    others: Vec<Link>,
}

/// How to reach the centers of a region.
#[derive(Serialize)]
struct Contacts {
    name: &'static str,
    centers: Vec<ContactView>,
}

/// How to reach a center about a topic.
#[derive(Serialize)]
struct ContactView {
    id: String,
    name: &'static str,
    url: String,
    /// Its experts on the topic, if it has any.
    experts_url: Option<String>,
    /// Whether the center itself is to be called.
    center: bool,
    telephone: Option<String>,
    telephone_href: Option<String>,
    hours_html: Option<String>,
    /// Its regional desks, if they are to be called.
    desks: Vec<DeskView>,
}

#[derive(Serialize)]
struct SupportLine {
    name: &'static str,
    url: String,
    telephone: String,
    telephone_href: Option<String>,
}

pub(super) fn start(view: &mut View<'_>) -> Html {
    let portal = view.portal();
    let askers = askers(portal)
        .map(|asker| AskerView {
            link: asker_link(view, asker),
            topics: topics(portal, asker).map(|(key, topic)| answer_link(view, asker, key, topic)).collect(),
        })
        .collect();
    let head = Head {
        kind: "consultation",
        title: view.word("title.consultation"),
        description: Some(view.word("description.consultation")),
        ..Head::default()
    };
    let finder = finder(view, None, None);
    view.finish("consultation.html", &head, &StartPage { finder, askers })
}

pub(super) fn questions(view: &mut View<'_>, asker: Asker) -> Html {
    let portal = view.portal();
    let topics = topics(portal, asker)
        .map(|(key, topic)| {
            let answer = answer_link(view, asker, key, topic);
            let questions = routes(topic, asker)
                .map(|route| Link {
                    title_html: view.inline(&route.about),
                    url: format!("{}#{}", answer.url, route.id.value),
                })
                .collect();
            Questions { answer, questions }
        })
        .collect();
    let name = asker_name(view, asker);
    let head = Head {
        kind: "questions",
        title: view.words("title.questions", &[("asker", &name)]),
        description: Some(view.words("description.questions", &[("asker", &name)])),
        path: vec![start_link(view)],
        ..Head::default()
    };
    let finder = finder(view, Some(asker), None);
    view.finish("questions.html", &head, &QuestionsPage { finder, topics })
}

pub(super) fn answer(view: &mut View<'_>, asker: Asker, key: TopicKey) -> Html {
    let portal = view.portal();
    let topic = portal.topic(key);
    let leads_to = |desk: RouteDesk| routes(topic, asker).any(|route| route.desk == Some(desk));
    let own = AnswerPage {
        finder: finder(view, Some(asker), Some(key)),
        topic: view.topic_link(key),
        routes: route::of(view, topic, asker),
        lines: if leads_to(RouteDesk::StressCheckLine) { support_lines(view) } else { Vec::new() },
        regions: contacts(view, key, leads_to(RouteDesk::Center), leads_to(RouteDesk::Regional)),
        others: answers(view, key, Some(asker)),
    };
    let sections = [
        ("routes", "topic.routes", false),
        ("where", "consultation.contacts", own.regions.is_empty()),
        ("more", "consultation.more", false),
    ];
    let contents = (sections.into_iter())
        .filter(|(.., is_empty)| !is_empty)
        .map(|(id, key, _)| ContentsEntry { id: id.to_owned(), title_html: escape(&view.word(key)), depth: 1 })
        .collect();
    let (asker_name, topic_name) = (asker_name(view, asker), view.plain(&topic.record.name));
    let values = [("asker", asker_name.as_str()), ("topic", topic_name.as_str())];
    let head = Head {
        kind: "answer",
        title: view.words("title.answer", &values),
        description: Some(view.words("description.answer", &values)),
        path: vec![start_link(view), asker_link(view, asker)],
        sample: portal.site.sample && !(own.regions.is_empty() && own.lines.is_empty()),
        contents,
        ..Head::default()
    };
    view.finish("answer.html", &head, &own)
}

/// Who has something to ask, each with where the questions are.
pub(super) fn asker_links(view: &View<'_>) -> Vec<Link> {
    askers(view.portal()).map(|asker| asker_link(view, asker)).collect()
}

/// The answers about a topic to all askers but one, each by the name of the asker.
pub(super) fn answers(view: &View<'_>, key: TopicKey, but: Option<Asker>) -> Vec<Link> {
    let topic = view.portal().topic(key);
    (Asker::ALL.iter().copied())
        .filter(|&asker| Some(asker) != but && routes(topic, asker).next().is_some())
        .map(|asker| Link {
            title_html: escape(&asker_name(view, asker)),
            url: view.url(&answer_address(asker, &topic.record.id.value)),
        })
        .collect()
}

fn start_link(view: &View<'_>) -> Link {
    Link { title_html: escape(&view.word("title.consultation")), url: view.url(ADDRESS) }
}

fn asker_link(view: &View<'_>, asker: Asker) -> Link {
    Link { title_html: escape(&asker_name(view, asker)), url: view.url(&questions_address(asker)) }
}

/// The answer to an asker by the name of the topic.
fn answer_link(view: &mut View<'_>, asker: Asker, key: TopicKey, topic: &Topic) -> Link {
    let url = view.url(&answer_address(asker, &topic.record.id.value));
    Link { url, ..view.topic_link(key) }
}

fn finder(view: &mut View<'_>, asker: Option<Asker>, topic: Option<TopicKey>) -> Finder {
    let portal = view.portal();
    let choice = |id: &str, name: String| Choice { id: id.to_owned(), name, who: Vec::new(), chosen: false };
    Finder {
        url: view.url(ADDRESS),
        askers: askers(portal)
            .map(|one| Choice { chosen: asker == Some(one), ..choice(one.word(), asker_name(view, one)) })
            .collect(),
        topics: (portal.topics())
            .map(|(key, one)| Choice {
                who: askers(portal).filter(|&asker| routes(one, asker).next().is_some()).map(Asker::word).collect(),
                chosen: topic == Some(key),
                ..choice(&one.record.id.value, view.plain(&one.record.name))
            })
            .filter(|topic| !topic.who.is_empty())
            .collect(),
        regions: by_region(view, |view, _, center| {
            choice(&center.id, prefecture::name(center.record.prefecture.0, view.language).to_owned())
        })
        .into_iter()
        .map(|(name, centers)| ChoiceGroup { name, centers })
        .collect(),
    }
}

/// How to reach every center about a topic: the center itself, its regional desks, or both.
fn contacts(view: &mut View<'_>, topic: TopicKey, by_center: bool, by_desk: bool) -> Vec<Contacts> {
    if !by_center && !by_desk {
        return Vec::new();
    }
    let portal = view.portal();
    let topic_id = &portal.topic(topic).record.id.value;
    by_region(view, |view, key, center| {
        let record = &center.record;
        let (public, on_request) = counts(portal, key, Some(topic));
        ContactView {
            id: center.id.clone(),
            name: prefecture::name(record.prefecture.0, view.language),
            url: view.url(&format!("centers/{}/", center.id)),
            experts_url: (public + on_request > 0).then(|| view.url(&format!("topics/{topic_id}/{}/", center.id))),
            center: by_center,
            telephone: record.telephone.clone(),
            telephone_href: record.telephone.as_deref().and_then(center::telephone_href),
            hours_html: view.inline_option(record.hours.as_ref()),
            desks: if by_desk { center::desks(view, center) } else { Vec::new() },
        }
    })
    .into_iter()
    .map(|(name, centers)| Contacts { name, centers })
    .collect()
}

/// The centers that have a support line on stress checks.
fn support_lines(view: &View<'_>) -> Vec<SupportLine> {
    (view.portal().centers())
        .filter_map(|(_, center)| {
            let telephone = center.record.stress_check_line.clone()?;
            Some(SupportLine {
                name: prefecture::name(center.record.prefecture.0, view.language),
                url: view.url(&format!("centers/{}/", center.id)),
                telephone_href: center::telephone_href(&telephone),
                telephone,
            })
        })
        .collect()
}

/// What `show` makes of the centers, by region; regions without any are left out.
fn by_region<T>(
    view: &mut View<'_>,
    mut show: impl FnMut(&mut View<'_>, CenterKey, &Center) -> T,
) -> Vec<(&'static str, Vec<T>)> {
    let portal = view.portal();
    let mut regions = Vec::new();
    for (name, codes) in prefecture::regions(view.language) {
        let centers: Vec<T> = (portal.centers())
            .filter(|(_, center)| codes.contains(&center.record.prefecture.0))
            .map(|(key, center)| show(view, key, center))
            .collect();
        if !centers.is_empty() {
            regions.push((name, centers));
        }
    }
    regions
}
