//! Infographics: one drawing for each language, as picture, vector and PDF;
//! and their blocks as data, which leaflets draw too.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

use super::Job;
use super::shared::head;
use crate::artifact::qr::{Level, Qr};
use crate::artifact::{Drawing, Export, Heads, Input, Kind, Offer, QrRule, code};
use crate::catalog::{Cell, CompareSide, InfoBody, Infographic, Item, Localized, format_number};
use crate::doc::Target;
use crate::edition::{Edition, languages_of};
use crate::source::placeholder::{Piece, pieces};

/// Least px a module on an infographic (output contract: as on cards).
const QR_RULE: QrRule = QrRule::Screen { module_px: 4.0 };

/// How its files are offered: the picture first, which a phone shows.
const FILES: [(&str, Export, Offer); 3] = [
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
    blocks: Vec<Value>,
    codes: Vec<Qr>,
    version: String,
}

/// One drawing an infographic and language.
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, _: &Arc<Heads>) -> Vec<Job<'p>> {
    let mut jobs = Vec::new();
    for item in edition.kit.listed() {
        let Some(infographic) = item.infographic() else { continue };
        for lang in languages_of(edition.kit, item) {
            let version = edition.infographic_content(item, infographic, &lang).version;
            let about = edition.about(item, &lang, Some(version));
            let (home, id) = (&edition.kit.home, &item.id.value);
            let heads = FILES.iter().map(|(ending, export, offer)| {
                let name = format!("{id}.{lang}.{ending}");
                let path = format!("{home}files/infographics/{id}/{name}");
                let mut head = head(path, Kind::Infographic, &about);
                head.export = Some(*export);
                head.offer = Some(*offer);
                head.is_preview = *ending == "png";
                // A vector is for those who lay it out anew, not for handing on.
                head.packed = (*ending != "svg").then(|| format!("infographics/{name}"));
                Arc::new(head)
            });
            jobs.push(Job {
                heads: heads.collect(),
                spans: &item.spans,
                recipe: Box::new(move |_| {
                    let drawing = edition.infographic(item, infographic, &lang)?;
                    Some(Input::Drawing(Box::new(drawing)))
                }),
            });
        }
    }
    jobs
}

impl Edition<'_> {
    fn infographic_content(&self, item: &Item, infographic: &Infographic, lang: &str) -> Content {
        let kit = self.kit;
        let mut codes = Vec::new();
        let blocks = blocks(self, infographic, lang, &mut codes);
        let title = kit.words(&item.title, lang).text;
        let summary = item.summary.as_ref().map(|summary| kit.say(summary, lang));
        let source = infographic.source.as_ref().map(|source| kit.say(source, lang));
        let said: Vec<Value> = blocks.iter().map(without_codes).collect();
        let content = json!({"title": title, "summary": summary, "source": source, "blocks": said});
        let version = code::version(&infographic.template, &content);
        Content { title, summary, source, blocks, codes, version }
    }

    fn infographic(&self, item: &Item, infographic: &Infographic, lang: &str) -> Option<Drawing> {
        let Content { title, summary, source, blocks, mut codes, version } =
            self.infographic_content(item, infographic, lang);
        let address = format!("{}?v={version}", self.short_address(item, lang));
        let label = self.theme.word("scan_for_details", lang);
        let qr = self.qr(&address, Level::Q, label, lang)?;

        let mut data = self.common(item, lang);
        let mut pictures = Vec::new();
        data.insert("logo".into(), self.logo(lang, &mut pictures));
        data.insert("template".into(), infographic.template.value.clone().into());
        data.insert("title".into(), title.clone().into());
        data.insert("summary".into(), summary.into());
        data.insert("source".into(), source.into());
        data.insert("blocks".into(), blocks.into());
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
            pages: Some(1),
            title,
            lang: lang.to_string(),
            date: self.kit.date,
            places,
            place: self.title_place(item, lang),
        })
    }
}

/// A block without the drawing of its code, which holds no content.
fn without_codes(block: &Value) -> Value {
    let mut block = block.clone();
    if let Some(code) = block.get_mut("qr") {
        *code = code["url"].take();
    }
    block
}

