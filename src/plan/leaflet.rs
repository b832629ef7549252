//! Leaflets and other sheets: one drawing for each language, as PDF for
//! screens and as pictures of its pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::Job;
use super::drawn::Draw;
use super::shared::head;
use crate::artifact::qr::{Level, Qr};
use crate::artifact::{
    Drawing, Export, Head, Heads, InkRule, Input, Kind, Offer, Picture, QrRule, code,
};
use crate::catalog::{Item, Leaflet};
use crate::diag::Span;
use crate::doc::{Block, Target, plain};
use crate::edition::{Edition, languages_of};
use crate::source::picture::Medium;
use crate::theme::{Sheet, Variant};

/// Pixels a point of the preview pictures: 144 dpi.
pub(super) const PREVIEW: f64 = 2.0;
/// Least side of a module and of a symbol on paper, in mm (output contract).
const MODULE_MM: f64 = 0.4;
const SYMBOL_MM: f64 = 20.0;
/// A symbol's side is a tenth of the distance it is read from: mm a metre.
const MM_OF_A_TENTH: f64 = 100.0;

/// How a PDF for screens is offered.
pub(super) static SCREEN: Offer = Offer {
    label: "site_variant_screen",
    short: "site_variant_screen_short",
    note: None,
    icon: "phone",
};

/// A part of a sheet's body: what stands below one heading of level 2.
struct Section {
    title: Option<String>,
    span: Span,
    blocks: Vec<Block>,
}

/// What a sheet says in one language.
struct Content {
    title: String,
    data: Map<String, Value>,
    codes: Vec<Qr>,
    extra: Option<Qr>,
    pictures: Vec<Picture>,
    places: BTreeMap<String, Span>,
    version: String,
}

/// One drawing a leaflet and language.
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, _: &Arc<Heads>) -> Vec<Job<'p>> {
    let mut jobs = Vec::new();
    for item in edition.kit.listed() {
        let Some(leaflet) = item.leaflet() else { continue };
        let Some((template, sheet)) = edition.sheet(leaflet) else { continue };
        for lang in languages_of(edition.kit, item) {
            let version = edition.leaflet_content(item, leaflet, (template, sheet), &lang).version;
            let heads = edition.leaflet_heads(item, sheet, &lang, version);
            jobs.push(Job {
                heads: heads.into_iter().map(Arc::new).collect(),
                spans: &item.spans,
                recipe: Box::new(move |_| {
                    let drawing = edition.leaflet(item, leaflet, (template, sheet), &lang)?;
                    Some(Input::Drawing(Box::new(drawing)))
                }),
            });
        }
    }
    jobs
}

