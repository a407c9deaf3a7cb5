use proptest::prelude::*;

use super::*;

/// The numbers of a text: their words, kind, date or year, series and digits.
fn read(text: &str, language: Language) -> Vec<String> {
    let line = |number: NoticeNumber| {
        let when = number.date.map(|date| date.to_string()).or(number.year.map(|year| year.to_string()));
        format!(
            "{} | {} {} {} {}",
            &text[number.range],
            number.kind.word(),
            when.as_deref().unwrap_or("-"),
            number.series,
            number.number.as_deref().unwrap_or("-")
        )
    };
    notices(text, language).into_iter().map(line).collect()
}

#[test]
fn every_japanese_form_is_read() {
    for (words, expected) in [
        ("平成30年11月22日付け労健安発第2355号", "notice 2018-11-22 労健安発 2355"),
        ("平成18年3月17日付け基発第0317008号", "notice 2006-03-17 基発 0317008"),
        ("平成十八年三月十七日付け基発第〇三一七〇〇八号", "notice 2006-03-17 基発 0317008"),
        ("平成１８年３月１７日付け基発第０３１７００８号", "notice 2006-03-17 基発 0317008"),
        ("平成18年3月17日付基発第0317008号", "notice 2006-03-17 基発 0317008"),
        ("平成18年3月17日付けの基発第0317008号", "notice 2006-03-17 基発 0317008"),
        ("平成18年3月17日 基発第0317008号", "notice 2006-03-17 基発 0317008"),
        ("平成 18 年 3 月 17 日付け基発第 317 号", "notice 2006-03-17 基発 317"),
        ("2006年3月17日付け基発第0317008号", "notice 2006-03-17 基発 0317008"),
        ("平成30年2月3日付け雪対第12号", "notice 2018-02-03 雪対 12"),
        ("昭和63年3月14日基発第150号", "notice 1988-03-14 基発 150"),
        ("昭和六十三年三月十四日基発第百五十号", "notice 1988-03-14 基発 150"),
        ("昭和46年2月5日付け基発第46号の2", "notice 1971-02-05 基発 46-2"),
        ("令和5年2月27日基安労発0227第1号", "notice 2023-02-27 基安労発0227 1"),
        ("基発第0317008号", "notice - 基発 0317008"),
        ("令和2年1月6日付け道路局長通達", "notice 2020-01-06 道路局長通達 -"),
        ("令和元年5月14日付け事務連絡", "communication 2019-05-14 事務連絡 -"),
        ("令和元年11月20日付事務連絡", "communication 2019-11-20 事務連絡 -"),
        ("令和2年1月6日付け道路課長事務連絡", "communication 2020-01-06 事務連絡 -"),
        ("平成30年厚生労働省告示第323号", "public-notice 2018 厚生労働省告示 323"),
        ("平成30年告示第323号", "public-notice 2018 告示 323"),
        ("平成二十年雪害省告示第九号", "public-notice 2008 雪害省告示 9"),
        ("告示第323号", "public-notice - 告示 323"),
        ("昭和22年法律第49号", "law 1947 法律 49"),
        ("昭和四十七年法律第五十七号", "law 1972 法律 57"),
        ("明治二十九年法律第八十九号", "law 1896 法律 89"),
        ("令和元年法律第1号", "law 2019 法律 1"),
        ("大正11年勅令第7号", "order 1922 勅令 7"),
        ("昭和47年政令第318号", "order 1972 政令 318"),
        ("昭和47年労働省令第32号", "ordinance 1972 労働省令 32"),
        ("昭和47年内閣府・雪害省令第3号", "ordinance 1972 内閣府・雪害省令 3"),
        ("昭和24年人事院規則第9号", "ordinance 1949 人事院規則 9"),
        ("指針公示第6号", "guideline - 指針公示 6"),
        ("健康診断結果措置指針公示第10号", "guideline - 健康診断結果措置指針公示 10"),
        ("平成27年雪かきのための指針公示第6号", "guideline 2015 雪かきのための指針公示 6"),
        ("平成30年8月22日砂をまくこと等に関する指針公示第3号", "guideline 2018-08-22 砂をまくこと等に関する指針公示 3"),
        ("平成29年1月20日策定", "plan 2017-01-20  -"),
        ("平成29年1月20日閣議決定", "plan 2017-01-20  -"),
    ] {
        let text = format!("町は、（{words}）による。");
        assert_eq!(read(&text, Language::Japanese), [format!("{words} | {expected}")], "{words}");
    }
}

