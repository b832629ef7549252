//! The proof that what was drawn can be read: every text inside the box and
//! the safe area that are its own, no ink over other ink, enough contrast
//! with what is really behind it, and no type too small.

mod behind;
mod ground;

use std::collections::BTreeMap;

use typst_layout::PagedDocument;

use super::fault::{Fault, Met};
use super::scene::{Rect, Scene, Thing, What};
use crate::artifact::{Drawing, InkRule};

/// How far ink may leave its box sideways, em: an italic's overhang.
const OVERHANG: f64 = 0.08;
/// What rounding and hinting may add, pt.
const HAIR: f64 = 0.5;
/// How far accents and descenders may leave the window of a clip, em.
const ACCENTS: f64 = 0.12;
/// How far two glyphs must reach into one another to be seen to, em.
const SEEN: f64 = 0.08;
/// Lines of one size whose baselines are farther apart, em, are set solid,
/// not over one another.
const SOLID: f64 = 0.9;
/// How much of an icon's or a picture's side is free of ink.
const PICTURE_EDGE: f64 = 0.07;
/// The most overlaps of a drawing that are told: one cause has many.
const MOST_OVERLAPS: usize = 3;
/// What the boxes of a table's cells are called.
const CELL: &str = "cell-";
/// How much of a text is quoted, characters.
const QUOTED: usize = 40;

/// What is wrong with the ink of a drawing. `reported` are the overflows that
/// the template itself measured; they learn here how many letters they are.
pub(super) fn prove(
    document: &PagedDocument,
    scenes: &[Scene<'_>],
    drawing: &Drawing,
    reported: &mut [Fault],
) -> Vec<Fault> {
    let mut over = Overflows::default();
    let (mut small, mut large) = (None::<Fault>, None::<Fault>);
    let (mut pale, mut overlaps) = (Vec::new(), Vec::new());
    let rule = &drawing.ink;
    for (page, (sheet, scene)) in document.pages().iter().zip(scenes).enumerate() {
        let texts = texts(scene);
        for text in &texts {
            over.look(page, scene, text, rule);
            if text.size < rule.least_type - 1e-3 && small.is_none() {
                small = Some(Fault::SmallType {
                    what: text.name(scene),
                    text: text.quote(),
                    size: text.size,
                    least: rule.least_type,
                    unit: rule.unit.to_owned(),
                });
            }
            if text.size > rule.most_type + 1e-3 && large.is_none() {
                let most = rule.most_type;
                large = Some(Fault::LargeType { text: text.quote(), size: text.size, most });
            }
        }
        over.count(scene, &texts, reported);
        overlaps.extend(overlapping(scene, &texts, page));
        pale.extend(behind::judge(scene, sheet, &texts, page, rule, &mut over, &mut overlaps));
    }
    let told: Vec<&str> = reported.iter().filter_map(overflowing).collect();
    let found = over.faults(rule.unit, &told);
    // What has no room lies over its neighbours and on their grounds: that is
    // not a second fault.
    let is_full = !found.is_empty() || reported.iter().any(|fault| overflowing(fault).is_some());
    let mut faults = Vec::new();
    if !is_full {
        faults.extend(pale);
        faults.extend(overlaps.into_iter().take(MOST_OVERLAPS));
        faults.extend(small);
    }
    faults.extend(found);
    faults.extend(large);
    faults
}

/// The name of the text that a fault says has no room.
fn overflowing(fault: &Fault) -> Option<&str> {
    match fault {
        Fault::Overflow { what, .. } => Some(what),
        Fault::Pages { .. } => Some(""),
        _ => None,
    }
}

/// A run of text on a page.
struct Run<'s, 'd> {
    /// Its place among the things of the scene.
    at: usize,
    thing: &'s Thing<'d>,
    item: &'d typst::text::TextItem,
    /// The size of its type as it landed, pt.
    size: f64,
    /// Its baseline, pt from the top.
    baseline: f64,
}

impl<'d> Run<'_, 'd> {
    fn quote(&self) -> String {
        self.item.text.trim().chars().take(QUOTED).collect()
    }

    fn name(&self, scene: &Scene<'_>) -> String {
        self.thing.text_box.map(|at| scene.boxes[at].name.clone()).unwrap_or_default()
    }

    fn glyphs(&self, scene: &Scene<'d>) -> Vec<Rect> {
        scene.glyphs(self.item, self.thing.at)
    }
}

