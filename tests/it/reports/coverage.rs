//! `lantoa report coverage`.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{json, sheets, two_languages};
use crate::harness::{Kit, TODAY, fold};

/// Live, draft, waiting, expiring of one place.
fn place(report: &Value, audience: &str, kind: &str, language: &str) -> [u64; 4] {
    let row = report["rows"].as_array().expect("rows").iter().find(|row| {
        row["audience"] == audience && row["kind"] == kind && row["language"] == language
    });
    let row = row.expect("a row");
    ["live", "draft", "waiting", "expiring"].map(|key| row[key].as_u64().expect("a number"))
}

#[test]
fn coverage_counts_each_place() {
    let kit = two_languages();
    let report = json(&kit, &["coverage"]);
    assert_eq!(report["date"], TODAY);
    assert_eq!(report["horizon"], "2027-01-20");
    assert_eq!(place(&report, "nguoi-dan", "message", "vi"), [5, 0, 1, 3]);
    assert_eq!(place(&report, "nguoi-dan", "message", "en"), [3, 0, 1, 1]);
    assert_eq!(place(&report, "can-bo", "message", "vi"), [1, 1, 0, 1]);
    assert_eq!(place(&report, "can-bo", "message", "en"), [0, 1, 0, 0]);
    assert_eq!(place(&report, "nguoi-dan", "leaflet", "vi"), [0, 0, 0, 0]);
    assert_eq!(report["rows"].as_array().expect("rows").len(), 2 * 5 * 2);
    // Each item once, however many places it stands in.
    let message = &report["totals"][0]["counts"][0];
    assert_eq!((&message["live"], &message["draft"]), (&5.into(), &1.into()));
    assert_eq!(
        (&report["totals"][0]["covered"], &report["totals"][0]["places"]),
        (&2.into(), &10.into())
    );
    // A question that no campaign holds.
    assert_eq!(report["outside"][0]["id"], "le");
    assert_eq!(report["outside"].as_array().expect("a list").len(), 1);
}

#[test]
fn coverage_names_what_is_missing() {
    let kit = two_languages();
    let report = json(&kit, &["coverage"]);
    let missing = report["missing"].as_array().expect("a list");
    assert_eq!(missing.len(), 20 - 3);
    let at = |audience: &str, kind: &str, language: &str| {
        let found = missing.iter().find(|gap| {
            gap["audience"]["id"] == audience && gap["kind"] == kind && gap["language"] == language
        });
        let gap = found.expect("a gap");
        (gap["instead"].as_str().expect("a word").to_string(), gap["items"].clone())
    };
    assert_eq!(at("can-bo", "message", "en"), ("drafts".into(), serde_json::json!(["nhap"])));
    assert_eq!(at("can-bo", "broadcast", "vi"), ("nothing".into(), serde_json::json!([])));
    let untranslated: Vec<(&Value, &Value)> = report["untranslated"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|item| (&item["item"]["id"], &item["lacks"][0]))
        .collect();
    let names = ["chi-viet", "tat", "le"].map(Value::from);
    let english = Value::from("en");
    assert_eq!(untranslated, names.iter().map(|id| (id, &english)).collect::<Vec<_>>());

    // Without the draft, the message in Vietnamese is what is nearest.
    let messages =
        fs::read_to_string(kit.content().join("campaigns/mot/messages.yml")).expect("text");
    kit.write(
        "campaigns/mot/messages.yml",
        &messages
            .replace("- id: nhap", "- id: nhap\n  campaigns: []")
            .replace("audiences: [can-bo]", "audiences: [nguoi-dan]"),
    );
    let report = json(&kit, &["coverage"]);
    let gap = report["missing"].as_array().expect("a list").iter().find(|gap| {
        gap["audience"]["id"] == "can-bo" && gap["kind"] == "message" && gap["language"] == "en"
    });
    let gap = gap.expect("a gap");
    assert_eq!((&gap["instead"], &gap["items"][0]), (&"other-language".into(), &"chi-viet".into()));
}

#[test]
fn a_leaflet_made_in_one_language_on_purpose_lacks_none() {
    let kit = two_languages();
    kit.write(
        "leaflets/to.md",
        "---\ntitle: Tờ\naudiences: [can-bo]\ncampaigns: [mot]\ntemplate: table-sheet\nlanguages: [vi]\nstatus: approved\n---\n## Một\n\nChữ.\n",
    );
    let report = json(&kit, &["coverage"]);
    assert_eq!(place(&report, "can-bo", "leaflet", "vi")[0], 1);
    let lists = format!("{}{}", report["untranslated"], report["missing"]);
    assert!(!lists.contains("\"to\""), "{lists}");
}

#[test]
fn coverage_says_why_an_item_ends() {
    let kit = two_languages();
    let report = json(&kit, &["coverage", "--lang", "vi"]);
    let expiring = report["expiring"].as_array().expect("a list");
    let ids: Vec<&str> =
        expiring.iter().map(|item| item["item"]["id"].as_str().expect("an id")).collect();
    assert_eq!(ids, ["tat", "chi-viet", "sap"]);
    // Everything that ends in time, the first first; "xa" ends a day later.
    let reasons = expiring[0]["reasons"].as_array().expect("reasons");
    assert_eq!(expiring[0]["until"], "2026-12-01");
    assert_eq!(reasons.len(), 2);
    assert_eq!((&reasons[0]["id"], &reasons[0]["next"]), (&"tat".into(), &Value::Null));
    assert_eq!((&reasons[1]["id"], &reasons[1]["next"]), (&"muc".into(), &"2.000 đồng".into()));
    // A formula ends with what it uses.
    assert_eq!(expiring[1]["reasons"][0]["id"], "muc");
    assert_eq!(expiring[1]["until"], "2026-12-31");
    assert_eq!(expiring[2]["reasons"][0]["why"], "valid");
    assert_eq!(expiring[2]["reasons"][0]["replaced_by"], "message:hai-tieng");

    let text = fold(&kit.run(&["report", "coverage", "--lang", "vi"]).ok().stdout);
    assert!(text.contains("Sắp tắt: từ 02/12/2026 chưa có giá trị"), "{text}");
}

