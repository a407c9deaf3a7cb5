//! Laws and notices, and the provisions that name them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::portal::{NoticeKey, Portal, ProvisionKey};
use crate::reference::notice::Target;
use crate::reference::{CitedArticle, LawPlace, NoticeCitation, Reference, Within, cited_articles};
use crate::source::Law;
use crate::text::calendar;

use super::frame::Head;
use super::plan::{law_address, law_data_address};
use super::view::{Html, Link, View};

#[derive(Serialize)]
struct LawsPage {
    laws: Vec<LawView>,
    notices: Vec<NoticeView>,
}

#[derive(Serialize)]
struct LawView {
    id: String,
    name_html: String,
    abbreviation: Option<String>,
    number_html: Option<String>,
    promulgated: Option<String>,
    url: String,
    articles: usize,
}

#[derive(Serialize)]
struct LawPage {
    law: LawView,
    address: Option<String>,
    articles: Vec<ArticleView>,
    /// The provisions that name it without an article.
    named_in: Vec<Link>,
}

#[derive(Serialize)]
struct ArticleView {
    id: String,
    title: String,
    url: Option<String>,
    citations: Vec<CitationView>,
}

#[derive(Serialize)]
struct CitationView {
    provision: Link,
    /// What of the article it cites: 第1項.
    part: Option<String>,
    /// The heading above it.
    heading_html: Option<String>,
}

#[derive(Serialize)]
struct NoticeView {
    id: String,
    name_html: String,
    kind: String,
    number_html: Option<String>,
    date_label: Option<String>,
    issuer_html: Option<String>,
    url: Option<String>,
    cited_by: Vec<Link>,
}

pub(super) fn all(view: &mut View<'_>) -> Html {
    let portal = view.portal();
    let laws = (0..portal.laws.len()).map(|index| law_view(view, index, &cited_articles(portal, index))).collect();
    let citing = citing(portal);
    let notices = (portal.notices())
        .map(|(key, notice)| {
            let cited_by: Vec<ProvisionKey> = citing.get(&key).into_iter().flatten().copied().collect();
            // A number often begins with the date and names who issued it.
            let number = notice.number.as_ref().map(|number| view.plain(number)).unwrap_or_default();
            let is_said = |words: &str| number.contains(words);
            let date = notice.date.map(|date| calendar::official_day(date, view.language));
            let issuer = notice.issuer.as_ref().filter(|issuer| !is_said(&view.plain(issuer)));
            NoticeView {
                id: notice.id.value.clone(),
                name_html: view.inline(&notice.name),
                kind: view.word(&format!("notice_kind.{}", notice.kind.word())),
                number_html: view.inline_option(notice.number.as_ref()),
                date_label: date.filter(|date| !is_said(date)),
                issuer_html: view.inline_option(issuer),
                url: notice.url.as_ref().map(|url| url.0.clone()),
                cited_by: links(view, &cited_by),
            }
        })
        .collect();
    let head = Head {
        kind: "laws",
        title: view.word("title.laws"),
        description: Some(view.word("description.laws")),
        ..Head::default()
    };
    view.finish("laws.html", &head, &LawsPage { laws, notices })
}

fn links(view: &mut View<'_>, keys: &[ProvisionKey]) -> Vec<Link> {
    keys.iter().map(|&key| view.citation_link(key)).collect()
}

/// The provisions that rest on a notice, or of which the authoritative text names its number.
fn citing(portal: &Portal) -> BTreeMap<NoticeKey, BTreeSet<ProvisionKey>> {
    let mut citing: BTreeMap<NoticeKey, BTreeSet<ProvisionKey>> = BTreeMap::new();
    for (key, provision) in portal.provisions() {
        for &notice in &provision.notices {
            citing.entry(notice).or_default().insert(key);
        }
    }
    for found in portal.references.all(portal.authoritative) {
        if let Reference::Notice(NoticeCitation { target: Some(Target::Notice(notice)), .. }) = &found.found.what {
            citing.entry(*notice).or_default().insert(found.provision);
        }
    }
    citing
}

fn law_view(view: &mut View<'_>, index: usize, articles: &[CitedArticle<'_>]) -> LawView {
    let law = &view.portal().laws[index];
    LawView {
        id: law.id.value.clone(),
        name_html: view.inline(&law.name),
        abbreviation: law.abbreviation.as_ref().map(|text| view.plain(text)),
        number_html: view.inline_option(law.number.as_ref()),
        promulgated: law.promulgated.map(|date| calendar::official_day(date, view.language)),
        url: view.url(&law_address(&law.id.value)),
        articles: articles.iter().filter(|article| article.place.article.is_some()).count(),
    }
}

pub(super) fn one(view: &mut View<'_>, index: usize) -> Html {
    let portal = view.portal();
    let law = &portal.laws[index];
    let articles = cited_articles(portal, index);
    let cited: BTreeSet<ProvisionKey> =
        articles.iter().flat_map(|article| &article.citations).map(|citation| citation.found.provision).collect();
    let named: Vec<ProvisionKey> = portal.references.naming(index).filter(|key| !cited.contains(key)).collect();
    let name = view.plain(&law.name);
    let own = LawPage {
        law: law_view(view, index, &articles),
        address: law.address(None),
        articles: articles.iter().map(|article| article_view(view, law, article)).collect(),
        named_in: links(view, &named),
    };
    let head = Head {
        kind: "law",
        description: Some(view.words("description.law", &[("law", &name)])),
        title: name,
        path: vec![Link { title_html: view.word("title.laws"), url: view.url("laws/") }],
        data: Some(law_data_address(&law.id.value)),
        ..Head::default()
    };
    view.finish("law.html", &head, &own)
}

fn article_view(view: &mut View<'_>, law: &Law, article: &CitedArticle<'_>) -> ArticleView {
    let place = &article.place;
    let mut title = place.printed(view.language);
    if title.is_empty() {
        title = view.word("law.whole");
    }
    let citations = article.citations.iter().map(|citation| {
        let part = match citation.range {
            Some([first, last]) => {
                let [from, to] = [first, last].map(|place| place.printed(view.language));
                view.words("law.range", &[("from", &from), ("to", &to)])
            }
            None => LawPlace { article: None, within: Within::Main, ..citation.place.clone() }.printed(view.language),
        };
        let portal = view.portal();
        let above = std::iter::successors(Some(citation.found.provision), |key| portal.provision(*key).parent);
        let heading = above.into_iter().find_map(|key| portal.provision(key).heading.as_ref());
        CitationView {
            provision: view.citation_link(citation.found.provision),
            part: (!part.is_empty()).then_some(part),
            heading_html: heading.map(|heading| view.link_title(|view| view.inline(heading))),
        }
    });
    ArticleView {
        id: format!("a-{}", place.label().replace(' ', "-")),
        title,
        citations: citations.collect(),
        url: law.address(place.main_article()),
    }
}
