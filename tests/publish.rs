//! Publishing: whole or not at all, only what changed, only what is ours.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use shirube::publish::{Fingerprint, FingerprintBuilder, MANIFEST, Publication, PublishError, Summary};
use tempfile::TempDir;
use walkdir::WalkDir;

/// A site folder that is not there yet, in a folder of its own.
fn site() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    (folder, out)
}

fn fingerprint(input: &str) -> Fingerprint {
    FingerprintBuilder::new().add("input", input.as_bytes()).finish()
}

fn open(out: &Path) -> Publication {
    Publication::open(out, || ()).unwrap()
}

fn try_publish(out: &Path, input: &str, files: &[(&str, &str)]) -> Result<Summary, PublishError> {
    let publication = open(out);
    for (path, text) in files {
        publication.put(path, text.as_bytes())?;
    }
    publication.commit(fingerprint(input))
}

fn publish(out: &Path, input: &str, files: &[(&str, &str)]) -> Summary {
    try_publish(out, input, files).unwrap()
}

fn write(path: impl AsRef<Path>, text: &str) {
    fs::create_dir_all(path.as_ref().parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Every file of a tree with its text, without the manifest.
fn texts(out: &Path) -> BTreeMap<String, String> {
    WalkDir::new(out)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| !entry.file_type().is_dir() && entry.file_name() != MANIFEST)
        .map(|entry| {
            let path = entry.path().strip_prefix(out).unwrap().to_str().unwrap().to_owned();
            (path, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

fn names(out: &Path) -> Vec<String> {
    texts(out).into_keys().collect()
}

/// Nothing stays beside the site but the lock.
fn assert_staging_is_clear(out: &Path) {
    let staging = out.with_file_name(".public.shirube");
    let mut names: Vec<_> = fs::read_dir(staging).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, [".gitignore", "lock"]);
}

/// What tells that a file or folder was written again.
#[cfg(unix)]
fn identity(path: &Path) -> (u64, SystemTime) {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::symlink_metadata(path).unwrap();
    (metadata.ino(), metadata.modified().unwrap())
}

#[cfg(not(unix))]
fn identity(path: &Path) -> (u64, SystemTime) {
    (0, fs::symlink_metadata(path).unwrap().modified().unwrap())
}

/// The first publication makes the folder and the ones above it; its manifest makes the next build
/// needless.
#[test]
fn first_publication() {
    let (folder, _) = site();
    let out = folder.path().join("a/b/public");
    assert!(!open(&out).is_current(fingerprint("1")));
    let summary = publish(&out, "1", &[("index.html", "top"), ("ja/x/index.html", "甲")]);
    assert_eq!(summary, Summary { written: 2, unchanged: 0, removed: 0, bytes: 6 });
    assert_eq!(names(&out), ["index.html", "ja/x/index.html"]);
    assert!(open(&out).is_current(fingerprint("1")));
    assert!(!open(&out).is_current(fingerprint("2")));
    assert_staging_is_clear(&out);
}

/// Web servers, mirrors and file watchers see no change where there is none.
#[test]
fn unchanged_rebuild_writes_nothing() {
    let (_folder, out) = site();
    let files = [("index.html", "top"), ("ja/index.html", "ja")];
    publish(&out, "1", &files);
    let all = || -> Vec<_> {
        let paths = WalkDir::new(out.parent().unwrap()).sort_by_file_name().into_iter();
        paths.map(|entry| identity(entry.unwrap().path())).collect()
    };
    let before = all();
    thread::sleep(Duration::from_millis(20));
    let summary = publish(&out, "1", &files);
    assert_eq!(summary, Summary { written: 0, unchanged: 2, removed: 0, bytes: 5 });
    assert_eq!(all(), before);
}

/// One changed file does not touch the others, and a changed input that makes the same files
/// touches none.
#[test]
fn only_what_changed_is_written() {
    let (_folder, out) = site();
    publish(&out, "1", &[("a", "1"), ("b", "1")]);
    let [a, b] = ["a", "b"].map(|name| identity(&out.join(name)));
    thread::sleep(Duration::from_millis(20));
    assert_eq!(publish(&out, "2", &[("a", "2"), ("b", "1")]).written, 1);
    assert_ne!(identity(&out.join("a")), a);
    assert_eq!(identity(&out.join("b")), b);

    let folder = identity(&out).0;
    assert_eq!(publish(&out, "3", &[("a", "2"), ("b", "1")]).written, 0);
    assert_eq!(identity(&out).0, folder);
    assert_eq!(identity(&out.join("b")), b);
    assert!(open(&out).is_current(fingerprint("3")));
    assert_staging_is_clear(&out);
}

/// Same input, same bytes: also in the manifest, whatever the order and the threads.
#[test]
fn deterministic() {
    use rayon::prelude::*;
    let (_folder, out) = site();
    let (_other_folder, other) = site();
    let paths: Vec<_> = (0..200).map(|n| format!("{}/{n}.html", n % 7)).collect();
    let first = open(&out);
    paths.iter().try_for_each(|path| first.put(path, path.as_bytes())).unwrap();
    first.commit(fingerprint("1")).unwrap();
    let second = open(&other);
    paths.par_iter().rev().try_for_each(|path| second.put(path, path.as_bytes())).unwrap();
    second.commit(fingerprint("1")).unwrap();
    assert_eq!(texts(&out), texts(&other));
    assert_eq!(fs::read(out.join(MANIFEST)).unwrap(), fs::read(other.join(MANIFEST)).unwrap());
}

/// Pages that are no longer made go, with their folders; what somebody else put there stays.
#[test]
fn stale_goes_and_foreign_stays() {
    let (_folder, out) = site();
    publish(&out, "1", &[("keep", "1"), ("old/page", "1"), ("mixed/page", "1")]);
    write(out.join("CNAME"), "example.org");
    write(out.join("mixed/theirs"), "theirs");
    fs::create_dir_all(out.join("theirs/empty")).unwrap();
    let before = identity(&out.join("CNAME"));
    let summary = publish(&out, "2", &[("keep", "1"), ("new", "2")]);
    assert_eq!(summary, Summary { written: 1, unchanged: 1, removed: 2, bytes: 2 });
    assert_eq!(names(&out), ["CNAME", "keep", "mixed/theirs", "new"]);
    assert!(out.join("theirs/empty").is_dir() && !out.join("old").exists());
    assert_eq!(identity(&out.join("CNAME")), before);
    assert_staging_is_clear(&out);
}

/// A folder full of somebody's files is a fine place for a first publication.
#[test]
fn first_publication_among_foreign_files() {
    let (_folder, out) = site();
    write(out.join("photos/a.jpg"), "a");
    publish(&out, "1", &[("index.html", "top")]);
    assert_eq!(names(&out), ["index.html", "photos/a.jpg"]);
    publish(&out, "2", &[]);
    assert_eq!(names(&out), ["photos/a.jpg"]);
}

/// Somebody else's file is never overwritten, whichever way it is in the way; one with the same
/// bytes becomes ours.
#[test]
fn foreign_files_are_not_overwritten() {
    for (theirs, ours) in [("page", "page"), ("page/theirs", "page"), ("page", "page/index.html")] {
        let (_folder, out) = site();
        publish(&out, "1", &[("index.html", "1")]);
        write(out.join(theirs), "theirs");
        let error = try_publish(&out, "2", &[(ours, "ours")]).unwrap_err();
        assert!(matches!(error, PublishError::Foreign { .. }), "{error}");
        assert_eq!(names(&out), ["index.html", theirs]);
        assert_staging_is_clear(&out);
    }
    let (_folder, out) = site();
    write(out.join("page"), "same");
    publish(&out, "1", &[("page", "same")]);
    publish(&out, "2", &[]);
    assert_eq!(names(&out), [""; 0]);
}

/// Our files are ours: what was edited, truncated or deleted by hand is noticed and made good.
#[test]
fn damage_is_made_good() {
    let (_folder, out) = site();
    let files = [("edited", "same size"), ("shorter", "text"), ("gone", "text"), ("fine", "text")];
    publish(&out, "1", &files);
    thread::sleep(Duration::from_millis(20));
    write(out.join("fine"), "text");
    assert!(open(&out).is_current(fingerprint("1")), "a later time alone is no damage");

    write(out.join("edited"), "SAME SIZE");
    assert!(!open(&out).is_current(fingerprint("1")));
    write(out.join("shorter"), "");
    fs::remove_file(out.join("gone")).unwrap();
    let summary = publish(&out, "1", &files);
    assert_eq!((summary.written, summary.unchanged), (3, 1));
    assert_eq!(texts(&out), files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect());
    assert!(open(&out).is_current(fingerprint("1")));
}

/// A build that fails leaves the former site, and nothing beside it.
#[test]
fn dropped_without_commit() {
    let (_folder, out) = site();
    publish(&out, "1", &[("a", "1")]);
    let before = identity(&out);
    let publication = open(&out);
    publication.put("a", b"2").unwrap();
    publication.put("b", b"2").unwrap();
    drop(publication);
    assert_eq!(texts(&out), BTreeMap::from([("a".into(), "1".into())]));
    assert_eq!(identity(&out), before);
    assert!(open(&out).is_current(fingerprint("1")));
    assert_staging_is_clear(&out);
}

/// Nothing is written outside of the site folder, nor over the manifest, and no line is added to
/// it.
#[test]
fn paths_are_refused() {
    let (folder, out) = site();
    for path in ["", "/a", "..", "../a", "a/../../b", "a/./b", "a//b", "a/", "a\\b", "a\nb", "a\0b", MANIFEST] {
        let publication = open(&out);
        let error = publication.put(path, b"").unwrap_err();
        assert!(matches!(error, PublishError::Path { .. }), "{path:?}: {error}");
        assert!(matches!(publication.commit(fingerprint("1")), Err(PublishError::Incomplete)));
    }
    assert!(!out.exists() && !folder.path().join("a").exists());
}

/// Two pages with one path are a mistake of the site, not a race of two threads; also where nothing
/// changed.
#[test]
fn taken_paths_are_refused() {
    let (_folder, out) = site();
    publish(&out, "1", &[("a", "1"), ("b/c", "1")]);
    for [first, second] in [["a", "a"], ["a", "a/b"], ["b/c/d", "b/c"], ["b/c", "b"], ["x", "x"], ["x/y/z", "x"]] {
        for text in ["1", "2"] {
            let publication = open(&out);
            publication.put(first, text.as_bytes()).unwrap();
            let error = publication.put(second, text.as_bytes()).unwrap_err();
            assert!(matches!(error, PublishError::Taken { .. }), "{first} {second}: {error}");
        }
    }
}

/// A file becomes a folder, and a folder a file, from one build to the next.
#[test]
fn files_and_folders_change_places() {
    let (_folder, out) = site();
    publish(&out, "1", &[("a", "1"), ("b/c/d", "1")]);
    publish(&out, "2", &[("a/x", "2"), ("b", "2")]);
    assert_eq!(names(&out), ["a/x", "b"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(out.join("b")).unwrap().permissions().mode();
        assert_eq!(mode & 0o111, 0, "a file does not take the mode of the folder before it");
    }
}

/// A damaged manifest is not guessed at: files of ours would pass for somebody else's.
#[test]
fn damaged_manifest() {
    let (_folder, out) = site();
    publish(&out, "1", &[("a", "1"), ("b", "1")]);
    let text = fs::read_to_string(out.join(MANIFEST)).unwrap();
    fs::write(out.join(MANIFEST), &text[..text.len() - 10]).unwrap();
    let error = Publication::open(&out, || ()).err().unwrap();
    assert!(matches!(error, PublishError::Manifest { line: 5, .. }), "{error}");
}

/// Folders that cannot be replaced are refused before anything is built.
#[test]
fn folders_that_cannot_be_replaced() {
    let (folder, out) = site();
    write(&out, "a file");
    for path in [Path::new("/"), &out, Path::new("."), Path::new("..")] {
        let error = Publication::open(path, || ()).err().unwrap();
        assert!(matches!(error, PublishError::Folder { .. }), "{}: {error}", path.display());
    }
    assert_eq!(names(folder.path()), ["public"]);
}

/// Symbolic links: the site folder may be one, those inside are kept, and nothing is written or
/// removed through them.
#[cfg(unix)]
#[test]
fn symbolic_links() {
    use std::os::unix::fs::symlink;
    let (folder, out) = site();
    let link = folder.path().join("link");
    let elsewhere = folder.path().join("elsewhere");
    publish(&out, "1", &[("assets/x", "1"), ("a", "1")]);
    symlink("public", &link).unwrap();
    symlink("a", out.join("theirs")).unwrap();
    publish(&link, "2", &[("assets/x", "1"), ("a", "2")]);
    assert!(link.is_symlink());
    assert_eq!(fs::read_link(out.join("theirs")).unwrap(), Path::new("a"));

    write(elsewhere.join("x"), "1");
    fs::remove_dir_all(out.join("assets")).unwrap();
    symlink("../elsewhere", out.join("assets")).unwrap();
    let error = try_publish(&out, "3", &[("assets/x", "1"), ("a", "3")]).unwrap_err();
    assert!(matches!(error, PublishError::Foreign { .. }), "{error}");
    publish(&out, "4", &[("a", "4")]);
    assert_eq!(names(&elsewhere), ["x"]);
    assert!(out.join("assets").is_symlink());

    let dangling = folder.path().join("dangling");
    symlink("nowhere", &dangling).unwrap();
    assert!(matches!(Publication::open(&dangling, || ()), Err(PublishError::Folder { .. })));
}

/// A web server may depend on the modes of the folders; read-only ones do not stop the next build.
#[cfg(unix)]
#[test]
fn modes_of_folders_are_kept() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, out) = site();
    publish(&out, "1", &[("a/x", "1"), ("b/x", "1")]);
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let get = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    set(&out, 0o750);
    set(&out.join("a"), 0o555);
    publish(&out, "2", &[("a/x", "2"), ("b/x", "1")]);
    assert_eq!((get(&out), get(&out.join("a"))), (0o750, 0o555));
    publish(&out, "3", &[("b/x", "3")]);
    assert_eq!(names(&out), ["b/x"]);
}

/// Two builds at once do not mix: the second waits, and says so.
#[test]
fn concurrent_publications() {
    let (_folder, out) = site();
    let first = open(&out);
    first.put("first", b"1").unwrap();
    let waited = AtomicBool::new(false);
    thread::scope(|scope| {
        let second = scope.spawn(|| {
            let second = Publication::open(&out, || waited.store(true, Ordering::SeqCst)).unwrap();
            assert!(out.join("first").exists(), "the second build begins after the first");
            second.put("second", b"2").unwrap();
            second.commit(fingerprint("2")).unwrap()
        });
        while !waited.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(1));
        }
        first.put("both", b"1").unwrap();
        first.commit(fingerprint("1")).unwrap();
        assert_eq!(second.join().unwrap(), Summary { written: 1, unchanged: 0, removed: 2, bytes: 1 });
    });
    assert_eq!(names(&out), ["second"]);
}

/// Somebody who reads the site while it is published never finds it missing.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn readers_always_find_the_site() {
    let (_folder, out) = site();
    publish_version(&out, 0);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            (1..20).for_each(|version| publish_version(&out, version));
            done.store(true, Ordering::SeqCst);
        });
        while !done.load(Ordering::SeqCst) {
            fs::read(out.join("pages/0.html")).unwrap();
        }
    });
}

