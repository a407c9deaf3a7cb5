//! The problems in Japanese.

use super::beginning;
use super::problem::{Expected, Found, Problem, RecordKind};
use super::unreadable::{TableFault, YamlFault};

pub(super) fn message(problem: &Problem) -> String {
    match problem {
        Problem::UnknownKey { key, .. } => format!("「{key}」という項目はありません"),
        Problem::MissingKey { key, record } => format!("{}に必須の項目「{key}」がありません", of(record)),
        Problem::EmptyCell { column } => format!("この行の「{column}」の欄が空です"),
        Problem::WrongType { expected, found } => {
            format!("ここには{}を書きますが、{}になっています", wanted(*expected), there(found))
        }
        Problem::UnknownValue { value, .. } => format!("「{value}」はここに書ける値ではありません"),
        Problem::EmptyText => "値が空です".into(),
        Problem::MissingText { language } => format!("{}の文がありません", language.japanese_name()),
        Problem::ControlCharacter => "目に見えない制御文字があります".into(),
        Problem::InvalidNumber { number } => format!("番号「{number}」に数字・英字・仮名がありません"),
        Problem::InvalidReference { value } => format!("「{value}」は条項のアドレスの形ではありません"),
        Problem::InvalidId { id } => format!("「{id}」は ID として使えません"),
        Problem::DuplicateId { id, first } => format!("ID「{id}」は {first} で既に使われています"),
        Problem::UnknownRecord { kind, id, .. } => format!("{}「{id}」はありません", record(*kind)),
        Problem::InvalidDate { value, with_time: false } => format!("「{value}」は日付ではありません"),
        Problem::InvalidDate { value, with_time: true } => format!("「{value}」は日時ではありません"),
        Problem::DatesReversed { from, until } => format!("{until} が {from} より前になっています"),
        Problem::OutOfRange { value, least, greatest } => {
            format!("「{value}」は {least} から {greatest} までの数ではありません")
        }
        Problem::InvalidUrl { value } => format!("「{value}」はウェブアドレスではありません"),
        Problem::Coordinates { value, swapped: false } => format!("「{value}」度は日本の範囲にありません"),
        Problem::Coordinates { value, swapped: true } => format!("「{value}」度：緯度と経度が逆です"),
        Problem::InvalidAnchor { value } => format!("「{value}」は条の見出し位置（anchor）の書き方ではありません"),
        Problem::UnknownLaw { name } => format!("「{name}」が引用されていますが、laws.yaml にありません"),
        Problem::InvalidEgovId { value } => format!("「{value}」は e-Gov の法令 ID の形ではありません"),
        Problem::StrayBrackets => "この二重のかっこは参照になっていません".into(),
        Problem::NeverApplies => "この条件の全てに当てはまる場合はありません".into(),
        Problem::UnknownTarget { target, is_ambiguous: false, .. } => format!("条項「{target}」はありません"),
        Problem::UnknownTarget { target, .. } => format!("「{target}」に当たる条項が二つ以上あります"),
        Problem::UnresolvedReference { words, is_below: Some(is_below), .. } => {
            format!("「{words}」はここより{}にありません", if *is_below { "前" } else { "後" })
        }
        Problem::UnresolvedReference { words, .. } => format!("「{words}」に当たるものがこの文書にありません"),
        Problem::RestatesNothing { .. } => "何の再掲かが書かれていません".into(),
        Problem::InvalidColour { value } => format!("「{value}」は色の書き方ではありません"),
        Problem::LowContrast { colour, ground, contrast, .. } => {
            format!(
                "「{colour}」の文字は背景「{ground}」の上で読みにくい色です（コントラスト比 {contrast}：1、必要なのは 4.5：1）"
            )
        }
        Problem::NoPortalUrl => "全国のポータルのアドレスが分かりません".into(),
        Problem::Cycle { path } => format!("参照が循環しています：{}", path.join(" → ")),
        Problem::NumberOrGroup => "条項には number か group のどちらか一方を書きます".into(),
        Problem::ActivitiesOrPlanItems => "計画項目には activities か plan_items のどちらか一方を書きます".into(),
        Problem::AmountOrRatio => "義務には amount か ratio のどちらか一方を書きます".into(),
        Problem::TooDeep { most } => format!("条項の入れ子が {most} 段を超えています"),
        Problem::Yaml(fault) => yaml(fault),
        Problem::YamlTooLarge => "この YAML は入れ子や繰返しが多すぎます".into(),
        Problem::Table(fault) => table(fault),
        Problem::FrontMatter { begins: false } => "ページの先頭に前書き（front matter）がありません".into(),
        Problem::FrontMatter { begins: true } => "ページの前書き（front matter）が終わっていません".into(),
        Problem::FileTooLarge { bytes } => {
            format!("ファイルが {} MB あります。読めるのは 10 MB までです", bytes.div_ceil(1_000_000))
        }
        Problem::NotUtf8 { .. } => "ファイルの文字コードが UTF-8 ではありません".into(),
        Problem::LinkLeavesFolder => {
            "このシンボリックリンクの先が、コンテンツフォルダーの外にあるか、見つかりません".into()
        }
        Problem::ParentInPath { path } => format!("パス「{path}」に .. が含まれています"),
        Problem::UnknownFile { .. } => "この名前のファイルはここでは使われません".into(),
        Problem::MissingFile { name } => format!("フォルダーに「{name}」がありません"),
        Problem::Io { message } => message.clone(),
        Problem::Import(fault) => fault.japanese().0,
        Problem::Imported(note) => note.japanese().0,
        Problem::Review { japanese, .. } => format!("要確認:{japanese}"),
        Problem::RawHtml => "文の中に HTML は書けません".into(),
        Problem::BrokenLink { target, .. } => format!("リンク「{target}」の行き先がありません"),
        Problem::BrokenAnchor { target } => format!("リンク「{target}」のページに、その位置がありません"),
        Problem::AddressTaken { address, by_portal: false } => {
            format!("アドレス「{address}」は別のページが使っています")
        }
        Problem::AddressTaken { address, by_portal: true } => {
            format!("アドレス「{address}」には、ポータルが自動で作るページがあります")
        }
        Problem::StaleEntries { ids, count, total } => {
            let more = if ids.len() < *count { "など" } else { "" };
            format!("専門家 {total} 件のうち {count} 件が、1年以上確認されていません：{}{more}", ids.join("、"))
        }
        Problem::PastEvents { count, date } => format!("催し {count} 件がすべて {date} より前に終わっています"),
        Problem::Catalogue(fault) => fault.japanese(),
        Problem::StaleTranslations { places, count } => {
            let more = if places.len() < *count { "など" } else { "" };
            format!("翻訳 {count} 件が、変更前の原文のままです：{}{more}", places.join("、"))
        }
        Problem::InvalidLock => "翻訳の記録として読めない行です".into(),
        Problem::Template { message } => format!("テンプレートの処理に失敗しました：{message}"),
        Problem::MissingMessage { key, language } => {
            format!("{}のロケールファイルに文言「{key}」がありません", language.japanese_name())
        }
    }
}

