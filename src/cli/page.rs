//! A report as a page of its own: printed, or handed over as one file.

use crate::text::Language;
use crate::theme::escape;

const STYLE: &str = r#"@page { size: A4 landscape; margin: 12mm; }
:root { color-scheme: light dark; }
body { margin: 1.5rem; color: light-dark(#111, #eee); background: light-dark(#fff, #111); font: 0.875rem/1.5 "Hiragino Sans", "Noto Sans CJK JP", Meiryo, sans-serif; }
table { border-collapse: collapse; margin-block: 0.5rem 2rem; }
th, td { border: 1px solid #767676; padding: 0.2rem 0.5rem; text-align: start; vertical-align: top; print-color-adjust: exact; }
thead { display: table-header-group; }
thead th { background: light-dark(#e8edf2, #26303a); }
tr { break-inside: avoid; }
.scroll { overflow-x: auto; }
@media print { :root { color-scheme: light; } body { margin: 0; font-size: 8pt; } }
"#;

/// The page, whole: it needs no other file. `lead`, which may be empty, stands below the title, `styles` are added to its
/// style sheet, and `content` is HTML.
pub(super) fn page(language: Language, title: &str, lead: &str, styles: &str, content: &str) -> String {
    let (title, language) = (escape(title), language.code());
    let lead = if lead.is_empty() { String::new() } else { format!("<p>{}</p>\n", escape(lead)) };
    format!(
        r#"<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{STYLE}{styles}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{lead}{content}</main>
</body>
</html>
"#
    )
}

/// A table under a heading; `rows` is the HTML of its body.
pub(super) fn table(heading: &str, columns: &[String], rows: &str) -> String {
    let heading = escape(heading);
    let columns: Vec<String> =
        columns.iter().map(|column| format!("<th scope=\"col\">{}</th>", escape(column))).collect();
    let columns = columns.concat();
    format!(
        r#"<h2>{heading}</h2>
<div class="scroll" role="region" tabindex="0" aria-label="{heading}">
<table>
<thead><tr>{columns}</tr></thead>
<tbody>
{rows}</tbody>
</table>
</div>
"#
    )
}
