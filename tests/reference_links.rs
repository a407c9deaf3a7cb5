//! How references in texts become links, and who refers to a provision is listed, on a tiny portal.

mod support;

use std::fmt::Write as _;

/// A guidance whose clause 1 is referred to by so many others, and a page whose text refers to a list of clauses.
fn built(referrers: usize) -> String {
    let mut guidance = "id: streets\ntitle: 道路\nclauses:\n  - number: '1'\n    clauses:\n".to_owned();
    guidance.push_str("      - {number: ア, text: 雪をかく。}\n      - {number: イ, text: 砂をまく。}\n");
    guidance.push_str("      - {number: ウ, text: 上記アを先に、上記アからイまでを毎日行う。}\n");
    for number in 2..=referrers {
        writeln!(guidance, "      - {{number: ({number}), text: 上記アによる。}}").expect("a string");
    }
    let files =
        [("site.yaml", "title: 見本\nlanguages: [ja]\nedition: 2023\n"), ("guidance/streets.yaml", guidance.as_str())];
    let page = support::built(&files).remove("ja/guidance/streets/1/index.html").expect("the page of clause 1");
    String::from_utf8(page).expect("UTF-8")
}

/// The preview says from it how many more there are than the one that it shows.
#[test]
fn a_link_to_several_clauses_says_how_many_they_are() {
    let page = built(1);
    assert!(page.contains(r##"上記<a class="reference clause" href="#a">ア</a>を先に"##), "{page}");
    assert!(
        page.contains(r##"上記<a class="reference clause" href="#a" data-count="2">アからイまで</a>を毎日"##),
        "{page}"
    );
}

/// A line of links below a text may be read past; a block of them hides the next text.
#[test]
fn many_referrers_are_folded() {
    let few = built(5);
    let line = few.lines().find(|line| line.contains("referrers")).expect("the referrers of ア");
    assert_eq!((line.matches("<a ").count(), line.contains("<details>")), (5, false), "{line}");
    let many = built(6);
    let line = many.lines().find(|line| line.contains("referrers")).expect("the referrers of ア");
    assert_eq!((line.matches("<a ").count(), line.contains("<details><summary>")), (6, true), "{line}");
    assert!(line.contains("6か所"), "{line}");
}

/// A term may be defined clause by clause, and a word of the glossary for one clause alone: a use leads to the definition
/// that holds there.
#[test]
fn a_term_leads_to_the_definition_in_whose_scope_it_is_used() {
    let guidance = "\
id: streets
title: 道路
clauses:
  - number: '1'
    text: 積雪を測る。
    clauses:
      - {number: (1), text: 坂の雪（以下この項において「対象雪」という。）を除く。ここに砂をまく。対象雪を運ぶ。}
      - {number: (2), text: 橋の雪（以下この項において「対象雪」という。）を除く。ここに塩をまく。対象雪を運ぶ。}
      - {number: (3), text: 雪の量（以下この項において「積雪」という。）を書く。ここに日付も書く。積雪を送る。}
      - {number: (4), text: 積雪と対象雪を見る。}
";
    let glossary = "- {id: deep-snow, term: 積雪, reading: せきせつ, definition: 地面に積もった雪。}\n";
    let site = support::built(&[
        ("site.yaml", "title: 見本\nlanguages: [ja]\nedition: 2023\n"),
        ("guidance/streets.yaml", guidance),
        ("glossary.yaml", glossary),
    ]);
    let page = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    let text = page("ja/guidance/streets/1/index.html");
    let links: Vec<&str> =
        (text.split("<a class=\"term\" href=\"").skip(1)).filter_map(|rest| Some(rest.split_once("</a>")?.0)).collect();
    assert_eq!(
        links,
        [
            "../../../glossary/#deep-snow\">積雪",
            "../references/#term-対象雪\">対象雪",
            "../references/#term-対象雪-2\">対象雪",
            "../references/#term-積雪\">積雪",
        ]
    );
    let list = page("ja/guidance/streets/references/index.html");
    assert!(
        ["term-対象雪", "term-対象雪-2", "term-積雪"].iter().all(|id| list.contains(&format!("id=\"{id}\""))),
        "{list}"
    );
}

/// Who reads a provision learns of the news on it.
#[test]
fn pages_and_news_are_named_among_those_that_refer_to_a_provision() {
    let site = support::built(&[
        ("site.yaml", "title: 見本\nlanguages: [ja, en]\nedition: 2023\n"),
        ("guidance/streets.yaml", "id: streets\ntitle: 道路\nclauses:\n  - {number: '1', text: 雪をかく。}\n"),
        ("pages/snow.md", "---\ntitle: 雪の日\n---\n[[guidance/streets/1]]と[[guidance/streets/1|もう一度]]。\n"),
        ("news/2023-01-05-snow.en.md", "---\ntitle: Snow\ndate: 2023-01-05\n---\nSee [[guidance/streets/1]].\n"),
        ("news/2023-01-05-snow.md", "---\ntitle: 雪\ndate: 2023-01-05\n---\n雪。\n"),
    ]);
    let page = String::from_utf8_lossy(&site["ja/guidance/streets/1/index.html"]).into_owned();
    let line = page.lines().find(|line| line.contains("referrers")).expect("who refers to it");
    let links: Vec<&str> =
        line.split("<a href=\"").skip(1).filter_map(|rest| Some(rest.split_once("</a>")?.0)).collect();
    assert_eq!(links, ["../../../snow/\">雪の日", "../../../news/2023-01-05-snow/\">雪"]);
}
