//! Which measures apply: cases answered by hand from the official text, and the browser's answers beside those of the
//! program.

mod support;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use shirube::diagnostic::Diagnostics;
use shirube::measures::{CATEGORIES, Case, Rules, applicable};
use shirube::pipeline::{self, Options};
use shirube::portal::Portal;
use shirube::source::{Force, Workers};

use Workers::{Discretionary, General, HighlyProfessional, Managers, ResearchAndDevelopment};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn options(content: PathBuf, out: PathBuf) -> Options {
    let date = jiff::civil::date(2024, 3, 1);
    Options { content, theme: None, out, base_url: None, center: None, drafts: false, date }
}

fn overwork() -> (Portal, usize) {
    let options = options(root().join("content"), PathBuf::new());
    let portal = pipeline::load(&options, &mut Diagnostics::default()).expect("a portal").portal;
    let document = portal.documents.iter().position(|document| document.path == "guidance/overwork");
    (portal, document.expect("the guidance on overwork"))
}

/// An ordinary worker who did not apply, in a workplace of 50, without night work or high stress.
fn case(category: Workers, hours: f64) -> Case {
    Case {
        category: Some(category),
        hours: Some(hours),
        application: Some(false),
        employees: Some(50),
        night_work: Some(false),
        high_stress: Some(false),
    }
}

fn applied(category: Workers, hours: f64) -> Case {
    Case { application: Some(true), ..case(category, hours) }
}

fn with_employees(employees: u32) -> Case {
    Case { employees: Some(employees), ..case(General, 30.0) }
}

