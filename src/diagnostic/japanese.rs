//! The problems in Japanese.

use super::problem::{Expected, Found, Problem, RecordKind};

pub(super) fn message(problem: &Problem) -> String {
    match problem {
        Problem::UnknownKey { key, .. } => format!("「{key}」という項目はありません"),
        Problem::MissingKey { key, record } => format!("{record} に必須の項目「{key}」がありません"),
        Problem::WrongType { expected, found } => {
            format!("ここには{}を書きますが、{}になっています", wanted(*expected), there(*found))
        }
        Problem::UnknownValue { value, .. } => format!("「{value}」はここに書ける値ではありません"),
        Problem::EmptyText => "値が空です".into(),
        Problem::MissingText { language } => format!("{}の文がありません", language.japanese_name()),
        Problem::InvalidId { id } => format!("「{id}」は ID として使えません"),
        Problem::DuplicateId { id, first } => format!("ID「{id}」は {first} で既に使われています"),
        Problem::UnknownRecord { kind, id, .. } => format!("{}「{id}」はありません", record(*kind)),
        Problem::InvalidDate { value } => format!("「{value}」は日付ではありません"),
        Problem::DatesReversed { from, until } => format!("{until} が {from} より前になっています"),
        Problem::OutOfRange { value, least, greatest } => {
            format!("「{value}」は {least} から {greatest} までの数ではありません")
        }
        Problem::InvalidUrl { value } => format!("「{value}」はウェブアドレスではありません"),
        Problem::Cycle { path } => format!("参照が循環しています：{}", path.join(" → ")),
        Problem::NumberOrGroup => "条項には number か group のどちらか一方を書きます".into(),
        Problem::ActivitiesOrPlanItems => "計画項目には activities か plan_items のどちらか一方を書きます".into(),
        Problem::AmountOrRatio => "義務には amount か ratio のどちらか一方を書きます".into(),
        Problem::Yaml { message } => format!("YAML として読めません（{message}）"),
        Problem::YamlTooLarge => "この YAML は展開すると大きくなりすぎます".into(),
        Problem::Table { message } => format!("表として読めません（{message}）"),
        Problem::FrontMatter => "ページの先頭に前書き（front matter）がありません".into(),
        Problem::FileTooLarge { bytes } => {
            format!("ファイルが {} MB あります。読めるのは 10 MB までです", bytes / 1_000_000)
        }
        Problem::NotUtf8 => "ファイルの文字コードが UTF-8 ではありません".into(),
        Problem::LinkLeavesFolder => "このリンクはコンテンツフォルダーの外を指しています".into(),
        Problem::ParentInPath { path } => format!("パス「{path}」に .. が含まれています"),
        Problem::UnknownFile { .. } => "コンテンツフォルダーに置けるファイルではありません".into(),
        Problem::MissingFile { path } => format!("コンテンツフォルダーに「{path}」がありません"),
        Problem::Io { message } => message.clone(),
        Problem::RawHtml => "文の中に HTML は書けません".into(),
        Problem::BrokenLink { target, .. } => format!("リンク「{target}」の行き先がありません"),
        Problem::BrokenAnchor { target } => format!("リンク「{target}」のページに、その位置がありません"),
        Problem::AddressTaken { address } => format!("アドレス「{address}」は別のページが使っています"),
        Problem::Template { message } => format!("テンプレートの処理に失敗しました：{message}"),
        Problem::MissingMessage { key } => format!("ロケールファイルに文言「{key}」がありません"),
    }
}

