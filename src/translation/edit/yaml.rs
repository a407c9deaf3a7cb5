//! Translations written into YAML at their place: everything else stays as it is, byte for byte.
//!
//! Nothing is serialised anew. Each change becomes an edit of a stretch of bytes; then the file is parsed again, and must
//! be the tree that it was, with the new texts in it. So what this module does not understand (an alias, a tag) is refused
//! and never damaged.

use std::collections::HashMap;

use crate::diagnostic::Span;
use crate::exchange::yaml::parse;
use crate::exchange::yaml::scalar::{Scalar, Style, newline};
use crate::source::{Key, Node, Value, names};
use crate::text::Language;

use super::{Edit, apply};

/// What of the value at an address is written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slot {
    /// The translation of a text, in this language; the authoritative one stays.
    Translation(Language),
    /// The value itself.
    Value,
}

/// `text` with the texts `changes`, by the keys that lead to them. The error is the keys of one that cannot be written.
pub(super) fn rewrite(text: &str, changes: &HashMap<&str, &str>, slot: Slot) -> Result<String, String> {
    let first = || changes.keys().min().map(|keys| (*keys).to_owned()).unwrap_or_default();
    let mut tree = parse(text).ok_or_else(first)?;
    let mut writer = Writer { text, changes, slot, edits: Vec::new(), written: 0 };
    writer.visit(&mut tree, &mut String::new(), Place { indent: 0, is_item: false, in_flow: false });
    let rewritten = (writer.written == changes.len()).then(|| apply(text, writer.edits));
    let is_right = |rewritten: &String| parse(rewritten).is_some_and(|now| is_same(&tree, &now));
    if let Some(rewritten) = rewritten.filter(is_right) {
        return Ok(rewritten);
    }
    // One of them cannot be written: which?
    if changes.len() > 1 {
        let mut all: Vec<_> = changes.iter().collect();
        all.sort();
        for (keys, text_of_it) in all {
            rewrite(text, &HashMap::from([(*keys, *text_of_it)]), slot)?;
        }
    }
    Err(first())
}

/// Whether two trees say the same; blanks around a text mean nothing.
pub(super) fn is_same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Null, Value::Null) => true,
        (Value::Scalar(a), Value::Scalar(b)) => a.trim() == b.trim(),
        (Value::Sequence(a), Value::Sequence(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b)),
        (Value::Mapping(a), Value::Mapping(b)) => {
            let other = |key: &str, at: usize| match b.get(at) {
                Some((name, value)) if name.name == key => Some(value),
                _ => b.iter().find(|(name, _)| name.name == key).map(|(_, value)| value),
            };
            let is_in_both =
                |(at, (key, a)): (usize, &(Key, Node))| other(&key.name, at).is_some_and(|b| is_same(a, b));
            a.len() == b.len() && a.iter().enumerate().all(is_in_both)
        }
        _ => false,
    }
}

/// Where a value stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The column of its key, or of the item that it is.
    indent: usize,
    /// Whether it is an item of a list.
    is_item: bool,
    /// Whether it stands between brackets, where line breaks mean nothing.
    in_flow: bool,
}

struct Writer<'a> {
    text: &'a str,
    changes: &'a HashMap<&'a str, &'a str>,
    slot: Slot,
    edits: Vec<Edit>,
    written: usize,
}

