//! How long a text takes to read aloud: its syllables, with numbers and
//! abbreviations spoken out.

use crate::locale::{Locale, WordsAre};

/// Seconds that reading `text` takes, rounded up to five.
#[must_use]
pub fn reading_seconds(text: &str, locale: &Locale) -> u32 {
    let syllables = u32::try_from(syllables(text, locale)).unwrap_or(u32::MAX);
    let seconds = syllables.saturating_mul(60).div_ceil(locale.reading.syllables_a_minute.max(1));
    seconds.div_ceil(5) * 5
}

/// Abbreviations that are read as the words they stand for.
const SPOKEN: &[(&str, usize)] = &[
    ("BHXH", 4),
    ("BHYT", 4),
    ("BHTN", 4),
    ("UBND", 5),
    ("HĐND", 5),
    ("TP", 2),
    ("VND", 1),
    ("VNĐ", 1),
    ("HSSV", 4),
    ("NLĐ", 3),
    ("CCCD", 5),
];

fn syllables(text: &str, locale: &Locale) -> usize {
    let mut sum = 0;
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '–' | '—' | '-')) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
        if word.is_empty() {
            continue;
        }
        let (word, percent) = match word.strip_suffix('%') {
            // "phần trăm", "per cent"
            Some(word) => (word, 2),
            None => (word, 0),
        };
        sum += percent;
        sum += if word.starts_with(|c: char| c.is_ascii_digit()) {
            number(word, &locale.numbers.group)
        } else {
            match locale.reading.words {
                WordsAre::Syllables => one_each(word),
                WordsAre::Letters => by_letters(word),
            }
        };
    }
    sum
}

/// Where a written word is a syllable; an abbreviation is not.
fn one_each(word: &str) -> usize {
    if let Some((_, n)) = SPOKEN.iter().find(|(short, _)| *short == word) {
        return *n;
    }
    let is_vowel = |c: char| "AEIOUYƠƯÔÂĂÊ".contains(c);
    let mut letters = 0;
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        // Most words end here, at their first letter.
        if !c.is_uppercase() || is_vowel(c) {
            return 1;
        }
        letters += 1;
    }
    letters.max(1)
}

/// Elsewhere a group of vowels is about a syllable, or three letters of a
/// script without Latin vowels.
fn by_letters(word: &str) -> usize {
    let is_vowel = |c: char| "aeiouyAEIOUY".contains(c);
    let mut groups = 0;
    let mut before = false;
    for c in word.chars() {
        groups += usize::from(is_vowel(c) && !before);
        before = is_vowel(c);
    }
    if groups > 0 { groups } else { word.chars().count().div_ceil(3) }
}

/// The syllables of a number as Vietnamese reads it; other languages are
/// about as long.
fn number(word: &str, group: &str) -> usize {
    let plain = word.replace(group, "");
    plain
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .enumerate()
        // Each part but the first has its "phẩy", "point" or the like.
        .map(|(n, part)| usize::from(n > 0) + integer(part))
        .sum()
}

fn integer(digits: &str) -> usize {
    let Ok(mut rest) = digits.parse::<u64>() else { return digits.len() };
    if rest == 0 || digits.starts_with('0') {
        return digits.len(); // read digit by digit
    }
    let mut groups = Vec::new();
    while rest > 0 {
        groups.push(usize::try_from(rest % 1000).unwrap_or_default());
        rest /= 1000;
    }
    let mut sum = 0;
    for (place, group) in groups.iter().enumerate() {
        if *group == 0 {
            continue;
        }
        let (hundreds, tens, units) = (group / 100, group / 10 % 10, group % 10);
        let leading = place + 1 == groups.len();
        // "hai trăm"; a group after another says "không trăm" too
        if hundreds > 0 || !leading {
            sum += 2;
        }
        sum += match (tens, units) {
            (0, 0) => 0,
            (0, _) if hundreds > 0 || !leading => 2, // "linh năm"
            (0, _) => 1,
            (1, 0) => 1,          // "mười"
            (1, _) | (_, 0) => 2, // "mười hai", "hai mươi"
            (_, _) => 3,          // "hai mươi lăm"
        };
        sum += usize::from(place > 0); // "nghìn", "triệu", "tỷ"
    }
    sum
}

#[cfg(test)]
mod tests {
    use crate::locale::Locales;

    use super::*;

    #[test]
    fn numbers_are_counted_as_spoken() {
        let n = |text| syllables(text, Locales::standard().of("vi"));
        assert_eq!(n("1.500.000 đồng"), 6); // một triệu năm trăm nghìn đồng
        assert_eq!(n("15"), 2); // mười lăm
        assert_eq!(n("2025"), 7); // hai nghìn không trăm hai mươi lăm
        assert_eq!(n("4,5%"), 5); // bốn phẩy năm phần trăm
        assert_eq!(n("330.000"), 5); // ba trăm ba mươi nghìn
    }

    #[test]
    fn abbreviations_are_spoken_out() {
        assert_eq!(syllables("Đóng BHXH, BHYT cho cả nhà.", Locales::standard().of("vi")), 12);
        assert_eq!(syllables("Tải VssID", Locales::standard().of("vi")), 2);
    }

    #[test]
    fn a_minute_is_a_minute() {
        let text = "nhà ".repeat(230);
        assert_eq!(reading_seconds(&text, Locales::standard().of("vi")), 60);
    }
}
