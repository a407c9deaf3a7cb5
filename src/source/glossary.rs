//! `glossary.yaml`: terms, how they are read, what else they are called.

use super::record::record;
use super::values::{Aliases, Id, Review, Text};

record! {
    /// A term.
    pub struct Term as "glossary term" {
        /// Its id.
        pub id: Id,
        /// The term.
        pub term: Text,
        /// Its reading in kana, for the order of the syllabary.
        pub reading: Option<String>,
        /// Other words for it.
        pub aliases: Option<Aliases>,
        /// What it means.
        pub definition: Option<Text>,
        /// The topics it belongs to.
        pub topics: Vec<Id>,
        /// Other terms to look at.
        pub see: Vec<Id>,
        /// What is to be looked at.
        pub review: Review,
    }
}
