use super::*;
use crate::reference::{Found, pieces};

fn names() -> LawNames {
    LawNames::new([
        (0, "労働基準法", "Labor Standards Act"),
        (0, "労基法", "LSA"),
        (1, "労働安全衛生法", "Industrial Safety and Health Act"),
        (1, "安衛法", "ISH Act"),
        (2, "労働安全衛生規則", "Ordinance on Industrial Safety and Health"),
        (2, "安衛則", "ISH Ordinance"),
        (3, "労働安全衛生法施行令", "Order for Enforcement of the Industrial Safety and Health Act"),
    ])
}

/// The citations of a text in short: `安 66-8(1)`, and the words of those whose law is not known.
fn cited(text: &str, language: Language) -> String {
    let short = |found: &Found<LawCitation>| {
        let citation = &found.what;
        let law = match &citation.law {
            CitedLaw::Known(law) => ["基", "安", "則", "令"][*law].to_owned(),
            CitedLaw::Unknown(name) => format!("?{name}"),
        };
        let relation = citation.relation.word().map(|word| format!(" {word}")).unwrap_or_default();
        format!("{law} {}{relation}", citation.place.label())
    };
    let found = LawReader::new(&names()).read(text, language);
    found.iter().map(short).collect::<Vec<_>>().join("; ")
}

