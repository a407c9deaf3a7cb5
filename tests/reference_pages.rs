//! What pages and data make of references: links in texts, who refers to what, a page per law, the definitions of a document.

mod support;

use std::collections::BTreeMap;

use serde_json::Value;

const FILES: [(&str, &str); 7] = [
    ("site.yaml", "title: {ja: 見本, en: Sample}\nlanguages: [ja, en]\nedition: 2023\n"),
    (
        "laws.yaml",
        "- {id: streets, name: {ja: 道路除雪法, en: Street Clearing Act}, abbreviation: 除雪法, egov: 347AC0000000057}\n\
         - {id: parks, name: {ja: 公園除雪法, en: Park Clearing Act}, number: 昭和22年法律第49号, egov: 322AC0000000049}\n",
    ),
    (
        "notices.yaml",
        "- {id: salt, name: {ja: 凍結防止剤について, en: On salt}, kind: notice, number: 令和2年12月1日付け雪発第7号}\n\
         - {id: sand, name: {ja: 砂について, en: On sand}, kind: notice, number: 令和3年1月5日付け雪発第8号, url: 'https://example.jp/sand'}\n",
    ),
    (
        "glossary.yaml",
        "- {id: snow, term: {ja: 積雪, en: snow cover}, definition: {ja: 積もった雪。, en: Snow that lies.}}\n",
    ),
    ("topics.yaml", "[]\n"),
    ("guidance/snow.yaml", GUIDANCE),
    (
        "pages/notes.md",
        "---\ntitle: 注\n---\n\n[[guidance/snow/1-1]]と[[guidance/snow/2|塩の項]]、`[[guidance/snow/2]]`\n",
    ),
];

const GUIDANCE: &str = "\
id: snow
title: {ja: 除雪の指針, en: Guidance on snow}
clauses:
  - number: '1'
    heading: {ja: 道路（以下「雪道」という。）, en: Streets (hereinafter “snowy streets”)}
    clauses:
      - number: (1)
        text:
          ja: 除雪法第10条から第12条まで及び同法第9条の2第1項に従い、積雪を除く。
          en: Remove the snow cover under Article 10 and Article 9-2, paragraph 1 of the Street Clearing Act.
      - number: (2)
        text: {ja: '雪道では、上記(1)のほか、`上記(1)`と[上記(1)](/guidance/snow/)を見る。', en: See the above.}
      - number: (3)
        heading: {ja: '[[1-1|上の項]]のほか', en: 'Besides [[1-1]]'}
        text: {ja: '[[2]]と[[1(2)|その前]]を、`[[2]]`も見る。', en: 'See [[2]] and [[1-1|the first]].'}
  - number: '2'
    heading: {ja: 塩と砂, en: Salt and sand}
    text:
      ja: 令和2年12月1日付け雪発第7号、令和3年1月5日付け雪発第8号及び公園除雪法（昭和22年法律第49号）附則第3条による。雪道には上記1の(1)から(2)までも当てはまる。
      en: Snowy streets need no salt.
";

fn site() -> BTreeMap<String, Vec<u8>> {
    support::built(&FILES)
}

fn main(site: &BTreeMap<String, Vec<u8>>, page: &str) -> String {
    let html = String::from_utf8(site[page].clone()).expect("UTF-8");
    let from = html.find("<main").expect("the main part");
    html[from..html.find("</main>").expect("its end")].to_owned()
}

#[test]
fn texts_lead_to_laws_clauses_terms_and_notices() {
    let site = site();
    insta::assert_snapshot!("section", main(&site, "ja/guidance/snow/1/index.html"));
    insta::assert_snapshot!("section of notices", main(&site, "ja/guidance/snow/2/index.html"));
    insta::assert_snapshot!("page", main(&site, "ja/notes/index.html"));
    insta::assert_snapshot!("section in English", main(&site, "en/guidance/snow/1/index.html"));
}

/// Where nothing can be a link, readers see words and no brackets.
#[test]
fn brackets_are_shown_nowhere_but_in_code() {
    let site = site();
    for (name, bytes) in site
        .iter()
        .filter(|(name, _)| !name.starts_with("assets/") && (name.contains(".html") || name.contains("search")))
    {
        let text = String::from_utf8_lossy(bytes).replace("<code>[[2]]</code>", "").replace("、[[2]]も見る。", "");
        let text = text.replace("[[guidance/snow/2]]", "");
        let found: Vec<String> = text.split("[[").skip(1).map(|rest| rest.chars().take(60).collect()).collect();
        assert_eq!(found, [""; 0], "{name}");
    }
}

#[test]
fn a_law_lists_the_articles_that_are_cited_in_their_order() {
    let site = site();
    insta::assert_snapshot!("law", main(&site, "ja/laws/streets/index.html"));
    insta::assert_snapshot!("law in English", main(&site, "en/laws/streets/index.html"));
    insta::assert_snapshot!("law as data", String::from_utf8_lossy(&site["data/laws/streets.json"]));
}

#[test]
fn a_document_lists_what_it_defines_and_the_notices_that_it_names() {
    let site = site();
    insta::assert_snapshot!("references", main(&site, "ja/guidance/snow/references/index.html"));
    insta::assert_snapshot!("references in English", main(&site, "en/guidance/snow/references/index.html"));
}

#[test]
fn the_data_of_a_document_have_what_the_report_lists() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in FILES {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let site = site();
    let twin: Value = serde_json::from_slice(&site["data/guidance/snow.json"]).expect("JSON");
    for language in ["ja", "en"] {
        let report = std::process::Command::new(env!("CARGO_BIN_EXE_shirube"))
            .args(["report", "references", "--format", "json", "--lang", language, "--content"])
            .arg(folder.path())
            .output()
            .expect("the report");
        let report: Vec<Value> = serde_json::from_slice(&report.stdout).expect("JSON");
        let of_report: Vec<[&Value; 4]> =
            report.iter().map(|row| [&row["kind"], &row["words"], &row["state"], &row["target"]]).collect();
        let mut of_twin = Vec::new();
        collect(&twin["provisions"], language, &mut of_twin);
        assert!(of_twin.len() > 1);
        assert_eq!(of_twin, of_report);
    }
}

fn collect<'v>(provisions: &'v Value, language: &str, found: &mut Vec<[&'v Value; 4]>) {
    for provision in provisions.as_array().into_iter().flatten() {
        let own = provision["references"][language].as_array().into_iter().flatten();
        found.extend(own.map(|row| [&row["kind"], &row["words"], &row["state"], &row["target"]]));
        collect(&provision["children"], language, found);
    }
}
