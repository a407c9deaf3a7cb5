//! Dates as they are read in Japan and abroad: eras, fiscal years, days of the week.

use jiff::civil::{Date, DateTime, Weekday};

use super::{Language, numeral};

/// The eras since 1912, each with its first day (from the cabinet orders that changed the era name; the latest is
/// Cabinet Order No. 143 of 2019), newest first.
const ERAS: [(&str, &str, i16, i8, i8); 4] = [
    ("令和", "Reiwa", 2019, 5, 1),
    ("平成", "Heisei", 1989, 1, 8),
    ("昭和", "Showa", 1926, 12, 25),
    ("大正", "Taisho", 1912, 7, 30),
];

/// The Japanese era of a day with the year in it, as in 令和5年; the first year is 元年. `None` before 1912-07-30.
#[must_use]
pub fn era_year(date: Date) -> Option<String> {
    let (name, _, first_year, ..) = ERAS
        .into_iter()
        .find(|&(_, _, year, month, day)| (date.year(), date.month(), date.day()) >= (year, month, day))?;
    Some(match date.year() - first_year + 1 {
        1 => format!("{name}元年"),
        year => format!("{name}{year}年"),
    })
}

/// The year of an era at the beginning of a text, 令和5年, 平成十八年 or 令和元年, and what follows. Laws in force are
/// older than the calendar by which days are written here: 明治 counts too.
///
/// ```
/// use shirube::text::calendar::leading_year;
/// assert_eq!(leading_year("令和元年度実績"), Some((2019, "度実績")));
/// assert_eq!(leading_year("平成30年11月"), Some((2018, "11月")));
/// assert_eq!(leading_year("明治二十九年法律"), Some((1896, "法律")));
/// assert_eq!(leading_year("本年"), None);
/// ```
#[must_use]
pub fn leading_year(text: &str) -> Option<(i16, &str)> {
    let eras = ERAS.into_iter().map(|(name, _, year, ..)| (name, year)).chain([("明治", 1868)]);
    let (first_year, rest) = eras.into_iter().find_map(|(name, year)| Some((year, text.strip_prefix(name)?)))?;
    let (year, rest) = match rest.strip_prefix('元') {
        Some(rest) => (1, rest),
        None => numeral::leading(rest.trim_start())?,
    };
    let year = i16::try_from(year).ok().filter(|year| *year <= 99)?;
    Some((first_year + year - 1, rest.trim_start().strip_prefix('年')?))
}

/// A day with its era at the beginning of a text, 平成30年11月22日, and what follows.
#[must_use]
pub fn leading_day(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = leading_year(text)?;
    leading_day_of(year, rest)
}

/// A day of a year at the beginning of a text, 11月22日, and what follows.
#[must_use]
pub fn leading_day_of(year: i16, text: &str) -> Option<(Date, &str)> {
    let before = |text, mark| {
        let (number, rest) = numeral::leading(str::trim_start(text))?;
        Some((i8::try_from(number).ok()?, rest.trim_start().strip_prefix(mark)?))
    };
    let (month, rest) = before(text, '月')?;
    let (day, rest) = before(rest, '日')?;
    Some((Date::new(year, month, day).ok()?, rest))
}

/// A day in English at the beginning of a text, 22 November 2018 or November 22, 2018, and what follows.
///
/// ```
/// use shirube::text::calendar::leading_english_day;
/// let day = jiff::civil::date(2018, 11, 22);
/// assert_eq!(leading_english_day("22 November 2018)"), Some((day, ")")));
/// assert_eq!(leading_english_day("November 22, 2018)"), Some((day, ")")));
/// ```
#[must_use]
pub fn leading_english_day(text: &str) -> Option<(Date, &str)> {
    fn month(text: &str) -> Option<(i8, &str)> {
        let end = text.find(|one: char| !one.is_ascii_alphabetic()).unwrap_or(text.len());
        let month = (1..=12).find(|month| month_name(*month) == &text[..end])?;
        Some((month, text[end..].strip_prefix(' ')?))
    }
    let (month, day, rest) = if let Some((day, rest)) = numeral::leading(text) {
        let (month, rest) = month(rest.strip_prefix(' ')?)?;
        (month, day, rest)
    } else {
        let (month, rest) = month(text)?;
        let (day, rest) = numeral::leading(rest)?;
        (month, day, rest.strip_prefix(", ")?)
    };
    let (year, rest) = numeral::leading(rest).filter(|(year, _)| *year >= 1000)?;
    Some((Date::new(i16::try_from(year).ok()?, month, i8::try_from(day).ok()?).ok()?, rest))
}

