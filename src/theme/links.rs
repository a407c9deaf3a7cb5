//! Links inside the site: made relative, so that the site works under any path and from a folder, and checked.
//!
//! Templates and Markdown write addresses from the root (`/ja/topics/addiction/`). A last pass over each finished
//! page turns them into relative ones and notes where they lead and which places the page has; when all pages are
//! done, what leads nowhere is known.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use memchr::memmem;
use percent_encoding::percent_decode_str;
use xxhash_rust::xxh3::xxh3_64;

use crate::diagnostic::{Diagnostics, Problem, Span, nearest};

/// The links and places found on pages. Places are kept as hashes: a portal of 100,000 pages has a million.
#[derive(Debug, Default)]
pub struct Links {
    places: HashSet<u64>,
    targets: BTreeMap<String, Target>,
}

/// Where a link to some address stands.
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// The address of the first page that has it.
    page: String,
    /// Where the content has it, if it comes from there.
    spans: Vec<Span>,
}

impl Links {
    /// Notes that there is a page or file at `address`.
    pub fn add_address(&mut self, address: &str) {
        self.places.insert(xxh3_64(address.as_bytes()));
    }

    /// Notes that the content links to `target` (from the root, with a leading slash) at `span`.
    pub fn add_source(&mut self, target: &str, span: Span) {
        self.targets.entry(target.trim_start_matches('/').to_owned()).or_default().spans.push(span);
    }

    /// Takes over what `other` found.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        if self.places.len() < other.places.len() {
            return other.merge(self);
        }
        self.places.extend(other.places);
        for (address, found) in other.targets {
            let target = self.targets.entry(address).or_default();
            if target.page.is_empty() || !found.page.is_empty() && found.page < target.page {
                target.page = found.page;
            }
            target.spans.extend(found.spans);
        }
        self
    }

    /// Makes the links of a finished page relative and notes them. `base` is the path from the root of the host at
    /// which a page is served that does not know where it stands (404.html); all others get relative links.
    pub fn rewrite(&mut self, html: &str, page: &str, base: Option<&str>) -> String {
        let mut out = String::with_capacity(html.len());
        let mut copied = 0;
        for at in memmem::find_iter(html.as_bytes(), b"=\"") {
            let value_start = at + 2;
            let Some(length) = memchr::memchr(b'"', &html.as_bytes()[value_start..]) else { break };
            let value = &html[value_start..value_start + length];
            let before = &html.as_bytes()[at.saturating_sub(8)..at];
            if before.ends_with(b" id") {
                self.places.insert(place(page, value));
            } else if before.ends_with(b" href") || before.ends_with(b" src") || before.ends_with(b" action") {
                let target = match value.strip_prefix('/') {
                    Some(target) if !target.starts_with('/') => Cow::Borrowed(target),
                    _ if value.starts_with('#') && value.len() > 1 => Cow::Owned(format!("{page}{value}")),
                    _ => continue,
                };
                self.note(&target, page);
                out.push_str(&html[copied..value_start]);
                match base {
                    Some(base) => {
                        out.push_str(base);
                        out.push_str(&target);
                    }
                    None => push_relative(&mut out, page, &target),
                }
                copied = value_start + length;
            }
        }
        out.push_str(&html[copied..]);
        out
    }

    fn note(&mut self, target: &str, page: &str) {
        match self.targets.get_mut(target) {
            Some(known) if known.page.is_empty() || page < known.page.as_str() => page.clone_into(&mut known.page),
            Some(_) => {}
            None => {
                self.targets.insert(target.to_owned(), Target { page: page.to_owned(), spans: Vec::new() });
            }
        }
    }

    /// Reports every link that leads nowhere, at its places in the content, or else at the page that shows it.
    /// `addresses` are the pages that there are, for suggestions.
    pub fn report<'a>(&self, addresses: impl Iterator<Item = &'a str> + Clone, diagnostics: &mut Diagnostics) {
        for (address, target) in &self.targets {
            if target.page.is_empty() || diagnostics.is_lost(address) {
                continue;
            }
            let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
            let path = path.split_once('?').map_or(path, |(path, _)| path);
            let anchor = percent_decode_str(anchor).decode_utf8_lossy();
            let problem = if !self.places.contains(&xxh3_64(path.as_bytes())) {
                let nearest = nearest(path, addresses.clone()).map(|address| format!("/{address}"));
                Problem::BrokenLink { target: format!("/{address}"), nearest }
            } else if !anchor.is_empty() && !self.places.contains(&place(path, &anchor)) {
                Problem::BrokenAnchor { target: format!("/{address}") }
            } else {
                continue;
            };
            if target.spans.is_empty() {
                diagnostics.error(problem, &Span::path(format!("/{}", target.page)));
            } else {
                for span in &target.spans {
                    diagnostics.error(problem.clone(), span);
                }
            }
        }
    }
}

