//! Front matter: the YAML between two `---` lines at the top of a Markdown
//! file, and the body after it, each with its place in the file.

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
    let rest = &text[bom..];
    let empty = Node { span: Span::new(file, bom, bom), value: Value::Map(Vec::new()) };
    let Some(opening) = first_line(rest).filter(|line| line.trim_end() == "---") else {
        return Some(Document { front: empty, body: Span::new(file, bom, text.len()) });
    };
    let front_start = bom + opening.len();
    let mut at = front_start;
    for line in text[front_start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let body = Span::new(file, at + line.len(), text.len());
            let mut found = Diagnostics::default();
            let front = yaml::parse(&text[front_start..at], file, front_start, &mut found);
            let failed = !found.list().is_empty();
            out.extend(found.list().iter().cloned());
            return match front {
                Some(front) => Some(Document { front, body }),
                None if failed => None,
                None => Some(Document { front: empty, body }),
            };
        }
        at += line.len();
    }
    out.push(
        Diagnostic::new(Id::InvalidYaml, Span::new(file, bom, bom + 3))
            .text(TextKey::FRONT_MATTER_OPEN),
    );
    None
}

fn first_line(text: &str) -> Option<&str> {
    text.split_inclusive('\n').next()
}
