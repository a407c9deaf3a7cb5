//! Markdown to HTML: CommonMark with tables, footnotes, task lists, strikethrough, alerts and heading anchors; code
//! coloured as classes; no raw HTML.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html,
};

use crate::diagnostic::{Diagnostics, Problem, Span};
use crate::text::Language;

use super::links::Links;
use super::messages::Words;

mod code;

/// Renders texts of one language on behalf of one page.
pub struct Markdown<'a> {
    /// The language of the page; links inside the portal lead to pages in it.
    pub language: Language,
    /// The words of the page's language.
    pub words: &'a Words,
    /// Where problems go.
    pub diagnostics: &'a mut Diagnostics,
    /// Where links go.
    pub links: &'a mut Links,
}

/// A Markdown page as HTML.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The HTML.
    pub html: String,
    /// Its headings in order.
    pub headings: Vec<Heading>,
}

/// A heading of a page.
#[derive(Debug)]
pub struct Heading {
    /// Its level, from 2.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Its text as HTML.
    pub html: String,
}

/// Escapes text for HTML.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut out, text);
    out
}

impl Markdown<'_> {
    /// A text of one line as HTML without a paragraph around it.
    pub fn inline(&mut self, text: &str, span: &Span) -> String {
        if is_plain(text) {
            return escape(text);
        }
        let html = self.text(text, span);
        // One paragraph is the rule; where an author wrote more, they stay apart.
        match html.strip_prefix("<p>").and_then(|rest| rest.trim_end().strip_suffix("</p>")) {
            Some(inner) if !inner.contains("<p>") => inner.to_owned(),
            _ => html,
        }
    }

    /// A text as paragraphs and lists.
    pub fn block(&mut self, text: &str, span: &Span) -> String {
        if is_plain(text) {
            return format!("<p>{}</p>\n", escape(text));
        }
        self.text(text, span)
    }

    fn text(&mut self, text: &str, span: &Span) -> String {
        let at = |found: &str, _: Range<usize>| span.find(found);
        let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
        self.render(text, options, &at).html
    }

    /// The body of a page; `span` gives the place of a stretch of it.
    pub fn page(&mut self, body: &str, span: &dyn Fn(Range<usize>) -> Span) -> Rendered {
        let options = Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_GFM
            | Options::ENABLE_HEADING_ATTRIBUTES;
        self.render(body, options, &|_, range| span(range))
    }

    fn render(&mut self, text: &str, options: Options, span: &dyn Fn(&str, Range<usize>) -> Span) -> Rendered {
        let mut pass = Pass::default();
        let mut events: Vec<Event<'_>> = Vec::new();
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            let event = match event {
                Event::Html(raw) | Event::InlineHtml(raw) => {
                    self.diagnostics.error(Problem::RawHtml, &span(&raw, range));
                    continue;
                }
                Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => continue,
                Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                    let dest_url = self.destination(dest_url, |found| span(found, range.clone()));
                    Event::Start(Tag::Link { link_type, dest_url, title, id })
                }
                Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                    let dest_url = self.destination(dest_url, |found| span(found, range.clone()));
                    Event::Start(Tag::Image { link_type, dest_url, title, id })
                }
                other => other,
            };
            pass.take(event, self.words, &mut events);
        }
        let mut html = String::with_capacity(text.len() * 3 / 2);
        html::push_html(&mut html, join_lines(events).into_iter());
        pass.finish(&mut html, self.words);
        Rendered { html, headings: pass.headings }
    }

    /// Where a link leads: an address of the portal gets the language of the page.
    fn destination<'e>(&mut self, dest: CowStr<'e>, span: impl Fn(&str) -> Span) -> CowStr<'e> {
        if let Some(path) = dest.strip_prefix('/') {
            let is_file = path.starts_with("files/") || path.starts_with("centers/") && path.contains("/images/");
            let has_language = path.split('/').next().and_then(Language::from_code).is_some();
            let target =
                if is_file || has_language { dest.to_string() } else { format!("/{}/{path}", self.language.code()) };
            self.links.add_source(&target, span(&dest));
            return target.into();
        }
        let external = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| dest.starts_with(scheme));
        if !external && !dest.starts_with('#') {
            let problem = Problem::BrokenLink { target: dest.to_string(), nearest: None };
            self.diagnostics.error(problem, &span(&dest));
        }
        dest
    }
}

