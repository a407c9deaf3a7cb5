//! The conditions of a heading and of what stands below it, in one.

use crate::source::{AppliesTo, Overtime, Workers};

use super::case::{CATEGORIES, Case};

/// Both conditions: what is known to meet one and the other meets this, and nothing else does.
pub(super) fn combined(outer: AppliesTo, inner: &AppliesTo) -> AppliesTo {
    let workers = workers(&outer.workers, &inner.workers);
    let left_out = CATEGORIES.into_iter().filter(|&category| !admits(&outer.workers, category));
    let mut except: Vec<Workers> = Vec::new();
    for listed in outer.except.iter().chain(&inner.except).copied().chain(left_out) {
        // Who is not meant anyway needs no exception.
        let is_meant = !CATEGORIES.contains(&listed) || admits(&workers, listed);
        if is_meant && !except.contains(&listed) {
            except.push(listed);
        }
    }
    let is_by_night = !inner.workers.is_empty() && outer.workers == [Workers::NightWorkers];
    AppliesTo {
        overtime: overtime(outer.overtime, inner.overtime.as_ref()),
        application: inner.application.or(outer.application),
        employees_below: outer.employees_below.into_iter().chain(inner.employees_below).min(),
        employees_from: outer.employees_from.max(inner.employees_from),
        night_work: inner.night_work.or(outer.night_work).or(is_by_night.then_some(true)),
        high_stress: inner.high_stress.or(outer.high_stress),
        span: inner.span.clone(),
        workers,
        except,
    }
}

/// Whether a worker of a category may be among those listed.
fn admits(listed: &[Workers], category: Workers) -> bool {
    let worker = Case { category: Some(category), ..Case::default() };
    listed.is_empty() || listed.iter().any(|&one| worker.is_among(one) != Some(false))
}

fn workers(outer: &[Workers], inner: &[Workers]) -> Vec<Workers> {
    if inner.is_empty() || inner.contains(&Workers::All) {
        return outer.to_vec();
    }
    let is_left = |&&one: &&Workers| one == Workers::General || !CATEGORIES.contains(&one) || admits(outer, one);
    let left: Vec<Workers> = inner.iter().filter(is_left).copied().collect();
    if left.is_empty() { inner.to_vec() } else { left }
}

fn overtime(outer: Option<Overtime>, inner: Option<&Overtime>) -> Option<Overtime> {
    let Some(inner) = inner else { return outer };
    let (over, up_to) = outer.map_or((None, None), |hours| (hours.over, hours.up_to));
    Some(Overtime {
        over: over.max(inner.over),
        up_to: up_to.into_iter().chain(inner.up_to).min(),
        span: inner.span.clone(),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::{SourceFile, Span};

    fn span() -> Span {
        Span::new(&Arc::new(SourceFile { path: "x.yaml".into(), text: String::new() }), 0, 0)
    }

    /// One category, the general ones or night workers, as headings of guidance name them.
    fn listed() -> impl Strategy<Value = Vec<Workers>> {
        let one = prop::sample::select(vec![
            Workers::General,
            Workers::Managers,
            Workers::HighlyProfessional,
            Workers::NightWorkers,
        ]);
        prop::option::of(one).prop_map(|one| one.into_iter().collect())
    }

    prop_compose! {
        fn conditions()(
            workers in listed(),
            except in prop::option::of(prop::sample::select(vec![Workers::Managers, Workers::Discretionary, Workers::NightWorkers])),
            over in prop::option::of(40_u32..50),
            up_to in prop::option::of(40_u32..50),
            employees_below in prop::option::of(49_u32..52),
            employees_from in prop::option::of(49_u32..52),
            application: Option<bool>,
        ) -> AppliesTo {
            AppliesTo {
                overtime: Some(Overtime { over, up_to, span: span() }),
                except: except.into_iter().collect(),
                night_work: None,
                high_stress: None,
                span: span(),
                workers, employees_below, employees_from, application,
            }
        }
    }

    proptest! {
        /// What people read as the reason of a measure is what the rules ask.
        #[test]
        fn who_meets_both_meets_the_combined_conditions(
            outer in conditions(),
            inner in conditions(),
            category in prop::sample::select(CATEGORIES.to_vec()),
            hours in 39_u32..51,
            employees in 48_u32..53,
            application: bool,
            night: bool,
        ) {
            let case = Case {
                category: Some(category),
                hours: Some(f64::from(hours)),
                application: Some(application),
                employees: Some(employees),
                night_work: Some(night),
                high_stress: Some(false),
            };
            let is_contradiction = outer.application.zip(inner.application).is_some_and(|(one, other)| one != other);
            prop_assume!(!is_contradiction);
            let both = case.meets(&outer) && case.meets(&inner);
            prop_assert_eq!(case.meets(&combined(outer.clone(), &inner)), both, "{:?} {:?}", outer, inner);
        }
    }
}
