//! QR codes as templates draw them, well and badly.

use serde_json::json;

use super::super::verify::compare;
use super::super::*;
use super::{QR_PAGE, URL, drawing, faults, typesetter, with_qr};
use crate::artifact::qr::Level;

#[test]
fn a_code_drawn_as_asked_is_verified_and_reads_back() {
    let typesetter = typesetter(&format!("{QR_PAGE}#place(dx: 10pt, dy: 20pt, code(4pt))"));
    let drawing = with_qr(drawing(json!(null)));
    let sheet = typesetter.layout(&drawing).unwrap();
    let raster = sheet.raster(0, 1.0).unwrap();
    assert_eq!(raster.read_qr(), [URL]);
    let learnt = sheet.finish().unwrap();
    assert_eq!(learnt.pages, [PageSize { width: 300.0, height: 300.0 }]);
    let drawn = &learnt.qr[0];
    assert_eq!((drawn.x, drawn.y, drawn.module), (10.0, 20.0, 4.0));
}

#[test]
fn a_code_off_the_pixels_of_a_preview_is_verified_too() {
    let page = QR_PAGE
        .replace("code(module) =", "code(module) = scale(90%, reflow: true, ")
        .replace("alt: data.qr.alt)", "alt: data.qr.alt))");
    let typesetter = typesetter(&format!("{page}#place(dx: 10.3pt, dy: 20.7pt, code(2.37pt))"));
    let mut drawing = with_qr(drawing(json!(null)));
    drawing.qr_rule = QrRule::Print { module_mm: 0.4, side_mm: 15.0 };
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
            .map(|fault| serde_json::to_value(fault).unwrap()["fault"].as_str().unwrap().to_owned())
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
        assert!(matches!(faults[..], [Fault::QrUnreadable { .. }]), "{placed}: {faults:?}");
    }
}

#[test]
fn one_flipped_module_is_found() {
    let qr = Qr::new(URL, Level::M).unwrap();
    let side = qr.modules() as usize + 8;
    let drawn =
        DrawnQr { url: URL.into(), page: 0, x: 0.0, y: 0.0, side: side as f64, module: 1.0 };
    let picture = |flipped: Option<(i64, i64)>, quiet: u8| {
        let mut rgba = Vec::new();
        for y in 0..side * 4 {
            for x in 0..side * 4 {
                let at = (x as i64 / 4 - 4, y as i64 / 4 - 4);
                let dark = qr.is_dark(at.0, at.1) != (Some(at) == flipped);
                let light = if at == (-4, -4) { quiet } else { 255 };
                rgba.extend(if dark { [0, 0, 0, 255] } else { [light, light, light, 255] });
            }
        }
        Raster::new(side as u32 * 4, side as u32 * 4, rgba)
    };
    assert_eq!(compare(&picture(None, 255), &qr, &drawn, 4.0), Ok(()));
    let flipped = compare(&picture(Some((9, 9)), 255), &qr, &drawn, 4.0);
    assert!(
        matches!(flipped, Err(Fault::QrUnreadable { modules: 1, quiet: 0, .. })),
        "{flipped:?}"
    );
    let tinted = compare(&picture(None, 200), &qr, &drawn, 4.0);
    assert!(matches!(tinted, Err(Fault::QrUnreadable { modules: 0, quiet: 16, .. })), "{tinted:?}");
}