fn place(page: &str, anchor: &str) -> u64 {
    let mut address = String::with_capacity(page.len() + anchor.len() + 1);
    address.push_str(page);
    address.push('#');
    address.push_str(anchor);
    xxh3_64(address.as_bytes())
}

/// The way from one address of the site to another, both without a leading slash.
///
/// ```
/// use shirube::theme::relative;
/// assert_eq!(relative("ja/topics/addiction/", "ja/centers/tokyo/#desks"), "../../centers/tokyo/#desks");
/// assert_eq!(relative("ja/topics/", "ja/topics/#top"), "#top");
/// assert_eq!(relative("ja/", "ja/"), "./");
/// assert_eq!(relative("ja/news/feed.xml", "assets/site.css"), "../../assets/site.css");
/// ```
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let mut out = String::new();
    push_relative(&mut out, from, to);
    out
}

fn push_relative(out: &mut String, from: &str, to: &str) {
    if let Some(anchor) = to.strip_prefix(from)
        && anchor.starts_with('#')
    {
        out.push_str(anchor);
        return;
    }
    let folder = from.rfind('/').map_or("", |slash| &from[..=slash]);
    let path_end = to.find(['#', '?']).unwrap_or(to.len());
    let common = folder
        .bytes()
        .zip(to[..path_end].bytes())
        .take_while(|(a, b)| a == b)
        .enumerate()
        .filter(|(_, (byte, _))| *byte == b'/')
        .map(|(index, _)| index + 1)
        .last()
        .unwrap_or(0);
    let up = folder[common..].matches('/').count();
    for _ in 0..up {
        out.push_str("../");
    }
    let rest = &to[common..];
    if up == 0 && (rest.is_empty() || rest.starts_with(['#', '?'])) {
        out.push_str("./");
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a browser does with a relative address.
    fn resolve(from: &str, relative: &str) -> String {
        let mut path: Vec<&str> = from.split('/').collect();
        path.pop();
        let mut segments = relative.split('/').peekable();
        while let Some(segment) = segments.next() {
            match segment {
                ".." => drop(path.pop()),
                "." => {}
                other => path.push(other),
            }
            if segments.peek().is_none() && matches!(segment, "." | "..") {
                path.push("");
            }
        }
        path.join("/")
    }

    proptest! {
        /// A link made relative must lead where it led before.
        #[test]
        fn relative_links_lead_where_the_absolute_ones_led(
            from in "([ab]/){0,4}(x\\.xml)?", to in "([ab]/){0,4}(y\\.css)?"
        ) {
            prop_assert_eq!(resolve(&from, &relative(&from, &to)), to);
        }
    }

    #[test]
    fn links_and_places_are_checked_across_pages() {
        let mut links = Links::default();
        links.add_address("ja/a/");
        links.add_address("ja/b/");
        let html = r#"<a href="/ja/b/#d1">x</a><a href="/ja/b/#d2">y</a><a href="/ja/c/">z</a><h2 id="q">q</h2><a href="https://example.jp/">w</a>"#;
        let out = links.rewrite(html, "ja/a/", None);
        assert_eq!(
            out,
            r##"<a href="../b/#d1">x</a><a href="../b/#d2">y</a><a href="../c/">z</a><h2 id="q">q</h2><a href="https://example.jp/">w</a>"##
        );
        links.rewrite(r#"<p id="d1"></p>"#, "ja/b/", None);
        let mut diagnostics = Diagnostics::default();
        links.report(["ja/a/", "ja/b/"].into_iter(), &mut diagnostics);
        let codes: Vec<_> = diagnostics.sorted().iter().map(|diagnostic| diagnostic.problem.code()).collect();
        assert_eq!(codes, ["broken-link", "broken-anchor"]);
    }
}
