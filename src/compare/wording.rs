//! What texts say, apart from how they are set: two texts are the same where a reader reads the same.

use unicode_normalization::UnicodeNormalization as _;
use xxhash_rust::xxh3::xxh3_64;

use crate::source::Text;
use crate::text::Language;
use crate::text::analysis::Analyser;
use crate::theme::plain_markdown;

/// What a text says in plain words: without emphasis and addresses, and with no regard to where its lines end.
///
/// ```
/// use shirube::compare::wording;
/// assert_eq!(wording("研修を**1回以上**\n開く。"), wording("研修を1回以上開く。"));
/// assert_eq!(wording("at  *least*\nonce"), "at least once");
/// ```
#[must_use]
pub fn wording(text: &str) -> String {
    let plain = plain_markdown(text);
    let mut said = String::with_capacity(plain.len());
    for (index, line) in plain.lines().enumerate() {
        // Paragraphs stay apart; within a line, blanks are one.
        let words = line.split_whitespace();
        if index > 0 {
            said.push('\n');
        }
        for (index, word) in words.enumerate() {
            let is_between_words =
                said.ends_with(|before: char| before.is_ascii()) || word.starts_with(|next: char| next.is_ascii());
            if index > 0 && is_between_words {
                said.push(' ');
            }
            said.push_str(word);
        }
    }
    said
}

/// What a text says in a language, with characters of full and half width as one: to a reader they are.
pub(super) fn said(text: &Text, language: Language) -> String {
    wording(text.localised(language).0).nfkc().collect()
}

/// Whether words before and after are words of the texts before and after: where they differ, it is the texts that differ.
pub(super) fn are_quoted(
    (before, after): (Option<&Text>, Option<&Text>),
    texts: (&str, &str),
    language: Language,
) -> bool {
    let is_in = |words: Option<&Text>, text: &str| words.is_some_and(|words| text.contains(&said(words, language)));
    is_in(before, texts.0) && is_in(after, texts.1)
}

/// Where the links of a text lead. Addresses in an edition of the directives are the same in each edition: the year is
/// left out.
///
/// ```
/// use shirube::compare::links;
/// assert_eq!(links("[研修](/directives/2023/training/#d1)"), links("[講習](/directives/2024/training/#d1)"));
/// ```
#[must_use]
pub fn links(text: &str) -> Vec<String> {
    let destinations = text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    destinations.map(without_year).collect()
}

/// An address with the year of its edition left out.
fn without_year(address: &str) -> String {
    match address.split_once("directives/") {
        Some((before, rest)) => {
            let rest = rest.trim_start_matches(|one: char| one.is_ascii_digit());
            format!("{before}directives/*{rest}")
        }
        None => address.to_owned(),
    }
}

/// The terms of a text, hashed and sorted, by which texts are found alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms(Vec<u64>);

impl Terms {
    /// The terms of a text, as the search has them: pairs of Japanese characters, stems of words, numbers.
    #[must_use]
    pub fn new(text: &str, analyser: &mut Analyser) -> Self {
        let units = analyser.units(text);
        let mut terms: Vec<u64> = (0..units.len()).map(|index| xxh3_64(units.token(index).as_bytes())).collect();
        terms.sort_unstable();
        Self(terms)
    }

    /// Each term once.
    pub fn distinct(&self) -> impl Iterator<Item = u64> {
        self.0.chunk_by(|one, next| one == next).filter_map(|same| same.first().copied())
    }

    /// How much two texts have in common, from 0 to 1000: twice the terms of both, by the terms of each (Sørensen and
    /// Dice).
    ///
    /// ```
    /// use shirube::compare::Terms;
    /// use shirube::text::analysis::Analyser;
    /// let mut analyser = Analyser::default();
    /// let mut of = |text| Terms::new(text, &mut analyser);
    /// assert_eq!(of("騒音を測る。").likeness(&of("騒音を測る。")), 1000);
    /// assert!(of("騒音を測る。").likeness(&of("騒音を1回以上測る。")) > 400);
    /// assert!(of("騒音を測る。").likeness(&of("研修を開く。")) < 200);
    /// ```
    #[must_use]
    pub fn likeness(&self, other: &Self) -> u32 {
        let (mut one, mut two) = (self.0.as_slice(), other.0.as_slice());
        let all = one.len() + two.len();
        let mut common = 0_usize;
        while let (Some((first, rest)), Some((second, others))) = (one.split_first(), two.split_first()) {
            if first == second {
                common += 1;
            }
            if first <= second {
                one = rest;
            }
            if second <= first {
                two = others;
            }
        }
        u32::try_from(2000 * common / all.max(1)).unwrap_or(1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_text_is_set_is_not_what_it_says() {
        for (one, other) in [
            ("**1回**以上", "1回以上"),
            ("研修を\n開く。", "研修を開く。"),
            ("as  many", "as\nmany"),
            ("[手引](/laws/#a)", "手引"),
        ] {
            assert_eq!(wording(one), wording(other));
        }
        for (one, other) in [("1回以上", "2回以上"), ("at least", "atleast"), ("令和5年度", "令和6年度")]
        {
            assert_ne!(wording(one), wording(other));
        }
    }

    #[test]
    fn links_differ_by_more_than_the_edition() {
        assert_ne!(links("[a](/directives/2023/x/)"), links("[a](/directives/2023/y/)"));
        assert_ne!(links("[a](/topics/2023/)"), links("[a](/topics/2024/)"));
    }
}
