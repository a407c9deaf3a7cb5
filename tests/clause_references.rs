//! Where the cross-references of documents lead: on a guidance about streets in snow, on that of the portal, and on the
//! official one where it is at hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use shirube::diagnostic::Diagnostics;
use shirube::pipeline::{self, Options, Site};
use shirube::portal::{Portal, ProvisionKey};
use shirube::reference::{Reference, restatements};
use shirube::text::Language;

fn load(content: PathBuf) -> Site {
    let options = Options {
        content,
        theme: None,
        out: PathBuf::new(),
        base_url: None,
        center: None,
        drafts: false,
        date: jiff::civil::date(2023, 6, 1),
    };
    let mut diagnostics = Diagnostics::default();
    let site = pipeline::load(&options, &mut diagnostics);
    site.unwrap_or_else(|| panic!("{:?}", diagnostics.sorted()))
}

fn bundled() -> Portal {
    load(Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).portal
}

/// What each reference to a clause in a document says and where it leads: `5(1)ア: イ > 5(1)イ`, a line a target. The ends
/// of those from one to another are parted by a tilde; `?` did not resolve.
fn targets(portal: &Portal, document: &str, language: Language) -> Vec<String> {
    let line = |(place, words, target)| format!("{}: {words} > {target}", portal.printed_number(place));
    cited(portal, document, language).into_iter().map(line).collect()
}

/// The provision, the words and the target.
fn cited(portal: &Portal, document: &str, language: Language) -> Vec<(ProvisionKey, String, String)> {
    let document = portal.documents.iter().position(|own| own.path == document).expect("the document");
    let mut found = Vec::new();
    for one in portal.references.all(language) {
        let Reference::Clauses(citation) = &one.found.what else { continue };
        if portal.provision(one.provision).document != document {
            continue;
        }
        for target in &citation.targets {
            let printed = |key: &ProvisionKey| portal.printed_number(*key).trim().to_owned();
            let leads = match target.provisions.as_slice() {
                [] => "?".to_owned(),
                [only] => printed(only),
                [first, .., last] => format!("{}~{}", printed(first), printed(last)),
            };
            found.push((one.provision, one.words_at(portal, &target.range).to_owned(), leads));
        }
    }
    found
}

/// The 38 targets of the 28 references of the official guidance, read by a person: the line of the text in which the
/// reference begins, where it stands, its words and the clause that they mean.
const OFFICIAL: [(u32, &str, &str, &str); 38] = [
    (94, "5(1)ア(イ)c", "a", "5(1)ア(イ)a"),
    (94, "5(1)ア(イ)c", "b", "5(1)ア(イ)b"),
    (214, "5(2)ウ(ア)b", "a", "5(2)ウ(ア)a"),
    (225, "5(2)ウ(イ)c", "b", "5(2)ウ(イ)b"),
    (232, "5(2)ウ(ウ)a", "(ア)のa", "5(2)ウ(ア)a"),
    (232, "5(2)ウ(ウ)a", "(イ)のa", "5(2)ウ(イ)a"),
    (232, "5(2)ウ(ウ)a", "b", "5(2)ウ(イ)b"),
    (236, "5(2)ウ(ウ)a", "(ア)のa", "5(2)ウ(ア)a"),
    (236, "5(2)ウ(ウ)a", "(イ)のb", "5(2)ウ(イ)b"),
    (238, "5(2)ウ(ウ)a", "(イ)のa", "5(2)ウ(イ)a"),
    (241, "5(2)ウ(ウ)a", "5の(1)のアの(イ)", "5(1)ア(イ)"),
    (242, "5(2)ウ(ウ)b", "(ア)のb", "5(2)ウ(ア)b"),
    (242, "5(2)ウ(ウ)b", "c", "5(2)ウ(ア)c"),
    (242, "5(2)ウ(ウ)b", "(イ)のc", "5(2)ウ(イ)c"),
    (242, "5(2)ウ(ウ)b", "d", "5(2)ウ(イ)d"),
    (242, "5(2)ウ(ウ)b", "(ウ)のa", "5(2)ウ(ウ)a"),
    (242, "5(2)ウ(ウ)b", "(ア)のa", "5(2)ウ(ア)a"),
    (243, "5(2)ウ(ウ)b", "(イ)のb", "5(2)ウ(イ)b"),
    (247, "5(2)エ(ア)", "ウ", "5(2)ウ"),
    (
        247,
        "5(2)エ(ア)",
        "5の(1)の(オ)の<長時間労働者等に対する面接指導等に係る事項>のaからfまで",
        "5(1)ア(オ)a~5(1)ア(オ)f",
    ),
    (250, "5(2)エ(イ)", "ウの(ア)のa", "5(2)ウ(ア)a"),
    (250, "5(2)エ(イ)", "(イ)のb", "5(2)ウ(イ)b"),
    (257, "5(2)オ", "(2)のアからエまで", "5(2)ア~5(2)エ"),
    (258, "5(2)オ", "ウ", "5(2)ウ"),
    (261, "5(2)オ", "エ", "5(2)エ"),
    (293, "5(3)ウ(イ)a", "(ア)のa", "5(3)ウ(ア)a"),
    (297, "5(3)ウ(イ)b", "(ア)のb", "5(3)ウ(ア)b"),
    (297, "5(3)ウ(イ)b", "(ア)のa", "5(3)ウ(ア)a"),
    (302, "5(3)エ(ア)", "ウ", "5(3)ウ"),
    (
        302,
        "5(3)エ(ア)",
        "5の(1)の(オ)の<長時間労働者等に対する面接指導等に係る事項>のgからkまで",
        "5(1)ア(オ)g~5(1)ア(オ)k",
    ),
    (306, "5(3)エ(イ)", "ウの(ア)のb", "5(3)ウ(ア)b"),
    (313, "5(3)オ", "アからエ", "5(3)ア~5(3)エ"),
    (313, "5(3)オ", "ウ", "5(3)ウ"),
    (316, "5(3)オ", "エ", "5(3)エ"),
    (350, "5(4)イ", "(2)", "5(2)"),
    (350, "5(4)イ", "(3)", "5(3)"),
    (362, "5(5)イ", "ア", "5(5)ア"),
    (362, "5(5)イ", "2から5の(3)まで", "2~5(3)"),
];

