//! Front matter: the YAML between two `---` lines at the top of a Markdown
//! file, and the body after it, each with its place in the file.

use std::ops::Range;

use crate::diag::{Diagnostic, Diagnostics, FileId, Files, Id, Span, TextKey};

use super::yaml::{self, Node, Value};

/// A Markdown file in its two parts.
#[derive(Debug, Clone)]
pub struct Document {
    /// The front matter; an empty map where there is none.
    pub front: Node,
    /// Where the body stands.
    pub body: Span,
}

/// Splits and parses a registered file.
pub fn split(file: FileId, files: &Files, out: &mut Diagnostics) -> Option<Document> {
    let text: &str = &files.get(file).text;
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let empty = Node { span: Span::new(file, bom, bom), value: Value::Map(Vec::new()) };
    let Some(opening) = opening(text) else {
        // Two versions of the whole: reported with the file.
        if yaml::conflicts(text).first().is_some_and(|found| found.start == bom) {
            return None;
        }
        return Some(Document { front: empty, body: Span::new(file, bom, text.len()) });
    };
    let Some(closing) = closing(text, opening) else {
        out.push(
            Diagnostic::new(Id::InvalidYaml, Span::new(file, bom, bom + 3))
                .text(TextKey::FRONT_MATTER_OPEN),
        );
        return None;
    };
    let body = Span::new(file, closing.end, text.len());
    let mut found = Diagnostics::default();
    let front = yaml::parse(&text[opening..closing.start], file, opening, &mut found);
    let failed = !found.list().is_empty();
    out.extend(found.into_list());
    match front {
        Some(front) => Some(Document { front, body }),
        None if failed => None,
        None => Some(Document { front: empty, body }),
    }
}

/// Where the body of a Markdown file begins; none where that cannot be said.
#[must_use]
pub fn body(text: &str) -> Option<usize> {
    match opening(text) {
        Some(opening) => closing(text, opening).map(|closing| closing.end),
        None if yaml::conflicts(text).first().is_some_and(|found| found.start <= 3) => None,
        None => Some(0),
    }
}

/// Where the front matter begins, if there is any.
fn opening(text: &str) -> Option<usize> {
    let line = text.split_inclusive('\n').next()?;
    (line.trim_start_matches('\u{feff}').trim_end() == "---").then_some(line.len())
}

/// The line that ends the front matter.
fn closing(text: &str, opening: usize) -> Option<Range<usize>> {
    let mut at = opening;
    text[opening..].split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        (line.trim_end() == "---").then_some(start..at)
    })
}
