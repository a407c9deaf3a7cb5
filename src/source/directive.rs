//! `directives/<year>/`: the yearly directives, as the offices know them: a table of plan items, activities,
//! directives and remarks.

use jiff::civil::Date;

use super::record::{choice, record};
use super::values::{Id, Reference, Review, Text};

/// One edition: a folder of `directives/`.
#[derive(Debug, Clone)]
pub struct EditionFolder {
    /// The fiscal year, which is the name of the folder.
    pub year: i16,
    /// `edition.yaml`.
    pub edition: Edition,
    /// The other files, in the order of their names.
    pub parts: Vec<Part>,
}

record! {
    /// What holds for all parts of an edition.
    pub struct Edition as "edition.yaml" {
        /// The title of the document.
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
        /// What is to be looked at.
        pub review: Review,
    }
}

record! {
    /// A part: `I`, `II`, `III`.
    pub struct Part as "part" {
        /// Its id.
        pub id: Id,
        /// Its number as printed.
        pub number: String,
        /// Its title.
        pub title: Text,
        /// Its plan items.
        pub plan_items: Vec<PlanItem>,
    }
}

record! {
    /// An item of the medium-term plan: the first column of the table.
    pub struct PlanItem as "plan item" {
        /// Its id.
        pub id: Id,
        /// Its number as printed.
        pub number: String,
        /// Its title.
        pub title: Text,
        /// The target set for it (目標).
        pub target: Option<Duty>,
        /// Plan items below it.
        pub plan_items: Vec<PlanItem>,
        /// Activities below it.
        pub activities: Vec<Activity>,
        /// What is to be looked at.
        pub review: Review,
    }
}

choice! {
    /// What is new about an activity in this edition, printed behind its title in angle brackets.
    pub enum Mark {
        /// 内容の拡充.
        Expanded = "expanded",
        /// テーマ・内容の充実.
        ThemeEnriched = "theme-enriched",
        /// テーマ・内容等の充実.
        ThemeAndMoreEnriched = "theme-and-more-enriched",
    }
}

record! {
    /// An activity: the second column of the table.
    pub struct Activity as "activity" {
        /// Its id.
        pub id: Id,
        /// Its number as printed, where one is.
        pub number: Option<String>,
        /// Its title.
        pub title: Text,
        /// What is new about it.
        pub marks: Vec<Mark>,
        /// When and for whom it holds, where that is limited.
        pub applies: Option<Applies>,
        /// Topics that it concerns as a whole.
        pub topics: Vec<Id>,
        /// The activity that it repeats (再掲).
        pub restates: Option<Reference>,
        /// Where it stood before.
        pub moved_from: Vec<Reference>,
        /// The third column.
        pub directives: Vec<Directive>,
        /// The fourth column.
        pub remarks: Vec<Remark>,
        /// What is to be looked at.
        pub review: Review,
    }
}

record! {
    /// When and for whom something holds.
    pub struct Applies as "applies" {
        /// The first day.
        pub from: Option<Date>,
        /// The last day.
        pub until: Option<Date>,
        /// Which centers, in words.
        pub centers: Option<Text>,
        /// On what condition.
        pub condition: Option<Text>,
    }
}

record! {
    /// A directive: what the centers are told to do.
    pub struct Directive as "directive" {
        /// Its id; by default its position, as in `d3`.
        pub id: Option<Id>,
        /// What it says.
        pub text: Text,
        /// Its sub-items (ア, イ, …).
        pub items: Vec<SubItem>,
        /// The topics it concerns.
        pub topics: Vec<Id>,
        /// What must be done, and how much.
        pub duties: Vec<Duty>,
        /// The provision that it repeats (再掲).
        pub restates: Option<Reference>,
        /// Whether details follow in a later instruction (別途指示).
        pub deferred: bool,
        /// The notices it rests on.
        pub notices: Vec<Id>,
        /// When and for whom it holds, where that is limited.
        pub applies: Option<Applies>,
        /// What is to be looked at.
        pub review: Review,
    }
}

