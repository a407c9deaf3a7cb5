//! Values of three versions: what a person made of it, what the import made of the former wording, and what it makes of
//! the new one. What a person changed stays; what the document changed is taken over.

use crate::compare::wording;
use crate::exchange::Yaml;

/// What becomes of a value: `own` is that of the former edition, `before` what the import recognises in the former
/// wording, `after` what it recognises in the new one. Where both changed, the document is right.
pub(super) fn merged(own: Option<&Yaml>, before: Option<&Yaml>, after: Option<&Yaml>) -> Option<Yaml> {
    if is_same(before, after) {
        return own.cloned();
    }
    match (own, after) {
        (Some(own), Some(after)) if is_record(own) && is_record(after) => {
            let keys = own.pairs().iter().chain(after.pairs()).map(|(key, _)| key);
            let mut entries: Vec<(_, Yaml)> = Vec::new();
            for key in keys {
                let of = |yaml: Option<&'_ Yaml>| yaml.and_then(|yaml| yaml.get(key)).cloned();
                let value = merged(own.get(key), of(before).as_ref(), after.get(key));
                if !entries.iter().any(|(known, _)| known == key) {
                    entries.extend(value.map(|value| (key.clone(), value)));
                }
            }
            Some(Yaml::Mapping(entries))
        }
        (Some(own), Some(after)) if is_text(own) && is_text(after) => Some(reworded(own, after)),
        (_, after) => after.cloned(),
    }
}

/// Whether two values say the same; of texts only what the authoritative side says counts.
pub(super) fn is_same(one: Option<&Yaml>, other: Option<&Yaml>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return one.is_none() && other.is_none() };
    if is_text(one) && is_text(other) {
        return words(one) == words(other);
    }
    match (one, other) {
        (Yaml::Sequence(one), Yaml::Sequence(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(Some(one), Some(other)))
        }
        (Yaml::Mapping(entries), Yaml::Mapping(others)) => {
            entries.len() == others.len() && entries.iter().all(|(key, value)| is_same(Some(value), other.get(key)))
        }
        _ => one.words() == other.words() && one.scalar() == other.scalar(),
    }
}

/// What the authoritative side of a text says, in plain words.
pub(super) fn words(text: &Yaml) -> String {
    wording(authoritative(text))
}

/// The authoritative side of a text. Official documents are Japanese.
pub(super) fn authoritative(text: &Yaml) -> &str {
    text.get("ja").unwrap_or(text).scalar().unwrap_or_default()
}

/// A text with the new wording and the translation that it had, where it says something else; else as it was.
pub(super) fn reworded(own: &Yaml, after: &Yaml) -> Yaml {
    if words(own) == words(after) {
        return own.clone();
    }
    let (Yaml::Mapping(entries), Yaml::Mapping(_)) = (own, after) else {
        let is_value = after.scalar().is_some();
        return if is_value { after.clone() } else { Yaml::Text(authoritative(after).to_owned()) };
    };
    let value =
        |(key, value): &(std::borrow::Cow<'static, str>, Yaml)| (key.clone(), after.get(key).unwrap_or(value).clone());
    Yaml::Mapping(entries.iter().map(value).collect())
}

/// Whether a value is a text, in one language or two.
fn is_text(value: &Yaml) -> bool {
    match value {
        Yaml::Text(_) | Yaml::Plain(_) => true,
        Yaml::Mapping(entries) => !entries.is_empty() && entries.iter().all(|(key, _)| key == "ja" || key == "en"),
        _ => false,
    }
}

fn is_record(value: &Yaml) -> bool {
    matches!(value, Yaml::Mapping(_)) && !is_text(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(ja: &str, en: &str) -> Yaml {
        Yaml::mapping([("ja", Some(Yaml::Text(ja.into()))), ("en", Some(Yaml::Text(en.into())))])
    }

    #[test]
    fn what_a_person_changed_stays_and_what_the_document_changed_is_taken_over() {
        let (one, two, three) = (Yaml::plain(1), Yaml::plain(2), Yaml::plain(3));
        assert_eq!(merged(Some(&three), Some(&one), Some(&one)), Some(three.clone()));
        assert_eq!(merged(Some(&one), Some(&one), Some(&two)), Some(two.clone()));
        assert_eq!(merged(Some(&three), Some(&one), Some(&two)), Some(two.clone()));
        assert_eq!(merged(None, Some(&one), Some(&one)), None, "a person left it out");
        assert_eq!(merged(Some(&one), Some(&one), None), None, "the document no longer says it");
        assert_eq!(merged(Some(&one), None, None), Some(one), "a person added it");
    }

    #[test]
    fn records_are_merged_key_by_key_and_texts_keep_their_translation() {
        let record = |amount: i32, per: &str, centers: Yaml| {
            Yaml::mapping([
                ("amount", Some(Yaml::plain(amount))),
                ("per", Some(Yaml::plain(per))),
                ("text", Some(centers)),
            ])
        };
        let own = record(2, "nation", text("甲を**行う**。", "Do A."));
        let before = record(2, "center", Yaml::japanese("甲を行う。"));
        let merge = |after: &Yaml| merged(Some(&own), Some(&before), Some(after));
        assert_eq!(merge(&before), Some(own.clone()));
        let after = record(3, "center", Yaml::japanese("乙を行う。"));
        assert_eq!(merge(&after), Some(record(3, "nation", text("乙を行う。", "Do A."))));
    }
}
