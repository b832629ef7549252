//! Deliberately broken templates: each fails the proof of its ink, and its
//! mended twin passes.

use serde_json::json;

use super::super::{Fault, Met};
use super::{drawing, typesetter};
use crate::artifact::Picture;

/// A rule as strict as a card's.
const RULE: super::InkRule = super::InkRule {
    safe: [20.0; 4],
    least_type: 12.0,
    most_type: 200.0,
    large_type: 24.0,
    unit: "px",
};

fn faults(template: &str) -> Vec<Fault> {
    let head = "#set page(width: 300pt, height: 300pt, margin: 0pt, fill: white)
        #let at(x, y, body) = place(dx: x * 1pt, dy: y * 1pt, body)
        #let boxed(name, width, body) = [#block(width: width * 1pt, body)#label(\"lantoa-text:\" + name)]
        #let behind(body) = [#block(body)#label(\"lantoa-behind\")]
        #let icon = image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path fill='silver' d='M0 0h9v9z'/></svg>\"), format: \"svg\", width: 60pt)
        #let photo(n) = behind(image(\"/picture/\" + str(n), width: 240pt, height: 120pt))
        #set text(size: 20pt)\n";
    let typesetter = typesetter(&format!("{head}{template}"));
    let mut drawing = drawing(json!(null));
    drawing.ink = RULE;
    drawing.pictures = PHOTOS.map(photo).to_vec();
    let sheet = typesetter.layout(&drawing).expect("a drawing");
    sheet.finish().expect("a drawing").flaws
}

/// Photos: a bright sky, a dark wood, a wood with a cloud over its right
/// half, and one full of specks.
const PHOTOS: [fn(u32, u32) -> u8; 4] = [
    |x, y| 200 + grain(x, y) / 8,
    |x, y| 20 + grain(x, y) / 8,
    |x, y| if x < 120 { 20 + grain(x, y) / 8 } else { 200 + grain(x, y) / 8 },
    |x, y| if grain(x, y) < 8 { 250 } else { 30 },
];

fn grain(x: u32, y: u32) -> u8 {
    ((x * 7919 + y * 104_729 + x * y * 31).wrapping_mul(2_654_435_761) >> 24) as u8
}

fn photo(light: fn(u32, u32) -> u8) -> Picture {
    let picture = image::RgbImage::from_fn(240, 120, |x, y| image::Rgb([light(x, y); 3]));
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).expect("a PNG");
    let bytes: std::sync::Arc<[u8]> = png.into_inner().into();
    Picture { digest: blake3::hash(&bytes), bytes }
}

/// The kind of each fault.
fn kinds(faults: &[Fault]) -> Vec<&'static str> {
    let kind = |fault: &Fault| match fault {
        Fault::Overflow { .. } => "overflow",
        Fault::SmallType { .. } => "small",
        Fault::Overlap { met: Met::Text(_), .. } => "text",
        Fault::Overlap { met: Met::Picture, .. } => "picture",
        Fault::Overlap { met: Met::Shape, .. } => "shape",
        Fault::LowContrast { .. } => "contrast",
        other => panic!("{other:?}"),
    };
    faults.iter().map(kind).collect()
}

