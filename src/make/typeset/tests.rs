//! Small themes, written here, that do one thing right or wrong.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::json;

use super::verify::compare;
use super::*;
use crate::make::qr::Level;

const URL: &str = "https://kit.example/q/k7f3a?v=3f9a1c";

/// Two fonts of the default theme: one to write with, one behind it.
static FONTS: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/fonts");
    [
        "be-vietnam-pro/BeVietnamPro_400Regular.ttf",
        "noto-sans/NotoSans_400Regular.ttf",
    ]
    .into_iter()
    .map(|file| {
        (
            format!("fonts/{file}"),
            std::fs::read(fonts.join(file)).expect("the default theme's fonts"),
        )
    })
    .collect()
});

fn typesetter(template: &str) -> Typesetter {
    let mut files = FONTS.clone();
    let head =
        "#let data = json(\"/data.json\")\n#set text(lang: \"vi\", font: \"Be Vietnam Pro\")\n";
    files.insert(
        "typst/card.typ".into(),
        format!("{head}{template}").into_bytes(),
    );
    Typesetter::new(files).expect("a theme")
}

fn drawing(data: serde_json::Value) -> Drawing {
    Drawing {
        entry: "card".into(),
        data,
        pictures: Vec::new(),
        qr: Vec::new(),
        qr_rule: QrRule::Screen { module_px: 4.0 },
        pages: Some(1),
        title: "Mức đóng mới".into(),
        lang: "vi".into(),
        date: jiff::civil::date(2026, 11, 20),
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
        Ok(_) => sheet.finish().err().unwrap_or_default(),
        Err(faults) => faults,
    }
}

#[test]
fn a_code_drawn_as_asked_is_verified_and_reads_back() {
    let typesetter = typesetter(&format!("{QR_PAGE}#place(dx: 10pt, dy: 20pt, code(4pt))"));
    let drawing = with_qr(drawing(json!(null)));
    let sheet = typesetter.layout(&drawing).unwrap();
    let raster = sheet.raster(0, 1.0).unwrap();
    assert_eq!(raster.read_qr(), [URL]);
    let learnt = sheet.finish().unwrap();
    assert_eq!(
        learnt.pages,
        [PageSize {
            width: 300.0,
            height: 300.0
        }]
    );
    let drawn = &learnt.qr[0];
    assert_eq!((drawn.x, drawn.y, drawn.module), (10.0, 20.0, 4.0));
}

#[test]
fn a_code_off_the_pixels_of_a_preview_is_verified_too() {
    let page = QR_PAGE
        .replace("code(module) =", "code(module) = scale(90%, reflow: true, ")
        .replace("alt: data.qr.alt)", "alt: data.qr.alt))");
    let typesetter = typesetter(&format!(
        "{page}#place(dx: 10.3pt, dy: 20.7pt, code(2.37pt))"
    ));
    let mut drawing = with_qr(drawing(json!(null)));
    drawing.qr_rule = QrRule::Print {
        module_mm: 0.4,
        side_mm: 15.0,
    };
    for px_per_pt in [150.0 / 72.0, 1.5, 2.9, 3.1] {
        let sheet = typesetter.layout(&drawing).unwrap();
        sheet.raster(0, px_per_pt).unwrap();
        let drawn = &sheet.finish().unwrap().qr[0];
        assert!((drawn.module - 2.37 * 0.9).abs() < 1e-6, "{drawn:?}");
    }
}

