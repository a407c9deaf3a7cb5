//! Emphasis and links of a text that changed, where the words that had them are still there.

use std::fmt::Write as _;

/// `text` with the emphasis and the links of `own` at the same words, and whether all of them are there again. A stretch
/// comes back where its words stand once.
pub(super) fn restored(own: &str, text: &str) -> (String, bool) {
    let mut restored = text.to_owned();
    let mut is_whole = true;
    for (words, markup) in stretches(own) {
        let is_alone = restored.matches(words).count() == 1 && !words.is_empty();
        if is_alone && !is_within_markup(&restored, words) {
            restored = restored.replacen(words, &markup, 1);
        } else {
            is_whole = false;
        }
    }
    (restored, is_whole)
}

/// The words of a text that have emphasis or a link, each with how it is written.
fn stretches(text: &str) -> Vec<(&str, String)> {
    let mut stretches = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['*', '[']) {
        let from = &rest[at..];
        let strong = from.strip_prefix("**").and_then(|from| Some((from.split_once("**")?, 4)));
        let link = from.strip_prefix('[').and_then(|from| from.split_once("]("));
        let link = link.and_then(|(words, behind)| Some((words, behind.split_once(')')?.0)));
        match (strong, link) {
            (Some(((words, _), signs)), _) => {
                stretches.push((words, format!("**{words}**")));
                rest = &from[words.len() + signs..];
            }
            (_, Some((words, destination))) => {
                let mut markup = String::new();
                // Writing to a string cannot fail.
                let _ = write!(markup, "[{words}]({destination})");
                rest = &from[markup.len()..];
                stretches.push((words, markup));
            }
            _ => rest = &from[1..],
        }
    }
    stretches
}

/// Whether words stand in a stretch that came back before.
fn is_within_markup(text: &str, words: &str) -> bool {
    let at = text.find(words).unwrap_or_default();
    let before = &text[..at];
    before.matches("**").count() % 2 == 1 || before.rfind('[') > before.rfind(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_and_links_stay_with_their_words() {
        let own = "研修を**1回以上**開き、[手引](/laws/#a)を読む。";
        let whole = |text: &str| restored(own, text);
        assert_eq!(
            whole("研修を1回以上開き、記録して手引を読む。"),
            ("研修を**1回以上**開き、記録して[手引](/laws/#a)を読む。".into(), true)
        );
        assert_eq!(
            whole("研修を2回以上開き、手引を読む。"),
            ("研修を2回以上開き、[手引](/laws/#a)を読む。".into(), false)
        );
        assert_eq!(whole("手引と手引を1回以上読む。"), ("手引と手引を**1回以上**読む。".into(), false), "which one?");
        assert_eq!(restored("**甲**と*乙*", "甲と乙"), ("**甲**と乙".into(), true));
        assert_eq!(restored("[甲", "甲"), ("甲".into(), true));
    }
}
