//! Pages outside the content: the choice of language, 404, former addresses.

use serde::Serialize;

use crate::portal::ProvisionKey;

use super::frame::Head;
use super::own_site;
use super::view::{Html, Link, View};

#[derive(Serialize)]
struct Nothing {}

#[derive(Serialize)]
struct Root {
    choices: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    lang: &'static str,
    label: &'static str,
    url: String,
    title: String,
}

#[derive(Serialize)]
struct Moved {
    target: Link,
    /// The new address is the one to be found, not the former.
    canonical: String,
}

pub(super) fn root(view: &mut View<'_>) -> Html {
    let portal = view.portal();
    let choices = (portal.languages().iter())
        .map(|&language| Choice {
            lang: language.code(),
            label: language.own_name(),
            url: format!("/{}", view.renderer.settings.scope.home(language)),
            title: own_site::title(portal, view.renderer.center, language),
        })
        .collect();
    let title = own_site::title(portal, view.renderer.center, view.language);
    view.finish("root.html", &Head { kind: "root", title, ..Head::default() }, &Root { choices })
}

pub(super) fn not_found(view: &mut View<'_>) -> Html {
    let title = view.word("title.not_found");
    view.finish(
        "not-found.html",
        &Head { kind: "not-found", title, description: Some(view.word("description.not_found")), ..Head::default() },
        &Nothing {},
    )
}

pub(super) fn moved(view: &mut View<'_>, key: ProvisionKey) -> Html {
    let target = view.provision_link(key);
    let title = view.word("redirect.title");
    view.finish(
        "redirect.html",
        &Head { kind: "redirect", title, ..Head::default() },
        &Moved { canonical: view.absolute(&target.url).unwrap_or_else(|| target.url.clone()), target },
    )
}