/// Forms that statutes, orders and notices use, each with what it cites.
const FORMS: &[(&str, &str)] = &[
    ("安衛法第66条に基づく", "安 66"),
    ("労働安全衛生法第66条", "安 66"),
    ("安衛法第66条の8", "安 66-8"),
    ("安衛法第66条の8の2", "安 66-8-2"),
    ("安衛法第66条の8第1項", "安 66-8(1)"),
    ("労基法第41条の2第1項第3号", "基 41-2(1)(3)"),
    ("労基法第41条第2号", "基 41()(2)"),
    ("労基法第41条各号", "基 41()(each)"),
    ("労基法第41条の2第1項各号", "基 41-2(1)(each)"),
    ("労基法第36条各項", "基 36(each)"),
    ("安衛法第６６条の８第１項", "安 66-8(1)"),
    ("労働基準法第三十六条第一項", "基 36(1)"),
    ("安衛法第百四条第三項", "安 104(3)"),
    ("安衛法第六十六条の八の二", "安 66-8-2"),
    ("安衛法第一二〇条", "安 120"),
    ("安衛法 第 66 条の 8 第 1 項", "安 66-8(1)"),
    ("安衛法第66条の\n8第1項", "安 66-8(1)"),
    ("安衛法の第66条", "安 66"),
    ("労基法第36条第1項前段", "基 36(1) first"),
    ("労基法第36条第1項後段", "基 36(1) second"),
    ("労基法第36条第1項本文", "基 36(1) main"),
    ("労基法第36条第6項ただし書", "基 36(6) proviso"),
    ("労基法第36条ただし書", "基 36 proviso"),
    ("労基法第41条柱書", "基 41 lead"),
    ("労基法第36条第1項本文又はただし書", "基 36(1) main; 基 36(1) proviso"),
    ("安衛令第6条", "?安衛令 6"),
    ("安衛則第23条第1号イ", "則 23()(1イ)"),
    ("安衛則第23条第1号イ又はロ", "則 23()(1イ); 則 23()(1ロ)"),
    ("安衛則第23条第1号イ(2)", "則 23()(1イ(2))"),
    ("安衛則第23条第1項第3号の2", "則 23(1)(3-2)"),
    ("安衛則別表第1", "則 table 1"),
    ("安衛則別表第5の2第3号", "則 table 5-2()(3)"),
    ("安衛法別表", "安 table"),
    ("安衛法附則第3条", "安 supplementary 3"),
    ("安衛法附則第3条第2項", "安 supplementary 3(2)"),
    ("安衛法附則第2項", "安 supplementary (2)"),
    ("安衛法附則（平成30年法律第71号）第5条", "安 supplementary 5"),
    ("安衛法第66条から第66条の7まで", "安 66 range-start; 安 66-7 range-end"),
    ("労基法第36条第3項から第5項まで", "基 36(3) range-start; 基 36(5) range-end"),
    ("労基法第41条の2第1項第3号から第6号まで", "基 41-2(1)(3) range-start; 基 41-2(1)(6) range-end"),
    ("安衛法第66条、第66条の2及び第66条の5", "安 66; 安 66-2; 安 66-5"),
    ("安衛法第66条の8第1項又は第66条の8の2第1項", "安 66-8(1); 安 66-8-2(1)"),
    ("安衛法第66条の8第1項第66条の8の2第1項", "安 66-8(1); 安 66-8-2(1)"),
    ("安衛法第66条の8安衛法第66条の8の2", "安 66-8; 安 66-8-2"),
    ("安衛法第66条の8第1項、第3項又は第66条の8の2第1項", "安 66-8(1); 安 66-8(3); 安 66-8-2(1)"),
    ("労基法第36条第1項若しくは第3項並びに第39条", "基 36(1); 基 36(3); 基 39"),
    ("労基法第41条第1号及び第2号", "基 41()(1); 基 41()(2)"),
    ("労基法第36条及び安衛法第66条", "基 36; 安 66"),
    ("安衛法第13条、同法第13条の2", "安 13; 安 13-2"),
    ("安衛則第52条の6の記録。同則第23条の2", "則 52-6; 則 23-2"),
    ("安衛則第52条の6。同規則第23条", "則 52-6; 則 23"),
    ("安衛法第13条と安衛則第14条。同法第14条", "安 13; 則 14; 安 14"),
    ("労働安全衛生法施行令第5条。同令第6条", "令 5; 令 6"),
    ("安衛法第13条。同法施行令第5条", "安 13; 令 5"),
    ("労基法第39条第7項の時季。同条第6項", "基 39(7); 基 39(6)"),
    ("労基法第39条第7項の時季。同条の休暇", "基 39(7); 基 39"),
    ("労基法第41条の2第1項第3号、同項第4号", "基 41-2(1)(3); 基 41-2(1)(4)"),
    ("労基法第41条の2第1項第3号。同号の時間", "基 41-2(1)(3); 基 41-2(1)(3)"),
    ("労基法第36条第1項の協定は、同項ただし書", "基 36(1); 基 36(1) proviso"),
    ("安衛法第66条の8の4第2項において準用する同法第66条の8第2項", "安 66-8-4(2) applying; 安 66-8(2)"),
    ("安衛法第66条の9において準用する第66条の8第3項", "安 66-9 applying; 安 66-8(3)"),
    ("安衛法第66条の8第2項（同法第66条の8の2第2項において準用する場合を含む。）", "安 66-8(2); 安 66-8-2(2) applying"),
    ("安衛法第66条の8第2項（第66条の9で準用する場合を含む。）又は第3項", "安 66-8(2); 安 66-9 applying; 安 66-8(3)"),
    ("労働基準法（昭和22年法律第49号）第36条", "基 36"),
    ("労働基準法（昭和22年法律第49号。以下「基準法」という。）第36条と基準法第39条", "基 36; 基 39"),
    ("労働安全衛生法（昭和47年法律第57号。以下「法」という。）の定め。法第66条と、この方法第3条", "安 66"),
    ("（安衛法第66条の8）", "安 66-8"),
    ("「安衛法第66条の8」", "安 66-8"),
    ("「安衛法第66条から第66条の7まで」", "安 66 range-start; 安 66-7 range-end"),
    ("家内労働法第8条", "?家内労働法 8"),
    ("家内労働法（昭和45年法律第60号。以下「家労法」という。）第8条と家労法第9条", "?家内労働法 8; ?家内労働法 9"),
    ("事業者は、じん肺法第12条", "?じん肺法 12"),
    ("船員労働安全衛生規則第3条", "?船員労働安全衛生規則 3"),
    ("電離放射線障害防止規則第56条第1項", "?電離放射線障害防止規則 56(1)"),
    ("機会及び待遇の確保に関する法律第9条", "?機会及び待遇の確保に関する法律 9"),
    ("同法第3条", "?同法 3"),
    ("旧労基法第36条", "基 36"),
    ("改正安衛法第66条", "安 66"),
    ("労基法第36条の一部を改める", "基 36"),
    ("労基法第36条の3か月", "基 36"),
    ("安衛法第66条の8から第66条の10まで", "安 66-8 range-start; 安 66-10 range-end"),
    ("①安衛法第66条の8", "安 66-8"),
    ("⑴安衛法別表第1、㈠労働基準法第36条", "安 table 1; 基 36"),
    ("Ⅰ安衛法第66条、Ⅱ家内労働法第8条", "安 66; ?家内労働法 8"),
    ("ア 安衛法別表第1", "安 table 1"),
    ("イ　安衛則附則第2条", "則 supplementary 2"),
    ("上記労働基準法第36条、前記労基法第39条", "基 36; 基 39"),
    ("下記安衛法別表第1。同法第3条", "安 table 1; 安 3"),
    ("上記家内労働法第8条", "?家内労働法 8"),
    ("安衛法附則第3条から第五条まで", "安 supplementary 3 range-start; 安 supplementary 5 range-end"),
    ("安衛法附則第四条及び第五条第2項", "安 supplementary 4; 安 supplementary 5(2)"),
    ("安衛法附則第4条の定めと第66条", "安 supplementary 4; 安 66"),
    ("安衛法第66条の8以外の規定", "安 66-8"),
    ("安衛法第66条の8以下、安衛則第52条の6以降", "安 66-8; 則 52-6"),
    ("労基法第36条の3以上、第39条の2以内", "基 36; 基 39"),
    ("労働基準法第36条に基づき定めた協定の第5条", "基 36"),
    ("労働基準法第36条の協定の第5条及び第6条。同法第39条", "基 36; 基 39"),
    ("労働基準法により、契約の第5条", ""),
    ("労働基準法により、「時間外協定」の第5条", ""),
    ("家内労働法の第8条", "?家内労働法 8"),
    ("労働安全衛生法（昭和47年法律第57号。以下「安全法」と略す。）の定め。安全法第67条", "安 67"),
    ("労働安全衛生法（以下「安全法」とする。）の定め。安全法第67条", "安 67"),
    ("労働安全衛生法（以下「安全法」）の定め。安全法第67条", "安 67"),
    ("労働安全衛生法（昭和47年法律第57号）。以下「安全法」という。安全法第67条", "安 67"),
    ("労働安全衛生法を以下「安全法」という。安全法第67条", "安 67"),
    ("「安全法」とは、労働安全衛生法をいう。安全法第67条", "安 67"),
    ("「労働安全衛生法」（昭和47年法律第57号。以下「法」という。）第66条と法第67条", "安 66; 安 67"),
    ("「労働安全衛生法」第66条、『家内労働法』第8条", "安 66; ?家内労働法 8"),
    ("家内労働法（以下「家労法」という。）第8条と家労法第9条", "?家内労働法 8; ?家内労働法 9"),
    ("旧労基法（以下「旧法」という。）第36条と旧法第39条", "基 36; 基 39"),
    ("「労働基準法」とは、働く人を守る法をいう。労働基準法第36条", "基 36"),
    ("労働安全衛生法（以下「法」という。）による。法 第66条、法の第67条、法施行令第5条", "安 66; 安 67; 令 5"),
    ("土地収用法第20条と小切手法第1条", "?土地収用法 20; ?小切手法 1"),
    ("医療法第25条", "?医療法 25"),
    ("安衛法第66条の8第1項各号列記以外の部分", "安 66-8(1) lead"),
    ("安衛法第13条第1項各号以外の部分", "安 13(1) lead"),
    ("安衛法第13条第1項第1号の者。同条同項第2号", "安 13(1)(1); 安 13(1)(2)"),
    ("安衛法第13条第1項第1号の者。同条同項同号の者", "安 13(1)(1); 安 13(1)(1)"),
    ("安衛法第4条から第6条までにおいて準用する", "安 4 range-start; 安 6 range-end"),
    ("安衛則第23条第1号イからハまで", "則 23()(1イ) range-start; 則 23()(1ハ) range-end"),
    ("安衛法第66条乃至第66条の7", "安 66 range-start; 安 66-7 range-end"),
    ("安衛法第66条（第69条を除く。）から第70条まで", "安 66 range-start; 安 69; 安 70 range-end"),
    ("安衛法第66条（第69条を除く。）において準用する", "安 66 applying; 安 69"),
    ("安衛法第66条から労基法第36条に移す", "安 66; 基 36"),
    ("（労基法の定め。第36条）", ""),
    ("安衛法の定め（第66条を含む。第67条も同じ。）", "安 66; 安 67"),
];

