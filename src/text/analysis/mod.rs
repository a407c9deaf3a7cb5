//! How a text is cut into terms: the Rust half of `docs/text-analysis.md`, which says why.
//!
//! Text is folded (`fold`), grouped into units (`units`), and each unit makes one token. The browser does the same in
//! `themes/default/static/search/analysis.js`; `tests/golden/analysis.json` holds what both must say.

mod fold;
mod units;

use frostem::{Algorithm, Stemmer};

pub use fold::{Folded, fold};
pub use units::{Unit, UnitKind, Units};

/// Cuts texts into units and tokens. It keeps its buffers: make one and use it for many texts.
#[derive(Debug, Clone, Default)]
pub struct Analyser {
    folded: Vec<Folded>,
    units: Units,
}

impl Analyser {
    /// The units of a text.
    pub fn units(&mut self, text: &str) -> &Units {
        self.folded.clear();
        fold(text, &mut self.folded);
        self.units.group(&self.folded);
        &self.units
    }

    /// The units of the text before, again.
    #[must_use]
    pub fn last(&self) -> &Units {
        &self.units
    }

    /// Calls `take` with each word, number and run of katakana of a text: what typing errors are looked up in.
    pub fn vocabulary(&mut self, text: &str, mut take: impl FnMut(&str)) {
        let units = self.units(text);
        for unit in units.iter() {
            let text = units.text(unit);
            let is_word = unit.kind == UnitKind::Word && text.chars().nth(1).is_some();
            if is_word || unit.kind == UnitKind::Number {
                take(text);
            }
        }
        for run in self.folded.chunk_by(|one, next| one.is_katakana && next.is_katakana) {
            if run.len() >= 3 && run[0].is_katakana {
                take(&run.iter().map(|folded| folded.character).collect::<String>());
            }
        }
    }
}

/// The stem of a folded word (M. F. Porter, *An algorithm for suffix stripping*, 1980); itself where it is not English.
///
/// ```
/// use shirube::text::analysis::stem;
/// assert_eq!(stem("interviews"), "interview");
/// assert_eq!(stem("an"), "an");
/// ```
#[must_use]
pub fn stem(word: &str) -> String {
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    Stemmer::new(Algorithm::Porter).stem(word).into_owned()
}

/// The name of a text: texts with the same key are the same name, however they are written.
///
/// ```
/// use shirube::text::analysis::key;
/// assert_eq!(key("Stress checks"), key("stress-check"));
/// assert_eq!(key("ｽﾄﾚｽ・ﾁｪｯｸ"), key("ストレスチエック"));
/// ```
#[must_use]
pub fn key(text: &str) -> String {
    let mut analyser = Analyser::default();
    let units = analyser.units(text);
    units.key(0..units.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    /// What the analysis says of a text, as in the golden file. Offsets are those of JavaScript: UTF-16.
    fn analysed(text: &str) -> Value {
        let mut analyser = Analyser::default();
        let mut vocabulary = Vec::new();
        analyser.vocabulary(text, |word| vocabulary.push(word.to_owned()));
        vocabulary.sort_by_key(|word| word.encode_utf16().collect::<Vec<_>>());
        let units = analyser.units(text);
        let utf16 = |byte: u32| text[..byte as usize].encode_utf16().count();
        let places: Vec<_> =
            units.iter().map(|unit| json!([units.text(unit), utf16(unit.start), utf16(unit.end)])).collect();
        let tokens: Vec<String> = (0..units.len()).map(|index| units.token(index).into_owned()).collect();
        json!({ "text": text, "units": places, "tokens": tokens, "key": units.key(0..units.len()), "vocabulary": vocabulary })
    }

    /// The same inputs must give the same terms in the browser, which is tested with the same file.
    #[test]
    fn the_golden_file_says_what_is_said_here() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
        let inputs = std::fs::read_to_string(folder.join("inputs.txt")).unwrap();
        let unescape = |line: &str| line.replace("\\n", "\n").replace("\\t", "\t");
        let lines: Vec<String> = inputs.lines().map(|line| analysed(&unescape(line)).to_string()).collect();
        let found = format!("[\n{}\n]\n", lines.join(",\n"));
        let file = folder.join("analysis.json");
        if std::env::var_os("SHIRUBE_BLESS").is_some() {
            std::fs::write(&file, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap();
        for (found, expected) in found.lines().zip(expected.lines()) {
            assert_eq!(found, expected);
        }
        assert_eq!(found.lines().count(), expected.lines().count());
    }

    proptest! {
        /// A query is cut out of a text anywhere; what is asked for must be there, in the same order.
        #[test]
        fn a_part_has_the_tokens_of_the_whole(text in "[ぁ-ん一-三カ-ナーａ０0-9a-c、, .]{0,40}", from in 0usize..40, length in 2usize..12) {
            let characters: Vec<char> = text.chars().collect();
            let part: String = characters.iter().skip(from).take(length).collect();
            let mut analyser = Analyser::default();
            let whole: Vec<String> = {
                let units = analyser.units(&text);
                (0..units.len()).map(|index| units.token(index).into_owned()).collect()
            };
            let units = analyser.units(&part);
            // Words and numbers may be cut at the edges; what lies between is whole.
            let inner: Vec<String> = (0..units.len())
                .filter(|&index| index > 0 && index + 2 < units.len())
                .map(|index| units.token(index).into_owned())
                .collect();
            // Commas and full stops within numbers, and ー whose kana was cut off, change with the cut.
            prop_assume!(!part.contains([',', '.', ' ', 'ー']));
            prop_assert!(
                inner.is_empty() || whole.windows(inner.len()).any(|window| window == inner),
                "{:?} not in {:?}", inner, whole
            );
        }

        /// Nothing that is typed makes it panic, and offsets lie between characters.
        #[test]
        fn any_text(text in any::<String>()) {
            let mut analyser = Analyser::default();
            analyser.vocabulary(&text, |_| {});
            for unit in analyser.units(&text).iter() {
                prop_assert!(text.get(unit.start as usize..unit.end as usize).is_some());
            }
        }
    }
}
