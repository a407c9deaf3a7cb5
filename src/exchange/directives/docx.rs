//! The table as a Word document (.docx; ECMA-376, Part 1, 17): a page of A4 across, a table for each part.
//!
//! The ids are hidden text at the beginning of what they name: Word hides what is typed behind hidden text, and a text is
//! edited at its end more often than before its bullet.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use quick_xml::escape::escape;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use super::{COLUMNS, Cell, DirectivesTable, PartTable};
use crate::exchange::official::GivenId;

/// The widths of the columns in twentieths of a point; together that of the text.
const WIDTHS: [u32; COLUMNS] = [2300, 2500, 5600, 4396];

/// The width of a character, by which what belongs to a bullet is indented, in twentieths of a point.
const CHARACTER: u32 = 200;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

/// The parts of the package that are the same for every table.
const PARTS: [(&str, &str); 6] = [
    ("[Content_Types].xml", include_str!("docx/content-types.xml")),
    ("_rels/.rels", include_str!("docx/package.rels")),
    ("word/_rels/document.xml.rels", include_str!("docx/document.rels")),
    ("word/styles.xml", include_str!("docx/styles.xml")),
    ("word/settings.xml", include_str!("docx/settings.xml")),
    ("word/footer1.xml", include_str!("docx/footer.xml")),
];

impl DirectivesTable {
    /// The bytes of the document.
    pub fn to_docx(&self) -> Result<Vec<u8>, ZipError> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let document = self.document();
        for (name, text) in PARTS.into_iter().chain([("word/document.xml", document.as_str())]) {
            // A fixed time, so that the same table is the same bytes.
            archive.start_file(name, SimpleFileOptions::default().last_modified_time(zip::DateTime::DEFAULT))?;
            archive.write_all(text.as_bytes())?;
        }
        Ok(archive.finish()?.into_inner())
    }

    fn document(&self) -> String {
        let mut xml =
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document {NAMESPACES}><w:body>");
        paragraph(&mut xml, "<w:pStyle w:val=\"Title\"/>", std::slice::from_ref(&self.id), &self.title);
        for line in &self.preface {
            paragraph(&mut xml, "", std::slice::from_ref(&self.id), line);
        }
        for (index, part) in self.parts.iter().enumerate() {
            let on_new_page = if index > 0 { "<w:pageBreakBefore/>" } else { "" };
            let style = format!("<w:pStyle w:val=\"Heading1\"/>{on_new_page}");
            paragraph(&mut xml, &style, std::slice::from_ref(&part.id), &part.heading);
            self.table(&mut xml, part);
        }
        // Behind a table there must be a paragraph.
        xml.push_str("<w:p><w:pPr><w:spacing w:line=\"20\" w:lineRule=\"exact\"/></w:pPr></w:p>");
        xml.push_str("<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/><w:pgMar w:top=\"1021\" w:right=\"1021\" w:bottom=\"1021\" w:left=\"1021\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
        xml
    }

    fn table(&self, xml: &mut String, part: &PartTable) {
        xml.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"14796\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
        for width in WIDTHS {
            // Writing to a string cannot fail.
            let _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        xml.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (heading, width) in self.headings().into_iter().zip(WIDTHS) {
            let _ = write!(
                xml,
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E8EDF2\"/></w:tcPr>"
            );
            paragraph(xml, "<w:pStyle w:val=\"ColumnHeading\"/>", &[], heading);
            xml.push_str("</w:tc>");
        }
        xml.push_str("</w:tr>");
        let mut covered = [0; COLUMNS];
        for (index, row) in part.rows.iter().enumerate() {
            xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (column, (cell, covered)) in row.cells.iter().zip(&mut covered).enumerate() {
                let merge = if *covered > index { Some("") } else { merge_from(part, index, column) };
                *covered = (*covered).max(index + part.span(index, column));
                let _ = write!(xml, "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>", WIDTHS[column]);
                if let Some(value) = merge {
                    let _ = write!(xml, "<w:vMerge{value}/>");
                }
                xml.push_str("</w:tcPr>");
                fill(xml, cell.as_ref(), column);
                xml.push_str("</w:tc>");
            }
            xml.push_str("</w:tr>");
        }
        xml.push_str("</w:tbl>");
    }
}

/// How a cell that is not covered from above says that it covers those below.
fn merge_from(part: &PartTable, row: usize, column: usize) -> Option<&'static str> {
    (part.span(row, column) > 1).then_some(" w:val=\"restart\"")
}

/// The paragraphs of a cell; there must be one.
fn fill(xml: &mut String, cell: Option<&Cell>, column: usize) {
    let Some(cell) = cell else { return xml.push_str("<w:p/>") };
    for (index, line) in cell.lines.iter().enumerate() {
        let indent = match (column < 2, index) {
            (true, _) => String::new(),
            (false, 0) => format!("<w:ind w:left=\"{CHARACTER}\" w:hanging=\"{CHARACTER}\"/>"),
            (false, _) => format!("<w:ind w:left=\"{CHARACTER}\"/>"),
        };
        paragraph(xml, &indent, if index == 0 { &cell.ids } else { &[] }, line);
    }
    if cell.lines.is_empty() {
        xml.push_str("<w:p/>");
    }
}

/// A paragraph that names ids.
fn paragraph(xml: &mut String, properties: &str, ids: &[GivenId], text: &str) {
    xml.push_str("<w:p>");
    if !properties.is_empty() {
        let _ = write!(xml, "<w:pPr>{properties}</w:pPr>");
    }
    if !ids.is_empty() {
        let ids = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let _ = write!(xml, "<w:r><w:rPr><w:noProof/><w:vanish/></w:rPr><w:t>{ids}</w:t></w:r>");
    }
    let _ = write!(xml, "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escape(allowed(text)));
}

/// A text without the characters that no XML can have (XML 1.0, 2.2). A tab would part cells.
fn allowed(text: &str) -> String {
    let is_allowed = |one: &char| !one.is_control() && !matches!(one, '\u{fffe}' | '\u{ffff}');
    text.replace('\t', " ").chars().filter(is_allowed).collect()
}
