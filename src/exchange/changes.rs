//! The changes between two editions for programs.

use serde_json::{Value, json};

use crate::compare::{Change, Comparison, Detail, DutyKey, Field, Wording, wording};
use crate::portal::{DocumentKind, Portal, Provision, ProvisionKey, ProvisionKind};
use crate::source::{Applies, Duty, Mark, Text};
use crate::text::Language;

use super::{Cell, Table};

/// The changes as JSON: `{from, to, changes}`. Texts are plain and in the authoritative language; `translations` holds
/// them in the others.
#[must_use]
pub fn changes_json(portal: &Portal, comparison: &Comparison) -> Value {
    let changes: Vec<Value> = comparison.changes.iter().map(|change| entry(portal, change)).collect();
    json!({ "from": year(portal, comparison.former), "to": year(portal, comparison.later), "changes": changes })
}

/// The columns of the table of changes.
const COLUMNS: [&str; 12] = [
    "kind",
    "provision",
    "id",
    "id_from",
    "number_from",
    "number_to",
    "part",
    "title",
    "field",
    "before",
    "after",
    "follows",
];

/// The changes as a table, a row each.
#[must_use]
pub fn changes_table(portal: &Portal, comparison: &Comparison) -> Table {
    let mut table = Table::new(COLUMNS);
    for change in &comparison.changes {
        let entry = entry(portal, change);
        table.rows.push(COLUMNS.iter().map(|column| cell(&entry[*column])).collect());
    }
    table
}

/// A value in a cell: of a list its entries, of an object its fields.
fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Number(number) => number.as_f64().map_or(Cell::Empty, Cell::Number),
        other => Cell::from(plain(other)),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(is) => (if *is { "yes" } else { "no" }).to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join("; "),
        Value::Object(fields) => {
            fields.iter().map(|(field, value)| format!("{field}: {}", plain(value))).collect::<Vec<_>>().join("; ")
        }
    }
}

fn year(portal: &Portal, document: usize) -> Option<i16> {
    match portal.documents.get(document)?.kind {
        DocumentKind::Directives { year } => Some(year),
        DocumentKind::Guidance => None,
    }
}

fn entry(portal: &Portal, change: &Change) -> Value {
    let provision = |key: Option<ProvisionKey>| key.map(|key| portal.provision(key));
    let (former, later) = (provision(change.former), provision(change.later));
    let Some(own) = later.or(former) else { return Value::Null };
    let number = |of: Option<&Provision>| of.and_then(|of| of.number.clone());
    let id = |key: &ProvisionKey| portal.provision(*key).id.clone();
    let Told { field, before, after } = told(portal, change);
    let mut entry = json!({
        "kind": change.kind.word(),
        "provision": own.kind.word(),
        "id": own.id,
        "id_from": former.map(|former| &former.id),
        "number_from": number(former),
        "number_to": number(later),
        "part": above(portal, own, ProvisionKind::Part).map(|part| &part.id),
        "activity": above(portal, own, ProvisionKind::Activity).map(|activity| &activity.id),
        "title": titled(portal, own).and_then(|heading| said(portal, heading)),
        "url_from": former.map(address),
        "url_to": later.map(address),
        "field": field,
        "before": before,
        "after": after,
    });
    if let Detail::Whole(below) = &change.detail {
        entry["below"] = below.iter().map(|&key| within(portal, key)).collect();
    }
    if !change.follows.is_empty() {
        entry["follows"] = change.follows.iter().map(id).collect();
    }
    match &change.detail {
        Detail::Wording(field) => entry["translations"] = translations(portal, change.wording(portal, *field)),
        Detail::Duty(duty) => {
            let (before, after) = duty.duties(portal);
            entry["duty"] = json!(after.or(before).map(|duty| &duty.id.value));
            entry["direction"] = json!(before.zip(after).and_then(|(before, after)| direction(before, after)));
            if duty.text {
                let text = change.wording(portal, Field::Text);
                let said = |text: Option<&Text>| text.and_then(|text| self::said(portal, text));
                entry["text"] = json!({ "before": said(text.before), "after": said(text.after), "translations": translations(portal, text) });
            }
        }
        _ => {}
    }
    entry
}

/// The field that changed, and its values.
struct Told {
    field: Option<String>,
    before: Value,
    after: Value,
}