#[allow(clippy::too_many_lines, reason = "one line a problem")]
pub(super) fn hint(problem: &Problem) -> Option<String> {
    Some(match problem {
        Problem::UnknownKey { nearest: Some(nearest), .. }
        | Problem::UnknownRecord { nearest: Some(nearest), .. }
        | Problem::UnknownFile { nearest: Some(nearest) }
        | Problem::BrokenLink { nearest: Some(nearest), .. } => format!("「{nearest}」のことですか？"),
        Problem::EmptyCell { column: column @ ("name" | "title") } => {
            format!("「{column}_ja」と「{column}_en」の列に書いてください")
        }
        Problem::EmptyCell { column } => format!("「{column}」の列に書いてください"),
        Problem::UnknownKey { known, .. } => format!("書ける項目：{}", known.join("、")),
        Problem::MissingKey { key, .. } => format!("「{key}: …」の行を書き足してください"),
        Problem::WrongType { expected: Expected::Text, .. } => {
            "文字列か、言語ごとの文「{ja: …, en: …}」を書いてください".into()
        }
        Problem::WrongType { expected: Expected::Sequence, .. } => {
            "「- 」で始まる行を並べるか、[a, b] のように書いてください".into()
        }
        Problem::WrongType { expected: Expected::TrueOrFalse, .. } => "true か false を書いてください".into(),
        Problem::WrongType { expected: Expected::WholeNumber, .. } => {
            "「30」のように半角数字だけで書いてください".into()
        }
        Problem::WrongType { expected: Expected::Number, .. } => "半角数字で書いてください（20 % なら「0.2」）".into(),
        Problem::WrongType { expected: Expected::Scalar, .. } => "括弧や項目なしで、値を一つ書いてください".into(),
        Problem::WrongType { expected: Expected::Mapping, .. } => {
            "「項目: 値」の行を、字下げをそろえて書いてください（コロンと空白は半角）".into()
        }
        Problem::UnknownValue { allowed, in_tables: [], .. } => format!("書ける値：{}", allowed.join("、")),
        Problem::UnknownValue { in_tables, .. } => {
            let either = |(word, others): &(&str, &[&str])| match others.first() {
                Some(other) => format!("{other}（{word}）"),
                None => (*word).to_owned(),
            };
            format!("書ける値：{}", in_tables.iter().map(either).collect::<Vec<_>>().join("、"))
        }
        Problem::EmptyText => "文を書くか、項目ごと削除してください".into(),
        Problem::MissingText { language } => {
            let code = language.code();
            format!("「{code}: …」（表では「…_{code}」の列）を書き足してください。正文の言語です")
        }
        Problem::ControlCharacter => {
            "消して、前後の文字を打ち直してください（コピーした文に含まれていたものです）".into()
        }
        Problem::InvalidId { .. } => {
            "半角の英小文字・数字・ハイフン100字以内で書いてください（例：employer-seminars）".into()
        }
        Problem::InvalidNumber { .. } => "「(1)」「ア」のように、文書のとおりに書いてください".into(),
        Problem::InvalidReference { .. } => {
            "「directives/2023/employer-seminars/d1」のように、言語なしで書いてください".into()
        }
        Problem::DuplicateId { .. } => "どちらか一方の ID を変えてください".into(),
        Problem::UnknownRecord { kind, .. } => match kind {
            RecordKind::Topic => "テーマの一覧は topics.yaml にあります".into(),
            RecordKind::Notice => "通達などの一覧は notices.yaml にあります".into(),
            RecordKind::GlossaryTerm => "用語の一覧は glossary.yaml にあります".into(),
            RecordKind::Duty => "義務は指示事項の duties の下にあります".into(),
            RecordKind::Edition => "年度版は directives/ の中の、年度を名前とするフォルダーです".into(),
            RecordKind::Center => "センターは centers/ の中の、都道府県を名前とするフォルダーです".into(),
            RecordKind::Provision => {
                "ブラウザーに出るアドレスを、言語と「#」なしで書いてください（例：guidance/overwork/5/2）".into()
            }
        },
        Problem::InvalidDate { with_time: false, .. } => "「2023-04-01」のように年・月・日を書いてください".into(),
        Problem::InvalidDate { with_time: true, .. } => "「2023-06-14T14:00」のように日時を書いてください".into(),
        Problem::OutOfRange { least, greatest, .. } => format!("{least} から {greatest} までの数を書いてください"),
        Problem::DatesReversed { .. } => "二つの日付を入れ替えてください".into(),
        Problem::InvalidUrl { .. } => "「https://www.example.jp/」のように全体を書いてください".into(),
        Problem::Coordinates { swapped: true, .. } => "緯度（20〜46）と経度（122〜154）を入れ替えてください".into(),
        Problem::Coordinates { .. } => {
            "緯度は 20〜46、経度は 122〜154 の度数を小数で書いてください（例：35.6895）".into()
        }
        Problem::InvalidAnchor { .. } => {
            "「Mp-At_{article}」のように、条の番号が入る所に {article} と書いてください。ほかに使えるのは英数字と - _ です".into()
        }
        Problem::UnknownLaw { .. } => {
            "laws.yaml に法令を加えてください。すでにあるときは、この名を name か abbreviation に書いてください".into()
        }
        Problem::UnresolvedReference { candidates, is_below: Some(is_below), .. } => {
            let (side, word) = if *is_below { ("後", "下記") } else { ("前", "上記") };
            format!("「{}」は{side}にあります。「{word}」と書いてください", candidates.join("」「"))
        }
        Problem::UnresolvedReference { candidates, .. } if !candidates.is_empty() => {
            format!("「{}」のことですか？", candidates.join("」「"))
        }
        Problem::UnresolvedReference { .. } => {
            "番号を確かめてください。離れた所は「上記5の(1)のア」のように上の段から書きます".into()
        }
        Problem::InvalidEgovId { .. } => {
            "laws.e-gov.go.jp での、法令のアドレスの最後の15字（英大文字と数字）を書いてください（例：347AC0000000057）".into()
        }
        Problem::StrayBrackets => {
            "「[[5(2)ア]]」のように1行の中で閉じてください。リンクの中では使えません。ページの表の中では、言葉の前を「\\|」としてください。かっこそのものを見せるときは「`」で囲んでください".into()
        }
        Problem::NeverApplies => {
            "条件どうしを見比べてください。上の見出しの条件も、ここに当てはまります".into()
        }
        Problem::UnknownTarget { candidates, .. } if !candidates.is_empty() => {
            let named = candidates.iter().map(|(id, number)| format!("{number} なら「[[{id}]]」"));
            format!("{} と書いてください", named.collect::<Vec<_>>().join("、"))
        }
        Problem::UnknownTarget { .. } => {
            "「[[guidance/overwork/5(2)ア]]」のように文書と番号を書くか、ブラウザーに出るアドレスを書いてください".into()
        }
        Problem::RestatesNothing { nearest: Some(nearest) } => {
            format!("元が「{nearest}」なら「restates: {nearest}」と書いてください")
        }
        Problem::RestatesNothing { nearest: None } => {
            "元の ID を「restates: …」に書いてください".into()
        }
        Problem::InvalidColour { .. } => "「#0a5c8c」のように、# と16進数6桁を引用符で囲んで書いてください".into(),
        Problem::LowContrast { readable, .. } => format!("近い色では「{readable}」が読めます"),
        Problem::NoPortalUrl => {
            "site.yaml に「base_url: https://…」を書いてください。センターのサイトは、ほかの案内を全国のポータルへリンクします".into()
        }
        Problem::Cycle { .. } => "参照のどれかを削除してください".into(),
        Problem::NumberOrGroup => {
            "番号は印刷のとおり number に、番号のない見出しは group に ID を書いてください".into()
        }
        Problem::ActivitiesOrPlanItems => "両方ではなく、どちらか一方を書いてください".into(),
        Problem::AmountOrRatio => {
            "どちらか一方を書いてください。どちらもないのは、比べる baseline があるときだけです".into()
        }
        Problem::TooDeep { .. } => "いちばん奥の条項を上の段か、別の条項に移してください".into(),
        Problem::Yaml(fault) => yaml_hint(fault).into(),
        Problem::YamlTooLarge => "リストの入れ子を減らし、& と * は使わないでください".into(),
        Problem::Table(fault) => table_hint(fault).into(),
        Problem::FrontMatter { begins: false } => {
            "先頭に「---」「title: …」「---」をそれぞれ一行で書いてください".into()
        }
        Problem::FrontMatter { begins: true } => "本文の前に「---」だけの行を書いてください".into(),
        Problem::FileTooLarge { .. } => "ファイルを分けてください".into(),
        Problem::NotUtf8 { is_table: true } => {
            "「CSV UTF-8」の形式で保存してください（Excel の「名前を付けて保存」で選べます）".into()
        }
        Problem::NotUtf8 { is_table: false } => {
            "エディターの「名前を付けて保存」で文字コードに UTF-8 を選んでください".into()
        }
        Problem::LinkLeavesFolder => "ファイルの写しをコンテンツフォルダーに置いてください".into(),
        Problem::ParentInPath { .. } => "コンテンツフォルダーからのパスを .. なしで書いてください".into(),
        Problem::UnknownFile { .. } => "置けるファイルは docs/content.md にあります".into(),
        Problem::MissingFile { name: "center.yaml" } => "name と prefecture を書いたファイルが要ります".into(),
        Problem::MissingFile { name: "edition.yaml" } => "title を書いたファイルが要ります".into(),
        Problem::MissingFile { .. } => "shirube new フォルダー名 で、ひな形のポータルを作れます".into(),
        Problem::RawHtml => "Markdown で書いてください。「<」をそのまま見せるには「\\<」と書きます".into(),
        Problem::BrokenLink { target, .. } if target.starts_with("/files/") => {
            "ファイルを content/files/ に置いてください。大文字と小文字は区別されます".into()
        }
        Problem::BrokenLink { target, .. } if target.starts_with("www.") => {
            "ポータルの外のアドレスは「https://」から書いてください".into()
        }
        Problem::BrokenLink { .. } => {
            "ポータル内のアドレスは「/topics/addiction/」のように、先頭から言語なしで書いてください".into()
        }
        Problem::BrokenAnchor { .. } => {
            "「#」の後は、条項の ID か、「## 目的 {#purpose}」のように付けた見出しの ID です".into()
        }
        Problem::AddressTaken { by_portal: false, .. } => "どちらかのファイル名か ID を変えてください".into(),
        Problem::AddressTaken { by_portal: true, .. } => {
            "そのページは動かせません。このファイルの名前、又はこの項目の ID を変えてください".into()
        }
        Problem::StaleEntries { .. } => "内容を確かめて、確認日（verified_on）を書き直してください".into(),
        Problem::PastEvents { .. } => "これからの催しを書き足してください。終わった催しは記録として残せます".into(),
        Problem::Catalogue(fault) => fault.japanese_hint().into(),
        Problem::StaleTranslations { .. } => "訳し直すか、訳が今も正しければ shirube translate accept パス で記録してください".into(),
        Problem::InvalidLock => "競合の後なら、印を消してどちらかの行を残してください。失われた記録は shirube translate accept で作り直せます".into(),
        Problem::MissingMessage { language, .. } => {
            format!("テーマの locales/{}.yaml に書き足してください", language.code())
        }
        Problem::Import(fault) => fault.japanese().1.into(),
        Problem::Imported(note) => note.japanese().1.into(),
        Problem::Review { .. } => "公式の文書と見比べ、必要なら直した上で、この注記を消してください".into(),
        Problem::Io { .. } | Problem::Template { .. } => return None,
    })
}

