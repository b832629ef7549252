//! Keys of the input methods Telex and VNI that did not become accents:
//! `tieefn`, `ddong`, `tie62n`.

use super::syllable::{self, Tone};

/// How sure it is that keys were left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sure {
    /// No other language writes so.
    Yes,
    /// A word of English may look like it.
    Hardly,
}

/// The syllable that the keys of a word in small letters make, if they make
/// one; none where nothing in it is a key.
pub(super) fn telex(word: &str) -> Option<(String, Sure)> {
    // The accents that did come out stay.
    let (base, mut tone) = syllable::parts(word)?;
    let is_vowel = |c: char| "aăâeêioôơuưy".contains(c);
    let (mut made, mut tones, mut doubled, mut hooked) = (String::new(), 0, 0, 0);
    let (mut has_vowel, mut barred, mut key) = (false, false, ' ');
    for c in base.chars() {
        match c {
            's' | 'f' | 'r' | 'x' | 'j' if has_vowel => {
                tones += 1;
                key = c;
                if tone == Tone::Level || tones > 1 {
                    tone = match c {
                        's' => Tone::Acute,
                        'f' => Tone::Grave,
                        'r' => Tone::Hook,
                        'x' => Tone::Tilde,
                        _ => Tone::Dot,
                    };
                }
            }
            'w' => {
                hooked += 1;
                let hooked = hook(&made)?;
                made = hooked;
            }
            'd' if made == "d" => {
                barred = true;
                made = "đ".to_string();
            }
            'a' | 'e' | 'o' if made.ends_with(c) => {
                doubled += 1;
                made.pop();
                made.push(match c {
                    'a' => 'â',
                    'e' => 'ê',
                    _ => 'ô',
                });
            }
            // `nguoiwf`, `tieen`: a hook behind both vowels is for both.
            c => made.push(c),
        }
        has_vowel |= is_vowel(c);
    }
    if tones + doubled + hooked + usize::from(barred) == 0 || tones > 1 {
        return None;
    }
    let made = made.replace("ưo", "ươ").replace("uơi", "ươi");
    let made = match made.as_str() {
        open if open.ends_with("uơ") || !open.contains("uơ") => made,
        _ => made.replace("uơ", "ươ"),
    };
    if !syllable::fits(&made, tone) {
        return None;
    }
    let has_accent = !word.is_ascii();
    let is_rare_key = matches!(key, 'f' | 'j');
    let kinds = usize::from(tones > 0)
        + usize::from(doubled > 0)
        + usize::from(hooked > 0)
        + usize::from(barred);
    let sure = has_accent || barred || is_rare_key || hooked > 1 || kinds > 1;
    let sure = if sure { Sure::Yes } else { Sure::Hardly };
    Some((syllable::written(&made, tone), sure))
}

/// A syllable so far with a hook or a breve on the vowel that takes it.
fn hook(made: &str) -> Option<String> {
    let at = made.rfind(['a', 'o', 'u'])?;
    let (before, rest) = made.split_at(at);
    let (vowel, after) = rest.split_at(1);
    let (before, vowel) = match vowel {
        "a" => (before.to_string(), "ă"),
        "o" => match before.strip_suffix('u') {
            Some(before) if !before.ends_with('q') => (format!("{before}ư"), "ơ"),
            _ => (before.to_string(), "ơ"),
        },
        _ => (before.to_string(), "ư"),
    };
    Some(format!("{before}{vowel}{after}"))
}

/// The syllable that digits in a word make: `tie62n`, `d9u7o7c5`.
pub(super) fn vni(word: &str) -> Option<String> {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let trailing = word.chars().rev().take_while(char::is_ascii_digit).count();
    let starts = word.starts_with(char::is_alphabetic);
    // `A4`, `quy2`: too like a number behind a word.
    if !starts || digits == 0 || digits == trailing && digits < 2 || word.len() < 4 {
        return None;
    }
    let mut tone = Tone::Level;
    let mut made = String::new();
    for c in word.chars() {
        match c {
            '1'..='5' if tone != Tone::Level => return None,
            '1' => tone = Tone::Acute,
            '2' => tone = Tone::Grave,
            '3' => tone = Tone::Hook,
            '4' => tone = Tone::Tilde,
            '5' => tone = Tone::Dot,
            '6'..='9' => {
                let (at, old) =
                    made.char_indices().rev().find(|(_, old)| changed(*old, c).is_some())?;
                let new = changed(old, c)?;
                made.replace_range(at..at + old.len_utf8(), &new.to_string());
            }
            '0' => return None,
            c => made.push(c),
        }
    }
    let made = made.replace("ưo", "ươ");
    let is_made = !made.is_ascii() || tone != Tone::Level;
    (is_made && syllable::fits(&made, tone)).then(|| syllable::written(&made, tone))
}

/// A letter as a digit changes it.
fn changed(letter: char, digit: char) -> Option<char> {
    Some(match (letter, digit) {
        ('a', '6') => 'â',
        ('e', '6') => 'ê',
        ('o', '6') => 'ô',
        ('o', '7') => 'ơ',
        ('u', '7') => 'ư',
        ('a', '8') => 'ă',
        ('d', '9') => 'đ',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_were_left() {
        for (word, right) in [
            ("tieefn", "tiền"),
            ("tieenf", "tiền"),
            ("hieemr", "hiểm"),
            ("ddong", "đong"),
            ("dduwowcj", "được"),
            ("dduocwj", "được"),
            ("nguwowif", "người"),
            ("nguoiwf", "người"),
            ("hocj", "học"),
            ("đuwowcj", "được"),
            ("tiềnf", "tiền"),
        ] {
            assert_eq!(telex(word), Some((right.to_string(), Sure::Yes)), "{word}");
        }
        for word in ["gas", "taxi", "book", "form", "max", "web"] {
            assert!(telex(word).is_none_or(|(_, sure)| sure == Sure::Hardly), "{word}");
        }
        for (word, right) in [("tie62n", "tiền"), ("d9u7o7c5", "được"), ("Vie65t", "Việt")]
        {
            assert_eq!(vni(&word.to_lowercase()).as_deref(), Some(&*right.to_lowercase()));
        }
        for word in ["a4", "covid19", "q1", "ct229", "h5n1", "2026", "nd161"] {
            assert_eq!(vni(word), None, "{word}");
        }
    }
}
