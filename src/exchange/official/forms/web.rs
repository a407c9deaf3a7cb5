//! A web page (.html): its paragraphs and the rows of its tables.

use html5gum::{DefaultEmitter, HtmlString, StartTag, Token, Tokenizer};

use super::grid::Block;

/// Elements whose text nobody sees.
const UNSEEN: [&[u8]; 6] = [b"head", b"title", b"script", b"style", b"template", b"rt"];

/// Elements that begin a paragraph of their own.
const PARAGRAPHS: [&[u8]; 14] =
    [b"p", b"div", b"br", b"h1", b"h2", b"h3", b"h4", b"h5", b"h6", b"section", b"article", b"pre", b"dd", b"dt"];

/// The most columns and rows that a cell is taken to span.
const MOST: usize = 1000;

/// A page that is being read.
#[derive(Debug, Default)]
struct Page {
    blocks: Vec<Block>,
    row: Vec<String>,
    cell: String,
    in_cell: bool,
    span: usize,
    /// For each column, in how many rows more a cell above reaches down.
    reaching_down: Vec<usize>,
    rows_of_cell: usize,
    paragraph: String,
    /// How deep tables lie in each other; only the rows of the outer one are rows.
    tables: usize,
    unseen: usize,
}

/// The paragraphs and rows of a page.
pub(super) fn blocks(html: &str) -> Vec<Block> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page::default();
    for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
        match token {
            Token::StartTag(tag) => page.start(&tag),
            Token::EndTag(tag) => page.end(&tag.name),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    page.end_row();
    page.end_paragraph();
    page.blocks
}

impl Page {
    fn start(&mut self, tag: &StartTag<()>) {
        let name: &[u8] = &tag.name;
        match name {
            name if UNSEEN.contains(&name) && !tag.self_closing => self.unseen += 1,
            b"table" => {
                self.end_paragraph();
                self.tables += 1;
            }
            b"tr" if self.tables == 1 => self.end_row(),
            b"td" | b"th" if self.tables == 1 => {
                self.end_cell();
                // Cells of the rows above that reach down come first.
                while self.reaching_down.get(self.row.len()).is_some_and(|rows| *rows > 0) {
                    self.reaching_down[self.row.len()] -= 1;
                    self.row.push(String::new());
                }
                self.in_cell = true;
                self.span = number(tag, b"colspan");
                self.rows_of_cell = number(tag, b"rowspan");
            }
            b"li" | b"ul" | b"ol" if self.in_cell => self.cell.push_str("<li>"),
            b"li" | b"ul" | b"ol" => self.end_paragraph(),
            name if PARAGRAPHS.contains(&name) && self.in_cell => self.cell.push_str("<p>"),
            name if PARAGRAPHS.contains(&name) => self.end_paragraph(),
            _ => {}
        }
    }

    fn end(&mut self, name: &HtmlString) {
        let name: &[u8] = name;
        match name {
            name if UNSEEN.contains(&name) => self.unseen = self.unseen.saturating_sub(1),
            b"table" => {
                if self.tables == 1 {
                    self.end_row();
                    self.reaching_down.clear();
                }
                self.tables = self.tables.saturating_sub(1);
            }
            b"tr" if self.tables == 1 => self.end_row(),
            b"td" | b"th" if self.tables == 1 => self.end_cell(),
            b"li" | b"ul" | b"ol" if self.in_cell => self.cell.push_str("<p>"),
            name if PARAGRAPHS.contains(&name) && self.in_cell => self.cell.push_str("<p>"),
            name if PARAGRAPHS.contains(&name) => self.end_paragraph(),
            _ => {}
        }
    }

    /// Adds text, in which a new line is a blank.
    fn text(&mut self, text: &str) {
        if self.unseen > 0 {
            return;
        }
        let text = text.replace(['\n', '\r', '\t'], " ");
        if self.in_cell {
            self.cell.push_str(&text);
        } else if self.tables == 0 {
            self.paragraph.push_str(&text);
        } else if !text.trim().is_empty() {
            // Text of a table outside of its cells, which browsers show above it.
            self.blocks.push(Block::Paragraph(text));
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        if !paragraph.trim().is_empty() {
            self.blocks.push(Block::Paragraph(paragraph));
        }
    }

    fn end_cell(&mut self) {
        if !std::mem::take(&mut self.in_cell) {
            return;
        }
        let cell = std::mem::take(&mut self.cell);
        for column in 0..self.span {
            let at = self.row.len();
            if self.reaching_down.len() <= at {
                self.reaching_down.resize(at + 1, 0);
            }
            self.reaching_down[at] = self.rows_of_cell - 1;
            self.row.push(if column == 0 { cell.clone() } else { String::new() });
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        if self.row.is_empty() {
            return;
        }
        let row = std::mem::take(&mut self.row);
        for rows in self.reaching_down.iter_mut().skip(row.len()) {
            *rows = rows.saturating_sub(1);
        }
        self.blocks.push(Block::Row(row));
    }
}

/// The number of an attribute; 1 where it is none.
fn number(tag: &StartTag<()>, name: &[u8]) -> usize {
    let value = tag.attributes.get(name).and_then(|value| std::str::from_utf8(value).ok()?.trim().parse().ok());
    value.unwrap_or(1).clamp(1, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_with_cells_that_span_and_tags_that_are_not_closed() {
        let html = "<html><head><title>x</title></head><body><h1>題 &amp; 名</h1><script>if (a < b) {}</script><table><tr><th>一<th>二</tr><tr><td rowspan=2>三<td>四<ul><li>五<li>六</ul></tr><tr><td>七</table>\n<p>八<p>九";
        let row = |cells: [&str; 2]| Block::Row(cells.map(str::to_owned).to_vec());
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        let expected = vec![
            paragraph("題 & 名"),
            row(["一", "二"]),
            row(["三", "四<li><li>五<li>六<p>"]),
            row(["", "七"]),
            paragraph("八"),
            paragraph("九"),
        ];
        assert_eq!(blocks(html), expected);
    }
}
