//! What really lies behind a text, by the order in which things are painted:
//! its contrast, and whether something is painted over it.

use typst::visualize::Paint;

use super::Run;
use super::scene::{Scene, Thing, What};
use crate::artifact::InkRule;
use crate::make::typeset::fault::{Fault, Met};
use crate::theme::contrast;

/// The least contrast of text, and of large bold text (WCAG 2.1, 1.4.3).
const LEAST: f64 = 4.5;
const LEAST_LARGE: f64 = 3.0;
/// Weights from here on are bold.
const BOLD: u16 = 700;
/// Glyphs of a run that are looked at: a ground changes along a line seldom.
const LOOKED_AT: usize = 5;

/// Whether a thing hides what is under it.
pub(super) fn hides(thing: &Thing<'_>) -> bool {
    match thing.what {
        What::Shape(shape) => match &shape.fill {
            Some(Paint::Solid(colour)) => colour.to_vec4_u8()[3] == u8::MAX,
            _ => false,
        },
        _ => false,
    }
}

/// The texts of a page with too little contrast; those that something hides
/// are added to `overlaps`.
pub(super) fn judge(
    scene: &Scene<'_>,
    texts: &[Run<'_, '_>],
    page: usize,
    rule: &InkRule,
    overlaps: &mut Vec<Fault>,
) -> Option<Fault> {
    let grounds: Vec<(usize, &Thing<'_>)> = scene
        .things
        .iter()
        .enumerate()
        .filter(|(_, thing)| !matches!(thing.what, What::Text(_)))
        .collect();
    let mut worst: Option<(f64, f64, &Run<'_, '_>)> = None;
    for run in texts {
        let Paint::Solid(fill) = &run.item.fill else { continue };
        let glyphs = run.glyphs(scene);
        let step = glyphs.len().div_ceil(LOOKED_AT).max(1);
        let weight = run.item.font.info().variant.weight.to_number();
        let is_large = weight >= BOLD && run.size >= rule.large_type;
        let least = if is_large { LEAST_LARGE } else { LEAST };
        // Where what is painted after it begins.
        let after = grounds.partition_point(|(at, _)| *at < run.at);
        for glyph in glyphs.iter().step_by(step) {
            let point = glyph.middle();
            let hidden = grounds[after..]
                .iter()
                .any(|(_, thing)| hides(thing) && scene.covers(thing, point));
            if hidden {
                overlaps.push(Fault::Overlap { page, text: run.quote(), met: Met::Shape });
                break;
            }
            let [red, green, blue, alpha] = fill.to_vec4_u8();
            let Some(ground) = ground(scene, &grounds[..after], point) else { continue };
            let ink = over([red, green, blue], alpha, ground);
            let contrast = contrast(ink, ground);
            if contrast < least - 0.01 && worst.as_ref().is_none_or(|worst| contrast < worst.0) {
                worst = Some((contrast, least, run));
            }
        }
    }
    let (contrast, least, run) = worst?;
    Some(Fault::LowContrast { page, text: run.quote(), contrast, least })
}

/// The colour under a point, where one is known: pictures have many.
fn ground(
    scene: &Scene<'_>,
    grounds: &[(usize, &Thing<'_>)],
    point: typst::layout::Point,
) -> Option<[u8; 3]> {
    let mut veils = Vec::new();
    let mut base = None;
    for (_, thing) in grounds.iter().rev() {
        if !scene.covers(thing, point) {
            continue;
        }
        let What::Shape(shape) = thing.what else {
            // An icon is mostly nothing; a photo could be anything.
            if thing.is_behind { continue } else { return None }
        };
        let Some(Paint::Solid(colour)) = &shape.fill else { return None };
        let [red, green, blue, alpha] = colour.to_vec4_u8();
        if alpha == u8::MAX {
            base = Some([red, green, blue]);
            break;
        }
        veils.push(([red, green, blue], alpha));
    }
    let base = base.or(scene.paper)?;
    Some(veils.into_iter().rev().fold(base, |under, (colour, alpha)| over(colour, alpha, under)))
}

/// A colour laid over another.
fn over(colour: [u8; 3], alpha: u8, under: [u8; 3]) -> [u8; 3] {
    let share = f64::from(alpha) / 255.0;
    let mix = |a: u8, b: u8| (f64::from(a) * share + f64::from(b) * (1.0 - share)).round() as u8;
    [mix(colour[0], under[0]), mix(colour[1], under[1]), mix(colour[2], under[2])]
}
