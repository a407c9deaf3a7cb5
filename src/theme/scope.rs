//! Which part of the portal a site holds, and where.
//!
//! Pages, templates and content write the addresses of the national portal (`ja/centers/tokyo/news/open/`), whatever
//! site is made. Where an address leaves the program, a [`Scope`] says where it leads from this site: to the same
//! address in the portal itself; in the home page of a center as a site of its own to `ja/news/open/`, or to the portal.

use std::borrow::Cow;

use crate::text::Language;

/// What a site holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Scope {
    /// The whole portal, at its own addresses.
    #[default]
    Portal,
    /// What belongs to one center.
    Center {
        /// The id of the center.
        id: String,
        /// Where the portal is published, with a slash at the end.
        portal_url: String,
    },
}

/// Where an address of the portal leads from a site.
#[derive(Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// To this address of the site itself.
    Here(Cow<'a, str>),
    /// To the portal, which is published here.
    Elsewhere(&'a str),
}

impl Scope {
    /// Where an address of the portal leads; without a leading slash, and with what follows `#` or `?` as it is.
    ///
    /// ```
    /// use shirube::theme::{Place, Scope};
    /// let scope = Scope::Center { id: "tokyo".into(), portal_url: "https://portal.example.jp/".into() };
    /// assert_eq!(scope.place("ja/centers/tokyo/#news"), Place::Here("ja/#news".into()));
    /// assert_eq!(scope.place("ja/topics/noise/tokyo/"), Place::Here("ja/topics/noise/".into()));
    /// assert_eq!(scope.place("ja/topics/noise/"), Place::Elsewhere("https://portal.example.jp/"));
    /// ```
    #[must_use]
    pub fn place<'a>(&'a self, address: &'a str) -> Place<'a> {
        match self {
            Self::Portal => Place::Here(Cow::Borrowed(address)),
            Self::Center { id, portal_url } => {
                in_site_of(id, address).map_or(Place::Elsewhere(portal_url), Place::Here)
            }
        }
    }

    /// The address in the site itself, if that holds it.
    #[must_use]
    pub fn own<'a>(&'a self, address: &'a str) -> Option<Cow<'a, str>> {
        match self.place(address) {
            Place::Here(own) => Some(own),
            Place::Elsewhere(_) => None,
        }
    }

    /// Whether the site holds what lies at an address of the portal.
    #[must_use]
    pub fn holds(&self, address: &str) -> bool {
        self.own(address).is_some()
    }

    /// The address in the portal of what is the home page of the site.
    #[must_use]
    pub fn home(&self, language: Language) -> String {
        match self {
            Self::Portal => format!("{}/", language.code()),
            Self::Center { id, .. } => format!("{}/centers/{id}/", language.code()),
        }
    }
}

/// The address in the site of a center.
fn in_site_of<'a>(center: &str, address: &'a str) -> Option<Cow<'a, str>> {
    let below_center = |path: &'a str| path.strip_prefix(center)?.strip_prefix('/');
    let language = address.split('/').next().and_then(Language::from_code);
    let Some((code, rest)) = language.and_then(|_| address.split_once('/')) else {
        // What is in no language: what lies at the root, the assets of the theme, and the center's own files.
        let path = address.split(['#', '?']).next().unwrap_or_default();
        let is_common = !path.contains('/') || path.starts_with("assets/");
        return if is_common { Some(address) } else { below_center(address.strip_prefix("centers/")?) }
            .map(Cow::Borrowed);
    };
    if let Some(own) = rest.strip_prefix("centers/").and_then(below_center) {
        return Some(Cow::Owned(format!("{code}/{own}")));
    }
    let (topic, at_center) = rest.strip_prefix("topics/")?.split_once('/')?;
    Some(Cow::Owned(format!("{code}/topics/{topic}/{}", below_center(at_center)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_center_holds_what_is_its_own_and_nothing_of_a_center_whose_name_begins_alike() {
        let scope = Scope::Center { id: "kyoto".into(), portal_url: "https://portal.example.jp/".into() };
        for (address, own) in [
            ("", Some("")),
            ("404.html", Some("404.html")),
            ("assets/site.css", Some("assets/site.css")),
            ("ja/centers/kyoto/", Some("ja/")),
            ("en/centers/kyoto/news/open/?a#b", Some("en/news/open/?a#b")),
            ("ja/centers/kyoto/feed.xml", Some("ja/feed.xml")),
            ("centers/kyoto/images/a.png", Some("images/a.png")),
            ("ja/topics/noise/kyoto/#desks", Some("ja/topics/noise/#desks")),
            ("ja/", None),
            ("ja/#top", None),
            ("ja/centers/", None),
            ("ja/centers/kyoto-north/", None),
            ("ja/topics/noise/", None),
            ("ja/topics/kyoto/", None),
            ("ja/topics/noise/tokyo/", None),
            ("ja/news/open/", None),
            ("search/ja/index.json", None),
            ("data/centers.csv", None),
            ("files/map.pdf", None),
            ("centers/tokyo/images/a.png", None),
        ] {
            assert_eq!(scope.own(address).as_deref(), own, "{address}");
            assert_eq!(Scope::Portal.own(address).as_deref(), Some(address));
        }
    }
}
