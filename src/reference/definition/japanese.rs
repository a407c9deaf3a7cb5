//! Definitions in Japanese.
//!
//! ```text
//! definition = naming | explanation | sameness
//! naming     = [以下] [scope において] [collection を] [単に | それぞれ | 総称して | まとめて] terms verb
//! terms      = 「term」 { [、| 及び | 又は] 「term」 }
//! verb       = という | といい | と総称する | と略す | …         may be left out in brackets behind 以下
//! collection = 以上 | これら | 上記
//! explanation = [scope において] terms とは meaning をいう
//! sameness   = term ( meaning 。 (以下 | [以下] scope において) 同じ )
//! scope      = この要綱, 本項, この条及び次条, …
//! ```
//! A naming without 以下, a scope or a collection is one only at the beginning of brackets: (「雪道」という。).

use std::ops::Range;

use super::{Found, Scope, instrument_at, range_of};
use crate::reference::law::name::{LawForm, at_end, is_word};
use crate::reference::notice::{InstrumentKind, NoticeNumber};
use crate::reference::phrase::{asides, name_at_end};

/// Words before a quoted term that say how it is meant, and whether what came before is taken together.
const MANNERS: [(&str, bool); 13] = [
    ("これらを", true),
    ("以上を", true),
    ("上記を", true),
    ("総称して", true),
    ("まとめて", true),
    ("併せて", true),
    ("あわせて", true),
    ("合わせて", true),
    ("それぞれ", false),
    ("単に", false),
    ("略して", false),
    ("これを", false),
    ("通称", false),
];

const VERBS: [&str; 11] = [
    "という",
    "といい",
    "と総称する",
    "と総称し",
    "と略称する",
    "と略する",
    "と略す",
    "と呼ぶ",
    "と称する",
    "と表記する",
    "とする",
];

const SEPARATORS: [&str; 7] = ["、", "及び", "又は", "並びに", "若しくは", "・", ""];

/// How an explanation ends.
const EXPLAINS: [&str; 6] = ["をいう", "をいうものとする", "を指す", "をさす", "を意味する", "のことをいう"];

/// What words that name where a term holds begin with.
const SCOPES: [&str; 8] = ["この", "本", "次", "第", "同", "前", "各", "当該"];

/// What a document calls itself; anything else that この stands before is a part of it.
const DOCUMENTS: [&str; 19] = [
    "法律",
    "法",
    "令",
    "規則",
    "条例",
    "規程",
    "要綱",
    "要領",
    "通達",
    "通知",
    "指針",
    "ガイドライン",
    "マニュアル",
    "計画",
    "告示",
    "公示",
    "文書",
    "手引き",
    "対策",
];

/// The longest term, in characters: what is longer in quotation marks is a sentence.
const LONGEST: usize = 60;

pub(super) fn read(text: &str, numbers: &[NoticeNumber]) -> Vec<Found> {
    let asides = asides(text).into_iter().map(|(before, inner)| {
        let open = before.len();
        Aside { open, inner: open + 1..open + 1 + inner.len() }
    });
    let reader = Reader { text, numbers, asides: asides.collect() };
    let mut found = Vec::new();
    let mut at = 0;
    for (quote, _) in text.match_indices(['「', '『']) {
        if quote < at {
            continue;
        }
        if let Some((definitions, end)) = reader.naming(quote).or_else(|| reader.explanation(quote)) {
            at = end;
            found.extend(definitions);
        } else if let Some((_, end)) = reader.terms(quote) {
            // Lists within this one end as it does.
            at = end;
        }
    }
    found.extend(reader.asides.iter().filter_map(|aside| reader.sameness(aside)));
    found
}

/// What stands in brackets.
#[derive(Debug)]
struct Aside {
    open: usize,
    inner: Range<usize>,
}

/// What stands before a quoted term.
#[derive(Debug)]
struct Lead {
    start: usize,
    follows: bool,
    collects: bool,
    scope: Option<Scope>,
}

