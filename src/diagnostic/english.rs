//! The problems in English.

use super::beginning;
use super::problem::{Expected, Found, Problem, RecordKind};
use super::unreadable::{TableFault, YamlFault};

pub(super) fn message(problem: &Problem) -> String {
    match problem {
        Problem::UnknownKey { key, .. } => format!("unknown key `{key}`"),
        Problem::MissingKey { key, record } => format!("{record} lacks the key `{key}`"),
        Problem::EmptyCell { column } => format!("the cell `{column}` of this row is empty"),
        Problem::WrongType { expected, found } => format!("expected {}, found {}", wanted(*expected), there(found)),
        Problem::UnknownValue { value, .. } => format!("`{value}` is not one of the values allowed here"),
        Problem::EmptyText => "the value is empty".into(),
        Problem::MissingText { language } => format!("the text is missing in {}", language.english_name()),
        Problem::ControlCharacter => "there is an invisible control character here".into(),
        Problem::InvalidNumber { number } => format!("the number `{number}` has no digit, letter or kana in it"),
        Problem::InvalidReference { value } => format!("`{value}` cannot be the address of a provision"),
        Problem::InvalidId { id } => format!("`{id}` is not a valid id"),
        Problem::DuplicateId { id, first } => format!("the id `{id}` is already used in {first}"),
        Problem::UnknownRecord { kind, id, .. } => format!("there is no {} `{id}`", record(*kind)),
        Problem::InvalidDate { value, with_time: false } => format!("`{value}` is not a date"),
        Problem::InvalidDate { value, with_time: true } => format!("`{value}` is not a date with a time"),
        Problem::DatesReversed { from, until } => format!("`{until}` lies before `{from}`"),
        Problem::OutOfRange { value, least, greatest } => {
            format!("`{value}` is not between {least} and {greatest}")
        }
        Problem::InvalidUrl { value } => format!("`{value}` is not a web address"),
        Problem::Coordinates { value, swapped: false } => format!("{value} degrees do not lie in Japan"),
        Problem::Coordinates { value, swapped: true } => format!("{value} degrees: latitude and longitude are swapped"),
        Problem::InvalidAnchor { value } => format!("“{value}” is no form of anchors"),
        Problem::UnknownLaw { name } => format!("{name} is cited and not in laws.yaml"),
        Problem::InvalidEgovId { value } => format!("`{value}` is no law id of e-Gov"),
        Problem::StrayBrackets => "these two brackets begin no reference".into(),
        Problem::NeverApplies => "no case meets all these conditions".into(),
        Problem::UnknownTarget { target, is_ambiguous: false, .. } => format!("there is no provision `{target}`"),
        Problem::UnknownTarget { target, .. } => format!("several provisions have the number `{target}`"),
        Problem::UnresolvedReference { words, is_below: Some(is_below), .. } => {
            format!("“{words}” is not {} here", if *is_below { "above" } else { "below" })
        }
        Problem::UnresolvedReference { words, .. } => format!("“{words}” leads to nothing in this document"),
        Problem::RestatesNothing { .. } => "it is not said what is repeated here (再掲)".into(),
        Problem::InvalidColour { value } => format!("“{value}” is not a colour"),
        Problem::LowContrast { colour, ground, contrast, .. } => {
            format!(
                "`{colour}` cannot be read on `{ground}`: the contrast is {contrast} : 1, and must be 4.5 : 1 (WCAG 2.2)"
            )
        }
        Problem::NoPortalUrl => "the address of the portal is not known".into(),
        Problem::Cycle { path } => format!("these refer to each other in a circle: {}", path.join(" → ")),
        Problem::NumberOrGroup => "a clause has either a `number` or a `group`".into(),
        Problem::ActivitiesOrPlanItems => "a plan item has either `activities` or `plan_items`".into(),
        Problem::AmountOrRatio => "a duty has either an `amount` or a `ratio`".into(),
        Problem::TooDeep { most } => format!("clauses lie more than {most} levels deep in each other"),
        Problem::Yaml(fault) => yaml(fault),
        Problem::YamlTooLarge => "this YAML is nested or repeated more than a portal ever needs".into(),
        Problem::Table(fault) => table(fault),
        Problem::FrontMatter { begins: false } => "the page does not begin with front matter".into(),
        Problem::FrontMatter { begins: true } => "the front matter of the page does not end".into(),
        Problem::FileTooLarge { bytes } => {
            format!("the file has {} MB; at most 10 MB are read", bytes.div_ceil(1_000_000))
        }
        Problem::NotUtf8 { .. } => "the file is not UTF-8".into(),
        Problem::LinkLeavesFolder => "this symbolic link leads out of the content folder, or nowhere".into(),
        Problem::ParentInPath { path } => format!("the path `{path}` has `..` in it"),
        Problem::UnknownFile { .. } => "a file of this name has no use here".into(),
        Problem::MissingFile { name } => format!("the folder lacks `{name}`"),
        Problem::Io { message } => message.clone(),
        Problem::Import(fault) => fault.english().0,
        Problem::Imported(note) => note.english().0,
        Problem::Review { english, .. } => format!("to review: {english}"),
        Problem::RawHtml => "HTML is not allowed in texts".into(),
        Problem::BrokenLink { target, .. } => format!("the link `{target}` leads nowhere"),
        Problem::BrokenAnchor { target } => format!("the page of the link `{target}` has no such place"),
        Problem::AddressTaken { address, by_portal: false } => {
            format!("another page already has the address `{address}`")
        }
        Problem::AddressTaken { address, by_portal: true } => {
            format!("the portal itself makes a page at `{address}`")
        }
        Problem::StaleEntries { ids, count, total } => {
            let more = if ids.len() < *count { ", …" } else { "" };
            format!("{count} of {total} experts were not verified within a year: {}{more}", ids.join(", "))
        }
        Problem::PastEvents { count: 1, date } => format!("the only event was over before {date}"),
        Problem::PastEvents { count, date } => format!("all {count} events were over before {date}"),
        Problem::Catalogue(fault) => fault.english(),
        Problem::StaleTranslations { places, count } => {
            let more = if places.len() < *count { ", …" } else { "" };
            let what = if *count == 1 { "1 translation was" } else { &format!("{count} translations were") };
            format!("{what} made from an earlier text: {}{more}", places.join(", "))
        }
        Problem::InvalidLock => "this is no record of a translation".into(),
        Problem::Template { message } => format!("a template failed: {message}"),
        Problem::MissingMessage { key, language } => {
            format!("the {} locale file lacks the text `{key}`", language.english_name())
        }
    }
}

