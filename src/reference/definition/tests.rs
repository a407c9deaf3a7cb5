use proptest::prelude::*;

use super::*;

/// The definitions of a text: the words of the term, its scope, what it stands for, and the kind of law or notice.
fn read(text: &str, language: Language) -> Vec<String> {
    let line = |found: Definition| {
        let scope = format!("{:?}", found.scope).to_lowercase();
        let instrument = found.instrument.map(|kind| format!(" | {}", kind.word())).unwrap_or_default();
        format!("{} | {scope} | {}{instrument}", &text[found.range], &text[found.means])
    };
    definitions(text, language).into_iter().map(line).collect()
}

#[test]
fn every_japanese_form_is_read() {
    for (text, expected) in [
        ("町は、雪の多い道（以下「雪道」という。）を定める。", "雪道 | following | 雪の多い道"),
        ("町は、雪の多い道（以下、「雪道」という。）を定める。", "雪道 | following | 雪の多い道"),
        ("町は、雪の多い道（以下単に「雪道」という。）を定める。", "雪道 | following | 雪の多い道"),
        ("町は、雪の多い道(以下「雪道」という)を定める。", "雪道 | following | 雪の多い道"),
        ("町は、雪の多い道（以下「雪道」）を定める。", "雪道 | following | 雪の多い道"),
        ("町は、雪の多い道（以下「雪道」と略す。）を定める。", "雪道 | following | 雪の多い道"),
        ("町は、雪の多い道（以下「雪道」とする。）を定める。", "雪道 | following | 雪の多い道"),
        ("町は、雪の多い道（以下『雪道』と呼ぶ。）を定める。", "雪道 | following | 雪の多い道"),
        ("町は、雪の多い道（「雪道」という。）を定める。", "雪道 | following | 雪の多い道"),
        ("町は、雪の多い道（以下この条において「雪道」という。）を定める。", "雪道 | clause | 雪の多い道"),
        ("町は、雪の多い道（以下この項及び次条において「雪道」という。）を定める。", "雪道 | clause | 雪の多い道"),
        ("町は、雪の多い道（以下、本号において単に「雪道」という。）を定める。", "雪道 | clause | 雪の多い道"),
        ("町は、雪の多い道（第三項において「雪道」という。）を定める。", "雪道 | clause | 雪の多い道"),
        ("町は、雪の多い道（次項において「雪道」という。）を定める。", "雪道 | clause | 雪の多い道"),
        ("町は、雪の多い道（以下この要綱において「雪道」という。）を定める。", "雪道 | following | 雪の多い道"),
        ("町は、雪の多い道（同項第4号。以下「雪道」という。）を定める。", "雪道 | following | 雪の多い道"),
        ("町は、雪の多い道を以下「雪道」という。", "雪道 | following | 雪の多い道"),
        ("雪の多い道（坂を含む。）。以下「雪道」という。", "雪道 | following | 雪の多い道"),
        ("町は、雪の日に砂をまく。以下「雪道」という。", "雪道 | following | "),
        ("町は、**雪の多い道**（以下「**雪道**」という。）を定める。", "雪道 | following | 雪の多い道"),
        ("町は、[雪の多い道](/ja/snow/)（以下「`雪道`」という。）を定める。", "雪道 | following | 雪の多い道"),
        ("「雪の日について」（以下「雪通知」という。）による。", "雪通知 | following | 雪の日について"),
        ("「雪の日の道（以下「雪道」という。）」に砂をまく。", "雪道 | following | 雪の日の道"),
        ("歩道と車道（以下これらを「道」という。）を清掃する。", "道 | following | 歩道と車道"),
        (
            "雪を運び、砂をまくこと（以上をまとめて、以下「雪対策」という。）を行う。",
            "雪対策 | following | 雪を運び、砂をまくこと",
        ),
        (
            "雪を運び、砂をまくこと（以上をまとめて「雪対策」という。）を行う。",
            "雪対策 | following | 雪を運び、砂をまくこと",
        ),
        ("歩道、車道及び公園（以下「道路等」と総称する。）を見る。", "道路等 | following | 車道及び公園"),
        ("雪を運ぶ。砂をまく。これらを総称して「雪対策」という。", "雪対策 | following | 砂をまく"),
        (
            "雪かき時間（砂をまく時間を除く時間をいう。以下同じ。）を測る。",
            "雪かき時間 | following | 砂をまく時間を除く時間",
        ),
        ("1月当たりの雪かき時間（雪をかく時間をいう。以下同じ。）", "雪かき時間 | following | 雪をかく時間"),
        ("班に対する休憩等（休みをいう。以下同じ。）に係る事項", "休憩等 | following | 休み"),
        ("車（重さ2t以上のものに限る。以下同じ。）を止める。", ""),
        ("車両（重さ2t以上のものに限る。以下同じ。）を止める。", "車両 | following | 重さ2t以上のものに限る"),
        ("車両（荷車を含む。以下この章において同じ。）を止める。", "車両 | clause | 荷車を含む"),
        ("雪害（雪による害をいう。次項において同じ。）を防ぐ。", "雪害 | clause | 雪による害"),
        ("雪害（雪による害をいい、以下同じ。）を防ぐ。", "雪害 | following | 雪による害をいい"),
        ("「雪害」（雪による害をいう。以下同じ。）を防ぐ。", "雪害 | following | 雪による害"),
        ("この要綱において「雪道」とは、雪の多い道をいう。", "雪道 | document | 雪の多い道"),
        ("「雪道」とは、雪の多い道（橋を除く。）をいい、坂を含む。", "雪道 | document | 雪の多い道（橋を除く。）"),
        ("「雪道」とは、雪の多い道をいう（以下同じ。）。", "雪道 | following | 雪の多い道"),
        ("この項において「雪道」とは雪の多い道をいうものとする。", "雪道 | clause | 雪の多い道"),
        ("除雪通達（平成20年告示第108号。以下「雪告示」という。）", "雪告示 | following | 除雪通達 | public-notice"),
        ("除雪法（昭和40年法律第3号。以下「雪法」という。）", "雪法 | following | 除雪法 | law"),
        ("除雪法（昭和40年法律第3号）。以下「雪法」という。", "雪法 | following | 除雪法 | law"),
        ("除雪規則（以下「雪則」という。）による。", "雪則 | following | 除雪規則 | ordinance"),
        (
            "平成30年1月5日付け基発第1号（以下「雪通達」という。）",
            "雪通達 | following | 平成30年1月5日付け基発第1号 | notice",
        ),
        ("雪をかく方法（以下「雪かき法」という。）", "雪かき法 | following | 雪をかく方法"),
    ] {
        let expected: &[&str] = if expected.is_empty() { &[] } else { &[expected] };
        assert_eq!(read(text, Language::Japanese), expected, "{text}");
    }
}

