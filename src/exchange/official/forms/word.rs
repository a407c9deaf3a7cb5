//! The body of a Word document (.docx): its paragraphs and the rows of its tables (ECMA-376, Part 1, 17.3 and 17.4), with
//! the numbers and bullets that Word puts before them.

mod figures;
mod numbering;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::diagnostic::{ImportFault, ImportNote, LeftOut};

use super::super::given::GivenId;
use super::grid::Block;
use numbering::{Numbered, Numbering, UnknownFormat, is_off, level_of};

/// Elements that are no part of the wording, with all that is in them: what was deleted or moved away, readings above
/// characters, how a paragraph was set before a change, and the second form of what is there already.
const PASSED_OVER: [&str; 8] =
    ["del", "moveFrom", "rt", "pPrChange", "rPrChange", "Fallback", "instrText", "numberingChange"];

/// What a document says.
#[derive(Debug)]
pub(super) struct Document {
    /// Its paragraphs and rows.
    pub blocks: Vec<Block>,
    /// What a reader should know of it.
    pub notes: Vec<ImportNote>,
}

/// Reads document.xml with numbering.xml and styles.xml, which may be empty.
pub(super) fn read(xml: &str, numbering: &str, styles: &str) -> Result<Document, ImportFault> {
    let damaged = |_| ImportFault::Damaged;
    let numbering = Numbering::read(numbering, styles).map_err(damaged)?;
    let mut body = Body { numbering, ..Body::default() };
    body.read(xml).map_err(damaged)?;
    if let Some((UnknownFormat(format), text)) = body.unknown_format {
        return Err(ImportFault::NumberFormat { format, text });
    }
    let mut notes = body.notes;
    if body.left_out != LeftOut::default() {
        notes.push(ImportNote::LeftOut(body.left_out));
    }
    Ok(Document { blocks: body.blocks, notes })
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    numbered: Numbered,
    /// Whether it has a `numPr` of its own, whatever that says.
    is_list_item: bool,
    /// Whether its end was deleted, so that the next one goes on in it.
    goes_on: bool,
    /// The paragraphs of text boxes that hang on it.
    boxes: Vec<String>,
}

impl Paragraph {
    fn property(&mut self, name: &str, value: Option<String>) {
        match name {
            "pStyle" => self.style = value,
            "numId" => self.numbered.id = value,
            "ilvl" => self.numbered.level = level_of(value),
            _ => self.is_list_item = true,
        }
    }
}

/// What the reader is in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Nothing,
    /// How a paragraph is set, and its end.
    Properties,
    /// The text of a run.
    Text,
}

/// A document that is being read.
#[derive(Debug, Default)]
struct Body {
    numbering: Numbering,
    blocks: Vec<Block>,
    row: Vec<String>,
    is_row_deleted: bool,
    cell: String,
    /// How many columns the cell spans.
    span: usize,
    /// Paragraphs, each in a text box of the one before.
    paragraphs: Vec<Paragraph>,
    /// The text of a paragraph that goes on in the next one.
    carried: String,
    /// How deep tables lie in each other; only the rows of the outer one are rows.
    tables: usize,
    /// How deep the element lies in one that is passed over.
    passed_over: usize,
    /// Fields that are open: whether it is still their instruction that is read.
    fields: Vec<bool>,
    within: Within,
    is_hidden: bool,
    /// What is hidden since the last text that is shown.
    hidden: String,
    /// The ids among it since the last block.
    ids: Vec<GivenId>,
    notes: Vec<ImportNote>,
    left_out: LeftOut,
    unknown_format: Option<(UnknownFormat, String)>,
}

/// The value of an attribute of any prefix.
fn value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

