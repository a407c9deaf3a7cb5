//! Lists as offices keep them: the same list in every encoding and form makes the same portal, and what spreadsheets do
//! to values is undone or named.

use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use shirube::diagnostic::{Diagnostics, Renderer};
use shirube::pipeline::{self, Options};
use shirube::portal::Portal;
use shirube::text::Language;

const SITE: &str = "title: 見本\nlanguages: [ja, en]\nedition: 2023\n";
const TOPICS: &str = "- {id: noise, name: 騒音, summary: 騒音}\n- {id: light, name: 光, summary: 光}\n";
const CENTER: &str = "name: 東京\nprefecture: 13\n";

/// A portal with one center that keeps its lists in these files, and what is said of it.
fn read(files: &[(&str, &[u8])]) -> (Portal, Vec<String>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let center = folder.path().join("centers/tokyo");
    std::fs::create_dir_all(&center).expect("a folder");
    let write = |path: &Path, bytes: &[u8]| std::fs::write(path, bytes).expect("a file");
    write(&folder.path().join("site.yaml"), SITE.as_bytes());
    write(&folder.path().join("topics.yaml"), TOPICS.as_bytes());
    write(&center.join("center.yaml"), CENTER.as_bytes());
    for (name, bytes) in files {
        write(&center.join(name), bytes);
    }
    let options = Options {
        content: folder.path().to_path_buf(),
        theme: None,
        out: folder.path().join("public"),
        base_url: None,
        center: None,
        drafts: false,
        date: jiff::civil::date(2023, 6, 1),
    };
    let mut diagnostics = Diagnostics::default();
    let portal = pipeline::load(&options, &mut diagnostics).expect("a portal").portal;
    let renderer = Renderer { format: shirube::diagnostic::Format::Short, language: Language::English, colour: false };
    let said = diagnostics.sorted().into_iter().map(|problem| renderer.render(&problem));
    // The temporary folder has another name each time.
    let said = said.map(|line| line.rsplit_once("tokyo/").map_or(line.clone(), |(_, rest)| rest.to_owned())).collect();
    (portal, said)
}

/// Every expert in words.
fn experts(portal: &Portal) -> Vec<String> {
    let text = |text: &shirube::source::Text| text.get(Language::Japanese).unwrap_or_default().to_owned();
    (portal.centers().flat_map(|(_, center)| &center.experts))
        .map(|expert| {
            let record = &expert.record;
            let topics: Vec<_> = record.topics.iter().map(|topic| topic.value.as_str()).collect();
            let english = record.name.get(Language::English).unwrap_or("-");
            let verified = record.verified_on.map(|date| date.to_string()).unwrap_or_default();
            format!(
                "{} {} {} {english} {} {} {verified} {}",
                record.id.value,
                topics.join("+"),
                text(&record.name),
                record.qualification.as_ref().map(text).unwrap_or_default(),
                record.contact.as_deref().unwrap_or("-"),
                record.visibility.word(),
            )
        })
        .collect()
}

/// The list of the tests as a spreadsheet in Japan would save it: ① and 髙 are in code page 932, not in JIS X 0208.
const LIST: &str = "番号,テーマ,種別,氏名・名称（必須）,氏名・名称（英語）,資格,電話番号,確認日,公開区分\r\n\
    a-1,noise、light,個人,髙橋①（見本）,Sample,\"産業医\r\n（専属）\",０３－００００－１２３４,令和５年４月１日,公開\r\n\
    b-2,noise,機関,見本病院,,,info@example.jp,R5.4.1,求めに応じて提供\r\n\
    ,,,,,,,,\r\n　,,,,,,,,\r\n";

const READ: [&str; 2] = [
    "a-1 noise+light 髙橋①（見本） Sample 産業医（専属） 03-0000-1234 2023-04-01 public",
    "b-2 noise 見本病院 -  info@example.jp 2023-04-01 on-request",
];

