//! Noticing changes of content and theme, and reading the portal anew.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::time::Duration;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::terminal;
use crate::text::Language;

use super::snapshot::{self, Snapshot};
use super::{Options, Shared};

/// Editors save in several steps; what comes within this time is one change.
const SETTLE: Duration = Duration::from_millis(15);

/// Watches the folders in a thread of its own, as long as the watcher lives. Where the system cannot watch, the
/// preview works without it, and says so.
pub(super) fn start(options: Options, shared: Arc<Shared>) -> Option<RecommendedWatcher> {
    let (sender, receiver) = channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let is_change = event.as_ref().is_ok_and(|event| !event.kind.is_access());
        if is_change {
            // The receiver is gone only when the server ends.
            let _ = sender.send(());
        }
    })
    .and_then(|mut watcher| {
        watcher.watch(&options.pipeline.content, RecursiveMode::Recursive)?;
        if let Some(theme) = &options.pipeline.theme {
            watcher.watch(theme, RecursiveMode::Recursive)?;
        }
        Ok(watcher)
    });
    let watcher = match watcher {
        Ok(watcher) => Some(watcher),
        Err(error) => {
            terminal::report(&match options.language {
                Language::English => format!("Changes are not noticed: {error}"),
                Language::Japanese => format!("変更の監視ができません：{error}"),
            });
            None
        }
    };
    std::thread::spawn(move || follow(&options, &shared, &receiver));
    watcher
}

/// Reads the portal after each change, then checks all pages while nothing else happens.
fn follow(options: &Options, shared: &Shared, changes: &Receiver<()>) {
    let mut generation = 1;
    loop {
        check_until(options, shared, &mut generation, changes);
        loop {
            match changes.recv_timeout(SETTLE) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        generation += 1;
        let snapshot = Snapshot::load(&options.pipeline, generation);
        snapshot.print(options.language);
        shared.replace(snapshot);
    }
}

/// Checks all pages in a thread of its own, and returns at the next change. A check that is still running then is
/// for a state that is gone; what it finds is dropped.
fn check_until(options: &Options, shared: &Shared, generation: &mut u64, changes: &Receiver<()>) {
    let snapshot = shared.latest();
    let (done, finished) = channel();
    std::thread::spawn(move || {
        let _ = done.send(snapshot.check());
    });
    loop {
        if changes.recv_timeout(Duration::from_millis(10)).is_ok() {
            shared.latest().pass();
            return;
        }
        match finished.try_recv() {
            Ok(Some(found)) => {
                snapshot::print(&found, options.language);
                *generation += 1;
                let later = shared.latest().with_problems(*generation, found);
                shared.replace(later);
                break;
            }
            Ok(None) | Err(TryRecvError::Disconnected) => break,
            Err(TryRecvError::Empty) => {}
        }
    }
    // Nothing wrong: wait for the next change without looking at the clock.
    let _ = changes.recv();
}