impl Writer<'_> {
    /// Looks for the places of the changes, notes the edits, and makes the tree what it is to be.
    fn visit(&mut self, node: &mut Node, address: &mut String, place: Place) {
        if let Some(new) = self.changes.get(address.as_str()) {
            if let Some(edits) = self.write(node, new, place) {
                self.edits.extend(edits);
                self.written += 1;
            }
            return;
        }
        let in_flow = place.in_flow || matches!(node.span.text(), "{" | "[");
        let length = address.len();
        let enter = |address: &mut String, name: &str| {
            if !address.is_empty() {
                address.push('/');
            }
            address.push_str(name);
        };
        match &mut node.value {
            Value::Sequence(items) => {
                let names: Vec<String> = names(items).collect();
                for (item, name) in items.iter_mut().zip(&names) {
                    enter(address, name);
                    let indent = column(self.text, item.span.start as usize);
                    self.visit(item, address, Place { indent, is_item: true, in_flow });
                    address.truncate(length);
                }
            }
            Value::Mapping(entries) => {
                for (key, value) in entries {
                    enter(address, &key.name);
                    let indent = column(self.text, key.span.start as usize);
                    self.visit(value, address, Place { indent, is_item: false, in_flow });
                    address.truncate(length);
                }
            }
            Value::Null | Value::Scalar(_) => {}
        }
    }

    fn write(&self, node: &mut Node, new: &str, place: Place) -> Option<Vec<Edit>> {
        let Slot::Translation(language) = self.slot else {
            let scalar = Scalar::at(self.text, node, place.indent, place.in_flow)?;
            let edit = Edit { range: scalar.range(), text: scalar.written(new) };
            node.value = Value::Scalar(new.to_owned());
            return Some(vec![edit]);
        };
        let code = language.code();
        let in_flow = place.in_flow || node.span.text() == "{";
        let value = Node { value: Value::Scalar(new.to_owned()), span: node.span.clone() };
        match &mut node.value {
            Value::Mapping(entries) => {
                if let Some((key, old)) = entries.iter_mut().find(|(key, _)| key.name == code) {
                    let indent = column(self.text, key.span.start as usize);
                    let edit = match old.value {
                        Value::Scalar(_) => {
                            let scalar = Scalar::at(self.text, old, indent, in_flow)?;
                            Edit { range: scalar.range(), text: scalar.written(new) }
                        }
                        Value::Null => {
                            let end = (key.span.start + key.span.length) as usize;
                            let colon = end + self.text.get(end..)?.find(':')? + 1;
                            let nothing = (old.span.start + old.span.length) as usize;
                            let end = if old.span.length > 0 { nothing } else { colon };
                            Edit { range: colon..end, text: format!(" {}", Style::of(new, in_flow).inline(new)) }
                        }
                        _ => return None,
                    };
                    old.value = value.value;
                    return Some(vec![edit]);
                }
                let (key, last) = entries.last()?;
                let indent = column(self.text, key.span.start as usize);
                let end = (last.span.start + last.span.length) as usize;
                let edit = if in_flow {
                    let new = Style::of(new, true).inline(new);
                    Edit { range: end..end, text: format!(", {code}: {new}") }
                } else {
                    let end = end + self.text.get(end..)?.find('\n').unwrap_or(self.text.len() - end);
                    let end = if self.text[..end].ends_with('\r') { end - 1 } else { end };
                    Edit { range: end..end, text: self.line(indent, code, new) }
                };
                let mut key = key.clone();
                code.clone_into(&mut key.name);
                entries.push((key, value));
                Some(vec![edit])
            }
            Value::Scalar(old) => {
                let edits = self.make_mapping(&node.span, language, new, place)?;
                let authoritative = Node { value: Value::Scalar(std::mem::take(old)), span: node.span.clone() };
                let key = |language: Language| Key { name: language.code().to_owned(), span: node.span.clone() };
                node.value = Value::Mapping(vec![(key(language.other()), authoritative), (key(language), value)]);
                Some(edits)
            }
            _ => None,
        }
    }

    /// A line break, and behind it the key and the text in whatever form suits it.
    fn line(&self, indent: usize, key: &str, new: &str) -> String {
        let newline = newline(self.text);
        let scalar = Scalar::new(self.text, indent).written(new);
        format!("{newline}{:indent$}{key}: {scalar}", "")
    }

    /// Makes a plain text one in two languages, with the characters in which it is written.
    fn make_mapping(&self, span: &Span, language: Language, new: &str, place: Place) -> Option<Vec<Edit>> {
        let (code, authoritative) = (language.code(), language.other().code());
        let node = Node { value: Value::Null, span: span.clone() };
        let scalar = Scalar::at(self.text, &node, place.indent, place.in_flow)?;
        let range = scalar.range();
        let old = self.text.get(range.clone())?;
        let insert = |at: usize, text: String| Edit { range: at..at, text };
        let is_short = |new: &str| !new.contains('\n') && old.len() + new.len() < 120;
        let fits_in_flow = place.in_flow || (scalar.is_one_line() && Style::fits_in_flow(old) && is_short(new));
        if fits_in_flow {
            let new = Style::of(new, true).inline(new);
            return Some(vec![
                insert(range.start, format!("{{{authoritative}: ")),
                insert(range.end, format!(", {code}: {new}}}")),
            ]);
        }
        // On lines of their own, those of the old text two columns further in than before.
        let newline = newline(self.text);
        let line_start = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let is_first = self.text[line_start..range.start].trim().is_empty();
        let indent = if place.is_item || is_first { range.start - line_start } else { place.indent + 2 };
        let mut edits = Vec::new();
        if place.is_item || is_first {
            edits.push(insert(range.start, format!("{authoritative}: ")));
        } else {
            let blank = self.text[..range.start].trim_end_matches(' ').len();
            let text = format!("{newline}{:indent$}{authoritative}: ", "");
            edits.push(Edit { range: blank..range.start, text });
        }
        let lines = old.match_indices('\n').map(|(at, _)| range.start + at + 1);
        edits.extend(lines.filter(|&at| !self.text[at..].starts_with(['\n', '\r'])).map(|at| insert(at, "  ".into())));
        let end = range.end + self.text[range.end..].find('\n').unwrap_or(self.text.len() - range.end);
        let end = if self.text[..end].ends_with('\r') { end - 1 } else { end };
        edits.push(insert(end, self.line(indent, code, new)));
        Some(edits)
    }
}

