//! Social cards: one drawing for each message, format and language.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde_json::{Map, Value, json};

use super::Job;
use super::shared::head;
use crate::artifact::qr::Level;
use crate::artifact::{Drawing, Export, Heads, InkRule, Input, Kind, Picture, QrRule, code};
use crate::catalog::{Item, Localized, Message};
use crate::diag::Span;
use crate::edition::{Edition, has_field, languages_of};
use crate::source::picture::Medium;
use crate::theme::{CardExport, CardField, CardFormat, CardTemplate};

/// One card a message, language and format of the theme that the kit wants.
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, _: &Arc<Heads>) -> Vec<Job<'p>> {
    let chosen = &edition.kit.config.cards;
    let wanted = |name: &str| chosen.is_empty() || chosen.iter().any(|one| one.value == name);
    let formats: Vec<(&str, &CardFormat)> = edition
        .theme
        .card_formats()
        .filter(|name| wanted(name))
        .filter_map(|name| Some((name, edition.theme.card_format(name)?)))
        .collect();
    let mut jobs = Vec::new();
    for item in edition.kit.listed() {
        let Some(message) = item.message() else { continue };
        for lang in languages_of(edition.kit, item) {
            let words = edition.card_words(item, message, &lang);
            let about = edition.about(item, &lang, Some(words.version()));
            // Found again by the first of its formats that is drawn, and gone
            // with the last.
            let shared: Arc<OnceLock<Words>> = Arc::default();
            let (home, id) = (&edition.kit.home, &item.id.value);
            for (name, format) in &formats {
                let heads = words.template.exports().into_iter().map(|export| {
                    let file = format!("{name}.{lang}.{}", export.word());
                    let mut head = head(format!("{home}cards/{id}/{file}"), Kind::Card, &about);
                    head.variant = Some(Arc::from(*name));
                    head.export = Some(match export {
                        CardExport::Png => Export::Png { page: 0, px_per_pt: 1.0 },
                        CardExport::Jpg => Export::Jpeg { page: 0 },
                    });
                    head.packed = Some(format!("cards/{id}-{file}"));
                    Arc::new(head)
                });
                let heads = heads.collect();
                let (shared, lang, name, format) =
                    (Arc::clone(&shared), lang.clone(), *name, *format);
                jobs.push(Job {
                    heads,
                    spans: &item.spans,
                    recipe: Box::new(move |_| {
                        let words = shared.get_or_init(|| edition.card_words(item, message, &lang));
                        let card = edition.card(item, message, words, &lang, name, format)?;
                        Some(Input::Drawing(Box::new(card)))
                    }),
                });
            }
        }
    }
    jobs
}

/// What all formats of a message's card show.
struct Words<'p> {
    /// The template's name.
    name: &'p str,
    template: &'p CardTemplate,
    headline: String,
    /// What the template draws, by the names it knows.
    content: Map<String, Value>,
    pictures: Vec<Picture>,
    logo: Value,
}

impl Words<'_> {
    fn version(&self) -> String {
        code::version(self.name, &Value::Object(self.content.clone()))
    }
}

