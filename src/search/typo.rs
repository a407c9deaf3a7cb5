//! Typing errors: a word that occurs nowhere is taken for one that does and differs by one edit.

use crate::text::analysis::{Analyser, Folded, UnitKind, fold, stem};

use super::index::Index;

/// Shorter words have too many neighbours.
const SHORTEST: usize = 4;

/// The query with its misspelt words mended; `None` where there is nothing to mend. `occurs` tells whether a term does.
pub(super) fn mend(
    text: &str,
    index: &Index,
    occurs: impl Fn(&str) -> tantivy::Result<bool>,
) -> tantivy::Result<Option<String>> {
    let mut mended: Vec<(usize, usize, String)> = Vec::new();
    let mut analyser = Analyser::default();
    let units = analyser.units(text);
    for unit in units.iter().filter(|unit| unit.kind == UnitKind::Word) {
        let word = units.text(unit);
        if !occurs(&stem(word))?
            && let Some(nearest) = nearest(word, index)
        {
            mended.push((unit.start as usize, unit.end as usize, nearest.to_owned()));
        }
    }
    let mut folded = Vec::new();
    fold(text, &mut folded);
    for run in folded.chunk_by(|one, next| one.is_katakana && next.is_katakana).filter(|run| run[0].is_katakana) {
        let word: String = run.iter().map(|folded| folded.character).collect();
        if !index.vocabulary.iter().any(|(known, _)| known.contains(&word))
            && let Some(nearest) = nearest(&word, index)
        {
            mended.push((start(run), end(run), nearest.chars().map(katakana).collect()));
        }
    }
    if mended.is_empty() {
        return Ok(None);
    }
    mended.sort();
    let mut out = String::new();
    let mut copied = 0;
    for (from, to, word) in mended {
        out.push_str(text.get(copied..from).unwrap_or_default());
        out.push_str(&word);
        copied = to;
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    Ok(Some(out))
}

fn start(run: &[Folded]) -> usize {
    run.first().map_or(0, |folded| folded.start as usize)
}

fn end(run: &[Folded]) -> usize {
    run.last().map_or(0, |folded| folded.end as usize)
}

/// The most frequent word that differs by one edit.
fn nearest<'a>(word: &str, index: &'a Index) -> Option<&'a str> {
    let word: Vec<char> = word.chars().collect();
    if word.len() < SHORTEST {
        return None;
    }
    (index.vocabulary.iter())
        .filter(|(known, _)| is_one_edit(&word, &known.chars().collect::<Vec<_>>()))
        .max_by(|(a, often), (b, oftener)| often.cmp(oftener).then_with(|| b.cmp(a)))
        .map(|(known, _)| known.as_str())
}

/// Whether two words differ by one character more, less or other, or by two that changed places (F. Damerau, 1964).
fn is_one_edit(one: &[char], other: &[char]) -> bool {
    let before = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[before..], &other[before..]);
    match one.len().cmp(&other.len()) {
        std::cmp::Ordering::Less => other.len() == one.len() + 1 && one == &other[1..],
        std::cmp::Ordering::Greater => one.len() == other.len() + 1 && other == &one[1..],
        std::cmp::Ordering::Equal => match (one, other) {
            ([_, a @ ..], [_, b @ ..]) if a == b => true,
            ([a, b, rest @ ..], [c, d, others @ ..]) => a == d && b == c && rest == others,
            _ => false,
        },
    }
}

/// The katakana of a folded kana, so that it is read as a word and not as a particle.
fn katakana(character: char) -> char {
    match character {
        '\u{3041}'..='\u{3096}' => char::from_u32(u32::from(character) + 0x60).unwrap_or(character),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::is_one_edit;

    #[test]
    fn one_edit_is_one() {
        let is = |a: &str, b: &str| is_one_edit(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        for (a, b) in [
            ("stress", "stres"),
            ("stress", "sttress"),
            ("stress", "strexs"),
            ("stress", "strses"),
            ("へする", "へるす"),
        ] {
            assert!(is(a, b) && is(b, a), "{a} {b}");
        }
        for (a, b) in [("stress", "stress"), ("stress", "stre"), ("stress", "tsrses"), ("abcd", "badc")] {
            assert!(!is(a, b), "{a} {b}");
        }
    }
}
