//! One run of a program: how long, how much work, how much memory.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::Result;

/// The program that reports what a process and its children used. Its own footprint is tiny, which matters: on Linux
/// the peak memory of a child begins with that of the process that started it.
const GNU_TIME: &str = "/usr/bin/time";

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub struct Measurement {
    /// From start to end, as a person waits.
    pub wall: Duration,
    /// Processor time of all threads, user and system, to the hundredth of a second; `None` for the floor.
    pub cpu: Option<Duration>,
    /// Greatest resident memory of a process, in bytes; `None` for the floor.
    pub peak: Option<u64>,
}

impl Measurement {
    /// A measurement of time alone.
    pub fn wall_only(wall: Duration) -> Self {
        Self { wall, cpu: None, peak: None }
    }
}

/// Runs `command` in `folder` to its end under GNU time, which writes its notes there. An error where the command fails.
pub fn run(command: &Command, folder: &Path) -> Result<Measurement> {
    let notes = folder.join("measurement");
    let mut timed = Command::new(GNU_TIME);
    timed.args(["--quiet", "--format=%U %S %M", "--output"]).arg(&notes).arg(command.get_program());
    timed.args(command.get_args()).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::piped());
    let start = Instant::now();
    let output = timed
        .output()
        .map_err(|error| format!("cannot run GNU time, {GNU_TIME} (on Debian: apt-get install -y time): {error}"))?;
    let wall = start.elapsed();
    if !output.status.success() {
        let messages = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{command:?} failed ({}):\n{messages}", output.status).into());
    }
    let text = fs::read_to_string(notes)?;
    let (cpu, peak) = parse(&text).ok_or_else(|| format!("{GNU_TIME} is not GNU time: it says {text:?}"))?;
    Ok(Measurement { wall, cpu: Some(cpu), peak: Some(peak) })
}

/// Reads `user system peak`: seconds, seconds, kibibytes.
fn parse(text: &str) -> Option<(Duration, u64)> {
    let mut words = text.split_whitespace();
    let user: f64 = words.next()?.parse().ok()?;
    let system: f64 = words.next()?.parse().ok()?;
    let peak: u64 = words.next()?.parse().ok()?;
    Some((Duration::try_from_secs_f64(user + system).ok()?, peak * 1024))
}

/// How much a folder holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct TreeSize {
    /// Number of files.
    pub files: u64,
    /// Their sizes together, in bytes.
    pub bytes: u64,
}

/// Counts the files below `folder`.
pub fn tree_size(folder: &Path) -> Result<TreeSize> {
    let mut size = TreeSize::default();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            let below = tree_size(&entry.path())?;
            size.files += below.files;
            size.bytes += below.bytes;
        } else {
            size.files += 1;
            size.bytes += entry.metadata()?.len();
        }
    }
    Ok(size)
}
