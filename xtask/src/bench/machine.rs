//! The machine that the figures belong to.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use super::Result;
use super::tools::Tools;

/// One line: processor, memory, kernel, file system of `disk`, versions of the programs, and how busy the machine was.
pub fn describe(disk: &Path, tools: &Tools) -> Result<String> {
    let cores = thread::available_parallelism()?;
    let processor = value_of("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let memory = value_of("/proc/meminfo", "MemTotal")
        .and_then(|size| size.trim_end_matches(" kB").parse::<u64>().ok())
        .map_or_else(|| "unknown".to_owned(), |kibibytes| format!("{} GiB", (kibibytes + (1 << 19)) >> 20));
    let kernel = first_word("/proc/sys/kernel/osrelease");
    let load = first_word("/proc/loadavg");
    let file_system = Command::new("df").arg("--output=fstype").arg(disk).output()?;
    let file_system =
        String::from_utf8_lossy(&file_system.stdout).lines().nth(1).unwrap_or("unknown").trim().to_owned();
    Ok(format!(
        "{processor}, {cores} cores, {memory} of memory, Linux {kernel}, disk {file_system}; {}; \
         load average {load} at the start",
        tools.versions()?.join(", ")
    ))
}

/// The value of `key` in a file of `key: value` lines.
fn value_of(file: &str, key: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(key))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn first_word(file: &str) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    text.split_whitespace().next().unwrap_or("unknown").to_owned()
}
