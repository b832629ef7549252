//! Drafts, embargoes, expiry, withdrawal.

use crate::harness::Kit;

fn lives() -> Kit {
    let kit = Kit::small();
    let item = |id: &str, more: &str| {
        format!(
            "- id: {id}\n  audiences: [nguoi-dan]\n  text: {{vi: {{headline: Tin {id}}}}}\n{more}"
        )
    };
    let messages = [
        item("song", "  status: approved\n"),
        item("nhap", ""),
        item("cho", "  status: approved\n  publish_from: 2026-12-01\n"),
        item("het", "  status: approved\n  valid: {until: 2026-11-20}\n  replaced_by: song\n"),
        item("rut", "  status: withdrawn\n  replaced_by: song\n"),
    ];
    kit.write("campaigns/mot/messages.yml", &messages.concat());
    kit
}

/// Every text file of the output, joined.
fn everything(kit: &Kit) -> String {
    let texts = kit.files().into_iter().filter(|(path, _)| {
        [".html", ".xml", ".ics", ".txt", ".json", ".js"].iter().any(|end| path.ends_with(end))
    });
    texts.map(|(path, bytes)| format!("{path}\n{}\n", String::from_utf8_lossy(&bytes))).collect()
}

#[test]
fn drafts_and_embargoed_items_appear_nowhere() {
    let kit = lives();
    kit.build().ok();
    let all = everything(&kit);
    for hidden in ["nhap", "Tin nhap", "Tin cho", "messages/cho"] {
        assert!(!all.contains(hidden), "{hidden}");
    }
    assert!(
        !kit.has("messages/nhap/index.html") && !kit.has("cards/nhap") && !kit.has("messages/cho")
    );
    assert!(kit.has("messages/song/index.html") && kit.has("cards/song/og.vi.png"));
    // The embargo ends.
    kit.run(&["build", "--date", "2026-12-01"]).ok();
    assert!(kit.has("messages/cho/index.html"));
}

#[test]
fn expired_items_stay_as_a_marked_page_only() {
    let kit = lives();
    kit.build().ok();
    let page = kit.read("messages/het/index.html");
    assert!(
        page.contains("Tin het") && page.contains("messages/song") || page.contains("../song/"),
        "{page}"
    );
    assert!(!page.contains(".png\" download") && !kit.has("cards/het"), "{page}");
    for list in [
        "index.html",
        "campaigns/mot/index.html",
        "campaigns/mot/nguoi-dan/index.html",
        "feed.xml",
        "sitemap.xml",
    ] {
        assert!(!kit.read(list).contains("Tin het"), "{list}");
    }
    // The day before it was a living item.
    kit.run(&["build", "--date", "2026-11-20"]).ok();
    assert!(kit.has("cards/het/og.vi.png"));
}

#[test]
fn withdrawn_items_leave_a_page_that_says_so() {
    let kit = lives();
    kit.build().ok();
    let page = kit.read("messages/rut/index.html");
    assert!(!page.contains("Tin rut") || page.contains("gỡ") || page.contains("thu hồi"), "{page}");
    assert!(!kit.has("cards/rut"));
}

#[test]
fn drafts_are_shown_marked_when_asked_for() {
    let kit = lives();
    kit.run(&["build", "--drafts"]).ok();
    let page = kit.read("messages/nhap/index.html").to_lowercase();
    assert!(page.contains("bản nháp"), "{page}");
    assert!(kit.has("cards/nhap/og.vi.png"));
}

#[test]
fn links_to_what_is_not_published_are_broken() {
    let kit = lives();
    kit.write("pages/trang.md", "---\ntitle: Trang\nstatus: approved\n---\n[a](message:nhap) [b](message:cho) [c](message:het) [d](message:song)\n");
    assert_eq!(
        kit.check().places(),
        ["broken-link content/pages/trang.md 5:5", "broken-link content/pages/trang.md 5:23"]
    );
}

/// A kit of two languages in which one name vouches for an item of every kind
/// and for a figure.
fn vouched_for(name: &str, sample: &str) -> Kit {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &format!(
            "title: Bộ nhỏ\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\n{sample}checks: {{orphan-item: off, missing-translation: off, uncovered-audience: off}}\n"
        ),
    );
    let life = format!("status: approved\napproved_by: {name}\napproved_on: 2026-11-02\n");
    let shown = "audiences: [nguoi-dan]\ncampaigns: [mot]\n";
    kit.write(
        "facts.yml",
        &format!(
            "- id: muc\n  title: Mức\n  unit: people\n  values: [{{value: 3}}]\n  verified: {{by: {name}, on: 2026-11-03}}\n"
        ),
    );
    let message = "- id: chao\n  audiences: [nguoi-dan]\n  text: {vi: {headline: Chào}, en: {headline: Hello}}\n";
    kit.write(
        "campaigns/mot/messages.yml",
        &format!("{message}{}", life.lines().map(|l| format!("  {l}\n")).collect::<String>()),
    );
    kit.write(
        "infographics/ve.yml",
        &format!(
            "title: Vẽ\n{shown}{life}blocks:\n  - kind: list\n    items: [{{text: \"Có {{{{ muc }}}}\"}}]\n"
        ),
    );
    for (path, more) in [
        ("leaflets/to.md", "template: flyer\n"),
        ("broadcasts/loa.md", "voices: 1\n"),
        ("faq/hoi.md", ""),
        ("pages/trang.md", ""),
    ] {
        kit.write(
            path,
            &format!("---\ntitle: Bài\n{shown}{more}{life}---\n\n## Đầu\n\nCó {{{{ muc }}}}.\n"),
        );
    }
    kit
}

/// What pages say of who vouches for what: each time a name is shown, the
/// rest of its text.
fn vouchers(kit: &Kit, name: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (path, bytes) in kit.files() {
        if !path.ends_with(".html") {
            continue;
        }
        let page = String::from_utf8_lossy(&bytes).into_owned();
        for (at, _) in page.match_indices(name) {
            let rest = page[at + name.len()..].split('<').next().unwrap_or_default();
            found.push((path.clone(), rest.trim().to_string()));
        }
    }
    found
}

#[test]
fn sample_data_is_marked_wherever_it_is_shown() {
    let name = "Ban Kiểm Thử";
    for (sample, marked) in [("sample: true\n", true), ("sample: false\n", false), ("", false)] {
        let kit = vouched_for(name, sample);
        kit.build().ok();
        let found = vouchers(&kit, name);
        // An item of every kind and the figure, in both languages.
        assert!(found.len() >= 14, "{found:?}");
        for (path, rest) in &found {
            let word =
                if path.starts_with("en/") { "(sample data)" } else { "(dữ liệu mẫu)" };
            assert_eq!(rest.ends_with(word), marked, "{path}: {rest}");
            assert!(rest.contains("2026"), "{path}: {rest}");
        }
    }
}

#[test]
fn an_item_that_nobody_approved_names_nobody() {
    let kit = lives();
    kit.build().ok();
    assert!(!kit.read("messages/song/index.html").contains("Duyệt"));
}
