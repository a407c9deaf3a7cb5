//! Links inside the site: made relative, so that the site works under any path and from a folder, and checked.
//!
//! Templates and Markdown write addresses from the root (`/ja/topics/addiction/`). A last pass over each finished
//! page turns them into relative ones and notes where they lead and which places the page has; when all pages are
//! done, what leads nowhere is known.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use memchr::memmem;
use percent_encoding::percent_decode_str;
use xxhash_rust::xxh3::xxh3_64;

use crate::diagnostic::{Diagnostics, Problem, Span, nearest};
use crate::text::Language;

use super::escape;
use super::scope::{Place, Scope};

/// The addresses of all pages and files of a site.
#[derive(Debug, Default)]
pub struct Addresses(HashSet<u64, Hashed>);

impl<'a> FromIterator<&'a str> for Addresses {
    fn from_iter<I: IntoIterator<Item = &'a str>>(addresses: I) -> Self {
        Self(addresses.into_iter().map(|address| xxh3_64(address.as_bytes())).collect())
    }
}

impl Addresses {
    fn contains(&self, address: &str) -> bool {
        self.0.contains(&xxh3_64(address.as_bytes()))
    }
}

/// The places found on pages, and the links whose ends are not found yet. Both are kept by their hashes: a portal of
/// 100,000 pages has a million places, and most links lead to a page that is known from the plan.
#[derive(Debug, Default)]
pub struct Links {
    addresses: Arc<Addresses>,
    places: HashSet<u64, Hashed>,
    targets: HashMap<u64, Target, Hashed>,
    /// Places that a page has twice, with the page's place in the plan.
    twice: Vec<(u32, Box<str>)>,
    /// Links to places of the page that is being rendered, with the places at which the content has them.
    here: Vec<(String, Span)>,
}

/// Where a link to some address stands.
#[derive(Debug)]
struct Target {
    /// The address that it leads to, without a leading slash.
    address: Box<str>,
    /// The first page that has it, by its place in the plan; none as long as only the content has it.
    page: u32,
    /// Where the content has it, if it comes from there.
    spans: Vec<Span>,
}

/// How many broken links get a suggestion.
const SUGGESTIONS: usize = 50;

/// No page yet.
const NO_PAGE: u32 = u32::MAX;

impl Links {
    /// No links yet, in a site with these addresses.
    #[must_use]
    pub fn within(addresses: &Arc<Addresses>) -> Self {
        Self { addresses: Arc::clone(addresses), ..Self::default() }
    }

    /// Notes that the content links to `target` (from the root, with a leading slash) at `span`.
    pub fn add_source(&mut self, target: &str, span: Span) {
        let target = plain(target.trim_start_matches('/'));
        if !self.addresses.contains(&target) {
            self.target(&target).spans.push(span);
        }
    }

    /// Notes that the content links to the place `anchor` (with its `#`) of the page that is being rendered.
    pub fn add_source_here(&mut self, anchor: &str, span: Span) {
        self.here.push((anchor.to_owned(), span));
    }

    fn target(&mut self, address: &str) -> &mut Target {
        self.targets.entry(xxh3_64(address.as_bytes())).or_insert_with(|| Target {
            address: address.into(),
            page: NO_PAGE,
            spans: Vec::new(),
        })
    }