fn yaml(fault: &YamlFault) -> String {
    match fault {
        YamlFault::UnexpectedColon => "ここには項目とコロンを書けません".into(),
        YamlFault::MissingColon => "項目の後に、コロンと空白がありません".into(),
        YamlFault::Indentation => "この行の字下げが、前後の行とそろっていません".into(),
        YamlFault::Tab => "空白を書くところにタブがあります".into(),
        YamlFault::UnclosedQuote => "この引用符が閉じていません".into(),
        YamlFault::BehindQuote => "閉じる引用符の後に文字があります".into(),
        YamlFault::Bracket => "ここか前の行で、括弧が閉じていないか余っています。または「,」が足りません".into(),
        YamlFault::SpecialCharacter => "文をこの記号で始めることはできません".into(),
        YamlFault::DuplicateKey { key } => format!("項目「{key}」が二度書かれています"),
        YamlFault::SecondDocument => "この前の「---」の行で、別の文書が始まっています".into(),
        YamlFault::Other { message } => format!("YAML として読めません（{message}）"),
    }
}

fn yaml_hint(fault: &YamlFault) -> &'static str {
    match fault {
        YamlFault::UnexpectedColon => "「: 」を含む文なら引用符で囲み、そうでなければ字下げを確かめてください",
        YamlFault::MissingColon => "「項目: 値」のように、半角のコロンと半角の空白を書いてください",
        YamlFault::Indentation => "同じ並びの行と同じ数の半角空白で始めてください",
        YamlFault::Tab => "字下げには半角の空白を、一段につき二つ使ってください",
        YamlFault::UnclosedQuote => "文の終わりに同じ引用符を書いてください",
        YamlFault::BehindQuote => "\"…\" の中の引用符は「\\\"」、'…' の中の引用符は「''」と書いてください",
        YamlFault::Bracket => {
            "リストは「[a, b]」、文は「{ja: …, en: …}」と書き、「,」や括弧を含む値は引用符で囲んでください"
        }
        YamlFault::SpecialCharacter => "文全体を引用符で囲んでください",
        YamlFault::DuplicateKey { .. } => "どちらか一方を消してください",
        YamlFault::SecondDocument => "「---」の行を消してください",
        YamlFault::Other { .. } => "この行と前の行の字下げ・引用符・コロンを確かめてください",
    }
}

