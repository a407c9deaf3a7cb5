//! The columns of tables: what each may be called, and in which form its values come.
//!
//! Headings are those of the recommended data sets of the Digital Agency (自治体標準オープンデータセット: イベント一覧, 公共施設一覧)
//! where these have the column, and those that offices use.

use unicode_normalization::UnicodeNormalization as _;

use crate::diagnostic::{Span, Synonyms};

use super::event::Event;
use super::expert::{Expert, Visibility};

/// A record that is a row of a table.
pub trait Row {
    /// The columns that the table may have.
    const COLUMNS: &'static [Column];

    /// Whether everybody may see it.
    fn is_public(&self) -> bool {
        true
    }
}

/// A column.
#[derive(Debug)]
pub struct Column {
    /// The key of the record, with `_ja` or `_en` behind that of a text.
    pub key: &'static str,
    /// The form of its values.
    pub form: Form,
    /// Other names for it, normalised.
    pub headings: &'static [&'static str],
}

/// The form of the values of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A text of several lines.
    Text,
    /// A text on one line.
    Line,
    /// An id, number, address or other value without variants of characters.
    Value,
    /// Several values.
    List,
    /// One of a few words, each with what offices write for it.
    Choice(Synonyms),
    /// A day.
    Day,
    /// A day, maybe with a time.
    Time,
    /// A time of the day that belongs to the day in the column named.
    Clock(&'static str),
    /// A telephone number, or an e-mail or web address.
    Contact,
    /// What the folder of the center says already; passed over.
    Known,
}

const fn column(key: &'static str, form: Form, headings: &'static [&'static str]) -> Column {
    Column { key, form, headings }
}

/// What may stand in a table for the values `allowed`, where `span` is in one.
pub fn in_tables(allowed: &[&str], span: &Span) -> Synonyms {
    let is_meant = |words: &Synonyms| words.iter().map(|(word, _)| word).eq(allowed);
    [VISIBILITY, KIND, YES_NO].into_iter().filter(|_| span.is_in_table()).find(is_meant).unwrap_or_default()
}

const VISIBILITY: Synonyms = &[
    ("public", &["公開", "公表", "掲載可"]),
    ("on-request", &["求めに応じて提供", "求めに応じ提供", "申出により提供", "要問合せ", "要問い合わせ", "照会時のみ"]),
    ("internal", &["非公開", "非公表", "内部", "内部限り", "部外秘", "掲載不可"]),
];

const KIND: Synonyms = &[("person", &["個人", "人", "専門家"]), ("institution", &["機関", "団体", "法人", "施設"])];

const YES_NO: Synonyms = &[
    ("yes", &["はい", "有", "あり", "可", "○", "〇", "◯", "オンライン", "true", "1"]),
    ("no", &["いいえ", "無", "なし", "否", "不可", "×", "✕", "-", "false", "0"]),
];

impl Row for Expert {
    fn is_public(&self) -> bool {
        self.visibility == Visibility::Public
    }

    const COLUMNS: &'static [Column] = &[
        column("id", Form::Value, &["no", "番号", "整理番号", "管理番号"]),
        column("topics", Form::List, &["テーマ", "分野", "対応分野", "専門分野"]),
        column("kind", Form::Choice(KIND), &["種別", "区分", "個人・機関の別"]),
        column("name_ja", Form::Line, &["name", "氏名", "名称", "氏名・名称", "氏名又は名称", "専門家名", "機関名"]),
        column(
            "name_en",
            Form::Line,
            &["氏名_英字", "名称_英字", "名称_英語", "氏名(英語)", "名称(英語)", "英語名", "英語表記"],
        ),
        column("reading", Form::Line, &["氏名_カナ", "名称_カナ", "フリガナ", "ふりがな", "よみがな", "カナ", "読み"]),
        column("organisation_ja", Form::Line, &["organisation", "所属", "所属機関", "勤務先", "団体名"]),
        column("organisation_en", Form::Line, &[]),
        column("qualification_ja", Form::Line, &["qualification", "資格", "保有資格", "資格等"]),
        column("qualification_en", Form::Line, &[]),
        column(
            "contact",
            Form::Contact,
            &["連絡先", "電話番号", "連絡先電話番号", "電話", "メールアドレス", "連絡先メールアドレス"],
        ),
        column("languages", Form::List, &["対応言語", "言語"]),
        column("verified_on", Form::Day, &["確認日", "最終確認日", "更新日"]),
        column("visibility", Form::Choice(VISIBILITY), &["公開区分", "公開範囲", "公開・非公開の別"]),
        column("note", Form::Text, &["備考", "メモ"]),
        column(
            "",
            Form::Known,
            &["都道府県名", "都道府県コード", "都道府県コード又は市区町村コード", "全国地方公共団体コード"],
        ),
    ];
}

