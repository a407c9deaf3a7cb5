//! The numbers and bullets that Word counts itself (ECMA-376, Part 1, 17.9): numbering.xml says how, styles.xml which
//! style of paragraph has them.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};

use super::figures::written;
use super::value;

/// How many levels a list has.
const LEVELS: usize = 9;

/// How many styles are followed from one to the style that it is based on.
const MOST_STYLES: usize = 20;

/// A level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// Its text, in which `%1` stands for the count of the first level.
    text: String,
    /// Behind which level it begins anew, from 1; 0 for never.
    restart: Option<usize>,
    /// Whether all counts in it are written in figures.
    is_legal: bool,
    /// The style of paragraph that stands for it.
    style: Option<String>,
}

/// A use of a list, and what is different there.
#[derive(Debug, Default)]
struct Instance {
    list: String,
    levels: BTreeMap<usize, Level>,
    starts: BTreeMap<usize, u32>,
}

/// A list, or the style in which it is.
#[derive(Debug, Default)]
struct List {
    levels: BTreeMap<usize, Level>,
    style: Option<String>,
}

/// What a paragraph, or a style, says of its number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    /// The instance; `0` for none.
    pub id: Option<String>,
    /// The level, from 0.
    pub level: Option<usize>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    numbered: Numbered,
}

/// A format that is not known, or cannot count so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnknownFormat(pub String);

/// The lists of a document, and how far they have counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<String, List>,
    instances: BTreeMap<String, Instance>,
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default_style: Option<String>,
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// The levels of instances that were met.
    met: BTreeSet<(String, usize)>,
}

impl Numbering {
    /// Reads numbering.xml and styles.xml, of which a document may have none.
    pub fn read(numbering: &str, styles: &str) -> Result<Self, quick_xml::Error> {
        let mut read = Self::default();
        let (mut list, mut instance, mut level) = (None, None, 0);
        each_element(numbering, |element| read.numbering(element, &mut list, &mut instance, &mut level))?;
        let mut style = None;
        each_element(styles, |element| read.style(element, &mut style))?;
        Ok(read)
    }

    fn numbering(
        &mut self,
        element: &BytesStart<'_>,
        list: &mut Option<String>,
        instance: &mut Option<String>,
        level: &mut usize,
    ) {
        let val = || value(element, "val").unwrap_or_default();
        let number = || val().parse::<u32>().ok();
        match element.local_name().as_ref() {
            "abstractNum" => (*list, *instance) = (value(element, "abstractNumId"), None),
            "num" => (*list, *instance) = (None, value(element, "numId")),
            "lvl" | "lvlOverride" => *level = level_of(value(element, "ilvl")).unwrap_or(LEVELS),
            _ => {}
        }
        if let Some(instance) = instance.as_ref().map(|id| self.instances.entry(id.clone()).or_default()) {
            match element.local_name().as_ref() {
                "abstractNumId" => instance.list = val(),
                "startOverride" => instance.starts.extend(number().map(|start| (*level, start))),
                _ => {}
            }
            level_property(element, *level, &mut instance.levels);
        } else if let Some(list) = list.as_ref().map(|id| self.lists.entry(id.clone()).or_default()) {
            if element.local_name().as_ref() == "numStyleLink" {
                list.style = Some(val());
            }
            level_property(element, *level, &mut list.levels);
        }
    }

    fn style(&mut self, element: &BytesStart<'_>, style: &mut Option<String>) {
        let val = || value(element, "val");
        if element.local_name().as_ref() == "style" {
            *style = value(element, "styleId");
            let is_default = value(element, "default").is_some_and(|default| default == "1" || default == "true");
            if is_default && value(element, "type").is_some_and(|kind| kind == "paragraph") {
                self.default_style.clone_from(style);
            }
        }
        let Some(style) = style.as_ref().map(|id| self.styles.entry(id.clone()).or_default()) else { return };
        match element.local_name().as_ref() {
            "basedOn" => style.based_on = val(),
            "numId" => style.numbered.id = val(),
            "ilvl" => style.numbered.level = level_of(val()),
            _ => {}
        }
    }

    /// The instance and level of a paragraph, by what it says itself and by its style. `None` where it has no number.
    pub fn of_paragraph(&self, style: Option<&str>, direct: &Numbered) -> Option<(String, usize)> {
        let first = style.or(self.default_style.as_deref());
        let mut styled = Numbered::default();
        let mut name = first;
        for _ in 0..MOST_STYLES {
            let Some(style) = name.and_then(|name| self.styles.get(name)) else { break };
            let level = style.numbered.level;
            styled = Numbered { id: styled.id.or(style.numbered.id.clone()), level: styled.level.or(level) };
            if styled.id.is_some() {
                break;
            }
            name = style.based_on.as_deref();
        }
        let id = direct.id.clone().or(styled.id).filter(|id| id != "0")?;
        let by_style = || {
            let levels = self.levels(&id)?;
            levels.iter().find(|(_, level)| level.style.is_some() && level.style.as_deref() == first).map(|(at, _)| *at)
        };
        let level = direct.level.or_else(by_style).or(styled.level).unwrap_or(0);
        Some((id, level))
    }