/// Whether a text says the same with and without Markdown.
fn is_plain(text: &str) -> bool {
    !text.bytes().any(|byte| {
        matches!(
            byte,
            b'*' | b'_' | b'`' | b'[' | b'<' | b'\\' | b'\n' | b'#' | b'|' | b'~' | b'!' | b'&' | b'>' | b'='
        )
    }) && !text.trim_start().starts_with(['-', '+', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ' '])
        && !text.ends_with(' ')
}

/// A table being written. Alignment is a class: the security policy of the pages allows no inline style.
#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    cell: usize,
    is_head: bool,
}

impl Table {
    fn open_cell(&mut self) -> String {
        let class = match self.alignments.get(self.cell) {
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-end\"",
            _ => "",
        };
        self.cell += 1;
        if self.is_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") }
    }
}

/// What is collected on the way through a page.
#[derive(Default)]
struct Pass<'e> {
    headings: Vec<Heading>,
    anchors: HashMap<String, usize>,
    heading: Option<(u8, Option<String>, Vec<Event<'e>>)>,
    code: Option<(String, String)>,
    table: Table,
    alerts: Vec<bool>,
    footnotes: Vec<(CowStr<'e>, Vec<Event<'e>>)>,
    footnote: Option<(CowStr<'e>, Vec<Event<'e>>)>,
    references: Vec<CowStr<'e>>,
}

