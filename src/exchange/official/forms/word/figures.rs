//! How a count is written in the formats of Word (ECMA-376, Part 1, 17.18.59).

const AIUEO: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
const FULL_WIDTH: &str = "０１２３４５６７８９";
const JAPANESE: &str = "〇一二三四五六七八九";

/// `count` as a format writes it. `None` where the format is not known, or does not go so far. Kana are as wide as a
/// character in all formats: half of it is a matter of type.
pub(super) fn written(format: &str, count: u32) -> Option<String> {
    match format {
        "none" => Some(String::new()),
        "decimal" | "decimalHalfWidth" => Some(count.to_string()),
        "decimalZero" => Some(format!("{count:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => digits(FULL_WIDTH, count),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            enclosed(count, &[('①', 20), ('㉑', 15), ('㊱', 15)])
        }
        "decimalEnclosedParen" => enclosed(count, &[('⑴', 20)]),
        "decimalEnclosedFullstop" => enclosed(count, &[('⒈', 20)]),
        "ideographEnclosedCircle" => enclosed(count, &[('㊀', 10)]),
        "aiueo" | "aiueoFullWidth" => of(AIUEO, count),
        "iroha" | "irohaFullWidth" => of(IROHA, count),
        "ideographTraditional" => of(STEMS, count),
        "ideographZodiac" => of(BRANCHES, count),
        "japaneseDigitalTenThousand" | "ideographDigital" => digits(JAPANESE, count),
        "japaneseCounting" => japanese(count),
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).map(|roman| roman.to_ascii_lowercase()),
        "upperLetter" => letters(count),
        "lowerLetter" => letters(count).map(|letters| letters.to_ascii_lowercase()),
        _ => None,
    }
}

/// The sign at a place of a list of signs, from 1.
fn of(signs: &str, count: u32) -> Option<String> {
    let at = usize::try_from(count).ok()?.checked_sub(1)?;
    signs.chars().nth(at).map(String::from)
}

/// The sign at a place of stretches of Unicode, each from its first sign on.
fn enclosed(count: u32, stretches: &[(char, u32)]) -> Option<String> {
    let mut at = count.checked_sub(1)?;
    for (first, length) in stretches {
        if at < *length {
            return char::from_u32(u32::from(*first) + at).map(String::from);
        }
        at -= length;
    }
    None
}

/// The digits of a number, each as a sign.
fn digits(signs: &str, count: u32) -> Option<String> {
    count.to_string().chars().map(|digit| signs.chars().nth(digit.to_digit(10)? as usize)).collect()
}

/// 一, 十, 十一, 二百三.
fn japanese(count: u32) -> Option<String> {
    if !(1..10_000).contains(&count) {
        return None;
    }
    let mut written = String::new();
    for (place, sign) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = count / place % 10;
        if digit > 1 || digit == 1 && place == 1 {
            written.push_str(&digits(JAPANESE, digit)?);
        }
        if digit > 0 {
            written.push_str(sign);
        }
    }
    Some(written)
}

fn roman(count: u32) -> Option<String> {
    const FIGURES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&count) {
        return None;
    }
    let mut left = count;
    let mut written = String::new();
    for (value, figure) in FIGURES {
        while left >= value {
            written.push_str(figure);
            left -= value;
        }
    }
    Some(written)
}

/// A to Z, then AA to ZZ, as Word goes on.
fn letters(count: u32) -> Option<String> {
    let at = count.checked_sub(1)?;
    let letter = char::from(b'A' + u8::try_from(at % 26).ok()?);
    let times = usize::try_from(at / 26).ok()? + 1;
    (times <= 10).then(|| String::from(letter).repeat(times))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::numbering::ordinal;

    #[test]
    fn counts_are_written_as_word_shows_them() {
        let shown = |format: &str, counts: &[u32]| {
            counts.iter().map(|count| written(format, *count).unwrap_or("?".into())).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown("decimal", &[1, 12]), "1 12");
        assert_eq!(shown("decimalFullWidth", &[1, 12]), "１ １２");
        assert_eq!(shown("decimalEnclosedCircle", &[1, 20, 21, 36, 50, 51, 0]), "① ⑳ ㉑ ㊱ ㊿ ? ?");
        assert_eq!(shown("aiueoFullWidth", &[1, 46, 47]), "ア ン ?");
        assert_eq!(shown("iroha", &[1, 3, 47]), "イ ハ ス");
        assert_eq!(shown("japaneseCounting", &[1, 10, 11, 20, 103, 1000]), "一 十 十一 二十 百三 千");
        assert_eq!(shown("lowerLetter", &[1, 26, 27]), "a z aa");
        assert_eq!(shown("upperRoman", &[4, 1999, 0]), "IV MCMXCIX ?");
        assert_eq!(shown("chicago", &[1]), "?");
    }

    /// What the import writes, the portal counts as the same number.
    #[test]
    fn what_is_written_is_read_as_the_same_count() {
        for format in ["decimal", "decimalFullWidth", "decimalEnclosedCircle", "aiueo", "upperRoman", "lowerLetter"] {
            for count in 1..=20 {
                let written = written(format, count).unwrap_or_default();
                assert_eq!(ordinal(&written), usize::try_from(count).ok(), "{format}: {written}");
            }
        }
    }
}