    /// The levels of the list of an instance; it may be that of a style.
    fn levels(&self, id: &str) -> Option<&BTreeMap<usize, Level>> {
        let list = self.lists.get(&self.instances.get(id)?.list)?;
        let Some(style) = list.style.as_ref().filter(|_| list.levels.is_empty()) else { return Some(&list.levels) };
        let linked = self.styles.get(style)?.numbered.id.as_ref()?;
        self.lists.get(&self.instances.get(linked)?.list).map(|list| &list.levels)
    }

    fn level(&self, id: &str, level: usize) -> Option<&Level> {
        let changed = self.instances.get(id).and_then(|instance| instance.levels.get(&level));
        changed.or_else(|| self.levels(id)?.get(&level))
    }

    fn start(&self, id: &str, level: usize) -> u32 {
        let changed = self.instances.get(id).and_then(|instance| instance.starts.get(&level)).copied();
        changed.or_else(|| self.level(id, level).map(|level| level.start)).unwrap_or(0)
    }

    /// Counts a paragraph; the number or bullet that stands before it, which may be empty.
    pub fn count(&mut self, id: &str, level: usize) -> Result<String, UnknownFormat> {
        let Some(instance) = self.instances.get(id).filter(|_| self.level(id, level).is_some()) else {
            return Ok(String::new());
        };
        let start = self.start(id, level);
        let begins_anew = |deeper: &usize| {
            self.level(id, *deeper).and_then(|deeper| deeper.restart).is_none_or(|behind| level < behind)
        };
        let begins_anew: Vec<usize> = (level + 1..LEVELS).filter(begins_anew).collect();
        let is_first = instance.starts.contains_key(&level) && self.met.insert((id.to_owned(), level));
        // Instances of one list count on where the other stopped, unless they say where they start.
        let counts = self.counts.entry(instance.list.clone()).or_default();
        let before = counts[level].filter(|_| !is_first);
        counts[level] = Some(before.map_or(start, |count| count.saturating_add(1)));
        for deeper in begins_anew {
            counts[deeper] = None;
        }
        let counts = *counts;
        self.shown(id, level, counts)
    }

    /// What a level shows when the levels of its list have counted so far.
    fn shown(&self, id: &str, level: usize, counts: [Option<u32>; LEVELS]) -> Result<String, UnknownFormat> {
        let Some(this) = self.level(id, level) else { return Ok(String::new()) };
        if this.format == "bullet" {
            return Ok(bullet(&this.text).to_owned());
        }
        let mut pieces = this.text.split('%');
        let mut shown = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let Some(at) = piece.chars().next().and_then(|digit| digit.to_digit(10)?.checked_sub(1)) else {
                shown.push('%');
                shown.push_str(piece);
                continue;
            };
            let at = at as usize;
            if let Some(of) = self.level(id, at).filter(|of| at <= level && of.format != "bullet") {
                let count = counts[at].unwrap_or_else(|| self.start(id, at));
                let format = if this.is_legal { "decimal" } else { &of.format };
                shown.push_str(&written(format, count).ok_or_else(|| UnknownFormat(format.to_owned()))?);
            }
            shown.push_str(&piece[1..]);
        }
        Ok(shown)
    }
}

/// Takes what `element` says of a level; nothing of one that there cannot be.
fn level_property(element: &BytesStart<'_>, level: usize, levels: &mut BTreeMap<usize, Level>) {
    if level >= LEVELS {
        return;
    }
    let val = value(element, "val");
    let number = || val.as_ref().and_then(|value| value.parse().ok());
    let of = levels.entry(level);
    match element.local_name().as_ref() {
        "lvl" => *of.or_default() = Level { format: "decimal".into(), ..Level::default() },
        "start" => of.or_default().start = number().unwrap_or(0),
        "numFmt" => of.or_default().format = val.unwrap_or_default(),
        "lvlText" => of.or_default().text = val.unwrap_or_default(),
        "lvlRestart" => of.or_default().restart = number().and_then(|behind| usize::try_from(behind).ok()),
        "isLgl" => of.or_default().is_legal = val.is_none_or(|value| !is_off(&value)),
        "pStyle" => of.or_default().style = val,
        _ => {}
    }
}

/// Whether a switch is off.
pub(super) fn is_off(value: &str) -> bool {
    matches!(value, "0" | "false" | "off")
}

