//! The commands as a user types them: those of the README, exit codes, and the preview server.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const SHIRUBE: &str = env!("CARGO_BIN_EXE_shirube");

fn shirube(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(SHIRUBE).args(arguments).current_dir(folder).env("LC_ALL", "C").output().expect("the program starts")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The lines of the shell blocks of a Markdown file, without comments.
fn commands(markdown: &str) -> Vec<String> {
    let mut in_shell = false;
    let mut lines = Vec::new();
    for line in markdown.lines() {
        match line {
            "```sh" => in_shell = true,
            "```" => in_shell = false,
            _ if in_shell => lines.push(line.split(" #").next().unwrap_or_default().trim().to_owned()),
            _ => {}
        }
    }
    lines
}

/// The tiny site of the tests.
fn small() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/small")
}

#[test]
fn what_is_found_is_printed_for_people_and_programs() {
    let found = shirube(&small(), &["search", "騒音", "--json", "--limit", "2"]);
    let answer: serde_json::Value = serde_json::from_slice(&found.stdout).expect("JSON");
    let results = answer["results"].as_array().expect("results");
    assert_eq!((results.len(), results[0]["rank"].as_u64()), (2, Some(1)));
    for key in ["score", "url", "id", "kind", "number", "title", "excerpt", "text"] {
        assert!(results.iter().all(|result| result.get(key).is_some()), "every result has {key}");
    }
    assert!(answer["total"].as_u64() >= Some(2) && answer["query"] == "騒音");

    let said = String::from_utf8(shirube(&small(), &["search", "--lang", "en", "noise"]).stdout).expect("UTF-8");
    assert!(said.contains("“noise”") && said.contains("/en/topics/noise/"), "{said}");
    let nothing = shirube(&small(), &["search", "qqqq"]);
    assert!(nothing.status.success() && String::from_utf8_lossy(&nothing.stdout).contains("Nothing was found"));
    assert_eq!(shirube(&small(), &["search"]).status.code(), Some(2), "something must be asked for");
}

#[test]
fn every_command_of_the_readme_works() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md");
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let mut folder = temporary.path().to_path_buf();
    let mut ran = Vec::new();
    for command in commands(&readme) {
        let words: Vec<&str> = command.split_whitespace().collect();
        match words[..] {
            // The two commands of the first screen: one is this test's own runner, the other is tried below.
            ["cargo", "xtask", "test"] => ran.push("xtask test"),
            ["cargo", "run", "--release", "--", "serve"] => ran.push("serve"),
            ["cd", to] => folder.push(to),
            ["shirube", "serve", "--open"] => assert!(Server::start(&folder).get("/ja/").contains("<main")),
            ["shirube", ref arguments @ ..] => {
                let output = shirube(&folder, arguments);
                assert!(output.status.success(), "{command}: {}", stderr(&output));
                ran.push("shirube");
            }
            _ => panic!("what is this command of the README: {command}"),
        }
    }
    assert_eq!(ran, ["serve", "xtask test", "shirube", "shirube", "shirube"]);
    assert!(folder.join("public/ja/index.html").is_file());
}

#[test]
fn without_a_portal_the_program_says_what_to_do_next() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = shirube(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("shirube new my-portal"), "{}", stderr(&output));
    let output = shirube(folder.path(), &["--messages", "ja"]);
    assert!(stderr(&output).contains("次のとおり始められます"), "{}", stderr(&output));
    let output = shirube(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("There is no content folder `content`"), "{}", stderr(&output));
    let output = shirube(folder.path(), &["biuld"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("'build'"), "{}", stderr(&output));
}

#[test]
fn errors_in_content_exit_with_1_and_publish_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert!(shirube(folder.path(), &["new", "portal"]).status.success());
    let portal = folder.path().join("portal");
    std::fs::write(portal.join("content/topics.yaml"), "- id: x\n  nmae: y\n").expect("a writable file");
    let output = shirube(&portal, &["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("did you mean `name`?") && stderr(&output).contains("Nothing was published"));
    assert!(!portal.join("public").exists());
    let output = shirube(&portal, &["check", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(value["diagnostics"].as_array().is_some_and(|list| !list.is_empty()), "{value}");
}

/// A preview server, ended with the test.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(folder: &Path) -> Self {
        // A port that the system says is free; the server takes exactly the one it is given.
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a port")
            .port();
        let mut child = Command::new(SHIRUBE)
            .args(["serve", "--port", &port.to_string()])
            .current_dir(folder)
            .env("LC_ALL", "C")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        assert!(line.contains("Serving http://127.0.0.1:"), "{line}");
        Self { child, address: format!("127.0.0.1:{port}") }
    }

    /// The whole answer, head and body.
    fn ask(&self, path: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a time limit");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask(path, "127.0.0.1")
    }

    /// Asks until the answer is as it should be: a change takes a moment to be noticed.
    fn get_until(&self, path: &str, wanted: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if wanted(&answer) || start.elapsed() > Duration::from_secs(20) {
                return answer;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_preview_shows_changes_and_errors_and_recovers() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert!(shirube(folder.path(), &["new", "portal"]).status.success());
    let portal = folder.path().join("portal");
    let server = Server::start(&portal);

    let page = server.get("/ja/");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("/-/reload.js"), "{page}");
    assert!(server.get("/ja").starts_with("HTTP/1.1 301"));
    assert!(server.get("/nowhere").starts_with("HTTP/1.1 404"));
    assert!(server.ask("/ja/", "evil.example").starts_with("HTTP/1.1 403"), "a foreign name must not reach it");

    let site = portal.join("content/site.yaml");
    let good = std::fs::read_to_string(&site).expect("site.yaml");
    std::fs::write(&site, good.replace("title:", "titel:")).expect("a writable file");
    let page = server.get_until("/ja/", |answer| answer.starts_with("HTTP/1.1 500"));
    assert!(page.contains("titel") && page.contains("reload.js"), "{page}");
    std::fs::write(&site, &good).expect("a writable file");
    let page = server.get_until("/ja/", |answer| answer.starts_with("HTTP/1.1 200"));
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");

    // A change wakes the page that waits for it.
    let generation = server.get("/-/changes?0");
    let seen = generation.rsplit("\r\n").next().unwrap_or_default().trim().to_owned();
    std::fs::write(&site, format!("{good}\n")).expect("a writable file");
    let later = server.get(&format!("/-/changes?{seen}"));
    assert!(!later.ends_with(&format!("\r\n\r\n{seen}")), "{later}");
}
