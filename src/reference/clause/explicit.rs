//! References that an author writes down as such, in any text.
//!
//! ```text
//! reference = "[[" , target , [ "|" , words ] , "]]"                     also with ［［, ｜ and ］］
//! target    = [ path of a document , "/" ] , ( id | id with hyphens for its slashes | number as printed )
//!           | address that a browser shows
//! ```
//! `5/1/a/i`, `5-1-a-i`, `5(1)ア(イ)` and `/ja/guidance/overwork/5/1/#a-i` are one clause; `employer-seminars/d1` is a
//! directive. The own document comes first. Nothing is read in code, nor behind a backslash.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};
use unicode_normalization::UnicodeNormalization as _;

use crate::portal::{Portal, Provision, ProvisionKey, ProvisionKind};
use crate::reference::Found;
use crate::text::Language;

use super::{CitedClauses, ClauseCitation, Shown, Unresolved, candidates};

/// The references in a text of a document, an index of [`Portal::documents`], or of a page, which names provisions by
/// their full ids.
#[must_use]
pub fn read_explicit(portal: &Portal, document: Option<usize>, text: &str) -> Vec<Found<ClauseCitation>> {
    let found = brackets(text).into_iter().map(|Brackets { range, target, words }| {
        let mut provisions = find(portal, document, &text[target.clone()]);
        let (unresolved, candidates) = match provisions.as_slice() {
            [] => (Some(Unresolved::Missing), candidates::of_target(portal, document, &text[target])),
            [_] => (None, Vec::new()),
            _ => (Some(Unresolved::Ambiguous), std::mem::take(&mut provisions)),
        };
        let shown = words.map_or(Shown::Number, Shown::Words);
        let cited = CitedClauses { range: range.clone(), provisions, shown, unresolved, candidates };
        Found { range, what: ClauseCitation { targets: vec![cited] } }
    });
    found.collect()
}

/// A text with the words of its references in the place of their brackets, for where nothing can be a link.
///
/// ```
/// use shirube::reference::without_brackets;
/// assert_eq!(without_brackets("雪は[[5/1|上の項]]と[[5(2)]]のとおり"), "雪は上の項と5(2)のとおり");
/// ```
#[must_use]
pub fn without_brackets(text: &str) -> Cow<'_, str> {
    replaced(text, Into::into)
}

/// The same with printed numbers in the place of ids, where it is clear which provision of which document is meant.
#[must_use]
pub fn in_words<'t>(portal: &Portal, text: &'t str) -> Cow<'t, str> {
    replaced(text, |target| {
        let documents = named(portal, target).map_or(0..portal.documents.len(), |(document, _)| document..document + 1);
        let found: Vec<ProvisionKey> = documents.flat_map(|document| find(portal, Some(document), target)).collect();
        match found.as_slice() {
            [only] => portal.printed_number(*only).into(),
            _ => target.into(),
        }
    })
}

fn replaced<'t>(text: &'t str, shown_for: impl Fn(&'t str) -> Cow<'t, str>) -> Cow<'t, str> {
    let found = brackets(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    for Brackets { range, target, words } in found {
        shown.push_str(&text[at..range.start]);
        match words {
            Some(words) => shown.push_str(&text[words]),
            None => shown.push_str(&shown_for(&text[target])),
        }
        at = range.end;
    }
    shown.push_str(&text[at..]);
    Cow::Owned(shown)
}

/// `[[target|words]]`: bytes of the text.
struct Brackets {
    range: Range<usize>,
    target: Range<usize>,
    words: Option<Range<usize>>,
}

/// What opens and closes a reference, as it is typed without and with an input method.
const MARKS: [(&str, &str); 2] = [("[[", "]]"), ("［［", "］］")];

fn brackets(text: &str) -> Vec<Brackets> {
    let mut found: Vec<Brackets> = openings(text).filter_map(|(start, end)| brackets_at(text, start, end?)).collect();
    let mut behind = 0;
    found.retain(|brackets| {
        let is_next = brackets.range.start >= behind;
        behind = behind.max(if is_next { brackets.range.end } else { 0 });
        is_next
    });
    if !found.is_empty() {
        let code = code(text);
        found.retain(|brackets| !is_in(&code, brackets.range.start));
    }
    found
}

