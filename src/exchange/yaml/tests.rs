//! What a rewritten file promises, on random files and on one with everything that people write.

use std::borrow::Cow;

use proptest::prelude::*;

use super::layout::{Entry, Shape, line_end, line_start};
use super::matching::name_of;
use super::patch::File;
use super::same::says;
use super::{Yaml, parse, rewritten};

/// Every form of a value, with comments in every place, which say what they belong to.
const FORMS: &str = "\
# What the file is.
# It is long.

# above id
id: forms # behind id
number: '1'   # behind number
title: {ja: 甲 乙, en: 'x, ''y'} # behind title

# A section.

# above text
text: # behind text
  # above text/ja
  ja: >- # behind text/ja
    長い文の
    二行目
  # above text/en
  en: |
    one

    two
  # end of text/
records:
  # above records/a
  - id: a # behind records/a
    # above records/a/name
    name: 甲
    topics: [x, y] # behind records/a/topics
    parts:
    - id: p
      text: plain
        text # behind records/a/parts/p/text
    # above records/a/parts/q
    - id: q

      count: 3

    # end of records/a/parts/
  # within records/

  - # behind records/b
    id: b
    name: {ja: 乙}
    note: \"quoted\\n\"

  - {id: c, name: 丙, of: [1, 2]} # behind records/c
  # above records/d
  - id: d
    nested:
      - - one
        - two
      -
        - three
    list: [
      one,   # behind records/d/list/one
      # above records/d/list/two
      two,
      three,
    ]
  # end of records/
texts:
- first # behind texts/first
# above texts/second text
- >-
  second
  text

- 'third'
- ja: 四
- - nested
nothing:
empty: []
none: {}
# end of the file
...
";

/// What makes a file odd.
const SIGNS: [&str; 24] = [
    "&a ", "*a", "!t ", "- ", "? ", ": ", " # ", "#", "\t", " ", "  ", "\n", "[", "{}", ",", "|\n", ">2\n", "日",
    "<<: ", "'", "\"", "...\n", "---\n", "~",
];

/// Random choices, which get simpler as the numbers do.
struct Choices<'a>(std::slice::Iter<'a, u32>);

impl Choices<'_> {
    fn below(&mut self, bound: usize) -> usize {
        self.0.next().map_or(0, |&choice| choice as usize) % bound.max(1)
    }

    fn text(&mut self) -> String {
        const TEXTS: [&str; 16] = [
            "new",
            "甲",
            "12",
            "true",
            "a: b",
            "# no comment",
            "it's",
            "two\nlines",
            "two\n\n paragraphs\n  of lines",
            "- item",
            "[a, b]",
            "\"",
            "&x",
            "null",
            "長い文の長い文の長い文の長い文の長い文の長い文の長い文の長い文の長い文の長い文の長い文の長い文の長い文の",
            "long words to be broken into lines when there are enough of them, and here there are more than enough of them for that",
        ];
        TEXTS[self.below(TEXTS.len())].to_owned()
    }

    fn scalar(&mut self) -> Yaml {
        let text = self.text();
        if self.below(2) == 0 { Yaml::Text(text) } else { Yaml::Plain(text) }
    }

    fn value(&mut self, depth: usize) -> Yaml {
        let entry = |choices: &mut Self, at: usize| (format!("k{at}").into(), choices.value(depth + 1));
        match self.below(if depth > 3 { 3 } else { 7 }) {
            0 => self.scalar(),
            1 => Yaml::Flow(vec!["x".to_owned(), self.text()]),
            2 => Yaml::Mapping(vec![("ja".into(), self.scalar()), ("en".into(), self.scalar())]),
            3 => Yaml::Mapping((0..self.below(4)).map(|at| entry(self, at)).collect()),
            4 => Yaml::Sequence((0..self.below(4)).map(|_| self.value(depth + 1)).collect()),
            5 => Yaml::Nothing,
            _ => Yaml::Mapping(vec![("id".into(), Yaml::Plain(self.text())), entry(self, 1), entry(self, 2)]),
        }
    }

    /// Changes something somewhere in `tree`.
    fn change(&mut self, tree: &mut Yaml) {
        if let Yaml::Flow(items) = tree {
            *tree = Yaml::Sequence(items.iter().cloned().map(Yaml::Plain).collect());
        }
        let kind = self.below(12);
        match tree {
            Yaml::Mapping(entries) if kind < 6 && !entries.is_empty() => {
                let at = self.below(entries.len());
                self.change(&mut entries[at].1);
            }
            Yaml::Sequence(items) if kind < 6 && !items.is_empty() => {
                let at = self.below(items.len());
                self.change(&mut items[at]);
            }
            Yaml::Mapping(entries) => match kind {
                6 | 7 if !entries.is_empty() => {
                    entries.remove(self.below(entries.len()));
                }
                8 | 9 => {
                    let at = self.below(entries.len() + 1);
                    if entries.iter().all(|(key, _)| key != "new key") {
                        entries.insert(at, ("new key".into(), self.value(0)));
                    }
                }
                10 => entries.reverse(),
                _ => *tree = entries.first().map_or(Yaml::Nothing, |(_, value)| value.clone()),
            },
            Yaml::Sequence(items) => match kind {
                6 | 7 if !items.is_empty() => {
                    items.remove(self.below(items.len()));
                }
                8 => items.insert(self.below(items.len() + 1), self.value(0)),
                9 if !items.is_empty() => {
                    let item = items.remove(self.below(items.len()));
                    items.insert(self.below(items.len() + 1), item);
                }
                10 => items.reverse(),
                _ => *tree = self.value(0),
            },
            _ if kind == 0 => {
                let text = std::mem::replace(tree, Yaml::Nothing);
                *tree = Yaml::Mapping(vec![("ja".into(), text), ("en".into(), self.scalar())]);
            }
            _ if kind < 10 => *tree = self.scalar(),
            _ => *tree = self.value(0),
        }
    }
}

