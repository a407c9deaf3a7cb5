//! Code blocks, coloured by classes so that style sheets decide on the colours in light and dark.

use std::sync::OnceLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use super::escape;

/// The classes of syntect are those of its scopes; the prefix keeps them apart from ours.
const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "c-" };

/// The code block as HTML; plain where the language is not known.
pub(super) fn highlight(text: &str, language: &str) -> String {
    // Unpacking the syntaxes takes some 20 ms, so it is done only if a page has code.
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    let coloured =
        (!language.is_empty()).then(|| SYNTAXES.get_or_init(SyntaxSet::load_defaults_newlines)).and_then(|syntaxes| {
            let syntax = syntaxes.find_syntax_by_token(language)?;
            let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, syntaxes, STYLE);
            for line in LinesWithEndings::from(text) {
                generator.parse_html_for_line_which_includes_newline(line).ok()?;
            }
            Some(generator.finalize())
        });
    let inner = coloured.unwrap_or_else(|| escape(text));
    let class = if language.is_empty() { String::new() } else { format!(" class=\"language-{}\"", escape(language)) };
    format!("<pre class=\"code\" tabindex=\"0\"><code{class}>{inner}</code></pre>\n")
}
