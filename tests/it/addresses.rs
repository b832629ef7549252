//! Where things are: pictures, static files, aliases, ids that are taken.

use crate::harness::Kit;

/// A small red PNG with a text chunk that says where it was taken.
fn picture() -> Vec<u8> {
    let pixels = image::RgbImage::from_pixel(40, 30, image::Rgb([200, 30, 30]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
    let mut bytes = bytes.into_inner();
    // After the header chunk: tEXt "Comment", with its checksum.
    let mut chunk = b"tEXtComment\0chup tai nha rieng".to_vec();
    let crc = crc32(&chunk);
    let mut whole = u32::try_from(chunk.len() - 4).expect("short").to_be_bytes().to_vec();
    whole.append(&mut chunk);
    whole.extend(crc.to_be_bytes());
    bytes.splice(33..33, whole);
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

#[test]
fn pictures_are_shown_without_what_they_carried() {
    let kit = Kit::small();
    kit.write_bytes("faq/hinh/cho.png", &picture());
    kit.write("faq/hoi.md", "---\ntitle: Hỏi\nstatus: approved\n---\n\n![Chợ quê](hinh/cho.png)\n");
    kit.build().ok();
    let all = kit.files();
    let (path, bytes) =
        all.iter().find(|(path, _)| path.starts_with("files/pictures/cho-")).expect("the picture");
    assert!(!bytes.windows(8).any(|w| w == b"nha rien"), "metadata came along");
    let page = kit.read("faq/hoi/index.html");
    assert!(page.contains(path.as_str()) && page.contains("alt=\"Chợ quê\""), "{page}");
    kit.write("faq/hoi.md", "---\ntitle: Hỏi\nstatus: approved\n---\n\n![](hinh/cho.png)\n\n![x](hinh/khong.png)\n\n![x](../../kit.yml)\n");
    assert_eq!(
        kit.check().places(),
        [
            "missing-alt content/faq/hoi.md 6:5",
            "missing-file content/faq/hoi.md 8:6",
            "unsafe-path content/faq/hoi.md 10:6",
        ]
    );
}

#[test]
fn static_files_are_copied_and_take_no_address() {
    let kit = Kit::small();
    kit.write("static/CNAME", "kit.example.vn\n");
    kit.write("static/.nojekyll", "");
    kit.write("static/google.html", "ok\n");
    kit.build().ok();
    assert_eq!(kit.read("CNAME"), "kit.example.vn\n");
    assert_eq!(kit.read("google.html"), "ok\n");
    assert!(kit.has(".nojekyll"));
    kit.write("static/index.html", "mine\n");
    let run = kit.check();
    assert_eq!(run.code, 1);
    assert_eq!(run.diagnostics()[0]["id"], "duplicate-id");
}

#[test]
fn pages_may_not_take_the_names_of_folders() {
    let kit = Kit::small();
    kit.write("pages/cards.md", "---\ntitle: Thẻ\nstatus: approved\n---\nChữ\n");
    kit.write("pages/vi.md", "---\ntitle: Việt\nstatus: approved\n---\nChữ\n");
    let ids: Vec<String> = kit.check().places();
    assert_eq!(
        ids,
        ["invalid-id content/pages/cards.md 1:1", "invalid-id content/pages/vi.md 1:1"]
    );
}

#[test]
fn old_addresses_lead_to_the_new() {
    let kit = Kit::small();
    kit.write("faq/moi.md", "---\ntitle: Mới\nstatus: approved\naliases: [cu]\n---\nĐáp\n");
    kit.build().ok();
    let page = kit.read("faq/cu/index.html");
    assert!(page.contains("http-equiv=\"refresh\"") && page.contains("moi/"), "{page}");
    assert!(!kit.read("sitemap.xml").contains("faq/cu/"));
    kit.write("faq/cu.md", "---\ntitle: Cũ\nstatus: approved\n---\nĐáp\n");
    assert_eq!(kit.check().places(), ["duplicate-id content/faq/moi.md 4:11"]);
}
