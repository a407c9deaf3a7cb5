//! How binding a clause is, and to which cases it applies, as its sentences say it.

use std::collections::BTreeSet;

use crate::source::{Force, Workers};

use super::doubt::Doubt;
use super::rows::plain;
use crate::exchange::Yaml;

/// How sentences end that bind, by what they ask for. The first that fits counts.
const ENDINGS: [(&str, Force); 14] = [
    ("努めるものとする", Force::Endeavour),
    ("努めなければならないものとする", Force::Endeavour),
    ("努めなければならない", Force::Endeavour),
    ("努めること", Force::Endeavour),
    ("努める", Force::Endeavour),
    ("望ましいものとする", Force::Desirable),
    ("望ましい", Force::Desirable),
    ("適当であること", Force::Desirable),
    ("ことができるものとする", Force::May),
    ("ことができる", Force::May),
    ("ものとする", Force::Must),
    ("なければならない", Force::Must),
    ("こと", Force::Must),
    ("必要がある", Force::Must),
];

/// How binding a text is: as its first sentence that binds, and whether others differ.
pub(super) fn force(text: &str) -> (Option<Force>, Option<Doubt>) {
    let said = plain(text);
    let sentences: Vec<String> = sentences(&said).map(without_brackets).collect();
    let ending = |sentence: &str| ENDINGS.iter().find(|(end, _)| sentence.ends_with(end)).map(|(_, force)| *force);
    // What is no sentence, such as an entry of a list that ends in こと, binds nobody.
    let forces: Vec<Force> = sentences.iter().filter_map(|sentence| ending(sentence.strip_suffix('。')?)).collect();
    let first = forces.first().copied();
    let differ = forces.iter().any(|force| Some(*force) != first);
    // 周知に努めるとともに、…するものとする: one sentence, two forces.
    let is_mixed = first == Some(Force::Must) && sentences.iter().any(|sentence| sentence.contains("努めるものとする"));
    (first, (differ || is_mixed).then_some(Doubt::Force))
}

/// The sentences of a text; a full stop within brackets ends none.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_u32;
    text.split_inclusive(move |character| {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == '。' && depth == 0
    })
}

/// A text without what stands in round brackets.
pub(super) fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|character| {
            depth += u32::from(*character == '(');
            let is_outside = depth == 0;
            depth = depth.saturating_sub(u32::from(*character == ')'));
            is_outside
        })
        .collect()
}

/// The cases to which a clause applies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cases {
    workers: BTreeSet<Workers>,
    over: Option<u32>,
    up_to: Option<u32>,
    application: Option<bool>,
    employees_below: Option<u32>,
}

/// How workers are called who are treated apart.
const HIGHLY_PROFESSIONAL: &str = "高度プロフェッショナル制度適用者";
const RESEARCH: &str = "研究開発業務従事者";

impl Cases {
    /// The cases that a heading, or the first sentence of a text, names. Those of `above` hold where it names no workers.
    pub fn of(text: &str, above: &Self) -> (Self, Option<Doubt>) {
        let said = plain(text);
        let first = sentences(&said).next().unwrap_or_default();
        let mut cases = Self { workers: workers(first), ..Self::default() };
        let (over, up_to) = hours(first);
        if over.len() <= 1 && up_to.len() <= 1 {
            (cases.over, cases.up_to) = (over.first().copied(), up_to.first().copied());
        }
        let is_many = over.len() > 1 || up_to.len() > 1;
        if first.contains("申出を行った") && !first.contains("申出を行ったこと") {
            cases.application = Some(true);
        } else if first.contains("申出がない場合であっても") {
            cases.application = Some(false);
        }
        // In brackets stands what holds for some only.
        cases.employees_below = employees_below(&without_brackets(first));
        // Categories within those that the heading above names do not replace them.
        let is_within = |workers: &Workers| matches!(workers, Workers::Discretionary | Workers::Managers);
        if cases.workers.iter().all(is_within) {
            cases.workers.extend(&above.workers);
        }
        (cases, is_many.then_some(Doubt::Cases))
    }

    /// The record; `None` where it applies to all.
    pub fn yaml(&self) -> Option<Yaml> {
        if *self == Self::default() {
            return None;
        }
        let overtime = Yaml::mapping([("over", self.over.map(Yaml::plain)), ("up_to", self.up_to.map(Yaml::plain))]);
        let has_overtime = self.over.is_some() || self.up_to.is_some();
        Some(Yaml::mapping([
            ("workers", Yaml::flow(self.workers.iter().map(|workers| workers.word().to_owned()))),
            ("overtime", has_overtime.then_some(overtime)),
            ("application", self.application.map(Yaml::plain)),
            ("employees_below", self.employees_below.map(Yaml::plain)),
        ]))
    }

    /// With what the heading above says where this says nothing.
    pub fn with(mut self, heading: &Self) -> Self {
        if self.workers.is_empty() {
            self.workers.clone_from(&heading.workers);
        }
        self.over = self.over.or(heading.over);
        self.up_to = self.up_to.or(heading.up_to);
        self.application = self.application.or(heading.application);
        self.employees_below = self.employees_below.or(heading.employees_below);
        self
    }

