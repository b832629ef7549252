//! The pixels under a text, where what lies there has many colours: a photo,
//! a gradient, a drawn ground.

use std::cell::OnceCell;

use typst::layout::{Frame, FrameItem};
use typst_layout::Page;

use crate::make::typeset::raster::Raster;
use crate::make::typeset::scene::Rect;
use crate::make::typeset::sheet::draw;
use crate::theme::contrast;

/// Pixels that a page is looked at with, at most; small type is then still
/// some ten pixels high on every sheet and card.
const MOST_PIXELS: f64 = 3e6;
/// Pixels a point, at most.
const FINEST: f64 = 2.0;
/// How far around a glyph its ground counts, em: what it is told apart from
/// lies beside its strokes.
const AROUND: f64 = 0.1;
/// The part of a glyph's ground that may be worse. A photo is full of specks
/// and edges; a letter is lost where more than a tenth of what surrounds it
/// has its colour, not where a grain does. Looked at by the glyph and not by
/// the line: one word on a cloud is lost, however dark the rest of the sky.
const SPECKS: f64 = 0.1;

/// A page without its texts, drawn when it is first asked for.
pub(super) struct Pixels<'p> {
    page: &'p Page,
    drawn: OnceCell<Option<(Raster, f64)>>,
}

impl<'p> Pixels<'p> {
    pub(super) fn of(page: &'p Page) -> Self {
        Pixels { page, drawn: OnceCell::new() }
    }

    /// The least contrast of inks with what is under a glyph, specks left
    /// out. None where nothing of it is on the page, or it cannot be drawn.
    pub(super) fn contrast(&self, glyph: Rect, size: f64, inks: &[[u8; 4]]) -> Option<f64> {
        let (raster, px_per_pt) = self.drawn.get_or_init(|| bare(self.page)).as_ref()?;
        let Rect { left, top, right, bottom } = glyph.shrunk(-AROUND * size);
        // A cast saturates, so that what is left of the page begins at 0.
        let px = |pt: f64| (pt * px_per_pt).round() as u32;
        let (width, height) = raster.size();
        let mut all: Vec<f64> = Vec::new();
        for y in px(top)..px(bottom).min(height) {
            let row = (px(left)..px(right).min(width)).filter_map(|x| raster.rgb(x, y));
            all.extend(row.filter_map(|ground| {
                let of = |ink: &[u8; 4]| contrast(over(*ink, ground), ground);
                inks.iter().map(of).reduce(f64::min)
            }));
        }
        let at = (all.len() as f64 * SPECKS) as usize;
        (at < all.len()).then(|| *all.select_nth_unstable_by(at, f64::total_cmp).1)
    }
}

/// A page without its texts, and its pixels a point.
fn bare(page: &Page) -> Option<(Raster, f64)> {
    fn strip(frame: &mut Frame) {
        frame.retain(|item| {
            if let FrameItem::Group(group) = item {
                strip(&mut group.frame);
            }
            !matches!(item, FrameItem::Text(_))
        });
    }
    let mut page = page.clone();
    strip(&mut page.frame);
    let area = page.frame.width().to_pt() * page.frame.height().to_pt();
    let px_per_pt = (MOST_PIXELS / area.max(1.0)).sqrt().min(FINEST);
    Some((draw(&page, 0, px_per_pt).ok()?, px_per_pt))
}

/// A colour laid over another.
pub(super) fn over([red, green, blue, alpha]: [u8; 4], under: [u8; 3]) -> [u8; 3] {
    let share = f64::from(alpha) / 255.0;
    let mix = |a: u8, b: u8| (f64::from(a) * share + f64::from(b) * (1.0 - share)).round() as u8;
    [mix(red, under[0]), mix(green, under[1]), mix(blue, under[2])]
}
