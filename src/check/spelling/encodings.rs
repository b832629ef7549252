//! Letters of the old encodings TCVN3 and VNI, read as if they were Latin-1:
//! `hiÓm` and `hieåm` for `hiểm`.

use super::syllable;

/// An encoding of before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Tcvn3,
    Vni,
}

impl Encoding {
    pub(super) fn name(self) -> &'static str {
        match self {
            Encoding::Tcvn3 => "TCVN3 (ABC)",
            Encoding::Vni => "VNI-Windows",
        }
    }
}

/// TCVN 5712:1993, VN3: what stands at a place of Latin-1; pairs, the old
/// sign first, here as in what follows.
const TCVN3: &str = "¸á µà ¶ả ·ã ¹ạ ¨ă ¾ắ »ằ ¼ẳ ½ẵ Æặ ©â Êấ Çầ Èẩ Éẫ Ëậ ®đ Ðé Ìè Îẻ Ïẽ Ñẹ ªê Õế Òề Óể \
    Ôễ Öệ Ýí ×ì Øỉ Üĩ Þị ãó ßò áỏ âõ äọ «ô èố åồ æổ çỗ éộ ¬ơ íớ êờ ëở ìỡ îợ óú ïù ñủ \
    òũ ôụ \u{ad}ư øứ õừ öử ÷ữ ùự ýý úỳ ûỷ üỹ þỵ §đ ¡ă ¢â £ê ¤ô ¥ơ ¦ư";

/// VNI-Windows: letters of one sign.
const VNI_ONE: &str = "ñđ ôơ öư íí ìì æỉ óĩ òị îỵ";

/// VNI-Windows: what the sign behind a vowel makes of it, for `a`, `e`, `o`
/// (a circumflex), and for `a` alone (a breve).
const VNI_ROUND: &[(char, &str)] =
    &[('â', "âêô"), ('á', "ấếố"), ('à', "ầềồ"), ('å', "ẩểổ"), ('ã', "ẫễỗ"), ('ä', "ậệộ")];
const VNI_BREVE: &str = "êă éắ èằ úẳ üẵ ëặ";
/// The tones behind any vowel.
const VNI_TONES: &str = "ù\u{301} ø\u{300} û\u{309} õ\u{303} ï\u{323}";

/// The syllable behind a word in one of the encodings: one that is none as
/// it stands, and is one when it is read anew.
pub(super) fn read(word: &str) -> Option<(String, Encoding)> {
    let has_high = word.chars().any(|c| ('\u{a1}'..='\u{ff}').contains(&c));
    let is_short = word.chars().count() < 2;
    if !has_high || is_short || !word.chars().any(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    if syllable::is_written(&word.to_lowercase()) {
        return None;
    }
    let is_right = |text: &String| syllable::is_syllable(text) && !text.is_ascii();
    let vni = vni(word).filter(is_right).map(|text| (text, Encoding::Vni));
    vni.or_else(|| tcvn3(word).filter(is_right).map(|text| (text, Encoding::Tcvn3)))
}

/// What a list of pairs makes of a sign.
fn new_sign(pairs: &str, old: char) -> Option<char> {
    pairs.split(' ').find_map(|pair| pair.strip_prefix(old)).and_then(|new| new.chars().next())
}

fn tcvn3(word: &str) -> Option<String> {
    let letter = |c: char| match c {
        c if c.is_ascii_alphabetic() => Some(c.to_ascii_lowercase()),
        c => new_sign(TCVN3, c),
    };
    word.chars().map(letter).collect()
}

fn vni(word: &str) -> Option<String> {
    use unicode_normalization::UnicodeNormalization;
    let mut made = String::new();
    for c in word.to_lowercase().chars() {
        let last = made.chars().next_back();
        let round = VNI_ROUND.iter().find(|(old, _)| *old == c).and_then(|(_, new)| {
            let at = "aeo".chars().position(|vowel| Some(vowel) == last)?;
            new.chars().nth(at)
        });
        let breve = new_sign(VNI_BREVE, c).filter(|_| last == Some('a'));
        if let Some(new) = round.or(breve) {
            made.pop();
            made.push(new);
        } else if let Some(tone) = new_sign(VNI_TONES, c)
            && last.is_some_and(|last| "aeouyơư".contains(last))
        {
            made.push(tone);
        } else if let Some(letter) = new_sign(VNI_ONE, c) {
            made.push(letter);
        } else if c.is_ascii_alphabetic() {
            made.push(c);
        } else {
            return None;
        }
    }
    Some(made.nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_encodings_are_read() {
        for (word, right) in [
            ("B¶o", "bảo"),
            ("hiÓm", "hiểm"),
            ("x·", "xã"),
            ("®\u{ad}îc", "được"),
            ("ng\u{ad}êi", "người"),
            ("tiÒn", "tiền"),
        ] {
            assert_eq!(read(word), Some((right.to_string(), Encoding::Tcvn3)), "{word}");
        }
        for (word, right) in [
            ("Baûo", "bảo"),
            ("hieåm", "hiểm"),
            ("xaõ", "xã"),
            ("hoäi", "hội"),
            ("ñöôïc", "được"),
            ("ngöôøi", "người"),
            ("tieàn", "tiền"),
            ("vieäc", "việc"),
            ("naêm", "năm"),
        ] {
            assert_eq!(read(word), Some((right.to_string(), Encoding::Vni)), "{word}");
        }
        for word in ["bảo", "hiểm", "à", "café", "©", "«xin", "50µm", "São"] {
            assert_eq!(read(word), None, "{word}");
        }
    }
}
