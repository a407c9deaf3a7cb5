//! Cells as items: what is one bullet, what goes on from the page before, and what is a list within a bullet.

use super::account::{Fate, Ledger};
use super::cell::{Block, Setting};
use super::doubt::Doubt;
use super::given::GivenId;
use super::piece::{Piece, RESTATED, is_sentence};

/// An item of a cell: a directive or a remark.
#[derive(Debug, Default)]
pub(super) struct Item<'a> {
    /// Its id within its activity, once it has one.
    pub id: String,
    /// The id that its row names.
    pub given: Option<&'a GivenId>,
    /// Its paragraphs, each torn into pieces by pages.
    pub paragraphs: Vec<Vec<Piece<'a>>>,
    /// The list within it.
    pub items: Vec<SubItem<'a>>,
    /// The 再掲 behind it.
    pub restated: Option<Piece<'a>>,
    /// What is not sure about it.
    pub doubts: Vec<Doubt>,
}

/// An item of a list within an item.
#[derive(Debug)]
pub(super) struct SubItem<'a> {
    /// Its number.
    pub number: Piece<'a>,
    /// What it says.
    pub words: Vec<Piece<'a>>,
    /// The 再掲 behind it.
    pub restated: Option<Piece<'a>>,
    /// What is not sure about it.
    pub doubts: Vec<Doubt>,
}

/// How a block follows what was read of the column before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Follows {
    /// Within the same cell.
    SameCell,
    /// In the next row.
    NextRow,
    /// In the next row, behind a page break.
    PageBreak,
    /// In the next row of a document that no page tore.
    WholeRow,
}

/// The order in which lists within an item are numbered.
const KANA: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";

/// The signs that print sets before an item.
const BULLETS: [char; 10] = ['・', '•', '●', '○', '◦', '■', '◆', '◇', '▪', '･'];

/// Words with which a paragraph goes on about the same.
const CONJUNCTIONS: [&str; 12] = [
    "また",
    "なお",
    "さらに",
    "加えて",
    "ただし",
    "特に",
    "このため",
    "この場合",
    "その際",
    "併せて",
    "あわせて",
    "具体的には",
];

/// What one piece of a block begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    /// Nothing that can be seen.
    Nothing,
    /// An item, by its bullet.
    Bullet,
    /// An item of a list within.
    Number,
}

/// The items of one column of an activity.
#[derive(Debug, Default)]
pub(super) struct Items<'a> {
    /// The items read so far.
    pub list: Vec<Item<'a>>,
}

impl<'a> Items<'a> {
    /// Whether the last sentence is still open.
    pub fn is_open(&self) -> bool {
        self.last_piece().is_some_and(|piece| !is_sentence(piece.text))
    }

