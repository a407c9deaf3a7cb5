//! The pages of the portal: which there are ([`plan`]), and what each shows ([`Renderer::render`]).

mod activity;
mod article;
mod center;
mod consultation;
mod data;
mod document;
mod duty;
mod event;
mod event_calendar;
mod expert;
mod feed;
mod frame;
mod glossary;
mod home;
mod law;
mod machine;
mod month;
mod phrase;
mod plan;
mod renderer;
mod route;
mod search;
mod section;
mod sitemap;
mod special;
mod structured;
mod topic;
mod view;

pub use data::{DataSet, Format};
pub use event::event_address;
pub use phrase::duty_extent;
pub use plan::{Page, PageKind, article_address, news_address, plan};
pub use renderer::{Renderer, Settings};
pub use search::{index_folder, index_root};
pub use sitemap::files as sitemap;
