//! Is the QR code that was drawn the one that was meant? Decoding it costs as
//! much as drawing the card, so the pixels are compared instead: each
//! module's centre, every pixel of the quiet zone, and the contrast.

use super::fault::Fault;
use super::learnt::DrawnQr;
use super::raster::Raster;
use crate::artifact::qr::{QUIET_ZONE, Qr};
use crate::theme::luminance;

/// Pixels a module needs for its centre to be surely its own, where modules
/// are whole pixels, and where they are not: the renderer places pictures to
/// the pixel and scales them by up to one, so that a centre can be off by
/// two pixels and mixed with a neighbour over a third.
const LEAST_MODULE_PX: (f64, f64) = (3.0, 6.0);

/// Whether modules of this many pixels show a code as it was drawn; a
/// preview's may not, and is no fault of the code.
pub(super) fn is_sharp(module_px: f64) -> bool {
    let whole = (module_px - module_px.round()).abs() < 1e-3;
    module_px >= if whole { LEAST_MODULE_PX.0 } else { LEAST_MODULE_PX.1 }
}

/// Least difference of reflectance, that of grade A (ISO/IEC 15415, symbol
/// contrast).
const LEAST_CONTRAST: f64 = 0.70;

/// Reflectance between dark and light.
const THRESHOLD: f64 = 0.5;

/// Compares a code with the picture it was drawn on. `at` is in the
/// picture's own px per pt, relative to its top left corner.
pub(super) fn compare(
    raster: &Raster,
    qr: &Qr,
    drawn: &DrawnQr,
    px_per_pt: f64,
) -> Result<(), Fault> {
    let (left, top) = (drawn.x * px_per_pt, drawn.y * px_per_pt);
    let module = drawn.module * px_per_pt;
    let side = i64::from(qr.modules());
    let (mut wrong, mut darkest_light, mut lightest_dark) = (0, 1.0_f64, 0.0_f64);
    for row in 0..side {
        for column in 0..side {
            let centre = |index: i64| (index as f64 + f64::from(QUIET_ZONE) + 0.5) * module;
            let seen = reflectance(raster, left + centre(column), top + centre(row));
            let dark = qr.is_dark(column, row);
            if dark {
                lightest_dark = lightest_dark.max(seen.unwrap_or(1.0));
            } else {
                darkest_light = darkest_light.min(seen.unwrap_or(0.0));
            }
            if seen.is_none_or(|seen| (seen < THRESHOLD) != dark) {
                wrong += 1;
            }
        }
    }
    let (quiet, darkest_quiet) = quiet_zone(raster, left, top, module, drawn.side * px_per_pt);
    let contrast = darkest_light.min(darkest_quiet) - lightest_dark;
    if wrong == 0 && quiet == 0 && contrast >= LEAST_CONTRAST {
        return Ok(());
    }
    let (url, page) = (drawn.url.clone(), drawn.page);
    Err(Fault::QrUnreadable { url, page, modules: wrong, quiet, contrast: contrast.max(0.0) })
}

/// Pixels of the quiet zone that are not light, and its darkest reflectance.
/// Pixels that the zone shares with the symbol or with what surrounds it are
/// left out.
fn quiet_zone(raster: &Raster, left: f64, top: f64, module: f64, side: f64) -> (usize, f64) {
    let quiet = module * f64::from(QUIET_ZONE);
    let inside = |start: f64, end: f64| (start - 1e-3).ceil() as i64..(end + 1e-3).floor() as i64;
    let (columns, rows) = (inside(left, left + side), inside(top, top + side));
    // The symbol, grown to whole pixels, and by one where the renderer rounds.
    let symbol = |start: f64| {
        let grown = if module.fract().abs() < 1e-3 && start.fract().abs() < 1e-3 { 0 } else { 1 };
        let (from, to) = (start + quiet, start + side - quiet);
        (from + 1e-3).floor() as i64 - grown..(to - 1e-3).ceil() as i64 + grown
    };
    let (symbol_columns, symbol_rows) = (symbol(left), symbol(top));
    let (mut dark, mut darkest) = (0, 1.0_f64);
    for y in rows {
        let beside = symbol_rows.contains(&y);
        for x in columns.clone() {
            if beside && symbol_columns.contains(&x) {
                continue;
            }
            let seen = pixel(raster, x, y).unwrap_or(0.0);
            darkest = darkest.min(seen);
            dark += usize::from(seen < LEAST_CONTRAST);
        }
    }
    (dark, darkest)
}

fn reflectance(raster: &Raster, x: f64, y: f64) -> Option<f64> {
    pixel(raster, x.floor() as i64, y.floor() as i64)
}

fn pixel(raster: &Raster, x: i64, y: i64) -> Option<f64> {
    raster.rgb(u32::try_from(x).ok()?, u32::try_from(y).ok()?).map(luminance)
}
