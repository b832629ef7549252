//! Placeholders: `{{ fact-id }}`, `{{ fact-id | value }}`, `{{ unit.name }}`,
//! and `\{{` for two literal braces. Finds them; what they mean is the
//! catalogue's business.

use std::ops::Range;

/// A placeholder in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder<'t> {
    /// From the first brace to the last, bytes of the text.
    pub range: Range<usize>,
    /// The name between the braces.
    pub name: &'t str,
    /// Where the name stands, bytes of the text.
    pub name_range: Range<usize>,
    /// What follows a `|`, if anything.
    pub filter: Option<&'t str>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Text as it is.
    Text(&'t str),
    /// Two literal braces that were written `\{{`.
    Braces,
    /// A placeholder.
    Placeholder(Placeholder<'t>),
}

/// The pieces of `text`, in order. Braces that never close are text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find("{{") {
        let open = at + found;
        if text[..open].ends_with('\\') {
            push_text(&mut pieces, &text[from..open - 1]);
            pieces.push(Piece::Braces);
            from = open + 2;
            at = from;
            continue;
        }
        let Some(length) = text[open + 2..].find("}}") else { break };
        let inner = &text[open + 2..open + 2 + length];
        let close = open + 2 + length + 2;
        let (name, filter) = match inner.split_once('|') {
            Some((name, filter)) => (name, Some(filter.trim())),
            None => (inner, None),
        };
        let name_start = open + 2 + (name.len() - name.trim_start().len());
        let name = name.trim();
        push_text(&mut pieces, &text[from..open]);
        pieces.push(Piece::Placeholder(Placeholder {
            range: open..close,
            name,
            name_range: name_start..name_start + name.len(),
            filter,
        }));
        from = close;
        at = close;
    }
    push_text(&mut pieces, &text[from..]);
    pieces
}

fn push_text<'t>(pieces: &mut Vec<Piece<'t>>, text: &'t str) {
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
}

/// The placeholders of `text`.
pub fn placeholders(text: &str) -> impl Iterator<Item = Placeholder<'_>> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Placeholder(placeholder) => Some(placeholder),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_names_and_filters() {
        let found: Vec<_> = placeholders("a {{ x-y }} b {{z|value}} {{ open").collect();
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].name, found[0].filter, found[0].name_range.clone()),
            ("x-y", None, 5..8)
        );
        assert_eq!((found[1].name, found[1].filter), ("z", Some("value")));
    }

    #[test]
    fn escaped_braces_are_text() {
        assert_eq!(
            pieces(r"a \{{ x }}"),
            vec![Piece::Text("a "), Piece::Braces, Piece::Text(" x }}")]
        );
    }
}
