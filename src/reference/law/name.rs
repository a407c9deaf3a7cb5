//! What laws are called.

use std::collections::BTreeMap;

use crate::source::Law;
use crate::text::Language;

use super::CitedLaw;

/// The names and abbreviations of the laws of a portal, in both languages.
#[derive(Debug, Clone, Default)]
pub struct LawNames {
    pub(in crate::reference) japanese: Names,
    /// The longest first.
    pub(in crate::reference) english: Vec<(String, usize)>,
    /// The full Japanese name of each law.
    full: BTreeMap<usize, String>,
}

/// Japanese names by their first character, the longest first.
#[derive(Debug, Clone, Default)]
pub(in crate::reference) struct Names(BTreeMap<char, Vec<(String, CitedLaw)>>);

/// What kind of law a name says it is: 同法, 同令 and 同則 mean the last of their kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reference) enum LawForm {
    Act,
    Order,
    Rule,
}

impl LawForm {
    /// The form of a law with this Japanese name.
    pub fn of(name: &str) -> Option<Self> {
        match name.chars().next_back()? {
            '法' => Some(Self::Act),
            '律' if name.ends_with("法律") => Some(Self::Act),
            '令' => Some(Self::Order),
            '則' => Some(Self::Rule),
            _ => None,
        }
    }
}

impl LawNames {
    /// Names from a list of law (its place in the list of laws), Japanese and English name. The first name of a law is
    /// its full one.
    #[must_use]
    pub fn new<'n>(names: impl IntoIterator<Item = (usize, &'n str, &'n str)>) -> Self {
        let mut all = Self::default();
        for (law, japanese, english) in names {
            all.add(law, Some(japanese), Some(english));
        }
        all
    }

    /// The names in laws.yaml.
    #[must_use]
    pub fn of(laws: &[Law]) -> Self {
        let mut all = Self::default();
        for (law, record) in laws.iter().enumerate() {
            for name in [Some(&record.name), record.abbreviation.as_ref()].into_iter().flatten() {
                all.add(law, name.get(Language::Japanese), name.get(Language::English));
            }
        }
        all
    }

    fn add(&mut self, law: usize, japanese: Option<&str>, english: Option<&str>) {
        if let Some(name) = japanese.map(str::trim).filter(|name| !name.is_empty()) {
            self.japanese.insert(name, CitedLaw::Known(law));
            self.full.entry(law).or_insert_with(|| name.to_owned());
        }
        if let Some(name) = english.map(str::trim).filter(|name| !name.is_empty()) {
            self.english.push((name.to_owned(), law));
            self.english.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
    }

    /// The full name of a law in Japanese.
    pub(in crate::reference) fn full<'n>(&'n self, law: &'n CitedLaw) -> &'n str {
        match law {
            CitedLaw::Known(law) => self.full.get(law).map_or("", String::as_str),
            CitedLaw::Unknown(name) => name,
        }
    }

    /// The law with this Japanese name, in whatever version.
    pub(in crate::reference) fn law_called(&self, name: &str) -> CitedLaw {
        let versions = VERSIONS.iter().filter_map(|word| name.strip_prefix(word));
        let known = std::iter::once(name).chain(versions).find_map(|name| self.japanese.get(name));
        known.cloned().unwrap_or_else(|| CitedLaw::Unknown(name.to_owned()))
    }
}

impl Names {
    /// Adds a name; what it meant before is forgotten.
    pub fn insert(&mut self, name: &str, law: CitedLaw) {
        let Some(first) = name.chars().next() else { return };
        let list = self.0.entry(first).or_default();
        list.retain(|(other, _)| other != name);
        list.push((name.to_owned(), law));
        list.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    }

    /// The longest name at the beginning of a text, and its length in bytes.
    pub fn leading(&self, text: &str) -> Option<(&CitedLaw, usize)> {
        let list = self.0.get(&text.chars().next()?)?;
        list.iter().find(|(name, _)| text.starts_with(name.as_str())).map(|(name, law)| (law, name.len()))
    }

    /// The law with exactly this name.
    pub fn get(&self, name: &str) -> Option<&CitedLaw> {
        self.leading(name).filter(|(_, length)| *length == name.len()).map(|(law, _)| law)
    }
}

/// Words that end like the name of a law and are none. Longer words with the same end may be laws: 土地収用法, 小切手法.
const NO_LAWS: [&str; 17] = [
    "手法", "療法", "用法", "作法", "寸法", "文法", "司法", "立法", "技法", "製法", "工法", "指令", "辞令", "号令",
    "司令", "校則", "社則",
];

/// Words that no law has at its end: kinds of parts, and of rules of organisations.
const NO_LAWS_AT_END: [&str; 18] = [
    "方法",
    "命令",
    "法令",
    "附則",
    "原則",
    "罰則",
    "通則",
    "総則",
    "本則",
    "細則",
    "会則",
    "学則",
    "就業規則",
    "服務規則",
    "賃金規則",
    "給与規則",
    "退職金規則",
    "旅費規則",
];

/// Words before a name that say which one of a text is meant.
const POINTERS: [&str; 5] = ["上記", "前記", "下記", "後記", "当該"];

/// Words before a name that say which version of the law is meant.
const VERSIONS: [&str; 4] = ["旧", "新", "改正", "現行"];

/// What a law text says of itself, and kinds of law that are no names.
const OWN: [&str; 8] = ["法律", "政令", "省令", "府令", "本法", "本規則", "本令", "本省令"];

/// What names begin with although it is written in hiragana.
const HIRAGANA: [&str; 5] = ["じん", "がん", "いじめ", "ばい", "あん"];

/// The name of a law at the end of a text that has no punctuation: behind words in kanji or katakana begins a name; a title
/// (…に関する法律) is taken whole.
pub(in crate::reference) fn at_end(text: &str) -> Option<&str> {
    LawForm::of(text)?;
    let word = &text[text.trim_end_matches(is_word).len()..];
    let name = POINTERS.iter().find_map(|pointer| word.strip_prefix(pointer)).unwrap_or(word);
    let start = text.len() - name.len();
    let before = &text[..start];
    if NO_LAWS.contains(&name) || NO_LAWS_AT_END.iter().any(|word| name.ends_with(word)) {
        return None;
    }
    if OWN.contains(&name) {
        let is_title = ["関する", "係る", "ための"].iter().any(|word| before.ends_with(word));
        return is_title.then_some(text.trim_start());
    }
    let is_pointed_at = ["この", "その"].iter().chain(&POINTERS).any(|word| before.ends_with(word));
    if is_pointed_at && name.chars().count() <= 2 {
        return None;
    }
    let hiragana = HIRAGANA.iter().find(|word| before.ends_with(**word)).map_or(0, |word| word.len());
    Some(&text[start - hiragana..])
}

/// Whether the name of a law may begin behind a text that ends with a word.
pub(in crate::reference) fn may_follow(text: &str) -> bool {
    POINTERS.iter().chain(&VERSIONS).any(|word| text.ends_with(word))
}

/// Whether a character is one of a word in kanji, katakana, Latin letters or digits. Marks of enumerations (①, ⑴, Ⅰ, Ⓐ) are
/// none.
pub(in crate::reference) fn is_word(one: char) -> bool {
    matches!(one, '々' | '〇' | '㐀'..='鿿' | '豈'..='﫿' | 'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ' | '0'..='9' | '０'..='９')
        || one.is_alphabetic() && !one.is_numeric() && !matches!(one, 'ぁ'..='ゖ' | 'Ⓐ'..='ⓩ')
}
