//! Cross-references of guidance to its own clauses: 上記5の(1)のアの(イ), aからfまで, 同ウ.
//!
//! ```text
//! reference = [prefix] item { separator [prefix] item }
//! prefix    = (上記 | 前記 | 下記 | 後記 | 以下の | 次の | 同 | 本 | この) [の]
//! item      = path [ から path [まで] ]
//! path      = number { [の] number | の ＜heading＞ }
//! ```
//! In a list and behind 同, a number stands in the place of the number of its kind before it: (イ)のa又はb is (イ)a and (イ)b.
//! Without a prefix, a number is a reference only where words follow that speak of a clause (ウについては), and only if it
//! resolves. 上記, 本項, この節 and 本文書 without a number are none: they mean what the reader has before the eyes.

use super::number::{Number, NumberKind, is_kana, is_kanji, is_word};
use super::reference::{ClauseReference, Direction, LONGEST_HEADING, Step, Target, is_further, listed, replaced, same};

const PREFIXES: [(&str, Direction); 9] = [
    ("上記", Direction::Above),
    ("前記", Direction::Above),
    ("下記", Direction::Below),
    ("後記", Direction::Below),
    ("以下の", Direction::Below),
    ("次の", Direction::Below),
    ("この", Direction::Around),
    ("本", Direction::Around),
    ("同", Direction::Unsaid),
];

const CONJUNCTIONS: [&str; 12] =
    ["及び", "又は", "並びに", "若しくは", "または", "および", "もしくは", "ならびに", "と", "や", "・", ""];

/// What follows a number that speaks of a clause.
const FOLLOWERS: [&str; 25] = [
    "に該当",
    "に掲げ",
    "に定め",
    "に規定",
    "に示",
    "に挙げ",
    "に準",
    "に基づ",
    "に同じ",
    "に記載",
    "による",
    "により",
    "について",
    "の手続",
    "の措置",
    "の場合",
    "の事項",
    "の規定",
    "の要件",
    "の方法",
    "を除",
    "と同様",
    "のほか",
    "を参照",
    "参照",
];

/// The references of a text to clauses.
pub(super) fn clause_references(text: &str) -> Vec<ClauseReference> {
    let mut found: Vec<ClauseReference> = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        match reference(text, at, found.last()) {
            Ok(reference) => {
                at = reference.range.end;
                found.push(reference);
            }
            Err(end) => at = end.max(at + first.len_utf8()),
        }
    }
    found
}

/// The reference at a place; where there is none, the place before which none begins.
fn reference(text: &str, at: usize, last: Option<&ClauseReference>) -> Result<ClauseReference, usize> {
    let before = text[..at].chars().next_back();
    let (mut direction, prefix) = prefix(&text[at..]).unwrap_or((Direction::Unsaid, ""));
    let is_same = prefix.starts_with('同');
    // 共同, 日本 are words; so is a number with a letter before it.
    let is_within_word = match prefix.chars().next() {
        None if text[at..].starts_with('第') => before.is_some_and(is_kanji),
        None => before.is_some_and(|one| is_kana(one) || is_word(one) || "第号項条の・".contains(one)),
        Some('同' | '本' | '次') => before.is_some_and(is_kanji),
        Some(_) => false,
    };
    if is_within_word {
        return Err(at);
    }
    let mut reader = Reader { text, at: at + prefix.len(), prefixed: None };
    let mut first = reader.item().ok_or(at)?;
    // Behind 同, この and 本, and with nothing before it, a digit mostly counts.
    let is_digits = first.from.first().and_then(Step::kind) == Some(NumberKind::Digits);
    let may_count = match direction {
        Direction::Above => false,
        Direction::Below => prefix.ends_with('の'),
        Direction::Around | Direction::Either | Direction::Unsaid => true,
    };
    if is_digits && may_count {
        return Err(at);
    }
    if is_same
        && let Some(last) = last
        && let Some(before) = last.targets.last()
    {
        direction = Direction::Either;
        first = same(before, first);
    }
    let mut targets = vec![first];
    reader.list(&mut targets);
    let is_clause = is_same || !prefix.is_empty() || {
        let rest = text[reader.at..].trim_start_matches('等');
        FOLLOWERS.iter().any(|word| rest.starts_with(word))
    };
    // Lists that begin within this one end as it does: only a prefix makes one of them a reference, or what follows the
    // beginning of the last item.
    let last = targets.last().filter(|_| targets.len() > 1).map_or(at, |last| last.range.start);
    let further = reader.prefixed.map_or(last, |prefixed| prefixed.min(last));
    is_clause.then_some(ClauseReference { range: at..reader.at, direction, targets }).ok_or(further)
}

