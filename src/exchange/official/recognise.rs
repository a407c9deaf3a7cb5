//! What a sentence says besides its wording: marks, later instructions, applicability.

use jiff::civil::Date;

use crate::source::Mark;
use crate::text::calendar;

use super::rows::plain;
use crate::exchange::Yaml;

/// The mark that words in angle brackets are.
pub(super) fn mark(words: &str) -> Option<Mark> {
    let words = plain(words);
    match words.trim_matches(['<', '>', '〈', '〉', '《', '》']) {
        "内容の拡充" => Some(Mark::Expanded),
        "テーマ・内容の充実" => Some(Mark::ThemeEnriched),
        "テーマ・内容等の充実" => Some(Mark::ThemeAndMoreEnriched),
        _ => None,
    }
}

/// Whether details follow in a later instruction.
pub(super) fn is_deferred(text: &str) -> bool {
    ["別途指示", "追って指示", "別に指示"].iter().any(|word| text.contains(word))
}

/// When and for whom a text says that it holds.
pub(super) fn applies(text: &str) -> Option<Yaml> {
    let said = plain(text);
    let period = said.char_indices().find_map(|(at, _)| {
        let (from, rest) = calendar::leading_year(&said[at..])?;
        let rest = rest.strip_prefix("度")?;
        let rest = ["~", "～", "〜", "から", "-", "―"].iter().find_map(|to| rest.strip_prefix(to))?;
        let (until, rest) = calendar::leading_year(rest)?;
        rest.starts_with('度').then_some((from, until))
    });
    let centers = said.split('(').skip(1).filter_map(|inner| inner.split(')').next());
    let centers = centers.into_iter().find(|inner| inner.ends_with("のみ") && inner.contains("センター"));
    let condition = said.split_once("後は、").map(|(condition, _)| format!("{condition}後"));
    let condition = condition.filter(|condition| {
        let is_event =
            ["成立後", "施行後", "公布後", "認可後", "承認後", "決定後"].iter().any(|end| condition.ends_with(end));
        is_event && !condition.contains(['、', '。'])
    });
    if period.is_none() && centers.is_none() && condition.is_none() {
        return None;
    }
    let day = |year: i16, month: i8, day: i8| Date::new(year, month, day).ok().map(Yaml::plain);
    Some(Yaml::mapping([
        ("from", period.and_then(|(from, _)| day(from, 4, 1))),
        ("until", period.and_then(|(_, until)| day(until + 1, 3, 31))),
        ("centers", centers.map(Yaml::japanese)),
        ("condition", condition.as_deref().map(Yaml::japanese)),
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_from_a_sentence() {
        let yaml = |text: &str| applies(text).map(|yaml| yaml.file()).unwrap_or_default();
        assert_eq!(
            yaml("試行（令和4年度～令和６年度）を行う（対象センターのみ）。"),
            "from: 2022-04-01\nuntil: 2025-03-31\ncenters: {ja: 対象センターのみ}\n"
        );
        assert_eq!(yaml("令和5年度予算成立後は、置く。"), "condition: {ja: 令和5年度予算成立後}\n");
        assert_eq!(yaml("置いた後は、記録する。"), "");
    }

    #[test]
    fn marks_are_known_in_every_bracket() {
        assert_eq!(mark("＜テーマ・内容等の充実＞"), Some(Mark::ThemeAndMoreEnriched));
        assert_eq!(mark("<内容の 拡充>"), Some(Mark::Expanded));
        assert_eq!(mark("<初めて>"), None);
    }
}