/// Each target that a person read in the official text is found there, at its words, and no other.
#[test]
fn the_references_of_the_official_guidance_lead_where_a_reader_says() {
    let seeds = std::env::var_os("SHIRUBE_SEEDS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds"), PathBuf::from);
    let file = seeds.join("guidance-overwork.txt");
    let Ok(document) = std::fs::read_to_string(&file) else {
        println!("skipped: there is no {}", file.display());
        return;
    };
    // The list is of this text: the end of a word may stand on the next line.
    let lines: Vec<&str> = document.lines().collect();
    for (line, _, words, _) in OFFICIAL {
        let squeezed: String = lines[line as usize - 1..][..2].concat().split_whitespace().collect();
        assert!(squeezed.contains(words), "line {line} does not say {words}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/site.yaml");
    std::fs::copy(site, folder.path().join("site.yaml")).expect("site.yaml");
    let mut import = Command::new(env!("CARGO_BIN_EXE_shirube"));
    import.args(["import", "guidance"]).arg(&file).args(["--id", "overwork", "--into"]).arg(folder.path());
    assert!(import.output().expect("the program runs").status.success());
    let expected: Vec<String> =
        OFFICIAL.iter().map(|(_, place, words, target)| format!("{place}: {words} > {target}")).collect();
    let portal = load(folder.path().to_path_buf()).portal;
    assert_eq!(targets(&portal, "guidance/overwork", Language::Japanese), expected);
}

/// The guidance of the portal, in words of its own, refers to what the official one refers to.
#[test]
fn the_references_of_the_portal_lead_where_those_of_the_official_guidance_do() {
    let mut found: Vec<(String, String)> = Vec::new();
    let portal = bundled();
    for (place, _, target) in cited(&portal, "guidance/overwork", Language::Japanese) {
        found.push((portal.printed_number(place), target));
    }
    let expected: Vec<(String, String)> =
        OFFICIAL.iter().map(|(_, place, _, target)| ((*place).to_owned(), (*target).to_owned())).collect();
    assert_eq!(found, expected);
}

/// A reader of English is led to the same clauses as one of Japanese.
#[test]
fn both_languages_of_the_portal_refer_to_the_same_clauses() {
    let portal = bundled();
    let by_place = |document: &str, language| {
        let mut places: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (place, _, target) in cited(&portal, document, language) {
            places.entry(portal.provision(place).id.clone()).or_default().insert(target);
        }
        places
    };
    for document in &portal.documents {
        let japanese = by_place(&document.path, Language::Japanese);
        assert_eq!(by_place(&document.path, Language::English), japanese, "{}", document.path);
    }
}

/// A site with a guidance on snow in the streets.
fn site(files: &[(&str, &str)]) -> (tempfile::TempDir, Portal) {
    let folder = tempfile::tempdir().expect("a folder");
    let site = ("site.yaml", "title: 雪\nlanguages: [ja, en]\nedition: 2023\n");
    for (path, text) in files.iter().chain([&site]) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let portal = load(folder.path().to_path_buf()).portal;
    (folder, portal)
}

