//! What changed in an edition: how much of what kind, changed targets and duties, and each change with its words marked.

use serde::Serialize;

use crate::compare::{Change, Comparison, Piece, PieceKind};
use crate::portal::{Document, DocumentKind, ProvisionKey};
use crate::text::{Language, calendar};
use crate::theme::escape;

use super::change::{Line, Teller, changed_duties, marked_html, part_of, summary};
use super::data::{DataSet, Format};
use super::frame::{ContentsEntry, Head};
use super::history::anchor;
use super::view::{Html, Link, View};

#[derive(Serialize)]
struct ChangesPage {
    total: usize,
    former: Link,
    later: Link,
    parts: Vec<Link>,
    kinds: Vec<Kind>,
    duties: Vec<DutyRow>,
    groups: Vec<Group>,
}

/// How many changes of a kind there are in each part, and in all.
#[derive(Serialize)]
struct Kind {
    name: String,
    counts: Vec<usize>,
    total: usize,
}

#[derive(Serialize)]
struct DutyRow {
    kind: String,
    place: Link,
    before: Option<String>,
    after: Option<String>,
}

/// The changes of a part.
#[derive(Serialize)]
struct Group {
    anchor: String,
    title_html: String,
    provisions: Vec<Changed>,
}

/// The changes of a provision.
#[derive(Serialize)]
pub(super) struct Changed {
    pub anchor: String,
    /// The provision in the later edition, or where it is gone in the former one.
    pub place: Link,
    /// The provision in the former edition, where both have it.
    pub former: Option<Link>,
    pub changes: Vec<ChangeView>,
}

impl Changed {
    /// The changes as HTML without style sheets, for feeds.
    pub fn body(&self) -> String {
        let provisions = |links: &[Link]| -> String {
            let items = links.iter().map(|link| format!("<li><a href=\"{}\">{}</a></li>", link.url, link.title_html));
            Some(items.collect::<String>())
                .filter(|items| !items.is_empty())
                .map(|items| format!("<ul>{items}</ul>"))
                .unwrap_or_default()
        };
        let line = |line: &LineView| {
            let field = line.field.as_deref().map(|field| format!("{}: ", escape(field))).unwrap_or_default();
            let value = line.text_html.as_ref().or(line.value_html.as_ref()).map_or("", String::as_str);
            format!("<p>{field}{value}</p>{}", provisions(&line.provisions))
        };
        let change = |change: &ChangeView| {
            format!("<h2>{}</h2>{}", escape(&change.name), change.lines.iter().map(line).collect::<String>())
        };
        let place = format!("<p><a href=\"{}\">{}</a></p>", self.place.url, self.place.title_html);
        place + &self.changes.iter().map(change).collect::<String>()
    }
}

#[derive(Serialize)]
pub(super) struct ChangeView {
    pub kind: &'static str,
    pub name: String,
    pub lines: Vec<LineView>,
}

/// A line of a change: a marked text, values, or provisions.
#[derive(Serialize, Default)]
pub(super) struct LineView {
    pub text_html: Option<String>,
    pub field: Option<String>,
    pub value_html: Option<String>,
    pub provisions: Vec<Link>,
}

pub(super) fn render(view: &mut View<'_>, index: usize) -> Html {
    let portal = view.portal();
    let histories = &view.renderer.histories;
    let Some(comparison) = histories.comparison(index) else { return Ok(String::new()) };
    let document = &portal.documents[index];
    let teller = teller(view);
    let (parts, counts) = summary(portal, comparison);
    let groups = groups(view, comparison);
    let said = |duty: Option<_>| duty.map(|duty| teller.duty_sentence(duty));
    let duties = (changed_duties(portal, comparison).into_iter())
        .map(|duty| DutyRow {
            kind: teller.kind(duty.kind),
            place: place(view, duty.place),
            before: said(duty.before),
            after: said(duty.after),
        })
        .collect();
    let contents = groups.iter().map(|group| ContentsEntry {
        id: group.anchor.clone(),
        title_html: group.title_html.clone(),
        depth: 1,
    });
    let contents: Vec<ContentsEntry> = contents.collect();
    let own = ChangesPage {
        total: comparison.changes.len(),
        former: view.document_link(&portal.documents[comparison.former]),
        later: view.document_link(document),
        parts: parts.into_iter().map(|part| view.provision_link(part)).collect(),
        kinds: (counts.into_iter())
            .map(|(kind, counts)| Kind { name: teller.kind(kind), total: counts.iter().sum(), counts })
            .collect(),
        duties,
        groups,
    };
    let title = title(view, comparison);
    let path = vec![view.document_link(document)];
    let description = Some(view.words("description.changes", &[("title", &title)]));
    let edition = Some(index);
    let data = Some(DataSet::Changes(index).address(Format::Json, portal));
    view.finish(
        "changes.html",
        &Head { kind: "changes", title, description, path, contents, edition, data, ..Head::default() },
        &own,
    )
}

