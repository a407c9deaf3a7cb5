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

/// A case about which an employer asks: a worker in a month, and the workplace. What is not known rules nothing out.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Case {
    /// One of [`CATEGORIES`].
    pub category: Option<Workers>,
    /// Overtime and holiday work, in hours a month; of those under the highly professional system the health management
    /// time beyond 40 hours a week.
    pub hours: Option<f64>,
    /// Whether the worker applied for an interview.
    pub application: Option<bool>,
    /// How many employees the workplace regularly has.
    pub employees: Option<u32>,
    /// Whether the worker does night work.
    pub night_work: Option<bool>,
    /// Whether the stress check found high stress.
    pub high_stress: Option<bool>,
}

impl Case {
    /// Whether nothing that a clause states as its conditions is known to fail.
    pub(super) fn meets(&self, conditions: &AppliesTo) -> bool {
        let (over, up_to) = conditions.overtime.as_ref().map_or((None, None), |hours| (hours.over, hours.up_to));
        let workers = &conditions.workers;
        (workers.is_empty() || workers.iter().any(|&listed| self.is_among(listed) != Some(false)))
            && !conditions.except.iter().any(|&listed| self.is_among(listed) == Some(true))
            && fits(over, self.hours, |over, hours| hours > f64::from(over))
            && fits(up_to, self.hours, |up_to, hours| hours <= f64::from(up_to))
            && fits(conditions.employees_below, self.employees, |below, employees| employees < below)
            && fits(conditions.employees_from, self.employees, |from, employees| employees >= from)
            && fits(conditions.application, self.application, |wanted, is| wanted == is)
            && fits(conditions.night_work, self.night_work, |wanted, is| wanted == is)
            && fits(conditions.high_stress, self.high_stress, |wanted, is| wanted == is)
    }

    /// Whether the worker is one of those listed, if that is known.
    pub(super) fn is_among(&self, listed: Workers) -> Option<bool> {
        match listed {
            Workers::All => Some(true),
            Workers::NightWorkers => self.night_work,
            Workers::General => self.category.map(|category| category != Workers::HighlyProfessional),
            listed => self.category.map(|category| category == listed),
        }
    }
}

/// Whether a condition holds, or may hold for all that is known.
fn fits<C, K>(condition: Option<C>, known: Option<K>, holds: impl Fn(C, K) -> bool) -> bool {
    condition.zip(known).is_none_or(|(condition, known)| holds(condition, known))
}
