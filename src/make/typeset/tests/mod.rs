//! Small themes, written here, that do one thing right or wrong.

mod codes;
mod ink;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use serde_json::json;

use super::*;
use crate::artifact::InkRule;
use crate::artifact::qr::Level;

const URL: &str = "https://kit.example/q/k7f3a?v=3f9a1c";

/// Two fonts of the default theme: one to write with, one behind it.
static FONTS: LazyLock<Files> = LazyLock::new(|| {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/fonts");
    ["be-vietnam-pro/BeVietnamPro_400Regular.ttf", "noto-sans/NotoSans_400Regular.ttf"]
        .into_iter()
        .map(|file| {
            (
                format!("fonts/{file}"),
                std::fs::read(fonts.join(file)).expect("the default theme's fonts").into(),
            )
        })
        .collect()
});

fn typesetter(template: &str) -> Typesetter {
    let mut files = FONTS.clone();
    let head =
        "#let data = json(\"/data.json\")\n#set text(lang: \"vi\", font: \"Be Vietnam Pro\")\n";
    files.insert("typst/card.typ".into(), format!("{head}{template}").into_bytes().into());
    Typesetter::new(&files).expect("a theme")
}

fn drawing(data: serde_json::Value) -> Drawing {
    Drawing {
        entry: "card".into(),
        data,
        pictures: Vec::new(),
        qr: Vec::new(),
        qr_rule: QrRule::Screen { module_px: 4.0 },
        ink: InkRule {
            safe: [0.0; 4],
            least_type: 0.0,
            most_type: f64::INFINITY,
            large_type: 24.0,
            unit: "px",
        },
        pages: Some(1),
        title: "Mức đóng mới".into(),
        lang: "vi".into(),
        date: jiff::civil::date(2026, 11, 20),
        words: Arc::default(),
        places: BTreeMap::new(),
        place: crate::diag::Span::file(crate::diag::FileId(0)),
    }
}

fn with_qr(mut drawing: Drawing) -> Drawing {
    let qr = Qr::new(URL, Level::M).unwrap();
    drawing.data = json!({ "qr": qr });
    drawing.qr = vec![qr];
    drawing
}

/// A page with the code at 10, 20 and `module` px a module.
const QR_PAGE: &str = r##"
#set page(width: 300pt, height: 300pt, margin: 0pt, fill: rgb("#ffe08a"))
#let code(module) = image(bytes(data.qr.svg), format: "svg", width: module * (data.qr.modules + 8), alt: data.qr.alt)
"##;

fn faults(typesetter: &Typesetter, drawing: &Drawing) -> Vec<Fault> {
    let sheet = match typesetter.layout(drawing) {
        Ok(sheet) => sheet,
        Err(faults) => return faults,
    };
    match sheet.png(0, 1.0) {
        Ok(_) => sheet.finish().unwrap_or_else(|faults| panic!("{faults:?}")).flaws,
        Err(faults) => faults,
    }
}

#[test]
fn a_character_that_no_font_has_is_named_with_its_text() {
    let typesetter = typesetter("#set page(width: 300pt, height: 300pt)\n#data.text");
    let drawing = drawing(json!({ "text": "Gọi ngay 📞 tổng đài ꪀ để được tư vấn 📞" }));
    let faults = faults(&typesetter, &drawing);
    let [Fault::MissingGlyph { page: 0, characters, text }] = &faults[..] else {
        panic!("{faults:?}")
    };
    assert_eq!(characters, "📞 ꪀ");
    assert!(text.contains("📞"), "{text}");
}

#[test]
fn what_the_template_reports_comes_back() {
    let typesetter = typesetter(
        "#set page(width: 300pt, height: 300pt)
         #metadata((kind: \"fit\", what: \"headline\", size: 96.0, lines: 3)) <lantoa-report>
         #if data.long [#metadata((kind: \"overflow\", what: \"body\", over: 12.3, unit: \"px\")) <lantoa-report>]",
    );
    let fits = drawing(json!({ "long": false }));
    let learnt = typesetter.layout(&fits).unwrap().finish().unwrap();
    assert_eq!(learnt.reports[0].kind, "fit");
    assert_eq!(learnt.reports[0].fields["size"], 96.0);
    let again: Learnt = serde_json::from_str(&serde_json::to_string(&learnt).unwrap()).unwrap();
    assert_eq!(again, learnt);
    let long = drawing(json!({ "long": true }));
    let faults = faults(&typesetter, &long);
    let [Fault::Overflow { what, over, unit, .. }] = &faults[..] else { panic!("{faults:?}") };
    assert_eq!((what.as_str(), *over, unit.as_str()), ("body", 12.3, "px"));
}

#[test]
fn a_second_page_is_a_fault_that_says_what_spilled() {
    let typesetter =
        typesetter("#set page(width: 300pt, height: 100pt)\n#lorem(30)\n#pagebreak()\n#data.text");
    let drawing = drawing(json!({ "text": "Phần còn lại" }));
    let faults = faults(&typesetter, &drawing);
    let [Fault::Pages { declared: 1, drawn, spilled }] = &faults[..] else { panic!("{faults:?}") };
    assert!(*drawn > 1 && !spilled.is_empty());
}