impl<'e> Pass<'e> {
    /// Passes one event on to `out`, or keeps it for later.
    fn take(&mut self, event: Event<'e>, words: &Words, out: &mut Vec<Event<'e>>) {
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => {
                self.footnote = Some((name, Vec::new()));
                return;
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                self.footnotes.extend(self.footnote.take());
                return;
            }
            Event::FootnoteReference(name) => {
                let number = self.footnote_number(&name);
                let html = format!(
                    "<sup class=\"footnote-ref\"><a id=\"fnref-{number}\" href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
                );
                return self.emit(Event::InlineHtml(html.into()), out);
            }
            _ => {}
        }
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                // The title of the page is its only heading of the first level.
                self.heading = Some((heading_level(level).max(2), id.map(|id| id.to_string()), Vec::new()));
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some(html) = self.close_heading() {
                    self.emit(Event::Html(html.into()), out);
                }
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split([',', ' ']).next().unwrap_or_default().to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((language, text)) = self.code.take() {
                    self.emit(Event::Html(code::highlight(&text, &language).into()), out);
                }
            }
            Event::Text(text) if self.code.is_some() => {
                if let Some((_, code)) = &mut self.code {
                    code.push_str(&text);
                }
            }
            Event::Start(Tag::BlockQuote(kind)) => {
                self.alerts.push(kind.is_some());
                let event = match kind {
                    Some(kind) => Event::Html(alert(kind, words).into()),
                    None => Event::Start(Tag::BlockQuote(None)),
                };
                self.emit(event, out);
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                let is_alert = self.alerts.pop().unwrap_or_default();
                self.emit(
                    if is_alert { Event::Html("</div>\n".into()) } else { Event::End(TagEnd::BlockQuote(None)) },
                    out,
                );
            }
            Event::Start(Tag::Table(alignments)) => {
                let label = self.headings.last().map_or_else(String::new, |heading| plain(&heading.html));
                let label = escape(&if label.is_empty() { word(words, "page.table") } else { label });
                self.table = Table { alignments, cell: 0, is_head: false };
                let open = format!(
                    "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\"><table>"
                );
                self.emit(Event::Html(open.into()), out);
            }
            Event::Start(Tag::TableHead) => {
                self.table.is_head = true;
                self.emit(Event::Html("<thead><tr>".into()), out);
            }
            Event::End(TagEnd::TableHead) => {
                self.table.is_head = false;
                self.table.cell = 0;
                self.emit(Event::Html("</tr></thead>\n<tbody>\n".into()), out);
            }
            Event::Start(Tag::TableRow) => self.emit(Event::Html("<tr>".into()), out),
            Event::End(TagEnd::TableRow) => {
                self.table.cell = 0;
                self.emit(Event::Html("</tr>\n".into()), out);
            }
            Event::Start(Tag::TableCell) => {
                let html = self.table.open_cell();
                self.emit(Event::InlineHtml(html.into()), out);
            }
            Event::End(TagEnd::TableCell) => {
                let close = if self.table.is_head { "</th>" } else { "</td>" };
                self.emit(Event::InlineHtml(close.into()), out);
            }
            Event::End(TagEnd::Table) => self.emit(Event::Html("</tbody>\n</table></div>\n".into()), out),
            Event::TaskListMarker(done) => {
                let (class, label) = if done { ("done", "page.done") } else { ("open", "page.to_do") };
                let html = format!(
                    "<span class=\"task task-{class}\" role=\"img\" aria-label=\"{}\"></span>",
                    escape(&word(words, label))
                );
                self.emit(Event::InlineHtml(html.into()), out);
            }
            other => self.emit(other, out),
        }
    }

    fn emit(&mut self, event: Event<'e>, out: &mut Vec<Event<'e>>) {
        if let Some((_, _, events)) = &mut self.heading {
            events.push(event);
        } else if let Some((_, events)) = &mut self.footnote {
            events.push(event);
        } else {
            out.push(event);
        }
    }

    fn close_heading(&mut self) -> Option<String> {
        let (level, id, events) = self.heading.take()?;
        let mut inner = String::new();
        html::push_html(&mut inner, events.into_iter());
        let wanted = id.unwrap_or_else(|| anchor(&plain(&inner)));
        let count = self.anchors.entry(wanted.clone()).or_default();
        *count += 1;
        let id = if *count == 1 { wanted } else { format!("{wanted}-{count}") };
        let escaped = escape(&id);
        let html = format!(
            "<h{level} id=\"{escaped}\">{inner}<a class=\"permalink\" href=\"#{escaped}\" aria-hidden=\"true\" tabindex=\"-1\"></a></h{level}>\n"
        );
        self.headings.push(Heading { level, id, html: inner });
        Some(html)
    }

    fn footnote_number(&mut self, name: &CowStr<'e>) -> usize {
        match self.references.iter().position(|known| known == name) {
            Some(index) => index + 1,
            None => {
                self.references.push(name.clone());
                self.references.len()
            }
        }
    }

    /// Footnotes stand at the end, in the order in which they are referred to, each with a way back.
    fn finish(&mut self, out: &mut String, words: &Words) {
        if self.references.is_empty() {
            return;
        }
        let _ = write!(
            out,
            "<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{}\">\n<ol>\n",
            escape(&word(words, "page.footnotes"))
        );
        for (number, name) in self.references.iter().enumerate().map(|(index, name)| (index + 1, name)) {
            let mut inner = String::new();
            if let Some(position) = self.footnotes.iter().position(|(known, _)| known == name) {
                html::push_html(&mut inner, std::mem::take(&mut self.footnotes[position].1).into_iter());
            }
            let back = escape(&word(words, "page.footnote_back"));
            let inner = inner.trim_end().trim_end_matches("</p>");
            let close = if inner.starts_with("<p>") { "</p>" } else { "" };
            let _ = writeln!(
                out,
                "<li id=\"fn-{number}\">{inner} <a class=\"footnote-back\" href=\"#fnref-{number}\" role=\"doc-backlink\" aria-label=\"{back}\">↩</a>{close}</li>"
            );
        }
        out.push_str("</ol>\n</div>\n");
    }
}

fn heading_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn alert(kind: BlockQuoteKind, words: &Words) -> String {
    let name = match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    };
    let title = escape(&word(words, &format!("alert.{name}")));
    format!("<div class=\"alert alert-{name}\" role=\"note\"><p class=\"alert-title\">{title}</p>\n")
}

fn word(words: &Words, key: &str) -> String {
    words.get(key).cloned().unwrap_or_else(|| key.to_owned())
}

