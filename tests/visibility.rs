//! Who may see what: on-request entries show as a count, internal ones nowhere, and notes are for the staff alone. A
//! small portal is built in which every such field holds a word of its own, and the words are looked for in every file.

mod support;

use std::collections::BTreeMap;
use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use flate2::read::{DeflateDecoder, GzDecoder};

const SITE: &str = "\
title: {ja: 入口, en: Portal}
languages: [ja, en]
base_url: https://portal.example.jp/
edition: 2023
";
const TOPICS: &str = "- {id: noise, name: {ja: 騒音, en: Noise}, summary: {ja: 音, en: Sound}}\n";
const CENTER: &str = "name: {ja: 東京, en: Tokyo}\nprefecture: 13\n";
const DRAFT: &str = "---\ntitle: zqdrafttitlex\ndraft: true\n---\nzqdraftbodyx\n";

/// The columns of experts.csv that hold words, and those of events.csv. Two Japanese characters that stand nowhere else
/// are a word, for the search knows Japanese by pairs of characters.
const EXPERT: [&str; 11] = [
    "id",
    "name_ja",
    "name_en",
    "reading",
    "organisation_ja",
    "organisation_en",
    "qualification_ja",
    "qualification_en",
    "contact",
    "languages",
    "note",
];
const EVENT: [&str; 12] = [
    "id",
    "title_ja",
    "title_en",
    "place_ja",
    "place_en",
    "audience_ja",
    "audience_en",
    "application",
    "contact",
    "summary_ja",
    "summary_en",
    "note",
];

/// The word that the column at `column` of the row at `row` holds: another one for each.
fn word(row: u32, column: usize, name: &str) -> String {
    let number = row * 20 + u32::try_from(column).expect("a few columns");
    let character = |offset| char::from_u32(0x9700 + number * 2 + offset).expect("a Chinese character");
    if name.ends_with("_ja") {
        return [character(0), character(1)].iter().collect();
    }
    let letter = |number: u32| char::from_digit(10 + number % 26, 36).expect("a letter");
    let word = format!("zq{}{}x", letter(number / 26), letter(number));
    match name {
        "contact" if row.is_multiple_of(2) => format!("0{}-00-0000", 70_000 + number),
        "contact" | "application" => format!("{word}@example.jp"),
        _ => word,
    }
}

fn words(row: u32, names: &[&str]) -> Vec<String> {
    names.iter().enumerate().map(|(column, name)| word(row, column, name)).collect()
}

/// The rows of experts.csv: their number, visibility and day.
const EXPERTS: [(u32, &str, &str); 4] = [
    (0, "public", "2023-03-01"),
    (1, "on-request", "1987-02-03"),
    (2, "internal", "1987-02-04"),
    (3, "internal", "1987-02-05"),
];
/// The rows of events.csv: one past, one to come.
const EVENTS: [(u32, &str); 2] = [(4, "2023-05-10T14:00"), (5, "2023-07-10T14:00")];

/// Every file of the portal by its path, and every compressed part of one by the path with its number.
fn built() -> BTreeMap<String, String> {
    let experts = EXPERTS
        .map(|(row, visibility, day)| format!("{},noise,person,{day},{visibility}\n", words(row, &EXPERT).join(",")));
    let experts = format!("{},topics,kind,verified_on,visibility\n{}", EXPERT.join(","), experts.concat());
    let events = EVENTS.map(|(row, start)| format!("{},noise,{start}\n", words(row, &EVENT).join(",")));
    let events = format!("{},topics,start\n{}", EVENT.join(","), events.concat());
    let files = support::built(&[
        ("site.yaml", SITE),
        ("topics.yaml", TOPICS),
        ("pages/draft.md", DRAFT),
        ("centers/tokyo/center.yaml", CENTER),
        ("centers/tokyo/experts.csv", &experts),
        ("centers/tokyo/events.csv", &events),
    ]);
    let mut texts = BTreeMap::new();
    for (name, bytes) in &files {
        // Lines of calendars are folded, in the midst of words.
        let text = String::from_utf8_lossy(bytes).replace("\r\n ", "");
        texts.insert(name.clone(), format!("{name}\n{text}"));
        let mut out = Vec::new();
        if GzDecoder::new(bytes.as_slice()).read_to_end(&mut out).is_ok() {
            texts.insert(format!("{name} unpacked"), String::from_utf8_lossy(&out).into_owned());
        }
    }
    for language in ["ja", "en"] {
        texts.extend(shards(&files, language));
    }
    texts
}

