//! Drawings: lays one out, makes the files that are asked of it, and says
//! what is wrong with it.

use serde::{Deserialize, Serialize};

use super::typeset::{Fault, PdfProfile, Sheet, Typesetter};
use crate::artifact::{Drawing, Export, Head, Kind, Measure, PT_PER_MM, PageSize};

/// A drawing that was made.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The bytes of each file, in the order of the heads.
    pub files: Vec<Vec<u8>>,
    /// What was learnt.
    pub learnt: Learnt,
}

/// What is kept of a drawing besides its bytes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Learnt {
    /// What each file measures.
    pub measures: Vec<Measure>,
    /// The addresses in its QR codes.
    pub qr: Vec<String>,
    /// What is wrong with it and did not keep it from being made.
    pub flaws: Vec<Fault>,
}

/// What a photo may weigh on every channel, in bytes (output contract: 1 MB).
const LARGEST_PHOTO: usize = 1 << 20;

/// What is done with a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Makes the files; every code is compared with its symbol on the pixels.
    Make,
    /// Looks for faults; every code is decoded as a reader would.
    Check,
}

/// Makes the files of `heads` from a drawing.
///
/// # Errors
/// Whatever is wrong with it, where one of them cannot be made.
pub fn draw<'h>(
    typesetter: &Typesetter,
    drawing: &Drawing,
    heads: impl IntoIterator<Item = &'h Head>,
    purpose: Purpose,
) -> Result<Drawn, Vec<Fault>> {
    let sheet = typesetter.layout(drawing)?;
    let mut files = Vec::new();
    let mut measures = Vec::new();
    let mut faults = Vec::new();
    for head in heads {
        let Some(kind) = head.export else { continue };
        measures.push(measure(kind, sheet.pages()));
        match export(&sheet, &head.kind, kind, purpose) {
            Ok(made) => files.push(made),
            Err(found) => faults.extend(found),
        }
    }
    let flaws = match sheet.finish() {
        Ok(learnt) => learnt.flaws,
        Err(found) => {
            faults.extend(found);
            return Err(faults);
        }
    };
    if !faults.is_empty() {
        faults.extend(flaws);
        return Err(faults);
    }
    let qr = drawing.qr.iter().map(|qr| qr.url().to_string()).collect();
    Ok(Drawn { files, learnt: Learnt { measures, qr, flaws } })
}

/// What a file measures: pictures in px, documents in mm.
fn measure(export: Export, pages: &[PageSize]) -> Measure {
    let page = match export {
        Export::Png { page, .. } | Export::Jpeg { page } | Export::Svg { page } => page,
        Export::Pdf => 0,
    };
    let Some(size) = pages.get(page) else { return Measure::default() };
    match export {
        Export::Png { px_per_pt, .. } => {
            let (width, height) = size.px(px_per_pt);
            Measure::px(f64::from(width), f64::from(height))
        }
        Export::Jpeg { .. } | Export::Svg { .. } => Measure::px(size.width, size.height),
        Export::Pdf => {
            let mm = |pt: f64| (pt / PT_PER_MM * 100.0).round() / 100.0;
            Measure {
                width: mm(size.width),
                height: mm(size.height),
                is_px: false,
                pages: u32::try_from(pages.len()).ok(),
            }
        }
    }
}

fn export(
    sheet: &Sheet,
    kind: &Kind,
    export: Export,
    purpose: Purpose,
) -> Result<Vec<u8>, Vec<Fault>> {
    match export {
        Export::Png { page, px_per_pt } if purpose == Purpose::Check => {
            sheet.read_back(page, px_per_pt)?;
            // What a card weighs is checked too, since channels refuse it.
            if *kind == Kind::Card { sheet.png(page, px_per_pt) } else { Ok(Vec::new()) }
        }
        Export::Png { page, px_per_pt } => sheet.png(page, px_per_pt),
        Export::Jpeg { page } => {
            if purpose == Purpose::Check {
                sheet.read_back(page, 1.0)?;
            }
            photo(sheet, page)
        }
        Export::Svg { .. } if purpose == Purpose::Check => Ok(Vec::new()),
        Export::Svg { page } => sheet.svg(page).map(String::into_bytes),
        // The exporter's own demands (tags, alternatives) are faults too.
        Export::Pdf => sheet.pdf(PdfProfile::Screen),
    }
}

/// A page that a photo fills: the best of these qualities that the channels
/// take; the last where none is small enough, and the checks say so.
fn photo(sheet: &Sheet, page: usize) -> Result<Vec<u8>, Vec<Fault>> {
    const QUALITIES: [u8; 4] = [90, 84, 76, 68];
    let raster = sheet.raster(page, 1.0)?;
    let mut bytes = Vec::new();
    for quality in QUALITIES {
        bytes = raster.jpeg(quality).map_err(|fault| vec![fault])?;
        if bytes.len() <= LARGEST_PHOTO {
            break;
        }
    }
    Ok(bytes)
}
