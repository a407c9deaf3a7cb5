//! What open data and calendars make of entries that are hard to write down.

mod support;

use std::collections::BTreeMap;

const CONTENT: [(&str, &str); 5] = [
    (
        "site.yaml",
        "title: {ja: 入口, en: 'Portal, small; neat'}\nlanguages: [ja, en]\nbase_url: https://portal.example.jp/x/\nedition: 2023\n\
         data_licence: {name: {ja: 表示 4.0, en: Attribution 4.0}, url: 'https://creativecommons.org/licenses/by/4.0/'}\n",
    ),
    ("topics.yaml", "- {id: noise, name: {ja: 騒音, en: 'Noise, sound'}, summary: {ja: 音, en: Sound}}\n"),
    ("centers/hokkaido/center.yaml", "name: {ja: 北海道, en: 'Center \"North\"'}\nprefecture: 1\n"),
    (
        "centers/hokkaido/experts.csv",
        "id,topics,kind,name_ja,name_en,contact,languages,visibility\n\
         a,noise,person,=1+1,\"Doe, John\",+81-00-0000-0000,ja;en,public\n",
    ),
    (
        "centers/hokkaido/events.csv",
        "id,title_ja,start,end,place_ja,address_ja,latitude,longitude,capacity,fee_ja,apply_by,contact,url,topics,summary_ja,updated_on\n\
         days,\"一, 二; 三\\\\\",2023/7/1,2023/7/2,会館,札幌市,43.06,141.35,1,無料,2023-06-20,ask@example.jp,https://example.jp/days,noise,\"**前半**\n\n- 後半\",2023-05-01\n\
         day,一日,2023-07-03,,,,,,,,,,,,,\n\
         night,夜,2023-07-03T23:00,2023-07-04T01:00,,,,,,,,03-0000-0000,,,,\n\
         open,終わりなし,2023-07-05T08:00,,,,,,,,,,,,,\n\
         old,去年,2022-05-31T10:00,2022-05-31T11:00,,,,,,,,,,,,\n\
         year,一年前,2022-06-01T10:00,2022-06-01T11:00,,,,,,,,,,,,\n",
    ),
];

fn text<'a>(files: &'a BTreeMap<String, Vec<u8>>, path: &str) -> &'a str {
    std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("no file {path}"))).expect("UTF-8")
}

#[test]
fn a_calendar_says_what_is_hard_to_say() {
    let files = support::built(&CONTENT);
    for path in ["ja/events/events.ics", "en/centers/hokkaido/events.ics"] {
        insta::assert_snapshot!(path.replace('/', "_"), text(&files, path));
    }
    let page = text(&files, "en/centers/hokkaido/index.html");
    let link = "<link rel=\"alternate\" type=\"text/calendar\" title=\"Calendar (iCalendar)\" href=\"events.ics\">";
    assert!(page.contains(link), "{page}");
}

#[test]
fn tables_hold_no_formula_and_keep_what_is_said() {
    let files = support::built(&CONTENT);
    let experts = text(&files, "data/experts.csv");
    assert!(experts.starts_with("\u{feff}id,center,local_government_code,kind,name_ja,name_en,"), "{experts}");
    assert!(experts.contains("\r\na,hokkaido,010006,person,'=1+1,\"Doe, John\",,"), "{experts}");
    assert!(experts.contains("'+81-00-0000-0000,ja;en,noise,"), "{experts}");
    let json: serde_json::Value = serde_json::from_str(text(&files, "data/experts.json")).expect("JSON");
    assert_eq!(json[0]["name"]["ja"], "=1+1");
    let events: serde_json::Value = serde_json::from_str(text(&files, "data/events.json")).expect("JSON");
    let event =
        |id: &str| events.as_array().and_then(|all| all.iter().find(|event| event["id"] == id)).expect("an event");
    assert_eq!(
        (&event("days")["start_date"], &event("days")["end_date"]),
        (&"2023-07-01".into(), &"2023-07-02".into())
    );
    assert!(event("days").get("start_time").is_none());
    assert_eq!(event("days")["summary"]["ja"], "前半\n後半");
    assert_eq!(event("night")["start_time"], "23:00");
    assert_eq!(event("old")["url"]["en"], "https://portal.example.jp/x/en/events/#hokkaido-old");
}

/// The reference names every column, in both of its languages.
#[test]
fn every_column_is_documented() {
    let reference = include_str!("../docs/data.md");
    let mut content = CONTENT.to_vec();
    content.push(("directives/2023/edition.yaml", "title: 指示\n"));
    let files = support::built(&content);
    for (path, bytes) in &files {
        let Some(name) = path.strip_suffix(".csv") else { continue };
        let header = std::str::from_utf8(bytes).expect("UTF-8").lines().next().expect("a header");
        for column in header.trim_start_matches('\u{feff}').split(',') {
            assert!(reference.contains(&format!("`{column}`")), "{column} of {name}");
        }
    }
    assert!(files.contains_key("data/directives/2023/duties.csv"));
}

/// A page of the portal's own cannot take the address of the catalogue unseen.
#[test]
#[should_panic(expected = "`data/`")]
fn a_page_called_data_is_refused() {
    let mut content = CONTENT.to_vec();
    content.push(("pages/data.md", "---\ntitle: 資料\n---\n本文\n"));
    support::built(&content);
}
