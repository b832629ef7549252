//! `lost-text` in texts that are plain and in what both kinds of text share:
//! marks of Markdown where nothing reads them, placeholders with single
//! braces, comments of YAML that eat a text, cells beyond a table's columns.

use std::collections::HashSet;
use std::ops::Range;

use crate::catalog::{Body, Contacts, InfoBody, Kit};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Severity, Span, TextKey};
use crate::edition::Edition;

mod markup;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let kit = edition.kit;
    let guides = kit.audiences.iter().filter_map(|audience| audience.guide.as_ref());
    let guides: HashSet<Span> = guides.flat_map(|g| g.iter()).map(|(_, text)| text.span).collect();
    for span in kit.texts.iter().flat_map(|text| &text.spans) {
        let written = edition.text(*span);
        braces(kit, *span, written, out);
        let file = edition.content.files.get(span.file);
        // A body runs to the end of its file; what stands in front matter
        // never does.
        let is_body = file.path.ends_with(".md") && span.range().end == file.text.len();
        if is_body || guides.contains(span) {
            continue;
        }
        for found in markup::found(written) {
            let place = span.slice(found.range.start, found.range.end);
            let hint = match found.instead {
                Some(text) => Message::new(TextKey::HINT_WRITE).with("text", text),
                None => Message::new(TextKey::HINT_NO_MARKUP),
            };
            let lost = Diagnostic::new(Id::LostText, place).text(TextKey::LOST_MARKUP);
            out.push(lost.with("marks", found.marks).hint(hint));
        }
        let after = file.text.get(span.range().end..).unwrap_or_default();
        comment(*span, written, after, out);
    }
    for item in kit.items.iter() {
        let Body::Infographic(infographic) = &item.body else { continue };
        for block in &infographic.blocks {
            let InfoBody::Table { columns, rows } = &block.body else { continue };
            for row in rows {
                let says = |cell: &&crate::catalog::Cell| {
                    cell.0.iter().any(|(_, text)| !text.raw.trim().is_empty())
                };
                let lost = row.iter().skip(columns.len()).find(says);
                let Some((_, text)) = lost.and_then(|cell| cell.0.iter().next()) else { continue };
                out.push(
                    Diagnostic::new(Id::LostText, text.span)
                        .text(TextKey::LOST_CELLS)
                        .with("columns", columns.len().to_string())
                        .with("cells", row.len().to_string())
                        .hint(Message::new(TextKey::HINT_CELLS_INFOGRAPHIC)),
                );
            }
        }
    }
}

/// `{ fact }` and its like around a name that is known.
fn braces(kit: &Kit, span: Span, written: &str, out: &mut Diagnostics) {
    let is_known = |name: &str| match name.strip_prefix("unit.") {
        Some(field) => Contacts::FIELDS.contains(&field),
        None => kit.declared.has("fact", name),
    };
    for (range, inner) in single(written) {
        let (name, filter) = match inner.split_once('|') {
            Some((name, filter)) => (name.trim(), format!(" | {}", filter.trim())),
            None => (inner, String::new()),
        };
        if is_known(name) {
            let write = format!("{{{{ {name}{filter} }}}}");
            out.push(
                Diagnostic::new(Id::LostText, span.slice(range.start, range.end))
                    .text(TextKey::LOST_BRACES)
                    .hint(Message::new(TextKey::HINT_WRITE).with("text", write)),
            );
        }
    }
}

/// What stands between single braces, braces that are apart, wide ones, or
/// two square brackets; and where.
fn single(text: &str) -> Vec<(Range<usize>, &str)> {
    /// Longer names are none; bytes.
    const LONGEST: usize = 160;
    const OPEN: [char; 3] = ['{', '｛', '['];
    const CLOSE: [char; 3] = ['}', '｝', ']'];
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find(OPEN).map(|open| at + open) {
        let rest = &text[open..];
        let first = rest.chars().next().unwrap_or('{');
        at = open + first.len_utf8();
        if text[..open].ends_with('\\') {
            at += usize::from(text[at..].starts_with('{'));
            continue;
        }
        if rest.starts_with("{{") {
            // A placeholder, or two braces that never close: said elsewhere.
            at = rest.find("}}").map_or(open + 2, |close| open + close + 2);
            continue;
        }
        if first == '[' && !rest.starts_with("[[") {
            continue;
        }
        let Some(close) = rest.find(CLOSE).filter(|close| *close < LONGEST) else { continue };
        let inner = rest[..close].trim_matches(|c: char| OPEN.contains(&c) || c.is_whitespace());
        let tail = rest[close..].trim_start_matches(|c: char| CLOSE.contains(&c) || c == ' ');
        let whole = rest[..rest.len() - tail.len()].trim_end();
        found.push((open..open + whole.len(), inner));
        at = open + whole.len();
    }
    found
}

/// A comment right behind a text without quotes: it looks like the rest of
/// the text where it does not stand apart from it.
fn comment(span: Span, written: &str, after: &str, out: &mut Diagnostics) {
    if written.starts_with(['"', '\'', '|', '>']) || written.is_empty() {
        return;
    }
    let line = after.lines().next().unwrap_or_default();
    let rest = line.trim_start_matches([' ', '\t']);
    let words = rest.strip_prefix('#').unwrap_or_default();
    // Two spaces before the sign and one behind it are how comments are set.
    let is_set = line.len() - rest.len() > 1 && words.starts_with(' ');
    if rest.len() == line.len() || is_set || !words.contains(|c: char| c.is_alphanumeric()) {
        return;
    }
    let start = written.len() + line.len() - rest.len();
    let whole = format!("\"{} {}\"", written.trim().replace('"', "\\\""), rest.trim_end());
    out.push(
        Diagnostic::new(Id::LostText, span.slice(start, start + rest.trim_end().len()))
            .text(TextKey::LOST_COMMENT)
            // It may be meant as a comment.
            .weighing(Severity::Warning)
            .hint(Message::new(TextKey::HINT_WRITE).with("text", whole)),
    );
}

#[cfg(test)]
mod tests {
    use super::single;

    #[test]
    fn braces_that_are_no_placeholder() {
        let of = |text| single(text).into_iter().map(|(r, n)| (&text[r], n)).collect::<Vec<_>>();
        assert_eq!(of("là { muc-a } nhé"), [("{ muc-a }", "muc-a")]);
        assert_eq!(of("là { { muc-a } } nhé"), [("{ { muc-a } }", "muc-a")]);
        assert_eq!(of("là {muc-a}} nhé"), [("{muc-a}}", "muc-a")]);
        assert_eq!(of("là ｛muc-a｝"), [("｛muc-a｝", "muc-a")]);
        assert_eq!(of("là [[muc-a]]"), [("[[muc-a]]", "muc-a")]);
        assert_eq!(of("là {{ muc-a }} và \\{{ x }} và [a](b) {"), []);
    }
}
