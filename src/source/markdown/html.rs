//! HTML where a kit allows it: what a page may hold of it, and where it leads.
//! It is cleaned after its placeholders are filled, so that no value can be
//! more than a value.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use ammonia::Builder;
use url::Url;

use crate::doc::ITEM_SCHEMES;

/// Elements whose content is no text.
const NO_TEXT: &[&str] = &["script", "style"];

/// Elements that hold nothing, so that no tag closes them (HTML Standard).
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// The elements that may stand within a line (phrasing content), of those
/// that are let through at all.
const PHRASING: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins",
    "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup",
    "time", "u", "var", "wbr",
];

/// Attributes whose address a browser opens by itself, to show what lies there.
const SHOWN: &[&str] = &["src", "srcset", "poster", "background", "data", "style"];

/// The name of a tag in lower case, and whether it closes an element; `None`
/// for comments and their like.
pub(super) fn name(tag: &str) -> Option<(String, bool)> {
    let inner = tag.strip_prefix('<')?;
    let (inner, is_end) = match inner.strip_prefix('/') {
        Some(rest) => (rest, true),
        None => (inner, false),
    };
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inner.len());
    let name = inner[..end].to_ascii_lowercase();
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some((name, is_end))
}

pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// A value as the text of any attribute or element, whether in quotes or not.
#[must_use]
pub fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    for c in value.chars() {
        match c.is_ascii() && !c.is_ascii_alphanumeric() {
            true => out.push_str(&format!("&#{};", u32::from(c))),
            false => out.push(c),
        }
    }
    out
}

/// Lets through what may stand on a page of a site.
#[derive(Debug)]
pub struct Cleaner {
    block: Builder<'static>,
    line: Builder<'static>,
}

impl Cleaner {
    /// For a site that will lie at `base`: nothing that a page shows comes
    /// from another host.
    #[must_use]
    pub fn new(base: &str) -> Self {
        let base = base.to_string();
        let base = Arc::new(base);
        let builder = || {
            let base = Arc::clone(&base);
            let mut builder = Builder::default();
            builder.add_url_schemes(ITEM_SCHEMES).attribute_filter(move |_, attribute, value| {
                let stays =
                    !SHOWN.contains(&attribute) || (attribute == "src" && is_own(value, &base));
                stays.then(|| value.into())
            });
            builder
        };
        let mut line = builder();
        line.tags(PHRASING.iter().copied().collect::<HashSet<_>>());
        Cleaner { block: builder(), line }
    }

    /// A block of HTML.
    #[must_use]
    pub fn block(&self, html: &str) -> String {
        self.block.clean(html).to_string()
    }

    /// The tags of one element within a line; two empty ones where only what
    /// it holds stays, `None` where not even that does.
    #[must_use]
    pub fn tags(&self, open: &str, close: &str) -> Option<(String, String)> {
        let (name, _) = name(open).unwrap_or_default();
        if NO_TEXT.contains(&name.as_str()) {
            return None;
        }
        let cleaned = self.line.clean(&format!("{open}{close}")).to_string();
        Some(match cleaned.strip_suffix(close) {
            // What a value broke up is more than one tag.
            Some(tag) if tag.starts_with('<') && tag.matches('<').count() == 1 => {
                (tag.to_string(), close.to_string())
            }
            _ => (String::new(), String::new()),
        })
    }
}

/// Whether an address, on a page of the site, shows what lies on its own host,
/// whichever way the page was fetched.
fn is_own(address: &str, base: &str) -> bool {
    ["http", "https"].into_iter().all(|scheme| {
        let own = base
            .split_once("://")
            .and_then(|(_, rest)| Url::parse(&format!("{scheme}://{rest}")).ok());
        let Some(own) = own else { return false };
        let same = |url: Url| url.host() == own.host() && url.port() == own.port();
        own.join(address).is_ok_and(same)
    })
}

/// Where a piece of HTML leads, and what it shows: each attribute that holds
/// an address, by its name, as a browser reads it.
#[must_use]
pub fn addresses(html: &str) -> Vec<(String, String)> {
    let found = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&found);
    let mut builder = Builder::default();
    builder.add_url_schemes(ITEM_SCHEMES);
    builder.add_generic_attributes(SHOWN).attribute_filter(move |_, attribute, value| {
        if attribute == "href" || SHOWN.contains(&attribute) {
            let pair = (attribute.to_string(), value.to_string());
            noted.lock().unwrap_or_else(PoisonError::into_inner).push(pair);
        }
        Some(value.into())
    });
    drop(builder.clean(html));
    drop(builder);
    std::mem::take(&mut *found.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The words of a piece of HTML, and the names of what it shows, as a text
/// without markup.
#[must_use]
pub fn words(html: &str) -> String {
    let mut builder = Builder::default();
    builder.tags(HashSet::from(["img"])).link_rel(None);
    builder.clean(html).to_string().trim().to_string()
}

/// Cleaned HTML with each address in `href` and `src` as `lead` has it; what
/// that does not know stays.
#[must_use]
pub fn led(html: &str, lead: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        out.push_str(before);
        rest = attributes(tag, &lead, &mut out);
    }
    out.push_str(rest);
    out
}

