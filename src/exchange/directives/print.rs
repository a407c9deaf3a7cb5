//! Values as print says them.

use crate::source::{Duty, Mark, Operator, Unit};
use crate::text::Language;

/// What print sets before a directive or remark.
pub(super) const fn bullet(language: Language) -> &'static str {
    match language {
        Language::Japanese => "・",
        Language::English => "• ",
    }
}

/// 再掲, behind what repeats another provision.
pub(super) const fn restated(language: Language) -> &'static str {
    match language {
        Language::Japanese => "（再掲）",
        Language::English => " (restated)",
    }
}

/// A mark, in the brackets in which it stands behind a title.
pub(super) const fn mark(mark: Mark, language: Language) -> &'static str {
    match (mark, language) {
        (Mark::Expanded, Language::Japanese) => "＜内容の拡充＞",
        (Mark::ThemeEnriched, Language::Japanese) => "＜テーマ・内容の充実＞",
        (Mark::ThemeAndMoreEnriched, Language::Japanese) => "＜テーマ・内容等の充実＞",
        (Mark::Expanded, Language::English) => "<content expanded>",
        (Mark::ThemeEnriched, Language::English) => "<themes and content enriched>",
        (Mark::ThemeAndMoreEnriched, Language::English) => "<themes, content and more enriched>",
    }
}

/// The target of a plan item, in brackets: 【目標:1,200回以上】.
pub(super) fn target(duty: &Duty, language: Language) -> String {
    let figure = match (duty.amount, duty.ratio) {
        (Some(amount), _) => grouped(amount),
        (None, Some(ratio)) => percent(ratio),
        (None, None) => String::new(),
    };
    match language {
        Language::Japanese => {
            let unit = duty.unit.map_or("", |unit| match unit {
                Unit::Times => "回",
                Unit::Cases => "件",
                Unit::Places => "箇所",
            });
            let operator = match duty.operator {
                Operator::AtLeast => "以上",
                Operator::AtMost => "以下",
                Operator::MoreThan => "を超える",
                Operator::About => "程度",
            };
            format!("【目標:{figure}{unit}{operator}】")
        }
        Language::English => {
            let operator = match duty.operator {
                Operator::AtLeast => "at least",
                Operator::AtMost => "at most",
                Operator::MoreThan => "more than",
                Operator::About => "about",
            };
            let unit = duty.unit.map_or(String::new(), |unit| format!(" {}", unit.word()));
            format!("[target: {operator} {figure}{unit}]")
        }
    }
}

/// A number with its thousands set apart: 1,200.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A share in hundredths: 0.2 is 20%.
fn percent(ratio: f64) -> String {
    let hundredths = (ratio * 1e6).round() / 1e4;
    format!("{hundredths}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_set_as_print_sets_them() {
        assert_eq!([7, 999, 1000, 122_000, 1_234_567].map(grouped), ["7", "999", "1,000", "122,000", "1,234,567"]);
        assert_eq!([0.2, 0.07, 1.0, 0.125].map(percent), ["20%", "7%", "100%", "12.5%"]);
    }
}
