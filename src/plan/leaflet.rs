//! Leaflets and other sheets: one drawing for each language, as PDF for
//! screens and as pictures of its pages.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Planner;
use super::code;
use super::job::{Draw, Export, Output};
use super::shared::figure;
use crate::catalog::{Item, Leaflet};
use crate::diag::Span;
use crate::doc::{Block, Target, plain};
use crate::make::qr::{Level, Qr};
use crate::make::typeset::{Drawing, Picture, QrRule};
use crate::theme::Sheet;

/// Pixels a point of the preview pictures: 144 dpi.
const PREVIEW: f64 = 2.0;
/// Least side of a module and of a symbol on paper, in mm (output contract).
const MODULE_MM: f64 = 0.4;
const SYMBOL_MM: f64 = 20.0;

/// A part of a sheet's body: what stands below one heading of level 2.
struct Section {
    title: Option<String>,
    span: Span,
    blocks: Vec<Block>,
}

impl Planner<'_> {
    pub(super) fn leaflet(&self, item: &Item, leaflet: &Leaflet, lang: &str) -> Option<Draw> {
        let kit = self.kit;
        let sheet = self.theme.sheet(&leaflet.template)?;
        let (blocks, _) = kit.rich(&leaflet.text, lang);
        let title = kit.words(&item.title, lang).text;
        let summary = item.summary.as_ref().map(|summary| kit.say(summary, lang));
        let mut sections = sections(blocks);
        // More panels than the sheet has are reported by the checks.
        sections.truncate(sheet.panels.unwrap_or(usize::MAX));

        let mut codes: Vec<Qr> = Vec::new();
        let mut pictures: Vec<Picture> = Vec::new();
        let mut parts = Vec::new();
        let mut places = BTreeMap::new();
        for (i, section) in sections.iter().enumerate() {
            places.insert(format!("panel-{}", i + 1), section.span);
            places.insert(format!("section-{}", i + 1), section.span);
            let blocks = self.typst_blocks(&section.blocks, lang, &mut codes, &mut pictures);
            parts.push(json!({"title": section.title, "blocks": blocks}));
        }
        let label = item.figure_label.as_ref().map(|label| kit.say(label, lang));
        let figure = item.figure.as_ref().and_then(|id| figure(self, id, label, lang));
        let extra = leaflet.qr.as_ref().and_then(|qr| {
            let address = self.absolute(&Target::parse(&qr.to), lang)?;
            let label = qr.label.as_ref().map_or_else(
                || self.theme.word("scan_for_details", lang),
                |label| kit.say(label, lang),
            );
            self.qr(&address, Level::Q, label, lang)
        });

        let picture = item.picture().and_then(|picture| {
            let alt = picture.alt.as_ref().map(|alt| kit.say(alt, lang)).unwrap_or_default();
            self.field_picture(&picture.src, &alt, &mut pictures)
        });
        let logo = self.logo(lang, &mut pictures);

        let mut content = json!({
            "title": title, "summary": summary, "figure": figure, "parts": parts,
            "extra": extra.as_ref().map(Qr::url), "legal": item.legal.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        });
        let paper = leaflet.paper.as_ref().map(|paper| paper.value.as_str());
        if let Value::Object(content) = &mut content {
            if let Some(picture) = &picture {
                content.insert("picture".into(), picture["digest"].clone());
            }
            if let Some(paper) = paper {
                content.insert("paper".into(), paper.into());
            }
        }
        let version = code::version(&leaflet.template, &content);
        let address = format!("{}?v={version}", self.short_address(item, lang));
        let label = self.theme.word("scan_to_check_version", lang);
        let qr = self.qr(&address, Level::Q, label, lang)?;

        let mut data = self.common(item, lang);
        data.insert("template".into(), leaflet.template.value.clone().into());
        data.insert("title".into(), title.clone().into());
        data.insert("summary".into(), summary.into());
        data.insert("figure".into(), figure.into());
        data.insert("picture".into(), json!(picture));
        data.insert("paper".into(), json!(paper));
        data.insert("logo".into(), logo);
        data.insert(
            if sheet.panels.is_some() { "panels" } else { "sections" }.into(),
            parts.into(),
        );
        data.insert("version".into(), version.clone().into());
        data.insert("extra_qr".into(), serde_json::to_value(&extra).unwrap_or_default());
        data.insert("qr".into(), serde_json::to_value(&qr).unwrap_or_default());
        codes.insert(0, qr);
        codes.extend(extra);

        if let Some(title) = item.title.get(lang) {
            places.insert("cover".into(), title.span);
            places.insert("title".into(), title.span);
        }
        let base = format!("{}files/leaflets/{id}/{id}.{lang}", kit.home, id = item.id.value);
        let mut outputs = vec![Output {
            path: format!("{base}.screen.pdf"),
            kind: "leaflet",
            variant: Some("screen".into()),
            export: Export::Pdf,
        }];
        // A folded sheet has all its pages; another may take fewer.
        let previews = if sheet.panels.is_some() { sheet.pages } else { 1 };
        for page in 0..previews {
            let nth = if page == 0 { String::new() } else { format!("-{}", page + 1) };
            outputs.push(Output {
                path: format!("{base}.preview{nth}.png"),
                kind: "leaflet",
                variant: Some(format!("preview{nth}")),
                export: Export::Png { page, px_per_pt: PREVIEW },
            });
        }
        Some(Draw {
            kind: item.kind,
            id: item.id.value.to_string(),
            lang: lang.to_string(),
            drawing: Drawing {
                entry: leaflet.template.value.clone(),
                data: Value::Object(data),
                pictures,
                qr: codes,
                qr_rule: print_rule(sheet, paper),
                pages: sheet.panels.map(|_| sheet.pages),
                title,
                lang: lang.to_string(),
                date: kit.date,
            },
            outputs,
            version,
            facts: self.facets(item),
            places,
            place: self.title_place(item, lang),
        })
    }
}

/// What codes on a sheet must be; larger on a larger paper, which hangs
/// farther off.
fn print_rule(sheet: &Sheet, paper: Option<&str>) -> QrRule {
    let grown = paper.and_then(|paper| sheet.papers.get(paper)).copied().unwrap_or(1.0);
    let side_mm = sheet.qr_side.map_or(SYMBOL_MM, |side| side * grown);
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
