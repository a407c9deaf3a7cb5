//! Tables that leave the portal: reports for the offices, and open data.

mod handout;
mod replace;
mod table;
mod workbook;

pub use handout::{Handout, HandoutColumn};
pub use replace::replace;
pub use table::{Cell, Table};
pub use workbook::{Sheet, workbook};
