//! Where two texts differ, marked so that people can read it: first by sentences, then by words.
//!
//! Japanese has no blanks, and single characters that happen to agree make a marking that nobody can read. So texts
//! are cut into words as far as the script tells (`word`), and what is the same between two marks is marked with
//! them where it is no more than a particle or a character or two.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::text::analysis::Analyser;

use super::align::{MOST_PAIRS, Sibling, align};
use super::word::words;
use super::wording::Terms;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub kind: PieceKind,
    /// The piece.
    pub text: String,
}

/// What became of a piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// It is in both texts.
    Same,
    /// It is in the former alone.
    Removed,
    /// It is in the later alone.
    Added,
}

/// Both texts in one: what is the same once, what differs marked, what is gone before what came.
///
/// ```
/// use shirube::compare::{PieceKind, marked};
/// let said: Vec<String> = marked("研修を1回以上開く。", "研修を2回以上開く。")
///     .into_iter()
///     .map(|piece| match piece.kind {
///         PieceKind::Same => piece.text,
///         PieceKind::Removed => format!("[-{}-]", piece.text),
///         PieceKind::Added => format!("{{+{}+}}", piece.text),
///     })
///     .collect();
/// assert_eq!(said.concat(), "研修を[-1回-]{+2回+}以上開く。");
/// ```
#[must_use]
pub fn marked(before: &str, after: &str) -> Vec<Piece> {
    let (former, later) = (sentences(before), sentences(after));
    let mut pieces = Pieces::default();
    for run in runs(&former, &later) {
        match run {
            Run::Same(sentences) => sentences.iter().for_each(|sentence| pieces.same(sentence)),
            Run::Differs(former, later) => differing_sentences(former, later, &mut pieces),
        }
    }
    pieces.0
}

/// Sentences of which none is the same: those that are alike are compared word by word.
fn differing_sentences(former: &[&str], later: &[&str], pieces: &mut Pieces) {
    let mut analyser = Analyser::default();
    let mut siblings = |sentences: &[&str]| -> Vec<Sibling<'static>> {
        (sentences.iter())
            .map(|sentence| Sibling { terms: Terms::new(sentence, &mut analyser), ..Sibling::default() })
            .collect()
    };
    let pairs = match (former, later) {
        // One for one: whatever they say, one stands for the other.
        ([_], [_]) => vec![(0, 0)],
        _ => align(&siblings(former), &siblings(later)),
    };
    let (mut from, mut to) = (0, 0);
    // Sentences that changed places are marked as gone and new.
    for (one, other) in pairs {
        if other < to {
            continue;
        }
        former[from..one].iter().for_each(|sentence| pieces.add(PieceKind::Removed, sentence));
        later[to..other].iter().for_each(|sentence| pieces.add(PieceKind::Added, sentence));
        differing_words(former[one], later[other], pieces);
        (from, to) = (one + 1, other + 1);
    }
    former[from..].iter().for_each(|sentence| pieces.add(PieceKind::Removed, sentence));
    later[to..].iter().for_each(|sentence| pieces.add(PieceKind::Added, sentence));
}

fn differing_words(before: &str, after: &str, pieces: &mut Pieces) {
    let (former, later) = (words(before), words(after));
    // (removed, added, what is the same behind)
    let mut marks: Vec<(String, String, String)> = vec![Default::default()];
    for run in runs(&former, &later) {
        match run {
            Run::Same(words) => {
                if let Some((.., same)) = marks.last_mut() {
                    *same += &words.concat();
                }
            }
            Run::Differs(gone, new) => {
                let (gone, new) = (gone.concat(), new.concat());
                match marks.last_mut() {
                    Some((removed, added, same)) if is_joined(removed, added, same, &gone, &new) => {
                        removed.extend([same.as_str(), &gone]);
                        added.extend([same.as_str(), &new]);
                        same.clear();
                    }
                    _ => marks.push((gone, new, String::new())),
                }
            }
        }
    }
    for (removed, added, same) in marks {
        pieces.add(PieceKind::Removed, &removed);
        pieces.add(PieceKind::Added, &added);
        pieces.same(&same);
    }
}

