//! Pages that are open in a real browser while the kit is written.

use std::fs;

use super::browser::Browser;
use super::{MESSAGES, Server, headline, kit_below_kho, start, start_with};
use crate::harness::{Kit, repository};

const PANEL: &str = "document.querySelector('lantoa-panel')";

/// Marks the document: the mark is gone when it is loaded anew.
const MARK: &str = "(window.mark = 1) === 1";
const IS_MARKED: &str = "window.mark === 1";
const IS_NEW: &str = "window.mark === undefined && document.readyState === 'complete'";

fn open(server: &Server, path: &str) -> Browser {
    let mut browser = Browser::start();
    browser.open(&format!("http://{}{path}", server.host));
    browser.until(MARK);
    browser
}

fn has(text: &str) -> String {
    format!("document.body.textContent.includes('{text}')")
}

/// A theme of the kit's own, so that its files can be changed.
fn own_theme(kit: &Kit) {
    let from = repository().join("themes/default");
    for entry in walkdir::WalkDir::new(&from) {
        let entry = entry.expect("an entry");
        let inside = entry.path().strip_prefix(&from).expect("inside");
        let to = kit.root().join("themes/default").join(inside);
        match entry.file_type().is_dir() {
            true => fs::create_dir_all(to).expect("a folder"),
            false => drop(fs::copy(entry.path(), to).expect("copied")),
        }
    }
}

#[test]
fn a_page_is_loaded_anew_where_it_was_read() {
    let kit = kit_below_kho();
    let server = start(&kit);
    let mut browser = open(&server, "/kho/messages/chao/");
    browser.size(360, 300);
    browser.until("scrollTo(0, 200), scrollY === 200");
    kit.write(MESSAGES, &headline("Sửa một chữ"));
    browser.until(&has("Sửa một chữ"));
    browser.until(IS_NEW);
    browser.until("scrollY === 200");
    // And again: the new page listens too.
    browser.until(MARK);
    kit.write(MESSAGES, &headline("Sửa lần nữa"));
    browser.until(&has("Sửa lần nữa"));
}

#[test]
fn a_page_that_shows_nothing_of_a_change_stays() {
    let kit = kit_below_kho();
    kit.write("pages/trang.md", "---\ntitle: Trang\nstatus: approved\n---\n\nChữ.\n");
    let server = start(&kit);
    let mut other = open(&server, "/kho/trang/");
    let mut browser = open(&server, "/kho/messages/chao/");
    kit.write(MESSAGES, &headline("Chỉ bài này"));
    browser.until(&has("Chỉ bài này"));
    // The other page hears of both, and is loaded anew for its own only.
    kit.write("pages/trang.md", "---\ntitle: Trang\nstatus: approved\n---\n\nChữ sửa.\n");
    other.until(&has("Chữ sửa"));
    assert_eq!(other.loads(), 2);
}

#[test]
fn a_stylesheet_is_swapped() {
    let kit = kit_below_kho();
    own_theme(&kit);
    let server = start(&kit);
    let mut browser = open(&server, "/kho/messages/chao/");
    let styles = kit.root().join("themes/default/css/90-print.css");
    let sound = fs::read_to_string(&styles).expect("styles");
    for colour in ["rgb(1, 2, 3)", "rgb(3, 2, 1)"] {
        fs::write(&styles, format!("{sound}\nbody {{ outline-color: {colour} !important; }}\n"))
            .expect("written");
        browser.until(&format!("getComputedStyle(document.body).outlineColor === '{colour}'"));
        browser.until("document.querySelectorAll('link[rel=stylesheet]').length === 1");
        assert_eq!(browser.ask(IS_MARKED), true, "the page was loaded anew");
    }
}

#[test]
fn a_picture_is_swapped() {
    let kit = kit_below_kho();
    let picture = |file: &str, colour: [u8; 3]| {
        let path = kit.content().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        image::RgbImage::from_pixel(8, 8, image::Rgb(colour)).save(path).expect("a picture");
    };
    picture("static/anh.png", [255, 0, 0]);
    kit.write("static/anh.html", "<!doctype html><title>x</title><img src=anh.png>");
    let server = start(&kit);
    let mut browser = open(&server, "/kho/anh.html");
    picture("static/anh.png", [0, 0, 255]);
    let colour = "(() => { const c = document.createElement('canvas').getContext('2d'); \
                  c.drawImage(document.images[0], 0, 0); \
                  return c.getImageData(1, 1, 1, 1).data.join() === '0,0,255,255'; })()";
    browser.until(colour);
    assert_eq!(browser.ask(IS_MARKED), true, "the page was loaded anew");
}

