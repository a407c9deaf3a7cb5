//! The page of search results. Results come by script; without it the page leads to the lists.

use serde::Serialize;

use crate::portal::DocumentKind;
use crate::text::{Language, prefecture};

use super::frame::Head;
use super::view::{Html, Link, View};

#[derive(Serialize)]
struct SearchPage<'a> {
    topics: Vec<Link>,
    centers: Vec<Center>,
    index: Vec<IndexFolder>,
    version: &'a str,
    /// Whether there are other editions of the directives than the current one.
    editions: bool,
}

#[derive(Serialize)]
struct Center {
    id: String,
    name: &'static str,
    telephone: Option<String>,
    url: String,
}

/// Where the index of a language lies.
#[derive(Serialize)]
struct IndexFolder {
    lang: &'static str,
    url: String,
}

/// The address of the folder that holds the index of a language.
#[must_use]
pub fn index_folder(language: Language) -> String {
    format!("search/{}/", language.code())
}

/// The address of the file by which the index of a language is opened.
#[must_use]
pub fn index_root(language: Language) -> String {
    format!("{}root.js", index_folder(language))
}

pub(super) fn render(view: &mut View<'_>) -> Html {
    let portal = view.portal();
    let own = std::iter::once(view.language);
    let others = portal.languages().iter().copied().filter(|&language| language != view.language);
    let index = own
        .chain(others)
        .map(|language| IndexFolder { lang: language.code(), url: format!("/{}", index_folder(language)) })
        .collect();
    let keys: Vec<_> = portal.topics().map(|(key, _)| key).collect();
    let topics = view.topic_links(&keys);
    let centers = (portal.centers())
        .map(|(_, center)| Center {
            id: center.id.clone(),
            name: prefecture::name(center.record.prefecture.0, view.language),
            telephone: center.record.telephone.clone(),
            url: view.url(&format!("centers/{}/", center.id)),
        })
        .collect();
    let head = Head {
        kind: "search",
        title: view.word("title.search"),
        description: Some(view.word("description.search")),
        ..Head::default()
    };
    let editions = portal.documents.iter().filter(|document| document.kind != DocumentKind::Guidance).count() > 1;
    let version = view.renderer.settings.search_version.as_str();
    view.finish("search.html", &head, &SearchPage { topics, centers, index, version, editions })
}
