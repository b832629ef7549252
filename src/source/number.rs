//! Numbers that people write with points or commas between thousands and a
//! comma before the fraction, in the form that YAML has for them.

use rust_decimal::Decimal;

/// What follows a number and makes it larger, by how many noughts.
const MULTIPLES: &[(&str, u32)] = &[
    ("nghìn", 3),
    ("ngàn", 3),
    ("thousand", 3),
    ("triệu", 6),
    ("million", 6),
    ("tỷ", 9),
    ("tỉ", 9),
    ("billion", 9),
];

/// The number that somebody wrote, as YAML has it: `2.530.000` and
/// `2,530,000` as `2530000`, `4,5` and `4,5%` as `4.5`, `1.500.000 đồng`
/// without its unit, `2,53 triệu` as `2530000`. None where it is no number.
#[must_use]
pub fn as_written(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(number) = Decimal::from_scientific(text) {
        return Some(number.normalize().to_string());
    }
    let is_unit = |c: char| c.is_alphabetic() || "%₫/ \u{a0}".contains(c);
    let number = text.trim_end_matches(is_unit);
    let unit = text[number.len()..].trim_start().to_lowercase();
    let (sign, digits) = match number.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", number.strip_prefix('+').unwrap_or(number)),
    };
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '_' | '\'');
    let compact: String = digits.chars().filter(|c| !is_space(*c)).collect();
    let is_number = compact.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',');
    if !is_number || !compact.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let plain = match (grouped(&compact, '.', ','), grouped(&compact, ',', '.')) {
        (Some(plain), _) | (None, Some(plain)) => plain,
        // One comma that parts no thousands, or one point.
        (None, None) => compact.replacen(',', ".", 1),
    };
    let number = Decimal::from_str_exact(&plain).ok()?;
    let noughts = noughts(&unit);
    if noughts == 0 {
        return Some(format!("{sign}{plain}"));
    }
    // `2.53 triệu` has a point before its fraction, and so has `2.530 triệu`.
    let few = Decimal::from_str_exact(&compact.replacen(',', ".", 1)).unwrap_or(number);
    let whole = few.checked_mul(Decimal::from(10u64.pow(noughts)))?;
    Some(format!("{sign}{}", whole.normalize()))
}

/// By how many noughts a unit makes a number larger: six of `triệu đồng`.
#[must_use]
pub fn noughts(unit: &str) -> u32 {
    let unit = unit.trim().to_lowercase();
    MULTIPLES.iter().find(|(word, _)| unit.starts_with(word)).map_or(0, |(_, noughts)| *noughts)
}

/// A number whose thousands are parted by `mark`, without the marks; `decimal`
/// stands before a fraction. None where nothing is parted so.
#[must_use]
pub fn grouped(text: &str, mark: char, decimal: char) -> Option<String> {
    let (whole, fraction) = match text.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(mark);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_parted = !rest.is_empty()
        && is_digits(first)
        && first.len() <= 3
        && !first.starts_with('0')
        && rest.iter().all(|group| group.len() == 3 && is_digits(group));
    // One mark alone may be a decimal's: `1,125` is told apart by whoever asks.
    let is_sure = rest.len() > 1 || fraction.is_some() || mark == '.';
    if !is_parted || !is_sure || fraction.is_some_and(|fraction| !is_digits(fraction)) {
        return None;
    }
    let whole = whole.replace(mark, "");
    Some(match fraction {
        Some(fraction) => format!("{whole}.{fraction}"),
        None => whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, yaml) in [
            ("2.530.000", "2530000"),
            ("2,530,000", "2530000"),
            ("2 530 000", "2530000"),
            ("1.500.000,5", "1500000.5"),
            ("1,500,000.5", "1500000.5"),
            ("4,5", "4.5"),
            ("4,5%", "4.5"),
            ("4.5 %", "4.5"),
            ("330.000 đồng", "330000"),
            ("330.000đ/tháng", "330000"),
            ("330.000", "330000"),
            ("-1.500", "-1500"),
            ("15 năm", "15"),
            ("330 nghìn", "330000"),
            ("2,53 triệu đồng", "2530000"),
            ("2.53 triệu", "2530000"),
            ("1 tỷ", "1000000000"),
            ("1e6", "1000000"),
        ] {
            assert_eq!(as_written(text).as_deref(), Some(yaml), "{text}");
        }
        for text in ["", "nhiều", "1.2.3", "12/7", "1,2,3", ",5", "%", "-"] {
            assert_eq!(as_written(text), None, "{text}");
        }
    }

    #[test]
    fn every_number_comes_back_from_how_a_language_writes_it() {
        let mut seed: u64 = 7;
        for _ in 0..2000 {
            // A step of a linear congruential generator (Knuth's MMIX).
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let number = (seed >> 20) % 10u64.pow(1 + (seed >> 60) as u32 % 12);
            let plain = number.to_string();
            for mark in ['.', ','] {
                let mut text = String::new();
                for (i, digit) in plain.chars().enumerate() {
                    if i > 0 && (plain.len() - i).is_multiple_of(3) {
                        text.push(mark);
                    }
                    text.push(digit);
                }
                // `1,500` alone is one and a half as well.
                let is_sure = mark == '.' || plain.len() > 6 || plain.len() < 4;
                if is_sure {
                    assert_eq!(as_written(&text).as_deref(), Some(plain.as_str()), "{text}");
                }
            }
        }
    }
}