impl Lead {
    fn scope(&self) -> Scope {
        match self.scope {
            Some(Scope::Document) if self.follows => Scope::Following,
            Some(scope) => scope,
            None => Scope::Following,
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    numbers: &'t [NoticeNumber],
    asides: Vec<Aside>,
}

impl Reader<'_> {
    /// 以下「X」という: the definitions, and where the terms end.
    fn naming(&self, quote: usize) -> Option<(Vec<Found>, usize)> {
        let (terms, end) = self.terms(quote)?;
        let lead = self.lead(quote);
        let aside =
            self.asides.iter().filter(|aside| aside.inner.contains(&quote)).min_by_key(|aside| aside.inner.len());
        let rest = &self.text[end..];
        let before = self.text[..lead.start].trim_end_matches(['、', ' ']);
        let begins = aside.is_some_and(|aside| before.len() <= aside.inner.start || before.ends_with('。'));
        let is_named = match verb(rest) {
            Some("とする") => lead.follows,
            Some(_) => begins || lead.follows || lead.collects || lead.scope.is_some(),
            None => lead.follows && aside.is_some() && rest.starts_with([')', '。']),
        };
        if !is_named {
            return None;
        }
        let means = match aside {
            Some(aside) if lead.collects => self.sentence(aside.open),
            Some(aside) if begins => self.phrase(aside.open),
            _ if lead.collects => self.sentence(before.trim_end_matches('を').len()),
            _ if before.ends_with('。') => self.noun_before_stop(before.len()),
            _ => self.phrase(before.trim_end_matches('を').len()),
        };
        let instrument = aside.and_then(|aside| instrument_at(aside.open, self.numbers)).or_else(|| {
            let name = at_end(&self.text[means.clone()])?;
            terms.iter().all(|term| LawForm::of(&self.text[term.clone()]).is_some()).then(|| law_form(name))?
        });
        let scope = lead.scope();
        let found =
            |range| Found { range, means: means.clone(), scope, instrument, is_sure: true, is_sentence: lead.collects };
        Some((terms.into_iter().map(found).collect(), end))
    }

    /// 「X」とは、…をいう.
    fn explanation(&self, quote: usize) -> Option<(Vec<Found>, usize)> {
        let (terms, end) = self.terms(quote)?;
        let rest = self.text[end..].strip_prefix("とは")?;
        let meaning = rest.trim_start_matches(['、', ' ', 'は']);
        let start = self.text.len() - meaning.len();
        let mut depth = 0_usize;
        let stop = meaning.char_indices().find(|(_, one)| {
            depth = match one {
                '(' | '「' => depth + 1,
                ')' | '」' => depth.saturating_sub(1),
                _ => depth,
            };
            depth == 0 && *one == '。' || *one == '\n'
        });
        let mut sentence = &meaning[..stop.map_or(meaning.len(), |(at, _)| at)];
        let mut follows = false;
        if let Some(open) = sentence.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
            follows = sentence[open..].contains("以下");
            sentence = &sentence[..open];
        }
        let length = match sentence.find("をいい、") {
            Some(at) => Some(at),
            None => EXPLAINS.iter().filter_map(|end| sentence.strip_suffix(end)).map(str::len).min(),
        };
        let means = start..start + length.filter(|length| *length > 0)?;
        let scope = match self.lead(quote).scope {
            Some(scope) => scope,
            None if follows => Scope::Following,
            None => Scope::Document,
        };
        let found =
            |range| Found { range, means: means.clone(), scope, instrument: None, is_sure: true, is_sentence: false };
        Some((terms.into_iter().map(found).collect(), end))
    }

