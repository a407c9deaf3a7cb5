//! Which file of the content folder is what, and reading them all.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, Problem, RecordKind, SourceFile, Span, nearest};
use crate::text::Language;

use super::decode::{Decode, Decoder};
use super::directive::{Edition, EditionFolder, Part};
use super::event::Event;
use super::expert::Expert;
use super::files::{Asset, Content, Entry, Folder};
use super::guidance::{Continuation, Guidance};
use super::lock::{LOCK_FILE, Lock};
use super::markdown::{self, MarkdownFile};
use super::node::{Node, Value};
use super::unit::TextUnit;
use super::values::Id;
use super::{Center, CenterFolder, Source, Translations, table, workbook};

/// The names that may stand in the content folder itself.
const TOP_LEVEL: [&str; 12] = [
    "site.yaml",
    "topics.yaml",
    "laws.yaml",
    "notices.yaml",
    "glossary.yaml",
    "directives",
    "guidance",
    "pages",
    "news",
    "centers",
    "files",
    LOCK_FILE,
];

/// The names that may stand in the folder of a center.
const IN_CENTER: [&str; 9] =
    ["center.yaml", "experts.csv", "experts.xlsx", "events.csv", "events.xlsx", "news", "pages", "images", LOCK_FILE];

impl Folder {
    /// Understands every file as what its place says that it is. `None` where `site.yaml` cannot be used: without it
    /// nothing else can be judged. With `drafts`, pages and news marked as drafts are kept.
    pub fn decode(self, drafts: bool, diagnostics: &mut Diagnostics) -> Option<Source> {
        diagnostics.extend(self.problems);
        let entries = self.entries;
        let Some(site_entry) = entries.iter().find(|entry| entry.relative == "site.yaml") else {
            for entry in &entries {
                let nearest = suggestion(&[&entry.relative]).filter(|name| name == "site.yaml");
                if nearest.is_some() {
                    diagnostics.error(Problem::UnknownFile { nearest }, &Span::path(&entry.shown));
                }
            }
            missing("site.yaml", &self.root, diagnostics);
            return None;
        };
        let file = text(site_entry, diagnostics)?;
        let node = Node::parse(&file, 0, &file.text, diagnostics)?;
        // Plain strings are in the first language, also in the file that says which one that is.
        let first = first_language(&node).unwrap_or(Language::Japanese);
        let lock = read_locks(&entries, first.other(), diagnostics);
        let mut of_site = Decoder::new("site.yaml", first, &lock, diagnostics);
        let site = super::Site::decode(&node, &mut of_site);
        let mut units = of_site.units.into_list();
        let mut site = site?;
        let Some(&authoritative) = site.languages.first() else {
            // Where one was wrong, that is said already.
            if !diagnostics.has_errors() {
                diagnostics.error(Problem::EmptyText, &site.span.key("languages"));
            }
            return None;
        };
        site.languages.dedup();
        let is_record = |entry: &&Entry| entry.relative != "site.yaml" && !entry.is_lock();
        let decoded: Vec<(Option<File>, Vec<TextUnit>, Diagnostics)> = entries
            .par_iter()
            .filter(is_record)
            .map(|entry| {
                let mut diagnostics = Diagnostics::default();
                let mut decoder = Decoder::new(&entry.relative, authoritative, &lock, &mut diagnostics);
                let file = File::decode(entry, drafts, &mut decoder);
                (file, decoder.units.into_list(), diagnostics)
            })
            .collect();
        let mut files = Vec::with_capacity(decoded.len());
        for ((file, its_units, problems), entry) in decoded.into_iter().zip(entries.iter().filter(is_record)) {
            units.extend(its_units);
            if file.is_none() && problems.has_errors() {
                lose(&entry.relative, diagnostics);
            }
            diagnostics.extend(problems);
            files.extend(file);
        }
        let mut source = assemble(site, files, &self.root, diagnostics);
        for (folder, pages) in source.markdown_folders() {
            units.extend(markdown::pair(&folder, pages, authoritative, &lock));
        }
        if source.site.languages.len() < 2 {
            units.clear();
        }
        units.sort_by(|a, b| a.file().cmp(b.file()));
        source.translations = Translations { units, lock, is_whole: false };
        Some(source)
    }
}

