//! Which measures of a guidance apply to a case: the rules that its clauses make, and one function that evaluates them.
//!
//! - A clause with a force is a measure; one with `measures` is as many as it names.
//! - A clause with measures below it only leads to them, and is none itself.
//! - An item below a measure that states further conditions is a measure of its own, with the force of its lead-in: of
//!   the information for the physician (5(1)ア(イ)), that on long hours (b) is due only where hours were long.
//! - What a clause states as its conditions holds for all that stands below it.
//!
//! All conditions of a measure must hold; what is not known of a case rules nothing out. What the data cannot ask, such as whether the employer found that a worker's
//! health needs consideration (5(2)ウ(ア)c), the wording says. `themes/default/static/measures.js` evaluates the same
//! rules in the browser; `tests/measures.rs` compares the two.

mod case;
mod combined;
mod rule;

pub use case::{CATEGORIES, Case};
pub use rule::{Rule, Rules, report};

/// What applies to a case.
#[derive(Debug)]
pub struct Answer<'r, 'p> {
    /// The measures, in the order of [`Rules::all`].
    pub measures: Vec<&'r Rule<'p>>,
    /// Whether the regional desks help: the workplace is as small as those of which the guidance says so.
    pub asks_regional_desk: bool,
}

/// The measures that apply to a case.
#[must_use]
pub fn applicable<'r, 'p>(rules: &'r Rules<'p>, case: &Case) -> Answer<'r, 'p> {
    Answer {
        measures: rules.all.iter().filter(|rule| rule.applies_to(case)).collect(),
        asks_regional_desk: rules
            .small_below
            .is_some_and(|small| case.employees.is_none_or(|employees| employees < small)),
    }
}
