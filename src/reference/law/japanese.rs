//! Citations of laws in Japanese texts.
//!
//! ```text
//! citation   = law , place , { joint , ( law , place | place | part ) } ;
//! law        = name , [ 施行令 | 施行規則 ] , [ aside ] , [ の ]
//!            | 同法 | 同令 | 同則 | 同規則                      the last of its kind
//!            | unknown                                        a word in 法, 法律, 令, 規則, 則
//! place      = [ 附則 , [ aside ] ] , article , [ part ] | 附則 , [ part ] | 別表 , [ 第N ] , [ part ]
//!            | ( 同条 | 同項 | 同号 ) , { 同項 | 同号 } , [ part ]
//! article    = 第N条 , { のM }
//! part       = [ 第N項 | 各項 ] , [ ( 第N号 , { のM } | 各号 ) , [ イ , [ (1) ] ] ] , [ passage ]   not empty
//! passage    = 前段 | 後段 | 本文 | ただし書 | 柱書 | 各号列記以外の部分
//! joint      = { 、 | ・ | 又は | 及び | 若しくは | 並びに } | ( から | 乃至 ) … まで
//! aside      = （ … 。以下「name」という。）                  a definition (`definition/japanese.rs`)
//! N, M       = digits: ASCII, full-width or kanji
//! ```
//!
//! - A part without an article goes on from the place right before it.
//! - An article without a law belongs to the law that its sentence named last; right behind another word or quotation, or
//!   behind its の (就業規則第5条, 協定の第5条), it belongs to something else.
//! - An article that a joint follows on one of the supplementary provisions is one of them too.
//! - What is said in brackets changes nothing for what follows them.
//! - A quotation is a title and no citation, unless it is nothing but citations, or the name of a law.
//! - 前条 and 次項 belong to the text of a law itself and are none.

mod quotation;
mod state;

use std::ops::Range;

use super::lexer::{self, Token};
use super::name::{self, LawForm, LawNames, Names};
use super::place::{Division, LawPlace, Unit, Within};
use super::{CitedLaw, LawCitation, Relation};
use crate::reference::Found;
use crate::reference::definition::Definition;

pub(super) use state::Memory;
use state::{Before, Joint, State};

struct Parser<'p> {
    text: &'p str,
    at: usize,
    laws: &'p LawNames,
    names: &'p mut Names,
    state: State,
    /// The states outside of the brackets that are open.
    outside: Vec<State>,
    quotations: Vec<Range<usize>>,
    /// The terms that the text defines in quotation marks: names of laws may be among them.
    definitions: &'p [Definition],
    found: Vec<Found<LawCitation>>,
}

