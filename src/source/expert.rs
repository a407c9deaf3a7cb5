//! `experts.csv`: whom a center can name.

use jiff::civil::Date;

use super::record::{choice, record};
use super::values::{Id, Text};

record! {
    /// A person or institution that helps with some topics.
    pub struct Expert as "expert" {
        /// Its id within the center.
        pub id: Id,
        /// The topics it serves.
        pub topics: Vec<Id>,
        /// Person or institution.
        pub kind: ExpertKind,
        /// Its name.
        pub name: Text,
        /// The reading of the name in kana.
        pub reading: Option<String>,
        /// Where a person works.
        pub organisation: Option<Text>,
        /// What it is qualified for.
        pub qualification: Option<Text>,
        /// Telephone number, e-mail or web address.
        pub contact: Option<String>,
        /// Tags of the languages it speaks.
        pub languages: Vec<String>,
        /// The day on which the entry was last found right.
        pub verified_on: Option<Date>,
        /// Who may see the entry.
        pub visibility: Visibility,
        /// A note for the staff of the center; never published.
        pub note: Option<String>,
    }
}

choice! {
    /// What an expert is.
    pub enum ExpertKind {
        /// A person.
        Person = "person",
        /// An institution.
        Institution = "institution",
    }
}

choice! {
    /// Who may see an entry.
    pub enum Visibility {
        /// Everybody.
        Public = "public",
        /// Who asks the center; the page shows how many there are.
        OnRequest = "on-request",
        /// The staff of the center; it leaves no trace in the site.
        Internal = "internal",
    }
}
