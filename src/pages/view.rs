//! What all pages need to show the portal in one language: texts, links, provisions.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Span};
use crate::portal::{CenterKey, Document, DocumentKind, Portal, Provision, ProvisionKey, ProvisionKind, TopicKey};
use crate::reference::{TextPart, in_words};
use crate::source::{Force, Text};
use crate::text::{Language, calendar};
use crate::theme::{Links, Markdown, Overlay, Place, Rendered, Scope, escape, relative};

use super::citation;
use super::history::{self, Stage};
use super::plan::{Page, PageKind};
use super::renderer::Renderer;

/// A page being rendered, in its language.
pub(super) struct View<'a> {
    pub renderer: &'a Renderer<'a>,
    pub page: &'a Page,
    pub language: Language,
    diagnostics: &'a mut Diagnostics,
    links: &'a mut Links,
    /// How far the texts of the page that were rendered so far are translated.
    pub coverage: Coverage,
}

/// How far the texts of a page are translated.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Coverage {
    /// Whether some text is in the language of the page.
    translated: bool,
    /// Whether some text is not.
    untranslated: bool,
    /// Whether some text was translated from an earlier one.
    pub stale: bool,
}

impl Coverage {
    /// How much of the page is not in its language, as templates know it: nothing, `parts` of it, or the `whole`.
    pub fn untranslated(self) -> Option<&'static str> {
        self.untranslated.then_some(if self.translated { "parts" } else { "whole" })
    }
}

/// A rendered page, or what went wrong.
pub(super) type Html = Result<String, Box<Diagnostic>>;

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Link {
    pub title_html: String,
    pub url: String,
}

/// A provision as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct ProvisionView {
    pub anchor: String,
    pub kind: &'static str,
    pub number_html: Option<String>,
    pub label: String,
    pub heading_html: Option<String>,
    /// Its heading with links in it, for where it is no link itself.
    pub linked_heading_html: Option<String>,
    pub text_html: Option<String>,
    pub closing_html: Option<String>,
    pub url: String,
    /// How binding it is, the most binding first: several where it asks for several things.
    pub forces: Vec<&'static str>,
    pub conditions: Vec<String>,
    pub topics: Vec<Link>,
    pub duties: Vec<String>,
    pub marks: Vec<String>,
    pub applies: Vec<String>,
    pub restates: Option<Link>,
    pub deferred: bool,
    pub notices: Vec<Link>,
    pub about: Vec<Link>,
    /// Where a text refers to it.
    pub referrers: Vec<Link>,
    /// What happened to it in which edition; on the page of its activity or part alone.
    pub history: Vec<Stage>,
    pub children: Vec<ProvisionView>,
    pub page_url: Option<String>,
    pub directives: usize,
    pub remarks: usize,
}

impl<'a> View<'a> {
    pub fn new(
        renderer: &'a Renderer<'a>,
        page: &'a Page,
        diagnostics: &'a mut Diagnostics,
        links: &'a mut Links,
    ) -> Self {
        Self { renderer, page, language: page.language, diagnostics, links, coverage: Coverage::default() }
    }