/// What looks like a citation of a law and is none.
const NONE: &[&str] = &[
    "「労働基準法第三十六条第一項の協定で定める時間の指針」（平成30年厚生労働省告示第323号）",
    "『安衛法第66条の8の手引』",
    "前条の規定、前項、次条第2項、前二項、前各号",
    "第36条に定める",
    "この規程の第5条",
    "就業規則第5条及び第6条",
    "業務委託契約書第5条",
    "服務規律第3条",
    "会則第3条、大学学則第4条、校則第5条",
    "賃金規則第3条",
    "計算の方法第3条、この手法第1条",
    "上記規則第3条",
    "この法律第3条",
    "昭和47年法律第57号",
    "平成18年3月17日付け基発第0317008号",
    "別表第1のとおり",
    "附則",
    "同条件で、同項目を、同法人が",
    "労基法の定め。第36条",
    "第3項目、第2号機",
    "安衛法に基づき、様式第3号",
    "各号の書類",
];

#[test]
fn forms_of_statutes_are_recognised() {
    for (text, expected) in FORMS {
        assert_eq!(cited(text, Language::Japanese), *expected, "{text}");
    }
    for text in NONE {
        assert_eq!(cited(text, Language::Japanese), "", "{text}");
    }
}

#[test]
fn what_was_said_holds_in_the_next_text() {
    let names = names();
    let mut reader = LawReader::new(&names);
    reader.read("労働基準法（以下「基準法」という。）第41条の2第1項", Language::Japanese);
    let mut next = |text: &str| {
        let found = reader.read(text, Language::Japanese);
        let citation = &found[0].what;
        (citation.law.clone(), citation.place.label())
    };
    assert_eq!(next("（同項第3号）"), (CitedLaw::Known(0), "41-2(1)(3)".into()));
    assert_eq!(next("同法第39条"), (CitedLaw::Known(0), "39".into()));
    assert_eq!(next("基準法第36条"), (CitedLaw::Known(0), "36".into()));
}