#[test]
fn errors_of_a_template_say_where() {
    let template = "#set page(width: 300pt)\n#let half(x) = x / 0\n#half(1)";
    let drawing = drawing(json!(null));
    let faults = typesetter(template).layout(&drawing).err().unwrap();
    let [Fault::Theme(notice)] = &faults[..] else { panic!("{faults:?}") };
    assert_eq!(
        notice.place,
        Some(Place { file: "typst/card.typ".into(), line: 4, column: 16 }),
        "{notice}"
    );
    assert!(notice.called.iter().any(|call| call.contains("typst/card.typ:5")), "{notice}");
}

#[test]
fn templates_have_no_clock_no_packages_and_no_other_files() {
    for template in [
        "#datetime.today().display()",
        "#import \"@preview/x:1.0.0\"",
        "#read(\"/etc/passwd\")",
        "#image(\"/picture/0\")",
    ] {
        let faults = faults(&typesetter(template), &drawing(json!(null)));
        assert!(matches!(faults[..], [Fault::Theme(_), ..]), "{template}: {faults:?}");
    }
}

#[test]
fn a_template_without_language_is_a_fault() {
    let mut files = FONTS.clone();
    files.insert("typst/card.typ".into(), b"Hello".as_slice().into());
    let typesetter = Typesetter::new(&files).unwrap();
    let faults = faults(&typesetter, &drawing(json!(null)));
    assert!(
        matches!(&faults[..], [Fault::Theme(notice)] if notice.message.contains("language")),
        "{faults:?}"
    );
}

#[test]
fn unusable_themes_are_refused() {
    assert_eq!(Typesetter::new(&Files::new()).err(), Some(vec![ThemeError::NoFonts]));
    let file = |name: &str| (name.to_owned(), Arc::from([0xff].as_slice()));
    let files =
        Files::from([file("fonts/x.ttf"), file("typst/x.typ"), file("data.json"), file("../x")]);
    assert_eq!(Typesetter::new(&files).err().map(|errors| errors.len()), Some(4));
}

#[test]
fn the_same_drawing_gives_the_same_bytes_on_every_thread() {
    let typesetter = typesetter(&format!(
        "{QR_PAGE}#set document(title: data.title)\n= #data.title\n#place(top, dx: 10pt, dy: 120pt, code(4pt))"
    ));
    let drawings: Vec<_> = (0..6)
        .map(|n| {
            let mut drawing = with_qr(drawing(json!(null)));
            drawing.data["title"] = json!(format!("Thông điệp {n}"));
            drawing
        })
        .collect();
    let make = |drawing: &Drawing| {
        let sheet = typesetter.layout(drawing).unwrap();
        let png = sheet.png(0, 1.0).unwrap();
        let pdf = sheet.pdf(PdfProfile::Screen).unwrap();
        (png, sheet.jpeg(0, 1.0, 85).unwrap(), sheet.svg(0).unwrap(), pdf, sheet.finish().unwrap())
    };
    let alone: Vec<_> = drawings.iter().map(make).collect();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|turn| {
                let (drawings, alone) = (&drawings, &alone);
                scope.spawn(move || {
                    for n in 0..drawings.len() {
                        let n = (n + turn) % drawings.len();
                        assert!(make(&drawings[n]) == alone[n], "drawing {n} differs");
                    }
                    forget();
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
    assert!(alone[0].3.starts_with(b"%PDF-1.7"));
    assert_ne!(alone[0].3, alone[1].3);
}

#[test]
fn a_page_too_large_for_a_picture_is_refused() {
    let typesetter = typesetter("#set page(width: 90000pt, height: 10pt)\nx");
    let drawing = drawing(json!(null));
    let faults = typesetter.layout(&drawing).unwrap().png(0, 1.0).err().unwrap();
    assert!(matches!(faults[..], [Fault::TooLarge { page: 0, .. }]), "{faults:?}");
}

/// What pictures are encoded as depends on what is on them, never the pixels.
#[test]
fn flat_pictures_photos_and_glass_survive_encoding() {
    let noise = |x: u32, y: u32| (x * 7919 + y * 104_729 + x * y * 31) as u8;
    type Pixel = Box<dyn Fn(u32, u32) -> [u8; 4]>;
    let pictures: [(bool, Pixel); 3] = [
        (false, Box::new(|x, _| if x < 40 { [10, 20, 30, 255] } else { [200, 100, 0, 255] })),
        (false, Box::new(move |x, y| [noise(x, y), noise(y, x), noise(x, x), 255])),
        (true, Box::new(|x, _| if x < 40 { [0, 0, 0, 0] } else { [128, 0, 0, 128] })),
    ];
    for (alpha, pixel) in pictures {
        let rgba = (0..50 * 64).flat_map(|i| pixel(i % 64, i / 64)).collect();
        let raster = Raster::new(64, 50, rgba);
        let decoded = image::load_from_memory(&raster.png().unwrap()).unwrap();
        assert_eq!((decoded.width(), decoded.height()), raster.size());
        assert_eq!(decoded.color().has_alpha(), alpha);
        for (x, y) in (0..64).zip(0..50) {
            let on_white = raster.rgb(x, y).unwrap();
            let image::Rgba([r, _, _, a]) = image::GenericImageView::get_pixel(&decoded, x, y);
            let over = (u32::from(r) * u32::from(a) + 255 * (255 - u32::from(a))) / 255;
            assert_eq!(over, u32::from(on_white[0]));
        }
        assert!(raster.jpeg(90).unwrap().starts_with(&[0xff, 0xd8]));
    }
}