#[test]
fn codes_that_are_missing_turned_small_or_off_the_grid_are_faults() {
    let drawing = with_qr(drawing(json!(null)));
    let kinds = |placed: &str| -> Vec<String> {
        let faults = faults(&typesetter(&format!("{QR_PAGE}{placed}")), &drawing);
        faults
            .iter()
            .map(|fault| {
                serde_json::to_value(fault).unwrap()["fault"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    };
    assert_eq!(kinds("x"), ["qr-missing"]);
    assert_eq!(kinds("#place(rotate(3deg, code(4pt)))"), ["qr-turned"]);
    assert_eq!(kinds("#place(scale(x: 101%, code(4pt)))"), ["qr-turned"]);
    assert_eq!(kinds("#place(code(3pt))"), ["qr-too-small"]);
    assert_eq!(kinds("#place(dx: 0.5pt, code(4pt))"), ["qr-off-grid"]);
    assert_eq!(kinds("#place(code(4.5pt))"), ["qr-off-grid"]);
}

#[test]
fn whatever_covers_a_code_is_a_fault() {
    let drawing = with_qr(drawing(json!(null)));
    // One module in the middle; a tint over all; a hair in the quiet zone; a
    // clipped edge; a code that runs off the page.
    for placed in [
        "#place(code(4pt)) #place(dx: 64pt, dy: 64pt, square(size: 16pt, fill: white))",
        "#place(code(4pt)) #place(square(size: 200pt, fill: luma(50%, 50%)))",
        "#place(code(4pt)) #place(dx: 5pt, rect(width: 1pt, height: 9pt, fill: blue))",
        "#place(box(clip: true, width: 100pt, code(4pt)))",
        "#place(dx: 200pt, code(4pt))",
    ] {
        let faults = faults(&typesetter(&format!("{QR_PAGE}{placed}")), &drawing);
        assert!(
            matches!(faults[..], [Fault::QrUnreadable { .. }]),
            "{placed}: {faults:?}"
        );
    }
}

#[test]
fn one_flipped_module_is_found() {
    let qr = Qr::new(URL, Level::M).unwrap();
    let side = qr.modules() as usize + 8;
    let drawn = DrawnQr {
        url: URL.into(),
        page: 0,
        x: 0.0,
        y: 0.0,
        side: side as f64,
        module: 1.0,
    };
    let picture = |flipped: Option<(i64, i64)>, quiet: u8| {
        let mut rgba = Vec::new();
        for y in 0..side * 4 {
            for x in 0..side * 4 {
                let at = (x as i64 / 4 - 4, y as i64 / 4 - 4);
                let dark = qr.is_dark(at.0, at.1) != (Some(at) == flipped);
                let light = if at == (-4, -4) { quiet } else { 255 };
                rgba.extend(if dark {
                    [0, 0, 0, 255]
                } else {
                    [light, light, light, 255]
                });
            }
        }
        Raster::new(side as u32 * 4, side as u32 * 4, rgba)
    };
    assert_eq!(compare(&picture(None, 255), &qr, &drawn, 4.0), Ok(()));
    let flipped = compare(&picture(Some((9, 9)), 255), &qr, &drawn, 4.0);
    assert!(
        matches!(
            flipped,
            Err(Fault::QrUnreadable {
                modules: 1,
                quiet: 0,
                ..
            })
        ),
        "{flipped:?}"
    );
    let tinted = compare(&picture(None, 200), &qr, &drawn, 4.0);
    assert!(
        matches!(
            tinted,
            Err(Fault::QrUnreadable {
                modules: 0,
                quiet: 16,
                ..
            })
        ),
        "{tinted:?}"
    );
}

#[test]
fn a_character_that_no_font_has_is_named_with_its_text() {
    let typesetter = typesetter("#set page(width: 300pt, height: 300pt)\n#data.text");
    let drawing = drawing(json!({ "text": "Gọi ngay 📞 tổng đài ꪀ để được tư vấn 📞" }));
    let faults = typesetter.layout(&drawing).err().unwrap();
    let [
        Fault::MissingGlyph {
            page: 0,
            characters,
            text,
        },
    ] = &faults[..]
    else {
        panic!("{faults:?}")
    };
    assert_eq!(characters, "📞ꪀ");
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
    let over = Fault::Overflow {
        what: "body".into(),
        over: 12.3,
        unit: "px".into(),
    };
    assert_eq!(typesetter.layout(&long).err(), Some(vec![over]));
}

#[test]
fn a_second_page_is_a_fault_that_says_what_spilled() {
    let typesetter =
        typesetter("#set page(width: 300pt, height: 100pt)\n#lorem(30)\n#pagebreak()\n#data.text");
    let drawing = drawing(json!({ "text": "Phần còn lại" }));
    let faults = typesetter.layout(&drawing).err().unwrap();
    let [
        Fault::Pages {
            declared: 1,
            drawn,
            spilled,
        },
    ] = &faults[..]
    else {
        panic!("{faults:?}")
    };
    assert!(*drawn > 1 && !spilled.is_empty());
}

#[test]
fn errors_of_a_template_say_where() {
    let template = "#set page(width: 300pt)\n#let half(x) = x / 0\n#half(1)";
    let drawing = drawing(json!(null));
    let faults = typesetter(template).layout(&drawing).err().unwrap();
    let [Fault::Theme(notice)] = &faults[..] else {
        panic!("{faults:?}")
    };
    assert_eq!(
        notice.place,
        Some(Place {
            file: "typst/card.typ".into(),
            line: 4,
            column: 16
        }),
        "{notice}"
    );
    assert!(
        notice
            .hints
            .iter()
            .any(|hint| hint.contains("typst/card.typ:5")),
        "{notice}"
    );
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
        assert!(
            matches!(faults[..], [Fault::Theme(_), ..]),
            "{template}: {faults:?}"
        );
    }
}

#[test]
fn a_template_without_language_is_a_fault() {
    let mut files = FONTS.clone();
    files.insert("typst/card.typ".into(), b"Hello".to_vec());
    let typesetter = Typesetter::new(files).unwrap();
    let faults = faults(&typesetter, &drawing(json!(null)));
    assert!(
        matches!(&faults[..], [Fault::Theme(notice)] if notice.message.contains("language")),
        "{faults:?}"
    );
}

#[test]
fn unusable_themes_are_refused() {
    assert_eq!(
        Typesetter::new(BTreeMap::new()).err(),
        Some(vec![ThemeError::NoFonts])
    );
    let file = |name: &str| (name.to_owned(), vec![0xff]);
    let files = BTreeMap::from([
        file("fonts/x.ttf"),
        file("typst/x.typ"),
        file("data.json"),
        file("../x"),
    ]);
    assert_eq!(
        Typesetter::new(files).err().map(|errors| errors.len()),
        Some(4)
    );
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
        (
            png,
            sheet.jpeg(0, 1.0, 85).unwrap(),
            sheet.svg(0).unwrap(),
            pdf,
            sheet.finish().unwrap(),
        )
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
        threads
            .into_iter()
            .for_each(|thread| thread.join().unwrap());
    });
    assert!(alone[0].3.starts_with(b"%PDF-1.7"));
    assert_ne!(alone[0].3, alone[1].3);
}

#[test]
fn a_page_too_large_for_a_picture_is_refused() {
    let typesetter = typesetter("#set page(width: 90000pt, height: 10pt)\nx");
    let drawing = drawing(json!(null));
    let faults = typesetter
        .layout(&drawing)
        .unwrap()
        .png(0, 1.0)
        .err()
        .unwrap();
    assert!(
        matches!(faults[..], [Fault::TooLarge { page: 0, .. }]),
        "{faults:?}"
    );
}
