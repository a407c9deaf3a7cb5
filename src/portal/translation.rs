//! How far the translation of the portal is, and where its texts are shown.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostics, Problem};
use crate::source::{Standing, TextUnit, owner};
use crate::text::Language;

use super::{CenterKey, Portal, Provision};

/// How many stale texts a message names.
const NAMED: usize = 3;

/// How many texts of a document, folder or file stand how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// The document, folder or file, as a path of the content folder.
    pub place: String,
    counts: [usize; Standing::ALL.len()],
}

impl Progress {
    /// How many stand like this.
    #[must_use]
    pub fn count(&self, standing: Standing) -> usize {
        self.counts[standing as usize]
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// How many have a translation that is not stale.
    #[must_use]
    pub fn translated(&self) -> usize {
        self.count(Standing::Unrecorded) + self.count(Standing::Current)
    }

    /// All places together.
    #[must_use]
    pub fn sum(list: &[Self]) -> Self {
        let mut sum = Self::default();
        for progress in list {
            for (sum, count) in sum.counts.iter_mut().zip(progress.counts) {
                *sum += count;
            }
        }
        sum
    }
}

/// The document or folder that a unit belongs to, or its file where that lies in none.
fn place(unit: &TextUnit) -> &str {
    let file = unit.file();
    let levels = if file.starts_with("pages/") || file.starts_with("news/") { 1 } else { 2 };
    let end = file.match_indices('/').nth(levels - 1).map_or(file.len(), |(at, _)| at);
    &file[..end]
}

impl Portal {
    /// The language that the authoritative texts are translated into; `None` where the portal has one language.
    #[must_use]
    pub fn translation_language(&self) -> Option<Language> {
        self.languages().iter().copied().find(|language| *language != self.authoritative)
    }

    /// How far each document, folder and file is, in the order of their paths, centers last.
    #[must_use]
    pub fn progress(&self) -> Vec<Progress> {
        let mut places: BTreeMap<&str, Progress> = BTreeMap::new();
        for unit in &self.translations.units {
            let name = place(unit);
            let progress =
                places.entry(name).or_insert_with(|| Progress { place: name.to_owned(), ..Progress::default() });
            progress.counts[unit.standing as usize] += 1;
        }
        let (centers, others): (Vec<_>, Vec<_>) =
            places.into_values().partition(|progress| progress.place.starts_with("centers/"));
        others.into_iter().chain(centers).collect()
    }

    /// Warns of translations that were made from an earlier text, at one center or at all: once a file.
    pub fn report_translations(&self, only: Option<CenterKey>, diagnostics: &mut Diagnostics) {
        let folder = only.map(|key| format!("centers/{}/", self.center(key).id));
        let is_wanted = |unit: &TextUnit| folder.as_ref().is_none_or(|folder| unit.address.starts_with(folder));
        for units in self.translations.units.chunk_by(|a, b| a.file() == b.file()) {
            let stale: Vec<&TextUnit> =
                units.iter().filter(|unit| unit.standing == Standing::Stale && is_wanted(unit)).collect();
            if let Some(first) = stale.first() {
                let places =
                    stale.iter().take(NAMED).filter_map(|unit| Some(unit.address.split_once('#')?.1.to_owned()));
                let problem = Problem::StaleTranslations { places: places.collect(), count: stale.len() };
                diagnostics.warning(problem, &first.text.span);
            }
        }
    }

    /// Where each text is shown.
    #[must_use]
    pub fn text_places(&self) -> TextPlaces<'_> {
        let provisions = self.provisions().map(|(_, provision)| provision);
        let provisions =
            provisions.map(|provision| ((provision.span.file.path.as_str(), provision.span.start), provision));
        TextPlaces { provisions: provisions.collect(), is_whole: self.translations.is_whole }
    }
}

/// Where texts are shown.
#[derive(Debug)]
pub struct TextPlaces<'a> {
    /// The provisions by where they are written.
    provisions: BTreeMap<(&'a str, u32), &'a Provision>,
    is_whole: bool,
}

impl TextPlaces<'_> {
    /// The address at which a text is shown, without language and leading slash; `None` where it may have been left out.
    #[must_use]
    pub fn of(&self, unit: &TextUnit) -> Option<String> {
        self.is_whole.then(|| self.address(unit))
    }

    fn address(&self, unit: &TextUnit) -> String {
        let (file, keys) = unit.address.split_once('#').unwrap_or((&unit.address, ""));
        let record = keys.split('/').next().unwrap_or_default();
        let segments: Vec<&str> = file.split('/').collect();
        match segments[..] {
            ["topics.yaml"] => format!("topics/{record}/"),
            ["laws.yaml" | "notices.yaml"] => format!("laws/#{record}"),
            ["glossary.yaml"] => format!("glossary/#{record}"),
            ["pages", .., _] => format!("{}/", file.trim_start_matches("pages/").trim_end_matches(".md")),
            ["news", ..] | ["centers", _, "news", _] => format!("{}/", file.trim_end_matches(".md")),
            ["centers", center, "pages", .., name] => {
                let folder = format!("centers/{center}/pages/");
                let path = file.strip_prefix(&folder).unwrap_or(name);
                format!("centers/{center}/{}/", path.trim_end_matches(".md"))
            }
            ["centers", ..] => owner(file).to_owned(),
            ["directives", year, "edition.yaml"] => format!("directives/{year}/"),
            ["directives" | "guidance", name, ..] => {
                // A text belongs to the last provision that begins before it.
                let span = &unit.text.span;
                let path = span.file.path.as_str();
                let before = self.provisions.range((path, 0)..=(path, span.start)).next_back();
                match before {
                    Some((_, Provision { page, anchor, .. })) if anchor.is_empty() => page.clone(),
                    Some((_, Provision { page, anchor, .. })) => format!("{page}#{anchor}"),
                    None => format!("{}/{}/", segments[0], name.trim_end_matches(".yaml")),
                }
            }
            _ => String::new(),
        }
    }
}
