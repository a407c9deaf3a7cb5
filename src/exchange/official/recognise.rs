//! What a sentence says besides its wording: marks, later instructions, applicability, notices.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::source::{Mark, Notice, NoticeKind};
use crate::text::{Language, calendar};

use super::rows::plain;
use super::yaml::Yaml;

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

/// Notices, guidelines and manuals that documents cite.
#[derive(Debug, Default)]
pub(super) struct Notices {
    /// Words by which notices that the portal lists are found, and their ids.
    known: Vec<(String, String)>,
    /// Those that this document cites and the portal does not list, by id.
    pub found: BTreeMap<String, Cited>,
}

/// A notice as a document cites it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cited {
    /// Its name, or its number where it has no other.
    pub name: String,
    /// What it is.
    pub kind: NoticeKind,
    /// Its date.
    pub date: Option<Date>,
    /// Its number.
    pub number: Option<String>,
    /// Where in the document it is first cited.
    position: usize,
}

/// How names end, and what they are then.
const KINDS: [(&str, NoticeKind); 9] = [
    ("ガイドライン", NoticeKind::Guideline),
    ("指針", NoticeKind::Guideline),
    ("マニュアル", NoticeKind::Manual),
    ("マニュアル)", NoticeKind::Manual),
    ("要領", NoticeKind::Manual),
    ("手引き", NoticeKind::Manual),
    ("基本計画", NoticeKind::Plan),
    ("総合対策", NoticeKind::Plan),
    ("について", NoticeKind::Notice),
];

impl Notices {
    /// Those that the portal lists.
    pub fn known(notices: &[Notice]) -> Self {
        let words = |notice: &Notice| {
            let name = notice.name.get(Language::Japanese).map(fold).unwrap_or_default();
            let number = notice.number.as_ref().and_then(|number| number.get(Language::Japanese)).map(fold);
            // A number alone says nothing where it is only a date or the number of a year's volume.
            let number = number.filter(|number| number.contains('第') && number.contains('号'));
            [Some(name), number].into_iter().flatten().filter(|word| word.chars().count() > 4).collect::<Vec<_>>()
        };
        let known =
            (notices.iter()).flat_map(|notice| words(notice).into_iter().map(|word| (word, notice.id.value.clone())));
        Self { known: known.collect(), found: BTreeMap::new() }
    }

