//! Links from clauses to the page of cases, with a case of theirs filled in.

use std::collections::BTreeMap;

use crate::measures::{Case, Rules};

use super::super::view::View;
use super::{anchor, measures_address};

/// For the address of each clause of a document with conditions, that of its most binding measure on the page of cases.
pub(in super::super) fn cases(view: &View<'_>, document: usize) -> BTreeMap<String, String> {
    let portal = view.portal();
    let mut links = BTreeMap::new();
    let Some(address) = measures_address(portal, document) else { return links };
    let page = view.url(&address);
    for rule in Rules::of(portal, document).all.iter().filter(|rule| !rule.conditions.is_empty()) {
        let clause = view.provision_url(portal.provision(rule.provision));
        links.entry(clause).or_insert_with(|| format!("{page}{}#{}", query(&rule.example()), anchor(rule)));
    }
    links
}

/// A case as `measures.js` writes it into the address of the page.
fn query(case: &Case) -> String {
    let yes = |is: Option<bool>| is.filter(|&is| is).map(|_| "yes".to_owned());
    let fields = [
        ("workers", case.category.map(|category| category.word().to_owned())),
        ("hours", case.hours.map(|hours| hours.to_string())),
        ("employees", case.employees.map(|employees| employees.to_string())),
        ("application", yes(case.application)),
        ("night", yes(case.night_work)),
        ("stress", yes(case.high_stress)),
    ];
    let known: Vec<String> =
        fields.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?))).collect();
    if known.is_empty() { String::new() } else { format!("?{}", known.join("&")) }
}
