//! Cross-references in English texts: 5(1)ア(イ) above, (ア)b or c, or under (イ)c or d, above.
//!
//! ```text
//! reference = list , ( [ "," ] , ( "above" | "below" ) | "of the same" , [ noun ] | "of this" , noun ) | cue , list
//! list      = item , { separator , { cue } , item }
//! separator = "," | "and" | "or" | ", and" | ", or"
//! item      = path , [ ( "to" | "through" | "–" ) , path ] , { ( "of" | "under" | "in" ) , ( heading | path ) }
//! path      = number , { number }
//! heading   = [ "the heading" ] , “…”
//! cue       = noun | "in" | "under" | "of" | "to" | "by" | "see" | "besides" | …
//! noun      = "item" | "items" | "point" | "clause" | "section" | …
//! ```
//! What stands behind “of”, “under” and “in” is on the way to what stands before it. In a list a number takes the place
//! of the number of its kind before it, as in Japanese. Where no word says where to look, a number is a reference only
//! behind a cue, if it cannot be an amount or the mark of a list, and if it resolves. The article “a” is no number: a word
//! follows it.

use super::number::{Number, NumberKind, goes_on, is_kana, is_word};
use super::reference::{ClauseReference, Direction, LONGEST_HEADING, Step, Target, is_further, listed, replaced, same};

const NOUNS: [&str; 18] = [
    "item",
    "items",
    "point",
    "points",
    "clause",
    "clauses",
    "section",
    "sections",
    "part",
    "parts",
    "heading",
    "paragraph",
    "paragraphs",
    "matter",
    "matters",
    "measures",
    "guidance",
    "document",
];

const CUES: [&str; 13] =
    ["in", "under", "of", "to", "from", "by", "with", "see", "besides", "except", "for", "than", "on"];

/// The references of a text to clauses.
pub(super) fn clause_references(text: &str) -> Vec<ClauseReference> {
    let mut found: Vec<ClauseReference> = Vec::new();
    let mut refused = None;
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let is_sign = first.is_whitespace() || first.is_ascii_punctuation() && first != '(';
        match (!is_sign).then(|| reference(text, at, found.last(), &mut refused)).flatten() {
            Some(reference) => {
                at = reference.range.end;
                found.push(reference);
            }
            // Within a word no number begins.
            None => at += text[at..].find(|one: char| !one.is_ascii_alphabetic()).unwrap_or(0).max(first.len_utf8()),
        }
    }
    found
}

/// A list that is no reference. Lists that begin within it end as it does, and are not read again.
struct Refused {
    /// Where its last item begins.
    last: usize,
    /// Whether it ends in above or below.
    is_directed: bool,
}

fn reference(
    text: &str,
    at: usize,
    last: Option<&ClauseReference>,
    refused: &mut Option<Refused>,
) -> Option<ClauseReference> {
    let before = &text[..at];
    if before.ends_with(|one| is_kana(one) || char::is_alphanumeric(one) || ")-–.,’".contains(one)) {
        return None;
    }
    let mut reader = Reader { text, at };
    let mut targets = vec![reader.first()?];
    let is_cued = last_word(before).is_some_and(|word| is_among(&CUES, word) || is_among(&NOUNS, word));
    if let Some(refused) = refused.as_ref().filter(|refused| at <= refused.last)
        && !is_said(&targets.first()?.from, is_cued, refused.is_directed)
    {
        return None;
    }
    reader.list(&mut targets);
    let directed = reader.direction();
    let direction = if directed.is_none() && reader.words(&["of", "the", "same"]) {
        reader.noun();
        let (before, first) = (last.and_then(|last| last.targets.last()), targets.first_mut()?);
        before.map(|before| {
            *first = same(before, first.clone());
            Direction::Either
        })
    } else if directed.is_none() && reader.this() {
        Some(Direction::Unsaid)
    } else {
        let way = &targets.first()?.from;
        // Of several, the first is no article.
        let is_article = directed.is_none()
            && targets.len() == 1
            && way.first().and_then(Step::kind) == Some(NumberKind::Letter)
            && reader.next().starts_with(char::is_alphabetic);
        let is_said = is_said(way, is_cued, directed.is_some()) && !is_article;
        is_said.then_some(directed.unwrap_or(Direction::Unsaid))
    };
    if direction.is_none() {
        let last = targets.last()?.range.start;
        if refused.as_ref().is_none_or(|refused| refused.last < last) {
            *refused = Some(Refused { last, is_directed: directed.is_some() });
        }
    }
    Some(ClauseReference { range: at..reader.at, direction: direction?, targets })
}

