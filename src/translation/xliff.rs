//! Catalogues as XLIFF 1.2, the one version that all programs for translators read and write: those for XLIFF 2 read this
//! too.
//!
//! <https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html>

use std::fmt::Write as _;
use std::sync::Arc;

use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::diagnostic::{CatalogueFault, Diagnostics, Problem, SourceFile, Span};
use crate::source::Standing;
use crate::text::Language;

use super::{Answer, AnswerState, Catalogue, Entry};

/// The state of a translation that has to be looked at again (2.3).
const STALE: &str = "needs-review-translation";

/// The catalogue as an XLIFF file: a `file` for each file of the content.
#[must_use]
pub fn write(catalogue: &Catalogue<'_>) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n",
    );
    for entries in catalogue.entries.chunk_by(|a, b| a.unit.file() == b.unit.file()) {
        let original = entries.first().map(|entry| escape(entry.unit.file())).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(
            xml,
            "<file original=\"{original}\" source-language=\"{}\" target-language=\"{}\" datatype=\"plaintext\">\n<body>",
            catalogue.from, catalogue.into
        );
        for entry in entries {
            write_unit(&mut xml, entry);
        }
        xml.push_str("</body>\n</file>\n");
    }
    xml.push_str("</xliff>\n");
    xml
}

fn write_unit(xml: &mut String, entry: &Entry<'_>) {
    let is_stale = entry.unit.standing == Standing::Stale;
    // Some programs take whatever is not approved for a draft, whatever its state.
    let approved = if entry.translation.is_some() && !is_stale { " approved=\"yes\"" } else { "" };
    let _ = writeln!(xml, "<trans-unit id=\"{}\"{approved} xml:space=\"preserve\">", escape(&entry.unit.address));
    let _ = writeln!(xml, "<source>{}</source>", escape(entry.source));
    if let Some(translation) = entry.translation {
        let state = if is_stale { STALE } else { "translated" };
        let _ = writeln!(xml, "<target state=\"{state}\">{}</target>", escape(translation));
    }
    if let (Some(previous), Some(translation)) = (entry.previous, entry.translation) {
        alternative(xml, "previous-version", &entry.unit.address, previous, translation);
    }
    for suggestion in &entry.suggestions {
        alternative(xml, "proposal", suggestion.address, suggestion.source, suggestion.translation);
    }
    xml.push_str("</trans-unit>\n");
}

fn alternative(xml: &mut String, kind: &str, origin: &str, source: &str, translation: &str) {
    let (origin, source, translation) = (escape(origin), escape(source), escape(translation));
    let _ = writeln!(
        xml,
        "<alt-trans alttranstype=\"{kind}\" origin=\"{origin}\"><source>{source}</source><target>{translation}</target></alt-trans>"
    );
}

/// A unit while it is read.
#[derive(Default)]
struct Unit {
    id: String,
    source: String,
    target: String,
    state: Option<AnswerState>,
    is_approved: bool,
    start: usize,
}

/// The answers of an XLIFF file. What is wrong is reported, and there are none then.
pub fn read(file: &Arc<SourceFile>, into: Language, diagnostics: &mut Diagnostics) -> Option<Vec<Answer>> {
    let mut reader = Reader::from_str(&file.text);
    let mut answers = Vec::new();
    let mut unit: Option<Unit> = None;
    // The elements that are open within the unit.
    let mut open: Vec<String> = Vec::new();
    let (mut is_xliff, mut depth) = (false, 0_usize);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or_default();
        let mut fail = |fault| {
            diagnostics.error(Problem::Catalogue(fault), &Span::new(file, at, 1));
            None
        };
        let (event, is_empty) = match reader.read_event() {
            Ok(Event::Empty(element)) => (Event::Start(element), true),
            Ok(event) => (event, false),
            Err(_) => return fail(CatalogueFault::Xml),
        };
        match event {
            Event::Start(element) => {
                let name = local(&element);
                depth += usize::from(!is_empty);
                match name.as_str() {
                    "xliff" => match attribute(&element, "version").as_deref() {
                        Some("1.1" | "1.2") => is_xliff = true,
                        _ => return fail(CatalogueFault::XliffVersion),
                    },
                    "file" => {
                        let found = attribute(&element, "target-language").unwrap_or_default();
                        let code = found.split(['-', '_']).next().unwrap_or_default();
                        if !code.is_empty() && code != into.code() {
                            return fail(CatalogueFault::Language { found, expected: into });
                        }
                    }
                    "trans-unit" => {
                        let id = attribute(&element, "id").unwrap_or_default();
                        let is_approved = attribute(&element, "approved").as_deref() == Some("yes");
                        unit = Some(Unit { id, is_approved, start: at, ..Unit::default() });
                        open.clear();
                    }
                    "target" if open.is_empty() => {
                        if let Some(unit) = &mut unit {
                            unit.state = attribute(&element, "state").map(|state| answer_state(&state));
                        }
                    }
                    _ => {}
                }
                if unit.is_some() && name != "trans-unit" && !is_empty {
                    open.push(name);
                }
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                let name = element.local_name();
                if name.as_ref() == "trans-unit" {
                    answers.extend(unit.take().map(|unit| answer(unit, file)));
                } else {
                    open.pop();
                }
            }
            Event::Text(text) => add(&mut unit, &open, &text.xml10_content()),
            Event::CData(text) => add(&mut unit, &open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let name: &str = &reference;
                match (reference.resolve_char_ref(), resolve_predefined_entity(name)) {
                    (Ok(Some(character)), _) => add(&mut unit, &open, character.encode_utf8(&mut [0; 4])),
                    (_, Some(text)) => add(&mut unit, &open, text),
                    _ => return fail(CatalogueFault::Xml),
                }
            }
            Event::Eof if is_xliff && depth == 0 => return Some(answers),
            Event::Eof => return fail(CatalogueFault::Xml),
            _ => {}
        }
    }
}