#[allow(clippy::too_many_lines, reason = "one line a problem")]
pub(super) fn hint(problem: &Problem) -> Option<String> {
    Some(match problem {
        Problem::UnknownKey { nearest: Some(nearest), .. }
        | Problem::UnknownRecord { nearest: Some(nearest), .. }
        | Problem::UnknownFile { nearest: Some(nearest) }
        | Problem::BrokenLink { nearest: Some(nearest), .. } => format!("did you mean `{nearest}`?"),
        Problem::EmptyCell { column: column @ ("name" | "title") } => {
            format!("fill in the columns `{column}_ja` and `{column}_en`")
        }
        Problem::EmptyCell { column } => format!("fill in the column `{column}`"),
        Problem::UnknownKey { known, .. } => format!("known keys: {}", known.join(", ")),
        Problem::MissingKey { key, .. } => format!("add a line `{key}: …`"),
        Problem::WrongType { expected: Expected::Text, .. } => {
            "write a string, or a text for each language: `{ja: …, en: …}`".into()
        }
        Problem::WrongType { expected: Expected::Sequence, .. } => {
            "write a list: each entry on a line of its own that begins with `- `, or `[a, b]`".into()
        }
        Problem::WrongType { expected: Expected::TrueOrFalse, .. } => "write `true` or `false`".into(),
        Problem::WrongType { expected: Expected::WholeNumber, .. } => "write digits only, as in `30`".into(),
        Problem::WrongType { expected: Expected::Number, .. } => "write digits, as in `0.2` for 20 %".into(),
        Problem::WrongType { expected: Expected::Scalar, .. } => "write one value, without brackets and keys".into(),
        Problem::WrongType { expected: Expected::Mapping, .. } => {
            "write lines of `key: value`, each indented alike; colon and space are half-width".into()
        }
        Problem::UnknownValue { allowed, in_tables: [], .. } => format!("allowed: {}", allowed.join(", ")),
        Problem::UnknownValue { in_tables, .. } => {
            let either = |(word, others): &(&str, &[&str])| match others.first() {
                Some(other) => format!("{word} ({other})"),
                None => (*word).to_owned(),
            };
            format!("allowed: {}", in_tables.iter().map(either).collect::<Vec<_>>().join(", "))
        }
        Problem::EmptyText => "write a text, or remove the key".into(),
        Problem::MissingText { language } => {
            let code = language.code();
            format!("add `{code}: …` (in a table, the column `…_{code}`); it is the authoritative language")
        }
        Problem::ControlCharacter => "remove it and type the text around it anew; it came with a copied text".into(),
        Problem::InvalidId { .. } => {
            "use lower-case letters, digits and hyphens, at most 100, as in `employer-seminars`".into()
        }
        Problem::InvalidNumber { .. } => "write it as printed, as in `(1)` or `ア`".into(),
        Problem::InvalidReference { .. } => {
            "write it without language, as in `directives/2023/employer-seminars/d1`".into()
        }
        Problem::DuplicateId { .. } => "give one of the two another id".into(),
        Problem::UnknownRecord { kind, .. } => match kind {
            RecordKind::Topic => "topics are listed in `topics.yaml`".into(),
            RecordKind::Notice => "notices are listed in `notices.yaml`".into(),
            RecordKind::GlossaryTerm => "terms are listed in `glossary.yaml`".into(),
            RecordKind::Duty => "duties stand in the directives, below `duties`".into(),
            RecordKind::Edition => "an edition is a folder in `directives/`, named by its fiscal year".into(),
            RecordKind::Center => "a center is a folder in `centers/`, named by its prefecture".into(),
            RecordKind::Provision => {
                "write its address as the browser shows it, without language and `#`: `guidance/overwork/5/2`".into()
            }
        },
        Problem::InvalidDate { with_time: false, .. } => "write year, month and day as `2023-04-01`".into(),
        Problem::InvalidDate { with_time: true, .. } => "write day and time as `2023-06-14T14:00`".into(),
        Problem::OutOfRange { least, greatest, .. } => format!("write a number from {least} to {greatest}"),
        Problem::DatesReversed { .. } => "exchange the two dates".into(),
        Problem::InvalidUrl { .. } => "write a whole address, as in `https://www.example.jp/`".into(),
        Problem::Coordinates { swapped: true, .. } => "swap latitude (20 to 46) and longitude (122 to 154)".into(),
        Problem::Coordinates { .. } => {
            "write the latitude (20 to 46) and the longitude (122 to 154) as decimal degrees, such as 35.6895".into()
        }
        Problem::InvalidAnchor { .. } => {
            "write {article} where the number of the article stands, as in `Mp-At_{article}`; besides, letters, digits, - and _".into()
        }
        Problem::UnknownLaw { .. } => {
            "add the law to laws.yaml; if it is there, add this name as its `name` or `abbreviation`".into()
        }
        Problem::UnresolvedReference { candidates, is_below: Some(is_below), .. } => {
            let side = if *is_below { "“below” (下記)" } else { "“above” (上記)" };
            format!("if {} is meant, write {side}", candidates.join(", "))
        }
        Problem::UnresolvedReference { candidates, .. } if !candidates.is_empty() => {
            format!("did you mean {}?", candidates.join(", "))
        }
        Problem::UnresolvedReference { .. } => {
            "check the number; what is far away is named from the top, as in 上記5の(1)のア".into()
        }
        Problem::InvalidEgovId { .. } => {
            "write the 15 letters and digits at the end of its address at laws.e-gov.go.jp, as in `347AC0000000057`".into()
        }
        Problem::StrayBrackets => {
            "write `[[target]]` on one line, as in `[[5(2)ア]]`, not within a link, and in a table of a page with `\\|` before words; in `code` brackets are brackets".into()
        }
        Problem::NeverApplies => {
            "compare them with one another, and with those of the headings above, which hold here too".into()
        }
        Problem::UnknownTarget { candidates, .. } if !candidates.is_empty() => {
            let named = candidates.iter().map(|(id, number)| format!("`[[{id}]]` for {number}"));
            format!("did you mean {}?", named.collect::<Vec<_>>().join(", "))
        }
        Problem::UnknownTarget { .. } => {
            "write document and number, as in `[[guidance/overwork/5(2)ア]]`, or the address that the browser shows".into()
        }
        Problem::RestatesNothing { nearest: Some(nearest) } => {
            format!("write `restates: {nearest}`, if it is that")
        }
        Problem::RestatesNothing { nearest: None } => {
            "write the id of what is repeated as `restates: …`".into()
        }
        Problem::InvalidColour { .. } => {
            "write # and six hexadecimal digits in quotation marks, such as \"#0a5c8c\"".into()
        }
        Problem::LowContrast { readable, .. } => format!("`{readable}` is near and can be read"),
        Problem::NoPortalUrl => {
            "add `base_url: https://…` to site.yaml: the home page of a center links to the portal for all else".into()
        }
        Problem::Cycle { .. } => "remove one of these references".into(),
        Problem::NumberOrGroup => {
            "write `number: …` as printed, or `group: …` with an id for a heading without a number".into()
        }
        Problem::ActivitiesOrPlanItems => "write one of the two, and not both".into(),
        Problem::AmountOrRatio => "write one of the two; neither only with a `baseline` to compare with".into(),
        Problem::TooDeep { .. } => "move the innermost clauses up, or into a clause of their own".into(),
        Problem::Yaml(fault) => yaml_hint(fault).into(),
        Problem::YamlTooLarge => "put fewer lists into each other; avoid anchors (`&`) and aliases (`*`)".into(),
        Problem::Table(fault) => table_hint(fault).into(),
        Problem::FrontMatter { begins: false } => {
            "begin the file with `---`, `title: …`, `---`, each on a line of its own".into()
        }
        Problem::FrontMatter { begins: true } => "end it by a line of `---` before the text".into(),
        Problem::FileTooLarge { .. } => "split the file".into(),
        Problem::NotUtf8 { is_table: true } => "save it as `CSV UTF-8` (in Excel: Save as, file type)".into(),
        Problem::NotUtf8 { is_table: false } => "save it as UTF-8 (in the editor: Save as, Encoding)".into(),
        Problem::LinkLeavesFolder => "put a copy of the file into the content folder".into(),
        Problem::ParentInPath { .. } => "write the path from the content folder, without `..`".into(),
        Problem::UnknownFile { .. } => "see docs/content.md for the files that a portal is made of".into(),
        Problem::MissingFile { name: "center.yaml" } => "it needs `name: …` and `prefecture: …`".into(),
        Problem::MissingFile { name: "edition.yaml" } => "it needs `title: …`".into(),
        Problem::MissingFile { .. } => "`shirube new DIR` makes a portal to begin with".into(),
        Problem::RawHtml => "write Markdown; to show `<` as it is, write `\\<`".into(),
        Problem::BrokenLink { target, .. } if target.starts_with("/files/") => {
            "put the file into `content/files/`; capital letters count".into()
        }
        Problem::BrokenLink { target, .. } if target.starts_with("www.") => {
            "write addresses outside of the portal with `https://`".into()
        }
        Problem::BrokenLink { .. } => {
            "write addresses of the portal from its root and without language, as in `/topics/addiction/`".into()
        }
        Problem::BrokenAnchor { .. } => {
            "behind `#` stands the id of a provision, or of a heading, as in `## Purpose {#purpose}`".into()
        }
        Problem::AddressTaken { by_portal: false, .. } => {
            "rename one of the two files, or change one of the two ids".into()
        }
        Problem::AddressTaken { by_portal: true, .. } => {
            "that page cannot be moved: give this file another name, or this record another id".into()
        }
        Problem::StaleEntries { .. } => "see whether they still hold, and write the day into `verified_on`".into(),
        Problem::PastEvents { .. } => "add the next ones; those that are over may stay as a record".into(),
        Problem::Catalogue(fault) => fault.english_hint().into(),
        Problem::StaleTranslations { .. } => "translate again, or say that they still hold with `shirube translate accept PATH`".into(),
        Problem::InvalidLock => "after a conflict keep either of the two lines, without the marks around them; whatever is lost can be recorded again with `shirube translate accept`".into(),
        Problem::MissingMessage { language, .. } => {
            format!("add it to `locales/{}.yaml` of the theme", language.code())
        }
        Problem::Import(fault) => fault.english().1.into(),
        Problem::Imported(note) => note.english().1.into(),
        Problem::Review { .. } => {
            "compare it with the official document, mend it if need be, and remove the note".into()
        }
        Problem::Io { .. } | Problem::Template { .. } => return None,
    })
}

