//! `literal-amount`: an amount of money written into a text instead of
//! called from the facts.

use std::collections::HashSet;

use crate::catalog::{Kind, Owner};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Span, TextKey};
use crate::edition::Edition;

/// The words for money that make a number an amount.
const MONEY: &[&str] = &["đồng", "vnd", "vnđ", "đ", "₫"];
/// What may stand between the number and the word.
const MULTIPLES: &[&str] =
    &["nghìn", "ngàn", "triệu", "tỷ", "tỉ", "thousand", "million", "billion"];

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let kit = edition.kit;
    let guides = kit.audiences.iter().filter_map(|audience| audience.guide.as_ref());
    let guides: HashSet<Span> = guides.flat_map(|g| g.iter()).map(|(_, text)| text.span).collect();
    for text in &kit.texts {
        let is_checked = |span: &&Span| match text.owner {
            Owner::Item(kind, _) => {
                matches!(kind, Kind::Message | Kind::Leaflet | Kind::Infographic)
            }
            // Landing texts are all the Markdown that no item owns.
            Owner::Kit => guides.contains(*span) || edition.is_markdown(**span),
        };
        for span in text.spans.iter().filter(is_checked) {
            let written = edition.text(*span);
            for range in amounts(written) {
                let amount = &written[range.clone()];
                let mut diagnostic =
                    Diagnostic::new(Id::LiteralAmount, span.slice(range.start, range.end))
                        .with("amount", amount);
                diagnostic = match fact_of(edition, amount) {
                    Some(id) => diagnostic.hint(
                        Message::new(TextKey::HINT_USE_FACT)
                            .with("fact", format!("{{{{ {id} }}}}")),
                    ),
                    None => diagnostic.hint(Message::new(TextKey::HINT_MAKE_FACT)),
                };
                out.push(diagnostic);
            }
        }
    }
}

/// A fact that has the amount as its value.
fn fact_of<'s>(edition: &'s Edition<'_>, amount: &str) -> Option<&'s str> {
    let digits: String = amount.chars().filter(char::is_ascii_digit).collect();
    let kit = edition.kit;
    kit.facts.0.iter().find_map(|(id, fact)| {
        let value = kit.value(id)?;
        let same = fact.unit.is_money() && value.normalize().to_string() == digits;
        same.then_some(id.as_str())
    })
}

/// The amounts of money in a text, as byte ranges.
fn amounts(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|i| at + i) {
        let number = text[start..]
            .find(|c: char| {
                !(c.is_ascii_digit() || c == '.' || c == ',' || c == '\u{a0}' || c == '\u{202f}')
            })
            .map_or(text.len(), |i| start + i);
        at = number.max(start + 1);
        // Part of a word or an id (`ke-hoach-2025`), not a number.
        if text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_') {
            continue;
        }
        let digits_end =
            start + text[start..number].trim_end_matches(['.', ',', '\u{a0}', '\u{202f}']).len();
        let mut rest = skip_space(text, digits_end);
        if let Some(end) = word(text, rest, MULTIPLES) {
            rest = skip_space(text, end);
        }
        if let Some(end) = word(text, rest, MONEY) {
            found.push(start..end);
            at = end;
        }
    }
    found
}

/// Whether a word for money follows.
pub(super) fn is_money(after: &str) -> bool {
    word(after, skip_space(after, 0), MONEY).is_some()
}

fn skip_space(text: &str, at: usize) -> usize {
    at + (text[at..].len() - text[at..].trim_start().len())
}

/// The end of one of `words` at `at`, if a whole word stands there.
fn word(text: &str, at: usize, words: &[&str]) -> Option<usize> {
    let end = text[at..]
        .find(|c: char| !(c.is_alphabetic() || c == '₫' || ('\u{300}'..='\u{36f}').contains(&c)))
        .map_or(text.len(), |i| at + i);
    let written = crate::source::yaml::nfc(&text[at..end]).to_lowercase();
    words.contains(&written.as_str()).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::amounts;

    #[test]
    fn finds_amounts_and_nothing_else() {
        let all =
            |text: &str| amounts(text).into_iter().map(|r| text[r].to_string()).collect::<Vec<_>>();
        assert_eq!(all("chỉ 330.000 đồng/tháng"), ["330.000 đồng"]);
        assert_eq!(
            all("hơn 2 triệu đồng, 500.000đ và 1,500,000 VND"),
            ["2 triệu đồng", "500.000đ", "1,500,000 VND"]
        );
        assert_eq!(all("75.000₫"), ["75.000₫"]);
        assert_eq!(all("5 đồng chí"), ["5 đồng"]);
        assert!(all("gọi 1900 9068, Luật 41/2024/QH15, 12 điều, {{ muc-2 }} đồng").is_empty());
    }
}