#[test]
fn marks_of_markdown_are_read_over() {
    for (text, expected) in [
        ("**令和5年2月27日付け基発第1号**による", "令和5年2月27日付け基発第1号 | notice 2023-02-27 基発 1"),
        ("[昭和40年](/law/)法律第3号による", "昭和40年](/law/)法律第3号 | law 1965 法律 3"),
        ("令和5年2月27日付け`基発第1号`による", "令和5年2月27日付け`基発第1号 | notice 2023-02-27 基発 1"),
    ] {
        assert_eq!(read(text, Language::Japanese), [expected], "{text}");
    }
}

#[test]
fn numbers_in_a_row_have_one_date() {
    assert_eq!(
        read("平成30年3月1日付け基発0301第2号・職発0301第3号及び同日付け事務連絡", Language::Japanese),
        [
            "平成30年3月1日付け基発0301第2号 | notice 2018-03-01 基発0301 2",
            "職発0301第3号 | notice 2018-03-01 職発0301 3",
            "同日付け事務連絡 | communication 2018-03-01 事務連絡 -"
        ]
    );
}

#[test]
fn every_english_form_is_read() {
    for (words, expected) in [
        ("Kihatsu No. 0317008 of 17 March 2006", "notice 2006-03-17 Kihatsu 0317008"),
        ("Kihatsu No. 0317008 of March 17, 2006", "notice 2006-03-17 Kihatsu 0317008"),
        ("Kihatsu No. 0317008, dated 17 March 2006", "notice 2006-03-17 Kihatsu 0317008"),
        ("Kihatsu No. 46-2 of 5 February 1971", "notice 1971-02-05 Kihatsu 46-2"),
        ("Kianrohatsu 0227 No. 1 of 27 February 2023", "notice 2023-02-27 Kianrohatsu 0227 1"),
        ("Kihatsu No. 0317008", "notice - Kihatsu 0317008"),
        ("Notice No. 5 of 2019", "notice 2019 Notice 5"),
        ("Act No. 57 of 1972", "law 1972 Act 57"),
        ("Law No. 57 of 1972", "law 1972 Law 57"),
        ("Cabinet Order No. 318 of 1972", "order 1972 Cabinet Order 318"),
        ("Imperial Ordinance No. 7 of 1922", "order 1922 Imperial Ordinance 7"),
        ("Ordinance No. 7 of 1972", "ordinance 1972 Ordinance 7"),
        ("Ordinance of the Ministry of Labour No. 32 of 1972", "ordinance 1972 Ordinance of the Ministry of Labour 32"),
        ("Ministry of Labour Ordinance No. 32 of 1972", "ordinance 1972 Ministry of Labour Ordinance 32"),
        ("Cabinet Office Ordinance No. 3 of 2001", "ordinance 2001 Cabinet Office Ordinance 3"),
        ("Public Notice No. 323 of 2018", "public-notice 2018 Public Notice 323"),
        (
            "Ministry of Snow, Streets and Parks Public Notice No. 323 of 2018",
            "public-notice 2018 Ministry of Snow, Streets and Parks Public Notice 323",
        ),
        ("Public Notice No. 3 of 22 August 2018", "public-notice 2018-08-22 Public Notice 3"),
        ("Guideline Public Notice No. 6", "guideline - Guideline Public Notice 6"),
        (
            "Snow and Sand Guideline Public Notice No. 6 of 2015",
            "guideline 2015 Snow and Sand Guideline Public Notice 6",
        ),
        ("administrative communication of 14 May 2019", "communication 2019-05-14 administrative communication -"),
        ("Administrative communication of 14 May 2019", "communication 2019-05-14 administrative communication -"),
        ("office communication dated 14 May 2019", "communication 2019-05-14 office communication -"),
        ("communication of May 14, 2019", "communication 2019-05-14 communication -"),
        ("notice dated 22 November 2018", "notice 2018-11-22 notice -"),
        ("circular dated 22 November 2018", "notice 2018-11-22 circular -"),
        ("guidelines dated 22 November 2018", "guideline 2018-11-22 guidelines -"),
        ("dated 22 November 2018", "notice 2018-11-22  -"),
        ("drawn up on 20 January 2017", "plan 2017-01-20  -"),
        ("formulated on January 20, 2017", "plan 2017-01-20  -"),
    ] {
        let text = format!("The town clears streets ({words}).");
        assert_eq!(read(&text, Language::English), [format!("{words} | {expected}")], "{words}");
    }
    assert_eq!(
        read("Under the Snow Act (Act\n  No. 3 of 1965) and Public\nNotice No. 9 of 2008.", Language::English),
        ["Act\n  No. 3 of 1965 | law 1965 Act 3", "Public\nNotice No. 9 of 2008 | public-notice 2008 Public Notice 9"]
    );
}