fn texts<'s, 'd>(scene: &'s Scene<'d>) -> Vec<Run<'s, 'd>> {
    let things = scene.things.iter().enumerate();
    let run = |(at, thing): (usize, &'s Thing<'d>)| {
        let What::Text(item) = thing.what else { return None };
        let has_words = !item.text.trim().is_empty() && !thing.ink.is_empty();
        let scale = thing.at.sy.get().abs().max(thing.at.kx.get().abs());
        let size = item.size.to_pt() * scale;
        let baseline = thing.at.ty.to_pt();
        has_words.then_some(Run { at, thing, item, size, baseline })
    };
    things.filter_map(run).collect()
}

/// The texts that leave their boxes: by how much, and how many letters.
#[derive(Default)]
struct Overflows {
    /// By page and box.
    found: BTreeMap<(usize, Option<usize>), Worst>,
}

/// The text of a box, or of a table, that leaves it farthest.
#[derive(Default)]
struct Worst {
    what: String,
    over: f64,
    /// Whether it is its own box that it leaves, not only the page.
    leaves_box: bool,
    letters: usize,
    text: String,
}

impl Overflows {
    /// Holds a text against its box, what cuts it off, and the safe area.
    fn look(&mut self, page: usize, scene: &Scene<'_>, run: &Run<'_, '_>, rule: &InkRule) {
        let ink = run.thing.ink;
        let beyond = |rect: Rect, sideways: f64, upright: f64| {
            let (side, height) = ink.beyond(rect);
            (side - sideways).max(height - upright)
        };
        let mut over = f64::NEG_INFINITY;
        // A text in no box of its own is held against the block it stands in:
        // a template that names none of its texts is proved all the same.
        let own = run.thing.text_box.map(|own| scene.boxes[own].rect).or(run.thing.block);
        if let Some(rect) = own {
            over = over.max(beyond(rect, OVERHANG * run.size + HAIR, f64::INFINITY));
        }
        let leaves_box = over > 0.0;
        let window = scene.window(run.thing);
        over = over.max(beyond(window, HAIR, ACCENTS * run.size));
        let [top, right, bottom, left] = rule.safe;
        let sheet = scene.page;
        let safe = Rect::new(
            sheet.left + left,
            sheet.top + top,
            sheet.right - right,
            sheet.bottom - bottom,
        );
        over = over.max(beyond(safe, HAIR, HAIR));
        if over <= 0.0 {
            return;
        }
        let letters = run.item.text.chars().count();
        let each = ink.width() / letters.max(1) as f64;
        let lose = ((over / each.max(0.1)).ceil() as usize).clamp(1, letters.max(1));
        self.add(page, scene, run, over, leaves_box, lose);
    }

    /// Adds a text that reaches so far, and so many letters, beyond its place.
    fn add(
        &mut self,
        page: usize,
        scene: &Scene<'_>,
        run: &Run<'_, '_>,
        over: f64,
        leaves_box: bool,
        letters: usize,
    ) {
        // The cells of a table share its room: it is one fault, told at the
        // worst of them.
        let own = run.thing.text_box.map(|own| &scene.boxes[own]);
        let table = own.filter(|own| own.name.starts_with(CELL)).and_then(|own| own.within);
        let worst = self.found.entry((page, table.or(run.thing.text_box))).or_default();
        if over > worst.over {
            let (what, text) = (run.name(scene), run.quote());
            *worst = Worst { what, over, leaves_box, letters, text };
        }
    }

