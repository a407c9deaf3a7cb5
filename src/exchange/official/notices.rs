//! Notices, guidelines and manuals that documents cite.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::reference::notice::{InstrumentKind, NoticeNumber, notices as numbers};
use crate::reference::phrase::{asides, name_at_end};
use crate::source::{Notice, NoticeKind};
use crate::text::{Language, calendar};

use super::names::{called, not_sure};
use super::rows::plain;
use crate::exchange::Yaml;

/// The notices of a portal, and those that a document adds.
#[derive(Debug, Default)]
pub(super) struct Notices {
    /// Words by which notices that the portal lists are found, and their ids.
    known: Vec<(String, String)>,
    /// What ids by position begin with: the id of the document.
    document: String,
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
    /// How the document calls it from there on.
    pub called: Option<String>,
    /// Whether it is sure where its name begins.
    pub is_sure: bool,
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
    pub fn known(notices: &[Notice], document: &str) -> Self {
        let words = |notice: &Notice| {
            let name = notice.name.get(Language::Japanese).map(fold).unwrap_or_default();
            let number = notice.number.as_ref().and_then(|number| number.get(Language::Japanese)).map(fold);
            // A number alone says nothing where it is only a date or the number of a year's volume.
            let number = number.filter(|number| number.contains('第') && number.contains('号'));
            [Some(name), number].into_iter().flatten().filter(|word| word.chars().count() > 4).collect::<Vec<_>>()
        };
        let known =
            (notices.iter()).flat_map(|notice| words(notice).into_iter().map(|word| (word, notice.id.value.clone())));
        Self { known: known.collect(), document: document.to_owned(), found: BTreeMap::new() }
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
        for cited in published(text).into_iter().chain(citations(text)) {
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
        let name = fold(&cited.name);
        let is_same =
            |other: &Cited| fold(&other.name) == name || other.called.as_deref().map(fold).as_ref() == Some(&name);
        let same = self.found.iter().find(|(_, other)| is_same(other));
        if let Some((id, _)) = same {
            return id.clone();
        }
        let digits = cited.number.as_deref().map(plain).and_then(|number| {
            let digits: String = number.rsplit('第').next()?.chars().take_while(char::is_ascii_digit).collect();
            (!digits.is_empty()).then_some(digits)
        });
        let year = cited.number.as_deref().map(plain).and_then(|number| Some(calendar::leading_year(&number)?.0));
        let date = cited.date.map(|date| date.to_string()).or(year.map(|year| year.to_string()));
        let parts: Vec<String> = date.into_iter().chain(digits).collect();
        let position = self.found.len() + 1;
        let mut id = format!("notice-{}", parts.join("-"));
        if parts.is_empty() {
            id = format!("{}-notice-{position}", self.document);
        }
        if self.found.contains_key(&id) || self.known.iter().any(|(_, known)| *known == id) {
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
                ("review", Yaml::list((!cited.is_sure).then(not_sure))),
            ])
        };
        found.into_iter().map(record).collect()
    }
}

/// A name without what differs from one citation to the next.
pub(super) fn fold(text: &str) -> String {
    let text = plain(text);
    text.chars().filter(|one| !matches!(one, '「' | '」' | '『' | '』' | '・' | '、')).collect()
}

fn named(name: String, kind: NoticeKind) -> Cited {
    Cited { name, kind, date: None, number: None, called: None, is_sure: true, position: 0 }
}

/// Notices whose public number stands in brackets behind their name: …指針（平成20年防災省告示第9号）.
fn published(text: &str) -> Vec<Cited> {
    let cited = asides(text).into_iter().filter_map(|(before, inner)| {
        let number = public_number(&plain(inner))?;
        let (name, is_sure) = name_at_end(before, false)?;
        let (_, kind) = KINDS.iter().find(|(end, _)| name.ends_with(end))?;
        let is_sure = is_sure || before.ends_with('」');
        let called = called(inner).map(str::to_owned);
        Some(Cited { number: Some(number), called, is_sure, ..named(name.to_owned(), *kind) })
    });
    cited.collect()
}

/// Notices cited with their date or number, and names in quotation marks that end like one.
fn citations(text: &str) -> Vec<Cited> {
    let mut cited: Vec<Cited> = Vec::new();
    let said = plain(text);
    let numbers = numbers(&said, Language::Japanese);
    let mut rest = said.as_str();
    while let Some(first) = rest.chars().next() {
        let at = said.len() - rest.len();
        if let Some(number) = numbers.iter().find(|number| number.range.start == at)
            && let Some(kind) = letter_kind(number)
        {
            let printed = said[number.range.clone()].to_owned();
            let behind = &said[number.range.end..];
            let (name, behind) = quoted(behind).unwrap_or_else(|| (printed.clone(), behind));
            cited.push(Cited { date: number.date, number: Some(printed), ..named(name, kind) });
            rest = behind;
            continue;
        }
        if first == '「'
            && let Some((name, behind)) = quoted(rest)
            && let Some((_, kind)) = KINDS.iter().find(|(end, _)| name.ends_with(end))
            && name.chars().count() > 4
            && !behind.starts_with("という")
        {
            cited.push(Cited { number: behind.strip_prefix('(').and_then(public_number), ..named(name, *kind) });
            rest = behind;
            continue;
        }
        rest = &rest[first.len_utf8()..];
    }
    cited
}

/// What is named by the number of a letter and its date.
fn letter_kind(number: &NoticeNumber) -> Option<NoticeKind> {
    match number.kind {
        InstrumentKind::Notice => number.date.map(|_| NoticeKind::Notice),
        InstrumentKind::Communication => Some(NoticeKind::Communication),
        _ => None,
    }
}

/// 平成30年厚生労働省告示第323号 at the beginning of what stands in brackets behind a name.
fn public_number(inner: &str) -> Option<String> {
    let number = numbers(inner, Language::Japanese).into_iter().next()?;
    let is_public = matches!(number.kind, InstrumentKind::PublicNotice | InstrumentKind::Guideline);
    (is_public && number.year.is_some()).then(|| inner.get(number.range).map(str::to_owned)).flatten()
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
}
