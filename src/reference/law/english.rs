//! Citations of laws in English texts.
//!
//! ```text
//! citation   = places , [ "," ] , "of" , law | places                       the law that its sentence named last
//! places     = place , { joint , ( place | numbers ) }
//! place      = [ "the items of" ] , ( "Article" | "Articles" ) , number , { "," , part } | part , "of the same Article"
//! part       = "paragraph" , number | "item" , number
//! law        = [ "the" ] , name | ( "the same" | "that" ) , form | [ "the" ] , unknown
//! form       = "Act" | "Law" | "Ordinance" | "Order" | "Regulation"
//! unknown    = words with capitals, of which the last is a form
//! joint      = "," | "or" | "and" | ", or" | ", and" | "to"
//! number     = digits , { "-" , digits }
//! ```
//!
//! A quotation in “…” is a title and no citation, unless it is nothing but citations.

use super::name::{LawForm, LawNames};
use super::place::{Division, LawPlace};
use super::{CitedLaw, LawCitation, Relation};
use crate::reference::Found;

/// What “the same Act” and “the same Article” mean.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    act: Option<CitedLaw>,
    other: Option<CitedLaw>,
    article: Option<(CitedLaw, String)>,
}

const FORMS: [(&str, LawForm); 6] = [
    ("Act", LawForm::Act),
    ("Law", LawForm::Act),
    ("Ordinance", LawForm::Rule),
    ("Order", LawForm::Order),
    ("Regulations", LawForm::Rule),
    ("Regulation", LawForm::Rule),
];

/// A place in a group that waits for its law.
struct Waiting {
    start: usize,
    end: usize,
    place: LawPlace,
    relation: Relation,
}

struct Parser<'p> {
    text: &'p str,
    laws: &'p LawNames,
    memory: &'p mut Memory,
    /// The law that the sentence named last.
    law: Option<CitedLaw>,
    found: Vec<Found<LawCitation>>,
}

/// The citations in a text, in order.
pub(super) fn read(text: &str, laws: &LawNames, memory: &mut Memory) -> Vec<Found<LawCitation>> {
    let mut parser = Parser { text, laws, memory, law: None, found: Vec::new() };
    let mut at = 0;
    while at < text.len() {
        at = parser.step(at);
    }
    parser.found
}