const SNOW: &str = "\
id: snow
title: 道路の雪
clauses:
  - number: 第1
    heading: 見回り
    clauses:
      - number: '1'
        text: 朝に見回る。
      - number: '2'
        text: 上記1のほか、下記3も行う。上記9は行わない。
      - number: '3'
        text: 上記ア並びに下記第2の(1)による。本項及びこの節は上記のとおり。
  - number: 第2
    heading: 除雪
    clauses:
      - number: (1)
        heading: 歩道
        clauses:
          - number: ア
            text: 次の(ア)から(ウ)までを行い、以下の(エ)に備える。この(1)は本ア及び本イのとおり。
            closing: 上記(ア)から(ウ)までの後、下記(ア)を省く。
            clauses:
              - {number: (ア), text: 雪を集める。}
              - {number: (イ), text: 上記(ア)の雪を運ぶ。同(ウ)も同じ。}
              - {number: (ウ), text: 砂をまく。(ア)に掲げる雪を除く。アンケートによる。}
          - number: イ
            text: 上記ア(イ)及び(ウ)、上記(1)のア並びに上記第1の3による。
          - group: ice
            heading: 氷の日
            clauses:
              - {number: a, text: 塩をまく。}
              - {number: b, text: 'aに該当する日を除く。'}
          - group: thaw
            heading: 雪解けの日
            clauses:
              - {number: a, text: 溝をさらう。}
              - {number: c, text: 上記aと上記bによる。}
      - number: (2)
        heading: 車道
        text: 上記(1)の＜氷の日＞のaからbまでと、上記(1)のaによる。
        clauses:
          - number: ア
            text: 上記第2の(イ)の雪を除く。上記第1の2から第2の(1)のアまでによる。
          - number: イ
            text: 次のウによる。上記アからカまでは行わない。
          - number: ウ
            text: 上記第1から第2の(2)のアまで、上記第2の(1)のイから(2)のイまでとする。
";

/// What a reader of the guidance on snow would say, for each way in which clauses are referred to.
#[test]
fn references_lead_to_the_nearest_clause_that_they_can_mean_or_nowhere() {
    let (_folder, portal) = site(&[("guidance/snow.yaml", SNOW)]);
    let expected = [
        // Siblings, on the side that is said; what is not there is not looked for elsewhere.
        "第12: 1 > 第11",
        "第12: 3 > 第13",
        "第12: 9 > ?",
        // Above this place there is no ア; far below, by the whole way. 本項, この節 and a bare 上記 are none.
        "第13: ア > ?",
        "第13: 第2の(1) > 第2(1)",
        // What stands below, and what stands around.
        "第2(1)ア: (ア)から(ウ)まで > 第2(1)ア(ア)~第2(1)ア(ウ)",
        "第2(1)ア: (エ) > ?",
        "第2(1)ア: (1) > 第2(1)",
        "第2(1)ア: ア > 第2(1)ア",
        "第2(1)ア: イ > ?",
        "第2(1)ア(イ): (ア) > 第2(1)ア(ア)",
        "第2(1)ア(イ): (ウ) > 第2(1)ア(ウ)",
        "第2(1)ア(ウ): (ア) > 第2(1)ア(ア)",
        // The words that close a clause stand behind all that is under it.
        "第2(1)ア: (ア)から(ウ)まで > 第2(1)ア(ア)~第2(1)ア(ウ)",
        "第2(1)ア: (ア) > ?",
        "第2(1)イ: ア(イ) > 第2(1)ア(イ)",
        "第2(1)イ: (ウ) > 第2(1)ア(ウ)",
        "第2(1)イ: (1)のア > 第2(1)ア",
        "第2(1)イ: 第1の3 > 第13",
        // Under an unnumbered heading its own numbers come first; those under others are still in sight.
        "第2(1)b: a > 第2(1)a",
        "第2(1)c: a > 第2(1)a",
        "第2(1)c: b > 第2(1)b",
        // A heading tells which a is meant; without it nothing does.
        "第2(2): (1)の＜氷の日＞のaからbまで > 第2(1)a~第2(1)b",
        "第2(2): (1)のa > ?",
        // A level may be left out where it is clear which.
        "第2(2)ア: 第2の(イ) > 第2(1)ア(イ)",
        // From one level to another.
        "第2(2)ア: 第1の2から第2の(1)のアまで > 第12~第2(1)ア",
        "第2(2)イ: ウ > 第2(2)ウ",
        "第2(2)イ: アからカまで > ?",
        "第2(2)ウ: 第1から第2の(2)のアまで > 第1~第2(2)ア",
        "第2(2)ウ: 第2の(1)のイから(2)のイまで > 第2(1)イ~第2(2)イ",
    ];
    assert_eq!(targets(&portal, "guidance/snow", Language::Japanese), expected);
    let range = |words: &str| -> Vec<String> {
        let found = portal.references.all(Language::Japanese).iter().find_map(|found| {
            let Reference::Clauses(citation) = &found.found.what else { return None };
            let target = citation.targets.iter().find(|target| found.words_at(&portal, &target.range) == words)?;
            Some(target.provisions.iter().map(|key| portal.printed_number(*key)).collect())
        });
        found.expect("the reference")
    };
    assert_eq!(range("第1の2から第2の(1)のアまで"), ["第12", "第13", "第2(1)ア"]);
    assert_eq!(
        range("第2の(1)のイから(2)のイまで"),
        ["第2(1)イ", "第2(1)a", "第2(1)b", "第2(1)a", "第2(1)c", "第2(2)ア", "第2(2)イ"]
    );
}