/// Each case says of some clauses whether they apply, and how binding they are: `+` what applies, `-` what does not.
#[test]
fn cases_are_answered_as_the_official_text_says() {
    let (portal, document) = overwork();
    let rules = Rules::of(&portal, document);
    let stressed = |employees, application| Case {
        employees: Some(employees),
        application: Some(application),
        high_stress: Some(true),
        ..case(General, 0.0)
    };
    let by_night = Case { night_work: Some(true), ..case(General, 0.0) };
    let cases = [
        // 5(2)ウ(ア): a over 80 hours with an application, b without one, c over 45; 80 and 45 are not over.
        (case(General, 45.0), "-5/2/u/a/a -5/2/u/a/b -5/2/u/a/c"),
        (case(General, 45.5), "-5/2/u/a/a -5/2/u/a/b +5/2/u/a/c=desirable"),
        (applied(General, 80.0), "-5/2/u/a/a -5/2/u/a/b +5/2/u/a/c=desirable"),
        (applied(General, 80.5), "+5/2/u/a/a=must -5/2/u/a/b"),
        (case(General, 81.0), "-5/2/u/a/a +5/2/u/a/b=endeavour"),
        // 5(2): all workers but those under the highly professional system, so those of 2(3) too.
        (applied(Managers, 100.0), "+5/2/u/a/a=must +2/3=endeavour -2/4"),
        (applied(Discretionary, 120.0), "+5/2/u/a/a=must +5/2/a=must -5/3/a"),
        // 5(2)ウ(イ): a over 100 without application, b and c up to 100, d over 45; not (ア).
        (case(ResearchAndDevelopment, 101.0), "+5/2/u/i/a=must -5/2/u/i/b -5/2/u/i/c -5/2/u/a/b"),
        (applied(ResearchAndDevelopment, 100.0), "-5/2/u/i/a +5/2/u/i/b=must -5/2/u/a/a"),
        (case(ResearchAndDevelopment, 100.0), "-5/2/u/i/a -5/2/u/i/b +5/2/u/i/c=endeavour"),
        (applied(ResearchAndDevelopment, 80.0), "-5/2/u/i/b -5/2/u/i/c +5/2/u/i/d=desirable"),
        (case(ResearchAndDevelopment, 45.0), "-5/2/u/i/d -5/2/u/a/c"),
        // 5(3)ウ(ア): a over 100, b up to 100 with an application.
        (case(HighlyProfessional, 100.5), "+5/3/u/a/a=must -5/3/u/a/b -5/2/u/a/b"),
        (applied(HighlyProfessional, 100.0), "-5/3/u/a/a +5/3/u/a/b=endeavour -5/2/u/a/a"),
        (case(HighlyProfessional, 100.0), "-5/3/u/a/a -5/3/u/a/b +2/4=must -2/3"),
        // 5(2)イ and 5(3)イ: the physician is told of more than 80 hours; up to 80 disclosure is desirable.
        (case(General, 80.0), "-5/2/i.1 +5/2/i.2=desirable"),
        (case(General, 80.5), "+5/2/i.1=must -5/2/i.2 +5/1/a/i/b.1=must"),
        (case(HighlyProfessional, 80.5), "+5/3/i.1=must -5/2/i.1 +5/1/a/i/b.1=must"),
        // 5(2)ウ(ウ) and 5(3)ウ(イ): what follows an interview depends on which one it was.
        (case(General, 81.0), "-5/2/u/u/a.1 +5/2/u/u/b=endeavour +5/2/u/u/c=must"),
        (case(ResearchAndDevelopment, 101.0), "+5/2/u/u/a.2=must -5/2/u/u/a.1 -5/2/u/u/a.3"),
        (applied(HighlyProfessional, 90.0), "-5/3/u/i/a +5/3/u/i/b=endeavour +5/3/u/i/c.2=must"),
        // 5(1)ア, 5(2)オ: fewer than 50 employees; 50 are not fewer.
        (
            with_employees(49),
            "+5/1/a/a.2=must +5/1/a/o.2=endeavour -5/1/a/o.1 +5/2/o.1=must -5/3/o.1 +5/1/a/e/b=endeavour -5/1/a/e/a",
        ),
        (with_employees(50), "-5/1/a/a.2 -5/1/a/o.2 +5/1/a/o.1=must -5/2/o.1 +5/1/a/i.1=must -5/1/a/i.2"),
        (with_employees(50), "+5/1/a/e/a=must -5/1/a/e/b +5/1/a/u=must"),
        (
            Case { category: Some(HighlyProfessional), ..with_employees(49) },
            "+5/3/o.1=must +5/3/o.3=endeavour -5/2/o.1",
        ),
        // 5(1)イ(ア): a doctor who is asked after a check-up is told of working hours, as is "appropriate"; for all.
        (case(Managers, 0.0), "+5/1/i/a.3=desirable +5/1/i/a.1=must +5/1/i/i.1=must"),
        // 2 to 4 and 5(5): whatever the case; some ask, some want an effort.
        (
            case(General, 0.0),
            "+2/1.1=must +2/1.2=endeavour +2/1.3=endeavour +3.1=must +3.2=must +4.2=endeavour +5/5/a=must",
        ),
        // 5(2)ウ(ウ)a: at 100 hours it is an application that calls for it, over 100 the hours.
        (applied(ResearchAndDevelopment, 100.0), "+5/2/u/u/a.3=must -5/2/u/u/a.2 -5/2/u/u/a.1"),
        (case(ResearchAndDevelopment, 90.0), "-5/2/u/u/a.3 +5/2/u/u/b=endeavour"),
        // 5(1)イ: workers who work at night are examined every six months and told of voluntary check-ups.
        (by_night, "+5/1/i/a.2=must +5/1/i/i.2=endeavour"),
        (case(General, 0.0), "-5/1/i/a.2 -5/1/i/i.2 +5/1/i/a.1=must"),
        // 5(4)イ: high stress and an application; for small workplaces a duty to endeavour.
        (stressed(50, true), "+5/4/i.1=must +5/4/i.3=must -5/4/i.4"),
        (stressed(49, true), "+5/4/i.2=endeavour +5/4/i.4=endeavour -5/4/i.1 -5/4/i.3"),
        (stressed(50, false), "+5/4/i.1=must -5/4/i.3 -5/4/i.4"),
    ];
    for (case, expected) in cases {
        let answer = applicable(&rules, &case);
        for expectation in expected.split(' ') {
            let (clause, force) = expectation[1..].split_once('=').unwrap_or((&expectation[1..], ""));
            assert!(rules.all.iter().any(|rule| rule.id == clause), "no measure {clause}");
            let found = answer.measures.iter().find(|rule| rule.id == clause).map(|rule| rule.force.word());
            let wanted = expectation.starts_with('+').then_some(force);
            assert_eq!(found, wanted, "{clause} in {case:?}");
        }
    }
    assert!(applicable(&rules, &with_employees(49)).asks_regional_desk);
    assert!(!applicable(&rules, &with_employees(50)).asks_regional_desk);
}

