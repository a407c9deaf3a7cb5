//! A cell of the table as blocks: what its tags say of paragraphs and lists.

use super::account::{Fate, Ledger};
use super::piece::Piece;

/// How a block is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// Without any tag, at the beginning of a cell.
    Plain,
    /// As a paragraph or a line of its own.
    Paragraph,
    /// As a list, or an item of one.
    List,
}

/// A stretch of a cell between two tags.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block<'a> {
    /// How it is set.
    pub setting: Setting,
    /// What it says, trimmed.
    pub piece: Piece<'a>,
}

/// The tags that cells have in them. Anything else in angle brackets is text: print sets marks in them.
const TAGS: [(&str, Setting); 7] = [
    ("p", Setting::Paragraph),
    ("br", Setting::Paragraph),
    ("br/", Setting::Paragraph),
    ("div", Setting::Paragraph),
    ("ul", Setting::List),
    ("ol", Setting::List),
    ("li", Setting::List),
];

/// The blocks of a cell that are not blank. Its tags are booked.
pub(super) fn blocks<'a>(cell: Piece<'a>, ledger: &mut Ledger) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let mut rest = cell;
    let mut setting = Setting::Plain;
    loop {
        let tag = next_tag(rest.text);
        let (start, end, next) = tag.unwrap_or((rest.text.len(), rest.text.len(), Setting::Plain));
        let (before, from_tag) = rest.split_at(start);
        if !before.is_blank() {
            blocks.push(Block { setting, piece: before.trim() });
        }
        if tag.is_none() {
            return blocks;
        }
        let (tag, behind) = from_tag.split_at(end - start);
        ledger.book(tag, Fate::Markup);
        (rest, setting) = (behind, next);
    }
}

/// Where the next tag begins and ends, and how what follows it is set.
fn next_tag(text: &str) -> Option<(usize, usize, Setting)> {
    text.match_indices('<').find_map(|(start, _)| {
        let end = start + text[start..].find('>')? + 1;
        let inner = &text[start + 1..end - 1];
        let name = inner.trim_start_matches('/').split([' ', '\u{3000}']).next().unwrap_or_default();
        let (_, setting) = TAGS.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(name))?;
        Some((start, end, if inner.starts_with('/') { Setting::Paragraph } else { *setting }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_make_blocks_and_marks_stay_text() {
        let mut ledger = Ledger::default();
        let text = "甲 <新しい印><ul style=\"x\"> 乙 <p>丙</p> 丁<br/>戊";
        let blocks = blocks(Piece { text, at: 5 }, &mut ledger);
        let read: Vec<(Setting, &str)> = blocks.iter().map(|block| (block.setting, block.piece.text)).collect();
        let paragraph = Setting::Paragraph;
        let expected = [
            (Setting::Plain, "甲 <新しい印>"),
            (Setting::List, "乙"),
            (paragraph, "丙"),
            (paragraph, "丁"),
            (paragraph, "戊"),
        ];
        assert_eq!(read, expected);
        assert_eq!(ledger.bookings.len(), 4);
    }
}