/// A day, written out: 2023年4月1日, 1 April 2023.
#[must_use]
pub fn day(date: Date, language: Language) -> String {
    match language {
        Language::Japanese => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Language::English => format!("{} {} {}", date.day(), month_name(date.month()), date.year()),
    }
}

/// A month with its year: 2023年4月, April 2023.
#[must_use]
pub fn month(date: Date, language: Language) -> String {
    match language {
        Language::Japanese => format!("{}年{}月", date.year(), date.month()),
        Language::English => format!("{} {}", month_name(date.month()), date.year()),
    }
}

/// A day with its era, as official documents date themselves: 平成30年11月22日, 22 November 2018.
#[must_use]
pub fn official_day(date: Date, language: Language) -> String {
    match (language, era_year(date)) {
        (Language::Japanese, Some(year)) => format!("{year}{}月{}日", date.month(), date.day()),
        _ => day(date, language),
    }
}

/// The fiscal year (April to March) by the year in which it begins: 令和5年度, FY2023.
#[must_use]
pub fn fiscal_year(year: i16, language: Language) -> String {
    let era = Date::new(year, 4, 1).ok().and_then(|first| {
        // The fiscal year 2019 began a month before 令和 and is called 令和元年度 all the same.
        era_year(if year == 2019 { Date::new(2019, 5, 1).ok()? } else { first })
    });
    match (language, era) {
        (Language::Japanese, Some(era)) => format!("{era}度"),
        (Language::Japanese, None) => format!("{year}年度"),
        (Language::English, _) => format!("FY{year}"),
    }
}

/// When an event takes place: 2023年6月14日（水）14:00–16:00; Wednesday 14 June 2023, 14:00–16:00.
#[must_use]
pub fn period(start: DateTime, end: Option<DateTime>, language: Language) -> String {
    let mut text = with_weekday(start.date(), language);
    let end = end.filter(|end| *end != start);
    let space = if language == Language::English { ", " } else { " " };
    let has_time = start.time() != jiff::civil::Time::midnight();
    if has_time {
        text = format!("{text}{space}{}", clock(start));
    }
    match end {
        None => text,
        Some(end) if end.date() == start.date() => format!("{text}–{}", clock(end)),
        Some(end) if has_time => format!("{text} – {}{space}{}", with_weekday(end.date(), language), clock(end)),
        Some(end) => format!("{text} – {}", with_weekday(end.date(), language)),
    }
}

fn clock(time: DateTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

fn with_weekday(date: Date, language: Language) -> String {
    let (japanese, english) = match date.weekday() {
        Weekday::Monday => ("月", "Monday"),
        Weekday::Tuesday => ("火", "Tuesday"),
        Weekday::Wednesday => ("水", "Wednesday"),
        Weekday::Thursday => ("木", "Thursday"),
        Weekday::Friday => ("金", "Friday"),
        Weekday::Saturday => ("土", "Saturday"),
        Weekday::Sunday => ("日", "Sunday"),
    };
    match language {
        Language::Japanese => format!("{}（{japanese}）", day(date, language)),
        Language::English => format!("{english} {}", day(date, language)),
    }
}

fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|index| NAMES.get(index)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};

    use super::*;

    #[test]
    fn eras_change_on_their_first_day() {
        assert_eq!(era_year(date(2019, 4, 30)).as_deref(), Some("平成31年"));
        assert_eq!(era_year(date(2019, 5, 1)).as_deref(), Some("令和元年"));
        assert_eq!(era_year(date(1989, 1, 7)).as_deref(), Some("昭和64年"));
        assert_eq!(era_year(date(1972, 6, 8)).as_deref(), Some("昭和47年"));
        assert_eq!(era_year(date(1900, 1, 1)), None);
    }

    #[test]
    fn fiscal_years_are_named_by_their_beginning() {
        assert_eq!(fiscal_year(2023, Language::Japanese), "令和5年度");
        assert_eq!(fiscal_year(2019, Language::Japanese), "令和元年度");
        assert_eq!(fiscal_year(2023, Language::English), "FY2023");
    }

    #[test]
    fn events_say_when_in_both_languages() {
        let start = datetime(2023, 6, 14, 14, 0, 0, 0);
        let end = datetime(2023, 6, 14, 16, 5, 0, 0);
        assert_eq!(period(start, Some(end), Language::Japanese), "2023年6月14日（水） 14:00–16:05");
        assert_eq!(period(start, Some(end), Language::English), "Wednesday 14 June 2023, 14:00–16:05");
        let days =
            period(datetime(2023, 6, 14, 0, 0, 0, 0), Some(datetime(2023, 6, 15, 0, 0, 0, 0)), Language::English);
        assert_eq!(days, "Wednesday 14 June 2023 – Thursday 15 June 2023");
    }
}
