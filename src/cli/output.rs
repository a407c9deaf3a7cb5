//! What commands say, in both languages.

use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::pipeline::Report;
use crate::text::Language;
use crate::translation::Outcome;

/// Run without a command.
pub(super) fn what_next(language: Language) -> String {
    let has_content = Path::new("content/site.yaml").is_file();
    match (language, has_content) {
        (Language::English, true) => "This folder holds a portal. What next?\n\n  shirube serve    show it in the browser, and every change at once\n  shirube check    report everything that is wrong\n  shirube build    write the site into public/\n\nshirube --help lists all commands.".into(),
        (Language::English, false) => "There is no portal in this folder (no content/site.yaml). What next?\n\n  shirube new my-portal    make a small portal to begin with\n  cd my-portal\n  shirube serve            show it in the browser, and every change at once\n\nshirube --help lists all commands.".into(),
        (Language::Japanese, true) => "このフォルダーにはポータルがあります。次のどれかを実行してください。\n\n  shirube serve    ブラウザーで見る(変更はすぐに反映されます)\n  shirube check    誤りをすべて報告する\n  shirube build    サイトを public/ に書き出す\n\nすべてのコマンドは shirube --help で分かります。".into(),
        (Language::Japanese, false) => "このフォルダーにはポータルがありません(content/site.yaml がありません)。次のとおり始められます。\n\n  shirube new my-portal    ひな形のポータルを作る\n  cd my-portal\n  shirube serve            ブラウザーで見る(変更はすぐに反映されます)\n\nすべてのコマンドは shirube --help で分かります。".into(),
    }
}

/// A new edition is to be made from itself.
pub(super) fn same_year(language: Language) -> String {
    match language {
        Language::English => "The new edition needs another year than the one that it is made from.".into(),
        Language::Japanese => "新しい版には、元の版と異なる年度を指定してください。".into(),
    }
}

/// Which edition the portal goes on to show, where that is not the new one.
pub(super) fn current_edition(current: i16, new: i16, language: Language) -> Option<String> {
    (current != new).then(|| match language {
        Language::English => {
            format!("\n\nThe portal opens with the edition of {current} until `edition` in site.yaml says {new}.")
        }
        Language::Japanese => {
            format!("\n\nsite.yaml の edition を {new} にするまで、ポータルは {current} 年度版を表示します。")
        }
    })
}

/// The content folder is not there.
pub(super) fn no_content(folder: &Path, language: Language) -> String {
    let folder = folder.display();
    match language {
        Language::English => format!(
            "There is no content folder `{folder}`.\nName one with --content DIR, or make a portal with `shirube new DIR`."
        ),
        Language::Japanese => format!(
            "コンテンツフォルダー「{folder}」がありません。\n--content フォルダー名 で指定するか、shirube new フォルダー名 でポータルを作ってください。"
        ),
    }
}

/// The content folder and the folder to publish into lie in each other.
pub(super) fn overlap(content: &Path, out: &Path, language: Language) -> String {
    let (content, out) = (content.display(), out.display());
    match language {
        Language::English => {
            format!(
                "`{out}` and the content folder `{content}` lie in each other.\nName another folder with --out DIR."
            )
        }
        Language::Japanese => {
            format!(
                "「{out}」とコンテンツフォルダー「{content}」は、一方が他方の中にあります。\n--out フォルダー名 で別のフォルダーを指定してください。"
            )
        }
    }
}

/// A folder named on the command line is not there.
pub(super) fn no_folder(folder: &Path, language: Language) -> String {
    match language {
        Language::English => format!("There is no folder `{}`.", folder.display()),
        Language::Japanese => format!("フォルダー「{}」がありません。", folder.display()),
    }
}

/// A file that must not be published would be.
pub(super) fn would_be_published(file: &Path, folder: &Path, language: Language) -> String {
    let (file, folder) = (file.display(), folder.display());
    match language {
        Language::English => format!(
            "`{file}` was not written: this list is confidential, and what lies in `{folder}` is published, or is part of the portal.\nName a file elsewhere with --output FILE."
        ),
        Language::Japanese => format!(
            "「{file}」には書き出しません。この名簿は取扱注意で、「{folder}」の中にあるものは公開されるか、ポータルの一部になります。\n--output ファイル名 で別の場所を指定してください。"
        ),
    }
}

/// A confidential list was written.
pub(super) fn handed_out(file: &Path, count: usize, language: Language) -> String {
    let file = file.display();
    match language {
        Language::English => {
            format!("Experts in `{file}`: {count}. The file is confidential; entries that are not public are in it.")
        }
        Language::Japanese => {
            format!(
                "「{file}」に専門家 {count} 件を書き出しました。公開されていないものを含みます。取扱いに注意してください。"
            )
        }
    }
}