#[test]
fn places_days_and_words_are_no_numbers() {
    for text in [
        "平成31年4月1日から施行された。",
        "平成14年2月から行う。",
        "平成30年度の実績",
        "同項第4号に掲げる雪",
        "除雪法第36条第1項第3号",
        "同法第2号の規則",
        "雪の開発第3号事業",
        "再発第1号の事故",
        "第3号被保険者",
        "平成30年4月1日に発足した第2号店",
        "事務連絡を送る。",
        "計画を策定する。",
        "平成29年1月20日に計画を策定した。",
        "通達によること。",
        "昭和47年の法律",
        "平成30年13月1日付け事務連絡",
        "3号車と5号車",
        "基発第号",
        "政令第3号",
    ] {
        assert_eq!(read(text, Language::Japanese), [""; 0], "{text}");
    }
    for text in [
        "No. 5 is a street.",
        "The Fact No. 3 of 1972",
        "a room of 17 March 2006",
        "since 1 April 2019",
        "a photograph dated 3 May 2020",
        "the Act of 1972",
        "Notice No. X",
        "a notice of 3 days",
        "communication of snow",
        "dated snow",
        "room No. 32 of 1972",
        "(updated 22 November 2018)",
    ] {
        assert_eq!(read(text, Language::English), [""; 0], "{text}");
    }
}

#[test]
fn a_number_is_known_however_it_is_written() {
    let listed = |words: &str, target| {
        let number = notices(words, Language::Japanese).into_iter().chain(notices(words, Language::English)).next();
        (number.expect("a number"), Target::Law(target))
    };
    let numbers = NoticeNumbers::from(vec![
        listed("平成18年3月17日付け基発第0317008号", 0),
        listed("平成30年厚生労働省告示第323号", 1),
        listed("平成27年雪かきのための指針公示第6号", 2),
        listed("平成30年9月7日砂の取扱指針公示第1号", 3),
        listed("平成20年氷の指針公示第1号", 4),
        listed("令和元年5月14日付け事務連絡", 5),
        listed("Ministry of Snow Public Notice No. 323 of 2018", 1),
    ]);
    for (words, target) in [
        ("平成十八年三月十七日基発第〇三一七〇〇八号", Some(0)),
        ("基発第0317008号", Some(0)),
        ("2006年3月17日付基発第０３１７００８号", Some(0)),
        ("平成30年告示第323号", Some(1)),
        ("指針公示第6号", Some(2)),
        ("指針公示第1号", None),
        ("平成20年指針公示第1号", Some(4)),
        ("令和元年5月14日付事務連絡", Some(5)),
        ("令和元年5月15日付事務連絡", None),
        ("平成29年告示第323号", None),
        ("平成18年3月18日付け基発第0317008号", None),
        ("職発第0317008号", None),
        ("Public Notice No. 323 of 2018", Some(1)),
    ] {
        let language = if words.is_ascii() { Language::English } else { Language::Japanese };
        let found = notices(words, language);
        assert_eq!(numbers.find(&found[0]), target.map(Target::Law), "{words}");
    }
}

proptest! {
    /// Links are laid over what is found: it must lie in order, on characters, whatever the text.
    #[test]
    fn ranges_lie_in_order(
        text in "(平成|令和|同日|三十|[0-9０-９]{1,3}|年|月|日|付け?|の|基発|法律|告示|指針公示|第|号|事務連絡|策定|No\\. ?|Act |Public Notice |Kihatsu | of | dated |March |2006|\\(|、|\\*|\n|\\PC){0,24}",
        english: bool
    ) {
        let language = if english { Language::English } else { Language::Japanese };
        let mut end = 0;
        for number in notices(&text, language) {
            prop_assert!(number.range.start >= end);
            prop_assert!(text.get(number.range.clone()).is_some_and(|words| !words.is_empty()));
            end = number.range.end;
        }
    }
}
