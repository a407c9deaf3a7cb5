//! Comparison of whole editions: one edit at a time, and many at random.

use std::path::Path;

use serde_json::{Value, json};

use super::{Comparison, Detail, edition};
use crate::diagnostic::Diagnostics;
use crate::pipeline::{self, Options};
use crate::portal::{Portal, ProvisionKey};

/// A portal of the editions of 2023 and 2024, each a list of parts.
pub(super) fn portal(former: &Value, later: &Value) -> Portal {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    write("site.yaml", "title: 見本\nlanguages: [ja, en]\nedition: 2024\n");
    write("topics.yaml", "[{id: noise, name: 騒音, summary: 音}, {id: light, name: 照明, summary: 光}]\n");
    for (year, parts) in [(2023, former), (2024, later)] {
        write(&format!("directives/{year}/edition.yaml"), &format!("title: {year}年度の指示\n"));
        for (index, part) in parts.as_array().expect("parts").iter().enumerate() {
            write(&format!("directives/{year}/{index}.yaml"), &part.to_string());
        }
    }
    load(folder.path())
}

fn load(content: &Path) -> Portal {
    let date = jiff::civil::date(2024, 6, 1);
    let (content, out) = (content.to_path_buf(), content.join("public"));
    let options = Options { content, theme: None, out, base_url: None, center: None, drafts: false, date };
    let mut diagnostics = Diagnostics::default();
    let site = pipeline::load(&options, &mut diagnostics);
    assert_eq!(diagnostics, Diagnostics::default());
    site.expect("a portal").portal
}

/// The changes in words, each with the id of its provision, and what came or went with it.
pub(super) fn said(portal: &Portal, translations: bool) -> Vec<String> {
    let editions = edition(portal, 2023).zip(edition(portal, 2024));
    let (former, later) = editions.expect("two editions");
    let comparison = Comparison::new(portal, former, later, translations);
    let id = |key| portal.provision(key).id.as_str();
    let ids = |before: &str, keys: &[ProvisionKey]| keys.iter().flat_map(|&key| [before, id(key)]).collect::<String>();
    (comparison.changes.iter())
        .map(|change| {
            let more = match &change.detail {
                Detail::Whole(below) => ids(" ", below),
                Detail::Duty(duty) => {
                    format!(" {}{}", duty.fields.join("+"), if duty.text { " text" } else { "" })
                }
                Detail::Applies(fields) => format!(" {}", fields.join("+")),
                Detail::References(field, ..) => format!(" {field}"),
                Detail::Wording(field) => format!(" {}", field.word()),
                _ => String::new(),
            };
            let follows = ids(" < ", &change.follows);
            format!("{} {}{more}{follows}", change.kind.word(), change.provision().map_or("", id))
        })
        .collect()
}

fn duty(id: &str, amount: u32) -> Value {
    json!({"id": id, "action": "研修", "operator": "at-least", "amount": amount, "unit": "times", "per": "center"})
}

/// A part whose activities hold these directives.
fn part(activities: &Value) -> Value {
    json!([{"id": "part", "number": "I", "title": "部", "plan_items": [
        {"id": "item", "number": "1", "title": "項目", "target": duty("target", 5300), "activities": activities},
    ]}])
}

const MEASURE: &str = "作業場の騒音を**1回以上**測定し、記録を保存する。";
const TRAIN: &str = "産業医を対象に研修を開き、資料を配布する。";
const VISIT: &str = "要請のあった事業場を訪問して助言する。";
const PUBLISH: &str = "年次計画をウェブサイトに掲載する。";

fn base() -> Value {
    part(&json!([
        {"id": "noise-work", "number": "①", "title": "騒音", "marks": ["expanded"], "directives": [
            {"text": MEASURE, "topics": ["noise"], "duties": [duty("measure", 1)]},
            {"text": TRAIN, "items": [{"number": "ア", "text": "耳栓の選び方"}, {"number": "イ", "text": "測定の方法"}]},
            {"text": VISIT, "restates": "noise-work/d1"},
        ], "remarks": [{"text": "詳細は追って指示する。", "about": ["d2"], "deferred": true}]},
        {"id": "other-work", "number": "②", "title": "その他", "applies": {"until": "2024-03-31"}, "directives": [{"text": PUBLISH}]},
        {"id": "last-work", "number": "③", "title": "最後", "directives": [{"text": "照明の明るさを調べて報告する。"}]},
    ]))
}

