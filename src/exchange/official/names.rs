//! Laws that a document names with their number, and terms that it defines, in brackets behind the name.

use crate::reference::definition::definitions;
use crate::reference::notice::{InstrumentKind, NoticeNumber, notices};
use crate::reference::phrase::{asides, name_at_end};
use crate::source::{Law, Term, Text};
use crate::text::Language;

use super::notices::fold;
use super::rows::plain;
use super::write::escape;
use crate::exchange::Yaml;

/// A law as a document names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedLaw {
    /// Its id, made of its year and number.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: String,
    /// How the document calls it from there on.
    pub abbreviation: Option<String>,
    /// Whether it is sure where its name begins.
    pub is_sure: bool,
}

/// A term as a document defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DefinedTerm {
    /// The term.
    pub term: String,
    /// The words that define it.
    pub definition: String,
    /// Whether it is sure where the term begins.
    pub is_sure: bool,
}

/// 「X」という in brackets: X.
pub(super) fn called(inner: &str) -> Option<&str> {
    let (before, _) = inner.split_once("」という")?;
    Some(&before[before.rfind('「')? + '「'.len_utf8()..]).filter(|called| !called.is_empty())
}

/// The laws that a text names with their number.
pub(super) fn laws(text: &str) -> Vec<NamedLaw> {
    let mut laws = Vec::new();
    for (before, inner) in asides(text) {
        let number = plain(inner.split(['。', '、']).next().unwrap_or_default());
        let Some((id, (name, is_sure))) = law_id(&number).zip(name_at_end(before, false)) else { continue };
        let abbreviation = called(inner).map(str::to_owned);
        laws.push(NamedLaw { id, name: name.to_owned(), number, abbreviation, is_sure });
    }
    laws
}

/// The id of a law with this number: 昭和47年法律第57号 is `act-1972-57`.
fn law_id(number: &str) -> Option<String> {
    let [NoticeNumber { range, kind, year: Some(year), number: Some(digits), .. }] =
        &notices(number, Language::Japanese)[..]
    else {
        return None;
    };
    let kind = match kind {
        InstrumentKind::Law => "act",
        InstrumentKind::Order => "cabinet-order",
        InstrumentKind::Ordinance => "ordinance",
        _ => return None,
    };
    (*range == (0..number.len())).then(|| format!("{kind}-{year}-{digits}"))
}

/// The terms that a text defines. Short names of laws and notices are no terms.
pub(super) fn terms(text: &str) -> Vec<DefinedTerm> {
    let terms = definitions(text, Language::Japanese).into_iter().filter(|found| found.instrument.is_none());
    terms
        .map(|found| {
            let definition =
                if found.is_explained() { &text[found.means.clone()] } else { sentence_at(text, found.range.start) };
            DefinedTerm { term: found.term, definition: definition.to_owned(), is_sure: found.is_sure }
        })
        .collect()
}

/// The sentence in which a place of a text is.
fn sentence_at(text: &str, at: usize) -> &str {
    let mut end = 0;
    let sentence = sentences(text).find(|sentence| {
        end += sentence.len();
        at < end
    });
    sentence.unwrap_or(text).trim()
}

/// The sentences of a text; a full stop within brackets ends none.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_u32;
    text.split_inclusive(move |character| {
        depth += u32::from(matches!(character, '(' | '（'));
        depth = depth.saturating_sub(u32::from(matches!(character, ')' | '）')));
        depth == 0 && character == '。' || character == '\n'
    })
}

pub(super) fn not_sure() -> Yaml {
    Yaml::Mapping(vec![
        ("ja".into(), Yaml::Text("名称の始まりが確かでない".into())),
        ("en".into(), Yaml::Text("it is not sure where the name begins".into())),
    ])
}

/// The records of laws.
pub(super) fn law_records(laws: &[NamedLaw]) -> Option<Yaml> {
    Yaml::list(laws.iter().map(|law| {
        Yaml::mapping([
            ("id", Some(Yaml::plain(&law.id))),
            ("name", Some(Yaml::japanese(&escape(&law.name)))),
            ("abbreviation", law.abbreviation.as_deref().map(|name| Yaml::japanese(&escape(name)))),
            ("number", Some(Yaml::japanese(&law.number))),
            ("review", Yaml::list((!law.is_sure).then(not_sure))),
        ])
    }))
}

