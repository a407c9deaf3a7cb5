//! Numbers as Japanese official documents print them, and the segments of an address made from them.

use unicode_normalization::UnicodeNormalization as _;

use super::analysis::fold;

/// The segment of an address for a printed number: brackets and full stops fall away, circled and full-width digits
/// become plain ones, kana are romanised in the Hepburn way, Roman numerals and Latin letters become lower case.
/// `None` where nothing remains.
///
/// ```
/// use shirube::text::numbering::segment;
/// assert_eq!(segment("(イ)").as_deref(), Some("i"));
/// assert_eq!(segment("シ").as_deref(), Some("shi"));
/// assert_eq!(segment("③").as_deref(), Some("3"));
/// assert_eq!(segment("Ⅲ").as_deref(), Some("iii"));
/// assert_eq!(segment("…"), None);
/// ```
#[must_use]
pub fn segment(number: &str) -> Option<String> {
    let mut segment = String::new();
    for character in number.nfkc() {
        match character {
            'a'..='z' | '0'..='9' => segment.push(character),
            'A'..='Z' => segment.push(character.to_ascii_lowercase()),
            '.' | '-' if !segment.is_empty() => segment.push('-'),
            _ => segment.push_str(romanise(character).unwrap_or_default()),
        }
    }
    let segment = segment.trim_end_matches('-');
    (!segment.is_empty()).then(|| segment.to_owned())
}

/// The Hepburn romanisation of one katakana or hiragana of the basic 46, as printed numbers use them.
fn romanise(kana: char) -> Option<&'static str> {
    const ROMAN: [&str; 46] = [
        "a", "i", "u", "e", "o", "ka", "ki", "ku", "ke", "ko", "sa", "shi", "su", "se", "so", "ta", "chi", "tsu", "te",
        "to", "na", "ni", "nu", "ne", "no", "ha", "hi", "fu", "he", "ho", "ma", "mi", "mu", "me", "mo", "ya", "yu",
        "yo", "ra", "ri", "ru", "re", "ro", "wa", "wo", "n",
    ];
    ROMAN.get(kana_position(kana)?).copied()
}

/// The place of a kana in the order of the 五十音, from 0.
fn kana_position(kana: char) -> Option<usize> {
    const KANA: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
    let katakana = match kana {
        'ぁ'..='ゖ' => char::from_u32(u32::from(kana) + 0x60)?,
        other => other,
    };
    KANA.chars().position(|known| known == katakana)
}

/// What a printed number counts, from 1: figures in any form, Roman capitals, kana in the order of the 五十音, Latin
/// letters in theirs. `None` for a number of several levels and for anything else.
///
/// ```
/// use shirube::text::numbering::ordinal;
/// assert_eq!(["③", "(3)", "III", "ウ", "(ウ)", "c"].map(ordinal), [Some(3); 6]);
/// assert_eq!([ordinal("Ⅳ"), ordinal("1-2"), ordinal("別紙")], [Some(4), None, None]);
/// ```
#[must_use]
pub fn ordinal(number: &str) -> Option<usize> {
    let normal: String = number.nfkc().collect();
    let bare = normal.trim_matches(|one: char| matches!(one, '(' | ')' | '.' | '、' | ' '));
    if bare.bytes().all(|byte| byte.is_ascii_digit()) {
        return bare.parse().ok();
    }
    if bare.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')) {
        let value = |byte: u8| match byte {
            b'I' => 1,
            b'V' => 5,
            _ => 10,
        };
        let values: Vec<usize> = bare.bytes().take(20).map(value).collect();
        let next = values.iter().skip(1).chain([&0]);
        // A smaller figure before a larger one counts backwards: IV.
        let sum = |minus: bool| -> usize {
            values.iter().zip(next.clone()).filter(|(one, next)| (one < next) == minus).map(|(one, _)| one).sum()
        };
        return sum(false).checked_sub(sum(true));
    }
    let mut characters = bare.chars();
    let (first, None) = (characters.next()?, characters.next()) else { return None };
    match first.to_ascii_lowercase() {
        letter @ 'a'..='z' => Some(usize::from(u8::try_from(letter).ok()? - b'a') + 1),
        _ => kana_position(first).map(|position| position + 1),
    }
}

