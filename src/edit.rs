//! Writing into YAML files that people keep: new text is spliced in at the
//! places the tree knows, so that comments, order and quoting stay as they
//! were written. Owns splices; hands on the new text, and never touches disk.

use std::ops::Range;

use crate::diag::{Diagnostics, FileId};
use crate::source::yaml::{self, Node, Value};

/// A piece of text that takes the place of a range of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// What is replaced; empty where text is only inserted.
    pub range: Range<usize>,
    /// What stands there instead.
    pub text: String,
}

/// `text` with every splice applied. Splices may come in any order and do
/// not overlap.
#[must_use]
pub fn apply(text: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for splice in splices {
        out.push_str(&text[at..splice.range.start]);
        out.push_str(&splice.text);
        at = splice.range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// The splice that adds `items` (each written `- key: …`, its further lines
/// indented by two) to the end of the list that the file `text` is; `None`
/// where the file is something else, or a list in one line.
#[must_use]
pub fn append_items(text: &str, items: &[String]) -> Option<Splice> {
    let mut faults = Diagnostics::default();
    match &yaml::parse(text, FileId(0), 0, &mut faults) {
        None if faults.list().is_empty() => Some(append_at(text, text.len(), 0, items)),
        Some(node) if matches!(node.value, Value::List(_)) => {
            let in_one_line = text[node.span.start as usize..].starts_with('[');
            (!in_one_line).then(|| append_to_list(text, node, items))
        }
        _ => None,
    }
}

/// The splice that adds `items`, written as for [`append_items`], to the end
/// of `list`, which stands somewhere in `text` with an entry on each line.
#[must_use]
pub fn append_to_list(text: &str, list: &Node, items: &[String]) -> Splice {
    let start = first_dash(text, list).unwrap_or(list.span.start as usize);
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let indent = text[line..start].chars().filter(|c| *c != '\u{feff}').count();
    append_at(text, end_of_items(text, list.span.end as usize, indent), indent, items)
}

/// Where the first dash of `list` stands; `None` for a list in one line. The
/// span of a list no deeper than its key begins behind that dash.
#[must_use]
pub fn first_dash(text: &str, list: &Node) -> Option<usize> {
    let start = list.span.start as usize;
    if ["- ", "-\n", "-\r"].iter().any(|dash| text[start..].starts_with(dash)) {
        return Some(start);
    }
    let before = text[..start].trim_end();
    (before.ends_with('-') && !text[start..].starts_with('[')).then(|| before.len() - 1)
}

fn append_at(text: &str, at: usize, indent: usize, items: &[String]) -> Splice {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut added = String::new();
    if at > 0 && !text[..at].ends_with('\n') {
        added.push_str(newline);
    }
    for line in items.iter().flat_map(|item| item.trim_end().lines()) {
        if !line.is_empty() {
            added.extend(std::iter::repeat_n(' ', indent));
            added.push_str(line);
        }
        added.push_str(newline);
    }
    Splice { range: at..at, text: added }
}

/// Where the last item ends, given where its list does: blank lines and
/// comments below it, no deeper than the list, belong to what follows.
fn end_of_items(text: &str, list_end: usize, indent: usize) -> usize {
    // A comment on the last line stays on it.
    let mut end = text[list_end..].find('\n').map_or(text.len(), |at| list_end + at + 1);
    if text[..list_end].ends_with('\n') {
        end = list_end;
    }
    while let Some(line) = text[..end].lines().next_back() {
        let words = line.trim_start();
        let outside = words.starts_with('#') && line.len() - words.len() <= indent;
        if !words.is_empty() && !outside {
            break;
        }
        end = text[..end]
            .strip_suffix('\n')
            .unwrap_or(&text[..end])
            .rfind('\n')
            .map_or(0, |at| at + 1);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn append(text: &str, item: &str) -> Option<String> {
        Some(apply(text, vec![append_items(text, &[item.to_string()])?]))
    }

    #[test]
    fn items_are_added_as_the_list_is_written() {
        let item = "- id: b\n  title: B";
        assert_eq!(append("", item).as_deref(), Some("- id: b\n  title: B\n"));
        assert_eq!(append("# lời\n", item).as_deref(), Some("# lời\n- id: b\n  title: B\n"));
        assert_eq!(
            append("- id: a # ghi chú\n\n# cuối\n", item).as_deref(),
            Some("- id: a # ghi chú\n- id: b\n  title: B\n\n# cuối\n")
        );
        assert_eq!(
            append("  - id: a", item).as_deref(),
            Some("  - id: a\n  - id: b\n    title: B\n")
        );
        assert_eq!(
            append("- id: a\r\n", item).as_deref(),
            Some("- id: a\r\n- id: b\r\n  title: B\r\n")
        );
        assert_eq!(
            append("- id: a\n# cuối", item).as_deref(),
            Some("- id: a\n- id: b\n  title: B\n# cuối")
        );
        assert_eq!(append("a: 1\n", item), None);
        let text = "k:\n- id: a\n# cuối\nl: 1\n";
        let tree = yaml::parse(text, FileId(0), 0, &mut Diagnostics::default());
        let list = tree.as_ref().and_then(|tree| tree.get("k")).expect("a list");
        assert_eq!(
            apply(text, vec![append_to_list(text, list, &[item.to_string()])]),
            "k:\n- id: a\n- id: b\n  title: B\n# cuối\nl: 1\n"
        );
        assert_eq!(append("[a, b]\n", item), None);
    }
}