const DIRECTIVES: &str = "\
id: snow
number: Ⅲ
title: 雪の部
plan_items:
  - id: snow-work
    number: '1'
    title: 雪
    activities:
      - id: gauging
        number: ①
        title: 雪を測る
        directives:
          - text: 毎朝、役場の前で雪の深さを測って知らせる。
          - text: '様式は[[guidance/snow/2-1-a|歩道の雪]]と[[d1]]を見る。'
      - id: clearing
        number: ②
        title: 雪をかく
        directives:
          - text: 上記①の深さが10センチを超えたら雪をかく。
          - text: 毎朝、役場の前で雪の深さを測って知らせる（再掲）。
            restates: gauging/d1
          - text: 夕方にも測る。
            restates: gauging/d1
          - text: 雪の深さを、毎朝役場の前で測って知らせる。（再掲）
";

#[test]
fn directives_refer_to_activities_by_number_and_repeat_each_other() {
    let edition = ("directives/2023/edition.yaml", "title: 指示\n");
    let files = [edition, ("directives/2023/3.yaml", DIRECTIVES), ("guidance/snow.yaml", SNOW)];
    let (_folder, portal) = site(&files);
    let found = targets(&portal, "directives/2023", Language::Japanese);
    assert_eq!(
        found,
        ["Ⅲ-1-① d2: [[guidance/snow/2-1-a|歩道の雪]] > 第2(1)ア", "Ⅲ-1-① d2: [[d1]] > ?", "Ⅲ-1-② d1: ① > Ⅲ-1-①",]
    );
    let said = restatements(&portal).into_iter().map(|one| {
        let target = one.target.map(|key| portal.provision(key).id.clone());
        (portal.provision(one.provision).id.clone(), one.words(&portal).to_owned(), target)
    });
    let expected = [
        ("clearing/d2", "（再掲）", Some("gauging/d1")),
        ("clearing/d3", "", Some("gauging/d1")),
        ("clearing/d4", "（再掲）", None),
    ];
    let expected = expected.map(|(id, words, target)| (id.to_owned(), words.to_owned(), target.map(str::to_owned)));
    assert_eq!(said.collect::<Vec<_>>(), expected);
}

const EXPLICIT: &str = "\
id: ice
title: 氷
clauses:
  - number: '1'
    heading: '氷は[[2]]と同じ'
    text:
      ja: |-
        [[2-1-a]]、[[2/1/a]]、[[２（１）ア]]と[[snow/1]]、[[guidance/snow/2/1|上記アの雪]]、`[[2]]`と\\[[2]]。

            [[2]]
      en: 'See [[2-1-a| the ice ]] and [[ 2(1)ア ]], [[/ja/guidance/snow/2/#1-a]] and [[https://example.jp/en/guidance/ice/2/]].'
  - number: '2'
    clauses:
      - number: (1)
        clauses:
          - {number: ア, text: 割る。}
";

/// An author may refer to any provision of any document, in every language, and says what readers see.
#[test]
fn what_is_written_in_brackets_leads_to_any_provision() {
    let (_folder, portal) = site(&[("guidance/ice.yaml", EXPLICIT), ("guidance/snow.yaml", SNOW)]);
    let shown = |language| -> Vec<String> {
        let found = portal.references.all(language).iter().filter_map(|found| {
            let Reference::Clauses(citation) = &found.found.what else { return None };
            let target = citation.targets.iter().find(|target| target.is_explicit())?;
            let ids: Vec<String> = target.provisions.iter().map(|key| portal.full_id(portal.provision(*key))).collect();
            Some(format!("{} > {}", target.label(found.text(&portal), &portal), ids.join(" ")))
        });
        found.collect()
    };
    assert_eq!(
        shown(Language::Japanese),
        [
            "2 > guidance/ice/2",
            "2(1)ア > guidance/ice/2/1/a",
            "2(1)ア > guidance/ice/2/1/a",
            "2(1)ア > guidance/ice/2/1/a",
            "[[snow/1]] > ",
            "上記アの雪 > guidance/snow/2/1",
        ]
    );
    assert_eq!(
        shown(Language::English),
        [
            "the ice > guidance/ice/2/1/a",
            "2(1)ア > guidance/ice/2/1/a",
            "第2(1)ア > guidance/snow/2/1/a",
            "2 > guidance/ice/2",
        ]
    );
}
