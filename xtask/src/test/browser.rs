//! Runs the browser tests of `tests/browser` on the built site.

use std::process::Command;

use super::tools::{chromium, node, packages};
use super::{Outcome, Setting};

pub fn check(setting: &Setting) -> Outcome {
    let node = node()?;
    let chromium = chromium()?;
    let folder = packages(&setting.root)?;
    if !setting.site.exists() {
        return Err("there is no built site; first: cargo xtask test --only portal".into());
    }
    let mut command = Command::new(node);
    command.arg(folder.join("run.mjs")).arg(&setting.site).arg(setting.root.join("target/test-site/screenshots"));
    if !setting.bundled {
        command.arg("--any-site");
    }
    let done = command.env("CHROMIUM", chromium).status()?;
    if !done.success() {
        return Err("the faults are listed above".into());
    }
    Ok("screenshots in target/test-site/screenshots".to_owned())
}