fn told(portal: &Portal, change: &Change) -> Told {
    let told = |field: &str, before: Value, after: Value| Told { field: Some(field.to_owned()), before, after };
    let provision = |key: Option<ProvisionKey>| key.map(|key| portal.provision(key));
    match &change.detail {
        Detail::Whole(_) => {
            let said = |key| {
                provision(key)
                    .and_then(|it| it.text.as_ref().or(it.heading.as_ref()))
                    .and_then(|text| said(portal, text))
            };
            Told { field: None, before: json!(said(change.former)), after: json!(said(change.later)) }
        }
        Detail::Number => {
            let number = |key| json!(provision(key).and_then(|it| it.number.as_ref()));
            told("number", number(change.former), number(change.later))
        }
        Detail::Parent(before, after) => {
            let id = |key: Option<ProvisionKey>| json!(provision(key).map(|it| &it.id));
            told("parent", id(*before), id(*after))
        }
        Detail::Order(from, to) => told("position", json!(from), json!(to)),
        Detail::Wording(field) => {
            let text = change.wording(portal, *field);
            let said = |text: Option<&Text>| json!(text.and_then(|text| said(portal, text)));
            told(field.word(), said(text.before), said(text.after))
        }
        Detail::Mark(before, after) => told("marks", json!(before.map(Mark::word)), json!(after.map(Mark::word))),
        Detail::Applies(fields) => {
            let (before, after) = change.applies(portal);
            let of = |applies: Option<&Applies>| fielded(fields, |field| applies_field(portal, applies?, field));
            let field = if let [field] = fields.as_slice() { format!("applies.{field}") } else { "applies".to_owned() };
            told(&field, of(before), of(after))
        }
        Detail::Duty(duty) => {
            if duty.moved && duty.fields.is_empty() {
                let id = |duty: Option<DutyKey>| json!(provision(duty.map(|(key, _)| key)).map(|it| &it.id));
                return told("provision", id(duty.before), id(duty.after));
            }
            let (before, after) = duty.duties(portal);
            let fields: &[&'static str] = if duty.fields.is_empty() { &DUTY } else { &duty.fields };
            let of = |duty: Option<&Duty>| match duty {
                Some(duty) => fielded(fields, |field| duty_field(portal, duty, field)),
                None => Value::Null,
            };
            told(if let [field] = fields { field } else { "duty" }, of(before), of(after))
        }
        Detail::Deferred(before, after) => told("deferred", json!(before), json!(after)),
        Detail::References(field, before, after) => told(field, json!(before), json!(after)),
    }
}

/// The fields of a duty.
const DUTY: [&str; 9] = ["action", "audience", "operator", "amount", "ratio", "unit", "per", "baseline", "on_request"];

/// The value of a single field, or an object of several; what is not there is left out.
fn fielded(fields: &[&'static str], value: impl Fn(&str) -> Option<Value>) -> Value {
    match fields {
        [field] => value(field).unwrap_or_default(),
        _ => fields
            .iter()
            .filter_map(|field| Some(((*field).to_owned(), value(field)?)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}

fn duty_field(portal: &Portal, duty: &Duty, field: &str) -> Option<Value> {
    match field {
        "action" => said(portal, &duty.action).map(Value::from),
        "audience" => duty.audience.as_ref().and_then(|text| said(portal, text)).map(Value::from),
        "operator" => Some(duty.operator.word().into()),
        "amount" => duty.amount.map(Value::from),
        "ratio" => duty.ratio.map(Value::from),
        "unit" => duty.unit.map(|unit| unit.word().into()),
        "per" => Some(duty.per.word().into()),
        "baseline" => duty.baseline.as_ref().map(|baseline| json!({ "year": baseline.year, "of": baseline.of.word() })),
        _ => Some(duty.on_request.into()),
    }
}

fn applies_field(portal: &Portal, applies: &Applies, field: &str) -> Option<Value> {
    match field {
        "from" => applies.from.map(|date| date.to_string().into()),
        "until" => applies.until.map(|date| date.to_string().into()),
        "centers" => applies.centers.as_ref().and_then(|text| said(portal, text)).map(Value::from),
        _ => applies.condition.as_ref().and_then(|text| said(portal, text)).map(Value::from),
    }
}

/// Whether a duty asks for more or for less than before.
fn direction(before: &Duty, after: &Duty) -> Option<&'static str> {
    let amounts = before.amount.map(f64::from).zip(after.amount.map(f64::from));
    let (before, after) = amounts.or_else(|| before.ratio.zip(after.ratio))?;
    (before.to_bits() != after.to_bits()).then_some(if before < after { "raised" } else { "lowered" })
}

/// The texts in the languages beside the authoritative one.
fn translations(portal: &Portal, text: Wording<'_>) -> Value {
    let of = |text: Option<&Text>, language: Language| text.and_then(|text| text.get(language)).map(wording);
    let others = portal.languages().iter().filter(|language| **language != portal.authoritative);
    let values = others.map(|&language| {
        let value = json!({ "before": of(text.before, language), "after": of(text.after, language) });
        (language.code().to_owned(), value)
    });
    values.collect::<serde_json::Map<_, _>>().into()
}

/// A provision that came or went with another.
fn within(portal: &Portal, key: ProvisionKey) -> Value {
    let provision = portal.provision(key);
    let text = provision.text.as_ref().or(provision.heading.as_ref());
    json!({
        "provision": provision.kind.word(),
        "id": provision.id,
        "number": provision.number,
        "text": text.and_then(|text| said(portal, text)),
    })
}

fn said(portal: &Portal, text: &Text) -> Option<String> {
    text.get(portal.authoritative).map(wording)
}

/// The provision of a kind that another is or stands under.
fn above<'a>(portal: &'a Portal, mut provision: &'a Provision, kind: ProvisionKind) -> Option<&'a Provision> {
    while provision.kind != kind {
        provision = portal.provision(provision.parent?);
    }
    Some(provision)
}

/// The title of a provision, or of what it stands under.
fn titled<'a>(portal: &'a Portal, provision: &'a Provision) -> Option<&'a Text> {
    let parent = || titled(portal, portal.provision(provision.parent?));
    provision.heading.as_ref().or_else(parent)
}

/// The address of a provision without language.
fn address(provision: &Provision) -> String {
    let separator = if provision.anchor.is_empty() { "" } else { "#" };
    format!("{}{separator}{}", provision.page, provision.anchor)
}
