//! Documents and their provisions: the one tree into which directives and guidance are lowered.

use jiff::civil::Date;

use crate::diagnostic::Span;
use crate::source::{Applies, AppliesTo, ClauseMeasure, Duty, Force, Mark, Text};

use super::{NoticeKey, TopicKey};

/// A numbered document: an edition of the directives, or a guidance.
#[derive(Debug)]
pub struct Document {
    /// `directives/2023`, `guidance/overwork`: its address, and the beginning of the ids of its provisions.
    pub path: String,
    /// What it is.
    pub kind: DocumentKind,
    /// Its title.
    pub title: Text,
    /// The first day it is in force.
    pub from: Option<Date>,
    /// The last day it is in force.
    pub until: Option<Date>,
    /// The day it was issued.
    pub issued: Option<Date>,
    /// Who issued it.
    pub issuer: Option<Text>,
    /// What its wording rests on.
    pub source: Option<Text>,
    /// The day of the last change in this portal.
    pub updated: Option<Date>,
    /// The provisions of the first level.
    pub children: Vec<ProvisionKey>,
    /// Where it is written.
    pub span: Span,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// The directives of a fiscal year.
    Directives {
        /// The fiscal year.
        year: i16,
    },
    /// Guidance to employers.
    Guidance,
}

/// Names a provision of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProvisionKey(pub(super) u32);

impl ProvisionKey {
    /// That of the first provision of the portal.
    pub const FIRST: Self = Self(0);
}

/// A numbered piece of a document, or an unnumbered heading.
#[derive(Debug)]
pub struct Provision {
    /// The document it belongs to, as an index of [`super::Portal::documents`].
    pub document: usize,
    /// What it stands under.
    pub parent: Option<ProvisionKey>,
    /// What stands under it.
    pub children: Vec<ProvisionKey>,
    /// What it is.
    pub kind: ProvisionKind,
    /// Its id within the document: `employer-seminars/d1`, `5/2/u/a/b`.
    pub id: String,
    /// Whether the content gives it that id; otherwise it is made from its position or number.
    pub has_own_id: bool,
    /// The page that shows it, without language: `directives/2023/employer-seminars/`.
    pub page: String,
    /// Its place on that page; empty where the page is its own.
    pub anchor: String,
    /// Its number as printed.
    pub number: Option<String>,
    /// Its heading.
    pub heading: Option<Text>,
    /// What it says, before its children.
    pub text: Option<Text>,
    /// What it says after its children.
    pub closing: Option<Text>,
    /// How binding it is.
    pub force: Option<Force>,
    /// To which cases it applies.
    pub applies_to: Option<AppliesTo>,
    /// By when, or how often.
    pub deadline: Option<Text>,
    /// What it asks for, where one force for the whole does not say it.
    pub measures: Vec<ClauseMeasure>,
    /// When and for whom it holds.
    pub applies: Option<Applies>,
    /// What is new about it.
    pub marks: Vec<Mark>,
    /// What must be done, and how much.
    pub duties: Vec<Duty>,
    /// Whether details follow in a later instruction.
    pub deferred: bool,
    /// The topics it concerns.
    pub topics: Vec<TopicKey>,
    /// The notices it rests on.
    pub notices: Vec<NoticeKey>,
    /// The provision that it repeats.
    pub restates: Option<ProvisionKey>,
    /// The directives that a remark is about.
    pub about: Vec<ProvisionKey>,
    /// Where it stood before, each with the path of its document: `directives/2022/gauging`.
    pub moved_from: Vec<String>,
    /// Where it is written.
    pub span: Span,
}

impl Provision {
    /// Whether it has a page of its own.
    #[must_use]
    pub fn has_page(&self) -> bool {
        self.anchor.is_empty()
    }

    /// Its number from the top of its document, where `above` is that of what it stands under. Directives and remarks have
    /// none in print; they are named by their place, as in `III-3-① d4`.
    #[must_use]
    pub fn number_below(&self, above: &str) -> String {
        let own = self.number.as_deref().unwrap_or_default();
        match self.kind {
            ProvisionKind::Directive | ProvisionKind::Remark => {
                let own = if own.is_empty() { self.anchor.as_str() } else { own };
                format!("{above} {own}")
            }
            ProvisionKind::PlanItem if !own.starts_with(['(', '（']) && !above.is_empty() => format!("{above}-{own}"),
            ProvisionKind::Activity if !own.is_empty() && !above.is_empty() => format!("{above}-{own}"),
            _ => format!("{above}{own}"),
        }
    }
}

/// What a provision is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProvisionKind {
    /// A part of the directives.
    Part,
    /// An item of the medium-term plan.
    PlanItem,
    /// An activity.
    Activity,
    /// A directive.
    Directive,
    /// An item of a list within a directive.
    SubItem,
    /// A remark.
    Remark,
    /// A numbered clause.
    Clause,
    /// An unnumbered heading.
    Group,
}

impl ProvisionKind {
    /// The word that stands for it in locale files, style sheets and JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::PlanItem => "plan-item",
            Self::Activity => "activity",
            Self::Directive => "directive",
            Self::SubItem => "sub-item",
            Self::Remark => "remark",
            Self::Clause => "clause",
            Self::Group => "group",
        }
    }
}