/// What says where to look, with の behind it.
fn prefix(text: &str) -> Option<(Direction, &str)> {
    let (word, direction) = PREFIXES.iter().find(|(word, _)| text.starts_with(word))?;
    let rest = &text[word.len()..];
    let is_joined = rest.starts_with('の') && *direction != Direction::Around;
    Some((*direction, &text[..word.len() + if is_joined { 'の'.len_utf8() } else { 0 }]))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Where the first prefix within the list stands.
    prefixed: Option<usize>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// A clause, or clauses from one to another.
    fn item(&mut self) -> Option<Target> {
        let start = self.at;
        let from = self.path()?;
        let mut to = None;
        let end = self.at;
        if let Some(word) =
            ["から", "～", "〜", "－", "ないし", "乃至"].iter().find(|word| self.rest().starts_with(**word))
        {
            self.at += word.len();
            match self.path().and_then(|way| replaced(&from, &way)) {
                Some(way) => to = Some(way),
                None => self.at = end,
            }
            if to.is_some() && self.rest().starts_with("まで") {
                self.at += "まで".len();
            }
        }
        Some(Target { range: start..self.at, from, to })
    }

    fn path(&mut self) -> Option<Vec<Step>> {
        let (number, after) = Number::leading(self.rest())?;
        self.at = self.text.len() - after.len();
        let mut steps = vec![Step::Number(number)];
        while let Some((step, after)) = next_step(self.rest(), &steps) {
            steps.push(step);
            self.at = self.text.len() - after.len();
        }
        Some(steps)
    }

    /// What follows in the same list.
    fn list(&mut self, targets: &mut Vec<Target>) {
        while let Some(before) = targets.last() {
            let start = self.at;
            let Some(next) = self.separated().and_then(|()| listed(before, self.item()?)) else {
                self.at = start;
                return;
            };
            targets.push(next);
        }
    }

    /// A separator, and a prefix that is said again.
    fn separated(&mut self) -> Option<()> {
        let start = self.at;
        let after = |text: &'a str, sign: char| text.strip_prefix(sign).unwrap_or(text);
        let rest = after(self.rest(), '、');
        let word = CONJUNCTIONS.iter().find(|word| rest.starts_with(**word))?;
        let rest = after(&rest[word.len()..], '、');
        self.at = self.text.len() - rest.len();
        if self.at == start {
            return None;
        }
        if let Some((Direction::Above | Direction::Below, prefix)) =
            prefix(rest).filter(|(_, prefix)| *prefix != "次の")
        {
            self.prefixed = self.prefixed.or(Some(self.at));
            self.at += prefix.len();
        }
        Some(())
    }
}