/// The most binding comes first, and of these what the month or the health of a worker calls for; a lead-in is no measure,
/// and deadlines are those that the text states.
#[test]
fn measures_stand_in_the_order_of_their_force_with_their_deadlines() {
    let (portal, document) = overwork();
    let rules = Rules::of(&portal, document);
    let forces: Vec<Force> = rules.all.iter().map(|rule| rule.force).collect();
    assert!(forces.is_sorted());
    let place = |id: &str| rules.all.iter().position(|rule| rule.id == id).expect(id);
    assert!(place("5/2/u/a/a") < place("2/1.1") && place("2/1.1") < place("5/2/u/a/b"));
    assert_eq!(rules.thresholds().into_iter().collect::<Vec<_>>(), [45, 80, 100]);
    for lead_in in ["5/2/u/a", "5/2/u/i", "5/3/u/a", "5/1/a/e"] {
        assert!(rules.all.iter().all(|rule| rule.id != lead_in), "{lead_in}");
    }
    let mut due: Vec<&str> =
        rules.all.iter().filter(|rule| rule.deadline.is_some()).map(|rule| rule.id.as_str()).collect();
    due.retain(|id| !id.contains("highly-professional") && !id.contains("interviews"));
    let expected = "5/1/i/a.2 5/2/u/u/a.1 5/2/u/u/a.2 5/2/u/u/a.3 5/3/u/i/a 5/1/a/u 5/1/a/o.1 5/4/i.1 5/4/i.2";
    assert_eq!(due.join(" "), expected);
}

/// A case by each combination of what is entered or left open, at and around every threshold.
fn all_cases() -> Vec<Case> {
    let unknown_yes_or_no = [None, Some(false), Some(true)];
    let hours = [44.5, 45.0, 45.5, 80.0, 80.5, 100.0, 100.5].map(Some);
    let mut cases = Vec::new();
    for category in std::iter::once(None).chain(CATEGORIES.map(Some)) {
        for hours in std::iter::once(None).chain(hours) {
            for employees in [None, Some(49), Some(50)] {
                for application in unknown_yes_or_no {
                    for night_work in unknown_yes_or_no {
                        for high_stress in unknown_yes_or_no {
                            cases.push(Case { category, hours, application, employees, night_work, high_stress });
                        }
                    }
                }
            }
        }
    }
    cases
}

/// What is not known rules nothing out: what applies once it is known is shown before.
#[test]
fn a_case_that_is_known_in_part_gets_the_measures_of_all_cases_that_it_may_be() {
    let (portal, document) = overwork();
    let rules = Rules::of(&portal, document);
    let ids =
        |case: &Case| -> Vec<String> { applicable(&rules, case).measures.iter().map(|rule| rule.id.clone()).collect() };
    assert_eq!(ids(&Case::default()).len(), rules.all.len());
    for case in all_cases() {
        let shown = ids(&case);
        for vaguer in [
            Case { category: None, ..case },
            Case { hours: None, ..case },
            Case { application: None, ..case },
            Case { employees: None, ..case },
            Case { night_work: None, ..case },
            Case { high_stress: None, ..case },
        ] {
            let more = ids(&vaguer);
            assert!(shown.iter().all(|id| more.contains(id)), "{vaguer:?} hides what {case:?} shows");
        }
    }
    assert!(!ids(&Case { hours: Some(80.0), ..Case::default() }).contains(&"5/2/u/a/a".to_owned()));
}

/// A clause leads to a case of its own: one to which it applies, known no further than its conditions say.
#[test]
fn every_measure_applies_to_its_example() {
    let (portal, document) = overwork();
    for rule in Rules::of(&portal, document).all {
        assert!(rule.applies_to(&rule.example()), "{}: {:?}", rule.id, rule.example());
        if rule.conditions.is_empty() {
            assert_eq!(rule.example(), Case::default(), "{}", rule.id);
        }
    }
}

