//! Markdown files with front matter: pages and news.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostics, Problem, SourceFile, Span};
use crate::text::Language;

use super::decode::{Decode, Decoder};
use super::node::Node;
use super::record::record;
use super::values::Id;

record! {
    /// What a Markdown file says of itself between its lines of `---`.
    pub struct FrontMatter as "front matter" {
        /// The title of the page.
        pub title: String,
        /// What the page is about, in a sentence.
        pub description: Option<String>,
        /// Its date; news need one.
        pub date: Option<Date>,
        /// The topics it concerns.
        pub topics: Vec<Id>,
        /// Its place in the menu.
        pub order: Option<u32>,
        /// Whether it is built only with `--drafts`.
        pub draft: bool,
    }
}

/// A page or news item in one language.
#[derive(Debug, Clone)]
pub struct MarkdownFile {
    /// The last segments of its address, from the file name: `about`, `2023-04-01-published`.
    pub name: String,
    /// The language of the file.
    pub language: Language,
    /// What it says of itself.
    pub front: FrontMatter,
    /// The file.
    pub file: Arc<SourceFile>,
    /// Where in the file the body lies.
    body: Range<usize>,
}

impl MarkdownFile {
    /// Reads `file`, whose name without extensions is `name`.
    pub fn decode(
        file: &Arc<SourceFile>,
        name: &str,
        language: Language,
        authoritative: Language,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let Some((front, body)) = split(&file.text) else {
            let begins = file.text.lines().next().is_some_and(|line| line.trim_end() == "---");
            diagnostics.error(Problem::FrontMatter { begins }, &Span::file(file));
            return None;
        };
        let node = Node::parse(file, front.start, &file.text[front.clone()], diagnostics)?;
        let front = FrontMatter::decode(&node, &mut Decoder { diagnostics, authoritative, is_table: false })?;
        let page = Self { name: name.to_owned(), language, front, file: Arc::clone(file), body };
        let unseen = |character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t');
        if let Some(at) = page.body().find(unseen) {
            diagnostics.error(Problem::ControlCharacter, &page.span(at..at + 1));
        }
        Some(page)
    }

    /// The Markdown.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.file.text[self.body.clone()]
    }

    /// The place of a stretch of the body.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(&self.file, self.body.start + range.start, range.len())
    }
}

/// Where front matter and body lie: the first line is `---`, and so is the line that ends it.
fn split(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut end = first.len();
    for line in lines {
        if line.trim_end() == "---" {
            return Some((first.len()..end, end + line.len()..text.len()));
        }
        end += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn front_matter_ends_at_the_second_line_of_dashes() {
        let text = "---\ntitle: x\n---\n# Body\n---\n";
        let (front, body) = split(text).unwrap();
        assert_eq!((&text[front], &text[body]), ("title: x\n", "# Body\n---\n"));
        assert_eq!(split("---\r\na: b\r\n---\r\n").map(|(front, _)| front), Some(5..11));
        assert!(split("# No front matter\n").is_none());
        assert!(split("---\ntitle: never ends\n").is_none());
    }
}