impl Row for Event {
    const COLUMNS: &'static [Column] = &[
        column("id", Form::Value, &["no", "番号", "整理番号", "イベントid"]),
        column("title_ja", Form::Line, &["title", "イベント名", "名称", "研修名", "セミナー名", "行事名", "題名"]),
        column(
            "title_en",
            Form::Line,
            &["イベント名_英字", "イベント名_英語", "名称_英字", "名称(英語)", "題名(英語)"],
        ),
        column("start", Form::Time, &["開始日時", "開始日", "開催日", "開催日時", "日時"]),
        column("end", Form::Time, &["終了日時", "終了日"]),
        column("start", Form::Clock("start"), &["開始時間", "開始時刻", "start_time"]),
        column("end", Form::Clock("end"), &["終了時間", "終了時刻", "end_time"]),
        column("place_ja", Form::Line, &["place", "場所名称", "会場", "会場名", "開催場所", "場所"]),
        column("place_en", Form::Line, &[]),
        column("address_ja", Form::Line, &["address", "住所", "所在地", "所在地_連結表記"]),
        column("address_en", Form::Line, &[]),
        column("latitude", Form::Value, &["緯度"]),
        column("longitude", Form::Value, &["経度"]),
        column("online", Form::Choice(YES_NO), &["オンライン", "オンライン開催", "web開催"]),
        column("audience_ja", Form::Line, &["audience", "対象", "対象者"]),
        column("audience_en", Form::Line, &[]),
        column("capacity", Form::Value, &["定員"]),
        column("fee_ja", Form::Line, &["fee", "料金", "料金(基本)", "参加費", "受講料"]),
        column("fee_en", Form::Line, &[]),
        column("application", Form::Contact, &["申込先", "参加申込方法", "申込url", "申込方法"]),
        column("apply_by", Form::Day, &["申込期限", "申込締切", "申込締切日", "参加申込終了日", "参加申込終了日時"]),
        column(
            "contact",
            Form::Contact,
            &["連絡先", "問合せ先", "問い合わせ先", "連絡先電話番号", "連絡先メールアドレス"],
        ),
        column("url", Form::Value, &["url", "詳細url"]),
        column("topics", Form::List, &["テーマ", "分野"]),
        column("fulfils", Form::List, &["達成する義務", "指示事項", "該当する義務"]),
        column("summary_ja", Form::Text, &["summary", "説明", "概要", "内容"]),
        column("summary_en", Form::Text, &[]),
        column("updated_on", Form::Day, &["更新日", "データ更新日"]),
        column("note", Form::Text, &["備考", "メモ"]),
        column(
            "",
            Form::Known,
            &[
                "都道府県名",
                "都道府県コード",
                "都道府県コード又は市区町村コード",
                "全国地方公共団体コード",
                "主催者",
                "主催",
            ],
        ),
    ];
}

/// The column that a heading names, whatever differs from office to office: width of characters, blanks, case, a remark
/// such as （必須）. With 英語 or 英字 behind it, it is the English of the column before.
pub fn find(columns: &'static [Column], heading: &str) -> Option<&'static Column> {
    let normal = normal(heading);
    let by_name = |name: &str| {
        let is_key = |column: &&Column| column.key == name && !matches!(column.form, Form::Clock(_) | Form::Known);
        columns.iter().find(is_key).or_else(|| columns.iter().find(|column| column.headings.contains(&name)))
    };
    if let Some(column) = by_name(&normal) {
        return Some(column);
    }
    let bare = |text: &str| text.trim_end_matches([')', '(', '_', '※', '*']).trim_start_matches(['※', '*']).to_owned();
    let english = ENGLISH.iter().find_map(|word| bare(&normal).strip_suffix(word).map(bare));
    match english {
        Some(japanese) => {
            let key = by_name(&japanese)?.key.strip_suffix("_ja")?;
            columns.iter().find(|column| column.key.strip_suffix("_en") == Some(key))
        }
        None => by_name(&bare(normal.split('(').next().unwrap_or_default())),
    }
}

/// What offices write behind the heading of an English text.
const ENGLISH: [&str; 4] = ["英語表記", "英語", "英字", "英文"];

fn normal(heading: &str) -> String {
    heading.nfkc().filter(|character| !character.is_whitespace()).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_names_one_column() {
        for columns in [Expert::COLUMNS, Event::COLUMNS] {
            let mut names: Vec<&str> = columns.iter().flat_map(|column| column.headings.iter().copied()).collect();
            for name in &names {
                assert_eq!(normal(name), **name, "a heading is looked up normalised");
            }
            names.sort_unstable();
            let count = names.len();
            names.dedup();
            assert_eq!(names.len(), count);
        }
    }

    #[test]
    fn headings_are_found_in_the_forms_of_offices() {
        let key = |heading: &str| find(Expert::COLUMNS, heading).map(|column| column.key);
        assert_eq!(key("名称"), Some("name_ja"));
        assert_eq!(key("氏名・\n名称（必須）"), Some("name_ja"));
        assert_eq!(key("名称（英語）"), Some("name_en"));
        assert_eq!(key("ＩＤ"), Some("id"));
        assert_eq!(key("NO"), Some("id"));
        assert_eq!(key("公開区分※"), Some("visibility"));
        assert_eq!(key("所属（英文）"), Some("organisation_en"));
        assert_eq!(key("氏名・名称_英字"), Some("name_en"));
        assert_eq!(key("連絡先（英語）"), None);
        assert_eq!(key("血液型"), None);
    }
}
