//! The words of which citations in Japanese consist.

use super::CitedLaw;
use super::name::{LawForm, Names};
use super::place::{Passage, Unit};
use crate::text::numeral;

/// A word that means something in a citation, or a character that does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// The name of a law.
    Law(CitedLaw),
    /// 同法, 同令, 同則.
    SameLaw(LawForm),
    /// 施行令, 施行規則 behind the name of an act.
    Derived(&'static str),
    /// 同条, 同項, 同号.
    Same(Unit),
    /// 第66条の8, 第1項, 第3号の2.
    Number(Unit, String),
    /// 各項, 各号.
    Each(Unit),
    /// 前段, ただし書.
    Passage(Passage),
    /// 附則.
    Supplementary,
    /// 別表第1.
    Table(Option<String>),
    /// から.
    From,
    /// まで.
    Until,
    /// 、又は, 及び.
    Separator,
    /// において準用.
    Applied,
    /// A bracket.
    Open,
    /// The end of one.
    Close,
    /// The beginning of a quotation.
    Quote,
    /// The end of a sentence or paragraph.
    Stop,
    /// Anything else.
    Other(char),
}

/// Words with one meaning; a longer one stands before one that it begins with.
const WORDS: [(&str, Token); 42] = [
    ("前条", Token::Other('前')),
    ("前項", Token::Other('前')),
    ("前号", Token::Other('前')),
    ("前各項", Token::Other('前')),
    ("前各号", Token::Other('前')),
    ("前段", Token::Passage(Passage::First)),
    ("後段", Token::Passage(Passage::Second)),
    ("本文", Token::Passage(Passage::Main)),
    ("ただし書き", Token::Passage(Passage::Proviso)),
    ("ただし書", Token::Passage(Passage::Proviso)),
    ("但書", Token::Passage(Passage::Proviso)),
    ("柱書き", Token::Passage(Passage::Lead)),
    ("柱書", Token::Passage(Passage::Lead)),
    ("各項", Token::Each(Unit::Paragraph)),
    ("各号列記以外の部分", Token::Passage(Passage::Lead)),
    ("各号以外の部分", Token::Passage(Passage::Lead)),
    ("各号", Token::Each(Unit::Item)),
    ("附則", Token::Supplementary),
    ("施行令", Token::Derived("施行令")),
    ("施行規則", Token::Derived("施行規則")),
    ("から", Token::From),
    ("乃至", Token::From),
    ("ないし", Token::From),
    ("～", Token::From),
    ("〜", Token::From),
    ("まで", Token::Until),
    ("又は", Token::Separator),
    ("または", Token::Separator),
    ("及び", Token::Separator),
    ("および", Token::Separator),
    ("若しくは", Token::Separator),
    ("もしくは", Token::Separator),
    ("並びに", Token::Separator),
    ("ならびに", Token::Separator),
    ("、", Token::Separator),
    ("，", Token::Separator),
    ("・", Token::Separator),
    ("において読み替えて準用", Token::Applied),
    ("において準用", Token::Applied),
    ("で準用", Token::Applied),
    ("の規定により準用", Token::Applied),
    ("により準用", Token::Applied),
];

/// The words behind 同, each with what must not follow: 同法人 and 同条件 are other words.
const SAME: [(&str, Token, &str); 11] = [
    ("法律", Token::SameLaw(LawForm::Act), ""),
    ("法", Token::SameLaw(LawForm::Act), "人令廷案規"),
    ("政令", Token::SameLaw(LawForm::Order), ""),
    ("省令", Token::SameLaw(LawForm::Order), ""),
    ("施行令", Token::SameLaw(LawForm::Order), ""),
    ("令", Token::SameLaw(LawForm::Order), "嬢状"),
    ("規則", Token::SameLaw(LawForm::Rule), ""),
    ("則", Token::SameLaw(LawForm::Rule), ""),
    ("条", Token::Same(Unit::Article), "件約例文理"),
    ("項", Token::Same(Unit::Paragraph), "目"),
    ("号", Token::Same(Unit::Item), "機車棟室"),
];

/// What makes of のN something else than a branch: 第36条の一部, 第36条の3か月, 第36条の3以上.
const COUNTERS: &str = "部者種項目倍分人名日月年時回点件割週個箇歳円度次般定切体方つヶヵカケ％%";

