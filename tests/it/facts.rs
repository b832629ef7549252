//! Figures: one line changes, everything that quotes it follows.

use crate::harness::{Kit, files, pdf_text, sample, sample_2027};

/// The live example of the sample kit: the poverty line of 2027.
#[test]
fn the_change_of_2027_reaches_every_sheet() {
    let leaflet = "files/leaflets/nhung-dieu-can-biet-bhxh-tu-nguyen/nhung-dieu-can-biet-bhxh-tu-nguyen.vi.screen.pdf";
    let (before, after) =
        (pdf_text(&sample().join(leaflet)), pdf_text(&sample_2027().join(leaflet)));
    assert!(before.contains("264.000") && !before.contains("387.200"), "{before}");
    assert!(after.contains("387.200") && !after.contains("264.000"), "{after}");

    let (before, after) = (files(sample()), files(sample_2027()));
    // No sheet of the new year shows the old lowest contribution.
    for (path, _) in after.iter().filter(|(path, _)| path.ends_with(".pdf")) {
        let old = pdf_text(&sample().join(path));
        let new = pdf_text(&sample_2027().join(path));
        for (was, is) in [("330.000", "484.000"), ("66.000", "96.800"), ("330,000", "484,000")] {
            let word = |text: &str, figure: &str| {
                text.split(|c: char| !(c.is_ascii_digit() || ".,".contains(c))).any(|w| w == figure)
            };
            assert!(!word(&new, was), "{path} still says {was}");
            assert!(!word(&old, was) || word(&new, is), "{path} does not say {is}");
        }
    }
    // Every card that shows a figure of the poverty line is drawn anew.
    for id in ["ban-dong-mot-phan-nha-nuoc-gop-mot-phan", "dong-bao-dan-toc-duoc-ho-tro-cao-hon"] {
        for format in ["og", "square", "story"] {
            let path = format!("cards/{id}/{format}.vi.png");
            assert!(before[&path] != after[&path], "{path}");
        }
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut changed = 0;
    for (path, bytes) in before.iter().filter(|(path, _)| path.ends_with(".html")) {
        let Some(later) = after.get(path) else { continue };
        // The facts' page shows both, with their periods.
        if path.contains("facts/") || path.contains("tu-1-1-2027") {
            continue;
        }
        if text(bytes).contains("330.000 đồng") {
            assert!(!text(later).contains("330.000 đồng"), "{path}");
            // A list may have lost the only item that quoted it.
            changed += usize::from(text(later).contains("484.000 đồng"));
        }
    }
    assert!(changed >= 3, "{changed} pages quote the lowest contribution");
}

fn made_up() -> Kit {
    let kit = Kit::small();
    kit.write("legal.yml", "- id: luat-moi\n  number: 1/2026/QH15\n  title: Luật mới\n");
    kit.write(
        "facts.yml",
        concat!(
            "- id: goc\n  title: Gốc\n  unit: VND/month\n  values:\n",
            "    - {value: 1234567, until: 2026-12-31, legal: luat-moi}\n",
            "    - {value: 2000001, from: 2027-01-01, legal: luat-moi}\n",
            "- id: goc-ty-le\n  title: Tỷ lệ\n  unit: percent\n  values: [{value: 4.5}]\n",
            "- id: goc-dong\n  title: Phải đóng\n  unit: VND/month\n  formula: goc * goc-ty-le\n  round: 1\n",
            "- id: so-nam\n  title: Số năm\n  unit: {vi: lần, en: times}\n  values: [{value: 1}]\n",
        ),
    );
    kit.write(
        "kit.yml",
        "title: {vi: Bộ thử, en: A kit}\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\n",
    );
    kit.write(
        "campaigns/mot/messages.yml",
        concat!(
            "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  figure: goc-dong\n  text:\n",
            "    vi: {headline: \"Mỗi tháng {{ goc-dong }}\", body: \"{{ goc-ty-le }} của {{ goc | value }}, {{ so-nam }}\"}\n",
            "    en: {headline: \"{{ goc-dong }} a month\", body: \"{{ goc-ty-le }} of {{ goc }}\"}\n",
        ),
    );
    kit
}

#[test]
fn made_up_facts_and_formulas_print_and_change() {
    let kit = made_up();
    kit.build().ok();
    // 1,234,567 × 4.5 % = 55,555.515, rounded to the dong.
    let page = kit.read("messages/chao/index.html");
    assert!(page.contains("Mỗi tháng 55.556 đồng"), "{page}");
    assert!(page.contains("4,5% của 1.234.567, 1 lần"), "{page}");
    let page = kit.read("en/messages/chao/index.html");
    assert!(
        page.contains("55,556 VND a month") && page.contains("4.5% of 1,234,567 VND"),
        "{page}"
    );
    let card = kit.files()["cards/chao/square.vi.png"].clone();
    let entry = |kit: &Kit| {
        let manifest = kit.manifest();
        manifest["artifacts"]
            .as_array()
            .expect("artifacts")
            .iter()
            .find(|a| a["path"] == "cards/chao/square.vi.png")
            .cloned()
            .expect("the card")
    };
    assert_eq!(entry(&kit)["facts"], serde_json::json!(["goc", "goc-dong", "goc-ty-le", "so-nam"]));
    assert_eq!(entry(&kit)["legal"], serde_json::json!(["luat-moi"]));
    assert_eq!(entry(&kit)["valid_until"], "2026-12-31");

    kit.run(&["build", "--date", "2027-01-01"]).ok();
    // 2,000,001 × 4.5 % = 90,000.045
    assert!(kit.read("messages/chao/index.html").contains("Mỗi tháng 90.000 đồng"));
    assert!(card != kit.files()["cards/chao/square.vi.png"]);
}

#[test]
fn faulty_facts_are_reported_where_they_stand() {
    let kit = made_up();
    kit.write(
        "facts.yml",
        concat!(
            "- {id: a, title: A, unit: VND, formula: b + 1}\n",
            "- {id: b, title: B, unit: VND, formula: a * 2}\n",
            "- {id: c, title: C, unit: VND, formula: 1 / 0}\n",
            "- {id: d, title: D, unit: VND, formula: c-1}\n",
            "- {id: e, title: E, unit: VND, values: [{value: 1, until: 2026-06-30}, {value: 2, from: 2026-06-30}]}\n",
            "- {id: f, title: F, unit: VND, values: [{value: 1, from: 2030-01-01}]}\n",
            "- {id: goc, title: G, unit: VND, values: [{value: 1.500.000}]}\n",
            "- {id: goc-dong, title: G, unit: VND, formula: \"goc * khong-co\"}\n",
            "- {id: goc-ty-le, title: G, unit: percent, values: [{value: 1}]}\n",
            "- {id: so-nam, title: G, unit: percent, values: [{value: 1}]}\n",
        ),
    );
    kit.write("faq/hoi.md", "---\ntitle: Hỏi\nstatus: approved\n---\nĐáp {{ f }}\n");
    let run = kit.run(&["check", "--no-drawn", "--format", "json"]);
    let places = run.places();
    for expected in [
        "formula-cycle content/facts.yml 1:41",
        "invalid-formula content/facts.yml 3:41",
        "invalid-formula content/facts.yml 4:42",
        "overlapping-values content/facts.yml 5:72",
        "wrong-type content/facts.yml 7:51",
        "unknown-fact content/facts.yml 8:55",
        "no-fact-value content/faq/hoi.md 5:8",
    ] {
        assert!(places.contains(&expected.to_string()), "{expected}\n{places:#?}");
    }
}

/// A figure that nobody verified is said once, where it is written, and not
/// again for each formula over it; a formula over verified figures is its own.
#[test]
fn a_formula_is_not_blamed_for_the_figure_it_rests_on() {
    let verified = "  verified: {by: Ban Chính sách, on: 2026-11-01}\n";
    for (first, second, sum, wanted) in [
        (false, false, false, vec!["mot", "hai"]),
        (true, false, false, vec!["hai"]),
        (true, true, false, vec!["cong"]),
        (true, true, true, vec![]),
        (false, true, true, vec!["mot"]),
    ] {
        let kit = Kit::small();
        kit.write("kit.yml", "title: Bộ nhỏ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\n");
        let mark = |is: bool| if is { verified } else { "" };
        kit.write(
            "facts.yml",
            &format!(
                "- id: mot\n  title: Một\n  unit: people\n  values: [{{value: 1}}]\n{}- id: hai\n  title: Hai\n  unit: people\n  values: [{{value: 2}}]\n{}- id: cong\n  title: Cộng\n  unit: people\n  formula: mot + hai\n{}- id: gap\n  title: Gấp\n  unit: people\n  formula: cong * 2\n{}",
                mark(first), mark(second), mark(sum), mark(sum),
            ),
        );
        let run = kit.run(&["check", "--format", "json"]);
        let of = |d: &serde_json::Value| {
            (d["id"] == "unverified-fact").then(|| d["line"].as_u64().expect("a line"))
        };
        let lines: Vec<u64> = run.diagnostics().iter().filter_map(of).collect();
        let text = std::fs::read_to_string(kit.content().join("facts.yml")).expect("facts.yml");
        let ids: Vec<&str> = lines
            .iter()
            .filter_map(|n| text.lines().nth(*n as usize - 1)?.strip_prefix("- id: "))
            .collect();
        assert_eq!(ids, wanted, "{first} {second} {sum}");
    }
}

/// A sheet cites what its own text rests on, whichever way the languages of
/// an item are written.
#[test]
fn a_sheet_cites_what_its_own_language_rests_on() {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &format!(
            "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\n{}",
            crate::harness::QUIET
        ),
    );
    kit.write("legal.yml", "- {id: mot, number: 11/2024/QH15, title: Luật Một}\n- {id: hai, number: 22/2025/QH15, title: Luật Hai}\n");
    kit.write(
        "facts.yml",
        "- {id: a, title: A, unit: VND, values: [{value: 100000, from: 2024-01-01, legal: mot}]}\n- {id: b, title: B, unit: VND, values: [{value: 200000, from: 2024-01-01, legal: hai}]}\n",
    );
    let front = "audiences: [nguoi-dan]\ntemplate: flyer\nstatus: approved\n";
    kit.write(
        "leaflets/to.md",
        &format!("---\ntitle: Tờ rơi\n{front}---\n\n## Mức\n\nMức {{{{ a }}}}.\n"),
    );
    kit.write("leaflets/to.en.md", "---\ntitle: Leaflet\n---\n\n## Rate\n\nThe rate is {{ b }}.\n");
    kit.write(
        "infographics/hinh.yml",
        "title: {vi: Đồ họa, en: Drawing}\naudiences: [nguoi-dan]\nstatus: approved\nblocks:\n  - kind: list\n    items:\n      - text: {vi: \"Mức {{ a }}\", en: \"Rate {{ b }}\"}\n",
    );
    kit.run(&["build", "--only", "leaflets,infographics"]).ok();
    for (lang, own, other) in
        [("vi", "11/2024/QH15", "22/2025/QH15"), ("en", "22/2025/QH15", "11/2024/QH15")]
    {
        for path in [
            format!("files/leaflets/to/to.{lang}.screen.pdf"),
            format!("files/infographics/hinh/hinh.{lang}.pdf"),
        ] {
            let text = crate::harness::pdf_text(&kit.public().join(&path));
            assert!(text.contains(own) && !text.contains(other), "{path}: {text}");
        }
    }
}

