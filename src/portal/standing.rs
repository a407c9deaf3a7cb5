//! Where the centers stand with the duties of an edition: what their events have met already, what those to come will
//! meet, and what is missing.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::source::{Duty, Operator, Per, Unit};

use super::{CenterKey, Document, DocumentKind, Event, Portal, ProvisionKey};

/// A duty of an edition.
#[derive(Debug, Clone, Copy)]
pub struct EditionDuty<'a> {
    /// Where it stands.
    pub provision: ProvisionKey,
    /// What it asks for.
    pub duty: &'a Duty,
    /// How many events each center has to hold, or why events do not tell whether it is met.
    pub required: Result<u32, Unmeasurable>,
}

/// Why the events of a center do not tell whether it meets a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmeasurable {
    /// It is for workplaces, for prefectures, or for all centers together.
    NotByCenter,
    /// It holds for some centers only, or on a condition, which is said in words.
    Limited,
    /// It is due only where somebody asks for it.
    OnRequest,
    /// It says how much is allowed at most.
    UpperLimit,
    /// It compares with another year.
    Comparison,
    /// It asks for a share.
    Share,
    /// It counts something else than events.
    OtherUnit,
}

impl Unmeasurable {
    /// The word that stands for it in locale files and reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotByCenter => "not-by-center",
            Self::Limited => "limited",
            Self::OnRequest => "on-request",
            Self::UpperLimit => "upper-limit",
            Self::Comparison => "comparison",
            Self::Share => "share",
            Self::OtherUnit => "other-unit",
        }
    }
}

/// How far a center is with a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandingKind {
    /// Enough events have been held.
    Met,
    /// Enough events have been held or are planned.
    Planned,
    /// Not even with what is planned is it enough.
    Missing,
    /// Events do not tell.
    NotMeasurable,
}

impl StandingKind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Met, Self::Planned, Self::Missing, Self::NotMeasurable];

    /// The word that stands for it in locale files, style sheets and reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Planned => "planned",
            Self::Missing => "missing",
            Self::NotMeasurable => "not-measurable",
        }
    }
}

/// Where a center stands with a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How far it is.
    pub kind: StandingKind,
    /// Events of the period that name the duty and are over.
    pub held: u32,
    /// Events of the period that name the duty and are not over.
    pub planned: u32,
}

impl Standing {
    fn new(required: Result<u32, Unmeasurable>, held: u32, planned: u32) -> Self {
        let kind = match required {
            Err(_) => StandingKind::NotMeasurable,
            Ok(required) if held >= required => StandingKind::Met,
            Ok(required) if held.saturating_add(planned) >= required => StandingKind::Planned,
            Ok(_) => StandingKind::Missing,
        };
        Self { kind, held, planned }
    }
}

/// Where one center stands with every duty of an edition.
#[derive(Debug)]
pub struct CenterStanding {
    /// The center.
    pub center: CenterKey,
    /// Its standing with each duty, in their order.
    pub standings: Vec<Standing>,
}

impl CenterStanding {
    /// How many duties are of a kind.
    #[must_use]
    pub fn count(&self, kind: StandingKind) -> usize {
        self.standings.iter().filter(|standing| standing.kind == kind).count()
    }
}

/// Where every center stands with every duty of an edition.
#[derive(Debug)]
pub struct Standings<'a> {
    /// The duties, in the order of the edition.
    pub duties: Vec<EditionDuty<'a>>,
    /// The centers, in the order of prefectures.
    pub centers: Vec<CenterStanding>,
}

impl Standings<'_> {
    /// The centers by the number of duties that are missing, the worst first.
    #[must_use]
    pub fn worst_first(&self) -> Vec<&CenterStanding> {
        let mut centers: Vec<&CenterStanding> = self.centers.iter().collect();
        centers.sort_by_key(|center| Reverse(center.count(StandingKind::Missing)));
        centers
    }
}

impl Document {
    /// The first and the last day of an edition: those it names, or those of its fiscal year. `None` for guidance.
    #[must_use]
    pub fn edition_period(&self) -> Option<(Date, Date)> {
        let DocumentKind::Directives { year } = self.kind else { return None };
        let from = self.from.or_else(|| Date::new(year, 4, 1).ok()).unwrap_or(Date::MIN);
        let until = self.until.or_else(|| Date::new(year.saturating_add(1), 3, 31).ok()).unwrap_or(Date::MAX);
        Some((from, until))
    }
}