#[test]
fn a_broken_template_fails_the_proof_and_its_twin_passes() {
    let cases = [
        ("overflow", "#at(240, 100)[Bảo hiểm]", "#at(40, 100)[Bảo hiểm]"),
        ("overflow", "#at(10, 100)[Bảo hiểm]", "#at(22, 100)[Bảo hiểm]"),
        ("overflow", "#at(40, 285)[Bảo hiểm]", "#at(40, 240)[Bảo hiểm]"),
        (
            "overflow",
            "#at(40, 100, boxed(\"step-2\", 60, [dichvucong.baohiem.gov.vn]))",
            "#at(40, 100, boxed(\"step-2\", 240, [dịch vụ công]))",
        ),
        (
            "overflow",
            "#at(40, 100, block(clip: true, inset: 8pt, width: 50pt, height: 40pt, box(width: 200pt)[Bảo hiểm y tế]))",
            "#at(40, 100, block(clip: true, inset: 8pt, width: 200pt, height: 40pt)[Bảo hiểm y tế])",
        ),
        (
            "text",
            "#at(40, 100)[Nhà nước] #at(60, 104)[hỗ trợ]",
            "#at(40, 100)[Nhà nước] #at(60, 140)[hỗ trợ]",
        ),
        (
            "text",
            "#at(40, 100, text(60pt)[100]) #at(70, 110)[đồng]",
            "#at(40, 100, text(60pt)[100]) #at(170, 110)[đồng]",
        ),
        (
            "picture",
            "#at(40, 90, icon) #at(60, 100)[hỗ trợ]",
            "#at(40, 90, icon) #at(110, 100)[hỗ trợ]",
        ),
        (
            "picture",
            "#at(60, 100)[hỗ trợ] #at(40, 90, icon)",
            "#at(40, 90, behind(icon)) #at(60, 100)[hỗ trợ]",
        ),
        (
            "picture",
            "#at(40, 90, icon) #at(60, 100)[hỗ trợ]",
            "#at(40, 90, icon) #at(40, 90, rect(fill: white, width: 90pt, height: 70pt)) #at(60, 100)[hỗ trợ]",
        ),
        // What is cut off of a picture is not there.
        (
            "picture",
            "#at(40, 90, box(width: 60pt, height: 60pt, icon)) #at(60, 130)[hỗ trợ]",
            "#at(40, 90, block(clip: true, width: 60pt, height: 30pt, icon)) #at(60, 130)[hỗ trợ]",
        ),
        (
            "shape",
            "#at(60, 100)[hỗ trợ] #at(40, 90, rect(fill: blue, width: 200pt, height: 60pt))",
            "#at(60, 100)[hỗ trợ] #at(40, 90, rect(stroke: blue, width: 200pt, height: 60pt))",
        ),
        (
            "contrast",
            "#at(60, 100, text(fill: luma(180))[hỗ trợ])",
            "#at(60, 100, text(fill: luma(90))[hỗ trợ])",
        ),
        (
            "contrast",
            "#at(40, 90, circle(radius: 80pt, fill: luma(60))) #at(80, 160)[hỗ trợ]",
            "#at(40, 90, circle(radius: 80pt, fill: luma(60))) #at(80, 160, text(fill: white)[hỗ trợ])",
        ),
        // Half of it lies beyond the field it was meant for: it has no room.
        (
            "overflow",
            "#at(40, 90, rect(width: 60pt, height: 50pt, fill: navy)) #at(60, 100, text(fill: white)[Nhà nước hỗ trợ])",
            "#at(40, 90, rect(width: 230pt, height: 50pt, fill: navy)) #at(60, 100, text(fill: white)[Nhà nước hỗ trợ])",
        ),
        (
            "overflow",
            "#at(30, 90, rect(width: 240pt, height: 60pt, fill: navy)) #at(40, 100, block(width: 220pt, text(fill: white)[Nhà nước hỗ trợ tiền đóng cho người tự đóng bảo hiểm]))",
            "#at(30, 90, rect(width: 240pt, height: 140pt, fill: navy)) #at(40, 100, block(width: 220pt, text(fill: white)[Nhà nước hỗ trợ tiền đóng cho người tự đóng bảo hiểm]))",
        ),
        // A text that no box names is held against its block.
        (
            "overflow",
            "#at(40, 100, block(width: 60pt)[dichvucong.baohiem.gov.vn])",
            "#at(40, 100, block(width: 240pt)[dịch vụ công])",
        ),
        // Words on photos, by what they show where the words stand.
        (
            "contrast",
            "#at(30, 90, photo(0)) #at(60, 130, text(fill: white)[Nhà nước hỗ trợ])",
            "#at(30, 90, photo(1)) #at(60, 130, text(fill: white)[Nhà nước hỗ trợ])",
        ),
        (
            "contrast",
            "#at(30, 90, photo(1)) #at(60, 130)[Nhà nước hỗ trợ]",
            "#at(30, 90, photo(0)) #at(60, 130)[Nhà nước hỗ trợ]",
        ),
        (
            "contrast",
            "#at(30, 90, photo(2)) #at(60, 130, text(fill: white)[Nhà nước hỗ trợ])",
            "#at(30, 90, photo(2)) #at(40, 130, text(fill: white)[Nhà nước])",
        ),
        (
            "contrast",
            "#at(30, 90, photo(3)) #at(60, 130, text(fill: luma(80))[Nhà nước hỗ trợ])",
            "#at(30, 90, photo(3)) #at(60, 130, text(fill: white)[Nhà nước hỗ trợ])",
        ),
        // A veil between them counts, and a field hides the photo.
        (
            "contrast",
            "#at(30, 90, photo(0)) #at(30, 120, rect(width: 240pt, height: 50pt, fill: rgb(0, 0, 0, 40))) #at(60, 130, text(fill: white)[Nhà nước hỗ trợ])",
            "#at(30, 90, photo(0)) #at(30, 120, rect(width: 240pt, height: 50pt, fill: rgb(0, 0, 0, 200))) #at(60, 130, text(fill: white)[Nhà nước hỗ trợ])",
        ),
        (
            "contrast",
            "#at(30, 90, photo(1)) #at(30, 120, rect(width: 240pt, height: 50pt, fill: white)) #at(60, 130, text(fill: white)[Nhà nước])",
            "#at(30, 90, photo(0)) #at(30, 120, rect(width: 240pt, height: 50pt, fill: navy)) #at(60, 130, text(fill: white)[Nhà nước])",
        ),
        (
            "contrast",
            "#at(30, 90, rect(width: 240pt, height: 50pt, fill: gradient.linear(navy, white))) #at(60, 100, text(fill: white)[Nhà nước hỗ trợ])",
            "#at(30, 90, rect(width: 240pt, height: 50pt, fill: gradient.linear(navy, black))) #at(60, 100, text(fill: white)[Nhà nước hỗ trợ])",
        ),
        (
            "contrast",
            "#at(40, 100, text(fill: gradient.linear(luma(200), navy))[Nhà nước hỗ trợ])",
            "#at(40, 100, text(fill: gradient.linear(black, navy))[Nhà nước hỗ trợ])",
        ),
        // Colours in spaces of their own.
        (
            "contrast",
            "#at(40, 100, text(fill: oklch(80%, 0.1, 200deg))[Nhà nước hỗ trợ])",
            "#at(40, 100, text(fill: oklch(35%, 0.1, 200deg))[Nhà nước hỗ trợ])",
        ),
        (
            "contrast",
            "#at(30, 90, rect(width: 240pt, height: 50pt, fill: cmyk(90%, 60%, 0%, 30%))) #at(40, 100)[Nhà nước hỗ trợ]",
            "#at(30, 90, rect(width: 240pt, height: 50pt, fill: cmyk(90%, 60%, 0%, 60%))) #at(40, 100, text(fill: white)[Nhà nước hỗ trợ])",
        ),
        // What lies behind words lies under them.
        (
            "picture",
            "#at(60, 130)[Nhà nước hỗ trợ] #at(30, 90, photo(0))",
            "#at(30, 90, photo(0)) #at(60, 130)[Nhà nước hỗ trợ]",
        ),
        // The corner of the circle's box is not the circle.
        (
            "contrast",
            "#at(40, 90, circle(radius: 80pt, fill: navy)) #at(42, 95, text(14pt, fill: white)[a])",
            "#at(40, 90, circle(radius: 80pt, fill: navy)) #at(115, 165, text(14pt, fill: white)[a])",
        ),
        ("small", "#at(40, 100, text(9pt)[Căn cứ])", "#at(40, 100, text(13pt)[Căn cứ])"),
        (
            "small",
            "#at(40, 100, scale(50%, origin: top + left, reflow: true, text(20pt)[Căn cứ]))",
            "#at(40, 100, scale(70%, origin: top + left, reflow: true, text(20pt)[Căn cứ]))",
        ),
    ];
    for (kind, broken, right) in cases {
        assert_eq!(kinds(&faults(broken)), [kind], "{broken}: {:?}", faults(broken));
        assert_eq!(faults(right), [], "{right}");
    }
}

