//! The values of cells in the one form that records are decoded from.

use unicode_normalization::UnicodeNormalization as _;

use crate::text::date;

use super::columns::Form;

/// What spreadsheets show in place of a value that they cannot work out or show.
const ERRORS: [&str; 8] = ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"];

/// Whether a cell holds the error of a formula, or the `####` of a column too narrow for its date.
pub fn is_error(text: &str) -> bool {
    ERRORS.contains(&text) || text.len() > 1 && text.bytes().all(|byte| byte == b'#')
}

/// A value in the form of its column. What cannot be read is left as it is, for the decoder to report.
pub fn canonical(text: &str, form: Form) -> String {
    match form {
        Form::Text => lines(text).join("  \n"),
        Form::Line => one_line(text),
        Form::Value => value(text),
        Form::Choice(words) => {
            let plain = value(text);
            let lower = plain.to_lowercase();
            let is_meant = |(word, others): &&(&str, &[&str])| *word == lower || others.contains(&lower.as_str());
            words.iter().find(is_meant).map_or(plain, |(word, _)| (*word).to_owned())
        }
        Form::Day => {
            let plain = value(text);
            date::parse_day(&plain).map_or(plain, |day| day.to_string())
        }
        Form::Time => {
            let plain = value(text);
            match date::parse_day_and_time(&plain) {
                Some((day, None)) => day.to_string(),
                Some((day, Some(time))) => format!("{day} {:02}:{:02}", time.hour(), time.minute()),
                None => plain,
            }
        }
        Form::Contact => contact(text),
        Form::Clock(_) => clock(text),
        Form::List | Form::Known => text.to_owned(),
    }
}

/// A value without variants of characters: full-width letters and digits are the same as others. `="007"`, which keeps a
/// spreadsheet from dropping zeros, is 007.
pub fn value(text: &str) -> String {
    let text = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    text.trim_start_matches('\'').nfkc().collect::<String>().trim().to_owned()
}

/// A time of the day as `14:00`.
pub fn clock(text: &str) -> String {
    let plain = value(text);
    date::parse_time(&plain).map_or(plain, |time| format!("{:02}:{:02}", time.hour(), time.minute()))
}

/// A telephone number in ASCII with its leading zero; anything else as it is.
fn contact(text: &str) -> String {
    let plain = one_line(&value(text));
    if !plain.chars().any(|character| character.is_ascii_digit()) || plain.contains(['@', '/']) {
        return plain;
    }
    let dashes = |character: char| if "‐‑‒–—―−ーｰ".contains(character) { '-' } else { character };
    let number: String = plain.chars().map(dashes).collect();
    with_leading_zero(&number).unwrap_or(number)
}

/// A telephone number with the zero that a spreadsheet took for the beginning of a plain number; `None` where none is
/// lost. Numbers have ten digits, those of mobile telephones (070, 080, 090) and of IP telephones (050) eleven
/// (電気通信番号計画, Ministry of Internal Affairs and Communications).
pub fn with_leading_zero(text: &str) -> Option<String> {
    let plain = value(text);
    let is_lost = plain.bytes().all(|byte| byte.is_ascii_digit())
        && !plain.starts_with('0')
        && (plain.len() == 9 || plain.len() == 10 && matches!(plain.get(..2), Some("50" | "70" | "80" | "90")));
    is_lost.then(|| format!("0{plain}"))
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Lines as one: with a blank between Latin words, with none beside Japanese.
fn one_line(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in lines(text) {
        let is_word = |character: Option<char>| character.is_some_and(|character| character.is_ascii_graphic());
        if is_word(joined.chars().last()) && is_word(line.chars().next()) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_offices_take_one_form() {
        assert_eq!(canonical("令和５年６月１４日", Form::Day), "2023-06-14");
        assert_eq!(canonical("R5.6.14 午後2時", Form::Time), "2023-06-14 14:00");
        assert_eq!(canonical("来週", Form::Day), "来週");
        assert_eq!(canonical("産業保健\n研究所", Form::Line), "産業保健研究所");
        assert_eq!(canonical("Sample\r\nHall", Form::Line), "Sample Hall");
        assert_eq!(canonical("一行目\n\n二行目", Form::Text), "一行目  \n二行目");
        assert_eq!(canonical("＝", Form::Value), "=");
        assert_eq!(value("=\"007\""), "007");
    }

    #[test]
    fn telephone_numbers_keep_their_zero() {
        assert_eq!(canonical("０３−１２３４ー５６７８", Form::Contact), "03-1234-5678");
        assert_eq!(canonical("312345678", Form::Contact), "0312345678");
        assert_eq!(canonical("9012345678", Form::Contact), "09012345678");
        for text in ["03-1234-5678", "1234", "2023061400", "a@example.jp", "https://example.jp/123456789"] {
            assert_eq!(canonical(text, Form::Contact), text);
        }
    }
}
