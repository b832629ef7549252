//! A built site as a reader's browser follows it.

use std::collections::{BTreeMap, BTreeSet};

/// What a percent-encoded part of an address says.
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).expect("an address of UTF-8")
}

/// The values of an attribute on a page.
pub(super) fn attributes(page: &str, name: &str) -> Vec<String> {
    let before = format!(" {name}=\"");
    let parts = page.split(&before).skip(1);
    let values = parts.filter_map(|part| part.split('"').next());
    values.map(|value| value.replace("&amp;", "&").replace("&#39;", "'")).collect()
}

/// The file of the build that a path names, as a server finds it.
fn served(path: &str) -> String {
    match path {
        "" => "index.html".to_string(),
        path if path.ends_with('/') => format!("{path}index.html"),
        path => path.to_string(),
    }
}

/// What is wrong with where an address on `page` (or an absolute one below
/// `base`) leads: nothing where it leads to a file of the build, and to an id
/// on it, or elsewhere.
pub(super) fn dead(
    all: &BTreeMap<String, Vec<u8>>,
    base: &str,
    page: &str,
    address: &str,
) -> Option<String> {
    let bad = |why: &str| Some(format!("{page}: {address}: {why}"));
    if !address.is_ascii() || address.contains(' ') {
        return bad("not encoded");
    }
    let rest = match address.strip_prefix(base) {
        Some(rest) => format!("/{rest}"),
        None if address.contains(':') => return None,
        None => address.to_string(),
    };
    let (rest, fragment) = rest.split_once('#').unwrap_or((&rest, ""));
    let rest = rest.split('?').next().unwrap_or_default();
    let file = if rest.is_empty() {
        page.to_string()
    } else {
        let mut parts: Vec<String> = match rest.starts_with('/') {
            true => Vec::new(),
            false => page.split('/').map(str::to_string).collect(),
        };
        parts.pop();
        for part in rest.split('/').filter(|part| *part != ".") {
            match part {
                ".." if parts.pop().is_none() => return bad("leads out of the site"),
                ".." => {}
                part => parts.push(decode(part)),
            }
        }
        let folder = rest.ends_with(['/', '.']);
        let path = parts.join("/");
        let path = path.trim_start_matches('/');
        let path = path.trim_end_matches('/');
        served(&if folder && !path.is_empty() { format!("{path}/") } else { path.to_string() })
    };
    // A drawn code names a folder without its last `/`, which a server adds.
    let of_folder = || all.get(&format!("{file}/index.html"));
    let Some(bytes) = all.get(&file).or_else(of_folder) else { return bad("no such file") };
    if fragment.is_empty() || !file.ends_with(".html") {
        return None;
    }
    let html = String::from_utf8_lossy(bytes);
    let id = decode(fragment);
    match attributes(&html, "id").contains(&id) {
        true => None,
        false => bad("no such id"),
    }
}

/// Every address on every page that leads nowhere, ids that are twice on a
/// page, and pages in the sitemap that ask not to be listed.
pub(super) fn faults(all: &BTreeMap<String, Vec<u8>>, base: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let sitemap = String::from_utf8_lossy(&all["sitemap.xml"]).into_owned();
    for (path, bytes) in all.iter().filter(|(path, _)| path.ends_with(".html")) {
        // Served for addresses of any depth, from the root of its host.
        if path == "404.html" || path == "google.html" {
            continue;
        }
        let html = String::from_utf8_lossy(bytes);
        for name in ["href", "src"] {
            let values = attributes(&html, name);
            faults.extend(values.iter().filter_map(|value| dead(all, base, path, value)));
        }
        let ids = attributes(&html, "id");
        let mut seen = BTreeSet::new();
        for id in ids.iter().filter(|id| !seen.insert(id.as_str())) {
            faults.push(format!("{path}: the id {id} is there twice"));
        }
        for tag in html.split("<img ").skip(1).filter_map(|part| part.split('>').next()) {
            if !(tag.contains("width=\"") && tag.contains("height=\"")) {
                faults.push(format!("{path}: a picture without its size: {tag}"));
            }
        }
        let listed = format!("<loc>{base}{}</loc>", path.trim_end_matches("index.html"));
        if html.contains("noindex") && sitemap.contains(&listed) {
            faults.push(format!("{path}: in the sitemap"));
        }
    }
    faults
}
