//! What an editor who made mistakes gets to see.

use crate::harness::Kit;

/// Ten faults of ten kinds in several files: all in one run, each at its place.
#[test]
fn ten_faults_in_one_run() {
    let kit = Kit::new(&[
        (
            "kit.yml",
            "title: Bộ thử\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\nlisence: CC-BY-4.0\n",
        ),
        (
            "audiences.yml",
            "- id: nguoi-dan\n  title: Người dân\n- id: nguoi-dan\n  title: Người dân khác\n",
        ),
        (
            "facts.yml",
            "- id: muc-a\n  title: Mức A\n  unit: VND\n  values:\n    - {value: 100, from: 31/12/2025}\n- id: muc-b\n  title: Mức B\n  unit: VND\n  formula: muc-a * muc-khong-co\n",
        ),
        ("units/trung-uong.yml", "name: Trung ương\nhotline: 02432151423\n"),
        ("campaigns/mot/campaign.yml", "title: Một\naudiences: [nguoi-dam]\n"),
        (
            "campaigns/mot/messages.yml",
            concat!(
                "- id: Chào-bà-con\n  audiences: [nguoi-dan]\n  text: {vi: {headline: Chào}}\n",
                "- id: hai\n  audiences: [nguoi-dan]\n  status: aproved\n  text: {vi: {headline: \"Ễ ậ {{ muc-c }} nhé\"}}\n",
                "- id: ba\n  text: {vi: {headline: Ba}}\n",
            ),
        ),
        (
            "pages/trang.md",
            "---\ntitle: Trang\nstatus: approved\n---\n\nXem [đây](message:khong-co).\n",
        ),
    ]);
    let run = kit.check();
    assert_eq!(run.code, 1);
    let mut places = run.places();
    places.retain(|place| !place.starts_with("missing-translation "));
    places.sort();
    let mut expected = vec![
        "unknown-field content/kit.yml 4:1",
        "duplicate-id content/audiences.yml 3:7",
        "invalid-date content/facts.yml 5:26",
        "unknown-fact content/facts.yml 9:20",
        "wrong-type content/units/trung-uong.yml 2:10",
        "unknown-reference content/campaigns/mot/campaign.yml 2:13",
        "invalid-id content/campaigns/mot/messages.yml 1:7",
        "unknown-value content/campaigns/mot/messages.yml 6:11",
        "unknown-fact content/campaigns/mot/messages.yml 7:33",
        "missing-field content/campaigns/mot/messages.yml 8:3",
        "broken-link content/pages/trang.md 6:11",
        "orphan-item content/pages/trang.md 2:8",
        "unverified-fact content/facts.yml 1:7",
        "unverified-fact content/facts.yml 6:7",
    ];
    expected.sort_unstable();
    assert_eq!(places, expected);
}

#[test]
fn human_form_points_under_vietnamese_characters() {
    let kit = Kit::small();
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: chao\n  audiences: [nguoi-dan]\n  text:\n    vi: {headline: \"Ễ ậ Ữ {{ khong-co }}\"}\n",
    );
    let run = kit.run(&["check"]);
    assert_eq!(run.code, 1);
    let lines: Vec<&str> = run.stderr.lines().collect();
    let source = lines.iter().position(|l| l.contains("{{ khong-co }}")).expect("the source line");
    let column = |line: &str, what: &str| line[..line.find(what).expect("found")].chars().count();
    assert_eq!(column(lines[source], "khong-co"), column(lines[source + 1], "^"), "{}", run.stderr);
    assert!(run.stderr.contains("lỗi[unknown-fact]"), "{}", run.stderr);
}

#[test]
fn did_you_mean_and_no_second_error_for_a_typo() {
    let kit = Kit::small();
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: chao\n  audience: [nguoi-dan]\n  text: {vi: {headline: Chào}}\n",
    );
    let run = kit.check();
    assert_eq!(run.places(), ["unknown-field content/campaigns/mot/messages.yml 2:3"]);
    let hints = run.diagnostics()[0]["hints"].to_string();
    assert!(hints.contains("did you mean `audiences`?"), "{hints}");
}

