//! Translations written into Markdown files: title, description and body.

use std::collections::HashMap;

use crate::exchange::yaml::scalar::newline;
use crate::source::markdown_parts;

use super::yaml::{self, Slot};

/// The text of the translated page `old` with what `changes` has for `title`, `description` and `body`. Where there is no
/// such page yet, it is made from the `source`, whose other keys it keeps. The error is one that cannot be written.
pub(super) fn rewrite(source: &str, old: Option<&str>, changes: &HashMap<&str, &str>) -> Result<String, String> {
    let refuse = |key: &str| Err(key.to_owned());
    if old.is_none() {
        // A page of which only a part is translated would pass for a translation.
        let (front, body) = markdown_parts(source).ok_or("title")?;
        let has_description = source[front].lines().any(|line| line.starts_with("description:"));
        let needed = [("title", true), ("body", !source[body].trim().is_empty()), ("description", has_description)];
        if let Some((key, _)) = needed.iter().find(|(key, is_needed)| *is_needed && !changes.contains_key(key)) {
            return refuse(changes.keys().min().unwrap_or(key));
        }
    }
    let page = old.unwrap_or(source);
    let (front, body) = markdown_parts(page).ok_or("title")?;
    let mut of_front: HashMap<&str, &str> = changes.clone();
    let new_body = of_front.remove("body");
    let mut head = page[front.clone()].to_owned();
    if let Some(description) = of_front.get("description").copied()
        && !head.lines().any(|line| line.starts_with("description:"))
    {
        head = format!("{head}description: x{}", newline(page));
        of_front.insert("description", description);
    }
    if !of_front.is_empty() {
        head = yaml::rewrite(&head, &of_front, Slot::Value)?;
    }
    let text = &page[body.clone()];
    let body = match new_body {
        None => text.to_owned(),
        Some(new) => {
            let start = text.len() - text.trim_start().len();
            let end = text.trim_end().len().max(start);
            let newline = newline(page);
            let after = if text[end..].is_empty() { newline } else { &text[end..] };
            let new = if newline == "\r\n" { new.replace('\n', "\r\n") } else { new.to_owned() };
            format!("{}{new}{after}", &text[..start])
        }
    };
    Ok(format!("{}{head}{}{body}", &page[..front.start], &page[front.end..page.len() - text.len()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "---\n# kept\ntitle: 題名\ndate: 2023-04-01\n---\n\n本文。\n";

    #[test]
    fn a_page_is_made_whole_or_not_at_all() {
        let changes = HashMap::from([("title", "A: title"), ("body", "Text.\n\n- more")]);
        let made = rewrite(SOURCE, None, &changes).unwrap();
        assert_eq!(made, "---\n# kept\ntitle: \"A: title\"\ndate: 2023-04-01\n---\n\nText.\n\n- more\n");
        assert_eq!(rewrite(SOURCE, None, &HashMap::from([("title", "Title")])), Err("title".into()));
    }

    #[test]
    fn of_a_page_only_what_is_new_changes() {
        let old = "---\r\ntitle: \"Old\" # kept\r\norder: 1\r\n---\r\nOld.\r\n\r\n";
        let changes = HashMap::from([("title", "New"), ("description", "What: it is")]);
        let expected =
            "---\r\ntitle: \"New\" # kept\r\norder: 1\r\ndescription: \"What: it is\"\r\n---\r\nOld.\r\n\r\n";
        assert_eq!(rewrite(SOURCE, Some(old), &changes).as_deref(), Ok(expected));
        let body = rewrite(SOURCE, Some(old), &HashMap::from([("body", "One\nTwo")]));
        assert_eq!(body.as_deref(), Ok("---\r\ntitle: \"Old\" # kept\r\norder: 1\r\n---\r\nOne\r\nTwo\r\n\r\n"));
    }
}
