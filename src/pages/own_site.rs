//! The home page of a center as a site of its own: what it is called, and what all its pages have in common.

use crate::portal::{CenterKey, Portal};
use crate::text::Language;
use crate::theme::{Scope, plain_markdown};

/// The center whose own site is made; none where it is the portal.
#[must_use]
pub fn own_center(portal: &Portal, scope: &Scope) -> Option<CenterKey> {
    let Scope::Center { id, .. } = scope else { return None };
    portal.centers().find(|(_, center)| center.id == *id).map(|(key, _)| key)
}

/// What a site is called: as the portal, or as the center whose own it is.
pub(super) fn title(portal: &Portal, center: Option<CenterKey>, language: Language) -> String {
    let text = center.map_or(&portal.site.title, |key| &portal.center(key).record.name);
    plain_markdown(text.localised(language).0)
}

/// What a site is, in a sentence: as the portal says, or as the center introduces itself.
pub(super) fn description(portal: &Portal, center: Option<CenterKey>, language: Language) -> String {
    let introduction = center.and_then(|key| portal.center(key).record.introduction.as_ref());
    let text = introduction.or(portal.site.description.as_ref());
    text.map_or_else(String::new, |text| plain_markdown(text.localised(language).0))
}

/// The sections of the home page of a center to which its own site leads from everywhere: those that it has, by the
/// word that is their place on the page and their name in the locale file.
pub(super) fn sections(portal: &Portal, key: CenterKey) -> impl Iterator<Item = &'static str> {
    let record = &portal.center(key).record;
    [
        ("topics", portal.topics().next().is_some()),
        ("desks", !record.desks.is_empty()),
        ("events", portal.events.iter().any(|event| event.center == key && !event.is_past(portal.date))),
        ("news", portal.news.iter().any(|item| item.center == Some(key))),
        ("library", record.library.is_some()),
    ]
    .into_iter()
    .filter_map(|(word, is_there)| is_there.then_some(word))
}
