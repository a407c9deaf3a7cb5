//! Markdown as the words a reader sees, for the search.

use pulldown_cmark::{Event, Options, Parser, TagEnd};

use super::join_lines;
use crate::reference::without_brackets;

/// What a Markdown text says, a line for each paragraph, list item, heading and row.
///
/// ```
/// use shirube::theme::plain_markdown;
/// assert_eq!(plain_markdown("- **名簿**を\n  作る\n- [リスト](/topics/)"), "名簿を作る\nリスト");
/// ```
#[must_use]
pub fn plain_markdown(text: &str) -> String {
    let text = &*without_brackets(text);
    if !text
        .bytes()
        .any(|byte| matches!(byte, b'*' | b'_' | b'`' | b'[' | b'<' | b'\\' | b'\n' | b'#' | b'|' | b'~' | b'&'))
    {
        return text.trim().trim_start_matches("- ").to_owned();
    }
    let options =
        Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_GFM;
    let mut plain = String::with_capacity(text.len());
    for (event, _) in join_lines(Parser::new_ext(text, options).into_offset_iter().collect()) {
        match event {
            Event::Text(text) | Event::Code(text) => plain.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => plain.push(' '),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableRow | TagEnd::CodeBlock,
            ) => {
                plain.truncate(plain.trim_end_matches('\n').len());
                plain.push('\n');
            }
            _ => {}
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}
