//! Data in words: duties, conditions, applicability.

use crate::source::{Applies, AppliesTo, Duty, Measure, Operator, Text, Workers};
use crate::text::{Language, calendar};
use crate::theme::Messages;

use super::view::View;

/// How much a duty asks for, in words: at least once, where requested.
#[must_use]
pub fn duty_extent(messages: &Messages, language: Language, duty: &Duty) -> String {
    let amount = Some(amount(messages, language, duty)).filter(|amount| !amount.is_empty());
    let parts: Vec<String> = amount.into_iter().chain(terms(messages, language, duty)).collect();
    parts.join(&messages.get(language, "site.separator", &[]))
}

/// The amount of a duty with its operator, or what it is compared with where it names none.
fn amount(messages: &Messages, language: Language, duty: &Duty) -> String {
    let amount = match (duty.amount, duty.ratio) {
        (Some(amount), _) => {
            let number = thousands(amount);
            match duty.unit {
                Some(unit) => {
                    let form = if amount == 1 { "one" } else { "other" };
                    messages.get(language, &format!("unit.{}.{form}", unit.word()), &[("n", &number)])
                }
                None => number,
            }
        }
        // Per cent to the second decimal, as far as there are any: 20%, 12.5%.
        (None, Some(ratio)) => format!("{}%", (ratio * 10_000.0).round() / 100.0),
        (None, None) => baseline(messages, language, duty).unwrap_or_default(),
    };
    let operator = match duty.operator {
        Operator::AtLeast => "at_least",
        Operator::AtMost => "at_most",
        Operator::MoreThan => "more_than",
        Operator::About => "about",
    };
    if amount.is_empty() { amount } else { messages.get(language, &format!("duty.{operator}"), &[("amount", &amount)]) }
}

/// What a duty says beside its amount: what it is compared with, and whether it waits for a request.
fn terms(messages: &Messages, language: Language, duty: &Duty) -> Vec<String> {
    let is_compared = duty.amount.is_none() && duty.ratio.is_none();
    let baseline = baseline(messages, language, duty).filter(|_| !is_compared);
    let on_request = duty.on_request.then(|| messages.get(language, "duty.on_request", &[]));
    baseline.into_iter().chain(on_request).collect()
}

fn baseline(messages: &Messages, language: Language, duty: &Duty) -> Option<String> {
    let baseline = duty.baseline.as_ref()?;
    let year = calendar::fiscal_year(baseline.year, language);
    let of = if baseline.of == Measure::Plan { "plan" } else { "result" };
    Some(messages.get(language, &format!("duty.baseline.{of}"), &[("year", &year)]))
}

/// What a duty asks for, in a line: what, how much, for whom. `plain` makes plain words of a text.
pub(super) fn duty_sentence(
    messages: &Messages,
    language: Language,
    duty: &Duty,
    mut plain: impl FnMut(&Text) -> String,
) -> String {
    let amount = amount(messages, language, duty);
    let mut details = Vec::new();
    details.extend(duty.audience.as_ref().map(&mut plain));
    details.push(messages.get(language, &format!("duty.per.{}", duty.per.word()), &[]));
    details.extend(terms(messages, language, duty));
    let action = plain(&duty.action);
    let details = details.join(&messages.get(language, "site.separator", &[]));
    let sentence = if amount.is_empty() { "duty.without_amount" } else { "duty.sentence" };
    messages.get(language, sentence, &[("action", &action), ("amount", &amount), ("details", &details)])
}

/// When and for whom something holds. `plain` makes plain words of a text.
pub(super) fn applies_words(
    messages: &Messages,
    language: Language,
    applies: &Applies,
    plain: impl FnMut(&Text) -> String,
) -> Vec<String> {
    let day = |date| calendar::day(date, language);
    let words = |key: &str, values: &[(&str, &str)]| messages.get(language, key, values);
    let period = match (applies.from, applies.until) {
        (Some(from), Some(until)) => Some(words("applies.between", &[("from", &day(from)), ("until", &day(until))])),
        (Some(from), None) => Some(words("applies.from", &[("from", &day(from))])),
        (None, Some(until)) => Some(words("applies.until", &[("until", &day(until))])),
        (None, None) => None,
    };
    let texts = [&applies.centers, &applies.condition].into_iter().flatten();
    period.into_iter().chain(texts.map(plain)).collect()
}

impl View<'_> {
    /// What a duty asks for, in a line: what, how much, for whom.
    pub fn duty(&mut self, duty: &Duty) -> String {
        duty_sentence(&self.renderer.theme.messages, self.language, duty, |text| self.plain(text))
    }

    /// The cases to which a clause applies, each in a few words.
    pub fn conditions(&mut self, conditions: &AppliesTo) -> Vec<String> {
        let mut list = Vec::new();
        for workers in conditions.workers.iter().filter(|workers| **workers != Workers::All) {
            list.push(self.word(&format!("condition.workers.{}", workers.word())));
        }
        for workers in &conditions.except {
            let name = self.word(&format!("condition.workers.{}", workers.word()));
            list.push(self.words("condition.except", &[("workers", &name)]));
        }
        list.extend(conditions.overtime.as_ref().and_then(|overtime| self.hours(overtime.over, overtime.up_to)));
        match conditions.application {
            Some(true) => list.push(self.word("condition.application.made")),
            Some(false) => list.push(self.word("condition.application.not_made")),
            None => {}
        }
        list.extend(self.conditions_of_workplace(conditions));
        list
    }

    /// A range of hours a month; `None` where it has no ends.
    pub fn hours(&self, over: Option<u32>, up_to: Option<u32>) -> Option<String> {
        let key = match (over, up_to) {
            (Some(_), Some(_)) => "condition.overtime.between",
            (Some(_), None) => "condition.overtime.over",
            (None, Some(_)) => "condition.overtime.up_to",
            (None, None) => return None,
        };
        let [over, up_to] = [over, up_to].map(|hours| hours.map(|hours| hours.to_string()).unwrap_or_default());
        Some(self.words(key, &[("over", &over), ("up_to", &up_to)]))
    }

    /// The conditions beside the worker's category, hours and application.
    pub fn conditions_of_workplace(&self, conditions: &AppliesTo) -> Vec<String> {
        let mut list = Vec::new();
        if let Some(employees) = conditions.employees_from {
            list.push(self.words("condition.employees_from", &[("n", &employees.to_string())]));
        }
        if let Some(employees) = conditions.employees_below {
            list.push(self.words("condition.employees_below", &[("n", &employees.to_string())]));
        }
        if conditions.night_work == Some(true) {
            list.push(self.word("condition.night_work"));
        }
        if conditions.high_stress == Some(true) {
            list.push(self.word("condition.high_stress"));
        }
        list
    }

    /// When and for whom something holds.
    pub fn applies(&mut self, applies: &Applies) -> Vec<String> {
        applies_words(&self.renderer.theme.messages, self.language, applies, |text| self.plain(text))
    }
}

/// A number with commas between thousands.
fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