fn table(fault: &TableFault) -> String {
    match fault {
        TableFault::TooManyCells { cells, columns } => {
            format!("この行には {cells} 個の値がありますが、表の列は {columns} 個です")
        }
        TableFault::DuplicateColumn { name } => format!("列「{name}」が二つあります"),
        TableFault::Separator => "列がコンマで区切られていません".into(),
        TableFault::UnclosedQuote => "この行の引用符が閉じていません".into(),
        TableFault::ErrorValue { value } => format!("セルの値が「{value}」というエラーになっています"),
        TableFault::NoHeading => "見出しのない列に値があります".into(),
        TableFault::LostZero { written, restored } => {
            format!("電話番号「{written}」の先頭の 0 がないので「{restored}」としました")
        }
        TableFault::Locked => "パスワード付きか、Excel 2003 以前の形式のため読めません".into(),
        TableFault::Damaged => "Excel ブックとして読めません".into(),
        TableFault::NoSheet => "このブックには、表示されているシートがありません".into(),
        TableFault::OtherSheets { first, others } => {
            format!("シート「{first}」だけを読みました。次のシートは読んでいません：{}", others.join("、"))
        }
    }
}

fn table_hint(fault: &TableFault) -> &'static str {
    match fault {
        TableFault::TooManyCells { .. } => "コンマを含む値は「\"a, b\"」のように引用符で囲んでください",
        TableFault::DuplicateColumn { .. } => "どちらか一方を消すか、名前を変えてください",
        TableFault::Separator => "コンマ区切りで保存してください（Excel では「CSV UTF-8」）",
        TableFault::UnclosedQuote => "引用符を閉じてください。値の中の引用符は「\"\"」と二つ書きます",
        TableFault::ErrorValue { .. } => "数式を直すか、列の幅を広げてから保存してください",
        TableFault::NoHeading => "列の1行目に見出しを書くか、値を消してください",
        TableFault::LostZero { .. } => "セルの表示形式を「文字列」にして、番号を入れ直してください",
        TableFault::Locked => "パスワードを外し、「Excel ブック (.xlsx)」の形式で保存してください",
        TableFault::Damaged => "Excel で開き、「Excel ブック (.xlsx)」の形式で保存し直してください",
        TableFault::NoSheet => "シートを再表示してください",
        TableFault::OtherSheets { .. } => "使う表を一番左のシートに置き、ほかのシートは削除するか非表示にしてください",
    }
}

