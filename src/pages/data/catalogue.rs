//! The catalogue of open data: which data sets there are, under which licence, and what their columns mean.

use serde::Serialize;

use crate::portal::DocumentKind;
use crate::text::{Language, calendar};
use crate::theme::{escape, plain_markdown};

use super::{DataSet, dcat};
use crate::pages::frame::{ContentsEntry, Head};
use crate::pages::view::{Html, View};

#[derive(Serialize)]
struct Catalogue {
    licence: Option<Licence>,
    catalogue_url: String,
    kinds: Vec<Kind>,
}

#[derive(Serialize)]
struct Licence {
    name_html: String,
    url: Option<String>,
}

/// Data sets that have the same columns: the editions of the directives are one kind.
#[derive(Serialize)]
struct Kind {
    id: &'static str,
    title: String,
    about: String,
    how_often: String,
    sets: Vec<Set>,
    columns: Vec<ColumnView>,
}

#[derive(Serialize)]
struct Set {
    /// What sets it apart from others of its kind: its year or title.
    name: Option<String>,
    files: Vec<File>,
    updated: Option<String>,
    updated_label: Option<String>,
}

#[derive(Serialize)]
struct File {
    url: String,
    format: &'static str,
    media_type: &'static str,
    language: Option<&'static str>,
    lang: Option<&'static str>,
    /// What the link says to those who hear it alone.
    label: String,
}

#[derive(Serialize)]
struct ColumnView {
    names: Vec<String>,
    meaning: String,
}

pub(in crate::pages) fn render(view: &mut View<'_>) -> Html {
    let site = &view.portal().site;
    let kinds = kinds(view);
    let licence = site.data_licence.as_ref().map(|licence| Licence {
        name_html: view.inline(&licence.name),
        url: licence.url.as_ref().map(|url| url.0.clone()),
    });
    let contents =
        kinds.iter().map(|kind| ContentsEntry { id: kind.id.into(), title_html: escape(&kind.title), depth: 2 });
    let head = Head {
        kind: "data",
        title: view.word("title.data"),
        description: Some(view.word("description.data")),
        sample: site.sample || view.portal().centers().any(|(_, center)| center.record.sample),
        json_ld: vec![dcat::schema_org(view)],
        contents: contents.collect(),
        ..Head::default()
    };
    let own = Catalogue { licence, catalogue_url: format!("/{}", dcat::ADDRESS), kinds };
    view.finish("data.html", &head, &own)
}

fn kinds(view: &View<'_>) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    for set in DataSet::all(view.portal()) {
        let own = self::set(view, set);
        match kinds.last_mut().filter(|kind| kind.id == set.word()) {
            Some(kind) => kind.sets.push(own),
            None => kinds.push(Kind {
                id: set.word(),
                title: view.word(&format!("data.{}.title", set.word())),
                about: view.word(&format!("data.{}.about", set.word())),
                how_often: view.word(&format!("data.how_often.{}", set.how_often())),
                sets: vec![own],
                columns: columns(view, set),
            }),
        }
    }
    kinds
}

fn set(view: &View<'_>, set: DataSet) -> Set {
    let portal = view.portal();
    let title = set.title(view, view.language);
    let files = (set.distributions(portal).into_iter())
        .map(|file| {
            let language = file.language.map(Language::own_name);
            let label =
                format!("{title} {}{}", file.format, language.map(|name| format!(" {name}")).unwrap_or_default());
            File {
                url: format!("/{}", file.address),
                format: file.format,
                media_type: file.media_type,
                language,
                lang: file.language.map(Language::code),
                label,
            }
        })
        .collect();
    let updated = set.modified(portal);
    Set {
        name: set.of(view, view.language),
        files,
        updated: updated.map(|date| date.to_string()),
        updated_label: updated.map(|date| calendar::day(date, view.language)),
    }
}

fn columns(view: &View<'_>, set: DataSet) -> Vec<ColumnView> {
    let words = view.renderer.theme.words(view.language);
    let columns = set.rows(view.portal()).map(|rows| rows.columns()).unwrap_or_default();
    (columns.into_iter())
        .map(|column| {
            // What a column means is said once for all data sets, unless one means something of its own.
            let own = format!("data.{}.columns.{}", set.word(), column.key);
            let key = if words.contains_key(&own) { own } else { format!("data.columns.{}", column.key) };
            ColumnView { names: column.columns, meaning: view.word(&key) }
        })
        .collect()
}

impl DataSet {
    /// What sets it apart from others of its kind, in plain text: its year or title.
    fn of(self, view: &View<'_>, language: Language) -> Option<String> {
        if let Self::Law(law) = self {
            return Some(plain_markdown(view.portal().laws[law].name.localised(language).0));
        }
        let document = &view.portal().documents[self.document()?];
        Some(match document.kind {
            DocumentKind::Directives { year } => calendar::fiscal_year(year, language),
            DocumentKind::Guidance => plain_markdown(document.title.localised(language).0),
        })
    }

    /// Its title in plain text.
    pub(super) fn title(self, view: &View<'_>, language: Language) -> String {
        let messages = &view.renderer.theme.messages;
        let kind = messages.get(language, &format!("data.{}.title", self.word()), &[]);
        match self.of(view, language) {
            Some(of) => messages.get(language, "data.title_of", &[("kind", &kind), ("of", &of)]),
            None => kind,
        }
    }

    /// How often it changes, as a word of locale files and of the vocabulary of DCAT.
    pub(super) const fn how_often(self) -> &'static str {
        match self {
            Self::Directives(_) | Self::Duties(_) | Self::Changes(_) => "annual",
            _ => "irregular",
        }
    }
}
