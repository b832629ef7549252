//! What machines read of the site: the Atom feed, the sitemap, robots.txt.

use jiff::civil::Date;

use crate::artifact::{Feed, Listed};

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML 1.0 (2.2) has no place for other control characters and
            // for these two.
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// A day as Atom writes a time: its midnight in UTC.
fn time(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// The feed as Atom (RFC 4287).
pub fn atom(feed: &Feed) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n  <title>{}</title>\n  <id>{url}</id>\n  <link rel=\"self\" href=\"{url}\"/>\n  <link rel=\"alternate\" href=\"{}\"/>\n  <updated>{}</updated>\n  <author><name>{}</name></author>\n",
        escape(&feed.lang),
        escape(&feed.title),
        escape(&feed.home),
        time(feed.updated),
        escape(&feed.author),
        url = escape(&feed.url),
    );
    for entry in &feed.entries {
        let summary = match entry.summary.as_str() {
            "" => String::new(),
            summary => format!("    <summary>{}</summary>\n", escape(summary)),
        };
        xml.push_str(&format!(
            "  <entry>\n    <title>{}</title>\n    <id>{url}</id>\n    <link rel=\"alternate\" href=\"{url}\"/>\n    <updated>{}</updated>\n{summary}  </entry>\n",
            escape(&entry.title),
            time(entry.updated),
            url = escape(&entry.url),
        ));
    }
    xml.push_str("</feed>\n");
    xml
}

/// The sitemap (sitemaps.org 0.9, with the languages of each page).
pub fn sitemap(pages: &[Listed]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in pages {
        xml.push_str(&format!("  <url><loc>{}</loc>", escape(&page.url)));
        if let Some(updated) = page.updated {
            xml.push_str(&format!("<lastmod>{updated}</lastmod>"));
        }
        if page.alternates.len() > 1 {
            for (lang, url) in &page.alternates {
                xml.push_str(&format!(
                    "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>",
                    escape(lang),
                    escape(url)
                ));
            }
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// robots.txt: everything may be read.
pub fn robots(base_url: &str) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {base_url}sitemap.xml\n")
}
