//! Where links, pictures and codes lead: what a check accepts has a place in
//! the build, and what it refuses says where.

mod generated;
mod kits;
mod site;
mod world;

use std::collections::BTreeSet;

use self::site::{attributes, dead, faults};
use crate::harness::{Kit, QUIET, files, sample};

#[test]
fn every_address_of_the_sample_leads_somewhere() {
    let all = files(sample());
    let home = String::from_utf8_lossy(&all["index.html"]).into_owned();
    let canonical = home.split("<link rel=\"canonical\" href=\"").nth(1).expect("a canonical");
    let base = canonical.split('"').next().expect("an address");
    let faults = faults(&all, base);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The ids that templates have of their own are those no heading gets.
#[test]
fn headings_know_the_ids_of_templates() {
    let known = include_str!("../../../src/doc/headings.rs");
    let root = crate::harness::repository().join("themes/default/templates");
    for (path, bytes) in files(&root) {
        let text = String::from_utf8_lossy(&bytes);
        for id in attributes(&text, "id").iter().filter(|id| !id.contains('{')) {
            assert!(known.contains(&format!("\"{id}\"")), "{path}: {id}");
        }
    }
}

fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbImage::from_pixel(40, 30, image::Rgb([20, 130, 30]));
    pixels.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

const BASE: &str = "https://kit.example.vn/kho/";

/// A kit with an item of every kind, with old ids, odd file names, two
/// languages, two units, something expired and something that is a draft.
fn country() -> Kit {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &format!(
            "title: {{vi: Bộ, en: Kit}}\nbase_url: {BASE}\nlanguages: [vi, en]\nunit: tw\ncards: [og]\n{QUIET}"
        ),
    );
    kit.write("units/tw.yml", "name: Trung ương\nlevel: national\nlogo: dau.png\n");
    kit.write("units/tinh.yml", "name: Tỉnh\nlevel: province\nparent: tw\nlogo: dau-tinh.png\n");
    for path in [
        "units/dau.png",
        "units/dau-tinh.png",
        "campaigns/mot/bia.png",
        "faq/ảnh chợ.png",
        "anh.png",
    ] {
        kit.write_bytes(path, &picture());
    }
    kit.write_bytes("static/hình/sơ đồ.png", &picture());
    for path in ["mau.pdf", "thu-muc/tep.pdf", "mẫu tờ khai.pdf", "100% #1.pdf"] {
        kit.write(&format!("static/{path}"), "%PDF-1.4\n");
    }
    kit.write(
        "audiences.yml",
        "- id: nguoi-dan\n  title: {vi: Người dân, en: People}\n  guide:\n    vi: |\n      ## Cách dùng\n\n      ![Ảnh](anh.png) và [câu hỏi](faq:song#điều-kiện)\n",
    );
    kit.write(
        "campaigns/mot/campaign.yml",
        "title: {vi: Một, en: One}\naudiences: [nguoi-dan]\naliases: [khong]\ncover: bia.png\ncover_alt: Bìa\n",
    );
    kit.write("campaigns/mot/index.md", "## Vì sao\n\nLời.\n");
    kit.write(
        "legal.yml",
        "- {id: luat, number: 41/2024/QH15, title: Luật, url: \"https://luật.vn/toàn văn\"}\n",
    );
    kit.write(
        "facts.yml",
        "- {id: muc, title: Mức, unit: VND, values: [{value: 5000}], verified: {by: A, on: 2026-01-01}}\n",
    );
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: chao\n  aliases: [xin-chao]\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi: {headline: Chào}\n    en: {headline: Hello}\n- id: nhap\n  audiences: [nguoi-dan]\n  text: {vi: {headline: Nháp}}\n",
    );
    let front = "audiences: [nguoi-dan]\nstatus: approved\n";
    kit.write(
        "faq/song.md",
        &format!("---\ntitle: Sống\n{front}aliases: [cu]\n---\n\n## Điều kiện\n\n![Chợ](<ảnh chợ.png>)\n\n## Điều kiện\n\n## Text\n\nLời.\n"),
    );
    kit.write("faq/song.en.md", "---\ntitle: Live\n---\n\n## Conditions\n\nWords.\n");
    kit.write(
        "faq/het.md",
        &format!("---\ntitle: Hết\n{front}valid: {{until: 2026-11-20}}\n---\n\n## Cũ\n\n![Chợ](<ảnh chợ.png>)\n\n[đi](#cũ) [nháp](message:nhap)\n"),
    );
    kit.write("faq/nhap.md", "---\ntitle: Nháp\naudiences: [nguoi-dan]\n---\n\n## Gì\n\nLời.\n");
    kit.write(
        "leaflets/to.md",
        &format!("---\ntitle: Tờ\n{front}campaigns: [mot]\ntemplate: flyer\naliases: [to-cu]\n---\n\n## Một\n\nLời.\n"),
    );
    kit.write(
        "infographics/so.yml",
        &format!("title: Số\n{front}blocks:\n  - {{kind: list, title: Việc cần làm, items: [{{text: Một}}]}}\n"),
    );
    kit.write("broadcasts/loa.md", &format!("---\ntitle: Loa\n{front}---\n\nKính thưa bà con.\n"));
    kit
}