/// A level that there can be.
pub(super) fn level_of(value: Option<String>) -> Option<usize> {
    value?.parse().ok().filter(|level| *level < LEVELS)
}

/// A bullet as the text form has it. Those of the fonts for symbols are other characters than they look.
fn bullet(text: &str) -> &str {
    let is_sign = |one: char| matches!(one, '※' | '\u{2460}'..='\u{33ff}');
    if !text.is_empty() && text.chars().all(is_sign) { text } else { "・" }
}

/// Hands every element to `take`, but not the second form of what is there already.
fn each_element(xml: &str, mut take: impl FnMut(&BytesStart<'_>)) -> Result<(), quick_xml::Error> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut passed_over = 0_usize;
    loop {
        match reader.read_event()? {
            Event::Start(element) => {
                if passed_over > 0 || element.local_name().as_ref() == "Fallback" {
                    passed_over += 1;
                } else {
                    take(&element);
                }
            }
            Event::Empty(element) if passed_over == 0 => take(&element),
            Event::End(_) => passed_over = passed_over.saturating_sub(1),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(level: usize, format: &str, text: &str, more: &str) -> String {
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>{more}</w:lvl>"
        )
    }

    /// The numbers of paragraphs, each an instance and a level.
    fn numbers(lists: &str, paragraphs: &[(&str, usize)]) -> Vec<String> {
        let mut numbering = Numbering::read(&format!("<w:numbering>{lists}</w:numbering>"), "").expect("well-formed");
        paragraphs.iter().map(|(id, level)| numbering.count(id, *level).unwrap_or("?".into())).collect()
    }

    fn guidance() -> String {
        let levels = [
            level(0, "decimal", "%1", ""),
            level(1, "decimal", "(%2)", ""),
            level(2, "aiueoFullWidth", "%3", ""),
            level(3, "lowerLetter", "%1-%2-%4", "<w:lvlRestart w:val=\"1\"/><w:isLgl/>"),
        ];
        let start = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>";
        format!(
            "<w:abstractNum w:abstractNumId=\"7\">{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/>{start}</w:num>",
            levels.concat()
        )
    }

    #[test]
    fn levels_count_and_begin_anew_behind_those_above() {
        let paragraphs = [("1", 0), ("1", 1), ("1", 2), ("1", 2), ("1", 1), ("1", 2), ("1", 0), ("1", 1)];
        assert_eq!(numbers(&guidance(), &paragraphs), ["1", "(1)", "ア", "イ", "(2)", "ア", "2", "(1)"]);
        // The fourth level begins anew behind the first only.
        let paragraphs = [("1", 0), ("1", 1), ("1", 3), ("1", 1), ("1", 3), ("1", 0), ("1", 3)];
        assert_eq!(numbers(&guidance(), &paragraphs), ["1", "(1)", "1-1-1", "(2)", "1-2-2", "2", "2-1-1"]);
    }

    #[test]
    fn instances_of_a_list_count_on_unless_they_say_where_they_start() {
        assert_eq!(numbers(&guidance(), &[("1", 0), ("2", 0), ("2", 0), ("1", 0)]), ["1", "5", "6", "7"]);
        assert_eq!(numbers(&guidance(), &[("9", 0)]), [""], "an instance that is not there shows nothing");
    }

    #[test]
    fn bullets_and_unknown_formats_are_told_apart() {
        let lists = format!(
            "<w:abstractNum w:abstractNumId=\"0\">{}{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
            level(0, "bullet", "\u{f0b7}", ""),
            level(1, "bullet", "※", ""),
            level(2, "chicago", "%3", "")
        );
        assert_eq!(numbers(&lists, &[("1", 0), ("1", 1), ("1", 2)]), ["・", "※", "?"]);
    }

    #[test]
    fn styles_have_numbers_and_paragraphs_can_refuse_them() {
        let levels = [level(0, "decimal", "%1", ""), level(1, "decimal", "(%2)", "<w:pStyle w:val=\"b\"/>")];
        let lists = format!(
            "<w:numbering><w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
            levels.concat()
        );
        let styles = "<w:styles><w:style w:styleId=\"a\"><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style><w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style></w:styles>";
        let numbering = Numbering::read(&lists, styles).expect("well-formed");
        let of = |style, id: Option<&str>| {
            numbering.of_paragraph(style, &Numbered { id: id.map(str::to_owned), level: None })
        };
        assert_eq!(of(Some("a"), None), Some(("3".into(), 0)));
        assert_eq!(of(Some("b"), None), Some(("3".into(), 1)));
        assert_eq!(of(Some("a"), Some("0")), None);
        assert_eq!(of(None, None), None);
    }
}
