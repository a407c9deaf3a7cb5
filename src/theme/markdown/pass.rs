//! One pass over the events of a page: headings get anchors, footnotes move to the end, code is coloured, tables and
//! alerts get their classes.

use std::collections::HashMap;
use std::fmt::Write as _;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, Tag, TagEnd, html};

use super::super::messages::Words;
use super::table::Table;
use super::{Heading, code, escape, plain_text};

/// What is collected on the way through a page.
#[derive(Default)]
pub(super) struct Pass<'e> {
    /// The headings seen so far.
    pub headings: Vec<Heading>,
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
    pub fn take(&mut self, event: Event<'e>, words: &Words, out: &mut Vec<Event<'e>>) {
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
                let is_first = !self.references.contains(&name);
                let number = self.footnote_number(&name);
                // The way back leads to the first reference.
                let id = if is_first { format!(" id=\"fnref-{number}\"") } else { String::new() };
                let html = format!(
                    "<sup class=\"footnote-ref\"><a{id} href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
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
                let label = self.headings.last().map_or_else(String::new, |heading| plain_text(&heading.html));
                let label = escape(&if label.is_empty() { word(words, "page.table") } else { label });
                let html = self.table.open(alignments, &label);
                self.emit(Event::Html(html.into()), out);
            }
            Event::End(TagEnd::Table) => self.emit(Event::Html("</tbody>\n</table></div>\n".into()), out),
            Event::Start(Tag::TableHead) => self.html(Table::open_head, out),
            Event::End(TagEnd::TableHead) => self.html(Table::close_head, out),
            Event::Start(Tag::TableRow) => self.emit(Event::Html("<tr>".into()), out),
            Event::End(TagEnd::TableRow) => self.html(Table::close_row, out),
            Event::Start(Tag::TableCell) => {
                let html = self.table.open_cell();
                self.emit(Event::InlineHtml(html.into()), out);
            }
            Event::End(TagEnd::TableCell) => self.html(|table| table.close_cell(), out),
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

    /// Passes on what the table being written says.
    fn html(&mut self, step: impl FnOnce(&mut Table) -> &'static str, out: &mut Vec<Event<'e>>) {
        let html = step(&mut self.table);
        self.emit(Event::InlineHtml(html.into()), out);
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
        let wanted = id.unwrap_or_else(|| anchor(&plain_text(&inner)));
        let count = self.anchors.entry(wanted.clone()).or_default();
        *count += 1;
        let id = if *count == 1 { wanted } else { format!("{wanted}-{count}") };
        let escaped = escape(&id);
        let html = format!(
            "<h{level} id=\"{escaped}\">{inner}<a class=\"permalink\" href=\"#{escaped}\" aria-hidden=\"true\" tabindex=\"-1\"></a></h{level}>\n"
        );
        self.headings.push(Heading { level, id, html: without_links(&inner) });
        Some(html)
    }

    fn footnote_number(&mut self, name: &CowStr<'e>) -> usize {
        let known = self.references.iter().position(|known| known == name);
        known.map_or_else(
            || {
                self.references.push(name.clone());
                self.references.len()
            },
            |index| index + 1,
        )
    }

    /// Footnotes stand at the end, in the order in which they are referred to, each with a way back.
    pub fn finish(&mut self, out: &mut String, words: &Words) {
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

/// HTML of a line as it can stand in a link: without links and footnotes.
fn without_links(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        let end = match tag {
            _ if tag.starts_with("sup class=\"footnote-ref\"") => "</sup>",
            _ if tag.starts_with("a ") || tag.starts_with("/a>") => ">",
            _ => {
                out.push('<');
                rest = tag;
                continue;
            }
        };
        rest = tag.split_once(end).map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
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
