//! A portal written by a test, built.

#[path = "files.rs"]
mod files;

use std::collections::BTreeMap;

use shirube::diagnostic::{Diagnostics, Format, Renderer};
use shirube::pipeline::{self, Options};
use shirube::text::Language;

/// Builds the portal whose content folder has `files`, for the first of June 2023. Returns every file of it.
pub fn built(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (content, out) = (folder.path().join("content"), folder.path().join("public"));
    for (name, text) in files {
        let path = content.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let date = jiff::civil::date(2023, 6, 1);
    let options = Options { content, theme: None, out: out.clone(), base_url: None, center: None, drafts: false, date };
    let mut diagnostics = Diagnostics::default();
    let report = pipeline::build(&options, &(), &mut diagnostics);
    let renderer = Renderer { format: Format::Human, language: Language::English, colour: false };
    let problems: Vec<String> = diagnostics.sorted().iter().map(|problem| renderer.render(problem)).collect();
    assert!(report.is_some(), "{}", problems.join("\n"));
    files::read(&out)
}
