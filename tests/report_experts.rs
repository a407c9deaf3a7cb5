//! `shirube report experts`: all experts of a center, marked as confidential in every form, and never written where a
//! build would publish them.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Data, Reader as _, Xlsx};

const TOPICS: &str = "- {id: noise, name: {ja: 騒音, en: Noise}, summary: {ja: 音, en: Sound}}\n\
    - {id: light, name: {ja: 照明, en: Light}, summary: {ja: 光, en: Light}}\n";
const EXPERTS: &str = "id,topics,kind,name_ja,name_en,reading,contact,languages,verified_on,visibility,note\n\
    lamp,light,person,灯 三郎,Lamp,あかり さぶろう,lamp@example.jp,ja,2023-03-01,public,\n\
    wada,noise,person,和田,Wada,わだ,wada@example.jp,ja;en,2023-03-01,internal,<b>夜間</b> のみ\n\
    aoki,light;noise,institution,青木,Aoki,あおき,=1+1,ja,2020-03-01,on-request,+81 も可\n";

/// A portal with a center of three experts, one of each visibility.
fn portal() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let content = folder.path().join("content");
    let center = content.join("centers/tokyo");
    std::fs::create_dir_all(&center).expect("a folder");
    let write = |path: PathBuf, text: &str| std::fs::write(path, text).expect("a file");
    write(content.join("site.yaml"), "title: {ja: 入口, en: Portal}\nlanguages: [ja, en]\nedition: 2023\n");
    write(content.join("topics.yaml"), TOPICS);
    write(center.join("center.yaml"), "name: {ja: 東京 & 島, en: Tokyo & islands}\nprefecture: 13\n");
    write(center.join("experts.csv"), EXPERTS);
    folder
}

fn shirube(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(arguments)
        .args(["--date", "2023-06-01"])
        .current_dir(folder)
        .env("LC_ALL", "C")
        .output()
        .expect("the program starts")
}

fn report(folder: &Path, arguments: &[&str]) -> Output {
    shirube(folder, &[&["report", "experts"], arguments].concat())
}

