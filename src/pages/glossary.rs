//! The glossary: in Japanese in the order of the syllabary (五十音), in English from A to Z.

use serde::Serialize;
use serde_json::json;
use unicode_normalization::UnicodeNormalization as _;

use crate::portal::Term;
use crate::text::{Language, collator};
use crate::theme::escape;

use super::frame::{ContentsEntry, Head};
use super::view::{Html, Link, View};

/// The rows of the syllabary, by the first kana of each.
const ROWS: [(&str, &str); 10] = [
    ("あ", "あいうえおゔ"),
    ("か", "かきくけこがぎぐげご"),
    ("さ", "さしすせそざじずぜぞ"),
    ("た", "たちつてとだぢづでどっ"),
    ("な", "なにぬねの"),
    ("は", "はひふへほばびぶべぼぱぴぷぺぽ"),
    ("ま", "まみむめも"),
    ("や", "やゆよゃゅょ"),
    ("ら", "らりるれろ"),
    ("わ", "わゐゑをん"),
];

#[derive(Serialize)]
struct GlossaryPage {
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    label: String,
    id: String,
    terms: Vec<TermView>,
}

#[derive(Serialize)]
struct TermView {
    id: String,
    term_html: String,
    reading: Option<String>,
    other_html: Option<String>,
    aliases: Vec<String>,
    definition_html: Option<String>,
    topics: Vec<Link>,
    see: Vec<Link>,
}

pub(super) fn render(view: &mut View<'_>) -> Html {
    let mut terms: Vec<(String, &Term)> =
        view.portal().glossary.iter().map(|term| (sort_key(term, view.language), term)).collect();
    match collator(view.language) {
        Some(collator) => terms.sort_by(|(a, _), (b, _)| collator.compare(a, b).then_with(|| a.cmp(b))),
        None => terms.sort_by(|(a, _), (b, _)| a.cmp(b)),
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut defined = Vec::new();
    for (key, term) in terms {
        let (label, id) = heading(&key);
        // Figures come first and kanji without a reading last: both stand under the same sign.
        let place = groups.iter().position(|group| group.label == label).unwrap_or(groups.len());
        if place == groups.len() {
            groups.push(Group { label, id, terms: Vec::new() });
        }
        let shown = term_view(view, term);
        defined.push(json!({
            "@type": "DefinedTerm",
            "name": view.plain(&term.record.term),
            "termCode": term.record.id.value,
            "description": term.record.definition.as_ref().map(|definition| view.plain(definition)),
        }));
        if let Some(group) = groups.get_mut(place) {
            group.terms.push(shown);
        }
    }
    let title = view.word("title.glossary");
    let json_ld = vec![json!({
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "name": title,
        "inLanguage": view.language.code(),
        "hasDefinedTerm": defined,
    })];
    let head = Head {
        kind: "glossary",
        title,
        description: Some(view.word("description.glossary")),
        json_ld,
        contents: Vec::<ContentsEntry>::new(),
        ..Head::default()
    };
    view.finish("glossary.html", &head, &GlossaryPage { groups })
}

fn term_view(view: &mut View<'_>, term: &Term) -> TermView {
    let record = &term.record;
    let other = if view.language == Language::Japanese { Language::English } else { Language::Japanese };
    TermView {
        id: record.id.value.clone(),
        term_html: view.inline(&record.term),
        reading: record.reading.clone(),
        other_html: (record.term.get(other))
            .filter(|_| record.term.get(view.language).is_some())
            .map(|text| format!("<span lang=\"{}\">{}</span>", other.code(), escape(text))),
        aliases: (record.aliases.as_ref())
            .map(|aliases| aliases.get(view.language).iter().filter(|alias| !is_reading(alias)).cloned().collect())
            .unwrap_or_default(),
        definition_html: view.block_option(record.definition.as_ref()),
        topics: view.topic_links(&term.topics),
        see: (term.see.iter())
            .map(|&index| {
                let see = &view.portal().glossary[index].record;
                Link { title_html: view.inline(&see.term), url: view.url(&format!("glossary/#{}", see.id.value)) }
            })
            .collect(),
    }
}

/// Whether an alias is there only to be found by: readings in hiragana tell a reader nothing new.
fn is_reading(alias: &str) -> bool {
    alias.chars().all(|character| matches!(character, 'ぁ'..='ゖ' | 'ー'))
}

/// What a term is sorted by: its reading in Japanese, itself in English.
fn sort_key(term: &Term, language: Language) -> String {
    let own = term.record.term.localised(language).0;
    match language {
        Language::Japanese => term.record.reading.clone().unwrap_or_else(|| own.to_owned()),
        Language::English => own.to_owned(),
    }
}

/// The heading under which a term stands, and its anchor.
fn heading(key: &str) -> (String, String) {
    // Katakana are read as hiragana, and both without their voicing marks.
    let first = key.nfkc().next().unwrap_or('#');
    let first = match first {
        'ァ'..='ヶ' => char::from_u32(u32::from(first) - 0x60).unwrap_or(first),
        other => other,
    };
    if let Some((row, label)) =
        ROWS.iter().zip(1..).find(|((_, kana), _)| kana.contains(first)).map(|((label, _), row)| (row, label))
    {
        return ((*label).to_owned(), format!("row-{row}"));
    }
    let label: String = first.to_uppercase().collect();
    if label.chars().all(|character| character.is_ascii_alphabetic()) {
        return (label.clone(), format!("letter-{}", label.to_lowercase()));
    }
    ("#".into(), "other".into())
}
