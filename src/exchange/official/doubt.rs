//! What the import is not sure of, said to the person who reviews it.

/// Something that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// A paragraph without number or bullet was taken as part of the item before it.
    Paragraph,
    /// What follows a page break was taken as an item of its own.
    BehindBreak,
    /// A sentence without bullet among bullets was taken as an item of its own.
    NoBullet,
    /// A text ends in mid-sentence.
    OpenEnd,
    /// A bullet stands in mid-sentence.
    BulletInSentence,
    /// A number is not the one that should follow.
    Number {
        /// The number as printed.
        number: String,
    },
    /// Words in angle brackets behind a title that are no known mark.
    Mark {
        /// The words.
        words: String,
    },
    /// A heading that may go on in the next row.
    Heading,
    /// 再掲, linked to a provision of other words.
    Restates {
        /// The reference.
        to: String,
    },
    /// 再掲, and nothing that it could repeat.
    RestatesNothing,
    /// A duty of which the text does not say who has to meet it.
    Per {
        /// Who was assumed.
        per: &'static str,
    },
    /// A figure with a unit that was not understood as a duty.
    Figure {
        /// The figure as printed.
        figure: String,
    },
    /// Letters with a blank in between.
    Blank {
        /// The letters.
        letters: String,
    },
    /// A line outside of the columns.
    Stray,
    /// A notice that notices.yaml does not list.
    Notice {
        /// Its name or number.
        name: String,
    },
    /// A law that laws.yaml does not list.
    Law {
        /// Its name.
        name: String,
    },
    /// A term that glossary.yaml does not list.
    Term {
        /// The term.
        term: String,
    },
    /// Clauses of different force in one text.
    Force,
    /// A line that begins like a numbered clause and was taken as the rest of a sentence.
    NotANumber {
        /// How it begins.
        number: String,
    },
    /// A clause that holds for several cases, of which not all were taken over.
    Cases,
    /// A heading that may be a text.
    LongHeading,
    /// A row names an id that a row above has already, as copied rows do.
    Copied {
        /// The id.
        id: String,
    },
    /// A clause that says in other words what it said before.
    Reworded,
}

/// How notes end that say what a list does not have.
const NOT_LISTED: [&str; 3] = ["が notices.yaml にない", "が laws.yaml にない", "が glossary.yaml にない"];

impl Doubt {
    /// Whether a note, in Japanese, is about what a list does not have.
    pub(super) fn is_of_lists(note: &str) -> bool {
        NOT_LISTED.iter().any(|end| note.ends_with(end))
    }

    /// What to look at, in English and Japanese.
    #[must_use]
    pub fn say(&self) -> (String, String) {
        let say = |english: &str, japanese: &str| (english.to_owned(), japanese.to_owned());
        match self {
            Self::Paragraph => say(
                "taken as a further paragraph of this item: is it one of its own?",
                "この項目の次の段落とした。独立の項目ではないか",
            ),
            Self::BehindBreak => say(
                "begins behind a page break: is it an item of its own?",
                "ページの変わり目で始まる。独立の項目でよいか",
            ),
            Self::NoBullet => say(
                "has no bullet, while its neighbours have one: is it an item of its own?",
                "前後の項目にある「・」がない。独立の項目でよいか",
            ),
            Self::OpenEnd => say("ends in mid-sentence: is it whole?", "文の途中で終わっている。欠けた部分はないか"),
            Self::BulletInSentence => say(
                "the item before ends in mid-sentence: is this one of its own?",
                "前の項目が文の途中で終わる。独立の項目でよいか",
            ),
            Self::Number { number } => (
                format!("the number {number} is not the one that follows"),
                format!("番号「{number}」が前の番号に続かない"),
            ),
            Self::Mark { words } => (
                format!("“{words}” is no known mark; it stayed in the title"),
                format!("「{words}」は既知の印ではないため、題名に残した"),
            ),
            Self::Heading => say(
                "joined with the row before: is it a heading that runs on?",
                "前の行の見出しの続きとした。そのとおりか",
            ),
            Self::Restates { to } => (
                format!("linked to {to}, whose words differ: is it this that is repeated?"),
                format!("再掲の元を {to} とした。文言が異なる。そのとおりか"),
            ),
            Self::RestatesNothing => {
                say("is said to be repeated, but nothing like it was found", "再掲とあるが、元の記載が見つからない")
            }
            Self::Per { per } => (
                format!("the text does not say clearly who has to reach the amount; `per: {per}` was assumed"),
                format!("数量を満たすべき主体が明らかでない。per: {per} とした"),
            ),
            Self::Figure { figure } => (
                format!("“{figure}” was not understood as a duty"),
                format!("「{figure}」を義務の数量として読み取れなかった"),
            ),
            Self::Blank { letters } => (format!("is “{letters}” one word?"), format!("「{letters}」は一語ではないか")),
            Self::Stray => say("stands outside of the columns of the table", "表の外に書かれている"),
            Self::Notice { name } => (
                format!("cites “{name}”, which notices.yaml does not list"),
                format!("引用されている「{name}」{}", NOT_LISTED[0]),
            ),
            Self::Law { name } => (
                format!("names the law “{name}”, which laws.yaml does not list"),
                format!("法令「{name}」{}", NOT_LISTED[1]),
            ),
            Self::Term { term } => (
                format!("defines “{term}”, which glossary.yaml does not list"),
                format!("定義されている「{term}」{}", NOT_LISTED[2]),
            ),
            Self::Force => say(
                "its sentences differ in force; that of the first was taken",
                "文によって拘束力が異なる。最初のものを採った",
            ),
            Self::NotANumber { number } => (
                format!("a line begins with “{number}” and was taken as the rest of a sentence"),
                format!("「{number}」で始まる行を文の続きとした"),
            ),
            Self::Cases => say(
                "names several cases, of which `applies_to` has not all",
                "複数の場合が書かれており、applies_to はその全てではない",
            ),
            Self::Copied { id } => (
                format!("its row has the id {id}, as one above has: taken as a copy, with an id of its own"),
                format!("この行のID「{id}」は上の行にもある。写しとみなし、新しいIDを付けた"),
            ),
            Self::Reworded => say(
                "the wording is new; topics and translation are those of the former one: do they still fit?",
                "文言が変わった。トピックと訳は前の文言のもの。このままでよいか",
            ),
            Self::LongHeading => say("long for a heading: is it a text?", "見出しとしては長い。本文ではないか"),
        }
    }
}
