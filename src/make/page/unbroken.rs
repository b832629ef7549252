//! Addresses and telephone numbers in rich text, which no line is to break:
//! they are compared character by character, and dialled.

use std::borrow::Cow;

use crate::edition::show::Inline;

/// The fewest digits of a telephone number: those of a hotline.
const FEWEST_DIGITS: usize = 8;

/// Whether the words of a link are an address: of the web, or of e-mail.
pub(super) fn is_address(words: &[Inline]) -> bool {
    matches!(words, [Inline::Text { v }] if v.contains(['.', '@']) && !v.contains(char::is_whitespace))
}

/// Marks the telephone numbers that are written in groups of digits.
pub(super) fn numbers(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(start) = html[at..].find(|c: char| c.is_ascii_digit()).map(|i| at + i) {
        let number = grouped(&html[start..]);
        at = start + number.len();
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        if number.contains(' ') && digits >= FEWEST_DIGITS {
            out.push_str(&html[copied..start]);
            out.push_str("<span class=\"addr\">");
            out.push_str(number);
            out.push_str("</span>");
            copied = at;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

/// The digits that a text begins with, and the groups after single spaces.
fn grouped(text: &str) -> &str {
    let mut end = 0;
    for (i, c) in text.char_indices() {
        match c {
            _ if c.is_ascii_digit() => end = i + 1,
            ' ' if end == i => {}
            _ => break,
        }
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn numbers_to_dial_hold_together_and_figures_are_left_alone() {
        assert_eq!(numbers("Gọi 1900 9068."), "Gọi <span class=\"addr\">1900 9068</span>.");
        for text in ["", "15 năm", "1.500.000 đồng", "năm 2025 20 người", "01/07/2025", "0  9"]
        {
            assert_eq!(numbers(text), text);
        }
    }
}
