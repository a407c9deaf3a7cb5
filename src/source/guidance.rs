//! `guidance/`: documents of nested numbered clauses.

use jiff::civil::Date;

use crate::diagnostic::{Diagnostics, Problem, RecordKind};

use super::record::{choice, record};
use super::values::{Id, Reference, Review, Text};

record! {
    /// A guidance document, or the file that opens it.
    pub struct Guidance as "guidance" {
        /// Its id.
        pub id: Id,
        /// Its title.
        pub title: Text,
        /// The day it was issued.
        pub issued: Option<Date>,
        /// Who issued it.
        pub issuer: Option<Text>,
        /// What its wording rests on.
        pub source: Option<Text>,
        /// The day of the last change in this portal.
        pub updated: Option<Date>,
        /// Its clauses.
        pub clauses: Vec<Clause>,
        /// What is to be looked at.
        pub review: Review,
    }
}

record! {
    /// A further file of a guidance document.
    pub struct Continuation as "continuation of a guidance" {
        /// The number of the clause of the first level that it continues; of the document if absent.
        pub under: Option<String>,
        /// Its clauses.
        pub clauses: Vec<Clause>,
    }
}

impl Guidance {
    /// Appends the clauses of a further file to the document, or to the clause, that it continues.
    pub(crate) fn go_on(&mut self, more: Continuation, diagnostics: &mut Diagnostics) {
        let target: Option<&mut Vec<Clause>> = match &more.under {
            None => Some(&mut self.clauses),
            Some(number) => self
                .clauses
                .iter_mut()
                .find(|clause| clause.number.as_deref() == Some(number))
                .map(|clause| &mut clause.clauses),
        };
        let Some(clauses) = target else {
            let span = more.span.key("under");
            let id = more.under.unwrap_or_default();
            diagnostics.error(Problem::UnknownRecord { kind: RecordKind::Provision, id, nearest: None }, &span);
            return;
        };
        clauses.extend(more.clauses);
    }
}

record! {
    /// A clause, or an unnumbered heading with clauses below it.
    pub struct Clause as "clause" {
        /// Its number as printed.
        pub number: Option<String>,
        /// The id of an unnumbered heading.
        pub group: Option<Id>,
        /// Whether numbering runs on through an unnumbered heading.
        pub continues: bool,
        /// Its heading.
        pub heading: Option<Text>,
        /// What stands before its sub-clauses.
        pub text: Option<Text>,
        /// What stands after its sub-clauses.
        pub closing: Option<Text>,
        /// How binding it is.
        pub force: Option<Force>,
        /// To which cases it applies.
        pub applies_to: Option<AppliesTo>,
        /// By when, or how often: 遅滞なく, 6月以内ごとに1回.
        pub deadline: Option<Text>,
        /// What it asks for, where one force for the whole clause does not say it.
        pub measures: Vec<ClauseMeasure>,
        /// The topics it concerns.
        pub topics: Vec<Id>,
        /// The notices it rests on.
        pub notices: Vec<Id>,
        /// Where it stood before.
        pub moved_from: Vec<Reference>,
        /// Its sub-clauses.
        pub clauses: Vec<Clause>,
        /// What is to be looked at.
        pub review: Review,
    }
}

record! {
    /// One of several things that a clause asks for, each in its own cases and with its own force.
    pub struct ClauseMeasure as "measure" {
        /// What is asked for; the text of the clause if absent.
        pub what: Option<Text>,
        /// How binding it is.
        pub force: Force,
        /// To which of the cases of the clause it applies.
        pub applies_to: Option<AppliesTo>,
        /// By when, or how often; as the clause says if absent.
        pub deadline: Option<Text>,
    }
}

choice! {
    /// How binding a clause is.
    pub enum Force {
        /// しなければならない, するものとする.
        Must = "must",
        /// 努めるものとする.
        Endeavour = "endeavour",
        /// 望ましい, 適当である.
        Desirable = "desirable",
        /// できる.
        May = "may",
    }
}

record! {
    /// To which cases a clause applies.
    pub struct AppliesTo as "applies_to" {
        /// Which workers.
        pub workers: Vec<Workers>,
        /// Which of these workers not, because other clauses are made for them.
        pub except: Vec<Workers>,
        /// What overtime, in hours a month.
        pub overtime: Option<Overtime>,
        /// Whether the worker applied for it.
        pub application: Option<bool>,
        /// Workplaces with fewer employees than this.
        pub employees_below: Option<u32>,
        /// Workplaces with at least as many employees as this.
        pub employees_from: Option<u32>,
        /// Whether night work is done.
        pub night_work: Option<bool>,
        /// Whether the stress check found high stress.
        pub high_stress: Option<bool>,
    }
}

choice! {
    /// A category of workers that working-time law treats apart.
    pub enum Workers {
        /// Everybody.
        All = "all",
        /// Everybody but those under the highly professional system.
        General = "general",
        /// Those who research and develop (Labour Standards Act, Article 36, paragraph 11).
        ResearchAndDevelopment = "research-and-development",
        /// Those under the highly professional system (Labour Standards Act, Article 41-2).
        HighlyProfessional = "highly-professional",
        /// Those who regularly work at night.
        NightWorkers = "night-workers",
        /// Those under discretionary working hours.
        Discretionary = "discretionary",
        /// Managers and supervisors (Labour Standards Act, Article 41).
        Managers = "managers",
    }
}

record! {
    /// A range of overtime, in hours a month.
    pub struct Overtime as "overtime" {
        /// More than this.
        pub over: Option<u32>,
        /// Not more than this.
        pub up_to: Option<u32>,
    }
}
