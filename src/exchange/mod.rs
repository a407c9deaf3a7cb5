//! Tables that leave the portal: reports for the offices, and open data.

mod handout;
mod table;
mod workbook;

pub use handout::{Handout, HandoutColumn};
pub use table::{Cell, Table};
pub use workbook::{Sheet, workbook};
