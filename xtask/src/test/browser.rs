//! Runs the browser tests of `tests/browser` on the built sites.

use std::path::Path;
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
    let screenshots = setting.root.join("target/test-site/screenshots");
    let look = |site: &Path, screenshots: &Path, kind: &str| {
        let mut command = Command::new(&node);
        command.arg(folder.join("run.mjs")).arg(site).arg(screenshots).arg(kind);
        command.env("CHROMIUM", &chromium).status().map(|status| status.success())
    };
    let mut passed = look(&setting.site, &screenshots, if setting.bundled { "--bundled" } else { "--any-site" })?;
    for (id, site) in &setting.centers {
        passed &= look(site, &screenshots.join(id), "--center")?;
    }
    if let Some(site) = &setting.editions {
        passed &= look(site, &screenshots.join("editions"), "--editions")?;
    }
    if !passed {
        return Err("the faults are listed above".into());
    }
    Ok("screenshots in target/test-site/screenshots".to_owned())
}
