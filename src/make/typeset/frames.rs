//! Reading finished pages: where each QR code landed, which characters no
//! font had, how the text of a page begins.

use typst::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst::text::TextItem;
use typst::visualize::{Image, ImageKind};
use typst_layout::PagedDocument;

use super::fault::Fault;
use super::learnt::DrawnQr;
use crate::artifact::qr::{QUIET_ZONE, Qr};

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

/// Walks all pages once, looking for the given codes and for missing glyphs.
pub(super) fn survey(document: &PagedDocument, wanted: &[Qr]) -> Found {
    let mut found = Found::default();
    for (page, sheet) in document.pages().iter().enumerate() {
        let mut walk = Walk { page, wanted, missing: Vec::new(), found: &mut found };
        walk.frame(&sheet.frame, Transform::identity());
        let missing = walk.missing;
        if let Some((_, text)) = missing.first() {
            let mut characters = String::new();
            for (c, _) in &missing {
                if !characters.contains(*c) {
                    characters.push(*c);
                }
            }
            found.faults.push(Fault::MissingGlyph { page, characters, text: text.clone() });
        }
    }
    for (index, qr) in wanted.iter().enumerate() {
        // Equal codes are one drawing: the walk knows it by the first of them.
        let first = wanted.iter().position(|other| other.key() == qr.key());
        if first == Some(index) && !found.met.contains(&index) {
            found.faults.push(Fault::QrMissing { url: qr.url().to_owned() });
        }
    }
    found
}

struct Walk<'a> {
    page: usize,
    wanted: &'a [Qr],
    missing: Vec<(char, String)>,
    found: &'a mut Found,
}

impl Walk<'_> {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (at, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Group(group) => {
                    self.frame(&group.frame, here.pre_concat(group.transform))
                }
                FrameItem::Text(text) => self.text(text),
                FrameItem::Image(image, size, _) => self.image(image, *size, here),
                FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn text(&mut self, item: &TextItem) {
        for glyph in item.glyphs.iter().filter(|glyph| glyph.id == 0) {
            let text = item.text.as_str();
            let start = glyph.range().start;
            let Some(c) = text.get(start..).and_then(|rest| rest.chars().next()) else {
                continue;
            };
            let before = text[..start].char_indices().rev().nth(AROUND - 1).map_or(0, |(i, _)| i);
            let after =
                text[start..].char_indices().nth(AROUND + 1).map_or(text.len(), |(i, _)| start + i);
            self.missing.push((c, text[before..after].to_owned()));
        }
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