#[test]
fn links_begin_behind_brackets_and_hold_the_name_otherwise() {
    let text = "安衛法第66条、労働基準法（昭和22年）第36条";
    let found = LawReader::new(&names()).read(text, Language::Japanese);
    let words: Vec<&str> = found.iter().map(|found| &text[found.range.clone()]).collect();
    assert_eq!(words, ["安衛法第66条", "第36条"]);
}

#[test]
fn english_citations_are_recognised() {
    for (text, expected) in [
        ("under Article 66-8-2, paragraph 1 of the Industrial Safety and Health Act", "安 66-8-2(1)"),
        ("Articles 66 to 66-7 of the Industrial Safety\n and Health Act", "安 66 range-start; 安 66-7 range-end"),
        ("Articles 13, 13-2 and 13-3 of the ISH Act", "安 13; 安 13-2; 安 13-3"),
        ("Article 41-2, paragraph 1, item 3 of the Labor Standards Act", "基 41-2(1)(3)"),
        ("Article 36, Paragraph 1 of the LSA", "基 36(1)"),
        ("the items of Article 41 of the Labor Standards Act", "基 41()(each)"),
        ("Article 66-8, paragraph 1 or Article 66-9 of the ISH Act", "安 66-8(1); 安 66-9"),
        ("Article 13 of the ISH Act. Under Article 13-2 of the same Act,", "安 13; 安 13-2"),
        ("Article 52-6 of the ISH Ordinance as applied by Article 52-7-4 of that Ordinance", "則 52-6; 則 52-7-4"),
        ("Article 39, paragraph 7 of the LSA and paragraph 6 of the same Article", "基 39(7); 基 39(6)"),
        ("Article 8 of the Industrial Homework Act", "?Industrial Homework Act 8"),
        ("Article 3 of that Act", "?that Act 3"),
        ("“Guidelines under Article 36, Paragraph 1 of the Labor Standards Act”", ""),
        ("“Article 36 of the Labor Standards Act”", "基 36"),
        ("This article 3 is about paragraph 1 of the plan. Article 5 of the contract", ""),
        // As translations of laws write it.
        ("Article 66-8, paragraph (1) of the ISH Act", "安 66-8(1)"),
        ("Article 41-2, paragraph (1), item (iii) of the LSA", "基 41-2(1)(3)"),
        ("Article 36(1) of the LSA", "基 36(1)"),
        ("Article 36 (1) of the LSA", "基 36(1)"),
        ("Article 41-2(1)(iii) of the LSA", "基 41-2(1)(3)"),
        ("Article 36(1) and (3) of the LSA", "基 36(1); 基 36(3)"),
        ("Article 36 paragraph 1 of the LSA", "基 36(1)"),
        ("Article 36, paragraphs 1 and 2 of the LSA", "基 36(1); 基 36(2)"),
        ("Article 36, paragraphs (1) through (3) of the LSA", "基 36(1) range-start; 基 36(3) range-end"),
        ("Article 41, items 1 to 3 of the LSA", "基 41()(1) range-start; 基 41()(3) range-end"),
        ("Articles 66 through 66-7 of the ISH Act", "安 66 range-start; 安 66-7 range-end"),
        ("Article 39(7)-(8) of the LSA", "基 39(7) range-start; 基 39(8) range-end"),
        ("Article 6 of the Labor Standards Act Enforcement Ordinance", "?Labor Standards Act Enforcement Ordinance 6"),
        (
            "Article 5 of the Order for Enforcement of the Homework Act. Article 6 of that Order",
            "?Order for Enforcement of the Homework Act 5; ?Order for Enforcement of the Homework Act 6",
        ),
        ("Articles 13–15 of the ISH Act", "安 13 range-start; 安 15 range-end"),
        ("Article 66–8 of the ISH Act", "安 66-8"),
        ("Article 36 of the “Labor Standards Act”", "基 36"),
        ("paragraph 1 of Article 36 of the LSA", "基 36(1)"),
        ("items 1 and 2 of paragraph 3 of Article 36 of the LSA", "基 36(3)(1); 基 36(3)(2)"),
        ("paragraph 1 of Article 36 and paragraph 7 of Article 39 of the LSA", "基 36(1); 基 39(7)"),
        ("Article 5 and paragraph 1 of Article 36 of the LSA", "基 5; 基 36(1)"),
        ("item (iv) of paragraph (1) of that Article", ""),
        ("Article 41-2, paragraph 1 of the LSA. Item (iv) of the same paragraph", "基 41-2(1); 基 41-2(1)(4)"),
        ("the proviso to Article 36, paragraph 1 of the LSA", "基 36(1) proviso"),
        ("each item of Article 41 of the LSA", "基 41()(each)"),
        ("Article 3 of the Supplementary Provisions of the ISH Act", "安 supplementary 3"),
        ("Articles 3 and 4 of the Supplementary Provisions of the ISH Act", "安 supplementary 3; 安 supplementary 4"),
        ("paragraph 2 of the Supplementary Provisions of the ISH Act", "安 supplementary (2)"),
        ("Appended Table 1 of the ISH Ordinance", "則 table 1"),
        ("item (iii) of Appended Table 5-2 of the ISH Ordinance", "則 table 5-2()(3)"),
        ("the Labor Standards Act (Act No. 49 of 1947), Article 36", "基 36"),
        ("The LSA binds them. Article 36 of another plan", ""),
        // Amounts, and articles of something else.
        ("Under the LSA, under Article 36, 45 hours a month", "基 36"),
        ("Under the LSA, Article 13 and 50 workers", "基 13"),
        ("Under the LSA, Articles 13 and 14, 45 hours a month", "基 13; 基 14"),
        ("Under the LSA, Article 3 of the Constitution", ""),
        ("Under the ISH Act, Article 5 of the contract", ""),
        ("Under the ISH Act, Article 5 of the Act", "安 5"),
    ] {
        assert_eq!(cited(text, Language::English), expected, "{text}");
    }
}