/// What looks like the beginning of a reference and is none: it is not closed on its line, or nothing is in it.
#[must_use]
pub fn stray_brackets(text: &str) -> Vec<Range<usize>> {
    let mut openings = openings(text).peekable();
    if openings.peek().is_none() {
        return Vec::new();
    }
    let (found, code) = (brackets(text), code(text));
    let is_read = |at: usize| found.iter().any(|brackets| brackets.range.contains(&at));
    openings
        .map(|(start, _)| start)
        .filter(|&start| !is_read(start) && !is_in(&code, start))
        .map(|start| start..start + text[start..].chars().take(2).map(char::len_utf8).sum::<usize>())
        .collect()
}

/// Where a reference may open, each with the end of its line or the mark that closes it.
fn openings(text: &str) -> impl Iterator<Item = (usize, Option<usize>)> {
    let of_mark = move |(open, close): (&'static str, &'static str)| {
        let starts = text.match_indices(open).map(|(start, _)| start);
        starts.filter(|start| !text[..*start].ends_with('\\')).map(move |start| {
            let inner = start + open.len();
            let line = text[inner..].lines().next().unwrap_or_default();
            (start, line.find(close).map(|end| inner + end))
        })
    };
    let mut all: Vec<_> = MARKS.into_iter().flat_map(of_mark).collect();
    all.sort_unstable();
    all.into_iter()
}

/// The reference that opens at `start` and of which the closing mark begins at `end`.
fn brackets_at(text: &str, start: usize, end: usize) -> Option<Brackets> {
    let close = text[end..].chars().take(2).map(char::len_utf8).sum::<usize>();
    let inner = start + close;
    if text[inner..end].contains(['[', '［']) {
        return None;
    }
    let bar = text[inner..end].find(['|', '｜']).map(|bar| inner + bar);
    // In a table of a Markdown page, a bar stands behind a backslash.
    let target = trimmed(text, inner..bar.unwrap_or(end));
    let target = target.start..target.start + text[target].trim_end_matches('\\').len();
    if target.is_empty() {
        return None;
    }
    let behind_bar = |bar: usize| bar + text[bar..].chars().next().map_or(0, char::len_utf8);
    let words = bar.map(|bar| trimmed(text, behind_bar(bar)..end)).filter(|words| !words.is_empty());
    Some(Brackets { range: start..end + close, target, words })
}

fn is_in(code: &[Range<usize>], at: usize) -> bool {
    code.iter().any(|code| code.contains(&at))
}

/// Where code stands in a Markdown text.
fn code(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES).into_offset_iter();
    let is_code = |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    events.filter(|(event, _)| is_code(event)).map(|(_, range)| range).collect()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let start = range.start + inner.len() - inner.trim_start().len();
    start..start + inner.trim().len()
}

/// The provision that a target means; several where its number is printed more than once.
fn find(portal: &Portal, document: Option<usize>, target: &str) -> Vec<ProvisionKey> {
    let own = document.map(|document| within(portal, document, target)).unwrap_or_default();
    if !own.is_empty() {
        return own;
    }
    named(portal, target).map(|(other, target)| within(portal, other, target)).unwrap_or_default()
}

/// The document that a target names by its path, and what is named there.
pub(super) fn named<'t>(portal: &Portal, target: &'t str) -> Option<(usize, &'t str)> {
    let in_address = |language: &Language| Some(target.split_once(&format!("/{}/", language.code()))?.1);
    let path = portal.languages().iter().find_map(in_address).unwrap_or(target);
    let mut documents = portal.documents.iter().enumerate();
    documents.find_map(|(document, own)| Some((document, path.strip_prefix(&own.path)?.strip_prefix('/')?)))
}

fn within(portal: &Portal, document: usize, target: &str) -> Vec<ProvisionKey> {
    let those = |is_meant: &dyn Fn(ProvisionKey, &Provision) -> bool| -> Vec<ProvisionKey> {
        let meant = portal.provisions_of(document).filter(|(key, provision)| is_meant(*key, provision));
        meant.map(|(key, _)| key).collect()
    };
    let mut found = those(&|_, provision| provision.id == target);
    if found.is_empty() {
        let wanted = dashed(target);
        found = those(&|_, provision| dashed(&provision.id) == wanted);
    }
    if found.is_empty() {
        let wanted = folded(target);
        found = those(&|key, provision| {
            provision.kind != ProvisionKind::Group && folded(&portal.printed_number(key)) == wanted
        });
    }
    found
}

/// An id or the end of an address with one sign between its parts.
pub(super) fn dashed(id: &str) -> String {
    id.trim_end_matches('/').replace("/#", "-").replace('/', "-")
}

/// A number without blanks, of one width, and without the の of 5の(1)のア.
pub(super) fn folded(number: &str) -> String {
    number.nfkc().filter(|one| !one.is_whitespace() && *one != 'の').collect()
}
