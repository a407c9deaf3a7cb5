//! Markdown to HTML: `CommonMark` with tables, footnotes, task lists, strikethrough, alerts and heading anchors; code
//! coloured as classes; no raw HTML.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};

use crate::diagnostic::{Diagnostics, Problem, Span};
use crate::text::Language;

use super::links::Links;
use super::messages::Words;

mod code;
mod overlay;
mod pass;
mod plain;
mod table;

pub use overlay::Overlay;
use overlay::Placed;
use pass::Pass;
pub use plain::plain_markdown;

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

/// HTML as plain text.
#[must_use]
pub fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        rest = rest[open..].find('>').map_or("", |close| &rest[open + close + 1..]);
    }
    text.push_str(rest);
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

impl Markdown<'_> {
    /// A text of one line as HTML without a paragraph around it.
    pub fn inline(&mut self, text: &str, span: &Span) -> String {
        self.inline_with(text, span, &[])
    }

    /// The same with elements laid over it.
    pub fn inline_with(&mut self, text: &str, span: &Span, overlays: &[Overlay]) -> String {
        if overlays.is_empty() && is_plain(text) {
            return escape(text);
        }
        // On one line nothing is a list, heading or quotation: `1. 講習` is a title. A word joiner in front keeps the
        // parser from seeing the beginning of a line.
        let mut line = String::from(WORD_JOINER);
        let mut lines: Vec<(Range<usize>, usize)> = Vec::new();
        for (start, own) in
            text.split_inclusive('\n').scan(0, |at, own| Some((std::mem::replace(at, *at + own.len()), own)))
        {
            if !lines.is_empty() {
                line.push(' ');
            }
            let start = start + own.len() - own.trim_start().len();
            lines.push((start..start + own.trim().len(), line.len()));
            line.push_str(own.trim());
        }
        let moved = |at: usize| {
            let (within, to) = lines.iter().find(|(within, _)| (within.start..=within.end).contains(&at))?;
            Some(at - within.start + to)
        };
        let overlays: Vec<Overlay> = (overlays.iter())
            .filter_map(|own| Some(Overlay { range: moved(own.range.start)?..moved(own.range.end)?, ..own.clone() }))
            .collect();
        let html = self.text(&line, span, &overlays);
        let inner = html.trim_end().trim_start_matches("<p>").trim_end_matches("</p>");
        inner.trim_start_matches(WORD_JOINER).to_owned()
    }

    /// A text as paragraphs and lists.
    pub fn block(&mut self, text: &str, span: &Span) -> String {
        self.block_with(text, span, &[])
    }

    /// The same with elements laid over it.
    pub fn block_with(&mut self, text: &str, span: &Span, overlays: &[Overlay]) -> String {
        if overlays.is_empty() && is_plain(text) {
            return format!("<p>{}</p>\n", escape(text));
        }
        self.text(text, span, overlays)
    }

    fn text(&mut self, text: &str, span: &Span, overlays: &[Overlay]) -> String {
        let at = |found: &str, _: Range<usize>| span.find(found);
        let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
        self.render(text, options, &at, overlays).html
    }

    /// The body of a page with elements laid over it; `span` gives the place of a stretch of it.
    pub fn page(&mut self, body: &str, span: &dyn Fn(Range<usize>) -> Span, overlays: &[Overlay]) -> Rendered {
        let options = Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_GFM
            | Options::ENABLE_HEADING_ATTRIBUTES;
        self.render(body, options, &|found, range| span(range).find(found), overlays)
    }

    fn render(
        &mut self,
        text: &str,
        options: Options,
        span: &dyn Fn(&str, Range<usize>) -> Span,
        overlays: &[Overlay],
    ) -> Rendered {
        let mut pass = Pass::default();
        let mut events: Vec<Event<'_>> = Vec::new();
        let parsed = join_lines(Parser::new_ext(text, options).into_offset_iter().collect());
        let (laid, left_out) = overlay::lay(parsed, text, overlays);
        // What is written instead of a stretch was asked for by the author: the stretch would be shown as it is.
        for overlay in left_out.into_iter().filter(|overlay| overlay.instead.is_some()) {
            let words = text.get(overlay.range.clone()).unwrap_or_default();
            self.diagnostics.warning(Problem::StrayBrackets, &span(words, overlay.range.clone()));
        }
        for (event, range) in laid {
            let event = match event {
                Event::Start(Tag::HtmlBlock) => {
                    // Its first line stands for the block: what is between the tags may be innocent.
                    let first = text[range.clone()].lines().next().unwrap_or_default();
                    let end = range.start + first.len();
                    self.diagnostics.error(Problem::RawHtml, &span(first, range.start..end));
                    continue;
                }
                Event::Html(_) | Event::End(TagEnd::HtmlBlock) => continue,
                // What is laid over the text has no bytes in it.
                Event::InlineHtml(raw) if !range.is_empty() => {
                    self.diagnostics.error(Problem::RawHtml, &span(&raw, range));
                    continue;
                }
                Event::Start(Tag::Link { link_type, dest_url, title, id }) if link_type != LinkType::Email => {
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
        html::push_html(&mut html, events.into_iter());
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
        if dest.starts_with('#') {
            self.links.add_source_here(&dest, span(&dest));
        } else if !external {
            let problem = Problem::BrokenLink { target: dest.to_string(), nearest: None };
            self.diagnostics.error(problem, &span(&dest));
        }
        dest
    }
}

/// A character without width that is no space (Unicode, Word Joiner).
const WORD_JOINER: char = '\u{2060}';

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

/// A line break between two Japanese characters is no space: it falls away.
fn join_lines(events: Vec<Placed<'_>>) -> Vec<Placed<'_>> {
    let is_wide = |character: char| matches!(u32::from(character), 0x2e80..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0xff00..=0xffef | 0x20000..=0x3ffff);
    let ends = |event: Option<&Placed<'_>>| matches!(event, Some((Event::Text(text), _)) if text.chars().next_back().is_some_and(is_wide));
    let begins = |event: Option<&Placed<'_>>| matches!(event, Some((Event::Text(text), _)) if text.chars().next().is_some_and(is_wide));
    let mut joined: Vec<Placed<'_>> = Vec::with_capacity(events.len());
    let mut events = events.into_iter().peekable();
    while let Some(event) = events.next() {
        let falls_away = event.0 == Event::SoftBreak && ends(joined.last()) && begins(events.peek());
        if !falls_away {
            joined.push(event);
        }
    }
    joined
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
        let rendered = markdown.page(body, &|range| Span::new(&file, range.start, range.len()), &[]);
        let codes = diagnostics.sorted().iter().map(|diagnostic| diagnostic.problem.code().to_owned()).collect();
        (rendered.html, codes)
    }

    fn headings(body: &str) -> Vec<String> {
        let words = Words::new();
        let (mut diagnostics, mut links) = (Diagnostics::default(), Links::default());
        let file = std::sync::Arc::new(crate::diagnostic::SourceFile { path: "x.md".into(), text: body.into() });
        let mut markdown =
            Markdown { language: Language::Japanese, words: &words, diagnostics: &mut diagnostics, links: &mut links };
        let rendered = markdown.page(body, &|range| Span::new(&file, range.start, range.len()), &[]);
        rendered.headings.into_iter().map(|heading| heading.html).collect()
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

    /// Each entry of the contents is one link.
    #[test]
    fn headings_in_the_contents_hold_no_links() {
        let body = "## A **b** [c *d*](/topics/addiction/)[^n] `<a >`\n\n[^n]: note\n";
        assert_eq!(headings(body), ["A <strong>b</strong> c <em>d</em> <code>&lt;a &gt;</code>"]);
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