/// What is said after a change of the base, made by `change` at a JSON pointer below the list of activities.
fn after(pointer: &str, change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut later = base();
    let at = format!("/0/plan_items/0{pointer}");
    change(later.pointer_mut(&at).expect("a place"));
    said(&portal(&base(), &later), false)
}

fn list(value: &mut Value) -> &mut Vec<Value> {
    value.as_array_mut().expect("a list")
}

#[test]
fn an_edition_is_as_it_is() {
    assert_eq!(said(&portal(&base(), &base()), true), [""; 0]);
}

#[test]
fn what_quotes_a_text_changes_with_it() {
    const TEXT: &str = "令和5年度予算成立後に、研修を甲向けに1回以上、乙向けに1回以上（東京のみ）開く。";
    let edition = |from: &str, to: &str, amount: u32| {
        let text = TEXT.replace(from, to);
        let quoted = |id: &str, amount: u32| {
            let mut duty = duty(id, amount);
            duty["action"] = text.trim_end_matches('。').into();
            duty
        };
        let applies = json!({
            "condition": text.split_once('に').expect("a condition").0,
            "centers": if text.contains("東京のみ") { "東京のみ" } else { "大阪のみ" },
        });
        let duties = [quoted("first", 1), quoted("second", amount)];
        part(&json!([{"id": "work", "number": "①", "title": "研修", "directives": [
            {"text": text, "applies": applies, "duties": duties},
        ]}]))
    };
    for (from, to, amount, expected) in [
        ("研修", "講習", 1, vec!["reworded work/d1 text"]),
        ("5年度", "6年度", 1, vec!["reworded work/d1 text"]),
        ("東京", "大阪", 1, vec!["reworded work/d1 text"]),
        ("乙向けに1回", "乙向けに2回", 2, vec!["duty-changed work/d1 amount text"]),
        ("（東京のみ）", "(東京のみ)", 1, vec![]),
        ("1回", "１回", 1, vec![]),
    ] {
        assert_eq!(said(&portal(&edition("研修", "研修", 1), &edition(from, to, amount)), false), expected, "{to}");
    }
    // Who quotes only what is new says something new.
    let mut later = edition("研修", "講習", 1);
    later[0]["plan_items"][0]["activities"][0]["directives"][0]["duties"][0]["action"] = "面接".into();
    assert_eq!(
        said(&portal(&edition("研修", "研修", 1), &later), false),
        ["reworded work/d1 text", "duty-changed work/d1 action"]
    );
}

#[test]
fn a_share_in_tenths_is_an_amount_of_the_text() {
    let edition = |tenths: u32| {
        let mut share =
            json!({"id": "share", "action": "相談", "operator": "at-least", "unit": "cases", "per": "center"});
        share["ratio"] = (f64::from(tenths) / 10.0).into();
        part(&json!([{"id": "work", "number": "①", "title": "相談", "directives": [
            {"text": format!("訪問の割合を{tenths}割以上とする。"), "duties": [share]},
        ]}]))
    };
    assert_eq!(said(&portal(&edition(2), &edition(3)), false), ["duty-changed work/d1 ratio text"]);
}

#[test]
fn one_edit_is_one_change() {
    let set = |value: Value| move |place: &mut Value| *place = value;
    let directive = "/activities/0/directives";
    for (found, expected) in [
        (after("/target/amount", set(json!(5500))), "target-changed item amount"),
        (after("/title", set(json!("新しい項目"))), "reworded item title"),
        (
            after(&format!("{directive}/0/text"), set(json!(MEASURE.replace("1回", "2回")))),
            "reworded noise-work/d1 text",
        ),
        (after(&format!("{directive}/0/duties/0/amount"), set(json!(2))), "duty-changed noise-work/d1 amount"),
        (after(&format!("{directive}/0/duties"), set(json!([]))), "duty-removed noise-work/d1 "),
        (after(&format!("{directive}/0/topics"), set(json!(["light"]))), "reference-changed noise-work/d1 topics"),
        (
            after(&format!("{directive}/1/items/0/text"), set(json!("耳栓の正しい選び方"))),
            "reworded noise-work/d2/a text",
        ),
        (
            after(&format!("{directive}/2/restates"), set(json!("last-work/d1"))),
            "reference-changed noise-work/d3 restates",
        ),
        (after("/activities/0/marks", set(json!([]))), "mark-removed noise-work"),
        (after("/activities/0/marks", set(json!(["theme-enriched"]))), "mark-changed noise-work"),
        (after("/activities/2/number", set(json!("⑤"))), "renumbered last-work"),
        (after("/activities/1/applies/until", set(json!("2026-03-31"))), "applicability-changed other-work until"),
        (after("/activities/0/remarks/0/deferred", set(json!(false))), "deferred-changed noise-work/r1"),
        (after("/activities/0/remarks/0/about", set(json!(["d1"]))), "reference-changed noise-work/r1 about"),
    ] {
        assert_eq!(found, [expected]);
    }
}

