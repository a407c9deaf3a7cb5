//! Which item of a list in a file is which of the list that is wanted.

use std::collections::{HashMap, VecDeque};

use crate::source::{Node, Value, record_name};

use super::Yaml;
use super::same::{print_of, print_of_node, says};

/// For each of the `wanted` items the one of the file that it is: by its name; then what says the same; then, between
/// neighbours that are known, one after the other.
pub(super) fn pairs(items: &[&Node], wanted: &[Yaml]) -> Vec<Option<usize>> {
    let names: Vec<Option<String>> = items.iter().map(|item| name_of_node(item)).collect();
    let wanted_names: Vec<Option<String>> = wanted.iter().map(name_of).collect();
    let mut pairs = Pairs { of_wanted: vec![None; wanted.len()], is_taken: vec![false; items.len()] };
    let (places, wanted_places) = (unique(&names), unique(&wanted_names));
    for (name, &at) in &wanted_places {
        if let Some(&item) = places.get(name) {
            pairs.add(item, at);
        }
    }
    pairs.add_equal(items, wanted);
    pairs.add_between(items, wanted, &names, &wanted_names);
    pairs.of_wanted
}

/// What a record that is wanted is called.
pub(super) fn name_of(wanted: &Yaml) -> Option<String> {
    record_name(|key| wanted.entries().find(|(name, _)| *name == key).and_then(|(_, value)| value.scalar()))
}

fn name_of_node(node: &Node) -> Option<String> {
    let Value::Mapping(entries) = &node.value else { return None };
    record_name(|key| match entries.iter().find(|(name, _)| name.name == key) {
        Some((_, Node { value: Value::Scalar(text), .. })) => Some(text.as_str()),
        _ => None,
    })
}

/// The places of the names that are there once.
fn unique(names: &[Option<String>]) -> HashMap<&str, usize> {
    let mut places: HashMap<&str, Option<usize>> = HashMap::new();
    for (at, name) in names.iter().enumerate() {
        if let Some(name) = name {
            places.entry(name).and_modify(|place| *place = None).or_insert(Some(at));
        }
    }
    places.into_iter().filter_map(|(name, place)| Some((name, place?))).collect()
}

/// Whether a record of a file is likely the one that is wanted under another name: half of what it is to say it says.
pub(super) fn is_alike(node: &Node, wanted: &Yaml) -> bool {
    let Value::Mapping(entries) = &node.value else { return false };
    let is_same = |(key, wanted): &(&str, &Yaml)| {
        entries.iter().find(|(name, _)| name.name == *key).is_some_and(|(_, node)| says(node, wanted))
    };
    let same = wanted.entries().filter(is_same).count();
    same > 0 && same * 2 >= wanted.entries().count()
}

struct Pairs {
    of_wanted: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

impl Pairs {
    fn add(&mut self, item: usize, wanted: usize) {
        self.of_wanted[wanted] = Some(item);
        self.is_taken[item] = true;
    }

    fn is_free(&self, item: usize, wanted: usize) -> bool {
        !self.is_taken[item] && self.of_wanted[wanted].is_none()
    }

    /// Pairs what says the same: first at both ends of the list, so that of several the one is left that is gone.
    fn add_equal(&mut self, items: &[&Node], wanted: &[Yaml]) {
        let is_pair = |this: &Self, item: usize, at: usize| {
            this.of_wanted[at] == Some(item) || this.is_free(item, at) && says(items[item], &wanted[at])
        };
        let shorter = items.len().min(wanted.len());
        let mut first = 0;
        while first < shorter && is_pair(self, first, first) {
            self.add(first, first);
            first += 1;
        }
        let (mut end, mut wanted_end) = (items.len(), wanted.len());
        while end > first && wanted_end > first && is_pair(self, end - 1, wanted_end - 1) {
            (end, wanted_end) = (end - 1, wanted_end - 1);
            self.add(end, wanted_end);
        }
        let mut by_print: HashMap<u64, VecDeque<usize>> = HashMap::new();
        for item in (first..end).filter(|&item| !self.is_taken[item]) {
            by_print.entry(print_of_node(items[item])).or_default().push_back(item);
        }
        for (at, wanted) in wanted.iter().enumerate().take(wanted_end).skip(first) {
            if self.of_wanted[at].is_some() {
                continue;
            }
            let same = by_print.get_mut(&print_of(wanted)).and_then(VecDeque::pop_front);
            if let Some(item) = same.filter(|&item| says(items[item], wanted)) {
                self.add(item, at);
            }
        }
    }

    /// Pairs what lies behind the same neighbour: first what has no name, then what has got another.
    fn add_between(
        &mut self,
        items: &[&Node],
        wanted: &[Yaml],
        names: &[Option<String>],
        wanted_names: &[Option<String>],
    ) {
        let mut at = 0;
        while at < wanted.len() {
            if self.of_wanted[at].is_some() {
                at += 1;
                continue;
            }
            let end = (at..wanted.len()).find(|&next| self.of_wanted[next].is_some()).unwrap_or(wanted.len());
            let behind =
                at.checked_sub(1).map_or(0, |before| self.of_wanted[before].map_or(items.len(), |item| item + 1));
            let free: Vec<usize> = (behind..items.len()).take_while(|&item| !self.is_taken[item]).collect();
            let unnamed = free.iter().filter(|&&item| names[item].is_none());
            for (&item, at) in unnamed.zip((at..end).filter(|&at| wanted_names[at].is_none())) {
                self.add(item, at);
            }
            for (&item, at) in free.iter().zip(at..end) {
                if self.is_free(item, at) && (names[item] == wanted_names[at] || is_alike(items[item], &wanted[at])) {
                    self.add(item, at);
                }
            }
            at = end;
        }
    }
}
