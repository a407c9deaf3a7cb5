//! The rules that the clauses of a guidance make.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostics, Problem};
use crate::portal::{Portal, Provision, ProvisionKey};
use crate::source::{AppliesTo, Force, Overtime, Text, Workers};

use super::case::{CATEGORIES, Case};
use super::combined::combined;

/// A measure, and when it applies.
#[derive(Debug, Clone)]
pub struct Rule<'p> {
    /// Its id within the document: that of the clause, with a number where the clause asks for several things.
    pub id: String,
    /// The clause that states it.
    pub provision: ProvisionKey,
    /// What is asked for, where it is not all that the clause says.
    pub what: Option<&'p Text>,
    /// Whether the clause is an item, whose lead-in says what is asked for.
    pub is_item: bool,
    /// How binding it is.
    pub force: Force,
    /// By when, or how often.
    pub deadline: Option<&'p Text>,
    /// The conditions that must all hold: those of the headings above, from the top, then its own.
    pub conditions: Vec<&'p AppliesTo>,
}

/// All measures of a guidance.
#[derive(Debug, Default)]
pub struct Rules<'p> {
    /// The most binding first; of these what is due to the month or the health of one worker before what is due
    /// whatever happens; then in the order of the document.
    pub all: Vec<Rule<'p>>,
    /// Workplaces with fewer employees than this turn to the regional desks.
    pub small_below: Option<u32>,
}

/// A measure as a clause states it, before its place gives it conditions.
#[derive(Clone, Copy)]
struct Stated<'p> {
    what: Option<&'p Text>,
    force: Force,
    applies_to: Option<&'p AppliesTo>,
    deadline: Option<&'p Text>,
}

impl<'p> Rules<'p> {
    /// The rules of a document, an index of [`Portal::documents`].
    #[must_use]
    pub fn of(portal: &'p Portal, document: usize) -> Self {
        let mut all = Vec::new();
        for &key in &portal.documents[document].children {
            collect(portal, key, &[], &mut all);
        }
        all.sort_by_key(|rule: &Rule<'_>| (rule.force, !rule.is_particular()));
        let small_below = all.iter().flat_map(|rule| &rule.conditions).filter_map(|cases| cases.employees_below).max();
        Self { all, small_below }
    }

    /// Whether a document makes any difference between cases.
    #[must_use]
    pub fn is_conditional(portal: &'p Portal, document: usize) -> bool {
        let has_conditions = |provision: &Provision| {
            provision.applies_to.is_some() || provision.measures.iter().any(|measure| measure.applies_to.is_some())
        };
        portal.provisions_of(document).any(|(_, provision)| has_conditions(provision))
            && Self::of(portal, document).all.iter().any(|rule| !rule.conditions.is_empty())
    }

    /// The hours a month at which something changes, ascending.
    #[must_use]
    pub fn thresholds(&self) -> BTreeSet<u32> {
        let hours = self.all.iter().flat_map(Rule::hours);
        hours.flat_map(|hours| [hours.over, hours.up_to]).flatten().collect()
    }
}

/// Warns of measures whose conditions no case meets.
pub fn report(portal: &Portal, diagnostics: &mut Diagnostics) {
    for document in 0..portal.documents.len() {
        for rule in Rules::of(portal, document).all.iter().filter(|rule| !rule.is_possible()) {
            if let Some(conditions) = rule.conditions.last() {
                diagnostics.warning(Problem::NeverApplies, &conditions.span);
            }
        }
    }
}

impl Rule<'_> {
    /// Whether it applies to a case.
    #[must_use]
    pub fn applies_to(&self, case: &Case) -> bool {
        self.conditions.iter().all(|conditions| case.meets(conditions))
    }

    /// Whether hours, an application, night work or high stress of one worker call for it, and not the workplace alone.
    fn is_particular(&self) -> bool {
        self.conditions.iter().any(|conditions| {
            conditions.overtime.is_some()
                || conditions.application.is_some()
                || conditions.night_work.is_some()
                || conditions.high_stress.is_some()
                || conditions.workers.contains(&Workers::NightWorkers)
        })
    }

    /// A case to which it applies, known as far as its conditions say.
    #[must_use]
    pub fn example(&self) -> Case {
        let Some(reason) = self.reason() else { return Case::default() };
        let is_category = |workers: &Workers| CATEGORIES.contains(workers);
        let names_category = !reason.except.is_empty() || reason.workers.iter().any(is_category);
        let may_be = |category| self.applies_to(&Case { category: Some(category), ..Case::default() });
        let by_night = reason.workers.contains(&Workers::NightWorkers).then_some(true);
        let hours =
            reason.overtime.as_ref().and_then(|hours| hours.over.map(|over| over.saturating_add(1)).or(hours.up_to));
        Case {
            category: CATEGORIES.into_iter().filter(|_| names_category).find(|&category| may_be(category)),
            hours: hours.map(f64::from),
            application: reason.application,
            employees: reason.employees_below.map(|below| below.saturating_sub(1)).or(reason.employees_from),
            night_work: reason.night_work.or(by_night),
            high_stress: reason.high_stress,
        }
    }

