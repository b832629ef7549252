//! How things are said alike on pages and on paper.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::Edition;
use crate::catalog::{Body, Fact, Item, Kit, Legal, fact};
use crate::diag::Span;

/// How many days before the end "valid until" is printed (content model).
const SAID_BEFORE: i64 = 60;

/// The languages an item has drawings in: those it was written in, in the
/// kit's order.
pub fn languages_of(kit: &Kit, item: &Item) -> Vec<String> {
    let written = |lang: &str| match &item.body {
        Body::Leaflet(leaflet) => {
            leaflet.text.get(lang).is_some()
                && (leaflet.languages.is_empty()
                    || leaflet.languages.iter().any(|l| l.value == lang))
        }
        Body::Broadcast { text, .. } => text.get(lang).is_some(),
        Body::Message(_) | Body::Infographic(_) | Body::Text(_) => item.title.get(lang).is_some(),
    };
    kit.languages.iter().filter(|lang| written(lang)).cloned().collect()
}

impl Edition<'_> {
    /// The palette an item is drawn in: its first campaign's.
    #[must_use]
    pub fn palette(&self, item: &Item) -> &str {
        let campaigns = item.campaigns.iter().filter_map(|id| self.kit.campaign(id));
        let mut colours = campaigns.filter_map(|campaign| campaign.record.color.as_ref());
        colours.next().map_or(self.theme.default_palette(), |colour| &colour.value)
    }

    /// A word of the theme in a language, or in what that falls back to.
    #[must_use]
    pub fn word(&self, key: &str, lang: &str) -> String {
        self.theme.word(key, &self.kit.locales.chain(lang)).to_string()
    }

    /// A date as a language writes it.
    #[must_use]
    pub fn date(&self, date: Date, lang: &str) -> String {
        self.kit.locale(lang).long_date(date)
    }

    /// A figure shown large: number, unit and what it is.
    pub fn figure(&self, id: &str, label: Option<String>, lang: &str) -> Option<Value> {
        let kit = self.kit;
        let fact = kit.facts.0.get(id)?;
        let value = kit.value(id)?;
        let label = label.unwrap_or_else(|| kit.say(&fact.record.title, lang));
        Some(json!({
            "value": kit.number(value, lang),
            "unit": self.unit_of(fact, value, lang),
            "label": label,
        }))
    }

    /// What stands beside a large number.
    pub fn unit_of(&self, fact: &Fact, value: Decimal, lang: &str) -> Option<String> {
        let unit = self
            .unit_word(fact.unit, lang, value)
            .unwrap_or_else(|| self.kit.suffix(fact, value, lang).trim().to_string());
        (!unit.is_empty()).then_some(unit)
    }

    /// A unit of the content model where no sentence says for how long it is
    /// paid; none where it is written as the editor has it.
    pub(super) fn unit_word(&self, unit: fact::Unit, lang: &str, n: Decimal) -> Option<String> {
        match unit {
            fact::Unit::Vnd(fact::Per::Month) => Some(self.word("per_month", lang)),
            fact::Unit::Vnd(fact::Per::Year) => Some(self.word("per_year", lang)),
            unit => unit.suffix(self.kit.locale(lang), n).map(|unit| unit.trim().to_string()),
        }
    }

    /// The unit whose kit this is, for codes and the manifest.
    pub fn unit(&self) -> &str {
        self.kit.unit_id().unwrap_or("")
    }

    /// The legal documents a sheet names: its own, and those of the facts that
    /// it quotes in its language.
    pub fn legal_names(&self, item: &Item, lang: &str) -> Vec<String> {
        let basis = self.kit.legal_basis_in(item, lang);
        basis.iter().map(|legal| self.legal_name(legal, lang)).collect()
    }

    /// The legal documents an item itself names.
    pub fn own_legal_names(&self, item: &Item, lang: &str) -> Vec<String> {
        let own = item.legal.iter().filter_map(|id| self.kit.legal(id));
        own.map(|legal| self.legal_name(legal, lang)).collect()
    }

    /// A document in few words: its title and number, or where the title is
    /// a paragraph, as decrees' are, the kind and number.
    pub fn legal_name(&self, legal: &Legal, lang: &str) -> String {
        let title = self.kit.say(&legal.title, lang);
        if title.contains(&legal.number) {
            return title;
        }
        let kind = match legal_kind(&legal.number) {
            Some(key) if title.chars().count() > 40 => self.word(key, lang),
            _ => title,
        };
        format!("{kind} {}", legal.number)
    }

    /// When "valid until" is printed: shortly before a figure ends, and
    /// whenever the item itself says so.
    pub fn said_until(&self, item: &Item, lang: &str) -> Option<String> {
        let until = self.kit.holds_until(item)?;
        let soon = self.kit.date.checked_add(SAID_BEFORE.days()).is_ok_and(|day| until <= day);
        let own = item.life.valid.until == Some(until);
        (soon || own).then(|| self.date(until, lang))
    }

    /// The place of an item's title, for what has no place of its own.
    pub fn title_place(&self, item: &Item, lang: &str) -> Span {
        let title = item.title.pick(lang, self.kit.default_lang());
        title.map_or(item.id.span, |(text, _)| text.span)
    }
}

/// The kind of document that a number stands for, as a word of the theme.
fn legal_kind(number: &str) -> Option<&'static str> {
    let kinds = [
        ("/NĐ-CP", "legal_decree"),
        ("/QH", "legal_law"),
        ("/TT", "legal_circular"),
        ("/QĐ", "legal_decision"),
        ("/NQ", "legal_resolution"),
        ("/CT", "legal_directive"),
        ("/KH", "legal_plan"),
        ("/BHXH", "legal_letter"),
    ];
    kinds.iter().find(|(mark, _)| number.contains(mark)).map(|(_, key)| *key)
}
