//! Pure functions on text: languages, analysis, printed numbers, dates.

pub mod analysis;
pub mod calendar;
mod collation;
pub mod date;
mod language;
pub mod numbering;
pub mod numeral;
pub mod prefecture;

pub use collation::collator;
pub use language::Language;
