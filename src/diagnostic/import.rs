//! What keeps an official document from being imported, or from leaving as a table that can be, in both languages.

use super::beginning;

/// What is wrong with a document to be imported, or with where it is to go, or with what is to be exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportFault {
    /// No row has the headings of the four columns.
    NoTable,
    /// A row has more cells than the table has columns.
    TooWide {
        /// How many columns it has.
        columns: usize,
    },
    /// A row stands before the first part.
    NoPart,
    /// A row stands under no plan item or activity.
    NoActivity,
    /// A document has no numbered clause.
    NoClauses,
    /// Characters were lost or added on the way, so that nothing is written.
    NotClosed {
        /// How many are missing.
        missing: usize,
        /// How many were added.
        added: usize,
    },
    /// What would be written could not be read back.
    NotReadBack {
        /// What the reader says.
        message: String,
    },
    /// There is no edition to carry over from.
    NoEdition {
        /// Its fiscal year.
        year: i16,
    },
    /// What is carried over would not say what the document says.
    NotCarried {
        /// The provision, as the document was read.
        id: String,
    },
    /// A file to be written exists.
    Exists,
    /// The folder of the edition or guidance has files that the import would not replace.
    OtherFile,
    /// The form of the file is none that is read.
    Form,
    /// A file cannot be read as what its name says.
    Damaged,
    /// A file has a password, or is of an old format.
    Locked,
    /// A file has macros in it.
    Macros,
    /// A file unpacks to more than a document can have.
    UnpacksTooLarge,
    /// What the table would say of a provision cannot be read again as it is.
    NotInTable {
        /// How it would come back; empty where it would not.
        returned: String,
    },
    /// Word counts a paragraph in a way that is not read.
    NumberFormat {
        /// What Word calls it.
        format: String,
        /// The paragraph.
        text: String,
    },
}

impl ImportFault {
    pub(super) fn english(&self) -> (String, &'static str) {
        match self {
            Self::NoTable => (
                "the table of the directives is not in it".into(),
                "its columns are called 中期計画の項目等, 事業の概要等, …の実施方針, 備考; in a workbook it may be on any sheet that is not hidden",
            ),
            Self::TooWide { columns } => (
                format!("this row has more than {columns} cells"),
                "remove the cells behind the remarks, or tabs within a cell",
            ),
            Self::NoPart => (
                "this row stands before the first part".into(),
                "write the heading of the part (`I …`) on a line of its own above the table",
            ),
            Self::NoActivity => (
                "this row stands under no plan item with a number, or no activity".into(),
                "fill in the first two columns of the row with which they begin",
            ),
            Self::NoClauses => (
                "there is no numbered clause in it".into(),
                "clauses begin a line with 1, (1), ア, (ア), a or (a) and a blank",
            ),
            Self::NotClosed { missing, added } => (
                format!("{missing} characters would be lost and {added} added, beginning here; nothing was written"),
                "this is a fault of the import: please report it with these lines",
            ),
            Self::NotReadBack { message } => (
                format!("what would be written could not be read back ({message}); nothing was written"),
                "see whether a number or title in the document stands alone",
            ),
            Self::NoEdition { year } => (
                format!("there is no edition {year} to carry over from; nothing was written"),
                "name a year that has a folder in `directives/`",
            ),
            Self::NotCarried { id } => (
                format!("what would be written of {id} differs from the document; nothing was written"),
                "this is a fault of the import: please report it with these lines",
            ),
            Self::Exists => ("this file exists already; nothing was written".into(), "to replace it, add --force"),
            Self::OtherFile => (
                "this file of the same edition or guidance would stay beside the import; nothing was written".into(),
                "the document has nothing of what is in it: remove it, and import again",
            ),
            Self::Form => {
                ("this form of file is not read".into(), "forms that are read: .txt, .tsv, .xlsx, .docx, .html, .csv")
            }
            Self::Damaged => {
                ("the file is damaged or is not what its name says".into(), "open it in its program and save it again")
            }
            Self::Locked => (
                "the file has a password, or the format of Office 2003 and before".into(),
                "remove the password and save it as .xlsx or .docx",
            ),
            Self::Macros => ("files with macros are not opened".into(), "save it without macros, as .xlsx or .docx"),
            Self::UnpacksTooLarge => {
                ("the file unpacks to more than 100 MB".into(), "save the table alone in a new file")
            }
            Self::NotInTable { returned } => (
                if returned.is_empty() {
                    "the table cannot tell this: it would not come back".into()
                } else {
                    format!("the table cannot tell this: it would come back as “{}”", beginning(returned))
                },
                "lines of a text must not begin with a bullet or `ア `; items have one line each and count ア, イ, ウ; plan items have two levels; a target needs a unit",
            ),
            Self::NumberFormat { format, text } => (
                format!("Word numbers “{}” in a way that is not read (`{format}`)", beginning(text)),
                "choose another number format in Word, or remove the automatic number and type it",
            ),
        }
    }

