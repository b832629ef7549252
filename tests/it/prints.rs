//! Versions of sheets that were published before: recorded in `prints.yml`,
//! and told apart from what never was on the page behind the code.

use crate::harness::{Kit, QUIET};
use crate::pages::browse;

fn kit() -> Kit {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &format!(
            "title: Bộ\nbase_url: https://kit.example.vn/kho/\nlanguages: [vi]\nunit: tw\n{QUIET}"
        ),
    );
    kit.write("units/tw.yml", "name: Trung ương\nlevel: national\nhotline: \"19009068\"\n");
    kit.write(
        "legal.yml",
        "- {id: luat, number: 41/2024/QH15, title: Luật BHXH}\n- {id: nd, number: 158/2025/NĐ-CP, title: Nghị định}\n",
    );
    kit.write("leaflets/to.md", &leaflet("Mức thấp nhất {{ muc }}.", "legal: [luat]\n"));
    facts(&kit, 1_500_000);
    kit
}

fn leaflet(text: &str, more: &str) -> String {
    format!(
        "---\ntitle: Tờ nhỏ\naudiences: [nguoi-dan]\ncampaigns: [mot]\nstatus: approved\n{more}---\n\n## Một\n\n{text}\n"
    )
}

fn facts(kit: &Kit, value: u32) {
    kit.write(
        "facts.yml",
        &format!(
            "- id: muc\n  title: Mức thấp nhất\n  unit: VND\n  values: [{{value: {value}}}]\n"
        ),
    );
}

/// The leaflet's code and its version.
fn code(kit: &Kit) -> (String, String) {
    let manifest = kit.manifest();
    let all = manifest["artifacts"].as_array().expect("artifacts");
    let sheet = all.iter().find(|a| a["variant"] == "screen").expect("a leaflet");
    let url = sheet["qr"][0].as_str().expect("a code");
    let (address, version) = url.split_once("?v=").expect("a version");
    let (_, code) = address.split_once("/q/").expect("a code");
    (code.to_string(), version.to_string())
}

fn prints(kit: &Kit) -> String {
    std::fs::read_to_string(kit.content().join("prints.yml")).expect("a readable file")
}

#[test]
fn published_versions_are_recorded_once() {
    let kit = kit();
    kit.run(&["build"]).ok();
    assert!(!kit.content().join("prints.yml").exists());
    kit.run(&["build", "--record-prints"]).ok();
    let (_, first) = code(&kit);
    let written = prints(&kit);
    for part in [
        "- item: \"leaflet:to\"\n  lang: \"vi\"\n  unit: \"tw\"\n",
        &format!("  version: \"{first}\"\n  on: 2026-11-21\n"),
        "  figures: {\"muc\": \"1500000\"}\n  legal: [\"luat\"]\n",
    ] {
        assert!(written.contains(part), "{part} in {written}");
    }
    // Another day adds nothing; a card has no version of its own.
    kit.run(&["build", "--record-prints", "--date", "2026-12-01"]).ok();
    assert_eq!(prints(&kit), written);
    assert_eq!(written.matches("- item").count(), 1);
    // What somebody wrote beside it stays, also in a list of one line.
    kit.write("prints.yml", &format!("# ghi chú\n{written}# cuối\n"));
    facts(&kit, 1_700_000);
    kit.run(&["build", "--record-prints", "--date", "2026-12-02"]).ok();
    let both = prints(&kit);
    assert!(both.starts_with("# ghi chú\n") && both.contains("# cuối"), "{both}");
    assert_eq!(both.matches("- item").count(), 2, "{both}");
    kit.write("prints.yml", "[]\n");
    kit.run(&["build", "--record-prints"]).ok();
    assert_eq!(prints(&kit).matches("- item").count(), 1);
    assert_eq!(kit.check().code, 0);
    // With faults nothing is recorded; a part of a site is none.
    let before = prints(&kit);
    kit.write("pages/x.md", "---\ntitle: X\nstatus: approved\naudiences: [ai]\n---\n\nX.\n");
    facts(&kit, 1_900_000);
    assert_eq!(kit.run(&["build", "--record-prints"]).code, 1);
    assert_eq!(prints(&kit), before);
    assert_eq!(kit.run(&["build", "--record-prints", "--only", "site"]).code, 2);
}

#[test]
fn faults_in_the_record_are_said_at_the_word() {
    let kit = kit();
    kit.write(
        "prints.yml",
        "- {item: \"to-gap:to\", lang: vi, version: a, on: 2026-01-01}\n- {item: to, lang: vi, version: a, on: 2026-01-01}\n- {item: \"leaflet:to\", lang: vi, version: a, on: 1/2/2026}\n- {item: \"leaflet:to\", lang: vi, version: a, on: 2026-01-01, ngay: 1}\n",
    );
    assert_eq!(
        kit.check().places(),
        [
            "unknown-value content/prints.yml 1:10",
            "wrong-type content/prints.yml 2:10",
            "invalid-date content/prints.yml 3:50",
            "unknown-field content/prints.yml 4:62",
        ]
    );
}