/// What a report that succeeds prints.
fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = report(folder, &[&["--center", "tokyo"], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The code and message of a report that is refused.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = report(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty(), "nothing of the list is printed");
    String::from_utf8(output.stderr).expect("UTF-8")
}

/// The places of these texts, which stand in this order.
fn in_order(text: &str, parts: &[&str]) {
    let places: Vec<usize> =
        parts.iter().map(|part| text.find(part).unwrap_or_else(|| panic!("no {part}: {text}"))).collect();
    assert!(places.is_sorted(), "{parts:?}: {places:?}");
}

#[test]
fn a_table_begins_and_ends_with_the_marking() {
    let portal = portal();
    let table = printed(portal.path(), &[]);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!((lines.first(), lines.last()), (Some(&"取扱注意"), Some(&"取扱注意")), "{table}");
    // By the first topic of each in the order of topics, then by reading: not in that of the file.
    in_order(&table, &["青木", "和田", "灯 三郎"]);
    in_order(&table, &["東京 & 島", "2023年6月1日現在", "公開 1 件、求めに応じ提供 1 件、内部限り 1 件", "夜間"]);
    assert!(lines.iter().any(|line| line.contains("青木") && line.contains("要確認 2020年3月1日")), "{table}");
    assert!(lines.iter().any(|line| line.contains("和田") && !line.contains("要確認")), "{table}");

    let english = printed(portal.path(), &["--lang", "en"]);
    assert!(english.starts_with("Confidential\n") && english.trim_end().ends_with("\nConfidential"), "{english}");
    in_order(&english, &["Tokyo & islands", "1 June 2023", "Public 1, On request 1, Internal 1", "Aoki"]);
}

#[test]
fn a_topic_narrows_the_list() {
    let portal = portal();
    let noise = printed(portal.path(), &["--topic", "noise"]);
    in_order(&noise, &["騒音", "全 2 件（公開 0 件", "青木", "和田"]);
    assert!(!noise.contains("灯"), "{noise}");
    // Of one topic, reading alone decides.
    in_order(&printed(portal.path(), &["--topic", "light"]), &["青木", "灯 三郎"]);
}

#[test]
fn csv_carries_the_marking_in_a_column_and_no_formulas() {
    let portal = portal();
    let csv = printed(portal.path(), &["--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let headings = reader.headers().expect("headings").clone();
    let rows: Vec<csv::StringRecord> =
        reader.records().map(|row| row.expect("a row as wide as the headings")).collect();
    let cells = |name: &str| -> Vec<&str> {
        let column = headings.iter().position(|heading| heading == name).expect("a column");
        rows.iter().map(|row| &row[column]).collect()
    };
    assert_eq!(cells("marking"), ["取扱注意"; 3]);
    assert_eq!(cells("id"), ["aoki", "wada", "lamp"]);
    assert_eq!(cells("visibility"), ["on-request", "internal", "public"]);
    assert_eq!(cells("topics"), ["light;noise", "noise", "light"]);
    assert_eq!(cells("contact"), ["'=1+1", "wada@example.jp", "lamp@example.jp"]);
    assert_eq!(cells("note"), ["'+81 も可", "<b>夜間</b> のみ", ""]);
    assert_eq!(cells("stale"), ["yes", "no", "no"]);
    assert_eq!(cells("date"), ["2023-06-01"; 3]);
}

#[test]
fn html_is_one_file_with_the_marking_on_every_page() {
    let portal = portal();
    let html = printed(portal.path(), &["--format", "html"]);
    in_order(&html, &["<html lang=\"ja\">", "class=\"marking\">取扱注意<", "<h1>東京 &amp; 島", "<thead>", "青木"]);
    in_order(&html, &["@bottom-center", "<thead>\n<tr class=\"running\"><td colspan=\"11\">取扱注意 ", "</thead>"]);
    assert!(html.contains("&lt;b&gt;夜間&lt;/b&gt;") && !html.contains("<b>"), "what was typed is text: {html}");
    for outside in ["<script", "<link", "src=", "url(", "@import", "http"] {
        assert!(!html.contains(outside), "{outside}: the file needs no other");
    }
    assert!(printed(portal.path(), &["--format", "html", "--lang", "en"]).contains("class=\"marking\">Confidential<"));
}

#[test]
fn a_workbook_is_marked_and_holds_all_as_text() {
    let portal = portal();
    let write = |name: &str| {
        let file = portal.path().join(name);
        printed(portal.path(), &["--format", "xlsx", "--output", name]);
        std::fs::read(file).expect("the workbook")
    };
    let bytes = write("sheet.xlsx");
    assert_eq!(bytes, write("again.xlsx"), "the same list gives the same bytes");
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).expect("a workbook");
    let range = workbook.worksheet_range_at(0).expect("a sheet").expect("its cells");
    let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
    assert_eq!(rows[0][0], "取扱注意");
    assert!(rows[1][0].starts_with("東京 & 島"), "{rows:?}");
    let headings = rows.iter().position(|row| row[0] == "テーマ").expect("headings");
    let names: Vec<&str> = rows[headings + 1..].iter().map(|row| row[3].as_str()).collect();
    assert_eq!(names, ["青木", "和田", "灯 三郎"]);
    assert_eq!(range.get_value((u32::try_from(headings).expect("a row") + 1, 7)), Some(&Data::String("=1+1".into())));
    let visibilities: Vec<&str> = rows[headings + 1..].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(visibilities, ["求めに応じ提供", "内部限り", "公開"]);

    // The page head, on paper, and the width of one page.
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).expect("a ZIP file");
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").expect("the sheet")).expect("text");
    for part in ["<oddHeader>&amp;C取扱注意<", "fitToHeight=\"0\"", "state=\"frozen\"", "paperSize=\"9\""] {
        assert!(sheet.contains(part), "{part}: {sheet}");
    }
}

#[test]
fn a_workbook_is_not_printed() {
    let portal = portal();
    let message = refused(portal.path(), &["--center", "tokyo", "--format", "xlsx"]);
    assert!(message.contains("name it with --output FILE"), "{message}");
}

#[test]
fn an_unknown_center_or_topic_names_the_nearest() {
    let portal = portal();
    let message = refused(portal.path(), &["--center", "tokio"]);
    assert!(message.contains("--center tokio: there is none") && message.contains("`tokyo`"), "{message}");
    let message = refused(portal.path(), &["--center", "tokyo", "--topic", "nois", "--messages", "ja"]);
    assert!(message.contains("--topic nois に当たるものがありません") && message.contains("「noise」"), "{message}");
}

/// The sheet must never be published, by whatever name its place goes.
#[test]
fn no_sheet_is_written_where_it_would_be_published() {
    let portal = portal();
    let folder = portal.path();
    assert!(shirube(folder, &["build", "--out", "site"]).status.success());
    std::fs::create_dir_all(folder.join("themes/default/static")).expect("a folder");
    let mut places = vec![
        "public/sheet.html".to_owned(),
        "site/sheet.html".to_owned(),
        "site/ja/sheet.html".to_owned(),
        "content/sheet.html".to_owned(),
        "content/centers/../assets/sheet.html".to_owned(),
        "themes/default/static/sheet.html".to_owned(),
        folder.join("site/sheet.html").to_string_lossy().into_owned(),
    ];
    #[cfg(unix)]
    {
        let link = |target: &str, name: &str| std::os::unix::fs::symlink(target, folder.join(name)).expect("a link");
        link("site", "linked-folder");
        link("content/none.html", "linked-file.html");
        places.extend(["linked-folder/sheet.html".to_owned(), "linked-file.html".to_owned()]);
    }
    for place in &places {
        for format in ["table", "csv", "html", "xlsx"] {
            let arguments = ["--center", "tokyo", "--format", format, "--output", place];
            let message = refused(folder, &arguments);
            assert!(message.contains("confidential") && message.contains("--output"), "{place}: {message}");
            assert!(!folder.join(place).exists(), "{place}");
        }
    }
    let message = refused(folder, &["--center", "tokyo", "--output", "site/x", "--messages", "ja"]);
    assert!(message.contains("取扱注意") && message.contains("書き出しません"), "{message}");
    // Beside them is fine.
    printed(folder, &["--format", "html", "--output", "sheet.html"]);
    assert!(folder.join("sheet.html").is_file());
}

#[test]
fn a_wrong_list_is_not_handed_out() {
    let portal = portal();
    let file = portal.path().join("content/centers/tokyo/experts.csv");
    std::fs::write(file, EXPERTS.replace("internal", "internl")).expect("a file");
    let output = report(portal.path(), &["--center", "tokyo"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
}
