//! Running other programs, and installing those that are missing.

use std::error::Error;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the repository.
pub fn repository() -> Result<PathBuf, Box<dyn Error>> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("run this as `cargo xtask`")?;
    Path::new(&manifest).parent().map(Path::to_path_buf).ok_or_else(|| "no repository here".into())
}

/// Runs the cargo that runs us, with its output shown.
pub fn cargo(root: &Path, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    run(Command::new(cargo).args(arguments).current_dir(root))?;
    Ok(String::new())
}

/// Runs a command with its output shown; anything but success is an error.
pub fn run(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", line(command)).into()) }
}

/// Runs a command and returns what it wrote to its standard output, whatever its exit code.
pub fn output(command: &mut Command) -> Result<(String, bool), Box<dyn Error>> {
    let output =
        command.stderr(std::process::Stdio::inherit()).output().map_err(|error| not_started(command, &error))?;
    Ok((String::from_utf8(output.stdout)?, output.status.success()))
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("{} cannot be started: {error}", line(command))
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words: Vec<_> = std::iter::once(program).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    words.join(" ")
}

/// The first of `names` that is a program on the path.
fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let suffix = std::env::consts::EXE_SUFFIX;
    std::env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(format!("{name}{suffix}"))))
        .find(|file| file.is_file())
}

/// A program under one of its `names`; what is missing is installed where we are root on Debian, or asked for.
fn program(names: &[&str], packages: &[&str]) -> Result<PathBuf, Box<dyn Error>> {
    if let Some(found) = find(names) {
        return Ok(found);
    }
    if Path::new("/etc/debian_version").exists() && is_root() {
        println!("   installing {}", packages.join(" "));
        let mut update = Command::new("apt-get");
        run(update.args(["update", "-qq"]))?;
        let mut install = Command::new("apt-get");
        install.env("DEBIAN_FRONTEND", "noninteractive").args(["install", "-y", "-qq", "--no-install-recommends"]);
        run(install.args(packages).stdout(std::process::Stdio::null()))?;
    }
    find(names).ok_or_else(|| {
        format!("{} is missing; on Debian: sudo apt-get install -y {}", names[0], packages.join(" ")).into()
    })
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Java, which the HTML checker runs on.
pub fn java() -> Result<PathBuf, Box<dyn Error>> {
    program(&["java"], &["default-jre-headless"])
}

/// A Chromium, and with it a Japanese font; `CHROMIUM` names another one.
pub fn chromium() -> Result<PathBuf, Box<dyn Error>> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Ok(named.into());
    }
    let names = ["chromium", "chromium-browser", "google-chrome"];
    program(&names, &["chromium", "fonts-noto-cjk"])
}

/// Node, which drives the browser.
pub fn node() -> Result<PathBuf, Box<dyn Error>> {
    find(&["node"]).ok_or_else(|| "node is missing; install Node.js 20 or later with npm (https://nodejs.org/)".into())
}

/// The folder of the browser tests, with its npm packages as the lock file has them.
pub fn packages(root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    node()?;
    let folder = root.join("tests").join("browser");
    let modified = |file: &str| folder.join(file).metadata().and_then(|data| data.modified());
    // npm writes this file last; it is older than the lock file when that has changed since.
    let installed = modified("node_modules/.package-lock.json");
    if installed.is_ok_and(|installed| modified("package-lock.json").is_ok_and(|lock| lock <= installed)) {
        return Ok(folder);
    }
    let npm = find(&["npm", "npm.cmd"]).ok_or("npm is missing; install Node.js 20 or later with npm")?;
    // The packages need no install script: one would download a Java of its own.
    run(Command::new(npm).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    Ok(folder)
}