/// Whether two marks become one, with what is the same between them. Where nothing is replaced, a mark more is easier
/// to read than a word that is said to be gone and new.
fn is_joined(removed: &str, added: &str, same: &str, gone: &str, new: &str) -> bool {
    let is_replaced = !(removed.is_empty() && gone.is_empty() || added.is_empty() && new.is_empty());
    let is_mark = !removed.is_empty() || !added.is_empty();
    let length = same.chars().filter(|one| !one.is_whitespace()).count();
    let is_latin = same.chars().all(|one| one.is_ascii_alphabetic() || one == ' ');
    is_mark && is_replaced && (length <= 2 || is_latin && length <= 3 && !same.trim().contains(' '))
}

/// A run of what is the same, or differs, in two lists.
enum Run<'s, 't> {
    Same(&'s [&'t str]),
    Differs(&'s [&'t str], &'s [&'t str]),
}

fn runs<'s, 't>(former: &'s [&'t str], later: &'s [&'t str]) -> Vec<Run<'s, 't>> {
    let mut runs = Vec::new();
    // Where the run of differences that is open began in both.
    let (mut from, mut to) = (0, 0);
    let close = |runs: &mut Vec<Run<'s, 't>>, (from, to): (usize, usize), (one, other): (usize, usize)| {
        if from < one || to < other {
            runs.push(Run::Differs(&former[from..one], &later[to..other]));
        }
    };
    if former.len().saturating_mul(later.len()) > MOST_PAIRS && former != later {
        return vec![Run::Differs(former, later)];
    }
    for operation in capture_diff_slices(Algorithm::Patience, former, later) {
        if let DiffOp::Equal { old_index, new_index, len } = operation {
            close(&mut runs, (from, to), (old_index, new_index));
            runs.push(Run::Same(&former[old_index..old_index + len]));
            (from, to) = (old_index + len, new_index + len);
        }
    }
    close(&mut runs, (from, to), (former.len(), later.len()));
    runs
}

/// A text cut behind each sentence and line.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    let mut is_ended = false;
    while let Some((at, one)) = characters.next() {
        is_ended = match one {
            '。' | '！' | '？' | '\n' => true,
            // What closes with the sentence belongs to it.
            '」' | '』' | '）' | '”' | ')' => is_ended,
            '.' | '!' | '?' => characters.peek().is_some_and(|(_, next)| *next == ' '),
            _ => false,
        };
        let end = at + one.len_utf8();
        let closes = |next: char| matches!(next, '」' | '』' | '）' | '”' | ')' | '。');
        if is_ended && characters.peek().is_none_or(|(_, next)| !closes(*next)) {
            // The blank behind an English sentence goes with it.
            let end = characters.next_if(|(_, next)| *next == ' ').map_or(end, |_| end + 1);
            sentences.push(&text[start..end]);
            (start, is_ended) = (end, false);
        }
    }
    sentences.extend(Some(&text[start..]).filter(|rest| !rest.is_empty()));
    sentences
}

