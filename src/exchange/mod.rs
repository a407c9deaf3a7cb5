//! What offices exchange with the portal: official documents that come in, tables and handouts that leave it.

mod changes;
mod directives;
mod handout;
pub mod official;
mod replace;
mod table;
mod workbook;
pub(crate) mod yaml;

pub use changes::{changes_json, changes_table};
pub use directives::{DirectivesTable, PartTable};
pub use handout::{Handout, HandoutColumn};
pub use replace::replace;
pub use table::{Cell, Table};
pub use workbook::{Sheet, workbook};
pub use yaml::{Yaml, rewritten};
