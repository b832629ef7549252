//! What is wrong with a YAML text, in an editor's words: the parser's errors,
//! and before them the mistakes of every day, which are looked for around the
//! place where the parser stopped and named where they were made.

use granit_parser::ErrorKind;

use crate::diag::{Diagnostic, FileId, Id, Message, Span, TextKey};

/// A syntax error: where it is, and which text says so.
pub(super) struct Fault {
    /// Where the parser stopped, in bytes.
    pub(super) at: usize,
    /// How many bytes it is about.
    width: usize,
    /// The text's key.
    pub(super) text: TextKey,
    /// The parser's own words, where ours have none.
    pub(super) detail: String,
}

impl Fault {
    pub(super) fn new(at: usize, width: usize, text: TextKey) -> Self {
        Fault { at, width, text, detail: String::new() }
    }

    /// The diagnostic of the mistake behind the fault, or of the fault itself.
    pub(super) fn diagnostic(&self, text: &str, file: FileId, offset: usize) -> Diagnostic {
        let of = |at: usize, width: usize, key| {
            let span = Span::new(file, offset + at, offset + at + width);
            Diagnostic::new(Id::InvalidYaml, span).text(key)
        };
        if let Some(mistake) = mistake(text, self.at) {
            let diagnostic = of(mistake.at, mistake.width, mistake.text);
            return match mistake.hint {
                Some(hint) => diagnostic.hint(hint),
                None => diagnostic,
            };
        }
        let diagnostic = of(self.at, self.width, self.text);
        if self.text == TextKey::INVALID_YAML {
            diagnostic.with("detail", &self.detail)
        } else {
            diagnostic
        }
    }
}

/// The text for the faults that editors make; the parser's own words for the
/// rest.
pub(super) fn cause(kind: &ErrorKind) -> TextKey {
    use ErrorKind as K;
    match kind {
        K::UnclosedFlowCollection { .. }
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping
        | K::ExpectedFlowMappingSeparator
        | K::ExpectedFlowSequenceSeparator => TextKey::YAML_OPEN_BRACKET,
        K::MisplacedFlowCollectionEnd | K::MismatchedFlowCollectionEnd { .. } => {
            TextKey::YAML_STRAY_BRACKET
        }
        K::UnclosedQuotedScalar | K::InvalidQuotedScalarIndent => TextKey::YAML_OPEN_QUOTE,
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => {
            TextKey::YAML_AFTER_QUOTE
        }
        K::TabNotAllowed | K::TabInBlockIndentation | K::TabInIndentation | K::TabInPlainScalar => {
            TextKey::YAML_TAB
        }
        K::SimpleKeyExpected
        | K::InvalidSimpleKey
        | K::ExpectedBlockMappingKey
        | K::MappingKeyNotAllowed
        | K::MappingValueNotAllowed
        | K::InvalidColonPlacement => TextKey::YAML_KEY,
        K::InvalidIndentation | K::ExpectedBlockSequenceEntry => TextKey::YAML_INDENTATION,
        K::UnknownAnchor => TextKey::YAML_ALIAS,
        _ => TextKey::INVALID_YAML,
    }
}

/// A mistake of every day, where it was made.
struct Mistake {
    at: usize,
    width: usize,
    text: TextKey,
    hint: Option<Message>,
}

/// The mistake behind a fault at byte `at`: on its line, the one before (the
/// parser may stop at the next key) and the one after (or at a line's end),
/// then anywhere above, where only what no sound line has is looked for.
fn mistake(text: &str, at: usize) -> Option<Mistake> {
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push((start, line.trim_end_matches(['\n', '\r'])));
        start += line.len();
    }
    let here = lines.partition_point(|(start, _)| *start <= at).saturating_sub(1);
    let before = (0..here).rev().find(|i| !lines[*i].1.trim().is_empty());
    let near = [Some(here), before, Some(here + 1)];
    let near = near.into_iter().flatten().filter_map(|i| lines.get(i));
    let on = |(start, line): &(usize, &str), look: fn(&str) -> Option<Mistake>| {
        look(line).map(|mistake| Mistake { at: start + mistake.at, ..mistake })
    };
    near.clone()
        .find_map(|line| on(line, spacing))
        .or_else(|| near.clone().find_map(|line| on(line, quoting)))
        .or_else(|| lines[..lines.len().min(here)].iter().find_map(|line| on(line, spacing)))
}