/// Another build publishes into the same folder.
pub(super) fn waiting(language: Language) -> &'static str {
    match language {
        Language::English => "Another build is publishing into this folder; waiting for it …",
        Language::Japanese => "同じフォルダーに別の書き出しが進行中です。終わるのを待っています…",
    }
}

/// How many problems are shown to a person at a time.
pub(super) const SHOWN: usize = 200;

/// There are more problems than shown.
pub(super) fn more(count: usize, language: Language) -> String {
    match language {
        Language::English => format!("… and {count} more (`shirube check --format short` shows all)\n"),
        Language::Japanese => format!("ほかに {count} 件あります(shirube check --format short ですべて表示)\n"),
    }
}

/// How many problems there are.
pub(super) fn problem_count(list: &[Diagnostic], language: Language) -> String {
    let errors = list.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let warnings = list.len() - errors;
    match language {
        Language::English => {
            let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
            format!("{}, {}", plural(errors, "error"), plural(warnings, "warning"))
        }
        Language::Japanese => format!("エラー {errors} 件、警告 {warnings} 件"),
    }
}

/// Nothing was published because of errors.
pub(super) fn not_published(out: &Path, language: Language) -> String {
    let out = out.display();
    match language {
        Language::English => format!("Nothing was published; `{out}` is as it was."),
        Language::Japanese => format!("公開は行われませんでした。「{out}」は元のままです。"),
    }
}

/// What a build did.
pub(super) fn built(report: &Report, out: &Path, time: Duration, language: Language) -> String {
    let out = out.display();
    let seconds = time.as_secs_f64();
    let Report { pages, files, was_current } = report;
    match (language, was_current) {
        (Language::English, true) => format!("`{out}` is up to date; nothing written ({seconds:.2} s)"),
        (Language::Japanese, true) => format!("「{out}」は最新です。書き込みはありません({seconds:.2} 秒)"),
        (Language::English, false) => format!(
            "{pages} pages in `{out}`: {} files written, {} unchanged, {} removed ({seconds:.2} s)",
            files.written, files.unchanged, files.removed
        ),
        (Language::Japanese, false) => format!(
            "「{out}」に {pages} ページ：書き込み {}、変更なし {}、削除 {}({seconds:.2} 秒)",
            files.written, files.unchanged, files.removed
        ),
    }
}

/// A workbook or Word document was asked for, and no file to write it into.
pub(super) fn needs_file(language: Language) -> String {
    match language {
        Language::English => "This format is a file, no text: name it with --output FILE, as in --output report.xlsx".into(),
        Language::Japanese => {
            "この形式はテキストではありません。書き出すファイルを --output ファイル名 で指定してください(例 --output report.xlsx)。".into()
        }
    }
}

/// A report was written into a file.
pub(super) fn wrote(file: &Path, language: Language) -> String {
    match language {
        Language::English => format!("Wrote `{}`", file.display()),
        Language::Japanese => format!("「{}」に書き出しました。", file.display()),
    }
}

/// A file could not be written.
pub(super) fn not_written(file: &Path, error: &str, language: Language) -> String {
    match language {
        Language::English => format!("`{}` could not be written: {error}", file.display()),
        Language::Japanese => format!("「{}」に書き込めません:{error}", file.display()),
    }
}

/// An option names something that is not in the portal; `known` is what is there.
pub(super) fn unknown<'a>(
    option: &str,
    value: &str,
    known: impl IntoIterator<Item = &'a str>,
    language: Language,
) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let all = known.join(", ");
    // Of years none is meant by another.
    let nearest = nearest(value, known).filter(|_| value.parse::<i16>().is_err());
    match (language, nearest) {
        (Language::English, Some(nearest)) => {
            format!("{option} {value}: there is none. Did you mean `{nearest}`? There are: {all}")
        }
        (Language::English, None) => format!("{option} {value}: there is none. There are: {all}"),
        (Language::Japanese, Some(nearest)) => {
            format!("{option} {value} に当たるものがありません。「{nearest}」のことですか？ 指定できる値：{all}")
        }
        (Language::Japanese, None) => {
            format!("{option} {value} に当たるものがありません。指定できる値：{all}")
        }
    }
}

