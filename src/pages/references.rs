//! What a document defines and which notices it names: a list each, with where it says so.

use serde::Serialize;

use crate::portal::{Portal, ProvisionKey};
use crate::reference::definition::{Definition, Scope};
use crate::reference::notice::{NoticeNumber, Target};
use crate::reference::{FoundIn, Reference, Term};
use crate::text::calendar;
use crate::theme::{escape, plain_markdown};

use super::citation;
use super::frame::Head;
use super::plan::{document_data_address, law_address};
use super::view::{Html, Link, View};

#[derive(Serialize)]
struct ReferencesPage {
    definitions: Vec<DefinitionView>,
    notices: Vec<NoticeView>,
}

#[derive(Serialize)]
struct DefinitionView {
    id: String,
    term_html: String,
    means_html: String,
    /// Whether that is the sentence in which the term is defined, and not its meaning alone.
    is_sentence: bool,
    /// Where it has its meaning, if not simply from there on.
    scope: Option<String>,
    place: Link,
    /// Where it is used, if that is not where it is defined.
    uses: Vec<Link>,
}

#[derive(Serialize)]
struct NoticeView {
    number_html: String,
    kind: String,
    date_label: Option<String>,
    /// The notice or law as the portal lists it.
    listed: Option<Link>,
    places: Vec<Link>,
}

/// The address of the page of a document; none where it defines nothing and names no notice, in no language.
pub(super) fn address(portal: &Portal, document: usize) -> Option<String> {
    let is_listed = |found: &FoundIn| matches!(found.found.what, Reference::Definition(_) | Reference::Notice(_));
    let is_any =
        portal.languages().iter().any(|&language| portal.references.shown(portal, document, language).any(is_listed));
    is_any.then(|| address_within(&portal.documents[document].path))
}

/// Its address, where there is one: wherever something is defined.
pub(super) fn address_within(path: &str) -> String {
    format!("{path}/references/")
}

pub(super) fn render(view: &mut View<'_>, index: usize) -> Html {
    let portal = view.portal();
    let document = &portal.documents[index];
    let found: Vec<&FoundIn> = portal.references.shown(portal, index, view.language).collect();
    let mut definitions: Vec<DefinitionView> = Vec::new();
    let mut notices: Vec<(&NoticeNumber, NoticeView, Vec<ProvisionKey>)> = Vec::new();
    for one in &found {
        match &one.found.what {
            Reference::Definition(definition) => definitions.push(defined(view, one, definition, &found)),
            Reference::Notice(notice) => {
                let known = notices.iter_mut().find(|(number, ..)| {
                    (number.kind, &number.series, &number.number, number.year)
                        == (notice.number.kind, &notice.number.series, &notice.number.number, notice.number.year)
                });
                match known {
                    Some((.., places)) if places.last() == Some(&one.provision) => {}
                    Some((.., places)) => places.push(one.provision),
                    None => {
                        let number_html = in_language(view, one.words(portal), one);
                        let shown = notice_view(view, number_html, &notice.number, notice.target);
                        notices.push((&notice.number, shown, vec![one.provision]));
                    }
                }
            }
            _ => {}
        }
    }
    let notices = notices.into_iter().map(|(_, shown, places)| NoticeView { places: links(view, &places), ..shown });
    let own = ReferencesPage { definitions, notices: notices.collect() };
    let title = view.word("title.document_references");
    let name = view.plain(&document.title);
    let head = Head {
        kind: "references",
        title: view.words("title.document_references_of", &[("title", &name)]),
        title_html: Some(escape(&title)),
        description: Some(view.words("description.document_references", &[("title", &name)])),
        path: vec![view.document_link(document)],
        data: Some(document_data_address(&document.path)),
        ..Head::default()
    };
    view.finish("references.html", &head, &own)
}

fn defined(view: &mut View<'_>, found: &FoundIn, definition: &Definition, all: &[&FoundIn]) -> DefinitionView {
    let portal = view.portal();
    let means = if definition.is_sentence {
        through_the_term(found.text(portal), definition)
    } else {
        found.words_at(portal, &definition.means)
    };
    let key = (found.provision, found.part, definition.range.start);
    let is_use = |other: &&&FoundIn| matches!(&other.found.what, Reference::Term(Term::Defined { definition, .. }) if *definition == key);
    let mut uses: Vec<ProvisionKey> = all.iter().filter(is_use).map(|other| other.provision).collect();
    uses.dedup();
    DefinitionView {
        id: portal.references.anchor(view.language, key).to_owned(),
        term_html: in_language(view, &definition.term, found),
        means_html: in_language(view, means, found),
        is_sentence: definition.is_sentence,
        scope: (definition.scope != Scope::Following).then(|| view.word(&format!("scope.{}", definition.scope.word()))),
        place: citation::place(view, found.provision),
        uses: links(view, &uses),
    }
}

/// The sentence before a term, with the brackets in which it is defined.
fn through_the_term<'t>(text: &'t str, definition: &Definition) -> &'t str {
    let behind = text.get(definition.range.end..).unwrap_or_default();
    let stop = behind.char_indices().find(|(_, one)| matches!(one, '）' | ')' | '\n'));
    let end = definition.range.end + stop.map_or(behind.len(), |(at, one)| at + one.len_utf8());
    text.get(definition.means.start..end).unwrap_or_default().trim_end()
}

fn notice_view(view: &mut View<'_>, number_html: String, number: &NoticeNumber, target: Option<Target>) -> NoticeView {
    let portal = view.portal();
    // Its list says what it is; the words alone, such as 策定, may be those of several kinds.
    let kind = match target {
        Some(Target::Notice(key)) => format!("notice_kind.{}", portal.notice(key).kind.word()),
        _ => format!("instrument.{}", number.kind.word()),
    };
    let (listed, date) = match target {
        Some(Target::Notice(key)) => {
            let notice = portal.notice(key);
            (Some((&notice.name, format!("laws/#{}", notice.id.value))), notice.date)
        }
        Some(Target::Law(law)) => {
            let law = &portal.laws[law];
            (Some((&law.name, law_address(&law.id.value))), law.promulgated)
        }
        None => (None, None),
    };
    NoticeView {
        number_html,
        kind: view.word(&kind),
        date_label: number.date.or(date).map(|date| calendar::official_day(date, view.language)),
        listed: listed.map(|(name, address)| Link {
            title_html: view.link_title(|view| view.inline(name)),
            url: view.url(&address),
        }),
        places: Vec::new(),
    }
}

fn links(view: &mut View<'_>, keys: &[ProvisionKey]) -> Vec<Link> {
    keys.iter().map(|&key| citation::place(view, key)).collect()
}

/// Words of a text, marked where the page has another language.
fn in_language(view: &mut View<'_>, words: &str, found: &FoundIn) -> String {
    view.with_language(escape(&plain_markdown(words)), found.language, "span")
}