/// Spaces that are not a space: copied from a word processor or a web page.
pub(super) fn is_odd_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2000}'..='\u{200b}' | '\u{202f}' | '\u{3000}' | '\u{feff}')
}

/// Mistakes in the white space that YAML reads as structure.
fn spacing(line: &str) -> Option<Mistake> {
    let indent =
        line.len() - line.trim_start_matches(|c: char| c.is_whitespace() || is_odd_space(c)).len();
    let odd = |at: usize| {
        let width = line[at..].chars().next().map_or(1, char::len_utf8);
        let hint = Some(Message::new(TextKey::HINT_NO_BREAK_SPACE));
        Some(Mistake { at, width, text: TextKey::YAML_ODD_SPACE, hint })
    };
    if let Some(at) = line[..indent].find('\t') {
        return Some(Mistake {
            at,
            width: 1,
            text: TextKey::YAML_TAB,
            hint: Some(Message::new(TextKey::HINT_TAB)),
        });
    }
    if let Some(at) = line[..indent].find(is_odd_space) {
        return odd(at);
    }
    let words = &line[indent..];
    if words.starts_with('#') {
        return None;
    }
    let after_dash = words.strip_prefix('-');
    if after_dash.is_some_and(|rest| rest.starts_with(is_odd_space)) {
        return odd(indent + 1);
    }
    if let Some(colon) = words.find(':')
        && words[colon + 1..].starts_with(is_odd_space)
        && !words[..colon].contains(['"', '\'', ' '])
    {
        return odd(indent + colon + 1);
    }
    let is_word = |c: char| c.is_alphanumeric() || "\"'{[“".contains(c);
    if let Some(rest) = after_dash.filter(|rest| rest.starts_with(is_word)) {
        let hint = Message::new(TextKey::HINT_WRITE).with("text", format!("- {rest}"));
        return Some(Mistake { at: indent, width: 1, text: TextKey::YAML_DASH, hint: Some(hint) });
    }
    None
}

/// Texts that need quotes and have none.
fn quoting(line: &str) -> Option<Mistake> {
    if line.trim_start().starts_with('#') {
        return None;
    }
    if let Some(commented) = commented(line) {
        return Some(commented);
    }
    values(line).into_iter().find_map(|(at, value)| {
        let quoted = |text: &str| {
            let text = text.replace('\\', "\\\\").replace('"', "\\\"");
            Some(Message::new(TextKey::HINT_WRITE).with("text", format!("\"{text}\"")))
        };
        let first = value.chars().next()?;
        let width = first.len_utf8();
        if value.starts_with("{{") {
            let hint = quoted(value);
            return Some(Mistake { at, width: 2, text: TextKey::PLACEHOLDER_NOT_QUOTED, hint });
        }
        if "“”„‘’".contains(first) {
            let hint = quoted(value.trim_matches(|c| "“”„‘’".contains(c)));
            return Some(Mistake { at, width, text: TextKey::YAML_SMART_QUOTES, hint });
        }
        if "*&@`%!".contains(first) {
            return Some(Mistake {
                at,
                width,
                text: TextKey::YAML_SPECIAL_START,
                hint: quoted(value),
            });
        }
        let colon = value.find(": ").or_else(|| value.strip_suffix(':').map(str::len))?;
        let is_plain = !"\"'{[|>".contains(first);
        is_plain.then(|| Mistake {
            at: at + colon,
            width: 1,
            text: TextKey::YAML_COLON,
            hint: quoted(value),
        })
    })
}

/// A word in an open bracket that a `#` makes a comment: `[#AnSinh, BHXH]`.
fn commented(line: &str) -> Option<Mistake> {
    line.match_indices('#').find_map(|(at, _)| {
        let before = &line[..at];
        let is_open = before.matches('[').count() > before.matches(']').count();
        let is_text = before.matches(['"', '\'']).count() % 2 == 1;
        let is_first = before.trim_end().ends_with(['[', ',']);
        let rest = &line[at + 1..];
        let word = &rest[..rest.find([',', ']', ' ']).unwrap_or(rest.len())];
        let is_word = word.starts_with(char::is_alphanumeric);
        (is_open && !is_text && is_first && is_word).then(|| Mistake {
            at,
            width: 1 + word.len(),
            text: TextKey::YAML_COMMENTED,
            hint: Some(Message::new(TextKey::HINT_WRITE).with("text", word)),
        })
    })
}

