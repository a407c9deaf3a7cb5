//! Everything that can be wrong.

use crate::text::Language;

use super::{CatalogueFault, ImportFault, ImportNote, TableFault, YamlFault, english, japanese};

/// The kinds of records that others refer to by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    /// An entry of topics.yaml.
    Topic,
    /// An entry of notices.yaml.
    Notice,
    /// A duty of a directive.
    Duty,
    /// An entry of glossary.yaml.
    GlossaryTerm,
    /// A part, plan item, activity, directive, remark or clause.
    Provision,
    /// An edition of the directives.
    Edition,
    /// A center.
    Center,
}

impl RecordKind {
    /// The section of the portal that holds them, by which a whole file of them is noted as lost.
    #[must_use]
    pub const fn section(self) -> &'static str {
        match self {
            Self::Topic => "topics",
            Self::Notice => "notices",
            Self::Duty => "duties",
            Self::GlossaryTerm => "glossary",
            Self::Provision => "provisions",
            Self::Edition => "directives",
            Self::Center => "centers",
        }
    }
}

/// Values, each with other words for it.
pub type Synonyms = &'static [(&'static str, &'static [&'static str])];

/// What is wrong. The doc comment of each variant says when it arises; [`Problem::message`] and [`Problem::hint`] say
/// it to the user, in English or Japanese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A record has a key that the content reference does not list.
    UnknownKey {
        /// The key as written.
        key: String,
        /// The known key that was probably meant.
        nearest: Option<String>,
        /// All keys that the record may have.
        known: &'static [&'static str],
    },
    /// A record lacks a key that it must have.
    MissingKey {
        /// The key.
        key: &'static str,
        /// The kind of record, in the words of the content reference.
        record: &'static str,
    },
    /// A row of a table lacks a value that it must have.
    EmptyCell {
        /// The column, without the language behind it.
        column: &'static str,
    },
    /// A value is of another kind than its key asks for.
    WrongType {
        /// What is asked for.
        expected: Expected,
        /// What is there.
        found: Found,
    },
    /// A value is none of those that its key allows.
    UnknownValue {
        /// The value as written.
        value: String,
        /// The values allowed.
        allowed: &'static [&'static str],
        /// Of a table, each of them with the Japanese words that may stand for it; else nothing.
        in_tables: Synonyms,
    },
    /// A value is there but empty.
    EmptyText,
    /// A text is not given in the authoritative language.
    MissingText {
        /// The authoritative language.
        language: Language,
    },
    /// A text has a character in it that no reader can see, as word processors leave them behind.
    ControlCharacter,
    /// An id has other characters than lower-case letters, digits and hyphens, or too many.
    InvalidId {
        /// The id as written.
        id: String,
    },
    /// A printed number has nothing in it that could stand in an address.
    InvalidNumber {
        /// The number as written.
        number: String,
    },
    /// A reference is not made of ids, or begins with a language.
    InvalidReference {
        /// The reference as written.
        value: String,
    },
    /// Two records of the same kind, or two provisions of one document, have the same id.
    DuplicateId {
        /// The id.
        id: String,
        /// File and line of the first one.
        first: String,
    },
    /// An id names no record of its kind.
    UnknownRecord {
        /// What should be there.
        kind: RecordKind,
        /// The id or reference as written.
        id: String,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// A date that the calendar does not have, or in another form.
    InvalidDate {
        /// The value as written.
        value: String,
        /// Whether the time of the day is asked for too.
        with_time: bool,
    },
    /// A date after the date that it should precede.
    DatesReversed {
        /// The earlier key.
        from: String,
        /// The later key.
        until: String,
    },
    /// A number outside of what its key allows.
    OutOfRange {
        /// The value as written.
        value: String,
        /// The least allowed.
        least: u32,
        /// The greatest allowed.
        greatest: u32,
    },
    /// An address that is no absolute http or https address.
    InvalidUrl {
        /// The value as written.
        value: String,
    },
    /// Degrees that do not lie in Japan.
    Coordinates {
        /// The value as written.
        value: String,
        /// Whether they would as the other of latitude and longitude.
        swapped: bool,
    },
    /// A colour that is not written as `#rrggbb`.
    InvalidColour {
        /// The value as written.
        value: String,
    },
    /// A form of anchors that has no place for the number of an article, or characters that anchors do not have.
    InvalidAnchor {
        /// The form as written.
        value: String,
    },
    /// A value that is no id of the law database e-Gov.
    InvalidEgovId {
        /// The value as written.
        value: String,
    },
    /// A text cites a law that laws.yaml does not have.
    UnknownLaw {
        /// Its name, as far as it can be told where it begins.
        name: String,
    },
    /// A text refers to a provision of its document that is not there.
    UnresolvedReference {
        /// Its words.
        words: String,
        /// The printed numbers of provisions that may be meant, the likeliest first.
        candidates: Vec<String>,
        /// Where the words say the wrong side: whether the first one stands below.
        is_below: Option<bool>,
    },
    /// Two brackets that begin no reference.
    StrayBrackets,
    /// The conditions of a measure rule one another out.
    NeverApplies,
    /// A reference in brackets does not name one provision.
    UnknownTarget {
        /// What stands in the brackets.
        target: String,
        /// Whether several provisions have that number.
        is_ambiguous: bool,
        /// The provisions that may be meant, the likeliest first: how each is named, and its printed number.
        candidates: Vec<(String, String)>,
    },
    /// A text says that it repeats something (再掲), and its record does not say what.
    RestatesNothing {
        /// The id of the provision whose text is nearest.
        nearest: Option<String>,
    },
    /// A colour in which text cannot be read on the grounds of the theme (WCAG 2.2, success criterion 1.4.3).
    LowContrast {
        /// The colour, as `#rrggbb`.
        colour: String,
        /// The ground on which it is the least readable.
        ground: String,
        /// The contrast there: 4.5 is enough.
        contrast: String,
        /// The nearest colour that can be read.
        readable: String,
    },
    /// The home page of a center is to be built, and the portal to which it links has no address.
    NoPortalUrl,
    /// Provisions restate each other in a circle, or topics or terms likewise.
    Cycle {
        /// The ids on the way round.
        path: Vec<String>,
    },
    /// A provision has neither a number nor a group id, or both.
    NumberOrGroup,
    /// A plan item has both activities and plan items, or neither.
    ActivitiesOrPlanItems,
    /// A duty has both an amount and a ratio, or neither and nothing to compare with.
    AmountOrRatio,
    /// Clauses lie deeper in each other than pages can show.
    TooDeep {
        /// How many levels there can be.
        most: usize,
    },
    /// The file is not well-formed YAML.
    Yaml(YamlFault),
    /// The YAML expands to more than a portal ever needs (an alias bomb, or nesting without end).
    YamlTooLarge,
    /// The file is not a well-formed table.
    Table(TableFault),
    /// A Markdown page does not begin with front matter, or it does not end.
    FrontMatter {
        /// Whether it begins.
        begins: bool,
    },
    /// A file is larger than [`crate::source::MAXIMUM_FILE_SIZE`].
    FileTooLarge {
        /// Its size in bytes.
        bytes: u64,
    },
    /// A file is not UTF-8.
    NotUtf8 {
        /// Whether it is a table, which spreadsheets save in their own way.
        is_table: bool,
    },
    /// A symbolic link leads out of the content folder.
    LinkLeavesFolder,
    /// A path has `..` in it.
    ParentInPath {
        /// The path as written.
        path: String,
    },
    /// A file that the content reference does not list.
    UnknownFile {
        /// The name that was probably meant.
        nearest: Option<String>,
    },
    /// A file without which there is no portal, edition or center.
    MissingFile {
        /// Its name.
        name: &'static str,
    },
    /// The operating system refused.
    Io {
        /// What it says.
        message: String,
    },
    /// Raw HTML in a text or page.
    RawHtml,
    /// A link leads nowhere in the portal.
    BrokenLink {
        /// The address as written: from the root, but without the language of the page.
        target: String,
        /// The address that was probably meant, written likewise.
        nearest: Option<String>,
    },
    /// A link leads to a page that is there, at a place that is not.
    BrokenAnchor {
        /// The address as written.
        target: String,
    },
    /// Two pages would have the same address.
    AddressTaken {
        /// The address.
        address: String,
        /// Whether the page that has it is one that the portal makes itself, and no file of the content.
        by_portal: bool,
    },
    /// Experts whose entries nobody found right within a year.
    StaleEntries {
        /// The ids of the first.
        ids: Vec<String>,
        /// How many there are.
        count: usize,
        /// How many entries the list has.
        total: usize,
    },
    /// All events of a center are over.
    PastEvents {
        /// How many there are.
        count: usize,
        /// The day for which the portal is built.
        date: jiff::civil::Date,
    },
    /// An official document cannot be imported.
    Import(ImportFault),
    /// Something should be known of an official document that is imported.
    Imported(ImportNote),
    /// Somebody, or the import of an official document, left a note that this is to be looked at.
    Review {
        /// The note in English, or in the only language that it has.
        english: String,
        /// The note in Japanese, or in the only language that it has.
        japanese: String,
    },
    /// Translations of a file were made from earlier texts.
    StaleTranslations {
        /// The places of the first.
        places: Vec<String>,
        /// How many there are.
        count: usize,
    },
    /// Something is wrong with what came back from a translator.
    Catalogue(CatalogueFault),
    /// A line of `translations.lock` is none.
    InvalidLock,
    /// A template is not well-formed, or failed.
    Template {
        /// What the template engine says.
        message: String,
    },
    /// A text of the user interface is in the locale file of one language only.
    MissingMessage {
        /// Its key.
        key: String,
        /// The language that lacks it.
        language: Language,
    },
}

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Keys and values.
    Mapping,
    /// A list.
    Sequence,
    /// A single value.
    Scalar,
    /// A string, or `{ja: …, en: …}`.
    Text,
    /// A whole number.
    WholeNumber,
    /// A number.
    Number,
    /// `true` or `false`.
    TrueOrFalse,
}