    /// X(…をいう。以下同じ。).
    fn sameness(&self, aside: &Aside) -> Option<Found> {
        let inner = self.text[aside.inner.clone()].trim_end_matches(['。', ' ']);
        let last = inner.rfind('。').map_or(0, |at| at + '。'.len_utf8());
        let begins = inner[last..].rfind("以下").map_or(last, |at| last + at);
        let (meaning, same) = inner.split_at(begins);
        if !meaning.ends_with(['。', '、']) {
            return None;
        }
        let same =
            same.strip_suffix("同じ").or_else(|| same.strip_suffix("同様とする"))?.trim_end_matches(['、', 'も']);
        let follows = same.starts_with("以下");
        let place = same.strip_prefix("以下").unwrap_or(same).trim_start_matches('、');
        let scope = match scope_at_end(place) {
            Some((0, scope)) => Some(scope),
            None if place.is_empty() => None,
            _ => return None,
        };
        let meaning = meaning.trim_end_matches(['。', '、']);
        let meaning = meaning.strip_suffix("をいう").unwrap_or(meaning);
        let before = &self.text[..aside.open];
        let (range, is_sure) = if let Some(range) = quoted_at_end(before) {
            (range, true)
        } else {
            let (term, is_sure) = name_at_end(before, true)?;
            (range_of(before, before.len(), term), is_sure)
        };
        let term = &self.text[range.clone()];
        if meaning.is_empty() || !term.contains(is_word) || is_place_of_law(term) {
            return None;
        }
        let lead = Lead { start: 0, follows, collects: false, scope };
        let means = aside.inner.start..aside.inner.start + meaning.len();
        let instrument = instrument_at(aside.open, self.numbers);
        Some(Found { range, means, scope: lead.scope(), instrument, is_sure, is_sentence: false })
    }

    /// The terms in quotation marks at a place, and where the last mark ends.
    fn terms(&self, quote: usize) -> Option<(Vec<Range<usize>>, usize)> {
        let (term, mut end) = quoted(self.text, quote)?;
        let mut terms = vec![term];
        loop {
            let next = SEPARATORS.iter().find_map(|word| {
                let rest = self.text[end..].strip_prefix(word)?;
                quoted(self.text, self.text.len() - rest.len())
            });
            let Some((term, after)) = next else { return Some((terms, end)) };
            terms.push(term);
            end = after;
        }
    }

    /// What stands before the term at this place.
    fn lead(&self, quote: usize) -> Lead {
        let mut lead = Lead { start: quote, follows: false, collects: false, scope: None };
        loop {
            let before = self.text[..lead.start].trim_end_matches(['、', ' ']);
            if let Some(rest) = before.strip_suffix("以下") {
                lead.follows = true;
                lead.start = rest.len();
            } else if let Some((rest, collects)) =
                MANNERS.iter().find_map(|(word, collects)| Some((before.strip_suffix(word)?, *collects)))
            {
                lead.collects |= collects;
                lead.start = rest.len();
            } else if let Some((start, scope)) = scope_at_end(before) {
                lead.scope = Some(scope);
                lead.start = start;
            } else {
                return lead;
            }
        }
    }

    /// The phrase at the end of the text up to a place.
    fn phrase(&self, end: usize) -> Range<usize> {
        let before = &self.text[..end];
        if let Some(range) = quoted_at_end(before) {
            return range;
        }
        let end = before.trim_end_matches(['」', '』']).len();
        let name = name_at_end(before, false).map_or("", |(name, _)| name);
        let noun = name.rmatch_indices(['を', 'は', 'が']).find(|(at, _)| !name[..*at].ends_with(['又', 'く']));
        let noun = noun.map(|(at, particle)| &name[at + particle.len()..]).filter(|noun| is_noun(noun));
        range_of(before, end, noun.unwrap_or(name))
    }

    /// The noun with which the sentence up to a place ends, before its brackets: X(…)。以下「Y」という. Nothing where it ends
    /// with a verb.
    fn noun_before_stop(&self, end: usize) -> Range<usize> {
        let sentence = self.text[..end].trim_end_matches('。');
        let aside = self.asides.iter().find(|aside| aside.inner.end + 1 == sentence.len());
        let means = self.phrase(aside.map_or(sentence.len(), |aside| aside.open));
        if self.text[means.clone()].ends_with(is_word) { means } else { end..end }
    }

    /// The sentence up to a place; the one before where it is nothing.
    fn sentence(&self, end: usize) -> Range<usize> {
        let before = self.text[..end].trim_end_matches(['。', ' ', '\n']);
        let start = before.trim_end_matches(|one| !matches!(one, '。' | '\n')).len();
        let blank = before[start..].len() - before[start..].trim_start().len();
        start + blank..before.len()
    }
}