fn yaml(fault: &YamlFault) -> String {
    match fault {
        YamlFault::UnexpectedColon => "there is no place for a key and its colon here".into(),
        YamlFault::MissingColon => "a key with colon and space is missing here".into(),
        YamlFault::Indentation => "this line is not indented like those it belongs to".into(),
        YamlFault::Tab => "a tab stands where only spaces may stand".into(),
        YamlFault::UnclosedQuote => "this quotation mark is not closed".into(),
        YamlFault::BehindQuote => "something follows the closing quotation mark".into(),
        YamlFault::Bracket => "here or before, a bracket is not closed or one too many, or a comma is missing".into(),
        YamlFault::SpecialCharacter => "a text cannot begin with this character".into(),
        YamlFault::DuplicateKey { key } => format!("the key `{key}` stands twice in this record"),
        YamlFault::SecondDocument => "a line of `---` before this begins a second document".into(),
        YamlFault::Other { message } => format!("this is not well-formed YAML: {message}"),
    }
}

fn yaml_hint(fault: &YamlFault) -> &'static str {
    match fault {
        YamlFault::UnexpectedColon => "put a text that has `: ` in it into quotation marks; else check the indentation",
        YamlFault::MissingColon => "write `key: value` with a half-width colon and a half-width space",
        YamlFault::Indentation => "put as many half-width spaces before it as before its neighbours",
        YamlFault::Tab => "indent by half-width spaces, two for each level",
        YamlFault::UnclosedQuote => "put the same mark at the end of the text",
        YamlFault::BehindQuote => "inside of \"…\" write a quotation mark as `\\\"`, inside of '…' as `''`",
        YamlFault::Bracket => {
            "write lists as `[a, b]` and texts as `{ja: …, en: …}`; quote what has `,` or brackets in it"
        }
        YamlFault::SpecialCharacter => "put the whole text into quotation marks",
        YamlFault::DuplicateKey { .. } => "remove one of the two",
        YamlFault::SecondDocument => "remove the line of `---`",
        YamlFault::Other { .. } => "check indentation, quotation marks and colons here and in the line before",
    }
}