/// What the lock files of the content folder and of the centers record.
fn read_locks(entries: &[Entry], language: Language, diagnostics: &mut Diagnostics) -> Lock {
    let mut lock = Lock::default();
    for entry in entries.iter().filter(|entry| entry.is_lock()) {
        if let Some(file) = text(entry, diagnostics) {
            lock.read(&file, entry.relative.trim_end_matches(LOCK_FILE), language, diagnostics);
        }
    }
    lock
}

/// Notes that a file could not be used: that others refer to what is in it is no further error.
fn lose(relative: &str, diagnostics: &mut Diagnostics) {
    let name = match relative.split('/').collect::<Vec<_>>()[..] {
        ["directives", year, _] => {
            diagnostics.lose(RecordKind::Duty.section());
            year
        }
        ["guidance", name, ..] | ["centers", name, "center.yaml"] | [.., name] => name,
        [] => "",
    };
    diagnostics.lose(name.split('.').next().unwrap_or_default());
}

/// Reports that `folder` lacks the file `name`.
fn missing(name: &'static str, folder: &Path, diagnostics: &mut Diagnostics) {
    let path = folder.join(name).to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    diagnostics.error(Problem::MissingFile { name }, &Span::path(path));
}

/// The first of `languages` in site.yaml, where it is one.
fn first_language(node: &Node) -> Option<Language> {
    let Value::Mapping(entries) = &node.value else { return None };
    let (_, languages) = entries.iter().find(|(key, _)| key.name == "languages")?;
    let Value::Sequence(items) = &languages.value else { return None };
    match &items.first()?.value {
        Value::Scalar(code) => Language::from_code(code),
        _ => None,
    }
}

/// The text of a file, or the report why there is none.
fn text(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    match &entry.content {
        Content::Text(file) => Some(Arc::clone(file)),
        Content::Workbook(bytes) => workbook::read(&entry.shown, bytes, diagnostics),
        Content::Asset => None,
        Content::Refused(problem) => {
            diagnostics.error(problem.clone(), &Span::path(&entry.shown));
            None
        }
    }
}

/// What one file holds. One lives as long as it takes to sort it in.
#[allow(clippy::large_enum_variant)]
enum File {
    Topics(Vec<super::Topic>),
    Laws(Vec<super::Law>),
    Notices(Vec<super::Notice>),
    Glossary(Vec<super::Term>),
    Edition(i16, Edition),
    Part(i16, Part),
    Guidance(Guidance),
    Continuation(String, Continuation),
    Page(MarkdownFile),
    News(MarkdownFile),
    Center(String, Center),
    Experts(String, Vec<Expert>),
    Events(String, Vec<Event>),
    CenterNews(String, MarkdownFile),
    CenterPage(String, MarkdownFile),
    Asset(Asset),
}