fn tree(text: &str) -> Yaml {
    parse(text).as_ref().map_or(Yaml::Nothing, Yaml::from)
}

/// The laws that hold for whatever is wanted.
fn check(text: &str, wanted: &Yaml, others: &[&str]) -> Result<String, TestCaseError> {
    let Some(new) = rewritten(text, wanted, others) else {
        return Err(TestCaseError::fail(format!("not written: {wanted:?}")));
    };
    prop_assert!(parse(&new).is_some_and(|node| says(&node, wanted)), "{}", new);
    let again = rewritten(&new, wanted, others);
    prop_assert_eq!(again.as_deref(), Some(new.as_str()));
    prop_assert!(!text.contains("\r\n") || !new.replace("\r\n", "").contains('\n'), "{:?}", new);
    Ok(new)
}

/// What stands at a path of keys, names and texts.
fn at<'y>(tree: &'y Yaml, path: &str) -> Option<Cow<'y, Yaml>> {
    let Some((first, rest)) = path.split_once('/').or((!path.is_empty()).then_some((path, ""))) else {
        return Some(Cow::Borrowed(tree));
    };
    if let Yaml::Mapping(_) = tree {
        return at(tree.entries().find(|(key, _)| *key == first)?.1, rest);
    }
    let is_text = |item: &Yaml| first.len() > 1 && item.scalar() == Some(first);
    let is_it = |item: &&Yaml| is_text(item) || name_of(item).as_deref() == Some(first);
    let items = tree.items()?;
    let found = at(items.iter().find(is_it)?, rest)?.into_owned();
    Some(Cow::Owned(found))
}

/// How often each comment of [`FORMS`] is to be there, where it says what it belongs to.
fn comments(wanted: &Yaml) -> impl Iterator<Item = (&'static str, bool)> {
    let comment = |line: &'static str| {
        let comment = line[line.find("# ")?..].trim_end();
        let (_, path) = comment.split_once("# above ").or(comment.split_once("# behind ")).unwrap_or(("", ""));
        let inner = comment.split_once("# end of ").or(comment.split_once("# within "));
        let inner = inner.and_then(|(_, path)| path.strip_suffix('/'));
        let is_kept = match inner {
            // What belongs to no entry stays while there is any.
            Some(path) => at(wanted, path).is_some_and(|block| match block.as_ref() {
                Yaml::Mapping(_) => path == "text" && block.entries().next().is_some(),
                block => path != "text" && block.items().is_some_and(|items| !items.is_empty()),
            }),
            None => at(wanted, path).is_some(),
        };
        Some((comment, is_kept))
    };
    FORMS.lines().filter_map(comment)
}

