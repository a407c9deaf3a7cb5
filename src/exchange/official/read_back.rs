//! What was written, read back by the reader of the content folder: the other side of the account.

use std::sync::Arc;

use crate::diagnostic::{Diagnostics, SourceFile};
use crate::source::{Decode, Decoder, Edition, EditionFolder, Lock, Node, Part, PlanItem, Text};
use crate::text::Language;
use crate::theme::plain_markdown;

use super::Imported;
use super::rows::{COLUMNS, plain};

/// The wording of written directives.
#[derive(Debug)]
pub(super) struct Written {
    /// What stands outside of the columns, and in each column.
    pub streams: Vec<String>,
    /// How many records of each kind there are.
    pub counts: Vec<(&'static str, usize)>,
    /// Numbers and titles of parts and plan items, without blanks.
    pub headings: Vec<String>,
}

/// Reads a file as a record; `None` where it has a mistake, which no file has that we write.
pub(super) fn record<T: Decode>(text: &str, diagnostics: &mut Diagnostics) -> Option<T> {
    let file = Arc::new(SourceFile { path: String::new(), text: text.to_owned() });
    let node = Node::parse(&file, 0, text, diagnostics)?;
    T::decode(&node, &mut Decoder::new("", Language::Japanese, &Lock::default(), diagnostics))
}

/// The edition that the files of an import are. `None` where they are none.
pub(in crate::exchange) fn edition(year: i16, imported: &Imported) -> Option<EditionFolder> {
    let mut diagnostics = Diagnostics::default();
    let mut texts = imported.files.iter().filter(|(name, _)| name.starts_with("directives/")).map(|(_, text)| text);
    let edition: Edition = record(texts.next()?, &mut diagnostics)?;
    let parts = texts.map(|text| record(text, &mut diagnostics)).collect::<Option<Vec<Part>>>()?;
    Some(EditionFolder { year, edition, parts })
}

/// The words of a text as a reader sees them.
pub(super) fn seen(text: &Text) -> String {
    plain_markdown(text.get(Language::Japanese).unwrap_or_default())
}

/// Reads `edition` and `parts`.
pub(super) fn directives(edition: &str, parts: &[String], diagnostics: &mut Diagnostics) -> Option<Written> {
    let mut written = Written { streams: vec![String::new(); COLUMNS + 1], counts: Vec::new(), headings: Vec::new() };
    let edition: Edition = record(edition, diagnostics)?;
    written.streams[0].push_str(&seen(&edition.title));
    written.streams[0].extend(edition.source.iter().map(seen));
    let mut counts = [
        ("parts", 0),
        ("plan_items", 0),
        ("activities", 0),
        ("directives", 0),
        ("sub_items", 0),
        ("remarks", 0),
        ("duties", 0),
        ("restated", 0),
        ("deferred", 0),
    ];
    for text in parts {
        let part: Part = record(text, diagnostics)?;
        counts[0].1 += 1;
        counts[1].1 += part.plan_items.len();
        written.streams[0].push_str(&part.number);
        written.streams[0].push_str(&seen(&part.title));
        written.headings.push(plain(&format!("{}{}", part.number, seen(&part.title))));
        for item in &part.plan_items {
            plan_item(item, &mut written, &mut counts);
        }
    }
    written.counts = counts.to_vec();
    Some(written)
}

fn plan_item(item: &PlanItem, written: &mut Written, counts: &mut [(&'static str, usize); 9]) {
    let mut add = |column: usize, text: &str| written.streams[column].push_str(text);
    add(1, &item.number);
    add(1, &seen(&item.title));
    counts[6].1 += usize::from(item.target.is_some());
    for activity in &item.activities {
        counts[2].1 += 1;
        counts[7].1 += usize::from(activity.restates.is_some());
        add(2, activity.number.as_deref().unwrap_or_default());
        add(2, &seen(&activity.title));
        for directive in &activity.directives {
            counts[3].1 += 1;
            counts[4].1 += directive.items.len();
            counts[6].1 += directive.duties.len();
            counts[7].1 += usize::from(directive.restates.is_some());
            counts[8].1 += usize::from(directive.deferred);
            add(3, &seen(&directive.text));
            for item in &directive.items {
                counts[7].1 += usize::from(item.restates.is_some());
                add(3, &item.number);
                add(3, &seen(&item.text));
            }
        }
        for remark in &activity.remarks {
            counts[5].1 += 1;
            counts[6].1 += remark.duties.len();
            counts[7].1 += usize::from(remark.restates.is_some());
            counts[8].1 += usize::from(remark.deferred);
            add(4, &seen(&remark.text));
        }
    }
    written.headings.push(plain(&format!("{}{}", item.number, seen(&item.title))));
    for item in &item.plan_items {
        plan_item(item, written, counts);
    }
}
