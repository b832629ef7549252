//! A number with what it counts, as figures and bars show it.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::Edition;
use crate::catalog::fact::Unit;
use crate::catalog::{Cell, Localized};
use crate::locale::Locale;
use crate::source::placeholder::{Piece, pieces, placeholders};

/// A number in its parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// The number alone, as the language writes it; the whole text where it
    /// does not begin with one.
    pub value: String,
    /// What it counts.
    pub unit: Option<String>,
    /// Both, as in a sentence: `4,5%`, `15 năm`.
    pub text: String,
    /// Its size; none where it is no number.
    pub number: Option<f64>,
}

impl Amount {
    fn new(number: Decimal, unit: Option<&str>, locale: &Locale) -> Self {
        let value = locale.number(number);
        let text = match unit {
            Some(unit) if unit.starts_with('%') => format!("{value}{unit}"),
            Some(unit) => format!("{value} {unit}"),
            None => value.clone(),
        };
        Amount { value, unit: unit.map(str::to_string), text, number: number.to_f64() }
    }

    /// A text that may begin with a number: `15 năm`, `30+`.
    fn of_text(text: String, locale: &Locale) -> Self {
        let digits = text.find(|c: char| !(c.is_ascii_digit() || ".,".contains(c)));
        let digits = digits.unwrap_or(text.len());
        let digits = text[..digits].trim_end_matches(['.', ',']).len();
        let number = locale.read_number(&text[..digits]);
        // "30+" is a number and more.
        let end = if text[digits..].starts_with('+') { digits + 1 } else { digits };
        let rest = text[end..].trim_start_matches([' ', '\u{a0}']);
        // A range, a date, a ratio or a longer number is one whole.
        let is_whole = rest.starts_with(|c: char| c.is_numeric() || ".,:/-–—".contains(c));
        if number.is_none() || is_whole {
            return Amount { value: text.clone(), unit: None, text, number: None };
        }
        Amount {
            value: text[..end].to_string(),
            unit: (!rest.is_empty()).then(|| rest.to_string()),
            number: number.and_then(|number| number.to_f64()),
            text,
        }
    }
}

/// The number that a text is which holds nothing else.
fn bare_number(text: &str, locale: &Locale) -> Option<Decimal> {
    let is_bare = text.bytes().all(|b| b.is_ascii_digit() || b".,".contains(&b));
    is_bare.then(|| locale.read_number(text)).flatten()
}

impl Edition<'_> {
    /// Reads a cell that is one fact's placeholder, a number, or other text.
    /// `unit` is what numbers count that bring no unit of their own.
    pub fn amount(&self, cell: &Cell, unit: Option<&Localized>, lang: &str) -> Amount {
        let kit = self.kit;
        let counted = |number: Decimal, found: &str| {
            let unit = unit.and_then(|unit| self.counted(unit, found, number));
            Amount::new(number, unit.as_deref(), kit.locale(found))
        };
        let (raw, written, found) = match cell.0.pick(lang, kit.default_lang()) {
            Some((text, found)) => (text.raw.trim(), found, text.said_in(found, lang)),
            None => ("", lang, lang),
        };
        if let [Piece::Placeholder(placeholder)] = &pieces(raw)[..]
            && let Some(fact) = kit.facts.0.get(placeholder.name)
            && let Some(number) = kit.value(placeholder.name)
        {
            if placeholder.filter.is_some() {
                return counted(number, found);
            }
            let suffix = kit.suffix(fact, number, found);
            let suffix = suffix.trim();
            let text = kit.amount(fact, number, found);
            let unit = (!suffix.is_empty()).then_some(suffix);
            return Amount { text, ..Amount::new(number, unit, kit.locale(found)) };
        }
        match Decimal::from_str_exact(raw) {
            Ok(number) => counted(number, found),
            Err(_) => {
                let filled = kit.fill(raw, found);
                // A number as people write it: `2.530.000`, `4,5`.
                let marks = if raw.contains("{{") { found } else { written };
                if let Some(number) = bare_number(&filled, kit.locale(marks)) {
                    return counted(number, found);
                }
                let amount = Amount::of_text(filled, kit.locale(found));
                // "khoảng {{ muc }}" is as large as the fact.
                let number = amount.number.or_else(|| self.only_number(raw));
                Amount { number, ..amount }
            }
        }
    }

    /// What numbers count in words: a unit of the content model in the
    /// language, other text as it is written.
    pub(super) fn counted(&self, unit: &Localized, lang: &str, n: Decimal) -> Option<String> {
        let word = self.unit_word(Unit::of(unit), lang, n);
        word.or_else(|| Some(self.kit.say(unit, lang))).filter(|word| !word.is_empty())
    }

    /// The value of the only fact that a text names.
    fn only_number(&self, raw: &str) -> Option<f64> {
        let mut named = placeholders(raw);
        let (only, None) = (named.next()?, named.next()) else { return None };
        self.kit.value(only.name)?.to_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::Amount;
    use crate::locale::Locales;

    #[test]
    fn a_text_is_taken_apart_after_its_number() {
        let parts = |text: &str| {
            let amount = Amount::of_text(text.to_string(), Locales::standard().of("vi"));
            assert_eq!(amount.text, text);
            (amount.value, amount.unit.unwrap_or_default(), amount.number)
        };
        let owned = |value: &str, unit: &str, number| (value.to_string(), unit.to_string(), number);
        assert_eq!(parts("15 năm"), owned("15", "năm", Some(15.0)));
        assert_eq!(parts("4,5%"), owned("4,5", "%", Some(4.5)));
        assert_eq!(parts("30+ người"), owned("30+", "người", Some(30.0)));
        for whole in ["12–15 tháng", "24/7", "1900 9068", "Từ 15 năm", "", "01/7/2025"] {
            assert_eq!(parts(whole), owned(whole, "", None), "{whole}");
        }
    }
}
