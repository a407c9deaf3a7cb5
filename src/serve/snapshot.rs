//! The state of the portal after a change, and what it answers to a request.

use std::collections::HashMap;
use std::io::IsTerminal as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use axum::http::StatusCode;
use percent_encoding::percent_decode_str;

use crate::diagnostic::{Diagnostic, Diagnostics, Format, Renderer, Severity};
use crate::pages::{self, Settings};
use crate::pipeline::{self, Options, Site};
use crate::terminal;
use crate::text::Language;
use crate::theme::Links;

use super::error_page;

/// The portal as it was read after some change, and what is known to be wrong with it.
pub(super) struct Snapshot {
    /// Counts the changes, from 1.
    pub generation: u64,
    state: Arc<State>,
    problems: Vec<Diagnostic>,
}

/// The portal as it was read.
struct State {
    site: Option<Site>,
    settings: Settings,
    addresses: HashMap<String, usize>,
    /// The files of the search, made when the first of them is asked for.
    search: OnceLock<HashMap<String, Vec<u8>>>,
    /// Whether a later state took its place: then a check of this one can end.
    is_past: AtomicBool,
}

/// The answer to a request.
pub(super) enum Answer {
    /// A file.
    File { status: StatusCode, kind: &'static str, bytes: Vec<u8> },
    /// The file is at another address.
    Elsewhere(String),
}

impl Snapshot {
    /// Reads and links the portal.
    pub fn load(options: &Options, generation: u64) -> Self {
        let mut diagnostics = Diagnostics::default();
        let site = pipeline::load(options, &mut diagnostics);
        let version = generation.to_string();
        let settings = site.as_ref().map(|site| pipeline::settings(options, site, version)).unwrap_or_default();
        let addresses = (site.iter().flat_map(|site| site.pages.iter().enumerate().map(move |page| (site, page))))
            .filter_map(|(site, (index, page))| Some((site.scope.own(&page.address)?.into_owned(), index)))
            .collect();
        let settings = Settings { live_reload: true, ..settings };
        let state = State { site, settings, addresses, search: OnceLock::new(), is_past: AtomicBool::new(false) };
        Self { generation, state: Arc::new(state), problems: diagnostics.sorted() }
    }

    /// Renders every page to find what only shows then. `None` where nothing new is found, or this state is past.
    pub fn check(&self) -> Option<Vec<Diagnostic>> {
        let site = self.state.site.as_ref()?;
        let mut diagnostics = Diagnostics::default();
        let is_past = || self.state.is_past.load(Ordering::Relaxed);
        // Refusing a file ends the rendering.
        let put = |_: &str, _: &[u8]| if is_past() { Err(String::new()) } else { Ok(()) };
        pipeline::render(site, &self.state.settings, &(), &put, &mut diagnostics);
        let found: Vec<Diagnostic> =
            diagnostics.sorted().into_iter().filter(|diagnostic| !self.problems.contains(diagnostic)).collect();
        (!found.is_empty() && !is_past()).then_some(found)
    }

    /// Says that a later state takes the place of this one.
    pub fn pass(&self) {
        self.state.is_past.store(true, Ordering::Relaxed);
    }

    /// The same state, with what a check found.
    pub fn with_problems(&self, generation: u64, found: Vec<Diagnostic>) -> Self {
        let problems = self.problems.iter().cloned().chain(found).collect();
        Self { generation, state: Arc::clone(&self.state), problems }
    }

    /// Prints the problems to the terminal.
    pub fn print(&self, language: Language) {
        print(&self.problems, language);
    }

    /// The answer to a request for `path`.
    pub fn answer(&self, path: &str) -> Answer {
        let path = percent_decode_str(path.trim_start_matches('/')).decode_utf8_lossy().into_owned();
        let language = path.split('/').next().and_then(Language::from_code).unwrap_or(Language::Japanese);
        if self.problems.iter().any(|problem| problem.severity == Severity::Error) && !path.starts_with("assets/") {
            return page(StatusCode::INTERNAL_SERVER_ERROR, error_page::render(&self.problems, language));
        }
        let Some(site) = &self.state.site else {
            return page(StatusCode::INTERNAL_SERVER_ERROR, error_page::render(&self.problems, language));
        };
        let path = path.strip_suffix("index.html").map_or(path.clone(), str::to_owned);
        if let Some(&index) = self.state.addresses.get(&path) {
            return self.render(site, index, StatusCode::OK, language);
        }
        if self.state.addresses.contains_key(&format!("{path}/")) {
            return Answer::Elsewhere(format!("/{path}/"));
        }
        if let Some(asset) = site.theme.assets.iter().find(|asset| asset.address == path) {
            return Answer::File { status: StatusCode::OK, kind: media_type(&path), bytes: asset.bytes.clone() };
        }
        if let Some(asset) =
            site.portal.assets.iter().find(|asset| site.scope.own(&asset.address).is_some_and(|own| own == path))
            && let Ok(bytes) = std::fs::read(&asset.path)
        {
            return Answer::File { status: StatusCode::OK, kind: media_type(&path), bytes };
        }
        if path.starts_with("search/") {
            let files = self.state.search.get_or_init(|| match pipeline::index(site) {
                Ok(files) => files.into_iter().collect(),
                Err(message) => {
                    terminal::report(&message);
                    HashMap::new()
                }
            });
            if let Some(bytes) = files.get(&path) {
                return Answer::File { status: StatusCode::OK, kind: media_type(&path), bytes: bytes.clone() };
            }
        }
        let is_map = path == "robots.txt" || path.starts_with("sitemap");
        let files = if is_map { pages::sitemap(&site.pages, &self.state.settings) } else { Vec::new() };
        if let Some((_, text)) = files.into_iter().find(|(name, _)| *name == path) {
            return Answer::File { status: StatusCode::OK, kind: media_type(&path), bytes: text.into_bytes() };
        }
        match self.state.addresses.get("404.html") {
            Some(&index) => self.render(site, index, StatusCode::NOT_FOUND, language),
            None => page(StatusCode::NOT_FOUND, String::new()),
        }
    }

    fn render(&self, site: &Site, index: usize, status: StatusCode, language: Language) -> Answer {
        // The preview stands at the root of its host, wherever the site will be published.
        let settings = Settings { base_url: None, ..self.state.settings.clone() };
        let renderer = pages::Renderer::new(&site.portal, &site.theme, &settings);
        let mut diagnostics = Diagnostics::default();
        let bytes = renderer.render(&site.pages[index], index, &mut Links::default(), &mut diagnostics);
        if diagnostics.has_errors() {
            let problems = diagnostics.sorted();
            return page(StatusCode::INTERNAL_SERVER_ERROR, error_page::render(&problems, language));
        }
        let kind = media_type(&site.pages[index].file());
        Answer::File { status, kind, bytes }
    }
}

/// Prints problems to the terminal.
pub(super) fn print(problems: &[Diagnostic], language: Language) {
    let renderer = Renderer { format: Format::Human, language, colour: std::io::stderr().is_terminal() };
    for problem in problems {
        terminal::report(&renderer.render(problem));
    }
}

fn page(status: StatusCode, html: String) -> Answer {
    Answer::File { status, kind: "text/html; charset=utf-8", bytes: html.into_bytes() }
}

/// The media type of a file, by its extension (IANA).
fn media_type(path: &str) -> &'static str {
    let extension = Path::new(path).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "jsonld" => "application/ld+json",
        "xml" if path.ends_with("feed.xml") => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "pdf" => "application/pdf",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "application/octet-stream",
    }
}
