//! Markdown pages and news.

use serde::Serialize;

use crate::portal::Article;
use crate::reference::ArticleKey;
use crate::source::MarkdownFile;
use crate::text::calendar;
use crate::theme::escape;

use super::center;
use super::frame::{ContentsEntry, Head};
use super::plan::{article_address, news_address};
use super::view::{Html, Link, View};

/// Pages with fewer headings than this need no contents.
const CONTENTS_FROM: usize = 3;

/// How many characters of its text describe a page that has no description.
const EXCERPT: usize = 120;

/// A news item in a list.
#[derive(Serialize)]
pub(super) struct NewsView {
    date: String,
    date_label: String,
    title_html: String,
    url: String,
    center: Option<Link>,
}

#[derive(Serialize)]
struct NewsPage {
    items: Vec<NewsView>,
}

#[derive(Serialize)]
struct ArticlePage {
    body_html: String,
    has_code: bool,
    date: Option<String>,
    date_label: Option<String>,
    topics: Vec<Link>,
    center: Option<Link>,
}

pub(super) fn news(view: &mut View<'_>) -> Html {
    let items = (0..view.portal().news.len()).map(|index| news_view(view, index)).collect();
    let head = Head {
        kind: "news",
        title: view.word("title.news"),
        description: Some(view.word("description.news")),
        ..Head::default()
    };
    view.finish("news.html", &head, &NewsPage { items })
}

pub(super) fn news_item(view: &mut View<'_>, index: usize) -> Html {
    let item = &view.portal().news[index];
    let path = match item.center {
        Some(key) => vec![center::index_link(view), view.center_link(key)],
        None => vec![Link { title_html: escape(&view.word("title.news")), url: view.url("news/") }],
    };
    article(view, item, "article", path)
}

pub(super) fn page(view: &mut View<'_>, index: usize) -> Html {
    let page = &view.portal().pages[index];
    let path = match page.center {
        Some(key) => vec![center::index_link(view), view.center_link(key)],
        None => Vec::new(),
    };
    article(view, page, "page", path)
}

fn article(view: &mut View<'_>, article: &Article, kind: &'static str, path: Vec<Link>) -> Html {
    let Some(file) = article.version(view.language) else { return Ok(String::new()) };
    view.coverage.stale |= file.stale && file.language == view.language;
    let rendered = view.body(file.body(), &|range| file.span(range));
    let body_html = view.with_language(rendered.html, file.language, "div");
    let contents = if rendered.headings.len() < CONTENTS_FROM {
        Vec::new()
    } else {
        (rendered.headings.into_iter())
            .filter(|heading| heading.level <= 3)
            .map(|heading| ContentsEntry { id: heading.id, title_html: heading.html, depth: heading.level - 1 })
            .collect()
    };
    let own = ArticlePage {
        has_code: body_html.contains("<pre class=\"code\""),
        body_html,
        date: article.date.map(|date| date.to_string()),
        date_label: article.date.map(|date| calendar::day(date, view.language)),
        topics: view.topic_links(&article.topics),
        center: article.center.filter(|_| view.names_center()).map(|key| view.center_link(key)),
    };
    let sample = article.center.is_some_and(|key| view.portal().center(key).record.sample);
    let head = Head {
        kind,
        // News of several centers may have the same title.
        title: match article.center.filter(|_| view.names_center()) {
            Some(key) => format!("{} – {}", file.front.title, view.plain(&view.portal().center(key).record.name)),
            None => file.front.title.clone(),
        },
        title_html: Some(view.with_language(escape(&file.front.title), file.language, "span")),
        description: file.front.description.clone().or_else(|| Some(excerpt(&own.body_html))),
        path,
        sample,
        contents,
        ..Head::default()
    };
    view.finish(if kind == "page" { "page.html" } else { "article.html" }, &head, &own)
}

/// The beginning of a page in plain text, cut at the end of a sentence where one is near.
fn excerpt(html: &str) -> String {
    let text = crate::theme::plain_text(html);
    let Some((cut, _)) = text.char_indices().nth(EXCERPT) else { return text };
    let sentence = text[..cut].rfind(['。', '.']).filter(|end| *end > cut / 2);
    match sentence {
        Some(end) => text[..end].chars().chain(text[end..].chars().take(1)).collect(),
        None => format!("{}…", &text[..cut]),
    }
}

/// A link to a page or a news item.
pub(super) fn link(view: &mut View<'_>, key: ArticleKey) -> Option<Link> {
    match key {
        ArticleKey::Page(index) => page_link(view, index),
        ArticleKey::News(index) => {
            let NewsView { title_html, url, .. } = news_view(view, index);
            Some(Link { title_html, url })
        }
    }
}

/// A link to a Markdown page; `index` is that of the portal's pages.
pub(super) fn page_link(view: &mut View<'_>, index: usize) -> Option<Link> {
    let portal = view.portal();
    let page = &portal.pages[index];
    let title_html = title(view, Some(page.version(view.language)?));
    Some(Link { title_html, url: view.url(&article_address(portal, page.center, &page.name)) })
}

/// A news item for a list; `index` is that of the portal's news.
pub(super) fn news_view(view: &mut View<'_>, index: usize) -> NewsView {
    let portal = view.portal();
    let item = &portal.news[index];
    NewsView {
        date: item.date.map(|date| date.to_string()).unwrap_or_default(),
        date_label: item.date.map(|date| calendar::day(date, view.language)).unwrap_or_default(),
        title_html: title(view, item.version(view.language)),
        url: view.url(&news_address(portal, item.center, &item.name)),
        center: item.center.map(|key| view.center_link(key)),
    }
}

fn title(view: &mut View<'_>, file: Option<&MarkdownFile>) -> String {
    let Some(file) = file else { return String::new() };
    view.link_title(|view| view.with_language(escape(&file.front.title), file.language, "span"))
}
