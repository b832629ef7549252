//! Pages hold the success criteria of WCAG 2.2 AA that a machine can see, on
//! a phone and a wide screen, light and dark, and never scroll sideways.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::harness::{files, sample, sample_manifest};
use crate::serve::browser::Browser;
use crate::web::Server;

/// The sample kit below the path of its address, where 404.html looks for
/// what it needs.
pub struct Site {
    server: Server,
    below: String,
    _folder: tempfile::TempDir,
}

impl Site {
    pub fn start() -> Self {
        let manifest = sample_manifest();
        let base_url = manifest["base_url"].as_str().expect("an address");
        let path = base_url.splitn(4, '/').nth(3).unwrap_or_default();
        let name = path.trim_end_matches('/');
        let folder = tempfile::tempdir().expect("a folder");
        assert!(!name.is_empty() && !name.contains('/'), "{base_url}");
        std::os::unix::fs::symlink(sample(), folder.path().join(name)).expect("a link");
        Site { server: Server::of(folder.path()), below: path.to_string(), _folder: folder }
    }

    pub fn address(&self, page: &str) -> String {
        format!("{}{}{page}", self.server.host, self.below)
    }
}

/// The largest page of each kind, by its class on `<body>`; none that leads
/// on at once.
fn one_of_each_kind() -> BTreeMap<String, String> {
    let mut largest: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (path, bytes) in files(sample()).iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        if text.contains("http-equiv=\"refresh\"") {
            continue;
        }
        let kind = text.split("<body class=\"").nth(1).and_then(|rest| rest.split('"').next());
        let kind = kind.and_then(|class| class.split(" page-").nth(1)).expect("a kind");
        let known = largest.entry(kind.to_string()).or_default();
        *known = (text.len(), path.clone()).max(std::mem::take(known));
    }
    largest.into_iter().map(|(kind, (_, path))| (kind, path)).collect()
}

/// What axe finds: each rule with the places that break it.
const RUN: &str = "axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}).then(found => found.violations.map(rule => rule.id + ' (' + rule.nodes.length + '): ' +
  rule.nodes.slice(0, 3).map(node => node.target + ' ' + node.any.concat(node.all, node.none)
    .map(check => check.message).join(' ')).join(' | ')))";

#[test]
fn axe_finds_nothing_on_any_kind_of_page() {
    let axe = Path::new(env!("CARGO_TARGET_TMPDIR")).join("npm/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(axe).expect("axe-core, which tests/run.sh installs");
    let site = Site::start();
    let mut browser = Browser::start();
    let mut found = BTreeMap::new();
    for (kind, page) in one_of_each_kind() {
        for (width, scheme) in [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")] {
            browser.size(width, 900);
            browser.media("screen", ("prefers-color-scheme", scheme));
            browser.open(&site.address(&page));
            // By the protocol: the page's policy lets in no script of others.
            browser.ask(&axe);
            let broken = browser.ask(RUN);
            for rule in broken.as_array().expect("axe's answer").iter().filter_map(Value::as_str) {
                let places: &mut Vec<String> = found.entry(rule.to_string()).or_default();
                places.push(format!("{kind} {width} {scheme}"));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_page_scrolls_sideways() {
    let site = Site::start();
    let mut browser = Browser::start();
    let mut wide = Vec::new();
    for page in one_of_each_kind().values() {
        for (width, text) in [(320, "100%"), (360, "200%")] {
            browser.size(width, 800);
            browser.open(&site.address(page));
            browser.ask(&format!("document.documentElement.style.fontSize = '{text}'"));
            let needed = browser.ask("document.scrollingElement.scrollWidth");
            if needed.as_u64() > Some(width.into()) {
                // What sticks out farthest says where to look.
                let culprit = browser.ask(
                    "[...document.body.querySelectorAll('*')].map(e => [Math.round(e.getBoundingClientRect().right), e.tagName + '.' + e.className]).sort((a, b) => b[0] - a[0]).slice(0, 3).join(' | ')",
                );
                wide.push(format!("{page} at {width} px, text {text}: {needed} px: {culprit}"));
            }
        }
    }
    assert!(wide.is_empty(), "{wide:#?}");
}

#[test]
fn pages_do_as_the_reader_asks() {
    let site = Site::start();
    let mut browser = Browser::start();
    browser.size(1280, 900);
    browser.open(&site.address("faq/"));
    let of_root = "getComputedStyle(document.documentElement).scrollBehavior";
    for (motion, scrolls) in [("no-preference", "smooth"), ("reduce", "auto")] {
        browser.media("screen", ("prefers-reduced-motion", motion));
        assert_eq!(browser.ask(of_root), scrolls, "{motion}");
    }
    // What says by its field alone what it is has an edge where fields have
    // the colour of the page.
    let mark = "getComputedStyle(document.querySelector('.wordmark__mark')).borderTopWidth";
    for (colours, edge) in [("none", "0px"), ("active", "1px")] {
        browser.media("screen", ("forced-colors", colours));
        assert_eq!(browser.ask(mark), edge, "{colours}");
    }
    // On paper nobody opens an answer.
    let answer =
        "getComputedStyle(document.querySelector('.qa'), '::details-content').contentVisibility";
    for (media, shown) in [("screen", "hidden"), ("print", "visible")] {
        browser.media(media, ("prefers-color-scheme", "light"));
        assert_eq!(browser.ask(answer), shown, "{media}");
    }
}