/// The text of an HTML fragment without tags.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for character in html.chars() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            other if !in_tag => text.push(other),
            _ => {}
        }
    }
    text.trim().replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The anchor of a heading: its letters and digits in lower case, joined by hyphens. Japanese stays Japanese.
fn anchor(heading: &str) -> String {
    let mut anchor = String::new();
    for character in heading.to_lowercase().chars() {
        if character.is_alphanumeric() || character == 'ー' {
            anchor.push(character);
        } else if !anchor.ends_with('-') && !anchor.is_empty() {
            anchor.push('-');
        }
    }
    let anchor = anchor.trim_end_matches('-');
    if anchor.is_empty() { "section".into() } else { anchor.to_owned() }
}

/// A line break between two Japanese characters is no space: it falls away.
fn join_lines(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let is_wide = |character: char| matches!(u32::from(character), 0x2e80..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0xff00..=0xffef | 0x20000..=0x3ffff);
    let last = |event: Option<&Event<'_>>| matches!(event, Some(Event::Text(text)) if text.chars().next_back().is_some_and(is_wide));
    let first = |event: Option<&Event<'_>>| matches!(event, Some(Event::Text(text)) if text.chars().next().is_some_and(is_wide));
    if !events.iter().any(|event| matches!(event, Event::SoftBreak)) {
        return events;
    }
    let falls_away: Vec<bool> = (0..events.len())
        .map(|index| {
            matches!(events[index], Event::SoftBreak)
                && last(index.checked_sub(1).and_then(|before| events.get(before)))
                && first(events.get(index + 1))
        })
        .collect();
    events.into_iter().zip(falls_away).filter(|(_, away)| !away).map(|(event, _)| event).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceFile;

    fn render(body: &str) -> (String, Vec<String>) {
        let words = Words::new();
        let (mut diagnostics, mut links) = (Diagnostics::default(), Links::default());
        let file = std::sync::Arc::new(SourceFile { path: "x.md".into(), text: body.into() });
        let mut markdown =
            Markdown { language: Language::Japanese, words: &words, diagnostics: &mut diagnostics, links: &mut links };
        let rendered = markdown.page(body, &|range| Span::new(&file, range.start, range.len()));
        let codes = diagnostics.sorted().iter().map(|diagnostic| diagnostic.problem.code().to_owned()).collect();
        (rendered.html, codes)
    }

    #[test]
    fn japanese_lines_join_without_a_space() {
        assert_eq!(render("日本語の\n文章\n").0, "<p>日本語の文章</p>\n");
        assert_eq!(render("English\nwords\n").0, "<p>English\nwords</p>\n");
    }

    #[test]
    fn headings_get_unique_anchors_and_start_below_the_title() {
        let (html, _) = render("# 概要\n\n## 概要\n\n## Named {#x}\n");
        assert!(
            html.contains("<h2 id=\"概要\">") && html.contains("<h2 id=\"概要-2\">") && html.contains("<h2 id=\"x\">"),
            "{html}"
        );
    }

    #[test]
    fn raw_html_and_scripts_are_refused() {
        for body in ["a <b>x</b>\n", "<script>x</script>\n", "[x](javascript:alert)\n", "[x](../secret)\n"] {
            assert!(!render(body).1.is_empty(), "{body}");
        }
    }

    #[test]
    fn links_of_the_portal_keep_the_language_of_the_page() {
        let (html, codes) = render("[依存症](/topics/addiction/) [表](/files/x.pdf) [en](/en/about/)\n");
        assert!(html.contains("href=\"/ja/topics/addiction/\""), "{html}");
        assert!(html.contains("href=\"/files/x.pdf\"") && html.contains("href=\"/en/about/\""), "{html}");
        assert!(codes.is_empty());
    }

    #[test]
    fn footnotes_stand_at_the_end_with_a_way_back() {
        let (html, _) = render("x[^a]\n\n[^a]: note\n\ny\n");
        let position = |needle: &str| html.find(needle).unwrap_or(usize::MAX);
        assert!(position("<p>y</p>") < position("id=\"fn-1\"") && html.contains("href=\"#fnref-1\""), "{html}");
    }
}
