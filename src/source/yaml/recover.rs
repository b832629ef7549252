//! Getting past syntax errors: a file that cannot be read whole is read
//! entry by entry of its top level, so that each entry says its own first
//! error and the sound ones are kept. One pass, however many are faulty.

use super::conflict::{conflict, conflicts, without_markers};
use super::fault::Fault;
use super::read::{self, Pairs};
use super::{Key, Node, Value, nfc};
use crate::diag::{Diagnostics, FileId, Span, TextKey};

/// The entries of `text` that can be read, in order; a faulty one is
/// [`Value::Faulty`] in its place. `whole` is the error of reading all, if
/// that was tried. An entry that a merge left in two versions is faulty; the
/// conflict is said once.
pub(super) fn entries(
    text: &str,
    file: FileId,
    offset: usize,
    whole: Option<&Fault>,
    out: &mut Diagnostics,
) -> Option<Node> {
    let conflicts = conflicts(text);
    out.extend(conflicts.iter().map(|found| conflict(file, offset + found.start)));
    let text = &*without_markers(text);
    let chunks = chunks(text);
    let is_list = chunks.iter().any(|chunk| is_item(&text[chunk.clone()]));
    let mut items: Vec<Node> = Vec::new();
    let mut pairs = Pairs::default();
    let mut said = false;
    for chunk in &chunks {
        let (entry, at) = (&text[chunk.clone()], offset + chunk.start);
        let end = chunk.start + entry.trim_end().len();
        let span = Span::new(file, at, offset + end);
        if conflicts.iter().any(|found| found.start < end && chunk.start < found.end) {
            let faulty = Node { span, value: Value::Faulty };
            match key_of(entry).filter(|_| !is_list) {
                // Both versions have it.
                Some(name) if pairs.has(name) => {}
                Some(name) => pairs.add(key(name, file, at), faulty, out),
                None => items.push(faulty),
            }
            continue;
        }
        let mut found = Diagnostics::default();
        match read::document(entry, file, at, &mut found) {
            Ok(None) => {}
            Ok(Some(node)) => {
                out.extend(found.into_list());
                match node.value {
                    Value::List(list) if is_list => items.extend(list),
                    Value::Map(list) if !is_list => {
                        for (key, value) in list {
                            pairs.add(key, value, out);
                        }
                    }
                    // A line at the margin that begins no entry.
                    _ => {
                        said = true;
                        let line = entry.lines().next().map_or(0, str::len);
                        let text = if is_list {
                            TextKey::YAML_NOT_AN_ITEM
                        } else {
                            TextKey::YAML_NO_COLON
                        };
                        out.push(Fault::new(0, line, text).diagnostic(entry, file, at));
                        items.push(Node { span, value: Value::Faulty });
                    }
                }
            }
            Err(fault) => {
                said = true;
                out.push(fault.diagnostic(entry, file, at));
                let faulty = Node { span, value: Value::Faulty };
                match key_of(entry).filter(|_| !is_list) {
                    Some(name) => pairs.add(key(name, file, at), faulty, out),
                    None => items.push(faulty),
                }
            }
        }
    }
    if let Some(whole) = whole.filter(|_| !said) {
        // Each entry is sound alone: what is wrong is how they stand together.
        out.push(whole.diagnostic(text, file, offset));
    }
    let span = Span::new(file, offset, offset + text.trim_end().len());
    let value = if is_list { Value::List(items) } else { Value::Map(pairs.list) };
    (is_list || !matches!(&value, Value::Map(pairs) if pairs.is_empty()))
        .then_some(Node { span, value })
}

/// The entries of the top level: each begins with a line that is indented no
/// deeper than the first. A list under a key may stand at the key's own
/// indentation, so in a map `- ` begins nothing.
fn chunks(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    let mut margin = None;
    let mut in_list = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches(' ');
        let indent = line.len() - words.len();
        let is_blank = words.trim().is_empty() || words.starts_with('#');
        if !is_blank && margin.is_none_or(|margin| indent <= margin) {
            if margin.is_none() {
                in_list = is_item(words);
                margin = Some(indent);
            }
            let closes = words.starts_with([']', '}']);
            if is_item(words) == in_list && !closes {
                starts.push(at);
            }
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Whether a line begins an item of a list.
fn is_item(line: &str) -> bool {
    line.trim_start_matches(' ').strip_prefix('-').is_some_and(|rest| !rest.starts_with('-'))
}

fn key(name: &str, file: FileId, at: usize) -> Key {
    Key { name: nfc(name).into_owned(), span: Span::new(file, at, at + name.len()) }
}

/// The key an entry of a map begins with.
fn key_of(entry: &str) -> Option<&str> {
    let (key, _) = entry.lines().next()?.split_once(':')?;
    let is_word = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
    is_word.then_some(key)
}
