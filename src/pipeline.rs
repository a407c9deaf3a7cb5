//! From the content folder to the published site, in the order in which it happens.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, Problem, Span};
use crate::pages::{self, Page, Renderer, Settings};
use crate::portal::Portal;
use crate::publish::{self, Publication};
use crate::theme::{Links, Theme};

mod inputs;

use inputs::Inputs;

/// What is to be built, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The content folder.
    pub content: PathBuf,
    /// The site's own theme, laid over the default one.
    pub theme: Option<PathBuf>,
    /// Where the site is written.
    pub out: PathBuf,
    /// Where it will be published, instead of the address in site.yaml.
    pub base_url: Option<String>,
    /// Whether drafts are built.
    pub drafts: bool,
    /// The day for which it is built.
    pub date: Date,
}

/// What the user sees of a build while it runs.
pub trait Progress: Sync {
    /// Another build has the folder; this one waits.
    fn waiting(&self) {}
    /// `total` pages will be rendered.
    fn begin(&self, total: usize) {
        let _ = total;
    }
    /// One more page is rendered.
    fn advance(&self) {}
}

/// No progress is shown.
impl Progress for () {}

/// What a build did.
#[derive(Debug, Clone, Copy)]
pub struct Report {
    /// Pages of the site; 0 where nothing had to be built.
    pub pages: usize,
    /// Files written, unchanged and removed.
    pub files: publish::Summary,
    /// Whether the site was already up to date.
    pub was_current: bool,
}

/// A site ready to be rendered: the portal and its looks.
pub struct Site {
    /// The portal.
    pub portal: Portal,
    /// The theme.
    pub theme: Theme,
    /// All pages.
    pub pages: Vec<Page>,
}

/// Builds and publishes the site. Warnings and errors are in `diagnostics`; with an error nothing is published.
pub fn build(options: &Options, progress: &impl Progress, diagnostics: &mut Diagnostics) -> Option<Report> {
    let publication = opened(options, progress, diagnostics)?;
    let inputs = Inputs::read(options);
    let fingerprint = inputs.fingerprint(options);
    if publication.is_current(fingerprint) {
        return Some(Report { pages: 0, files: publish::Summary::default(), was_current: true });
    }
    let site = inputs.link(options, diagnostics)?;
    let put = |path: &str, bytes: &[u8]| publication.put(path, bytes).map_err(|error| error.to_string());
    render(&site, &settings(options, &site.portal), progress, &put, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    match publication.commit(fingerprint) {
        Ok(files) => Some(Report { pages: site.pages.len(), files, was_current: false }),
        Err(error) => failed(&error.to_string(), diagnostics),
    }
}

/// Reports everything that is wrong with the content and the theme, links included, and publishes nothing.
pub fn check(options: &Options, progress: &impl Progress, diagnostics: &mut Diagnostics) -> Option<Site> {
    let site = load(options, diagnostics)?;
    render(&site, &settings(options, &site.portal), progress, &|_, _| Ok(()), diagnostics);
    Some(site)
}

/// Reads content and theme, links the portal and plans its pages.
pub fn load(options: &Options, diagnostics: &mut Diagnostics) -> Option<Site> {
    Inputs::read(options).link(options, diagnostics)
}

/// How the site is to be published, from the command line or site.yaml.
#[must_use]
pub fn settings(options: &Options, portal: &Portal) -> Settings {
    let given = options.base_url.as_deref().or(portal.site.base_url.as_ref().map(|url| url.0.as_str()));
    let base_url = given.map(|url| format!("{}/", url.trim_end_matches('/')));
    Settings { base_url, live_reload: false }
}

/// Renders all pages in parallel and hands each file to `put`; then reports the links that lead nowhere.
pub fn render<P>(site: &Site, settings: &Settings, progress: &impl Progress, put: &P, diagnostics: &mut Diagnostics)
where
    P: Fn(&str, &[u8]) -> Result<(), String> + Sync,
{
    let Site { portal, theme, pages } = site;
    let renderer = Renderer::new(portal, theme, settings);
    let stopped = AtomicBool::new(false);
    progress.begin(pages.len());
    let (links, found) = pages
        .par_iter()
        .enumerate()
        .with_min_len(64)
        .fold(<(Links, Diagnostics)>::default, |(mut links, mut found), (index, page)| {
            let bytes = renderer.render(page, index, &mut links, &mut found);
            // One refused file is enough to know that the disk is full or the folder is not ours.
            if !stopped.load(Ordering::Relaxed)
                && let Err(message) = put(&page.file(), &bytes)
            {
                stopped.store(true, Ordering::Relaxed);
                found.error_without_span(Problem::Io { message });
            }
            progress.advance();
            (links, found)
        })
        .reduce(<(Links, Diagnostics)>::default, |(links, mut found), (more, others)| {
            found.extend(others);
            (links.merge(more), found)
        });
    diagnostics.extend(found);
    let links = files(site, settings, put, links, diagnostics);
    let addresses: Vec<&str> = pages.iter().map(|page| page.address.as_str()).collect();
    links.report(&addresses, diagnostics);
}

/// The files that are no pages: assets of theme and content, sitemap, robots.txt. Notes all addresses that there are.
fn files<P>(site: &Site, settings: &Settings, put: &P, mut links: Links, diagnostics: &mut Diagnostics) -> Links
where
    P: Fn(&str, &[u8]) -> Result<(), String> + Sync,
{
    let mut write = |path: &str, bytes: &[u8], diagnostics: &mut Diagnostics| {
        links.add_address(path);
        if let Err(message) = put(path, bytes)
            && !diagnostics.has_errors()
        {
            diagnostics.error_without_span(Problem::Io { message });
        }
    };
    for asset in &site.theme.assets {
        write(&asset.address, &asset.bytes, diagnostics);
    }
    for asset in &site.portal.assets {
        match std::fs::read(&asset.path) {
            Ok(bytes) => write(&asset.address, &bytes, diagnostics),
            Err(error) => {
                let problem = Problem::Io { message: error.to_string() };
                diagnostics.error(problem, &Span::path(asset.path.to_string_lossy()));
            }
        }
    }
    for (path, text) in pages::sitemap(&site.pages, settings.base_url.as_deref()) {
        write(&path, text.as_bytes(), diagnostics);
    }
    for page in &site.pages {
        links.add_address(&page.address);
    }
    links
}

fn opened(options: &Options, progress: &impl Progress, diagnostics: &mut Diagnostics) -> Option<Publication> {
    match Publication::open(&options.out, || progress.waiting()) {
        Ok(publication) => Some(publication),
        Err(error) => failed(&error.to_string(), diagnostics),
    }
}

fn failed<T>(message: &str, diagnostics: &mut Diagnostics) -> Option<T> {
    diagnostics.error_without_span(Problem::Io { message: message.to_owned() });
    None
}
