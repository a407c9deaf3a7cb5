//! What texts refer to, as links laid over their words.

use crate::portal::ProvisionKey;
use crate::reference::{CitedClauses, CitedLaw, FoundIn, LawCitation, Reference, TextPart};
use crate::source::Text;
use crate::theme::{Overlay, escape};

use super::view::{Link, View};

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

/// The provisions whose texts refer to a provision.
pub(super) fn referrers(view: &mut View<'_>, key: ProvisionKey) -> Vec<Link> {
    let portal = view.portal();
    let own = portal.provision(key).document;
    let referrers = view.renderer.references.referrers(key).iter();
    referrers
        .map(|&referrer| {
            let provision = portal.provision(referrer);
            if provision.document == own {
                let citation = view.citation(referrer);
                Link { title_html: view.number(&citation), url: view.provision_url(provision) }
            } else {
                view.citation_link(referrer)
            }
        })
        .collect()
}

fn overlays<'a>(view: &mut View<'a>, key: ProvisionKey, part: TextPart) -> Option<(&'a Text, Vec<Overlay>)> {
    let text = part.of(view.portal().provision(key))?;
    let (_, language) = text.localised(view.language);
    let renderer = view.renderer;
    let found = renderer.references.of(language, key, part).iter();
    Some((text, found.flat_map(|found| links(view, found)).collect()))
}

fn links(view: &mut View<'_>, found: &FoundIn<'_>) -> Vec<Overlay> {
    match &found.found.what {
        Reference::Law(citation) => {
            law(view, citation).map(|open| overlay(found.found.range.clone(), open)).into_iter().collect()
        }
        Reference::Clauses(citation) => {
            let targets = citation.targets.iter();
            targets.filter_map(|target| Some(overlay(target.range.clone(), clause(view, target)?))).collect()
        }
    }
}

fn overlay(range: std::ops::Range<usize>, open: String) -> Overlay {
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

/// The clause, or the first of several; the preview says how many there are.
fn clause(view: &View<'_>, cited: &CitedClauses) -> Option<String> {
    let first = view.portal().provision(*cited.provisions.first()?);
    let url = view.provision_url(first);
    let count = match cited.provisions.len() {
        1 => String::new(),
        count => format!(" data-count=\"{count}\""),
    };
    Some(format!("<a class=\"reference clause\" href=\"{}\"{count}>", escape(&url)))
}
