//! The lines of a guidance as clauses: what begins one, what is the rest of a sentence, and what lies in what.
//!
//! Print says it by numbers and by indentation, and neither is enough: a wrapped line may begin like a number, and
//! numbers begin anew under headings in angle brackets. A number counts where it is the one that should follow, and
//! where the line before it can have ended.

use unicode_width::UnicodeWidthStr as _;

use super::account::{Fate, Ledger};
use super::doubt::Doubt;
use super::number::{Number, leading};
use super::piece::{Piece, is_sentence};

/// A clause, or a heading without number.
#[derive(Debug, Default)]
pub(super) struct Clause<'a> {
    /// Its number.
    pub number: Option<Number<'a>>,
    /// Whether it is a heading without number.
    pub is_group: bool,
    /// Whether it is a group in round brackets within another, through which numbering may run on.
    pub is_inner: bool,
    /// Its paragraphs, the first of which may be its heading; each in the lines of print.
    pub paragraphs: Vec<Vec<Piece<'a>>>,
    /// Its paragraphs behind the clauses below it.
    pub closing: Vec<Vec<Piece<'a>>>,
    /// The clauses below it.
    pub clauses: Vec<Clause<'a>>,
    /// What is not sure about it.
    pub doubts: Vec<Doubt>,
    /// How far it is indented.
    indent: usize,
}

/// A guidance.
#[derive(Debug, Default)]
pub(super) struct Guidance<'a> {
    /// Its title.
    pub title: Option<Piece<'a>>,
    /// What else stands before the first clause.
    pub preface: Vec<Piece<'a>>,
    /// Its clauses.
    pub clauses: Vec<Clause<'a>>,
}

/// A line that is not blank.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    piece: Piece<'a>,
    indent: usize,
    /// Whether it reaches so far to the right that a sentence may go on in the next.
    is_full: bool,
}

/// How many columns a line may stay short of the widest, for print keeps brackets and commas together.
const SLACK: usize = 8;

/// Reads the lines of a document. What surrounds it is booked.
pub(super) fn read<'a>(document: &'a str, ledger: &mut Ledger) -> Guidance<'a> {
    let lines: Vec<Piece<'a>> = Piece::lines(document).filter(|line| !line.is_blank()).collect();
    // A few lines may be wider than the page: a table, or a paragraph that nobody wrapped.
    let mut widths: Vec<usize> = lines.iter().map(|line| line.text.trim_end().width()).collect();
    widths.sort_unstable();
    let widest = widths.iter().rev().nth(widths.len() / 20).copied().unwrap_or(0);
    let mut guidance = Guidance::default();
    // Without any indentation, as in a Word document, each line is a paragraph of the clause before it.
    let is_flat = lines.iter().all(|line| !line.text.starts_with(char::is_whitespace));
    let mut reader = Reader { open: vec![Clause::default()], is_flat, ledger };
    let mut lines = lines.into_iter().map(|line| Line {
        piece: line.trim(),
        indent: line.text.chars().take_while(|one| one.is_whitespace()).count(),
        is_full: line.text.trim_end().width() + SLACK >= widest,
    });
    let lines: Vec<Line<'a>> = lines.by_ref().collect();
    let mut at = 0;
    let mut is_full = false;
    while let Some(line) = lines.get(at) {
        let next = lines.get(at + 1..).unwrap_or_default();
        if is_frame(line.piece.text) {
            reader.ledger.book(line.piece, Fate::Frame);
        } else if reader.open.len() == 1 && reader.open[0].clauses.is_empty() && !is_first(line.piece) {
            if guidance.title.is_none() && is_label(line.piece.text) {
                reader.ledger.book(line.piece, Fate::Frame);
            } else if guidance.title.is_none() {
                guidance.title = Some(line.piece);
            } else {
                guidance.preface.push(line.piece);
            }
        } else if let Some(taken) = reader.group(*line, next, is_full) {
            at += taken;
            is_full = false;
            continue;
        } else {
            reader.line(*line, is_full);
        }
        is_full = line.is_full;
        at += 1;
    }
    guidance.clauses = reader.finish();
    guidance
}

/// Whether a line can begin the first clause.
fn is_first(line: Piece<'_>) -> bool {
    leading(line).is_some_and(|number| number.position == 1)
}

