//! Catalogues as PO files of GNU gettext, which Poedit, Weblate and most other tools read.
//!
//! The context of a message is the address of its text. A stale translation is fuzzy, and so is a suggestion for a whole
//! text: tools show both, and both have to be confirmed.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::diagnostic::{CatalogueFault, Diagnostics, Problem, SourceFile, Span};
use crate::source::Standing;
use crate::text::Language;

use super::{Answer, AnswerState, Catalogue, Entry};

/// The catalogue as a PO file.
#[must_use]
pub fn write(catalogue: &Catalogue<'_>) -> String {
    let plural = match catalogue.into {
        Language::Japanese => "nplurals=1; plural=0;",
        Language::English => "nplurals=2; plural=(n != 1);",
    };
    let mut po = String::from("msgid \"\"\nmsgstr \"\"\n");
    for line in [
        format!("Language: {}", catalogue.into),
        "MIME-Version: 1.0".into(),
        "Content-Type: text/plain; charset=UTF-8".into(),
        "Content-Transfer-Encoding: 8bit".into(),
        format!("Plural-Forms: {plural}"),
        format!("X-Generator: shirube {}", env!("CARGO_PKG_VERSION")),
    ] {
        // Writing to a string cannot fail.
        let _ = writeln!(po, "\"{}\"", escaped(&format!("{line}\n")));
    }
    for entry in &catalogue.entries {
        write_entry(&mut po, entry);
    }
    po
}

fn write_entry(po: &mut String, entry: &Entry<'_>) {
    po.push('\n');
    let whole = entry.suggestions.first().filter(|suggestion| suggestion.is_whole);
    for suggestion in &entry.suggestions {
        for line in [suggestion.address, suggestion.source, suggestion.translation] {
            let _ = writeln!(po, "#. {}", line.replace('\n', " "));
        }
    }
    let span = &entry.unit.text.span;
    // A blank in a path would separate two places.
    if !span.file.path.contains(char::is_whitespace) {
        let _ = writeln!(po, "#: {}:{}", span.file.path, span.position().0);
    }
    let is_stale = entry.unit.standing == Standing::Stale;
    let suggested = entry.translation.is_none().then(|| whole.map(|whole| whole.translation)).flatten();
    if is_stale || suggested.is_some() {
        po.push_str("#, fuzzy\n");
    }
    if let Some(previous) = entry.previous {
        string(po, "#| ", "msgid", previous);
    }
    string(po, "", "msgctxt", &entry.unit.address);
    string(po, "", "msgid", entry.source);
    string(po, "", "msgstr", entry.translation.or(suggested).unwrap_or_default());
}

/// A keyword and its string; one of several lines on a line each, as gettext writes it.
fn string(po: &mut String, prefix: &str, keyword: &str, text: &str) {
    if text.contains('\n') {
        let _ = writeln!(po, "{prefix}{keyword} \"\"");
        for line in text.split_inclusive('\n') {
            let _ = writeln!(po, "{prefix}\"{}\"", escaped(line));
        }
    } else {
        let _ = writeln!(po, "{prefix}{keyword} \"{}\"", escaped(text));
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '\\' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// What a message is made of while it is read.
#[derive(Default)]
struct Message {
    context: Option<String>,
    source: Option<String>,
    translation: Option<String>,
    is_fuzzy: bool,
    /// Where it begins.
    start: usize,
}

/// The answers of a PO file. What is wrong is reported, and there are none then.
pub fn read(file: &Arc<SourceFile>, into: Language, diagnostics: &mut Diagnostics) -> Option<Vec<Answer>> {
    let mut reader =
        Reader { file, into, diagnostics, message: Message::default(), answers: Vec::new(), failed: false };
    let mut at = 0;
    for line in file.text.split_inclusive('\n') {
        let (begin, trimmed) = (at + line.len() - line.trim_start().len(), line.trim());
        if let Err(fault) = reader.line(trimmed, begin) {
            reader.failed = true;
            reader.diagnostics.error(Problem::Catalogue(fault), &Span::new(file, begin, trimmed.len()));
        }
        at += line.len();
    }
    reader.finish();
    let Reader { answers, failed, .. } = reader;
    (!failed).then_some(answers)
}

struct Reader<'a> {
    file: &'a Arc<SourceFile>,
    into: Language,
    diagnostics: &'a mut Diagnostics,
    message: Message,
    answers: Vec<Answer>,
    failed: bool,
}

impl Reader<'_> {
    /// Takes a line in, which begins at byte `at`.
    fn line(&mut self, line: &str, at: usize) -> Result<(), CatalogueFault> {
        if let Some(comment) = line.strip_prefix('#') {
            // A comment behind a translation belongs to the next message; `#~` is one that is no longer there.
            if self.message.translation.is_some() {
                self.finish();
            }
            if let Some(flags) = comment.strip_prefix(',') {
                self.message.is_fuzzy |= flags.split(',').any(|flag| flag.trim() == "fuzzy");
            }
            return Ok(());
        }
        if line.is_empty() {
            return Ok(());
        }
        let keyword = line.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
        let rest = line[keyword.len()..].trim_start();
        if rest.starts_with(['_', '[']) {
            return Err(CatalogueFault::Plural);
        }
        if !matches!(keyword, "msgctxt" | "msgid" | "msgstr" | "") {
            return Err(CatalogueFault::Line);
        }
        let text = unescaped(rest).ok_or(CatalogueFault::String)?;
        if matches!(keyword, "msgctxt" | "msgid") && self.message.translation.is_some() {
            self.finish();
        }
        let Message { context, source, translation, start, .. } = &mut self.message;
        if context.is_none() && source.is_none() {
            *start = at;
        }
        let slot = match keyword {
            "msgctxt" => context,
            "msgid" => source,
            "msgstr" if source.is_some() => translation,
            "" => {
                // The line goes on with what began last.
                let last = [translation, source, context].into_iter().flatten().next();
                last.ok_or(CatalogueFault::Line)?.push_str(&text);
                return Ok(());
            }
            _ => return Err(CatalogueFault::Line),
        };
        if slot.is_some() {
            return Err(CatalogueFault::Line);
        }
        *slot = Some(text);
        Ok(())
    }

    /// Notes the message that was read.
    fn finish(&mut self) {
        let message = std::mem::take(&mut self.message);
        let place = Span::new(self.file, message.start, 0);
        let place = Span::new(self.file, message.start, place.rest_of_line().len());
        let (context, source, translation) = (message.context, message.source, message.translation);
        match (context, source, translation) {
            (None, None, None) => {}
            (None, Some(source), Some(head)) if source.is_empty() => self.check_language(&head, &place),
            (context, Some(source), Some(translation)) => self.answers.push(Answer {
                address: context.unwrap_or_default(),
                source,
                translation,
                state: if message.is_fuzzy { AnswerState::Draft } else { AnswerState::Done },
                place,
            }),
            // What follows from a line that was reported is no further error.
            _ if self.failed => {}
            _ => {
                self.failed = true;
                self.diagnostics.error(Problem::Catalogue(CatalogueFault::Incomplete), &place);
            }
        }
    }

    fn check_language(&mut self, head: &str, place: &Span) {
        let named = head.lines().find_map(|line| line.strip_prefix("Language:")).unwrap_or_default().trim();
        let code = named.split(['_', '-', '@']).next().unwrap_or_default();
        if !code.is_empty() && code != self.into.code() {
            self.failed = true;
            let fault = CatalogueFault::Language { found: named.to_owned(), expected: self.into };
            self.diagnostics.error(Problem::Catalogue(fault), place);
        }
    }
}

