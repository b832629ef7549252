//! Units: contacts from above, their own wording, their own kits.

use lantoa::artifact::Input;

use crate::harness::Kit;

fn two_units() -> Kit {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        "title: Bộ nhỏ\nbase_url: https://kit.example.vn/kho/\nlanguages: [vi]\nunit: trung-uong\n",
    );
    kit.write(
        "units/trung-uong.yml",
        "name: Trung ương\nlevel: national\nhotline: \"19009068\"\nwebsite: https://bhxh.gov.vn\n",
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
    kit.write(
        "campaigns/mot/campaign.yml",
        "title: Chiến dịch một\naudiences: [nguoi-dan]\nwindows: [{from: 2026-01-01}]\n",
    );
    kit.run(&["build", "--unit", "khanh-hoa"]).ok();
    let alone = kit.read("messages/chao/index.html");
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

/// The wording of a unit decides what a message quotes: a fact of its own is
/// named, one that its words no longer call is not.
#[test]
fn what_a_unit_words_is_what_its_message_quotes() {
    let kit = two_units();
    kit.write(
        "facts.yml",
        concat!(
            "- {id: muc, title: Mức, unit: VND, values: [{value: 2530000, until: 2026-12-31}]}\n",
            "- {id: tuoi, title: Tuổi, unit: years, values: [{value: 60}]}\n",
        ),
    );
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi: {headline: \"Từ {{ tuoi }}\", body: Gọi ngay.}\n",
    );
    let facts = |args: &[&str]| {
        kit.run(args).ok();
        let manifest = kit.manifest();
        let artifacts = manifest["artifacts"].as_array().expect("artifacts").clone();
        let card = artifacts.into_iter().find(|a| a["path"] == "cards/chao/og.vi.png");
        let card = card.expect("a card");
        (card["facts"].clone(), card["valid_until"].clone())
    };
    let (national, until) = facts(&["build"]);
    assert_eq!((national, until), (serde_json::json!(["tuoi"]), serde_json::Value::Null));
    let (provincial, until) = facts(&["build", "--unit", "khanh-hoa"]);
    assert_eq!(provincial, serde_json::json!(["muc"]));
    assert_eq!(until, "2026-12-31");
}

/// Kits of units hold what they have in common once.
#[test]
fn kits_of_units_share_what_no_unit_words() {
    use lantoa::catalog::{Kind, LoadOptions, Shared, load};
    let kit = two_units();
    kit.write("campaigns/hai/campaign.yml", "title: Hai\naudiences: [nguoi-dan]\n");
    kit.write(
        "campaigns/hai/messages.yml",
        "- id: khac\n  audiences: [nguoi-dan]\n  status: approved\n  text: {vi: {headline: \"{{ unit.name }}: {{ muc }}\"}}\n",
    );
    let mut found = lantoa::diag::Diagnostics::default();
    let content = lantoa::source::read_content(&kit.content(), &mut found).expect("a folder");
    let date = "2026-11-21".parse().ok();
    let national = load(&content, &LoadOptions { date, ..LoadOptions::default() }, &mut found);
    let id = lantoa::source::ItemId::parse("khanh-hoa").expect("an id");
    let own = national.of_unit(&id, String::new());
    assert!(Shared::is_same(&national.campaigns, &own.campaigns));
    assert!(Shared::is_same(&national.facts, &own.facts));
    let message = |kit: &lantoa::catalog::Kit, id: &str| {
        std::ptr::from_ref(kit.item(Kind::Message, id).expect("a message"))
    };
    assert_eq!(message(&national, "khac"), message(&own, "khac"));
    assert_ne!(message(&national, "chao"), message(&own, "chao"));
    let quotes = |kit: &lantoa::catalog::Kit, id: &str| {
        let quotes = kit.item(Kind::Message, id).expect("a message").quotes.clone();
        (quotes.facts.join(" "), quotes.unit.join(" "))
    };
    assert_eq!(quotes(&national, "khac"), ("muc".into(), "name".into()));
    assert_eq!(quotes(&national, "chao"), (String::new(), "address hotline".into()));
    assert_eq!(quotes(&own, "chao"), ("muc".into(), "address hotline".into()));
    assert_eq!(own.basis(own.item(Kind::Message, "chao").expect("a message")).facts, ["muc"]);
}

/// A logo that every drawing of every unit shows is decoded once.
#[test]
fn a_shared_logo_is_decoded_once() {
    use lantoa::catalog::{LoadOptions, load};
    let kit = two_units();
    let mut logo = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(40, 20, image::Rgb([0, 80, 160]));
    picture.write_to(&mut logo, image::ImageFormat::Png).expect("a PNG");
    kit.write_bytes("units/logo.png", &logo.into_inner());
    kit.write(
        "units/trung-uong.yml",
        "name: Trung ương\nlevel: national\nhotline: \"19009068\"\nlogo: logo.png\n",
    );
    let mut found = lantoa::diag::Diagnostics::default();
    let content = lantoa::source::read_content(&kit.content(), &mut found).expect("a folder");
    let theme = lantoa::theme::Theme::embedded(&mut Default::default()).expect("the theme");
    let date = "2026-11-21".parse().ok();
    let national = load(&content, &LoadOptions { date, ..LoadOptions::default() }, &mut found);
    let id = lantoa::source::ItemId::parse("khanh-hoa").expect("an id");
    let own = national.of_unit(&id, "units/khanh-hoa/".into());
    assert_eq!(content.decoded(), 0);
    for kit in [&national, &own] {
        let edition = lantoa::edition::Edition::of(kit, &content, &theme);
        lantoa::check::check(&edition, &mut found);
        let heads = Default::default();
        let jobs = lantoa::plan::OUTPUTS.iter().flat_map(|output| (output.jobs)(&edition, &heads));
        let inputs = jobs.filter_map(|job| (job.recipe)(&()));
        let shown = inputs.filter(
            |input| matches!(input, Input::Drawing(drawing) if !drawing.pictures.is_empty()),
        );
        let shown = shown.count();
        assert!(shown > 2, "{shown} drawings show the logo");
    }
    assert_eq!(content.decoded(), 1);
}

/// What `--unit all` makes of a unit is what is made of it alone.
#[test]
fn a_unit_beside_others_is_as_it_is_alone() {
    let kit = two_units();
    kit.write(
        "units/ninh-thuan.yml",
        "name: BHXH tỉnh Ninh Thuận\nparent: trung-uong\nlevel: province\nhotline: \"02593822155\"\n",
    );
    kit.run(&["build", "--unit", "all"]).ok();
    let all = kit.files();
    for unit in ["khanh-hoa", "ninh-thuan"] {
        kit.run(&["build", "--unit", unit]).ok();
        let alone = kit.files();
        let drawn =
            alone.iter().filter(|(path, _)| path.ends_with(".png") || path.ends_with(".pdf"));
        let mut count = 0;
        for (path, bytes) in drawn {
            assert!(all.get(&format!("units/{unit}/{path}")) == Some(bytes), "{unit}: {path}");
            count += 1;
        }
        assert!(count > 3, "{count} drawings");
    }
}