/// What is there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Keys and values.
    Mapping,
    /// A list.
    Sequence,
    /// A single value, as written.
    Scalar(String),
    /// Nothing.
    Nothing,
}

impl Problem {
    /// A short stable name, for filters and for looking it up.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownKey { .. } => "unknown-key",
            Self::MissingKey { .. } => "missing-key",
            Self::EmptyCell { .. } => "empty-cell",
            Self::WrongType { .. } => "wrong-type",
            Self::UnknownValue { .. } => "unknown-value",
            Self::EmptyText => "empty-text",
            Self::MissingText { .. } => "missing-text",
            Self::ControlCharacter => "control-character",
            Self::InvalidId { .. } => "invalid-id",
            Self::InvalidNumber { .. } => "invalid-number",
            Self::InvalidReference { .. } => "invalid-reference",
            Self::DuplicateId { .. } => "duplicate-id",
            Self::UnknownRecord { kind, .. } => match kind {
                RecordKind::Topic => "unknown-topic",
                RecordKind::Notice => "unknown-notice",
                RecordKind::Duty => "unknown-duty",
                RecordKind::GlossaryTerm => "unknown-term",
                RecordKind::Provision => "dangling-reference",
                RecordKind::Edition => "unknown-edition",
                RecordKind::Center => "unknown-center",
            },
            Self::InvalidDate { .. } => "invalid-date",
            Self::DatesReversed { .. } => "dates-reversed",
            Self::OutOfRange { .. } => "out-of-range",
            Self::InvalidUrl { .. } => "invalid-url",
            Self::Coordinates { .. } => "coordinates",
            Self::InvalidColour { .. } => "invalid-colour",
            Self::InvalidAnchor { .. } => "invalid-anchor",
            Self::UnknownLaw { .. } => "unknown-law",
            Self::UnresolvedReference { .. } => "unresolved-reference",
            Self::InvalidEgovId { .. } => "invalid-egov-id",
            Self::StrayBrackets => "stray-brackets",
            Self::NeverApplies => "never-applies",
            Self::UnknownTarget { .. } => "dangling-reference",
            Self::RestatesNothing { .. } => "restates-nothing",
            Self::LowContrast { .. } => "low-contrast",
            Self::NoPortalUrl => "no-portal-url",
            Self::Cycle { .. } => "cycle",
            Self::NumberOrGroup => "number-or-group",
            Self::ActivitiesOrPlanItems => "activities-or-plan-items",
            Self::AmountOrRatio => "amount-or-ratio",
            Self::TooDeep { .. } => "too-deep",
            Self::Yaml(_) => "yaml",
            Self::YamlTooLarge => "yaml-too-large",
            Self::Table(_) => "table",
            Self::FrontMatter { .. } => "front-matter",
            Self::FileTooLarge { .. } => "file-too-large",
            Self::NotUtf8 { .. } => "not-utf8",
            Self::LinkLeavesFolder => "link-leaves-folder",
            Self::ParentInPath { .. } => "parent-in-path",
            Self::UnknownFile { .. } => "unknown-file",
            Self::MissingFile { .. } => "missing-file",
            Self::Io { .. } => "io",
            Self::RawHtml => "raw-html",
            Self::BrokenLink { .. } => "broken-link",
            Self::BrokenAnchor { .. } => "broken-anchor",
            Self::AddressTaken { .. } => "address-taken",
            Self::StaleEntries { .. } => "stale-entries",
            Self::PastEvents { .. } => "past-events",
            Self::Import(_) | Self::Imported(_) => "import",
            Self::Review { .. } => "review",
            Self::Catalogue(_) => "catalogue",
            Self::StaleTranslations { .. } => "stale-translations",
            Self::InvalidLock => "invalid-lock",
            Self::Template { .. } => "template",
            Self::MissingMessage { .. } => "missing-message",
        }
    }

    /// What is wrong, in one line.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::English => english::message(self),
            Language::Japanese => japanese::message(self),
        }
    }

    /// What to do about it, where that can be said.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        match language {
            Language::English => english::hint(self),
            Language::Japanese => japanese::hint(self),
        }
    }
}
