//! The preview server: shows the portal on this machine, and every change as soon as it is saved.
//!
//! It publishes nothing. A change is read and linked at once; pages are rendered when the browser asks for them, so
//! that a large portal reloads as fast as a small one. All pages are checked in the background, and what is wrong
//! shows in the browser and the terminal until it is mended.

mod error_page;
mod snapshot;
mod watch;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::watch as signal;

use crate::pipeline;
use crate::terminal;
use crate::text::Language;

use snapshot::{Answer, Snapshot};

/// Where to listen first, and how many ports to try where none is asked for.
const PORT: u16 = 4000;
const PORTS_TRIED: u16 = 20;

/// The script that reloads the page.
const RELOAD: &str = include_str!("reload.js");
/// The style of the error page.
const ERROR_STYLE: &str = include_str!("error.css");

/// What to show, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// What to build; nothing is published, so `out` is not used.
    pub pipeline: pipeline::Options,
    /// The port; by default the first free one from 4000.
    pub port: Option<u16>,
    /// Whether to open the browser.
    pub open: bool,
    /// The language of messages.
    pub language: Language,
}

/// What the requests share: the latest state of the portal, and a signal when there is a later one.
struct Shared {
    snapshot: Mutex<Arc<Snapshot>>,
    changes: signal::Sender<u64>,
}

impl Shared {
    fn latest(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn replace(&self, snapshot: Snapshot) {
        let generation = snapshot.generation;
        let mut latest = self.snapshot.lock().unwrap_or_else(PoisonError::into_inner);
        let former = std::mem::replace(&mut *latest, Arc::new(snapshot));
        drop(latest);
        self.changes.send_replace(generation);
        // A large portal takes a moment to take down; the browser need not wait for it.
        drop(former);
    }
}

/// Serves until interrupted.
pub fn run(options: &Options) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(serve(options))
}

async fn serve(options: &Options) -> io::Result<()> {
    let listener = listen(options.port).await?;
    let address = format!("http://{}/", listener.local_addr()?);
    let first = Snapshot::load(&options.pipeline, 1);
    first.print(options.language);
    let (changes, _) = signal::channel(1);
    let shared = Arc::new(Shared { snapshot: Mutex::new(Arc::new(first)), changes });
    let _watcher = watch::start(options.clone(), Arc::clone(&shared));
    terminal::say(&match options.language {
        Language::English => format!("Serving {address}  (stop with Ctrl+C)"),
        Language::Japanese => format!("{address} で表示しています(終了は Ctrl+C)"),
    });
    if options.open && open::that_detached(&address).is_err() {
        terminal::report(&address);
    }
    let router = Router::new()
        .route("/-/reload.js", get(|| async { text("text/javascript; charset=utf-8", RELOAD) }))
        .route("/-/error.css", get(|| async { text("text/css; charset=utf-8", ERROR_STYLE) }))
        .route("/-/changes", get(wait_for_change))
        .fallback(answer)
        .with_state(shared);
    axum::serve(listener, router)
        .with_graceful_shutdown(async {
            // Where signals cannot be caught, the process simply ends.
            let _ = tokio::signal::ctrl_c().await;
            std::process::exit(0);
        })
        .await
}

/// Listens on this machine only.
async fn listen(port: Option<u16>) -> io::Result<TcpListener> {
    let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let ports = port.map_or(PORT..=PORT + PORTS_TRIED, |port| port..=port);
    let mut last = io::Error::other("no port");
    for port in ports {
        match TcpListener::bind(at(port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) => last = io::Error::new(error.kind(), format!("port {port}: {error}")),
        }
    }
    Err(last)
}

/// Answers as soon as there is a later state than the page was made from.
async fn wait_for_change(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let seen: u64 = request.uri().query().and_then(|query| query.parse().ok()).unwrap_or_default();
    let mut changes = shared.changes.subscribe();
    let change = changes.wait_for(|generation| *generation > seen);
    // Browsers and proxies close requests that last; the script asks again.
    let generation = match tokio::time::timeout(std::time::Duration::from_secs(25), change).await {
        Ok(Ok(generation)) => *generation,
        _ => seen,
    };
    text("text/plain; charset=utf-8", &generation.to_string())
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    // Another site must not read drafts through a name that it points at this machine.
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !["127.0.0.1", "localhost", "[::1]"]
        .iter()
        .any(|local| host.strip_prefix(local).is_some_and(|rest| rest.is_empty() || rest.starts_with(':')))
    {
        return respond(StatusCode::FORBIDDEN, "text/plain", Vec::new());
    }
    let snapshot = shared.latest();
    let path = request.uri().path().to_owned();
    let answered = tokio::task::spawn_blocking(move || snapshot.answer(&path)).await;
    match answered {
        Ok(Answer::File { status, kind, bytes }) => respond(status, kind, bytes),
        Ok(Answer::Elsewhere(address)) => {
            let mut response = respond(StatusCode::MOVED_PERMANENTLY, "text/plain", Vec::new());
            if let Ok(value) = HeaderValue::from_str(&address) {
                response.headers_mut().insert(header::LOCATION, value);
            }
            response
        }
        Err(_) => respond(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", Vec::new()),
    }
}

fn text(kind: &'static str, body: &str) -> Response<Body> {
    respond(StatusCode::OK, kind, body.as_bytes().to_vec())
}

fn respond(status: StatusCode, kind: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