/// What a string in quotation marks says.
fn unescaped(quoted: &str) -> Option<String> {
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => return None,
            '\\' => match characters.next()? {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                'r' => text.push('\r'),
                other @ ('"' | '\\') => text.push(other),
                _ => return None,
            },
            _ => text.push(character),
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (Option<Vec<Answer>>, Vec<String>) {
        let file = Arc::new(SourceFile { path: "x.po".into(), text: text.into() });
        let mut diagnostics = Diagnostics::default();
        let answers = read(&file, Language::English, &mut diagnostics);
        let problems = diagnostics.sorted();
        let line = |span: &Span| span.position().0;
        (answers, problems.iter().map(|p| format!("{}:{:?}", p.span.as_ref().map_or(0, line), p.problem)).collect())
    }

    /// As Poedit and Weblate write: other line breaks, comments, obsolete messages, Windows.
    #[test]
    fn files_of_other_tools_are_read() {
        let text = "# Translators\nmsgid \"\"\nmsgstr \"Language: en_GB\\n\"\n\"X: y\\n\"\r\n\r\n#. note\n#: a.yaml:1\n#, fuzzy, no-wrap\n#| msgid \"前\"\nmsgctxt \"a#b\"\nmsgid \"\"\n\"一\\n\"\n\"二\"\nmsgstr \"one \\\"\"\n\"two\\\\\"\nmsgctxt \"c#d\"\nmsgid \"三\"\nmsgstr \"\"\n\n#~ msgid \"x\"\n#~ msgstr \"y\"\n";
        let (answers, problems) = read_text(text);
        assert_eq!(problems, [""; 0]);
        let answers = answers.unwrap();
        assert_eq!((answers[0].address.as_str(), answers[0].source.as_str()), ("a#b", "一\n二"));
        assert_eq!((answers[0].translation.as_str(), answers[0].state), ("one \"two\\", AnswerState::Draft));
        assert_eq!((answers[1].translation.as_str(), answers[1].state), ("", AnswerState::Done));
        assert_eq!(answers.len(), 2);
    }

    #[test]
    fn what_is_no_po_file_is_named_with_its_line() {
        for (text, problem) in [
            ("hello\n", "1:Catalogue(Line)"),
            ("msgid \"a\n", "1:Catalogue(String)"),
            ("msgid \"a\\q\"\n", "1:Catalogue(String)"),
            ("\nmsgid \"a\"\nmsgid_plural \"b\"\n", "3:Catalogue(Plural)"),
            ("msgid \"a\"\n", "1:Catalogue(Incomplete)"),
            ("msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"\n", "3:Catalogue(Line)"),
            ("\"a\"\n", "1:Catalogue(Line)"),
        ] {
            let (answers, problems) = read_text(text);
            assert!(answers.is_none(), "{text}");
            assert_eq!(problems.first().map(String::as_str), Some(problem), "{text}");
        }
        let (_, problems) = read_text("msgid \"\"\nmsgstr \"Language: fr\\n\"\n");
        assert!(problems[0].contains("Language { found: \"fr\""), "{problems:?}");
    }
}