/// The kind of a record that lacks a key, from its name in the declaration.
fn of(record: &str) -> &str {
    match record {
        "activity" => "取組",
        "aliases" => "別名",
        "baseline" => "比較の基準",
        "center.yaml" => "センター",
        "consultation route" => "相談先",
        "continuation of a guidance" | "guidance" => "指針",
        "desk" => "窓口",
        "directive" => "指示事項",
        "duty" => "義務",
        "edition.yaml" => "年度版",
        "event" => "行事",
        "expert" => "専門家",
        "front matter" => "前書き",
        "glossary term" => "用語",
        "item" => "細目",
        "law" => "法律",
        "leaflet" => "資料",
        "notice" => "通達など",
        "organisation" => "組織",
        "part" => "部",
        "plan item" => "計画項目",
        "remark" => "備考",
        "topic" => "テーマ",
        other => other,
    }
}

fn wanted(expected: Expected) -> &'static str {
    match expected {
        Expected::Mapping => "「項目: 値」の組",
        Expected::Sequence => "リスト",
        Expected::Scalar => "一つの値",
        Expected::Text => "文",
        Expected::WholeNumber => "整数",
        Expected::Number => "数",
        Expected::TrueOrFalse => "「true」か「false」",
    }
}

fn there(found: &Found) -> String {
    match found {
        Found::Mapping => "「項目: 値」の組".into(),
        Found::Sequence => "リスト".into(),
        Found::Scalar(value) => format!("「{}」", beginning(value)),
        Found::Nothing => "空".into(),
    }
}

fn record(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Topic => "テーマ",
        RecordKind::Notice => "通達など",
        RecordKind::Duty => "義務",
        RecordKind::GlossaryTerm => "用語",
        RecordKind::Provision => "条項",
        RecordKind::Edition => "年度版",
        RecordKind::Center => "センター",
    }
}
