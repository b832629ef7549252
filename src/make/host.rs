//! What hosts read: `_headers` as Netlify and Cloudflare Pages take it, and
//! `security.txt`.

use jiff::ToSpan;

use crate::artifact::SecurityContact;

/// What is sent with every file. Pages carry the whole of their policy
/// themselves; here stands what only a header can say, and what holds for
/// drawings that are opened by themselves too.
const ALWAYS: [(&str, &str); 3] = [
    (
        "Content-Security-Policy",
        "base-uri 'none'; connect-src 'self'; font-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
];

/// How many seconds files are kept that keep their names when they change:
/// fonts change with the theme alone, styles must fit the pages.
const KEPT: [(&str, u32); 5] =
    [("fonts", 2_592_000), ("css", 3600), ("js", 3600), ("cards", 86_400), ("files", 86_400)];

/// The headers of a site below this path, which begins and ends with `/`.
pub fn headers(below: &str) -> String {
    let mut text = format!("{below}*\n");
    for (name, value) in ALWAYS {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    for (folder, seconds) in KEPT {
        text.push_str(&format!("{below}{folder}/*\n  Cache-Control: public, max-age={seconds}\n"));
    }
    text
}

/// Whom to tell of a weakness (RFC 9116); it holds for a year.
pub fn security(contact: &SecurityContact) -> String {
    let expires = contact.date.saturating_add(1.year());
    format!(
        "Contact: {}\nExpires: {expires}T00:00:00Z\nPreferred-Languages: {}\nCanonical: {}\n",
        contact.contact,
        contact.languages.join(", "),
        contact.url,
    )
}
