//! Tables that leave the portal: reports for the offices, and open data.

mod table;

pub use table::{Cell, Table};
