//! What a merge left in a file: two versions of one passage between markers.
//! Which of them counts is anybody's guess, so it is one fault, and what lies
//! between the markers says nothing more.

use std::borrow::Cow;
use std::ops::Range;

use crate::diag::{Diagnostic, FileId, Id, Message, Span, TextKey};

/// How long a marker is; bytes.
const MARKER: usize = 7;

/// The places of a text that a merge left, from their first marker to the end
/// of the last; one that is never closed runs to the end of the text.
#[must_use]
pub fn conflicts(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if is_marker(line) {
            match found.last_mut().filter(|_| is_open && !line.starts_with('<')) {
                Some(last) => last.end = end,
                None => found.push(at..end),
            }
            is_open = !line.starts_with('>');
        }
        at = end;
    }
    if let Some(last) = found.last_mut().filter(|_| is_open) {
        last.end = text.len();
    }
    found
}

/// The fault of one whose first marker stands at byte `at` of a file. What it
/// is in cannot be read, so it is an error whatever the kit says.
#[must_use]
pub fn conflict(file: FileId, at: usize) -> Diagnostic {
    Diagnostic::new(Id::MergeConflict, Span::new(file, at, at + MARKER))
        .hint(Message::new(TextKey::HINT_CONFLICT))
        .firm()
}

/// A text in which the lines that a merge left are blank, byte for byte.
#[must_use]
pub fn without_markers(text: &str) -> Cow<'_, str> {
    let conflicts = conflicts(text);
    if conflicts.is_empty() {
        return text.into();
    }
    let mut blank = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let within = conflicts.iter().any(|conflict| conflict.contains(&blank.len()));
        match within && (is_marker(line) || line.trim_end() == "=======") {
            true => blank.extend(line.bytes().map(|byte| match byte {
                b'\n' | b'\r' => char::from(byte),
                _ => ' ',
            })),
            false => blank.push_str(line),
        }
    }
    blank.into()
}

/// Whether a line is a marker that a merge leaves behind.
fn is_marker(line: &str) -> bool {
    let line = line.trim_end();
    ["<<<<<<<", ">>>>>>>", "|||||||"].iter().any(|marker| {
        let rest = line.strip_prefix(marker);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conflict_is_one_from_its_first_marker_to_its_last() {
        let one = "<<<<<<< HEAD\nà\n||||||| gốc\nb\n=======\nc\n>>>>>>> nhánh\n";
        let text = format!("a\n{one}d\n=======\n{one}");
        let last = text.len() - one.len();
        assert_eq!(conflicts(&text), [2..2 + one.len(), last..text.len()]);
        let blank = without_markers(&text);
        assert_eq!(blank.len(), text.len());
        assert_eq!(
            blank.split_whitespace().collect::<Vec<_>>(),
            ["a", "à", "b", "c", "d", "=======", "à", "b", "c"]
        );
        assert_eq!(conflicts("a\n>>>>>>> x\nb\n").first(), Some(&(2..12)));
        assert_eq!(conflicts("a\n<<<<<<< x\nb\n").first(), Some(&(2..14)));
        assert!(conflicts("a\n<<<<<<<<\n=======\n").is_empty());
    }
}
