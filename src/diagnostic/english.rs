//! The problems in English.

use super::problem::{Expected, Found, Problem, RecordKind};

pub(super) fn message(problem: &Problem) -> String {
    match problem {
        Problem::UnknownKey { key, .. } => format!("unknown key `{key}`"),
        Problem::MissingKey { key, record } => format!("{record} lacks the key `{key}`"),
        Problem::WrongType { expected, found } => format!("expected {}, found {}", wanted(*expected), there(*found)),
        Problem::UnknownValue { value, .. } => format!("`{value}` is not one of the values allowed here"),
        Problem::EmptyText => "the value is empty".into(),
        Problem::MissingText { language } => format!("the text is missing in {}", language.english_name()),
        Problem::InvalidId { id } => format!("`{id}` is not a valid id"),
        Problem::DuplicateId { id, first } => format!("the id `{id}` is already used in {first}"),
        Problem::UnknownRecord { kind, id, .. } => format!("there is no {} `{id}`", record(*kind)),
        Problem::InvalidDate { value } => format!("`{value}` is not a date"),
        Problem::DatesReversed { from, until } => format!("{until} lies before {from}"),
        Problem::OutOfRange { value, least, greatest } => {
            format!("`{value}` is not between {least} and {greatest}")
        }
        Problem::InvalidUrl { value } => format!("`{value}` is not a web address"),
        Problem::Cycle { path } => format!("these refer to each other in a circle: {}", path.join(" → ")),
        Problem::NumberOrGroup => "a clause has either a `number` or a `group`".into(),
        Problem::ActivitiesOrPlanItems => "a plan item has either `activities` or `plan_items`".into(),
        Problem::AmountOrRatio => "a duty has either an `amount` or a `ratio`".into(),
        Problem::Yaml { message } => format!("this is not well-formed YAML: {message}"),
        Problem::YamlTooLarge => "this YAML expands to more than a portal ever needs".into(),
        Problem::Table { message } => format!("this is not a well-formed table: {message}"),
        Problem::FrontMatter => "the page lacks its front matter".into(),
        Problem::FileTooLarge { bytes } => format!("the file has {} MB; at most 10 MB are read", bytes / 1_000_000),
        Problem::NotUtf8 => "the file is not UTF-8".into(),
        Problem::LinkLeavesFolder => "this link leads out of the content folder".into(),
        Problem::ParentInPath { path } => format!("the path `{path}` has `..` in it"),
        Problem::UnknownFile { .. } => "no such file is known in the content folder".into(),
        Problem::MissingFile { path } => format!("the content folder lacks `{path}`"),
        Problem::Io { message } => message.clone(),
        Problem::RawHtml => "HTML is not allowed in texts".into(),
        Problem::BrokenLink { target, .. } => format!("the link `{target}` leads nowhere"),
        Problem::BrokenAnchor { target } => format!("the page of the link `{target}` has no such place"),
        Problem::AddressTaken { address } => format!("another page already has the address `{address}`"),
        Problem::Template { message } => format!("a template failed: {message}"),
        Problem::MissingMessage { key } => format!("the locale file lacks the text `{key}`"),
    }
}

pub(super) fn hint(problem: &Problem) -> Option<String> {
    Some(match problem {
        Problem::UnknownKey { nearest: Some(nearest), .. }
        | Problem::UnknownRecord { nearest: Some(nearest), .. }
        | Problem::UnknownFile { nearest: Some(nearest) }
        | Problem::BrokenLink { nearest: Some(nearest), .. } => format!("did you mean `{nearest}`?"),
        Problem::UnknownKey { known, .. } => format!("known keys: {}", known.join(", ")),
        Problem::MissingKey { key, .. } => format!("add a line `{key}: …`"),
        Problem::WrongType { expected: Expected::Text, .. } => {
            "write a string, or a text for each language: `{ja: …, en: …}`".into()
        }
        Problem::WrongType { expected: Expected::Sequence, .. } => {
            "write a list: each entry on a line of its own that begins with `- `, or `[a, b]`".into()
        }
        Problem::WrongType { expected: Expected::TrueOrFalse, .. } => "write `true` or `false`".into(),
        Problem::UnknownValue { allowed, .. } => format!("allowed: {}", allowed.join(", ")),
        Problem::EmptyText => "write a text, or remove the key".into(),
        Problem::MissingText { language } => format!("add `{}: …`; it is the authoritative language", language.code()),
        Problem::InvalidId { .. } => "use lower-case letters, digits and hyphens, as in `employer-seminars`".into(),
        Problem::DuplicateId { .. } => "give one of the two another id".into(),
        Problem::UnknownRecord { kind: RecordKind::Center, .. } => "a center is a folder in `centers/`".into(),
        Problem::UnknownRecord { kind: RecordKind::Topic, .. } => "topics are listed in `topics.yaml`".into(),
        Problem::UnknownRecord { kind: RecordKind::Notice, .. } => "notices are listed in `notices.yaml`".into(),
        Problem::InvalidDate { .. } => "write year, month and day as `2023-04-01`".into(),
        Problem::DatesReversed { .. } => "exchange the two dates".into(),
        Problem::InvalidUrl { .. } => "write a whole address, as in `https://www.example.jp/`".into(),
        Problem::Cycle { .. } => "remove one of these references".into(),
        Problem::NumberOrGroup => {
            "write `number: …` as printed, or `group: …` with an id for a heading without a number".into()
        }
        Problem::Yaml { .. } => {
            "check indentation, quotation marks and colons here and in the line before; a text with `: ` or `#` needs quotation marks".into()
        }
        Problem::YamlTooLarge => "avoid anchors (`&`) and aliases (`*`) that repeat each other".into(),
        Problem::FrontMatter => "begin the file with `---`, `title: …`, `---`, each on a line of its own".into(),
        Problem::FileTooLarge { .. } => "split the file".into(),
        Problem::NotUtf8 => "save it as UTF-8 (in the editor: Save as, Encoding)".into(),
        Problem::LinkLeavesFolder => "put a copy of the file into the content folder".into(),
        Problem::ParentInPath { .. } => "write the path from the content folder, without `..`".into(),
        Problem::UnknownFile { .. } => "see docs/content.md for the files that a portal is made of".into(),
        Problem::MissingFile { .. } => "`shirube new DIR` makes a portal to begin with".into(),
        Problem::RawHtml => "write Markdown; to show `<` as it is, write `\\<`".into(),
        Problem::BrokenLink { .. } => {
            "write addresses of the portal from its root and without language, as in `/topics/addiction/`".into()
        }
        Problem::AddressTaken { .. } => "rename one of the two files, or change one of the two ids".into(),
        _ => return None,
    })
}

fn wanted(expected: Expected) -> &'static str {
    match expected {
        Expected::Mapping => "keys with values (`key: value`)",
        Expected::Sequence => "a list",
        Expected::Scalar => "a single value",
        Expected::Text => "a text",
        Expected::WholeNumber => "a whole number",
        Expected::Number => "a number",
        Expected::TrueOrFalse => "true or false",
    }
}

fn there(found: Found) -> &'static str {
    match found {
        Found::Mapping => "keys with values",
        Found::Sequence => "a list",
        Found::Scalar => "a single value",
        Found::Nothing => "nothing",
    }
}

fn record(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Topic => "topic",
        RecordKind::Center => "center",
        RecordKind::Notice => "notice",
        RecordKind::Duty => "duty",
        RecordKind::GlossaryTerm => "glossary term",
        RecordKind::Provision => "provision",
        RecordKind::Edition => "edition",
    }
}
