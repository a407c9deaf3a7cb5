//! Tables that leave the portal: reports for the offices, and open data.

mod changes;
mod handout;
pub mod official;
mod replace;
mod table;
mod workbook;

pub use changes::{changes_json, changes_table};
pub use handout::{Handout, HandoutColumn};
pub use replace::replace;
pub use table::{Cell, Table};
pub use workbook::{Sheet, workbook};