impl Directive {
    /// Its id as the `position`-th directive of its activity, counted from 1.
    #[must_use]
    pub fn id_at(&self, position: usize) -> String {
        self.id.as_ref().map_or_else(|| format!("d{position}"), |id| id.value.clone())
    }
}

record! {
    /// An item of a list within a directive.
    pub struct SubItem as "item" {
        /// Its id; by default its number, romanised.
        pub id: Option<Id>,
        /// Its number as printed.
        pub number: String,
        /// What it says.
        pub text: Text,
        /// The topics it concerns.
        pub topics: Vec<Id>,
        /// The provision that it repeats (再掲).
        pub restates: Option<Reference>,
        /// The notices it rests on.
        pub notices: Vec<Id>,
        /// What is to be looked at.
        pub review: Review,
    }
}

record! {
    /// A remark: what to mind in carrying out the directives of an activity.
    pub struct Remark as "remark" {
        /// Its id; by default its position, as in `r2`.
        pub id: Option<Id>,
        /// What it says.
        pub text: Text,
        /// The directives of the activity that it is about; none if it is about all.
        pub about: Vec<Id>,
        /// The topics it concerns.
        pub topics: Vec<Id>,
        /// What must be done, and how much.
        pub duties: Vec<Duty>,
        /// The provision that it repeats (再掲).
        pub restates: Option<Reference>,
        /// Whether details follow in a later instruction (別途指示).
        pub deferred: bool,
        /// The notices it rests on.
        pub notices: Vec<Id>,
        /// What is to be looked at.
        pub review: Review,
    }
}

impl Remark {
    /// Its id as the `position`-th remark of its activity, counted from 1.
    #[must_use]
    pub fn id_at(&self, position: usize) -> String {
        self.id.as_ref().map_or_else(|| format!("r{position}"), |id| id.value.clone())
    }
}

record! {
    /// What must be done, and how much of it.
    pub struct Duty as "duty" {
        /// Its id, which events name in `fulfils`.
        pub id: Id,
        /// What is done.
        pub action: Text,
        /// For whom.
        pub audience: Option<Text>,
        /// How the amount is meant.
        pub operator: Operator,
        /// How much.
        pub amount: Option<u32>,
        /// How large a share: 0.2 for 20 %.
        pub ratio: Option<f64>,
        /// Of what.
        pub unit: Option<Unit>,
        /// By whom or where each.
        pub per: Per,
        /// What the comparison is with.
        pub baseline: Option<Baseline>,
        /// Whether it is due only where somebody asks for it.
        pub on_request: bool,
    }
}

choice! {
    /// How an amount is meant.
    pub enum Operator {
        /// 以上.
        AtLeast = "at-least",
        /// 以下, …に限り.
        AtMost = "at-most",
        /// を超える.
        MoreThan = "more-than",
        /// 程度.
        About = "about",
    }
}

choice! {
    /// What is counted.
    pub enum Unit {
        /// 回.
        Times = "times",
        /// 件.
        Cases = "cases",
        /// 箇所.
        Places = "places",
    }
}

choice! {
    /// Who or where each has to reach the amount.
    pub enum Per {
        /// Every center.
        Center = "center",
        /// Every workplace.
        Workplace = "workplace",
        /// Every prefecture.
        Prefecture = "prefecture",
        /// All centers together.
        Nation = "nation",
    }
}

record! {
    /// What an amount is compared with.
    pub struct Baseline as "baseline" {
        /// The fiscal year.
        pub year: i16,
        /// Whether its plan or its result.
        pub of: Measure,
    }
}

choice! {
    /// What is taken of a fiscal year for comparison.
    pub enum Measure {
        /// What was planned.
        Plan = "plan",
        /// What was reached.
        Result = "result",
    }
}
