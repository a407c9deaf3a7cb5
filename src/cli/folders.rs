//! Where folders and files really lie: what is published, what is content, and what must be neither.

use std::path::{Path, PathBuf};

use crate::publish::MANIFEST;

/// The folder that a build publishes into unless told otherwise.
pub(super) const DEFAULT_OUT: &str = "public";

/// How many links in a row are followed; the system itself follows as many.
const LINKS: usize = 40;

/// Whether one folder lies in the other: the site would become content, or the content be published.
pub(super) fn overlap(content: &Path, out: &Path) -> bool {
    let (content, out) = (real(content), real(out));
    content.starts_with(&out) || out.starts_with(&content)
}

/// The folder of the portal in which `file` would be published, now or with the next build, if it lies in one: a folder
/// of `sources`, the default folder of sites, or one that holds a site of ours.
pub(super) fn published_with(file: &Path, sources: &[&Path]) -> Option<PathBuf> {
    let file = real(file);
    let known = sources.iter().copied().chain([Path::new(DEFAULT_OUT)]).map(real);
    let site = || file.ancestors().skip(1).find(|folder| folder.join(MANIFEST).exists()).map(Path::to_path_buf);
    known.into_iter().find(|folder| file.starts_with(folder)).or_else(site)
}

/// The path without links. What is not there yet lies in the nearest folder above it that is.
fn real(path: &Path) -> PathBuf {
    let mut path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    // A link whose target is not there yet leads there all the same: writing would make it. Links may lead in a circle.
    for _ in 0..LINKS {
        match (path.read_link(), path.parent()) {
            (Ok(target), Some(folder)) if !path.exists() => path = folder.join(target),
            _ => break,
        }
    }
    let above = path.ancestors().find_map(|above| Some((above.canonicalize().ok()?, path.strip_prefix(above).ok()?)));
    above.map_or_else(|| path.clone(), |(above, rest)| above.join(rest))
}
