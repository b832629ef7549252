//! A finished layout and its exports: PNG, JPEG, SVG, PDF.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use typst::diag::SourceDiagnostic;
use typst::foundations::{Content, Datetime, Smart};
use typst::layout::{Abs, Point, Size};
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

use super::clusters;
use super::fault::{Fault, Notice};
use super::frames::window;
use super::guarded;
use super::learnt::{DrawnQr, Learnt};
use super::raster::{MOST_PX, Raster};
use super::verify::{compare, is_sharp};
use super::world::Desk;
use crate::artifact::qr::Qr;
use crate::artifact::{Drawing, PageSize};

/// Pixels per module when a code is drawn only to be verified.
const VERIFY_MODULE_PX: f64 = 4.0;

/// What a PDF is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdfProfile {
    /// Reading on screen and keeping: PDF/UA-1 and PDF/A-2a, tagged, links
    /// live, no bleed.
    Screen,
}

/// A drawing laid out. Every picture made of it is verified; [`Sheet::finish`]
/// verifies what no picture has shown, and says all that is wrong.
#[must_use = "`finish` verifies the QR codes that no picture has shown"]
pub struct Sheet<'t> {
    pub(super) desk: Desk<'t>,
    pub(super) drawing: &'t Drawing,
    pub(super) document: PagedDocument,
    pub(super) learnt: Learnt,
    pub(super) codes: Vec<Code>,
    /// What is wrong so far, that keeps nothing from being made.
    pub(super) flaws: Mutex<Vec<Fault>>,
}

/// A QR code drawn on the sheet: its index among the drawing's codes, and
/// whether its pixels were compared already. `learnt.qr` has its place.
pub(super) struct Code {
    index: usize,
    verified: AtomicBool,
}

impl Code {
    pub(super) fn new(index: usize) -> Self {
        Self { index, verified: AtomicBool::new(false) }
    }
}

