//! Typesetting: everything that is drawn (cards, leaflets, infographics) goes
//! through here. It owns the layout engine, the theme's fonts and templates,
//! and the proof that what was drawn is what was meant; it hands on bytes and
//! what was learnt.
//!
//! ```text
//! let typesetter = Typesetter::new(files)?;        // once, shared by threads
//! let sheet = typesetter.layout(&drawing)?;        // layout, or why there is none
//! let png = sheet.png(0, 1.0)?;                    // pictures verify their QR codes
//! let pdf = sheet.pdf(PdfProfile::Screen)?;
//! let learnt = sheet.finish()?;                    // verifies the other codes; all flaws
//! typeset::forget();                               // now and then, between batches
//! ```
//!
//! A template is `typst/<entry>.typ` of the theme. It sees the theme's files,
//! `/data.json`, `/words.json` and `/picture/0`, `/picture/1`…; it answers with its pages and
//! with `#metadata((kind: …)) <lantoa-report>`. The same drawing gives the same
//! bytes on every machine and any number of threads.

mod clusters;
mod fault;
mod frames;
mod ink;
mod learnt;
mod raster;
mod scene;
mod sheet;
mod theme;
mod verify;
mod world;

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use typst::diag::SourceDiagnostic;
use typst::foundations::{Label, Selector, Smart};
use typst::introspection::{Introspector, MetadataElem};
use typst::model::Document;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use crate::artifact::qr::Qr;
use crate::artifact::{Drawing, PageSize, QrRule};
use crate::theme::Files;

pub use fault::{Fault, Met, Notice, Place};
pub use learnt::{DrawnQr, Learnt, Report};
pub use raster::Raster;
pub use sheet::{PdfProfile, Sheet};
pub use theme::ThemeError;
pub use world::Desk;

use self::scene::Scene;

/// The layout engine with a theme. Shared by all threads.
pub struct Typesetter {
    theme: theme::Theme,
}

impl Typesetter {
    /// Loads a theme from its files, by path (`typst/card.typ`, `theme.yml`,
    /// `fonts/…`). Fonts are those under `fonts/` and no others.
    ///
    /// # Errors
    /// All that makes the theme unusable.
    pub fn new(files: &Files) -> Result<Self, Vec<ThemeError>> {
        Ok(Self { theme: theme::Theme::new(files)? })
    }

    /// The engine's world for a drawing, to run the engine bare.
    ///
    /// # Errors
    /// [`Fault::Theme`] when the theme has no such template.
    pub fn desk(&self, drawing: &Drawing) -> Result<Desk<'_>, Fault> {
        Desk::new(&self.theme, drawing)
    }

    /// Lays a drawing out. Texts that overflow, characters without glyph, QR
    /// codes missing or too small are flaws of the sheet.
    ///
    /// # Errors
    /// What keeps it from being drawn: errors of the template.
    pub fn layout<'t>(&'t self, drawing: &'t Drawing) -> Result<Sheet<'t>, Vec<Fault>> {
        let desk = self.desk(drawing).map_err(|fault| vec![fault])?;
        let compiled = guarded(|| typst::compile::<PagedDocument>(&desk))?;
        let notice = |said: &SourceDiagnostic| Notice::read(said, &desk);
        let warnings: Vec<_> = compiled.warnings.iter().map(notice).collect();
        let mut document = compiled.output.map_err(|errors| {
            errors.iter().map(|said| Fault::Theme(notice(said))).collect::<Vec<_>>()
        })?;

        let mut flaws = Vec::new();
        let mut faults = Vec::new();
        let mut reports = Vec::new();
        for value in reported(&document) {
            match Report::read(value) {
                Ok(report) => reports.push(report),
                Err(fault) if fault.is_flaw() => flaws.push(fault),
                Err(fault) => faults.push(fault),
            }
        }
        faults.extend(wrong_lang(&document, drawing));
        if !faults.is_empty() {
            return Err(faults);
        }
        flaws.extend(wrong_pages(&document, drawing));
        let scenes: Vec<Scene<'_>> = document.pages().iter().map(Scene::new).collect();
        let ink = ink::prove(&document, &scenes, drawing, &mut flaws);
        flaws.extend(ink);
        let found = frames::survey(&scenes, &drawing.qr);
        drop(scenes);
        flaws.extend(found.faults);
        flaws.extend(
            found
                .qr
                .iter()
                .filter_map(|(index, drawn)| size_fault(drawing, &drawing.qr[*index], drawn)),
        );

        let title = &mut document.info_mut().title;
        if title.is_none() {
            *title = Some(drawing.title.as_str().into());
        }
        let size = |page: &typst_layout::Page| {
            let size = page.frame.size();
            PageSize { width: size.x.to_pt(), height: size.y.to_pt() }
        };
        let pages = document.pages().iter().map(size).collect();
        let (codes, qr) =
            found.qr.into_iter().map(|(index, drawn)| (sheet::Code::new(index), drawn)).unzip();
        Ok(Sheet {
            desk,
            drawing,
            document,
            learnt: Learnt { pages, reports, qr, warnings, flaws: Vec::new() },
            flaws: Mutex::new(flaws),
            codes,
        })
    }
}

