//! Whom the bundled portal names to those who ask: what the directives say, route by route.

mod support;

use std::path::{Path, PathBuf};

use shirube::diagnostic::Diagnostics;
use shirube::pipeline::{self, Options};
use shirube::portal::Portal;
use shirube::source::{Asker, Route, RouteDesk};
use shirube::text::Language;

fn portal() -> Portal {
    let options = Options {
        content: Path::new(env!("CARGO_MANIFEST_DIR")).join("content"),
        theme: None,
        out: PathBuf::new(),
        base_url: None,
        center: None,
        drafts: false,
        date: jiff::civil::date(2024, 3, 1),
    };
    pipeline::load(&options, &mut Diagnostics::default()).expect("a portal").portal
}

fn routes(portal: &Portal) -> impl Iterator<Item = &Route> {
    portal.topics().flat_map(|(_, topic)| &topic.record.routes)
}

#[test]
fn every_route_names_who_asks_and_the_desk_and_rests_on_a_provision() {
    let portal = portal();
    let incomplete: Vec<&str> = routes(&portal)
        .filter(|route| route.desk.is_none() || route.who.is_empty() || route.basis.is_empty())
        .map(|route| route.id.value.as_str())
        .collect();
    assert!(incomplete.is_empty(), "{incomplete:?}");
    assert!(routes(&portal).count() >= 14);
}

/// Where nobody outside is asked, a center must be able to answer: by its own telephone or by that of a regional desk.
#[test]
fn every_center_can_be_reached_as_the_routes_say() {
    let portal = portal();
    for (_, center) in portal.centers() {
        assert!(center.record.telephone.is_some() && center.record.hours.is_some(), "{}", center.id);
        let desks = &center.record.desks;
        assert!(!desks.is_empty() && desks.iter().all(|desk| desk.telephone.is_some()), "{}", center.id);
    }
    let lines: Vec<&str> = (portal.centers())
        .filter(|(_, center)| center.record.stress_check_line.is_some())
        .map(|(_, center)| center.id.as_str())
        .collect();
    assert_eq!(lines, ["tokyo", "ishikawa", "osaka", "fukuoka"]);
}

#[test]
fn the_directives_say_whom_to_turn_to() {
    use Asker::{Employer, HealthStaff, Worker};
    use RouteDesk::{Center, Elsewhere, Regional, StressCheckLine};
    let portal = portal();
    // What is asked, by whom, the desk to call, who answers in the end, and through whom.
    for (id, who, desk, answers, through) in [
        ("mental-health-individual-cases", Worker, Center, "外部機関", ""),
        ("womens-health-individuals", Worker, Center, "女性健康支援センター", "産業保健専門職"),
        ("womens-health-companies", Employer, Elsewhere, "主治医", "労働者本人"),
        ("chemical-rules", Employer, Center, "産業保健総合支援センター", "日本作業環境測定協会"),
        ("chemical-site-visits", HealthStaff, Center, "出張相談", "日本労働安全衛生コンサルタント会"),
        ("chemical-measurement", Employer, Center, "日本作業環境測定協会", "労働衛生工学専門員"),
        ("measurement", Employer, Center, "日本労働安全衛生コンサルタント会", "紹介"),
        ("own-chief-physician", Employer, Elsewhere, "総括産業医", ""),
        ("stress-check-line", Employer, StressCheckLine, "サポートダイヤル", ""),
        ("stress-check-results", Worker, Regional, "地域窓口", ""),
        ("high-stress-interviews", Employer, Regional, "地域窓口", ""),
        ("individual-adjustment", Worker, Center, "両立支援（出張）相談窓口", ""),
        ("mental-health-visits", Employer, Center, "個別訪問支援", "メンタルヘルス対策促進員"),
        ("gambling-desk", Worker, Center, "適切な相談窓口", ""),
        ("training-elsewhere", HealthStaff, Center, "近隣のセンター", ""),
        ("coordinator-training", HealthStaff, Elsewhere, "本部", ""),
    ] {
        let route = routes(&portal).find(|route| route.id.value == id).unwrap_or_else(|| panic!("no route {id}"));
        let says = |text: &Option<shirube::source::Text>, word: &str| {
            word.is_empty() || text.as_ref().is_some_and(|text| text.localised(Language::Japanese).0.contains(word))
        };
        assert!(route.who.contains(&who), "{id}");
        assert_eq!(route.desk, Some(desk), "{id}");
        assert!(says(&route.to, answers) && says(&route.through, through), "{id}");
    }
    let declined: Vec<&str> =
        routes(&portal).filter(|route| route.declined).map(|route| route.id.value.as_str()).collect();
    assert_eq!(declined, ["implementer-training", "own-chief-physician"]);
}

/// A portal may begin without centers: its routes then say whom to ask, and lead to no list that is not there.
#[test]
fn routes_without_centers_lead_nowhere_in_vain() {
    let topics = "- id: noise\n  name: 騒音\n  summary: 音の大きい職場\n  routes:\n    - {id: ask, who: [worker], about: 耳が痛い, desk: center}\n";
    let files =
        support::built(&[("site.yaml", "title: 見本\nlanguages: [ja]\nedition: 2023\n"), ("topics.yaml", topics)]);
    let page = String::from_utf8_lossy(&files["ja/consultation/worker/noise/index.html"]);
    assert!(page.contains("耳が痛い") && !page.contains("#where"), "{page}");
}