impl Portal {
    /// The duties of a document, an index of [`Portal::documents`], in its order.
    #[must_use]
    pub fn duties(&self, document: usize) -> Vec<EditionDuty<'_>> {
        (self.provisions_of(document))
            .flat_map(|(key, provision)| provision.duties.iter().map(move |duty| (key, duty)))
            .map(|(provision, duty)| {
                let required =
                    if self.is_limited(provision) { Err(Unmeasurable::Limited) } else { events_required(duty) };
                EditionDuty { provision, duty, required }
            })
            .collect()
    }

    /// Where the centers stand on the day of the portal with the duties of a document, an index of
    /// [`Portal::documents`]. An event counts for the edition in whose period it begins.
    #[must_use]
    pub fn standings(&self, document: usize) -> Standings<'_> {
        let duties = self.duties(document);
        let mut counts: HashMap<(CenterKey, &str), (u32, u32)> = HashMap::new();
        if let Some((from, until)) = self.documents.get(document).and_then(Document::edition_period) {
            for event in self.events.iter().filter(|event| (from..=until).contains(&event.record.start.date())) {
                let named: HashSet<&str> = event.record.fulfils.iter().map(|id| id.value.as_str()).collect();
                for id in named {
                    let (held, planned) = counts.entry((event.center, id)).or_default();
                    *(if event.is_past(self.date) { held } else { planned }) += 1;
                }
            }
        }
        let centers = (self.centers())
            .map(|(center, _)| {
                let standing = |duty: &EditionDuty<'_>| {
                    let count = counts.get(&(center, duty.duty.id.value.as_str()));
                    let (held, planned) = count.copied().unwrap_or_default();
                    Standing::new(duty.required, held, planned)
                };
                CenterStanding { center, standings: duties.iter().map(standing).collect() }
            })
            .collect();
        Standings { duties, centers }
    }

    /// The duties that an event names, each with its document, an index of [`Portal::documents`]: that in whose period
    /// the event begins, or the latest where that has no duty of the name.
    #[must_use]
    pub fn fulfilled(&self, event: &Event) -> Vec<(usize, &Duty)> {
        let day = event.record.start.date();
        let own = self
            .documents
            .iter()
            .position(|document| document.edition_period().is_some_and(|(from, until)| (from..=until).contains(&day)));
        (event.record.fulfils.iter().zip(&event.fulfils))
            .filter_map(|(id, &latest)| {
                let latest = self.provision(latest);
                let named = |duty: &&Duty| duty.id.value == id.value;
                let of_own = own
                    .filter(|&own| own != latest.document)
                    .and_then(|own| Some((own, self.duties(own).into_iter().map(|duty| duty.duty).find(named)?)));
                of_own.or_else(|| Some((latest.document, latest.duties.iter().find(named)?)))
            })
            .collect()
    }

    /// Whether a provision, or one that it stands under, holds for some centers only or on a condition.
    fn is_limited(&self, key: ProvisionKey) -> bool {
        let provision = self.provision(key);
        let applies = provision.applies.as_ref();
        applies.is_some_and(|applies| applies.centers.is_some() || applies.condition.is_some())
            || provision.parent.is_some_and(|parent| self.is_limited(parent))
    }
}

