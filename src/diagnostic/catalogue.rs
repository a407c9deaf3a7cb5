//! What can be wrong with translations that came back.

use crate::text::Language;

/// What keeps a translation, or a file of them, from being taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CatalogueFault {
    /// The extension of the file names no format.
    Format,
    /// A line that is not of a PO file.
    Line,
    /// A string that does not end, or with a sign behind `\\` that means nothing.
    String,
    /// A message with plural forms.
    Plural,
    /// A message without text or translation.
    Incomplete,
    /// No well-formed XML, or no XLIFF.
    Xml,
    /// XLIFF of another version.
    XliffVersion,
    /// A workbook without the columns that make it one of translations.
    Columns,
    /// The translations are in another language.
    Language {
        /// The language named.
        found: String,
        /// That of the portal.
        expected: Language,
    },
    /// There is no text at this address.
    UnknownText(String),
    /// The text at this address is another by now.
    SourceChanged(String),
    /// The text at this address has two translations in one file.
    TwoTranslations(String),
    /// The translation of this address cannot be written at its place.
    NotWritable(String, Unwritable),
    /// A character is not in the encoding of the file of the content.
    NotEncodable,
}

/// Where a translation stands that has to be written by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwritable {
    /// In a workbook.
    Workbook,
    /// In a table, in a row or column that is not found by its name.
    Table,
    /// In YAML, behind an alias or something else that is not understood.
    Yaml,
    /// On a page of which the rest is not translated.
    Page,
}

impl CatalogueFault {
    pub(super) fn english(&self) -> String {
        match self {
            Self::Format => "this is no file of translations".into(),
            Self::Line => "this line is not of a PO file".into(),
            Self::String => "this text is not in quotation marks, or has a wrong sign behind `\\`".into(),
            Self::Plural => "a text of a portal has no plural forms".into(),
            Self::Incomplete => "this message has no `msgid` or no `msgstr`".into(),
            Self::Xml => "this is no XLIFF, or breaks off here".into(),
            Self::XliffVersion => "this is not XLIFF 1.2".into(),
            Self::Columns => "the sheet lacks one of the columns `address`, `ja` and `en`".into(),
            Self::Language { found, expected } => {
                format!("the translations are in `{found}`, and not in {}", expected.english_name())
            }
            Self::UnknownText(address) => format!("the portal has no text at `{address}`; left out"),
            Self::SourceChanged(address) => {
                format!("the text at `{address}` has changed since it was handed out; its translation is left out")
            }
            Self::TwoTranslations(address) => format!("the text at `{address}` has two translations in this file"),
            Self::NotWritable(address, place) => {
                let reason = match place {
                    Unwritable::Workbook => "workbooks are not written to",
                    Unwritable::Table => "its row or column was not found",
                    Unwritable::Yaml => "it is behind an alias (`*…`), or written in a way that is not understood",
                    Unwritable::Page => "the rest of the page is not translated",
                };
                format!("the translation of `{address}` cannot be written at its place: {reason}")
            }
            Self::NotEncodable => "a character of a translation is not in the encoding of this file".into(),
        }
    }

    pub(super) const fn english_hint(&self) -> &'static str {
        match self {
            Self::Format => "give a file that `shirube translate export` made: .po, .xliff or .xlsx",
            Self::Language { .. } => "import the file of the other language, or correct what it says of its language",
            Self::UnknownText(_) => "it was taken out of the content, or the file is of another portal",
            Self::SourceChanged(_) => "export again, and have the new text translated",
            Self::TwoTranslations(_) => "keep one of the two",
            Self::NotWritable(_, Unwritable::Workbook) => {
                "in Excel, write it into the row of this id, in the column of the text with `_en` (or `_ja`) at the end of its name; or save the sheet as .csv in place of the .xlsx. Then import again"
            }
            Self::NotWritable(_, Unwritable::Table) => {
                "write it into the row of this id, in the column of the text with `_en` (or `_ja`) at the end of its name, then import again"
            }
            Self::NotWritable(_, Unwritable::Yaml) => {
                "write the text out in place of the alias, as `{ja: …, en: …}`, then import again"
            }
            Self::NotWritable(_, Unwritable::Page) => {
                "translate title, description and text of the page, all of them, and import again; half a page would pass for a translation"
            }
            Self::NotEncodable => "save the file in UTF-8 first",
            _ => "save the file anew with the program for translators, or export again",
        }
    }

    pub(super) fn japanese(&self) -> String {
        match self {
            Self::Format => "翻訳のファイルではありません".into(),
            Self::Line => "POファイルの行ではありません".into(),
            Self::String => "引用符で閉じていないか、「\\」の後の文字が正しくありません".into(),
            Self::Plural => "ポータルの文に複数形はありません".into(),
            Self::Incomplete => "msgid か msgstr がありません".into(),
            Self::Xml => "XLIFFではないか、ここで途切れています".into(),
            Self::XliffVersion => "XLIFF 1.2 ではありません".into(),
            Self::Columns => "address、ja、en の列のどれかがありません".into(),
            Self::Language { found, expected } => {
                format!("訳の言語が「{found}」で、{}ではありません", expected.japanese_name())
            }
            Self::UnknownText(address) => format!("「{address}」に当たる文がないため、取り込みません"),
            Self::SourceChanged(address) => {
                format!("「{address}」の原文は書き出した後に変わったため、この訳は取り込みません")
            }
            Self::TwoTranslations(address) => format!("「{address}」の訳がこのファイルに二つあります"),
            Self::NotWritable(address, place) => {
                let reason = match place {
                    Unwritable::Workbook => "Excelファイルには書き込みません",
                    Unwritable::Table => "行又は列が見つかりません",
                    Unwritable::Yaml => "エイリアス(*…)の先にあるか、読み取れない書き方です",
                    Unwritable::Page => "ページのほかの部分が訳されていません",
                };
                format!("「{address}」の訳は、その位置に書き込めません:{reason}")
            }
            Self::NotEncodable => "このファイルの文字コードにない文字が訳にあります".into(),
        }
    }

    pub(super) const fn japanese_hint(&self) -> &'static str {
        match self {
            Self::Format => "shirube translate export で作ったファイル（.po、.xliff、.xlsx）を指定してください",
            Self::Language { .. } => "もう一方の言語のファイルを取り込むか、ファイルの言語の指定を直してください",
            Self::UnknownText(_) => "コンテンツから消えたか、別のポータルのファイルです",
            Self::SourceChanged(_) => "もう一度書き出し、新しい原文を訳してください",
            Self::TwoTranslations(_) => "どちらか一つにしてください",
            Self::NotWritable(_, Unwritable::Workbook) => {
                "Excelで、このIDの行の、名前が _en(又は _ja)で終わる列に書き込むか、シートを .xlsx の代わりに .csv で保存し、取り込み直してください"
            }
            Self::NotWritable(_, Unwritable::Table) => {
                "このIDの行の、名前が _en(又は _ja)で終わる列に書き込み、取り込み直してください"
            }
            Self::NotWritable(_, Unwritable::Yaml) => {
                "エイリアスの代わりに文を {ja: …, en: …} と書き、取り込み直してください"
            }
            Self::NotWritable(_, Unwritable::Page) => {
                "ページの題名、説明、本文をすべて訳し、取り込み直してください。一部だけでは訳されたページに見えてしまいます"
            }
            Self::NotEncodable => "先にファイルをUTF-8で保存してください",
            _ => "翻訳用のソフトで保存し直すか、もう一度書き出してください",
        }
    }
}