/// An option names more than one.
pub(super) fn ambiguous<'a>(
    option: &str,
    value: &str,
    named: impl Iterator<Item = &'a str>,
    language: Language,
) -> String {
    let named = named.collect::<Vec<_>>().join(", ");
    match language {
        Language::English => format!("{option} {value}: several are called so. Name one: {named}"),
        Language::Japanese => {
            format!("{option} {value} に当たるものが二つ以上あります。どれか一つを指定してください：{named}")
        }
    }
}

/// What a search found, for a person.
pub(super) fn found(answer: &Value, language: Language) -> String {
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let total = answer["total"].as_u64().unwrap_or_default();
    // What was typed may be anything; a terminal must not take it for commands.
    let query: String = text(answer, "query").chars().filter(|character| !character.is_control()).take(80).collect();
    let mut lines = vec![match (language, total) {
        (Language::English, 0) if query.trim().is_empty() => {
            "Type words, a number such as 5(1)ア, or an article of a law.".to_owned()
        }
        (Language::Japanese, 0) if query.trim().is_empty() => {
            "語、番号(例 5(1)ア)、又は法律の条文(例 安衛法66条の8)を入れてください。".to_owned()
        }
        (Language::English, 0) => {
            format!("Nothing was found for “{query}”. Try fewer or other words, or the other language (--lang).")
        }
        (Language::English, 1) => format!("1 result for “{query}”"),
        (Language::English, _) => format!("{total} results for “{query}”"),
        (Language::Japanese, 0) => {
            format!("「{query}」は見つかりませんでした。語を減らすか言い換えるか、他方の言語(--lang)で試してください。")
        }
        (Language::Japanese, _) => format!("「{query}」の検索結果 {total} 件"),
    }];
    if answer["loosened"].is_string() {
        lines.push(
            match language {
                Language::English => "No exact match; these come near.",
                Language::Japanese => "完全に一致するものはなく、近いものを示します。",
            }
            .to_owned(),
        );
    }
    let list = |key: &str| answer[key].as_array().cloned().unwrap_or_default();
    lines.extend(list("entries").iter().map(|entry| format!("→ {}  {}", text(entry, "name"), text(entry, "url"))));
    for result in list("results") {
        let number = result["number"].as_str().map(|number| format!("{number} ")).unwrap_or_default();
        let heading = format!("{}. {number}{}", result["rank"], text(&result, "title"));
        lines.push(format!("\n{}\n   {}\n   {}", heading.trim_end(), text(&result, "excerpt"), text(&result, "url")));
    }
    lines.join("\n")
}

/// The portal has nothing to translate.
pub(super) fn one_language(language: Language) -> String {
    match language {
        Language::English => {
            "The portal has one language: there is nothing to translate.\nName the other one in `languages` of site.yaml."
        }
        Language::Japanese => {
            "このポータルの言語は一つで、翻訳するものがありません。\nsite.yaml の languages にもう一つの言語を書いてください。"
        }
    }
    .into()
}

/// No text of the content lies at a path named on the command line.
pub(super) fn no_text_at(path: &str, language: Language) -> String {
    match language {
        Language::English => format!(
            "There is no text at `{path}`.\nName a file or folder of the content, or a place that `shirube translate status` lists."
        ),
        Language::Japanese => format!(
            "「{path}」には文がありません。\nコンテンツのファイルかフォルダー、又は shirube translate status が示す場所を指定してください。"
        ),
    }
}

/// Translations were recorded.
pub(super) fn accepted(count: usize, language: Language) -> String {
    match language {
        Language::English => format!("Translations recorded as made from the present text: {count}"),
        Language::Japanese => format!("今の原文の訳として {count} 件を記録しました。"),
    }
}

/// An import had errors.
pub(super) fn nothing_written(language: Language) -> String {
    match language {
        Language::English => "Nothing was written; the content is as it was.",
        Language::Japanese => "何も書き込んでいません。コンテンツは元のままです。",
    }
    .into()
}

/// Translations were taken over.
pub(super) fn imported(outcome: &Outcome<'_>, files: usize, language: Language) -> String {
    let Outcome { changes, confirmed, drafts, empty, unchanged } = outcome;
    let (new, confirmed) = (changes.len(), confirmed.len());
    match language {
        Language::English => format!(
            "Translations written: {new}, into {files} files. Confirmed: {confirmed}. As they were: {unchanged}. Left out: {drafts} drafts or suggestions, {empty} without translation."
        ),
        Language::Japanese => format!(
            "訳を書き込みました：{files} ファイルに {new} 件。確認済みとして記録：{confirmed} 件。変更なし：{unchanged} 件。取り込まなかったもの：下書き・候補 {drafts} 件、未訳 {empty} 件。"
        ),
    }
}
