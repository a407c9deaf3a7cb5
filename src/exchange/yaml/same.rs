//! Whether what is read says what is wanted. Blanks around a text mean nothing, and no more does the order of keys.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher as _};

use crate::source::{Node, Value};

use super::Yaml;

/// Whether `node` says `wanted`.
pub(super) fn says(node: &Node, wanted: &Yaml) -> bool {
    match (&node.value, wanted) {
        (_, Yaml::Nothing) => is_nothing(node),
        (Value::Scalar(text), Yaml::Plain(wanted) | Yaml::Text(wanted)) => text.trim() == wanted.trim(),
        (Value::Sequence(items), _) => wanted.items().is_some_and(|wanted| {
            items.len() == wanted.len() && items.iter().zip(wanted.iter()).all(|(item, wanted)| says(item, wanted))
        }),
        (Value::Mapping(entries), Yaml::Mapping(wanted)) => {
            let of_key: HashMap<&str, &Node> = entries.iter().map(|(key, node)| (key.name.as_str(), node)).collect();
            let says = |(key, wanted): &(_, Yaml)| match of_key.get(AsRef::<str>::as_ref(key)) {
                Some(node) => says(node, wanted),
                None => *wanted == Yaml::Nothing,
            };
            let is_there = |(key, _): &&(_, Yaml)| of_key.contains_key(AsRef::<str>::as_ref(key));
            wanted.iter().all(says) && wanted.iter().filter(is_there).count() == entries.len()
        }
        _ => false,
    }
}

/// Whether it is as good as nothing.
pub(super) fn is_nothing(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Scalar(_) => false,
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(entries) => entries.is_empty(),
    }
}

/// The id of a record.
pub(super) fn record_id(node: &Node) -> Option<&str> {
    let Value::Mapping(entries) = &node.value else { return None };
    match entries.iter().find(|(key, _)| key.name == "id")? {
        (_, Node { value: Value::Scalar(id), .. }) => Some(id),
        _ => None,
    }
}

/// A number that is the same for all that says the same as `node`, and hardly for anything else.
pub(super) fn print_of_node(node: &Node) -> u64 {
    match &node.value {
        _ if is_nothing(node) => NOTHING,
        Value::Scalar(text) => print(text.trim()),
        Value::Sequence(items) => print(items.iter().map(print_of_node).collect::<Vec<_>>()),
        Value::Mapping(entries) => {
            print_of_mapping(entries.iter().map(|(key, value)| (key.name.as_str(), print_of_node(value))))
        }
        Value::Null => NOTHING,
    }
}

/// The number that [`print_of_node`] has for what says `wanted`.
pub(super) fn print_of(wanted: &Yaml) -> u64 {
    match wanted {
        Yaml::Plain(text) | Yaml::Text(text) => print(text.trim()),
        Yaml::Mapping(_) => print_of_mapping(wanted.entries().map(|(key, value)| (key, print_of(value)))),
        _ => match wanted.items() {
            Some(items) if !items.is_empty() => print(items.iter().map(print_of).collect::<Vec<_>>()),
            _ => NOTHING,
        },
    }
}

const NOTHING: u64 = 0;

/// Of a mapping, whatever the order of its keys.
fn print_of_mapping<'k>(entries: impl Iterator<Item = (&'k str, u64)>) -> u64 {
    entries.filter(|(_, value)| *value != NOTHING).map(print).fold(NOTHING, u64::wrapping_add)
}

fn print(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
