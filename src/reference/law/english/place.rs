//! Places of a law as English texts say them, before it is known in what they lie.

use std::ops::Range;

use super::words::Words;
use crate::reference::law::Relation;
use crate::reference::law::place::{Division, LawPlace, Passage, Unit, Within};

/// A place that waits for its law.
#[derive(Debug)]
pub(super) struct Waiting {
    pub range: Range<usize>,
    /// What its own words say; what lies around it may be missing.
    pub place: LawPlace,
    pub relation: Relation,
}

/// What numbers without a word go on with in a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Further {
    unit: Unit,
    /// Behind Articles or paragraphs any number goes on, behind Article 36(1) only one in brackets.
    is_plural: bool,
    /// Behind and, a comma ends the list.
    is_last: bool,
}

/// What joins two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Joint {
    pub is_range: bool,
    has_comma: bool,
    has_word: bool,
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Each(Unit),
    Passage(Passage),
}

/// What may stand before the place that it is a part of.
const BEFORE: [(&str, Part); 12] = [
    ("items of", Part::Each(Unit::Item)),
    ("each item of", Part::Each(Unit::Item)),
    ("paragraphs of", Part::Each(Unit::Paragraph)),
    ("each paragraph of", Part::Each(Unit::Paragraph)),
    ("proviso to", Part::Passage(Passage::Proviso)),
    ("proviso of", Part::Passage(Passage::Proviso)),
    ("first sentence of", Part::Passage(Passage::First)),
    ("second sentence of", Part::Passage(Passage::Second)),
    ("main clause of", Part::Passage(Passage::Main)),
    ("main text of", Part::Passage(Passage::Main)),
    ("main clause to", Part::Passage(Passage::Main)),
    ("lead of", Part::Passage(Passage::Lead)),
];

/// What may stand behind it, after a comma.
const BEHIND: [(&str, Part); 7] = [
    ("each item", Part::Each(Unit::Item)),
    ("each paragraph", Part::Each(Unit::Paragraph)),
    ("proviso", Part::Passage(Passage::Proviso)),
    ("first sentence", Part::Passage(Passage::First)),
    ("second sentence", Part::Passage(Passage::Second)),
    ("main clause", Part::Passage(Passage::Main)),
    ("main text", Part::Passage(Passage::Main)),
];

/// Paragraphs and items, and whether there are several.
const DIVISIONS: [(&str, (Unit, bool)); 8] = [
    ("paragraph", (Unit::Paragraph, false)),
    ("Paragraph", (Unit::Paragraph, false)),
    ("paragraphs", (Unit::Paragraph, true)),
    ("Paragraphs", (Unit::Paragraph, true)),
    ("item", (Unit::Item, false)),
    ("Item", (Unit::Item, false)),
    ("items", (Unit::Item, true)),
    ("Items", (Unit::Item, true)),
];

const ARTICLES: [(&str, bool); 2] = [("Article", false), ("Articles", true)];

/// A place, with what numbers behind it go on and where it ends.
type Read = (LawPlace, Option<Further>, usize);

/// The place whose words begin at `start`.
pub(super) fn place(text: Words<'_>, start: usize) -> Option<Read> {
    let part = text.one_of(text.optional(start, "the"), &BEFORE);
    let (mut place, further, end) = whole(text, part.map_or(start, |(_, end)| end))?;
    if let Some((part, _)) = part {
        put(&mut place, part)?;
    }
    Some((place, further, end))
}

/// A place that goes on in a list, behind `before`, with its number alone.
pub(super) fn bare(text: Words<'_>, start: usize, joint: Joint, further: Further, before: &LawPlace) -> Option<Read> {
    let Further { unit, is_plural, is_last } = further;
    let (number, end) = match unit {
        _ if is_plural && is_last && !joint.has_word => None,
        Unit::Article => text.number(start),
        _ if is_plural => text.division(start),
        // (1) under Article 36(1), (2) under Article 39: marks of a list.
        _ if joint.has_comma => None,
        _ => text.bracketed(start).map(|(bracketed, end)| (bracketed.number, end)),
    }?;
    let mut place = LawPlace::default();
    if unit == Unit::Article {
        place.within = before.within.clone();
    }
    set(&mut place, unit, number);
    let is_last = is_last || joint.has_word && !joint.is_range;
    Some(behind(text, end, place, Some(Further { is_last, ..further })))
}

/// A joint, and where it ends.
pub(super) fn joint(text: Words<'_>, at: usize) -> Option<(Joint, usize)> {
    const WORDS: [(&str, bool); 6] =
        [("or", false), ("and", false), ("to", true), ("through", true), ("–", true), ("-", true)];
    let comma = text.words(at, ",");
    let has_comma = comma.is_some();
    match text.one_of(comma.unwrap_or(at), &WORDS) {
        Some((is_range, end)) => Some((Joint { is_range, has_comma, has_word: true }, end)),
        None => comma.map(|end| (Joint { is_range: false, has_comma, has_word: false }, end)),
    }
}

