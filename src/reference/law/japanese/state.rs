//! What the parser knows at a place of a text.

use crate::reference::law::CitedLaw;
use crate::reference::law::name::{LawForm, LawNames, Names};
use crate::reference::law::place::LawPlace;

/// What a document said so far.
#[derive(Debug, Clone)]
pub struct Memory {
    /// What laws are called, in the document too.
    pub(super) names: Names,
    pub(super) said: Said,
}

impl Memory {
    pub fn new(names: &LawNames) -> Self {
        Self { names: names.japanese.clone(), said: Said::default() }
    }
}

/// What 同法, 同条 and so on mean.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    act: Option<CitedLaw>,
    order: Option<CitedLaw>,
    rule: Option<CitedLaw>,
    pub place: Option<(CitedLaw, LawPlace)>,
}

impl Said {
    /// The last law of a form.
    pub fn law(&mut self, form: LawForm) -> &mut Option<CitedLaw> {
        match form {
            LawForm::Act => &mut self.act,
            LawForm::Order => &mut self.order,
            LawForm::Rule => &mut self.rule,
        }
    }
}

/// Where the parser is in a sentence, or within a pair of brackets.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub said: Said,
    /// The law that the sentence named last.
    pub law: Option<CitedLaw>,
    pub before: Before,
    /// Where the words before this place begin, back to the last punctuation or citation.
    pub words: usize,
}

/// What stands right before a place.
#[derive(Debug, Clone, Default)]
pub(super) enum Before {
    /// Nothing that matters.
    #[default]
    Nothing,
    /// A word in kanji or katakana.
    Word,
    /// A law, and where its name begins, unless brackets stand between.
    Law(CitedLaw, Option<usize>),
    /// A citation, by its index among those that were found, with what joins it to this place.
    Citation(usize, Joint),
}

/// What joins two citations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// A separator is missing, or まで.
    Missing,
    /// 、又は, 及び and the like.
    Separator,
    /// から.
    Range,
}
