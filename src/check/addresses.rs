//! `invalid-id` and `duplicate-id` of addresses: a page whose id is a folder
//! of the site or a language, an alias or a static file that takes an address
//! already used.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Kind;
use crate::diag::{Diagnostic, Diagnostics, FileId, Id, Message, Span, TextKey};
use crate::edition::{Edition, address};

/// The names at the site's root that are its own (output contract), and those
/// of the files that pages share.
const RESERVED: &[&str] = &[
    "campaigns",
    "audiences",
    "messages",
    "leaflets",
    "infographics",
    "broadcasts",
    "faq",
    "legal",
    "facts",
    "calendar",
    "channels",
    "search",
    "q",
    "files",
    "cards",
    "packs",
    "units",
    "css",
    "js",
    "fonts",
];

/// The files at the site's root that are its own.
const FILES: &[&str] = &[
    "index.html",
    "404.html",
    "calendar.ics",
    "feed.xml",
    "sitemap.xml",
    "robots.txt",
    "manifest.json",
    "sw.js",
    "icon.svg",
    "css/site.css",
    "js/site.js",
];

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    twins(edition, out);
    let kit = edition.kit;
    let is_reserved = |id: &str| RESERVED.contains(&id) || kit.languages.iter().any(|l| l == id);
    for page in kit.items.iter().filter(|item| item.kind == Kind::Page) {
        if is_reserved(&page.id) && page.id.as_str() != address::CHANNELS {
            out.push(
                Diagnostic::new(Id::InvalidId, page.id.span)
                    .text(TextKey::RESERVED_ID)
                    .with("id", page.id.as_str()),
            );
        }
    }
    let mut taken: BTreeSet<(Kind, &str)> =
        kit.items.iter().map(|item| (item.kind, item.id.as_str())).collect();
    for item in &kit.items {
        for alias in &item.life.aliases {
            let reserved = item.kind == Kind::Page && is_reserved(alias);
            if reserved || !taken.insert((item.kind, alias.as_str())) {
                out.push(Diagnostic::new(Id::DuplicateId, alias.span).with("id", alias.as_str()));
            }
        }
    }
    let mut campaigns: BTreeSet<&str> = kit.campaigns.iter().map(|c| c.id.as_str()).collect();
    for alias in kit.campaigns.iter().flat_map(|campaign| &campaign.record.aliases) {
        if !campaigns.insert(alias.as_str()) {
            out.push(Diagnostic::new(Id::DuplicateId, alias.span).with("id", alias.as_str()));
        }
    }
    for path in &kit.statics {
        let lower = path.to_lowercase();
        let folder = lower.split('/').next().unwrap_or_default();
        let page = lower.strip_suffix("/index.html").unwrap_or(&lower);
        let own = FILES.contains(&lower.as_str())
            || (lower.ends_with("/index.html") && is_reserved(folder))
            || (lower.contains('/') && FILES.contains(&folder))
            || is_reserved(&lower)
            || kit.item(Kind::Page, page).is_some();
        if own {
            // A static file is not text that was read, so it has no place of its own.
            out.push(
                Diagnostic::nowhere(Id::DuplicateId)
                    .text(TextKey::ADDRESS_TAKEN)
                    .with("path", format!("content/static/{path}")),
            );
        }
    }
}

/// Files that differ only in capitals, and static files that have a folder's
/// name but for capitals: elsewhere they are one. (Names that differ only in
/// how accents are stored are seen when the folder is read.)
fn twins(edition: &Edition<'_>, out: &mut Diagnostics) {
    let mut files: BTreeMap<String, &str> = BTreeMap::new();
    let mut folders: BTreeMap<String, &str> = BTreeMap::new();
    let entries = &edition.content.entries;
    let wanted = |path: &str, text: Option<FileId>| text.is_some() || path.starts_with("static/");
    for (path, _) in entries.iter().filter(|(path, entry)| wanted(path, entry.text)) {
        for (at, _) in path.match_indices('/') {
            folders.entry(path[..at].to_lowercase()).or_insert(&path[..at]);
        }
    }
    for (path, entry) in entries.iter().filter(|(path, entry)| wanted(path, entry.text)) {
        let lower = path.to_lowercase();
        let folder = folders.get(&lower).filter(|_| path.starts_with("static/"));
        let other = folder.or_else(|| files.get(&lower)).copied();
        if let Some(other) = other {
            let mut diagnostic = Diagnostic::nowhere(Id::DuplicateId)
                .text(TextKey::SAME_NAME_ELSEWHERE)
                .with("path", format!("content/{path}"))
                .with("other", format!("content/{other}"))
                .hint(Message::new(TextKey::HINT_RENAME_ONE));
            diagnostic.span = entry.text.map(Span::file);
            out.push(diagnostic);
        }
        files.insert(lower, path);
    }
}
