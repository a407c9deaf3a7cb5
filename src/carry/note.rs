//! What carrying over is not sure of, as notes of review.

use crate::exchange::Yaml;
use crate::text::Language;
use crate::text::calendar::fiscal_year;

/// Something that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Taken for a provision of the former edition that is not much alike.
    Alike {
        /// The id of that provision.
        former: String,
        /// How alike, in percent.
        percent: u32,
    },
    /// The text lost emphasis or links, for the document has none.
    Markup,
    /// The words of the duty were a person's, and the sentence that they were made from changed.
    Action {
        /// The id of the duty.
        duty: String,
    },
    /// The document states a duty that a person had left out of the former edition.
    LeftOut {
        /// The id of the duty.
        duty: String,
    },
    /// The directive that a remark was about is gone.
    About {
        /// Its id.
        id: String,
    },
    /// The document seems to repeat something else.
    Restates {
        /// The reference that was kept.
        kept: String,
        /// What the document seems to repeat.
        found: String,
    },
    /// The provision that is repeated is gone.
    RestatedGone {
        /// The reference.
        reference: String,
    },
    /// The text names the fiscal year of the former edition.
    Year {
        /// The year.
        year: i16,
    },
    /// Marked as new in the former edition.
    Mark {
        /// The year of that edition.
        year: i16,
    },
    /// Its last day lies before the new edition.
    Ended,
}

impl Note {
    /// What to look at, in English and Japanese.
    #[must_use]
    pub fn say(&self) -> (String, String) {
        let say = |english: &str, japanese: &str| (english.to_owned(), japanese.to_owned());
        match self {
            Self::Alike { former, percent } => (
                format!("taken for {former} of the former edition, {percent} % alike: is it the same?"),
                format!("前の版の {former} に当たるとした（一致 {percent} %）。同じものか"),
            ),
            Self::Markup => say(
                "the text changed; the emphasis or links of the former one are gone: are they needed?",
                "本文が変わり、前の強調やリンクがなくなった。付け直すか",
            ),
            Self::Action { duty } => (
                format!("the sentence changed: are the words of the duty {duty} still right?"),
                format!("文が変わった。義務 {duty} の action は今のままでよいか"),
            ),
            Self::LeftOut { duty } => (
                format!("the duty {duty} was recognised; in the former edition there is none: is it one?"),
                format!("義務 {duty} を読み取った。前の版にはない。義務でよいか"),
            ),
            Self::About { id } => (
                format!("the remark was about {id}, which is gone: what is it about?"),
                format!("留意点の対象だった {id} がなくなった。何についての留意点か"),
            ),
            Self::Restates { kept, found } => (
                format!("restates {kept}, as before; the document may mean {found}"),
                format!("再掲の元を前と同じ {kept} とした。{found} かもしれない"),
            ),
            Self::RestatedGone { reference } => (
                format!("restated {reference}, which is gone: what is repeated?"),
                format!("再掲の元だった {reference} がなくなった。何の再掲か"),
            ),
            Self::Year { year } => (
                format!("names the fiscal year {year}: does it hold in the new edition?"),
                format!("{}とある。新しい版でもそのままでよいか", fiscal_year(*year, Language::Japanese)),
            ),
            Self::Mark { year } => (
                format!("marked as new in {}: is it so in the new edition?", fiscal_year(*year, Language::English)),
                format!("{}の版での印である。新しい版でも付けるか", fiscal_year(*year, Language::Japanese)),
            ),
            Self::Ended => say(
                "its last day lies before the new edition: is it to stay?",
                "最終日が新しい版の始まりより前である。残すか",
            ),
        }
    }

    /// The note as a value of `review`.
    #[must_use]
    pub fn yaml(&self) -> Yaml {
        let (english, japanese) = self.say();
        Yaml::Mapping(vec![("ja".into(), Yaml::Text(japanese)), ("en".into(), Yaml::Text(english))])
    }
}
