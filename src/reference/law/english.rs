//! Citations of laws in English texts.
//!
//! ```text
//! citation   = places , [ "," ] , "of" , law | places                       the law that its sentence named last
//! places     = place , { within } , { joint , ( place | number ) , { within } }
//! place      = [ [ "the" ] , before ] , ( article | table | part ) , { [ "," ] , part | "," , passage }
//! article    = [ "Supplementary Provisions" , "," ] , ( "Article" | "Articles" ) , number , { bracketed }
//! table      = "Appended Table" , [ number ]
//! part       = ( "paragraph" | "paragraphs" | "item" | "items" ) , ( number | bracketed )
//! before     = "items of" | "each item of" | "proviso to" | "first sentence of" | …
//! passage    = "each item" | "proviso" | "first sentence" | …
//! within     = [ "," ] , "of" , ( place | "the Supplementary Provisions" | same , ( "Article" | "paragraph" ) )
//! law        = [ "the" | "the former" | "the amended" ] , ( name | unknown | “ , ( name | unknown ) , ” )
//!            | ( same | "the said" | "the" ) , form
//! same       = "the same" | "that"
//! form       = "Act" | "Law" | "Ordinance" | "Order" | "Regulation" | "Regulations"
//! unknown    = words with capitals, of which the last is a form
//! joint      = "," | "or" | "and" | ", or" | ", and" | "to" | "through" | "–" | "-"
//! number     = digits , { ( "-" | "–" ) , digits }
//! bracketed  = "(" , ( digits | small Roman numerals ) , ")"
//! ```
//!
//! Numbers alone go on in a list only behind Articles, paragraphs and items, for Article 13 and 50 workers are one article;
//! and those in brackets behind one in brackets. Names are those of the portal and what the document calls its laws
//! (hereinafter the “Safety Act”). A quotation in “…” is a title and no citation, unless it is nothing but citations.

mod citation;
mod place;
mod words;

use citation::{Group, Reader};
use words::Words;

use super::name::{LawForm, LawNames};
use super::place::LawPlace;
use super::{CitedLaw, LawCitation};
use crate::reference::Found;
use crate::reference::definition::Definition;
use crate::reference::phrase::ends_sentence;

/// What “the same Act” and “the same Article” mean, and what laws are called.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    act: Option<CitedLaw>,
    other: Option<CitedLaw>,
    place: Option<(CitedLaw, LawPlace)>,
    names: Vec<(String, CitedLaw)>,
}

struct Parser<'p> {
    text: &'p str,
    laws: &'p LawNames,
    memory: &'p mut Memory,
    /// The law that the sentence named last.
    law: Option<CitedLaw>,
    /// Where the last quotation ends.
    quotations_end: usize,
    found: Vec<Found<LawCitation>>,
}

/// The citations in a text, in order.
pub(super) fn read(
    text: &str,
    laws: &LawNames,
    definitions: &[Definition],
    memory: &mut Memory,
) -> Vec<Found<LawCitation>> {
    let quotations_end = text.rfind('”').unwrap_or(0);
    let mut parser = Parser { text, laws, memory, law: None, quotations_end, found: Vec::new() };
    let mut names = definitions.iter().peekable();
    let mut at = 0;
    while at < text.len() {
        while let Some(name) = names.next_if(|name| name.range.start <= at) {
            parser.learn(name);
        }
        at = parser.step(at);
    }
    for name in names {
        parser.learn(name);
    }
    parser.found
}

impl Parser<'_> {
    /// Reads what stands at `at`, where a word may begin, and says where to go on.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let Some(first) = rest.chars().next() else { return self.text.len() };
        let after = at + first.len_utf8();
        if first == '“' && at < self.quotations_end {
            return self.quotation(after);
        }
        if first == '.' && ends_sentence(self.text, at) || rest.starts_with("\n\n") {
            self.law = None;
        }
        let begins_word = !self.text[..at].ends_with(char::is_alphanumeric);
        if !begins_word || !first.is_alphabetic() {
            return after;
        }
        match self.reader(self.text.len()).group(at) {
            Ok(group) => return self.take(group),
            Err(end) if end > at => return end,
            Err(_) => {}
        }
        match self.reader(self.text.len()).known(at) {
            Some((law, end)) => {
                self.name(law);
                end
            }
            None => at + rest.find(|one: char| !one.is_alphanumeric()).unwrap_or(rest.len()),
        }
    }

    /// Reads up to a place.
    fn reader(&self, end: usize) -> Reader<'_> {
        let text = Words(&self.text[..end]);
        Reader { text, laws: self.laws, memory: self.memory, law: self.law.as_ref() }
    }

    fn quotation(&mut self, from: usize) -> usize {
        let Some(to) = self.text[from..].find('”').map(|length| from + length) else { return from };
        if let Ok(group) = self.reader(to).group(from)
            && group.end == to
        {
            self.take(group);
        }
        to + '”'.len_utf8()
    }

    /// A name is given to a law.
    fn learn(&mut self, name: &Definition) {
        let words = &self.text[name.means.clone()];
        if let Some(law) = self.reader(0).meant(words, name.is_of_law()) {
            self.memory.names.retain(|(term, _)| *term != name.term);
            self.memory.names.push((name.term.clone(), law));
        }
    }

    /// A law is named.
    fn name(&mut self, law: CitedLaw) {
        let is_act = self.reader(0).form(&law) == LawForm::Act;
        *(if is_act { &mut self.memory.act } else { &mut self.memory.other }) = Some(law.clone());
        self.law = Some(law);
    }

    /// Notes the places of a group, and says where it ends.
    fn take(&mut self, group: Group) -> usize {
        self.name(group.law.clone());
        for waiting in group.places {
            self.memory.place = Some((group.law.clone(), waiting.place.clone()));
            let what = LawCitation { law: group.law.clone(), place: waiting.place, relation: waiting.relation };
            self.found.push(Found { range: waiting.range, what });
        }
        group.end
    }
}