/// What web pages print around a document.
fn is_frame(line: &str) -> bool {
    line.contains("ページ") && (line.contains("トップ") || line.contains("先頭")) && line.contains('戻')
}

/// A label above the title, such as 別添 in brackets.
fn is_label(line: &str) -> bool {
    let inner = line.trim_matches(['(', ')', '（', '）', '[', ']', '【', '】', ' ', '\u{3000}']);
    ["別添", "別紙", "別記", "参考"].iter().any(|label| inner.starts_with(label)) && inner.chars().count() <= 4
}

/// Clauses that are being read: the last is the innermost.
struct Reader<'a, 'l> {
    open: Vec<Clause<'a>>,
    is_flat: bool,
    ledger: &'l mut Ledger,
}

impl<'a> Reader<'a, '_> {
    fn top(&mut self) -> Option<&mut Clause<'a>> {
        self.open.last_mut()
    }

    /// Closes the innermost clause.
    fn close(&mut self) {
        if self.open.len() > 1
            && let Some(clause) = self.open.pop()
            && let Some(parent) = self.open.last_mut()
        {
            parent.clauses.push(clause);
        }
    }

    /// Opens a clause below the innermost one. What stood behind the clauses there stands between them, so that it
    /// belongs to the one before.
    fn open(&mut self, clause: Clause<'a>) {
        if let Some(top) = self.open.last_mut().filter(|top| !top.closing.is_empty()) {
            let between = std::mem::take(&mut top.closing);
            if let Some(before) = top.clauses.last_mut() {
                before.doubts.push(Doubt::Paragraph);
                let behind = if before.clauses.is_empty() { &mut before.paragraphs } else { &mut before.closing };
                behind.extend(between);
            }
        }
        self.open.push(clause);
    }

    fn finish(mut self) -> Vec<Clause<'a>> {
        while self.open.len() > 1 {
            self.close();
        }
        let mut clauses = self.open.pop().map(|root| root.clauses).unwrap_or_default();
        clauses.iter_mut().for_each(let_numbering_run_on);
        clauses
    }

    /// Whether the sentence that was read last is still open, and its line so long that it may go on.
    fn goes_on(&self, is_full: bool) -> bool {
        let last = self.open.last().and_then(|clause| {
            if clause.clauses.is_empty() { clause.paragraphs.last() } else { clause.closing.last() }
        });
        is_full && last.and_then(|words| words.last()).is_some_and(|piece| !is_sentence(piece.text))
    }

    /// Opens a group where one begins here; returns how many lines its heading has.
    fn group(&mut self, line: Line<'a>, next: &[Line<'a>], is_full: bool) -> Option<usize> {
        if self.goes_on(is_full) {
            return None;
        }
        let first = line.piece.text.chars().next()?;
        let (opening, closing, is_inner) = match first {
            '<' | '＜' | '〈' | '《' => (['<', '＜', '〈', '《'], ['>', '＞', '〉', '》'], false),
            '(' | '（' => (['(', '（', '(', '('], [')', '）', ')', ')'], true),
            _ => return None,
        };
        if is_inner && (leading(line.piece).is_some() || !self.open.iter().any(|clause| clause.is_group)) {
            return None;
        }
        // The heading ends where its bracket closes, at the end of a line.
        let mut depth = 0_usize;
        let mut words = Vec::new();
        for line in std::iter::once(&line).chain(next) {
            for character in line.piece.text.chars() {
                depth += usize::from(opening.contains(&character));
                depth = depth.saturating_sub(usize::from(closing.contains(&character)));
            }
            words.push(line.piece);
            if depth == 0 {
                break;
            }
        }
        let last = words.last()?.text.chars().last()?;
        // Behind an inner group numbers follow; else it is a sentence in brackets.
        let leads = next.get(words.len() - 1).is_some_and(|line| leading(line.piece).is_some());
        let is_sentence = words
            .last()
            .is_some_and(|piece| piece.text.trim_end_matches(last).ends_with('。') && !piece.text.ends_with("))"));
        if depth > 0 || !closing.contains(&last) || is_inner && (!leads || is_sentence) {
            return None;
        }
        let is_bracket = |one: char| opening.contains(&one) || closing.contains(&one) || one.is_whitespace();
        if words.iter().all(|piece| piece.text.chars().all(is_bracket)) {
            return None;
        }
        let taken = words.len();
        if let Some(piece) = words.first_mut() {
            let (bracket, rest) = piece.split_at(first.len_utf8());
            self.ledger.book(bracket, Fate::Brackets);
            *piece = rest;
        }
        if let Some(piece) = words.last_mut() {
            let (rest, bracket) = piece.split_at(piece.text.len() - last.len_utf8());
            self.ledger.book(bracket, Fate::Brackets);
            *piece = rest;
        }
        words.windows(2).for_each(|pair| self.ledger.join(pair[0], pair[1]));
        let indent = if is_inner {
            while self.open.last().is_some_and(|clause| !clause.is_group || clause.is_inner) && self.open.len() > 1 {
                self.close();
            }
            self.open.last().map_or(0, |group| group.indent)
        } else {
            while self.open.len() > 1 && self.open.last().is_some_and(|clause| clause.indent >= line.indent) {
                self.close();
            }
            line.indent
        };
        self.open(Clause { is_group: true, is_inner, paragraphs: vec![words], indent, ..Clause::default() });
        Some(taken)
    }

    /// Reads a line that is no group.
    fn line(&mut self, line: Line<'a>, is_full: bool) {
        let goes_on = self.goes_on(is_full);
        if let Some(number) = leading(line.piece) {
            if let Some((depth, doubt)) = self.place(number, line.indent, goes_on) {
                while self.open.len() > depth {
                    self.close();
                }
                let (_, words) = line.piece.split_at(number.piece.text.len());
                let (paragraphs, doubts) = (vec![vec![words.trim()]], doubt.into_iter().collect());
                let number = Some(number);
                self.open(Clause { number, paragraphs, indent: line.indent, doubts, ..Clause::default() });
                return;
            }
            // With a blank behind it it looks like a clause; without one it is a reference in a sentence.
            if number.has_blank
                && let Some(top) = self.top()
            {
                top.doubts.push(Doubt::NotANumber { number: number.piece.text.to_owned() });
            }
        }
        let is_closed = !goes_on && is_full && !self.is_flat;
        while !goes_on
            && !self.is_flat
            && self.open.len() > 2
            && self.open.last().is_some_and(|clause| line.indent <= clause.indent)
        {
            self.close();
        }
        let Some(top) = self.open.last_mut() else { return };
        let is_behind = !top.clauses.is_empty();
        let indent = top.indent;
        let paragraphs = if is_behind { &mut top.closing } else { &mut top.paragraphs };
        let is_rest = goes_on || is_closed && line.indent < indent + 2;
        match paragraphs.last_mut().filter(|_| is_rest) {
            Some(words) => {
                words.push(line.piece);
                self.ledger.wrapped += 1;
            }
            None => paragraphs.push(vec![line.piece]),
        }
    }

    /// Under how many open clauses a number stands, and what is not sure about it; `None` where it begins no clause.
    fn place(&self, number: Number<'_>, indent: usize, goes_on: bool) -> Option<(usize, Option<Doubt>)> {
        let doubt = || Some(Doubt::Number { number: number.piece.text.to_owned() });
        let groups = self.open.iter().rposition(|clause| clause.is_group).map_or(0, |at| at + 1);
        let sibling = |from: usize| {
            let mut open = self.open.iter().enumerate().skip(from).rev();
            open.find_map(|(at, clause)| {
                let other = clause.number.as_ref().filter(|other| other.kind == number.kind)?;
                Some((at, other.position))
            })
        };
        // Numbers begin anew within a group; those of another kind end it.
        if let Some((at, position)) =
            sibling(groups).or_else(|| sibling(0).filter(|_| number.position > 1 || groups == 0))
        {
            let is_aligned = self.open[at].indent == indent;
            if position + 1 == number.position {
                return (is_aligned || !goes_on).then_some((at, None));
            }
            return (is_aligned && !goes_on && number.has_blank).then(|| (at, doubt()));
        }
        let expected = self.run_on(number).map_or(1, |last| last + 1);
        if goes_on || !number.has_blank && number.position != 1 {
            return None;
        }
        Some((self.open.len(), if number.position == expected || number.position == 1 { None } else { doubt() }))
    }

    /// The last number of this kind in the inner group before the one that is open.
    fn run_on(&self, number: Number<'_>) -> Option<usize> {
        let [.., outer, inner] = self.open.as_slice() else { return None };
        let before = outer.clauses.last().filter(|before| inner.is_inner && before.is_inner)?;
        let last = before.clauses.last()?.number?;
        (last.kind == number.kind).then_some(last.position)
    }
}

