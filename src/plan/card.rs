//! Social cards: one drawing for each message, format and language.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Planner;
use super::code;
use super::job::{Draw, Export, Output};
use super::shared::figure;
use crate::catalog::{CardTemplate, Item, Message};
use crate::make::qr::Level;
use crate::make::typeset::{Drawing, QrRule};
use crate::theme::CardFormat;

impl Planner<'_> {
    pub(super) fn cards(&self, item: &Item, message: &Message, lang: &str, jobs: &mut Vec<Draw>) {
        let chosen = &self.kit.config.cards;
        for name in self.theme.card_formats() {
            let wanted = chosen.is_empty() || chosen.iter().any(|format| format.value == name);
            let Some(format) = self.theme.card_format(name).filter(|_| wanted) else { continue };
            jobs.extend(self.card(item, message, lang, name, format));
        }
    }

    fn card(
        &self,
        item: &Item,
        message: &Message,
        lang: &str,
        name: &str,
        format: &CardFormat,
    ) -> Option<Draw> {
        let kit = self.kit;
        let headline = kit.words(&item.title, lang);
        let body = item
            .summary
            .as_ref()
            .and_then(|body| body.get(lang))
            .map(|body| kit.fill(body.raw.trim(), lang));
        let label = item.figure_label.as_ref().map(|label| kit.say(label, lang));
        let figure = item.figure.as_ref().and_then(|id| figure(self, id, label, lang));
        let template = match (&message.card, &figure) {
            (Some(card), Some(_)) => card.value,
            (Some(card), None) if card.value != CardTemplate::Figure => card.value,
            (None, Some(_)) => CardTemplate::Figure,
            (Some(_) | None, None) => CardTemplate::Statement,
        };
        let content = json!({"headline": headline.text, "body": body, "figure": figure});
        let address = self.short_address(item, lang);
        let label = self.theme.word("scan_for_details", lang);
        let qr = self.qr(&address, Level::M, label, lang)?;
        let version = code::version(template.word(), &content);

        let mut data = self.common(item, lang);
        // A card carries no date, so that it is not made anew every day; and
        // of its legal basis what its editor names, not all its facts have.
        data.shift_remove("date");
        data.insert("legal".into(), self.own_legal_names(item, lang).into());
        let mut shape = serde_json::to_value(format).unwrap_or_default();
        if let Value::Object(shape) = &mut shape {
            shape.insert("name".into(), name.into());
        }
        data.insert("template".into(), template.word().into());
        data.insert("format".into(), shape);
        data.insert("version".into(), version.clone().into());
        data.insert("qr".into(), serde_json::to_value(&qr).unwrap_or_default());
        if let Value::Object(content) = content {
            data.extend(content);
        }

        let mut places = BTreeMap::new();
        for (what, text) in [
            ("headline", Some(&item.title)),
            ("body", item.summary.as_ref()),
            ("label", item.figure_label.as_ref()),
        ] {
            if let Some(text) = text.and_then(|text| text.get(lang)) {
                places.insert(what.to_string(), text.span);
            }
        }
        if let Some(figure) = &item.figure {
            places.insert("figure".into(), figure.span);
        }
        Some(Draw {
            kind: item.kind,
            id: item.id.value.to_string(),
            lang: lang.to_string(),
            drawing: Drawing {
                entry: "card".into(),
                data: Value::Object(data),
                pictures: Vec::new(),
                qr: vec![qr],
                qr_rule: QrRule::Screen { module_px: f64::from(format.qr_module) },
                pages: Some(1),
                title: headline.text,
                lang: lang.to_string(),
                date: kit.date,
            },
            outputs: vec![Output {
                path: format!("{}cards/{}/{name}.{lang}.png", kit.home, item.id.value),
                kind: "card",
                variant: Some(name.to_string()),
                export: Export::Png { page: 0, px_per_pt: 1.0 },
            }],
            version,
            facts: self.facets(item),
            places,
            place: self.title_place(item, lang),
        })
    }
}