impl Edition<'_> {
    fn card_words(&self, item: &Item, message: &Message, lang: &str) -> Words<'_> {
        let kit = self.kit;
        let headline = kit.words(&item.title, lang).text;
        let body = item
            .summary
            .as_ref()
            .and_then(|body| body.get(lang))
            .map(|body| kit.fill(&body.line(), lang));
        let label = item.figure_label.as_ref().map(|label| kit.say(label, lang));
        let figure = item.figure.as_ref().and_then(|id| self.figure(id, label, lang));
        let mut content = Map::new();
        content.insert("headline".into(), headline.clone().into());
        content.insert("body".into(), json!(body));
        let mut pictures = Vec::new();
        let (mut name, mut template) = self.card_template(item, message);
        let photo = template.shows(CardField::Picture).then(|| {
            let picture = message.picture.as_ref()?;
            let alt = picture.alt.as_ref().map(|alt| kit.say(alt, lang)).unwrap_or_default();
            self.field_picture(&picture.src, &alt, Medium::Screen, &mut pictures)
        });
        let photo = photo.flatten();
        // What a template lacks is reported by the checks, and here it is not
        // drawn; nor is a figure without a value for the day.
        let lacks = |field: &CardField| match field {
            CardField::Figure => figure.is_none(),
            CardField::Picture => photo.is_none(),
            field => !has_field(item, message, *field),
        };
        if template.needs.iter().any(lacks) {
            (name, template) = self.theme.default_card();
        }
        if let Some(photo) = photo.filter(|_| template.shows(CardField::Picture)) {
            content.insert("photo".into(), photo.into());
        }
        if template.shows(CardField::Steps) {
            let steps: Vec<String> = message.steps.iter().map(|step| kit.say(step, lang)).collect();
            content.insert("steps".into(), steps.into());
        }
        if template.shows(CardField::By) {
            let quoted = kit.locale(lang).quoted(headline.clone());
            content.insert("headline".into(), quoted.into());
            content.insert("by".into(), kit.speaker(message, lang).into());
        }
        content.insert("figure".into(), json!(figure));
        let logo = self.logo(lang, Medium::Screen, &mut pictures);
        Words { name, template, headline, content, pictures, logo }
    }

    fn card(
        &self,
        item: &Item,
        message: &Message,
        words: &Words<'_>,
        lang: &str,
        name: &str,
        format: &CardFormat,
    ) -> Option<Drawing> {
        let kit = self.kit;
        let address = self.card_address(item, message, lang);
        let label = self.word("scan_for_details", lang);
        let qr = self.qr(&address, Level::M, label, lang)?;

        let mut data = self.common(item, lang);
        // A card carries no date, so that it is not made anew every day; and
        // of its legal basis what its editor names, not all its facts have.
        data.shift_remove("date");
        data.insert("legal".into(), self.own_legal_names(item, lang).into());
        let mut shape = serde_json::to_value(format).unwrap_or_default();
        if let Value::Object(shape) = &mut shape {
            shape.insert("name".into(), name.into());
        }
        data.insert("template".into(), words.name.into());
        data.insert("format".into(), shape);
        data.insert("version".into(), words.version().into());
        data.insert("logo".into(), words.logo.clone());
        data.insert("qr".into(), serde_json::to_value(&qr).unwrap_or_default());
        data.extend(words.content.clone());

        Some(Drawing {
            entry: "card".into(),
            data: Value::Object(data),
            words: self.words(lang),
            pictures: words.pictures.clone(),
            qr: vec![qr],
            qr_rule: QrRule::Screen { module_px: f64::from(format.qr_module) },
            ink: InkRule::screen(
                format.least_type,
                f64::from(format.safe_top),
                f64::from(format.safe_bottom),
            ),
            pages: Some(1),
            title: words.headline.clone(),
            lang: lang.to_string(),
            date: kit.date,
            places: places(item, message, lang),
            place: self.title_place(item, lang),
        })
    }
}

/// Where the texts stand that can be too long for a card.
fn places(item: &Item, message: &Message, lang: &str) -> BTreeMap<String, Span> {
    let mut places = BTreeMap::new();
    let mut place = |what: String, text: Option<&Localized>| {
        if let Some(text) = text.and_then(|text| text.get(lang)) {
            places.insert(what, text.span);
        }
    };
    place("headline".into(), Some(&item.title));
    place("body".into(), item.summary.as_ref());
    place("label".into(), item.figure_label.as_ref());
    place("by".into(), message.by.as_ref());
    for (i, step) in message.steps.iter().enumerate() {
        place(format!("step-{}", i + 1), Some(step));
    }
    if let Some(figure) = &item.figure {
        places.insert("figure".into(), figure.span);
    }
    places
}
