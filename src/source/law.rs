//! `laws.yaml` and `notices.yaml`: what provisions rest on.

use jiff::civil::Date;

use crate::diagnostic::{Expected, Problem};

use super::decode::{Decode, Decoder};
use super::node::Node;
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
        pub egov: Option<EgovId>,
        /// How its articles are named there.
        pub anchor: Option<ArticleAnchor>,
        /// The day it was promulgated.
        pub promulgated: Option<Date>,
        /// What is to be looked at.
        pub review: Review,
    }
}

impl Law {
    /// Its address in the law database e-Gov, by its permanent id there; with that of an article (`66-8-2`) where one is
    /// given.
    #[must_use]
    pub fn address(&self, article: Option<&str>) -> Option<String> {
        let law = format!("{}{}", EgovId::ADDRESS, self.egov.as_ref()?.0);
        Some(match article {
            Some(article) => format!("{law}#{}", self.article_anchor(article)),
            None => law,
        })
    }

    /// How e-Gov names an article of its main provisions: `Mp-At_66_8_2`.
    #[must_use]
    pub fn article_anchor(&self, article: &str) -> String {
        let form = self.anchor.as_ref().map_or(ArticleAnchor::SHORT, |anchor| &anchor.0);
        form.replace(ArticleAnchor::PLACE, &article.replace('-', "_"))
    }
}

/// The id of a law in the law database e-Gov: era and year, kind, number, as in `347AC0000000057`.
#[derive(Debug, Clone)]
pub struct EgovId(String);

impl EgovId {
    const ADDRESS: &'static str = "https://laws.e-gov.go.jp/law/";

    /// In characters (the law id of the e-Gov law API, version 2).
    const LENGTH: usize = 15;
}

impl Decode for EgovId {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let written = decoder.scalar(node, Expected::Text)?.trim();
        // The address in the browser ends with it.
        let id = written.strip_prefix(Self::ADDRESS).unwrap_or(written);
        let is_id = id.len() == Self::LENGTH
            && id.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
            && id.bytes().take(3).all(|byte| byte.is_ascii_digit());
        if is_id {
            Some(Self(id.to_owned()))
        } else {
            decoder.error(Problem::InvalidEgovId { value: written.to_owned() }, &node.span)
        }
    }
}

/// The form of the anchors of articles in the law database, with `{article}` for the number.
#[derive(Debug, Clone)]
pub struct ArticleAnchor(String);

impl ArticleAnchor {
    const PLACE: &'static str = "{article}";

    /// The form that needs no chapter.
    const SHORT: &'static str = "Mp-At_{article}";
}

impl Decode for ArticleAnchor {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let form = decoder.scalar(node, Expected::Text)?.trim();
        let others = form.replacen(Self::PLACE, "", 1);
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if form.contains(Self::PLACE) && others.bytes().all(is_allowed) {
            Some(Self(form.to_owned()))
        } else {
            decoder.error(Problem::InvalidAnchor { value: form.to_owned() }, &node.span)
        }
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