/// What the page of changes is called.
pub(super) fn title(view: &View<'_>, comparison: &Comparison) -> String {
    let year = |document: usize| edition_name(&view.portal().documents[document], view.language);
    view.words("title.changes", &[("from", &year(comparison.former)), ("to", &year(comparison.later))])
}

pub(super) fn teller<'a>(view: &View<'a>) -> Teller<'a> {
    Teller { portal: view.portal(), messages: &view.renderer.theme.messages, language: view.language }
}

impl View<'_> {
    /// A piece of a text, said in words too to be gone or new.
    fn marked(&self, piece: &Piece, [gone, new]: [&str; 2]) -> String {
        marked_html(piece, "visually-hidden", [&self.word(gone), &self.word(new)])
    }
}

/// The changes of an edition by part and provision.
fn groups(view: &mut View<'_>, comparison: &Comparison) -> Vec<Group> {
    let portal = view.portal();
    let id = |key: ProvisionKey| portal.provision(key).id.clone();
    let mut groups: Vec<(String, Group)> = Vec::new();
    for of_provision in provisions(comparison) {
        let Some(part) = of_provision.first().and_then(|change| part_of(portal, change)) else { continue };
        let changed = changed(view, of_provision);
        let place = groups.iter().position(|(known, _)| *known == id(part)).unwrap_or_else(|| {
            let title_html = view.provision_link(part).title_html;
            let anchor = format!("part/{}", id(part));
            groups.push((id(part), Group { anchor, title_html, provisions: Vec::new() }));
            groups.len() - 1
        });
        groups[place].1.provisions.push(changed);
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The changes of each provision together.
pub(super) fn provisions(comparison: &Comparison) -> impl Iterator<Item = &[Change]> {
    comparison
        .changes
        .chunk_by(|one, next| (one.later, one.later.or(one.former)) == (next.later, next.later.or(next.former)))
}

/// The changes of one provision, which come one after another.
pub(super) fn changed(view: &mut View<'_>, changes: &[Change]) -> Changed {
    let portal = view.portal();
    let teller = teller(view);
    let first = changes.first();
    let key = first.and_then(Change::provision);
    let former = first.filter(|change| change.later.is_some()).and_then(|change| change.former);
    Changed {
        anchor: first.map(|change| anchor(portal, change)).unwrap_or_default(),
        place: key.map_or_else(|| Link { title_html: String::new(), url: String::new() }, |key| place(view, key)),
        former: former.map(|key| {
            let provision = portal.provision(key);
            let edition = edition_name(&portal.documents[provision.document], view.language);
            let title = view.words("change.former", &[("edition", &edition)]);
            Link { title_html: escape(&title), url: view.provision_url(provision) }
        }),
        changes: (changes.iter())
            .map(|change| ChangeView {
                kind: change.kind.word(),
                name: teller.kind(change.kind),
                lines: teller.lines(change).into_iter().map(|line| self::line(view, line)).collect(),
            })
            .collect(),
    }
}

/// The fiscal year of an edition.
pub(super) fn edition_name(document: &Document, language: Language) -> String {
    match document.kind {
        DocumentKind::Directives { year } => calendar::fiscal_year(year, language),
        DocumentKind::Guidance => String::new(),
    }
}

/// A link to what changed by how it is cited.
fn place(view: &View<'_>, key: ProvisionKey) -> Link {
    let title = teller(view).place(key);
    Link { title_html: view.number(&title), url: view.provision_url(view.portal().provision(key)) }
}

fn line(view: &mut View<'_>, said: Line) -> LineView {
    let portal = view.portal();
    let teller = teller(view);
    match said {
        Line::Marked(pieces, language) => {
            let html: String = pieces.iter().map(|piece| view.marked(piece, ["change.gone", "change.new"])).collect();
            LineView { text_html: Some(view.with_language(html, language, "span")), ..LineView::default() }
        }
        Line::FromTo(field, before, after) => {
            let pieces = [(PieceKind::Removed, before), (PieceKind::Added, after)].into_iter();
            let pieces = pieces.filter_map(|(kind, text)| {
                Some(view.marked(&Piece { kind, text: text? }, ["change.was", "change.is"]))
            });
            let value_html = pieces.collect::<Vec<_>>().join(" → ");
            LineView { field: Some(field), value_html: Some(value_html), ..LineView::default() }
        }
        Line::Provisions(name, keys) => {
            let link = |&key: &ProvisionKey| {
                let title = format!("{} {}", teller.place(key), teller.said(key));
                Link { title_html: view.number(&title), url: view.provision_url(portal.provision(key)) }
            };
            LineView { field: Some(name), provisions: keys.iter().map(link).collect(), ..LineView::default() }
        }
    }
}