    pub(super) fn japanese(&self) -> (String, &'static str) {
        match self {
            Self::NoTable => (
                "指示事項の表が見つかりません".into(),
                "列見出しは「中期計画の項目等」「事業の概要等」「…の実施方針」「備考」です。Excelでは表示されているシートに置いてください",
            ),
            Self::TooWide { columns } => (
                format!("この行には{columns}個を超えるセルがあります"),
                "備考より右のセル、又はセル内のタブを取り除いてください",
            ),
            Self::NoPart => {
                ("この行の前に部の見出しがありません".into(), "表の上に、部の見出し(I …)だけの行を置いてください")
            }
            Self::NoActivity => (
                "この行が属する計画項目(番号付き)又は事業がありません".into(),
                "計画項目と事業が始まる行で、最初の2列を埋めてください",
            ),
            Self::NoClauses => (
                "番号の付いた条項がありません".into(),
                "条項は、行頭の 1、(1)、ア、(ア)、a、(a) と空白で始めてください",
            ),
            Self::NotClosed { missing, added } => (
                format!("ここから{missing}字が失われ、{added}字が加わるため、何も書き込みませんでした"),
                "取込みの不具合です。この行を添えてお知らせください",
            ),
            Self::NotReadBack { message } => (
                format!("書き込む内容を読み戻せないため({message})、何も書き込みませんでした"),
                "番号又は題名だけの箇所が文書にないか見てください",
            ),
            Self::NoEdition { year } => (
                format!("引き継ぐ元の{year}年度版がありません。何も書き込んでいません"),
                "`directives/` にフォルダーのある年度を指定してください",
            ),
            Self::NotCarried { id } => (
                format!("書き込む {id} の内容が文書と異なります。何も書き込んでいません"),
                "取り込み機能の不具合です。この行を添えて報告してください",
            ),
            Self::Exists => (
                "このファイルは既にあるため、何も書き込みませんでした".into(),
                "置き換えるには --force を付けてください",
            ),
            Self::OtherFile => (
                "同じ年度又は指針のこのファイルが取込みと並んで残るため、何も書き込みませんでした".into(),
                "このファイルの内容は文書にありません。ファイルを削除してから取り込み直してください",
            ),
            Self::Form => ("この形式のファイルは読めません".into(), "読める形式:.txt、.tsv、.xlsx、.docx、.html、.csv"),
            Self::Damaged => {
                ("ファイルが壊れているか、拡張子と中身が違います".into(), "元のソフトで開き、保存し直してください")
            }
            Self::Locked => (
                "パスワード付きか、Office 2003以前の形式です".into(),
                "パスワードを外し、.xlsx 又は .docx で保存してください",
            ),
            Self::Macros => {
                ("マクロを含むファイルは開きません".into(), "マクロなしの .xlsx 又は .docx で保存してください")
            }
            Self::UnpacksTooLarge => ("展開すると100 MBを超えます".into(), "表だけを新しいファイルに保存してください"),
            Self::NotInTable { returned } => (
                if returned.is_empty() {
                    "表では表せず、取り込んでも戻りません".into()
                } else {
                    format!("表では表せず、取り込むと「{}」に変わります", beginning(returned))
                },
                "本文の行頭に「・」や「ア 」を置かず、細目は1行ずつア、イ、ウの順に、計画項目は2段までとし、目標には単位を付けてください",
            ),
            Self::NumberFormat { format, text } => (
                format!("「{}」に付いているWordの自動番号は、読めない書式です(`{format}`)", beginning(text)),
                "Wordで別の番号書式を選ぶか、自動番号を外して番号を入力してください",
            ),
        }
    }
}
