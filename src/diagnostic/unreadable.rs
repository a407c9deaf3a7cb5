//! What keeps a file from being read as what it is.

/// What makes a file unreadable as YAML, in the words of an author rather than of the grammar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YamlFault {
    /// `title: Shirube: a signpost`, or a line that is indented too far.
    UnexpectedColon,
    /// `title：x`, `title:x`: no colon and space behind a key.
    MissingColon,
    /// A line is indented otherwise than its neighbours.
    Indentation,
    /// A tab where YAML wants spaces.
    Tab,
    /// A quotation mark is not closed.
    UnclosedQuote,
    /// Something follows the closing quotation mark.
    BehindQuote,
    /// A bracket is not closed, is too many, or lacks a comma.
    Bracket,
    /// A text begins with a character that has a meaning of its own.
    SpecialCharacter,
    /// A key stands twice in one record.
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// A line of `---` begins a second document.
    SecondDocument,
    /// Anything else.
    Other {
        /// What the parser says.
        message: String,
    },
}

/// What makes a file unreadable as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableFault {
    /// A row has more cells than the table has columns.
    TooManyCells {
        /// How many cells.
        cells: usize,
        /// How many columns.
        columns: usize,
    },
    /// A column stands twice in the table.
    DuplicateColumn {
        /// Its heading.
        name: String,
    },
    /// The columns are separated by something other than commas.
    Separator,
    /// A quotation mark is not closed.
    UnclosedQuote,
    /// A cell holds the error of a formula.
    ErrorValue {
        /// The value as shown.
        value: String,
    },
    /// A cell stands in a column without heading.
    NoHeading,
    /// A telephone number lacks the zero at its beginning.
    LostZero {
        /// The number as written.
        written: String,
        /// The number with its zero.
        restored: String,
    },
    /// A workbook has a password, or is of the kind before 2007.
    Locked,
    /// A workbook cannot be read.
    Damaged,
    /// A workbook has no sheet that is visible.
    NoSheet,
    /// A workbook has further sheets, which are not read.
    OtherSheets {
        /// The name of the sheet that is read.
        first: String,
        /// The names of those that are not.
        others: Vec<String>,
    },
}