    /// Whether any case meets its conditions.
    fn is_possible(&self) -> bool {
        let example = self.example();
        let is_met = |category, by_night| {
            self.applies_to(&Case { category: Some(category), night_work: Some(by_night), ..Case::default() })
        };
        self.applies_to(&example)
            && CATEGORIES
                .into_iter()
                .any(|category| [true, false].into_iter().any(|by_night| is_met(category, by_night)))
    }

    /// Whether hours make a difference.
    #[must_use]
    pub fn depends_on_hours(&self) -> bool {
        self.hours().next().is_some()
    }

    fn hours(&self) -> impl Iterator<Item = &Overtime> {
        self.conditions.iter().filter_map(|conditions| conditions.overtime.as_ref())
    }

    /// The conditions in one, for people. `None` where it applies to all.
    #[must_use]
    pub fn reason(&self) -> Option<AppliesTo> {
        let mut conditions = self.conditions.iter();
        let first = (*conditions.next()?).clone();
        Some(conditions.fold(first, |outer, inner| combined(outer, inner)))
    }
}

/// What a clause states, whatever its place.
fn stated(provision: &Provision) -> Vec<Stated<'_>> {
    let deadline = provision.deadline.as_ref();
    if provision.measures.is_empty() {
        let measure = |force| Stated { what: None, force, applies_to: None, deadline };
        return provision.force.map(measure).into_iter().collect();
    }
    (provision.measures.iter())
        .map(|measure| Stated {
            what: measure.what.as_ref(),
            force: measure.force,
            applies_to: measure.applies_to.as_ref(),
            deadline: measure.deadline.as_ref().or(deadline),
        })
        .collect()
}

/// Adds the rules of a provision and of what is below it. `above` are the conditions of the headings.
fn collect<'p>(portal: &'p Portal, key: ProvisionKey, above: &[&'p AppliesTo], rules: &mut Vec<Rule<'p>>) {
    let provision = portal.provision(key);
    let conditions = with(above, provision.applies_to.as_ref());
    let own = stated(provision);
    if own.is_empty() || states_below(portal, provision) {
        for &child in &provision.children {
            collect(portal, child, &conditions, rules);
        }
        return;
    }
    add(portal, key, &own, &conditions, false, rules);
    for &child in &provision.children {
        items(portal, child, &own, &conditions, rules);
    }
}

/// Adds the items below a measure that state further conditions; not those that repeat them.
fn items<'p>(
    portal: &'p Portal,
    key: ProvisionKey,
    lead_in: &[Stated<'p>],
    above: &[&'p AppliesTo],
    rules: &mut Vec<Rule<'p>>,
) {
    let provision = portal.provision(key);
    let conditions = with(above, provision.applies_to.as_ref());
    if conditions.len() > above.len() {
        add(portal, key, lead_in, &conditions, true, rules);
        return;
    }
    for &child in &provision.children {
        items(portal, child, lead_in, &conditions, rules);
    }
}

fn add<'p>(
    portal: &'p Portal,
    key: ProvisionKey,
    stated: &[Stated<'p>],
    conditions: &[&'p AppliesTo],
    is_item: bool,
    rules: &mut Vec<Rule<'p>>,
) {
    let provision = portal.provision(key);
    for (number, measure) in (1..).zip(stated) {
        rules.push(Rule {
            id: if stated.len() == 1 { provision.id.clone() } else { format!("{}.{number}", provision.id) },
            provision: key,
            what: measure.what,
            is_item,
            force: measure.force,
            deadline: provision.deadline.as_ref().filter(|_| is_item).or(measure.deadline),
            conditions: with(conditions, measure.applies_to),
        });
    }
}

fn states_below(portal: &Portal, provision: &Provision) -> bool {
    provision.children.iter().any(|&child| {
        let child = portal.provision(child);
        child.force.is_some() || !child.measures.is_empty() || states_below(portal, child)
    })
}

/// The conditions above with those of a clause, unless they say the same.
fn with<'p>(above: &[&'p AppliesTo], own: Option<&'p AppliesTo>) -> Vec<&'p AppliesTo> {
    let is_new = |own: &&AppliesTo| above.iter().all(|known| what_is_said(known) != what_is_said(own));
    above.iter().copied().chain(own.filter(is_new)).collect()
}

/// Conditions without the place where they are written.
fn what_is_said(conditions: &AppliesTo) -> impl PartialEq {
    let AppliesTo {
        workers,
        except,
        overtime,
        application,
        employees_below,
        employees_from,
        night_work,
        high_stress,
        ..
    } = conditions.clone();
    let hours = overtime.map(|hours| (hours.over, hours.up_to));
    (workers, except, hours, application, employees_below, employees_from, night_work, high_stress)
}