/// The citations in a text, in order.
pub(super) fn read(
    text: &str,
    laws: &LawNames,
    definitions: &[Definition],
    memory: &mut Memory,
) -> Vec<Found<LawCitation>> {
    let state = State { said: memory.said.clone(), ..State::default() };
    let quotations = quotation::outermost(text);
    let mut parser = Parser {
        text,
        at: 0,
        laws,
        names: &mut memory.names,
        state,
        outside: Vec::new(),
        quotations,
        definitions,
        found: Vec::new(),
    };
    while parser.at < text.len() {
        parser.step();
    }
    memory.said = parser.state.said;
    parser.found
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// The next token, and where it begins and ends.
    fn peek(&self) -> (Token, Range<usize>) {
        self.token_at(self.at)
    }

    fn token_at(&self, at: usize) -> (Token, Range<usize>) {
        let rest = lexer::skip_blanks(&self.text[at..]);
        let start = self.text.len() - rest.len();
        let (token, length) = lexer::token(rest, self.names);
        (token, start..start + length)
    }

    fn step(&mut self) {
        let (token, range) = self.peek();
        self.at = range.end;
        match token {
            Token::Law(law) => self.law_name(law, range),
            Token::SameLaw(form) => self.same_law(form, range),
            Token::Derived(suffix) => self.derived(suffix),
            Token::Number(Unit::Article, number) => self.article(number, range),
            Token::Same(unit) => self.same(unit, range),
            Token::Supplementary => self.supplementary(range),
            Token::Table(number) => self.table(number, range),
            Token::Number(..) | Token::Each(_) | Token::Passage(_) => self.part(&token, range.start),
            Token::Separator => self.joint(Joint::Separator, &range),
            Token::From => self.joint(Joint::Range, &range),
            Token::Until => self.joint(Joint::Missing, &range),
            Token::Applied => self.applied(),
            Token::Open => self.open(range),
            Token::Close => self.close(range.end),
            Token::Quote => self.quotation(range),
            Token::Stop => self.stop(range.end),
            Token::Other(one) => self.other(one, range),
        }
    }

    fn law_name(&mut self, law: CitedLaw, range: Range<usize>) {
        // A line may end within a word, a blank ends it.
        let before = self.text[..range.start].trim_end_matches('\n');
        // 船員労働安全衛生規則 is another law than 労働安全衛生規則.
        if matches!(self.state.before, Before::Word) && before.ends_with(name::is_word) && !name::may_follow(before) {
            self.at = range.start + self.text[range.start..].chars().next().map_or(0, char::len_utf8);
            return self.word();
        }
        self.name(law, Some(range.start));
    }

    /// A law is named; `start` is where, unless brackets follow.
    fn name(&mut self, law: CitedLaw, start: Option<usize>) {
        let form = LawForm::of(self.laws.full(&law)).unwrap_or(LawForm::Act);
        *self.state.said.law(form) = Some(law.clone());
        self.state.law = Some(law.clone());
        self.state.before = Before::Law(law, start);
    }

    fn same_law(&mut self, form: LawForm, range: Range<usize>) {
        let law = self.state.said.law(form).clone();
        let law = law.unwrap_or_else(|| CitedLaw::Unknown(self.text[range.clone()].to_owned()));
        self.state.law = Some(law.clone());
        self.state.before = Before::Law(law, Some(range.start));
    }

    /// 同法施行令: the order of the law that was named.
    fn derived(&mut self, suffix: &str) {
        let Before::Law(law, start @ Some(_)) = &self.state.before else { return self.word() };
        let name = format!("{}{suffix}", self.laws.full(law));
        self.name(self.laws.law_called(&name), *start);
    }

    fn article(&mut self, number: String, range: Range<usize>) {
        // 附則第3条及び第5条.
        let within = match (&self.state.before, &self.state.said.place) {
            (Before::Citation(_, Joint::Separator | Joint::Range), Some((_, place)))
                if place.within == Within::Supplementary =>
            {
                Within::Supplementary
            }
            _ => Within::Main,
        };
        let place = LawPlace { within, article: Some(number), ..LawPlace::default() };
        let words = self.text[self.state.words..range.start].trim_end();
        let words = words.strip_suffix('の').map_or(words, str::trim_end);
        match (&self.state.before, &self.state.law) {
            (Before::Law(law, start), _) => self.cite(law.clone(), place, start.unwrap_or(range.start)),
            (Before::Word, _) => match name::at_end(words) {
                Some(name) => {
                    let start = self.state.words + words.len() - name.len();
                    let law = self.laws.law_called(name);
                    self.name(law.clone(), None);
                    self.cite(law, place, start);
                }
                None => self.foreign(place),
            },
            (_, Some(law)) => self.cite(law.clone(), place, range.start),
            (_, None) => self.foreign(place),
        }
    }

    /// A place in something that is no law.
    fn foreign(&mut self, mut place: LawPlace) {
        self.rest_of_place(&mut place);
        self.state.law = None;
        self.neither(self.at);
    }

    fn same(&mut self, unit: Unit, range: Range<usize>) {
        let Some((law, said)) = self.state.said.place.clone() else { return self.word() };
        let Some(mut place) = said.up_to(unit) else { return self.word() };
        // 同条同項: the last word says all.
        while let (Token::Same(unit), next) = self.peek()
            && let Some(inner) = said.up_to(unit)
        {
            place = inner;
            self.at = next.end;
        }
        self.cite(law, place, range.start);
    }

    fn supplementary(&mut self, range: Range<usize>) {
        let Some((law, start)) = self.beginning(&range) else { return self.word() };
        let mut place = LawPlace { within: Within::Supplementary, ..LawPlace::default() };
        let mut start = start;
        // 附則（平成30年法律第71号）第3条: brackets say which ones.
        if let (Token::Open, aside) = self.peek()
            && let Some(length) = self.text[aside.start..].find([')', '）'])
        {
            let close = aside.start + length;
            let after = close + self.text[close..].chars().next().map_or(0, char::len_utf8);
            let (next, place_range) = self.token_at(after);
            if matches!(next, Token::Number(Unit::Article | Unit::Paragraph, _)) {
                self.at = after;
                start = place_range.start;
            }
        }
        if let (Token::Number(Unit::Article, number), next) = self.peek() {
            place.article = Some(number);
            self.at = next.end;
        }
        self.cite(law, place, start);
    }

    fn table(&mut self, number: Option<String>, range: Range<usize>) {
        let Some((law, start)) = self.beginning(&range) else { return self.word() };
        self.cite(law, LawPlace { within: Within::Table(number), ..LawPlace::default() }, start);
    }

    /// The law of a place that other documents have too, and where the citation begins: right behind a law or a citation.
    fn beginning(&self, range: &Range<usize>) -> Option<(CitedLaw, usize)> {
        match &self.state.before {
            Before::Law(law, start) => Some((law.clone(), start.unwrap_or(range.start))),
            Before::Citation(..) => Some((self.state.law.clone()?, range.start)),
            Before::Nothing | Before::Word => None,
        }
    }

    /// A paragraph, item or passage without its article.
    fn part(&mut self, token: &Token, start: usize) {
        let (Before::Citation(_, joint), Some((law, place))) = (&self.state.before, &self.state.said.place) else {
            return self.word();
        };
        let outer = match token {
            Token::Number(unit, _) | Token::Each(unit) => place.around(*unit),
            _ if *joint == Joint::Separator => LawPlace { passage: None, ..place.clone() },
            _ => return self.word(),
        };
        self.at = start;
        self.cite(law.clone(), outer, start);
    }

    fn joint(&mut self, joint: Joint, range: &Range<usize>) {
        self.state.before = match self.state.before {
            Before::Citation(at, _) => Before::Citation(at, joint),
            _ => Before::Nothing,
        };
        if self.text[range.clone()].starts_with(['、', '，']) {
            self.state.words = range.end;
        }
        if joint != Joint::Missing {
            self.more_sub_items();
        }
    }

    /// 第1号イ又はロ, 第1号イからハまで.
    fn more_sub_items(&mut self) {
        let (Before::Citation(..), Some((law, place))) = (&self.state.before, &self.state.said.place) else { return };
        let rest = lexer::skip_blanks(self.rest());
        if place.sub_item.is_some() && lexer::sub_item(rest).is_some() {
            let start = self.text.len() - rest.len();
            let (law, place) = (law.clone(), LawPlace { sub_item: None, passage: None, ..place.clone() });
            self.at = start;
            self.cite(law, place, start);
        }
    }

    fn applied(&mut self) {
        if let Before::Citation(at, _) = self.state.before
            && let Some(Found { what: citation, .. }) = self.found.get_mut(at)
            && citation.relation == Relation::Single
        {
            citation.relation = Relation::Applying;
        }
        self.neither(self.state.words);
    }

    /// Reads the rest of a place and notes the citation, which begins at `start`.
    fn cite(&mut self, law: CitedLaw, mut place: LawPlace, start: usize) {
        self.rest_of_place(&mut place);
        let mut relation = Relation::Single;
        if let Before::Citation(at, Joint::Range) = self.state.before
            && let Some(Found { what: first, .. }) = self.found.get_mut(at)
            && first.law == law
            && first.relation == Relation::Single
        {
            first.relation = Relation::RangeStart;
            relation = Relation::RangeEnd;
        }
        self.state.law = Some(law.clone());
        self.state.said.place = Some((law.clone(), place.clone()));
        let what = LawCitation { law, place, relation };
        self.state.before = Before::Citation(self.found.len(), Joint::Missing);
        self.found.push(Found { range: start..self.at, what });
        self.state.words = self.at;
    }

    /// Reads paragraph, item and passage as far as the place has none.
    fn rest_of_place(&mut self, place: &mut LawPlace) {
        loop {
            let (token, range) = self.peek();
            let no_item = place.item.is_none() && place.passage.is_none();
            match token {
                Token::Number(Unit::Paragraph, number) if place.paragraph.is_none() && no_item => {
                    place.paragraph = Some(Division::Number(number));
                }
                Token::Each(Unit::Paragraph) if place.paragraph.is_none() && no_item => {
                    place.paragraph = Some(Division::Each);
                }
                Token::Number(Unit::Item, number) if no_item => place.item = Some(Division::Number(number)),
                Token::Each(Unit::Item) if no_item => place.item = Some(Division::Each),
                Token::Passage(passage) if place.passage.is_none() => place.passage = Some(passage),
                _ => {
                    let rest = lexer::skip_blanks(self.rest());
                    let is_open = matches!(place.item, Some(Division::Number(_))) && place.sub_item.is_none();
                    match lexer::sub_item(rest) {
                        Some((letter, length)) if is_open && place.passage.is_none() => {
                            place.sub_item = Some(letter);
                            self.at = self.text.len() - rest.len() + length;
                            continue;
                        }
                        _ => return,
                    }
                }
            }
            self.at = range.end;
        }
    }

    fn open(&mut self, range: Range<usize>) {
        const ERAS: [&str; 5] = ["令和", "平成", "昭和", "大正", "明治"];
        let words = self.text[self.state.words..range.start].trim_end();
        let is_numbered = || ERAS.iter().any(|era| self.text[range.end..].starts_with(era));
        let is_defined =
            || self.definitions.iter().any(|defined| defined.is_of_law() && defined.means.end == range.start);
        // 家内労働法（昭和45年法律第60号）, 家内労働法（以下「家労法」という。）: the brackets say that it is a law.
        if matches!(self.state.before, Before::Word)
            && (is_numbered() || is_defined())
            && let Some(name) = name::at_end(words)
        {
            self.name(self.laws.law_called(name), None);
        }
        if let Before::Law(_, start) = &mut self.state.before {
            *start = None;
        }
        let inside = State { before: Before::Nothing, words: range.end, ..self.state.clone() };
        self.outside.push(std::mem::replace(&mut self.state, inside));
    }

    fn close(&mut self, end: usize) {
        match self.outside.pop() {
            Some(outside) => self.state = State { words: end, ..outside },
            None => self.neither(end),
        }
    }

    fn stop(&mut self, end: usize) {
        self.state.law = self.outside.last().and_then(|outside| outside.law.clone());
        self.neither(end);
    }

    fn other(&mut self, one: char, range: Range<usize>) {
        // 安衛法の第66条; what stands before 協定の第5条 says that it is no article of a law.
        let is_of_word =
            || matches!(self.state.before, Before::Word) && matches!(self.peek().0, Token::Number(Unit::Article, _));
        if one == 'の' && (matches!(self.state.before, Before::Law(..)) || is_of_word()) {
            return;
        }
        if one.is_whitespace() {
            // An empty line.
            self.at = self.text.len() - self.text[range.start..].trim_start().len();
            return self.stop(self.at);
        }
        if name::is_word(one) {
            return self.word();
        }
        let is_kana = matches!(one, 'ぁ'..='ゖ');
        let words = if is_kana { self.state.words } else { range.end };
        self.neither(words);
    }

    /// A character of a word was read that means nothing here.
    fn word(&mut self) {
        self.state.before = Before::Word;
    }

    /// Neither citation nor law nor joint was read; words begin at `words`.
    fn neither(&mut self, words: usize) {
        self.state.before = Before::Nothing;
        self.state.words = words;
    }
}
