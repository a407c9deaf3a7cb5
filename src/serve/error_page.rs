//! What the browser shows instead of a page while something is wrong.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Format, Renderer};
use crate::text::Language;
use crate::theme::escape;

/// The page, in the language of the address.
pub(super) fn render(problems: &[Diagnostic], language: Language) -> String {
    let (title, advice) = match language {
        Language::English => {
            ("The content needs mending", "This page comes back by itself when the files are mended and saved.")
        }
        Language::Japanese => {
            ("内容に直すところがあります", "ファイルを直して保存すると、このページは自動的に元に戻ります。")
        }
    };
    let code = language.code();
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{code}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title><link rel=\"stylesheet\" href=\"/-/error.css\"><script src=\"/-/reload.js\" defer></script></head>\n<body><main><h1>{title}</h1><p>{advice}</p>\n<ol>\n"
    );
    let renderer = Renderer { format: Format::Human, language, colour: false };
    for diagnostic in problems {
        let text = renderer.render(diagnostic);
        let (message, place) = text.split_once('\n').unwrap_or((&text, ""));
        // Writing to a string cannot fail.
        let _ = writeln!(
            html,
            "<li><p class=\"message\">{}</p><pre tabindex=\"0\">{}</pre></li>",
            escape(message),
            escape(place.trim_end())
        );
    }
    html.push_str("</ol></main></body></html>\n");
    html
}