#[test]
fn lines_of_one_text_may_be_set_solid() {
    for leading in ["0.02em", "0.2em"] {
        let text = format!(
            "#at(40, 40, boxed(\"body\", 200, {{ set par(leading: {leading}); set text(top-edge: 0.7em, bottom-edge: \"baseline\"); [Ễ gỹ Ậ gỹ Ễ gỹ Ậ gỹ Ễ gỹ Ậ gỹ Ễ gỹ Ậ gỹ] }}))"
        );
        assert_eq!(faults(&text), [], "{leading}");
    }
}

#[test]
fn an_overflow_says_how_many_letters() {
    for count in [30_usize, 40, 60] {
        let word = "m".repeat(count);
        let found = faults(&format!("#at(30, 100, boxed(\"step-2\", 200, text(14pt)[{word}]))"));
        let [Fault::Overflow { what, letters, text, .. }] = &found[..] else { panic!("{found:?}") };
        assert_eq!(what, "step-2");
        assert!(word.starts_with(text.as_str()));
        // Of equal letters, those that fit are 200 pt of the whole.
        let fitting = faults(&format!(
            "#at(30, 100, boxed(\"step-2\", 200, text(14pt)[{}]))",
            "m".repeat(count - letters)
        ));
        assert_eq!(fitting, [], "{count} less {letters}");
    }
}

#[test]
fn a_sign_that_no_font_draws_as_one_is_named_whole() {
    // Without an emoji font each part of a sequence is missing or drawn alone.
    for sign in ["1\u{fe0f}\u{20e3}", "\u{1f1fb}\u{1f1f3}", "\u{1f44d}\u{1f3fd}", "a\u{20e3}"] {
        let found = faults(&format!("#at(40, 100)[Số {sign} nhé]"));
        let named = found.iter().any(|fault| {
            matches!(fault, Fault::MissingGlyph { characters, .. } if characters.contains(sign))
        });
        assert!(named, "{sign}: {found:?}");
    }
}