#[test]
fn what_follows_is_not_said_again() {
    let directives = "/activities/0/directives";
    // Inserted in front: the positions of all others shift, and what refers to them.
    let found = after(directives, |all| list(all).insert(0, json!({"text": "休業した労働者の復帰を支える。"})));
    assert_eq!(found, ["added noise-work/d1"]);
    let mut later = base();
    let all = later.pointer_mut("/0/plan_items/0/activities/0").expect("an activity");
    list(&mut all["directives"]).insert(0, json!({"text": "休業した労働者の復帰を支える。"}));
    all["remarks"][0]["about"] = json!(["d3"]);
    all["directives"][3]["restates"] = json!("noise-work/d2");
    assert_eq!(said(&portal(&base(), &later), false), ["added noise-work/d1"]);
    // A sub-item in front shifts the numbers of the others.
    let found = after("/activities/0/directives/1/items", |all| {
        *all = json!([{"number": "ア", "text": "健康診断の結果"}, {"number": "イ", "text": "耳栓の選び方"}, {"number": "ウ", "text": "測定の方法"}]);
    });
    assert_eq!(found, ["added noise-work/d2/a"]);
    // The amount of a duty in the text.
    let found = after("/activities/0/directives/0", |directive| {
        directive["duties"][0]["amount"] = json!(3);
        directive["text"] = json!(MEASURE.replace("1回", "３回"));
    });
    assert_eq!(found, ["duty-changed noise-work/d1 amount text"]);
}

#[test]
fn what_is_gone_takes_along_what_is_below_it() {
    let found = after("/activities", |all| drop(list(all).remove(1)));
    assert_eq!(found, ["ended other-work other-work/d1"], "its last day lay before");
    let found = after("/activities", |all| {
        list(all).remove(2);
        list(all).push(json!({"id": "new-work", "title": "新規", "directives": [{"text": "新しい事業を始める。"}]}));
    });
    assert_eq!(found, ["removed last-work last-work/d1", "added new-work new-work/d1"]);
    let found = after("/activities/2", |activity| activity["applies"] = json!({"until": "2024-09-30"}));
    assert_eq!(found, ["ended last-work until"]);
    let found = after("/activities/2", |activity| activity["applies"] = json!({"until": "2025-09-30"}));
    assert_eq!(found, ["applicability-changed last-work until"], "it goes on through the whole edition");
}

#[test]
fn what_went_elsewhere_is_moved() {
    let moved = |reword: &dyn Fn(&str) -> String| {
        after("/activities", |all| {
            let mut directive = list(&mut all[0]["directives"]).remove(1);
            directive["text"] = json!(reword(TRAIN));
            list(&mut all[2]["directives"]).push(directive);
            all[0]["remarks"][0]["about"] = json!([]);
        })
    };
    assert_eq!(moved(&str::to_owned), ["moved last-work/d2"], "the remark cannot be about it any more");
    let reworded = moved(&|text| text.replace("資料を", "資料と名簿を"));
    assert_eq!(reworded, ["moved last-work/d2", "reworded last-work/d2 text"]);
    let found = after("/activities", |all| {
        all[2]["id"] = json!("renamed-work");
        all[2]["moved_from"] = json!(["directives/2023/last-work"]);
    });
    assert_eq!(found, [""; 0], "it says where it stood");
    let of = |id: &str, moved: Value| {
        let text = format!("[事業](/directives/2023/{id}/)を見直す。");
        part(&json!([{"id": id, "title": "事業", "moved_from": moved, "directives": [{"text": text}]}]))
    };
    let mut later = of("new-name", json!(["directives/2023/old-name"]));
    later[0]["plan_items"][0]["activities"][0]["directives"][0]["text"] =
        json!("[事業](/directives/2024/new-name/)を見直す。");
    assert_eq!(said(&portal(&of("old-name", json!([])), &later), false), [""; 0], "and what leads there follows");
}