impl Body {
    fn read(&mut self, xml: &str) -> Result<(), quick_xml::Error> {
        let mut reader = quick_xml::Reader::from_str(xml);
        loop {
            match reader.read_event()? {
                Event::Start(element) => self.start(&element),
                Event::Empty(element) => {
                    self.start(&element);
                    self.end(element.local_name().as_ref());
                }
                Event::End(element) => self.end(element.local_name().as_ref()),
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::CData(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref()?.map(String::from);
                    let named = quick_xml::escape::resolve_predefined_entity(&reference);
                    self.text(character.as_deref().or(named).unwrap_or_default());
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// Whether the table that is being read is one of the document, whose rows are rows.
    fn is_outer_table(&self) -> bool {
        self.tables == 1 && self.paragraphs.is_empty()
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        let name = name.as_ref();
        let val = || value(element, "val");
        if self.passed_over == 0 && matches!(name, "ins" | "del" | "moveFrom" | "moveTo") {
            self.note(ImportNote::TrackedChanges);
        }
        if name == "del" || name == "moveFrom" {
            self.is_row_deleted |= self.passed_over == 0 && self.paragraphs.is_empty();
            if self.within == Within::Properties
                && let Some(paragraph) = self.paragraphs.last_mut()
            {
                paragraph.goes_on = true;
            }
        }
        if self.passed_over > 0 || PASSED_OVER.contains(&name) {
            self.passed_over += 1;
            return;
        }
        match name {
            "tbl" => self.tables += 1,
            "tr" if self.is_outer_table() => {
                self.row.clear();
                self.is_row_deleted = false;
            }
            "tc" if self.is_outer_table() => {
                self.cell.clear();
                self.span = 1;
            }
            "gridSpan" if self.is_outer_table() => {
                let columns = val().and_then(|columns| columns.parse::<usize>().ok());
                self.span = columns.unwrap_or(1).clamp(1, 100);
            }
            "p" => self.paragraphs.push(Paragraph::default()),
            "pPr" => self.within = Within::Properties,
            "pStyle" | "numPr" | "numId" | "ilvl" => {
                self.paragraphs.last_mut().into_iter().for_each(|paragraph| paragraph.property(name, val()));
            }
            "r" => self.is_hidden = false,
            "vanish" if self.within != Within::Properties && val().is_none_or(|value| !is_off(&value)) => {
                self.is_hidden = true;
            }
            "fldChar" => match value(element, "fldCharType").as_deref() {
                Some("begin") => self.fields.push(true),
                Some("separate") => self.fields.last_mut().into_iter().for_each(|instruction| *instruction = false),
                _ => drop(self.fields.pop()),
            },
            "t" => self.within = Within::Text,
            // Among the properties of a paragraph it is a stop.
            "tab" | "ptab" if self.within != Within::Properties => self.push(" "),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "sym" => self.symbol(element),
            "txbxContent" => self.note(ImportNote::TextBoxes),
            "footnoteReference" | "endnoteReference" => self.left_out.notes += 1,
            "commentReference" => self.left_out.comments += 1,
            "blip" | "imagedata" | "altChunk" => self.left_out.pictures += 1,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.passed_over > 0 {
            self.passed_over -= 1;
            return;
        }
        match name {
            "tbl" => self.tables = self.tables.saturating_sub(1),
            "tr" if self.is_outer_table() => {
                let row = std::mem::take(&mut self.row);
                if self.is_row_deleted {
                    self.ids.clear();
                } else {
                    self.push_ids();
                    self.blocks.push(Block::Row(row));
                }
            }
            "tc" if self.is_outer_table() => {
                self.row.push(std::mem::take(&mut self.cell));
                self.row.extend(std::iter::repeat_n(String::new(), self.span - 1));
            }
            "p" => self.end_paragraph(),
            "pPr" | "t" => self.within = Within::Nothing,
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        self.end_hidden();
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        let text = std::mem::take(&mut self.carried) + &paragraph.text;
        if paragraph.goes_on {
            self.carried = text;
            return;
        }
        let mark = self.mark(&paragraph, &text);
        let is_list_item = mark.is_some() || paragraph.is_list_item && paragraph.numbered.id.as_deref() != Some("0");
        let text = match mark.unwrap_or_default() {
            mark if mark.is_empty() || text.trim().is_empty() => text,
            mark if mark.ends_with(['・', '※']) => mark + text.trim_start(),
            mark => format!("{mark} {}", text.trim_start()),
        };
        if let Some(outer) = self.paragraphs.last_mut() {
            outer.boxes.push(text);
            outer.boxes.append(&mut paragraph.boxes);
        } else if self.tables > 0 {
            for (text, is_list_item) in
                std::iter::once((text, is_list_item)).chain(paragraph.boxes.into_iter().map(|text| (text, false)))
            {
                if !text.trim().is_empty() {
                    self.cell.push_str(if is_list_item { "<li>" } else { "<p>" });
                    self.cell.push_str(text.trim());
                }
            }
        } else {
            self.push_ids();
            self.blocks.push(Block::Paragraph(text));
            self.blocks.extend(paragraph.boxes.into_iter().map(Block::Paragraph));
        }
    }

    /// The number or bullet before a paragraph. `None` where it has none.
    fn mark(&mut self, paragraph: &Paragraph, text: &str) -> Option<String> {
        let (id, level) = self.numbering.of_paragraph(paragraph.style.as_deref(), &paragraph.numbered)?;
        match self.numbering.count(&id, level) {
            Ok(mark) => Some(mark.trim().to_owned()),
            Err(format) => {
                self.unknown_format.get_or_insert((format, text.trim().to_owned()));
                None
            }
        }
    }

    fn note(&mut self, note: ImportNote) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// A character of a font for symbols. What only that font knows cannot be written as a text.
    fn symbol(&mut self, element: &BytesStart<'_>) {
        let code = value(element, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        match code.and_then(char::from_u32).filter(|one| !matches!(one, '\u{e000}'..='\u{f8ff}')) {
            Some(character) => self.push(character.encode_utf8(&mut [0; 4])),
            None => self.left_out.symbols += 1,
        }
    }

    fn text(&mut self, text: &str) {
        if self.within == Within::Text {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        if self.passed_over > 0 || self.fields.contains(&true) {
            return;
        }
        if self.is_hidden {
            self.hidden.push_str(text);
            return;
        }
        self.end_hidden();
        if let Some(paragraph) = self.paragraphs.last_mut() {
            // Where a word may be parted at the end of a line is no wording.
            paragraph.text.extend(text.chars().filter(|one| *one != '\u{ad}'));
        }
    }

    /// What is hidden is ids, which a table of the portal has, or left out.
    fn end_hidden(&mut self) {
        let hidden = std::mem::take(&mut self.hidden);
        match GivenId::read_all(&hidden) {
            Some(ids) => self.ids.extend(ids),
            None => self.left_out.hidden += usize::from(!hidden.trim().is_empty()),
        }
    }

    fn push_ids(&mut self) {
        if !self.ids.is_empty() {
            self.blocks.push(Block::Ids(std::mem::take(&mut self.ids)));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn blocks(body: &str) -> Vec<Block> {
        read(&format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"), "", "").expect("read").blocks
    }

    fn notes(body: &str) -> Vec<ImportNote> {
        read(&format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"), "", "").expect("read").notes
    }

    /// Elements in any order and depth, as no program writes them.
    fn body() -> impl Strategy<Value = String> {
        let names = [
            "p",
            "r",
            "t",
            "tbl",
            "tr",
            "tc",
            "del",
            "ins",
            "pPr",
            "rPr",
            "numPr",
            "txbxContent",
            "Fallback",
            "ruby",
            "rt",
            "tabs",
        ];
        let empty = [
            "<w:numId w:val=\"1\"/>",
            "<w:ilvl w:val=\"8\"/>",
            "<w:ilvl w:val=\"99\"/>",
            "<w:tab/>",
            "<w:del/>",
            "<w:fldChar w:fldCharType=\"end\"/>",
            "<w:fldChar w:fldCharType=\"separate\"/>",
            "<w:gridSpan w:val=\"9999999\"/>",
            "<w:sym w:char=\"D800\"/>",
            "甲",
        ];
        prop::sample::select(empty.to_vec()).prop_map(str::to_owned).prop_recursive(8, 60, 5, move |inner| {
            (prop::sample::select(names.to_vec()), prop::collection::vec(inner, 0..5))
                .prop_map(|(name, inner)| format!("<w:{name}>{}</w:{name}>", inner.concat()))
        })
    }

    proptest! {
        /// Whatever lies in what, it is read or refused.
        #[test]
        fn no_document_is_too_odd(body in body(), text in "(%[0-9]|[(甲%]){0,4}", start in any::<u32>()) {
            let level = |at: usize| format!("<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"{start}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>");
            let lists = format!(
                "<w:numbering><w:abstractNum w:abstractNumId=\"0\">{}{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
                level(0), level(8), level(99)
            );
            prop_assert!(read(&body, &lists, "").is_ok());
        }
    }

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(text.to_owned())
    }

    #[test]
    fn paragraphs_and_cells_are_read_without_what_is_deleted_or_read_aloud() {
        let xml = r#"<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>題</w:t></w:r><w:del><w:r><w:t>旧</w:t></w:r></w:del><w:r><w:t>名 &amp;&#x7532;</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p></w:tc><w:tc><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:ruby><w:rt><w:r><w:t>さん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>三</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>四</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"#;
        let row = ["<p>一\n二", "", "<li>三<p>四"].map(str::to_owned).to_vec();
        assert_eq!(blocks(xml), [paragraph("題名 &甲"), Block::Row(row)]);
        assert!(read("<w:p></w:t>", "", "").is_err());
    }

    #[test]
    fn tracked_changes_are_read_as_if_accepted_and_told() {
        let text = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
        let joined = format!(
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p><w:p>{}<w:ins>{}</w:ins></w:p><w:p>{}</w:p>",
            text("甲"),
            text("乙"),
            text("丙"),
            text("丁")
        );
        assert_eq!(blocks(&joined), [paragraph("甲乙丙"), paragraph("丁")]);
        assert_eq!(notes(&joined), [ImportNote::TrackedChanges]);
        let row = |properties: &str, words: &str| {
            format!("<w:tr><w:trPr>{properties}</w:trPr><w:tc><w:p>{}</w:p></w:tc></w:tr>", text(words))
        };
        let table = format!("<w:tbl>{}{}</w:tbl>", row("<w:del/>", "甲"), row("", "乙"));
        assert_eq!(blocks(&table), [Block::Row(vec!["<p>乙".into()])]);
        assert_eq!(notes(&format!("<w:p>{}</w:p>", text("甲"))), []);
    }

    #[test]
    fn hidden_ids_belong_to_their_row_or_paragraph_and_other_hidden_text_is_counted() {
        let hidden = |text: &str| format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r>");
        let shown = |text: &str| format!("<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>{text}</w:t></w:r>");
        // Word cuts runs where it likes.
        let ids = [hidden("activity"), hidden(":a")].concat();
        let xml = format!(
            "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{}{}</w:p><w:tbl><w:tr><w:tc><w:p>{ids}{}</w:p></w:tc></w:tr></w:tbl><w:p>{}{}</w:p>",
            hidden("part:i"),
            shown("部"),
            shown("甲"),
            hidden("内緒"),
            shown("乙"),
        );
        let named = |cell: &str| Block::Ids(GivenId::read_all(cell).unwrap_or_default());
        let row = Block::Row(vec!["<p>甲".into()]);
        assert_eq!(blocks(&xml), [named("part:i"), paragraph("部"), named("activity:a"), row, paragraph("乙")]);
        assert_eq!(notes(&xml), [ImportNote::LeftOut(LeftOut { hidden: 1, ..LeftOut::default() })]);
    }

    #[test]
    fn text_boxes_stand_behind_their_paragraph_once() {
        let inner = "<w:txbxContent><w:p><w:r><w:t>札</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>表</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:txbxContent>";
        let xml = format!(
            "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>後</w:t></w:r></w:p>"
        );
        assert_eq!(blocks(&xml), [paragraph("前後"), paragraph("札"), paragraph("表")]);
        assert_eq!(notes(&xml), [ImportNote::TextBoxes]);
    }

    #[test]
    fn what_is_seen_of_fields_and_signs_is_read_and_what_is_not_is_counted() {
        let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>第3</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
        let xml = format!(
            "<w:p>{field}<w:r><w:t>回\u{ad}の</w:t><w:softHyphen/><w:tab/><w:noBreakHyphen/><w:sym w:font=\"x\" w:char=\"2605\"/><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隠</w:t></w:r><w:r><w:t>見</w:t></w:r></w:p>"
        );
        assert_eq!(blocks(&xml), [paragraph("第3回の -★見")]);
        let left_out = LeftOut { notes: 1, symbols: 1, hidden: 1, ..LeftOut::default() };
        assert_eq!(notes(&xml), [ImportNote::LeftOut(left_out)]);
    }
}
