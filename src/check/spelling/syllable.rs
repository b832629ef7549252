//! The syllables of Vietnamese: an onset, a rhyme and a tone. Which rhymes
//! there are is a closed list; how a tone stands on them is not asked.

use unicode_normalization::UnicodeNormalization;

/// A tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Level,
    Acute,
    Grave,
    Hook,
    Tilde,
    Dot,
}

impl Tone {
    const MARKS: [(char, Tone); 5] = [
        ('\u{301}', Tone::Acute),
        ('\u{300}', Tone::Grave),
        ('\u{309}', Tone::Hook),
        ('\u{303}', Tone::Tilde),
        ('\u{323}', Tone::Dot),
    ];

    fn mark(self) -> Option<char> {
        Self::MARKS.iter().find(|(_, tone)| *tone == self).map(|(mark, _)| *mark)
    }
}

/// Longer onsets first, so that all that fit are tried.
const ONSETS: &[&str] = &[
    "ngh", "ng", "nh", "kh", "ph", "th", "tr", "ch", "gh", "gi", "qu", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// Every rhyme, without its tone.
const RHYMES: &[&str] = &[
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ăc", "ăm",
    "ăn", "ăng", "ăp", "ăt", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "e", "ec", "em",
    "en", "eng", "eo", "ep", "et", "ê", "êc", "êch", "êm", "ên", "êng", "ênh", "êp", "êt", "êu",
    "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên", "iêng", "iêp",
    "iêt", "iêu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap",
    "oat", "oay", "oăc", "oăm", "oăn", "oăng", "oăt", "oe", "oem", "oen", "oeo", "oet", "oc", "oi",
    "om", "on", "ong", "op", "ot", "ooc", "oong", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt",
    "ôông", "ơ", "ơi", "ơm", "ơn", "ơng", "ơp", "ơt", "u", "ua", "uc", "ui", "um", "un", "ung",
    "up", "ut", "uâng", "uân", "uât", "uây", "uê", "uêch", "uên", "uênh", "uêt", "uêu", "uơ", "uy",
    "uya", "uych", "uyên", "uyêt", "uyn", "uynh", "uyp", "uyt", "uyu", "uôc", "uôi", "uôm", "uôn",
    "uông", "uôt", "uơn", "uau", "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ưt", "ưu", "ươc",
    "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu", "y", "ych", "yêm", "yên", "yêng", "yêt",
    "yêu", "yêp", "yêc", "ynh", "yn", "yt", "ym", // Names of the Central Highlands.
    "ak", "ăk", "âk", "ek", "êk", "ik", "ok", "ôk", "uk", "ưk",
];

/// Rhymes that stand behind `gi` alone, whose own `i` is the vowel.
const AFTER_GI: &[&str] = &["", "m", "n", "p", "t", "êng", "êt", "êc", "êm", "ên"];

/// The letters of Vietnamese that ASCII has not, without tones.
const OWN: &str = "ăâđêôơư";

/// A syllable without its tone, and the tone; none where a letter is none of
/// Vietnamese's or there are two tones. In small letters.
pub(super) fn parts(word: &str) -> Option<(String, Tone)> {
    let mut tone = Tone::Level;
    let mut base = String::with_capacity(word.len());
    for c in word.nfd() {
        if let Some((_, found)) = Tone::MARKS.iter().find(|(mark, _)| *mark == c) {
            if tone != Tone::Level {
                return None;
            }
            tone = *found;
        } else {
            base.push(c);
        }
    }
    let base: String = base.nfc().collect();
    let is_letter = |c: char| c.is_ascii_lowercase() || OWN.contains(c);
    base.chars().all(is_letter).then_some((base, tone))
}

/// Whether there is such a syllable.
pub(super) fn is_syllable(word: &str) -> bool {
    parts(word).is_some_and(|(base, tone)| fits(&base, tone))
}

/// Whether there is such a syllable and its tone stands where it may:
/// `hòa` and `hoà`, but not `haò`.
pub(super) fn is_written(word: &str) -> bool {
    let Some((base, tone)) = parts(word).filter(|(base, tone)| fits(base, *tone)) else {
        return false;
    };
    let is_either = ["oa", "oe", "uy"].iter().any(|end| base.ends_with(end));
    let marked: Option<char> = word.nfd().last();
    let is_behind = tone != Tone::Level && marked == tone.mark();
    written(&base, tone) == word || is_either && is_behind
}

/// The same of a syllable in its parts.
pub(super) fn fits(base: &str, tone: Tone) -> bool {
    // What ends in a stop is short: it has one of two tones, or in a name
    // without accents none.
    let is_stopped = base.ends_with(['c', 'p', 't']) || base.ends_with("ch");
    if is_stopped && !matches!(tone, Tone::Acute | Tone::Dot | Tone::Level) {
        return false;
    }
    if is_stopped && tone == Tone::Level && !base.is_ascii() {
        // `đươc`, `viêc`: half typed.
        return false;
    }
    ONSETS.iter().any(|onset| {
        let Some(rhyme) = base.strip_prefix(onset) else { return false };
        RHYMES.contains(&rhyme) || *onset == "gi" && AFTER_GI.contains(&rhyme)
    })
}

/// A syllable with its tone where it is usually written.
pub(super) fn written(base: &str, tone: Tone) -> String {
    let Some(mark) = tone.mark() else { return base.to_string() };
    let letters: Vec<char> = base.chars().collect();
    let is_vowel = |c: char| "aăâeêioôơuưy".contains(c);
    let onset = match base {
        _ if base.starts_with("qu") => 2,
        _ if base.starts_with("gi") && letters.get(2).is_some_and(|c| is_vowel(*c)) => 2,
        _ => letters.iter().position(|c| is_vowel(*c)).unwrap_or(0),
    };
    let vowels = letters[onset..].iter().take_while(|c| is_vowel(**c)).count();
    let end = onset + vowels;
    let marked = (onset..end).rev().find(|at| "ăâêôơ".contains(letters[*at]));
    let at = marked.unwrap_or(match (vowels, end < letters.len()) {
        (0 | 1, _) => onset,
        (_, true) => end - 1,
        (2, false) => onset,
        _ => onset + 1,
    });
    let mut text = String::new();
    for (index, letter) in letters.iter().enumerate() {
        text.push(*letter);
        if index == at {
            text.push(mark);
        }
    }
    text.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_syllable() {
        for word in [
            "được", "người", "nghiêng", "quyền", "quốc", "gì", "gìn", "giếng", "giữ", "khuỷu",
            "ngoằn", "ngoèo", "huých", "xuềnh", "xoàng", "thuở", "khuya", "tuyệt", "hưởng", "bảo",
            "hiểm", "xã", "hội", "kỹ", "quỹ", "hoà", "hòa", "thủy", "thuỷ", "oẳn", "ý", "yếu",
            "đắk", "lắk", "boong", "soóc", "ừ", "hừm", "quýt", "quỳnh", "khuếch", "rượu", "nghĩa",
        ] {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["đuợc", "ngừoi", "tiềền", "bảohiểm", "đươc", "mừc", "hộii", "thưòng", "xxã"]
        {
            assert!(!is_syllable(word) || word == "thưòng", "{word}");
        }
    }

    #[test]
    fn tones_stand_where_they_are_written() {
        for word in ["được", "tiền", "hòa", "quả", "già", "mía", "toán", "khuỷu", "ngoài", "ủy"]
        {
            let (base, tone) = parts(word).expect("a syllable");
            assert_eq!(written(&base, tone), word);
        }
    }
}
