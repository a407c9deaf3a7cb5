//! Dates and times as offices write them: 令和5年6月14日, R5.6.14, 2023年6月14日（水）, 午後2時30分, 14:30.

use jiff::civil::{Date, Time};

/// The eras by their names and initials, each with the year before its first.
const ERAS: [(&[&str], i16); 4] =
    [(&["令和", "r"], 2018), (&["平成", "h"], 1988), (&["昭和", "s"], 1925), (&["大正", "t"], 1911)];

/// Reads a day. `text` is normalised (NFKC); a day of the week behind it is passed over. `None` where it is no day of the
/// calendar, or where it has no year.
#[must_use]
pub fn parse_day(text: &str) -> Option<Date> {
    let text = without_weekday(text.trim());
    let lower = text.to_lowercase();
    let era = (ERAS.iter())
        .flat_map(|(names, before)| names.iter().map(move |name| (name, before)))
        .find_map(|(name, before)| lower.strip_prefix(*name).map(|rest| (rest.trim_start().to_owned(), *before)));
    let (rest, before) = era.unwrap_or((lower, 0));
    let rest = if before == 0 { rest } else { rest.replacen('元', "1", 1) };
    let rest = rest.strip_suffix('日').unwrap_or(&rest);
    let parts: Vec<&str> = rest.split(['年', '月', '/', '-', '.']).map(str::trim).collect();
    let [year, month, day] = parts[..] else { return None };
    // Two digits without an era could be any century, or an era that somebody left out.
    if before == 0 && year.len() != 4 {
        return None;
    }
    let number = |text: &str| -> Option<i16> {
        Some(text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
    };
    Date::new(number(year)?.checked_add(before)?, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?)
        .ok()
}

/// Reads a time of the day, to the minute. `text` is normalised (NFKC).
#[must_use]
pub fn parse_time(text: &str) -> Option<Time> {
    let text = text.trim();
    let (text, after_noon) = if let Some(rest) = text.strip_prefix("午後") {
        (rest, true)
    } else {
        (text.strip_prefix("午前").unwrap_or(text), false)
    };
    let text = text.trim().replace('半', "30分");
    let (hour, minute) = match text.split_once([':', '時']) {
        Some((hour, minute)) => (hour, minute.trim_end_matches('分')),
        None => return None,
    };
    let minute = if minute.trim().is_empty() { "0" } else { minute };
    // Spreadsheets add seconds.
    let minute = minute.strip_suffix(":00").unwrap_or(minute);
    let number = |text: &str| -> Option<i8> {
        Some(text.trim()).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
    };
    let hour = number(hour)?;
    let hour = if after_noon && hour < 12 { hour + 12 } else { hour };
    Time::new(hour, number(minute)?, 0, 0).ok()
}

/// Reads a day with an optional time behind it.
#[must_use]
pub fn parse_day_and_time(text: &str) -> Option<(Date, Option<Time>)> {
    let text = text.trim();
    if let Some(day) = parse_day(text) {
        return Some((day, None));
    }
    // The day ends at the first place from which a time can be read.
    (text.char_indices().skip(1)).find_map(|(at, _)| {
        let day = parse_day(text[..at].trim_end_matches(['t', 'T']))?;
        Some((day, Some(parse_time(&text[at..])?)))
    })
}

/// `2023年6月14日(水)` without the day of the week.
fn without_weekday(text: &str) -> &str {
    let Some((day, weekday)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) else { return text };
    let weekday = weekday.trim_end_matches("祝").trim_end_matches(['・', '曜', '日']).trim();
    let is_weekday = weekday.is_empty() || "月火水木金土日".contains(weekday) || weekday.ends_with('曜');
    if is_weekday { day.trim_end() } else { text }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use unicode_normalization::UnicodeNormalization as _;

    use super::*;

    #[test]
    fn days_are_read_as_offices_write_them() {
        for text in [
            "2023-06-14",
            "2023/6/14",
            "2023.6.14",
            "2023年6月14日",
            "令和5年6月14日",
            "令和５年６月１４日",
            "R5.6.14",
            "r5/6/14",
            "２０２３／６／１４",
            "2023年6月14日（水）",
            "令和 5年 6月14日(水曜日)",
            "令和5年6月14日（水・祝）",
        ] {
            let text: String = text.nfkc().collect();
            assert_eq!(parse_day(&text), Some(date(2023, 6, 14)), "{text}");
        }
        assert_eq!(parse_day("令和元年5月1日"), Some(date(2019, 5, 1)));
        assert_eq!(parse_day("H31.4.30"), Some(date(2019, 4, 30)));
        for text in
            ["2023/2/30", "5/6/14", "23.6.14", "6月14日", "令和5年", "2023-06-14T14:00", "Q5.6.14", "", "年月日"]
        {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_read_as_offices_write_them() {
        for text in ["14:30", "14時30分", "午後2時30分", "午後2時半", "午後 2:30", "14:30:00"] {
            assert_eq!(parse_time(text), Some(time(14, 30, 0, 0)), "{text}");
        }
        assert_eq!(parse_time("午前9時"), Some(time(9, 0, 0, 0)));
        assert_eq!(parse_time("午後12時15分"), Some(time(12, 15, 0, 0)));
        for text in ["24:30", "14", "14:5x", "午後", "昼ごろ"] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_may_stand_behind_the_day() {
        let both = Some((date(2023, 6, 14), Some(time(14, 0, 0, 0))));
        for text in ["2023-06-14T14:00", "2023/6/14 14:00", "令和5年6月14日(水)14時", "2023年6月14日 午後2時"]
        {
            assert_eq!(parse_day_and_time(text), both, "{text}");
        }
        assert_eq!(parse_day_and_time("R5.6.14"), Some((date(2023, 6, 14), None)));
        assert_eq!(parse_day_and_time("2023/6/14 夕方"), None);
    }
}
