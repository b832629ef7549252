//! The site as a browser and a reader meet it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::harness::{HEADLESS, Kit, files, sample};

/// The pages of a site, by path.
fn pages(root: &Path) -> BTreeMap<String, String> {
    let is_page = |path: &str| path.ends_with(".html");
    files(root)
        .into_iter()
        .filter(|(path, _)| is_page(path))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8")))
        .collect()
}

/// The values of an attribute of every element, with the element's name.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<(&'h str, &'h str)> {
    let mut found = Vec::new();
    for tag in html.split('<').skip(1) {
        let element = tag.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("");
        let inside = tag.split('>').next().unwrap_or("");
        let mut rest = inside;
        while let Some(at) = rest.find(&format!(" {name}=\"")) {
            let value = &rest[at + name.len() + 3..];
            let end = value.find('"').unwrap_or(value.len());
            found.push((element, &value[..end]));
            rest = &value[end..];
        }
    }
    found
}

/// Where a relative address leads, from a page's path.
fn resolve(page: &str, address: &str) -> Option<String> {
    let address = address.split(['#', '?']).next().unwrap_or("");
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    if address.is_empty() {
        return Some(page.to_string());
    }
    for part in address.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let mut path = parts.join("/");
    let last = address.rsplit('/').next().unwrap_or("");
    if matches!(last, "" | "." | "..") {
        path = if path.is_empty() { "index.html".into() } else { format!("{path}/index.html") };
    }
    Some(path)
}

#[test]
fn every_address_inside_the_site_leads_somewhere() {
    let all = files(sample());
    for (path, html) in pages(sample()) {
        for name in ["href", "src"] {
            for (element, address) in attributes(&html, name) {
                if address.contains("://")
                    || address.starts_with("mailto:")
                    || address.starts_with("tel:")
                    || address.starts_with("sms:")
                {
                    continue;
                }
                assert!(
                    !address.starts_with('/') || path == "404.html",
                    "{path}: {address} breaks below a sub-path"
                );
                if path == "404.html" {
                    continue;
                }
                let target = resolve(&path, address)
                    .unwrap_or_else(|| panic!("{path}: {address} leaves the site"));
                assert!(
                    all.contains_key(&target),
                    "{path}: <{element}> {address} → {target} is not there"
                );
            }
        }
    }
}

#[test]
fn pages_ask_no_other_host_and_run_nothing_inline() {
    for (path, html) in pages(sample()) {
        for (element, address) in attributes(&html, "src") {
            assert!(!address.contains("//"), "{path}: <{element} src={address}>");
        }
        for (element, address) in attributes(&html, "href") {
            let loads = element == "link"
                && !html.contains(&format!("rel=\"canonical\" href=\"{address}\""));
            if loads && address.contains("://") {
                // Canonical and alternate links are names, not requests.
                let tag = html
                    .split('<')
                    .find(|t| t.contains(&format!("href=\"{address}\"")))
                    .unwrap_or("");
                assert!(tag.contains("alternate") || tag.contains("canonical"), "{path}: {tag}");
            }
        }
        assert!(html.contains("Content-Security-Policy"), "{path}");
        assert!(
            !html.contains(" style=\"") && !html.contains("<style"),
            "{path} has inline styles"
        );
        assert!(!html.contains(" onclick=") && !html.contains("javascript:"), "{path}");
        for script in html.split("<script").skip(1) {
            // A data block is none that runs.
            let is_apart = |tag: &str| tag.contains("src=") || tag.contains("application/ld+json");
            assert!(script.split('>').next().is_some_and(is_apart), "{path} has an inline script");
        }
    }
}

#[test]
fn every_page_has_language_title_and_one_heading() {
    for (path, html) in pages(sample()) {
        let lang = if path.starts_with("en/") { "<html lang=\"en\"" } else { "<html lang=\"vi\"" };
        let code = path.starts_with("q/");
        assert!(html.contains(lang) || code, "{path}");
        let title =
            html.split("<title>").nth(1).and_then(|t| t.split("</title>").next()).unwrap_or("");
        assert!(title.trim().len() > 3, "{path}");
        if !html.contains("http-equiv=\"refresh\"") {
            assert_eq!(html.matches("<h1").count(), 1, "{path}");
        }
        assert!(!html.contains("{{"), "{path} shows a placeholder");
        for (element, alt) in attributes(&html, "alt") {
            assert!(element == "img" || alt.is_empty(), "{path}");
        }
        let pictures = html.matches("<img").count();
        assert_eq!(
            pictures,
            attributes(&html, "alt").iter().filter(|(e, _)| *e == "img").count(),
            "{path}: a picture without alt"
        );
    }
}

