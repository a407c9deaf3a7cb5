//! The rows of a part as plan items and activities: rows that a page tore are joined, numbers say what lies in what.

use super::account::Ledger;
use super::cell;
use super::doubt::Doubt;
use super::given::{GivenId, GivenKind, Unclaimed};
use super::items::{Follows, Item, Items, take_restated};
use super::piece::Piece;
use super::rows::{PartRows, Row, plain};
use crate::text::numbering;

/// A part of the directives.
#[derive(Debug)]
pub(super) struct Part<'a> {
    /// Its id, once it has one.
    pub id: String,
    /// The id that its heading names.
    pub given: Option<&'a GivenId>,
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
    /// The id that its row names.
    pub given: Option<&'a GivenId>,
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
    /// The id that its row names.
    pub given: Option<&'a GivenId>,
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
    given: Option<&'a GivenId>,
    number: Option<Piece<'a>>,
    title: Vec<Piece<'a>>,
    directives: Items<'a>,
    remarks: Items<'a>,
    doubts: Vec<Doubt>,
}

/// Reads a part. Rows of which it is not known to what they belong are returned beside it.
pub(super) fn part<'a>(rows: PartRows<'a>, ledger: &mut Ledger) -> (Part<'a>, Vec<Piece<'a>>) {
    let (number, title) = heading(rows.heading, ledger);
    let given = Unclaimed::of(rows.ids).peek(GivenKind::Part);
    let mut part = Part { id: String::new(), given, number, title, plan_items: Vec::new() };
    let mut homeless = Vec::new();
    let mut open: Option<Open<'a>> = None;
    for row in rows.rows {
        let [first, second, third, fourth] = row.cells.map(|cell| cell::blocks(cell, ledger));
        let mut ids = Unclaimed::of(row.ids);
        let is_numbered = first.first().is_some_and(|block| plan_number(block.piece.text, &ids).is_some());
        if part.plan_items.is_empty() && !is_numbered {
            homeless.extend(row.cells.into_iter().filter(|cell| !cell.is_blank()));
            continue;
        }
        let mut starts_item = false;
        for block in first {
            if part.plan_items.is_empty() || plan_number(block.piece.text, &ids).is_some() {
                if !starts_item {
                    close(open.take(), &mut part.plan_items, ledger);
                }
                starts_item = true;
                plan_items(block.piece, &mut ids, &mut part.plan_items);
            } else if let Some(item) = last(&mut part.plan_items) {
                // A heading that goes on in the next line of its cell, or in the next row.
                if let (false, Some(before)) = (starts_item, item.title.last()) {
                    ledger.join(*before, block.piece);
                    item.doubts.push(Doubt::Heading);
                }
                // A second target is words like others.
                let (words, target) =
                    if item.target.is_some() { (vec![block.piece], None) } else { split_target(block.piece) };
                item.title.extend(words);
                item.target = item.target.or(target);
            }
        }
        let mut starts_activity = false;
        for block in second {
            let given = ids.peek(GivenKind::Activity).filter(|_| !starts_activity);
            let number = activity_number(block.piece.text, given.is_some());
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
                open = Some(Open { given, number, title: vec![title.trim()], doubts, ..Open::default() });
                starts_activity = true;
            }
        }
        let has_text = !third.is_empty() || !fourth.is_empty();
        let Some(open) = open.as_mut() else {
            homeless.extend(row.cells.into_iter().filter(|cell| has_text && !cell.is_blank()));
            continue;
        };
        let follows = follows(&row, starts_activity);
        open.directives.read(&third, follows, ids.peek(GivenKind::Directive), ledger);
        let known = open.remarks.list.len();
        open.remarks.read(&fourth, follows, ids.peek(GivenKind::Remark), ledger);
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
        _ if row.is_whole => Follows::WholeRow,
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
    let Open { given, number, mut title, directives, remarks, doubts } = open;
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
    let id = String::new();
    item.activities.push(Activity { id, given, number, title, marks, restated, directives, remarks, doubts });
}

/// The plan item that was read last.
fn last<'l, 'a>(items: &'l mut [PlanItem<'a>]) -> Option<&'l mut PlanItem<'a>> {
    let item = items.last_mut()?;
    if item.plan_items.is_empty() { Some(item) } else { item.plan_items.last_mut() }
}

/// Adds the plan items that a block lists: `1 … (1) …` are two, in one another. Those that ids name have a block each.
fn plan_items<'a>(block: Piece<'a>, ids: &mut Unclaimed<'a>, items: &mut Vec<PlanItem<'a>>) {
    let is_one = ids.peek(GivenKind::PlanItem).is_some();
    let mut rest = block.trim();
    while !rest.is_blank() {
        let (length, is_second) = plan_number(rest.text, ids).unwrap_or_default();
        let (number, body) = rest.split_at(length);
        let (title, behind) = body.split_at(if is_one { body.text.len() } else { next_plan_number(body.text) });
        let (words, target) = split_target(title);
        let (title, target) = if words.is_empty() { (vec![title.trim()], None) } else { (words, target) };
        let mut item = PlanItem {
            id: String::new(),
            given: ids.take(GivenKind::PlanItem, |id| is_of_second_level(id) == is_second),
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

fn is_of_second_level(id: &GivenId) -> bool {
    id.reference.contains('/')
}

/// Where the number of a further plan item begins in a title.
fn next_plan_number(text: &str) -> usize {
    let begins = |at: usize| {
        let before = text[..at].trim_end();
        let is_set_off = text[..at].ends_with(char::is_whitespace) || before.ends_with('】');
        !before.is_empty() && is_set_off && figure(&text[at..]).is_some_and(|(_, is_second)| is_second)
    };
    text.char_indices().map(|(at, _)| at).find(|at| begins(*at)).unwrap_or(text.len())
}

/// The length of the number of a plan item, and whether it is one of the second level. What an id names has a number of
/// any form.
fn plan_number(text: &str, ids: &Unclaimed<'_>) -> Option<(usize, bool)> {
    figure(text).or_else(|| Some((number_before_blank(text)?, is_of_second_level(ids.peek(GivenKind::PlanItem)?))))
}

/// The length of a number `1` or `(1)`, and whether it is in brackets, as those of the second level are.
fn figure(text: &str) -> Option<(usize, bool)> {
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

/// The length of the first word of a text where that is a number of any form.
fn number_before_blank(text: &str) -> Option<usize> {
    let length = text.find(char::is_whitespace)?;
    let (number, title) = text.split_at(length);
    let is_number = numbering::ordinal(number).is_some() || !numbering::segments(number).is_empty();
    (is_number && !title.trim().is_empty()).then_some(length)
}

/// The length of the number of an activity: a circled one, or, where an id names it, one of any form.
fn activity_number(text: &str, is_given: bool) -> usize {
    let length = circled(text);
    if length == 0 && is_given { number_before_blank(text).unwrap_or(0) } else { length }
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
    use super::super::given::RowIds;
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
        let ids = RowIds::default();
        let sheet = rows::read(&document, &ids, &mut ledger);
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
