//! The small copies of pictures that pages show: there, as wide as pages say,
//! and in nothing that people take away.

use std::collections::BTreeMap;

use crate::harness::{Kit, files, sample, sample_manifest};

/// The pictures of a page, each as its tag.
fn images(html: &str) -> impl Iterator<Item = &str> {
    html.split("<img ").skip(1).filter_map(|rest| rest.split('>').next())
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    rest.split('"').next()
}

/// A path as the site's root sees it, from a page's address.
fn from_root(page: &str, address: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn pages(all: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = (&str, &str)> {
    let text = |bytes| std::str::from_utf8(bytes).expect("UTF-8");
    let pages = all.iter().filter(|(path, _)| path.ends_with(".html") && *path != "404.html");
    pages.map(move |(path, bytes)| (path.as_str(), text(bytes)))
}

#[test]
fn copies_are_there_and_as_wide_as_pages_say() {
    let all = files(sample());
    let mut shown = 0;
    for (page, html) in pages(&all) {
        for tag in images(html) {
            let src = from_root(page, attribute(tag, "src").expect("a picture"));
            let own = attribute(tag, "width").and_then(|px| px.parse::<u32>().ok());
            assert!(
                !all.contains_key(&format!("{src}.320.webp")),
                "{page}: {src} is shown where a copy would do"
            );
            let Some(set) = attribute(tag, "srcset") else { continue };
            let mut last = 0;
            for candidate in set.split(", ") {
                let (file, width) = candidate.split_once(' ').expect("a width");
                let width: u32 = width.trim_end_matches('w').parse().expect("px");
                let file = from_root(page, file);
                let bytes = all.get(&file).unwrap_or_else(|| panic!("{page}: no {file}"));
                let reader = image::ImageReader::new(std::io::Cursor::new(bytes));
                let sides = reader.with_guessed_format().expect("bytes").into_dimensions();
                assert_eq!(sides.expect("WebP").0, width, "{page}: {file}");
                assert!(width > last && own.is_some_and(|own| width <= own), "{page}: {set}");
                last = width;
                shown += 1;
            }
            assert!(attribute(tag, "sizes").is_some(), "{page}: {tag}");
        }
    }
    assert!(shown > 1000, "{shown}");
}

#[test]
fn the_first_picture_comes_first_and_the_rest_wait() {
    let all = files(sample());
    let mut first = 0;
    for (page, html) in pages(&all) {
        let urgent = html.matches(" fetchpriority=\"high\"").count();
        assert!(urgent <= 1, "{page}");
        first += urgent;
        for tag in images(html).filter(|tag| tag.contains("decoding=")) {
            let waits = tag.contains("loading=\"lazy\"");
            assert!(waits != tag.contains("fetchpriority"), "{page}: {tag}");
        }
    }
    assert!(first > 100, "{first}");
}

#[test]
fn copies_are_listed_as_such_and_taken_away_by_nobody() {
    let manifest = sample_manifest();
    let artifacts = manifest["artifacts"].as_array().expect("artifacts");
    let mut copies = 0;
    for artifact in artifacts {
        let path = artifact["path"].as_str().expect("a path");
        assert_eq!(artifact["kind"] == "thumb", path.ends_with(".webp"), "{path}");
        if artifact["kind"] == "thumb" {
            let (_, width) = path.trim_end_matches(".webp").rsplit_once('.').expect("a width");
            assert_eq!(artifact["variant"], format!("thumb-{width}").as_str(), "{path}");
            assert!(artifact["width"].as_f64() <= width.parse().ok(), "{path}");
            copies += 1;
        }
    }
    assert!(copies > 500, "{copies}");
    let all = files(sample());
    for (path, bytes) in &all {
        if path.ends_with(".zip") {
            let has = bytes.windows(5).any(|part| part == b".webp");
            assert!(!has, "{path} holds a copy");
        }
    }
    for (page, html) in pages(&all) {
        let taken = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        assert!(!taken.into_iter().any(|to| to.ends_with(".webp")), "{page}");
    }
    let feed = String::from_utf8_lossy(&all["feed.xml"]);
    assert!(!feed.contains(".webp"));
}

#[test]
fn the_site_alone_makes_copies_of_what_is_there() {
    let kit = Kit::small();
    kit.run(&["build", "--only", "site"]).ok();
    assert!(!kit.has("cards/chao/og.vi.png.320.webp"));
    let kit = Kit::small();
    kit.build().ok();
    let first = kit.files();
    assert!(first.contains_key("cards/chao/og.vi.png.320.webp"));
    std::fs::remove_dir_all(kit.root().join(".lantoa")).expect("a cache");
    kit.run(&["build", "--only", "site"]).ok();
    assert!(first == kit.files());
}

#[test]
fn long_lists_go_on_on_further_pages() {
    let kit = Kit::small();
    let message = |n: usize| {
        format!(
            "- id: loi-{n}\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi: {{headline: Lời thứ {n}}}\n"
        )
    };
    kit.write("campaigns/mot/messages.yml", &(0..50).map(message).collect::<String>());
    kit.run(&["build", "--only", "site"]).ok();
    let tiles = |path: &str| kit.read(path).matches("<article class=\"tile\">").count();
    let pages = ["messages/index.html", "messages/page/2/index.html", "messages/page/3/index.html"];
    assert_eq!(pages.map(tiles), [24, 24, 2]);
    assert!(!kit.has("messages/page/4/index.html"));
    for (n, page) in pages.iter().enumerate() {
        let html = kit.read(page);
        assert!(html.contains("Chiến dịch một"), "{page}: the heading goes on");
        assert_eq!(html.matches("aria-current=\"page\"").count(), 1, "{page}");
        assert_eq!(html.contains(&format!("trang {}", n + 1)), n > 0, "{page}");
    }
}