#[test]
fn a_syntax_error_does_not_hide_the_other_items() {
    let kit = Kit::small();
    kit.write(
        "campaigns/mot/messages.yml",
        concat!(
            "- id: mot\n  audiences: [nguoi-dan]\n  text: {vi: {headline: Một}}\n",
            "- id: hai\n  audiences: [nguoi-dan\n  text: {vi: {headline: Hai}}\n",
            "- id: ba\n  audiences: [khong-co]\n  text: {vi: {headline: Ba}}\n",
        ),
    );
    let run = kit.check();
    let places = run.places();
    assert!(places.iter().any(|p| p.starts_with("invalid-yaml")), "{places:?}");
    assert!(
        places.contains(&"unknown-reference content/campaigns/mot/messages.yml 8:15".into()),
        "{places:?}"
    );
}

#[test]
fn not_utf8_names_the_first_bad_byte() {
    let kit = Kit::small();
    kit.write_bytes("pages/trang.md", b"---\ntitle: Trang\n---\nM\xf4t trang\n");
    assert_eq!(kit.check().places(), ["invalid-utf8 content/pages/trang.md 4:2"]);
}

#[test]
fn front_matter_keeps_its_place_in_the_file() {
    let kit = Kit::small();
    kit.write("faq/hoi.md", "---\r\ntitle: Hỏi\r\ncampaigns: [hai]\r\n---\r\nTrả lời\r\n");
    assert_eq!(kit.check().places(), ["unknown-reference content/faq/hoi.md 3:13"]);
}

#[test]
fn everyday_mistakes_have_hints() {
    let cases = [
        ("  text: {vi: {headline: {{ muc-a }}}}\n", "double quotes"),
        ("  text:\n    vi:\n      headline: Chú ý: lừa đảo\n", "double quotes"),
        ("  text:\n\tvi: {headline: Chào}\n", "tab"),
        ("  text:\n    vi:\n      headline: *Quan trọng*\n", "double quotes"),
    ];
    for (text, hint) in cases {
        let kit = Kit::small();
        kit.write(
            "campaigns/mot/messages.yml",
            &format!("- id: chao\n  audiences: [nguoi-dan]\n{text}"),
        );
        let run = kit.check();
        let all: String =
            run.diagnostics().iter().map(|d| format!("{}{}", d["message"], d["hints"])).collect();
        assert!(all.contains(hint), "{text:?}: {}", run.stderr);
    }
}