#[test]
fn a_list_reads_the_same_in_every_encoding() {
    let cp932 = encoding_rs::SHIFT_JIS.encode(LIST).0.into_owned();
    assert!(std::str::from_utf8(&cp932).is_err(), "the list is not UTF-8 by chance");
    let mark = [b"\xef\xbb\xbf", LIST.as_bytes()].concat();
    let tabs: Vec<u8> =
        std::iter::once(0xfeff).chain(LIST.replace(',', "\t").encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [LIST.as_bytes(), &mark, &cp932, &tabs] {
        let (portal, said) = read(&[("experts.csv", bytes)]);
        assert_eq!(said, [] as [&str; 0]);
        assert_eq!(experts(&portal), READ);
    }
}

#[test]
fn a_workbook_reads_as_it_looks() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("名簿").expect("a name");
    let date = Format::new().set_num_format("[$-411]ggge\"年\"m\"月\"d\"日\"");
    sheet.merge_range(0, 0, 0, 8, "令和5年度　専門家名簿", &Format::new()).expect("a title over all columns");
    for (column, heading) in LIST.lines().next().unwrap_or_default().split(',').enumerate() {
        sheet.write(2, u16::try_from(column).expect("few columns"), heading).expect("a heading");
    }
    // One topic over two rows, a date as a date, a number that lost its zero.
    sheet.merge_range(3, 1, 4, 1, "noise", &Format::new()).expect("merged rows");
    for (row, id, name) in [(3, "a-1", "髙橋①（見本）"), (4, "b-2", "見本\n病院")] {
        for (column, text) in [(0, id), (2, "機関"), (3, name), (8, "公開")] {
            sheet.write(row, column, text).expect("a cell");
        }
        let day = ExcelDateTime::from_ymd(2023, 4, 1).expect("a day");
        sheet.write_datetime_with_format(row, 7, &day, &date).expect("a date");
    }
    sheet.write(3, 6, "03-0000-1234").expect("a cell");
    sheet.write(4, 6, 300_001_234).expect("a number");
    // Formatted rows below the list are no entries.
    sheet.write_blank(40, 8, &Format::new().set_bold()).expect("a blank");
    workbook.add_worksheet().set_name("作業用").expect("a name").write(0, 0, "メモ").expect("a cell");
    let bytes = workbook.save_to_buffer().expect("a workbook");

    let (portal, said) = read(&[("experts.xlsx", &bytes)]);
    assert_eq!(
        experts(&portal),
        [
            "a-1 noise 髙橋①（見本） -  03-0000-1234 2023-04-01 public",
            "b-2 noise 見本病院 -  0300001234 2023-04-01 public",
        ]
    );
    assert_eq!(
        said,
        [
            "experts.xlsx: warning: only the sheet “名簿” is read, and not: 作業用 [table]",
            "experts.xlsx (cell G5): warning: the telephone number 300001234 lacks its leading zero; it is read as \
             0300001234 [table]",
        ]
    );
}

#[test]
fn a_mistake_in_a_workbook_is_named_by_its_cell() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let rows = [
        ["No", "テーマ", "種別", "名称", "公開区分"],
        ["1", "noise", "機関", "", "公開"],
        ["2", "nois", "病院", "見本", "公開"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).expect("a cell");
        }
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let (_, said) = read(&[("experts.xlsx", &bytes)]);
    assert_eq!(
        said,
        [
            "experts.xlsx (cell A2): error: the cell `name` of this row is empty [empty-cell]",
            "experts.xlsx (cell C3): error: `病院` is not one of the values allowed here [unknown-value]",
        ]
    );
}

#[test]
fn events_take_day_and_time_from_columns_of_their_own() {
    let list = "ID,イベント名,開始日,開始時間,終了日,終了時間,緯度,経度,オンライン開催,定員,都道府県名\n\
        a,講習,令和5年6月14日（水）,午後2時,,16:00,35.68,139.69,○,３０,東京都\n\
        b,二日間,2023/7/1,10時,2023/7/2,午後3時半,,,×,,東京都\n\
        c,一日,R5.8.1,,,,,,,,東京都\n";
    let (portal, said) = read(&[("events.csv", list.as_bytes())]);
    assert_eq!(said, [] as [&str; 0]);
    let events: Vec<String> = (portal.events.iter())
        .map(|event| {
            let record = &event.record;
            let end = record.end.map(|end| end.to_string()).unwrap_or_default();
            format!("{} {} {end} {:?} {:?}", record.id.value, record.start, record.capacity, record.online)
        })
        .collect();
    assert_eq!(
        events,
        [
            "a 2023-06-14T14:00:00 2023-06-14T16:00:00 Some(30) Some(Yes)",
            "b 2023-07-01T10:00:00 2023-07-02T15:30:00 None Some(No)",
            "c 2023-08-01T00:00:00  None None",
        ]
    );
}

#[test]
fn two_lists_of_one_kind_are_one_list() {
    let more = "id,kind,name_ja,visibility\nc-3,person,追加（見本）,public\n";
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(more.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write(row, column, cell).expect("a cell");
        }
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let (portal, said) = read(&[("experts.csv", LIST.as_bytes()), ("experts.xlsx", &bytes)]);
    assert_eq!(said, [] as [&str; 0]);
    assert_eq!(experts(&portal).len(), 3);
}