/// The next step of a way, and what follows.
fn next_step<'a>(rest: &'a str, before: &[Step]) -> Option<(Step, &'a str)> {
    let joined = rest.strip_prefix('の');
    let text = joined.unwrap_or(rest);
    if let Some(inner) = text.strip_prefix(['<', '＜']) {
        let end = inner.char_indices().take(LONGEST_HEADING).find(|(_, one)| matches!(one, '>' | '＞' | '\n' | '。'));
        let end = end.map(|(end, _)| end).filter(|end| *end > 0)?;
        return Some((Step::Heading(inner[..end].to_owned()), inner[end..].strip_prefix(['>', '＞'])?));
    }
    let (number, after) = Number::leading(text)?;
    is_further(before, number.kind(), joined.is_some()).then_some((Step::Number(number), after))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::reference::tests::{are_in_order, read};
    use super::*;

    #[test]
    fn every_form_of_a_reference_is_read() {
        for (text, expected) in [
            ("上記アを行う。", "Above ア"),
            ("上記のアを行う。", "Above ア"),
            ("前記２を行う。", "Above 2"),
            ("後記3のとおり", "Below 3"),
            ("下記(2)を見る。", "Below (2)"),
            ("以下の(ア)を行う。", "Below (ア)"),
            ("次の①及び②を行う。", "Below ① ②"),
            ("次のアからウまでを行う。", "Below ア~ウ"),
            ("この(1)において", "Around (1)"),
            ("本(2)でいう雪", "Around (2)"),
            ("上記5の(1)のアの(イ)を見る", "Above 5/(1)/ア/(イ)"),
            ("上記５（１）ア（イ）を見る", "Above 5/(1)/ア/(イ)"),
            ("上記第2の(1)を見る", "Above 第2/(1)"),
            ("上記第2の3を見る", "Above 第2/3"),
            ("上記第2の3及び4、第4の1を見る", "Above 第2/3 第2/4 第4/1"),
            ("上記第1から第3までを見る", "Above 第1~第3"),
            ("第３の１に掲げる", "Unsaid 第3/1"),
            ("上記(ア)のa並びに、(イ)のa又はbの雪", "Above (ア)/a (イ)/a (イ)/b"),
            ("上記(ア)のa、又は上記(イ)のa若しくはbの雪", "Above (ア)/a (イ)/a (イ)/b"),
            ("上記(2)又は(3)の道", "Above (2) (3)"),
            ("上記(2)、(3)及び5の(1)の道", "Above (2) (3) 5/(1)"),
            ("上記アからエの道", "Above ア~エ"),
            ("上記アからウまで及びオの道", "Above ア~ウ オ"),
            ("上記(2)のアからエまでの道", "Above (2)/ア~(2)/エ"),
            ("上記2から5の(3)までの道", "Above 2~5/(3)"),
            ("上記ア～ウの道", "Above ア~ウ"),
            ("上記1の(オ)の＜雪の日＞のaからfまでの道", "Above 1/(オ)/<雪の日>/a~1/(オ)/<雪の日>/f"),
            ("上記1の<雪の日>を見る", "Above 1/<雪の日>"),
            ("上記イの(ウ)と同エ", "Above イ/(ウ); Either エ"),
            ("上記3のアによる。同ウも同じ。", "Above 3/ア; Either 3/ウ"),
            ("上記3のアによる。同(イ)も同じ。", "Above 3/ア; Either 3/ア/(イ)"),
            ("aに該当する日を除く。", "Unsaid a"),
            ("a及びbに掲げるもの", "Unsaid a b"),
            ("ただし、ウについては行わない。", "Unsaid ウ"),
            ("エの手続等を整える。", "Unsaid エ"),
            ("(ア)に掲げる日", "Unsaid (ア)"),
            ("aからcまでに掲げる日", "Unsaid a~c"),
            ("上記Ⅲの1を見る", "Above III/1"),
            ("上記②のイを見る", "Above ②/イ"),
            ("上記⑴を見る", "Above (1)"),
            ("上記(a)を見る", "Above (a)"),
            ("上記ア・イを見る", "Above ア イ"),
            ("上記アの「雪」", "Above ア"),
            ("上記2及び3等を見る", "Above 2 3"),
            ("上記5中の雪", "Above 5"),
            ("(1)、上記(2)の雪", "Above (2)"),
            ("上記ア、3月に", "Above ア"),
            ("上記ウのアンケート", "Above ウ"),
            ("「上記アの場合」に準じる", "Above ア"),
        ] {
            assert_eq!(read(text, &clause_references(text)), expected, "{text}");
        }
    }

    #[test]
    fn words_and_amounts_are_no_references() {
        for text in [
            "上記の雪",
            "上記2つの道",
            "上記3点",
            "上記3校",
            "上記3要件を満たす",
            "上記2事業場の",
            "上記2 つの道",
            "上記1.5倍",
            "上記１，０００円",
            "下記の表",
            "次の3件",
            "同1年",
            "共同アパート",
            "日本アルプス",
            "第2号イに掲げる日",
            "雪a1に該当",
            "この3の道",
            "36協定に定める",
            "ビタミンAについての本、Bの方",
            "以下同じ。",
            "上記（雪の日）",
            "カラスについて",
            "別表第2に掲げる",
            "上記第2条に定める",
            "本項及びこの節による。",
            "この文書に定める。",
        ] {
            assert_eq!(read(text, &clause_references(text)), "", "{text}");
        }
    }

    /// A list that is no reference is read once: in a long table of numbers it would take minutes otherwise.
    #[test]
    fn the_time_grows_with_the_text() {
        for words in ["(1)、", "ア、", "a、", "a<", "アから", "第2の(1)、", "(1)、下記の3、", "上記", "上記(1)及び"]
        {
            let text = words.repeat(20_000 / words.len());
            assert!(clause_references(&text).len() <= 1, "{words}");
        }
    }

    proptest! {
        /// Behind a list that is no reference, nothing that is one is left out.
        #[test]
        fn every_place_is_looked_at(text in "(上記|下記の|次の|同|の|及び|、|から|まで|[アイ]|\\(ア\\)|（２）|[ab5②]|＜雪＞|に掲げる){0,24}") {
            let found = clause_references(&text);
            let mut end = 0;
            for (at, _) in text.char_indices() {
                let before = found.iter().rev().find(|found| found.range.start < at);
                if at < end || before.is_some_and(|before| before.range.end > at) {
                    continue;
                }
                let expected = reference(&text, at, before).ok();
                let here = found.iter().find(|found| found.range.start == at);
                prop_assert_eq!(here, expected.as_ref());
                end = here.map_or(at, |here| here.range.end);
            }
        }

        /// Marks are to be put around what is found: ranges must lie in order, on characters, targets within them.
        #[test]
        fn ranges_never_overlap(text in "(上記|下記|以下の|同|の|及び|又は|、|から|まで|[アイ]|\\(ア\\)|（２）|[ab5②]|＜雪＞|に掲げる|\\PC){0,24}") {
            are_in_order(&text, &clause_references(&text))?;
        }
    }
}