#[test]
fn messages_carry_their_own_card_for_link_previews() {
    let html = pages(sample());
    let (path, page) =
        html.iter().find(|(path, _)| path.starts_with("messages/")).expect("a message");
    let id = path.split('/').nth(1).expect("an id");
    let card = format!("https://truyen-thong.example.gov.vn/kho/cards/{id}/og.vi.png");
    assert!(page.contains(&format!("property=\"og:image\" content=\"{card}\"")), "{path}");
    assert!(page.contains("property=\"og:title\"") && page.contains("og:description"), "{path}");
}

#[test]
fn infographics_have_a_text_equivalent() {
    let all = pages(sample());
    let page = &all["infographics/muc-dong-bhxh-tu-nguyen/index.html"];
    for words in ["330.000", "66.000", "50%", "Hộ cận nghèo"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("<table"));
}

#[test]
fn html_in_content_is_text() {
    let kit = Kit::small();
    kit.write(
        "pages/trang.md",
        "---\ntitle: \"<script>alert(1)</script>\"\nstatus: approved\n---\n\n<script>alert(2)</script>\n\n<img src=x onerror=alert(3)>\n\nXin <b onclick=\"x()\">chào</b>\n",
    );
    // That it is printed is an error, which a kit may let pass.
    assert_eq!(kit.build().code, 1);
    let config = std::fs::read_to_string(kit.content().join("kit.yml")).expect("a kit");
    kit.write("kit.yml", &config.replace("checks: {", "checks: {lost-text: warning, "));
    kit.build().ok();
    let page = kit.read("trang/index.html");
    assert!(
        !page.contains("<script>alert")
            && !page.contains("<img src=x")
            && !page.contains("<b onclick"),
        "{page}"
    );
    assert!(page.contains("&lt;script&gt;alert(2)"), "{page}");
}

/// A page's document after its scripts ran, and what the browser complained of.
pub fn browse(url: &str) -> (String, String) {
    let profile = tempfile::tempdir().expect("a profile");
    let output = Command::new("chromium")
        .args(HEADLESS)
        .args(["--enable-logging=stderr", "--virtual-time-budget=4000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(url)
        .output()
        .expect("chromium");
    (
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// A real browser opens pages under the strict policy without complaint, and
/// the page behind a code tells a current print from an old one.
#[test]
fn a_browser_opens_pages_and_codes_tell_old_prints() {
    let kit = Kit::small();
    kit.write("kit.yml", "title: Bộ nhỏ\nbase_url: https://kit.example.vn/kho/\nlanguages: [vi]\n");
    kit.write("leaflets/to.md", "---\ntitle: Tờ nhỏ\naudiences: [nguoi-dan]\ncampaigns: [mot]\nstatus: approved\n---\n\n## Một\n\nChữ.\n");
    kit.build().ok();
    let manifest = kit.manifest();
    let code = manifest["artifacts"]
        .as_array()
        .expect("artifacts")
        .iter()
        .find(|a| a["variant"] == "screen")
        .and_then(|a| a["qr"][0].as_str())
        .expect("a code")
        .to_string();
    let (address, version) = code.split_once("?v=").expect("a version");
    let server = crate::serve::start(&kit);
    let local = address.replace("https://kit.example.vn", &format!("http://{}", server.host));
    let (current, said) = browse(&format!("{local}/?v={version}"));
    assert!(!said.contains("Refused to") && !said.contains("Content Security Policy"), "{said}");
    let (old, _) = browse(&format!("{local}/?v=000000"));
    let (bare, _) = browse(&format!("{local}/"));
    assert!(current.contains(version) && old.contains(version) && bare.contains(version));
    assert!(current != old && old != bare, "the script says nothing");
    for path in ["", "messages/chao/", "campaigns/mot/nguoi-dan/", "leaflets/to/", "calendar/"] {
        let (page, said) = browse(&format!("http://{}/kho/{path}", server.host));
        assert!(page.contains("</html>"), "{path}");
        assert!(
            !said.contains("Refused to")
                && !said.contains("Uncaught")
                && !said.contains("status of 404"),
            "{path}: {said}"
        );
    }
}
