//! `missing-translation`: a text of something published that a language of
//! the kit lacks; the default language's stands in for it. One warning for
//! each thing and language, however many of its texts lack it.

use crate::catalog::{Body, Cell, InfoBlock, InfoBody, Item, Kit, Localized};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Span, TextKey};
use crate::edition::Edition;
use crate::source::placeholder::{Piece, pieces};

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let kit = edition.kit;
    for lang in kit.languages.iter().skip(1) {
        let mut rule = Texts { kit, lang, missing: Vec::new(), first: None };
        rule.kit(out);
        for item in kit.listed() {
            let only = item.leaflet().map_or(&[][..], |leaflet| &leaflet.languages);
            if only.is_empty() || only.iter().any(|l| l.value == *lang) {
                rule.item(item);
                rule.say(&item.id, out);
            }
        }
    }
}

/// The texts of one thing, while its gaps in one language are gathered.
struct Texts<'k> {
    kit: &'k Kit,
    lang: &'k str,
    /// The fields that lack the language.
    missing: Vec<&'static str>,
    /// Where the first of them is written.
    first: Option<Span>,
}

impl Texts<'_> {
    fn kit(&mut self, out: &mut Diagnostics) {
        let kit = self.kit;
        self.text("title", &kit.config.title);
        self.maybe("description", kit.config.description.as_ref());
        kit.config.official_links.iter().for_each(|link| self.text("label", &link.label));
        self.say("kit", out);
        for audience in &kit.audiences {
            self.text("title", &audience.title);
            self.maybe("summary", audience.summary.as_ref());
            self.maybe("guide", audience.guide.as_ref());
            self.say(&audience.id, out);
        }
        for legal in &kit.legal {
            self.text("title", &legal.title);
            self.say(&legal.id, out);
        }
        for (id, fact) in &kit.facts.0 {
            self.text("title", &fact.record.title);
            self.maybe("group", fact.record.group.as_ref());
            if fact.unit == crate::catalog::fact::Unit::Other {
                self.text("unit", &fact.record.unit);
            }
            self.say(id, out);
        }
        for (id, unit) in &kit.units {
            self.text("name", &unit.name);
            self.say(id, out);
        }
        for campaign in &kit.campaigns {
            self.text("title", &campaign.record.title);
            self.maybe("summary", campaign.record.summary.as_ref());
            self.maybe("cover_alt", campaign.record.cover_alt.as_ref());
            campaign.record.objectives.iter().for_each(|text| self.text("objectives", text));
            if campaign.landing.as_ref().is_some_and(|landing| landing.get(self.lang).is_none()) {
                let file = campaign.record.title.iter().next().map(|(_, text)| text.span);
                self.lacks("index.md", file);
            }
            self.say(&campaign.id, out);
        }
    }

    fn item(&mut self, item: &Item) {
        let default = self.kit.default_lang();
        let place = item.title.pick(default, default).map(|(text, _)| text.span);
        match &item.body {
            Body::Message(message) => {
                // What only some languages have beside (a post, a text message)
                // is made from headline and body where it is not written.
                let (written, other) = (message.text.get(default), message.text.get(self.lang));
                if other.is_none_or(|text| text.headline.is_none()) {
                    self.lacks("headline", place);
                }
                if written.is_some_and(|text| text.body.is_some())
                    && other.is_none_or(|text| text.body.is_none())
                {
                    self.lacks("body", place);
                }
                message.steps.iter().for_each(|step| self.text("steps", step));
                self.maybe("by", message.by.as_ref());
            }
            Body::Infographic(infographic) => {
                self.text("title", &item.title);
                self.maybe("summary", item.summary.as_ref());
                self.maybe("source", infographic.source.as_ref());
                infographic.blocks.iter().for_each(|block| self.block(block));
            }
            Body::Leaflet(_) | Body::Broadcast { .. } | Body::Text(_) => {
                self.text("title", &item.title);
                self.maybe("summary", item.summary.as_ref());
                if item.rich().is_some_and(|rich| rich.get(self.lang).is_none()) {
                    self.lacks("body", place);
                }
            }
        }
        self.maybe("figure_label", item.figure_label.as_ref());
        self.maybe("alt", item.picture().and_then(|picture| picture.alt.as_ref()));
    }

    fn block(&mut self, block: &InfoBlock) {
        self.maybe("blocks", block.title.as_ref());
        match &block.body {
            InfoBody::Figures(items) => {
                for item in items {
                    self.cell(&item.value);
                    self.text("blocks", &item.label);
                }
            }
            InfoBody::Steps(items) => {
                for item in items {
                    self.text("blocks", &item.title);
                    self.maybe("blocks", item.text.as_ref());
                }
            }
            InfoBody::Bars { unit, items } => {
                self.maybe("blocks", unit.as_ref());
                items.iter().for_each(|item| self.text("blocks", &item.label));
            }
            InfoBody::Table { columns, rows } => {
                columns.iter().chain(rows.iter().flatten()).for_each(|cell| self.cell(cell));
            }
            InfoBody::List(items) => items.iter().for_each(|item| self.text("blocks", &item.text)),
            InfoBody::Callout { text, .. } => self.text("blocks", text),
            InfoBody::Qr(qr) => self.maybe("blocks", qr.label.as_ref()),
            InfoBody::Compare { left, right, .. } => {
                for side in [left, right] {
                    self.text("blocks", &side.title);
                    side.items.iter().for_each(|item| self.text("blocks", item));
                }
            }
            InfoBody::Timeline(items) => {
                for item in items {
                    self.cell(&item.when);
                    self.text("blocks", &item.text);
                }
            }
            InfoBody::Quote { text, by } => {
                self.text("blocks", text);
                self.maybe("blocks", by.as_ref());
            }
        }
    }

    fn cell(&mut self, cell: &Cell) {
        self.text("blocks", &cell.0);
    }

    fn maybe(&mut self, field: &'static str, text: Option<&Localized>) {
        if let Some(text) = text {
            self.text(field, text);
        }
    }

    fn text(&mut self, field: &'static str, text: &Localized) {
        let default = self.kit.default_lang();
        let Some((written, _)) = text.pick(default, default) else { return };
        if text.get(self.lang).is_none() && has_words(&written.raw) {
            self.lacks(field, Some(written.span));
        }
    }

    fn lacks(&mut self, field: &'static str, place: Option<Span>) {
        if !self.missing.contains(&field) {
            self.missing.push(field);
        }
        self.first = self.first.or(place);
    }

    /// Reports what was gathered of `id`, and begins anew.
    fn say(&mut self, id: &str, out: &mut Diagnostics) {
        let missing = std::mem::take(&mut self.missing);
        let first = self.first.take();
        if let Some(place) = first.filter(|_| !missing.is_empty()) {
            out.push(
                Diagnostic::new(Id::MissingTranslation, place)
                    .with("id", id)
                    .with("lang", self.lang)
                    .hint(Message::new(TextKey::HINT_TRANSLATE).with("list", missing.join(", "))),
            );
        }
    }
}

/// Whether a text has words to translate: numbers and facts have none.
fn has_words(text: &str) -> bool {
    pieces(text).into_iter().any(|piece| match piece {
        Piece::Text(text) => text.chars().any(char::is_alphabetic),
        Piece::Braces | Piece::Placeholder(_) => false,
    })
}