/// Pieces one after another; neighbours of one kind are one, and in a row of marks what is gone comes first.
#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn same(&mut self, text: &str) {
        self.add(PieceKind::Same, text);
    }

    fn add(&mut self, kind: PieceKind, text: &str) {
        if text.is_empty() {
            return;
        }
        let row =
            self.0.iter_mut().rev().take_while(|piece| (piece.kind == PieceKind::Same) == (kind == PieceKind::Same));
        if let Some(piece) = row.into_iter().find(|piece| piece.kind == kind) {
            piece.text.push_str(text);
            return;
        }
        let is_behind = kind == PieceKind::Removed && self.0.last().is_some_and(|last| last.kind == PieceKind::Added);
        let place = self.0.len() - usize::from(is_behind);
        self.0.insert(place, Piece { kind, text: text.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn said(before: &str, after: &str) -> String {
        let piece = |piece: Piece| match piece.kind {
            PieceKind::Same => piece.text,
            PieceKind::Removed => format!("[-{}-]", piece.text),
            PieceKind::Added => format!("{{+{}+}}", piece.text),
        };
        marked(before, after).into_iter().map(piece).collect()
    }

    #[test]
    fn whole_words_and_numbers_are_marked() {
        for (before, after, expected) in [
            ("令和5年度の計画", "令和6年度の計画", "令和[-5年度-]{+6年度+}の計画"),
            ("5,300回開く。", "5,500回開く。", "[-5,300回-]{+5,500回+}開く。"),
            ("10回以上", "1回以上", "[-10回-]{+1回+}以上"),
            ("20％以上", "25％以上", "[-20％-]{+25％+}以上"),
            ("研修を開く。", "研修を開いて学ぶ。", "研修を[-開く-]{+開いて学ぶ+}。"),
            ("研修会を実施する。", "講習会を実施した。", "[-研修会を実施する-]{+講習会を実施した+}。"),
            ("メンタルヘルス対策", "メンタル対策", "[-メンタルヘルス-]{+メンタル+}対策"),
            ("研修を行う。", "研修を積極的に行う。", "研修を{+積極的に+}行う。"),
            ("研修（初級）を行う。", "研修を行う。", "研修[-（初級）-]を行う。"),
            (
                "産業医、保健師を対象とする。",
                "産業医、看護師、保健師を対象とする。",
                "産業医、{+看護師、+}保健師を対象とする。",
            ),
            ("担当者等を対象", "担当者、産業医等を対象", "担当者{+、産業医+}等を対象"),
            ("at least once a year", "at least twice a year", "at least [-once-]{+twice+} a year"),
            ("Ask the center.", "Ask a center.", "Ask [-the-]{+a+} center."),
        ] {
            assert_eq!(said(before, after), expected);
        }
    }

    #[test]
    fn sentences_come_and_go_as_a_whole() {
        for (before, after, expected) in [
            ("測る。記録する。", "測る。報告書を作る。記録する。", "測る。{+報告書を作る。+}記録する。"),
            ("測る。記録する。", "測る。", "測る。[-記録する。-]"),
            ("Measure it. Then report.", "Then report.", "[-Measure it. -]Then report."),
            ("「測る。」と言う。", "「測る。」と記す。", "「測る。」と[-言う-]{+記す+}。"),
            ("一つ目。\n二つ目。", "一つ目。\n二つ目。\n三つ目。", "一つ目。\n二つ目。{+\n三つ目。+}"),
        ] {
            assert_eq!(said(before, after), expected);
        }
    }

    #[test]
    fn endless_texts_are_marked_as_a_whole() {
        let (before, after) = ("研修を".repeat(2_000), "講習を".repeat(2_000));
        assert_eq!(said(&before, &after), format!("[-{before}-]{{+{after}+}}"));
    }

    proptest! {
        /// What is not new is the former text, what is not gone the later one.
        #[test]
        fn both_texts_are_in_it(before in "[研修会をにの。、1-3回 a-c\n「」テスト]{0,30}", after in "[研修会をにの。、1-3回 a-c\n「」テスト]{0,30}") {
            let of = |left_out: PieceKind| -> String {
                marked(&before, &after).into_iter().filter(|piece| piece.kind != left_out).map(|piece| piece.text).collect()
            };
            prop_assert_eq!(of(PieceKind::Added), before.clone());
            prop_assert_eq!(of(PieceKind::Removed), after.clone());
        }

        #[test]
        fn any_texts(before in any::<String>(), after in any::<String>()) {
            let _ = marked(&before, &after);
        }
    }
}
