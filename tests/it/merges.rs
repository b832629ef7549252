//! What a merge left in a file is one fault, at its first marker.

use crate::harness::Kit;

#[test]
fn a_merge_left_in_prose_is_said_once() {
    let kit = Kit::small();
    kit.write(
        "faq/hoi.md",
        "---\ntitle: Hỏi?\nstatus: approved\n---\n\n<<<<<<< HEAD\nMột câu.\n=======\nCâu khác.\n>>>>>>> lan\n",
    );
    assert_eq!(kit.check().places(), ["merge-conflict content/faq/hoi.md 6:1"]);
}

/// A conflict in YAML or front matter is one fault, wherever it lies and
/// whatever the kit says of such: what it is in cannot be read.
#[test]
fn a_merge_left_in_yaml_is_said_once() {
    let conflict =
        |ours: &str, theirs: &str| format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> lan\n");
    let message = |id: &str, words: &str| {
        format!("- id: {id}\n  audiences: [nguoi-dan]\n  text:\n    vi: {{headline: {words}}}\n")
    };
    let (a, b) = (message("chao", "Xin chào"), message("chao", "Kính chào"));
    let line = |words: &str| format!("    vi: {{headline: {words}}}\n");
    let head = "- id: chao\n  audiences: [nguoi-dan]\n  text:\n";
    let front = |title: &str| format!("title: {title}\n");
    for (path, text, at) in [
        ("campaigns/mot/messages.yml", conflict(&a, &b), 1),
        ("campaigns/mot/messages.yml", message("hai", "Hai") + &conflict(&a, &b), 5),
        ("campaigns/mot/messages.yml", conflict(&a, &b) + &message("hai", "Hai"), 1),
        ("campaigns/mot/messages.yml", head.to_string() + &conflict(&line("A"), &line("B")), 4),
        ("campaigns/mot/messages.yml", conflict(&a, ""), 1),
        (
            "campaigns/mot/campaign.yml",
            conflict(&front("A"), &front("B")) + "audiences: [nguoi-dan]\n",
            1,
        ),
        (
            "faq/hoi.md",
            format!("---\n{}status: approved\n---\nĐáp.\n", conflict(&front("A"), &front("B"))),
            2,
        ),
        ("faq/hoi.md", conflict("---\ntitle: A\n---\nĐáp.\n", "---\ntitle: B\n---\nĐáp.\n"), 1),
        (
            "faq/hoi.md",
            format!("---\n{}", conflict("title: A\n---\nĐáp.\n", "title: B\n---\nĐáp.\n")),
            2,
        ),
    ] {
        for setting in ["", "checks: {merge-conflict: off, orphan-item: off}\n"] {
            let kit = Kit::small();
            kit.write(
                "kit.yml",
                &format!(
                    "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\n{setting}"
                ),
            );
            kit.write(path, &text);
            let run = kit.check();
            let places = run.places();
            let errors: Vec<_> =
                run.diagnostics().iter().map(|d| d["severity"] == "error").collect();
            let errors: Vec<_> =
                places.iter().zip(errors).filter(|(_, is)| *is).map(|(place, _)| place).collect();
            assert_eq!(errors, [&format!("merge-conflict content/{path} {at}:1")], "{text}");
        }
    }
}