impl Edition<'_> {
    /// The files of a leaflet: the PDF, and pictures of its pages.
    fn leaflet_heads(&self, item: &Item, sheet: &Sheet, lang: &str, version: String) -> Vec<Head> {
        let about = self.about(item, lang, Some(version));
        let id = &item.id.value;
        let base = format!("{}files/leaflets/{id}/{id}.{lang}", self.kit.home);
        let variants = sheet.variants().into_iter().map(|variant| {
            let word = variant.word();
            let mut head = head(format!("{base}.{word}.pdf"), Kind::Leaflet, &about);
            head.variant = Some(word.into());
            head.export = Some(Export::Pdf);
            head.offer = Some(match variant {
                Variant::Screen => &SCREEN,
            });
            head.packed = Some(format!("leaflets/{}", head.name()));
            head
        });
        let mut heads: Vec<Head> = variants.collect();
        // A folded sheet has all its pages; another may take fewer.
        let previews = if sheet.is_folded() { sheet.pages } else { 1 };
        for page in 0..previews {
            let nth = if page == 0 { String::new() } else { format!("-{}", page + 1) };
            let mut preview = head(format!("{base}.preview{nth}.png"), Kind::Leaflet, &about);
            preview.variant = Some(format!("preview{nth}").into());
            preview.export = Some(Export::Png { page, px_per_pt: PREVIEW });
            preview.is_preview = true;
            heads.push(preview);
        }
        heads
    }

    fn leaflet_content(
        &self,
        item: &Item,
        leaflet: &Leaflet,
        (template, sheet): (&str, &Sheet),
        lang: &str,
    ) -> Content {
        let kit = self.kit;
        let (mut blocks, _) = kit.rich(&leaflet.text, lang);
        blocks.extend(self.agents(leaflet, lang));
        let title = kit.words(&item.title, lang).text;
        let summary = item.summary.as_ref().map(|summary| kit.say(summary, lang));
        let mut sections = sections(blocks);
        // More panels than the sheet has are reported by the checks.
        sections.truncate(if sheet.is_folded() { sheet.panels.len() } else { usize::MAX });

        let mut draw = Draw::new(self, lang);
        let (mut parts, mut shown) = (Vec::new(), Vec::new());
        let mut places = BTreeMap::new();
        for (i, section) in sections.iter().enumerate() {
            places.insert(format!("panel-{}", i + 1), section.span);
            places.insert(format!("section-{}", i + 1), section.span);
            let blocks = self.show(&section.blocks, lang);
            parts.push(json!({"title": section.title, "blocks": draw.text(&blocks)}));
            shown.push((&section.title, blocks));
        }
        let said = draw.said(&shown);
        let Draw { codes, mut pictures, .. } = draw;
        if let Some(title) = item.title.get(lang) {
            places.insert("cover".into(), title.span);
            places.insert("title".into(), title.span);
        }
        let label = item.figure_label.as_ref().map(|label| kit.say(label, lang));
        let figure = item.figure.as_ref().and_then(|id| self.figure(id, label, lang));
        let extra = leaflet.qr.as_ref().and_then(|qr| {
            let address = self.absolute(&Target::parse(&qr.to), lang).ok()?;
            let label = qr
                .label
                .as_ref()
                .map_or_else(|| self.word("scan_for_details", lang), |label| kit.say(label, lang));
            self.qr(&address, Level::Q, label, lang)
        });
        let picture = item.picture().and_then(|picture| {
            let alt = picture.alt.as_ref().map(|alt| kit.say(alt, lang)).unwrap_or_default();
            self.field_picture(&picture.src, &alt, Medium::Paper, &mut pictures)
        });
        let logo = self.logo(lang, Medium::Paper, &mut pictures);
        let paper = leaflet.paper.as_ref().map(|paper| paper.value.as_str());

        let mut said = json!({
            "title": title, "summary": summary, "figure": figure, "parts": said,
            "extra": extra.as_ref().map(Qr::url), "legal": item.legal.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        });
        if let Value::Object(said) = &mut said {
            if let Some(picture) = &picture {
                said.insert("picture".into(), picture["digest"].clone());
            }
            if let Some(paper) = paper {
                said.insert("paper".into(), paper.into());
            }
        }
        let version = code::version(template, &said);

        let mut data = Map::new();
        data.insert("template".into(), template.into());
        data.insert("title".into(), title.clone().into());
        data.insert("summary".into(), summary.into());
        data.insert("figure".into(), figure.into());
        data.insert("picture".into(), json!(picture));
        data.insert("paper".into(), json!(paper));
        data.insert("logo".into(), logo);
        let parts_name = if sheet.is_folded() { "panels" } else { "sections" };
        data.insert(parts_name.into(), parts.into());
        data.insert("version".into(), version.clone().into());
        data.insert("extra_qr".into(), serde_json::to_value(&extra).unwrap_or_default());
        Content { title, data, codes, extra, pictures, places, version }
    }

    fn leaflet(
        &self,
        item: &Item,
        leaflet: &Leaflet,
        (template, sheet): (&str, &Sheet),
        lang: &str,
    ) -> Option<Drawing> {
        let content = self.leaflet_content(item, leaflet, (template, sheet), lang);
        let address = self.sheet_address(item, lang, &content.version);
        let label = self.word("scan_to_check_version", lang);
        let qr = self.qr(&address, Level::Q, label, lang)?;
        let mut data = self.common(item, lang);
        data.extend(content.data);
        data.insert("qr".into(), serde_json::to_value(&qr).unwrap_or_default());
        let mut codes = vec![qr];
        codes.extend(content.codes);
        codes.extend(content.extra);
        let paper = leaflet.paper.as_ref().map(|paper| paper.value.as_str());
        Some(Drawing {
            entry: template.to_string(),
            data: Value::Object(data),
            words: self.words(lang),
            pictures: content.pictures,
            qr: codes,
            qr_rule: print_rule(sheet, paper),
            ink: InkRule::print(
                sheet.type_sizes.least * sheet.grown(paper),
                sheet.type_sizes.most * sheet.grown(paper),
            ),
            pages: sheet.is_folded().then_some(sheet.pages),
            title: content.title,
            lang: lang.to_string(),
            date: self.kit.date,
            places: content.places,
            place: self.title_place(item, lang),
        })
    }
}

/// What codes on a sheet must be; larger on a larger paper, which hangs
/// farther off.
fn print_rule(sheet: &Sheet, paper: Option<&str>) -> QrRule {
    let far = sheet.distance * sheet.grown(paper) * MM_OF_A_TENTH;
    let side_mm = far.max(SYMBOL_MM);
    QrRule::Print { module_mm: MODULE_MM, side_mm }
}

/// Cuts a body at its headings of level 2; what stands before the first is a
/// part without a title.
fn sections(blocks: Vec<Block>) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for block in blocks {
        match block {
            Block::H { level: 2, c, span } => {
                sections.push(Section { title: Some(plain(&c)), span, blocks: Vec::new() });
            }
            block => match sections.last_mut() {
                Some(section) => section.blocks.push(block),
                None => sections.push(Section {
                    title: None,
                    span: Span::file(crate::diag::FileId(0)),
                    blocks: vec![block],
                }),
            },
        }
    }
    sections
}
