//! Quantified duties: how often, how many, by whom, as sentences say it.

use crate::source::{Operator, Per, Unit};
use crate::text::calendar;

use super::doubt::Doubt;
use super::rows::plain;
use crate::exchange::Yaml;

/// A duty that a sentence states.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Duty {
    /// The sentence.
    pub action: String,
    /// For whom.
    pub audience: Option<String>,
    /// How the amount is meant.
    pub operator: Operator,
    /// How much.
    pub amount: Option<u32>,
    /// How many tenths or hundredths, and of how many.
    pub ratio: Option<f64>,
    /// Of what.
    pub unit: Option<Unit>,
    /// By whom or where each.
    pub per: Per,
    /// The fiscal year of comparison, and whether its plan or result.
    pub baseline: Option<(i16, &'static str)>,
    /// Whether only on request.
    pub on_request: bool,
}

impl Duty {
    /// The record.
    pub fn yaml(&self, id: String) -> Yaml {
        let baseline = self
            .baseline
            .map(|(year, of)| Yaml::mapping([("year", Some(Yaml::plain(year))), ("of", Some(Yaml::plain(of)))]));
        Yaml::mapping([
            ("id", Some(Yaml::plain(id))),
            ("action", Some(Yaml::japanese(&super::write::escape(&self.action)))),
            ("audience", self.audience.as_deref().map(|audience| Yaml::japanese(&super::write::escape(audience)))),
            ("operator", Some(Yaml::plain(self.operator.word()))),
            ("amount", self.amount.map(Yaml::plain)),
            ("ratio", self.ratio.map(Yaml::plain)),
            ("unit", self.unit.map(|unit| Yaml::plain(unit.word()))),
            ("per", Some(Yaml::plain(self.per.word()))),
            ("baseline", baseline),
            ("on_request", self.on_request.then(|| Yaml::plain(true))),
        ])
    }
}

/// The duties that a text states, in its order. `year` is the fiscal year of the directives.
pub(super) fn duties(text: &str, year: i16) -> (Vec<Duty>, Vec<Doubt>) {
    let (mut duties, mut doubts) = (Vec::new(), Vec::new());
    for sentence in text.split_inclusive(['。', '\n']).map(str::trim).filter(|sentence| !sentence.is_empty()) {
        let said = plain(sentence);
        let (per, unsure) = per(&said);
        let known = duties.len();
        let duty = |operator| Duty {
            action: sentence.trim_end_matches('。').to_owned(),
            audience: audience(&said),
            operator,
            amount: None,
            ratio: None,
            unit: None,
            per,
            baseline: None,
            on_request: said.contains("要請があった") || said.contains("要請に応じ") || said.contains("求めがあった"),
        };
        for figure in figures(&said) {
            match figure.operator {
                Some(operator) => {
                    let (amount, ratio) = match figure.share {
                        Some(of) => (None, Some(f64::from(figure.number) / f64::from(of))),
                        None => (Some(figure.number), None),
                    };
                    let audience = figure.audience.or_else(|| audience(&said));
                    duties.push(Duty { amount, ratio, unit: figure.unit, audience, ..duty(operator) });
                }
                None if figure.unit == Some(Unit::Times) || figure.share.is_some() => {
                    doubts.push(Doubt::Figure { figure: figure.printed });
                }
                None => {}
            }
        }
        if let Some((operator, baseline)) = comparison(&said, year) {
            let unit = if said.contains("件数") {
                Some(Unit::Cases)
            } else if said.contains("回数") || said.contains("研修") || said.contains("セミナー") {
                Some(Unit::Times)
            } else {
                None
            };
            duties.push(Duty { baseline: Some(baseline), unit, ..duty(operator) });
        }
        doubts.extend(unsure.filter(|_| duties.len() > known));
    }
    (duties, doubts)
}

/// The target in the brackets behind a plan item.
pub(super) fn target(printed: &str, title: &str) -> Option<Duty> {
    let said = plain(printed);
    let figure = figures(&said).into_iter().next()?;
    let amount = figure.share.is_none().then_some(figure.number);
    let ratio = figure.share.map(|of| f64::from(figure.number) / f64::from(of));
    let operator = figure.operator?;
    let action = title.to_owned();
    let (unit, per) = (figure.unit, Per::Nation);
    Some(Duty { action, audience: None, operator, amount, ratio, unit, per, baseline: None, on_request: false })
}

