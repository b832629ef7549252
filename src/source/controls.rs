//! Characters that nobody sees: control characters and marks of direction,
//! which spoil a text, and joiners, which only some scripts need. They are
//! reported where they stand, and what is read has signs in their place.

use std::borrow::Cow;

use crate::diag::{Diagnostic, Diagnostics, FileId, Id, Message, Span, TextKey};

/// Stands for `\{{` while Markdown is parsed: no text may hold it.
pub(super) const RESERVED: char = '\u{e000}';

/// What an unseen character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// No text has it.
    Control,
    /// A letter that an encoding lost.
    Replacement,
    /// Some scripts need it.
    Joiner,
}

fn kind(c: char) -> Option<Kind> {
    match c {
        '\t' | '\n' | '\r' => None,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some(Kind::Control),
        '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => {
            Some(Kind::Control)
        }
        '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0001}' => Some(Kind::Control),
        RESERVED => Some(Kind::Control),
        '\u{fffd}' => Some(Kind::Replacement),
        '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{180e}' | '\u{61c}' => {
            Some(Kind::Joiner)
        }
        _ => None,
    }
}

/// Whether a text holds a character that no text should.
pub(super) fn has_control(text: &str) -> Option<char> {
    text.chars().find(|c| kind(*c) == Some(Kind::Control))
}

/// The first joiner of a text that nothing in it needs.
pub(super) fn has_joiner(text: &str) -> Option<char> {
    let mut joiners = text.char_indices().filter(|(_, c)| kind(*c) == Some(Kind::Joiner));
    joiners.find(|(at, c)| !is_needed(text, *at, *c)).map(|(_, c)| c)
}

/// Whether a text holds the sign that stands for a letter that was lost.
pub(super) fn has_replacement(text: &str) -> Option<char> {
    text.chars().find(|c| kind(*c) == Some(Kind::Replacement))
}

/// The fault of such a sign at a place.
pub(super) fn replacement(c: char, span: Span) -> Diagnostic {
    said(c, TextKey::LOST_REPLACEMENT, span)
}

/// The fault of such a joiner at a place.
pub(super) fn joiner(c: char, span: Span) -> Diagnostic {
    said(c, TextKey::LOST_INVISIBLE, span)
}

/// The fault of a control character at a place.
pub(super) fn control(c: char, span: Span) -> Diagnostic {
    // It is an error whatever the kit says: the text is read without it.
    said(c, TextKey::LOST_CONTROL, span).firm()
}

fn said(c: char, text: TextKey, span: Span) -> Diagnostic {
    Diagnostic::new(Id::LostText, span)
        .text(text)
        .with("code", format!("U+{:04X}", u32::from(c)))
        .hint(Message::new(TextKey::HINT_DELETE_CHARACTER))
}

/// The fault of a character that an entity stands for, between `before` and
/// `after`; none where it may be seen, or a letter of the line needs it.
pub(super) fn entity(c: char, before: &str, after: &str, span: Span) -> Option<Diagnostic> {
    match kind(c)? {
        Kind::Control => Some(control(c, span)),
        Kind::Replacement => Some(replacement(c, span)),
        Kind::Joiner => {
            let before = before.rsplit('\n').next().unwrap_or_default();
            let after = after.split('\n').next().unwrap_or_default();
            let line = format!("{before}{c}{after}");
            (!is_needed(&line, before.len(), c)).then(|| joiner(c, span))
        }
    }
}

/// Reports the unseen characters of a file's text.
pub(super) fn check(text: &str, file: FileId, is_yaml: bool, out: &mut Diagnostics) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // Most lines have nothing of the kind.
        if line.chars().any(|c| kind(c).is_some()) {
            check_line(line, start, file, is_yaml, out);
        }
        start += line.len();
    }
}

fn check_line(line: &str, start: usize, file: FileId, is_yaml: bool, out: &mut Diagnostics) {
    let mut last: Option<(usize, char)> = None;
    for (at, c) in line.char_indices() {
        let Some(kind) = kind(c) else { continue };
        // A run of one character is one fault.
        let is_again = last == Some((at, c));
        last = Some((at + c.len_utf8(), c));
        if is_again {
            continue;
        }
        let span = Span::new(file, start + at, start + at + c.len_utf8());
        match kind {
            Kind::Control => out.push(control(c, span)),
            Kind::Replacement => out.push(replacement(c, span)),
            Kind::Joiner => {
                let is_mark = c == '\u{feff}' && start + at == 0;
                // White space that YAML trips over is its own fault.
                let before = line[..at].trim_end();
                let is_structure = is_yaml && (before.is_empty() || before.ends_with([':', '-']));
                if !is_mark && !is_structure && !is_needed(line, at, c) {
                    out.push(said(c, TextKey::LOST_INVISIBLE, span));
                }
            }
        }
    }
}

