//! Checks every internal link and anchor of a built site, by its files alone: nothing of the generator is used here,
//! so that a mistake in how it makes addresses cannot hide itself.

mod address;
mod references;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use address::{Target, resolve};
use references::{Contents, Reference};

use super::tree::{self, Tree};
use super::{Outcome, Setting, report};

pub fn check(setting: &Setting) -> Outcome {
    let site = tree::read(&setting.site)
        .map_err(|error| format!("{}: {error}; first: cargo xtask test --only portal", setting.site.display()))?;
    let content = setting.root.join("content");
    let base = base_url(&content.join("site.yaml"));
    let portal = Site::read(&site, base.as_deref());
    let (mut faults, mut links) = portal.check(None);
    if links == 0 {
        return Err(format!("no page with links in {}", setting.site.display()).into());
    }
    for (id, folder) in &setting.centers {
        let tree = tree::read(folder)?;
        let base = base_url(&content.join(format!("centers/{id}/center.yaml")));
        let (found, more) = Site::read(&tree, base.as_deref()).check(Some(&portal));
        faults.extend(found.into_iter().map(|fault| format!("site of {id}: {fault}")));
        links += more;
    }
    report(&faults, format!("{links} links in {} files, and sites of {} centers", site.len(), setting.centers.len()))
}

/// The `base_url` of the content, with a slash at its end.
fn base_url(site: &Path) -> Option<String> {
    let text = fs::read_to_string(site).ok()?;
    let url = text.lines().find_map(|line| line.trim_start().strip_prefix("base_url:"))?;
    let url = url.split(" #").next().unwrap_or(url).trim().trim_matches(['"', '\'']);
    Some(format!("{}/", url.trim_end_matches('/')))
}

/// A site, and the absolute address at which it will be, with a slash at its end.
struct Site<'a> {
    files: BTreeMap<&'a str, Contents>,
    base: Option<&'a str>,
}

impl<'a> Site<'a> {
    fn read(tree: &'a Tree, base: Option<&'a str>) -> Self {
        let files = tree.iter().map(|(name, bytes)| (name.as_str(), references::read(name, bytes, base))).collect();
        Self { files, base }
    }

    /// All faults in the order of the files, and how many links there were. Where a link leads out of the site, it may
    /// lead into `other`.
    fn check(&self, other: Option<&Self>) -> (Vec<String>, usize) {
        check_files(&self.files, self.base, other)
    }
}

fn check_files(files: &BTreeMap<&str, Contents>, base: Option<&str>, other: Option<&Site>) -> (Vec<String>, usize) {
    let mut faults = Vec::new();
    let mut links = 0;
    let mut linked = BTreeSet::new();
    for (&name, contents) in files {
        faults.extend(contents.faults.iter().map(|fault| format!("{name}: {fault}")));
        for reference in &contents.references {
            links += 1;
            let fault = match resolve(base, name, &reference.url) {
                Ok(None) => match other.and_then(|other| missing_elsewhere(other, name, reference)) {
                    None => continue,
                    Some(fault) => fault,
                },
                // The server shows this page at any address, where a relative one leads elsewhere.
                Ok(Some(_)) if name == "404.html" && is_relative(&reference.url) => {
                    "is relative, on a page that is shown at any address".to_owned()
                }
                Ok(Some(target)) => match missing(files, &target, reference.anchor) {
                    None => {
                        if target.file != name && reference.place == "a href" {
                            linked.insert(target.file);
                        }
                        continue;
                    }
                    Some(fault) => fault,
                },
                Err(fault) => fault,
            };
            faults.push(format!("{name}: {} “{}” {fault}", reference.place, reference.url));
        }
        faults.extend(one_sided(files, base, name, contents));
    }
    for (&name, contents) in files {
        let page = name.ends_with(".html") && !matches!(name, "index.html" | "404.html") && !contents.redirect;
        if page && !linked.contains(name) {
            faults.push(format!("{name}: no page links to it"));
        }
    }
    (faults, links)
}

/// What the target of a link into another site lacks there.
fn missing_elsewhere(other: &Site, from: &str, reference: &Reference) -> Option<String> {
    let target = resolve(other.base, from, &reference.url).ok().flatten()?;
    missing(&other.files, &target, reference.anchor)
}

