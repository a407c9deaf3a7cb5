//! Experts as pages show them, and how many there are.

use serde::Serialize;

use crate::portal::{CenterKey, Expert, Portal, TopicKey};
use crate::source::{ExpertKind, Visibility};
use crate::text::{Language, calendar};

use super::center;
use super::view::{Link, View};

#[derive(Serialize)]
pub(super) struct ExpertView {
    id: String,
    kind: &'static str,
    name_html: String,
    reading: Option<String>,
    organisation_html: Option<String>,
    qualification_html: Option<String>,
    contact: Option<center::Contact>,
    languages: Vec<String>,
    verified_on: Option<String>,
    verified_label: Option<String>,
    stale: bool,
    topics: Vec<Link>,
}

pub(super) fn view(view: &mut View<'_>, expert: &Expert) -> ExpertView {
    let record = &expert.record;
    ExpertView {
        id: record.id.value.clone(),
        kind: match record.kind {
            ExpertKind::Person => "person",
            ExpertKind::Institution => "institution",
        },
        name_html: view.inline(&record.name),
        reading: record.reading.clone().filter(|_| view.language == Language::Japanese),
        organisation_html: view.inline_option(record.organisation.as_ref()),
        qualification_html: view.inline_option(record.qualification.as_ref()),
        contact: record.contact.as_deref().map(center::contact),
        languages: (record.languages.iter())
            .map(|code| {
                Language::from_code(code)
                    .map_or_else(|| code.clone(), |language| view.word(&format!("language.{}", language.code())))
            })
            .collect(),
        verified_on: record.verified_on.map(|date| date.to_string()),
        verified_label: record.verified_on.map(|date| calendar::day(date, view.language)),
        stale: expert.is_stale(view.portal().date),
        topics: view.topic_links(&expert.topics),
    }
}

/// How many experts of a center serve a topic, or any, publicly and on request.
pub(super) fn counts(portal: &Portal, center: CenterKey, topic: Option<TopicKey>) -> (usize, usize) {
    let serving = |visibility: Visibility| {
        (portal.center(center).experts.iter())
            .filter(|expert| topic.is_none_or(|topic| expert.topics.contains(&topic)))
            .filter(|expert| expert.record.visibility == visibility)
            .count()
    };
    (serving(Visibility::Public), serving(Visibility::OnRequest))
}
