//! What a page costs on a cheap phone: what Chromium fetches for its first
//! view at 360 px, and when it is scrolled to the end. Text counts as gzip
//! sends it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::harness::{files, sample};
use crate::serve::browser::Browser;
use crate::web::Server;

/// Bytes of a file on the wire.
fn sent(root: &Path, path: &str) -> usize {
    let path = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_string()
    };
    let bytes = std::fs::read(root.join(&path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let is_text = [".html", ".css", ".js", ".svg"].iter().any(|end| path.ends_with(end));
    if !is_text {
        return bytes.len();
    }
    let mut gzip = Command::new("gzip")
        .arg("-c")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("gzip");
    let mut to = gzip.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || to.write_all(&bytes));
    let output = gzip.wait_with_output().expect("gzip ends");
    writer.join().expect("a thread").expect("gzip reads");
    output.stdout.len()
}

/// Waits until nothing more comes, and says what came.
const FETCHED: &str =
    "new Promise(done => { let last = -1, same = 0; const timer = setInterval(() => {
  const all = performance.getEntriesByType('resource');
  same = all.length === last ? same + 1 : 0; last = all.length;
  if (same > 2) { clearInterval(timer); done(all.map(entry => new URL(entry.name).pathname)); }
}, 200); })";

const SCROLL: &str = "(async () => { performance.setResourceTimingBufferSize(2000);
  for (let y = 0; y < document.body.scrollHeight; y += 600) {
    scrollTo({top: y, behavior: 'instant'}); await new Promise(done => setTimeout(done, 60)); } })()";

/// KB that a page takes for its first view, and scrolled to the end.
fn weigh(root: &Path, host: &str, page: &str, scale: u32) -> [f64; 2] {
    // A browser of its own: what one has seen, it does not fetch again.
    let mut browser = Browser::start();
    browser.phone(scale);
    browser.open(&format!("{host}{page}"));
    let mut fetched = || {
        let paths = browser.ask(FETCHED);
        let paths = paths.as_array().into_iter().flatten().filter_map(Value::as_str);
        let paths: std::collections::BTreeSet<&str> = paths.collect();
        let all = paths.iter().map(|path| sent(root, path.trim_start_matches('/')));
        let sum = all.sum::<usize>() + sent(root, page);
        browser.ask(SCROLL);
        sum as f64 / 1000.0
    };
    [fetched(), fetched()]
}

/// The page of a kind that shows most pictures.
fn fullest(is_of: impl Fn(&[&str]) -> bool) -> String {
    let all = files(sample());
    let pages = all.iter().filter_map(|(path, bytes)| {
        let folder = path.strip_suffix("index.html")?;
        let parts: Vec<&str> = folder.trim_end_matches('/').split('/').collect();
        let shown = String::from_utf8_lossy(bytes).matches("<img ").count();
        is_of(&parts).then(|| (shown, folder.to_string()))
    });
    pages.max().expect("a page").1
}

#[test]
fn pages_are_light_on_a_cheap_phone() {
    let root = sample();
    let server = Server::of(root);
    let of = |folder: &'static str, depth: usize| {
        move |parts: &[&str]| parts.first() == Some(&folder) && parts.len() == depth
    };
    // The page, and the most KB for its first view and scrolled to the end.
    let rows = [
        ("home", String::new(), [150.0, f64::MAX]),
        ("kit page", fullest(of("campaigns", 3)), [180.0, 600.0]),
        ("audience", fullest(of("audiences", 2)), [f64::MAX, 800.0]),
        ("messages", "messages/".to_string(), [f64::MAX, 800.0]),
        ("message", fullest(of("messages", 2)), [150.0, f64::MAX]),
        ("leaflet", fullest(of("leaflets", 2)), [160.0, f64::MAX]),
        ("code", fullest(of("q", 2)), [20.0, f64::MAX]),
    ];
    let mut heavy = Vec::new();
    println!("{:<10}{:>9}{:>10}{:>9}{:>10}  page", "KB", "first", "scrolled", "2×", "scrolled");
    for (name, page, most) in &rows {
        let [one, two] = [1, 2].map(|scale| weigh(root, &server.host, page, scale));
        println!(
            "{name:<10}{:>9.1}{:>10.1}{:>9.1}{:>10.1}  {page}",
            one[0], one[1], two[0], two[1]
        );
        if one[0] > most[0] || one[1] > most[1] {
            heavy.push((*name, one));
        }
    }
    assert!(heavy.is_empty(), "too heavy: {heavy:?}");
}
