//! The print sheets of loudspeaker scripts: one drawing for each language, to
//! be read aloud from, as PDF.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::Job;
use super::drawn::Draw;
use super::shared::head;
use crate::artifact::qr::{Level, Qr};
use crate::artifact::{Drawing, Export, Heads, InkRule, Input, Kind, Offer, Picture, QrRule, code};
use crate::catalog::{Body, Item, Rich};
use crate::copy::reading_seconds;
use crate::doc::{Block, Inline, plain, plain_blocks};
use crate::edition::{Edition, languages_of};
use crate::source::picture::Medium;

/// The theme's template.
const TEMPLATE: &str = "broadcast";
/// Least side of a module and of a symbol on paper, in mm (output contract).
const QR_RULE: QrRule = QrRule::Print { module_mm: 0.4, side_mm: 20.0 };

/// How the sheet is offered.
static SHEET: Offer = Offer {
    label: "site_variant_sheet",
    short: "site_variant_sheet_short",
    note: Some("site_variant_sheet_note"),
    icon: "print",
};

/// A script as it is written.
#[derive(Clone, Copy)]
struct Script<'p> {
    voices: u32,
    per_week: u32,
    text: &'p Rich,
}

/// What a sheet says in one language.
struct Content {
    title: String,
    parts: Vec<Value>,
    seconds: u32,
    codes: Vec<Qr>,
    pictures: Vec<Picture>,
    version: String,
}

/// One drawing a script and language.
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, _: &Arc<Heads>) -> Vec<Job<'p>> {
    let mut jobs = Vec::new();
    for item in edition.kit.listed() {
        let Body::Broadcast { voices, per_week, text } = &item.body else { continue };
        let script = Script { voices: *voices, per_week: *per_week, text };
        for lang in languages_of(edition.kit, item) {
            let version = edition.broadcast_content(item, script, &lang).version;
            let about = edition.about(item, &lang, Some(version));
            let (home, id) = (&edition.kit.home, &item.id.value);
            let name = format!("{id}.{lang}.sheet.pdf");
            let path = format!("{home}files/broadcasts/{id}/{name}");
            let mut sheet = head(path, Kind::Broadcast, &about);
            sheet.variant = Some("sheet".into());
            sheet.export = Some(Export::Pdf);
            sheet.offer = Some(&SHEET);
            sheet.packed = Some(format!("broadcasts/{name}"));
            jobs.push(Job {
                heads: vec![Arc::new(sheet)],
                spans: &item.spans,
                recipe: Box::new(move |_| {
                    let drawing = edition.broadcast(item, script, &lang)?;
                    Some(Input::Drawing(Box::new(drawing)))
                }),
            });
        }
    }
    jobs
}

impl Edition<'_> {
    fn broadcast_content(&self, item: &Item, script: Script<'_>, lang: &str) -> Content {
        let (blocks, _) = self.kit.rich(script.text, lang);
        let title = self.kit.words(&item.title, lang).text;
        let mut draw = Draw::new(self, lang);
        let mut voices = Voices::of(script.voices);
        let parts: Vec<Value> = blocks
            .iter()
            .enumerate()
            .map(|(i, block)| {
                let drawn = draw.text(&self.show(std::slice::from_ref(block), lang));
                // From the start, so that the last is the time of the whole.
                let seconds = reading_seconds(&plain_blocks(&blocks[..=i]), self.kit.locale(lang));
                json!({"blocks": drawn, "voice": voices.next(block), "seconds": seconds})
            })
            .collect();
        let said = json!({
            "title": title,
            "script": plain_blocks(&blocks),
            "blocks": draw.said(&self.show(&blocks, lang)),
            "voices": script.voices,
            "per_week": script.per_week,
            "legal": item.legal.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        });
        let version = code::version(TEMPLATE, &said);
        let seconds = reading_seconds(&plain_blocks(&blocks), self.kit.locale(lang));
        let Draw { codes, pictures, .. } = draw;
        Content { title, parts, seconds, codes, pictures, version }
    }

    fn broadcast(&self, item: &Item, script: Script<'_>, lang: &str) -> Option<Drawing> {
        let Content { title, parts, seconds, mut codes, mut pictures, version } =
            self.broadcast_content(item, script, lang);
        let address = self.sheet_address(item, lang, &version);
        let label = self.word("scan_to_check_version", lang);
        let qr = self.qr(&address, Level::Q, label, lang)?;

        let mut data = self.common(item, lang);
        data.insert("logo".into(), self.logo(lang, Medium::Paper, &mut pictures));
        data.insert("title".into(), title.clone().into());
        data.insert("script".into(), parts.into());
        data.insert("seconds".into(), seconds.into());
        data.insert("voices".into(), script.voices.into());
        data.insert("per_week".into(), script.per_week.into());
        data.insert("version".into(), version.into());
        data.insert("qr".into(), serde_json::to_value(&qr).unwrap_or_default());
        codes.insert(0, qr);

        let place = self.title_place(item, lang);
        let places = ["title", "headline", "script"].map(|name| (name.to_string(), place));
        Some(Drawing {
            entry: TEMPLATE.into(),
            data: Value::Object(data),
            words: self.words(lang),
            pictures,
            qr: codes,
            qr_rule: QR_RULE,
            ink: InkRule::print(InkRule::LEAST_IN_PRINT, f64::INFINITY),
            pages: None,
            title,
            lang: lang.to_string(),
            date: self.kit.date,
            places: BTreeMap::from(places),
            place,
        })
    }
}

/// Who reads what, where two do.
struct Voices {
    are_two: bool,
    /// The names that paragraphs begin with, in the order they first speak.
    names: Vec<String>,
    last: u32,
}

impl Voices {
    fn of(voices: u32) -> Self {
        Voices { are_two: voices == 2, names: Vec::new(), last: 2 }
    }

    /// The voice that reads a block: the one it names (`**Nam:** …`), else
    /// the other than before.
    fn next(&mut self, block: &Block) -> Option<u32> {
        let Block::P { c } = block else { return None };
        if !self.are_two {
            return None;
        }
        let named = speaker(c).and_then(|name| {
            let known = self.names.iter().position(|own| *own == name);
            let at = known.unwrap_or_else(|| {
                self.names.push(name);
                self.names.len() - 1
            });
            // A third name is no third voice: it alternates as the nameless do.
            [1, 2].get(at).copied()
        });
        self.last = named.unwrap_or(3 - self.last);
        Some(self.last)
    }
}

/// The name that a paragraph begins with.
fn speaker(paragraph: &[Inline]) -> Option<String> {
    let Inline::Strong { c } = paragraph.first()? else { return None };
    Some(plain(c).trim().strip_suffix(':')?.trim().to_string())
}
