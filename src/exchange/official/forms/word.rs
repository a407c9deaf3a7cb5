//! The body of a Word document (.docx): its paragraphs and the rows of its tables (ECMA-376, Part 1, 17.3 and 17.4).

use quick_xml::events::{BytesStart, Event};

use super::super::given::GivenId;
use super::grid::Block;

/// Elements whose text is not part of the wording: what was deleted, readings above characters, field codes, and the
/// second form of what is there already.
const PASSED_OVER: [&str; 5] = ["del", "rt", "instrText", "Fallback", "moveFrom"];

/// Where a stretch of text with the same looks is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Run {
    /// Between two.
    #[default]
    None,
    /// In one that is shown.
    Shown,
    /// In one that is not shown.
    Hidden,
}

/// A document that is being read.
#[derive(Debug, Default)]
struct Body {
    blocks: Vec<Block>,
    row: Vec<String>,
    cell: String,
    /// How many columns the cell spans.
    span: usize,
    paragraph: String,
    is_list_item: bool,
    /// How deep tables lie in each other; only the rows of the outer one are rows.
    tables: usize,
    passed_over: usize,
    in_text: bool,
    in_tab_stops: bool,
    run: Run,
    /// What was not shown since the last text that was.
    hidden: String,
    /// The ids among it since the last block.
    ids: Vec<GivenId>,
}

/// The paragraphs and rows of the document.
pub(super) fn blocks(xml: &str) -> Result<Vec<Block>, quick_xml::Error> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut body = Body::default();
    loop {
        match reader.read_event()? {
            Event::Start(element) => body.start(&element),
            Event::Empty(element) => {
                body.start(&element);
                body.end(element.local_name().as_ref());
            }
            Event::End(element) => body.end(element.local_name().as_ref()),
            Event::Text(text) => body.text(&text.xml10_content()),
            Event::CData(text) => body.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref()?.map(String::from);
                let named = quick_xml::escape::resolve_predefined_entity(&reference);
                body.text(character.as_deref().or(named).unwrap_or_default());
            }
            Event::Eof => return Ok(body.blocks),
            _ => {}
        }
    }
}

impl Body {
    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        match name.as_ref() {
            name if PASSED_OVER.contains(&name) => self.passed_over += 1,
            "tbl" => self.tables += 1,
            "tr" if self.tables == 1 => self.row.clear(),
            "tc" if self.tables == 1 => {
                self.cell.clear();
                self.span = 1;
            }
            "gridSpan" if self.tables == 1 => {
                let value = element.try_get_attribute("w:val").ok().flatten();
                let columns = value.and_then(|value| value.value.parse::<usize>().ok());
                self.span = columns.unwrap_or(1).clamp(1, 100);
            }
            "p" => {
                self.paragraph.clear();
                self.is_list_item = false;
            }
            "numPr" => self.is_list_item = true,
            "r" => self.run = Run::Shown,
            "vanish" if self.run != Run::None => {
                let value = element.try_get_attribute("w:val").ok().flatten();
                let is_off = value.is_some_and(|value| matches!(value.value.as_ref(), "0" | "false" | "off"));
                self.run = if is_off { Run::Shown } else { Run::Hidden };
            }
            "tabs" => self.in_tab_stops = true,
            "t" => self.in_text = true,
            "tab" if !self.in_tab_stops => self.push(" "),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            name if PASSED_OVER.contains(&name) => self.passed_over = self.passed_over.saturating_sub(1),
            "tbl" => self.tables = self.tables.saturating_sub(1),
            "tr" if self.tables == 1 => {
                self.push_ids();
                self.blocks.push(Block::Row(std::mem::take(&mut self.row)));
            }
            "r" => self.run = Run::None,
            "tc" if self.tables == 1 => {
                self.row.push(std::mem::take(&mut self.cell));
                self.row.extend(std::iter::repeat_n(String::new(), self.span - 1));
            }
            "p" if self.tables > 0 => {
                self.end_hidden();
                if !self.paragraph.trim().is_empty() {
                    self.cell.push_str(if self.is_list_item { "<li>" } else { "<p>" });
                    self.cell.push_str(self.paragraph.trim());
                }
                self.paragraph.clear();
            }
            "p" => {
                self.end_hidden();
                self.push_ids();
                self.blocks.push(Block::Paragraph(std::mem::take(&mut self.paragraph)));
            }
            "tabs" => self.in_tab_stops = false,
            "t" => self.in_text = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        if self.passed_over > 0 {
        } else if self.run == Run::Hidden {
            self.hidden.push_str(text);
        } else {
            self.end_hidden();
            self.paragraph.push_str(text);
        }
    }

    /// What is not shown is ids, or text like any other.
    fn end_hidden(&mut self) {
        let hidden = std::mem::take(&mut self.hidden);
        match GivenId::read_all(&hidden) {
            Some(ids) => self.ids.extend(ids),
            None => self.paragraph.push_str(&hidden),
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
    use super::*;

    #[test]
    fn paragraphs_and_cells_are_read_without_what_is_deleted_or_read_aloud() {
        let xml = r#"<w:document xmlns:w="w"><w:body><w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>題</w:t></w:r><w:del><w:r><w:t>旧</w:t></w:r></w:del><w:r><w:t>名 &amp;&#x7532;</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p></w:tc><w:tc><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:ruby><w:rt><w:r><w:t>さん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>三</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>四</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl></w:body></w:document>"#;
        let row = ["<p>一\n二", "", "<li>三<p>四"].map(str::to_owned).to_vec();
        assert_eq!(blocks(xml).ok(), Some(vec![Block::Paragraph("題名 &甲".into()), Block::Row(row)]));
        assert!(blocks("<w:p></w:t>").is_err());
    }

    #[test]
    fn hidden_ids_belong_to_their_row_or_paragraph_and_other_hidden_text_stays() {
        let hidden = |text: &str| format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r>");
        let shown = |text: &str| format!("<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>{text}</w:t></w:r>");
        // Word cuts runs where it likes.
        let ids = [hidden("activity"), hidden(":a")].concat();
        let xml = format!(
            "<w:body><w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{}{}</w:p><w:tbl><w:tr><w:tc><w:p>{ids}{}</w:p></w:tc></w:tr></w:tbl><w:p>{}{}</w:p></w:body>",
            hidden("part:i"),
            shown("部"),
            shown("甲"),
            hidden("内緒"),
            shown("乙"),
        );
        let named = |cell: &str| Block::Ids(GivenId::read_all(cell).unwrap_or_default());
        let paragraph = |text: &str| Block::Paragraph(text.into());
        let row = Block::Row(vec!["<p>甲".into()]);
        let expected = vec![named("part:i"), paragraph("部"), named("activity:a"), row, paragraph("内緒乙")];
        assert_eq!(blocks(&xml).ok(), Some(expected));
    }
}
