//! Text messages: how many characters, how many messages they cost.

use unicode_normalization::UnicodeNormalization;

/// How a text message is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Seven bits a character (3GPP TS 23.038, 6.2.1).
    Gsm7,
    /// Sixteen bits a character; one letter outside GSM-7 is enough.
    Ucs2,
}

impl Encoding {
    /// Units in one message alone, and in each of several: joining takes a
    /// header of 6 bytes (3GPP TS 23.040, 9.2.3.24.1).
    const fn room(self) -> (usize, usize) {
        match self {
            Encoding::Gsm7 => (160, 153),
            Encoding::Ucs2 => (70, 67),
        }
    }
}

/// A text message, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sms {
    /// The text.
    pub text: String,
    /// How it is sent.
    pub encoding: Encoding,
    /// Characters as the network counts them.
    pub units: usize,
    /// Messages it takes.
    pub segments: usize,
}

/// GSM-7's alphabet.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                     ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// What GSM-7 writes with an escape before it, as two characters.
const EXTENDED: &str = "^{}\\[~]|€";

impl Sms {
    /// Counts `text`.
    #[must_use]
    pub fn new(text: String) -> Self {
        let gsm7 = text.chars().try_fold(0usize, |sum, c| {
            if BASIC.contains(c) { Some(sum + 1) } else { EXTENDED.contains(c).then_some(sum + 2) }
        });
        let (encoding, sizes): (_, Vec<usize>) = match gsm7 {
            Some(_) => {
                let size = |c| if EXTENDED.contains(c) { 2 } else { 1 };
                (Encoding::Gsm7, text.chars().map(size).collect())
            }
            None => (Encoding::Ucs2, text.chars().map(char::len_utf16).collect()),
        };
        let units = sizes.iter().sum();
        let (alone, joined) = encoding.room();
        let segments = if units <= alone { 1 } else { fill(&sizes, joined) };
        Sms { text, encoding, units, segments }
    }
}

/// Messages of `room` units for characters of these sizes, none cut in two.
fn fill(sizes: &[usize], room: usize) -> usize {
    let mut segments = 1;
    let mut used = 0;
    for size in sizes {
        if used + size > room {
            segments += 1;
            used = 0;
        }
        used += size;
    }
    segments
}

/// The same text without Vietnamese accents, so that GSM-7 can write it.
#[must_use]
pub fn unaccented(text: &str) -> String {
    text.nfd()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            '“' | '”' | '„' => '"',
            '‘' | '’' => '\'',
            '–' | '—' | '−' => '-',
            '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
            c => c,
        })
        .nfc()
        .flat_map(|c| if c == '…' { vec!['.'; 3] } else { vec![c] })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_d_with_a_stroke_makes_the_whole_message_wide() {
        let sms = Sms::new("Dong BHXH di".into());
        assert_eq!((sms.encoding, sms.units, sms.segments), (Encoding::Gsm7, 12, 1));
        let sms = Sms::new("Đong BHXH di".into());
        assert_eq!((sms.encoding, sms.units, sms.segments), (Encoding::Ucs2, 12, 1));
    }

    #[test]
    fn segments_at_their_limits() {
        let segments = |c: &str, n| Sms::new(c.repeat(n)).segments;
        assert_eq!(
            [segments("a", 160), segments("a", 161), segments("a", 306), segments("a", 307)],
            [1, 2, 2, 3]
        );
        assert_eq!(
            [segments("đ", 70), segments("đ", 71), segments("đ", 134), segments("đ", 135)],
            [1, 2, 2, 3]
        );
        // An escaped character is never cut: 76 pairs fit 153, not 76.5.
        assert_eq!(segments("€", 153), 3);
    }

    #[test]
    fn accents_go_and_letters_stay() {
        let plain = unaccented("Đóng hôm nay, “an nhàn” ngày mai – 1.500.000 đồng…");
        assert_eq!(plain, "Dong hom nay, \"an nhan\" ngay mai - 1.500.000 dong...");
        assert_eq!(Sms::new(plain).encoding, Encoding::Gsm7);
    }
}
