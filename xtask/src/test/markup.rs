//! Finds the tags of an HTML page: no more of the standard's tokeniser than links and ids need.

/// A start tag with its attributes, and the raw text in it where it is a script or a style.
#[derive(Debug, PartialEq)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub raw_text: String,
}

impl Tag {
    /// The value of the attribute, with character references replaced.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether the attribute, a list of words, holds `word`.
    pub fn has_word(&self, name: &str, word: &str) -> bool {
        self.get(name).is_some_and(|value| value.split_ascii_whitespace().any(|one| one == word))
    }
}

/// All start tags in order.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
            let (mut tag, after) = tag(rest);
            rest = after;
            if matches!(tag.name.as_str(), "script" | "style") {
                let end = rest.find(&format!("</{}", tag.name)).unwrap_or(rest.len());
                rest[..end].clone_into(&mut tag.raw_text);
                rest = &rest[end..];
            }
            tags.push(tag);
        }
    }
    tags
}

/// Reads a tag from its name on; returns it and what follows its `>`.
fn tag(text: &str) -> (Tag, &str) {
    let end = text.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(text.len());
    let mut tag = Tag { name: text[..end].to_ascii_lowercase(), attributes: Vec::new(), raw_text: String::new() };
    let mut rest = &text[end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (tag, after);
        }
        if rest.is_empty() {
            return (tag, rest);
        }
        // A name may begin with `=`, and always takes a character, so that this ends.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..]
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '='))
            .map_or(rest.len(), |end| first + end);
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_ascii_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            (value, rest) = attribute_value(after.trim_ascii_start());
        }
        tag.attributes.push((name, unescape(value)));
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(text.len()))
}

/// Replaces the character references that a link or an id may hold.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let reference = rest.find(';').and_then(|end| Some((character(&rest[1..end])?, end)));
        let (replacement, end) = reference.unwrap_or(('&', 0));
        plain.push(replacement);
        rest = &rest[end + 1..];
    }
    plain.push_str(rest);
    plain
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Links would be missed or invented if quoting, comments or scripts were misread.
    #[test]
    fn finds_tags_and_attributes() {
        let html = "<!doctype html><!-- <a href=no> --><A HREF='x?a=1&amp;b=&#x27;' id=y>1 < 2</a>\
                    <script src=s>'<a href=no>'</script><br/><input disabled value = \"a>b\">";
        let found: Vec<String> = tags(html)
            .into_iter()
            .map(|tag| {
                let attributes = tag.attributes.iter().map(|(name, value)| format!(" {name}={value}"));
                format!("{}{}{}", tag.name, attributes.collect::<String>(), tag.raw_text)
            })
            .collect();
        assert_eq!(found, ["a href=x?a=1&b=' id=y", "script src=s'<a href=no>'", "br", "input disabled= value=a>b"]);
    }

    /// A broken page must end the check with a fault, not hang it.
    #[test]
    fn reads_broken_tags_to_their_end() {
        for html in ["<", "<a", "<a href", "<a href=", "<a href='x", "<a =", "<!--", "<script>", "<a \u{3042}", "&#;"] {
            assert!(tags(html).len() < 2);
        }
    }
}
