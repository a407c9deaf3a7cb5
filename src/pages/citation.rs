//! What texts refer to, as links laid over their words.

use std::ops::Range;

use crate::diagnostic::{Problem, Span};
use crate::portal::ProvisionKey;
use crate::reference::notice::Target;
use crate::reference::{
    CitedClauses, CitedLaw, FoundIn, LawCitation, Reference, Shown, Term, TextPart, read_explicit, stray_brackets,
    unknown_target,
};
use crate::source::Text;
use crate::theme::{Overlay, escape};

use super::plan::law_address;
use super::view::{Link, View};
use super::{article, references};

/// A text of a provision as paragraphs, with a link wherever it refers to something.
pub(super) fn block(view: &mut View<'_>, key: ProvisionKey, part: TextPart) -> Option<String> {
    let (text, overlays) = overlays(view, key, part)?;
    Some(view.block_with(text, &overlays))
}

/// The same on one line.
pub(super) fn inline(view: &mut View<'_>, key: ProvisionKey, part: TextPart) -> Option<String> {
    let (text, overlays) = overlays(view, key, part)?;
    Some(view.inline_with(text, &overlays))
}

/// A line that a document says beside its provisions, such as what a measure asks for.
pub(super) fn line(view: &mut View<'_>, document: usize, text: &Text) -> String {
    let (content, language) = text.localised(view.language);
    let overlays = explicit(view, Some(document), content, &|range| text.stretch(language, range));
    view.inline_with(text, &overlays)
}

/// Links over the references in brackets of a text that is no provision, in a document or elsewhere: it has no clauses
/// of its own to refer to in words.
pub(super) fn explicit(
    view: &mut View<'_>,
    document: Option<usize>,
    body: &str,
    span: &dyn Fn(Range<usize>) -> Span,
) -> Vec<Overlay> {
    let portal = view.portal();
    let mut overlays = Vec::new();
    for range in stray_brackets(body) {
        view.warning(Problem::StrayBrackets, &span(range));
    }
    for target in read_explicit(portal, document, body).iter().flat_map(|found| &found.what.targets) {
        if let Some((_, problem)) = unknown_target(portal, document, body, target) {
            view.error(problem, &span(target.range.clone()));
        }
        let Some(&key) = target.provisions.first() else { continue };
        let link = view.citation_link(key);
        let instead = match &target.shown {
            Shown::Words(range) => escape(&body[range.clone()]),
            _ => link.title_html,
        };
        let open = format!("<a class=\"reference clause\" href=\"{}\">", escape(&link.url));
        overlays.push(Overlay { instead: Some(instead), ..overlay(target.range.clone(), open) });
    }
    overlays
}

/// Who refers to a provision: the texts of others, then pages and news.
pub(super) fn referrers(view: &mut View<'_>, key: ProvisionKey) -> Vec<Link> {
    let portal = view.portal();
    let own = portal.provision(key).document;
    let mut links = Vec::new();
    for &referrer in portal.references.referrers(key) {
        let is_own = portal.provision(referrer).document == own;
        links.push(if is_own { place(view, referrer) } else { view.citation_link(referrer) });
    }
    links.extend(portal.references.articles(key).filter_map(|article| article::link(view, article)));
    links
}

/// A link to a provision from within its document.
pub(super) fn place(view: &mut View<'_>, key: ProvisionKey) -> Link {
    let citation = view.citation(key);
    Link { title_html: view.number(&citation), url: view.provision_url(view.portal().provision(key)) }
}

fn overlays<'a>(view: &mut View<'a>, key: ProvisionKey, part: TextPart) -> Option<(&'a Text, Vec<Overlay>)> {
    let text = part.of(view.portal().provision(key))?;
    let (_, language) = text.localised(view.language);
    let found = view.portal().references.of(language, key, part).iter();
    Some((text, found.flat_map(|found| links(view, found)).collect()))
}