/// A number with its unit.
struct Figure {
    printed: String,
    number: u32,
    unit: Option<Unit>,
    /// Of how many it is a share.
    share: Option<u32>,
    operator: Option<Operator>,
    /// For whom, where that is said right before it.
    audience: Option<String>,
}

const UNITS: [(&str, Option<Unit>, Option<u32>); 9] = [
    ("回", Some(Unit::Times), None),
    ("件", Some(Unit::Cases), None),
    ("箇所", Some(Unit::Places), None),
    ("か所", Some(Unit::Places), None),
    ("カ所", Some(Unit::Places), None),
    ("ヶ所", Some(Unit::Places), None),
    ("割", None, Some(10)),
    ("%", None, Some(100)),
    ("パーセント", None, Some(100)),
];

const OPERATORS: [(&str, Operator); 7] = [
    ("以上", Operator::AtLeast),
    ("以下", Operator::AtMost),
    ("に限", Operator::AtMost),
    ("まで", Operator::AtMost),
    ("以内", Operator::AtMost),
    ("程度", Operator::About),
    ("を超え", Operator::MoreThan),
];

/// The numbers of a sentence that have a unit to be counted in. 第3回 counts nothing.
fn figures(said: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut at = 0;
    while let Some(start) = said[at..].find(|one: char| one.is_ascii_digit()).map(|start| at + start) {
        let is_part = |one: char| one.is_ascii_digit() || one == ',';
        let end = said[start..].find(|one: char| !is_part(one)).map_or(said.len(), |end| start + end);
        at = end;
        let (before, behind) = (&said[..start], &said[end..]);
        let Some((word, unit, share)) = UNITS.iter().find(|(word, ..)| behind.starts_with(word)) else { continue };
        let Ok(number) = said[start..end].replace(',', "").parse::<u32>() else { continue };
        if before.ends_with('第') {
            continue;
        }
        let behind = &behind[word.len()..];
        let said_behind = OPERATORS.iter().find(|(word, _)| behind.starts_with(word)).map(|(_, operator)| *operator);
        let operator = said_behind.or_else(|| before.ends_with("最低").then_some(Operator::AtLeast));
        let printed = format!("{}{word}", &said[start..end]);
        let audience = before
            .strip_suffix("向けに")
            .map(|before| before.rsplit(['、', '。', 'を', '(']).next().unwrap_or_default().to_owned());
        figures.push(Figure { printed, number, unit: *unit, share: *share, operator, audience });
    }
    figures
}

/// Who has to reach the amounts of a sentence: what it names, else each center. For directives are what headquarters tells
/// each center to do, so that a sentence without a subject is about the center that reads it; this is no guess, and no
/// doubt. It is one where somebody else is to act.
fn per(said: &str) -> (Per, Option<Doubt>) {
    let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
    if has(&["各都道府県", "都道府県ごと", "都道府県毎"]) {
        (Per::Prefecture, None)
    } else if has(&["事業場につき", "事業場当たり", "事業場あたり", "各事業場"]) {
        (Per::Workplace, None)
    } else if has(&["全国で", "全国合計", "全国の合計", "センターの合計", "センター合計", "機構全体"])
    {
        (Per::Nation, None)
    } else {
        let per = Per::Center;
        (per, somebody_else_acts(said).then_some(Doubt::Per { per: per.word() }))
    }
}

/// Whether a sentence names as who acts somebody other than the center.
fn somebody_else_acts(said: &str) -> bool {
    const OTHERS: [&str; 7] = ["本部", "機構", "労働局", "監督署", "地域窓口", "医師会", "地域産業保健センター"];
    let acts = |other: &&str| said.contains(&format!("{other}は")) || said.contains(&format!("{other}が"));
    OTHERS.iter().any(acts)
}

/// For whom something is done, where the sentence begins with it.
fn audience(said: &str) -> Option<String> {
    let (audience, _) = said.split_once("向けの")?;
    let is_name = !audience.is_empty() && audience.chars().count() <= 20 && !audience.contains(['、', '。', 'を']);
    is_name.then(|| audience.to_owned())
}

