//! Words and numbers at a place of an English text. Blanks before and between them do not matter.

use crate::text::numbering;

/// A text, and what stands at its places: each answer has the place behind it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'t>(pub &'t str);

/// A number in brackets: paragraphs have figures, items small Roman ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bracketed {
    /// In figures.
    pub number: String,
    pub is_roman: bool,
}

impl<'t> Words<'t> {
    pub fn skip_blanks(self, at: usize) -> usize {
        self.0.len() - self.rest(at).trim_start().len()
    }

    pub fn rest(self, at: usize) -> &'t str {
        &self.0[at..]
    }

    /// Where the text goes on behind these words.
    pub fn words(self, at: usize, words: &str) -> Option<usize> {
        let mut end = at;
        for word in words.split_whitespace() {
            end = self.skip_blanks(end);
            end += self.rest(end).strip_prefix(word).map(|_| word.len())?;
            let is_cut = word.ends_with(char::is_alphanumeric) && self.rest(end).starts_with(char::is_alphanumeric);
            if is_cut {
                return None;
            }
        }
        Some(end)
    }

    /// The same where the words may be missing.
    pub fn optional(self, at: usize, words: &str) -> usize {
        self.words(at, words).unwrap_or(at)
    }

    /// What the first of these words that stand here means.
    pub fn one_of<T: Copy>(self, at: usize, list: &[(&str, T)]) -> Option<(T, usize)> {
        list.iter().find_map(|(words, meaning)| Some((*meaning, self.words(at, words)?)))
    }

    /// 66-8, also with an en dash; but 13–15 are two numbers.
    pub fn number(self, at: usize) -> Option<(String, usize)> {
        let start = self.skip_blanks(at);
        let stem = self.digits(start)?;
        let (mut number, mut end) = (stem.to_owned(), start + stem.len());
        while let Some(dash) = self.rest(end).chars().next().filter(|one| matches!(one, '-' | '–')) {
            let Some(branch) = self.digits(end + dash.len_utf8()) else { break };
            if dash == '–' && (branch.len(), branch) > (stem.len(), stem) {
                break;
            }
            number.push('-');
            number.push_str(branch);
            end += dash.len_utf8() + branch.len();
        }
        (!self.rest(end).starts_with(char::is_alphanumeric)).then_some((number, end))
    }

    /// Up to four figures.
    fn digits(self, at: usize) -> Option<&'t str> {
        let rest = self.rest(at);
        let length = rest.bytes().take(5).take_while(u8::is_ascii_digit).count();
        (1..=4).contains(&length).then(|| &rest[..length])
    }

    /// (1), (iii), (1)-2.
    pub fn bracketed(self, at: usize) -> Option<(Bracketed, usize)> {
        let start = self.words(at, "(")?;
        let length = self.rest(start).bytes().take(6).position(|byte| byte == b')')?;
        let inner = &self.rest(start)[..length];
        let is_roman = !inner.is_empty() && inner.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
        let is_number = is_roman || (1..=3).contains(&length) && inner.bytes().all(|byte| byte.is_ascii_digit());
        let mut number = numbering::ordinal(&inner.to_ascii_uppercase()).filter(|_| is_number)?.to_string();
        let mut end = start + length + 1;
        while let Some(branch) = self.rest(end).strip_prefix('-').and_then(|_| self.digits(end + 1)) {
            number.push('-');
            number.push_str(branch);
            end += 1 + branch.len();
        }
        Some((Bracketed { number, is_roman }, end))
    }

    /// A number, in brackets or not.
    pub fn division(self, at: usize) -> Option<(String, usize)> {
        self.number(at).or_else(|| self.bracketed(at).map(|(bracketed, end)| (bracketed.number, end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_where_their_branches_do() {
        for (text, expected) in [
            ("66", Some("66|")),
            (" 66-8-2, ", Some("66-8-2|, ")),
            ("66–8 of", Some("66-8| of")),
            ("13–15", Some("13|–15")),
            ("66- ", Some("66|- ")),
            ("5-year", Some("5|-year")),
            ("12345", None),
            ("5th", None),
            ("x", None),
        ] {
            let read = Words(text).number(0).map(|(number, end)| format!("{number}|{}", &text[end..]));
            assert_eq!(read.as_deref(), expected, "{text}");
        }
        for (text, expected) in [
            ("(1) of", Some("1| of")),
            (" (iii)", Some("3|")),
            ("(2)-2 ", Some("2-2| ")),
            ("(2023)", None),
            ("(a)", None),
            ("()", None),
            ("(1", None),
        ] {
            let read = Words(text).division(0).map(|(number, end)| format!("{number}|{}", &text[end..]));
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }
}
