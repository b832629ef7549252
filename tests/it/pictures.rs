//! Pictures that an editor may give: what cannot be shown is an error at the
//! field that names it, in words; what can is shown once, small and clean.

use std::fs;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};

use crate::harness::Kit;

const MESSAGES: &str = "campaigns/mot/messages.yml";

fn photo_card(id: &str) -> String {
    format!(
        "- id: {id}\n  audiences: [nguoi-dan]\n  status: approved\n  card: photo\n  picture: {{src: anh.jpg, alt: Chợ}}\n  text:\n    vi: {{headline: Xin chào {id}}}\n"
    )
}

fn noise(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb([(x / 16 * 37) as u8, (y / 16 * 59) as u8, ((x / 16) ^ (y / 16)) as u8])
    })
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(picture).expect("a JPEG");
    bytes
}

fn of(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

#[test]
fn pictures_that_cannot_be_shown_are_errors_in_words() {
    let whole = jpeg(&noise(400, 300));
    let narrow = of(&RgbImage::new(1, 12_000), ImageFormat::Png);
    let gif =
        b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    let cases: [(&str, Vec<u8>, &str); 6] = [
        ("a narrow one", narrow, "too long and narrow: 1 × 12000 px"),
        ("a strip", jpeg(&noise(1200, 150)), "would cut most of it off"),
        ("a cut one", whole[..whole.len() * 2 / 3].to_vec(), "is cut short"),
        ("a GIF", gif.to_vec(), "is a GIF file"),
        ("a text", b"xin chao".to_vec(), "is not a picture"),
        ("nothing", Vec::new(), "is cut short"),
    ];
    for (what, bytes, words) in cases {
        let kit = Kit::small();
        kit.write(MESSAGES, &photo_card("chao"));
        kit.write_bytes("campaigns/mot/anh.jpg", &bytes);
        let run = kit.run(&["check", "--no-drawn", "--format", "json", "--lang", "en"]);
        assert_eq!(run.code, 1, "{what}: {}", run.stderr);
        assert_eq!(run.places(), [format!("missing-file content/{MESSAGES} 5:18")], "{what}");
        assert!(run.stderr.contains(words), "{what}: {}", run.stderr);
    }
}

#[test]
fn a_picture_is_published_as_large_as_it_is_shown() {
    let kit = Kit::small();
    kit.write_bytes("faq/anh.jpg", &jpeg(&noise(4000, 3000)));
    kit.write("faq/hoi.md", "---\ntitle: Hỏi\nstatus: approved\n---\n![Chợ](anh.jpg)\n");
    kit.run(&["build", "--only", "site"]).ok();
    let folder = kit.public().join("files/pictures");
    let files = fs::read_dir(folder).expect("pictures").flatten();
    let sides = files.map(|file| {
        let picture = image::open(file.path()).expect("a picture");
        (picture.width(), picture.height())
    });
    let mut sides: Vec<_> = sides.collect();
    sides.sort_unstable();
    // With the copies that a phone fetches.
    assert_eq!(sides, [(320, 240), (640, 480), (1080, 810), (2000, 1500)]);
}