#[test]
fn the_table_fits_a_terminal() {
    let long = "Người lao động tự do, tiểu thương, nông dân, ngư dân và tất cả những ai chưa tham gia bảo hiểm xã hội ở xã, phường";
    let kit = two_languages();
    kit.write(
        "audiences.yml",
        &format!(
            "- {{id: nguoi-dan, title: \"{long}\"}}\n- {{id: can-bo, title: Cán\u{300} bộ}}\n"
        ),
    );
    for lang in ["vi", "en"] {
        for report in ["coverage", "plan"] {
            let text = kit.run(&["report", report, "--lang", lang]).ok().stdout;
            for line in text.lines() {
                assert!(line.chars().count() <= 100, "{}: {line}", line.chars().count());
                assert!(!line.contains('\x1b') && !line.ends_with(' '), "{line:?}");
            }
        }
    }
    let text = kit.run(&["report", "coverage", "--lang", "vi"]).ok().stdout;
    let vi = text.lines().find(|line| line.contains(" vi ")).expect("a line");
    let cells: Vec<&str> = vi.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
    assert_eq!(cells[1..], ["vi", "5 +1 !3", "–", "–", "–", "–"]);
    // Two lines for two languages, then cut.
    let en = text.lines().find(|line| line.contains(" en ")).expect("a line");
    assert!(en.split("  ").next().expect("a name").ends_with('…'), "{en}");
    // With one language there is no column for it.
    let text = Kit::small().run(&["report", "coverage", "--lang", "vi"]).ok().stdout;
    assert!(!text.contains("NN") && text.contains("Không có tài liệu nào hết hạn"), "{text}");
}

#[test]
fn the_page_stands_alone_and_is_safe() {
    let kit = two_languages();
    kit.run(&["report", "coverage", "--html", "do-phu.html", "--lang", "vi"]).ok();
    let page = fs::read_to_string(kit.root().join("do-phu.html")).expect("a page");
    assert!(page.contains("Cán bộ &lt; 5 năm &amp; xã"), "escaped");
    for outside in ["<script", "<link", "<img", "http://", "https://", "style=", "url(", "@import"]
    {
        assert!(!page.contains(outside), "{outside}");
    }
    for part in ["<html lang=\"vi\">", "<caption>", "scope=\"col\"", "scope=\"row", "rowspan=\"2\""]
    {
        assert!(page.contains(part), "{part}");
    }
    assert!(
        page.contains("<span aria-hidden=\"true\">–</span><span class=\"said\">còn thiếu</span>")
    );
    // The policy lets in exactly this style.
    let css =
        page.split("<style>").nth(1).and_then(|s| s.split("</style>").next()).expect("a style");
    let file = kit.root().join("page.css");
    fs::write(&file, css).expect("written");
    let hash = Command::new("openssl")
        .args(["dgst", "-sha256", "-binary", "-out"])
        .arg(kit.root().join("hash"))
        .arg(&file)
        .status()
        .expect("openssl");
    assert!(hash.success());
    let base64 = Command::new("base64").arg(kit.root().join("hash")).output().expect("base64");
    let base64 = String::from_utf8(base64.stdout).expect("text");
    assert!(page.contains(&format!("style-src 'sha256-{}'", base64.trim())), "hash: {base64}");
    // A title in another language than the page says so.
    kit.run(&["report", "coverage", "--html", "coverage.html", "--lang", "en"]).ok();
    let page = fs::read_to_string(kit.root().join("coverage.html")).expect("a page");
    assert!(page.contains("<html lang=\"en\">") && page.contains("lang=\"vi\">Cán bộ"), "lang");
}

/// A file inside a workbook.
fn inside(path: &Path, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(fs::File::open(path).expect("a file")).expect("a zip");
    let mut text = String::new();
    zip.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn the_coverage_workbook_reads_back() {
    let kit = two_languages();
    kit.run(&["report", "coverage", "--xlsx", "do-phu.xlsx", "--lang", "vi"]).ok();
    let path = kit.root().join("do-phu.xlsx");
    let sheets = sheets(&path);
    let names: Vec<&str> = sheets.keys().map(String::as_str).collect();
    for name in ["Độ phủ", "Sắp hết hạn", "Còn thiếu", "Chưa dịch", "Ngoài bảng"]
    {
        assert!(names.contains(&name), "{names:?}");
    }
    let grid = &sheets["Độ phủ"];
    assert_eq!(grid[3][..5], ["Chiến dịch", "Đối tượng", "Ngôn ngữ", "Thông điệp", "Tờ rơi"]);
    assert_eq!(grid[4][..5], ["Chiến dịch một", "Người dân", "Tiếng Việt", "5", "0"]);
    assert_eq!(grid[4][8..], ["4", "0", "1", "3"]);
    // A day is a number of days there: 1 December 2026.
    assert_eq!(
        sheets["Sắp hết hạn"][4][..4],
        ["46357", "Thông điệp", "7 đồng, 1.000 đồng, 5 đồng", "tat"]
    );
    assert_eq!(sheets["Còn thiếu"].len(), 4 + 17);
    let sheet = inside(&path, "xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("<autoFilter ref=\"A4:L8\"") && sheet.contains("state=\"frozen\""),
        "{sheet}"
    );
    let core = inside(&path, "docProps/core.xml");
    assert!(core.contains("2026-11-21T00:00:00Z"), "{core}");
}
