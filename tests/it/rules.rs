//! The checks that look at the kit as a whole: each with a kit that triggers
//! it and the change that makes it go away.

use crate::harness::{Kit, QUIET};

const MESSAGE: &str = "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n";

/// A small kit in which every check speaks.
fn small() -> Kit {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &std::fs::read_to_string(kit.content().join("kit.yml")).expect("a file").replace(QUIET, ""),
    );
    kit
}

fn message(kit: &Kit, text: &str) {
    kit.write("campaigns/mot/messages.yml", &format!("{MESSAGE}  text:\n{text}"));
}

fn of(kit: &Kit, id: &str) -> Vec<String> {
    let mut places = kit.run(&["check", "--no-drawn", "--format", "json"]).places();
    places.retain(|place| place.split(' ').next() == Some(id));
    places
}

#[test]
fn a_question_that_no_kit_page_leads_to() {
    let kit = small();
    let faq = |fields: &str| {
        kit.write(
            "faq/hoi.md",
            &format!("---\ntitle: Hỏi?\nstatus: approved\n{fields}---\n\nĐáp.\n"),
        )
    };
    faq("");
    assert_eq!(of(&kit, "orphan-item"), ["orphan-item content/faq/hoi.md 2:8"]);
    faq("audiences: [nguoi-dan]\n");
    assert!(of(&kit, "orphan-item").is_empty());
}

#[test]
fn an_audience_a_campaign_has_nothing_for() {
    let kit = small();
    kit.write(
        "audiences.yml",
        "- {id: nguoi-dan, title: Người dân}\n- {id: hoc-sinh, title: Học sinh}\n",
    );
    kit.write("campaigns/mot/campaign.yml", "title: Một\naudiences: [nguoi-dan, hoc-sinh]\n");
    assert_eq!(
        of(&kit, "uncovered-audience"),
        ["uncovered-audience content/campaigns/mot/campaign.yml 2:24"]
    );
    // A draft is nothing yet.
    let draft =
        "- id: hs\n  audiences: [hoc-sinh]\n  campaigns: [mot]\n  text: {vi: {headline: Em ơi}}\n";
    kit.write("messages/hs.yml", draft);
    assert_eq!(of(&kit, "uncovered-audience").len(), 1);
    kit.write("messages/hs.yml", &format!("{draft}  status: approved\n"));
    assert!(of(&kit, "uncovered-audience").is_empty());
}

#[test]
fn a_language_that_is_missing() {
    let kit = small();
    kit.write(
        "kit.yml",
        "title: {vi: Kho, en: Kit}\nbase_url: https://kho.example/\nlanguages: [vi, en]\n",
    );
    kit.write("audiences.yml", "- {id: nguoi-dan, title: {vi: Người dân, en: People}}\n");
    kit.write("campaigns/mot/campaign.yml", "title: Một\naudiences: [nguoi-dan]\n");
    message(&kit, "    vi: {headline: Chào bạn, body: Lời}\n    en: {headline: Hello}\n");
    let faq = "---\ntitle: Hỏi?\naudiences: [nguoi-dan]\nstatus: approved\n---\n\nĐáp.\n";
    kit.write("faq/hoi.md", faq);
    assert_eq!(
        of(&kit, "missing-translation"),
        [
            "missing-translation content/campaigns/mot/campaign.yml 1:8",
            "missing-translation content/campaigns/mot/messages.yml 5:20",
            "missing-translation content/faq/hoi.md 2:8",
        ]
    );
    kit.write("campaigns/mot/campaign.yml", "title: {vi: Một, en: One}\naudiences: [nguoi-dan]\n");
    message(
        &kit,
        "    vi: {headline: Chào bạn, body: Lời}\n    en: {headline: Hello, body: Words}\n",
    );
    kit.write("faq/hoi.en.md", "---\ntitle: Question?\n---\n\nAnswer.\n");
    // Numbers and facts are the same in every language.
    kit.write("facts.yml", "- {id: muc, title: {vi: Mức, en: Rate}, unit: VND, values: [{value: 1}], verified: {by: A, on: 2026-01-01}}\n");
    kit.write(
        "infographics/so.yml",
        "title: {vi: Số, en: Numbers}\naudiences: [nguoi-dan]\nstatus: approved\nblocks:\n  - {kind: table, columns: [{vi: Năm, en: Year}, \"2026\"], rows: [[\"{{ muc }}\", 7]]}\n",
    );
    assert_eq!(of(&kit, "missing-translation"), [""; 0]);
}

