//! What a drawing is made from, and how it becomes files.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::qr::Qr;
use crate::diag::Span;

/// Points in a millimetre.
pub const PT_PER_MM: f64 = 72.0 / 25.4;

/// A PNG, JPEG, WebP, GIF or SVG that templates can show. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The file.
    pub bytes: Arc<[u8]>,
    /// BLAKE3 of its bytes, which stands for them wherever they are compared.
    pub digest: blake3::Hash,
}

/// How large the QR codes of a drawing must be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum QrRule {
    /// Screen pictures, one point being one pixel: whole pixels a module, on
    /// the pixel grid.
    Screen {
        /// The least pixels a module.
        module_px: f64,
    },
    /// Paper.
    Print {
        /// The least side of a module.
        module_mm: f64,
        /// The least side of the symbol, without quiet zone.
        side_mm: f64,
    },
}

/// Where a drawing's texts may stand, and how small they may be. All lengths
/// in pt; one point is one pixel on screen pictures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InkRule {
    /// The margin that no text may enter: top, right, bottom, left.
    pub safe: [f64; 4],
    /// The least size of type.
    pub least_type: f64,
    /// The largest.
    pub most_type: f64,
    /// Bold type from here on counts as large, which needs less contrast
    /// (24 px of CSS, 18 pt).
    pub large_type: f64,
    /// What lengths are told in: `mm` or `px`.
    pub unit: &'static str,
}

impl InkRule {
    /// The least type on paper that most readers can read, in pt.
    pub const LEAST_IN_PRINT: f64 = 7.0;

    /// Paper: office printers leave a margin of 4 mm.
    #[must_use]
    pub fn print(least_type: f64, most_type: f64) -> Self {
        InkRule {
            safe: [4.0 * PT_PER_MM - 0.5; 4],
            least_type,
            most_type,
            large_type: 18.0,
            unit: "mm",
        }
    }

    /// A picture on screens, `scale` times as large as the square card, with
    /// a margin that apps cover above and below.
    #[must_use]
    pub fn screen(least_type: f64, above: f64, below: f64) -> Self {
        const EDGE: f64 = 6.0;
        InkRule {
            safe: [above.max(EDGE), EDGE, below.max(EDGE), EDGE],
            least_type,
            most_type: f64::INFINITY,
            large_type: 24.0,
            unit: "px",
        }
    }
}

/// One thing to draw: a template and everything it may know.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// The template: `card` is the theme's `typst/card.typ`.
    pub entry: String,
    /// What it finds in `/data.json`.
    pub data: serde_json::Value,
    /// The theme's own words, what it finds in `/words.json`; shared by all
    /// drawings of a language.
    pub words: Arc<Words>,
    /// What it finds at `/picture/0`, `/picture/1`…
    pub pictures: Vec<Picture>,
    /// The QR codes it must draw. (They reach it through `data`.)
    pub qr: Vec<Qr>,
    /// How large those must be.
    pub qr_rule: QrRule,
    /// Where its texts may stand, and how small.
    pub ink: InkRule,
    /// How many pages it must take; any number if `None`.
    pub pages: Option<usize>,
    /// The document's title, unless the template sets its own.
    pub title: String,
    /// The language of the text, which the template must set too.
    pub lang: String,
    /// The date of the build.
    pub date: jiff::civil::Date,
    /// Where the texts stand that can overflow, by the template's names.
    pub places: BTreeMap<String, Span>,
    /// Where to point for what has no place of its own.
    pub place: Span,
}

/// A table of words as templates get it, with its hash.
#[derive(Debug, Clone)]
pub struct Words {
    /// The table as JSON.
    pub json: Arc<[u8]>,
    /// BLAKE3 of `json`.
    pub digest: blake3::Hash,
}

impl Words {
    /// The words of a table.
    #[must_use]
    pub fn new(table: &impl Serialize) -> Self {
        // Strings and lists of them, which always serialise.
        let json: Arc<[u8]> = Arc::from(serde_json::to_vec(table).unwrap_or_default());
        Words { digest: blake3::hash(&json), json }
    }
}

impl Default for Words {
    fn default() -> Self {
        Words::new(&serde_json::Map::new())
    }
}

/// How a drawing becomes a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Export {
    /// A picture of a page, at so many px a pt.
    Png {
        /// The page, from 0.
        page: usize,
        /// Pixels a point.
        px_per_pt: f64,
    },
    /// A picture of a page that a photo fills, one px a pt.
    Jpeg {
        /// The page, from 0.
        page: usize,
    },
    /// A page as SVG.
    Svg {
        /// The page, from 0.
        page: usize,
    },
    /// All pages, accessible.
    Pdf,
}

/// The size of a page in points, as all lengths here are. On screen pictures
/// one point is one pixel.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PageSize {
    /// Width in pt.
    pub width: f64,
    /// Height in pt.
    pub height: f64,
}

impl PageSize {
    /// Width and height in millimetres, to the hundredth.
    #[must_use]
    pub fn mm(self) -> (f64, f64) {
        let mm = |pt: f64| (pt / PT_PER_MM * 100.0).round() / 100.0;
        (mm(self.width), mm(self.height))
    }

    /// Width and height of its picture in pixels.
    #[must_use]
    pub fn px(self, px_per_pt: f64) -> (u32, u32) {
        // As the renderer rounds; out of range saturates, and is refused later.
        let px = |pt: f64| (pt * px_per_pt).round().max(1.0) as u32;
        (px(self.width), px(self.height))
    }
}
