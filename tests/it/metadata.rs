//! What pages say of themselves to search engines, previews and hosts.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::harness::{Kit, TODAY, files, sample};

/// The pages of the sample kit that search engines may know.
fn found_pages() -> BTreeMap<String, String> {
    let all = files(sample()).into_iter().filter(|(path, _)| path.ends_with(".html"));
    let pages = all.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8")));
    pages.filter(|(_, html)| !html.contains("name=\"robots\" content=\"noindex\"")).collect()
}

/// The data that a page tells search engines.
fn things(html: &str) -> Vec<Value> {
    let blocks = html.split("<script type=\"application/ld+json\">").skip(1);
    let blocks = blocks.filter_map(|rest| rest.split("</script>").next());
    let graphs = blocks.map(|block| {
        let mut data: Value = serde_json::from_str(block).expect("JSON");
        assert_eq!(data["@context"], "https://schema.org");
        data["@graph"].take()
    });
    graphs.flat_map(|graph| graph.as_array().cloned().expect("a list")).collect()
}

fn of_type<'t>(things: &'t [Value], name: &str) -> Vec<&'t Value> {
    things.iter().filter(|thing| thing["@type"] == name).collect()
}

#[test]
fn every_page_says_what_it_is_and_shows_a_picture() {
    let pages = found_pages();
    let lacking = |sign: &str| -> Vec<&String> {
        pages.iter().filter(|(_, html)| !html.contains(sign)).map(|(path, _)| path).collect()
    };
    let undescribed = lacking("<meta name=\"description\" content=\"");
    let unpictured = lacking("<meta property=\"og:image\" content=\"");
    println!(
        "{} pages: {} without a description, {} without a picture",
        pages.len(),
        undescribed.len(),
        unpictured.len()
    );
    assert!(pages.len() > 400, "{}", pages.len());
    assert!(undescribed.is_empty(), "{undescribed:?}");
    assert!(unpictured.is_empty(), "{unpictured:?}");
    for (path, html) in &pages {
        let said = html.split("name=\"description\" content=\"").nth(1).expect("a description");
        let said = said.split('"').next().unwrap_or_default();
        assert!(said.chars().count() > 9 && !said.contains("{{"), "{path}: {said}");
        let picture = html.split("og:image\" content=\"").nth(1).expect("a picture");
        let picture = picture.split('"').next().unwrap_or_default();
        let file = picture.splitn(5, '/').nth(4).unwrap_or_default();
        assert!(sample().join(file).is_file(), "{path}: {picture}");
    }
}

#[test]
fn a_title_names_the_site_where_there_is_room() {
    let kit = Kit::small();
    let long = "Một câu dài hơn sáu mươi ký tự thì đứng một mình, không cắt chữ nào cả";
    kit.write(
        "faq/ngan.md",
        "---\ntitle: Câu hỏi ngắn\naudiences: [nguoi-dan]\nstatus: approved\n---\nTrả lời.\n",
    );
    kit.write(
        "faq/dai.md",
        &format!("---\ntitle: {long}\naudiences: [nguoi-dan]\nstatus: approved\n---\nTrả lời.\n"),
    );
    kit.build().ok();
    assert!(kit.read("faq/ngan/index.html").contains("<title>Câu hỏi ngắn · Bộ nhỏ</title>"));
    assert!(kit.read("faq/dai/index.html").contains(&format!("<title>{long}</title>")));
    // It begins as the text does.
    assert!(kit.read("faq/dai/index.html").contains("name=\"description\" content=\"Trả lời.\""));
}