    pub fn portal(&self) -> &'a Portal {
        self.renderer.portal
    }

    /// The address of a page in the language of this one.
    pub fn url(&self, address: &str) -> String {
        format!("/{}/{address}", self.language.code())
    }

    /// An address from the root as an absolute one, where it is known where the site is published.
    pub fn absolute(&self, url: &str) -> Option<String> {
        let settings = self.renderer.settings;
        let address = url.trim_start_matches('/');
        match settings.scope.place(address) {
            Place::Here(address) => settings.base_url.as_deref().map(|base| format!("{base}{address}")),
            Place::Elsewhere(portal_url) => Some(format!("{portal_url}{address}")),
        }
    }

    /// An address from the root as the portal has it: what names a thing must be the same wherever the thing is
    /// published (RFC 4287, 4.2.6; RFC 7986, 5.3).
    pub fn permanent(&self, url: &str) -> Option<String> {
        match &self.renderer.settings.scope {
            Scope::Portal => self.absolute(url),
            Scope::Center { portal_url, .. } => Some(format!("{portal_url}{}", url.trim_start_matches('/'))),
        }
    }

    /// An address from the root as those follow it who read this file elsewhere: absolute, or relative to the file where
    /// it is not known where the site is published.
    pub fn reachable(&self, url: &str) -> String {
        let own = |address| self.renderer.settings.scope.own(address).unwrap_or_default();
        let relative = || relative(&own(&self.page.address), &own(url.trim_start_matches('/')));
        self.absolute(url).unwrap_or_else(relative)
    }

    /// Whether a page has to say to which center it belongs: in the center's own site all do.
    pub fn names_center(&self) -> bool {
        self.renderer.center.is_none()
    }

    /// A word of the user interface.
    pub fn word(&self, key: &str) -> String {
        self.words(key, &[])
    }

    /// A phrase of the user interface with values in it.
    pub fn words(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.renderer.theme.messages.get(self.language, key, values)
    }

    /// A text in plain words, for titles and descriptions: without Markdown and tags.
    pub fn plain(&mut self, text: &Text) -> String {
        let (content, _) = text.localised(self.language);
        let content = in_words(self.portal(), content);
        let html = self.markdown(|markdown| markdown.inline(&content, &text.span));
        crate::theme::plain_text(&html)
    }

    /// A text on one line as HTML.
    pub fn inline(&mut self, text: &Text) -> String {
        self.inline_with(text, &[])
    }

    /// The same with elements laid over it.
    pub fn inline_with(&mut self, text: &Text, overlays: &[Overlay]) -> String {
        let (content, language) = text.localised(self.language);
        let content = if overlays.is_empty() { in_words(self.portal(), content) } else { content.into() };
        let html = self.markdown(|markdown| markdown.inline_with(&content, &text.span, overlays));
        let html = self.with_language(html, language, "span");
        if self.notes_stale(text, language) { format!("<span class=\"outdated\">{html}</span>") } else { html }
    }

    /// A text as a title: plain, and as HTML.
    pub fn title(&mut self, text: &Text) -> (String, Option<String>) {
        (self.plain(text), Some(self.inline(text)))
    }

    /// A text as paragraphs, with links where it refers to provisions in brackets.
    pub fn block(&mut self, text: &Text) -> String {
        let (content, language) = text.localised(self.language);
        let overlays = citation::explicit(self, None, content, &|range| text.stretch(language, range));
        self.block_with(text, &overlays)
    }

    /// The same with elements laid over it.
    pub fn block_with(&mut self, text: &Text, overlays: &[Overlay]) -> String {
        let (content, language) = text.localised(self.language);
        let content = if overlays.is_empty() { in_words(self.portal(), content) } else { content.into() };
        let html = self.markdown(|markdown| markdown.block_with(&content, &text.span, overlays));
        let html = self.with_language(html, language, "div");
        if !self.notes_stale(text, language) {
            return html;
        }
        let mark = escape(&self.word("notice.stale_mark"));
        format!("<div class=\"outdated\"><p class=\"outdated-mark\"><a href=\"#outdated\">{mark}</a></p>{html}</div>")
    }

    /// Whether what is shown of a text, which is in `language`, is a stale translation; the page says so then.
    fn notes_stale(&mut self, text: &Text, language: Language) -> bool {
        let is_stale = text.stale && language == self.language && language != self.portal().authoritative;
        self.coverage.stale |= is_stale;
        is_stale
    }

    pub fn inline_option(&mut self, text: Option<&Text>) -> Option<String> {
        text.map(|text| self.inline(text))
    }

    pub fn block_option(&mut self, text: Option<&Text>) -> Option<String> {
        text.map(|text| self.block(text))
    }

    /// The body of a Markdown page.
    pub fn body(&mut self, body: &str, span: &dyn Fn(std::ops::Range<usize>) -> Span) -> Rendered {
        let overlays = citation::explicit(self, None, body, span);
        self.markdown(|markdown| markdown.page(body, span, &overlays))
    }

    /// Reports what is wrong with a text of the page.
    pub fn error(&mut self, problem: Problem, span: &Span) {
        self.diagnostics.error(problem, span);
    }

    /// The same for what may be meant.
    pub fn warning(&mut self, problem: Problem, span: &Span) {
        self.diagnostics.warning(problem, span);
    }

    /// A title that only leads elsewhere: that it is not translated, or stale, is no fault of this page.
    pub fn link_title(&mut self, title: impl FnOnce(&mut Self) -> String) -> String {
        let before = self.coverage;
        let title = title(self);
        self.coverage = before;
        title
    }

    /// Marks HTML that is not in the language of the page, and notes whether it is.
    pub fn with_language(&mut self, html: String, language: Language, element: &str) -> String {
        if language == self.language {
            self.coverage.translated = true;
            return html;
        }
        self.coverage.untranslated = true;
        format!("<{element} lang=\"{}\">{html}</{element}>", language.code())
    }

    fn markdown<T>(&mut self, render: impl FnOnce(&mut Markdown<'_>) -> T) -> T {
        render(&mut Markdown {
            language: self.language,
            words: self.renderer.theme.words(self.language),
            diagnostics: self.diagnostics,
            links: self.links,
        })
    }

    /// A link to a topic; in the own site of a center to its page on the topic, which leads on.
    pub fn topic_link(&mut self, key: TopicKey) -> Link {
        let topic = self.portal().topic(key);
        let center = self.renderer.center.map(|center| format!("{}/", self.portal().center(center).id));
        Link {
            title_html: self.link_title(|view| view.inline(&topic.record.name)),
            url: self.url(&format!("topics/{}/{}", topic.record.id.value, center.unwrap_or_default())),
        }
    }

    pub fn topic_links(&mut self, keys: &[TopicKey]) -> Vec<Link> {
        keys.iter().map(|&key| self.topic_link(key)).collect()
    }

    pub fn center_link(&mut self, key: CenterKey) -> Link {
        let center = self.portal().center(key);
        Link {
            title_html: self.link_title(|view| view.inline(&center.record.name)),
            url: self.url(&format!("centers/{}/", center.id)),
        }
    }

    pub fn document_link(&mut self, document: &Document) -> Link {
        Link {
            title_html: self.link_title(|view| view.inline(&document.title)),
            url: self.url(&format!("{}/", document.path)),
        }
    }

    /// The permalink of a provision.
    pub fn provision_url(&self, provision: &Provision) -> String {
        let separator = if provision.anchor.is_empty() { "" } else { "#" };
        format!("/{}/{}{separator}{}", self.language.code(), provision.page, provision.anchor)
    }

    /// A link to a provision by its title: number and heading, or its citation where it has no heading.
    pub fn provision_link(&mut self, key: ProvisionKey) -> Link {
        let provision = self.portal().provision(key);
        let title_html = if let Some(heading) = &provision.heading {
            self.link_title(|view| view.numbered(provision.number.as_deref(), heading))
        } else {
            let citation = self.citation(key);
            self.number(&citation)
        };
        Link { title_html, url: self.provision_url(provision) }
    }

    /// A heading with its number.
    pub fn numbered(&mut self, number: Option<&str>, heading: &Text) -> String {
        let heading = self.inline(heading);
        number.map_or_else(|| heading.clone(), |number| format!("{} {heading}", self.number(number)))
    }

    /// A printed number or citation as HTML. Kana in it are Japanese in whatever page they stand (WCAG 2.2, 3.1.2).
    pub fn number(&self, number: &str) -> String {
        let escaped = escape(number);
        if self.language == Language::Japanese {
            return escaped;
        }
        let is_japanese = |character: char| matches!(character, 'ぁ'..='ヿ' | '㐀'..='鿿' | 'ｦ'..='ﾟ');
        let mut html = String::with_capacity(escaped.len());
        let mut inside = false;
        for character in escaped.chars() {
            if is_japanese(character) != inside {
                html.push_str(if inside { "</span>" } else { "<span lang=\"ja\">" });
                inside = !inside;
            }
            html.push(character);
        }
        if inside {
            html.push_str("</span>");
        }
        html
    }

    /// A link to a provision from outside its document: the document in short, the part, and the citation.
    pub fn citation_link(&mut self, key: ProvisionKey) -> Link {
        let portal = self.portal();
        let document = match portal.documents[portal.provision(key).document].kind {
            DocumentKind::Directives { year } => calendar::fiscal_year(year, self.language),
            DocumentKind::Guidance => self.word("nav.guidance"),
        };
        // Activities of several parts have the same title.
        let mut above = portal.provision(key);
        while let Some(parent) = above.parent {
            above = portal.provision(parent);
        }
        let part =
            above.number.as_ref().filter(|_| above.kind == ProvisionKind::Part && above.id != portal.provision(key).id);
        let part = part.map(|number| format!("{number} ")).unwrap_or_default();
        let citation = format!("{document} {part}{}", self.citation(key));
        Link { title_html: self.number(&citation), url: self.provision_url(self.portal().provision(key)) }
    }

    /// How a provision is cited in words: 5(2)ウ(ア)a; or of a directive its activity and id.
    pub fn citation(&mut self, key: ProvisionKey) -> String {
        let portal = self.portal();
        let provision = portal.provision(key);
        match provision.kind {
            ProvisionKind::Clause | ProvisionKind::Group => {
                let mut path = Vec::new();
                let mut at = Some(key);
                while let Some(key) = at {
                    let provision = portal.provision(key);
                    match (&provision.number, &provision.heading) {
                        (Some(number), _) => path.push(number.clone()),
                        (None, Some(heading)) => {
                            let heading = self.plain(heading);
                            path.push(self.words("citation.group", &[("heading", &heading)]));
                        }
                        (None, None) => {}
                    }
                    at = provision.parent;
                }
                path.reverse();
                // In English, headings have blanks on both sides.
                path.concat().replace("  ", " ").trim().to_owned()
            }
            ProvisionKind::Part | ProvisionKind::PlanItem | ProvisionKind::Activity => {
                let heading = provision.heading.as_ref().map(|heading| self.plain(heading)).unwrap_or_default();
                provision.number.as_ref().map_or_else(|| heading.clone(), |number| format!("{number} {heading}"))
            }
            ProvisionKind::Directive | ProvisionKind::SubItem | ProvisionKind::Remark => {
                let own = provision.number.clone().unwrap_or_else(|| provision.anchor.clone());
                match provision.parent {
                    Some(parent) => format!("{} {own}", self.citation(parent)),
                    None => own,
                }
            }
        }
    }

    /// A provision for templates; with everything below it, if `deep`.
    pub fn provision(&mut self, key: ProvisionKey, deep: bool) -> ProvisionView {
        let portal = self.portal();
        let provision = portal.provision(key);
        let kind = self.word(&format!("kind.{}", provision.kind.word()));
        let own_number = provision.number.clone().unwrap_or_else(|| provision.anchor.clone());
        let count = |kind: ProvisionKind| {
            provision.children.iter().filter(|&&child| portal.provision(child).kind == kind).count()
        };
        ProvisionView {
            anchor: provision.anchor.clone(),
            kind: provision.kind.word(),
            number_html: provision.number.as_deref().map(|number| self.number(number)),
            label: format!("{kind} {own_number}"),
            heading_html: self.inline_option(provision.heading.as_ref()),
            linked_heading_html: citation::inline(self, key, TextPart::Heading),
            text_html: citation::block(self, key, TextPart::Text),
            closing_html: citation::block(self, key, TextPart::Closing),
            url: self.provision_url(provision),
            forces: forces(provision),
            conditions: provision.applies_to.as_ref().map(|conditions| self.conditions(conditions)).unwrap_or_default(),
            topics: self.topic_links(&provision.topics),
            duties: provision.duties.iter().map(|duty| self.duty(duty)).collect(),
            marks: provision.marks.iter().map(|mark| self.word(&format!("mark.{}", mark.word()))).collect(),
            applies: provision.applies.as_ref().map(|applies| self.applies(applies)).unwrap_or_default(),
            restates: provision.restates.map(|key| self.provision_link(key)),
            deferred: provision.deferred,
            notices: (provision.notices.iter())
                .map(|&key| {
                    let notice = portal.notice(key);
                    Link {
                        title_html: self.link_title(|view| view.inline(&notice.name)),
                        url: self.url(&format!("laws/#{}", notice.id.value)),
                    }
                })
                .collect(),
            about: (provision.about.iter())
                .map(|&key| {
                    let about = portal.provision(key);
                    Link { title_html: escape(&about.anchor), url: self.provision_url(about) }
                })
                .collect(),
            referrers: citation::referrers(self, key),
            history: if matches!(self.page.kind, PageKind::Activity(_)) || self.page.kind == PageKind::Part(key) {
                history::events(self, key)
            } else {
                Vec::new()
            },
            children: if deep {
                provision.children.iter().map(|&child| self.provision(child, true)).collect()
            } else {
                Vec::new()
            },
            page_url: provision.has_page().then(|| self.url(&provision.page)),
            directives: count(ProvisionKind::Directive),
            remarks: count(ProvisionKind::Remark),
        }
    }
}

fn forces(provision: &Provision) -> Vec<&'static str> {
    let stated = provision.measures.iter().map(|measure| measure.force);
    let own = provision.force.filter(|_| provision.measures.is_empty());
    let forces: BTreeSet<Force> = own.into_iter().chain(stated).collect();
    forces.into_iter().map(Force::word).collect()
}
