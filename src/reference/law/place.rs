//! Places in a law: article, paragraph, item.

use std::fmt::Write as _;

use crate::text::Language;

/// A place in a law. Numbers are in ASCII digits, with a hyphen before each branch: 第66条の8の2 is `66-8-2`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LawPlace {
    /// In which of its parts.
    pub within: Within,
    /// The article (条).
    pub article: Option<String>,
    /// The paragraph (項).
    pub paragraph: Option<Division>,
    /// The item (号).
    pub item: Option<Division>,
    /// What an item is divided into: イ, イ(1).
    pub sub_item: Option<String>,
    /// A passage of the provision.
    pub passage: Option<Passage>,
}

/// A part of a law.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Within {
    /// Its main provisions (本則).
    #[default]
    Main,
    /// Its supplementary provisions (附則).
    Supplementary,
    /// An appended table (別表), with its number where it has one.
    Table(Option<String>),
}

/// One paragraph or item, or all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Division {
    /// That with this number.
    Number(String),
    /// Each of them (各項, 各号).
    Each,
}

/// A passage of a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passage {
    /// 前段.
    First,
    /// 後段.
    Second,
    /// 本文.
    Main,
    /// ただし書.
    Proviso,
    /// 柱書, what stands above the items.
    Lead,
}

impl Passage {
    const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
            Self::Main => "main",
            Self::Proviso => "proviso",
            Self::Lead => "lead",
        }
    }
}

/// What a law is divided into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Article,
    Paragraph,
    Item,
}

impl LawPlace {
    /// The place without what lies within its article, paragraph or item, where it has one.
    pub(super) fn up_to(&self, unit: Unit) -> Option<Self> {
        let place = Self { sub_item: None, passage: None, ..self.clone() };
        match unit {
            Unit::Article if self.article.is_some() => Some(Self { paragraph: None, item: None, ..place }),
            Unit::Paragraph if self.paragraph.is_some() => Some(Self { item: None, ..place }),
            Unit::Item if self.item.is_some() => Some(place),
            _ => None,
        }
    }

    /// What another paragraph or item, or an article, lies in.
    pub(super) fn around(&self, unit: Unit) -> Self {
        let place = Self { item: None, sub_item: None, passage: None, ..self.clone() };
        if unit == Unit::Item { place } else { Self { paragraph: None, ..place } }
    }

    /// The place in one word for tables and JSON, from outside to inside: `66-8-2(1)`, `41-2(1)(3)`, `41()(each)`,
    /// `supplementary 3`, `table 1`. An item without a paragraph stands behind empty brackets.
    #[must_use]
    pub fn label(&self) -> String {
        let mut label = match &self.within {
            Within::Main => String::new(),
            Within::Supplementary => "supplementary ".to_owned(),
            Within::Table(number) => format!("table {}", number.as_deref().unwrap_or_default()),
        };
        label.push_str(self.article.as_deref().unwrap_or_default());
        let number = |division: &Division| match division {
            Division::Number(number) => number.clone(),
            Division::Each => "each".to_owned(),
        };
        // Writing to a string cannot fail.
        if self.paragraph.is_some() || self.item.is_some() {
            let _ = write!(label, "({})", self.paragraph.as_ref().map(number).unwrap_or_default());
        }
        if let Some(item) = &self.item {
            let _ = write!(label, "({}{})", number(item), self.sub_item.as_deref().unwrap_or_default());
        }
        if let Some(passage) = self.passage {
            let _ = write!(label, " {}", passage.word());
        }
        label.trim().to_owned()
    }

    /// The place as it is cited: 第66条の8の2第1項, Article 66-8-2, paragraph 1.
    #[must_use]
    pub fn printed(&self, language: Language) -> String {
        match language {
            Language::Japanese => self.in_japanese(),
            Language::English => self.in_english(),
        }
    }

    fn in_japanese(&self) -> String {
        let branched = |number: &str, unit: char| -> String {
            let (stem, branches) = number.split_once('-').unwrap_or((number, ""));
            let branches = branches.split('-').filter(|branch| !branch.is_empty());
            std::iter::once(format!("第{stem}{unit}")).chain(branches.map(|branch| format!("の{branch}"))).collect()
        };
        let division = |division: &Option<Division>, unit: char| match division {
            Some(Division::Number(number)) => branched(number, unit),
            Some(Division::Each) => format!("各{unit}"),
            None => String::new(),
        };
        let within = match &self.within {
            Within::Main => String::new(),
            Within::Supplementary => "附則".to_owned(),
            Within::Table(number) => {
                format!("別表{}", number.as_ref().map(|number| format!("第{number}")).unwrap_or_default())
            }
        };
        let passage = self.passage.map_or("", |passage| match passage {
            Passage::First => "前段",
            Passage::Second => "後段",
            Passage::Main => "本文",
            Passage::Proviso => "ただし書",
            Passage::Lead => "柱書",
        });
        [
            within.as_str(),
            &self.article.as_ref().map(|number| branched(number, '条')).unwrap_or_default(),
            &division(&self.paragraph, '項'),
            &division(&self.item, '号'),
            self.sub_item.as_deref().unwrap_or_default(),
            passage,
        ]
        .concat()
    }

    fn in_english(&self) -> String {
        let division = |division: &Option<Division>, one: &str, each: &str| match division {
            Some(Division::Number(number)) => Some(format!("{one} {number}")),
            Some(Division::Each) => Some(each.to_owned()),
            None => None,
        };
        let within = match &self.within {
            Within::Main => None,
            Within::Supplementary => Some("Supplementary Provisions".to_owned()),
            Within::Table(number) => {
                Some(format!("Appended Table {}", number.as_deref().unwrap_or_default()).trim().to_owned())
            }
        };
        let passage = self.passage.map(|passage| match passage {
            Passage::First => "first sentence",
            Passage::Second => "second sentence",
            Passage::Main => "main text",
            Passage::Proviso => "proviso",
            Passage::Lead => "lead",
        });
        let item = division(&self.item, "item", "each item");
        let item = item.map(|item| format!("{item}{}", self.sub_item.as_deref().unwrap_or_default()));
        [
            within,
            self.article.as_ref().map(|number| format!("Article {number}")),
            division(&self.paragraph, "paragraph", "each paragraph"),
            item,
            passage.map(str::to_owned),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
    }

    /// The article, if it is one of the main provisions: only these have addresses in the law database.
    #[must_use]
    pub fn main_article(&self) -> Option<&str> {
        self.article.as_deref().filter(|_| self.within == Within::Main)
    }
}