    fn last_piece(&self) -> Option<Piece<'a>> {
        let item = self.list.last()?;
        match item.items.last() {
            Some(sub_item) => sub_item.words.last().copied(),
            None => item.paragraphs.last().and_then(|words| words.last()).copied(),
        }
    }

    /// Reads the blocks of one cell. `given` is the id of the item that it begins with.
    pub fn read(
        &mut self,
        blocks: &[Block<'a>],
        mut follows: Follows,
        given: Option<&'a GivenId>,
        ledger: &mut Ledger,
    ) {
        let first = self.list.len();
        for block in blocks {
            match given {
                Some(_) => self.line(block.piece, self.list.len() == first, ledger),
                None => self.block(*block, follows, ledger),
            }
            follows = Follows::SameCell;
        }
        if let Some(item) = self.list.get_mut(first) {
            item.given = given;
        }
    }

    /// Reads a line of a cell that begins with a given item: only at its beginning it can say that it is something else
    /// than a paragraph of this item.
    fn line(&mut self, line: Piece<'a>, is_first: bool, ledger: &mut Ledger) {
        let (start, marker) = self.start(line.text, true);
        let (marker, words) = line.split_at(marker);
        match (start, self.list.last_mut()) {
            (Start::Bullet, _) => {
                ledger.book(marker, Fate::Bullet);
                self.push(words.trim(), Vec::new());
            }
            (_, _) if is_first => self.push(line.trim(), Vec::new()),
            (Start::Number, _) => self.push_number(marker.trim(), words.trim()),
            (Start::Nothing, Some(item)) if item.items.is_empty() => item.paragraphs.push(vec![line.trim()]),
            (Start::Nothing, _) => self.push(line.trim(), Vec::new()),
        }
    }

    fn block(&mut self, block: Block<'a>, follows: Follows, ledger: &mut Ledger) {
        let has_bullets = bullets(block.piece.text).next().is_some();
        let mut rest = block.piece;
        let mut is_first = true;
        while !rest.is_blank() {
            let (start, marker) = self.start(rest.text, is_first);
            let (marker, body) = rest.split_at(marker);
            let (entry, behind) = body.split_at(self.end_of_entry(body.text, start));
            let entry = entry.trim();
            match start {
                Start::Bullet => {
                    let mut doubts = Vec::new();
                    if !is_first && self.is_open() {
                        doubts.push(Doubt::BulletInSentence);
                    }
                    ledger.book(marker, Fate::Bullet);
                    self.push(entry, doubts);
                }
                Start::Number => self.push_number(marker.trim(), entry),
                Start::Nothing if is_first => self.unmarked(block.setting, entry, follows, ledger),
                Start::Nothing => {
                    let doubts = if has_bullets { vec![Doubt::NoBullet] } else { Vec::new() };
                    self.push(entry, doubts);
                }
            }
            (rest, is_first) = (behind, false);
        }
    }

    /// What `text` begins, and how long the sign for it is.
    fn start(&self, text: &str, is_first: bool) -> (Start, usize) {
        let trimmed = text.trim_start();
        let blank = text.len() - trimmed.len();
        if let Some(bullet) = trimmed.chars().next().filter(|one| BULLETS.contains(one)) {
            return (Start::Bullet, blank + bullet.len_utf8());
        }
        // In mid-block only the number that follows is one; at its beginning it may be out of order.
        match kana_number(trimmed) {
            Some((position, length))
                if !self.list.is_empty() && (position == self.next_number() || is_first && self.has_list()) =>
            {
                (Start::Number, blank + length)
            }
            _ => (Start::Nothing, blank),
        }
    }

    fn next_number(&self) -> usize {
        self.list.last().map_or(0, |item| item.items.len())
    }

    fn has_list(&self) -> bool {
        self.next_number() > 0
    }

    /// Where the entry ends that begins `text`: before the next bullet or number, or behind a full stop and a blank.
    fn end_of_entry(&self, text: &str, start: Start) -> usize {
        let bullet = bullets(text).find(|at| *at > 0);
        let next = match start {
            Start::Bullet => 0,
            Start::Number => self.next_number() + 1,
            Start::Nothing => self.next_number(),
        };
        let blanks = text.char_indices().filter(|(at, one)| one.is_whitespace() && *at > 0);
        let glued = blanks.filter_map(|(at, blank)| {
            let behind = &text[at + blank.len_utf8()..];
            let is_number = kana_number(behind).is_some_and(|(position, _)| position == next) && !self.list.is_empty();
            let begins =
                !behind.trim_start().is_empty() && !behind.starts_with(['）', ')', '」']) && !RESTATED.begins(behind);
            (is_number || begins && is_sentence(&text[..at])).then_some(at)
        });
        [bullet, glued.min()].into_iter().flatten().min().unwrap_or(text.len())
    }

    fn push(&mut self, words: Piece<'a>, doubts: Vec<Doubt>) {
        if words.is_blank() {
            return;
        }
        self.list.push(Item { paragraphs: vec![vec![words]], doubts, ..Item::default() });
    }

    fn push_number(&mut self, number: Piece<'a>, words: Piece<'a>) {
        let expected = KANA.chars().nth(self.next_number());
        let Some(item) = self.list.last_mut() else { return };
        if words.is_blank() {
            // A number alone is no item.
            match item.items.last_mut() {
                Some(sub_item) => sub_item.words.push(number),
                None => item.paragraphs.last_mut().into_iter().for_each(|words| words.push(number)),
            }
            return;
        }
        let is_expected = number.text.chars().next() == expected;
        let doubts = if is_expected { Vec::new() } else { vec![Doubt::Number { number: number.text.to_owned() }] };
        item.items.push(SubItem { number, words: vec![words], restated: None, doubts });
    }

    /// Reads what begins a block without bullet or number.
    fn unmarked(&mut self, setting: Setting, entry: Piece<'a>, follows: Follows, ledger: &mut Ledger) {
        let is_open = self.is_open();
        let last = self.last_piece();
        let (Some(item), Some(last)) = (self.list.last_mut(), last) else { return self.push(entry, Vec::new()) };
        let goes_on = CONJUNCTIONS.iter().any(|word| entry.text.starts_with(word));
        match (follows, setting) {
            // A page, or the rows of a spreadsheet, tore a sentence.
            (Follows::NextRow | Follows::PageBreak, Setting::Plain | Setting::Paragraph) if is_open => {
                ledger.join(last, entry);
                match item.items.last_mut() {
                    Some(sub_item) => sub_item.words.push(entry),
                    None => item.paragraphs.last_mut().into_iter().for_each(|words| words.push(entry)),
                }
            }
            (Follows::PageBreak, Setting::Plain | Setting::Paragraph) => self.push(entry, vec![Doubt::BehindBreak]),
            (Follows::SameCell, Setting::Plain | Setting::Paragraph) if item.items.is_empty() => {
                if !goes_on {
                    item.doubts.push(Doubt::Paragraph);
                }
                item.paragraphs.push(vec![entry]);
            }
            (Follows::PageBreak, Setting::List) if is_open => self.push(entry, vec![Doubt::BulletInSentence]),
            _ => self.push(entry, Vec::new()),
        }
    }

    /// Takes the 再掲 from the end of each text.
    pub fn finish(mut self) -> Vec<Item<'a>> {
        for item in &mut self.list {
            if let Some(words) = item.paragraphs.last_mut() {
                item.restated = take_restated(words);
            }
            for sub_item in &mut item.items {
                sub_item.restated = take_restated(&mut sub_item.words);
            }
        }
        self.list
    }
}