/// A comparison with another fiscal year: how, and with what.
fn comparison(said: &str, year: i16) -> Option<(Operator, (i16, &'static str))> {
    let (at, compared) = said.match_indices('年').find_map(|(at, _)| {
        let before = &said[..at];
        let rest = said[at..].strip_prefix("年度")?;
        if before.ends_with('前') {
            return Some((rest, year - 1));
        }
        let era = before.char_indices().rev().take(6).map(|(start, _)| &said[start..]).find_map(calendar::leading_year);
        era.filter(|(_, behind)| behind.len() == said.len() - at - '年'.len_utf8()).map(|(year, _)| (rest, year))
    })?;
    let of = ["計画", "実績"].into_iter().find(|of| at.starts_with(of))?;
    let behind = &at[of.len()..];
    let operator = if behind.starts_with("以上") {
        Operator::AtLeast
    } else if ["に比べ増加", "より増加", "を上回", "を超え", "に比べて増加"].iter().any(|more| behind.starts_with(more))
    {
        Operator::MoreThan
    } else {
        return None;
    };
    Some((operator, (compared, if of == "計画" { "plan" } else { "result" })))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let (duties, doubts) = duties(text, 2023);
        let duty = |duty: &Duty| {
            let amount = duty.amount.map(|amount| amount.to_string()).or(duty.ratio.map(|ratio| ratio.to_string()));
            let unit = duty.unit.map_or("", Unit::word);
            let audience = duty.audience.as_deref().unwrap_or("-");
            let baseline = duty.baseline.map_or(String::new(), |(year, of)| format!(" {year} {of}"));
            let on_request = if duty.on_request { " on request" } else { "" };
            let amount = amount.unwrap_or_default();
            format!("{} {amount} {unit} {} {audience}{baseline}{on_request}", duty.operator.word(), duty.per.word())
        };
        duties.iter().map(duty).chain(doubts.iter().map(|doubt| doubt.say().0)).collect()
    }

    #[test]
    fn amounts_are_read_with_what_they_mean() {
        assert_eq!(said("全センターで見学会を最低 ２ 回以上開く。"), ["at-least 2 times center -"]);
        assert_eq!(said("掲示板を各都道府県最低1箇所設置する。"), ["at-least 1 places prefecture -"]);
        assert_eq!(said("1事業場につき3回に限り使える。"), ["at-most 3 times workplace -"]);
        assert_eq!(
            said("各センターは消火訓練を、新人向けに1回以上、班長向けに2回以上行う。"),
            ["at-least 1 times center 新人", "at-least 2 times center 班長"]
        );
        assert_eq!(said("全センターの割合を3割以上とする。"), ["at-least 0.3  center -"]);
        assert_eq!(said("各センターの回数を令和元年度実績以上とする。"), ["at-least  times center - 2019 result"]);
        assert_eq!(said("各センターの件数が前年度計画に比べ増加する。"), ["more-than  cases center - 2022 plan"]);
        assert_eq!(said("各センターは、要請があった場合は、年1回程度開く。"), ["about 1 times center - on request"]);
    }

    /// Directives go to each center; who else may have to meet a duty is said or doubted, never guessed.
    #[test]
    fn who_has_to_meet_a_duty_is_the_center_unless_another_is_named() {
        assert_eq!(said("訓練を1回以上行う。"), ["at-least 1 times center -"]);
        assert_eq!(said("全国で訓練を9回以上行う。"), ["at-least 9 times nation -"]);
        let doubt = "the text does not say clearly who has to reach the amount; `per: center` was assumed";
        assert_eq!(said("訓練は、本部が1回以上行う。"), ["at-least 1 times center -", doubt]);
        assert!(said("本部が札を配る。").is_empty(), "no duty, no doubt");
    }

    #[test]
    fn what_is_no_duty_or_not_sure_is_told_apart() {
        assert!(said("第3回の会議で50人に配る。20歳代を含む。").is_empty());
        assert_eq!(said("年2回開く。"), ["“2回” was not understood as a duty"]);
        assert_eq!(said("訓練を1回以上行う。"), ["at-least 1 times center -"]);
    }
}