    /// The ids of the notices that a text cites. Those that the portal does not list are noted.
    pub fn cited(&mut self, text: &str) -> Vec<String> {
        let said = fold(text);
        let mut ids: Vec<String> = Vec::new();
        for (word, id) in &self.known {
            if said.contains(word) && !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        for cited in citations(text) {
            let name = fold(&cited.name);
            let is_known =
                |(word, id): &(String, String)| ids.contains(id) && (word.contains(&name) || name.contains(word));
            if self.known.iter().any(is_known) {
                continue;
            }
            let id = self.id(cited);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// The id of a notice: made of its date and number, or of its position among those without.
    fn id(&mut self, cited: Cited) -> String {
        let same = self.found.iter().find(|(_, other)| fold(&other.name) == fold(&cited.name));
        if let Some((id, _)) = same {
            return id.clone();
        }
        let digits = cited.number.as_deref().map(plain).and_then(|number| {
            let digits: String = number.rsplit('第').next()?.chars().take_while(char::is_ascii_digit).collect();
            (!digits.is_empty()).then_some(digits)
        });
        let parts: Vec<String> = cited.date.map(|date| date.to_string()).into_iter().chain(digits).collect();
        let position = self.found.len() + 1;
        let base = if parts.is_empty() { position.to_string() } else { parts.join("-") };
        let mut id = format!("notice-{base}");
        if self.found.contains_key(&id) {
            id = format!("{id}-{position}");
        }
        self.found.insert(id.clone(), Cited { position, ..cited });
        id
    }

    /// Those that the portal does not list, as records.
    pub fn records(&self) -> Vec<Yaml> {
        let mut found: Vec<(&String, &Cited)> = self.found.iter().collect();
        found.sort_by_key(|(_, cited)| cited.position);
        let record = |(id, cited): (&String, &Cited)| {
            Yaml::mapping([
                ("id", Some(Yaml::plain(id))),
                ("name", Some(Yaml::japanese(&super::write::escape(&cited.name)))),
                ("kind", Some(Yaml::plain(cited.kind.word()))),
                ("date", cited.date.map(Yaml::plain)),
                ("number", cited.number.as_deref().map(Yaml::japanese)),
            ])
        };
        found.into_iter().map(record).collect()
    }
}

/// A name without what differs from one citation to the next.
fn fold(text: &str) -> String {
    let text = plain(text);
    text.chars().filter(|one| !matches!(one, '「' | '」' | '『' | '』' | '・' | '、')).collect()
}

/// Notices cited with their date or number, and names in quotation marks that end like one.
fn citations(text: &str) -> Vec<Cited> {
    let mut cited: Vec<Cited> = Vec::new();
    let said = plain(text);
    let mut rest = said.as_str();
    while let Some(first) = rest.chars().next() {
        if let Some((date, behind)) = calendar::leading_day(rest)
            && let Some((number, behind)) = number(behind)
        {
            let kind = if number == "事務連絡" { NoticeKind::Communication } else { NoticeKind::Notice };
            let printed = rest[..rest.len() - behind.len()].to_owned();
            let (name, behind) = quoted(behind).unwrap_or_else(|| (printed.clone(), behind));
            cited.push(Cited { name, kind, date: Some(date), number: Some(printed), position: 0 });
            rest = behind;
            continue;
        }
        if first == '「'
            && let Some((name, behind)) = quoted(rest)
            && let Some((_, kind)) = KINDS.iter().find(|(end, _)| name.ends_with(end))
            && name.chars().count() > 4
            && !behind.starts_with("という")
        {
            cited.push(Cited { name, kind: *kind, date: None, number: public_number(behind), position: 0 });
            rest = behind;
            continue;
        }
        rest = &rest[first.len_utf8()..];
    }
    cited
}

/// 付け基発第1号, 付事務連絡 behind a date: the number, and what follows.
fn number(behind: &str) -> Option<(String, &str)> {
    let rest = behind.strip_prefix("付け").or_else(|| behind.strip_prefix('付'))?;
    if let Some(rest) = rest.strip_prefix("事務連絡") {
        return Some(("事務連絡".into(), rest));
    }
    let end = rest.find('号')? + '号'.len_utf8();
    let number = &rest[..end];
    (number.chars().count() <= 25 && number.contains('第')).then(|| (number.to_owned(), &rest[end..]))
}

/// (平成30年厚生労働省告示第323号) behind a name.
fn public_number(behind: &str) -> Option<String> {
    let inner = behind.strip_prefix('(')?.split([')', '。', '、']).next()?;
    let is_number = inner.ends_with('号') && calendar::leading_year(inner).is_some();
    is_number.then(|| inner.to_owned())
}

/// The name in quotation marks at the beginning of a text, and what follows. Inner ones may lack their closing mark:
/// `「「甲」の送付について」`, `「甲」の送付について」`.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('「')?;
    let mut depth = 1_usize;
    let mut end = None;
    for (at, one) in inner.char_indices() {
        match one {
            '「' => depth += 1,
            '」' => depth = depth.saturating_sub(1),
            '。' if depth == 1 => break,
            _ => continue,
        }
        if depth == 0 {
            end = Some(at);
            break;
        }
    }
    let end = end?;
    let behind = &inner[end + '」'.len_utf8()..];
    if let Some(more) =
        behind.find("について」").filter(|more| behind.starts_with('の') && !behind[..*more].contains('「'))
    {
        let end = end + '」'.len_utf8() + more + "について".len();
        return Some((format!("「{}", &inner[..end]), &inner[end + '」'.len_utf8()..]));
    }
    Some((inner[..end].to_owned(), behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_are_found_by_date_number_and_name() {
        let names = |text: &str| -> Vec<String> {
            let cited = citations(text).into_iter();
            cited
                .map(|cited| format!("{} {:?} {:?}", cited.name, cited.date.map(|date| date.to_string()), cited.number))
                .collect()
        };
        assert_eq!(
            names("平成30年2月3日付け消予発第12号「「火の用心」の送付について」による。"),
            ["「火の用心」の送付について Some(\"2018-02-03\") Some(\"平成30年2月3日付け消予発第12号\")"]
        );
        assert_eq!(
            names("令和元年5月1日付事務連絡を参考とし、「雪かきマニュアル」（平成20年防災省告示第9号）を使う。"),
            [
                "令和元年5月1日付事務連絡 Some(\"2019-05-01\") Some(\"令和元年5月1日付事務連絡\")",
                "雪かきマニュアル None Some(\"平成20年防災省告示第9号\")"
            ]
        );
        assert!(names("「雪の日」に、「除雪ガイドライン」という。").is_empty());
    }

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
