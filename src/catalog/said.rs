//! How numbers and facts are said in a language of the kit.

use rust_decimal::Decimal;

use super::{DEFAULT_LANG, Fact, Kit};
use crate::locale::Locale;

impl Kit {
    /// How a language is written.
    pub fn locale(&self, lang: &str) -> &Locale {
        self.locales.of(lang)
    }

    /// A number as a language writes it: `1.500.000,5` in Vietnamese.
    pub fn number(&self, value: Decimal, lang: &str) -> String {
        self.locale(lang).number(value)
    }

    /// What follows a fact's number in a sentence, with the space before it.
    pub fn suffix(&self, fact: &Fact, value: Decimal, lang: &str) -> String {
        match fact.unit.suffix(self.locale(lang), value) {
            Some(suffix) => suffix.to_string(),
            None => {
                let unit = fact.record.unit.pick(lang, DEFAULT_LANG);
                let unit = unit.map_or("", |(text, _)| &text.raw);
                if unit.is_empty() { String::new() } else { format!(" {unit}") }
            }
        }
    }

    /// A value of a fact in words: `1.500.000 đồng`, `4.5%`.
    pub fn amount(&self, fact: &Fact, value: Decimal, lang: &str) -> String {
        format!("{}{}", self.number(value, lang), self.suffix(fact, value, lang))
    }
}
