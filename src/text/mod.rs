//! Pure functions on text: languages, printed numbers, dates.

pub mod calendar;
mod language;
pub mod numbering;
pub mod prefecture;

pub use language::Language;