fn table(fault: &TableFault) -> String {
    match fault {
        TableFault::TooManyCells { cells, columns } => {
            format!("the row has {cells} cells, the table {columns} columns")
        }
        TableFault::DuplicateColumn { name } => format!("the column `{name}` stands twice in the table"),
        TableFault::Separator => "the columns are not separated by commas".into(),
        TableFault::UnclosedQuote => "a quotation mark in this row is not closed".into(),
        TableFault::ErrorValue { value } => format!("the cell holds the error `{value}`"),
        TableFault::NoHeading => "a value stands in a column without heading".into(),
        TableFault::LostZero { written, restored } => {
            format!("the telephone number {written} lacks its leading zero; it is read as {restored}")
        }
        TableFault::Locked => "the workbook has a password, or the format of Excel 2003 and before".into(),
        TableFault::Damaged => "this cannot be read as an Excel workbook".into(),
        TableFault::NoSheet => "the workbook has no visible sheet".into(),
        TableFault::OtherSheets { first, others } => {
            format!("only the sheet “{first}” is read, and not: {}", others.join(", "))
        }
    }
}

fn table_hint(fault: &TableFault) -> &'static str {
    match fault {
        TableFault::TooManyCells { .. } => "put a value that has a comma in it into quotation marks: `\"a, b\"`",
        TableFault::DuplicateColumn { .. } => "remove or rename one of the two",
        TableFault::Separator => "save it with commas (in Excel: Save as, `CSV UTF-8`)",
        TableFault::UnclosedQuote => "close it, or write a mark within quotation marks twice: `\"\"`",
        TableFault::ErrorValue { .. } => "mend the formula, or widen the column, and save it again",
        TableFault::NoHeading => "write a heading above the column, or remove the value",
        TableFault::LostZero { .. } => "format the cells as text and enter the number again",
        TableFault::Locked => "remove the password and save it as an Excel workbook (.xlsx)",
        TableFault::Damaged => "open it in Excel and save it again as an Excel workbook (.xlsx)",
        TableFault::NoSheet => "unhide the sheet",
        TableFault::OtherSheets { .. } => "put the list on the first sheet, and remove or hide the others",
    }
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

fn there(found: &Found) -> String {
    match found {
        Found::Mapping => "keys with values".into(),
        Found::Sequence => "a list".into(),
        Found::Scalar(value) => format!("`{}`", beginning(value)),
        Found::Nothing => "nothing".into(),
    }
}

fn record(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Topic => "topic",
        RecordKind::Notice => "notice",
        RecordKind::Duty => "duty",
        RecordKind::GlossaryTerm => "glossary term",
        RecordKind::Provision => "provision",
        RecordKind::Edition => "edition",
        RecordKind::Center => "center",
    }
}