/// The column of a byte, from 0, in bytes: what stands before a key is blanks and hyphens.
fn column(text: &str, at: usize) -> usize {
    at - text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EN: Slot = Slot::Translation(Language::English);

    /// Every form in which a text can stand, with comments about.
    const FORMS: &str = "\
# A file as people write it.
flow: {ja: 甲 乙, en: 'x, ''y'} # kept
without: {ja: '甲, 乙'}   # kept
block:
  # kept
  ja: 甲 # kept
  en: old
added:
  ja: >-
    長い文の
    二行目

# kept
folded:
  en: >- # kept
    an old
    text

  ja: 甲
literal:
  ja: |
    一

    二
  en: |2
      indented
plain: 見本
plain-long: 見本の
  二行目
plain-block: |-
  一

  二
plain-odd: 甲, 乙 [丙]
plain-quoted: \"甲: 乙\" # kept
list:
  - 甲
  - >-
    乙
    丙
  - {ja: 丁}
  -
    ja: 戊
    en:
records: [{id: a, name: 甲}, {id: b, name: {ja: 乙, en: \"B\"}}]
nothing: {ja: 甲, en: }
";

    const ADDRESSES: [&str; 17] = [
        "flow",
        "without",
        "block",
        "added",
        "folded",
        "literal",
        "plain",
        "plain-long",
        "plain-block",
        "plain-odd",
        "plain-quoted",
        "list/[1]",
        "list/[2]",
        "list/[3]",
        "list/[4]",
        "records/a/name",
        "records/b/name",
    ];

    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("'"),
            Just("\""),
            Just("\\"),
            Just(": "),
            Just(":"),
            Just(" #"),
            Just("#"),
            Just("- "),
            Just("\n"),
            Just("\n\n"),
            Just("\n  "),
            Just("\t"),
            Just("{"),
            Just("}"),
            Just("["),
            Just(","),
            Just("&a"),
            Just("*b"),
            Just("!t"),
            Just("%"),
            Just("@"),
            Just("|"),
            Just(">"),
            Just("?"),
            Just("---"),
            Just("..."),
            Just("null"),
            Just("true"),
            Just("1.5e3"),
            Just("~"),
            Just(" "),
            Just("  "),
            Just("　"),
            Just("日本語"),
            Just("ａ１"),
            Just("🩺"),
            Just("\u{2028}"),
            Just("\u{feff}"),
            Just("\u{a0}"),
            Just("<b>"),
            Just("plain words"),
            Just("word"),
            Just("`code`"),
            Just("**bold**"),
            Just("long words to be broken into lines when there are enough of them"),
        ];
        prop::collection::vec(piece, 1..14)
            .prop_map(|pieces| pieces.concat().trim().to_owned())
            .prop_filter("a text", |text| !text.is_empty())
    }

    #[test]
    fn comments_order_and_quotation_marks_are_kept() {
        let changes: HashMap<&str, &str> = ADDRESSES.iter().map(|address| (*address, "New text")).collect();
        let rewritten = rewrite(FORMS, &changes, EN).unwrap();
        let expected = "\
# A file as people write it.
flow: {ja: 甲 乙, en: 'New text'} # kept
without: {ja: '甲, 乙', en: New text}   # kept
block:
  # kept
  ja: 甲 # kept
  en: New text
added:
  ja: >-
    長い文の
    二行目
  en: New text

# kept
folded:
  en: >- # kept
    New text

  ja: 甲
literal:
  ja: |
    一

    二
  en: |
    New text
plain: {ja: 見本, en: New text}
plain-long:
  ja: 見本の
    二行目
  en: New text
plain-block:
  ja: |-
    一

    二
  en: New text
plain-odd:
  ja: 甲, 乙 [丙]
  en: New text
plain-quoted: {ja: \"甲: 乙\", en: New text} # kept
list:
  - {ja: 甲, en: New text}
  - ja: >-
      乙
      丙
    en: New text
  - {ja: 丁, en: New text}
  -
    ja: 戊
    en: New text
records: [{id: a, name: {ja: 甲, en: New text}}, {id: b, name: {ja: 乙, en: \"New text\"}}]
nothing: {ja: 甲, en: }
";
        assert_eq!(rewritten, expected);
    }

    #[test]
    fn what_cannot_be_written_is_named_and_not_damaged() {
        let file = "a: &x {ja: 甲, en: A}\nb: *x\nc: {ja: 乙}\n";
        assert_eq!(rewrite(file, &HashMap::from([("b", "B"), ("c", "C")]), EN), Err("b".to_owned()));
        assert_eq!(rewrite(file, &HashMap::from([("d", "D")]), EN), Err("d".to_owned()));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever the text and whatever the form of the one before, it reads back as what it was, and so does all else.
        #[test]
        fn any_text_can_be_written_anywhere(texts in prop::collection::vec(text(), ADDRESSES.len()), windows in any::<bool>()) {
            let file = if windows { FORMS.replace('\n', "\r\n") } else { FORMS.to_owned() };
            let changes: HashMap<&str, &str> = ADDRESSES.iter().zip(&texts).map(|(address, text)| (*address, text.as_str())).collect();
            let rewritten = rewrite(&file, &changes, EN);
            prop_assert!(rewritten.is_ok(), "{:?}", rewritten);
            // Written again, nothing changes.
            let rewritten = rewritten.unwrap_or_default();
            let comments = |text: &str| text.matches("# kept").count();
            prop_assert_eq!(comments(&file), comments(&rewritten));
            prop_assert!(!windows || !rewritten.replace("\r\n", "").contains('\n'));
        }
    }
}
