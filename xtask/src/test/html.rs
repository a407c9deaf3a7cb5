//! Runs the Nu HTML checker, the one behind validator.w3.org, over the built site.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use super::tools::{java, output, packages};
use super::{Outcome, Setting, report};

/// Messages that are no faults: a part of the message, and a part of the place where it stands.
const ACCEPTED: [(&str, &str); 3] = [
    // Safari takes a list without bullets for no list; the role says that it is one.
    ("The “list” role is unnecessary for element", ""),
    // Files have no origin that `'self'` could mean; the browser tests find what the policy blocks.
    ("Resource violates Content Security Policy", ""),
    // Data is not run, so no policy is about it.
    ("Inline script violates Content Security Policy", "<script type=\"application/ld+json\">"),
];

pub fn check(setting: &Setting) -> Outcome {
    let java = java()?;
    let jar = packages(&setting.root)?.join("node_modules/vnu-jar/build/dist/vnu.jar");
    if !setting.site.exists() {
        return Err("there is no built site; first: cargo xtask test --only portal".into());
    }
    let mut command = Command::new(java);
    command.args(["-Xmx1g", "-Xss16m", "-jar"]).arg(jar);
    // Pages without a translation hold text of another language on purpose, so its guess of the language is not asked.
    command.args(["--skip-non-html", "--also-check-css", "--also-check-svg", "--no-langdetect"]);
    let others = setting.centers.iter().map(|(_, folder)| folder).chain(&setting.editions);
    let (text, _) = output(command.args(["--format", "json", "--stdout"]).arg(&setting.site).args(others))?;
    let found: Value =
        serde_json::from_str(&text).map_err(|error| format!("the HTML checker wrote no JSON: {error}"))?;
    let messages = found["messages"].as_array().ok_or("the HTML checker wrote no messages")?;
    report(&faults(messages, &setting.site.to_string_lossy()), "no errors, no warnings".to_owned())
}

/// One line for each message with the first place of it and how many there are, errors first.
fn faults(messages: &[Value], site: &str) -> Vec<String> {
    let mut places: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for message in messages {
        let text = message["message"].as_str().unwrap_or_default();
        let kind = message["subType"].as_str().or(message["type"].as_str()).unwrap_or_default();
        let url = message["url"].as_str().unwrap_or_default();
        let file = url.split_once(site).map_or(url, |(_, file)| file.trim_start_matches('/'));
        let extract = message["extract"].as_str().unwrap_or_default().replace('\n', " ");
        if ACCEPTED.iter().any(|(accepted, place)| text.contains(accepted) && extract.contains(place)) {
            continue;
        }
        let place = format!("{file}:{}: {extract}", message["lastLine"].as_u64().unwrap_or_default());
        places.entry((if kind == "warning" { "warning" } else { "error" }, text)).or_default().push(place);
    }
    places
        .into_iter()
        .map(|((kind, text), places)| format!("{kind}: {text}\n       {} × such as {}", places.len(), places[0]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same mistake of a template on a thousand pages is one line, and the file can be found.
    #[test]
    fn groups_messages() {
        let message = |file: &str| serde_json::json!({"type": "error", "url": format!("file:/site/{file}"), "lastLine": 3, "message": "Bad.", "extract": "<b\n>"});
        let found = faults(&[message("a.html"), message("b.html")], "/site");
        assert_eq!(found, ["error: Bad.\n       2 × such as a.html:3: <b >"]);
    }
}
