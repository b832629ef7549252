//! Cards: every template in every format, what each needs, and photos that
//! give nothing away.

use std::io::Cursor;

use image::{ImageFormat, RgbImage};

use crate::harness::{Kit, rqrr, zbar};

/// The formats of the output contract, with their sizes in px.
const FORMATS: [(&str, u32, u32); 6] = [
    ("og", 1200, 630),
    ("square", 1080, 1080),
    ("portrait", 1080, 1350),
    ("story", 1080, 1920),
    ("wide", 1280, 720),
    ("led", 1920, 1080),
];

/// The smallest kit with this message after its `id`, `audiences` and `status`.
fn kit(message: &str) -> Kit {
    let kit = Kit::small();
    kit.write(
        "campaigns/mot/messages.yml",
        &format!("- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n{message}"),
    );
    kit
}

/// A photograph with a camera's name and a place in its metadata.
fn photo() -> Vec<u8> {
    let picture = RgbImage::from_fn(1600, 1200, |x, y| {
        let grain = (x * 7 + y * 13) % 23;
        image::Rgb([(x / 8) as u8, (y / 6) as u8, (90 + grain) as u8])
    });
    let mut jpeg = Cursor::new(Vec::new());
    picture.write_to(&mut jpeg, ImageFormat::Jpeg).expect("a JPEG");
    let jpeg = jpeg.into_inner();
    let note = b"Exif\0\0MAYANH-X100 12.2388N 109.1967E";
    let mut with_note = jpeg[..2].to_vec();
    with_note.extend([0xff, 0xe1]);
    with_note.extend(u16::try_from(note.len() + 2).expect("short").to_be_bytes());
    with_note.extend(note);
    with_note.extend(&jpeg[2..]);
    with_note
}

const QUOTE: &str =
    "  by: Chị Hoa, tiểu thương\n  text: {vi: {headline: Giữ sổ là giữ lương hưu}}\n";
const STEPS: &str =
    "  steps: [Cúp máy, Gọi lại để hỏi, Báo công an]\n  text: {vi: {headline: Có người lạ gọi}}\n";
const PHOTO: &str = "  picture: {src: cho.jpg, alt: Một sạp rau buổi sớm}\n  text: {vi: {headline: An tâm tuổi già}}\n";

fn template_of(kit: &Kit, format: &str, ending: &str) -> Vec<u8> {
    std::fs::read(kit.public().join(format!("cards/chao/{format}.vi.{ending}"))).expect("a card")
}

/// Every template is drawn in every format, at its size, with a code that
/// two decoders read; each differs from a plain statement.
#[test]
fn every_template_in_every_format() {
    let plain = kit("  text: {vi: {headline: Giữ sổ là giữ lương hưu}}\n");
    plain.build().ok();
    for (template, message, ending) in
        [("quote", QUOTE, "png"), ("steps", STEPS, "png"), ("photo", PHOTO, "jpg")]
    {
        let kit = kit(message);
        kit.write_bytes("campaigns/mot/cho.jpg", &photo());
        kit.build().ok();
        let manifest = kit.manifest();
        let artifacts = manifest["artifacts"].as_array().expect("artifacts").clone();
        for (format, width, height) in FORMATS {
            let path = format!("cards/chao/{format}.vi.{ending}");
            let entry = artifacts.iter().find(|a| a["path"] == path.as_str());
            let entry = entry.unwrap_or_else(|| panic!("{template}: no {path}"));
            assert_eq!(entry["width"], f64::from(width), "{path}");
            assert_eq!(entry["height"], f64::from(height), "{path}");
            assert!(entry["bytes"].as_u64().is_some_and(|bytes| bytes <= 1 << 20), "{path}");
            let file = kit.public().join(&path);
            let size = image::image_dimensions(&file).expect("a picture");
            assert_eq!(size, (width, height), "{path}");
            let address = entry["qr"][0].as_str().expect("an address").to_string();
            assert_eq!(rqrr(&file), std::slice::from_ref(&address), "{template} {format}");
            assert_eq!(zbar(&file), [address], "{template} {format}");
            assert_ne!(
                template_of(&kit, format, ending),
                template_of(&plain, format, "png"),
                "{template}"
            );
        }
    }
}