#[test]
fn pages_tell_search_engines_the_way_to_them() {
    for (path, html) in found_pages() {
        let things = things(&html);
        let ways = of_type(&things, "BreadcrumbList");
        let is_home = path == "index.html" || path == "en/index.html";
        assert_eq!(ways.len(), usize::from(!is_home), "{path}");
        for way in ways {
            let steps = way["itemListElement"].as_array().expect("steps");
            assert!(steps.len() >= 2, "{path}");
            for (n, step) in steps.iter().enumerate() {
                assert_eq!(step["position"], n + 1, "{path}");
                assert!(step["name"].as_str().is_some_and(|name| !name.is_empty()), "{path}");
            }
            let here = steps.last().and_then(|step| step["item"].as_str()).expect("an address");
            assert!(html.contains(&format!("rel=\"canonical\" href=\"{here}\"")), "{path}: {here}");
        }
    }
}

#[test]
fn home_and_channels_say_who_speaks_and_campaigns_when_they_run() {
    let pages = found_pages();
    for path in ["index.html", "en/channels/index.html"] {
        let things = things(&pages[path]);
        let speakers = of_type(&things, "GovernmentOrganization");
        let [speaker] = speakers[..] else { panic!("{path}: {things:?}") };
        assert_eq!(speaker["contactPoint"]["@type"], "ContactPoint", "{path}");
        assert_eq!(speaker["contactPoint"]["telephone"], "19009068", "{path}");
        assert!(speaker["sameAs"].as_array().is_some_and(|all| !all.is_empty()), "{path}");
    }
    let events: Vec<Value> = pages
        .iter()
        .filter(|(path, _)| path.starts_with("campaigns/"))
        .flat_map(|(_, html)| things(html))
        .filter(|thing| thing["@type"] == "Event")
        .collect();
    assert!(!events.is_empty());
    for event in events {
        let day = |key: &str| event[key].as_str().map(str::to_string).expect("a day");
        assert!(day("startDate") <= day("endDate"), "{event}");
        // It holds the day of the build or comes after it.
        assert!(day("endDate").as_str() >= TODAY, "{event}");
    }
}

#[test]
fn a_title_cannot_end_the_block_of_data() {
    let kit = Kit::small();
    let title = "</script><script>alert(1)</script><!-- \\\" &";
    kit.write(
        "faq/a.md",
        &format!(
            "---\ntitle: '{title}'\naudiences: [nguoi-dan]\nstatus: approved\n---\nTrả lời.\n"
        ),
    );
    kit.build().ok();
    let html = kit.read("faq/a/index.html");
    let things = things(&html);
    let way = of_type(&things, "BreadcrumbList");
    assert_eq!(way[0]["itemListElement"][2]["name"], title);
    assert_eq!(html.matches("alert(1)</script>").count(), 0);
}

/// What another language stands in for says so, is that one's page to search
/// engines, and is not named as its translation.
#[test]
fn a_page_that_stands_in_is_the_others() {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        "title: {vi: Bộ, en: Kit}\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\n",
    );
    let front = "status: approved\naudiences: [nguoi-dan]\n---\n\nChữ.\n";
    kit.write("faq/mot.md", &format!("---\ntitle: Một\n{front}"));
    kit.write("faq/hai.md", &format!("---\ntitle: Hai\n{front}"));
    kit.write("faq/hai.en.md", "---\ntitle: Two\n---\n\nText.\n");
    kit.build().ok();
    let (alone, both) = (kit.read("en/faq/mot/index.html"), kit.read("en/faq/hai/index.html"));
    let canonical = |id: &str| format!("rel=\"canonical\" href=\"https://kit.example.vn/{id}/\"");
    assert!(alone.contains(&canonical("faq/mot")), "{alone}");
    assert!(alone.contains("Not in English yet; this is Tiếng Việt."), "{alone}");
    assert!(both.contains(&canonical("en/faq/hai")) && !both.contains("Not in English yet"));
    for page in [alone, kit.read("faq/mot/index.html")] {
        assert!(!page.contains("rel=\"alternate\" hreflang"), "{page}");
    }
    assert!(both.contains("rel=\"alternate\" hreflang=\"vi\""), "{both}");
    let map = kit.read("sitemap.xml");
    assert!(map.contains("/faq/mot/") && !map.contains("/en/faq/mot/"), "{map}");
}