fn links(view: &mut View<'_>, found: &FoundIn) -> Vec<Overlay> {
    match &found.found.what {
        Reference::Law(citation) => {
            law(view, citation).map(|open| overlay(found.found.range.clone(), open)).into_iter().collect()
        }
        Reference::Clauses(citation) => {
            let targets = citation.targets.iter();
            targets.filter_map(|target| clause(view, found, target)).collect()
        }
        Reference::Definition(_) => {
            vec![Overlay { open: "<dfn>".into(), close: "</dfn>", ..overlay(found.found.range.clone(), String::new()) }]
        }
        Reference::Term(used) => vec![overlay(found.found.range.clone(), term(view, found.provision, used))],
        Reference::Notice(citation) => {
            let link = citation.target.map(|target| overlay(found.found.range.clone(), notice(view, target)));
            link.into_iter().collect()
        }
    }
}

fn overlay(range: Range<usize>, open: String) -> Overlay {
    Overlay { range, open, close: "</a>", instead: None }
}

/// The law database, at the article. The title gives the place in full: the words may be no more than 同条第1項.
fn law(view: &mut View<'_>, citation: &LawCitation) -> Option<String> {
    let CitedLaw::Known(law) = citation.law else { return None };
    let law = view.portal().laws.get(law)?;
    let url = law.address(citation.place.main_article())?;
    let name = view.link_title(|view| view.plain(&law.name));
    let place = citation.place.printed(view.language);
    let title = view.words("citation.law", &[("law", &name), ("place", &place)]);
    Some(format!("<a class=\"reference law\" href=\"{}\" title=\"{}\">", escape(&url), escape(&title)))
}

/// What a term means: in the list of the document, or in the glossary.
fn term(view: &View<'_>, provision: ProvisionKey, used: &Term) -> String {
    let portal = view.portal();
    let address = match used {
        Term::Defined { definition, .. } => {
            let document = &portal.documents[portal.provision(provision).document];
            let anchor = portal.references.anchor(view.language, *definition);
            format!("{}#{anchor}", references::address_within(&document.path))
        }
        Term::Glossary(index) => format!("glossary/#{}", portal.glossary[*index].record.id.value),
    };
    format!("<a class=\"term\" href=\"{}\">", escape(&view.url(&address)))
}

/// Where a notice or law can be read; if nobody says, what the portal knows of it.
fn notice(view: &View<'_>, target: Target) -> String {
    let portal = view.portal();
    let (url, own) = match target {
        Target::Notice(key) => {
            let notice = portal.notice(key);
            (notice.url.as_ref().map(|url| url.0.clone()), format!("laws/#{}", notice.id.value))
        }
        Target::Law(law) => (portal.laws[law].address(None), law_address(&portal.laws[law].id.value)),
    };
    let url = url.unwrap_or_else(|| view.url(&own));
    format!("<a class=\"reference instrument\" href=\"{}\">", escape(&url))
}

/// The clause, or the first of several; the preview says how many there are.
fn clause(view: &mut View<'_>, found: &FoundIn, cited: &CitedClauses) -> Option<Overlay> {
    let portal = view.portal();
    let key = *cited.provisions.first()?;
    let url = view.provision_url(portal.provision(key));
    let count = match cited.provisions.len() {
        1 => String::new(),
        count => format!(" data-count=\"{count}\""),
    };
    let open = format!("<a class=\"reference clause\" href=\"{}\"{count}>", escape(&url));
    let is_own = portal.provision(key).document == portal.provision(found.provision).document;
    let instead = match cited.shown {
        Shown::AsWritten => None,
        // The number alone would mean a clause of the document in which it stands.
        Shown::Number if !is_own => Some(view.citation_link(key).title_html),
        _ => Some(view.number(&cited.label(found.text(portal), portal))),
    };
    Some(Overlay { instead, ..overlay(cited.range.clone(), open) })
}
