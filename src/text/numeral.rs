//! Numbers as statutes and notices print them: 66, ６６, 六十六, 〇三一七.

/// The number at the beginning of a text, from 1 to 9999, and the text behind it.
///
/// A number is written in digits of one kind: 6六 is none.
#[must_use]
pub fn leading(text: &str) -> Option<(u32, &str)> {
    let is_digit = |one: char| digit(one).is_some();
    let is_kanji = |one: char| kanji(one).is_some();
    let first = text.chars().next()?;
    let length = |within: &dyn Fn(char) -> bool| text.find(|one| !within(one)).unwrap_or(text.len());
    let (number, end) = if is_digit(first) {
        let end = length(&is_digit);
        (positional(text[..end].chars().filter_map(digit)), end)
    } else if is_kanji(first) {
        let end = length(&is_kanji);
        (from_kanji(&text[..end]), end)
    } else {
        return None;
    };
    number.filter(|number| (1..=9999).contains(number)).map(|number| (number, &text[end..]))
}

/// The number at the beginning of a text as digits, with the zeros before it, and the text behind it: 〇三一七 is 0317,
/// 三百二十三 is 323.
#[must_use]
pub fn leading_digits(text: &str) -> Option<(String, &str)> {
    for value in [digit, kanji] {
        let end = text.find(|one| value(one).is_none()).unwrap_or(text.len());
        let digits: Option<String> = text[..end].chars().map(|one| char::from_digit(value(one)?, 10)).collect();
        if let Some(digits) = digits.filter(|digits| !digits.is_empty()) {
            return Some((digits, &text[end..]));
        }
    }
    leading(text).map(|(number, rest)| (number.to_string(), rest))
}

/// The value of an ASCII or full-width digit.
fn digit(one: char) -> Option<u32> {
    match one {
        '0'..='9' => Some(u32::from(one) - u32::from('0')),
        '０'..='９' => Some(u32::from(one) - u32::from('０')),
        _ => None,
    }
}

/// The value of a kanji numeral: of a digit, or of 十, 百, 千.
fn kanji(one: char) -> Option<u32> {
    let values = "〇一二三四五六七八九".chars().zip(0..).chain([('十', 10), ('百', 100), ('千', 1000)]);
    values.into_iter().find(|(numeral, _)| *numeral == one).map(|(_, value)| value)
}

fn positional(digits: impl Iterator<Item = u32>) -> Option<u32> {
    digits.into_iter().try_fold(0_u32, |number, digit| number.checked_mul(10)?.checked_add(digit))
}

/// 百四 is 104, and so is 一〇四.
fn from_kanji(numeral: &str) -> Option<u32> {
    let values: Vec<u32> = numeral.chars().filter_map(kanji).collect();
    if values.iter().all(|value| *value < 10) {
        return positional(values.into_iter());
    }
    let (mut sum, mut digit, mut unit_before) = (0_u32, None, u32::MAX);
    for value in values {
        match (value, digit) {
            (1..10, None) => digit = Some(value),
            (10.., _) if value < unit_before => {
                sum += digit.take().unwrap_or(1) * value;
                unit_before = value;
            }
            _ => return None,
        }
    }
    Some(sum + digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_script() {
        for (text, expected) in [
            ("66条", Some((66, "条"))),
            ("６６条", Some((66, "条"))),
            ("六十六条", Some((66, "条"))),
            ("百四", Some((104, ""))),
            ("二百十三条", Some((213, "条"))),
            ("一〇四条", Some((104, "条"))),
            ("千百", Some((1100, ""))),
            ("十", Some((10, ""))),
            ("0", None),
            ("十百", None),
            ("一二十", None),
            ("十〇", None),
            ("12345", None),
            ("99999999999999999999", None),
            ("条", None),
            ("", None),
        ] {
            assert_eq!(leading(text), expected, "{text}");
        }
    }
    #[test]
    fn digits_keep_their_zeros() {
        for (text, expected) in [
            ("0317008号", Some(("0317008", "号"))),
            ("〇三一七〇〇八号", Some(("0317008", "号"))),
            ("三百二十三号", Some(("323", "号"))),
            ("２３５５", Some(("2355", ""))),
            ("十百号", None),
            ("号", None),
            ("", None),
        ] {
            assert_eq!(leading_digits(text), expected.map(|(digits, rest)| (digits.to_owned(), rest)), "{text}");
        }
    }
}
