//! What really lies behind a text, by the order in which things are painted:
//! its contrast, whether it leaves the field it stands on, and whether
//! something is painted over it.

use typst::layout::Point;
use typst::visualize::Paint;
use typst_layout::Page;

use super::ground::{Pixels, over};
use super::{Overflows, Run};
use crate::artifact::InkRule;
use crate::make::typeset::fault::{Fault, Met};
use crate::make::typeset::scene::{Rect, Scene, Thing, What, rgba};
use crate::theme::contrast;

/// The least contrast of text, and of large bold text (WCAG 2.1, 1.4.3).
const LEAST: f64 = 4.5;
const LEAST_LARGE: f64 = 3.0;
/// Weights from here on are bold.
const BOLD: u16 = 700;
/// Glyphs of a run that are looked at: a flat ground changes along a line
/// seldom.
const LOOKED_AT: usize = 5;

/// Whether a thing hides what is under it.
pub(super) fn hides(thing: &Thing<'_>) -> bool {
    match thing.what {
        What::Shape(shape) => match &shape.fill {
            Some(Paint::Solid(colour)) => rgba(colour)[3] == u8::MAX,
            _ => false,
        },
        _ => false,
    }
}

/// Whether a thing has more than one colour of its own: a picture that words
/// may stand on, a gradient, a pattern. Words on any other picture overlap
/// it, whatever its colours.
fn is_mixed(thing: &Thing<'_>) -> bool {
    match thing.what {
        What::Image(..) => thing.is_behind,
        What::Shape(shape) => !matches!(shape.fill, Some(Paint::Solid(_))),
        What::Text(_) => false,
    }
}

/// A glyph as it was seen.
struct Seen<'t, 's, 'd> {
    run: &'t Run<'s, 'd>,
    middle: Point,
    /// The shape it stands on, where that is one of a single colour.
    field: Option<&'s Thing<'d>>,
    contrast: f64,
    least: f64,
}

impl Seen<'_, '_, '_> {
    fn is_pale(&self) -> bool {
        self.contrast < self.least - 0.01
    }
}

/// The text of a page with too little contrast. A text that leaves the field
/// on which the rest of it can be read has no room there: it is added to
/// `full`; those that something hides are added to `overlaps`.
pub(super) fn judge<'s, 'd>(
    scene: &'s Scene<'d>,
    sheet: &Page,
    texts: &[Run<'s, 'd>],
    page: usize,
    rule: &InkRule,
    full: &mut Overflows,
    overlaps: &mut Vec<Fault>,
) -> Option<Fault> {
    let things = scene.things.iter().enumerate();
    let grounds: Vec<(usize, &Thing<'d>)> =
        things.filter(|(_, thing)| !matches!(thing.what, What::Text(_))).collect();
    let pixels = Pixels::of(sheet);
    let mut seen: Vec<Seen<'_, 's, 'd>> = Vec::new();
    for run in texts {
        let inks = inks(&run.item.fill);
        let weight = run.item.font.info().variant.weight.to_number();
        let is_large = weight >= BOLD && run.size >= rule.large_type;
        let least = if is_large { LEAST_LARGE } else { LEAST };
        // Where what is painted after it begins.
        let (before, after) = grounds.split_at(grounds.partition_point(|(at, _)| *at < run.at));
        let touches = |thing: &Thing<'_>| {
            let (width, height) = run.thing.ink.meets(thing.ink.within(scene.window(thing)));
            width > 0.0 && height > 0.0
        };
        let is_on_mixed = scene.paper.is_none()
            || before.iter().any(|(_, thing)| is_mixed(thing) && touches(thing));
        let glyphs = run.glyphs(scene);
        // Of what has many colours no glyph is like the next.
        let step = if is_on_mixed { 1 } else { glyphs.len().div_ceil(LOOKED_AT).max(1) };
        for glyph in glyphs.iter().step_by(step) {
            let middle = glyph.middle();
            if after.iter().any(|(_, thing)| hides(thing) && scene.covers(thing, middle)) {
                overlaps.push(Fault::Overlap { page, text: run.quote(), met: Met::Shape });
                break;
            }
            let (worst, field) = if is_on_mixed {
                (pixels.contrast(*glyph, run.size, &inks), None)
            } else {
                let Some((ground, field)) = ground(scene, before, middle) else { continue };
                let of = |ink: &[u8; 4]| contrast(over(*ink, ground), ground);
                (inks.iter().map(of).reduce(f64::min), field)
            };
            if let Some(contrast) = worst {
                seen.push(Seen { run, middle, field, contrast, least });
            }
        }
    }
    let mut worst: Option<&Seen<'_, '_, '_>> = None;
    for one in seen.iter().filter(|one| one.is_pale()) {
        let left = |mate: &Seen<'_, 's, 'd>| {
            let is_mate = !mate.is_pale() && mate.run.is_beside(one.run);
            mate.field.filter(|field| is_mate && !scene.covers(field, one.middle))
        };
        if let Some(field) = seen.iter().find_map(left) {
            full.leave(page, scene, texts, one.run, field);
        } else if worst.is_none_or(|worst| one.contrast < worst.contrast) {
            worst = Some(one);
        }
    }
    let Seen { run, contrast, least, .. } = worst?;
    Some(Fault::LowContrast { page, text: run.quote(), contrast: *contrast, least: *least })
}

