//! A list that is handed over, marked on every page: for a terminal, as HTML to print, and as a workbook. It is no part
//! of the site.

use std::fmt::Write as _;

use jiff::civil::Date;
use rust_xlsxwriter::XlsxError;
use unicode_width::UnicodeWidthStr as _;

use crate::text::Language;
use crate::theme::escape;

use super::{Cell, Sheet, Table, workbook};

/// How an HTML handout looks, on screen and on A4.
const STYLE: &str = include_str!("handout.css");

/// A list with a marking, such as “confidential”, that every form of it carries.
#[derive(Debug, Clone)]
pub struct Handout {
    /// The language of its words.
    pub language: Language,
    /// The day of which it is.
    pub date: Date,
    /// How it is to be treated.
    pub marking: String,
    /// What it is.
    pub title: String,
    /// Lines below the title.
    pub about: Vec<String>,
    /// The columns.
    pub columns: Vec<HandoutColumn>,
    /// The rows, each with a text a column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a handout.
#[derive(Debug, Clone)]
pub struct HandoutColumn {
    /// Its heading.
    pub heading: String,
    /// Its width in letters.
    pub width: u16,
}

impl Handout {
    /// The list for a terminal: its first and its last line are the marking. Columns without any text are left out.
    #[must_use]
    pub fn to_text(&self) -> String {
        // A terminal must not take a text for commands.
        let shown = |text: &str| -> String {
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            line.chars().filter(|character| !character.is_control()).collect()
        };
        let columns: Vec<Vec<String>> = (self.columns.iter().enumerate())
            .filter(|(index, _)| self.rows.iter().any(|row| row.get(*index).is_some_and(|text| !text.is_empty())))
            .map(|(index, column)| {
                let texts = self.rows.iter().map(|row| row.get(index).map(String::as_str).unwrap_or_default());
                std::iter::once(column.heading.as_str()).chain(texts).map(shown).collect()
            })
            .collect();
        let widths: Vec<usize> =
            columns.iter().map(|texts| texts.iter().map(|text| text.width()).max().unwrap_or_default()).collect();
        let mut text = format!("{}\n\n{}\n", shown(&self.marking), shown(&self.title));
        for line in &self.about {
            text.push_str(&shown(line));
            text.push('\n');
        }
        text.push('\n');
        for row in 0..=self.rows.len() {
            let mut line = String::new();
            for (texts, width) in columns.iter().zip(&widths) {
                let cell = texts.get(row).map(String::as_str).unwrap_or_default();
                let _ = write!(line, "{cell}{}  ", " ".repeat(width.saturating_sub(cell.width())));
            }
            if !columns.is_empty() {
                text.push_str(line.trim_end());
                text.push('\n');
            }
        }
        let _ = write!(text, "\n{}", shown(&self.marking));
        text
    }

    /// The list as one HTML file to print on A4. The marking stands in the head of the table and in the margin, both of
    /// which browsers print on every page.
    #[must_use]
    pub fn to_html(&self) -> String {
        let language = self.language.code();
        let (marking, title) = (escape(&self.marking), escape(&self.title));
        let lines = |text: &str| escape(text).replace('\n', "<br>");
        let mut html = format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n\
             <title>{marking} {title}</title>\n<style>\n{STYLE}@page {{ @bottom-center {{ content: {} \" \" counter(page) \
             \" / \" counter(pages); }} }}\n</style>\n</head>\n<body>\n<p class=\"marking\">{marking}</p>\n<h1>{title}</h1>\n",
            css_string(&self.marking),
        );
        for line in &self.about {
            let _ = writeln!(html, "<p>{}</p>", lines(line));
        }
        let total: u16 = self.columns.iter().map(|column| column.width).sum();
        html.push_str("<table>\n<colgroup>");
        for column in &self.columns {
            let _ = write!(html, "<col style=\"width: {:.1}%\">", f64::from(column.width) * 100.0 / f64::from(total));
        }
        let _ = write!(
            html,
            "</colgroup>\n<thead>\n<tr class=\"running\"><td colspan=\"{}\">{marking} {title}</td></tr>\n<tr>",
            self.columns.len()
        );
        for column in &self.columns {
            let _ = write!(html, "<th scope=\"col\">{}</th>", escape(&column.heading));
        }
        html.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &self.rows {
            html.push_str("<tr>");
            for text in row {
                let _ = write!(html, "<td>{}</td>", lines(text));
            }
            html.push_str("</tr>\n");
        }
        let _ = writeln!(html, "</tbody>\n</table>\n<p class=\"marking\">{marking}</p>\n</body>\n</html>");
        html
    }

    /// The list as a workbook. The same list gives the same bytes.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut table = Table::new(self.columns.iter().map(|column| column.heading.as_str()));
        table.rows = self.rows.iter().map(|row| row.iter().map(|text| Cell::from(text.as_str())).collect()).collect();
        let above: Vec<String> = std::iter::once(&self.title).chain(&self.about).cloned().collect();
        let sheet = Sheet { marking: Some(&self.marking), above: &above, ..Sheet::new(&self.title, &table) };
        workbook(&[sheet], self.date)
    }
}

/// A text as a string of CSS within a `style` element: whatever is not a letter or digit is written by its number.
fn css_string(text: &str) -> String {
    let mut string = String::from("\"");
    for character in text.chars() {
        if character.is_alphanumeric() {
            string.push(character);
        } else {
            let _ = write!(string, "\\{:x} ", u32::from(character));
        }
    }
    string.push('"');
    string
}
