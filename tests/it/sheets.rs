//! Sheets that read from top to bottom: the flyer and the poster, their
//! papers, pictures and codes.

use std::io::Cursor;

use image::{ImageFormat, RgbImage};

use crate::harness::{Kit, fold, pdf_text, zbar};

const BODY: &str = "## Ai được tham gia?

Người từ đủ 15 tuổi, không thuộc diện bắt buộc.

- Người buôn bán nhỏ
- Nông dân, ngư dân

## Đăng ký thế nào?

1. Gọi tổng đài
2. Chọn mức đóng
3. Nhận biên lai
";

fn kit(front: &str, body: &str) -> Kit {
    let kit = Kit::small();
    kit.write(
        "leaflets/to.md",
        &format!("---\ntitle: Để dành hôm nay\naudiences: [nguoi-dan]\nstatus: approved\n{front}---\n{body}"),
    );
    kit
}

#[test]
fn flyers_and_posters_have_their_papers() {
    for (front, width, height, pages) in [
        ("template: flyer\n", 148.0, 210.0, 1..=2),
        ("template: flyer\npaper: A5\n", 148.0, 210.0, 1..=2),
        ("template: poster\n", 297.0, 420.0, 1..=1),
        ("template: poster\npaper: A2\n", 420.0, 594.0, 1..=1),
    ] {
        let kit = kit(front, BODY);
        kit.build().ok();
        let manifest = kit.manifest();
        let sheet = manifest["artifacts"]
            .as_array()
            .expect("artifacts")
            .iter()
            .find(|a| a["path"] == "files/leaflets/to/to.vi.screen.pdf")
            .expect("the sheet")
            .clone();
        let near = |key: &str, mm: f64| (sheet[key].as_f64().unwrap_or_default() - mm).abs() < 0.3;
        assert!(near("width", width) && near("height", height), "{front}: {sheet}");
        assert!(pages.contains(&sheet["pages"].as_u64().unwrap_or_default()), "{front}");
        let said = fold(&pdf_text(&kit.public().join("files/leaflets/to/to.vi.screen.pdf")));
        for words in ["Để dành hôm nay", "Ai được tham gia?", "Nhận biên lai"] {
            assert!(said.contains(&fold(words)), "{front}: {words}");
        }
        if *pages.end() == 1 {
            let preview = kit.public().join("files/leaflets/to/to.vi.preview.png");
            assert_eq!(zbar(&preview), [sheet["qr"][0].as_str().expect("a code").to_string()]);
        }
    }
}

#[test]
fn a_paper_that_a_template_lacks_is_said() {
    let kit = kit("template: flyer\npaper: A3\n", BODY);
    assert_eq!(kit.check().places(), ["unknown-value content/leaflets/to.md 6:8"]);
}

#[test]
fn a_poster_too_full_overflows() {
    let kit = kit("template: poster\n", &BODY.repeat(6));
    let places = kit.check().places();
    assert!(!places.is_empty());
    assert!(places.iter().all(|place| place.starts_with("text-overflow")), "{places:?}");
}

/// The picture of every kind of sheet is on it, with words for those who
/// cannot see it.
#[test]
fn a_leaflets_picture_is_drawn() {
    let mut picture = Cursor::new(Vec::new());
    RgbImage::from_fn(900, 600, |x, y| image::Rgb([(x / 4) as u8, (y / 3) as u8, 120]))
        .write_to(&mut picture, ImageFormat::Jpeg)
        .expect("a JPEG");
    let picture = picture.into_inner();
    for template in ["trifold", "table-sheet", "flyer", "poster"] {
        let build = |front: &str| {
            let kit = kit(&format!("template: {template}\n{front}"), BODY);
            kit.write_bytes("leaflets/cho.jpg", &picture);
            kit.build().ok();
            kit.files()["files/leaflets/to/to.vi.preview.png"].clone()
        };
        // A preview with a photo weighs far more than one without.
        let (with, without) = (build("picture: {src: cho.jpg, alt: Chợ}\n"), build(""));
        assert!(with.len() > without.len(), "{template}");
        let kit = kit(&format!("template: {template}\npicture: {{src: cho.jpg}}\n"), BODY);
        kit.write_bytes("leaflets/cho.jpg", &picture);
        assert_eq!(kit.check().places(), ["missing-alt content/leaflets/to.md 6:16"], "{template}");
    }
}

/// Words of two syllables stay whole where a line is wide enough for them.
#[test]
fn no_word_of_two_syllables_is_broken_in_running_text() {
    let text =
        std::fs::read(crate::harness::repository().join("themes/default/typst/compounds/vi.json"));
    let compounds: serde_json::Value =
        serde_json::from_slice(&text.expect("compounds")).expect("JSON");
    let sentence = "Người dân ở địa phương có thể đăng ký trực tuyến, kiểm tra thông tin và thanh \
                    toán qua ngân hàng, hoặc đến cơ quan gần nhà để được hướng dẫn. ";
    let mut lines = 0;
    for (template, times) in [("trifold", 2), ("flyer", 4), ("table-sheet", 6)] {
        let body = format!("## Làm thế nào?\n\n{}\n", sentence.repeat(times));
        let kit = kit(&format!("template: {template}\n"), &body);
        kit.run(&["build", "--only", "leaflets"]).ok();
        let output = std::process::Command::new("pdftotext")
            .args(["-raw"])
            .arg(kit.public().join("files/leaflets/to/to.vi.screen.pdf"))
            .arg("-")
            .output()
            .expect("pdftotext");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let of_text: Vec<&str> = said.lines().filter(|line| line.len() > 12).collect();
        for pair in of_text.windows(2) {
            let last = pair[0].split_whitespace().last().unwrap_or_default().to_lowercase();
            let first = pair[1].split_whitespace().next().unwrap_or_default().to_lowercase();
            let first = first.trim_end_matches(['.', ',']);
            let seconds = compounds[&last].as_array();
            let is_broken = seconds.is_some_and(|seconds| seconds.iter().any(|s| s == first));
            assert!(!is_broken, "{template}: {last} | {first}\n{said}");
        }
        lines += of_text.len();
    }
    assert!(lines > 20, "{lines} lines");
}
