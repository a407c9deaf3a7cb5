//! The content folder as typed records, each with the place it was written at. Nothing is linked yet: ids and
//! references are words here, and become links in [`crate::portal`].

mod cell;
mod center;
mod columns;
mod decode;
mod directive;
mod event;
mod expert;
mod files;
mod glossary;
mod guidance;
mod law;
mod layout;
mod lock;
mod markdown;
mod node;
mod record;
mod site;
mod table;
mod topic;
mod unit;
mod values;
pub(crate) mod workbook;

pub use center::{Center, CenterFolder, Desk, Library, Lists, OwnSite, Prefecture, Research, Role};
pub(crate) use columns::in_tables;
pub use decode::{Decode, Decoder};
pub use directive::{
    Activity, Applies, Baseline, Directive, Duty, Edition, EditionFolder, Mark, Measure, Operator, Part, Per, PlanItem,
    Remark, SubItem, Unit,
};
pub use event::{Event, YesNo};
pub use expert::{Expert, ExpertKind, Visibility};
pub use files::{Asset, Folder, MAXIMUM_FILE_SIZE};
pub use glossary::Term;
pub use guidance::{AppliesTo, Clause, ClauseMeasure, Force, Guidance, Overtime, Workers};
pub use law::{ArticleAnchor, Law, Notice, NoticeKind};
pub use lock::{LOCK_FILE, LOCK_HEAD, Lock, Record, Standing, hash, owner};
pub use markdown::{FrontMatter, MarkdownFile, parts as markdown_parts};
pub use node::{Key, Node, Value};
pub use site::{Licence, Organisation, Site};
pub use table::{TableLayout, table_text};
pub use topic::{Asker, Leaflet, Route, RouteDesk, Topic};
pub(crate) use unit::record_name;
pub use unit::{TextUnit, Units, names};
pub use values::{Aliases, Colour, Id, Latitude, Longitude, Reference, Review, Text, Url};
pub use workbook::read as read_workbook;

/// Everything that the content folder says.
#[derive(Debug)]
pub struct Source {
    /// `site.yaml`.
    pub site: Site,
    /// `directives/`, by fiscal year.
    pub editions: Vec<EditionFolder>,
    /// `guidance/`, by file name.
    pub guidance: Vec<Guidance>,
    /// `topics.yaml`.
    pub topics: Vec<Topic>,
    /// `laws.yaml`.
    pub laws: Vec<Law>,
    /// `notices.yaml`.
    pub notices: Vec<Notice>,
    /// `glossary.yaml`.
    pub glossary: Vec<Term>,
    /// `pages/`, by path.
    pub pages: Vec<MarkdownFile>,
    /// `news/`, by path.
    pub news: Vec<MarkdownFile>,
    /// `centers/`, by folder name.
    pub centers: Vec<CenterFolder>,
    /// `files/` and the images of centers, published as they are.
    pub assets: Vec<Asset>,
    /// Every text of the rest, and what is recorded of its translation.
    pub translations: Translations,
}

/// Every text that there is to be translated, and what is recorded of the translations.
#[derive(Debug, Default)]
pub struct Translations {
    /// The texts by address.
    pub units: Vec<TextUnit>,
    /// The lock files.
    pub lock: Lock,
    /// Whether every text is shown: nothing was left out because of an error.
    pub is_whole: bool,
}

impl Source {
    /// The lists of Markdown files, by the folder that they lie in.
    fn markdown_folders(&mut self) -> impl Iterator<Item = (String, &mut [MarkdownFile])> {
        let own = [("pages".to_owned(), &mut self.pages[..]), ("news".to_owned(), &mut self.news[..])];
        let of_centers = self.centers.iter_mut().flat_map(|center| {
            let folder = |name: &str| format!("centers/{}/{name}", center.id);
            [(folder("pages"), &mut center.pages[..]), (folder("news"), &mut center.news[..])]
        });
        own.into_iter().chain(of_centers)
    }
}
