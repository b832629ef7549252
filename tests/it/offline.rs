//! A kit kept on a phone: opened without a network, taken up where it broke
//! off, never half old and half new.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::Kit;
use crate::serve::browser::Browser;
use crate::web::Server;

const PAGE: &str = "campaigns/mot/nguoi-dan/";
const KEPT: &str = "!document.querySelector('[data-keep-drop]').hidden";
const STATUS: &str = "document.querySelector('[data-keeps] [role=status]').textContent";
const TITLE: &str = "document.querySelector('.msg h3').textContent";

/// The kit as it is published now, in a folder that a server can keep.
fn publish(kit: &Kit, to: &Path) {
    kit.build().ok();
    for (path, bytes) in kit.files() {
        let path = to.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
}

fn headline(kit: &Kit, text: &str) {
    kit.write(
        "campaigns/mot/messages.yml",
        &format!("- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi: {{headline: {text}}}\n"),
    );
}

/// Says how much it is, then keeps it.
fn keep(browser: &mut Browser) {
    browser.until("!document.querySelector('[data-keep-do]').disabled");
    browser.ask("document.querySelector('[data-keep-do]').click()");
    browser.until("document.querySelector('[data-keep-do]').dataset.sure === 'yes'");
    browser.ask("document.querySelector('[data-keep-do]').click()");
}

#[test]
fn a_kept_kit_opens_without_a_network_and_is_renewed_as_a_whole() {
    let kit = Kit::small();
    kit.write("leaflets/to.md", "---\ntitle: Tờ nhỏ\naudiences: [nguoi-dan]\ncampaigns: [mot]\nstatus: approved\n---\n\n## Một\n\nChữ.\n");
    headline(&kit, "Xin chào bà con");
    let folder = TempDir::new().expect("a folder");
    publish(&kit, folder.path());
    let server = Server::of(folder.path());
    let (host, port) = (server.host.clone(), server.port());
    let page = format!("{host}{PAGE}");
    let mut browser = Browser::start();
    browser.phone(1);

    // A file that is not what the list says is not kept, and nothing counts.
    let list: Value =
        serde_json::from_slice(&fs::read(folder.path().join("offline.json")).expect("a list"))
            .expect("JSON");
    let leaflet = list["files"]
        .as_array()
        .expect("files")
        .iter()
        .find_map(|file| file["path"].as_str().filter(|path| path.ends_with(".pdf")));
    let leaflet = leaflet.expect("a leaflet").to_string();
    let whole = fs::read(folder.path().join(&leaflet)).expect("a leaflet");
    let mut damaged = whole.clone();
    damaged[100] ^= 1;
    fs::write(folder.path().join(&leaflet), &damaged).expect("written");
    browser.open(&page);
    browser.until("!document.querySelector('[data-keeps]').hidden");
    let offer = browser.ask(STATUS);
    keep(&mut browser);
    browser.until("document.querySelector('[data-keeps] [role=status]').textContent.startsWith('Chưa tải xong')");
    assert_eq!(browser.ask("document.querySelector('[data-keep-drop]').hidden"), json!(true));
    assert!(offer.as_str().is_some_and(|offer| !offer.is_empty()), "{offer}");

    // Taken up again: what is there already is not fetched a second time.
    fs::write(folder.path().join(&leaflet), &whole).expect("written");
    browser.ask("performance.clearResourceTimings()");
    browser.ask("document.querySelector('[data-keep-do]').click()");
    browser.until(KEPT);
    let fetched = browser.ask("performance.getEntriesByType('resource').length");
    let all = list["files"].as_array().expect("files").len();
    assert!(fetched.as_u64().is_some_and(|fetched| fetched < all as u64 / 2), "{fetched} of {all}");

    // Without a network: the kit with its leaflet; what is not kept is said.
    drop(server);
    browser.open(&page);
    browser.until("document.querySelector('.msg h3') !== null");
    assert_eq!(browser.ask(TITLE), json!("Xin chào bà con"));
    let bytes = browser.ask(&format!(
        "fetch('{host}{leaflet}').then(a => a.arrayBuffer()).then(b => b.byteLength)"
    ));
    assert_eq!(bytes, json!(whole.len()));
    assert_eq!(
        browser.ask("getComputedStyle(document.querySelector('.msg')).display !== 'inline'"),
        json!(true)
    );
    browser.open(&format!("{host}facts/"));
    assert_eq!(browser.ask("document.body.className.includes('page-offline')"), json!(true));

    // A new state is offered; until it is whole the old one answers.
    headline(&kit, "Kính chào bà con");
    publish(&kit, folder.path());
    let server = Server::at(folder.path(), &port);
    browser.open(&page);
    assert_eq!(browser.ask(TITLE), json!("Kính chào bà con"), "a network comes first");
    browser.until("document.querySelector('[data-keep-do]').dataset.sure === 'yes'");
    drop(server);
    browser.open(&page);
    assert_eq!(browser.ask(TITLE), json!("Xin chào bà con"));
    let server = Server::at(folder.path(), &port);
    browser.open(&page);
    browser.until("document.querySelector('[data-keep-do]').dataset.sure === 'yes'");
    browser.ask("document.querySelector('[data-keep-do]').click()");
    browser.until("document.querySelector('[data-keep-do]').hidden");
    drop(server);
    browser.open(&page);
    assert_eq!(browser.ask(TITLE), json!("Kính chào bà con"));

    // Removed, it is gone.
    browser.until(KEPT);
    browser.ask("document.querySelector('[data-keep-drop]').click()");
    browser.until("document.querySelector('[data-keep-drop]').hidden");
    let left = browser.ask("caches.keys().then(names => names.length)");
    assert_eq!(left, json!(1), "the note of what is kept");
}

/// Each list holds what is published, with its size and hash; a kit's page and
/// its files carry what they are chosen by.
#[test]
fn lists_say_what_is_published() {
    let kit = Kit::small();
    kit.build().ok();
    let list: Value = serde_json::from_str(&kit.read("offline.json")).expect("JSON");
    let manifest = kit.manifest();
    let artifacts = manifest["artifacts"].as_array().expect("artifacts");
    let files = list["files"].as_array().expect("files");
    for file in files {
        let entry =
            artifacts.iter().find(|entry| entry["path"] == file["path"]).expect("published");
        assert_eq!(entry["bytes"], file["bytes"], "{file}");
        let hash = file["hash"].as_str().expect("a hash");
        assert!(entry["blake3"].as_str().is_some_and(|whole| whole.starts_with(hash)), "{file}");
    }
    let find = |path: &str| files.iter().find(|file| file["path"] == path).unwrap_or(&Value::Null);
    assert_eq!(find("css/site.css")["all"], json!(true));
    assert_eq!(find("index.html")["all"], json!(true));
    let page = find("campaigns/mot/nguoi-dan/index.html");
    assert_eq!((&page["campaigns"], &page["audiences"]), (&json!(["mot"]), &json!(["nguoi-dan"])));
    let card = files
        .iter()
        .find(|file| file["path"].as_str().is_some_and(|path| path.starts_with("cards/chao/")));
    assert_eq!(card.expect("a card")["campaigns"], json!(["mot"]));
    assert!(files.iter().all(|file| !file["path"].as_str().unwrap_or_default().ends_with(".zip")));
    assert_eq!(find("sw.js")["all"], json!(true));
}

/// A folder that opens from a stick: each link names a file, and the search
/// finds without a server.
#[test]
fn a_portable_site_opens_from_a_folder() {
    let kit = Kit::small();
    kit.write(
        "faq/hai.md",
        "---\ntitle: Lương hưu từ khi nào?\naudiences: [nguoi-dan]\nstatus: approved\n---\n\nXem [lời chào](message:chao).\n",
    );
    kit.run(&["build", "--portable"]).ok();
    let root = kit.public();
    for (path, bytes) in kit.files().iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for link in
            [" href=\"", " action=\"", " src=\""].iter().flat_map(|mark| html.split(mark).skip(1))
        {
            let link = link.split('"').next().unwrap_or_default();
            let target = link.split(['?', '#']).next().unwrap_or_default();
            if target.is_empty() || target.contains(':') {
                continue;
            }
            let file = root.join(path).parent().expect("a folder").join(target);
            assert!(file.is_file(), "{path}: {link}");
        }
    }
    assert!(!kit.has("offline.json"));
    let mut browser = Browser::start();
    browser.phone(1);
    browser.open(&format!("file://{}/index.html", root.display()));
    browser.ask("document.querySelector('.find--home input').value = 'luong huu'");
    browser.ask("document.querySelector('.find--home').submit()");
    browser.until("document.querySelectorAll('.found a').length === 1");
    browser.ask("document.querySelector('.found a').click()");
    browser.until("document.querySelector('h1')?.textContent === 'Lương hưu từ khi nào?'");
    browser.ask(
        "[...document.querySelectorAll('.rich a')].find(a => a.textContent === 'lời chào').click()",
    );
    browser.until("document.querySelector('h1')?.textContent === 'Xin chào bà con'");
}