/// How many events a duty asks of each center.
fn events_required(duty: &Duty) -> Result<u32, Unmeasurable> {
    if duty.per != Per::Center {
        return Err(Unmeasurable::NotByCenter);
    }
    if duty.on_request {
        return Err(Unmeasurable::OnRequest);
    }
    if duty.baseline.is_some() {
        return Err(Unmeasurable::Comparison);
    }
    if duty.unit.is_some_and(|unit| unit != Unit::Times) {
        return Err(Unmeasurable::OtherUnit);
    }
    let amount = duty.amount.ok_or(Unmeasurable::Share)?;
    match duty.operator {
        Operator::AtLeast | Operator::About => Ok(amount),
        Operator::MoreThan => Ok(amount.saturating_add(1)),
        Operator::AtMost => Err(Unmeasurable::UpperLimit),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::pipeline::{self, Options};

    const EVENTS: &str = "id,title_ja,start,end,fulfils\n\
        before,前,2023-03-31T10:00,,twice\n\
        first,一,2023-05-10T14:00,2023-05-10T16:00,twice;once;twice\n\
        second,二,2023-06-01T14:00,,twice\n\
        last,終,2024-03-31T14:00,,limit\n\
        after,後,2024-04-01T14:00,,twice\n";

    /// A portal of two editions with these duties, each a line of YAML, and of two centers, of which the first has
    /// events; on `date`.
    fn portal(duties: &[&str], date: Date) -> Portal {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        };
        let duties: Vec<String> = duties.iter().map(|duty| format!("{{action: x, {duty}}}")).collect();
        let directive = format!("{{text: 行う。, duties: [{}]}}", duties.join(", "));
        let activity = format!("{{id: work, title: 事業, directives: [{directive}]}}");
        let item = format!("{{id: item, number: '1', title: 項目, activities: [{activity}]}}");
        let part = format!("{{id: part, number: I, title: 部, plan_items: [{item}]}}\n");
        write("site.yaml", "title: 見本\nlanguages: [ja, en]\nedition: 2023\n");
        write("directives/2022/edition.yaml", "title: 前の指示\n");
        write("directives/2022/1.yaml", &part);
        write("directives/2023/edition.yaml", "title: 指示\nfrom: 2023-04-01\nuntil: 2024-03-31\n");
        write("directives/2023/1.yaml", &part);
        write("centers/tokyo/center.yaml", "name: 東京\nprefecture: 13\n");
        write("centers/tokyo/events.csv", EVENTS);
        write("centers/osaka/center.yaml", "name: 大阪\nprefecture: 27\n");
        let content = folder.path().to_path_buf();
        let out = content.join("public");
        let options = Options { content, theme: None, out, base_url: None, center: None, drafts: false, date };
        let mut diagnostics = Diagnostics::default();
        let site = pipeline::load(&options, &mut diagnostics);
        assert_eq!(diagnostics, Diagnostics::default());
        site.expect("a portal").portal
    }

    const TWICE: &str = "id: twice, operator: at-least, amount: 2, unit: times, per: center";
    const ONCE: &str = "id: once, operator: about, amount: 1, per: center";
    const LIMIT: &str = "id: limit, operator: at-most, amount: 1, unit: times, per: center";

    /// The standings of the first center with an edition, in words.
    fn said(portal: &Portal, document: usize) -> Vec<String> {
        let standings = portal.standings(document);
        let said = |standing: &Standing| format!("{} {}+{}", standing.kind.word(), standing.held, standing.planned);
        standings.centers[0].standings.iter().map(said).collect()
    }

    #[test]
    fn events_of_the_period_count_as_held_once_they_are_over() {
        for (date, expected) in [
            (date(2023, 5, 10), ["planned 0+2", "planned 0+1", "not-measurable 0+1"]),
            (date(2023, 6, 1), ["planned 1+1", "met 1+0", "not-measurable 0+1"]),
            (date(2023, 6, 2), ["met 2+0", "met 1+0", "not-measurable 0+1"]),
            (date(2024, 4, 1), ["met 2+0", "met 1+0", "not-measurable 1+0"]),
        ] {
            assert_eq!(said(&portal(&[TWICE, ONCE, LIMIT], date), 1), expected, "{date}");
        }
    }

    #[test]
    fn an_event_counts_for_the_edition_in_whose_period_it_begins() {
        let portal = portal(&[TWICE, ONCE, LIMIT], date(2024, 4, 1));
        assert_eq!(said(&portal, 0), ["missing 1+0", "missing 0+0", "not-measurable 0+0"]);
    }

    #[test]
    fn centers_without_events_lag_most() {
        let portal = portal(&[TWICE, ONCE, LIMIT], date(2024, 3, 31));
        let standings = portal.standings(1);
        let said: Vec<_> = (standings.worst_first().iter())
            .map(|center| (portal.center(center.center).id.as_str(), center.count(StandingKind::Missing)))
            .collect();
        assert_eq!(said, [("osaka", 2), ("tokyo", 0)]);
    }

    #[test]
    fn what_events_do_not_tell_is_said_with_its_reason() {
        let duties = [
            TWICE,
            ONCE,
            LIMIT,
            "id: workplaces, operator: at-least, amount: 1, unit: times, per: workplace",
            "id: asked, operator: at-least, amount: 1, unit: times, per: center, on_request: true",
            "id: cases, operator: at-least, amount: 1, unit: cases, per: center",
            "id: share, operator: at-least, ratio: 0.2, per: center",
            "id: more, operator: more-than, unit: times, per: center, baseline: {year: 2022, of: plan}",
            "id: over, operator: more-than, amount: 2, per: center",
        ];
        let portal = portal(&duties, date(2023, 6, 1));
        let said: Vec<String> = (portal.duties(1).iter())
            .map(|duty| duty.required.map_or_else(|reason| reason.word().into(), |required| required.to_string()))
            .collect();
        let expected =
            ["2", "1", "upper-limit", "not-by-center", "on-request", "other-unit", "share", "comparison", "3"];
        assert_eq!(said, expected);
    }
}
