//! From the content folder to the published site, in the order in which it happens.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, Problem, RecordKind, Severity, Span, nearest};
use crate::measures;
use crate::pages::{self, Page, Renderer, Settings};
use crate::portal::Portal;
use crate::publish::{self, Publication};
use crate::reference;
use crate::search::{self, Index};
use crate::text::Language;
use crate::theme::{Addresses, Links, Scope, Theme};

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
    /// Where it will be published, instead of the address in site.yaml, or of a center in center.yaml.
    pub base_url: Option<String>,
    /// The center whose home page is built, as a site of its own, instead of the portal.
    pub center: Option<String>,
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
    /// All pages of the portal.
    pub pages: Vec<Page>,
    /// What of it the site holds.
    pub scope: Scope,
}

impl Site {
    /// The pages that the site holds.
    pub fn own_pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(|page| self.scope.holds(&page.address))
    }
}

/// Builds and publishes the site. Warnings and errors are in `diagnostics`; with an error nothing is published.
pub fn build(options: &Options, progress: &impl Progress, diagnostics: &mut Diagnostics) -> Option<Report> {
    find_center(options, diagnostics)?;
    let publication = opened(options, progress, diagnostics)?;
    let inputs = Inputs::read(options);
    let fingerprint = inputs.fingerprint(options);
    if !inputs.has_problems() && publication.is_current(fingerprint) {
        return Some(Report { pages: 0, files: publish::Summary::default(), was_current: true });
    }
    let version = inputs.version();
    let site = inputs.link(options, diagnostics)?;
    let put = |path: &str, bytes: &[u8]| publication.put(path, bytes).map_err(|error| error.to_string());
    let settings = settings(options, &site, version);
    let (index, ()) = rayon::join(|| index(&site), || render(&site, &settings, progress, &put, diagnostics));
    if diagnostics.has_errors() {
        return None;
    }
    if let Err(message) = index.and_then(|files| files.par_iter().try_for_each(|(path, bytes)| put(path, bytes))) {
        return failed(&message, diagnostics);
    }
    match publication.commit(fingerprint) {
        Ok(files) => Some(Report { pages: site.own_pages().count(), files, was_current: false }),
        Err(error) => failed(&error.to_string(), diagnostics),
    }
}

/// Reports everything that is wrong with the content and the theme, links included, and publishes nothing.
pub fn check(options: &Options, progress: &impl Progress, diagnostics: &mut Diagnostics) -> Option<Site> {
    let site = load(options, diagnostics)?;
    render(&site, &settings(options, &site, String::new()), progress, &|_, _| Ok(()), diagnostics);
    let center = pages::own_center(&site.portal, &site.scope);
    site.portal.report_age(center, diagnostics);
    site.portal.report_translations(center, diagnostics);
    reference::report(&site.portal, diagnostics);
    measures::report(&site.portal, diagnostics);
    Some(site)
}

/// Reports the errors that `files` of the content would have if these were their bytes.
pub fn check_changed(options: &Options, files: &[(PathBuf, Vec<u8>)], diagnostics: &mut Diagnostics) {
    let mut found = Diagnostics::default();
    let mut inputs = Inputs::read(options);
    inputs.put(files);
    if let Some(site) = inputs.link(options, &mut found) {
        render(&site, &settings(options, &site, String::new()), &(), &|_, _| Ok(()), &mut found);
    }
    let paths: Vec<_> = files.iter().map(|(path, _)| path.to_string_lossy()).collect();
    for diagnostic in found.sorted().into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error) {
        if let Some(span) = &diagnostic.span
            && paths.iter().any(|path| span.file.path == *path)
        {
            diagnostics.error(diagnostic.problem, span);
        }
    }
}

/// Reads content and theme, links the portal and plans its pages.
pub fn load(options: &Options, diagnostics: &mut Diagnostics) -> Option<Site> {
    find_center(options, diagnostics)?;
    Inputs::read(options).link(options, diagnostics)
}

/// Reports a center that is not there, before a folder is made for its site.
fn find_center(options: &Options, diagnostics: &mut Diagnostics) -> Option<()> {
    let Some(id) = &options.center else { return Some(()) };
    let centers = options.content.join("centers");
    let folders = std::fs::read_dir(&centers).into_iter().flatten().flatten();
    let mut known: Vec<String> = folders.filter_map(|folder| folder.file_name().into_string().ok()).collect();
    if known.contains(id) {
        return Some(());
    }
    known.sort();
    let nearest = nearest(id, known.iter().map(String::as_str)).map(str::to_owned);
    let problem = Problem::UnknownRecord { kind: RecordKind::Center, id: id.clone(), nearest };
    diagnostics.error(problem, &Span::path(centers.to_string_lossy()));
    None
}

/// The files of the search, of all languages. The site of a center has none: it leads to the search of the portal.
pub fn index(site: &Site) -> Result<search::Files, String> {
    if site.scope != Scope::Portal {
        return Ok(search::Files::new());
    }
    let of_language = |&language: &Language| {
        let index = Index::build(&site.portal, language).map_err(|error| error.to_string())?;
        search::files(&site.portal, &site.theme.messages, &index).map_err(|error| error.to_string())
    };
    let files = site.portal.languages().par_iter().map(of_language).collect::<Result<Vec<_>, String>>()?;
    Ok(files.into_iter().flatten().collect())
}

/// How the site is to be published, from the command line, site.yaml or center.yaml.
#[must_use]
pub fn settings(options: &Options, site: &Site, search_version: String) -> Settings {
    let recorded = match pages::own_center(&site.portal, &site.scope) {
        Some(key) => site.portal.center(key).record.site.as_ref().and_then(|site| site.base_url.as_ref()),
        None => site.portal.site.base_url.as_ref(),
    };
    let given = options.base_url.as_deref().or(recorded.map(|url| url.0.as_str()));
    Settings { base_url: given.map(with_slash), scope: site.scope.clone(), search_version, live_reload: false }
}

/// An address with one slash at its end.
fn with_slash(url: &str) -> String {
    format!("{}/", url.trim_end_matches('/'))
}

/// Renders all pages in parallel and hands each file to `put`; then reports the links that lead nowhere.
pub fn render<P>(site: &Site, settings: &Settings, progress: &impl Progress, put: &P, diagnostics: &mut Diagnostics)
where
    P: Fn(&str, &[u8]) -> Result<(), String> + Sync,
{
    let Site { portal, theme, pages, scope } = site;
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
            && let Some(path) = scope.own(path)
            && let Err(message) = put(&path, bytes)
        {
            stopped.store(true, Ordering::Relaxed);
            found.error_without_span(Problem::Io { message });
        }
    };
    progress.begin(site.own_pages().count());
    let nothing = || (Links::within(&addresses), Diagnostics::default());
    let (links, found) = pages
        .par_iter()
        .enumerate()
        .with_min_len(64)
        .filter(|(_, page)| scope.holds(&page.address))
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
    for (path, file) in files.into_iter().filter(|(path, _)| scope.holds(path)) {
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
    links.report(&addresses, scope, diagnostics);
    reference::report_explicit(portal, diagnostics);
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
    let maps = pages::sitemap(&site.pages, settings);
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