    /// Takes over what `other` found.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        if self.places.len() < other.places.len() {
            return other.merge(self);
        }
        self.places.extend(other.places);
        self.twice.extend(other.twice);
        for found in other.targets.into_values() {
            let target = self.target(&found.address);
            target.page = target.page.min(found.page);
            target.spans.extend(found.spans);
        }
        self
    }

    /// Makes the links of a finished page relative and notes them. `page` is its address, `index` its place in the
    /// plan. `base` is the path from the root of the host at which a page is served that does not know where it stands
    /// (404.html); all others get relative links. `scope` is what the site holds: other links lead to the portal.
    pub fn rewrite(&mut self, html: &str, page: &str, index: usize, base: Option<&str>, scope: &Scope) -> Vec<u8> {
        let own = scope.own(page).unwrap_or(Cow::Borrowed(page));
        let index = u32::try_from(index).unwrap_or(NO_PAGE - 1);
        let bytes = html.as_bytes();
        let mut out = String::with_capacity(html.len());
        let mut copied = 0;
        let mut here: Vec<&str> = Vec::new();
        for at in memmem::find_iter(bytes, b"=\"") {
            let mut value_start = at + 2;
            let Some(length) = memchr::memchr(b'"', &bytes[value_start..]) else { break };
            let value_end = value_start + length;
            // Text may read like an attribute; only what stands in a tag is one.
            if memchr::memrchr2(b'<', b'>', &bytes[..at]).is_none_or(|mark| bytes[mark] == b'>') {
                continue;
            }
            let before = &bytes[at.saturating_sub(8)..at];
            if before.ends_with(b" id") {
                let id = unescaped(&html[value_start..value_end]);
                if !self.places.insert(place(page, &id)) {
                    self.twice.push((index, format!("{page}#{id}").into()));
                }
                continue;
            }
            if before.ends_with(b" content") {
                // The address of a redirection stands behind its delay.
                let Some(offset) = html[value_start..value_end].find("; url=/") else { continue };
                value_start += offset + "; url=".len();
            } else if !(before.ends_with(b" href") || before.ends_with(b" src") || before.ends_with(b" action")) {
                continue;
            }
            let value = &html[value_start..value_end];
            if value.starts_with('#') && value.len() > 1 {
                here.push(value);
                continue;
            }
            // What begins with a hyphen belongs to the preview server.
            let Some(target) = value.strip_prefix('/').filter(|target| !target.starts_with(['/', '-'])) else {
                continue;
            };
            self.note(target, index);
            out.push_str(&html[copied..value_start]);
            match (scope.place(target), base) {
                (Place::Here(target), Some(base)) => out.extend([base, &target]),
                (Place::Here(target), None) => push_relative(&mut out, &own, &target),
                (Place::Elsewhere(portal_url), _) => out.extend([&escape(portal_url), target]),
            }
            copied = value_end;
        }
        out.push_str(&html[copied..]);
        // Links to places of the page itself are judged now that all of these are known.
        let sources = std::mem::take(&mut self.here);
        for anchor in here {
            let anchor = plain(anchor);
            if !self.places.contains(&place(page, &anchor[1..])) {
                let target = format!("{page}{anchor}");
                self.note(&target, index);
                let spans = sources.iter().filter(|(source, _)| plain(source) == anchor).map(|(_, span)| span.clone());
                self.target(&target).spans.extend(spans);
            }
        }
        out.into_bytes()
    }

    fn note(&mut self, target: &str, index: u32) {
        let target = plain(target);
        if !self.addresses.contains(&target) {
            let known = self.target(&target);
            known.page = known.page.min(index);
        }
    }

    /// Reports every link that leads nowhere, at its places in the content, or else at the page that shows it.
    /// `addresses` are the pages in the order of the plan, `scope` is what the site holds of them: of the others it is
    /// known that they are there, but not which places they have.
    pub fn report(&self, addresses: &[&str], scope: &Scope, diagnostics: &mut Diagnostics) {
        let mut broken: Vec<(&Target, Problem)> = (self.targets.values())
            .filter(|target| target.page != NO_PAGE && !diagnostics.is_lost(&target.address))
            .filter_map(|target| Some((target, self.problem(&target.address, scope)?)))
            .collect();
        // Two records of one id, or two pages at one address, have everything twice; that is said already.
        let twice = if diagnostics.has_errors() { &[][..] } else { &self.twice };
        for (index, place) in twice {
            let page = addresses.get(*index as usize).copied().unwrap_or_default();
            let problem = Problem::AddressTaken { address: format!("/{place}"), by_portal: false };
            diagnostics.error(problem, &Span::path(format!("/{page}")));
        }
        broken.sort_unstable_by(|(a, _), (b, _)| a.address.cmp(&b.address));
        for (count, (target, mut problem)) in broken.into_iter().enumerate() {
            // Looking for the address that was meant takes time; who has so many broken links has one reason for all.
            if count < SUGGESTIONS
                && let Problem::BrokenLink { target: address, nearest: suggestion } = &mut problem
            {
                let path = address.trim_start_matches('/').split(['#', '?']).next().unwrap_or_default();
                *suggestion = nearest(path, addresses.iter().copied()).map(|address| format!("/{address}"));
            }
            if target.spans.is_empty() {
                let page = addresses.get(target.page as usize).copied().unwrap_or_default();
                diagnostics.error(problem, &Span::path(format!("/{page}")));
            } else {
                for span in &target.spans {
                    diagnostics.error(as_written(&problem, span.text()), span);
                }
            }
        }
    }

    /// What is wrong with an address, if anything.
    fn problem(&self, address: &str, scope: &Scope) -> Option<Problem> {
        let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        if !self.addresses.contains(path) {
            return Some(Problem::BrokenLink { target: format!("/{address}"), nearest: None });
        }
        let is_there = anchor.is_empty() || !scope.holds(path) || self.places.contains(&place(path, anchor));
        (!is_there).then(|| Problem::BrokenAnchor { target: format!("/{address}") })
    }
}

