//! The Atom feeds: when items changed, in which order, every kind, one
//! language a feed, well-formed whatever the texts are.

use std::process::Command;

use serde_json::Value;

use crate::harness::{Kit, QUIET, repository};

fn read(kit: &Kit, path: &str) -> Value {
    let output = Command::new("python3")
        .arg(repository().join("tests/it/feed_entries.py"))
        .arg(kit.public().join(path))
        .output()
        .expect("python3 runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Of each entry its address' end, and one other field.
fn each<'f>(feed: &'f Value, field: &str) -> Vec<(&'f str, &'f str)> {
    let entries = feed["entries"].as_array().expect("entries");
    let text = |entry: &'f Value, field: &str| entry[field].as_str().unwrap_or("-");
    let short = |id: &'f str| id.trim_start_matches("https://kit.example.vn/");
    entries.iter().map(|entry| (short(text(entry, "id")), text(entry, field))).collect()
}

fn kit() -> Kit {
    let kit = Kit::new(&[
        (
            "kit.yml",
            &format!(
                "title: Bộ <tin> & \"việc\"\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\n{QUIET}"
            ),
        ),
        ("audiences.yml", "- id: nguoi-dan\n  title: Người dân\n"),
        ("campaigns/mot/campaign.yml", "title: Chiến dịch một\naudiences: [nguoi-dan]\n"),
        ("legal.yml", "- {id: luat, number: 41/2024/QH15, title: Luật, issued: 2024-06-29}\n"),
    ]);
    let life = "status: approved\naudiences: [nguoi-dan]\ncampaigns: [mot]\n";
    let item = |title: &str, more: &str| {
        format!("---\ntitle: {title}\n{life}{more}---\n\n## Mục\n\nCâu đầu tiên.\n\nCâu thứ hai.\n")
    };
    kit.write("leaflets/to.md", &item("Tờ", "template: flyer\napproved_on: 2026-03-01\n"));
    kit.write(
        "broadcasts/bai.md",
        &item("Bài", "approved_on: 2026-05-01\npublish_from: 2026-06-01\n"),
    );
    kit.write("faq/hoi.md", &item("Hỏi", "valid: {from: 2026-04-01, until: 2027-01-01}\n"));
    kit.write("faq/hoi.en.md", "---\ntitle: Question\n---\n\nThe first sentence.\n");
    kit.write("pages/trang.md", &item("Trang", "legal: [luat]\n"));
    kit.write("pages/khong-ngay.md", &item("Không ngày", ""));
    kit.write(
        "infographics/hinh.yml",
        &format!("title: Hình\n{life}approved_on: 2026-02-01\nblocks:\n  - {{kind: callout, text: Điều cần nhớ}}\n"),
    );
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  approved_on: 2026-07-01\n  text:\n    vi: {headline: Xin chào, body: Một câu.}\n",
    );
    kit
}

#[test]
fn updated_is_when_an_item_changed_whatever_day_it_is_built_on() {
    let kit = kit();
    let mut before = None;
    for date in ["2026-11-21", "2026-12-30"] {
        kit.run(&["build", "--only", "site", "--date", date]).ok();
        let feed = read(&kit, "feed.xml");
        assert_eq!(
            each(&feed, "updated"),
            [
                ("messages/chao/", "2026-07-01T00:00:00Z"),
                ("broadcasts/bai/", "2026-06-01T00:00:00Z"),
                ("faq/hoi/", "2026-04-01T00:00:00Z"),
                ("leaflets/to/", "2026-03-01T00:00:00Z"),
                ("infographics/hinh/", "2026-02-01T00:00:00Z"),
                ("trang/", "2024-06-29T00:00:00Z"),
                ("khong-ngay/", "1970-01-01T00:00:00Z"),
            ]
        );
        assert_eq!(feed["updated"], "2026-07-01T00:00:00Z");
        for (id, summary) in each(&feed, "summary") {
            assert!(
                ["Một câu.", "Câu đầu tiên. Câu thứ hai.", "Điều cần nhớ"].contains(&summary),
                "{id} {summary}"
            );
        }
        let bytes = kit.read("feed.xml");
        assert_eq!(*before.get_or_insert(bytes.clone()), bytes);
    }
    let english = read(&kit, "en/feed.xml");
    assert_eq!(each(&english, "summary"), [("en/faq/hoi/", "The first sentence.")]);
}

#[test]
fn a_day_to_come_is_no_change() {
    let kit = kit();
    // A later approval is a warning of its own.
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  approved_on: 2027-05-01\n  valid: {from: 2026-10-01}\n  text:\n    vi: {headline: Xin chào}\n",
    );
    kit.write(
        "kit.yml",
        &format!(
            "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\n{}",
            QUIET
                .replace("checks: {", "checks: {invalid-date: warning, doubtful-figure: warning, ")
        ),
    );
    let run = kit.run(&["build", "--only", "site"]);
    if run.code == 0 {
        let feed = read(&kit, "feed.xml");
        assert_eq!(each(&feed, "updated")[0], ("messages/chao/", "2026-10-01T00:00:00Z"));
    } else {
        assert!(run.stderr.contains("2027-05-01"), "{}", run.stderr);
    }
}

#[test]
fn no_kind_crowds_out_another_and_no_text_breaks_the_feed() {
    let kit = kit();
    let quiet = QUIET.replace("checks: {", "checks: {lost-text: off, ");
    let config = "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\n";
    kit.write("kit.yml", &format!("{config}{quiet}"));
    let mut state = 7_u32;
    let mut lot = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let named =
        ["<b>&amp;]]>", "&#0; &nope; <!--", "'\" <![CDATA[x", "\u{fdd0}\u{1fffe}\u{10ffff}"];
    for n in 0..80 {
        let mut title: String = match named.get(n) {
            Some(named) => (*named).to_string(),
            None => (0..12).filter_map(|_| char::from_u32(0xa0 + lot(0x1_ffff))).collect(),
        };
        title.retain(|c| !matches!(c, '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{2000}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'));
        let title = title.replace('\\', "").replace('"', "'").replace("{{", "");
        kit.write(
            &format!("faq/cau-{n}.md"),
            &format!("---\ntitle: \"Câu {title}\"\nstatus: approved\naudiences: [nguoi-dan]\ncampaigns: [mot]\napproved_on: 2026-09-01\n---\n\nTrả lời.\n"),
        );
    }
    let run = kit.run(&["build", "--only", "site"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let feed = read(&kit, "feed.xml");
    let ids: Vec<&str> = each(&feed, "id").into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids.iter().filter(|id| id.starts_with("faq/")).count(), 50);
    for other in
        ["messages/chao/", "leaflets/to/", "infographics/hinh/", "broadcasts/bai/", "trang/"]
    {
        assert!(ids.contains(&other), "{other} in {ids:?}");
    }
}
