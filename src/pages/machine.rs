//! The data of documents and topics as JSON, in all languages of the portal, for those who build on them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::portal::{DocumentKind, Portal, ProvisionKey, TopicKey};
use crate::reference::{Row, TextPart, cited_articles, restatement, rows};
use crate::source::{AppliesTo, ClauseMeasure, Duty, RouteDesk, Text, Workers};
use crate::text::Language;

use super::structured::without_nulls;
use super::view::View;

pub(super) fn document(view: &mut View<'_>, index: usize) -> String {
    let portal = view.portal();
    let document = &portal.documents[index];
    let provisions: Vec<Value> = document.children.iter().map(|&key| provision(view, key)).collect();
    let value = without_nulls(json!({
        "id": document.path,
        "kind": match document.kind { DocumentKind::Directives { .. } => "directives", DocumentKind::Guidance => "guidance" },
        "edition": match document.kind { DocumentKind::Directives { year } => Some(year), DocumentKind::Guidance => None },
        "title": text(Some(&document.title)),
        "from": document.from.map(|date| date.to_string()),
        "until": document.until.map(|date| date.to_string()),
        "issued": document.issued.map(|date| date.to_string()),
        "updated": document.updated.map(|date| date.to_string()),
        "issuer": text(document.issuer.as_ref()),
        "source": text(document.source.as_ref()),
        "provisions": provisions,
    }));
    pretty(&value)
}

pub(super) fn topic(view: &mut View<'_>, key: TopicKey) -> String {
    let portal = view.portal();
    let topic = portal.topic(key);
    let record = &topic.record;
    let id = |key: &ProvisionKey| portal.full_id(portal.provision(*key));
    let routes: Vec<Value> = (record.routes.iter().zip(&topic.bases))
        .map(|(route, basis)| {
            without_nulls(json!({
                "id": route.id.value,
                "who": route.who.iter().map(|who| who.word()).collect::<Vec<_>>(),
                "about": text(Some(&route.about)),
                "to": text(route.to.as_ref()),
                "desk": route.desk.map(RouteDesk::word),
                "links": (route.links.iter())
                    .map(|link| json!({"title": text(Some(&link.title)), "url": link.url.0}))
                    .collect::<Vec<_>>(),
                "through": text(route.through.as_ref()),
                "prepare": text(route.prepare.as_ref()),
                "not_handled": text(route.not_handled.as_ref()),
                "declined": route.declined,
                "basis": basis.iter().map(id).collect::<Vec<_>>(),
            }))
        })
        .collect();
    let value = without_nulls(json!({
        "id": record.id.value,
        "name": text(Some(&record.name)),
        "reading": record.reading,
        "summary": text(Some(&record.summary)),
        "aliases": record.aliases.as_ref().map(|aliases| json!({"ja": aliases.ja, "en": aliases.en})),
        "served_by": record.served_by.iter().map(|kind| text(Some(kind))).collect::<Vec<_>>(),
        "related": topic.related.iter().map(|&key| portal.topic(key).record.id.value.clone()).collect::<Vec<_>>(),
        "provisions": topic.provisions.iter().map(id).collect::<Vec<_>>(),
        "routes": routes,
    }));
    pretty(&value)
}

fn provision(view: &View<'_>, key: ProvisionKey) -> Value {
    let portal = view.portal();
    let provision = portal.provision(key);
    let list = |values: Vec<Value>| (!values.is_empty()).then_some(values);
    without_nulls(json!({
        "id": portal.full_id(provision),
        "kind": provision.kind.word(),
        "number": provision.number,
        "heading": text(provision.heading.as_ref()),
        "text": text(provision.text.as_ref()),
        "closing": text(provision.closing.as_ref()),
        "address": format!("{}{}{}", provision.page, if provision.has_page() { "" } else { "#" }, provision.anchor),
        "force": provision.force.map(crate::source::Force::word),
        "applies_to": provision.applies_to.as_ref().map(applies_to),
        "deadline": text(provision.deadline.as_ref()),
        "measures": list(provision.measures.iter().map(measure).collect()),
        "applies": provision.applies.as_ref().map(|applies| without_nulls(json!({
            "from": applies.from.map(|date| date.to_string()),
            "until": applies.until.map(|date| date.to_string()),
            "centers": text(applies.centers.as_ref()),
            "condition": text(applies.condition.as_ref()),
        }))),
        "marks": list(provision.marks.iter().map(|mark| json!(mark.word())).collect()),
        "duties": list(provision.duties.iter().map(duty).collect()),
        "deferred": provision.deferred.then_some(true),
        "topics": list(provision.topics.iter().map(|&key| json!(portal.topic(key).record.id.value)).collect()),
        "notices": list(provision.notices.iter().map(|&key| json!(portal.notice(key).id.value)).collect()),
        "restates": provision.restates.map(|key| portal.full_id(portal.provision(key))),
        "about": list(provision.about.iter().map(|&key| json!(portal.full_id(portal.provision(key)))).collect()),
        "references": references(portal, key),
        "children": list(provision.children.iter().map(|&child| self::provision(view, child)).collect()),
    }))
}

