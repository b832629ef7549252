//! The sentence around a place in a text as it is written, in YAML or in
//! Markdown.

use std::ops::Range;

/// What ends a sentence, before a space.
const ENDS: [char; 5] = ['.', '!', '?', '…', ';'];

/// The sentence around the bytes `at` of `text`: it ends at a line's end in
/// Markdown's and YAML's sense (an empty line, or a line that begins a list,
/// a table's row or a heading) or at a full stop.
pub(super) fn sentence(text: &str, at: Range<usize>) -> Range<usize> {
    let start = line_start(text, at.start);
    let end = line_end(text, at.end);
    let start = start
        + text[start..at.start]
            .char_indices()
            .zip(text[start..at.start].chars().skip(1).chain([' ']))
            .filter(|((_, c), next)| ENDS.contains(c) && next.is_whitespace())
            .map(|((i, c), _)| i + c.len_utf8())
            .last()
            .unwrap_or(0);
    let rest = &text[at.end..end];
    let end = rest
        .char_indices()
        .zip(rest.chars().skip(1).chain([' ']))
        .find(|((_, c), next)| ENDS.contains(c) && next.is_whitespace())
        .map_or(end, |((i, c), _)| at.end + i + c.len_utf8());
    trim(text, start..end)
}

/// Without the quotes, list signs and spaces around it.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let is_mark =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '-' | '*' | '#' | '>' | '|');
    let start = range.start + (inner.len() - inner.trim_start_matches(is_mark).len());
    let end = range.start + inner.trim_end_matches([' ', '\n', '\r', '"', '\'', '|']).len();
    start..end.max(start)
}

fn line_start(text: &str, at: usize) -> usize {
    let mut start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    while start > 0 && !begins_anew(&text[start..]) {
        let before = text[..start - 1].rfind('\n').map_or(0, |i| i + 1);
        if text[before..start].trim().is_empty() {
            break;
        }
        start = before;
    }
    start
}

fn line_end(text: &str, at: usize) -> usize {
    let mut end = at;
    loop {
        end = match text[end..].find('\n') {
            Some(i) => end + i,
            None => return text.len(),
        };
        let next = &text[end + 1..];
        let is_blank = next.lines().next().is_none_or(|line| line.trim().is_empty());
        if is_blank || begins_anew(next) {
            return end;
        }
        end += 1;
    }
}

/// Whether a line begins something of its own.
fn begins_anew(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['-', '*', '#', '>', '|'])
        || (number.len() < line.len() && number.starts_with(". "))
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_sentence_is_what_a_reader_calls_one() {
        let of = |text: &str| {
            let at = text.find("{{").unwrap_or(0);
            text[sentence(text, at..at + 7)].to_string()
        };
        assert_eq!(of("Một. Hai {{ a }} ba. Bốn."), "Hai {{ a }} ba.");
        assert_eq!(of("\"Đóng {{ a }} mỗi tháng\""), "Đóng {{ a }} mỗi tháng");
        assert_eq!(
            of("Mức 1.500.000 đồng, tức {{ a }}.\n\nSau."),
            "Mức 1.500.000 đồng, tức {{ a }}."
        );
        assert_eq!(of("- Một\n- Hai {{ a }}\n- Ba"), "Hai {{ a }}");
        assert_eq!(
            of("Câu dài\n  nối {{ a }}\n  xuống dòng. Hết."),
            "Câu dài\n  nối {{ a }}\n  xuống dòng."
        );
        assert_eq!(of("| Một | {{ a }} |\n| Hai | x |"), "Một | {{ a }}");
    }
}
