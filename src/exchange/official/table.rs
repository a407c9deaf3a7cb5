//! The rows of a part as plan items and activities: rows that a page tore are joined, numbers say what lies in what.

use super::account::Ledger;
use super::cell;
use super::doubt::Doubt;
use super::items::{Follows, Item, Items, take_restated};
use super::piece::Piece;
use super::rows::{PartRows, Row, plain};

/// A part of the directives.
#[derive(Debug)]
pub(super) struct Part<'a> {
    /// Its id, once it has one.
    pub id: String,
    /// Its number.
    pub number: Piece<'a>,
    /// Its title.
    pub title: Vec<Piece<'a>>,
    /// Its plan items of the first level.
    pub plan_items: Vec<PlanItem<'a>>,
}

/// A plan item.
#[derive(Debug)]
pub(super) struct PlanItem<'a> {
    /// Its id, once it has one.
    pub id: String,
    /// Its number; empty where none is printed.
    pub number: Piece<'a>,
    /// Its title.
    pub title: Vec<Piece<'a>>,
    /// The target behind it, with its brackets.
    pub target: Option<Piece<'a>>,
    /// Plan items below it.
    pub plan_items: Vec<PlanItem<'a>>,
    /// Activities below it.
    pub activities: Vec<Activity<'a>>,
    /// What is not sure about it.
    pub doubts: Vec<Doubt>,
}

/// An activity.
#[derive(Debug)]
pub(super) struct Activity<'a> {
    /// Its id, once it has one.
    pub id: String,
    /// Its number, where one is printed.
    pub number: Option<Piece<'a>>,
    /// Its title.
    pub title: Vec<Piece<'a>>,
    /// The words in angle brackets behind it.
    pub marks: Vec<Piece<'a>>,
    /// The 再掲 behind it.
    pub restated: Option<Piece<'a>>,
    /// The third column.
    pub directives: Vec<Item<'a>>,
    /// The fourth column.
    pub remarks: Vec<Item<'a>>,
    /// What is not sure about it.
    pub doubts: Vec<Doubt>,
}

/// An activity of which rows may still follow.
#[derive(Debug, Default)]
struct Open<'a> {
    number: Option<Piece<'a>>,
    title: Vec<Piece<'a>>,
    directives: Items<'a>,
    remarks: Items<'a>,
    doubts: Vec<Doubt>,
}

/// Reads a part. Rows of which it is not known to what they belong are returned beside it.
pub(super) fn part<'a>(rows: PartRows<'a>, ledger: &mut Ledger) -> (Part<'a>, Vec<Piece<'a>>) {
    let (number, title) = heading(rows.heading, ledger);
    let mut part = Part { id: String::new(), number, title, plan_items: Vec::new() };
    let mut homeless = Vec::new();
    let mut open: Option<Open<'a>> = None;
    for row in rows.rows {
        let [first, second, third, fourth] = row.cells.map(|cell| cell::blocks(cell, ledger));
        let is_numbered = first.first().is_some_and(|block| plan_number(block.piece.text).is_some());
        if part.plan_items.is_empty() && !is_numbered {
            homeless.extend(row.cells.into_iter().filter(|cell| !cell.is_blank()));
            continue;
        }
        let mut starts_item = false;
        for block in first {
            if part.plan_items.is_empty() || plan_number(block.piece.text).is_some() {
                if !starts_item {
                    close(open.take(), &mut part.plan_items, ledger);
                }
                starts_item = true;
                plan_items(block.piece, &mut part.plan_items);
            } else if let Some(item) = last(&mut part.plan_items) {
                // A heading that goes on in the next line of its cell, or in the next row.
                if let (false, Some(before)) = (starts_item, item.title.last()) {
                    ledger.join(*before, block.piece);
                    item.doubts.push(Doubt::Heading);
                }
                let (words, target) = split_target(block.piece);
                item.title.extend(words);
                item.target = item.target.or(target);
            }
        }
        let mut starts_activity = false;
        for block in second {
            let number = circled(block.piece.text);
            let runs_on = open
                .as_ref()
                .is_some_and(|open| starts_activity || row.behind_break && !starts_item && open.directives.is_open());
            if let Some(open) = open.as_mut().filter(|_| runs_on && number == 0) {
                if let (false, Some(before)) = (starts_activity, open.title.last()) {
                    ledger.join(*before, block.piece);
                    open.doubts.push(Doubt::Heading);
                }
                open.title.push(block.piece);
            } else {
                close(open.take(), &mut part.plan_items, ledger);
                let is_doubtful = number == 0 && !starts_item && row.behind_break;
                let doubts = if is_doubtful { vec![Doubt::Heading] } else { Vec::new() };
                let (printed, title) = block.piece.split_at(number);
                let number = (number > 0).then_some(printed);
                open = Some(Open { number, title: vec![title.trim()], doubts, ..Open::default() });
                starts_activity = true;
            }
        }
        let has_text = !third.is_empty() || !fourth.is_empty();
        let Some(open) = open.as_mut() else {
            homeless.extend(row.cells.into_iter().filter(|cell| has_text && !cell.is_blank()));
            continue;
        };
        let follows = follows(&row, starts_activity);
        open.directives.read(&third, follows, ledger);
        let known = open.remarks.list.len();
        open.remarks.read(&fourth, follows, ledger);
        if row.is_stray {
            open.remarks.list.iter_mut().skip(known).for_each(|item| item.doubts = vec![Doubt::Stray]);
        }
    }
    close(open, &mut part.plan_items, ledger);
    (part, homeless)
}