pub(super) fn hint(problem: &Problem) -> Option<String> {
    Some(match problem {
        Problem::UnknownKey { nearest: Some(nearest), .. }
        | Problem::UnknownRecord { nearest: Some(nearest), .. }
        | Problem::UnknownFile { nearest: Some(nearest) }
        | Problem::BrokenLink { nearest: Some(nearest), .. } => format!("「{nearest}」のことですか？"),
        Problem::UnknownKey { known, .. } => format!("書ける項目：{}", known.join("、")),
        Problem::MissingKey { key, .. } => format!("「{key}: …」の行を書き足してください"),
        Problem::WrongType { expected: Expected::Text, .. } => {
            "文字列か、言語ごとの文「{ja: …, en: …}」を書いてください".into()
        }
        Problem::WrongType { expected: Expected::Sequence, .. } => {
            "「- 」で始まる行を並べるか、[a, b] のように書いてください".into()
        }
        Problem::WrongType { expected: Expected::TrueOrFalse, .. } => "true か false を書いてください".into(),
        Problem::UnknownValue { allowed, .. } => format!("書ける値：{}", allowed.join("、")),
        Problem::EmptyText => "文を書くか、項目ごと削除してください".into(),
        Problem::MissingText { language } => {
            format!("「{}: …」を書き足してください（正文の言語です）", language.code())
        }
        Problem::InvalidId { .. } => "半角の英小文字・数字・ハイフンで書いてください（例：employer-seminars）".into(),
        Problem::DuplicateId { .. } => "どちらか一方の ID を変えてください".into(),
        Problem::UnknownRecord { kind: RecordKind::Center, .. } => "センターは centers/ の中のフォルダーです".into(),
        Problem::UnknownRecord { kind: RecordKind::Topic, .. } => "テーマの一覧は topics.yaml にあります".into(),
        Problem::UnknownRecord { kind: RecordKind::Notice, .. } => "通達などの一覧は notices.yaml にあります".into(),
        Problem::InvalidDate { .. } => "「2023-04-01」のように年・月・日を書いてください".into(),
        Problem::DatesReversed { .. } => "二つの日付を入れ替えてください".into(),
        Problem::InvalidUrl { .. } => "「https://www.example.jp/」のように全体を書いてください".into(),
        Problem::Cycle { .. } => "参照のどれかを削除してください".into(),
        Problem::NumberOrGroup => {
            "番号は印刷のとおり number に、番号のない見出しは group に ID を書いてください".into()
        }
        Problem::Yaml { .. } => {
            "この行と前の行の字下げ・引用符・コロンを確かめてください。「: 」や「#」を含む文は引用符で囲みます".into()
        }
        Problem::YamlTooLarge => "互いに繰り返す & と * を使わないでください".into(),
        Problem::FrontMatter => "先頭に「---」「title: …」「---」をそれぞれ一行で書いてください".into(),
        Problem::FileTooLarge { .. } => "ファイルを分けてください".into(),
        Problem::NotUtf8 => "エディターの「名前を付けて保存」で文字コードに UTF-8 を選んでください".into(),
        Problem::LinkLeavesFolder => "ファイルの写しをコンテンツフォルダーに置いてください".into(),
        Problem::ParentInPath { .. } => "コンテンツフォルダーからのパスを .. なしで書いてください".into(),
        Problem::UnknownFile { .. } => "置けるファイルは docs/content.md にあります".into(),
        Problem::MissingFile { .. } => "shirube new フォルダー名 で、ひな形のポータルを作れます".into(),
        Problem::RawHtml => "Markdown で書いてください。「<」をそのまま見せるには「\\<」と書きます".into(),
        Problem::BrokenLink { .. } => {
            "ポータル内のアドレスは「/topics/addiction/」のように、先頭から言語なしで書いてください".into()
        }
        Problem::AddressTaken { .. } => "どちらかのファイル名か ID を変えてください".into(),
        _ => return None,
    })
}

fn wanted(expected: Expected) -> &'static str {
    match expected {
        Expected::Mapping => "「項目: 値」の組",
        Expected::Sequence => "リスト",
        Expected::Scalar => "一つの値",
        Expected::Text => "文",
        Expected::WholeNumber => "整数",
        Expected::Number => "数",
        Expected::TrueOrFalse => "true か false",
    }
}

fn there(found: Found) -> &'static str {
    match found {
        Found::Mapping => "「項目: 値」の組",
        Found::Sequence => "リスト",
        Found::Scalar => "一つの値",
        Found::Nothing => "空",
    }
}

fn record(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Topic => "テーマ",
        RecordKind::Center => "センター",
        RecordKind::Notice => "通達など",
        RecordKind::Duty => "義務",
        RecordKind::GlossaryTerm => "用語",
        RecordKind::Provision => "条項",
        RecordKind::Edition => "年度版",
    }
}
