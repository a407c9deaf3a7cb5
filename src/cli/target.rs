//! The content folder into which a document is imported.

use std::path::{Path, PathBuf};

use crate::cli::translate::changed_locks;
use crate::diagnostic::{Diagnostics, ImportFault, Problem, Span};
use crate::exchange::official::{Existing, Imported, List};
use crate::exchange::{Yaml, replace};
use crate::pipeline::{self, Options};
use crate::source::{Folder, LOCK_FILE, Record, Source};
use crate::text::Language;

/// A content folder, maybe empty.
#[derive(Debug)]
pub(in crate::cli) struct Target {
    folder: PathBuf,
    /// Its path as messages and records show it.
    shown: String,
    /// What it says, where there is a site.
    source: Option<Source>,
    /// Whether files that exist may be changed.
    force: bool,
}

impl Target {
    /// Reads what is there. A folder that has mistakes is refused: what refers to what would not be known.
    pub fn read(folder: &Path, force: bool, diagnostics: &mut Diagnostics) -> Option<Self> {
        let has_site = folder.join("site.yaml").exists();
        let source = has_site.then(|| Folder::read(folder).decode(true, diagnostics)).flatten();
        (!diagnostics.has_errors()).then(|| Self {
            folder: folder.to_path_buf(),
            shown: folder.to_string_lossy().into_owned(),
            source,
            force,
        })
    }