/// What the texts of a provision refer to, by language: the same as `shirube report references` lists.
fn references(portal: &Portal, key: ProvisionKey) -> Value {
    let restated = restatement(portal, key).map(|restatement| restatement.row(portal));
    let in_language = |&language: &Language| {
        let found = TextPart::ALL.into_iter().flat_map(|part| portal.references.of(language, key, part));
        let rows = restated.iter().cloned().chain(found.flat_map(|found| rows(portal, found)));
        let rows: Vec<Value> = rows.map(|row| reference(&row)).collect();
        (!rows.is_empty()).then(|| (language.code().to_owned(), Value::Array(rows)))
    };
    let languages: serde_json::Map<String, Value> = portal.languages().iter().filter_map(in_language).collect();
    if languages.is_empty() { Value::Null } else { Value::Object(languages) }
}

fn reference(row: &Row) -> Value {
    without_nulls(json!({
        "kind": row.kind,
        "part": row.part.map(TextPart::word),
        "words": row.words,
        "relation": row.relation,
        "state": row.state,
        "target": row.target,
        "place": row.place,
        "anchor": row.anchor,
        "address": row.address,
    }))
}

/// A law, with the articles that the texts cite, in the order of the law.
pub(super) fn law(view: &View<'_>, index: usize) -> String {
    let portal = view.portal();
    let law = &portal.laws[index];
    let mut cited = BTreeSet::new();
    let articles: Vec<Value> = cited_articles(portal, index)
        .into_iter()
        .map(|article| {
            cited.extend(article.citations.iter().map(|citation| citation.found.provision));
            let citations = article.citations.iter().map(|citation| {
                let provision = portal.provision(citation.found.provision);
                json!({
                    "provision": portal.full_id(provision),
                    "number": portal.printed_number(citation.found.provision).trim(),
                    "place": citation.place.label(),
                    "words": citation.found.words(portal),
                })
            });
            let number = article.place.main_article();
            without_nulls(json!({
                "place": article.place.label(),
                "anchor": number.map(|number| law.article_anchor(number)),
                "address": law.address(number),
                "citations": citations.collect::<Vec<_>>(),
            }))
        })
        .collect();
    let named = portal.references.naming(index).filter(|key| !cited.contains(key));
    let named: Vec<String> = named.map(|key| portal.full_id(portal.provision(key))).collect();
    pretty(&without_nulls(json!({
        "id": law.id.value,
        "name": text(Some(&law.name)),
        "abbreviation": text(law.abbreviation.as_ref()),
        "number": text(law.number.as_ref()),
        "promulgated": law.promulgated.map(|date| date.to_string()),
        "address": law.address(None),
        "articles": articles,
        "named": named,
    })))
}

/// The cases to which a clause applies.
pub(super) fn applies_to(applies: &AppliesTo) -> Value {
    let words = |workers: &[Workers]| workers.iter().map(|workers| workers.word()).collect::<Vec<_>>();
    let overtime = applies.overtime.as_ref();
    without_nulls(json!({
        "workers": words(&applies.workers),
        "except": (!applies.except.is_empty()).then(|| words(&applies.except)),
        "overtime": overtime.map(|overtime| without_nulls(json!({"over": overtime.over, "up_to": overtime.up_to}))),
        "application": applies.application,
        "employees_below": applies.employees_below,
        "employees_from": applies.employees_from,
        "night_work": applies.night_work,
        "high_stress": applies.high_stress,
    }))
}

fn measure(measure: &ClauseMeasure) -> Value {
    without_nulls(json!({
        "what": text(measure.what.as_ref()),
        "force": measure.force.word(),
        "applies_to": measure.applies_to.as_ref().map(applies_to),
        "deadline": text(measure.deadline.as_ref()),
    }))
}

fn duty(duty: &Duty) -> Value {
    without_nulls(json!({
        "id": duty.id.value,
        "action": text(Some(&duty.action)),
        "audience": text(duty.audience.as_ref()),
        "operator": duty.operator.word(),
        "amount": duty.amount,
        "ratio": duty.ratio,
        "unit": duty.unit.map(crate::source::Unit::word),
        "per": duty.per.word(),
        "baseline": duty.baseline.as_ref().map(|baseline| json!({"year": baseline.year, "of": baseline.of.word()})),
        "on_request": duty.on_request.then_some(true),
    }))
}

/// A text by language.
pub(super) fn text(text: Option<&Text>) -> Value {
    let Some(text) = text else { return Value::Null };
    let mut map = serde_json::Map::new();
    for language in crate::text::Language::ALL {
        if let Some(content) = text.get(language) {
            map.insert(language.code().to_owned(), json!(content));
        }
    }
    Value::Object(map)
}

/// JSON as a file that people may read too.
pub(super) fn pretty(value: &Value) -> String {
    // Serialising a JSON value cannot fail: its keys are strings.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