#[test]
fn literal_amounts_and_unofficial_links() {
    let kit = Kit::small();
    kit.write(
        "facts.yml",
        "- id: muc-a\n  title: Mức A\n  unit: VND\n  values: [{value: 330000}]\n",
    );
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text: {vi: {headline: Chỉ 330.000 đồng, body: \"Xem https://t.me/bhxh nhé\"}}\n",
    );
    let run = kit.check();
    assert_eq!(
        run.places(),
        [
            "literal-amount content/campaigns/mot/messages.yml 4:29",
            "unofficial-link content/campaigns/mot/messages.yml 4:54"
        ]
    );
    assert!(run.diagnostics()[0]["hints"].to_string().contains("{{ muc-a }}"));
    assert_eq!(run.diagnostics()[0]["severity"], "warning");
}

#[test]
fn nothing_is_written_when_the_content_has_errors() {
    let kit = Kit::small();
    kit.build().ok();
    let before = kit.files();
    kit.write("facts.yml", "- id: x\n");
    let run = kit.build();
    assert_eq!(run.code, 1);
    assert!(before == kit.files());
}

#[test]
fn absurd_input_ends_in_a_diagnostic() {
    let deep = "[".repeat(100_000);
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
    for text in [
        deep.as_str(),
        bomb,
        "\u{0}",
        "- - - -",
        "? : ?",
        "%YAML 9\n---\n",
        "{{{{",
        "---\n---\n---\n",
    ] {
        let kit = Kit::small();
        kit.write("facts.yml", text);
        kit.write("pages/x.md", &format!("---\n{text}\n---\n{text}"));
        let run = kit.run(&["check", "--no-drawn", "--format", "json"]);
        assert!(run.code == 1 || run.code == 0, "{text:.20}: {} {}", run.code, run.stderr);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    }
}

#[test]
fn a_missing_field_hides_no_other_fault_of_its_item() {
    let kit = Kit::small();
    kit.write(
        "campaigns/mot/messages.yml",
        concat!(
            "- id: mot\n  campaigns: [khong-co]\n  text: {vi: {headline: \"Chào {{ khong-co }}\"}}\n",
            "- id: hai\n  audiences: [nguoi-dan]\n  text: {vi: {body: \"{{ cung-khong }} https://t.me/x\"}}\n",
        ),
    );
    kit.write("facts.yml", "- id: a\n  title: A\n  unit: VND\n");
    let places = kit.check().places();
    assert_eq!(
        places,
        [
            "missing-field content/campaigns/mot/messages.yml 1:3",
            "unknown-reference content/campaigns/mot/messages.yml 2:15",
            "unknown-fact content/campaigns/mot/messages.yml 3:34",
            "missing-field content/campaigns/mot/messages.yml 4:3",
            "unknown-fact content/campaigns/mot/messages.yml 6:25",
            "unofficial-link content/campaigns/mot/messages.yml 6:39",
            "missing-field content/facts.yml 1:3",
        ]
    );
}

#[test]
fn one_fault_is_said_once() {
    let kit = Kit::small();
    kit.write(
        "campaigns/mot/messages.yml",
        concat!(
            "- id: mot\n  audiences: [nguoi-dan]\n  text:\n    vi:\n      headline: {{ muc-a }}\n",
            "- id: hai\n  audiences: [nguoi-dan]\n  text: {vi: {headline: 2025}}\n",
            "- id: ba\n  audiences: [nguoi-dan]\n  text: {vi: {headlin: Chào}}\n",
        ),
    );
    assert_eq!(
        kit.check().places(),
        [
            "wrong-type content/campaigns/mot/messages.yml 5:17",
            "wrong-type content/campaigns/mot/messages.yml 8:25",
            "unknown-field content/campaigns/mot/messages.yml 11:15",
        ]
    );
    kit.write("kit.yml", "title: [\n");
    let places = kit.check().places();
    assert_eq!(places.iter().filter(|p| p.contains("kit.yml")).count(), 1, "{places:?}");
}

#[test]
fn every_entry_says_its_own_syntax_error() {
    let kit = Kit::small();
    let item = |id: &str, headline: &str| {
        format!(
            "- id: {id}\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi:\n      headline: {headline}\n"
        )
    };
    // Forty faulty items among sound ones: each is named, and a link to one
    // of them is no fault of its own.
    let mut text = String::new();
    for n in 0..40 {
        text += &item(&format!("hong-{n}"), "Chú ý: đóng: ngay");
        text += &item(&format!("lanh-{n}"), "Đóng hôm nay");
    }
    text += "-id: thieu-cach\n";
    kit.write("campaigns/mot/messages.yml", &text);
    kit.write(
        "faq/hoi.md",
        "---\ntitle: Hỏi?\naudiences: [nguoi-dan]\nstatus: approved\n---\n\nXem [đây](message:hong-3).\n",
    );
    // In a map, the other fields are read on.
    kit.write("legal.yml", "- id: luat\n  number: 1/2025\n  title: \"Luật\n  issued: 31/12/2025\n");
    kit.write(
        "infographics/so.yml",
        "title: Chú ý: hai lần: nhé\naudience: [nguoi-dan]\nblocks: [{kind: list, items: [{text: A}]}]\n",
    );
    let places = kit.check().places();
    let count = |id: &str| places.iter().filter(|place| place.starts_with(id)).count();
    assert_eq!(count("invalid-yaml content/campaigns/mot/messages.yml"), 41, "{places:?}");
    assert_eq!(count("invalid-yaml content/legal.yml"), 1);
    assert_eq!(count("invalid-yaml content/infographics/so.yml 1:"), 1);
    assert_eq!(count("unknown-field content/infographics/so.yml 2:1"), 1);
    assert_eq!(places.len(), 44, "{places:?}");
}

#[test]
fn what_is_there_twice_says_where_it_was_first() {
    let kit = Kit::small();
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: mot\n  audiences: [nguoi-dan]\n  text: {vi: {headline: A}}\n- id: mot\n  audiences: [nguoi-dan]\n  text: {vi: {headline: B}}\n",
    );
    kit.write("faq/hoi.md", "---\ntitle: Hỏi?\nstatus: draft\ntitle: Hỏi?\n---\n\nĐáp.\n");
    let run = kit.run(&["check", "--no-drawn"]);
    assert!(run.stderr.contains("content/campaigns/mot/messages.yml:1"), "{}", run.stderr);
    assert!(run.stderr.contains("dòng 2"), "{}", run.stderr);
}

