//! A drawing to be made: its complete input and the files it yields.

use std::collections::BTreeMap;

use crate::catalog::Kind;
use crate::diag::Span;
use crate::make::typeset::Drawing;

/// One drawing and all files that are made from it.
#[derive(Debug, Clone)]
pub struct Draw {
    /// The item's kind.
    pub kind: Kind,
    /// The item's id.
    pub id: String,
    /// The language it is in.
    pub lang: String,
    /// What is drawn.
    pub drawing: Drawing,
    /// What is made from it.
    pub outputs: Vec<Output>,
    /// The version printed on it.
    pub version: String,
    /// What the manifest says of its files.
    pub facts: Facets,
    /// Where the texts stand that can overflow, by the template's names.
    pub places: BTreeMap<String, Span>,
    /// Where to point for what has no place of its own.
    pub place: Span,
}

/// What the manifest says of every file of an item.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    /// Its campaigns.
    pub campaigns: Vec<String>,
    /// Its audiences.
    pub audiences: Vec<String>,
    /// The facts it rests on.
    pub facts: Vec<String>,
    /// The legal documents it rests on.
    pub legal: Vec<String>,
    /// The files it was written in.
    pub sources: Vec<String>,
    /// Until when what it says holds.
    pub valid_until: Option<String>,
}

/// One file made from a drawing.
#[derive(Debug, Clone)]
pub struct Output {
    /// Its path in `public/`.
    pub path: String,
    /// The manifest's kind.
    pub kind: &'static str,
    /// The manifest's variant.
    pub variant: Option<String>,
    /// How it is exported.
    pub export: Export,
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

impl Draw {
    /// Everything that decides the bytes of its outputs, for the cache's key.
    pub fn input(&self) -> Vec<u8> {
        let drawing = &self.drawing;
        let mut input = format!(
            "{}\n{}\n{}\n{:?}\n{:?}\n",
            drawing.entry, drawing.title, drawing.lang, drawing.pages, drawing.qr_rule,
        );
        // Only a document carries the date of the build.
        if self.outputs.iter().any(|output| output.export == Export::Pdf) {
            input.push_str(&format!("{}\n", drawing.date));
        }
        for output in &self.outputs {
            input.push_str(&format!("{} {:?}\n", output.path, output.export));
        }
        input.push_str(&drawing.data.to_string());
        for qr in &drawing.qr {
            input.push_str(qr.url());
        }
        input.into_bytes()
    }
}