/// Takes 再掲 from the end of a text.
pub(super) fn take_restated<'a>(words: &mut [Piece<'a>]) -> Option<Piece<'a>> {
    let last = words.last_mut()?;
    let form = RESTATED.suffix(last.text.trim_end())?;
    let (text, marker) = last.trim().split_at(last.text.trim().len() - form.len());
    if text.is_blank() {
        return None;
    }
    *last = text.trim();
    Some(marker)
}

/// Where bullets stand in a text: at its beginning, or between blanks.
fn bullets(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter(|(_, one)| BULLETS.contains(one)).filter_map(move |(at, bullet)| {
        let (before, behind) = (&text[..at], &text[at + bullet.len_utf8()..]);
        let is_set_off = before.ends_with(char::is_whitespace)
            && (behind.starts_with(char::is_whitespace) || is_sentence(before.trim_end()));
        (before.trim().is_empty() || is_set_off).then_some(at)
    })
}

/// The position and length of a number in kana with a blank behind it.
fn kana_number(text: &str) -> Option<(usize, usize)> {
    let first = text.chars().next()?;
    let position = KANA.chars().position(|kana| kana == first)?;
    text[first.len_utf8()..].starts_with(char::is_whitespace).then_some((position, first.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::super::cell;
    use super::*;

    /// The items of cells that follow each other, a line each: paragraphs with `/`, pieces with `|`.
    fn items(cells: &[&str]) -> Vec<String> {
        let mut ledger = Ledger::default();
        let mut items = Items::default();
        for (index, text) in cells.iter().enumerate() {
            let blocks = cell::blocks(Piece { text, at: 0 }, &mut ledger);
            let follows = if index == 0 { Follows::SameCell } else { Follows::PageBreak };
            items.read(&blocks, follows, None, &mut ledger);
        }
        let words = |words: &[Piece<'_>]| words.iter().map(|piece| piece.text).collect::<Vec<_>>().join("|");
        let sub_item = |item: &SubItem<'_>| format!(" {}:{}", item.number.text, words(&item.words));
        let item = |item: &Item<'_>| {
            let paragraphs: Vec<String> = item.paragraphs.iter().map(|paragraph| words(paragraph)).collect();
            let restated = if item.restated.is_some() { " 再掲" } else { "" };
            let doubts = "?".repeat(item.doubts.len());
            let items: String = item.items.iter().map(sub_item).collect();
            format!("{}{items}{restated}{doubts}", paragraphs.join("/"))
        };
        items.finish().iter().map(item).collect()
    }

    #[test]
    fn bullets_are_found_with_and_without_their_sign() {
        assert_eq!(items(&["<ul> 甲を配る。 乙を配る。"]), ["甲を配る。", "乙を配る。"]);
        assert_eq!(items(&["<ul> ・ 甲を配る。 ・ 乙を配る。"]), ["甲を配る。", "乙を配る。"]);
        assert_eq!(items(&["<ul> ・甲を配る。 ・乙を配る。"]), ["甲を配る。", "乙を配る。"]);
        assert_eq!(items(&["<ul> • 甲・乙を配る。 丙を配る。"]), ["甲・乙を配る。", "丙を配る。?"]);
        assert_eq!(items(&["<ul> 甲を配る。特に、乙を配る。"]), ["甲を配る。特に、乙を配る。"]);
        assert_eq!(items(&["<li>甲を配る</li><li>乙</li>"]), ["甲を配る", "乙"]);
        assert_eq!(items(&["<ul> 甲を配る。(再掲) 乙を配る。"]), ["甲を配る。 再掲", "乙を配る。"]);
        assert_eq!(items(&["<ul> 甲を配る。 (再掲) (一社)乙に配る。"]), ["甲を配る。 再掲", "(一社)乙に配る。"]);
    }

    #[test]
    fn pages_tear_sentences_and_lists() {
        assert_eq!(items(&["<ul> 甲を近 ", "<p>隣に配る。</p> <p>また、乙。</p>"]), ["甲を近|隣に配る。/また、乙。"]);
        assert_eq!(items(&["<ul> 甲。 ", "<ul> 乙。"]), ["甲。", "乙。"]);
        assert_eq!(items(&["<ul> 甲。 ", "<p>乙。</p>"]), ["甲。", "乙。?"]);
        assert_eq!(items(&["<ul> 甲を近", "隣に。"]), ["甲を近|隣に。"]);
    }

    #[test]
    fn a_cell_with_an_id_is_one_item_whatever_stands_within_its_lines() {
        let mut ledger = Ledger::default();
        let mut items = Items::default();
        let ids = GivenId::read_all("directive:a/d1").unwrap_or_default();
        for (cell, given) in [("・甲に", None), ("・ア 乙。 丙 ・ 丁。<br>また戊<br>ア 己<br>・庚", ids.first())]
        {
            let blocks = cell::blocks(Piece { text: cell, at: 0 }, &mut ledger);
            items.read(&blocks, Follows::WholeRow, given, &mut ledger);
        }
        let said = items.finish().into_iter().map(|item| {
            let lines = item.paragraphs.iter().map(|words| words[0].text);
            let lines = lines.chain(item.items.iter().map(|item| item.words[0].text)).collect::<Vec<_>>();
            (item.given.is_some(), lines.join("/"))
        });
        let expected = [(false, "甲に".into()), (true, "ア 乙。 丙 ・ 丁。/また戊/己".into()), (false, "庚".into())];
        assert_eq!(said.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn lists_within_a_bullet_go_on_over_blocks_and_pages() {
        let cells = [
            "<ul> ・ 次を扱う。 <ul> ア 火災（再掲） イ 風水害 <ul> ウ 地",
            "<p>震</p> <p>エ 雪</p> <ul> 記録をとる。 札を配る。",
        ];
        assert_eq!(items(&cells), ["次を扱う。 ア:火災 イ:風水害 ウ:地|震 エ:雪", "記録をとる。", "札を配る。"]);
    }
}
