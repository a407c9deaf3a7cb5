//! Reads the open data of the built site with parsers that others wrote, in `tests/browser/data.mjs`.

use std::process::Command;

use super::tools::{node, packages};
use super::{Outcome, Setting, portal};

pub fn check(setting: &Setting) -> Outcome {
    if !setting.site.exists() {
        return Err("there is no built site; first: cargo xtask test --only portal".into());
    }
    let mut command = Command::new(node()?);
    command.arg(packages(&setting.root)?.join("data.mjs")).arg(&setting.site);
    if setting.bundled {
        command.arg(portal::DATE);
    }
    if !command.status()?.success() {
        return Err("what is wrong is said above".into());
    }
    Ok(String::new())
}