/// Checks that what both say is written as it was, on the lines of these entries and on those within.
fn check_lines(text: &str, entries: &[Entry<'_>], wanted: &Yaml, new: &[&str]) -> Result<(), TestCaseError> {
    for entry in entries {
        let name = entry.key.map(str::to_owned).or_else(|| name_of(&Yaml::from(entry.value.node)));
        let Some(here) = name.and_then(|name| at(wanted, &name)) else { continue };
        if let Shape::Block(entries) = &entry.value.shape {
            check_lines(text, entries, &here, new)?;
        } else if says(entry.value.node, &here) {
            let lines = &text[line_start(text, entry.start)..line_end(text, entry.value.range.end)];
            for line in lines.lines().map(|line| line.trim_start_matches([' ', '-'])) {
                prop_assert!(new.contains(&line), "{line:?} is gone from\n{}", new.join("\n"));
            }
        }
    }
    Ok(())
}

fn choices() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(any::<u32>(), 0..160)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a file with everything in it is to say, it says; what says already what is wanted stays.
    #[test]
    fn any_change_of_any_form_can_be_written(tape in choices(), edits in 0..6_usize, windows in any::<bool>(), end in any::<bool>()) {
        let file = if windows { FORMS.replace('\n', "\r\n") } else { FORMS.to_owned() };
        let file = if end { file.as_str() } else { file.trim_end() };
        let mut wanted = tree(file);
        let same = rewritten(file, &wanted, &[]);
        prop_assert_eq!(same.as_deref(), Some(file));
        let mut choices = Choices(tape.iter());
        for _ in 0..edits {
            choices.change(&mut wanted);
        }
        let new = check(file, &wanted, &[])?;
        // Where the file is still a mapping, nothing was written anew that stays, and no comment is lost.
        let lines: Vec<&str> = new.lines().map(|line| line.trim_start_matches([' ', '-'])).collect();
        if wanted.entries().next().is_some() {
            let file = File::read(file).ok_or_else(|| TestCaseError::fail("no file"))?;
            let edited = file.edited(&wanted, &[], false);
            prop_assert!(edited.is_some_and(|edited| edited.trim_end() == new.trim_end()));
            for (comment, is_kept) in comments(&wanted).filter(|(_, is_kept)| *is_kept) {
                let count = lines.iter().filter(|line| format!("{line} ").contains(&format!("{comment} "))).count();
                prop_assert_eq!(count, usize::from(is_kept), "{}\n{}", comment, new);
            }
            if let Some(Shape::Block(entries)) = file.layout().map(|root| root.shape) {
                check_lines(&file.text, &entries, &wanted, &lines)?;
            }
        }
    }

    /// However a file is written that can be read, it can be made to say something else.
    #[test]
    fn no_file_is_too_odd(tape in choices(), places in prop::collection::vec((0..FORMS.len(), 0..SIGNS.len()), 1..4)) {
        let mut file = FORMS.to_owned();
        for (place, sign) in places {
            file.insert_str(file.floor_char_boundary(place), SIGNS[sign]);
        }
        if parse(&file).is_some() {
            let mut wanted = tree(&file);
            let mut choices = Choices(tape.iter());
            choices.change(&mut wanted);
            choices.change(&mut wanted);
            check(&file, &wanted, &[])?;
        }
    }

    /// Any tree can become any other.
    #[test]
    fn any_tree_becomes_any_other(tape in choices(), other in choices()) {
        let one = Choices(tape.iter()).value(0);
        let other = Choices(other.iter()).value(0);
        let file = one.file();
        prop_assert!(parse(&file).is_some_and(|node| says(&node, &one)), "{}", file);
        check(&file, &other, &[])?;
        check(&file, &other, &[FORMS, &other.file()])?;
    }
}

/// `file` with `change` made to what it says.
fn changed(file: &str, others: &[&str], change: impl FnOnce(&mut Yaml)) -> String {
    let mut wanted = tree(file);
    change(&mut wanted);
    check(file, &wanted, others).unwrap()
}

fn items<'y>(tree: &'y mut Yaml, key: &str) -> &'y mut Vec<Yaml> {
    match value(tree, key) {
        Yaml::Sequence(items) => items,
        other => panic!("{other:?} is no list"),
    }
}

fn value<'y>(tree: &'y mut Yaml, key: &str) -> &'y mut Yaml {
    match tree {
        Yaml::Mapping(entries) => &mut entries.iter_mut().find(|(name, _)| name == key).unwrap().1,
        other => panic!("{other:?} has no keys"),
    }
}