#[test]
fn the_browser_answers_all_cases_as_the_program_does() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("public");
    pipeline::build(&options(root().join("content"), out.clone()), &(), &mut Diagnostics::default()).expect("a build");
    let (portal, document) = overwork();
    let rules = Rules::of(&portal, document);
    let cases = all_cases();
    let mut node = Command::new("node")
        .arg(root().join("tests/browser/measures.mjs"))
        .arg(out.join("data/guidance/overwork/measures.json"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node.js 20 or later, to run the script of the browser");
    let mut input = node.stdin.take().expect("its input");
    let asked: Vec<String> = (cases.iter())
        .map(|case| {
            let mut asked = json!({
                "workers": case.category.map(Workers::word),
                "hours": case.hours,
                "application": case.application,
                "employees": case.employees,
                "night": case.night_work,
                "stress": case.high_stress,
            });
            if let Some(fields) = asked.as_object_mut() {
                fields.retain(|_, value| !value.is_null());
            }
            asked.to_string()
        })
        .collect();
    let writer = std::thread::spawn(move || writeln!(input, "{}", asked.join("\n")).expect("cases are read"));
    let output = node.wait_with_output().expect("an end");
    writer.join().expect("an end");
    assert!(output.status.success(), "the script failed");
    let answers = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(answers.lines().count(), cases.len());
    for (case, answer) in cases.iter().zip(answers.lines()) {
        let here = applicable(&rules, case);
        let ids: Vec<&str> = here.measures.iter().map(|rule| rule.id.as_str()).collect();
        let there: Value = serde_json::from_str(answer).expect("JSON");
        assert_eq!(json!({"measures": ids, "regional": here.asks_regional_desk}), there, "{case:?}");
    }
}

const SITE: &[(&str, &str)] = &[
    (
        "site.yaml",
        "title: {ja: 入口, en: Portal}\ndescription: {ja: 説明, en: About}\nlanguages: [ja, en]\nedition: 2023\n",
    ),
    (
        "guidance/ears.yaml",
        r#"
id: ears
title: {ja: 耳を守る措置, en: Measures to protect ears}
clauses:
  - number: "1"
    heading: {ja: 検査, en: Tests}
    applies_to: {workers: [general]}
    force: must
    text: {ja: 次のとおり行う。, en: As follows.}
    clauses:
      - number: (1)
        text: {ja: 耳を調べる。, en: Test ears.}
        force: must
        applies_to: {overtime: {over: 60}, application: true}
        deadline: {ja: 1月以内, en: Within a month}
      - number: (2)
        text: {ja: 耳を休める。, en: Rest ears.}
        force: may
        applies_to: {overtime: {up_to: 60}}
  - number: "2"
    heading: {ja: 窓口, en: Desks}
    text: {ja: 二つのことを行う。, en: Two things.}
    measures:
      - what: {ja: 窓口に尋ねる。, en: Ask a desk.}
        force: desirable
        applies_to: {employees_below: 30, night_work: true}
      - what: {ja: 記録する。, en: Keep records.}
        force: endeavour
        applies_to: {employees_from: 30, high_stress: true}
"#,
    ),
];

fn main_of(files: &std::collections::BTreeMap<String, Vec<u8>>, path: &str) -> String {
    let html = std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("no file {path}"))).expect("UTF-8");
    let (_, rest) = html.split_once("<main").expect("a main element");
    rest.split_once("</main>").expect("its end").0.to_owned()
}

#[test]
fn both_pages_show_what_the_clauses_say() {
    let files = support::built(SITE);
    for (name, path) in [
        ("cases_en", "en/guidance/ears/measures/index.html"),
        ("cases_ja", "ja/guidance/ears/measures/index.html"),
        ("matrix_en", "en/guidance/ears/measures/matrix/index.html"),
        ("matrix_ja", "ja/guidance/ears/measures/matrix/index.html"),
    ] {
        insta::assert_snapshot!(name, main_of(&files, path));
    }
    let front = main_of(&files, "en/guidance/ears/index.html");
    assert!(front.contains(r#"href="measures/""#) && front.contains(r#"href="measures/matrix/""#), "{front}");
    // Sections with conditions lead there.
    assert!(main_of(&files, "en/guidance/ears/1/index.html").contains("../measures/matrix/"));
    // So do clauses, each to a case of its own.
    let links = main_of(&files, "en/guidance/ears/1/index.html");
    assert!(links.contains(r#"href="../measures/?workers=general&amp;hours=61&amp;application=yes#m-1-1""#), "{links}");
    let timeless = SITE[1].1.replace("overtime: {over: 60}, ", "").replace("overtime: {up_to: 60}", "night_work: true");
    let timeless =
        main_of(&support::built(&[SITE[0], (SITE[1].0, &timeless)]), "en/guidance/ears/measures/matrix/index.html");
    assert!(
        !timeless.contains("<table") && timeless.contains("Test ears"),
        "a list where nothing depends on hours: {timeless}"
    );
    let plain = SITE[1].1.lines().filter(|line| !line.contains("applies_to")).collect::<Vec<_>>().join("\n");
    let plain = support::built(&[SITE[0], (SITE[1].0, &plain)]);
    assert!(!plain.keys().any(|path| path.contains("ears/measures")), "no cases, no pages");
}
