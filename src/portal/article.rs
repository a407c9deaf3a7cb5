//! Pages and news: Markdown files paired by name.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostics, Problem, Span};
use crate::source::MarkdownFile;
use crate::text::Language;

use super::index::Index;
use super::{CenterKey, TopicKey};

/// A page or news item in the languages that it is written in.
#[derive(Debug)]
pub struct Article {
    /// The last segments of its address.
    pub name: String,
    /// The center it belongs to.
    pub center: Option<CenterKey>,
    /// The date of a news item.
    pub date: Option<Date>,
    /// The topics it concerns.
    pub topics: Vec<TopicKey>,
    /// Its place in the menu.
    pub order: Option<u32>,
    versions: [Option<MarkdownFile>; 2],
}

impl Article {
    /// The version in `language`, or the other one. Articles have at least one.
    #[must_use]
    pub fn version(&self, language: Language) -> Option<&MarkdownFile> {
        let [japanese, english] = &self.versions;
        match language {
            Language::Japanese => japanese.as_ref().or(english.as_ref()),
            Language::English => english.as_ref().or(japanese.as_ref()),
        }
    }

    /// Pairs the files that have the same name, in the order of the names.
    pub(super) fn pair(
        files: Vec<MarkdownFile>,
        center: Option<CenterKey>,
        topics: &Index<TopicKey>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Self> {
        let mut articles: BTreeMap<String, Self> = BTreeMap::new();
        for file in files {
            let file_topics = topics.resolve_all(&file.front.topics, diagnostics);
            let article = articles.entry(file.name.clone()).or_insert_with(|| Self {
                name: file.name.clone(),
                center,
                date: None,
                topics: Vec::new(),
                order: None,
                versions: [None, None],
            });
            article.date = article.date.or(file.front.date);
            article.order = article.order.or(file.front.order);
            if article.topics.is_empty() {
                article.topics = file_topics;
            }
            let slot = usize::from(file.language == Language::English);
            if article.versions[slot].is_some() {
                let problem = Problem::AddressTaken { address: format!("{}/", file.name), by_portal: false };
                diagnostics.error(problem, &Span::file(&file.file));
            }
            article.versions[slot] = Some(file);
        }
        articles.into_values().collect()
    }
}