/// An address as its author thinks of it: in an attribute it is escaped for HTML, and Japanese by percent signs.
fn plain(address: &str) -> Cow<'_, str> {
    match unescaped(address) {
        Cow::Borrowed(address) => percent_decode_str(address).decode_utf8_lossy(),
        Cow::Owned(address) => Cow::Owned(percent_decode_str(&address).decode_utf8_lossy().into_owned()),
    }
}

/// The value of an attribute.
fn unescaped(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let value = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'");
    Cow::Owned(value.replace("&amp;", "&"))
}

/// A problem in the words of the author, who writes addresses without language.
fn as_written(problem: &Problem, written: &str) -> Problem {
    let without_language = |address: &str| {
        let language = address.trim_start_matches('/').split('/').next().and_then(Language::from_code);
        let rest = language.map_or(address, |language| &address[1 + language.code().len()..]);
        if address.starts_with(written) { address.to_owned() } else { rest.to_owned() }
    };
    match problem {
        Problem::BrokenLink { target, nearest } => {
            let is_short = !target.starts_with(written);
            let nearest = nearest.as_ref().map(|near| if is_short { without_language(near) } else { near.clone() });
            Problem::BrokenLink { target: without_language(target), nearest }
        }
        Problem::BrokenAnchor { target } => Problem::BrokenAnchor { target: without_language(target) },
        other => other.clone(),
    }
}

/// Keys that are hashes already need no hashing.
type Hashed = BuildHasherDefault<AsItIs>;

#[derive(Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
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
    fn addresses_in_japanese_and_with_odd_characters_lead_where_their_author_meant() {
        let addresses = ["ja/a/", "files/地図 (1).pdf", "files/a&b.pdf"];
        let mut links = Links::within(&Arc::new(addresses.into_iter().collect()));
        let html = "<a href=\"/files/%E5%9C%B0%E5%9B%B3%20(1).pdf\">x</a><a href=\"/files/a&amp;b.pdf\">y</a>\
                    <a href=\"#%E7%9B%AE%E7%9A%84\">z</a><h2 id=\"目的\">q</h2>";
        let _ = links.rewrite(html, "ja/a/", 0, None, &Scope::Portal);
        let mut diagnostics = Diagnostics::default();
        links.report(&["ja/a/"], &Scope::Portal, &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
    }

    #[test]
    fn links_and_places_are_checked_across_pages() {
        let mut links = Links::within(&Arc::new(["ja/a/", "ja/b/"].into_iter().collect()));
        let html = r#"<a href="/ja/b/#d1">x</a><a href="/ja/b/#d2">y</a><a href="/ja/c/">z</a><h2 id="q">q</h2><a href="https://example.jp/">w</a>"#;
        let out = String::from_utf8(links.rewrite(html, "ja/a/", 0, None, &Scope::Portal)).unwrap();
        assert_eq!(
            out,
            r#"<a href="../b/#d1">x</a><a href="../b/#d2">y</a><a href="../c/">z</a><h2 id="q">q</h2><a href="https://example.jp/">w</a>"#
        );
        let _ = links.rewrite(r#"<p id="d1"></p>"#, "ja/b/", 1, None, &Scope::Portal);
        let mut diagnostics = Diagnostics::default();
        links.report(&["ja/a/", "ja/b/"], &Scope::Portal, &mut diagnostics);
        let codes: Vec<_> = diagnostics.sorted().iter().map(|diagnostic| diagnostic.problem.code()).collect();
        assert_eq!(codes, ["broken-link", "broken-anchor"]);
    }
}