/// What the files of the search in a language hold, as a browser reads them.
fn shards(files: &BTreeMap<String, Vec<u8>>, language: &str) -> Vec<(String, String)> {
    let read = |bytes: &[u8], dictionary: &[u8]| {
        let script = String::from_utf8_lossy(bytes);
        let content = script.split('"').nth(3).expect("the content of a shard");
        let mut stream = vec![0];
        let length = u16::try_from(dictionary.len()).expect("a small dictionary");
        stream.extend(length.to_le_bytes().into_iter().chain((!length).to_le_bytes()));
        stream.extend(dictionary);
        stream.extend(STANDARD_NO_PAD.decode(content).expect("base64"));
        let mut out = Vec::new();
        DeflateDecoder::new(stream.as_slice()).read_to_end(&mut out).expect("deflate");
        String::from_utf8_lossy(&out).into_owned()
    };
    let folder = format!("search/{language}/");
    let root = read(&files[&format!("{folder}root.js")], &[]);
    let dictionary = serde_json::from_str::<serde_json::Value>(&root).expect("JSON")["dictionary"].to_string();
    let dictionary: String = serde_json::from_str(&dictionary).expect("a string");
    (files.iter())
        .filter(|(path, _)| path.starts_with(&folder))
        .map(|(path, bytes)| (format!("{path} unpacked"), read(bytes, dictionary.as_bytes())))
        .collect()
}

/// A word as a file may have it: as it is, and escaped for addresses, JSON and HTML.
fn forms(word: &str) -> Vec<String> {
    let percent = word.bytes().map(|byte| format!("%{byte:02x}")).collect::<Vec<_>>().concat();
    let each =
        |escape: fn(u32) -> String| word.chars().map(|character| escape(character.into())).collect::<Vec<_>>().concat();
    let json = each(|code| format!("\\u{code:04x}"));
    vec![word.to_lowercase(), percent, json, each(|code| format!("&#x{code:x};")), each(|code| format!("&#{code};"))]
}

/// The files that have a word in some form.
fn holders<'a>(files: &'a BTreeMap<String, String>, word: &str) -> Vec<&'a str> {
    let forms = forms(word);
    (files.iter())
        .filter(|(_, text)| {
            let text = text.to_lowercase();
            forms.iter().any(|form| text.contains(form))
        })
        .map(|(path, _)| path.as_str())
        .collect()
}

#[test]
fn what_is_not_public_reaches_no_file() {
    let files = built();
    let mut secrets: Vec<String> = ["zqdrafttitlex", "zqdraftbodyx"].map(str::to_owned).into();
    for (row, visibility, day) in EXPERTS {
        let own = words(row, &EXPERT);
        if visibility == "public" {
            secrets.extend(own.last().cloned());
            continue;
        }
        secrets.extend(own);
        let (year, month, date) = (&day[..4], &day[6..7], &day[9..]);
        secrets.extend([day.to_owned(), format!("{year}年{month}月{date}日"), format!("{date} February {year}")]);
        secrets.extend(
            EXPERT
                .iter()
                .zip(words(row, &EXPERT))
                .filter(|(name, _)| **name == "contact")
                .map(|(_, contact)| contact.replace('-', "")),
        );
    }
    secrets.extend(EVENTS.iter().filter_map(|&(row, _)| words(row, &EVENT).pop()));
    for secret in &secrets {
        assert_eq!(holders(&files, secret), [""; 0], "{secret}");
    }
    assert!(secrets.len() > 40, "{secrets:?}");
}

/// The other side of it: what is public is in the files, so that the search for secrets could find one.
#[test]
fn what_is_public_is_found_in_every_kind_of_file() {
    let files = built();
    let expert = words(0, &EXPERT);
    for public in &expert[..expert.len() - 1] {
        let holders = holders(&files, public);
        for file in ["data/experts.csv", "data/experts.json"] {
            assert!(holders.contains(&file), "{public}: {holders:?}");
        }
    }
    for name in [&expert[1], &expert[2]] {
        let holders = holders(&files, name);
        assert!(holders.iter().any(|path| path.ends_with("index.html")), "{name}: {holders:?}");
        assert!(
            holders.iter().any(|path| path.starts_with("search/") && path.ends_with("unpacked")),
            "{name}: {holders:?}"
        );
    }
    for (row, _) in EVENTS {
        let event = words(row, &EVENT);
        for (name, public) in EVENT.iter().zip(&event[..event.len() - 1]) {
            let holders = holders(&files, public);
            let calendar = format!("{}/centers/tokyo/events.ics", if name.ends_with("_en") { "en" } else { "ja" });
            for file in ["data/events.csv", "data/events.json", &calendar] {
                assert!(holders.contains(&file), "{name} {public}: {holders:?}");
            }
        }
    }
    let tokyo = &files["en/topics/noise/tokyo/index.html"];
    assert!(tokyo.contains("handed out on request"), "{tokyo}");
}

/// A secret is found in whatever form it is written.
#[test]
fn a_secret_is_found_in_every_form() {
    for text in ["<p>鷗外</p>", "?q=%E9%B7%97%E5%A4%96", r#""\u9DD7\u5916""#, "&#x9DD7;&#x5916;", "&#40407;&#22806;"]
    {
        let files = BTreeMap::from([("x".to_owned(), text.to_owned())]);
        assert_eq!(holders(&files, "鷗外"), ["x"], "{text}");
    }
}
