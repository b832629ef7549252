//! Units: contacts from above, their own wording, their own kits.

use crate::harness::Kit;

fn two_units() -> Kit {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        "title: Bộ nhỏ\nbase_url: https://kit.example.vn/kho/\nlanguages: [vi]\nunit: trung-uong\n",
    );
    kit.write(
        "units/trung-uong.yml",
        "name: Trung ương\nlevel: national\nhotline: \"19009068\"\nwebsite: https://tw.example.vn\n",
    );
    kit.write(
        "units/khanh-hoa.yml",
        concat!(
            "name: BHXH tỉnh Khánh Hòa\nparent: trung-uong\nlevel: province\n",
            "address: 01 Nguyễn Tất Thành\n",
            "overrides:\n  messages:\n    chao: {vi: {headline: \"Kính chào bà con xứ Trầm {{ muc }}\"}}\n",
        ),
    );
    kit.write(
        "facts.yml",
        "- {id: muc, title: Mức, unit: VND, values: [{value: 2530000}], verified: {by: A, on: 2026-01-01}}\n",
    );
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi: {headline: Xin chào bà con, body: \"Gọi {{ unit.hotline }}, {{ unit.address }}.\"}\n",
    );
    kit.write(
        "leaflets/gap.md",
        "---\ntitle: Tờ gấp\naudiences: [nguoi-dan]\ncampaigns: [mot]\nstatus: approved\n---\n\n## Một\n\nGọi {{ unit.hotline }}.\n",
    );
    kit
}

#[test]
fn one_unit_speaks_for_itself_at_the_root() {
    let kit = two_units();
    kit.build().ok();
    let page = kit.read("messages/chao/index.html");
    assert!(page.contains("Xin chào bà con") && page.contains("Gọi 19009068"), "{page}");
    assert!(!page.contains("xứ Trầm"));
    let national = kit.manifest();
    kit.run(&["build", "--unit", "khanh-hoa"]).ok();
    let page = kit.read("messages/chao/index.html");
    assert!(page.contains("Kính chào bà con xứ Trầm 2.530.000 đồng"), "{page}");
    // The hotline comes from above, the address is its own.
    assert!(page.contains("Gọi 19009068, 01 Nguyễn Tất Thành."), "{page}");
    assert!(!kit.has("units/khanh-hoa/index.html"));
    let provincial = kit.manifest();
    let of = |manifest: &serde_json::Value, path: &str| {
        let all = manifest["artifacts"].as_array().expect("artifacts").clone();
        all.into_iter().find(|a| a["path"] == path).unwrap_or_else(|| panic!("no {path}"))
    };
    let card = "cards/chao/og.vi.png";
    assert_eq!(of(&national, card)["unit"], "trung-uong");
    assert_eq!(of(&provincial, card)["unit"], "khanh-hoa");
    // Its own wording quotes a fact, and its codes are its own.
    assert_eq!(of(&provincial, card)["facts"][0], "muc");
    assert!(of(&national, card)["facts"].is_null());
    assert_ne!(of(&national, card)["qr"], of(&provincial, card)["qr"]);
}

#[test]
fn all_units_side_by_side() {
    let kit = two_units();
    kit.run(&["build", "--unit", "khanh-hoa"]).ok();
    let alone = kit.read("messages/chao/index.html");
    let qr_alone = kit.manifest()["artifacts"][0]["qr"].clone();
    kit.run(&["build", "--unit", "all"]).ok();
    assert!(kit.read("messages/chao/index.html").contains("Xin chào bà con"));
    let page = kit.read("units/khanh-hoa/messages/chao/index.html");
    assert!(page.contains("xứ Trầm") && alone.contains("xứ Trầm"));
    for path in [
        "index.html",
        "campaigns/mot/index.html",
        "campaigns/mot/nguoi-dan/index.html",
        "feed.xml",
        "calendar.ics",
    ] {
        assert!(kit.has(path) && kit.has(&format!("units/khanh-hoa/{path}")), "{path}");
    }
    let manifest = kit.manifest();
    let artifacts = manifest["artifacts"].as_array().expect("artifacts");
    // Every code leads to a page at the root, whichever unit it is of.
    let mut codes = std::collections::BTreeSet::new();
    for artifact in artifacts {
        let path = artifact["path"].as_str().expect("a path");
        let unit = artifact["unit"].as_str();
        if path.starts_with("units/") {
            assert_eq!(unit, Some("khanh-hoa"), "{path}");
        }
        for url in artifact["qr"].as_array().into_iter().flatten() {
            let url = url.as_str().expect("an address");
            let code = url.strip_prefix("https://kit.example.vn/kho/q/").expect("a short address");
            let code = code.split('?').next().expect("a code");
            assert!(kit.has(&format!("q/{code}/index.html")), "{url}");
            codes.insert((code.to_string(), unit.map(str::to_string)));
        }
    }
    assert_eq!(codes.len(), 4, "{codes:?}");
    assert_ne!(qr_alone, serde_json::Value::Null);
    // No page links to something that is not there.
    for (path, bytes) in kit.files() {
        if !path.ends_with(".html") || path == "404.html" {
            continue;
        }
        let html = String::from_utf8(bytes).expect("text");
        for link in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            if link.contains(':') || link.starts_with('#') {
                continue;
            }
            let link = link.split(['#', '?']).next().unwrap_or_default();
            let mut parts: Vec<&str> = path.split('/').collect();
            parts.pop();
            for part in link.split('/') {
                match part {
                    ".." => drop(parts.pop()),
                    "." | "" => {}
                    part => parts.push(part),
                }
            }
            let to = parts.join("/");
            let page = if to.is_empty() { "index.html".into() } else { format!("{to}/index.html") };
            assert!(
                kit.has(&to) && !to.is_empty() && !link.ends_with('/') || kit.has(&page),
                "{path}: {link}"
            );
        }
    }
    assert!(
        kit.read("sitemap.xml")
            .contains("https://kit.example.vn/kho/units/khanh-hoa/messages/chao/")
    );
}

#[test]
fn a_unit_that_is_not_there_is_said_with_those_that_are() {
    let kit = two_units();
    let run = kit.run(&["check", "--unit", "khanh-hoaa"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("khanh-hoa, trung-uong"), "{}", run.stderr);
    kit.write(
        "units/khanh-hoa.yml",
        "name: A\nparent: trung-uon\noverrides: {messages: {chaoo: {vi: {headline: Mức {{ muk }}}}}}\n",
    );
    assert!(
        kit.check()
            .places()
            .iter()
            .any(|place| place.starts_with("invalid-yaml") || place.starts_with("wrong-type"))
    );
    kit.write(
        "units/khanh-hoa.yml",
        "name: A\nparent: trung-uon\noverrides: {messages: {chaoo: {vi: {headline: \"Mức {{ muk }} 500.000 đồng\", bodi: A}}}, leaflet: {}}\n",
    );
    assert_eq!(
        kit.check().places(),
        [
            "unknown-reference content/units/khanh-hoa.yml 2:9",
            "unknown-reference content/units/khanh-hoa.yml 3:24",
            "unknown-fact content/units/khanh-hoa.yml 3:55",
            "literal-amount content/units/khanh-hoa.yml 3:62",
            "unknown-field content/units/khanh-hoa.yml 3:77",
            "unknown-field content/units/khanh-hoa.yml 3:89",
        ]
    );
}