/// Writes a tag; gives back what follows it. Cleaned tags have every value
/// in double quotes.
fn attributes<'h>(
    tag: &'h str,
    lead: &impl Fn(&str) -> Option<String>,
    out: &mut String,
) -> &'h str {
    let mut rest = tag;
    while let Some(at) = rest.find(['"', '>']) {
        let (before, value) = rest.split_at(at);
        out.push_str(before);
        let Some(value) = value.strip_prefix('"') else {
            out.push('>');
            return &value[1..];
        };
        let (value, after) = value.split_once('"').unwrap_or((value, ""));
        let is_address = before.ends_with(" href=") || before.ends_with(" src=");
        // Of the signs that are escaped, addresses hold this one.
        let plain = || value.replace("&amp;", "&");
        let found = is_address.then(|| lead(&plain())).flatten();
        match found {
            Some(found) => out.push_str(&format!("\"{}\"", escape_amp(&found))),
            None => out.push_str(&format!("\"{value}\"")),
        }
        rest = after;
    }
    out.push_str(rest);
    ""
}

fn escape_amp(address: &str) -> String {
    address.replace('&', "&amp;").replace('"', "&quot;")
}

/// Those of a piece's addresses that it would show from elsewhere than the
/// site at `base`: they are left out.
#[must_use]
pub fn outside<'a>(addresses: &'a [(String, String)], base: &str) -> Vec<&'a str> {
    let pictures = addresses.iter().filter(|(name, _)| name == "src");
    // One that is filled in is known once it is filled.
    let is_lost = |address: &&str| !address.contains("{{") && !is_own(address, base);
    pictures.map(|(_, address)| address.as_str()).filter(is_lost).collect()
}

/// What a piece of HTML says that no page keeps: elements, as `<iframe>`, and
/// attributes, as `onclick`. A block may hold more than what stands in a line.
#[must_use]
pub fn refused(html: &str, is_block: bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |what: String| {
        if !found.contains(&what) {
            found.push(what);
        }
    };
    let kept = Builder::default().clone_tags();
    let is_kept = |name: &str| match is_block {
        true => kept.contains(name),
        false => PHRASING.contains(&name),
    };
    let tags = html.match_indices('<').filter_map(|(at, _)| name(&html[at..]));
    tags.filter(|(name, _)| !is_kept(name)).for_each(|(name, _)| add(format!("<{name}>")));
    let mut kept = attribute_names(html, false);
    for name in attribute_names(html, true) {
        // One of a name may stay where another goes. Pages write their `rel`.
        match kept.iter().position(|other| *other == name) {
            Some(at) => drop(kept.swap_remove(at)),
            None if name != "rel" => add(name),
            None => {}
        }
    }
    found
}

/// The names of the attributes that are let through; of all where `every`.
fn attribute_names(html: &str, every: bool) -> Vec<String> {
    // Whatever stands before a colon may be a scheme.
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let before = html.match_indices(':').map(|(at, _)| &html[..at]);
    let schemes = before.map(|before| &before[before.trim_end_matches(is_scheme).len()..]);
    let schemes: Vec<String> = schemes.map(str::to_ascii_lowercase).collect();
    let found = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&found);
    let mut builder = Builder::default();
    builder.link_rel(None).add_url_schemes(ITEM_SCHEMES);
    if every {
        builder.generic_attribute_prefixes(HashSet::from([""]));
        // However it is spelt.
        builder.add_url_schemes(["javascript"]);
        builder.add_url_schemes(schemes.iter().map(String::as_str));
    }
    builder.attribute_filter(move |_, attribute, value| {
        noted.lock().unwrap_or_else(PoisonError::into_inner).push(attribute.to_string());
        Some(value.into())
    });
    drop(builder.clean(html));
    drop(builder);
    std::mem::take(&mut *found.lock().unwrap_or_else(PoisonError::into_inner))
}

#[cfg(test)]
mod tests;
