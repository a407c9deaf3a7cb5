//! Printed numbers within running text: `5`, `(1)`, `ア`, `(イ)`, `a`, `③`, `Ⅲ`, `第2`.

use unicode_normalization::UnicodeNormalization as _;

use crate::text::numbering;

/// A printed number in the form in which numbers are compared: (1), 1 and ① are three numbers, （１） and (1) are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number(String);

/// What kind of number it is: numbers of one list have one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberKind {
    /// 第5
    Ordinal,
    /// 5
    Digits,
    /// ③
    Circled,
    /// Ⅲ
    Roman,
    /// ア
    Kana,
    /// a
    Letter,
    /// (5)
    BracketedDigits,
    /// (ア)
    BracketedKana,
    /// (a)
    BracketedLetter,
}

/// Words in kanji that may follow a clause of which the number is in digits: any others are what digits count (上記2つ,
/// 上記3校), or make them an article (第3条).
const AFTER_DIGITS: [&str; 14] =
    ["及び", "又は", "並びに", "若しくは", "乃至", "等", "中", "内", "以外", "参照", "記載", "同様", "前段", "後段"];

impl Number {
    /// The number that a provision prints before it. Nothing where it is none of the known kinds.
    #[must_use]
    pub fn printed(number: &str) -> Option<Self> {
        let number = number.trim().trim_end_matches(['.', '．', '、', ' ']);
        let (read, rest) = Self::leading(number)?;
        rest.is_empty().then_some(read)
    }

    /// The number at the beginning of a text, and what follows. A kana or letter within a word is none, nor are digits
    /// that count something.
    #[must_use]
    pub fn leading(text: &str) -> Option<(Self, &str)> {
        let first = text.chars().next()?;
        if matches!(first, '(' | '（') {
            let inner = &text[first.len_utf8()..];
            let end = inner.char_indices().take(5).find(|(_, one)| matches!(one, ')' | '）'))?.0;
            let (inner, rest) = (&inner[..end], inner[end..].strip_prefix([')', '）'])?);
            let inner: String = inner.nfkc().collect();
            numbering::ordinal(&inner).filter(|_| inner.chars().all(char::is_alphanumeric))?;
            return Some((Self(format!("({inner})")), rest));
        }
        let (number, rest) = match first {
            '第' => {
                let (Self(number), rest) = Self::leading(text.strip_prefix(first)?)?;
                if !number.starts_with(digit) {
                    return None;
                }
                (format!("第{number}"), rest)
            }
            '①'..='⑳' => (first.to_string(), &text[first.len_utf8()..]),
            'Ⅰ'..='Ⅻ' | '⑴'..='⒇' => (first.nfkc().collect(), &text[first.len_utf8()..]),
            _ if digit(first) => {
                let end = text.find(|one| !digit(one)).unwrap_or(text.len());
                let rest = &text[end..];
                if is_amount(rest) || end > 3 * first.len_utf8() {
                    return None;
                }
                (text[..end].nfkc().collect(), rest)
            }
            _ if is_kana(first) && numbering::ordinal(first.encode_utf8(&mut [0; 4])).is_some() => {
                let rest = &text[first.len_utf8()..];
                if rest.starts_with(is_kana) {
                    return None;
                }
                (first.to_string(), rest)
            }
            _ if is_letter(first) => {
                let rest = &text[first.len_utf8()..];
                if rest.starts_with(is_word) {
                    return None;
                }
                (first.nfkc().collect(), rest)
            }
            _ => return None,
        };
        Some((Self(number), rest))
    }

    /// What kind of number it is.
    #[must_use]
    pub fn kind(&self) -> NumberKind {
        let bare = self.0.trim_start_matches('(');
        let is_bracketed = bare.len() < self.0.len();
        let is_roman = bare.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
        match bare.chars().next() {
            Some('第') => NumberKind::Ordinal,
            Some('①'..='⑳') => NumberKind::Circled,
            Some(one) if one.is_ascii_digit() && is_bracketed => NumberKind::BracketedDigits,
            Some(one) if one.is_ascii_digit() => NumberKind::Digits,
            Some(one) if one.is_ascii_alphabetic() && is_bracketed => NumberKind::BracketedLetter,
            Some(one) if one.is_ascii_alphabetic() && !is_roman => NumberKind::Letter,
            Some(one) if one.is_ascii_alphabetic() => NumberKind::Roman,
            _ if is_bracketed => NumberKind::BracketedKana,
            _ => NumberKind::Kana,
        }
    }

    /// The number as it is compared: in half width.
    #[cfg(test)]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether digits count something or are only the beginning of an amount, by what follows them.
fn is_amount(rest: &str) -> bool {
    const COUNTERS: [&str; 8] = ["つ", "%", "％", "か月", "か所", "カ月", "カ所", "ヶ"];
    let counted = rest.trim_start();
    rest.starts_with(is_word)
        || goes_on(rest)
        || COUNTERS.iter().any(|counter| counted.starts_with(counter))
        || rest.starts_with(is_kanji) && !AFTER_DIGITS.iter().any(|word| rest.starts_with(word))
}

/// Whether a number or word goes on behind what ends here: 1.5, 1,000, 5-year, e.g.
pub(super) fn goes_on(rest: &str) -> bool {
    let mut rest = rest.chars();
    matches!(rest.next(), Some('.' | ',' | '-' | '．' | '，')) && rest.next().is_some_and(is_word)
}

fn digit(one: char) -> bool {
    matches!(one, '0'..='9' | '０'..='９')
}

fn is_letter(one: char) -> bool {
    matches!(one, 'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ')
}

/// Katakana and its mark of length; the middle dot parts words.
pub(super) fn is_kana(one: char) -> bool {
    matches!(one, 'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ')
}

/// One of the common Chinese characters.
pub(super) fn is_kanji(one: char) -> bool {
    matches!(one, '\u{4e00}'..='\u{9fff}')
}

/// Letters and digits of the Latin script, in either width.
pub(super) fn is_word(one: char) -> bool {
    digit(one) || is_letter(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_words_and_amounts() {
        let read = |text: &str| Number::leading(text).map(|(number, rest)| format!("{}|{rest}", number.as_str()));
        for (text, expected) in [
            ("（１）の", "(1)|の"),
            ("(ア)のa", "(ア)|のa"),
            ("５の", "5|の"),
            ("②及び", "②|及び"),
            ("⑵", "(2)|"),
            ("第２の", "第2|の"),
            ("Ⅲ", "III|"),
            ("ウに", "ウ|に"),
            ("ｂ", "b|"),
            ("5及び", "5|及び"),
            ("5等", "5|等"),
            ("5、3月", "5|、3月"),
            ("5. 雪", "5|. 雪"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "2つの",
            "2 つの",
            "3月",
            "3要件",
            "1.5倍",
            "1,000円",
            "5-year",
            "アンケート",
            "DVD",
            "(注)",
            "(",
            "(高度な者)",
            "1234",
            "2か月",
            "第2条",
            "第ア",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
