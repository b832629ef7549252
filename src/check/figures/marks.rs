//! Numbers within texts that are marked as another language marks them:
//! `2,530,000` and `4.5%` in Vietnamese, `2.530.000` and `4,5%` in English. To
//! the text's readers they are other numbers. One mark alone may be right
//! either way, so it counts before the word for money only.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Doubt;
use crate::catalog::{InfoBody, Kit};
use crate::check::{amounts, spelling};
use crate::diag::{Diagnostics, Span, TextKey};
use crate::edition::Edition;
use crate::locale::Locales;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let bars = bars(edition.kit);
    // A unit's wording has its places twice.
    let places: BTreeSet<Span> =
        edition.kit.texts.iter().flat_map(|text| &text.spans).copied().collect();
    for place in places.difference(&bars) {
        let Some(marks) = Marks::of(&edition.kit.locales, edition.kit.lang_at(*place)) else {
            continue;
        };
        let written = edition.text(*place);
        for range in numbers(written) {
            let Some(text) = marks.fault(written, &range) else { continue };
            let number = &written[range.clone()];
            let doubt = Doubt::warning(text, vec![marks.right(number)]);
            let span = place.slice(range.start, range.end);
            out.extend(doubt.map(|doubt| doubt.at(span, number)));
        }
    }
}

/// The values of bars, which must be numbers: more is said of them.
fn bars(kit: &Kit) -> BTreeSet<Span> {
    let blocks = kit.items.iter().filter_map(|item| item.infographic());
    let blocks = blocks.flat_map(|infographic| &infographic.blocks);
    let items = blocks.filter_map(|block| match &block.body {
        InfoBody::Bars { items, .. } => Some(items),
        _ => None,
    });
    items.flatten().flat_map(|item| item.value.0.iter()).map(|(_, text)| text.span).collect()
}

/// How a language marks numbers.
#[derive(Debug, Clone, Copy)]
struct Marks {
    thousands: char,
    decimal: char,
}

impl Marks {
    /// None where nobody knows, or where the marks are others than these two.
    fn of(locales: &Locales, lang: &str) -> Option<Self> {
        let numbers = locales.knows(lang).then(|| &locales.of(lang).numbers)?;
        match (numbers.group.as_str(), numbers.decimal.as_str()) {
            (".", ",") => Some(Marks { thousands: '.', decimal: ',' }),
            (",", ".") => Some(Marks { thousands: ',', decimal: '.' }),
            _ => None,
        }
    }

    /// What is wrong with a number of a text.
    fn fault(self, text: &str, range: &Range<usize>) -> Option<TextKey> {
        let (number, after) = (&text[range.clone()], &text[range.end..]);
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        // `4.5%` in Vietnamese: too short a part for thousands.
        if let Some((whole, part)) = number.split_once(self.thousands)
            && is_digits(whole)
            && is_digits(part)
            && part.len() < 3
        {
            let is_percent = after.trim_start_matches([' ', '\u{a0}']).starts_with('%');
            return is_percent.then_some(TextKey::FIGURE_OTHER_POINT);
        }
        // `2,530,000`, `1,500,000.5` in Vietnamese.
        let (whole, fraction) = match number.split_once(self.thousands) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (number, None),
        };
        let mut groups = whole.split(self.decimal);
        let first = groups.next().filter(|first| is_digits(first))?;
        let groups: Vec<&str> = groups.collect();
        let is_parted = !groups.is_empty()
            && first.len() <= 3
            && !first.starts_with('0')
            && groups.iter().all(|group| group.len() == 3 && is_digits(group))
            && fraction.is_none_or(is_digits);
        let is_sure = groups.len() > 1 || fraction.is_some() || amounts::is_money(after);
        (is_parted && is_sure).then_some(TextKey::FIGURE_OTHER_MARKS)
    }

    /// A number with each mark in the place of the other.
    fn right(self, number: &str) -> String {
        let swapped = |c| match c {
            c if c == self.thousands => self.decimal,
            c if c == self.decimal => self.thousands,
            c => c,
        };
        number.chars().map(swapped).collect()
    }
}

/// The numbers of a text that have marks: those of placeholders, addresses,
/// code, dates and names of documents are none.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if let Some(skip) = spelling::skipped(text, at) {
            at += skip.max(1);
            continue;
        }
        if !c.is_ascii_digit() {
            at += c.len_utf8();
            continue;
        }
        let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        let length = text[at..].find(|c| !is_part(c)).unwrap_or(text.len() - at);
        let number = text[at..at + length].trim_end_matches(['.', ',']);
        let range = at..at + number.len();
        at += length;
        let is_joined = |c: char| c.is_alphanumeric() || "-_/:.,#@=+".contains(c);
        let before = text[..range.start].ends_with(is_joined);
        let after = text[range.end..].chars().next();
        // `330.000đ/tháng` is an amount.
        let is_word = after.is_some_and(|c| c.is_alphanumeric() && c != 'đ' || "_/:".contains(c));
        if !before && !is_word && number.contains(['.', ',']) {
            found.push(range);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str, lang: &str) -> Vec<(String, String)> {
        let marks = Marks::of(Locales::standard(), lang).expect("a language");
        let found = numbers(text).into_iter().filter(|range| marks.fault(text, range).is_some());
        found.map(|range| (text[range.clone()].to_string(), marks.right(&text[range]))).collect()
    }

    #[test]
    fn numbers_marked_as_another_language_does() {
        for (lang, text, number, right) in [
            ("vi", "Mức 2,530,000 đồng mỗi tháng", "2,530,000", "2.530.000"),
            ("vi", "Mức 330,000đ/tháng.", "330,000", "330.000"),
            ("vi", "Đóng 4.5% lương", "4.5", "4,5"),
            ("vi", "Đóng 1,500,000.25", "1,500,000.25", "1.500.000,25"),
            ("en", "Pay 2.530.000 VND.", "2.530.000", "2,530,000"),
            ("en", "Pay 330.000 VND a month", "330.000", "330,000"),
            ("en", "It is 4,5 % of it", "4,5", "4.5"),
        ] {
            assert_eq!(faults(text, lang), [(number.to_string(), right.to_string())], "{text}");
        }
    }

    #[test]
    fn every_number_in_its_own_language_is_let_be() {
        for (lang, text) in [
            ("vi", "Mức 2.530.000 đồng, hỗ trợ 4,5%, khoảng 2,53 triệu đồng, 2,530 triệu đồng"),
            ("vi", "Luật 41/2024/QH15, ngày 1.7.2025, gọi 1900.9068 hay 024.3773.5566"),
            ("vi", "Bản 2.5.1, mục 1.2, {{ muc | value }}, `1,000,000`"),
            ("vi", "Từ 1.000 đến 1.500, các ngày 5, 6, 7"),
            ("en", "2,530,000 VND, 4.5%, 1.125 and 330.5 VND, section 1.2.3"),
        ] {
            assert_eq!(faults(text, lang), [], "{text}");
        }
    }
}