#[test]
fn files_in_folders_of_another_name_are_named() {
    let kit = Kit::small();
    kit.write("leaflet/to.md", "---\ntitle: Tờ\n---\n\nChữ.\n");
    kit.write("infographics/so.md", "---\ntitle: Số\n---\n\nChữ.\n");
    kit.write("README.md", "Ghi chú.\n");
    let run = kit.check().ok();
    assert_eq!(
        run.places(),
        [
            "misplaced-file content/infographics/so.md 1:1",
            "misplaced-file content/leaflet/to.md 1:1"
        ]
    );
    assert!(run.stderr.contains("content/leaflets/to.md"), "{}", run.stderr);
}

#[test]
fn utf_16_is_shown_as_text() {
    let kit = Kit::small();
    let text = "title: Bộ nhỏ\nbase_url: https://kit.example.vn/\n";
    let units = || text.encode_utf16();
    let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> =
        [0xfeu8, 0xff].into_iter().chain(units().flat_map(u16::to_be_bytes)).collect();
    for bytes in [little, marked] {
        kit.write_bytes("kit.yml", &bytes);
        let run = kit.run(&["check", "--no-drawn"]);
        assert!(run.stderr.contains("1 | title: Bộ nhỏ"), "{}", run.stderr);
        assert!(run.stderr.contains("UTF-16"), "{}", run.stderr);
    }
}

#[test]
fn braces_that_never_close_are_no_text() {
    let kit = Kit::small();
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: mot\n  audiences: [nguoi-dan]\n  status: approved\n  text: {vi: {headline: \"Gọi {{ unit.hotline } nhé\", body: \"Hai \\\\{{ ngoặc\"}}\n",
    );
    assert_eq!(
        kit.check().places(),
        ["unknown-placeholder content/campaigns/mot/messages.yml 4:30"]
    );
}

#[test]
fn a_value_that_cannot_be_read_is_one_fault() {
    let kit = Kit::small();
    kit.write(
        "facts.yml",
        "- {id: muc, title: Mức, unit: VND, values: [{value: 2.530.000}]}\n- {id: hai, title: Hai, unit: VND, formula: muc * 2}\n",
    );
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: mot\n  audiences: [nguoi-dan]\n  status: approved\n  figure: muc\n  text: {vi: {headline: \"{{ muc }} và {{ hai }}\"}}\n- id: hai\n  audiences: [nguoi-dan]\n  text: {vi: {headline: \"\"}}\n",
    );
    assert_eq!(
        kit.check().places(),
        [
            "missing-field content/campaigns/mot/messages.yml 6:3",
            "wrong-type content/facts.yml 1:53",
        ]
    );
}
