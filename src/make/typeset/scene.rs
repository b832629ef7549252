//! A page taken apart: every text, picture and shape with the place it landed
//! at, in the order they are painted, and the boxes that the template names.
//! This is the one walk over a page; what is asked of its ink and of its codes
//! is asked of what it found.

use typst::layout::{Abs, Frame, FrameItem, FrameKind, Point, Size, Transform};
use typst::text::TextItem;
use typst::visualize::{Color, Curve, FillRule, Geometry, Image, Paint, ProcessColorSpace, Shape};
use typst_layout::Page;

/// A block with a label of this beginning is the box of a text; the rest of
/// the label is the template's name for the text.
const BOX: &str = "lantoa-text:";
/// Pictures and icons in a block with this label lie behind the words.
const BEHIND: &str = "lantoa-behind";

/// A rectangle on a page, in pt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    /// What holds nothing yet.
    pub(super) const NONE: Rect = Rect {
        left: f64::INFINITY,
        top: f64::INFINITY,
        right: f64::NEG_INFINITY,
        bottom: f64::NEG_INFINITY,
    };

    pub(super) fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Rect { left, top, right, bottom }
    }

    /// Whether it holds nothing.
    pub(super) fn is_empty(self) -> bool {
        self.left > self.right
    }

    /// What encloses both.
    pub(super) fn and(self, other: Rect) -> Rect {
        Rect {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Smaller by so much on every side.
    pub(super) fn shrunk(self, by: f64) -> Rect {
        Rect::new(self.left + by, self.top + by, self.right - by, self.bottom - by)
    }

    /// What of it lies within another.
    pub(super) fn within(self, other: Rect) -> Rect {
        Rect {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// How far both reach into one another: width and height, below zero
    /// where they are apart.
    pub(super) fn meets(self, other: Rect) -> (f64, f64) {
        (
            self.right.min(other.right) - self.left.max(other.left),
            self.bottom.min(other.bottom) - self.top.max(other.top),
        )
    }

    /// How far it reaches beyond another: sideways and upright, below zero
    /// where it does not.
    pub(super) fn beyond(self, other: Rect) -> (f64, f64) {
        (
            (other.left - self.left).max(self.right - other.right),
            (other.top - self.top).max(self.bottom - other.bottom),
        )
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn middle(self) -> Point {
        let middle = |a: f64, b: f64| Abs::pt((a + b) / 2.0);
        Point::new(middle(self.left, self.right), middle(self.top, self.bottom))
    }

    /// Where a rectangle of somebody's own measures landed.
    fn landed(self, at: Transform) -> Rect {
        let corners = [
            (self.left, self.top),
            (self.right, self.top),
            (self.left, self.bottom),
            (self.right, self.bottom),
        ];
        corners.into_iter().fold(Rect::NONE, |all, (x, y)| {
            let corner = Point::new(Abs::pt(x), Abs::pt(y)).transform(at);
            let (x, y) = (corner.x.to_pt(), corner.y.to_pt());
            all.and(Rect::new(x, y, x, y))
        })
    }

    fn of_size(size: Size) -> Rect {
        Rect::new(0.0, 0.0, size.x.to_pt(), size.y.to_pt())
    }
}

/// The box that a template gave a text.
#[derive(Debug)]
pub(super) struct TextBox {
    /// The template's name for the text.
    pub(super) name: String,
    pub(super) rect: Rect,
    /// The box it lies in.
    pub(super) within: Option<usize>,
}

/// What is painted.
#[derive(Clone, Copy)]
pub(super) enum What<'d> {
    Text(&'d TextItem),
    Image(&'d Image, Size),
    Shape(&'d Shape),
}

/// One thing that is painted.
pub(super) struct Thing<'d> {
    pub(super) what: What<'d>,
    /// From its own measures to the page's.
    pub(super) at: Transform,
    /// Its ink on the page.
    pub(super) ink: Rect,
    /// The innermost box it lies in.
    pub(super) text_box: Option<usize>,
    /// The innermost block it lies in, whether the template names it or not.
    pub(super) block: Option<Rect>,
    /// The innermost group that cuts it off.
    clip: Option<usize>,
    /// Whether the template says that words may stand on it.
    pub(super) is_behind: bool,
}

struct Clip<'d> {
    curve: &'d Curve,
    /// From the page's measures to the curve's.
    back: Option<Transform>,
    /// What it encloses on the page.
    rect: Rect,
    within: Option<usize>,
}

/// A page taken apart.
pub(super) struct Scene<'d> {
    pub(super) things: Vec<Thing<'d>>,
    pub(super) boxes: Vec<TextBox>,
    clips: Vec<Clip<'d>>,
    /// The page itself.
    pub(super) page: Rect,
    /// The page's own colour, where it has one.
    pub(super) paper: Option<[u8; 3]>,
}

/// What stands around the items of a frame.
#[derive(Clone, Copy, Default)]
struct Around {
    text_box: Option<usize>,
    block: Option<Rect>,
    clip: Option<usize>,
    is_behind: bool,
}

impl<'d> Scene<'d> {
    pub(super) fn new(page: &'d Page) -> Self {
        let paper = match page.fill_or_white() {
            Some(Paint::Solid(colour)) => {
                let [red, green, blue, _] = rgba(&colour);
                Some([red, green, blue])
            }
            _ => None,
        };
        let size = Rect::of_size(page.frame.size());
        let mut scene =
            Scene { things: Vec::new(), boxes: Vec::new(), clips: Vec::new(), page: size, paper };
        scene.frame(&page.frame, Transform::identity(), Around::default());
        scene
    }

    fn frame(&mut self, frame: &'d Frame, at: Transform, around: Around) {
        for (place, item) in frame.items() {
            let here = at.pre_concat(Transform::translate(place.x, place.y));
            match item {
                FrameItem::Group(group) => {
                    let here = here.pre_concat(group.transform);
                    let mut around = around;
                    let rect = Rect::of_size(group.frame.size()).landed(here);
                    // Blocks are; what only holds things together is not.
                    if group.frame.kind() == FrameKind::Hard {
                        around.block = Some(rect);
                    }
                    if let Some(label) = group.label {
                        let label = label.resolve();
                        let label = label.as_str();
                        if let Some(name) = label.strip_prefix(BOX) {
                            let within = around.text_box;
                            around.text_box = Some(self.boxes.len());
                            self.boxes.push(TextBox { name: name.to_owned(), rect, within });
                        }
                        around.is_behind |= label == BEHIND;
                    }
                    if let Some(curve) = &group.clip {
                        let bounds = bounds(&Geometry::Curve(curve.clone()));
                        let clip = Clip {
                            curve,
                            back: here.invert(),
                            rect: bounds.landed(here),
                            within: around.clip,
                        };
                        around.clip = Some(self.clips.len());
                        self.clips.push(clip);
                    }
                    self.frame(&group.frame, here, around);
                }
                FrameItem::Text(text) => {
                    let ink = glyphs(text).fold(Rect::NONE, |all, (_, ink)| all.and(ink));
                    self.push(What::Text(text), here, ink, around);
                }
                FrameItem::Image(image, size, _) => {
                    self.push(What::Image(image, *size), here, Rect::of_size(*size), around);
                }
                FrameItem::Shape(shape, _) if shape.fill.is_some() => {
                    self.push(What::Shape(shape), here, bounds(&shape.geometry), around);
                }
                FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn push(&mut self, what: What<'d>, at: Transform, own: Rect, around: Around) {
        let ink = if own.is_empty() { own } else { own.landed(at) };
        let Around { text_box, block, clip, is_behind } = around;
        self.things.push(Thing { what, at, ink, text_box, block, clip, is_behind });
    }

    /// The ink of each glyph of a text, on the page.
    pub(super) fn glyphs(&self, text: &'d TextItem, at: Transform) -> Vec<Rect> {
        glyphs(text).map(|(_, ink)| ink.landed(at)).collect()
    }

    /// What cuts a thing off: the part of the page where it can be seen.
    pub(super) fn window(&self, thing: &Thing<'_>) -> Rect {
        let mut window = self.page;
        let mut next = thing.clip;
        while let Some(clip) = next.map(|clip| &self.clips[clip]) {
            window = window.within(clip.rect);
            next = clip.within;
        }
        window
    }

    /// Whether a thing of the page covers a point.
    pub(super) fn covers(&self, thing: &Thing<'d>, point: Point) -> bool {
        let (x, y) = (point.x.to_pt(), point.y.to_pt());
        let Rect { left, top, right, bottom } = thing.ink;
        if !(left <= x && x <= right && top <= y && y <= bottom) {
            return false;
        }
        let is_hit = match thing.what {
            What::Text(_) => false,
            What::Image(..) => true,
            What::Shape(shape) => match &shape.geometry {
                Geometry::Line(_) => false,
                Geometry::Rect(_) => true,
                Geometry::Curve(curve) => {
                    let own = thing.at.invert().map(|back| point.transform(back));
                    own.is_some_and(|own| curve.contains(shape.fill_rule, own))
                }
            },
        };
        let mut next = thing.clip.filter(|_| is_hit);
        while let Some(clip) = next.map(|clip| &self.clips[clip]) {
            let own = clip.back.map(|back| point.transform(back));
            if !own.is_some_and(|own| clip.curve.contains(FillRule::NonZero, own)) {
                return false;
            }
            next = clip.within;
        }
        is_hit
    }
}

/// The ink of each glyph in the text's own measures, with the glyph's index.
fn glyphs(text: &TextItem) -> impl Iterator<Item = (usize, Rect)> + '_ {
    let size = text.size;
    let face = text.font.ttf();
    let pt = move |units: i16| text.font.to_em(units).at(size).to_pt();
    let mut cursor = (0.0, 0.0);
    text.glyphs.iter().enumerate().filter_map(move |(index, glyph)| {
        let x = cursor.0 + glyph.x_offset.at(size).to_pt();
        // Fonts count upwards, pages downwards.
        let y = cursor.1 - glyph.y_offset.at(size).to_pt();
        cursor.0 += glyph.x_advance.at(size).to_pt();
        cursor.1 -= glyph.y_advance.at(size).to_pt();
        let ink = face.glyph_bounding_box(ttf_parser::GlyphId(glyph.id))?;
        let ink =
            Rect::new(x + pt(ink.x_min), y - pt(ink.y_max), x + pt(ink.x_max), y - pt(ink.y_min));
        Some((index, ink))
    })
}

/// A colour as it is painted, whatever the space that it is written in.
pub(super) fn rgba(colour: &Color) -> [u8; 4] {
    colour.to_process_space(ProcessColorSpace::Srgb).to_vec4_u8()
}

fn bounds(geometry: &Geometry) -> Rect {
    let bounds = geometry.bbox(None);
    Rect::new(
        bounds.min.x.to_pt(),
        bounds.min.y.to_pt(),
        bounds.max.x.to_pt(),
        bounds.max.y.to_pt(),
    )
}
