//! What a file of the site refers to, by the kind of file.

use std::collections::BTreeSet;

use quick_xml::events::Event;
use serde_json::Value;

use crate::test::markup::{Tag, tags};

/// An address in a file.
#[derive(Debug)]
pub struct Reference {
    /// Where it stands, such as `a href`.
    pub place: String,
    pub url: String,
    /// Whether its fragment names an element; that of a JSON-LD `@id` names a thing.
    pub anchor: bool,
}

/// What is in a file that other files or the checker ask for.
#[derive(Default)]
pub struct Contents {
    pub references: Vec<Reference>,
    pub ids: BTreeSet<String>,
    /// Addresses of the page in all languages.
    pub alternates: Vec<String>,
    /// Whether the page sends on to another.
    pub redirect: bool,
    pub faults: Vec<String>,
}

impl Contents {
    fn refer(&mut self, place: impl Into<String>, url: &str) {
        self.references.push(Reference { place: place.into(), url: url.to_owned(), anchor: true });
    }
}

/// Reads a file by the ending of its name. `base` is the absolute address of the site.
pub fn read(name: &str, bytes: &[u8], base: Option<&str>) -> Contents {
    let mut contents = Contents::default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if !matches!(extension, "html" | "css" | "xml" | "atom" | "svg" | "json" | "jsonld" | "txt" | "csv" | "ics") {
        return contents;
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        contents.faults.push("is not UTF-8".into());
        return contents;
    };
    match extension {
        "html" => html(text, base, &mut contents),
        "css" => css(text, &mut contents),
        "xml" | "atom" | "svg" => xml(text, base, &mut contents),
        "json" | "jsonld" => json("JSON", text, base, &mut contents),
        // The lines of a calendar are folded, in the midst of addresses (RFC 5545, 3.1).
        "ics" => plain(&text.replace("\r\n ", ""), base, &mut contents),
        _ => plain(text, base, &mut contents),
    }
    contents
}

fn html(text: &str, base: Option<&str>, contents: &mut Contents) {
    for tag in tags(text) {
        if let Some(id) = tag.get("id") {
            contents.ids.insert(id.to_owned());
        }
        attributes(&tag, base, contents);
        match tag.name.as_str() {
            "link"
                if tag.has_word("rel", "alternate") && tag.get("hreflang").is_some_and(|lang| lang != "x-default") =>
            {
                contents.alternates.extend(tag.get("href").map(str::to_owned));
            }
            "meta" if tag.get("http-equiv").is_some_and(|value| value.eq_ignore_ascii_case("refresh")) => {
                contents.redirect = true;
                match tag.get("content").and_then(|content| content.split_once("url=")) {
                    Some((_, url)) => contents.refer("meta refresh", url),
                    None => contents.faults.push("meta refresh has no url=".into()),
                }
            }
            "script" if tag.get("type") == Some("application/ld+json") => {
                json("JSON-LD", &tag.raw_text, base, contents);
            }
            "style" => css(&tag.raw_text, contents),
            _ => {}
        }
    }
}

fn attributes(tag: &Tag, base: Option<&str>, contents: &mut Contents) {
    for (name, value) in &tag.attributes {
        let place = format!("{} {name}", tag.name);
        match name.as_str() {
            "href" | "src" | "action" | "formaction" | "poster" | "data" | "cite" => {
                contents.refer(place, value);
            }
            "srcset" => {
                for candidate in value.split(',') {
                    contents.refer(place.as_str(), candidate.split_ascii_whitespace().next().unwrap_or_default());
                }
            }
            _ if base.is_some_and(|base| value.starts_with(base)) => contents.refer(place, value),
            _ => {}
        }
    }
}

fn css(text: &str, contents: &mut Contents) {
    for part in text.split("url(").skip(1) {
        let url = part.split_once(')').map_or(part, |(url, _)| url).trim();
        let url = url.trim_matches(['"', '\'']);
        // An SVG written into the style sheet may hold spaces, which only matter in an address.
        if !url.starts_with("data:") {
            contents.refer("url()", url);
        }
    }
}

fn xml(text: &str, base: Option<&str>, contents: &mut Contents) {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut element = String::new();
    let mut content = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                tag.name().as_ref().clone_into(&mut element);
                content.clear();
                for attribute in tag.attributes() {
                    let Ok(attribute) = attribute else {
                        contents.faults.push(format!("<{element}> has an attribute that cannot be read"));
                        continue;
                    };
                    let value = attribute.value.replace("&amp;", "&");
                    let name = attribute.key.as_ref().to_owned();
                    if name == "href" || base.is_some_and(|base| value.starts_with(base)) {
                        contents.refer(format!("{element} {name}"), &value);
                    }
                }
            }
            Ok(Event::Text(text)) => content.push_str(&text),
            Ok(Event::CData(text)) => content.push_str(&text),
            Ok(Event::GeneralRef(reference)) => {
                content.push_str(match &*reference {
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "amp" => "&",
                    _ => "?",
                });
            }
            Ok(Event::End(_)) => {
                let text = content.trim();
                if element == "loc" || base.is_some_and(|base| text.starts_with(base)) {
                    contents.refer(element.as_str(), text);
                }
                for tag in tags(text) {
                    let url = tag.get("href").or(tag.get("src")).unwrap_or("https:");
                    // A feed is read elsewhere, where a relative address leads nowhere.
                    if !url.contains(':') {
                        contents.faults.push(format!("{element} holds the relative address {url}"));
                    }
                }
                element.clear();
                content.clear();
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                contents.faults.push(format!("is not well-formed XML: {error}"));
                break;
            }
        }
    }
}

fn json(place: &str, text: &str, base: Option<&str>, contents: &mut Contents) {
    match serde_json::from_str(text) {
        Ok(value) => strings(place, "", &value, base, contents),
        Err(error) => contents.faults.push(format!("{place} cannot be read: {error}")),
    }
}

/// Takes every string of a JSON value that is an address of this site.
fn strings(place: &str, key: &str, value: &Value, base: Option<&str>, contents: &mut Contents) {
    match value {
        Value::String(text) => {
            let internal = base.is_some_and(|base| text.starts_with(base));
            if internal || (text.starts_with('/') && matches!(key, "url" | "href" | "@id" | "item")) {
                let place = format!("{place} {key}");
                contents.references.push(Reference { place, url: text.clone(), anchor: key != "@id" });
            }
        }
        Value::Array(values) => values.iter().for_each(|value| strings(place, key, value, base, contents)),
        Value::Object(members) => members.iter().for_each(|(key, value)| strings(place, key, value, base, contents)),
        _ => {}
    }
}

/// Takes every address of this site from a text without structure, such as `robots.txt`.
fn plain(text: &str, base: Option<&str>, contents: &mut Contents) {
    let Some(base) = base else { return };
    for (start, _) in text.match_indices(base) {
        let url = &text[start..];
        let end = url.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | ',' | ';' | ')' | '\\'));
        contents.refer("text", &url[..end.unwrap_or(url.len())]);
    }
}
