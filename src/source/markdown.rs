//! Markdown files with front matter: pages and news.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Problem, SourceFile, Span};
use crate::text::Language;

use super::decode::{Decode, Decoder};
use super::lock::Lock;
use super::node::Node;
use super::record::record;
use super::unit::{TextUnit, Units};
use super::values::{Id, Text};

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
    /// Whether it was translated from an earlier text.
    pub stale: bool,
    /// Where in the file the body lies.
    body: Range<usize>,
}

impl MarkdownFile {
    /// Reads `file`, whose name without extensions is `name`.
    pub fn decode(file: &Arc<SourceFile>, name: &str, language: Language, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Some((front, body)) = parts(&file.text) else {
            let begins = file.text.lines().next().is_some_and(|line| line.trim_end() == "---");
            decoder.diagnostics.error(Problem::FrontMatter { begins }, &Span::file(file));
            return None;
        };
        let node = Node::parse(file, front.start, &file.text[front.clone()], decoder.diagnostics)?;
        let front = FrontMatter::decode(&node, decoder)?;
        let page = Self { name: name.to_owned(), language, front, file: Arc::clone(file), stale: false, body };
        let unseen = |character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t');
        if let Some(at) = page.body().find(unseen) {
            decoder.diagnostics.error(Problem::ControlCharacter, &page.span(at..at + 1));
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

/// The units of the pages in a folder: title, description and body of each, with those of the file of the same name in the
/// other language, which is marked where some of it is stale.
pub fn pair(folder: &str, files: &mut [MarkdownFile], authoritative: Language, lock: &Lock) -> Vec<TextUnit> {
    let (sources, translations): (Vec<_>, Vec<_>) = files.iter_mut().partition(|file| file.language == authoritative);
    let mut translations: HashMap<&str, (&FrontMatter, &str, &mut bool)> = (translations.into_iter())
        .map(|file| {
            (
                file.name.as_str(),
                (&file.front, file.file.text.get(file.body.clone()).unwrap_or_default(), &mut file.stale),
            )
        })
        .collect();
    let mut list = Vec::new();
    for source in sources {
        let mut units = Units::of(&format!("{folder}/{}.md", source.name), authoritative, lock);
        let mut translation = translations.remove(source.name.as_str());
        let other = translation.as_ref().map(|(front, body, _)| (*front, *body));
        let texts = [
            ("title", Some(source.front.title.as_str()), other.map(|(front, _)| front.title.as_str())),
            (
                "description",
                source.front.description.as_deref(),
                other.and_then(|(front, _)| front.description.as_deref()),
            ),
            ("body", Some(source.body().trim()), other.map(|(_, body)| body.trim())),
        ];
        for (key, text, translated) in texts {
            let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
            let mut text = Text::new(text, authoritative, source.front.span.key(key));
            if let Some(translated) = translated.filter(|text| !text.is_empty()) {
                text = text.with_translation(translated, authoritative.other());
            }
            let above = units.enter(key);
            units.add(&mut text);
            units.leave(above);
            if let Some((_, _, stale)) = &mut translation {
                **stale |= text.stale;
            }
        }
        list.extend(units.into_list());
    }
    list
}

/// Where front matter and body lie: the first line is `---`, and so is the line that ends it.
#[must_use]
pub fn parts(text: &str) -> Option<(Range<usize>, Range<usize>)> {
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
    use super::parts;

    #[test]
    fn front_matter_ends_at_the_second_line_of_dashes() {
        let text = "---\ntitle: x\n---\n# Body\n---\n";
        let (front, body) = parts(text).unwrap();
        assert_eq!((&text[front], &text[body]), ("title: x\n", "# Body\n---\n"));
        assert_eq!(parts("---\r\na: b\r\n---\r\n").map(|(front, _)| front), Some(5..11));
        assert!(parts("# No front matter\n").is_none());
        assert!(parts("---\ntitle: never ends\n").is_none());
    }
}
