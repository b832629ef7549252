//! The command line: exit statuses, and clear words for what is not built.

use crate::harness::Kit;

#[test]
fn wrong_usage_is_status_2() {
    let kit = Kit::small();
    assert_eq!(kit.run(&["build", "--date", "hôm nay"]).code, 2);
    assert_eq!(kit.run(&["build", "--khong-co"]).code, 2);
    assert_eq!(kit.run(&["build", "--content", "khong-co"]).code, 2);
    assert_eq!(kit.run(&["build", "--base-url", "kit.example.vn"]).code, 2);
}

#[test]
fn a_template_that_the_theme_lacks_is_said() {
    let kit = Kit::small();
    kit.write(
        "leaflets/bang-ron.md",
        "---\ntitle: Băng rôn\naudiences: [nguoi-dan]\ntemplate: banner\n---\nChào bà con\n",
    );
    assert_eq!(kit.check().places(), ["unknown-value content/leaflets/bang-ron.md 4:11"]);
}

#[test]
fn strict_fails_on_warnings() {
    let kit = Kit::small();
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  review_by: 2026-01-01\n  text: {vi: {headline: Chào}}\n",
    );
    kit.check().ok();
    assert_eq!(kit.run(&["check", "--strict"]).code, 1);
    kit.write(
        "kit.yml",
        "title: A\nbase_url: https://a.vn/\nlanguages: [vi]\nchecks: {review-overdue: off}\n",
    );
    kit.run(&["check", "--strict"]).ok();
    kit.write(
        "kit.yml",
        "title: A\nbase_url: https://a.vn/\nlanguages: [vi]\nchecks: {review-overdue: error}\n",
    );
    assert_eq!(kit.check().code, 1);
}

#[test]
fn only_builds_a_part_and_leaves_the_rest() {
    let kit = Kit::small();
    kit.build().ok();
    let before = kit.files();
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text: {vi: {headline: Chào cả nhà}}\n",
    );
    kit.run(&["build", "--only", "cards"]).ok();
    let after = kit.files();
    assert!(before["cards/chao/og.vi.png"] != after["cards/chao/og.vi.png"]);
    assert!(before["index.html"] == after["index.html"]);
    assert_eq!(before.len(), after.len());
}