    /// Only what is handed down to the clauses below.
    pub fn handed_down(&self) -> Self {
        Self { workers: self.workers.clone(), ..Self::default() }
    }
}

fn workers(said: &str) -> BTreeSet<Workers> {
    let mut workers = BTreeSet::new();
    let general = format!("{HIGHLY_PROFESSIONAL}を除");
    let others = format!("{HIGHLY_PROFESSIONAL}以外");
    let excluded = said.contains(&general)
        || said.contains(&others)
        || said.contains(&format!("{HIGHLY_PROFESSIONAL}」という。)を除"));
    if excluded {
        workers.insert(Workers::General);
    } else if said.contains(HIGHLY_PROFESSIONAL) {
        let is_among_others =
            ["又は", "若しくは", "及び"].iter().any(|or| said.contains(&format!("労働者{or}{HIGHLY_PROFESSIONAL}")));
        workers.insert(if is_among_others || said.contains("労働者の氏名") {
            Workers::All
        } else {
            Workers::HighlyProfessional
        });
    }
    for (word, kind) in [
        (RESEARCH, Workers::ResearchAndDevelopment),
        ("裁量労働制の適用者", Workers::Discretionary),
        ("管理監督者等", Workers::Managers),
    ] {
        if said.contains(word) {
            workers.insert(kind);
        }
    }
    workers
}

/// The limits of hours a month that single out workers: those that are exceeded, and those that are not.
fn hours(said: &str) -> (Vec<u32>, Vec<u32>) {
    let (mut over, mut up_to) = (Vec::new(), Vec::new());
    for (at, word) in said.match_indices("時間を超え") {
        let digits = said[..at]
            .rfind(|one: char| !one.is_ascii_digit())
            .map_or(0, |end| end + said[end..].chars().next().map_or(0, char::len_utf8));
        let (before, Ok(hours)) = (&said[..digits], said[digits..at].parse::<u32>()) else { continue };
        let behind = &said[at + word.len()..];
        let is_who = |behind: &str| ["労働者", RESEARCH, HIGHLY_PROFESSIONAL].iter().any(|who| behind.starts_with(who));
        let is_month = before.ends_with("1月当たり") || before.ends_with("時間を超え");
        let limits = if let Some(behind) = behind.strip_prefix("ない") {
            Some(&mut up_to).filter(|_| is_who(behind))
        } else {
            let who = behind.strip_prefix('る').or_else(|| behind.strip_prefix('た'));
            Some(&mut over).filter(|_| who.is_some_and(is_who) || behind.starts_with(|one: char| one.is_ascii_digit()))
        };
        if let Some(limits) = limits.filter(|limits| is_month && !limits.contains(&hours)) {
            limits.push(hours);
        }
    }
    (over, up_to)
}

fn employees_below(said: &str) -> Option<u32> {
    let end = said.find("人未満の事業")?;
    let start = said[..end].rfind("労働者が").map(|at| at + "労働者が".len())?;
    said[start..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(text: &str) -> String {
        let (cases, doubt) = Cases::of(text, &Cases::default());
        format!(
            "{}{}",
            cases.yaml().map(|yaml| yaml.file()).unwrap_or_default().replace('\n', " "),
            if doubt.is_some() { "?" } else { "" }
        )
    }

    #[test]
    fn force_is_that_of_the_first_sentence_that_binds() {
        let read = |text: &str| (force(text).0.map(Force::word), force(text).1.is_some());
        assert_eq!(read("砂をまくものとする。"), (Some("must"), false));
        assert_eq!(
            read("砂をまくよう努めるものとする（雪の日に限り、まかなければならない。）。"),
            (Some("endeavour"), false)
        );
        assert_eq!(read("砂をまく。塩は望ましいものとする。まいた場所は記すこと。"), (Some("desirable"), true));
        assert_eq!(read("砂をまくことができる。"), (Some("may"), false));
        assert_eq!(read("砂をまくこと"), (None, false));
    }

    #[test]
    fn cases_are_those_of_the_heading_or_first_sentence() {
        assert_eq!(
            cases("1月当たり60時間を超える労働者のうち、申出を行った人"),
            "overtime: {over: 60} application: true "
        );
        assert_eq!(
            cases("1月当たり60時間を超え90時間を超えない研究開発業務従事者は、申出がない場合であっても休む。"),
            "workers: [research-and-development] overtime: {over: 60, up_to: 90} application: false "
        );
        assert_eq!(cases("1月当たり30時間を超えて長くなるほど疲れる。"), "");
        assert_eq!(cases("常時使用する労働者が20人未満の事業場では休む。"), "employees_below: 20 ");
        assert_eq!(cases("休む(高度プロフェッショナル制度適用者を除く。)"), "workers: [general] ");
        assert_eq!(cases("1月当たり60時間を超える労働者と1月当たり70時間を超える労働者"), "?");
    }
}