#[test]
fn several_terms_are_defined_at_once() {
    assert_eq!(
        read("夏の道と冬の道（以下それぞれ「夏道」、「冬道」という。）を比べる。", Language::Japanese),
        ["夏道 | following | 夏の道と冬の道", "冬道 | following | 夏の道と冬の道"]
    );
    assert_eq!(read("雪の道（以下「雪道」又は「道」という。）（以下「道等」という。）", Language::Japanese).len(), 3);
    assert_eq!(
        read("streets and paths (hereinafter “streets” and the “paths”)", Language::English),
        ["streets | following | streets and paths", "paths | following | streets and paths"]
    );
}

#[test]
fn every_english_form_is_read() {
    for (text, expected) in [
        ("roads with snow (hereinafter “snow roads”).", "snow roads | following | roads with snow"),
        ("roads with snow (hereinafter the “snow roads”).", "snow roads | following | roads with snow"),
        ("a road with snow (hereinafter a “snow road”).", "snow road | following | a road with snow"),
        ("roads with snow (hereinafter, “snow roads”).", "snow roads | following | roads with snow"),
        ("roads with snow (hereinafter referred to as “snow roads”).", "snow roads | following | roads with snow"),
        ("roads with snow (hereinafter simply referred to as the “roads”).", "roads | following | roads with snow"),
        ("roads with snow (hereinafter called “snow roads”).", "snow roads | following | roads with snow"),
        ("roads with snow (hereafter \"snow roads\").", "snow roads | following | roads with snow"),
        ("roads with snow (hereinafter ‘snow roads’).", "snow roads | following | roads with snow"),
        ("roads with snow (hereinafter “snow roads,” for short).", ""),
        ("roads with snow (“snow roads”).", "snow roads | following | roads with snow"),
        ("roads with snow (the “snow roads”).", "snow roads | following | roads with snow"),
        ("roads with snow (“the Roads”).", "Roads | following | roads with snow"),
        ("roads with snow (referred to as “snow roads” in this Article).", "snow roads | clause | roads with snow"),
        ("roads (hereinafter in this paragraph “snow roads”).", "snow roads | clause | roads"),
        ("streets and paths (collectively “roads”).", "roads | following | streets and paths"),
        (
            "streets and paths (hereinafter collectively referred to as “roads”).",
            "roads | following | streets and paths",
        ),
        ("the following (all of which is together called the “snow work”).", "snow work | following | the following"),
        ("Streets and paths, hereinafter “roads”, are cleared.", "roads | following | Streets and paths"),
        ("the “Notice on Snow” (hereinafter the “Snow Notice”)", "Snow Notice | following | Notice on Snow"),
        ("roads\nwith snow (hereinafter\n  the “snow\n  roads”)", "snow\n  roads | following | roads\nwith snow"),
        ("**roads** (hereinafter “**snow roads**”)", "snow roads | following | roads"),
        ("the [roads](/r/) (hereinafter “snow roads”)", "snow roads | following | the [roads"),
        ("“Snow road” means a road with snow.", "Snow road | document | a road with snow"),
        ("In these guidelines, “snow road” means a road with snow.", "snow road | document | a road with snow"),
        ("In this Article, the term “snow road” refers to a road.", "snow road | document | a road"),
        ("In this Article, “snow road” refers to a road.", "snow road | clause | a road"),
        ("“Snow roads” shall mean roads with snow.", "Snow roads | document | roads with snow"),
        ("“Snow” is defined as frozen rain. Rain is not.", "Snow | document | frozen rain"),
        ("“Snow Rules” means Rule No. 3 of 1965. They hold.", "Snow Rules | document | Rule No. 3 of 1965"),
        ("“Snow” means frozen rain (the same applies below).", "Snow | document | frozen rain"),
        (
            "the further snow hours (hours with snow; the same applies below) last",
            "snow hours | following | hours with snow",
        ),
        ("for overtime (meaning late hours; the same applies hereinafter)", "overtime | following | late hours"),
        ("the Snow Act (Act No. 3 of 1965; hereinafter the “Act”)", "Act | following | the Snow Act | law"),
        ("the Snow Ordinance (hereinafter the “Ordinance”)", "Ordinance | following | the Snow Ordinance | ordinance"),
        (
            "the guidelines (Public Notice No. 9 of 2008; hereinafter the “Snow Guidelines”)",
            "Snow Guidelines | following | the guidelines | public-notice",
        ),
    ] {
        let expected: &[&str] = if expected.is_empty() { &[] } else { &[expected] };
        assert_eq!(read(text, Language::English), expected, "{text}");
    }
}