/// The token at the beginning of a text, which is not empty, and its length in bytes.
pub(super) fn token(text: &str, names: &Names) -> (Token, usize) {
    let Some(first) = text.chars().next() else { return (Token::Stop, 0) };
    if let Some((law, length)) = names.leading(text)
        && (length > first.len_utf8() || is_before_place(&text[length..]))
    {
        return (Token::Law(law.clone()), length);
    }
    let single = |token| (token, first.len_utf8());
    let length_to = |rest: &str| text.len() - rest.len();
    match first {
        '(' | '（' => return single(Token::Open),
        ')' | '）' => return single(Token::Close),
        '「' | '『' => return single(Token::Quote),
        '。' => return single(Token::Stop),
        '第' => {
            if let Some((unit, number, rest)) = number(text) {
                return (Token::Number(unit, number), length_to(rest));
            }
        }
        '同' => {
            let rest = &text[first.len_utf8()..];
            for (word, token, not_before) in SAME {
                if let Some(after) = rest.strip_prefix(word)
                    && !after.starts_with(|next| not_before.contains(next))
                {
                    return (token, length_to(after));
                }
            }
        }
        '別' => {
            if let Some(rest) = text.strip_prefix("別表") {
                let numbered = rest.strip_prefix('第').and_then(branched);
                return match numbered {
                    Some((number, rest)) => (Token::Table(Some(number)), length_to(rest)),
                    None => (Token::Table(None), length_to(rest)),
                };
            }
        }
        _ => {
            if let Some((word, token)) = WORDS.iter().find(|(word, _)| text.starts_with(word)) {
                return (token.clone(), word.len());
            }
        }
    }
    single(Token::Other(first))
}

/// Whether a text goes on with a place, or with an order under a law: only then a single character (法第66条, 法の第66条,
/// 法施行令) is the name of a law.
pub(super) fn is_before_place(text: &str) -> bool {
    let rest = skip_blanks(text);
    let rest = rest.strip_prefix('の').map_or(rest, skip_blanks);
    number(rest).is_some_and(|(unit, ..)| unit == Unit::Article)
        || ["別表", "附則", "施行令", "施行規則"].iter().any(|word| rest.starts_with(word))
}

/// 第N条のM, 第N項, 第N号のM at the beginning of a text, and what follows.
fn number(text: &str) -> Option<(Unit, String, &str)> {
    let (first, rest) = numeral::leading(text.strip_prefix('第').map(skip_blanks)?)?;
    let rest = skip_blanks(rest);
    let mut marks = rest.chars();
    let unit = match marks.next()? {
        '条' => Unit::Article,
        '項' => Unit::Paragraph,
        '号' => Unit::Item,
        _ => return None,
    };
    let rest = marks.as_str();
    if unit == Unit::Paragraph {
        return (!rest.starts_with('目')).then(|| (unit, first.to_string(), rest));
    }
    if rest.starts_with(['例', '件', '約']) && unit == Unit::Article {
        return None;
    }
    let (number, rest) = branches(first.to_string(), rest);
    Some((unit, number, rest))
}

/// N, or NのM, at the beginning of a text.
fn branched(text: &str) -> Option<(String, &str)> {
    let (first, rest) = numeral::leading(skip_blanks(text))?;
    Some(branches(first.to_string(), rest))
}

/// A number with the branches behind it: 66 before の8の2 is 66-8-2.
fn branches(mut number: String, mut rest: &str) -> (String, &str) {
    let branch = |rest: &str| {
        let after = skip_blanks(rest).strip_prefix('の').map(skip_blanks)?;
        let (branch, after) = numeral::leading(after)?;
        let mut next = after.chars();
        let is_counter = next.next().is_some_and(|one| match one {
            'か' => next.next() != Some('ら'),
            '以' => matches!(next.next(), Some('上' | '内')),
            _ => COUNTERS.contains(one),
        });
        (!is_counter).then_some((branch, after.len()))
    };
    while let Some((next, length)) = branch(rest) {
        number = format!("{number}-{next}");
        rest = &rest[rest.len() - length..];
    }
    (number, rest)
}

/// イ, ロ, イ(1) at the beginning of a text: what divides an item; and its length in bytes.
pub(super) fn sub_item(text: &str) -> Option<(String, usize)> {
    let mut characters = text.chars();
    let first = characters.next().filter(|one| "イロハニホヘトチリヌルヲワカヨタレソツネナラム".contains(*one))?;
    let rest = characters.as_str();
    if rest.starts_with(|next| matches!(next, 'ァ'..='ヺ' | 'ー')) {
        return None;
    }
    let inner = rest.strip_prefix(['(', '（']).and_then(numeral::leading);
    if let Some((number, after)) = inner
        && let Some(after) = after.strip_prefix([')', '）'])
    {
        return Some((format!("{first}({number})"), text.len() - after.len()));
    }
    Some((first.to_string(), first.len_utf8()))
}

/// A text without blanks at its beginning; a paragraph ends with an empty line, which is kept.
pub(super) fn skip_blanks(text: &str) -> &str {
    let rest = text.trim_start();
    let blanks = &text[..text.len() - rest.len()];
    if blanks.matches('\n').count() > 1 { text } else { rest }
}