/// What a card says is also on its message's page, and the page shows and
/// offers the files that there are.
#[test]
fn the_page_says_what_the_card_shows() {
    let kit = kit(STEPS);
    kit.build().ok();
    let page = kit.read("messages/chao/index.html");
    assert!(page.contains("<li>Gọi lại để hỏi</li>"), "{page}");

    let kit = super::cards::kit(QUOTE);
    kit.build().ok();
    assert!(kit.read("messages/chao/index.html").contains("– Chị Hoa, tiểu thương"));

    let kit = super::cards::kit(PHOTO);
    kit.write_bytes("campaigns/mot/cho.jpg", &photo());
    kit.build().ok();
    let page = kit.read("messages/chao/index.html");
    assert!(page.contains("Một sạp rau buổi sớm"));
    assert!(page.contains("cards/chao/og.vi.jpg\""), "the link preview");
    assert!(!page.contains("og.vi.png"));
    assert!(page.contains("JPEG"));
}

/// What stays together on a line is never wider than the line: the last words
/// of a sentence that ends in an amount.
#[test]
fn a_short_body_that_ends_in_an_amount_has_room() {
    let kit = kit(
        "  figure: muc\n  text:\n    vi: {headline: \"Đóng BHXH, già có tiền\", body: \"Nhà nước đóng {{ muc }} mãi.\"}\n",
    );
    kit.write("facts.yml", "- {id: muc, title: Mức, unit: VND/month, values: [{value: 132000}]}\n");
    assert_eq!(kit.check().places(), [""; 0]);
}

/// The editor's `card` wins over what there is to show.
#[test]
fn the_editor_chooses_the_template() {
    let chosen = kit(&format!("  card: statement\n{STEPS}"));
    chosen.build().ok();
    let steps = kit(STEPS);
    steps.build().ok();
    assert_ne!(template_of(&chosen, "square", "png"), template_of(&steps, "square", "png"));
}

#[test]
fn a_photo_keeps_nothing_of_where_it_was_taken() {
    let kit = kit(PHOTO);
    kit.write_bytes("campaigns/mot/cho.jpg", &photo());
    kit.write(
        "campaigns/mot/campaign.yml",
        "title: Một\naudiences: [nguoi-dan]\nwindows: [{from: 2026-11-01}]\ncover: cho.jpg\ncover_alt: Chợ buổi sớm\n",
    );
    kit.build().ok();
    for (path, bytes) in kit.files() {
        let gives_away = |words: &[u8]| bytes.windows(words.len()).any(|found| found == words);
        assert!(!gives_away(b"MAYANH") && !gives_away(b"109.1967E"), "{path}");
    }
    let page = kit.read("campaigns/mot/index.html");
    assert!(page.contains("alt=\"Chợ buổi sớm\""), "{page}");
    assert!(kit.read("index.html").contains("files/pictures/cho-"));
}

#[test]
fn a_template_says_what_it_lacks() {
    for (message, places) in [
        ("  card: steps\n", "missing-field"),
        ("  card: steps\n  steps: [Một bước]\n", "missing-field"),
        ("  card: photo\n", "missing-field"),
        ("  card: figure\n", "missing-field"),
    ] {
        let kit = kit(&format!("{message}  text: {{vi: {{headline: Chào}}}}\n"));
        assert_eq!(
            kit.check().places(),
            [format!("{places} content/campaigns/mot/messages.yml 4:9")],
            "{message}"
        );
    }
    let kit = kit("  steps: [A, B, C, D, E]\n  text: {vi: {headline: Chào}}\n");
    assert_eq!(kit.check().places(), ["text-overflow content/campaigns/mot/messages.yml 4:23"]);
}