impl File {
    /// Reads one file as what its place says that it is.
    fn decode(entry: &Entry, drafts: bool, decoder: &mut Decoder<'_>) -> Option<Self> {
        if let Content::Asset = entry.content {
            return Some(Self::Asset(Asset { address: entry.relative.clone(), path: entry.path.clone() }));
        }
        let segments: Vec<&str> = entry.relative.split('/').collect();
        if !is_known(&segments) {
            decoder
                .diagnostics
                .error(Problem::UnknownFile { nearest: suggestion(&segments) }, &Span::path(&entry.shown));
            return None;
        }
        let file = text(entry, decoder.diagnostics)?;
        let center = |id: &str| id.to_owned();
        match segments[..] {
            ["topics.yaml"] => whole_file(&file, decoder).map(Self::Topics),
            ["laws.yaml"] => whole_file(&file, decoder).map(Self::Laws),
            ["notices.yaml"] => whole_file(&file, decoder).map(Self::Notices),
            ["glossary.yaml"] => whole_file(&file, decoder).map(Self::Glossary),
            ["directives", year, name] => {
                let Some(year) = year.parse().ok().filter(|year| (1900..=2200).contains(year)) else {
                    let problem = Problem::OutOfRange { value: year.to_owned(), least: 1900, greatest: 2200 };
                    decoder.diagnostics.error(problem, &Span::path(&entry.shown));
                    return None;
                };
                if name == "edition.yaml" {
                    whole_file(&file, decoder).map(|edition| Self::Edition(year, edition))
                } else {
                    whole_file(&file, decoder).map(|part| Self::Part(year, part))
                }
            }
            ["guidance", _] => whole_file(&file, decoder).map(Self::Guidance),
            ["guidance", folder, _] => {
                let node = Node::parse(&file, 0, &file.text, decoder.diagnostics)?;
                // The file that opens a document is the one that says its id.
                let opens =
                    matches!(&node.value, Value::Mapping(entries) if entries.iter().any(|(key, _)| key.name == "id"));
                if opens {
                    Guidance::decode(&node, decoder).map(Self::Guidance)
                } else {
                    Continuation::decode(&node, decoder).map(|more| Self::Continuation(folder.to_owned(), more))
                }
            }
            ["pages", ..] => page(&file, &segments[1..], drafts, decoder).map(Self::Page),
            ["news", _] => news(&file, &segments[1..], drafts, decoder).map(Self::News),
            ["centers", id, "center.yaml"] => {
                if !Id::is_valid(id) {
                    decoder.diagnostics.error(Problem::InvalidId { id: id.to_owned() }, &Span::path(&entry.shown));
                    return None;
                }
                whole_file(&file, decoder).map(|record| Self::Center(center(id), record))
            }
            ["centers", id, "experts.csv" | "experts.xlsx"] => {
                Some(Self::Experts(center(id), table::decode(&file, decoder)))
            }
            ["centers", id, "events.csv" | "events.xlsx"] => {
                Some(Self::Events(center(id), table::decode(&file, decoder)))
            }
            ["centers", id, "news", _] => {
                news(&file, &segments[3..], drafts, decoder).map(|item| Self::CenterNews(center(id), item))
            }
            ["centers", id, "pages", ..] => {
                page(&file, &segments[3..], drafts, decoder).map(|page| Self::CenterPage(center(id), page))
            }
            _ => None,
        }
    }
}

/// Whether the content reference lists a file at this path.
fn is_known(segments: &[&str]) -> bool {
    let yaml = |name: &str| Path::new(name).extension().is_some_and(|extension| extension == "yaml");
    let markdown = |name: &str| Path::new(name).extension().is_some_and(|extension| extension == "md");
    match segments {
        ["directives" | "guidance", _, name] | ["guidance", name] => yaml(name),
        ["topics.yaml" | "laws.yaml" | "notices.yaml" | "glossary.yaml"]
        | ["centers", _, "center.yaml" | "experts.csv" | "experts.xlsx" | "events.csv" | "events.xlsx"] => true,
        ["news", name] | ["centers", _, "news", name] | ["pages", .., name] | ["centers", _, "pages", .., name] => {
            markdown(name)
        }
        _ => false,
    }
}

/// The name that was probably meant, in the folder where the names are fixed.
fn suggestion(segments: &[&str]) -> Option<String> {
    match segments {
        ["centers", _, name, ..] => nearest(name, IN_CENTER).filter(|near| near != name).map(str::to_owned),
        ["directives" | "guidance", .., name] => name.strip_suffix(".yml").map(|stem| format!("{stem}.yaml")),
        [name, ..] => nearest(name, TOP_LEVEL).filter(|near| near != name).map(str::to_owned),
        [] => None,
    }
}

/// Reads a whole YAML file as one record or list.
fn whole_file<T: Decode>(file: &Arc<SourceFile>, decoder: &mut Decoder<'_>) -> Option<T> {
    let node = Node::parse(file, 0, &file.text, decoder.diagnostics)?;
    T::decode(&node, decoder)
}

/// Reads a Markdown page; `None` also for drafts that are not wanted. The language is the extension before `.md`.
fn page(file: &Arc<SourceFile>, path: &[&str], drafts: bool, decoder: &mut Decoder<'_>) -> Option<MarkdownFile> {
    let path = path.join("/");
    let stem = path.strip_suffix(".md").unwrap_or(&path);
    let (name, language) = match stem.rsplit_once('.') {
        Some((name, code)) => match Language::from_code(code) {
            Some(language) => (name, language),
            None => (stem, decoder.authoritative),
        },
        None => (stem, decoder.authoritative),
    };
    if let Some(segment) = name.split('/').find(|segment| !Id::is_valid(segment)) {
        decoder.diagnostics.error(Problem::InvalidId { id: segment.to_owned() }, &Span::path(&file.path));
        return None;
    }
    MarkdownFile::decode(file, name, language, decoder).filter(|page| drafts || !page.front.draft)
}