#[test]
fn numbers_that_shift_say_because_of_what() {
    let found = after("/activities", |all| {
        list(all).remove(1);
        all[1]["number"] = json!("②");
    });
    assert_eq!(found, ["ended other-work other-work/d1", "renumbered last-work < other-work"]);
    let found = after("/activities/0/directives", |all| list(all).swap(0, 1));
    assert_eq!(found.iter().filter(|said| said.starts_with("reordered")).count(), 1);
}

#[test]
fn a_year_in_the_text_is_a_change_and_one_in_an_address_is_none() {
    let of = |text: &str| part(&json!([{"id": "work", "title": "事業", "directives": [{"text": text}]}]));
    let portals = |former: &str, later: &str| said(&portal(&of(former), &of(later)), false);
    let linked = "令和5年度の[研修](/directives/2023/work/)に学ぶ。";
    assert_eq!(portals(linked, &linked.replace("2023", "2024")), [""; 0]);
    assert_eq!(portals(linked, &linked.replace("5年度", "6年度")), ["reworded work/d1 text"]);
    assert_eq!(portals(linked, &linked.replace("/2023/work/", "/2023/work/#d1")), ["reference-changed work/d1 links"]);
}

#[test]
fn translations_are_compared_only_where_they_are_asked_for() {
    let of = |english: &str| {
        part(&json!([{"id": "work", "title": "事業", "directives": [{"text": {"ja": "測る。", "en": english}}]}]))
    };
    let portal = portal(&of("Measure."), &of("Measure it."));
    assert_eq!(said(&portal, false), [""; 0]);
    assert_eq!(said(&portal, true), ["translation-changed work/d1 text"]);
}

#[test]
fn a_comparison_with_the_year_before_goes_with_the_years() {
    let edition = |year: i16, text: &str| {
        let duty = json!({"id": "more", "action": "研修", "operator": "more-than", "unit": "times", "per": "center",
            "baseline": {"year": year, "of": "plan"}});
        part(
            &json!([{"id": "noise-work", "number": "①", "title": "騒音", "directives": [{"text": text, "duties": [duty]}]}]),
        )
    };
    let before = edition(2022, "前年度の計画より増やす。");
    let said = |later: &Value| said(&portal(&before, later), false);
    assert_eq!(said(&edition(2023, "前年度の計画より増やす。")), [""; 0]);
    assert_eq!(said(&edition(2022, "前年度の計画より増やす。")), [""; 0], "as it was");
    assert_eq!(said(&edition(2019, "前年度の計画より増やす。")), ["duty-changed noise-work/d1 baseline"]);
}

/// An edition under ids that say nothing is paired with the one that it was made from, whatever its order.
#[test]
fn words_and_places_tell_which_is_which() {
    let mut later = base();
    let mut number = 0;
    let mut rename = |value: &mut Value| {
        number += 1;
        value["id"] = format!("x-{number}").into();
    };
    let item = later.pointer_mut("/0/plan_items/0").expect("an item");
    list(&mut item["activities"]).iter_mut().for_each(&mut rename);
    list(&mut item["activities"]).swap(0, 2);
    item["activities"][0]["title"] = "最後に行うこと".into();
    item["activities"][2]["directives"][1]["text"] = "産業医と保健師を対象に研修を開き、資料を配布する。".into();
    item["activities"][2]["directives"][2]["restates"] = Value::Null;
    list(&mut item["activities"][2]["directives"]).swap(0, 1);
    item["activities"][2]["remarks"][0]["about"] = Value::Null;
    let portal = portal(&base(), &later);
    let (former, later) = edition(&portal, 2023).zip(edition(&portal, 2024)).expect("two editions");
    let pairing = super::Pairing::by_words(&portal, former, later, []);
    let id = |key| portal.provision(key).id.as_str();
    let pairs: Vec<String> = (portal.provisions_of(former))
        .map(|(key, it)| format!("{} {}", it.id, pairing.later(key).map_or("-", id)))
        .collect();
    assert_eq!(
        pairs,
        [
            "part part",
            "item item",
            "noise-work x-1",
            "noise-work/d1 x-1/d2",
            "noise-work/d2 x-1/d1",
            "noise-work/d2/a x-1/d1/a",
            "noise-work/d2/i x-1/d1/i",
            "noise-work/d3 x-1/d3",
            "noise-work/r1 x-1/r1",
            "other-work x-2",
            "other-work/d1 x-2/d1",
            "last-work x-3",
            "last-work/d1 x-3/d1",
        ]
    );
}