/// A browser's verdicts: the current version, an old one with what changed
/// since, one that was never recorded, one of before a rename.
#[test]
fn a_code_says_what_it_can_prove() {
    let kit = kit();
    kit.run(&["build", "--record-prints"]).ok();
    let (_, first) = code(&kit);
    facts(&kit, 1_700_000);
    kit.run(&["build", "--record-prints", "--date", "2026-12-02"]).ok();
    let (_, second) = code(&kit);
    std::fs::remove_file(kit.content().join("leaflets/to.md")).expect("a file");
    kit.write(
        "leaflets/to-moi.md",
        &leaflet("Mức thấp nhất {{ muc }} một tháng.", "legal: [nd]\naliases: [to]\n"),
    );
    kit.run(&["build", "--date", "2026-12-03"]).ok();
    let (code, third) = code(&kit);
    assert!(first != second && second != third && first != third);

    let page = kit.read(&format!("q/{code}/index.html"));
    // Without script: the picture, the figures, the basis, whom to ask, and
    // every earlier version with what changed.
    for part in [
        "files/leaflets/to-moi/",
        "1.700.000",
        "158/2025",
        "tel:19009068",
        "trước là 1.500.000 đồng, nay là 1.700.000 đồng",
        "Không còn căn cứ 41/2024/QH15",
        "Thêm căn cứ 158/2025/NĐ-CP",
        &third,
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    for past in [&first, &second] {
        assert!(page.contains(&format!("data-past=\"{past}\"")), "{past}");
    }
    let server = crate::serve::start(&kit);
    let verdict = |version: &str| {
        let (page, said) = browse(&format!("http://{}/kho/q/{code}/?v={version}", server.host));
        assert!(!said.contains("Content Security Policy"), "{said}");
        let shown = ["same", "old", "unknown", "none"].map(|when| {
            let at = page.find(&format!("data-when=\"{when}\"")).expect("a verdict");
            let tag = &page[at..at + page[at..].find('>').expect("a tag")];
            (!tag.contains("hidden")).then_some(when)
        });
        (shown.into_iter().flatten().collect::<Vec<_>>(), page)
    };
    assert_eq!(verdict(&third).0, ["same"]);
    assert_eq!(verdict(&third.to_uppercase()).0, ["same"]);
    let (shown, page) = verdict(&first);
    assert_eq!(shown, ["old"]);
    let (_, box_) = page.split_once("note--warning\" data-when=\"old\"").expect("the verdict");
    let (box_, _) = box_.split_once("note--danger\" data-when=\"unknown\"").expect("the next");
    for part in [&*first, "21/11/2026", "1.500.000", "41/2024/QH15"] {
        assert!(box_.contains(part), "{part} in {box_}");
    }
    for unknown in ["zzzzzz", "0", "%3Cb%3Ex", &format!("{first}0")] {
        let (shown, page) = verdict(unknown);
        assert_eq!(shown, ["unknown"], "{unknown}");
        assert!(!page.contains("<b>x"), "{unknown}");
    }
    assert_eq!(verdict("").0, ["none"]);
}

/// Codes of paper that is out there answer though the item is gone from the
/// content, or a language of it: the page says that it is issued no more.
#[test]
fn a_code_of_a_removed_sheet_says_that_it_is_gone() {
    let kit = kit();
    kit.write(
        "kit.yml",
        &format!(
            "title: Bộ\nbase_url: https://kit.example.vn/kho/\nlanguages: [vi, en]\nunit: tw\n{QUIET}"
        ),
    );
    kit.write("leaflets/to.en.md", "---\ntitle: Small sheet\n---\n\n## One\n\nText.\n");
    kit.write("leaflets/khac.md", &leaflet("Còn lại.", ""));
    kit.run(&["build", "--record-prints"]).ok();
    let codes = |lang: &str| -> String {
        let manifest = kit.manifest();
        let all = manifest["artifacts"].as_array().expect("artifacts").clone();
        let is_it = |a: &&serde_json::Value| {
            a["variant"] == "screen" && a["lang"] == lang && a["id"] == "to"
        };
        let url = all.iter().find(is_it).expect("a leaflet")["qr"][0].clone();
        let url = url.as_str().expect("a code").to_string();
        let (_, code) = url.split_once("/q/").expect("a code");
        code.split('?').next().expect("a code").to_string()
    };
    let (vi, en) = (codes("vi"), codes("en"));
    let gone = "Tờ này không còn được phát hành";
    assert!(!kit.read(&format!("q/{vi}/index.html")).contains(gone));

    // Its English is removed first, then all of it, then the kit's English.
    std::fs::remove_file(kit.content().join("leaflets/to.en.md")).expect("a file");
    kit.run(&["build"]).ok();
    assert!(kit.read(&format!("q/{en}/index.html")).contains("no longer issued"));
    assert!(!kit.read(&format!("q/{vi}/index.html")).contains(gone));
    std::fs::remove_file(kit.content().join("leaflets/to.md")).expect("a file");
    kit.run(&["build"]).ok();
    let page = kit.read(&format!("q/{vi}/index.html"));
    for part in [
        gone,
        "21/11/2026",
        "Mức thấp nhất: 1.500.000 đồng",
        "41/2024/QH15",
        "tel:19009068",
        "href=\"../../\"",
        "noindex",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let left = kit.run(&["build"]).ok();
    assert!(!left.stderr.contains("orphan"), "{}", left.stderr);
    kit.write(
        "kit.yml",
        &format!(
            "title: Bộ\nbase_url: https://kit.example.vn/kho/\nlanguages: [vi]\nunit: tw\n{QUIET}"
        ),
    );
    kit.run(&["build"]).ok();
    assert!(kit.read(&format!("q/{en}/index.html")).contains(gone));
    // An item that is back, or has the old one's id among its own, answers.
    kit.write("leaflets/lai.md", &leaflet("Trở lại.", "aliases: [to]\n"));
    kit.run(&["build"]).ok();
    assert!(!kit.read(&format!("q/{vi}/index.html")).contains(gone));
}