fn follows(row: &Row<'_>, starts_activity: bool) -> Follows {
    match (starts_activity, row.is_stray, row.behind_break) {
        (true, ..) => Follows::SameCell,
        // What stands outside of the columns is no part of a sentence in them.
        (_, true, _) => Follows::NextRow,
        (_, _, true) => Follows::PageBreak,
        _ => Follows::NextRow,
    }
}

/// The number and title of a part.
fn heading<'a>(lines: Vec<Piece<'a>>, ledger: &mut Ledger) -> (Piece<'a>, Vec<Piece<'a>>) {
    for pair in lines.windows(2) {
        ledger.join(pair[0], pair[1]);
    }
    let mut lines = lines.into_iter();
    let first = lines.next().unwrap_or(Piece { text: "", at: 0 });
    let end = first.text.find(char::is_whitespace).unwrap_or(first.text.len());
    let (number, title) = first.split_at(end);
    (number, std::iter::once(title.trim()).chain(lines).collect())
}

/// Adds an activity to the last plan item.
fn close<'a>(open: Option<Open<'a>>, plan_items: &mut [PlanItem<'a>], ledger: &mut Ledger) {
    let (Some(open), Some(item)) = (open, last(plan_items)) else { return };
    let Open { number, mut title, directives, remarks, doubts } = open;
    let mut restated = take_restated(&mut title);
    let mut marks = Vec::new();
    while let Some((words, mark)) = title.last().and_then(|words| split_mark(*words)) {
        marks.insert(0, mark);
        title.pop();
        title.extend(Some(words).filter(|words| !words.is_blank()));
        restated = restated.or_else(|| take_restated(&mut title));
    }
    title.windows(2).for_each(|pair| ledger.join(pair[0], pair[1]));
    let (directives, remarks) = (directives.finish(), remarks.finish());
    item.activities.push(Activity { id: String::new(), number, title, marks, restated, directives, remarks, doubts });
}

/// The plan item that was read last.
fn last<'l, 'a>(items: &'l mut [PlanItem<'a>]) -> Option<&'l mut PlanItem<'a>> {
    let item = items.last_mut()?;
    if item.plan_items.is_empty() { Some(item) } else { item.plan_items.last_mut() }
}

/// Adds the plan items that a block lists: `1 … (1) …` are two, in one another.
fn plan_items<'a>(block: Piece<'a>, items: &mut Vec<PlanItem<'a>>) {
    let mut rest = block.trim();
    while !rest.is_blank() {
        let length = plan_number(rest.text).map_or(0, |(length, _)| length);
        let is_second = plan_number(rest.text).is_some_and(|(_, is_second)| is_second);
        let (number, body) = rest.split_at(length);
        let (title, behind) = body.split_at(next_plan_number(body.text));
        let (words, target) = split_target(title);
        let (title, target) = if words.is_empty() { (vec![title.trim()], None) } else { (words, target) };
        let mut item = PlanItem {
            id: String::new(),
            number,
            title,
            target,
            plan_items: Vec::new(),
            activities: Vec::new(),
            doubts: Vec::new(),
        };
        let siblings = match items.last_mut() {
            Some(parent) if is_second => &mut parent.plan_items,
            _ => &mut *items,
        };
        let expected = siblings.len() + 1;
        if plain(number.text).trim_matches(['(', ')']) != expected.to_string() {
            item.doubts.push(Doubt::Number { number: number.text.to_owned() });
        }
        siblings.push(item);
        rest = behind.trim();
    }
}

/// Where the number of a further plan item begins in a title.
fn next_plan_number(text: &str) -> usize {
    let begins = |at: usize| {
        let before = text[..at].trim_end();
        let is_set_off = text[..at].ends_with(char::is_whitespace) || before.ends_with('】');
        !before.is_empty() && is_set_off && plan_number(&text[at..]).is_some_and(|(_, is_second)| is_second)
    };
    text.char_indices().map(|(at, _)| at).find(|at| begins(*at)).unwrap_or(text.len())
}