#[test]
fn english_names_are_learnt_from_definitions() {
    for (text, expected) in [
        ("the Industrial Safety and Health Act (hereinafter “Safety Act”). Article 66 of the Safety Act", "安 66"),
        (
            "Under the Industrial Safety and Health Act (Act No. 57 of 1972; hereinafter referred to as the “Safety Act”), \
             they act. Article 66 of the Safety Act",
            "安 66",
        ),
        ("the Labor Standards Act (“Standards”). Article 36 of the Standards", "基 36"),
        ("the Labor Standards Act (hereinafter the “Act”). Article 36 of the Act (all of it)", "基 36"),
        (
            "the Labor Standards Act (hereinafter the “Act”). Article 8 of the Act on Home Work Act",
            "?Act on Home Work Act 8",
        ),
        (
            "the Labor Standards Act (hereinafter the “Act”) binds. The Minimum Wage Act (Act No. 137 of 1959) binds by Article 5",
            "",
        ),
        (
            "under the Industrial Homework Act (Act No. 60 of 1970; hereinafter the “Homework Act”). Article 8 of the \
             Homework Act",
            "?Industrial Homework Act 8",
        ),
        (
            "Article 36 of the Labor Standards Act (hereinafter a “36 agreement”). Article 3 of the 36 agreement",
            "基 36",
        ),
    ] {
        assert_eq!(cited(text, Language::English), expected, "{text}");
    }
}

