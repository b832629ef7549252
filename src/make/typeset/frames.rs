//! Reading finished pages: where each QR code landed, which characters no
//! font had, how the text of a page begins.

use typst::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst::text::{Glyph, TextItem};
use typst::visualize::{Image, ImageKind};
use unicode_segmentation::UnicodeSegmentation;

use super::fault::Fault;
use super::learnt::DrawnQr;
use super::scene::{Scene, What};
use crate::artifact::qr::{QUIET_ZONE, Qr};
use crate::theme::is_silent;

/// Characters shown on each side of a missing one.
const AROUND: usize = 20;

/// What the pages hold.
#[derive(Default)]
pub(super) struct Found {
    /// The codes drawn, each with its index among those to be found.
    pub(super) qr: Vec<(usize, DrawnQr)>,
    pub(super) faults: Vec<Fault>,
    /// Indices of all codes met, the turned ones too.
    met: Vec<usize>,
}

/// Looks on all pages for the given codes and for missing glyphs.
pub(super) fn survey(scenes: &[Scene<'_>], wanted: &[Qr]) -> Found {
    let mut found = Found::default();
    for (page, scene) in scenes.iter().enumerate() {
        let mut look =
            Look { page, wanted, missing: Vec::new(), last: String::new(), found: &mut found };
        for thing in &scene.things {
            match thing.what {
                What::Text(text) => look.text(text),
                What::Image(image, size) => look.image(image, size, thing.at),
                What::Shape(_) => {}
            }
        }
        let missing = look.missing;
        if let Some((_, text)) = missing.first() {
            let mut characters: Vec<&str> = Vec::new();
            for (cluster, _) in &missing {
                if !characters.contains(&cluster.as_str()) {
                    characters.push(cluster);
                }
            }
            let characters = characters.join(" ");
            found.faults.push(Fault::MissingGlyph { page, characters, text: text.clone() });
        }
    }
    for (index, qr) in wanted.iter().enumerate() {
        // Equal codes are one drawing: it is known by the first of them.
        let first = wanted.iter().position(|other| other.key() == qr.key());
        if first == Some(index) && !found.met.contains(&index) {
            found.faults.push(Fault::QrMissing { url: qr.url().to_owned() });
        }
    }
    found
}

struct Look<'a> {
    page: usize,
    wanted: &'a [Qr],
    /// Clusters that cannot be drawn, with the text around them.
    missing: Vec<(String, String)>,
    /// The cluster that the last text ends with.
    last: String,
    found: &'a mut Found,
}

impl Look<'_> {
    /// Finds the clusters (what a reader calls a letter or a sign) of a text
    /// that no font can draw: a glyph is missing, or a sequence that means
    /// one sign came out as several.
    fn text(&mut self, item: &TextItem) {
        let text = item.text.as_str();
        let is_plain = text.is_ascii() && item.glyphs.iter().all(|glyph| glyph.id != 0);
        if is_plain {
            self.last = text.chars().next_back().map(String::from).unwrap_or_default();
            return;
        }
        let face = item.font.ttf();
        let has_ink = |id: u16| face.glyph_bounding_box(ttf_parser::GlyphId(id)).is_some();
        let mut glyphs = item.glyphs.iter().peekable();
        let is_ltr = item.glyphs.is_sorted_by_key(|glyph| glyph.range.start);
        for (start, cluster) in text.grapheme_indices(true) {
            let end = start + cluster.len();
            let (mut drawn, mut is_missing) = (0, false);
            let mut see = |glyph: &Glyph| {
                is_missing |= glyph.id == 0 && !cluster.chars().all(is_silent);
                drawn += usize::from(has_ink(glyph.id));
            };
            if is_ltr {
                while let Some(glyph) = glyphs.next_if(|glyph| glyph.range().start < end) {
                    see(glyph);
                }
            } else {
                let own = |glyph: &&Glyph| (start..end).contains(&glyph.range().start);
                item.glyphs.iter().filter(own).for_each(see);
            }
            // A font change in the middle of a sequence begins a new text.
            let is_rest = start == 0 && cluster.starts_with(is_rest_of_sign) && drawn > 0;
            let is_broken = is_rest || drawn > 1 && cluster.chars().any(continues);
            if is_missing || is_broken {
                let whole =
                    if is_rest { format!("{}{cluster}", self.last) } else { cluster.into() };
                self.missing.push((whole, around(text, start)));
            }
        }
        self.last = text.graphemes(true).next_back().unwrap_or_default().to_owned();
    }

    fn image(&mut self, image: &Image, size: Size, at: Transform) {
        let ImageKind::Svg(svg) = image.kind() else {
            return;
        };
        let data = svg.data().as_slice();
        let Some(index) = self.wanted.iter().position(|qr| qr.svg().as_bytes() == data) else {
            return;
        };
        self.found.met.push(index);
        let qr = &self.wanted[index];
        let url = qr.url().to_owned();
        let (width, height) = (at.sx.of(size.x), at.sy.of(size.y));
        // A thousandth of a point is far below what any printer or screen
        // shows, and far above the rounding of the engine.
        let square = width > Abs::zero() && (width - height).abs() < Abs::pt(1e-3);
        let upright = at.kx.get().abs() < 1e-6 && at.ky.get().abs() < 1e-6;
        if !square || !upright {
            self.found.faults.push(Fault::QrTurned { url, page: self.page });
            return;
        }
        let side = width.to_pt();
        let module = side / f64::from(qr.modules() + 2 * QUIET_ZONE);
        let (x, y) = (at.tx.to_pt(), at.ty.to_pt());
        self.found.qr.push((index, DrawnQr { url, page: self.page, x, y, side, module }));
    }
}

/// Whether a character makes one sign with what stands before it: joiners,
/// selectors, skin tones, keycaps, tags, and the second half of a flag.
fn continues(c: char) -> bool {
    matches!(c, '\u{200D}' | '\u{FE0F}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}'
        | '\u{1F1E6}'..='\u{1F1FF}' | '\u{E0020}'..='\u{E007F}')
}

/// Whether a character cannot begin a sign: what it belongs to stands in the
/// text before, in another font.
fn is_rest_of_sign(c: char) -> bool {
    continues(c) && !('\u{1F1E6}'..='\u{1F1FF}').contains(&c)
}

/// The text around a place, for telling an editor where it is.
fn around(text: &str, at: usize) -> String {
    let before = text[..at].char_indices().rev().nth(AROUND - 1).map_or(0, |(i, _)| i);
    let after = text[at..].char_indices().nth(AROUND + 1).map_or(text.len(), |(i, _)| at + i);
    text[before..after].to_owned()
}

/// How the text of a page begins, for telling an editor what no longer fits.
pub(super) fn opening(frame: &Frame) -> String {
    fn gather(frame: &Frame, text: &mut String) {
        for (_, item) in frame.items() {
            if text.chars().count() > 60 {
                return;
            }
            match item {
                FrameItem::Group(group) => gather(&group.frame, text),
                FrameItem::Text(item) => {
                    if !text.is_empty() && !text.ends_with(char::is_whitespace) {
                        text.push(' ');
                    }
                    text.push_str(&item.text);
                }
                _ => {}
            }
        }
    }
    let mut text = String::new();
    gather(frame, &mut text);
    text.chars().take(60).collect()
}

/// A page's frame seen through a window at `at`, as a frame of its own.
pub(super) fn window(frame: &Frame, at: Point, size: Size) -> Frame {
    let mut view = Frame::soft(size);
    view.push_frame(Point::new(-at.x, -at.y), frame.clone());
    view
}
