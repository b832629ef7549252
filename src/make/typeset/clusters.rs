//! Clusters made whole for documents. The layout engine draws a mark that
//! stands above or below its letter as a text of its own, and gives both the
//! whole cluster's text; copied out of a PDF, it would be there twice. Joined,
//! they are one cluster, which the exporter says once. And readers take a
//! cluster to end where its last glyph does: where that is a mark, which
//! stands somewhere over its letter, they would see a gap and a space.

use typst::layout::{Em, Frame, FrameItem, Point};
use typst::model::Document;
use typst::text::{Glyph, TextItem};
use typst_layout::{Page, PagedDocument};

/// How far texts of one run may lie apart, pt: rounding.
const HAIR: f64 = 0.01;

/// The document with its clusters whole; `None` where they are.
pub(super) fn whole(document: &PagedDocument) -> Option<PagedDocument> {
    let mut is_changed = false;
    let pages: Vec<Page> = document
        .pages()
        .iter()
        .map(|page| match joined(&page.frame) {
            Some(frame) => {
                is_changed = true;
                Page { frame, ..page.clone() }
            }
            None => page.clone(),
        })
        .collect();
    is_changed.then(|| PagedDocument::new(pages.into_iter().collect(), document.info().clone()))
}

/// A frame with its clusters whole; `None` where they are.
fn joined(frame: &Frame) -> Option<Frame> {
    let mut is_changed = false;
    let mut items: Vec<(Point, FrameItem)> = Vec::new();
    // Whether the last text took another's mark: what follows it on the line
    // is of the same run.
    let mut is_run = false;
    for (at, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                is_run = false;
                let mut group = group.clone();
                if let Some(inner) = joined(&group.frame) {
                    group.frame = inner;
                    is_changed = true;
                }
                items.push((*at, FrameItem::Group(group)));
            }
            FrameItem::Text(text) => {
                let last = match items.last_mut() {
                    Some((before, FrameItem::Text(last))) => Some((*before, last)),
                    _ => None,
                };
                let taken = last.and_then(|(before, last)| take(last, before, text, *at, is_run));
                if taken.is_some() {
                    (is_run, is_changed) = (true, true);
                } else {
                    is_run = false;
                    items.push((*at, item.clone()));
                }
            }
            _ => {
                is_run = false;
                items.push((*at, item.clone()));
            }
        }
    }
    for (_, item) in &mut items {
        if let FrameItem::Text(text) = item
            && let Some(glyphs) = closed(text)
        {
            text.glyphs = glyphs;
            is_changed = true;
        }
    }
    is_changed.then(|| {
        let mut whole = Frame::new(frame.size(), frame.kind());
        if frame.has_baseline() {
            whole.set_baseline(frame.baseline());
        }
        whole.push_multiple(items);
        whole
    })
}

/// The glyphs of a text with a space at the end of each cluster that ends
/// with a mark: drawn backwards from there, so that it takes no room. `None`
/// where there is no such cluster.
fn closed(text: &TextItem) -> Option<Vec<Glyph>> {
    let is_marked = |cluster: &&[Glyph]| {
        cluster.len() > 1 && cluster.last().is_some_and(|last| last.x_advance == Em::zero())
    };
    let clusters = || text.glyphs.chunk_by(|one, next| one.range == next.range);
    if !clusters().any(|cluster| is_marked(&cluster)) {
        return None;
    }
    let space = text.font.ttf().glyph_index(' ')?.0;
    let wide = text.font.x_advance(space)?;
    let mut glyphs = Vec::with_capacity(text.glyphs.len() + 8);
    for cluster in clusters() {
        glyphs.extend_from_slice(cluster);
        if let (Some(last), true) = (cluster.last(), is_marked(&cluster)) {
            glyphs.push(Glyph {
                id: space,
                x_offset: Em::zero() - wide,
                y_offset: Em::zero(),
                ..last.clone()
            });
        }
    }
    Some(glyphs)
}

/// Adds a text to the one before it where a cluster of both is one, or, in a
/// run, where nothing lies between them.
fn take(
    last: &mut TextItem,
    before: Point,
    text: &TextItem,
    at: Point,
    is_run: bool,
) -> Option<()> {
    let is_alike = last.font == text.font
        && last.size == text.size
        && last.fill == text.fill
        && last.stroke == text.stroke
        && (last.lang, last.region) == (text.lang, text.region);
    let apart = (at.x - before.x - last.width()).to_pt().abs();
    if !is_alike || apart > HAIR {
        return None;
    }
    let (end, first) = (last.glyphs.last()?, text.glyphs.first()?);
    let shared = last.text.get(end.range())?.to_owned();
    let is_shared = end.span == first.span && text.text.get(first.range())? == shared;
    if !is_shared && !is_run {
        return None;
    }
    let (own, skipped) = (end.range.clone(), first.range());
    let offset = if is_shared { last.text.len() - skipped.len() } else { last.text.len() };
    let up = Em::from_abs(before.y - at.y, last.size);
    let glyphs: Vec<Glyph> = text
        .glyphs
        .iter()
        .map(|glyph| {
            let range = if is_shared && glyph.range() == skipped {
                own.clone()
            } else {
                let moved = |at: u16| u16::try_from(usize::from(at) + offset).unwrap_or(at);
                moved(glyph.range.start)..moved(glyph.range.end)
            };
            Glyph { range, y_offset: glyph.y_offset + up, ..glyph.clone() }
        })
        .collect();
    let rest = if is_shared { text.text.get(skipped.end..)? } else { text.text.as_str() };
    last.text.push_str(rest);
    last.glyphs.extend(glyphs);
    Some(())
}
