//! The numbers of clauses at the beginning of a line.

use unicode_normalization::UnicodeNormalization as _;

use super::piece::Piece;

/// In what a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// 1
    Figure,
    /// (1), or 1)
    FigureInBrackets,
    /// ア
    Kana,
    /// (ア)
    KanaInBrackets,
    /// a
    Letter,
    /// (a)
    LetterInBrackets,
    /// ①
    Circled,
}

/// A number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number<'a> {
    /// As it is printed.
    pub piece: Piece<'a>,
    /// In what it counts.
    pub kind: Kind,
    /// Which it is, from 1.
    pub position: usize,
    /// Whether a blank stands behind it.
    pub has_blank: bool,
}

const KANA: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";

/// Words with which a sentence goes on behind a number that it refers to.
const PARTICLES: [&str; 12] = ["の", "に", "を", "は", "が", "と", "及び", "又は", "から", "まで", "、", "。"];

/// The number with which a line begins. In brackets it may stand right before its words; else a blank is behind it, and
/// before that maybe a full stop or a bracket, as word processors count.
pub(super) fn leading(line: Piece<'_>) -> Option<Number<'_>> {
    let text = line.text;
    let is_opening = |one: char| matches!(one, '(' | '（');
    let first = text.chars().next()?;
    let opening = if is_opening(first) { first.len_utf8() } else { 0 };
    let inner = &text[opening..];
    let length = inner.find(|one: char| !one.is_alphanumeric()).unwrap_or(inner.len());
    let (printed, behind) = inner.split_at(length);
    let closing = behind.chars().next().filter(|one| matches!(one, ')' | '）')).map_or(0, char::len_utf8);
    if opening > 0 && closing == 0 {
        return None;
    }
    let (kind, position) = counted(printed, closing > 0)?;
    let stop = behind.chars().next().filter(|one| opening == 0 && matches!(one, '.' | '．')).map_or(0, char::len_utf8);
    let (printed, behind) = line.split_at(opening + length + closing + stop);
    let has_blank = behind.text.starts_with(char::is_whitespace);
    let is_reference = PARTICLES.iter().any(|word| behind.text.trim_start().starts_with(word)) || behind.is_blank();
    (has_blank && !behind.is_blank() || opening > 0 && !is_reference).then_some(Number {
        piece: printed,
        kind,
        position,
        has_blank,
    })
}

fn counted(printed: &str, in_brackets: bool) -> Option<(Kind, usize)> {
    if let (Some(circled @ '①'..='⑳'), false) = (printed.chars().next(), in_brackets) {
        let position = u32::from(circled) - u32::from('①') + 1;
        return (printed.chars().count() == 1).then_some((Kind::Circled, usize::try_from(position).ok()?));
    }
    let plain: String = printed.nfkc().collect();
    // ⑴ is one character with its brackets, ⒈ with its full stop.
    let inner = plain.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let (plain, in_brackets) = match inner {
        Some(inner) => (inner, true),
        None => (plain.strip_suffix('.').unwrap_or(&plain), in_brackets),
    };
    if (1..=2).contains(&plain.len()) && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        let kind = if in_brackets { Kind::FigureInBrackets } else { Kind::Figure };
        return plain.parse().ok().filter(|position| *position > 0).map(|position| (kind, position));
    }
    let mut characters = plain.chars();
    let (one, None) = (characters.next()?, characters.next()) else { return None };
    if one.is_ascii_lowercase() {
        let kind = if in_brackets { Kind::LetterInBrackets } else { Kind::Letter };
        return Some((kind, usize::try_from(u32::from(one) - u32::from('a') + 1).ok()?));
    }
    let position = KANA.chars().position(|kana| kana == one)? + 1;
    Some((if in_brackets { Kind::KanaInBrackets } else { Kind::Kana }, position))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_references_to_them() {
        let read = |text: &str| {
            leading(Piece { text, at: 0 }).map(|number| (number.kind, number.position, number.piece.text.to_owned()))
        };
        assert_eq!(read("1 趣旨"), Some((Kind::Figure, 1, "1".into())));
        assert_eq!(read("（２） 棚"), Some((Kind::FigureInBrackets, 2, "（２）".into())));
        assert_eq!(read("(3)棚"), Some((Kind::FigureInBrackets, 3, "(3)".into())));
        assert_eq!(read("ウ\u{3000}棚"), Some((Kind::Kana, 3, "ウ".into())));
        assert_eq!(read("(オ) 棚"), Some((Kind::KanaInBrackets, 5, "(オ)".into())));
        assert_eq!(read("c 棚"), Some((Kind::Letter, 3, "c".into())));
        assert_eq!(read("(k) 棚"), Some((Kind::LetterInBrackets, 11, "(k)".into())));
        assert_eq!(read("② 棚"), Some((Kind::Circled, 2, "②".into())));
        assert_eq!(read("1. 棚"), Some((Kind::Figure, 1, "1.".into())));
        assert_eq!(read("ア) 棚"), Some((Kind::KanaInBrackets, 1, "ア)".into())));
        assert_eq!(read("⑴ 棚"), Some((Kind::FigureInBrackets, 1, "⑴".into())));
        for text in [
            "(ア)のaによる",
            "a又はb",
            "36協定",
            "(以下「棚」という。)",
            "1",
            "アイ 棚",
            "2023 年",
            "(1)",
            "0 度",
            "1)棚",
            "1.5 倍",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