/// Whether a list that begins with this way is a reference although nothing but above or below may say where to look.
fn is_said(way: &[Step], is_cued: bool, is_directed: bool) -> bool {
    let kind = way.first().and_then(Step::kind);
    let is_kana = matches!(kind, Some(NumberKind::Kana | NumberKind::BracketedKana));
    if is_directed {
        // 45 above is an amount.
        let may_count = matches!(kind, Some(NumberKind::Digits | NumberKind::Letter | NumberKind::Roman));
        is_cued || !may_count || way.len() > 1
    } else {
        // (1) begins an item of a list.
        is_cued && (is_kana || kind == Some(NumberKind::Letter) || way.len() > 1)
    }
}

/// The word before a number.
fn last_word(before: &str) -> Option<&str> {
    let words = before.trim_end();
    let is_apart = words.len() < before.len();
    words.rsplit(|one: char| !one.is_alphabetic()).next().filter(|word| is_apart && !word.is_empty())
}

fn is_among(words: &[&str], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// What follows blanks and line breaks; behind an empty line another text begins.
    fn next(&self) -> &'a str {
        let rest = self.rest().trim_start();
        let blanks = &self.rest()[..self.rest().len() - rest.len()];
        if blanks.matches('\n').count() > 1 { "" } else { rest }
    }

    /// Goes on behind `words`, if they are next.
    fn words(&mut self, words: &[&str]) -> bool {
        let start = self.at;
        let is_next = words.iter().all(|word| {
            let after = self.next().strip_prefix(word).filter(|after| {
                !after.starts_with(|one: char| one.is_alphanumeric() || matches!(one, '-' | '’' | '\''))
            });
            after.inspect(|after| self.at = self.text.len() - after.len()).is_some()
        });
        if !is_next {
            self.at = start;
        }
        is_next
    }

    fn sign(&mut self, sign: char) -> bool {
        let after = self.next().strip_prefix(sign);
        after.inspect(|after| self.at = self.text.len() - after.len()).is_some()
    }

    fn noun(&mut self) -> bool {
        NOUNS.iter().any(|noun| self.words(&[noun]))
    }

    fn direction(&mut self) -> Option<Direction> {
        let start = self.at;
        self.sign(',');
        let direction = [("above", Direction::Above), ("below", Direction::Below)]
            .into_iter()
            .find_map(|(word, direction)| self.words(&[word]).then_some(direction));
        if direction.is_none() {
            self.at = start;
        }
        direction
    }

    fn this(&mut self) -> bool {
        let start = self.at;
        let is_this = self.words(&["of", "this"]) && self.noun();
        if !is_this {
            self.at = start;
        }
        is_this
    }

    /// The first clause of a list.
    fn first(&mut self) -> Option<Target> {
        let (target, outer) = self.item()?;
        Some(within(&outer, target))
    }

    /// What follows in the same list.
    fn list(&mut self, targets: &mut Vec<Target>) {
        loop {
            let start = self.at;
            if !self.separator() || self.further(targets).is_none() {
                self.at = start;
                return;
            }
        }
    }

    fn separator(&mut self) -> bool {
        let is_comma = self.sign(',');
        self.words(&["and"]) || self.words(&["or"]) || is_comma
    }

    fn further(&mut self, targets: &mut Vec<Target>) -> Option<()> {
        while CUES.iter().chain(&NOUNS).any(|word| self.words(&[word])) {}
        let (next, outer) = self.item()?;
        if outer.is_empty() {
            let next = listed(targets.last()?, next)?;
            targets.push(next);
            return Some(());
        }
        // a and b of (イ): both are on this way.
        let kind = next.from.first().and_then(Step::kind);
        for target in targets.iter_mut().rev() {
            if target.from.len() > 1 || target.from.first().and_then(Step::kind) != kind {
                break;
            }
            *target = within(&outer, target.clone());
        }
        targets.push(within(&outer, next));
        Some(())
    }

    /// A clause, or clauses from one to another, and the way to it that is said behind it.
    fn item(&mut self) -> Option<(Target, Vec<Step>)> {
        self.at = self.text.len() - self.next().len();
        let start = self.at;
        let from = self.path()?;
        let end = self.at;
        let is_range = self.words(&["to"]) || self.words(&["through"]) || self.sign('–');
        let to = is_range.then(|| self.path()).flatten().and_then(|way| replaced(&from, &way));
        if to.is_none() {
            self.at = end;
        }
        let mut outer: Vec<Step> = Vec::new();
        loop {
            let end = self.at;
            let Some(steps) = self.outer().filter(|steps| {
                steps
                    .iter()
                    .all(|step| step.kind().is_none() || outer.iter().chain(&from).all(|own| own.kind() != step.kind()))
            }) else {
                self.at = end;
                break;
            };
            outer.splice(0..0, steps);
        }
        Some((Target { range: start..self.at, from, to }, outer))
    }

    /// What a clause is said to stand under.
    fn outer(&mut self) -> Option<Vec<Step>> {
        if !(self.words(&["of"]) || self.words(&["under"]) || self.words(&["in"])) {
            return None;
        }
        if self.words(&["the", "heading"]) || self.next().starts_with('“') {
            let inner = self.next().strip_prefix('“')?;
            let end = inner.char_indices().take(LONGEST_HEADING).find(|(_, one)| *one == '”')?.0;
            let end = Some(end).filter(|end| *end > 0 && !inner[..*end].contains("\n\n"))?;
            self.at = self.text.len() - inner.len() + end + '”'.len_utf8();
            return Some(vec![Step::Heading(inner[..end].to_owned())]);
        }
        self.path()
    }

    fn path(&mut self) -> Option<Vec<Step>> {
        let mut rest = self.next();
        let mut steps: Vec<Step> = Vec::new();
        while let Some((number, after)) = Number::leading(rest) {
            if !steps.is_empty() && !is_further(&steps, number.kind(), rest.starts_with(is_kana)) {
                break;
            }
            steps.push(Step::Number(number));
            rest = after;
        }
        let is_article = steps.len() == 1 && steps.first()?.kind() == Some(NumberKind::Letter) && !ends_letter(rest);
        if steps.is_empty() || is_article || is_within_word(rest) {
            return None;
        }
        self.at = self.text.len() - rest.len();
        Some(steps)
    }
}

