//! From the content folder to the published site, in the order in which it happens.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, Problem, Span};
use crate::pages::{self, Page, Renderer, Settings};
use crate::portal::Portal;
use crate::publish::{self, Publication};
use crate::search::{self, Index};
use crate::text::Language;
use crate::theme::{Addresses, Links, Theme};

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
    if !inputs.has_problems() && publication.is_current(fingerprint) {
        return Some(Report { pages: 0, files: publish::Summary::default(), was_current: true });
    }
    let version = inputs.version();
    let site = inputs.link(options, diagnostics)?;
    let put = |path: &str, bytes: &[u8]| publication.put(path, bytes).map_err(|error| error.to_string());
    let settings = settings(options, &site.portal, version);
    let (index, ()) = rayon::join(|| index(&site), || render(&site, &settings, progress, &put, diagnostics));
    if diagnostics.has_errors() {
        return None;
    }
    if let Err(message) = index.and_then(|files| files.par_iter().try_for_each(|(path, bytes)| put(path, bytes))) {
        return failed(&message, diagnostics);
    }
    match publication.commit(fingerprint) {
        Ok(files) => Some(Report { pages: site.pages.len(), files, was_current: false }),
        Err(error) => failed(&error.to_string(), diagnostics),
    }
}

/// Reports everything that is wrong with the content and the theme, links included, and publishes nothing.
pub fn check(options: &Options, progress: &impl Progress, diagnostics: &mut Diagnostics) -> Option<Site> {
    let site = load(options, diagnostics)?;
    render(&site, &settings(options, &site.portal, String::new()), progress, &|_, _| Ok(()), diagnostics);
    site.portal.report_age(diagnostics);
    Some(site)
}

/// Reads content and theme, links the portal and plans its pages.
pub fn load(options: &Options, diagnostics: &mut Diagnostics) -> Option<Site> {
    Inputs::read(options).link(options, diagnostics)
}

/// The files of the search, of all languages.
pub fn index(site: &Site) -> Result<search::Files, String> {
    let of_language = |&language: &Language| {
        let index = Index::build(&site.portal, language).map_err(|error| error.to_string())?;
        search::files(&site.portal, &site.theme.messages, &index).map_err(|error| error.to_string())
    };
    let files = site.portal.languages().par_iter().map(of_language).collect::<Result<Vec<_>, String>>()?;
    Ok(files.into_iter().flatten().collect())
}

/// How the site is to be published, from the command line or site.yaml.
#[must_use]
pub fn settings(options: &Options, portal: &Portal, search_version: String) -> Settings {
    let given = options.base_url.as_deref().or(portal.site.base_url.as_ref().map(|url| url.0.as_str()));
    let base_url = given.map(|url| format!("{}/", url.trim_end_matches('/')));
    Settings { base_url, search_version, live_reload: false }
}

/// Renders all pages in parallel and hands each file to `put`; then reports the links that lead nowhere.
pub fn render<P>(site: &Site, settings: &Settings, progress: &impl Progress, put: &P, diagnostics: &mut Diagnostics)
where
    P: Fn(&str, &[u8]) -> Result<(), String> + Sync,
{
    let Site { portal, theme, pages } = site;
    let files = files(site, settings);
    let roots: Vec<String> = portal.languages().iter().map(|&language| pages::index_root(language)).collect();
    let pages_and_files =
        pages.iter().map(|page| page.address.as_str()).chain(files.iter().map(|(path, _)| path.as_str()));
    let addresses = Arc::new(pages_and_files.chain(roots.iter().map(String::as_str)).collect::<Addresses>());
    let renderer = Renderer::new(portal, theme, settings);
    // One refused file is enough to know that the disk is full or the folder is not ours.
    let stopped = AtomicBool::new(false);
    let write = |path: &str, bytes: &[u8], found: &mut Diagnostics| {
        if !stopped.load(Ordering::Relaxed)
            && let Err(message) = put(path, bytes)
        {
            stopped.store(true, Ordering::Relaxed);
            found.error_without_span(Problem::Io { message });
        }
    };
    progress.begin(pages.len());
    let nothing = || (Links::within(&addresses), Diagnostics::default());
    let (links, found) = pages
        .par_iter()
        .enumerate()
        .with_min_len(64)
        .fold(nothing, |(mut links, mut found), (index, page)| {
            if stopped.load(Ordering::Relaxed) {
                return (links, found);
            }
            let bytes = renderer.render(page, index, &mut links, &mut found);
            write(&page.file(), &bytes, &mut found);
            progress.advance();
            (links, found)
        })
        .reduce(nothing, |(links, mut found), (more, others)| {
            found.extend(others);
            (links.merge(more), found)
        });
    diagnostics.extend(found);
    for (path, file) in files {
        match file {
            File::Bytes(bytes) => write(&path, &bytes, diagnostics),
            File::Copy(from) => match std::fs::read(from) {
                Ok(bytes) => write(&path, &bytes, diagnostics),
                Err(error) => {
                    let problem = Problem::Io { message: error.to_string() };
                    diagnostics.error(problem, &Span::path(from.to_string_lossy()));
                }
            },
        }
    }
    if stopped.load(Ordering::Relaxed) {
        return;
    }
    let addresses: Vec<&str> = pages.iter().map(|page| page.address.as_str()).collect();
    links.report(&addresses, diagnostics);
}

/// A file that is no page.
enum File<'a> {
    Bytes(Cow<'a, [u8]>),
    Copy(&'a Path),
}

/// The files that are no pages: assets of theme and content, sitemap, robots.txt.
fn files<'a>(site: &'a Site, settings: &Settings) -> Vec<(String, File<'a>)> {
    let of_theme = site.theme.assets.iter().map(|asset| (asset.address.clone(), File::Bytes((&asset.bytes).into())));
    let of_content = site.portal.assets.iter().map(|asset| (asset.address.clone(), File::Copy(&asset.path)));
    let maps = pages::sitemap(&site.pages, settings.base_url.as_deref());
    let maps = maps.into_iter().map(|(path, text)| (path, File::Bytes(text.into_bytes().into())));
    of_theme.chain(of_content).chain(maps).collect()
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