/// The colours of a text; none of one that is filled with a pattern.
fn inks(fill: &Paint) -> Vec<[u8; 4]> {
    match fill {
        Paint::Solid(colour) => vec![rgba(colour)],
        Paint::Gradient(gradient) => {
            gradient.stops_ref().iter().map(|(colour, _)| rgba(colour)).collect()
        }
        Paint::Tiling(_) => Vec::new(),
    }
}

/// The flat colour under a point, and the shape it is of.
fn ground<'s, 'd>(
    scene: &Scene<'d>,
    grounds: &[(usize, &'s Thing<'d>)],
    point: Point,
) -> Option<([u8; 3], Option<&'s Thing<'d>>)> {
    let mut veils = Vec::new();
    let mut base = scene.paper.map(|paper| (paper, None));
    for (_, thing) in grounds.iter().rev() {
        if !scene.covers(thing, point) {
            continue;
        }
        let What::Shape(shape) = thing.what else { return None };
        let Some(Paint::Solid(colour)) = &shape.fill else { return None };
        let [red, green, blue, alpha] = rgba(colour);
        if alpha == u8::MAX {
            base = Some(([red, green, blue], Some(*thing)));
            break;
        }
        veils.push([red, green, blue, alpha]);
    }
    let (base, field) = base?;
    Some((veils.into_iter().rev().fold(base, |under, veil| over(veil, under)), field))
}

impl<'d> Run<'_, 'd> {
    /// Whether another run is of the same text, as far as the boxes of the
    /// page say so.
    fn is_beside(&self, other: &Run<'_, 'd>) -> bool {
        let (one, beside) = (self.thing, other.thing);
        self.at == other.at
            || one.text_box == beside.text_box
                && (one.text_box.is_some() || one.block.is_some() && one.block == beside.block)
    }
}

impl Overflows {
    /// Adds a text that reaches beyond the field it stands on.
    fn leave(
        &mut self,
        page: usize,
        scene: &Scene<'_>,
        texts: &[Run<'_, '_>],
        run: &Run<'_, '_>,
        field: &Thing<'_>,
    ) {
        let is_out = |glyph: &Rect| !scene.covers(field, glyph.middle());
        let own = texts.iter().filter(|text| text.is_beside(run));
        let letters = own.map(|text| text.glyphs(scene).iter().filter(|g| is_out(g)).count()).sum();
        let (side, height) = run.thing.ink.beyond(field.ink);
        self.add(page, scene, run, side.max(height).max(0.1), true, letters);
    }
}