/// What is accepted.
const GOOD: &[&str] = &[
    "message:chao",
    "message:xin-chao",
    "campaign:mot",
    "campaign:khong",
    "campaign:khong#vì-sao",
    "audience:nguoi-dan",
    "audience:nguoi-dan#cách-dùng",
    "legal:luat",
    "fact:muc",
    "faq:song",
    "faq:cu",
    "faq:song#điều-kiện",
    "faq:cu#điều-kiện-1",
    "faq:song#text-1",
    "faq:song#%C4%91i%E1%BB%81u-ki%E1%BB%87n",
    "faq:het",
    "faq:het#cũ",
    "leaflet:to#một",
    "leaflet:to-cu",
    "product:to-cu",
    "infographic:so#việc-cần-làm",
    "broadcast:loa",
    "mau.pdf",
    "/mau.pdf",
    "./mau.pdf",
    "mau.pdf#page=2",
    "/thu-muc/tep.pdf?x=1#y",
    "static/mau.pdf",
    "/mẫu tờ khai.pdf",
    "/m%E1%BA%ABu%20t%E1%BB%9D%20khai.pdf#page=2",
    "/100% #1.pdf",
    "https://bảohiểm.vn/đường dẫn?q=1",
    "tel:19009068",
];

/// What is refused, with the check that speaks.
const BAD: &[(&str, &str)] = &[
    ("message:khong-co", "broken-link"),
    ("message:nhap", "broken-link"),
    ("faq:nhap#gì", "broken-link"),
    ("campaign:hai", "broken-link"),
    ("faq:song#khong-co", "broken-link"),
    ("faq:cu#điều-kiện-2", "broken-link"),
    ("legal:luat#muc", "broken-link"),
    ("message:chao#x", "broken-link"),
    ("/khong-co.pdf", "broken-link"),
    ("khong-co.pdf#page=2", "broken-link"),
    ("../mau.pdf", "unsafe-path"),
    ("javascript:alert(1)", "unsafe-link"),
    ("https://", "unsafe-link"),
    ("https://a.vn:cong/", "unsafe-link"),
    ("icon:phone", "broken-link"),
];

#[test]
fn what_is_accepted_leads_somewhere() {
    let kit = country();
    let links: String = GOOD.iter().map(|to| format!("- [đi]({})\n", bracketed(to))).collect();
    let codes: String = GOOD.iter().map(|to| format!("![mã](<qr:{to}>)\n\n")).collect();
    let more =
        "## Ở đây\n\n[đây](#ở-đây)\n\n![Sơ đồ](</hình/sơ đồ.png>)\n\n![Đồ họa](infographic:so)\n\n";
    let text = format!("{links}\n{more}");
    let front = "status: approved\naudiences: [nguoi-dan]\ncampaigns: [mot]\n";
    kit.write("pages/trang.md", &format!("---\ntitle: Trang\n{front}---\n\n{text}{codes}"));
    kit.write("faq/moi.md", &format!("---\ntitle: Mới\n{front}---\n\n{text}{codes}"));
    kit.write("campaigns/mot/index.md", &format!("## Vì sao\n\n{text}"));
    let messages: String = GOOD
        .iter()
        .enumerate()
        .map(|(n, to)| format!("- id: tin-{n}\n  audiences: [nguoi-dan]\n  status: approved\n  link: '{to}'\n  text: {{vi: {{headline: Tin {n}}}}}\n"))
        .collect();
    kit.write("messages/tin.yml", &messages);
    let run = kit.run(&["build", "--unit", "all"]).ok();
    assert_eq!(run.stderr.matches("broken-link").count(), 0, "{}", run.stderr);
    let all = kit.files();
    let faults = faults(&all, BASE);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // No link was left to its words.
    let page = kit.read("trang/index.html");
    assert_eq!(page.matches(">đi</a>").count(), GOOD.len(), "{page}");
    assert_eq!(page.matches(">mã</a>").count(), GOOD.len(), "{page}");
    assert!(page.contains("https://xn--bohim-v11b9i.vn/%C4%91%C6%B0%E1%BB%9Dng%20d%E1%BA%ABn?q=1"));
    assert!(
        kit.read("legal/luat/index.html")
            .contains("href=\"https://xn--lut-6hz.vn/to%C3%A0n%20v%C4%83n\"")
    );
    // Captions lead there too.
    for (n, to) in GOOD.iter().enumerate() {
        let page = kit.read(&format!("messages/tin-{n}/index.html"));
        let words = page.replace("&#x2F;", "/").replace("&amp;", "&");
        let links = words.split([' ', '\n', '<', '>', '"']).filter(|word| word.starts_with(BASE));
        let faults: Vec<String> = links.filter_map(|link| dead(&all, BASE, "", link)).collect();
        assert!(faults.is_empty(), "{to}: {}", faults.join("\n"));
    }
}

