//! The same portal for Hugo: the same pages, and layouts that make the HTML of the default theme by the fastest means that
//! Hugo has. Where Shirube does more (it checks links and makes them relative), Hugo is spared the work.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::Result;
use super::portal::{BASE_URL, DESCRIPTION, PageText, TITLE, TOPICS};
use super::prose::Language;
use super::tools::repository;

/// The layouts and the words of the interface, by their path in the site.
const FILES: [(&str, &str); 14] = [
    ("layouts/baseof.html", include_str!("hugo/baseof.html")),
    ("layouts/home.html", include_str!("hugo/home.html")),
    ("layouts/page.html", include_str!("hugo/page.html")),
    ("layouts/taxonomy.html", include_str!("hugo/taxonomy.html")),
    ("layouts/term.html", include_str!("hugo/term.html")),
    ("layouts/404.html", include_str!("hugo/404.html")),
    ("layouts/home.feed.xml", include_str!("hugo/home.feed.xml")),
    ("layouts/_partials/assets.html", include_str!("hugo/assets.html")),
    ("layouts/_partials/contents.html", include_str!("hugo/contents.html")),
    ("layouts/_partials/footer.html", include_str!("hugo/footer.html")),
    ("layouts/_partials/mark.html", include_str!("hugo/mark.html")),
    ("layouts/_markup/render-heading.html", include_str!("hugo/render-heading.html")),
    ("i18n/ja.yaml", include_str!("hugo/ja.yaml")),
    ("i18n/en.yaml", include_str!("hugo/en.yaml")),
];

/// The files of the default theme that are taken over as they are.
const ASSETS: [&str; 7] =
    ["site.css", "components.css", "references.css", "print.css", "site.js", "preview.js", "favicon.svg"];

/// Writes the site of `pages` pages for Hugo into `folder`.
pub fn write(folder: &Path, pages: u32) -> Result<()> {
    for name in ["layouts/_partials", "layouts/_markup", "i18n", "assets", "content/topics"] {
        fs::create_dir_all(folder.join(name))?;
    }
    for (path, text) in FILES {
        fs::write(folder.join(path), text)?;
    }
    let theme = repository().join("themes/default/static");
    for name in ASSETS {
        let from = theme.join(name);
        fs::copy(&from, folder.join("assets").join(name)).map_err(|error| format!("{}: {error}", from.display()))?;
    }
    fs::write(folder.join("hugo.yaml"), configuration())?;

    let content = folder.join("content");
    for (order, topic) in TOPICS.iter().enumerate() {
        let folder = content.join("topics").join(topic.id);
        fs::create_dir_all(&folder)?;
        for (language, name) in [(Language::Japanese, "_index.md"), (Language::English, "_index.en.md")] {
            let text = format!(
                "---\ntitle: \"{}\"\ndescription: \"{}\"\nweight: {}\n---\n",
                language.of(topic.name),
                language.of(topic.summary),
                order + 1
            );
            fs::write(folder.join(name), text)?;
        }
    }
    for page in PageText::all(pages) {
        for language in Language::ALL {
            // Links say their language, which saves Hugo looking for their target.
            let root = format!("/{}", language.code());
            fs::write(content.join(page.file_name(language)), page.markdown(language, &root))?;
        }
    }
    Ok(())
}

/// `hugo.yaml`: only what the portal needs is built, and links are left as they are written, which Hugo does faster than
/// looking for their targets.
fn configuration() -> String {
    let mut text = format!("baseURL: {BASE_URL}\n{SETTINGS}languages:\n");
    for (weight, language) in Language::ALL.into_iter().enumerate() {
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "  {}:\n    title: {}\n    locale: {}\n    label: {}\n    weight: {}\n    params: {{description: {}}}\n",
            language.code(),
            language.of(TITLE),
            language.of(("ja-JP", "en-GB")),
            language.of(("日本語", "English")),
            weight + 1,
            language.of(DESCRIPTION),
        );
    }
    text
}

const SETTINGS: &str = "\
defaultContentLanguage: ja
defaultContentLanguageInSubdir: true
timeout: 20m
disableKinds: [section]
taxonomies: {topic: topics}
mediaTypes: {application/atom+xml: {suffixes: [xml]}}
outputFormats: {feed: {mediaType: application/atom+xml, baseName: feed}}
outputs: {home: [html, feed], taxonomy: [html], term: [html]}
markup: {goldmark: {renderHooks: {link: {useEmbedded: never}, image: {useEmbedded: never}}}}
";