/// Reads a news item, which needs a date.
fn news(file: &Arc<SourceFile>, path: &[&str], drafts: bool, decoder: &mut Decoder<'_>) -> Option<MarkdownFile> {
    let item = page(file, path, drafts, decoder)?;
    if item.front.date.is_none() {
        decoder.diagnostics.error(Problem::MissingKey { key: "date", record: "front matter" }, &item.front.span);
        return None;
    }
    Some(item)
}

/// Puts the files together. They come by path, so everything keeps the order of the folder.
fn assemble(site: super::Site, files: Vec<File>, root: &Path, diagnostics: &mut Diagnostics) -> Source {
    let mut source = Source {
        site,
        editions: Vec::new(),
        guidance: Vec::new(),
        topics: Vec::new(),
        laws: Vec::new(),
        notices: Vec::new(),
        glossary: Vec::new(),
        pages: Vec::new(),
        news: Vec::new(),
        centers: Vec::new(),
        assets: Vec::new(),
        translations: Translations::default(),
    };
    let mut editions: BTreeMap<i16, Edition> = BTreeMap::new();
    let mut parts: BTreeMap<i16, Vec<Part>> = BTreeMap::new();
    let mut continuations: Vec<(String, Continuation)> = Vec::new();
    let mut centers: BTreeMap<String, (Option<Center>, CenterLists)> = BTreeMap::new();
    for file in files {
        match file {
            File::Topics(list) => source.topics = list,
            File::Laws(list) => source.laws = list,
            File::Notices(list) => source.notices = list,
            File::Glossary(list) => source.glossary = list,
            File::Edition(year, edition) => drop(editions.insert(year, edition)),
            File::Part(year, part) => parts.entry(year).or_default().push(part),
            File::Guidance(guidance) => source.guidance.push(guidance),
            File::Continuation(id, continuation) => continuations.push((id, continuation)),
            File::Page(page) => source.pages.push(page),
            File::News(item) => source.news.push(item),
            File::Center(id, center) => centers.entry(id).or_default().0 = Some(center),
            File::Experts(id, list) => centers.entry(id).or_default().1.experts.extend(list),
            File::Events(id, list) => centers.entry(id).or_default().1.events.extend(list),
            File::CenterNews(id, item) => centers.entry(id).or_default().1.news.push(item),
            File::CenterPage(id, page) => centers.entry(id).or_default().1.pages.push(page),
            File::Asset(asset) => source.assets.push(asset),
        }
    }
    for (year, edition) in editions {
        source.editions.push(EditionFolder { year, edition, parts: parts.remove(&year).unwrap_or_default() });
    }
    for year in parts.keys().map(ToString::to_string) {
        if !diagnostics.is_lost(&year) {
            missing("edition.yaml", &root.join("directives").join(year), diagnostics);
        }
    }
    for (id, continuation) in continuations {
        continue_guidance(&mut source.guidance, &id, continuation, diagnostics);
    }
    for (id, (center, lists)) in centers {
        match center {
            Some(center) => source.centers.push(CenterFolder {
                id,
                center,
                experts: lists.experts,
                events: lists.events,
                news: lists.news,
                pages: lists.pages,
            }),
            None if diagnostics.is_lost(&id) => {}
            None => missing("center.yaml", &root.join("centers").join(id), diagnostics),
        }
    }
    source
}

/// What a center's folder holds besides `center.yaml`.
#[derive(Default)]
struct CenterLists {
    experts: Vec<Expert>,
    events: Vec<Event>,
    news: Vec<MarkdownFile>,
    pages: Vec<MarkdownFile>,
}

/// Appends the clauses of a further file to the document that it continues.
fn continue_guidance(guidance: &mut [Guidance], id: &str, more: Continuation, diagnostics: &mut Diagnostics) {
    match guidance.iter_mut().find(|document| document.id.value == id) {
        Some(document) => document.go_on(more, diagnostics),
        None if diagnostics.is_lost(id) => {}
        None => diagnostics.error(Problem::MissingKey { key: "id", record: "guidance" }, &more.span),
    }
}