/// Whether words are one noun or a list of nouns: behind a particle they are all of a phrase, and with a verb they are not.
fn is_noun(words: &str) -> bool {
    let bare = SEPARATORS.iter().fold(words.to_owned(), |bare, word| bare.replace(word, ""));
    !bare.is_empty() && bare.chars().all(|one| is_word(one) || one == 'の')
}

/// What is quoted at a place, and where its closing mark ends.
fn quoted(text: &str, quote: usize) -> Option<(Range<usize>, usize)> {
    let open = text[quote..].chars().next().filter(|one| matches!(one, '「' | '『'))?;
    let close = if open == '「' { '」' } else { '』' };
    let start = quote + open.len_utf8();
    let mut depth = 0_usize;
    for (at, one) in text[start..].char_indices().take(LONGEST + 1) {
        if one == close && depth == 0 {
            let term = &text[start..start + at];
            let is_term = !term.is_empty() && !term.contains(['。', '\n']);
            return is_term.then_some((start..start + at, start + at + close.len_utf8()));
        }
        depth = if one == open {
            depth + 1
        } else if one == close {
            depth - 1
        } else {
            depth
        };
    }
    None
}

/// What is quoted at the end of a text, if all of it is in one pair of marks.
fn quoted_at_end(text: &str) -> Option<Range<usize>> {
    let inner = text.strip_suffix(['」', '』'])?;
    let mut depth = 0_usize;
    for (at, one) in inner.char_indices().rev() {
        match one {
            '」' | '』' => depth += 1,
            '「' | '『' if depth == 0 => {
                let start = at + one.len_utf8();
                return (start < inner.len()).then_some(start..inner.len());
            }
            '「' | '『' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The verb at the beginning of a text, where no other word goes on behind it: 「雪」という字 names nothing.
fn verb(text: &str) -> Option<&'static str> {
    let verb = VERBS.iter().find(|verb| text.starts_with(**verb))?;
    let rest = &text[verb.len()..];
    let is_end =
        rest.is_empty() || rest.starts_with(['。', ')', '、', '」', '\n', ' ', ';']) || rest.starts_with("ものとする");
    is_end.then_some(verb)
}

/// この項において at the end of a text: where it begins, and what it means.
fn scope_at_end(text: &str) -> Option<(usize, Scope)> {
    let place = ["において", "における", "では", "で"].iter().find_map(|word| text.strip_suffix(word))?;
    let starts = [&['(', '。', '\n', '「', '」'] as &[char], &['(', '。', '\n', '「', '」', '、']];
    starts.into_iter().find_map(|boundary| {
        let start = place.trim_end_matches(|one| !boundary.contains(&one)).len();
        let blank = place[start..].len() - place[start..].trim_start().len();
        let start = start + blank;
        let start = if place[start..].starts_with("以下") { start + "以下".len() } else { start };
        let start = if place[start..].starts_with('、') { start + '、'.len_utf8() } else { start };
        let words = &place[start..];
        let is_place = SCOPES.iter().any(|word| words.starts_with(word)) && words.chars().count() <= 30;
        // 本町では is no part of a document.
        let is_document = DOCUMENTS.iter().any(|word| words.ends_with(word));
        let is_part = words.ends_with(|one| is_number(one) || "条項号章節款編部表図段)".contains(one));
        match (is_place, is_document, is_part) {
            (true, true, _) => Some((start, Scope::Document)),
            (true, _, true) => Some((start, Scope::Clause)),
            _ => None,
        }
    })
}

fn is_number(one: char) -> bool {
    one.is_ascii_digit() || matches!(one, 'ァ'..='ヺ')
}

/// Whether words are the place of a law, which keeps a reading and is no term: 第8条第2項(…を含む。以下同じ。).
fn is_place_of_law(words: &str) -> bool {
    words.contains(['第', '同', '前', '次'])
        && words.ends_with(|one: char| "条項号段".contains(one) || one.is_ascii_digit())
        || words.contains('条') && words.ends_with(|one: char| one.is_ascii_digit())
}

fn law_form(name: &str) -> Option<InstrumentKind> {
    Some(match LawForm::of(name)? {
        LawForm::Act => InstrumentKind::Law,
        LawForm::Order => InstrumentKind::Order,
        LawForm::Rule => InstrumentKind::Ordinance,
    })
}