#[test]
fn it_reads_as_a_careful_person_would_have_edited_it() {
    let file = "\
# Records of this year.

- id: a
  # the title
  title: {ja: 甲, en: A} # checked
  marks: [new]

# about b
- id: b
  title:
    ja: >- # as printed
      乙
    en: B
  # old
  count: 3 # of three

# Section two.

- id: c
  title: 丙
  count: 5
";
    let new = changed(file, &[], |tree| {
        let Yaml::Sequence(items) = tree else { panic!("a list") };
        items.reverse();
        *value(&mut items[0], "title") =
            Yaml::mapping([("ja", Some(Yaml::plain("丙"))), ("en", Some(Yaml::plain("C")))]);
        *value(&mut items[1], "title") = Yaml::mapping([("ja", Some(Yaml::plain("乙")))]);
        *value(&mut items[1], "count") = Yaml::Nothing;
        *value(&mut items[2], "title") = Yaml::mapping([
            ("ja", Some(Yaml::plain("甲"))),
            ("en", Some(Yaml::Text("A title that is too long for the line that it is on. ".repeat(2).trim().into()))),
        ]);
        *value(&mut items[2], "marks") = Yaml::Flow(vec!["first".into(), "new".into()]);
        items.insert(1, Yaml::mapping([("id", Some(Yaml::plain("d"))), ("title", Some(Yaml::japanese("丁")))]));
    });
    let expected = "\
# Records of this year.

# Section two.

- id: c
  title: {ja: 丙, en: C}
  count: 5

- id: d
  title: {ja: 丁}

# about b
- id: b
  title:
    ja: >- # as printed
      乙

- id: a
  # the title
  title: # checked
    ja: 甲
    en: >-
      A title that is too long for the line that it is on. A title that is too long for the line that it is on.
  marks: [first, new]
";
    assert_eq!(new, expected);
}

#[test]
fn what_is_gone_takes_its_comments_along() {
    let new = changed(FORMS, &[], |tree| {
        items(tree, "records").remove(0);
        let list = value(&mut items(tree, "records")[2], "list");
        *list = Yaml::Flow(vec!["two".into(), "three".into()]);
        items(tree, "texts").remove(1);
        *value(tree, "text") = Yaml::Nothing;
    });
    let comment = |line: &'static str| line.find("# ").map(|at| &line[at..]);
    let is_gone = |comment: &&str| {
        let parts = ["e text/", "d text/", "f text/", "records/a", "list/one", "texts/second"];
        comment.ends_with(" text") || parts.iter().any(|part| comment.contains(part))
    };
    for comment in FORMS.lines().filter_map(comment) {
        let count = new.matches(&format!("{comment}\n")).count();
        assert_eq!(count, usize::from(!is_gone(&comment)), "{comment}\n{new}");
    }
}

#[test]
fn records_come_from_other_files_with_their_comments() {
    let file = "# This year.\nrecords:\n- id: a\n  text: old\n";
    let other = "parts:\r\n    - id: part\r\n      records:\r\n        # about b\r\n        - id: b # behind b\r\n          text:\r\n            ja: >-\r\n              長い文の\r\n              二行目\r\n          by: 'us'\r\n";
    let new = changed(file, &[other, other], |tree| {
        let text = Yaml::Mapping(vec![("ja".into(), Yaml::Text("長い文の 二行目".into()))]);
        let record = Yaml::mapping([
            ("id", Some(Yaml::plain("b"))),
            ("text", Some(text)),
            ("by", Some(Yaml::plain("us"))),
            ("count", Some(Yaml::plain(3))),
        ]);
        items(tree, "records").insert(0, record);
    });
    let expected = "# This year.\nrecords:\n# about b\n- id: b # behind b\n  text:\n    ja: >-\n      長い文の\n      二行目\n  by: 'us'\n  count: 3\n- id: a\n  text: old\n";
    assert_eq!(new, expected);
}

#[test]
fn a_file_with_anchors_and_tags_is_changed_where_that_is_possible() {
    let file = "# head\na: &x {ja: 甲}\nb: *x # b\n# about c\nc: !t 3\nd:\n  - &y\n    id: y\n  - id: z # z\n    n: 1\n  - *y\n";
    // What has neither is changed in its place.
    let new = changed(file, &[], |tree| *value(&mut items(tree, "d")[1], "n") = Yaml::plain("2"));
    assert_eq!(new, file.replace("n: 1", "n: 2"));
    // An alias gives way to a value of its own.
    let new = changed(file, &[], |tree| *value(tree, "b") = Yaml::plain("new"));
    assert_eq!(new, file.replace("*x #", "new #"));
    // Where an anchor is gone that is needed, the file is written anew.
    let new = changed(file, &[], |tree| *value(tree, "a") = Yaml::plain("new"));
    assert!(new.starts_with("# head\na: new\nb: {ja: 甲}\n"), "{new}");
}

#[test]
fn what_has_no_name_is_changed_in_its_place_between_its_neighbours() {
    let file = "\
# above one
- text: one # behind one
- id: a
- text: 'two' # behind two
  # above marks
  marks: [x]
- three
";
    let new = changed(file, &[], |tree| {
        let Yaml::Sequence(items) = tree else { panic!("a list") };
        *value(&mut items[0], "text") = Yaml::plain("eins");
        *value(&mut items[2], "text") = Yaml::plain("zwei");
        items.insert(3, Yaml::plain("new"));
    });
    let expected = file.replace("one #", "eins #").replace("two' #", "zwei' #").replace("- three", "- new\n- three");
    assert_eq!(new, expected);
}
