//! A case: a worker, and the workplace.

use crate::source::{AppliesTo, Workers};

/// The categories of workers among which a case chooses. `General` stands for those who are in no other.
pub const CATEGORIES: [Workers; 5] = [
    Workers::General,
    Workers::ResearchAndDevelopment,
    Workers::Discretionary,
    Workers::Managers,
    Workers::HighlyProfessional,
];

/// A worker in a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worker {
    /// One of [`CATEGORIES`].
    pub category: Workers,
    /// Overtime and holiday work, in hours a month; of those under the highly professional system the health management
    /// time beyond 40 hours a week.
    pub hours: f64,
    /// Whether the worker applied for an interview.
    pub application: bool,
}

/// A case about which an employer asks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// The worker.
    pub worker: Worker,
    /// How many employees the workplace regularly has.
    pub employees: u32,
    /// Whether the worker does night work.
    pub night_work: bool,
    /// Whether the stress check found high stress.
    pub high_stress: bool,
}

impl Case {
    /// Whether all that a clause states as its conditions holds.
    pub(super) fn meets(&self, conditions: &AppliesTo) -> bool {
        self.worker.meets(conditions, self.night_work)
            && conditions.employees_below.is_none_or(|below| self.employees < below)
            && conditions.employees_from.is_none_or(|from| self.employees >= from)
            && conditions.night_work.is_none_or(|night_work| self.night_work == night_work)
            && conditions.high_stress.is_none_or(|high_stress| self.high_stress == high_stress)
    }
}

impl Worker {
    /// Whether the conditions hold that are about the worker's category, hours and application.
    pub(super) fn meets(&self, conditions: &AppliesTo, night_work: bool) -> bool {
        let is_among = |listed: &Workers| match listed {
            Workers::All => true,
            Workers::General => self.category != Workers::HighlyProfessional,
            Workers::NightWorkers => night_work,
            listed => self.category == *listed,
        };
        let (over, up_to) = conditions.overtime.as_ref().map_or((None, None), |hours| (hours.over, hours.up_to));
        (conditions.workers.is_empty() || conditions.workers.iter().any(is_among))
            && !conditions.except.iter().any(is_among)
            && over.is_none_or(|over| self.hours > f64::from(over))
            && up_to.is_none_or(|up_to| self.hours <= f64::from(up_to))
            && conditions.application.is_none_or(|application| self.application == application)
    }
}