fn is_relative(url: &str) -> bool {
    !url.starts_with(['/', '#']) && !url.contains(':')
}

/// What the target lacks.
fn missing(files: &BTreeMap<&str, Contents>, target: &Target, anchor: bool) -> Option<String> {
    let Some(contents) = files.get(target.file.as_str()) else {
        let folder = format!("{}/index.html", target.file);
        return Some(if files.contains_key(folder.as_str()) {
            "leads to a folder and lacks its last slash".to_owned()
        } else {
            format!("leads to {}, which is missing", target.file)
        });
    };
    let fragment =
        target.fragment.as_deref().filter(|fragment| anchor && !fragment.is_empty() && *fragment != "top")?;
    (target.file.ends_with(".html") && !contents.ids.contains(fragment))
        .then(|| format!("leads to an anchor that {} lacks", target.file))
}

/// Languages of a page that do not name the same set of addresses as the page itself.
fn one_sided(files: &BTreeMap<&str, Contents>, base: Option<&str>, name: &str, contents: &Contents) -> Option<String> {
    let alternates = |name: &str, contents: &Contents| -> BTreeSet<String> {
        let targets = contents.alternates.iter().filter_map(|url| resolve(base, name, url).ok().flatten());
        targets.map(|target| target.file).collect()
    };
    let own = alternates(name, contents);
    // The page that sends on to a language is in none itself.
    if !own.is_empty() && !own.contains(name) && !contents.redirect {
        return Some(format!("{name}: its hreflang links do not name itself"));
    }
    let other = own
        .iter()
        .find(|&other| files.get(other.as_str()).is_some_and(|contents| alternates(other, contents) != own))?;
    Some(format!("{name}: {other} does not have the same hreflang links"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://example.org/portal/";

    fn check(files: &[(&str, &str)]) -> Vec<String> {
        let tree = files.iter().map(|&(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect();
        Site::read(&tree, Some(BASE)).check(None).0
    }

    /// A sound site has no faults: a checker that cries wolf is switched off.
    #[test]
    fn accepts_a_sound_site() {
        let faults = check(&[
            ("index.html", r#"<meta http-equiv="refresh" content="0; url=ja/"><a href="ja/">日本語</a>"#),
            ("404.html", r#"<a href="/portal/ja/">home</a>"#),
            (
                "ja/index.html",
                r##"<link rel="stylesheet" href="../site.css"><h1 id="ア">x</h1><a href="#%E3%82%A2">x</a>
              <link rel="alternate" hreflang="ja" href="./"><link rel="alternate" hreflang="en" href="../en/">
              <a href="../en/?q=1#top" hreflang="en">en</a><a href="tel:0120-000-000">telephone</a>
              <script type="application/ld+json">{"@id": "https://example.org/portal/#us", "url": "/portal/ja/#ア"}</script>"##,
            ),
            (
                "en/index.html",
                r#"<a href="../ja/">ja</a><meta property="og:url" content="https://example.org/portal/en/">
              <link rel="alternate" hreflang="ja" href="../ja/"><link rel="alternate" hreflang="en" href="./">"#,
            ),
            ("site.css", "a { background: url(icon.svg) url(\"data:image/svg+xml,<svg viewBox='0 0 1 1'/>\") }"),
            ("icon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
            (
                "ja/feed.xml",
                "<feed><id>https://example.org/portal/ja/</id><content>&lt;a href='https://example.org/'></content></feed>",
            ),
            ("robots.txt", "Sitemap: https://example.org/portal/sitemap.xml\n"),
            ("sitemap.xml", "<urlset><url><loc>https://example.org/portal/ja/</loc></url></urlset>"),
        ]);
        assert_eq!(faults, [""; 0]);
    }

    /// Each kind of fault that a page can have is found.
    #[test]
    fn finds_planted_faults() {
        let start = r#"<a href="en/">en</a>"#;
        let page = |html: &'static str| [("index.html", start), ("en/index.html", html)];
        for (html, fault) in [
            (r#"<a href="gone/">x</a>"#, "a href “gone/” leads to en/gone/index.html, which is missing"),
            (r##"<a href="#d3">x</a>"##, "leads to an anchor that en/index.html lacks"),
            (r#"<a href="../#d3">x</a>"#, "leads to an anchor that index.html lacks"),
            (r#"<a href="../en">x</a>"#, "leads to a folder and lacks its last slash"),
            (r#"<img src="a.png">"#, "img src “a.png” leads to en/a.png, which is missing"),
            (r#"<img srcset="a.png 1x, b.png 2x">"#, "img srcset “b.png” leads to en/b.png, which is missing"),
            (r#"<a href="../../">x</a>"#, "leaves the site upwards"),
            (r#"<a href="/en/">x</a>"#, "leaves the site, which is at /portal/"),
            (r#"<a href="">x</a>"#, "is empty"),
            (r"<style>a{background:url('x.svg')}</style>", "url() “x.svg” leads to en/x.svg, which is missing"),
            (r#"<meta http-equiv="Refresh" content="0; url=no/">"#, "meta refresh “no/” leads"),
            (
                r#"<meta property="og:image" content="https://example.org/portal/x.png">"#,
                "leads to x.png, which is missing",
            ),
            (
                r#"<script type="application/ld+json">{"a": [{"url": "/portal/x/"}]}</script>"#,
                "JSON-LD url “/portal/x/” leads",
            ),
            (r#"<script type="application/ld+json">{</script>"#, "JSON-LD cannot be read"),
            (
                r#"<link rel="alternate" hreflang="en" href="../en/"><link rel="alternate" hreflang="ja" href="../">"#,
                "index.html does not have the same hreflang links",
            ),
            (r#"<link rel="alternate" hreflang="ja" href="../">"#, "do not name itself"),
        ] {
            let faults = check(&page(html));
            assert!(faults.iter().any(|found| found.contains(fault)), "{html}: {faults:?}");
        }
    }

    /// The site of a center leads into the portal, whose pages and places are known too.
    #[test]
    fn follows_links_into_another_site() {
        let tree = |files: &[(&str, &str)]| -> Tree {
            files.iter().map(|&(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect()
        };
        let portal = tree(&[("en/index.html", "<h1 id=\"top-of-it\">x</h1>")]);
        let html =
            ["en/", "en/#top-of-it", "en/#no", "en/no/"].map(|to| format!("<a href=\"{BASE}{to}\">x</a>")).concat();
        let own = tree(&[("index.html", &html)]);
        let (faults, _) = Site::read(&own, None).check(Some(&Site::read(&portal, Some(BASE))));
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].contains("leads to an anchor that en/index.html lacks"), "{faults:?}");
        assert!(faults[1].contains("leads to en/no/index.html, which is missing"), "{faults:?}");
    }

    /// Feeds, data and style sheets have addresses too, and so has the page for what is missing.
    #[test]
    fn finds_planted_faults_beside_pages() {
        let start = r#"<a href="en/">en</a>"#;
        for (name, text, fault) in [
            ("lonely.html", "", "no page links to it"),
            ("404.html", r#"<a href="en/">x</a>"#, "is relative, on a page"),
            ("feed.xml", "<feed><link href='https://example.org/portal/x/'/></feed>", "leads to x/index.html"),
            (
                "feed.xml",
                "<feed><content>&lt;a href=&quot;en/&quot;></content></feed>",
                "holds the relative address en/",
            ),
            ("feed.xml", "<feed><entry></feed>", "not well-formed"),
            ("sitemap.xml", "<urlset><url><loc>https://example.org/portal/x/</loc></url></urlset>", "loc “"),
            (
                "data.json",
                r#"{"url": "https://example.org/portal/en/#d3"}"#,
                "leads to an anchor that en/index.html lacks",
            ),
            (
                "robots.txt",
                "Sitemap: https://example.org/portal/sitemap.xml\n",
                "leads to sitemap.xml, which is missing",
            ),
            (
                "events.ics",
                "URL:https://example.org/portal/en/\r\n #d3\r\n",
                "“https://example.org/portal/en/#d3” leads to an anchor",
            ),
            ("site.css", "@import url(x.css);", "leads to x.css, which is missing"),
        ] {
            let faults = check(&[("index.html", start), ("en/index.html", ""), (name, text)]);
            assert!(faults.iter().any(|found| found.contains(fault)), "{name} {text}: {faults:?}");
        }
    }
}