#[test]
fn codes_hold_addresses_that_lead_somewhere() {
    let kit = country();
    let front = "status: approved\naudiences: [nguoi-dan]\n";
    for (n, some) in GOOD.chunks(4).enumerate() {
        let blocks: String =
            some.iter().map(|to| format!("  - {{kind: qr, to: '{to}', label: Mã}}\n")).collect();
        kit.write(
            &format!("infographics/ma-{n}.yml"),
            &format!("title: Mã {n}\n{front}blocks:\n{blocks}"),
        );
    }
    kit.build().ok();
    let all = kit.files();
    let manifest = kit.manifest();
    let artifacts = manifest["artifacts"].as_array().expect("artifacts");
    let mut codes = BTreeSet::new();
    for artifact in
        artifacts.iter().filter(|a| a["path"].as_str().is_some_and(|p| p.ends_with(".vi.png")))
    {
        for code in artifact["qr"].as_array().into_iter().flatten().filter_map(|code| code.as_str())
        {
            codes.insert(code.to_string());
        }
    }
    let faults: Vec<String> = codes.iter().filter_map(|code| dead(&all, BASE, "", code)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // Each has its own but for those that are one: old ids and other ways to
    // write a file's name.
    let own = codes.iter().filter(|code| !code.contains("/q/")).count();
    assert_eq!(own, GOOD.len() - 8, "{codes:#?}");
}

#[test]
fn a_code_that_leads_nowhere_is_an_error_whatever_the_kit_says() {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\nchecks: {broken-link: off, orphan-item: off, unverified-fact: off}\n",
    );
    let front = "audiences: [nguoi-dan]\ncampaigns: [mot]\nstatus: approved\n";
    kit.write(
        "faq/loi.md",
        &format!("---\ntitle: Lời\n{front}---\n\n[Lời này ở lại](faq:khong-co).\n"),
    );
    kit.build().ok();
    assert!(kit.read("faq/loi/index.html").contains("Lời này ở lại"));
    kit.write(
        "leaflets/to.md",
        &format!("---\ntitle: Tờ\n{front}qr: {{to: \"faq:khong-co\"}}\n---\n\n## Một\n\n![Mã](qr:faq:khong-co)\n\nXem ![Mã](qr:faq:loi) này.\n"),
    );
    kit.write(
        "infographics/so.yml",
        &format!("title: Số\n{front}blocks:\n  - {{kind: qr, to: \"#dau\"}}\n"),
    );
    let places = kit.check().places();
    let lines: Vec<&str> =
        places.iter().filter_map(|place| Some(place.rsplit_once(':')?.0)).collect();
    assert_eq!(
        lines,
        [
            "broken-link content/infographics/so.yml 6",
            "broken-link content/leaflets/to.md 6",
            "broken-link content/leaflets/to.md 11",
            "broken-link content/leaflets/to.md 13",
        ]
    );
    assert_eq!(kit.build().code, 1);
}

fn bracketed(to: &str) -> String {
    format!("<{to}>")
}

#[test]
fn what_is_refused_says_where() {
    let kit = country();
    let front = "status: approved\naudiences: [nguoi-dan]\n";
    let links: String = BAD.iter().map(|(to, _)| format!("[đi](<{to}>)\n\n")).collect();
    kit.write(
        "pages/trang.md",
        &format!(
            "---\ntitle: Trang\n{front}---\n\n{links}[x](#khong-co)\n\n[x](<faq:song#điều kiện>)\n"
        ),
    );
    let run = kit.check();
    let expected: Vec<String> = BAD
        .iter()
        .map(|(_, id)| id.to_string())
        .chain(["broken-link".into(), "broken-link".into()])
        .collect();
    let found: Vec<String> = run
        .diagnostics()
        .iter()
        .map(|d| d["id"].as_str().unwrap_or_default().to_string())
        .collect();
    assert_eq!(found, expected, "{}", run.stderr);
    let last = run.diagnostics().pop().expect("a diagnostic");
    assert!(last["hints"].to_string().contains("faq:song#điều-kiện"), "{last}");
}
