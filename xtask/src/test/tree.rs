//! A folder of files in memory, so that the checks of a site are pure.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// The contents of files by their path, which is relative to the folder and written with `/`.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// Reads every file below `folder`.
pub fn read(folder: &Path) -> io::Result<Tree> {
    let mut tree = Tree::new();
    walk(folder, "", &mut |path, name| {
        if path.is_file() {
            tree.insert(name.to_owned(), fs::read(path)?);
        }
        Ok(())
    })?;
    Ok(tree)
}

/// When each file and folder below `folder`, and the folder itself, was last written.
pub fn times(folder: &Path) -> io::Result<BTreeMap<String, SystemTime>> {
    let mut times = BTreeMap::from([(String::new(), fs::metadata(folder)?.modified()?)]);
    walk(folder, "", &mut |path, name| {
        times.insert(name.to_owned(), fs::metadata(path)?.modified()?);
        Ok(())
    })?;
    Ok(times)
}

fn walk(folder: &Path, prefix: &str, visit: &mut dyn FnMut(&Path, &str) -> io::Result<()>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{prefix}{file}");
        visit(&path, &name)?;
        if path.is_dir() {
            walk(&path, &format!("{name}/"), visit)?;
        }
    }
    Ok(())
}

/// The names at which two maps differ, with how.
pub fn differences<Value: PartialEq>(a: &BTreeMap<String, Value>, b: &BTreeMap<String, Value>) -> Vec<String> {
    let mut found: Vec<String> = a
        .iter()
        .filter_map(|(name, value)| match b.get(name) {
            None => Some(format!("{name} is only in the first")),
            Some(other) if other != value => Some(format!("{name} differs")),
            Some(_) => None,
        })
        .collect();
    found.extend(b.keys().filter(|name| !a.contains_key(*name)).map(|name| format!("{name} is only in the second")));
    found
}
