//! Codes: that a printed sheet's code answers for ever, and tells no lies.

use crate::harness::{Kit, QUIET, zbar};

/// The codes in the manifest's drawings of one kind, without host.
fn drawn(kit: &Kit, kind: &str) -> Vec<String> {
    let manifest = kit.manifest();
    let all = manifest["artifacts"].as_array().expect("artifacts").iter();
    let of_kind = all.filter(|artifact| artifact["kind"] == kind);
    let urls = of_kind.flat_map(|artifact| artifact["qr"].as_array().cloned().unwrap_or_default());
    let mut codes: Vec<String> = urls
        .filter_map(|url| {
            let (_, code) = url.as_str()?.split_once("/q/")?;
            Some(code.to_string())
        })
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

const LEAFLET: &str = "title: Tờ gấp\naudiences: [nguoi-dan]\nstatus: approved\n";

#[test]
fn codes_of_the_sample_have_eight_letters() {
    let manifest = crate::harness::sample_manifest();
    let all = manifest["artifacts"].as_array().expect("artifacts");
    let pages = all.iter().filter_map(|artifact| artifact["path"].as_str()?.strip_prefix("q/"));
    let codes: Vec<&str> = pages.filter_map(|path| path.strip_suffix("/index.html")).collect();
    assert!(!codes.is_empty() && codes.iter().all(|code| code.len() == 8), "{codes:?}");
}

#[test]
fn a_renamed_sheet_keeps_its_old_code_answering() {
    let kit = Kit::small();
    kit.write("leaflets/cu.md", &format!("---\n{LEAFLET}---\n\n## Một\n\nLời.\n"));
    kit.build().ok();
    let old = drawn(&kit, "leaflet");
    let [old] = &old[..] else { panic!("one code: {old:?}") };
    let (old, version) = old.split_once("?v=").expect("a version");

    std::fs::remove_file(kit.content().join("leaflets/cu.md")).expect("a file");
    kit.write("leaflets/moi.md", &format!("---\n{LEAFLET}aliases: [cu]\n---\n\n## Một\n\nLời.\n"));
    kit.build().ok();
    let new = drawn(&kit, "leaflet");
    let (new, version_now) = new[0].split_once("?v=").expect("a version");
    assert_ne!(old, new);
    assert_eq!(version, version_now);
    // The printed sheet sees that it is still the current one.
    let page = kit.read(&format!("q/{old}/index.html"));
    assert!(page.contains(&format!("data-version=\"{version}\"")), "{page}");
    assert!(page.contains("leaflets/moi/"), "{page}");
    assert!(page.contains("noindex"), "{page}");
    let canonical = format!("<link rel=\"canonical\" href=\"https://kit.example.vn/q/{new}/\"");
    assert!(page.contains(&canonical), "{page}");
    assert!(!kit.read("sitemap.xml").contains("/q/"));
}

#[test]
fn every_language_and_unit_keeps_its_old_code() {
    let kit = Kit::small();
    let kit_yml = |kit: &Kit| {
        kit.write(
            "kit.yml",
            &format!(
                "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\nunit: tw\n{}",
                crate::harness::QUIET
            ),
        );
        kit.write("units/tw.yml", "name: Trung ương\nlevel: national\n");
        kit.write("units/tinh.yml", "name: Tỉnh\nlevel: province\nparent: tw\n");
    };
    kit_yml(&kit);
    let message = |head: &str| {
        format!(
            "{head}  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi: {{headline: Chào}}\n    en: {{headline: Hello}}\n"
        )
    };
    kit.write("campaigns/mot/messages.yml", &message("- id: cu\n"));
    kit.run(&["build", "--unit", "all"]).ok();
    let old = drawn(&kit, "card");
    assert_eq!(old.len(), 4, "{old:?}");
    kit.write("campaigns/mot/messages.yml", &message("- id: moi\n  aliases: [cu]\n"));
    kit.run(&["build", "--unit", "all"]).ok();
    for code in old.iter().chain(&drawn(&kit, "card")) {
        assert!(kit.has(&format!("q/{code}/index.html")), "{code}");
    }
}

#[test]
fn two_codes_that_are_one_are_named_before_anything_is_made() {
    // Found by search: the codes of these ids are the same.
    let kit = Kit::small();
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: tin-1561668\n  audiences: [nguoi-dan]\n  status: approved\n  text: {vi: {headline: Một}}\n- id: tin-2482724\n  audiences: [nguoi-dan]\n  status: approved\n  text: {vi: {headline: Hai}}\n",
    );
    let run = kit.check();
    assert_eq!(run.places(), ["duplicate-id content/campaigns/mot/messages.yml 5:7"]);
    let said = run.diagnostics()[0]["message"].as_str().expect("a message").to_string();
    for part in ["tin-1561668", "tin-2482724", "34jm2yz6", "messages.yml:1"] {
        assert!(said.contains(part), "{said}");
    }
    assert_eq!(kit.build().code, 1);
    assert!(!kit.has("index.html"));
    // An id that was in use counts like one that is.
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: tin-1561668\n  audiences: [nguoi-dan]\n  status: approved\n  text: {vi: {headline: Một}}\n- id: hai\n  aliases: [tin-2482724]\n  audiences: [nguoi-dan]\n  status: approved\n  text: {vi: {headline: Hai}}\n",
    );
    assert_eq!(kit.check().places(), ["duplicate-id content/campaigns/mot/messages.yml 6:13"]);
}

