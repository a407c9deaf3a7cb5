//! Consultation routes: who asks about what, and where that leads.

use serde::Serialize;

use crate::portal::{ProvisionKey, Topic};
use crate::source::{Asker, Route, RouteDesk};

use super::view::{Link, View};

/// A consultation route as templates see it.
#[derive(Serialize)]
pub(super) struct RouteView {
    id: String,
    who: Vec<String>,
    about_html: String,
    to_html: Option<String>,
    desk: Option<&'static str>,
    links: Vec<Link>,
    through_html: Option<String>,
    prepare_html: Option<String>,
    not_handled_html: Option<String>,
    declined: bool,
    basis: Vec<Link>,
}

/// All routes of a topic.
pub(super) fn all(view: &mut View<'_>, topic: &Topic) -> Vec<RouteView> {
    (topic.record.routes.iter().zip(&topic.bases)).map(|(route, basis)| self::view(view, route, basis)).collect()
}

/// Those of one asker.
pub(super) fn of(view: &mut View<'_>, topic: &Topic, asker: Asker) -> Vec<RouteView> {
    (topic.record.routes.iter().zip(&topic.bases))
        .filter(|(route, _)| route.who.contains(&asker))
        .map(|(route, basis)| self::view(view, route, basis))
        .collect()
}

fn view(view: &mut View<'_>, route: &Route, basis: &[ProvisionKey]) -> RouteView {
    RouteView {
        id: route.id.value.clone(),
        who: route.who.iter().map(|&who| asker_name(view, who)).collect(),
        about_html: view.block(&route.about),
        to_html: view.inline_option(route.to.as_ref()),
        desk: route.desk.map(RouteDesk::word),
        links: (route.links.iter())
            .map(|link| Link { title_html: view.inline(&link.title), url: link.url.0.clone() })
            .collect(),
        through_html: view.inline_option(route.through.as_ref()),
        prepare_html: view.inline_option(route.prepare.as_ref()),
        not_handled_html: view.inline_option(route.not_handled.as_ref()),
        declined: route.declined,
        basis: basis.iter().map(|&key| view.citation_link(key)).collect(),
    }
}

/// Who asks, in words.
pub(super) fn asker_name(view: &View<'_>, asker: Asker) -> String {
    view.word(&format!("asker.{}", asker.word()))
}
