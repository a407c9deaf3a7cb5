//! A new edition beside the former one, in a portal in memory.

use std::path::Path;

use jiff::civil::Date;

use crate::compare;
use crate::diagnostic::{Diagnostics, ImportFault, Problem, Span};
use crate::portal::Portal;
use crate::source::Folder;

use super::Years;

/// A portal with the new edition beside the former one.
#[derive(Debug)]
pub(super) struct Trial {
    pub portal: Portal,
    /// The former edition, an index of [`Portal::documents`].
    pub former: usize,
    /// The one on trial.
    pub later: usize,
}

impl Trial {
    /// Puts `files` beside the edition `years.former` of the folder `content`, in the place of what is there.
    pub fn of(content: &Path, files: &[(String, String)], years: Years, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut folder = Folder::read(content);
        let has_edition = |year: &i16| content.join(format!("directives/{year}")).exists();
        let year = match years.new {
            // Beside itself it stands in a year of which there is no edition.
            year if year == years.former => (year..=2200).rev().find(|year| !has_edition(year))?,
            year => year,
        };
        folder.forget(&format!("directives/{year}/"));
        let place = |name: &str| content.join(format!("directives/{year}/{}", name.rsplit('/').next().unwrap_or(name)));
        for (name, text) in files.iter().filter(|(name, _)| name.starts_with("directives/")) {
            folder.put(&place(name), text.clone().into_bytes());
        }
        let mut found = Diagnostics::default();
        let portal = folder.decode(true, &mut found).map(|source| Portal::resolve(source, Date::MIN, &mut found));
        let document = |portal: &Portal, year: i16| compare::edition(portal, year);
        let trial = portal.and_then(|portal| {
            let (former, later) = (document(&portal, years.former), document(&portal, year));
            Some(Self { former: former?, later: later?, portal })
        });
        if trial.is_none() {
            let folder = content.join(format!("directives/{}", years.former));
            diagnostics.error(
                Problem::Import(ImportFault::NoEdition { year: years.former }),
                &Span::path(folder.to_string_lossy()),
            );
        }
        trial
    }
}