/// Drops what the engine remembers of drawings, but for what was of use since
/// the last call: each card leaves some 0.7 MB behind.
pub fn forget() {
    comemo::evict(1);
}

/// Runs the engine. It panics on a few degenerate drawings (scaling to zero);
/// whatever a theme does, the other jobs must go on.
fn guarded<T>(run: impl FnOnce() -> T) -> Result<T, Vec<Fault>> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said =
            said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
        vec![Fault::Theme(Notice::plain(format!("the layout engine stopped: {said}")))]
    })
}

/// The values that the template labelled `<lantoa-report>`, in reading order.
fn reported(document: &PagedDocument) -> Vec<serde_json::Value> {
    let Some(label) = Label::new(PicoStr::intern("lantoa-report")) else {
        return Vec::new();
    };
    let found = document.introspector().query(&Selector::Label(label));
    let values = found.iter().filter_map(|content| content.to_packed::<MetadataElem>());
    values.map(|metadata| serde_json::to_value(&metadata.value).unwrap_or_default()).collect()
}

fn wrong_pages(document: &PagedDocument, drawing: &Drawing) -> Option<Fault> {
    let declared = drawing.pages?;
    let drawn = document.pages().len();
    if declared == drawn {
        return None;
    }
    let spilled =
        document.pages().get(declared).map(|page| frames::opening(&page.frame)).unwrap_or_default();
    Some(Fault::Pages { declared, drawn, spilled })
}

/// A template that forgets the language gets English hyphenation, silently.
fn wrong_lang(document: &PagedDocument, drawing: &Drawing) -> Option<Fault> {
    let set = match document.info().locale {
        Smart::Custom(locale) => locale.lang.as_str().to_owned(),
        Smart::Auto => "none".to_owned(),
    };
    let lang = drawing.lang.split('-').next().unwrap_or_default();
    (set != lang).then(|| {
        let message =
            format!("the template must set the text's language to {lang:?}: it set {set}");
        Fault::Theme(Notice::plain(message))
    })
}

fn size_fault(drawing: &Drawing, qr: &Qr, drawn: &DrawnQr) -> Option<Fault> {
    let (url, page) = (drawn.url.clone(), drawn.page);
    let symbol = f64::from(qr.modules());
    let (unit, module, module_min, side_min) = match drawing.qr_rule {
        QrRule::Screen { module_px } => ("px", drawn.module, module_px, module_px * symbol),
        QrRule::Print { module_mm, side_mm } => ("mm", drawn.module_mm(), module_mm, side_mm),
    };
    let side = module * symbol;
    // Sizes computed in points come back a hair short.
    let short = |size: f64, min: f64| size < min - 1e-3;
    if short(module, module_min) || short(side, side_min) {
        let unit = unit.to_owned();
        return Some(Fault::QrTooSmall { url, page, module, side, module_min, side_min, unit });
    }
    let whole = |px: f64| (px - px.round()).abs() < 1e-3;
    let off = unit == "px" && ![drawn.module, drawn.x, drawn.y].into_iter().all(whole);
    off.then_some(Fault::QrOffGrid { url, page, module, x: drawn.x, y: drawn.y })
}