#[test]
fn other_quotations_and_brackets_define_nothing() {
    for text in [
        "「雪の日」に「道」を見る。",
        "行政指導を思わせる「指導」という言葉を避ける。",
        "以下の「雪道」を見る。",
        "雪の日（以下同じ。）",
        "第8条第2項（第9条において準用する場合を含む。以下同じ。）に規定する雪",
        "雪道の改善（坂を平らにすることをいう。）に努める。",
        "ここで雪道とは、雪の多い道をいう。",
        "「雪道」とは何か。",
        "「雪道」とは、すてきな名だ。",
        "町は「雪道」という。",
        "以下のとおり「雪道」といわれる。",
        "雪の日（「道」を除く。）",
        "「雪の多い道をいう。以下同じ。」",
        "前項において同じ雪",
        "雪（道。以下省略）",
        "（以下「」という。）",
        "歩道（以下「雪道」の章を参照）",
        "（「雪かき」、「砂まき」）を行う。",
    ] {
        assert_eq!(read(text, Language::Japanese), [""; 0], "{text}");
    }
    for text in [
        "It is called “snow”.",
        "the “snow” and the “rain”",
        "roads (see “Snow”)",
        "roads (“snow” or ice)",
        "what snow means is known",
        "Snow means work.",
        "“Snow”, they say, is cold.",
        "roads (hereinafter snow roads)",
        "roads (the same applies below)",
        "the year (2023)",
        "hereinafter",
        "(“”)",
        "roads such as “Snow Road” in town",
        "the sign “To Be Cleared” below",
    ] {
        assert_eq!(read(text, Language::English), [""; 0], "{text}");
    }
}

