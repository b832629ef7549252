//! Infographics: one drawing for each language, as picture, vector and PDF.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::Job;
use super::drawn::Draw;
use super::shared::head;
use crate::artifact::qr::{Level, Qr};
use crate::artifact::{Drawing, Export, Heads, InkRule, Input, Kind, Offer, QrRule, code};
use crate::catalog::{Infographic, Item};
use crate::edition::{Edition, info, languages_of};
use crate::source::picture::Medium;
use crate::theme::Infographic as Layout;

/// Least px a module on an infographic (output contract: as on cards).
const QR_RULE: QrRule = QrRule::Screen { module_px: 4.0 };

/// How its files are offered: the picture first, which a phone shows.
static FILES: [(&str, Export, Offer); 3] = [
    ("png", Export::Png { page: 0, px_per_pt: 1.0 }, offer("site_variant_picture", "photo")),
    ("pdf", Export::Pdf, offer("site_variant_screen_short", "document")),
    ("svg", Export::Svg { page: 0 }, offer("site_variant_vector", "download")),
];

const fn offer(label: &'static str, icon: &'static str) -> Offer {
    Offer { label, short: label, note: None, icon }
}

/// What an infographic says in one language.
struct Content {
    title: String,
    summary: Option<String>,
    source: Option<String>,
    blocks: Vec<info::Block<Qr>>,
    codes: Vec<Qr>,
    version: String,
}

/// One drawing an infographic and language.
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, _: &Arc<Heads>) -> Vec<Job<'p>> {
    let mut jobs = Vec::new();
    for item in edition.kit.listed() {
        let Some(infographic) = item.infographic() else { continue };
        let Some((template, layout)) = edition.layout(infographic) else { continue };
        for lang in languages_of(edition.kit, item) {
            let version = edition.infographic_content(item, infographic, template, &lang).version;
            let about = edition.about(item, &lang, Some(version));
            let (home, id) = (&edition.kit.home, &item.id.value);
            let heads = FILES.iter().map(|(ending, export, offer)| {
                let name = format!("{id}.{lang}.{ending}");
                let path = format!("{home}files/infographics/{id}/{name}");
                let mut head = head(path, Kind::Infographic, &about);
                head.export = Some(*export);
                head.offer = Some(offer);
                head.is_preview = *ending == "png";
                // A vector is for those who lay it out anew, not for handing on.
                head.packed = (*ending != "svg").then(|| format!("infographics/{name}"));
                Arc::new(head)
            });
            jobs.push(Job {
                heads: heads.collect(),
                spans: &item.spans,
                recipe: Box::new(move |_| {
                    let drawing =
                        edition.infographic(item, infographic, (template, layout), &lang)?;
                    Some(Input::Drawing(Box::new(drawing)))
                }),
            });
        }
    }
    jobs
}

impl Edition<'_> {
    fn infographic_content(
        &self,
        item: &Item,
        infographic: &Infographic,
        template: &str,
        lang: &str,
    ) -> Content {
        let kit = self.kit;
        let shown = self.info(infographic, lang);
        let mut draw = Draw::new(self, lang);
        let blocks = draw.info(&shown);
        let title = kit.words(&item.title, lang).text;
        let summary = item.summary.as_ref().map(|summary| kit.say(summary, lang));
        let source = infographic.source.as_ref().map(|source| kit.say(source, lang));
        let content = json!({
            "title": title, "summary": summary, "source": source, "blocks": draw.said(&shown),
        });
        let version = code::version(template, &content);
        Content { title, summary, source, blocks, codes: draw.codes, version }
    }

    fn infographic(
        &self,
        item: &Item,
        infographic: &Infographic,
        (template, layout): (&str, &Layout),
        lang: &str,
    ) -> Option<Drawing> {
        let Content { title, summary, source, blocks, mut codes, version } =
            self.infographic_content(item, infographic, template, lang);
        let address = self.sheet_address(item, lang, &version);
        let label = self.word("scan_for_details", lang);
        let qr = self.qr(&address, Level::Q, label, lang)?;

        let mut data = self.common(item, lang);
        let mut pictures = Vec::new();
        data.insert("logo".into(), self.logo(lang, Medium::Paper, &mut pictures));
        data.insert("template".into(), template.into());
        data.insert("title".into(), title.clone().into());
        data.insert("summary".into(), summary.into());
        data.insert("source".into(), source.into());
        data.insert("blocks".into(), json!(blocks));
        data.insert("version".into(), version.into());
        data.insert("qr".into(), serde_json::to_value(&qr).unwrap_or_default());
        codes.insert(0, qr);

        let mut places = BTreeMap::new();
        for (i, block) in infographic.blocks.iter().enumerate() {
            places.insert(format!("block-{}", i + 1), block.span);
        }
        Some(Drawing {
            entry: "infographic".into(),
            data: Value::Object(data),
            words: self.words(lang),
            pictures,
            qr: codes,
            qr_rule: QR_RULE,
            ink: InkRule::screen(layout.least_type, 0.0, 0.0),
            pages: Some(1),
            title,
            lang: lang.to_string(),
            date: self.kit.date,
            places,
            place: self.title_place(item, lang),
        })
    }
}
