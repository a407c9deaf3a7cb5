//! Articles of laws that a text cites: 安衛法第66条の8第1項.
//!
//! Recognised are a law by its name or abbreviation, 同法 for the law before, and the articles that follow it, also in a
//! list (第66条の8第1項又は第66条の8の2第1項).

use unicode_normalization::UnicodeNormalization as _;

/// A name by which a law is cited.
#[derive(Debug, Clone)]
pub struct LawName {
    /// The name or abbreviation in Japanese.
    pub name: String,
    /// The law, as an index of a list.
    pub law: usize,
}

/// An article that is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The law, as an index of the same list.
    pub law: usize,
    /// The number of the article with its branches: `66-8-2`.
    pub article: String,
    /// The number of the paragraph.
    pub paragraph: Option<String>,
}

impl Citation {
    /// The names under which the search finds it: the article, and its paragraph.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let article = format!("§{}:{}", self.law, self.article);
        let paragraph = self.paragraph.as_ref().map(|paragraph| format!("{article}:{paragraph}"));
        std::iter::once(article).chain(paragraph).collect()
    }
}

/// The articles that a Japanese text cites, in order.
///
/// ```
/// use shirube::text::citation::{LawName, cited};
/// let laws = [LawName { name: "安衛法".into(), law: 0 }];
/// let articles: Vec<String> = cited("安衛法第66条の8第1項又は第66条の8の2、同法第100条", &laws)
///     .into_iter().flat_map(|citation| citation.keys()).collect();
/// assert_eq!(articles, ["§0:66-8", "§0:66-8:1", "§0:66-8-2", "§0:100"]);
/// ```
#[must_use]
pub fn cited(text: &str, laws: &[LawName]) -> Vec<Citation> {
    let text: String = text.nfkc().collect();
    let mut citations: Vec<Citation> = Vec::new();
    // The law that articles belong to here, and the one that 同法 means.
    let mut current: Option<usize> = None;
    let mut last: Option<usize> = None;
    let mut depth = 0_u32;
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let named = laws.iter().filter(|law| rest.starts_with(law.name.as_str())).max_by_key(|law| law.name.len());
        if let Some(law) = named {
            (current, last) = (Some(law.law), Some(law.law));
            rest = &rest[law.name.len()..];
            continue;
        }
        match first {
            '同' if rest.starts_with("同法") || rest.starts_with("同則") => current = last,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            // A new sentence names its law anew; what is said in brackets is no sentence of its own.
            '。' if depth == 0 => current = None,
            _ => {}
        }
        if let (Some(law), Some((article, paragraph, after))) = (current, article(rest)) {
            citations.push(Citation { law, article, paragraph });
            rest = after;
            continue;
        }
        rest = &rest[first.len_utf8()..];
    }
    citations
}

/// 第N条のM…第K項 at the beginning of a text, and what follows.
fn article(text: &str) -> Option<(String, Option<String>, &str)> {
    let (number, rest) = figure(text.strip_prefix('第')?)?;
    let mut rest = rest.strip_prefix('条')?;
    let mut article = number;
    while let Some((branch, after)) = rest.strip_prefix('の').and_then(figure) {
        article = format!("{article}-{branch}");
        rest = after;
    }
    let paragraph =
        rest.strip_prefix('第').and_then(figure).and_then(|(number, after)| Some((number, after.strip_prefix('項')?)));
    Some(match paragraph {
        Some((number, after)) => (article, Some(number), after),
        None => (article, None, rest),
    })
}

fn figure(text: &str) -> Option<(String, &str)> {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| (text[..end].to_owned(), &text[end..]))
}