/// Tells inner groups through which numbering runs on from those under which it begins anew.
fn let_numbering_run_on(clause: &mut Clause<'_>) {
    let mut last = 0;
    let mut runs_on = true;
    for inner in clause.clauses.iter().filter(|inner| inner.is_inner) {
        let positions = inner.clauses.iter().filter_map(|clause| clause.number).map(|number| number.position);
        for position in positions {
            runs_on &= position > last;
            last = position;
        }
    }
    for inner in &mut clause.clauses {
        inner.is_inner &= runs_on;
        let_numbering_run_on(inner);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The outline of a document: numbers by level, paragraphs with `/`, lines with `|`.
    fn outline(document: &str) -> String {
        let mut ledger = Ledger::default();
        let guidance = read(document, &mut ledger);
        let mut out = String::new();
        guidance.clauses.iter().for_each(|clause| add(clause, 0, &mut out));
        out
    }

    fn add(clause: &Clause<'_>, level: usize, out: &mut String) {
        let words = |paragraphs: &[Vec<Piece<'_>>]| {
            let paragraph = |words: &Vec<Piece<'_>>| words.iter().map(|piece| piece.text).collect::<Vec<_>>().join("|");
            paragraphs.iter().map(paragraph).collect::<Vec<_>>().join("/")
        };
        let number = clause.number.map_or(if clause.is_inner { "+" } else { "*" }, |number| number.piece.text);
        out.push_str(&[&" ".repeat(level), number, " ", &words(&clause.paragraphs)].concat());
        if !clause.closing.is_empty() {
            out.push_str(&[" … ", &words(&clause.closing)].concat());
        }
        out.push_str(&["?".repeat(clause.doubts.len()), "\n".into()].concat());
        clause.clauses.iter().for_each(|clause| add(clause, level + 1, out));
    }

    #[test]
    fn wrapped_lines_that_look_like_clauses_are_the_rest_of_a_sentence() {
        let document = "題名\n1 道具\n (1) 雪かきは、長さが1メートルを超えるもの、柄が木のもの又は重さが\n  2 キロを超えないものとし、上記(ア)の道具は納屋に置くものとし、\n  (2) の棚には置かない。\n (2) 棚\n   棚は三つとする。\n";
        let expected = "1 道具\n (1) 雪かきは、長さが1メートルを超えるもの、柄が木のもの又は重さが|2 キロを超えないものとし、上記(ア)の道具は納屋に置くものとし、|(2) の棚には置かない。??\n (2) 棚/棚は三つとする。\n";
        assert_eq!(outline(document), expected);
    }

    #[test]
    fn without_indentation_each_line_is_a_paragraph() {
        let document = "題名\n1 道具\n(1) 雪かき\n雪かきは納屋に置く。\nなお、砂も置く。\n(2) 棚\n2 納屋\n";
        let expected = "1 道具\n (1) 雪かき/雪かきは納屋に置く。/なお、砂も置く。\n (2) 棚\n2 納屋\n";
        assert_eq!(outline(document), expected);
    }

    #[test]
    fn numbers_begin_anew_under_headings_and_run_on_through_brackets() {
        let document = "題名\n1 道具\n  ア 次のとおりとする。\n   <雪の日>\n     (昼について)\n    a 雪かき\n    b 砂\n     (夜について(月のない夜に\n      限る。))\n    c 灯り\n   <雨の日>\n    a 傘\n    (a) 長い傘\n   (雨の日の夜は休む。)\n  イ 道具は、\n   a 数え\n   b 洗い\n   納屋に戻す。\n2 納屋\n";
        let expected = "1 道具\n ア 次のとおりとする。 … (雨の日の夜は休む。)\n  * 雪の日\n   + 昼について\n    a 雪かき\n    b 砂\n   + 夜について(月のない夜に|限る。)\n    c 灯り\n  * 雨の日\n   a 傘\n    (a) 長い傘\n イ 道具は、 … 納屋に戻す。\n  a 数え\n  b 洗い\n2 納屋\n";
        assert_eq!(outline(document), expected);
    }
}