#[test]
fn a_fact_nobody_has_checked() {
    let kit = small();
    let fact = "- id: muc\n  title: Mức\n  unit: VND\n  values: [{value: 1}]\n";
    kit.write("facts.yml", fact);
    assert_eq!(of(&kit, "unverified-fact"), ["unverified-fact content/facts.yml 1:7"]);
    kit.write("facts.yml", &format!("{fact}  verified: {{by: Ban Chính sách, on: 2026-01-01}}\n"));
    assert!(of(&kit, "unverified-fact").is_empty());
}

#[test]
fn texts_longer_than_their_channels() {
    let kit = small();
    // 3 × 67 letters with accents fit three messages; one more does not.
    message(&kit, &format!("    vi: {{headline: Chào, sms: {}}}\n", "đ".repeat(201)));
    assert!(of(&kit, "sms-too-long").is_empty());
    message(&kit, &format!("    vi: {{headline: Chào, sms: {}}}\n", "đ".repeat(202)));
    assert_eq!(of(&kit, "sms-too-long"), ["sms-too-long content/campaigns/mot/messages.yml 5:31"]);
    message(&kit, &format!("    vi: {{headline: Chào, post: \"{}\"}}\n", "chữ ".repeat(560)));
    let places = of(&kit, "caption-too-long");
    assert_eq!(places, ["caption-too-long content/campaigns/mot/messages.yml 5:32"; 2]);
    // A message that is not meant for those channels is not counted on them.
    kit.write(
        "campaigns/mot/messages.yml",
        &format!(
            "{MESSAGE}  channels: [facebook]\n  text:\n    vi: {{headline: Chào, post: \"{}\"}}\n",
            "chữ ".repeat(560)
        ),
    );
    assert!(of(&kit, "caption-too-long").is_empty());
}

#[test]
fn accents_written_apart() {
    let kit = small();
    message(&kit, "    vi: {headline: Chào bạn, body: \"tie\u{302}\u{301}ng Việt\"}\n");
    assert_eq!(
        of(&kit, "mixed-normalisation"),
        ["mixed-normalisation content/campaigns/mot/messages.yml 5:39"]
    );
    message(&kit, "    vi: {headline: Chào bạn, body: \"tiếng Việt\"}\n");
    assert!(of(&kit, "mixed-normalisation").is_empty());
}

#[test]
fn colours_too_close_to_read() {
    let kit = small();
    std::fs::create_dir_all(kit.root().join("themes/nhat")).expect("a folder");
    let pale = "palettes:\n  blue: {base: \"#8FB8E0\"}\n";
    std::fs::write(kit.root().join("themes/nhat/theme.yml"), pale).expect("a file");
    kit.write(
        "kit.yml",
        "title: Kho\nbase_url: https://kho.example/\nlanguages: [vi]\ntheme: nhat\n",
    );
    let places = of(&kit, "low-contrast");
    assert!(!places.is_empty());
    assert!(places.iter().all(|place| place.ends_with("themes/nhat/theme.yml 2:16")), "{places:?}");
    std::fs::write(kit.root().join("themes/nhat/theme.yml"), "# as it is\n").expect("a file");
    assert!(of(&kit, "low-contrast").is_empty());
}

#[test]
fn a_campaigns_landing_text_is_checked_too() {
    let kit = Kit::small();
    kit.write("campaigns/mot/index.md", "## Một\n\n#### Ba tầng\n\n![](anh.png)\n");
    let places = kit.check().places();
    assert!(
        places.contains(&"heading-order content/campaigns/mot/index.md 3:1".into()),
        "{places:?}"
    );
    assert!(
        places.contains(&"missing-alt content/campaigns/mot/index.md 5:5".into()),
        "{places:?}"
    );
}
