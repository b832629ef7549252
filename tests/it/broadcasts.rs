//! The sheets of loudspeaker scripts: what stands on them, how large, and
//! where they are offered.

use std::collections::BTreeSet;
use std::fs::File;
use std::process::Command;

use serde_json::Value;

use crate::harness::{Kit, fold, pdf_text, zbar};

const PDF: &str = "files/broadcasts/loa/loa.vi.sheet.pdf";
const ONE: &str = "Kính thưa bà con, hôm nay có tin mới: lương hưu 1.500.000 đồng.";
const TWO: &str = "Ai cũng tham gia được; cứ hỏi trong xã. Kính chúc bà con mạnh khỏe!";

fn kit() -> Kit {
    let kit = Kit::small();
    write(&kit, ONE);
    kit
}

fn write(kit: &Kit, first: &str) {
    let text = format!(
        "---\ntitle: Loa của xã\naudiences: [nguoi-dan]\ncampaigns: [mot]\nvoices: 2\nper_week: 3\nstatus: approved\n---\n\n{first}\n\n{TWO}\n"
    );
    kit.write("broadcasts/loa.md", &text);
}

fn entry(kit: &Kit) -> Value {
    let manifest = kit.manifest();
    let all = manifest["artifacts"].as_array().expect("a list of artifacts");
    all.iter().find(|entry| entry["path"] == PDF).expect("the sheet's entry").clone()
}

#[test]
fn broadcasts_have_a_sheet_that_the_manifest_tells() {
    let kit = kit();
    kit.build().ok();
    let entry = entry(&kit);
    assert_eq!(entry["kind"], "broadcast");
    assert_eq!(entry["variant"], "sheet");
    assert_eq!(entry["id"], "loa");
    assert_eq!((entry["width"].as_f64(), entry["height"].as_f64()), (Some(148.0), Some(210.0)));
    assert_eq!(entry["campaigns"][0], "mot");
}

#[test]
fn broadcasts_sheets_say_the_script_and_no_mark_is_in_its_text() {
    let kit = kit();
    kit.build().ok();
    let text = pdf_text(&kit.public().join(PDF));
    assert!(text.contains("Loa của xã"), "{text}");
    assert!(text.contains(&fold(ONE)), "{text}");
    assert!(text.contains(&fold(TWO)), "{text}");
    assert!(!text.contains("//"), "{text}");
    // Its own time, and the readings a week.
    assert!(text.contains("Thời gian đọc 10 giây"), "{text}");
    assert!(text.contains("Phát 3 lần mỗi tuần"), "{text}");
    assert!(text.contains("Trang 1/"), "{text}");
}

#[test]
fn broadcasts_are_set_large() {
    let kit = kit();
    kit.build().ok();
    let output = Command::new("pdftohtml")
        .args(["-xml", "-stdout", "-i", "-zoom", "1"])
        .arg(kit.public().join(PDF))
        .output()
        .expect("pdftohtml (poppler-utils)");
    let xml = String::from_utf8_lossy(&output.stdout);
    let attribute = |line: &str, name: &str| {
        let (_, rest) = line.split_once(&format!("{name}=\""))?;
        Some(rest.split('"').next()?.to_string())
    };
    let large: BTreeSet<String> = xml
        .lines()
        .filter(|line| line.contains("<fontspec"))
        .filter(|line| {
            attribute(line, "size")
                .is_some_and(|size| size.parse::<f64>().is_ok_and(|size| size >= 16.0))
        })
        .filter_map(|line| attribute(line, "id"))
        .collect();
    let line = xml.lines().find(|line| line.contains("thưa")).expect("the script's first line");
    assert!(attribute(line, "font").is_some_and(|font| large.contains(&font)), "{xml}");
}

#[test]
fn broadcasts_codes_are_read_and_lead_to_a_page() {
    let kit = kit();
    kit.build().ok();
    let entry = entry(&kit);
    let address = entry["qr"][0].as_str().expect("an address");
    let pages = entry["pages"].to_string();
    let picture = kit.root().join("sheet");
    let made = Command::new("pdftoppm")
        .args(["-r", "150", "-png", "-singlefile", "-f", &pages, "-l", &pages])
        .arg(kit.public().join(PDF))
        .arg(&picture)
        .status();
    assert!(made.expect("pdftoppm (poppler-utils)").success());
    assert_eq!(zbar(&picture.with_extension("png")), [address]);
    let page =
        address.strip_prefix("https://kit.example.vn/").and_then(|rest| rest.split('?').next());
    assert!(kit.has(&format!("{}/index.html", page.expect("a page of the site"))));
}

#[test]
fn broadcasts_offer_their_sheet_on_their_page_and_in_packs() {
    let kit = kit();
    kit.build().ok();
    assert!(kit.read("broadcasts/loa/index.html").contains(PDF));
    assert!(kit.read("campaigns/mot/nguoi-dan/index.html").contains(PDF));
    let pack = File::open(kit.public().join("packs/mot--nguoi-dan.vi.zip")).expect("the pack");
    let pack = zip::ZipArchive::new(pack).expect("a zip");
    assert!(pack.file_names().flatten().any(|name| name == "broadcasts/loa.vi.sheet.pdf"));
}

#[test]
fn broadcasts_alone_can_be_built() {
    let kit = kit();
    kit.run(&["build", "--only", "broadcasts"]).ok();
    assert!(kit.has(PDF));
    assert!(!kit.has("index.html"));
}

#[test]
fn broadcasts_versions_follow_the_text_and_not_the_day() {
    let kit = kit();
    let build = |date: &str| {
        kit.run(&["build", "--only", "broadcasts", "--date", date]).ok();
        entry(&kit)["qr"][0].as_str().map(str::to_string)
    };
    let first = build("2026-11-21");
    assert_eq!(build("2026-11-22"), first);
    write(&kit, "Kính thưa bà con, hôm nay có tin khác.");
    assert_ne!(build("2026-11-22"), first);
}

#[test]
fn broadcasts_faults_point_into_the_script() {
    let kit = kit();
    // A letter that no font of the theme has.
    write(&kit, "Kính thưa bà con \u{12000}.");
    let run = kit.run(&["build", "--format", "json"]);
    let places = run.places();
    let expected = "missing-glyph content/broadcasts/loa.md 10:";
    assert!(places.iter().any(|place| place.starts_with(expected)), "{places:?}");
}