impl Sheet<'_> {
    /// The engine's document, for what this door does not offer.
    #[must_use]
    pub fn document(&self) -> &PagedDocument {
        &self.document
    }

    /// The pages' sizes, in order.
    #[must_use]
    pub fn pages(&self) -> &[PageSize] {
        &self.learnt.pages
    }

    /// The QR codes as placed; not verified before [`Sheet::raster`] showed
    /// them or [`Sheet::finish`] returned.
    #[must_use]
    pub fn qr(&self) -> &[DrawnQr] {
        &self.learnt.qr
    }

    /// Draws a page at `px_per_pt` pixels per point (1 for screen pictures,
    /// 150/72 for a preview of paper) and verifies the QR codes on it, unless
    /// their modules are too small at this scale to tell. One that cannot be
    /// read is a flaw.
    ///
    /// # Errors
    /// [`Fault::TooLarge`], or [`Fault::Theme`] when there is no such page.
    pub fn raster(&self, page: usize, px_per_pt: f64) -> Result<Raster, Vec<Fault>> {
        let raster = draw(self.page(page)?, page, px_per_pt)?;
        for (code, qr, drawn) in self.codes().filter(|(_, _, drawn)| drawn.page == page) {
            if is_sharp(drawn.module * px_per_pt) {
                self.note(compare(&raster, qr, drawn, px_per_pt).err());
                code.verified.store(true, Ordering::Relaxed);
            }
        }
        Ok(raster)
    }

    /// [`Sheet::raster`] as PNG: sRGB, without alpha when opaque.
    ///
    /// # Errors
    /// As [`Sheet::raster`].
    pub fn png(&self, page: usize, px_per_pt: f64) -> Result<Vec<u8>, Vec<Fault>> {
        self.raster(page, px_per_pt)?.png().map_err(|fault| vec![fault])
    }

    /// [`Sheet::raster`] as JPEG of this quality (1 to 100).
    ///
    /// # Errors
    /// As [`Sheet::raster`].
    pub fn jpeg(&self, page: usize, px_per_pt: f64, quality: u8) -> Result<Vec<u8>, Vec<Fault>> {
        self.raster(page, px_per_pt)?.jpeg(quality).map_err(|fault| vec![fault])
    }

    /// A page as SVG. Its text is drawn as paths: give it a text equivalent.
    ///
    /// # Errors
    /// [`Fault::Theme`] when there is no such page.
    pub fn svg(&self, page: usize) -> Result<String, Vec<Fault>> {
        let page = self.page(page)?;
        let options = SvgOptions { render_bleed: false, pretty: false };
        guarded(|| typst_svg::svg(page, &options))
    }

    /// All pages as PDF. The same drawing gives the same bytes: the time in
    /// it is midnight of the drawing's date.
    ///
    /// # Errors
    /// [`Fault::Theme`], each thing that the standards of the profile refuse.
    pub fn pdf(&self, profile: PdfProfile) -> Result<Vec<u8>, Vec<Fault>> {
        let standards = match profile {
            PdfProfile::Screen => [PdfStandard::A_2a, PdfStandard::Ua_1],
        };
        let standards =
            PdfStandards::new(&standards).map_err(|error| refuse(error.message().to_string()))?;
        let date = self.drawing.date;
        let ymd = (i32::from(date.year()), date.month().unsigned_abs(), date.day().unsigned_abs());
        let timestamp =
            Datetime::from_ymd_hms(ymd.0, ymd.1, ymd.2, 0, 0, 0).map(Timestamp::new_utc);
        let options = PdfOptions {
            ident: Smart::Custom(self.ident()),
            creator: Smart::Custom(Some(concat!("lantoa ", env!("CARGO_PKG_VERSION")).to_owned())),
            timestamp,
            standards,
            ..PdfOptions::default()
        };
        let whole = clusters::whole(&self.document);
        let document = whole.as_ref().unwrap_or(&self.document);
        guarded(|| typst_pdf::pdf(document, &options))?.map_err(|errors| self.translate(&errors))
    }

    /// Verifies the QR codes that no picture has shown, and hands over what
    /// was learnt, every flaw among it.
    ///
    /// # Errors
    /// [`Fault::TooLarge`] where a code alone is too large for a picture.
    pub fn finish(mut self) -> Result<Learnt, Vec<Fault>> {
        for (code, qr, drawn) in self.codes() {
            if !code.verified.load(Ordering::Relaxed) {
                self.note(self.inspect(qr, drawn)?);
            }
        }
        let flaws = std::mem::take(&mut self.flaws);
        self.learnt.flaws = flaws.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(self.learnt)
    }

    /// Adds to what is wrong.
    fn note(&self, flaws: impl IntoIterator<Item = Fault>) {
        self.flaws.lock().unwrap_or_else(PoisonError::into_inner).extend(flaws);
    }

    /// Notes the codes of a page that a reader does not find.
    ///
    /// # Errors
    /// As [`Sheet::raster`].
    pub fn read_back(&self, page: usize, px_per_pt: f64) -> Result<(), Vec<Fault>> {
        let unread = self.unread(page, px_per_pt)?.into_iter();
        self.note(unread.map(|url| Fault::QrUnreadable {
            url,
            page,
            modules: 0,
            quiet: 0,
            contrast: 0.0,
        }));
        Ok(())
    }

    /// The addresses of a page's codes that a reader does not find, on the
    /// picture itself where it shows them sharply nor on the code alone.
    fn unread(&self, page: usize, px_per_pt: f64) -> Result<Vec<String>, Vec<Fault>> {
        let picture = self.raster(page, px_per_pt)?;
        let mut seen: Option<Vec<String>> = None;
        let mut unread = Vec::new();
        for (_, qr, drawn) in self.codes().filter(|(_, _, drawn)| drawn.page == page) {
            let found = is_sharp(drawn.module * px_per_pt)
                && seen.get_or_insert_with(|| picture.read_qr()).contains(&drawn.url);
            // A reader may look past a code among much else: who scans it
            // holds the phone to the code.
            if !found && !self.close_up(drawn)?.0.read_qr().iter().any(|url| url == qr.url()) {
                unread.push(drawn.url.clone());
            }
        }
        Ok(unread)
    }

    fn inspect(&self, qr: &Qr, drawn: &DrawnQr) -> Result<Option<Fault>, Vec<Fault>> {
        let (raster, px_per_pt) = self.close_up(drawn)?;
        let here = DrawnQr { x: 0.0, y: 0.0, ..drawn.clone() };
        Ok(compare(&raster, qr, &here, px_per_pt).err())
    }

    /// Draws only the window that a code fills, at whole pixels per module;
    /// with it the pixels a pt.
    fn close_up(&self, drawn: &DrawnQr) -> Result<(Raster, f64), Vec<Fault>> {
        let page = self.page(drawn.page)?;
        let px_per_pt = VERIFY_MODULE_PX / drawn.module;
        let corner = Point::new(Abs::pt(drawn.x), Abs::pt(drawn.y));
        let frame = window(&page.frame, corner, Size::splat(Abs::pt(drawn.side)));
        let view = Page {
            frame,
            fill: page.fill.clone(),
            supplement: Content::empty(),
            numbering: None,
            ..page.clone()
        };
        Ok((draw(&view, drawn.page, px_per_pt)?, px_per_pt))
    }

    fn codes(&self) -> impl Iterator<Item = (&Code, &Qr, &DrawnQr)> {
        self.codes
            .iter()
            .zip(&self.learnt.qr)
            .map(|(code, drawn)| (code, &self.drawing.qr[code.index], drawn))
    }

    fn page(&self, page: usize) -> Result<&Page, Vec<Fault>> {
        self.document.pages().get(page).ok_or_else(|| refuse(format!("there is no page {page}")))
    }

    /// What names this document in its PDF, whatever its content becomes.
    fn ident(&self) -> String {
        let Drawing { entry, lang, title, qr, .. } = self.drawing;
        let address = qr.first().map_or("", Qr::url);
        format!(
            "lantoa\n{entry}\n{lang}\n{title}\n{}",
            address.split('?').next().unwrap_or_default()
        )
    }

    fn translate(&self, errors: &[SourceDiagnostic]) -> Vec<Fault> {
        errors.iter().map(|error| Fault::Theme(Notice::read(error, &self.desk))).collect()
    }
}

fn refuse(message: String) -> Vec<Fault> {
    vec![Fault::Theme(Notice::plain(message))]
}

/// Draws a page, unless it would be larger than any picture should be: the
/// renderer would stop the program.
pub(super) fn draw(page: &Page, number: usize, px_per_pt: f64) -> Result<Raster, Vec<Fault>> {
    let size = page.frame.size();
    let (width, height) = (size.x.to_pt() * px_per_pt, size.y.to_pt() * px_per_pt);
    if !(width <= MOST_PX && height <= MOST_PX && px_per_pt > 0.0) {
        return Err(vec![Fault::TooLarge { page: number, width, height }]);
    }
    let options = RenderOptions { pixel_per_pt: px_per_pt.into(), render_bleed: false };
    let pixmap = guarded(|| typst_render::render(page, &options))?;
    Ok(Raster::new(pixmap.width(), pixmap.height(), pixmap.take()))
}
