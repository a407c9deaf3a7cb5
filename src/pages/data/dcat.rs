//! The catalogue for machines: DCAT 3 (<https://www.w3.org/TR/vocab-dcat-3/>) as JSON-LD, and for search engines as
//! `DataCatalog` of <https://schema.org/>.

use serde_json::{Value, json};

use crate::source::Text;
use crate::text::Language;
use crate::theme::plain_markdown;

use super::DataSet;
use crate::pages::machine;
use crate::pages::structured::without_nulls;
use crate::pages::view::View;

/// Where it lies, without a leading slash.
pub(in crate::pages) const ADDRESS: &str = "data/catalog.jsonld";

/// The catalogue in all languages of the portal.
pub(in crate::pages) fn render(view: &View<'_>) -> String {
    let portal = view.portal();
    let sets = DataSet::all(portal);
    let datasets: Vec<Value> = sets.iter().map(|&set| dataset(view, set)).collect();
    let value = without_nulls(json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": iri(view, ADDRESS),
        "@type": "dcat:Catalog",
        "dct:title": literals(view, |language| word(view, language, "title.data")),
        "dct:description": literals(view, |language| word(view, language, "description.data")),
        "dct:language": languages(portal.languages()),
        "dct:publisher": publisher(view),
        "dct:license": licence(view),
        "dct:modified": date(sets.iter().filter_map(|set| set.modified(portal)).max()),
        "foaf:homepage": json!({"@id": iri(view, &format!("{}/data/", portal.authoritative.code()))}),
        "dcat:dataset": datasets,
    }));
    machine::pretty(&value)
}

fn dataset(view: &View<'_>, set: DataSet) -> Value {
    let portal = view.portal();
    let place = format!("{}/data/#{}", portal.authoritative.code(), set.word());
    let distributions: Vec<Value> = (set.distributions(portal).iter())
        .map(|file| {
            let languages =
                file.language.map_or_else(|| languages(portal.languages()), |language| languages(&[language]));
            without_nulls(json!({
                "@type": "dcat:Distribution",
                "dct:title": file.format,
                "dcat:accessURL": json!({"@id": iri(view, &place)}),
                "dcat:downloadURL": json!({"@id": iri(view, &file.address)}),
                "dcat:mediaType": {"@id": format!("https://www.iana.org/assignments/media-types/{}", file.media_type)},
                "dct:language": languages,
                "dct:license": licence(view),
            }))
        })
        .collect();
    without_nulls(json!({
        "@id": format!("{}#dataset", iri(view, &set.distributions(portal)[0].address)),
        "@type": "dcat:Dataset",
        "dct:title": literals(view, |language| set.title(view, language)),
        "dct:description": literals(view, |language| word(view, language, &format!("data.{}.about", set.word()))),
        "dct:language": languages(portal.languages()),
        "dct:publisher": publisher(view),
        "dct:license": licence(view),
        "dct:modified": date(set.modified(portal)),
        // The Frequency Vocabulary of Dublin Core's Collection Description.
        "dct:accrualPeriodicity": {"@id": format!("http://purl.org/cld/freq/{}", set.how_often())},
        "dcat:landingPage": {"@id": iri(view, &place)},
        "dcat:distribution": distributions,
    }))
}

/// The catalogue for search engines, in the language of the page.
pub(super) fn schema_org(view: &View<'_>) -> Value {
    let portal = view.portal();
    let licence = portal.site.data_licence.as_ref().and_then(|licence| licence.url.as_ref()).map(|url| &url.0);
    let publisher = portal.site.organisation.as_ref().map(|organisation| {
        without_nulls(json!({
            "@type": "Organization",
            "name": plain_markdown(organisation.name.localised(view.language).0),
            "url": organisation.url.as_ref().map(|url| &url.0),
        }))
    });
    let datasets: Vec<Value> = (DataSet::all(portal).into_iter())
        .map(|set| {
            let downloads: Vec<Value> = (set.distributions(portal).iter())
                .map(|file| {
                    json!({
                        "@type": "DataDownload",
                        "encodingFormat": file.media_type,
                        "contentUrl": iri(view, &file.address),
                    })
                })
                .collect();
            without_nulls(json!({
                "@type": "Dataset",
                "name": set.title(view, view.language),
                "description": view.word(&format!("data.{}.about", set.word())),
                "url": view.reachable(&view.url(&format!("data/#{}", set.word()))),
                "inLanguage": portal.languages().iter().map(|language| language.code()).collect::<Vec<_>>(),
                "isAccessibleForFree": true,
                "license": licence,
                "creator": publisher,
                "dateModified": set.modified(portal).map(|date| date.to_string()),
                "distribution": downloads,
            }))
        })
        .collect();
    without_nulls(json!({
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": view.word("title.data"),
        "description": view.word("description.data"),
        "url": view.absolute(&view.url("data/")),
        "license": licence,
        "publisher": publisher,
        "dataset": datasets,
    }))
}

/// The address of a file or page: absolute where it is known where the site is published, which makes it a name that
/// is the same everywhere; else relative to the file that says it.
fn iri(view: &View<'_>, address: &str) -> String {
    view.reachable(&format!("/{address}"))
}

fn word(view: &View<'_>, language: Language, key: &str) -> String {
    view.renderer.theme.messages.get(language, key, &[])
}

/// A text in each language of the portal.
fn literals(view: &View<'_>, text: impl Fn(Language) -> String) -> Value {
    let literal = |&language: &Language| json!({"@value": text(language), "@language": language.code()});
    view.portal().languages().iter().map(literal).collect()
}

/// Languages by the identifiers of the Library of Congress, as DCAT 3 recommends (6.4.8).
fn languages(languages: &[Language]) -> Value {
    let iri =
        |language: &Language| json!({"@id": format!("http://id.loc.gov/vocabulary/iso639-1/{}", language.code())});
    languages.iter().map(iri).collect()
}

fn date(date: Option<jiff::civil::Date>) -> Value {
    date.map_or(Value::Null, |date| json!({"@value": date.to_string(), "@type": "xsd:date"}))
}

/// Who publishes the portal.
fn publisher(view: &View<'_>) -> Value {
    let site = &view.portal().site;
    let organisation = site.organisation.as_ref();
    let name: &Text = organisation.map_or(&site.title, |organisation| &organisation.name);
    without_nulls(json!({
        "@type": "foaf:Agent",
        "foaf:name": literals(view, |language| plain_markdown(name.localised(language).0)),
        "foaf:homepage": organisation
            .and_then(|organisation| organisation.url.as_ref())
            .map(|url| json!({"@id": url.0})),
    }))
}

fn licence(view: &View<'_>) -> Value {
    let licence = view.portal().site.data_licence.as_ref().and_then(|licence| licence.url.as_ref());
    licence.map_or(Value::Null, |url| json!({"@id": url.0}))
}
