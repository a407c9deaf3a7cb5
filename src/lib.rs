//! Shirube builds portals of numbered bilingual documents: yearly directives, guidance, and the topics, experts,
//! centers and events that hang on them.
//!
//! A build goes through these phases; each knows the one before it and nothing after ([`pipeline::build`] is the whole
//! of it):
//!
//! 1. [`source::Folder`] turns the content folder into typed records, each with the place where it is written.
//! 2. [`portal::Portal::resolve`] links them: ids, references, editions, topics.
//! 3. [`pages::plan`] says which pages there are, and at which addresses.
//! 4. [`pages::Renderer`] shows the portal on each page, through the templates of a [`theme::Theme`].
//! 5. [`search::Index`] says where things are found; [`search::files`] writes it down for browsers.
//! 6. [`publish::Publication`] puts the new site in the place of the old one, whole or not at all.
//!
//! Beside a build, [`compare`] says what changed between editions, [`translation`] and [`exchange`] bring texts in and out.
//!
//! What is wrong on the way becomes a [`diagnostic::Diagnostic`]; all of them are reported together.

pub mod carry;
pub mod cli;
pub mod compare;
pub mod diagnostic;
pub mod exchange;
pub mod pages;
pub mod pipeline;
pub mod portal;
pub mod publish;
pub mod reference;
pub mod search;
pub mod serve;
pub mod source;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod translation;
