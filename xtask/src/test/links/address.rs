//! Where an address in a page leads.

/// A file of the site, and the anchor in it.
#[derive(Debug, PartialEq)]
pub struct Target {
    /// Path of the file below the site's folder, written with `/`.
    pub file: String,
    /// The decoded fragment, where there is one.
    pub fragment: Option<String>,
}

/// The target of `url` as it stands in the file `from`; none where it leads to another site.
///
/// `base` is the absolute address of the site and ends with `/`, where it has one. An error says what is wrong with
/// the address itself; whether the target exists is not asked.
pub fn resolve(base: Option<&str>, from: &str, url: &str) -> Result<Option<Target>, String> {
    if url.is_empty() {
        return Err("is empty".into());
    }
    if url.contains(char::is_whitespace) {
        return Err("holds white space".into());
    }
    let (address, fragment) = match url.split_once('#') {
        Some((address, fragment)) => (address, Some(decode(fragment)?)),
        None => (url, None),
    };
    let address = address.split_once('?').map_or(address, |(address, _)| address);

    let mut path: Vec<&str> = Vec::new();
    let below = if let Some(below) = base.and_then(|base| address.strip_prefix(base)) {
        below
    } else if let Some(scheme) = scheme(address) {
        return if scheme.eq_ignore_ascii_case("javascript") { Err("is a script".into()) } else { Ok(None) };
    } else if address.starts_with("//") {
        return Ok(None);
    } else if address.starts_with('/') {
        let folder = base.map_or("/", base_path);
        address.strip_prefix(folder).ok_or_else(|| format!("leaves the site, which is at {folder}"))?
    } else if address.is_empty() {
        return Ok(Some(Target { file: from.to_owned(), fragment }));
    } else {
        path = from.split('/').collect();
        path.pop();
        address
    };

    let decoded = decode(below)?;
    let (folders, name) = decoded.rsplit_once('/').unwrap_or(("", &decoded));
    for segment in folders.split('/').filter(|segment| !segment.is_empty()) {
        step(&mut path, segment)?;
    }
    if matches!(name, "." | "..") {
        return Err("ends with dots and no slash".into());
    }
    path.push(if name.is_empty() { "index.html" } else { name });
    Ok(Some(Target { file: path.join("/"), fragment }))
}

fn step<'a>(path: &mut Vec<&'a str>, segment: &'a str) -> Result<(), String> {
    match segment {
        "." => {}
        ".." => {
            path.pop().ok_or("leaves the site upwards")?;
        }
        _ => path.push(segment),
    }
    Ok(())
}

/// The path of an absolute address: `/portal/` of `https://example.org/portal/`.
fn base_path(base: &str) -> &str {
    let host = base.find("://").map_or(0, |end| end + 3);
    base[host..].find('/').map_or("/", |slash| &base[host + slash..])
}

fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let valid = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    valid.then_some(scheme)
}

/// Replaces percent-encoded bytes.
fn decode(text: &str) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first == b'%' {
            let digits = rest.get(..2).and_then(|two| std::str::from_utf8(two).ok());
            let byte = digits.and_then(|two| u8::from_str_radix(two, 16).ok()).ok_or("has a stray %")?;
            bytes.push(byte);
            rest = &rest[2..];
        } else {
            bytes.push(first);
        }
    }
    String::from_utf8(bytes).map_err(|_| "does not decode to UTF-8".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(url: &str) -> String {
        match resolve(Some("https://example.org/portal/"), "ja/topics/addiction/index.html", url) {
            Ok(None) => "outside".to_owned(),
            Ok(Some(Target { file, fragment: None })) => file,
            Ok(Some(Target { file, fragment: Some(fragment) })) => format!("{file} {fragment}"),
            Err(error) => format!("error: {error}"),
        }
    }

    /// A checker that resolves otherwise than a browser passes broken links.
    #[test]
    fn resolves_as_a_browser_does() {
        for (url, target) in [
            ("#d3", "ja/topics/addiction/index.html d3"),
            ("./", "ja/topics/addiction/index.html"),
            ("../", "ja/topics/index.html"),
            ("../../../", "index.html"),
            ("../x", "ja/topics/x"),
            ("tokyo/?a=1#%E3%82%A2", "ja/topics/addiction/tokyo/index.html ア"),
            ("/portal/site.css", "site.css"),
            ("https://example.org/portal/en/", "en/index.html"),
            ("https://example.org/", "outside"),
            ("//example.org/", "outside"),
            ("mailto:a@example.org", "outside"),
            ("tel:+81-3-0000-0000", "outside"),
        ] {
            assert_eq!(lead(url), target, "{url}");
        }
        for url in ["", "a b", "..", "../../../../x", "/other/", "javascript:x", "%", "%FF"] {
            assert!(lead(url).starts_with("error: "), "{url}");
        }
    }
}
