//! Full-text search: what can be found, the index, and the ranking. `docs/search.md` says how it works and why.
//!
//! tantivy holds the terms of each language. The command line asks it directly; for the browser its postings are
//! exported as static files (`shards`), and the same ranking runs there.

mod entry;
mod excerpt;
mod export;
mod index;
mod lexicon;
mod postings;
mod query;
mod rank;
mod shard;
mod tokenizer;
mod typo;

pub use entry::{Entry, Kind};
pub use excerpt::Needles;
pub use export::{Files, files};
pub use index::Index;
pub use lexicon::{Lexicon, Named};
pub use query::Query;
pub use rank::{Found, Level, Options, search};
