//! The files of a data set, and what catalogues say of them.

use crate::portal::Portal;
use crate::text::Language;

use super::{DataSet, Format};
use crate::pages::event_calendar::calendar_address;

/// A file that holds a data set.
pub(super) struct Distribution {
    /// Its address without a leading slash.
    pub address: String,
    /// The name of its format.
    pub format: &'static str,
    /// Its media type (IANA).
    pub media_type: &'static str,
    /// Its language, where it is not the same for all.
    pub language: Option<Language>,
}

impl DataSet {
    /// Its files: one for each format; events also as a calendar in each language.
    pub(super) fn distributions(self, portal: &Portal) -> Vec<Distribution> {
        let of_format = |&format: &Format| Distribution {
            address: self.address(format, portal),
            format: format.name(),
            media_type: format.media_type(),
            language: None,
        };
        let mut distributions: Vec<_> = self.formats().iter().map(of_format).collect();
        if self == Self::Events {
            distributions.extend(portal.languages().iter().map(|&language| Distribution {
                address: format!("{}/{}", language.code(), calendar_address(portal, None)),
                format: "iCalendar",
                media_type: "text/calendar",
                language: Some(language),
            }));
        }
        distributions
    }
}

impl Format {
    const fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
        }
    }
}