/// How far inside the words of a place begin: 0 for a table or the supplementary provisions, 1 for an article, 2 for a
/// paragraph, 3 for an item.
pub(super) fn level(place: &LawPlace) -> u8 {
    if place.within != Within::Main {
        0
    } else if place.article.is_some() {
        1
    } else if place.paragraph.is_some() {
        2
    } else {
        3
    }
}

/// A place, with what its words leave out taken from what it lies in.
pub(super) fn within(place: &LawPlace, around: &LawPlace) -> LawPlace {
    LawPlace {
        within: if place.within == Within::Main { around.within.clone() } else { place.within.clone() },
        article: place.article.clone().or_else(|| around.article.clone()),
        paragraph: place.paragraph.clone().or_else(|| around.paragraph.clone()),
        ..place.clone()
    }
}

fn whole(text: Words<'_>, start: usize) -> Option<Read> {
    let mut place = LawPlace::default();
    if let Some(end) = text.words(text.optional(start, "the"), "Appended Table") {
        let (number, end) = text.number(end).map_or((None, end), |(number, end)| (Some(number), end));
        place.within = Within::Table(number);
        return Some(behind(text, end, place, None));
    }
    let mut from = start;
    if let Some(end) = text.words(start, "Supplementary Provisions") {
        place.within = Within::Supplementary;
        from = text.optional(end, ",");
    }
    let (unit, is_plural, number, end) = match text.one_of(from, &ARTICLES) {
        Some((is_plural, after)) => {
            let (number, end) = text.number(after)?;
            (Unit::Article, is_plural, number, end)
        }
        None => division(text, from)?,
    };
    set(&mut place, unit, number);
    Some(behind(text, end, place, Further::behind(unit, is_plural)))
}

/// Reads what follows a place and lies in it.
fn behind(text: Words<'_>, mut end: usize, mut place: LawPlace, mut further: Option<Further>) -> Read {
    // (1) is a paragraph only directly behind its article.
    let mut is_direct = place.article.is_some();
    loop {
        let after_comma = text.words(end, ",");
        if let Some((unit, is_plural, number, after)) = division(text, after_comma.unwrap_or(end))
            && is_free(&place, unit)
        {
            set(&mut place, unit, number);
            (further, end, is_direct) = (Further::behind(unit, is_plural), after, false);
        } else if let Some((part, after)) = after_comma.and_then(|at| text.one_of(at, &BEHIND))
            && put(&mut place, part).is_some()
        {
            (further, end, is_direct) = (None, after, false);
        } else if is_direct
            && let Some((bracketed, after)) = text.bracketed(end)
            && let unit = if bracketed.is_roman || place.paragraph.is_some() { Unit::Item } else { Unit::Paragraph }
            && is_free(&place, unit)
        {
            set(&mut place, unit, bracketed.number);
            // Articles 36(1) and 39(2).
            further = further.or(Some(Further { unit, is_plural: false, is_last: false }));
            end = after;
        } else {
            return (place, further, end);
        }
    }
}

impl Further {
    fn behind(unit: Unit, is_plural: bool) -> Option<Self> {
        is_plural.then_some(Self { unit, is_plural, is_last: false })
    }
}

fn division(text: Words<'_>, at: usize) -> Option<(Unit, bool, String, usize)> {
    let ((unit, is_plural), after) = text.one_of(at, &DIVISIONS)?;
    let (number, end) = text.division(after)?;
    Some((unit, is_plural, number, end))
}

/// Whether a place can still have a part of this kind.
fn is_free(place: &LawPlace, unit: Unit) -> bool {
    let is_free = place.item.is_none() && place.passage.is_none();
    is_free && (unit == Unit::Item || place.paragraph.is_none())
}

fn set(place: &mut LawPlace, unit: Unit, number: String) {
    match unit {
        Unit::Article => place.article = Some(number),
        Unit::Paragraph => place.paragraph = Some(Division::Number(number)),
        Unit::Item => place.item = Some(Division::Number(number)),
    }
}

fn put(place: &mut LawPlace, part: Part) -> Option<()> {
    match part {
        Part::Each(unit) if !is_free(place, unit) => return None,
        Part::Each(Unit::Item) => place.item = Some(Division::Each),
        Part::Each(_) => place.paragraph = Some(Division::Each),
        Part::Passage(_) if place.passage.is_some() => return None,
        Part::Passage(passage) => place.passage = Some(passage),
    }
    Some(())
}