/// The segments of a printed number of one or several levels, folded, so that however it is typed it is the same:
/// Roman and Arabic figures, circled or in brackets, kana and single letters. Empty where anything else is in it.
///
/// ```
/// use shirube::text::numbering::segments;
/// assert_eq!(segments("5(1)ア(オ)"), ["5", "1", "あ", "お"]);
/// assert_eq!(segments("５の（１）のアの（オ）"), ["5", "1", "あ", "お"]);
/// assert_eq!(segments("Ⅲ-3-①"), segments("III3①"));
/// assert!(segments("80時間").is_empty());
/// ```
#[must_use]
pub fn segments(number: &str) -> Vec<String> {
    let mut text = String::new();
    for original in number.chars() {
        let mut folded = Vec::new();
        fold(original.encode_utf8(&mut [0; 4]), &mut folded);
        let folded: String = folded.iter().map(|folded| folded.character).collect();
        // What is one character in print (①, Ⅲ, ⑴) is one segment; full-width letters and figures are not.
        let inner = folded.trim_matches(['(', ')']);
        let is_whole = !matches!(original, '\0'..='\x7f' | '！'..='～')
            && !inner.is_empty()
            && inner.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_whole {
            text.push(' ');
        }
        // 5の(1)のア: between numbers it is no number itself.
        if folded == "の" && !text.is_empty() && !text.ends_with('(') {
            text.push(' ');
        } else {
            text.push_str(&folded);
        }
        if is_whole {
            text.push(' ');
        }
    }
    let class = |one: char| match one {
        '0'..='9' => Some(0),
        'a'..='z' => Some(1),
        '\u{3041}'..='\u{3096}' => Some(2),
        _ => None,
    };
    let is_separator = |one: char| matches!(one, 'ー' | '.' | '・' | ' ' | '/' | '(' | ')');
    if !text.chars().all(|one| class(one).is_some() || is_separator(one)) {
        return Vec::new();
    }
    let characters: Vec<char> = text.chars().collect();
    let segments: Vec<String> = characters
        .chunk_by(|&a, &b| class(a) == class(b) && class(a) != Some(2))
        .filter(|run| class(run[0]).is_some())
        .map(|run| run.iter().collect())
        .collect();
    // Letters in a row are a Roman figure or no number at all.
    let is_number = |segment: &String| {
        segment.chars().nth(1).is_none()
            || segment.chars().all(|one| one.is_ascii_digit())
            || segment.chars().all(|one| matches!(one, 'i' | 'v' | 'x'))
    };
    if segments.iter().all(is_number) { segments } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::segment;

    #[test]
    fn every_printed_form_becomes_a_segment() {
        for (number, expected) in [
            ("1", "1"),
            ("(1)", "1"),
            ("（２）", "2"),
            ("①", "1"),
            ("⑫", "12"),
            ("ア", "a"),
            ("（オ）", "o"),
            ("(コ)", "ko"),
            ("サ", "sa"),
            ("シ", "shi"),
            ("ﾁ", "chi"),
            ("(ｶ)", "ka"),
            ("a", "a"),
            ("(b)", "b"),
            ("III", "iii"),
            ("Ⅲ", "iii"),
            ("1-2", "1-2"),
            ("3.", "3"),
            ("い", "i"),
        ] {
            assert_eq!(segment(number).as_deref(), Some(expected), "{number}");
        }
    }

    proptest! {
        /// An address segment must need no escaping, whatever a document prints as a number.
        #[test]
        fn a_segment_needs_no_escaping(number in "\\PC{0,6}") {
            if let Some(segment) = segment(&number) {
                prop_assert!(!segment.is_empty());
                prop_assert!(segment.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            }
        }
    }
}
