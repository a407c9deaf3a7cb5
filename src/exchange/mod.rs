//! Tables that leave the portal: reports for the offices, and open data.

pub mod official;
mod table;
mod workbook;

pub use table::{Cell, Table};
pub use workbook::{Sheet, workbook};
