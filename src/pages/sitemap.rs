//! sitemap.xml (<https://www.sitemaps.org/protocol.html>) with the languages of each page, and robots.txt.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::plan::Page;
use super::renderer::Settings;

/// The most addresses that one sitemap may have, by the protocol.
const MAXIMUM: usize = 50_000;

/// The files by their paths. A sitemap needs absolute addresses: without a base URL there is only robots.txt.
#[must_use]
pub fn files(pages: &[Page], settings: &Settings) -> Vec<(String, String)> {
    let Some(base) = settings.base_url.as_deref().map(escape) else {
        return vec![("robots.txt".into(), "User-agent: *\nAllow: /\n".into())];
    };
    let own = |address: &str| settings.scope.own(address).map(|own| escape(own.as_ref()).into_owned());
    let listed: Vec<(&Page, String)> = (pages.iter())
        .filter(|page| page.kind.is_listed())
        .filter_map(|page| Some((page, own(&page.address)?)))
        .collect();
    let mut languages: Vec<_> = listed.iter().map(|(page, _)| page.language).collect();
    languages.sort_unstable();
    languages.dedup();
    let maps: Vec<String> = listed
        .chunks(MAXIMUM)
        .map(|pages| {
            let mut xml = String::from(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
            );
            for (page, address) in pages {
                // Writing to a string cannot fail.
                let _ = write!(xml, "<url><loc>{base}{address}</loc>");
                for code in languages.iter().map(|language| language.code()) {
                    let other = own(&format!("{code}/{}", page.common_address())).unwrap_or_default();
                    let _ =
                        write!(xml, "<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{base}{other}\"/>");
                }
                xml.push_str("</url>\n");
            }
            xml.push_str("</urlset>\n");
            xml
        })
        .collect();
    let mut files = vec![("robots.txt".into(), format!("User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"))];
    if maps.len() <= 1 {
        files.extend(maps.into_iter().map(|map| ("sitemap.xml".into(), map)));
        return files;
    }
    let mut index = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (number, map) in maps.into_iter().enumerate() {
        let name = format!("sitemap-{}.xml", number + 1);
        let _ = writeln!(index, "<sitemap><loc>{base}{name}</loc></sitemap>");
        files.push((name, map));
    }
    index.push_str("</sitemapindex>\n");
    files.push(("sitemap.xml".into(), index));
    files
}
