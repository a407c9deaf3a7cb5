//! Phrases before brackets: what a term or number in brackets belongs to.

/// Words behind which a name begins, where no comma stands before it.
const BEFORE_NAMES: [&str; 2] = ["とした", "当該"];

/// Words behind which a name may begin; names of laws and guidelines have them within, terms seldom.
const WITHIN_NAMES: [&str; 11] = [
    "に基づき",
    "に基づく",
    "に対する",
    "に係る",
    "における",
    "及び",
    "並びに",
    "又は",
    "若しくは",
    "により",
    "当たりの",
];

/// Whether the full stop at a place of an English text ends a sentence, and not the abbreviation of “number”.
pub fn ends_sentence(text: &str, stop: usize) -> bool {
    let word = text[..stop].rsplit(|one: char| !one.is_alphanumeric()).next();
    text[stop + 1..].starts_with(char::is_whitespace) && !matches!(word, Some("No" | "Nos"))
}

/// What stands in round brackets, with what is before it, in the order of their ends.
pub fn asides(text: &str) -> Vec<(&str, &str)> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut asides = Vec::new();
    for (at, character) in text.char_indices() {
        match character {
            '(' | '（' => open.push((at, at + character.len_utf8())),
            ')' | '）' => {
                if let Some((start, inner)) = open.pop() {
                    asides.push((&text[..start], &text[inner..at]));
                }
            }
            _ => {}
        }
    }
    asides
}

/// The name at the end of `before`, and whether a comma or bracket says where it begins. Short names, as terms are, begin
/// behind words that long ones have within.
pub fn name_at_end(before: &str, is_short: bool) -> Option<(&str, bool)> {
    let before = before.trim_end_matches(['」', '』']);
    let is_boundary = |one: char| "、。，．「」『』()（）<>＜＞".contains(one) || one.is_whitespace();
    let name = &before[before.trim_end_matches(|one| !is_boundary(one)).len()..];
    let end_of = |word: &&str| name.rfind(*word).map(|at| at + word.len()).filter(|end| *end < name.len());
    let within = WITHIN_NAMES.iter().filter_map(end_of).max();
    let cut = BEFORE_NAMES.iter().filter_map(end_of).chain(within.filter(|_| is_short)).max();
    let name = &name[cut.unwrap_or(0)..];
    (name.chars().count() > 1).then_some((name, cut.is_none() && within.is_none()))
}