impl Parser<'_> {
    /// Reads what stands at `at`, where a word may begin, and says where to go on.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let Some(first) = rest.chars().next() else { return self.text.len() };
        let after = at + first.len_utf8();
        if first == '“'
            && let Some(length) = rest.find('”')
        {
            return self.quotation(after, at + length);
        }
        if first == '.' && rest[1..].starts_with(char::is_whitespace) || rest.starts_with("\n\n") {
            self.law = None;
        }
        let begins_word = !self.text[..at].ends_with(char::is_alphanumeric);
        if !begins_word || !first.is_alphabetic() {
            return after;
        }
        if let Some(end) = self.group(at) {
            return end;
        }
        match self.known(at) {
            Some((law, end)) => {
                self.name(law);
                end
            }
            None => at + rest.find(|one: char| !one.is_alphanumeric()).unwrap_or(rest.len()),
        }
    }

    fn quotation(&mut self, from: usize, to: usize) -> usize {
        let mut memory = self.memory.clone();
        let text = &self.text[..to];
        let mut within =
            Parser { text, laws: self.laws, memory: &mut memory, law: self.law.clone(), found: Vec::new() };
        let is_whole = within.group(from).is_some_and(|end| end == to);
        if is_whole {
            let found = within.found;
            self.found.extend(found);
            *self.memory = memory;
        }
        to + '”'.len_utf8()
    }

    /// A law is named.
    fn name(&mut self, law: CitedLaw) {
        let is_act = match &law {
            CitedLaw::Known(_) => LawForm::of(self.laws.full(&law)).is_none_or(|form| form == LawForm::Act),
            CitedLaw::Unknown(name) => name.ends_with("Act") || name.ends_with("Law"),
        };
        *(if is_act { &mut self.memory.act } else { &mut self.memory.other }) = Some(law.clone());
        self.law = Some(law);
    }

    /// Reads places with their law.
    fn group(&mut self, start: usize) -> Option<usize> {
        let mut waiting: Vec<Waiting> = Vec::new();
        let mut at = self.place(start, None, &mut waiting)?;
        while let Some((next, joint)) = self.joint(at) {
            let before = waiting.len();
            let Some(end) = self.place(next, Some(at), &mut waiting) else { break };
            if joint == "to" && before > 0 {
                waiting[before - 1].relation = Relation::RangeStart;
                waiting[before].relation = Relation::RangeEnd;
            }
            at = end;
        }
        let of = self.words(at, ",").unwrap_or(at);
        let of = self.words(of, "of");
        if let Some((article, end)) = of.and_then(|of| self.same_article(of)) {
            self.take(waiting, Some(end), &article.0, Some(&article.1));
            return Some(end);
        }
        let named = of.and_then(|of| self.law(of));
        let (law, end) = match named {
            Some((law, end)) => (law, Some(end)),
            None => (self.law.clone()?, None),
        };
        waiting.first()?.place.article.as_ref()?;
        self.name(law.clone());
        self.take(waiting, end, &law, None);
        Some(end.unwrap_or(at))
    }

    /// Notes the places of a group; the last has the words of the law in it.
    fn take(&mut self, waiting: Vec<Waiting>, end: Option<usize>, law: &CitedLaw, article: Option<&String>) {
        let last = waiting.len().saturating_sub(1);
        for (index, Waiting { start, end: own_end, mut place, relation }) in waiting.into_iter().enumerate() {
            if place.article.is_none() {
                place.article = article.cloned();
            }
            if let Some(article) = &place.article {
                self.memory.article = Some((law.clone(), article.clone()));
            }
            let end = end.filter(|_| index == last).unwrap_or(own_end);
            let what = LawCitation { law: law.clone(), place, relation };
            // Behind or and and the blank is no word of the citation.
            self.found.push(Found { range: self.skip_blanks(start)..end, what });
        }
    }

    /// Reads a place, which goes on from the one before it if `joined` is its end.
    fn place(&self, start: usize, joined: Option<usize>, waiting: &mut Vec<Waiting>) -> Option<usize> {
        let before = waiting.last().filter(|_| joined.is_some()).map(|waiting| waiting.place.clone());
        let mut place = LawPlace::default();
        let of_items = self.words(start, "the items of").or_else(|| self.words(start, "items of"));
        let from = of_items.unwrap_or(start);
        let article = self.words(from, "Articles").or_else(|| self.words(from, "Article"));
        let mut end = if let Some(after) = article {
            let (number, end) = self.number(after)?;
            place.article = Some(number);
            end
        } else if let Some((part, number, end)) = self.part(start) {
            place = before.unwrap_or_default();
            put(&mut place, part, number);
            end
        } else {
            // Articles 13, 13-2 and 13-3; nothing else goes on with numbers alone.
            let before = before.filter(|before| before.article.is_some() && before.paragraph.is_none())?;
            let (number, end) = self.number(start)?;
            place = LawPlace { article: Some(number), item: None, ..before };
            end
        };
        while let Some((part, number, after)) = self.words(end, ",").and_then(|after| self.part(after)) {
            let is_further = match part {
                Part::Paragraph => place.paragraph.is_some() || place.item.is_some(),
                Part::Item => place.item.is_some(),
            };
            if is_further {
                break;
            }
            put(&mut place, part, number);
            end = after;
        }
        if of_items.is_some() {
            place.item = Some(Division::Each);
        }
        waiting.push(Waiting { start, end, place, relation: Relation::Single });
        Some(end)
    }

    fn part(&self, at: usize) -> Option<(Part, String, usize)> {
        let parts = [
            ("paragraph", Part::Paragraph),
            ("Paragraph", Part::Paragraph),
            ("item", Part::Item),
            ("Item", Part::Item),
        ];
        let (after, part) = parts.into_iter().find_map(|(word, part)| Some((self.words(at, word)?, part)))?;
        let (number, end) = self.number(after)?;
        Some((part, number, end))
    }

    fn joint(&self, at: usize) -> Option<(usize, &'static str)> {
        let after_comma = self.words(at, ",");
        let word =
            ["or", "and", "to"].into_iter().find_map(|word| Some((self.words(after_comma.unwrap_or(at), word)?, word)));
        word.or(after_comma.map(|after| (after, ",")))
    }

    fn same_article(&self, at: usize) -> Option<((CitedLaw, String), usize)> {
        let end = ["the same Article", "that Article"].iter().find_map(|words| self.words(at, words))?;
        Some((self.memory.article.clone()?, end))
    }

    fn law(&self, at: usize) -> Option<(CitedLaw, usize)> {
        if let Some(after) = self.words(at, "the same").or_else(|| self.words(at, "that")) {
            let (form, end) = FORMS.iter().find_map(|(word, form)| Some((form, self.words(after, word)?)))?;
            let said = if *form == LawForm::Act { &self.memory.act } else { &self.memory.other };
            let law = said.clone().unwrap_or_else(|| CitedLaw::Unknown(self.text[at..end].trim().to_owned()));
            return Some((law, end));
        }
        let at = self.words(at, "the").unwrap_or(at);
        self.known(at).or_else(|| self.unknown(at))
    }

    /// A law of the portal by its name.
    fn known(&self, at: usize) -> Option<(CitedLaw, usize)> {
        (self.laws.english.iter()).find_map(|(name, law)| Some((CitedLaw::Known(*law), self.words(at, name)?)))
    }

    /// Words with capitals, of which the last says that they are a law.
    fn unknown(&self, at: usize) -> Option<(CitedLaw, usize)> {
        const SMALL: [&str; 7] = ["on", "of", "for", "and", "the", "to", "in"];
        let start = self.skip_blanks(at);
        let (mut end, mut last) = (start, None);
        for word in self.text[start..].split_inclusive([' ', '\n']) {
            let bare = word.trim_end_matches(|one: char| !one.is_alphanumeric());
            if !bare.starts_with(char::is_uppercase) && !SMALL.contains(&bare) {
                break;
            }
            if FORMS.iter().any(|(form, _)| *form == bare) && end > start {
                last = Some(end + bare.len());
                if bare == "Act" || bare == "Law" {
                    break;
                }
            }
            if bare.len() < word.trim_end().len() {
                break;
            }
            end += word.len();
        }
        let end = last?;
        Some((CitedLaw::Unknown(self.text[start..end].split_whitespace().collect::<Vec<_>>().join(" ")), end))
    }

    fn number(&self, at: usize) -> Option<(String, usize)> {
        let start = self.skip_blanks(at);
        let rest = &self.text[start..];
        let is_inside = |one: char| one.is_ascii_digit() || one == '-';
        let number = rest[..rest.find(|one| !is_inside(one)).unwrap_or(rest.len())].trim_end_matches('-');
        let is_number = number.split('-').all(|part| (1..=4).contains(&part.len()));
        let ends = !rest[number.len()..].starts_with(char::is_alphanumeric);
        (is_number && ends).then(|| (number.to_owned(), start + number.len()))
    }

    fn skip_blanks(&self, at: usize) -> usize {
        self.text.len() - self.text[at..].trim_start().len()
    }

    /// Where the text goes on behind these words, which stand at `at` with any blanks before and between them.
    fn words(&self, at: usize, words: &str) -> Option<usize> {
        let mut end = at;
        for word in words.split_whitespace() {
            end = self.skip_blanks(end);
            end += self.text[end..].strip_prefix(word).map(|_| word.len())?;
            let is_cut = word.ends_with(char::is_alphanumeric) && self.text[end..].starts_with(char::is_alphanumeric);
            if is_cut {
                return None;
            }
        }
        Some(end)
    }
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Paragraph,
    Item,
}

fn put(place: &mut LawPlace, part: Part, number: String) {
    match part {
        Part::Paragraph => {
            place.paragraph = Some(Division::Number(number));
            place.item = None;
        }
        Part::Item => place.item = Some(Division::Number(number)),
    }
}