/// Where each text first stands on the page of figures.
#[track_caller]
fn in_order(page: &str, texts: &[&str]) {
    let places: Vec<usize> = texts
        .iter()
        .map(|text| page.find(text).unwrap_or_else(|| panic!("{text} is not there: {page}")))
        .collect();
    assert!(places.is_sorted(), "{texts:?}: {places:?}");
}

#[test]
fn figures_stand_under_the_groups_that_the_content_gives() {
    let kit = Kit::small();
    let fact = |id: &str, more: &str| {
        format!("- {{id: {id}, title: Số {id}, unit: percent, values: [{{value: 4}}]{more}}}\n")
    };
    kit.write("facts/a.yml", &[fact("a", ", group: Đóng"), fact("b", ", group: Hưởng")].concat());
    kit.write("facts/b.yml", &[fact("c", ""), fact("d", ", group: Đóng"), fact("e", "")].concat());
    kit.build().ok();
    let page = kit.read("facts/index.html");
    in_order(
        &page,
        &[
            "href=\"#group_1\">Đóng</a> <span class=\"count\">3<",
            "href=\"#group_2\">Hưởng</a> <span class=\"count\">1<",
            "href=\"#group_3\">Số liệu khác</a> <span class=\"count\">1<",
            "id=\"group_1\"",
            "<div id=\"a\"",
            "<div id=\"d\"",
            "<div id=\"e\"",
            "id=\"group_2\"",
            "<div id=\"b\"",
            "id=\"group_3\"",
            "<div id=\"c\"",
        ],
    );
}

#[test]
fn figures_without_groups_stand_under_what_they_rest_on() {
    let kit = Kit::small();
    kit.write(
        "legal.yml",
        "- {id: mot, number: 1/2026, title: Luật một}\n- {id: hai, number: 2/2026, title: Luật hai}\n",
    );
    kit.write(
        "facts.yml",
        concat!(
            "- {id: a, title: A, unit: VND, values: [{value: 1, legal: hai}]}\n",
            "- {id: b, title: B, unit: VND, values: [{value: 1}]}\n",
            "- {id: c, title: C, unit: VND, values: [{value: 1, legal: mot}]}\n",
            "- {id: d, title: D, unit: VND, formula: a * 2}\n",
        ),
    );
    kit.build().ok();
    let page = kit.read("facts/index.html");
    in_order(
        &page,
        &[
            ">2/2026: Luật hai</h2>",
            "<div id=\"a\"",
            "<div id=\"d\"",
            ">1/2026: Luật một</h2>",
            "<div id=\"c\"",
            ">Số liệu khác</h2>",
            "<div id=\"b\"",
        ],
    );
}
