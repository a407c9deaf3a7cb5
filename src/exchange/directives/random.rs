//! Random directives, and what people do to their table.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::compare::wording;

/// Texts in which much stands that print uses for something.
fn text(pieces: &'static [&'static str], end: &'static str) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 1..7)
        .prop_map(move |pieces| pieces.concat().trim().to_owned() + end)
}

/// What texts are made of that come back.
const TAME: &[&str] = &[
    "講習を",
    "**1回以上**",
    "開く",
    "DVD を",
    "「手引」（第2版）",
    "We b ",
    "。 ",
    "、",
    " ・ ",
    "令和 5 年度",
    "産業医 ",
    "T H P",
    "＜一部＞",
    "[手引](/topics/)",
    "3 回",
    "・",
    "(1) 会",
    "【注】",
    "*見本*",
    "\\*",
    "I 部",
    "ア 甲",
];

/// What may also stand in them.
const WILD: &[&str] = &[
    "\n\n",
    "\n",
    "- 甲\n- 乙",
    "・",
    "ア ",
    "（再掲）",
    "<p>",
    "|",
    "1. ",
    "# ",
    "&amp;",
    "【目標:3回以上】",
    "＜内容の拡充＞",
    "=",
    "'",
    "\"",
    "①",
    "(1)",
    "a",
    "講習",
    "。",
    "\u{3000}",
    "    ",
    "`x`",
    "目次",
    "--",
    "備考",
];

fn words(is_tame: bool, end: &'static str) -> BoxedStrategy<String> {
    let only_blank = |text: &String| wording(text).trim().is_empty();
    if is_tame {
        text(TAME, end).boxed()
    } else {
        text(WILD, end).prop_filter("words", move |text| !only_blank(text)).boxed()
    }
}

/// Random parts: plan items of one or two levels, activities, directives with items, remarks.
pub(super) fn parts(is_tame: bool) -> impl Strategy<Value = Value> {
    let title = || {
        // A number of any form is told from the title by its blank.
        let title = words(is_tame, "");
        if is_tame { title.prop_map(|title| format!("題{title}題")).boxed() } else { title }
    };
    let restates = || prop::option::of(prop::sample::select(vec!["elsewhere", "elsewhere/d1"]));
    let item = (words(is_tame, "もの"), restates());
    let paragraphs = prop::collection::vec(words(is_tame, "。"), 1..3).prop_map(move |paragraphs| {
        let paragraph = |text: String| if is_tame { format!("文{text}") } else { text };
        paragraphs.into_iter().map(paragraph).collect::<Vec<_>>().join("\n\n")
    });
    let directive = (paragraphs, restates(), prop::collection::vec(item, 0..3), any::<bool>());
    let directives = || prop::collection::vec(directive.clone(), 0..4);
    let marks = prop::sample::subsequence(vec!["expanded", "theme-enriched"], 0..=2);
    let number = prop::sample::select(vec![None, Some("①"), Some("②"), Some("(3)"), Some("ア")]);
    let activity = (title(), number, restates(), marks, directives(), directives());
    let target = prop::option::of((1_u32..9999, prop::sample::select(vec!["times", "cases", "places"])));
    let plan_item = (title(), target, prop::collection::vec(activity, 1..3));
    let part = (title(), prop::collection::vec((title(), prop::collection::vec(plan_item, 1..3), any::<bool>()), 1..3));
    prop::collection::vec(part, 1..3).prop_map(|parts| {
        let mut count = 0;
        let mut id = |kind: &str| {
            count += 1;
            format!("{kind}{count}")
        };
        let mut of_parts = Vec::new();
        let numbers = ["I", "第2"];
        for (index, (title, items)) in parts.into_iter().enumerate() {
            let mut plan_items = Vec::new();
            for (index, (title, below, is_nested)) in items.into_iter().enumerate() {
                let mut plan_item = |number: String, (title, target, activities): (String, Option<(u32, &str)>, Vec<_>)| {
                    let activities: Vec<Value> = activities.into_iter().map(|activity| self::activity(activity, &mut id)).collect();
                    let target = target.map(|(amount, unit)| json!({"id": id("target"), "action": "会", "operator": "at-least", "amount": amount, "unit": unit, "per": "nation"}));
                    json!({"id": id("item"), "number": number, "title": title, "target": target, "activities": activities})
                };
                let number = (index + 1).to_string();
                if is_nested {
                    let below: Vec<Value> = below.into_iter().enumerate().map(|(index, item)| plan_item(format!("({})", index + 1), item)).collect();
                    plan_items.push(json!({"id": id("item"), "number": number, "title": title, "plan_items": below}));
                } else {
                    plan_items.extend(below.into_iter().map(|item| plan_item(number.clone(), item)));
                }
            }
            of_parts.push(json!({"id": id("part"), "number": numbers[index], "title": title, "plan_items": plan_items}));
        }
        Value::Array(of_parts)
    })
}

type RandomItem = (String, Option<&'static str>, Vec<(String, Option<&'static str>)>, bool);
type RandomActivity =
    (String, Option<&'static str>, Option<&'static str>, Vec<&'static str>, Vec<RandomItem>, Vec<RandomItem>);

fn activity(activity: RandomActivity, id: &mut impl FnMut(&str) -> String) -> Value {
    let (title, number, restates, marks, directives, remarks) = activity;
    let kana = ["ア", "イ", "ウ"];
    let mut item = |(text, restates, items, has_id): RandomItem, is_directive: bool| {
        let own = has_id.then(|| id("own"));
        let items = items
            .into_iter()
            .zip(kana)
            .map(|((text, restates), number)| json!({"number": number, "text": text, "restates": restates}));
        let mut item = json!({"id": own, "text": text, "restates": restates});
        if is_directive {
            item["items"] = items.collect();
        }
        item
    };
    let directives: Vec<Value> = directives.into_iter().map(|directive| item(directive, true)).collect();
    let remarks: Vec<Value> = remarks.into_iter().map(|remark| item(remark, false)).collect();
    json!({"id": id("activity"), "number": number, "title": title, "restates": restates, "marks": marks, "directives": directives, "remarks": remarks})
}

/// What may happen to a table.
#[derive(Debug, Clone)]
pub(super) enum Edit {
    /// Two rows change places.
    Swap,
    /// A row is copied to another place.
    Copy,
    /// A row is deleted.
    Remove,
    /// A row gets the ids of another.
    MoveIds,
    /// Something else is written into a cell.
    Write(String),
}

/// An edit: two rows and a column that it is about.
pub(super) fn edit() -> impl Strategy<Value = (prop::sample::Index, prop::sample::Index, usize, Edit)> {
    let edit = prop_oneof![
        Just(Edit::Swap),
        Just(Edit::Copy),
        Just(Edit::Remove),
        Just(Edit::MoveIds),
        text(WILD, "。").prop_map(Edit::Write),
        Just(Edit::Write(String::new())),
    ];
    (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_usize..4, edit)
}
