//! `laws.yaml` and `notices.yaml`: what provisions rest on.

use jiff::civil::Date;

use super::record::{choice, record};
use super::values::{Id, Review, Text, Url};

record! {
    /// A law or ordinance.
    pub struct Law as "law" {
        /// Its id.
        pub id: Id,
        /// Its name.
        pub name: Text,
        /// Its usual abbreviation.
        pub abbreviation: Option<Text>,
        /// Its number, as in 昭和47年法律第57号.
        pub number: Option<Text>,
        /// Its id in the law database e-Gov.
        pub egov: Option<String>,
        /// The day it was promulgated.
        pub promulgated: Option<Date>,
        /// What is to be looked at.
        pub review: Review,
    }
}

record! {
    /// A notice, guideline, plan or other document that is no law.
    pub struct Notice as "notice" {
        /// Its id.
        pub id: Id,
        /// Its name.
        pub name: Text,
        /// What it is.
        pub kind: NoticeKind,
        /// Its date.
        pub date: Option<Date>,
        /// Its number, as in 基発第0317008号.
        pub number: Option<Text>,
        /// Who issued it.
        pub issuer: Option<Text>,
        /// Where it is.
        pub url: Option<Url>,
        /// What is to be looked at.
        pub review: Review,
    }
}

choice! {
    /// What kind of document a notice is.
    pub enum NoticeKind {
        /// 通達.
        Notice = "notice",
        /// 指針, ガイドライン.
        Guideline = "guideline",
        /// 計画, 対策.
        Plan = "plan",
        /// 告示, 公示.
        PublicNotice = "public-notice",
        /// 事務連絡.
        Communication = "communication",
        /// マニュアル, 要領.
        Manual = "manual",
        /// 法令の改正.
        Amendment = "amendment",
        /// 白書, 報告書.
        Report = "report",
    }
}