/// A list that cites nothing is read once: a long table of numbers would take minutes otherwise.
#[test]
fn the_time_grows_with_the_text() {
    for words in ["Article 1, ", "Articles 1, 2, ", "paragraph 1 of ", "Article 1 of a ", "“", "“Article 1 ", "A of "]
    {
        let text = words.repeat(20_000 / words.len());
        assert_eq!(cited(&text, Language::English), "", "{words}");
    }
}

mod laws_of_every_text {
    use proptest::prelude::*;

    use super::*;

    /// Texts of the words that citations consist of, in any order.
    fn texts() -> impl Strategy<Value = String> {
        const WORDS: &[&str] = &[
            "安衛法",
            "労働安全衛生規則",
            "法",
            "家内労働法",
            "に関する法律",
            "同法",
            "同則",
            "同条",
            "同項",
            "同号",
            "第",
            "条",
            "の",
            "項",
            "号",
            "第66条",
            "第1項",
            "第３号",
            "第三十六条",
            "の8",
            "各号",
            "各項",
            "前段",
            "ただし書",
            "附則",
            "別表第1",
            "から",
            "まで",
            "、",
            "又は",
            "及び",
            "（",
            "）",
            "(",
            ")",
            "「",
            "」",
            "『",
            "』",
            "。",
            "以下「",
            "」という",
            "において準用する",
            "施行令",
            "イ",
            "ロ",
            "(1)",
            "66",
            "六",
            "〇",
            " ",
            "\n",
            "\n\n",
            "昭和47年法律第57号",
            "Article ",
            "Articles ",
            "66-8",
            "paragraph 1",
            " of the ",
            "ISH Act",
            "same Act",
            "that Article",
            "Xyz Act",
            "to ",
            "or ",
            "and ",
            ", ",
            "“",
            "”",
            ". ",
            "the items of ",
            "the proviso to ",
            "paragraphs (1) ",
            "items ",
            "(iii) ",
            "through ",
            "–",
            "the Supplementary Provisions of ",
            "Appended Table 1",
            "(hereinafter the “Act”)",
            "the Act",
            "the same paragraph",
            "é",
            "𠮷",
            "①",
            "「労働安全衛生法」",
            "」と略す",
            "とは、",
            "をいう",
            "協定の",
            "乃至",
            "上記",
        ];
        prop::collection::vec(prop::sample::select(WORDS), 0..40).prop_map(|words| words.concat())
    }