/// A site in which every file but one tells its version, and which files there are depends on it
/// too.
fn version(version: usize) -> BTreeMap<String, String> {
    let mut files: BTreeMap<_, _> =
        (0..60).map(|n| (format!("pages/{n}.html"), format!("version {version}"))).collect();
    files.insert("same".into(), "same".into());
    files.insert(format!("only-{}/page", version % 3), format!("version {version}"));
    files
}

fn publish_version(out: &Path, number: usize) {
    let publication = open(out);
    for (path, text) in version(number) {
        publication.put(&path, text.as_bytes()).unwrap();
    }
    publication.commit(fingerprint(&number.to_string())).unwrap();
}

/// The site is one version, whole, together with what is not ours; the number of that version.
fn assert_whole(out: &Path) -> usize {
    let mut texts = texts(out);
    assert_eq!(texts.remove("theirs").as_deref(), Some("theirs"));
    let number = texts["pages/0.html"].strip_prefix("version ").unwrap().parse().unwrap();
    assert_eq!(texts, version(number));
    number
}

const CHILD: &str = "SHIRUBE_TEST_PUBLISH_FOR_EVER";

/// Not a test: the process that [`killed_at_any_moment`] kills.
#[test]
#[ignore = "run by another test"]
fn publish_for_ever() {
    let Some(out) = std::env::var_os(CHILD).map(PathBuf::from) else {
        return;
    };
    let start = assert_whole(&out);
    for version in start + 1.. {
        publish_version(&out, version);
    }
}