/// A caption says what its card shows beside headline and body.
#[test]
fn captions_hold_the_steps_and_the_speaker() {
    for (message, said) in [
        (STEPS, "1. Cúp máy\n2. Gọi lại để hỏi\n3. Báo công an"),
        (QUOTE, "“Giữ sổ là giữ lương hưu”\n– Chị Hoa, tiểu thương"),
        // Without a speaker it is the unit that speaks.
        (
            "  card: quote\n  text: {vi: {headline: Giữ sổ là giữ lương hưu}}\n",
            "“Giữ sổ là giữ lương hưu”\n– Bộ nhỏ",
        ),
    ] {
        let kit = kit(message);
        kit.run(&["build", "--only", "site"]).ok();
        let page = kit.public().join("messages/chao/index.html");
        let page = std::fs::read_to_string(page).expect("a page");
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[test]
fn steps_too_long_for_a_card_point_at_the_step() {
    let long = "Mở ứng dụng rồi bấm vào ô đăng nhập và làm theo từng lời chỉ dẫn ".repeat(8);
    let kit =
        kit(&format!("  steps: [Ngắn, \"{long}\", Ngắn]\n  text: {{vi: {{headline: Chào}}}}\n"));
    let places = kit.check().places();
    assert!(!places.is_empty());
    for place in places {
        assert_eq!(place, "text-overflow content/campaigns/mot/messages.yml 4:17");
    }
}

#[test]
fn pictures_of_fields_are_looked_at() {
    let message = |picture: &str| {
        let kit = kit(&format!("  picture: {picture}\n  text: {{vi: {{headline: Chào}}}}\n"));
        // A picture that nothing names would be a finding of its own.
        if picture.contains("hong.jpg") {
            kit.write_bytes("campaigns/mot/hong.jpg", b"day khong phai anh");
        } else {
            kit.write_bytes("campaigns/mot/cho.jpg", &photo());
        }
        kit.check().places()
    };
    let at = "content/campaigns/mot/messages.yml 4:18";
    assert_eq!(message("{src: khong-co.jpg, alt: Chợ}"), [format!("missing-file {at}")]);
    assert_eq!(message("{src: hong.jpg, alt: Chợ}"), [format!("missing-file {at}")]);
    assert_eq!(message("{src: ../../../cho.jpg, alt: Chợ}"), [format!("unsafe-path {at}")]);
    assert_eq!(message("{src: cho.jpg}"), [format!("missing-alt {at}")]);
    assert_eq!(message("{src: cho.jpg, alt: Chợ}"), Vec::<String>::new());

    let kit = kit("  text: {vi: {headline: Chào}}\n");
    kit.write_bytes("campaigns/mot/cho.jpg", &photo());
    kit.write("campaigns/mot/campaign.yml", "title: Một\naudiences: [nguoi-dan]\ncover: cho.jpg\n");
    assert_eq!(kit.check().places(), ["missing-alt content/campaigns/mot/campaign.yml 3:8"]);
}

/// A unit's logo stands on cards, sheets and pages.
#[test]
fn a_units_logo_is_shown() {
    let plain = kit("  text: {vi: {headline: Chào}}\n");
    plain.write("units/tinh.yml", "name: BHXH tỉnh\n");
    plain.build().ok();
    let kit = kit("  text: {vi: {headline: Chào}}\n");
    let mut logo = Cursor::new(Vec::new());
    RgbImage::from_pixel(120, 60, image::Rgb([200, 20, 40]))
        .write_to(&mut logo, ImageFormat::Png)
        .expect("a PNG");
    kit.write_bytes("units/logo.png", &logo.into_inner());
    kit.write("units/tinh.yml", "name: BHXH tỉnh\nlogo: logo.png\n");
    kit.build().ok();
    assert_ne!(template_of(&kit, "square", "png"), template_of(&plain, "square", "png"));
    assert!(kit.read("index.html").contains("files/pictures/logo-"));
}