    /// Places that have a form of their own in English.
    fn places() -> impl Strategy<Value = LawPlace> {
        let number = || "[1-9][0-9]{0,2}(-[1-9]){0,2}";
        let division = || prop::option::of(prop_oneof![number().prop_map(Division::Number), Just(Division::Each)]);
        let within = prop_oneof![
            Just(Within::Main),
            Just(Within::Supplementary),
            prop::option::of(number()).prop_map(Within::Table),
        ];
        let passage = prop::option::of(prop::sample::select(vec![
            Passage::First,
            Passage::Second,
            Passage::Main,
            Passage::Proviso,
        ]));
        let place = (within, number(), division(), division(), passage);
        place.prop_map(|(within, article, paragraph, item, passage)| {
            let article = Some(article).filter(|_| !matches!(within, Within::Table(_)));
            LawPlace { within, article, paragraph, item, sub_item: None, passage }
        })
    }

    proptest! {
        /// A clerk may copy the words of a page into a text.
        #[test]
        fn printed_places_are_read_as_what_they_are(place in places()) {
            let text = format!("{} of the ISH Act", place.printed(Language::English));
            let found = LawReader::new(&names()).read(&text, Language::English);
            prop_assert_eq!(found.len(), 1, "{}", text);
            prop_assert_eq!(&found[0].what.place, &place, "{}", text);
            prop_assert_eq!(&text[found[0].range.clone()], &text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn references_lie_in_order_ranges_have_both_ends_and_the_text_stays(text in texts()) {
            for language in [Language::Japanese, Language::English] {
                let found = LawReader::new(&names()).read(&text, language);
                let mut end = 0;
                let mut open = Vec::new();
                for found in &found {
                    match found.what.relation {
                        Relation::RangeStart => open.push(&found.what.law),
                        Relation::RangeEnd => prop_assert_eq!(open.pop(), Some(&found.what.law)),
                        Relation::Single | Relation::Applying => {}
                    }
                    prop_assert!(found.range.start >= end && found.range.start < found.range.end, "{found:?}");
                    let words = text.get(found.range.clone());
                    prop_assert!(words.is_some_and(|words| words.trim() == words), "{words:?}");
                    end = found.range.end;
                }
                prop_assert!(open.is_empty(), "a range without an end: {found:?}");
                let joined: String = pieces(&text, &found).map(|(piece, _)| piece).collect();
                prop_assert_eq!(joined, text.clone());
            }
        }

        #[test]
        fn any_text_can_be_read(text in ".{0,60}") {
            for language in [Language::Japanese, Language::English] {
                LawReader::new(&names()).read(&text, language);
            }
        }
    }
}
