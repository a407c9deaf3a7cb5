//! How far the translation is: of each document in numbers, and the texts that need work.

use serde::Serialize;

use crate::portal::{Progress, TextPlaces};
use crate::source::{Standing, TextUnit};
use crate::theme::plain_markdown;

use super::frame::Head;
use super::view::{Html, View};

/// The address without language.
pub(super) const ADDRESS: &str = "translation/";

/// How many texts a list shows: a whole portal that is not translated would be no page to read.
const SHOWN: usize = 300;

/// How many characters of a text are shown.
const EXCERPT: usize = 60;

#[derive(Serialize)]
struct TranslationPage {
    lede: String,
    source: &'static str,
    rows: Vec<Row>,
    sum: Row,
    lists: Vec<List>,
}

#[derive(Serialize)]
struct Row {
    place: String,
    total: usize,
    translated: usize,
    stale: usize,
    missing: usize,
}

/// The texts that stand alike.
#[derive(Serialize)]
struct List {
    word: &'static str,
    title: String,
    texts: Vec<Entry>,
    more: Option<String>,
}

#[derive(Serialize)]
struct Entry {
    address: String,
    excerpt: String,
    url: Option<String>,
}

pub(super) fn render(view: &mut View<'_>) -> Html {
    let portal = view.portal();
    let Some(into) = portal.translation_language() else { return Ok(String::new()) };
    let progress = portal.progress();
    let sum = Progress::sum(&progress);
    let places = portal.text_places();
    let name = |code: &str| view.word(&format!("language.{code}"));
    let (from, into_name) = (name(portal.authoritative.code()), name(into.code()));
    let (total, translated) = (sum.total().to_string(), sum.translated().to_string());
    let values = [("from", from.as_str()), ("into", &into_name), ("total", &total), ("translated", &translated)];
    let lists = [Standing::Stale, Standing::Missing].into_iter().filter_map(|standing| list(view, standing, &places));
    let own = TranslationPage {
        lede: view.words("translation.lede", &values),
        source: portal.authoritative.code(),
        rows: progress.iter().map(row).collect(),
        sum: row(&sum),
        lists: lists.collect(),
    };
    let head = Head {
        kind: "translation",
        title: view.word("title.translation"),
        description: Some(view.word("description.translation")),
        ..Head::default()
    };
    view.finish("translation.html", &head, &own)
}

fn row(progress: &Progress) -> Row {
    Row {
        place: progress.place.clone(),
        total: progress.total(),
        translated: progress.translated(),
        stale: progress.count(Standing::Stale),
        missing: progress.count(Standing::Missing),
    }
}

fn list(view: &View<'_>, standing: Standing, places: &TextPlaces<'_>) -> Option<List> {
    let portal = view.portal();
    let into = portal.translation_language()?;
    let mut units = portal.translations.units.iter().filter(|unit| unit.standing == standing).peekable();
    units.peek()?;
    let entry = |unit: &TextUnit| Entry {
        address: unit.address.clone(),
        excerpt: excerpt(&plain_markdown(unit.text.get(portal.authoritative).unwrap_or_default())),
        url: places.of(unit).map(|address| format!("/{}/{address}", into.code())),
    };
    let texts: Vec<Entry> = units.by_ref().take(SHOWN).map(entry).collect();
    let more = units.count();
    Some(List {
        word: standing.word(),
        title: view.word(&format!("translation.{}_texts", standing.word())),
        texts,
        more: (more > 0).then(|| view.words("translation.more", &[("n", &more.to_string())])),
    })
}

fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}