/// Adds text to the source or target of a unit, also where the program put marks of its own around it; what is in notes and
/// suggestions is passed over.
fn add(unit: &mut Option<Unit>, open: &[String], text: &str) {
    let Some(unit) = unit else { return };
    match open.first().map(String::as_str) {
        Some("source") => unit.source.push_str(text),
        Some("target") => unit.target.push_str(text),
        _ => {}
    }
}

fn answer(unit: Unit, file: &Arc<SourceFile>) -> Answer {
    let state = if unit.is_approved { AnswerState::Done } else { unit.state.unwrap_or(AnswerState::Untouched) };
    let place = Span::new(file, unit.start, 0);
    let first_line = place.rest_of_line().len();
    Answer {
        address: unit.id,
        source: unit.source,
        translation: unit.target,
        state,
        place: Span::new(file, unit.start, first_line),
    }
}

fn answer_state(state: &str) -> AnswerState {
    match state {
        "translated" | "final" | "signed-off" => AnswerState::Done,
        _ => AnswerState::Untouched,
    }
}

fn local(element: &BytesStart<'_>) -> String {
    element.local_name().as_ref().to_owned()
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok().flatten()?;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Option<Vec<Answer>> {
        let file = Arc::new(SourceFile { path: "x.xliff".into(), text: text.into() });
        read(&file, Language::English, &mut Diagnostics::default())
    }

    /// Segments, marks, notes, suggestions, character references, CDATA.
    #[test]
    fn files_of_other_tools_are_read() {
        let text = "<?xml version=\"1.0\"?>\n<x:xliff version=\"1.2\" xmlns:x=\"urn:oasis:names:tc:xliff:document:1.2\"><x:file target-language=\"en-GB\"><x:body>\n<x:trans-unit id=\"a&amp;b#c\" approved=\"yes\"><x:source>一 &lt;b&gt;&#x4E8C;</x:source><x:seg-source><x:mrk mtype=\"seg\" mid=\"1\">一</x:mrk></x:seg-source><x:target state=\"needs-translation\"><x:mrk mtype=\"seg\" mid=\"1\">One.</x:mrk> <x:mrk mtype=\"seg\" mid=\"2\"><![CDATA[<Two>]]></x:mrk></x:target><x:note>not this</x:note><x:alt-trans><x:source>nor</x:source><x:target>this</x:target></x:alt-trans></x:trans-unit><x:trans-unit id=\"d#e\"><x:source>三</x:source><x:target/></x:trans-unit></x:body></x:file></x:xliff>";
        let answers = read_text(text).unwrap();
        assert_eq!((answers[0].address.as_str(), answers[0].source.as_str()), ("a&b#c", "一 <b>二"));
        assert_eq!((answers[0].translation.as_str(), answers[0].state), ("One. <Two>", AnswerState::Done));
        assert_eq!((answers[1].translation.as_str(), answers.len()), ("", 2));
    }

    #[test]
    fn what_is_no_xliff_of_this_language_is_refused() {
        for text in [
            "",
            "<html></html>",
            "<xliff version=\"2.0\"></xliff>",
            "<xliff version=\"1.2\"><file target-language=\"fr\"></file></xliff>",
            "<xliff version=\"1.2\"><file></xliff>",
            "<xliff version=\"1.2\"><trans-unit id=\"a\"><source>&own;</source></trans-unit></xliff>",
            "<xliff version=\"1.2\"><trans-unit id=\"a\">",
            "<xliff version=\"1.2\"><file>",
        ] {
            assert!(read_text(text).is_none(), "{text}");
        }
    }
}
