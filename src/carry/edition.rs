//! What holds for the edition as a whole: `edition.yaml`, and links that lead into it.

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::SourceFile;
use crate::exchange::{Yaml, rewritten};

use super::Years;
use super::identity::Identities;
use super::records::tree;
use super::three_way;

/// `edition.yaml`: what the document says, and of another year's what goes on to hold.
pub(super) fn edition(former: &Arc<SourceFile>, later: &Arc<SourceFile>, years: Years) -> String {
    let (own, imported) = (tree(former), tree(later));
    let is_same_year = years.former == years.new;
    let keys = own.pairs().iter().map(|(key, _)| key);
    let new_keys = imported.pairs().iter().map(|(key, _)| key).filter(|key| own.get(key).is_none());
    let value = |key: &Cow<'static, str>| {
        let (mine, theirs) = (own.get(key), imported.get(key));
        let value = match key.as_ref() {
            "title" | "source" => match (mine, theirs) {
                (Some(mine), Some(theirs)) => Some(three_way::reworded(mine, theirs)),
                (mine, None) => mine.filter(|_| is_same_year).cloned(),
                (None, theirs) => theirs.cloned(),
            },
            "issuer" => mine.or(theirs).cloned(),
            _ if is_same_year => mine.cloned(),
            "from" | "until" | "review" => theirs.cloned(),
            // When it was issued and last changed, the document does not say.
            _ => None,
        };
        Some((key.clone(), value?))
    };
    let tree = Yaml::Mapping(keys.chain(new_keys).filter_map(value).collect());
    rewritten(&former.text, &tree, &[]).unwrap_or_else(|| tree.file())
}

/// Texts of another year's edition, with their links into that edition leading into this one.
pub(super) fn relinked(tree: &Yaml, years: Years, identities: &Identities) -> Yaml {
    if years.former == years.new {
        return tree.clone();
    }
    let before = format!("(/directives/{}/", years.former);
    let text = |text: &String| {
        let mut parts = text.split(before.as_str());
        let mut new = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let id = part.split(['/', ')', '#']).next().unwrap_or_default();
            // What is gone keeps its address in the former edition.
            let year = if id.is_empty() || identities.of_former(id) == Some(id) { years.new } else { years.former };
            new.extend(["(/directives/", &year.to_string(), "/", part]);
        }
        new
    };
    match tree {
        Yaml::Text(words) => Yaml::Text(text(words)),
        Yaml::Mapping(entries) => Yaml::Mapping(
            entries.iter().map(|(key, value)| (key.clone(), relinked(value, years, identities))).collect(),
        ),
        Yaml::Sequence(items) => Yaml::Sequence(items.iter().map(|item| relinked(item, years, identities)).collect()),
        other => other.clone(),
    }
}