    /// What documents may refer to.
    pub fn existing(&self) -> Existing<'_> {
        let source = self.source.as_ref();
        Existing {
            editions: source.map_or(&[], |source| &source.editions),
            guidance: source.map_or(&[], |source| &source.guidance),
            notices: self.list("notices.yaml", source.map(|source| source.notices.as_slice())),
            laws: self.list("laws.yaml", source.map(|source| source.laws.as_slice())),
            terms: self.list("glossary.yaml", source.map(|source| source.glossary.as_slice())),
            folder: &self.shown,
        }
    }

    /// A list, to which records are added where it is not there yet, or may be changed.
    fn list<'t, T>(&self, name: &str, records: Option<&'t [T]>) -> List<'t, T> {
        List { records: records.unwrap_or_default(), is_open: self.force || !self.has(name) }
    }

    fn has(&self, name: &str) -> bool {
        self.folder.join(name).exists()
    }

    /// Adds site.yaml, without which there is no portal, where there is none.
    pub fn with_site(&self, year: i16, mut imported: Imported) -> Imported {
        if self.source.is_none() {
            let site = Yaml::mapping([
                ("title", Some(Yaml::japanese(&crate::text::calendar::fiscal_year(year, Language::Japanese)))),
                ("languages", Yaml::flow(["ja".to_owned(), "en".to_owned()])),
                ("edition", Some(Yaml::plain(year))),
            ]);
            imported.files.push(("site.yaml".into(), site.file()));
        }
        imported
    }

    /// Whether it has the edition of a fiscal year.
    pub fn has_edition(&self, year: i16) -> bool {
        self.source.as_ref().is_some_and(|source| source.editions.iter().any(|edition| edition.year == year))
    }

    /// The latest edition before a fiscal year.
    pub fn edition_before(&self, year: i16) -> Option<i16> {
        let editions = self.source.iter().flat_map(|source| &source.editions);
        editions.map(|edition| edition.year).filter(|other| *other < year).max()
    }

    /// The lock files that change where these translations are recorded, of an edition and nothing else of it.
    pub fn locks(&self, year: i16, translations: &[(String, Record)]) -> Vec<(String, String)> {
        let Some(source) = &self.source else { return Vec::new() };
        let [authoritative, _] = source.site.languages[..] else { return Vec::new() };
        let edition = format!("directives/{year}/");
        let mut lock = source.translations.lock.clone();
        lock.retain(|address| !address.starts_with(&edition));
        for (address, record) in translations {
            lock.record(address, *record);
        }
        let changed = changed_locks(Path::new(""), &source.translations.lock, &lock, authoritative.other());
        let text =
            |(path, bytes): (PathBuf, Vec<u8>)| Some((path.to_str()?.to_owned(), String::from_utf8(bytes).ok()?));
        changed.into_iter().filter_map(text).collect()
    }

    /// Writes all files, or none where one would be changed without `force`, or stay beside them. Returns those that were
    /// written: all but those that are as they would be.
    pub fn write(&self, files: &[(String, String)], options: &Options, diagnostics: &mut Diagnostics) -> Vec<String> {
        let shown = |name: &str| self.folder.join(name).to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        let there = |name: &str| std::fs::read_to_string(self.folder.join(name)).ok();
        let changed: Vec<&(String, String)> =
            files.iter().filter(|(name, text)| there(name).as_ref() != Some(text)).collect();
        for (name, _) in &changed {
            // A lock is kept by the commands, and gains records.
            if self.has(name) && !self.force && !name.ends_with(LOCK_FILE) && !Self::is_list(name) {
                diagnostics.error(Problem::Import(ImportFault::Exists), &Span::path(shown(name)));
            }
        }
        for other in self.others(files) {
            diagnostics.error(Problem::Import(ImportFault::OtherFile), &Span::path(shown(&other)));
        }
        if diagnostics.has_errors() {
            return Vec::new();
        }
        let bytes = |(name, text): &&(String, String)| (self.folder.join(name), text.clone().into_bytes());
        let paths: Vec<(PathBuf, Vec<u8>)> = changed.iter().map(bytes).collect();
        if self.source.is_some() {
            pipeline::check_changed(options, &paths, diagnostics);
            if diagnostics.has_errors() {
                return Vec::new();
            }
        }
        let folders = paths.iter().filter_map(|(path, _)| path.parent());
        let made = folders.map(|folder| std::fs::create_dir_all(folder).map_err(|error| (folder.to_path_buf(), error)));
        if let Err((path, error)) = made.collect::<Result<(), _>>().and_then(|()| replace(&paths)) {
            diagnostics.error(Problem::Io { message: error.to_string() }, &Span::path(path.to_string_lossy()));
            return Vec::new();
        }
        changed.into_iter().map(|(name, _)| name.clone()).collect()
    }

    /// The lists with the records that a document adds: they keep what they have, and what is new stands at their end.
    pub fn lists(&self, additions: &[(&'static str, Yaml)]) -> Vec<(String, String)> {
        let list = |(name, records): &(&str, Yaml)| {
            let records = records.file();
            let there = std::fs::read_to_string(self.folder.join(name)).unwrap_or_default();
            let gap = if there.is_empty() || there.ends_with('\n') { "" } else { "\n" };
            ((*name).to_owned(), format!("{there}{gap}{records}"))
        };
        additions.iter().map(list).collect()
    }

    /// Whether a file is a list to which records are only added.
    fn is_list(name: &str) -> bool {
        matches!(name, "notices.yaml" | "laws.yaml" | "glossary.yaml")
    }

    /// Files of the same edition or guidance that the import does not replace.
    fn others(&self, files: &[(String, String)]) -> Vec<String> {
        let folder = |name: &String| match name.strip_suffix("/edition.yaml") {
            Some(folder) => Some(folder.to_owned()),
            // A long guidance may be a folder of files.
            None => match name.split('/').collect::<Vec<_>>()[..] {
                ["guidance", folder, _] => Some(format!("guidance/{folder}")),
                ["guidance", file] => Some(format!("guidance/{}", file.trim_end_matches(".yaml"))),
                _ => None,
            },
        };
        let Some(folder) = files.iter().find_map(|(name, _)| folder(name)) else { return Vec::new() };
        let entries = std::fs::read_dir(self.folder.join(&folder)).into_iter().flatten().flatten();
        let mut others: Vec<String> = entries
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "yaml"))
            .map(|name| format!("{folder}/{name}"))
            .filter(|name| !files.iter().any(|(file, _)| file == name))
            .collect();
        others.sort();
        others
    }
}
