//! What stands in quotation marks: a short name that is given to a law, the name of a law, citations, or a title.

use std::ops::Range;

use super::{Before, Parser, State, Token, lexer, name};
use crate::reference::definition::Definition;
use crate::reference::law::CitedLaw;
use crate::reference::law::name::LawForm;

/// The outermost quotations of a text, with their marks.
pub(super) fn outermost(text: &str) -> Vec<Range<usize>> {
    let mut open = Vec::new();
    let mut pairs: Vec<Range<usize>> = Vec::new();
    for (at, one) in text.char_indices() {
        match one {
            '「' | '『' => open.push((one, at)),
            '」' | '』' => {
                let opening = if one == '」' { '「' } else { '『' };
                if let Some((_, start)) = open.pop_if(|(mark, _)| *mark == opening) {
                    while pairs.pop_if(|inner| inner.start > start).is_some() {}
                    pairs.push(start..at + one.len_utf8());
                }
            }
            _ => {}
        }
    }
    pairs
}

impl Parser<'_> {
    /// Reads what begins with an opening mark; what is none of these is a word, so that 「手引き」第5条 is no article of a law.
    pub(super) fn quotation(&mut self, range: Range<usize>) {
        let found = self.quotations.binary_search_by_key(&range.start, |quotation| quotation.start);
        let Some(quotation) = found.ok().map(|index| self.quotations[index].clone()) else {
            return self.neither(range.end);
        };
        let last = self.text[..quotation.end].chars().next_back().map_or(0, char::len_utf8);
        let inner = range.end..quotation.end - last;
        self.at = quotation.end;
        self.state.words = quotation.end;
        if self.text[inner.clone()].contains(['「', '『']) {
            return self.word();
        }
        let is_within = |defined: &&Definition| inner.start <= defined.range.start && defined.range.end <= inner.end;
        let defined = self.definitions.iter().find(is_within).filter(|defined| LawForm::of(&defined.term).is_some());
        if let Some((term, law)) = defined.and_then(|defined| Some((defined.term.clone(), self.meant(defined)?))) {
            self.names.insert(&term, law);
            return self.word();
        }
        if let Some(law) = self.law_with_title(inner.clone(), quotation.end) {
            return self.name(law, Some(quotation.start));
        }
        self.quoted(inner);
        self.word();
    }

    /// The law for which a defined name stands.
    fn meant(&self, defined: &Definition) -> Option<CitedLaw> {
        let means = &self.text[defined.means.clone()];
        let name = name::at_end(means);
        match (name.map(|name| self.laws.law_called(name)), self.outside.last()) {
            (Some(law @ CitedLaw::Known(_)), _) => Some(law),
            (_, Some(State { before: Before::Law(law, _), .. })) => Some(law.clone()),
            // What only ends like a name (雪を除く法) is not taken for one.
            (Some(law), _) if name == Some(means) && self.names.get(&defined.term).is_none() => Some(law),
            _ => None,
        }
    }

    /// The law whose name is all that a quotation says; one that is not known where a place or brackets follow.
    fn law_with_title(&self, inner: Range<usize>, end: usize) -> Option<CitedLaw> {
        let (title, rest) = (&self.text[inner], &self.text[end..]);
        if let Some(law) = self.names.get(title) {
            return Some(law.clone());
        }
        let is_used = lexer::is_before_place(rest) || rest.starts_with(['(', '（']);
        (is_used && name::at_end(title) == Some(title)).then(|| self.laws.law_called(title))
    }

    /// Takes the citations of a quotation, if it says nothing else.
    fn quoted(&mut self, inner: Range<usize>) {
        let mut within = Parser {
            text: &self.text[..inner.end],
            at: inner.start,
            laws: self.laws,
            names: &mut *self.names,
            state: State { before: Before::Nothing, words: inner.start, ..self.state.clone() },
            outside: Vec::new(),
            quotations: Vec::new(),
            definitions: &[],
            found: Vec::new(),
        };
        while within.at < inner.end {
            within.step();
        }
        let (found, state) = (within.found, within.state);
        let mut from = inner.start;
        for citation in &found {
            if !self.is_joints(from..citation.range.start) {
                return;
            }
            from = citation.range.end;
        }
        if !found.is_empty() && self.is_joints(from..inner.end) {
            self.state.said = state.said;
            self.found.extend(found);
        }
    }

    /// Whether there is nothing but joints in a stretch of the text.
    fn is_joints(&self, range: Range<usize>) -> bool {
        let mut rest = self.text[range].trim();
        while !rest.is_empty() {
            let (token, length) = lexer::token(rest, self.names);
            if !matches!(token, Token::Separator | Token::From | Token::Until) {
                return false;
            }
            rest = rest[length..].trim_start();
        }
        true
    }
}
