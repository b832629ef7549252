//! `lantoa impact`: what rests on a fact, a document or a unit, before and
//! after.

use serde_json::Value;

use crate::harness::Kit;

fn kit() -> Kit {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        "title: {vi: Kho, en: Kit}\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\nunit: tinh\n",
    );
    kit.write("units/tinh.yml", "name: BHXH tỉnh\nhotline: \"19009068\"\n");
    kit.write(
        "legal.yml",
        "- {id: nd-cu, number: 73/2024/NĐ-CP, title: Nghị định cũ}\n- {id: nd-moi, number: 161/2026/NĐ-CP, title: Nghị định mới}\n",
    );
    kit.write(
        "facts.yml",
        concat!(
            "- id: luong\n  title: Mức lương cơ sở\n  unit: VND/month\n  values:\n",
            "    - {value: 2340000, until: 2026-12-31, legal: nd-cu}\n    - {value: 2530000, from: 2027-01-01, legal: nd-moi}\n",
            "- {id: bhyt, title: Mức đóng, unit: VND/month, formula: luong * 0.045}\n",
            "- {id: khac, title: Khác, unit: VND, values: [{value: 1}]}\n",
        ),
    );
    kit.write(
        "campaigns/mot/messages.yml",
        concat!(
            "- id: dong\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n",
            "    vi: {headline: Đóng BHYT, body: \"Chào bạn. Mỗi tháng {{ bhyt }} một người. Gọi {{ unit.hotline }}.\"}\n",
            "    en: {headline: Health insurance, body: \"You pay {{ bhyt }} a month.\"}\n",
            "- id: khac\n  audiences: [nguoi-dan]\n  status: approved\n  legal: [nd-cu]\n  text: {vi: {headline: \"Số {{ khac }}\"}}\n",
        ),
    );
    kit
}

fn impact(kit: &Kit, args: &[&str]) -> Value {
    let run = kit.run(&[&["impact", "--format", "json"], args].concat()).ok();
    serde_json::from_str(&run.stdout).expect("one JSON object")
}

#[test]
fn every_sentence_before_and_after() {
    let kit = kit();
    let found = impact(&kit, &["luong"]);
    assert_eq!(found["on"], "2027-01-01");
    assert_eq!(found["facts"][0]["id"], "bhyt");
    assert_eq!(found["facts"][0]["before"], "105.300 đồng");
    assert_eq!(found["facts"][0]["after"], "113.850 đồng");
    let items = found["items"].as_array().expect("items");
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["id"], "dong");
    let sentences = items[0]["sentences"].as_array().expect("sentences");
    let words = |i: usize, day: &str| sentences[i][day].as_str().expect("words").to_string();
    assert_eq!(words(0, "before"), "Mỗi tháng 105.300 đồng một người.");
    assert_eq!(words(0, "after"), "Mỗi tháng 113.850 đồng một người.");
    assert_eq!(words(1, "before"), "You pay 105,300 VND a month.");
    assert_eq!((&sentences[0]["line"], &sentences[0]["column"]), (&5.into(), &48.into()));
    assert_eq!(sentences[1]["lang"], "en");
    // Each file it names is one that a build makes.
    kit.build().ok();
    let own = items[0]["artifacts"].as_array().expect("files");
    let other = found["artifacts"].as_array().expect("files");
    assert!(own.iter().any(|path| path == "cards/dong/og.en.png"));
    assert!(own.iter().any(|path| path.as_str().is_some_and(|path| path.starts_with("q/"))));
    assert!(other.iter().any(|path| path == "facts/index.html"));
    assert!(other.iter().any(|path| path == "packs/mot--nguoi-dan.vi.zip"));
    for path in own.iter().chain(other) {
        assert!(kit.has(path.as_str().expect("a path")), "{path}");
    }
    // On a day of one's own choice.
    let found = impact(&kit, &["luong", "--on", "2026-12-01"]);
    assert_eq!(found["facts"][0]["after"], "105.300 đồng");
}

#[test]
fn documents_and_units() {
    let kit = kit();
    let found = impact(&kit, &["nd-cu"]);
    let ids: Vec<&str> =
        found["items"].as_array().expect("items").iter().filter_map(|i| i["id"].as_str()).collect();
    assert_eq!(ids, ["dong", "khac"]);
    let found = impact(&kit, &["unit:tinh"]);
    assert_eq!(found["items"][0]["sentences"][0]["before"], "Gọi 19009068.");
    let text = kit.run(&["impact", "luong", "--lang", "en"]).ok().stdout;
    assert!(text.contains("105,300 VND → 113,850 VND"), "{text}");
    assert!(text.contains("- Mỗi tháng 105.300 đồng một người."), "{text}");
}

#[test]
fn what_is_not_there_is_said() {
    let kit = kit();
    let run = kit.run(&["impact", "luongg", "--lang", "en"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("did you mean `luong`"), "{}", run.stderr);
    kit.write("units/luong.yml", "name: Lương\n");
    let run = kit.run(&["impact", "luong"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("fact:luong, unit:luong"), "{}", run.stderr);
}

/// Facts are valued once for the build date; another day has its own values,
/// before it as after it.
#[test]
fn a_value_on_another_day() {
    let kit = kit();
    let value = |args: &[&str]| {
        let found = impact(&kit, &[&["luong"], args].concat());
        let of = |day: &str| found["facts"][0][day].as_str().unwrap_or("-").to_string();
        assert_eq!(found["facts"][0]["id"], "bhyt");
        (of("before"), of("after"))
    };
    let (old, new) = ("105.300 đồng".to_string(), "113.850 đồng".to_string());
    assert_eq!(value(&["--on", "2026-12-31"]), (old.clone(), old.clone()));
    assert_eq!(value(&["--on", "2030-06-01"]), (old.clone(), new.clone()));
    assert_eq!(value(&["--date", "2027-02-01", "--on", "2026-12-31"]), (new, old));
}