    /// Tells the overflows that the template measured how many letters they
    /// are: the same share of the letters as of the height.
    fn count(&self, scene: &Scene<'_>, texts: &[Run<'_, '_>], reported: &mut [Fault]) {
        for fault in reported {
            let Fault::Overflow { what, over, of, letters, text, .. } = fault else { continue };
            let is_in = |run: &&Run<'_, '_>| {
                let mut next = run.thing.text_box;
                while let Some(text_box) = next.map(|at| &scene.boxes[at]) {
                    if text_box.name == *what {
                        return true;
                    }
                    next = text_box.within;
                }
                false
            };
            let inside: Vec<&Run<'_, '_>> = texts.iter().filter(is_in).collect();
            let all: usize = inside.iter().map(|run| run.item.text.chars().count()).sum();
            if let (Some(first), true) = (inside.first(), *of > 0.0 && *letters == 0) {
                *letters = (all as f64 * *over / (*of + *over)).ceil() as usize;
                *text = first.quote();
            }
        }
    }

    fn faults(self, unit: &str, told: &[&str]) -> Vec<Fault> {
        let per_pt = if unit == "mm" { 1.0 / crate::artifact::PT_PER_MM } else { 1.0 };
        // Where the whole has no room, what runs off the page is no fault of
        // its own.
        let is_own =
            |one: &Worst| told.is_empty() || one.leaves_box && !told.contains(&one.what.as_str());
        let untold = self.found.into_values().filter(is_own);
        untold
            .map(|one| Fault::Overflow {
                what: one.what,
                over: one.over * per_pt,
                of: 0.0,
                unit: unit.to_owned(),
                text: one.text,
                letters: one.letters,
            })
            .collect()
    }
}

/// Texts over other texts, icons, pictures and codes.
fn overlapping(scene: &Scene<'_>, texts: &[Run<'_, '_>], page: usize) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut sorted: Vec<&Run<'_, '_>> = texts.iter().collect();
    sorted.sort_by(|a, b| a.thing.ink.top.total_cmp(&b.thing.ink.top));
    for (i, one) in sorted.iter().enumerate() {
        let reach = one.thing.ink.bottom;
        let near = sorted[i + 1..].iter().take_while(|other| other.thing.ink.top < reach);
        for other in near {
            let is_one_text =
                one.thing.text_box.is_some() && one.thing.text_box == other.thing.text_box;
            if !is_one_text && meet(scene, one, other) {
                let (first, second) = if one.at < other.at { (one, other) } else { (other, one) };
                found.push(Fault::Overlap {
                    page,
                    text: second.quote(),
                    met: Met::Text(first.quote()),
                });
            }
        }
    }
    for (at, thing) in scene.things.iter().enumerate() {
        if !matches!(thing.what, What::Image(..)) {
            continue;
        }
        // As much of it as is not cut off.
        let seen = thing.ink.within(scene.window(thing));
        let picture = seen.shrunk(seen.width() * PICTURE_EDGE);
        // What lies behind words may lie under them, not over them.
        let met = texts.iter().filter(|run| !thing.is_behind || run.at < at);
        for run in met {
            let (width, height) = run.thing.ink.meets(picture);
            if width.min(height) <= SEEN * run.size {
                continue;
            }
            let glyphs = run.glyphs(scene).into_iter();
            let mut over = glyphs.filter(|glyph| {
                let (width, height) = glyph.meets(picture);
                width.min(height) > SEEN * run.size
            });
            // A field between them hides the picture.
            let is_seen = |glyph: &Rect| {
                let (from, to) = (at.min(run.at), at.max(run.at));
                !scene.things[from + 1..to]
                    .iter()
                    .any(|between| behind::hides(between) && scene.covers(between, glyph.middle()))
            };
            if over.any(|glyph| is_seen(&glyph)) {
                found.push(Fault::Overlap { page, text: run.quote(), met: Met::Picture });
            }
        }
    }
    found
}

/// Whether glyphs of two texts lie over one another.
fn meet(scene: &Scene<'_>, one: &Run<'_, '_>, other: &Run<'_, '_>) -> bool {
    let size = one.size.min(other.size);
    let (width, height) = one.thing.ink.meets(other.thing.ink);
    if width.min(height) <= SEEN * size {
        return false;
    }
    let is_same_size = one.size.max(other.size) < size * 1.15;
    if is_same_size && (one.baseline - other.baseline).abs() >= SOLID * size {
        return false;
    }
    let others = other.glyphs(scene);
    one.glyphs(scene).iter().any(|glyph| {
        others.iter().any(|beside| {
            let (width, height) = glyph.meets(*beside);
            width.min(height) > SEEN * size
        })
    })
}