/// The length of the number of a plan item, `1` or `(1)`, and whether it is one of the second level.
fn plan_number(text: &str) -> Option<(usize, bool)> {
    let is_second = text.starts_with(['(', '（']);
    let inner = text.trim_start_matches(['(', '（']);
    let digits: usize =
        inner.chars().take_while(|one| one.is_ascii_digit() || ('０'..='９').contains(one)).map(char::len_utf8).sum();
    let opening = text.len() - inner.len();
    let closing = inner[digits..].chars().next().filter(|one| matches!(one, ')' | '）')).map_or(0, char::len_utf8);
    let length = opening + digits + closing;
    let behind = &text[length..];
    let stands_alone = behind.starts_with(char::is_whitespace) || is_second;
    (digits > 0 && stands_alone && (closing > 0) == is_second).then_some((length, is_second))
}

/// The length of a circled number at the beginning of a title.
fn circled(text: &str) -> usize {
    text.chars().next().filter(|one| matches!(one, '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿')).map_or(0, char::len_utf8)
}

/// The words of a title, and the target among them.
fn split_target(title: Piece<'_>) -> (Vec<Piece<'_>>, Option<Piece<'_>>) {
    let found = title.text.find("【目標").and_then(|start| {
        let end = start + title.text[start..].find('】')? + '】'.len_utf8();
        Some((start, end))
    });
    match found {
        Some((start, end)) => {
            let (before, from) = title.split_at(start);
            let (target, behind) = from.split_at(end - start);
            let words = [before.trim(), behind.trim()].into_iter().filter(|words| !words.is_blank()).collect();
            (words, Some(target))
        }
        None => (vec![title.trim()], None),
    }
}

/// The words of a title before those in angle brackets at its end, and these.
fn split_mark(title: Piece<'_>) -> Option<(Piece<'_>, Piece<'_>)> {
    let text = title.text.trim_end();
    let open = match text.chars().last()? {
        '>' => '<',
        '＞' => '＜',
        '〉' => '〈',
        '》' => '《',
        _ => return None,
    };
    let (words, mark) = title.split_at(text.rfind(open)?);
    // Words in brackets alone are the title.
    (!words.is_blank()).then(|| (words.trim(), mark.trim()))
}

#[cfg(test)]
mod tests {
    use super::super::rows;
    use super::*;

    fn add(item: &PlanItem<'_>, words: &dyn Fn(&[Piece<'_>]) -> String, lines: &mut Vec<String>) {
        let target = item.target.map_or("", |target| target.text);
        lines.push(format!("{} {}{target}{}", item.number.text, words(&item.title), "?".repeat(item.doubts.len())));
        for activity in &item.activities {
            let number = activity.number.map_or("", |number| number.text);
            let marks: String = activity.marks.iter().map(|mark| mark.text).collect();
            let counts = format!("{}+{}", activity.directives.len(), activity.remarks.len());
            let doubts = "?".repeat(activity.doubts.len());
            lines.push(format!("{number} {}{marks} {counts}{doubts}", words(&activity.title)));
        }
        item.plan_items.iter().for_each(|item| add(item, words, lines));
    }

    fn outline(table: &str) -> String {
        let mut ledger = Ledger::default();
        let document = format!("題名\nI 甲\n計画の項目\t事業の概要\t実施方針\t備考\n{table}");
        let sheet = rows::read(&document, &mut ledger);
        let words = |words: &[Piece<'_>]| words.iter().map(|piece| piece.text).collect::<Vec<_>>().join("|");
        let mut lines = Vec::new();
        for rows in sheet.parts {
            let (part, homeless) = part(rows, &mut ledger);
            part.plan_items.iter().for_each(|item| add(item, &words, &mut lines));
            lines.extend(homeless.iter().map(|piece| format!("! {}", piece.text)));
        }
        lines.join("\n")
    }

    #[test]
    fn headings_run_on_and_stand_on_the_first_row_only() {
        let table = "<p>1 広報【目標:30回以上】 (1) 講習</p>\t① 説明会 <内容の拡充>\t開く。\t配る。\n\t② 見学会\t開く。\t\n（２）相談\t窓口\t置く。 開く。\t\n2 その他\t電話(医師)\t受ける。\t\n";
        let expected = "1 広報【目標:30回以上】\n(1) 講習\n① 説明会<内容の拡充> 1+1\n② 見学会 1+0\n（２） 相談\n 窓口 2+0\n2 その他\n 電話(医師) 1+0";
        assert_eq!(outline(table), expected);
    }

    #[test]
    fn torn_rows_are_joined_and_those_without_a_home_told() {
        let table = "1 広報\t① 説明\t開く。 駅前で\t\n\n\t会の案内\t配る。\t札。\n\n\t別の会\t開く。\t\n";
        assert_eq!(outline(table), "1 広報\n① 説明|会の案内 2+1?\n 別の会 1+0?");
        assert_eq!(outline("\t\t配る。\t\n"), "! 配る。");
    }
}
