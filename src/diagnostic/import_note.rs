//! What a person should know of an official document that was read, in both languages.

/// How many pieces of a Word document are not part of its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Footnotes and endnotes.
    pub notes: usize,
    /// Comments in the margin.
    pub comments: usize,
    /// Pictures and embedded documents.
    pub pictures: usize,
    /// Signs that only a font for symbols has.
    pub symbols: usize,
    /// Stretches of hidden text.
    pub hidden: usize,
}

/// What happened while a document was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportNote {
    /// A Word document has changes that nobody accepted or rejected yet.
    TrackedChanges,
    /// A Word document has text boxes, whose place in the text is not sure.
    TextBoxes,
    /// A Word document has more than its text.
    LeftOut(LeftOut),
    /// A workbook has sheets that are not read.
    Sheets {
        /// Those that are read.
        read: Vec<String>,
        /// Those that lack the columns of the table.
        without_columns: Vec<String>,
        /// Those that are hidden.
        hidden: Vec<String>,
    },
    /// Clauses of the guidance that is replaced are not in the document.
    Gone {
        /// Their numbers.
        clauses: Vec<String>,
    },
}

impl ImportNote {
    pub(super) fn english(&self) -> (String, &'static str) {
        match self {
            Self::TrackedChanges => (
                "the document has tracked changes: what was inserted is in the text, what was deleted is not".into(),
                "if that is not meant, accept or reject the changes in Word, save, and import again",
            ),
            Self::TextBoxes => (
                "the text of text boxes stands behind the paragraph to which each is anchored".into(),
                "look whether it is at its place, and move it in the content where it is not",
            ),
            Self::LeftOut(left_out) => {
                let list = left_out.list(["footnotes", "comments", "pictures", "symbols", "hidden texts"]);
                (
                    format!("not taken over: {}", list.join(", ")),
                    "what is part of the wording has to be typed into the text of the document, or into the content",
                )
            }
            Self::Sheets { read, without_columns, hidden } => {
                let quoted = |names: &[String]| names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>();
                let lists = [("read", read), ("without the columns of the table", without_columns), ("hidden", hidden)];
                let list = said(&lists, |what, names| format!("{what}: {}", quoted(names).join(", ")));
                (
                    format!("not all sheets were read ({})", list.join("; ")),
                    "give a sheet the headings of the four columns, or unhide it in Excel, and import again",
                )
            }
            Self::Gone { clauses } => (
                format!("no longer in the document, and taken out with what is below: {}", clauses.join(", ")),
                "`shirube check` names what refers to them; `moved_from` of a clause leads on from where it stood",
            ),
        }
    }

    pub(super) fn japanese(&self) -> (String, &'static str) {
        match self {
            Self::TrackedChanges => (
                "変更履歴が残っています。挿入された文字は取り込み、削除された文字は取り込みませんでした".into(),
                "そうでない場合は、Wordで変更を承諾又は元に戻して保存し、取り込み直してください",
            ),
            Self::TextBoxes => (
                "テキストボックスの文字は、それが付いている段落の次に置きました".into(),
                "正しい位置にあるか確かめ、違う場合はコンテンツの中で移してください",
            ),
            Self::LeftOut(left_out) => {
                let list = left_out.list(["脚注", "コメント", "図", "記号", "隠し文字"]);
                (
                    format!("取り込まなかったもの:{}", list.join("、")),
                    "本文の一部であるものは、文書の本文又はコンテンツに入力してください",
                )
            }
            Self::Sheets { read, without_columns, hidden } => {
                let quoted = |names: &[String]| format!("「{}」", names.join("」「"));
                let lists =
                    [("読んだシート", read), ("表の列がないシート", without_columns), ("非表示のシート", hidden)];
                let list = said(&lists, |what, names| format!("{what}:{}", quoted(names)));
                (
                    format!("読まなかったシートがあります({})", list.join("、")),
                    "取り込むシートには4つの列見出しを置き、Excelで再表示してから取り込み直してください",
                )
            }
            Self::Gone { clauses } => (
                format!("文書にないため、下位の条項とともに除いた条項:{}", clauses.join("、")),
                "参照している箇所は shirube check で分かります。移った条項には moved_from を書いてください",
            ),
        }
    }
}

/// The lists that are not empty, in words.
fn said(lists: &[(&str, &Vec<String>)], say: impl Fn(&str, &[String]) -> String) -> Vec<String> {
    lists.iter().filter(|(_, names)| !names.is_empty()).map(|(what, names)| say(what, names)).collect()
}

impl LeftOut {
    /// What there is, with how many there are.
    fn list(self, names: [&str; 5]) -> Vec<String> {
        let counts = [self.notes, self.comments, self.pictures, self.symbols, self.hidden];
        let filled = names.into_iter().zip(counts).filter(|(_, count)| *count > 0);
        filled.map(|(name, count)| format!("{name} {count}")).collect()
    }
}
