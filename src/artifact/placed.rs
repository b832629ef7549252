//! What is known of a file once it is made: later files say what it weighs
//! and measures, the manifest lists it.

use serde::{Deserialize, Serialize};

use super::entry::Artifact;

/// What a file measures, as the manifest says it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Width in `unit`.
    pub width: f64,
    /// Height in `unit`.
    pub height: f64,
    /// Whether it is measured in px, else in mm.
    pub is_px: bool,
    /// Pages, of a document.
    pub pages: Option<u32>,
}

impl Measure {
    /// A picture's.
    #[must_use]
    pub fn px(width: f64, height: f64) -> Self {
        Measure { width, height, is_px: true, pages: None }
    }

    /// Width and height of a picture, px.
    #[must_use]
    pub fn sides(&self) -> Option<(u32, u32)> {
        // A picture's sides are whole and far below what 32 bits hold.
        self.is_px.then(|| (self.width.round() as u32, self.height.round() as u32))
    }
}

/// A file in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Its size in bytes.
    pub bytes: u64,
    /// BLAKE3 of its bytes.
    pub hash: blake3::Hash,
    /// What it measures, of a picture or a document.
    pub measure: Option<Measure>,
    /// The addresses in its QR codes.
    pub qr: Vec<String>,
}

impl Placed {
    /// An entry of the manifest with what is known of its file.
    #[must_use]
    pub fn fill(&self, mut entry: Artifact) -> Artifact {
        entry.bytes = self.bytes;
        entry.blake3 = self.hash.to_hex().to_string();
        if let Some(measure) = &self.measure {
            entry.width = Some(measure.width);
            entry.height = Some(measure.height);
            entry.length_unit = Some(if measure.is_px { "px" } else { "mm" }.to_string());
            entry.pages = measure.pages;
        }
        entry.qr.clone_from(&self.qr);
        entry
    }
}

/// What has been made before: what a page says of a file that it offers.
pub trait Made: Sync {
    /// The file at a path of the site, if it is there.
    fn placed(&self, path: &str) -> Option<Placed>;
}

/// Nothing has.
impl Made for () {
    fn placed(&self, _: &str) -> Option<Placed> {
        None
    }
}
