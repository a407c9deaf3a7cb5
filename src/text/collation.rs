//! The order of words: 五十音 in Japanese, the alphabet in English.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

use super::Language;

/// What compares words as a list in `language` has them. `None` would be a program built without its data.
#[must_use]
pub fn collator(language: Language) -> Option<CollatorBorrowed<'static>> {
    let locale = match language {
        Language::Japanese => locale!("ja"),
        Language::English => locale!("en"),
    };
    Collator::try_new(locale.into(), CollatorOptions::default()).ok()
}