#[test]
fn two_units_whose_codes_are_one_are_named() {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &format!(
            "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\nunit: huyen-221877\n{}",
            crate::harness::QUIET
        ),
    );
    kit.write("units/huyen-221877.yml", "name: Huyện một\nlevel: district\n");
    kit.write("units/huyen-682158.yml", "name: Huyện hai\nlevel: district\n");
    assert_eq!(kit.check().places(), [""; 0]);
    let run = kit.run(&["check", "--unit", "all", "--format", "json", "--lang", "en"]);
    let found = run.diagnostics();
    assert_eq!(found[0]["id"], "duplicate-id", "{}", run.stderr);
    let said = found[0]["message"].as_str().expect("a message");
    assert!(said.contains("huyen-221877") && said.contains("huyen-682158"), "{said}");
}

/// A card's code leads where its message's `link` leads; `tracking` reaches
/// every code.
#[test]
fn codes_lead_where_the_message_says_and_are_counted() {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &format!(
            "title: Bộ nhỏ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\ncards: [square]\ntracking: {{utm_source: \"{{channel}}\", utm_campaign: \"{{campaign}}\"}}\n{QUIET}"
        ),
    );
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text: {vi: {headline: Chào}}\n\
         - id: moi\n  audiences: [nguoi-dan]\n  status: approved\n  link: faq:hoi\n  text: {vi: {headline: Mời}}\n",
    );
    kit.write("faq/hoi.md", "---\ntitle: Hỏi?\nstatus: approved\n---\n\nĐáp.\n");
    kit.write(
        "leaflets/to.md",
        "---\ntitle: Tờ rơi\naudiences: [nguoi-dan]\ncampaigns: [mot]\ntemplate: flyer\nstatus: approved\n---\n\n## Một\n\nHai.\n",
    );
    kit.build().ok();
    let read = |path: &str| {
        let found = zbar(&kit.public().join(path));
        assert_eq!(found.len(), 1, "{path}: {found:?}");
        found[0].clone()
    };
    let chao = read("cards/chao/square.vi.png");
    assert!(chao.starts_with("https://kit.example.vn/q/"), "{chao}");
    assert!(chao.ends_with("?utm_campaign=mot"), "{chao}");
    assert_eq!(read("cards/moi/square.vi.png"), "https://kit.example.vn/faq/hoi/?utm_campaign=mot");
    let sheet = read("files/leaflets/to/to.vi.preview.png");
    assert!(
        sheet.contains("?v=") && sheet.ends_with("&utm_source=print&utm_campaign=mot"),
        "{sheet}"
    );
}
