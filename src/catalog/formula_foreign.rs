//! What people write in formulas that the content model does not know, and
//! what to write instead: other signs for operators, numbers with a comma or
//! with points between thousands, percent signs, units, `=` as in a sheet.

use std::ops::Range;

use rust_decimal::Decimal;

use super::formula::Foreign;
use crate::source::number::as_written;

/// Signs and words that people write for an operator.
const SIGNS: &[(&str, &str)] = &[
    ("×", "*"),
    ("✕", "*"),
    ("✖", "*"),
    ("·", "*"),
    ("⋅", "*"),
    ("∙", "*"),
    ("∗", "*"),
    ("÷", "/"),
    ("∕", "/"),
    ("⁄", "/"),
    (":", "/"),
    ("−", "-"),
    ("–", "-"),
    ("—", "-"),
    ("‐", "-"),
    ("‑", "-"),
    ("＋", "+"),
    ("＊", "*"),
    ("／", "/"),
    ("－", "-"),
];
const WORDS: &[(&str, &str)] =
    &[("x", "*"), ("nhân", "*"), ("chia", "/"), ("cộng", "+"), ("trừ", "-")];
/// What a formula does not say: the fact's `unit` does.
const UNITS: &[&str] = &["đồng", "vnđ", "vnd", "đ", "₫", "tháng", "năm", "người"];

/// What stands at byte `at` of a formula where it cannot go on, if it is
/// something that people write; its place and what to write.
pub(super) fn foreign(text: &str, at: usize) -> Option<(Range<usize>, Foreign)> {
    let rest = &text[at..];
    let of = |width: usize, foreign| Some((at..at + width, foreign));
    if let Some((sign, operator)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) {
        return of(sign.len(), Foreign::Sign(operator));
    }
    match rest.chars().next()? {
        // `4,5`: the number began before, and was read to its comma.
        ',' => {
            let number = as_written(&text[number_around(text, at)])?;
            return of(1, Foreign::Number(number));
        }
        '%' => return of(1, percent(text, at)),
        // `.5`
        '.' => {
            let number = as_written(&format!("0{}", &text[number_around(text, at)]))?;
            return of(1, Foreign::Number(number));
        }
        c @ ('=' | '{' | '}' | '[' | ']' | '"' | '“' | '”') => {
            return of(c.len_utf8(), Foreign::Extra(c.to_string()));
        }
        _ => {}
    }
    let end = rest.find(|c: char| !c.is_alphabetic() && c != '₫').unwrap_or(rest.len());
    let word = rest[..end].to_lowercase();
    if let Some((_, operator)) = WORDS.iter().find(|(known, _)| *known == word) {
        return of(end, Foreign::Sign(operator));
    }
    UNITS.contains(&word.as_str()).then(|| (at..at + end, Foreign::Extra(rest[..end].to_string())))
}

/// What the word at byte `at` of a formula holds that is no fact and no
/// number: `1.500.000`, `2x3`.
pub(super) fn in_word(text: &str, at: usize, word: &str) -> Option<(Range<usize>, Foreign)> {
    let digits = word.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(word.len());
    if digits == 0 {
        return None;
    }
    if digits == word.len() {
        let range = number_around(text, at);
        return as_written(&text[range.clone()]).map(|number| (range, Foreign::Number(number)));
    }
    let (rest, at) = (&word[digits..], at + digits);
    match rest.as_bytes() {
        [b'x' | b'X'] => Some((at..at + 1, Foreign::Sign("*"))),
        [b'x' | b'X', next, ..] if next.is_ascii_digit() => Some((at..at + 1, Foreign::Sign("*"))),
        _ if UNITS.contains(&rest.to_lowercase().as_str()) => {
            Some((at..at + rest.len(), Foreign::Extra(rest.to_string())))
        }
        _ => None,
    }
}

/// The digits, points and commas around byte `at`.
fn number_around(text: &str, at: usize) -> Range<usize> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let before = text[..at].trim_end_matches(is_part).len();
    let after = text[at..].find(|c: char| !is_part(c)).map_or(text.len(), |end| at + end);
    before..after
}

/// A percent sign: after a number, the number as a decimal.
fn percent(text: &str, at: usize) -> Foreign {
    let end = text[..at].trim_end().len();
    let range = number_around(text, end);
    let is_word = text[..range.start].ends_with(|c: char| c.is_alphanumeric() || c == '-');
    let number = as_written(&text[range.start..end]).filter(|_| !is_word);
    let value = number.and_then(|number| Decimal::from_str_exact(&number).ok());
    match value.and_then(|value| value.checked_div(Decimal::ONE_HUNDRED)) {
        Some(part) => Foreign::Percent(part.normalize().to_string()),
        None => Foreign::PercentOfFact,
    }
}

#[cfg(test)]
mod tests {
    use super::super::formula::{Fault, parse};
    use super::*;

    fn said(text: &str) -> Option<(String, Foreign)> {
        match parse(text, &|id| ["a", "b-c", "ty-le"].contains(&id)) {
            Err(Fault::Foreign(range, foreign)) => Some((text[range].to_string(), foreign)),
            Ok(_) => None,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn every_other_sign_is_named_wherever_it_stands() {
        for (sign, operator) in SIGNS {
            for (left, right) in [("a", "b-c"), ("2", "a"), ("(a + 1)", "0.5")] {
                for space in ["", " "] {
                    let text = format!("{left}{space}{sign}{space}{right}");
                    let expected = Some((sign.to_string(), Foreign::Sign(operator)));
                    assert_eq!(said(&text), expected, "{text}");
                }
            }
        }
        for (word, operator) in WORDS {
            for word in [word.to_string(), word.to_uppercase()] {
                let text = format!("a {word} b-c");
                assert_eq!(said(&text), Some((word, Foreign::Sign(operator))), "{text}");
            }
        }
        assert_eq!(said("2x3"), Some(("x".into(), Foreign::Sign("*"))));
    }

    #[test]
    fn numbers_as_people_write_them() {
        for (text, at, write) in [
            ("a * 4,5", ",", "4.5"),
            ("a * 1.500.000", "1.500.000", "1500000"),
            ("1,500,000 * a", ",", "1500000"),
            ("a * 1.500.000,5", "1.500.000,5", "1500000.5"),
            ("a * .5", ".", "0.5"),
        ] {
            let expected = Some((at.to_string(), Foreign::Number(write.into())));
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn percent_signs_say_the_decimal() {
        for (text, write) in [("a * 4.5%", "0.045"), ("22 % * a", "0.22"), ("a * 100%", "1")] {
            let expected = Some(("%".to_string(), Foreign::Percent(write.into())));
            assert_eq!(said(text), expected, "{text}");
        }
        assert_eq!(said("a * ty-le%"), Some(("%".into(), Foreign::PercentOfFact)));
    }

    #[test]
    fn what_does_not_belong_there() {
        for (text, extra) in
            [("= a * 2", "="), ("{{ a }} * 2", "{"), ("a + 5000 đồng", "đồng"), ("a + 5000đ", "đ")]
        {
            let expected = Some((extra.to_string(), Foreign::Extra(extra.into())));
            assert_eq!(said(text), expected, "{text}");
        }
    }
}