/// The blocks of an infographic as data; its codes are added to `codes`.
pub fn blocks(
    edition: &Edition<'_>,
    infographic: &Infographic,
    lang: &str,
    codes: &mut Vec<Qr>,
) -> Vec<Value> {
    let kit = edition.kit;
    let say = |text: &Localized| kit.say(text, lang);
    let maybe = |text: &Option<Localized>| text.as_ref().map(&say);
    let icon =
        |icon: &Option<crate::source::Spanned<String>>| icon.as_ref().map(|i| i.value.clone());
    let mut out = Vec::new();
    for block in &infographic.blocks {
        let title = maybe(&block.title);
        let value = match &block.body {
            InfoBody::Figures(items) => {
                let items: Vec<Value> = items
                    .iter()
                    .map(|item| {
                        let value = Amount::of(edition, &item.value, None, lang);
                        json!({"value": value.number, "unit": value.unit, "label": say(&item.label), "icon": icon(&item.icon)})
                    })
                    .collect();
                json!({"kind": "figures", "title": title, "items": items})
            }
            InfoBody::Steps(items) => {
                let items: Vec<Value> = items
                    .iter()
                    .map(|item| json!({"title": say(&item.title), "text": maybe(&item.text), "icon": icon(&item.icon)}))
                    .collect();
                json!({"kind": "steps", "title": title, "items": items})
            }
            InfoBody::Bars { unit, items } => {
                let unit = maybe(unit);
                let items: Vec<Value> = items
                    .iter()
                    .map(|item| {
                        let value = Amount::of(edition, &item.value, unit.as_deref(), lang);
                        json!({"label": say(&item.label), "value": value.size, "text": value.text, "highlight": item.highlight})
                    })
                    .collect();
                json!({"kind": "bars", "title": title, "unit": unit, "items": items})
            }
            InfoBody::Table { columns, rows } => {
                let cell = |cell: &Cell| say(&cell.0);
                let columns: Vec<String> = columns.iter().map(cell).collect();
                let rows: Vec<Vec<String>> =
                    rows.iter().map(|row| row.iter().map(cell).collect()).collect();
                let align: Vec<&str> = (0..columns.len())
                    .map(|i| {
                        let mut cells = rows.iter().filter_map(|row| row.get(i)).peekable();
                        let numbers = cells.peek().is_some() && cells.all(|cell| is_number(cell));
                        if numbers { "right" } else { "left" }
                    })
                    .collect();
                json!({"kind": "table", "title": title, "columns": columns, "rows": rows, "align": align})
            }
            InfoBody::List(items) => {
                let items: Vec<Value> = items
                    .iter()
                    .map(|item| json!({"text": say(&item.text), "icon": icon(&item.icon)}))
                    .collect();
                json!({"kind": "list", "title": title, "items": items})
            }
            InfoBody::Callout { text, tone } => {
                json!({"kind": "callout", "title": title, "text": say(text), "tone": tone})
            }
            InfoBody::Qr(qr) => {
                let label = maybe(&qr.label);
                let address = edition.absolute(&Target::parse(&qr.to), lang).ok();
                let words =
                    label.clone().unwrap_or_else(|| edition.theme.word("scan_for_details", lang));
                let Some(code) = address.and_then(|a| edition.qr(&a, Level::Q, words, lang)) else {
                    continue;
                };
                let value = json!({"kind": "qr", "title": title, "label": label, "qr": code});
                codes.push(code);
                value
            }
            InfoBody::Compare { left, right } => {
                let side = |side: &CompareSide| {
                    let items: Vec<String> = side.items.iter().map(&say).collect();
                    json!({"title": say(&side.title), "items": items})
                };
                json!({"kind": "compare", "title": title, "left": side(left), "right": side(right)})
            }
            InfoBody::Timeline(items) => {
                let items: Vec<Value> = items
                    .iter()
                    .map(|item| json!({"when": say(&item.when.0), "text": say(&item.text)}))
                    .collect();
                json!({"kind": "timeline", "title": title, "items": items})
            }
            InfoBody::Quote { text, by } => {
                json!({"kind": "quote", "title": title, "text": say(text), "by": maybe(by)})
            }
        };
        out.push(value);
    }
    out
}

fn is_number(cell: &str) -> bool {
    cell.chars().any(|c| c.is_ascii_digit())
        && cell.chars().filter(|c| c.is_alphabetic()).count() <= 5
}

/// A number in its parts.
struct Amount {
    /// The number alone.
    number: String,
    /// What it counts.
    unit: Option<String>,
    /// Both, as in a sentence.
    text: String,
    /// Its size, for bars; 0 where it is no number.
    size: f64,
}

impl Amount {
    /// Reads a cell that is one fact's placeholder, a number, or other text.
    fn of(edition: &Edition<'_>, cell: &Cell, unit: Option<&str>, lang: &str) -> Amount {
        let kit = edition.kit;
        let (raw, found) = match cell.0.pick(lang, kit.default_lang()) {
            Some((text, found)) => (text.raw.trim(), found),
            None => ("", lang),
        };
        let unit_text = |number: &str| match unit {
            Some(unit) if unit.starts_with('%') => format!("{number}{unit}"),
            Some(unit) => format!("{number} {unit}"),
            None => number.to_string(),
        };
        if let [Piece::Placeholder(placeholder)] = &pieces(raw)[..]
            && let Some(fact) = kit.facts.0.get(placeholder.name)
            && let Some(value) = kit.value(placeholder.name)
        {
            let number = format_number(value, found);
            let size = value.to_f64().unwrap_or(0.0);
            if placeholder.filter.is_some() {
                return Amount {
                    text: unit_text(&number),
                    number,
                    unit: unit.map(str::to_string),
                    size,
                };
            }
            let suffix = fact.suffix(found, value == Decimal::ONE);
            let text = fact.format(value, found);
            let unit = (!suffix.trim().is_empty()).then(|| suffix.trim().to_string());
            return Amount { number, unit, text, size };
        }
        if let Ok(value) = Decimal::from_str_exact(raw) {
            let number = format_number(value, found);
            let size = value.to_f64().unwrap_or(0.0);
            return Amount {
                text: unit_text(&number),
                number,
                unit: unit.map(str::to_string),
                size,
            };
        }
        let text = kit.fill(raw, found);
        Amount { number: text.clone(), unit: None, text, size: 0.0 }
    }
}