/// Quotations in a row are read once: a long list would take minutes otherwise.
#[test]
fn the_time_grows_with_the_text() {
    for (language, words) in [
        (Language::Japanese, "「a」"),
        (Language::Japanese, "「"),
        (Language::Japanese, "「雪"),
        (Language::English, "“a”, "),
        (Language::English, "“"),
    ] {
        assert_eq!(read(&words.repeat(20_000 / words.len()), language), [""; 0], "{words}");
    }
}

fn used(text: &str, terms: &[&str], language: Language) -> Vec<(String, usize)> {
    let index = TermIndex::new(terms.iter().copied());
    let one = |found: Use<'_>| (text[found.range].to_owned(), found.terms[0]);
    uses(text, &index, language).into_iter().map(one).collect()
}

#[test]
fn terms_are_found_as_whole_words() {
    let japanese = |text| used(text, &["対策", "雪対策", "ガイド", "36協定", "医師等"], Language::Japanese);
    let expected = |list: &[(&str, usize)]| -> Vec<(String, usize)> {
        list.iter().map(|(words, term)| ((*words).to_owned(), *term)).collect()
    };
    assert_eq!(japanese("雪対策の対策を行う。"), expected(&[("雪対策", 1), ("対策", 0)]));
    assert_eq!(japanese("当該対策、各対策等及び対策内"), expected(&[("対策", 0), ("対策", 0), ("対策", 0)]));
    assert_eq!(japanese("旧対策、対策本部、産業医師等、対策内産業医"), []);
    assert_eq!(japanese("ガイドライン、スキーガイド、ガイドと雪ガイド"), expected(&[("ガイド", 2), ("ガイド", 2)]));
    assert_eq!(japanese("**３６協定**と136協定"), expected(&[("３６協定", 3)]));
    assert_eq!(japanese("[雪](/対策/)"), []);
    let english = |text| used(text, &["snow road", "snow", "Guidelines"], Language::English);
    assert_eq!(
        english("Snow roads and the snow\nroad in snow; the guidelines; Guideline 3"),
        expected(&[("Snow road", 0), ("snow\nroad", 0), ("snow", 1), ("guidelines", 2), ("Guideline", 2)])
    );
    assert_eq!(english("snowy, unsnow, snow-white, SNOW"), []);
    // A longer term that is only the beginning of another word gives way to the shorter one.
    assert_eq!(english("snow roadster"), expected(&[("snow", 1)]));
    assert_eq!(used("雪", &[], Language::Japanese), []);
    let index = TermIndex::new(["雪", "砂", "雪"]);
    assert_eq!(uses("雪", &index, Language::Japanese)[0].terms, [0, 2], "equal terms are told apart by their scope");
}

proptest! {
    /// Marks are laid over terms: they must lie in order, on characters, whatever the text.
    #[test]
    fn ranges_lie_in_order(
        text in "(（|）|\\(|\\)|以下|この項において|これらを|総称して|「|」|『|雪道?|とは|、|。|という|をいう|同じ|第8条|“|”|\"|hereinafter | the |term| means |; the same applies below|\\*\\*|\\[|\\]\\(|\n|\\PC){0,24}",
        english: bool
    ) {
        let language = if english { Language::English } else { Language::Japanese };
        let found = definitions(&text, language);
        let mut end = 0;
        for definition in &found {
            prop_assert!(definition.range.start >= end);
            prop_assert!(text.get(definition.range.clone()).is_some_and(|words| !words.is_empty()));
            prop_assert!(text.get(definition.means.clone()).is_some());
            end = definition.range.end;
        }
        let index = TermIndex::new(found.iter().map(|found| found.term.as_str()).chain(["雪", "term"]));
        let mut end = 0;
        for found in uses(&text, &index, language) {
            prop_assert!(found.range.start >= end);
            prop_assert!(text.get(found.range.clone()).is_some_and(|words| !words.is_empty()));
            end = found.range.end;
        }
    }
}