#[test]
fn the_panel_comes_and_goes() {
    let kit = kit_below_kho();
    let server = start(&kit);
    let mut browser = open(&server, "/kho/messages/chao/");
    browser.size(360, 640);
    kit.write(MESSAGES, &(headline("<b>Xin chào</b>") + "  titel: x\n"));
    browser.until(&format!("{PANEL} !== null && !{PANEL}.hidden"));
    let text = browser.ask(&format!("{PANEL}.shadowRoot.textContent"));
    let text = text.as_str().unwrap_or_default();
    assert!(text.contains("content/campaigns/mot/messages.yml:6:3"), "{text}");
    assert!(text.contains("unknown-field") && text.contains("titel: x"), "{text}");
    assert_eq!(browser.ask(&has("Xin chào bà con")), true, "the page stays");
    assert_eq!(browser.ask(IS_MARKED), true, "the page was loaded anew");
    // It leaves room, and its styles are there in spite of the page's policy.
    let rect = format!("{PANEL}.shadowRoot.querySelector('.panel').getBoundingClientRect()");
    assert_eq!(browser.ask(&format!("{rect}.top > innerHeight / 3")), true);
    assert_eq!(browser.ask(&format!("{rect}.width === innerWidth")), true);
    if let Some(folder) = std::env::var_os("LANTOA_PICTURES") {
        for (width, height) in [(360, 640), (1280, 800)] {
            browser.size(width, height);
            let path = std::path::Path::new(&folder).join(format!("panel-{width}.png.base64"));
            fs::write(path, browser.picture()).expect("a picture");
        }
    }
    browser.key("Escape");
    browser.until(&format!("{PANEL} === null"));
    // Closed is closed, also on the next page; another build shows it again.
    browser.open(&format!("http://{}/kho/", server.host));
    assert_eq!(browser.ask(&format!("{PANEL} === null")), true);
    kit.write(MESSAGES, &(headline("Xin chào") + "  titel: y\n"));
    browser.until(&format!("{PANEL} !== null"));
    kit.write(MESSAGES, &headline("Đã sửa"));
    browser.until(&format!("{PANEL} === null"));
    // A page that is opened while there are faults shows them too.
    kit.write(MESSAGES, "- id: [\n");
    browser.until(&format!("{PANEL} !== null"));
    browser.open(&format!("http://{}/kho/audiences/nguoi-dan/", server.host));
    browser.until(&format!("{PANEL} !== null"));
}

#[test]
fn a_site_appears_where_there_was_none() {
    let kit = kit_below_kho();
    kit.write(MESSAGES, "- id: chao\n  titel: x\n");
    let server = start(&kit);
    let mut browser = open(&server, "/kho/messages/chao/");
    assert_eq!(browser.ask(&has("messages.yml:2:3")), true);
    if let Some(folder) = std::env::var_os("LANTOA_PICTURES") {
        for (width, height) in [(360, 640), (1280, 800)] {
            browser.size(width, height);
            let path = std::path::Path::new(&folder).join(format!("plain-{width}.png.base64"));
            fs::write(path, browser.picture()).expect("a picture");
        }
    }
    kit.write(MESSAGES, &headline("Có rồi"));
    browser.until(&has("Có rồi"));
    // Taken away and made again.
    browser.until(MARK);
    fs::remove_dir_all(kit.public()).expect("removed");
    kit.write(MESSAGES, &headline("Lại có"));
    browser.until(&has("Lại có"));
}

#[test]
fn a_server_that_is_started_again_is_found() {
    let kit = kit_below_kho();
    let server = start(&kit);
    let port = server.host.split(':').nth(1).expect("a port").to_string();
    let mut browser = open(&server, "/kho/messages/chao/");
    drop(server);
    kit.write(MESSAGES, &headline("Sau khi chạy lại"));
    let _server = start_with(&kit, &["--port", &port]);
    browser.until(&has("Sau khi chạy lại"));
    browser.until(IS_NEW);
}