/// The records of terms, with ids by position.
pub(super) fn term_records(terms: &[DefinedTerm], document: &str) -> Option<Yaml> {
    Yaml::list(terms.iter().enumerate().map(|(index, term)| {
        Yaml::mapping([
            ("id", Some(Yaml::Plain(format!("{document}-term-{}", index + 1)))),
            ("term", Some(Yaml::japanese(&escape(&term.term)))),
            ("definition", Some(Yaml::japanese(&escape(&term.definition)))),
            ("review", Yaml::list((!term.is_sure).then(not_sure))),
        ])
    }))
}

/// Whether the portal lists a law: by its number or name.
pub(super) fn is_known_law(law: &NamedLaw, laws: &[Law]) -> bool {
    let is = |text: &Text, word: &str| text.get(Language::Japanese).is_some_and(|text| fold(text) == fold(word));
    laws.iter()
        .any(|known| is(&known.name, &law.name) || known.number.as_ref().is_some_and(|number| is(number, &law.number)))
}

/// Whether the portal lists a term, or another word for it.
pub(super) fn is_known_term(term: &str, terms: &[Term]) -> bool {
    let term = fold(term);
    terms.iter().any(|known| {
        let aliases = known.aliases.iter().flat_map(|aliases| &aliases.ja).map(String::as_str);
        known.term.get(Language::Japanese).into_iter().chain(aliases).any(|word| fold(word) == term)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_are_named_with_their_number() {
        let text = "町は、除雪法(昭和40年法律第3号。以下「雪法」という。)道路の砂に関する規則（昭和41年運輸省令第12号）による。安全を目的とした雪害を防ぐための法律(平成2年法律第8号)";
        let read: Vec<String> = laws(text)
            .into_iter()
            .map(|law| format!("{} {} {:?} {}", law.id, law.name, law.abbreviation, law.is_sure))
            .collect();
        assert_eq!(
            read,
            [
                "act-1965-3 除雪法 Some(\"雪法\") true",
                "ordinance-1966-12 道路の砂に関する規則 None true",
                "act-1990-8 雪害を防ぐための法律 None false"
            ]
        );
    }

    #[test]
    fn terms_are_defined_in_brackets() {
        let text = "歩道の雪かき(以下「雪かき」という。)をする。除雪時間（砂をまく時間を除く時間をいう。以下同じ。）を測り、除雪法(昭和40年法律第3号。以下「雪法」という。)による。班に対する休憩等(休みをいう。以下同じ。)。";
        let read: Vec<(String, String, bool)> =
            terms(text).into_iter().map(|term| (term.term, term.definition, term.is_sure)).collect();
        let expected = [
            ("雪かき", "歩道の雪かき(以下「雪かき」という。)をする。", true),
            ("除雪時間", "砂をまく時間を除く時間", true),
            ("休憩等", "休み", false),
        ];
        assert_eq!(read, expected.map(|(term, definition, is_sure)| (term.to_owned(), definition.to_owned(), is_sure)));
    }
    #[test]
    fn places_of_laws_and_amounts_are_no_part_of_a_term() {
        let text = "砂をまく場所（同項第4号。以下「砂場」という。）を見る。1月当たりの除雪時間（雪をかく時間をいう。以下同じ。）を測る。「雪道」とは、雪の多い道をいう。";
        let read: Vec<(String, String)> = terms(text).into_iter().map(|term| (term.term, term.definition)).collect();
        let expected = [
            ("砂場", "砂をまく場所（同項第4号。以下「砂場」という。）を見る。"),
            ("除雪時間", "雪をかく時間"),
            ("雪道", "雪の多い道"),
        ];
        assert_eq!(read, expected.map(|(term, definition)| (term.to_owned(), definition.to_owned())));
    }
}