/// Whether the script or the emoji around a joiner needs it.
fn is_needed(line: &str, at: usize, c: char) -> bool {
    let (before, after) = (&line[..at], &line[at + c.len_utf8()..]);
    if c == '\u{200d}' {
        let passed = |c: &char| matches!(*c, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
        let left = before.chars().rev().find(|c| !passed(c)).is_some_and(is_emoji);
        if left && after.chars().next().is_some_and(is_emoji) {
            return true;
        }
    }
    let letter = |c: &char| c.is_alphabetic();
    before.chars().rev().find(letter).is_some_and(is_joined)
        || after.chars().find(letter).is_some_and(is_joined)
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{a9}' | '\u{ae}' | '\u{200d}' | '\u{203c}'..='\u{2049}')
        || matches!(c, '\u{2122}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}')
        || matches!(c, '\u{1f000}'..='\u{1faff}')
}

/// Whether a letter is of a script that is written without spaces between
/// words or joins its letters.
fn is_joined(c: char) -> bool {
    matches!(c,
        // Hebrew, Arabic, Syriac and their neighbours.
        '\u{590}'..='\u{8ff}'
        // India's, Thai, Lao, Tibetan, Myanmar.
        | '\u{900}'..='\u{109f}'
        // The Philippines', Khmer, Mongolian.
        | '\u{1700}'..='\u{18af}'
        // Limbu, Tai Le, Tai Lue, Buginese, Tai Tham, Balinese, Lepcha.
        | '\u{1900}'..='\u{1c4f}'
        // Chinese and Japanese.
        | '\u{3005}'..='\u{9fff}'
        // Syloti, Phags-pa, Saurashtra, Kayah, Rejang, Javanese, Cham, Tai Viet.
        | '\u{a800}'..='\u{aaff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}'
        | '\u{11000}'..='\u{11fff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// A text in which signs stand for control characters, as many bytes long.
pub(super) fn masked(text: &str) -> Cow<'_, str> {
    if has_control(text).is_none() {
        return text.into();
    }
    let mut masked = String::with_capacity(text.len());
    for c in text.chars() {
        masked.push_str(match (kind(c), c.len_utf8()) {
            (Some(Kind::Control), 1) => "?",
            (Some(Kind::Control), 2) => "¿",
            (Some(Kind::Control), 3) => "\u{fffd}",
            (Some(Kind::Control), _) => "¿¿",
            _ => {
                masked.push(c);
                continue;
            }
        });
    }
    masked.into()
}

/// A text that was read, with line ends of one kind: a carriage return by
/// itself, which only an escape or an entity can make, ends a line too.
pub(super) fn one_line_end(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return text.into();
    }
    text.replace("\r\n", "\n").replace('\r', "\n").into()
}

/// Where a quoted text of YAML writes a character by an escape; counted from
/// the beginning of `written`.
pub(super) fn escape(written: &str, c: char) -> Option<std::ops::Range<usize>> {
    let code = u32::from(c);
    let short = match c {
        '\0' => "\\0",
        '\u{7}' => "\\a",
        '\u{8}' => "\\b",
        '\u{b}' => "\\v",
        '\u{c}' => "\\f",
        '\u{1b}' => "\\e",
        '\u{85}' => "\\N",
        '\u{2028}' => "\\L",
        '\u{2029}' => "\\P",
        _ => "",
    };
    let long = [format!("\\x{code:02x}"), format!("\\u{code:04x}"), format!("\\U{code:08x}")];
    let forms = long.iter().map(String::as_str).chain((!short.is_empty()).then_some(short));
    forms
        .filter_map(|form| {
            // Letters of a code may be capitals, those of the escape not.
            let is_form = |part: &str| match form.get(2..) {
                Some(digits) if !digits.is_empty() => {
                    part.starts_with(&form[..2]) && part[2..].eq_ignore_ascii_case(digits)
                }
                _ => part == form,
            };
            let starts = written.match_indices('\\').map(|(at, _)| at);
            let mut found =
                starts.filter(|at| written.get(*at..at + form.len()).is_some_and(is_form));
            found.next().map(|at| at..at + form.len())
        })
        .min_by_key(|range| range.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<usize> {
        let mut out = Diagnostics::default();
        check(text, FileId(0), false, &mut out);
        out.list().iter().filter_map(|d| Some(d.span?.start as usize)).collect()
    }

    #[test]
    fn unseen_characters_are_found_where_they_are() {
        for c in ['\u{1}', '\u{7f}', '\u{9d}', '\u{202e}', '\u{2066}', '\u{2028}', '\u{fffd}'] {
            let text = format!("Bảo hiểm\nxã{c}hội");
            assert_eq!(places(&text), [text.find(c).expect("there")], "{c:?}");
            let masked = masked(&text);
            assert_eq!(masked.len(), text.len());
            assert_eq!(masked.contains(c), c == '\u{fffd}', "{c:?}");
        }
        for c in ['\u{200b}', '\u{200c}', '\u{200d}', '\u{feff}', '\u{2060}'] {
            assert_eq!(places(&format!("xã{c}hội")), ["xã".len()], "{c:?}");
        }
        for text in [
            "\u{feff}Bảo hiểm\r\n\txã hội",
            "ការ\u{200b}ធានា និង\u{200c}",
            "ꨀꨇꩉ\u{200d}ꨀ",
            "ꪀꪱ\u{200b}ꪣ",
            "👨\u{200d}👩\u{200d}👧 và 🏳️\u{200d}🌈 và 👩🏽\u{200d}⚕️",
        ] {
            assert_eq!(places(text), [] as [usize; 0], "{text}");
        }
    }

    #[test]
    fn escapes_are_found() {
        assert_eq!(escape("\"a\\u202Eb\"", '\u{202e}'), Some(2..8));
        assert_eq!(escape("\"a\\b\"", '\u{8}'), Some(2..4));
        assert_eq!(escape("\"ab\"", '\u{8}'), None);
    }
}
