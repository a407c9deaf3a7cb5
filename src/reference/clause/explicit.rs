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

use crate::portal::{Portal, ProvisionKey};
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
    scanned(text).0
}

/// What looks like the beginning of a reference and is none: it is not closed on its line, or nothing is in it.
#[must_use]
pub fn stray_brackets(text: &str) -> Vec<Range<usize>> {
    scanned(text).1
}

/// What a reference that stands alone names.
pub(in crate::reference) fn target(reference: &str) -> &str {
    brackets(reference).into_iter().next().map_or(reference, |brackets| &reference[brackets.target])
}

/// The references of a text, and the marks that open none.
fn scanned(text: &str) -> (Vec<Brackets>, Vec<Range<usize>>) {
    let mut openings: Vec<(Range<usize>, Option<Brackets>)> = Vec::new();
    for (open, close) in MARKS {
        let closings: Vec<usize> = text.match_indices(close).map(|(at, _)| at).collect();
        for (start, _) in text.match_indices(open).filter(|(start, _)| !text[..*start].ends_with('\\')) {
            let inner = start + open.len();
            let end = closings.get(closings.partition_point(|end| *end < inner));
            openings.push((start..inner, end.and_then(|end| opened(text, start, inner..*end))));
        }
    }
    let (mut found, mut stray) = (Vec::new(), Vec::new());
    if openings.is_empty() {
        return (found, stray);
    }
    openings.sort_by_key(|(mark, _)| mark.start);
    let code = code(text);
    let is_code =
        |at: usize| code.get(code.partition_point(|code| code.end <= at)).is_some_and(|code| code.start <= at);
    let mut behind = 0;
    for (mark, brackets) in openings {
        if mark.start < behind || is_code(mark.start) {
            continue;
        }
        match brackets {
            Some(brackets) => {
                behind = brackets.range.end;
                found.push(brackets);
            }
            None => stray.push(mark),
        }
    }
    (found, stray)
}

/// The reference that opens at `start` with `inner` between its marks.
fn opened(text: &str, start: usize, inner: Range<usize>) -> Option<Brackets> {
    let words = &text[inner.clone()];
    if words.contains(['[', '［', '\n']) {
        return None;
    }
    let bar = words.char_indices().find(|(_, one)| matches!(one, '|' | '｜'));
    let bar = bar.map(|(at, one)| inner.start + at..inner.start + at + one.len_utf8());
    let target = trimmed(text, inner.start..bar.as_ref().map_or(inner.end, |bar| bar.start));
    // In a table of a Markdown page, a bar stands behind a backslash.
    let target = target.start..target.start + text[target].trim_end_matches('\\').len();
    if target.is_empty() {
        return None;
    }
    let words = bar.map(|bar| trimmed(text, bar.end..inner.end)).filter(|words| !words.is_empty());
    let mark = inner.start - start;
    Some(Brackets { range: start..inner.end + mark, target, words })
}

/// Where code stands in a Markdown text, in order.
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
    let within = |(document, target): (usize, &str)| portal.targets.within(portal, document, target);
    let own = document.map(|document| within((document, target))).unwrap_or_default();
    if own.is_empty() { named(portal, target).map(within).unwrap_or_default() } else { own }
}

/// The document that a target names by its path, and what is named there.
pub(super) fn named<'t>(portal: &Portal, target: &'t str) -> Option<(usize, &'t str)> {
    let in_address = |language: &Language| Some(target.split_once(&format!("/{}/", language.code()))?.1);
    let path = portal.languages().iter().find_map(in_address).unwrap_or(target);
    let mut documents = portal.documents.iter().enumerate();
    documents.find_map(|(document, own)| Some((document, path.strip_prefix(&own.path)?.strip_prefix('/')?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_references_or_stray() {
        for (text, targets, stray) in [
            ("[[a]]と[[b|c]]", &["a", "b"][..], &[][..]),
            ("［［a｜c］］と[[a\\|c]]", &["a", "a"], &[]),
            ("[[a]]]]", &["a"], &[]),
            ("[[[[a]]]]", &["a"], &["[["]),
            ("[[a\nb]]と[[ ]]", &[], &["[[", "[["]),
            ("[[a］］と[[b]]", &["b"], &["[["]),
            ("\\[[a]]と`[[a]]`と[a]", &[], &[]),
        ] {
            let (found, marks) = scanned(text);
            let named: Vec<&str> = found.into_iter().map(|found| &text[found.target]).collect();
            let marks: Vec<&str> = marks.into_iter().map(|mark| &text[mark]).collect();
            assert_eq!((named.as_slice(), marks.as_slice()), (targets, stray), "{text}");
        }
    }

    /// In a long text that is read anew from each mark it would take seconds.
    #[test]
    fn the_time_grows_with_the_text() {
        for words in ["[[", "[[a", "[[a]]", "]]", "`[[a]]` ", "［［a]]"] {
            let text = words.repeat(200_000 / words.len());
            let _ = scanned(&text);
        }
    }
}