/// A clause that stands under others.
fn within(outer: &[Step], target: Target) -> Target {
    let within = |way: Vec<Step>| outer.iter().cloned().chain(way).collect();
    Target { range: target.range, from: within(target.from), to: target.to.map(within) }
}

/// Whether what stands before is a part of a word or a larger number.
fn is_within_word(rest: &str) -> bool {
    goes_on(rest) || rest.starts_with(|one| char::is_alphanumeric(one) || is_kana(one) || matches!(one, '%' | '％'))
}

/// Whether a letter stands for itself: behind the article “a” comes a word.
fn ends_letter(rest: &str) -> bool {
    let after = rest.trim_start();
    let word = after.split(|one: char| !one.is_alphabetic()).next().unwrap_or_default();
    let may_follow = ["and", "or", "to", "through", "above", "below", "of", "under", "in"];
    if word.is_empty() { !after.starts_with(is_word) } else { after.len() < rest.len() && may_follow.contains(&word) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::reference::tests::{are_in_order, read};
    use super::*;

    #[test]
    fn every_form_of_a_reference_is_read() {
        for (text, expected) in [
            ("as in ウ above", "Above ウ"),
            ("(see 5(1)ア(イ) above).", "Above 5/(1)/ア/(イ)"),
            ("under (ア)a, or under (イ)a or b, above, sweep", "Above (ア)/a (イ)/a (イ)/b"),
            ("in the case of (ア)a or (イ)b above: sweep", "Above (ア)/a (イ)/b"),
            ("under (ア)b or c, or under (イ)c or d, above", "Above (ア)/b (ア)/c (イ)/c (イ)/d"),
            ("the streets in (2)ア to エ above.", "Above (2)/ア~(2)/エ"),
            ("the streets in (2) or (3)\nabove", "Above (2) (3)"),
            ("from points 2 to 5(3) above", "Above 2~5/(3)"),
            ("items 2–4 above", "Above 2~4"),
            (
                "matters a to f of “Snow and ice” in 5(1)(オ) above",
                "Above 5/(1)/(オ)/<Snow and ice>/a~5/(1)/(オ)/<Snow and ice>/f",
            ),
            (
                "items a to f under the heading “Snow” in 5(1)(オ) below",
                "Below 5/(1)/(オ)/<Snow>/a~5/(1)/(オ)/<Snow>/f",
            ),
            ("items a and b of (イ) above", "Above (イ)/a (イ)/b"),
            ("a and c, as told in (イ) below", "Below (イ)"),
            ("items (1), (2) and (4) above", "Above (1) (2) (4)"),
            ("in ア above and in イ below", "Above ア; Below イ"),
            ("in 3ア above. The same goes for ウ of the same section.", "Above 3/ア; Either 3/ウ"),
            ("As to ウ, where snow lies", "Unsaid ウ"),
            ("in エ at such a street", "Unsaid エ"),
            ("Besides a and b, such streets", "Unsaid a b"),
            ("(those not covered by b), sweep", "Unsaid b"),
            ("under 5(2) they sweep", "Unsaid 5/(2)"),
            ("item (2) of this section", "Unsaid (2)"),
            ("part Ⅲ above", "Above III"),
            ("in ① and ③ above", "Above ① ③"),
            ("in ウ, a street without snow", "Unsaid ウ"),
            ("45, 5(1) above", "Above 5/(1)"),
            ("ア, in ウ they sweep", "Unsaid ウ"),
            ("b of (イ) is swept", "Unsaid (イ)"),
            ("Besides a and b in winter", "Unsaid a b"),
        ] {
            assert_eq!(read(text, &clause_references(text)), expected, "{text}");
        }
    }

    #[test]
    fn amounts_articles_and_marks_of_lists_are_no_references() {
        for text in [
            "a street above the river",
            "temperatures of 30 degrees above",
            "more than 45 hours a month, above all at night",
            "Articles 5 and 6 apply above",
            "Article 36(1) applies",
            "(1) sweep, (2) salt",
            "in (2) they sweep",
            "(a) by hand or (b) by plough",
            "of 1,000 above",
            "in 5-year plans above",
            "by a team",
            "in e.g. winter",
            "of 1.5 above",
            "vitamin A or B",
            "item 3 of the plan",
            "in 2023 above",
            "Plan B above",
            "the list below",
            "of a to workers",
        ] {
            assert_eq!(read(text, &clause_references(text)), "", "{text}");
        }
    }

    /// A list that is no reference is read once: in a long table of numbers it would take minutes otherwise.
    #[test]
    fn the_time_grows_with_the_text() {
        for words in ["(1), ", "a, ", "ア, ", "1, ", "in (1), ", "ア of a and イ and ", "a of “", "“", "a (1) of “x” "]
        {
            let text = words.repeat(20_000 / words.len());
            clause_references(&text);
            clause_references(&format!("{text}above"));
        }
    }

    proptest! {
        /// Marks are to be put around what is found: ranges must lie in order, on characters, targets within them.
        #[test]
        fn ranges_never_overlap(text in "(above|below|of|in|under|item|a|b|to|and|or|, | |\n|–|[アイ]|\\(ア\\)|\\(2\\)|[5②]|“Snow”|of this|of the same|section|\\PC){0,24}") {
            are_in_order(&text, &clause_references(&text))?;
        }
    }
}
