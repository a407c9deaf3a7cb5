//! In which files a guidance stands: a long one is a folder, and stays one when a document takes its place.

use std::collections::BTreeMap;
use std::path::Path;

use crate::source::Guidance;

use super::former::Place;
use crate::exchange::Yaml;

/// In which files a guidance is written: those that it has, each with the clauses that it had.
#[derive(Debug)]
pub(super) struct Files {
    /// The paths in the content folder: first the file that opens the document, then those that continue it.
    names: Vec<String>,
    /// For each file, the clause of the first level that it continues.
    under: Vec<Option<String>>,
    /// In which file a clause of the first or second level stood, by its path.
    places: BTreeMap<String, usize>,
}

impl Files {
    /// Those of a guidance that is there, or one for it. `folder` is the content folder.
    pub fn of(id: &str, former: Option<&Guidance>, folder: &str) -> Self {
        let Some(former) = former else {
            return Self { names: vec![format!("guidance/{id}.yaml")], under: vec![None], places: BTreeMap::new() };
        };
        let name = |path: &str| {
            let relative = Path::new(path).strip_prefix(folder).unwrap_or(Path::new(path));
            relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
        };
        let mut files = Self { names: vec![name(&former.span.file.path)], under: vec![None], places: BTreeMap::new() };
        let mut found = Vec::new();
        for clause in &former.clauses {
            let place = Place::default().of(clause);
            let file = name(&clause.span.file.path);
            for inner in &clause.clauses {
                let inner_file = name(&inner.span.file.path);
                let under = (inner_file != file).then(|| place.path.clone());
                found.push((place.of(inner).path, inner_file, under));
            }
            found.push((place.path, file, None));
        }
        let is_other = |file: &String| *file != files.names[0];
        let others = found.iter().filter(|(_, file, _)| is_other(file));
        let mut others: Vec<(String, Option<String>)> =
            others.map(|(_, file, under)| (file.clone(), under.clone())).collect();
        // Of a file with clauses and their sub-clauses, the former say that it continues no clause.
        others.sort();
        others.dedup_by(|next, first| next.0 == first.0);
        for (file, under) in others {
            files.names.push(file);
            files.under.push(under);
        }
        for (path, file, _) in found {
            let index = files.names.iter().position(|name| *name == file).unwrap_or(0);
            files.places.entry(path).or_insert(index);
        }
        files
    }

    /// The files with `head`, the keys of the document, and its clauses, each with its number or id. A clause stays in its
    /// file; a new one goes into that of the clause before it. Files without clauses are none.
    pub fn write(&self, head: &Yaml, clauses: Vec<Written>) -> Vec<(String, String)> {
        let mut texts: Vec<Vec<Yaml>> = vec![Vec::new(); self.names.len()];
        let mut under: Vec<Option<String>> = vec![None; self.names.len()];
        let mut file = 0;
        for clause in clauses {
            let place = clause.place;
            let own = self.places.get(&place.path).filter(|index| self.under[**index].is_none());
            file = own.copied().unwrap_or(file).max(file);
            let (mut inner_file, mut inner) = (file, Vec::new());
            for below in clause.clauses {
                let own = self.places.get(&below.place.path);
                let own = own.filter(|index| self.under[**index].as_ref() == Some(&place.path)).copied();
                inner_file = own.unwrap_or(inner_file).max(inner_file);
                let written = with_clauses(below.record, below.clauses);
                if inner_file == file {
                    inner.push(written);
                } else {
                    under[inner_file].clone_from(&clause.number);
                    texts[inner_file].push(written);
                }
            }
            let record = match Yaml::list(inner) {
                Some(list) => with(clause.record, "clauses", list),
                None => clause.record,
            };
            texts[file].push(record);
        }
        let mut files = Vec::new();
        for (index, (clauses, under)) in texts.into_iter().zip(under).enumerate() {
            let head = if index == 0 { head.clone() } else { Yaml::mapping([("under", under.map(Yaml::Text))]) };
            if let Some(list) = Yaml::list(clauses) {
                files.push((self.names[index].clone(), with(head, "clauses", list).file()));
            }
        }
        files
    }
}

/// A clause that is written.
#[derive(Debug)]
pub(super) struct Written {
    /// Where it stands.
    pub place: Place,
    /// Its number.
    pub number: Option<String>,
    /// Its keys but for the clauses below it.
    pub record: Yaml,
    /// The clauses below it.
    pub clauses: Vec<Written>,
}

fn with_clauses(record: Yaml, clauses: Vec<Written>) -> Yaml {
    match Yaml::list(clauses.into_iter().map(|clause| with_clauses(clause.record, clause.clauses))) {
        Some(list) => with(record, "clauses", list),
        None => record,
    }
}

fn with(record: Yaml, key: &'static str, value: Yaml) -> Yaml {
    match record {
        Yaml::Mapping(mut entries) => {
            entries.push((key.into(), value));
            Yaml::Mapping(entries)
        }
        other => other,
    }
}