/// A build killed at any moment leaves exactly the former site or the new one, and does not disturb
/// the next build.
#[test]
fn killed_at_any_moment() {
    let (_folder, out) = site();
    publish_version(&out, 0);
    write(out.join("theirs"), "theirs");
    let staging = out.with_file_name(".public.shirube");
    let begin = Instant::now();
    let (mut last, mut moved, mut cut_short) = (0, 0, 0);
    for round in 0_u64..45 {
        if begin.elapsed() > Duration::from_secs(5) {
            break;
        }
        let former = format!("version {last}");
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "publish_for_ever"])
            .env(CHILD, &out)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // By turns: any time, shortly before the swap, shortly after it. A busy machine may take
        // long to get there.
        let swap_is_near = || match round % 3 {
            0 => true,
            1 => staging.join("next").join(MANIFEST).exists(),
            _ => fs::read_to_string(out.join("pages/0.html")).unwrap() != former,
        };
        let spawned = Instant::now();
        while !swap_is_near() && spawned.elapsed() < Duration::from_secs(1) {}
        let spread = if round % 3 == 0 { 40_000 } else { 3_000 };
        thread::sleep(Duration::from_micros(round * 7_919 % spread));
        child.kill().unwrap();
        child.wait().unwrap();

        let now = assert_whole(&out);
        moved += usize::from(now > last);
        last = now;
        cut_short += usize::from(["next", "stale"].iter().any(|name| staging.join(name).exists()));

        let publication = open(&out);
        assert!(publication.is_current(fingerprint(&now.to_string())));
        drop(publication);
        assert_eq!(assert_whole(&out), now);
        assert_staging_is_clear(&out);
    }
    assert!(moved > 0 && cut_short > 0, "{moved} rounds published, {cut_short} were cut short");
}