/// The values on a line and where they begin: after a key, after a dash, and
/// each within braces.
fn values(line: &str) -> Vec<(usize, &str)> {
    let indent = line.len() - line.trim_start().len();
    let mut start = indent;
    while let Some(rest) = line[start..].strip_prefix("- ") {
        start += 2 + rest.len() - rest.trim_start().len();
    }
    let rest = &line[start..];
    let mut found = Vec::new();
    // A key is one word; what stands before a later colon is a sentence.
    let key = rest.split_once(':').filter(|(key, _)| {
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-".contains(c))
    });
    let value = match key {
        Some((key, after)) if after.is_empty() || after.starts_with(' ') => {
            start + key.len() + 1 + (after.len() - after.trim_start().len())
        }
        _ => start,
    };
    let text = line[value..].trim_end();
    if text.starts_with('{') && !text.starts_with("{{") || text.starts_with('[') {
        let inner = text.rfind('{').filter(|at| !text[..*at].ends_with('{')).unwrap_or(0);
        // `{{ x }}` inside braces begins at the first of the two.
        let inner = text.find(": {{").map_or(inner, |_| 0);
        let mut at = value + inner + 1;
        for part in text[inner + 1..].split(", ") {
            let gap = part.len() - part.trim_start_matches(['{', ' ']).len();
            let pair = &part[gap..];
            if let Some((key, rest)) = pair.split_once(": ") {
                let text = rest.trim_end_matches(['}', ']', ' ']);
                let text = if rest.starts_with("{{") { rest.trim_end_matches(' ') } else { text };
                found.push((at + gap + key.len() + 2, text));
            }
            at += part.len() + 2;
        }
    } else if !text.is_empty() {
        found.push((value, text));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(line: &str) -> Option<(usize, TextKey)> {
        spacing(line).or_else(|| quoting(line)).map(|mistake| (mistake.at, mistake.text))
    }

    #[test]
    fn the_mistakes_of_every_day_are_found_where_they_are() {
        assert_eq!(mistakes("  headline: Chú ý: nhé"), Some((19, TextKey::YAML_COLON)));
        assert_eq!(
            mistakes("  text: {vi: {headline: Chú ý: nhé}}"),
            Some((31, TextKey::YAML_COLON))
        );
        assert_eq!(mistakes("\t- id: a"), Some((0, TextKey::YAML_TAB)));
        assert_eq!(mistakes("  \u{a0}vi: x"), Some((2, TextKey::YAML_ODD_SPACE)));
        assert_eq!(mistakes("-\u{a0}id: x"), Some((1, TextKey::YAML_ODD_SPACE)));
        assert_eq!(mistakes("  headline:\u{a0}x"), Some((11, TextKey::YAML_ODD_SPACE)));
        assert_eq!(mistakes("  headline: “Chú ý: x”"), Some((12, TextKey::YAML_SMART_QUOTES)));
        assert_eq!(mistakes("  headline: *Quan trọng*"), Some((12, TextKey::YAML_SPECIAL_START)));
        assert_eq!(mistakes("  - *x"), Some((4, TextKey::YAML_SPECIAL_START)));
        assert_eq!(mistakes("  text: {headline: *x}"), Some((19, TextKey::YAML_SPECIAL_START)));
        assert_eq!(mistakes("hashtags: [#AnSinh, BHXH]"), Some((11, TextKey::YAML_COMMENTED)));
        assert_eq!(mistakes("hashtags: [BHXH, #AnSinh]"), Some((17, TextKey::YAML_COMMENTED)));
        assert_eq!(mistakes("-id: chao"), Some((0, TextKey::YAML_DASH)));
        assert_eq!(
            mistakes("  headline: {{ x }} mỗi tháng"),
            Some((12, TextKey::PLACEHOLDER_NOT_QUOTED))
        );
        assert_eq!(
            mistakes("  t: {headline: {{ x }}}"),
            Some((16, TextKey::PLACEHOLDER_NOT_QUOTED))
        );
        for sound in [
            "- id: a",
            "  headline: \"Chú ý: nhé\"",
            "# ghi chú: một: hai",
            "  url: https://kit.example/",
            "  text: {vi: {headline: Chào}}",
            "---",
            "hashtags: [\"#AnSinh\", BHXH] # ghi chú",
            "hashtags: [AnSinh, # ghi chú",
            "  - {value: 1, from: 2026-01-01}",
        ] {
            assert_eq!(mistakes(sound), None, "{sound}");
        }
    }
}
