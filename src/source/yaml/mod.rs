//! YAML into a tree whose every key and value has its span. Refuses aliases
//! and deep nesting, reports duplicate keys, and gets past a syntax error by
//! blanking the offending list item, a bounded number of times.

mod conflict;
mod fault;
mod read;
mod recover;

pub use conflict::{conflict, conflicts, without_markers};

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

use crate::diag::{Diagnostics, FileId, Span};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value's place.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What a [`Node`] holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing was written.
    Null,
    /// A text as written, in NFC; `plain` when it had no quotes.
    Scalar {
        /// The text.
        text: String,
        /// Without quotes or block sign: numbers, dates and truth values are.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// Keys and values in written order, each key once.
    Map(Vec<(Key, Node)>),
    /// Something that was reported already: nothing more is said of it.
    Faulty,
}

/// A key of a map and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The key.
    pub name: String,
    /// Its place.
    pub span: Span,
}

impl Node {
    /// The value under `key`, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(pairs) => pairs.iter().find(|(k, _)| k.name == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The value of a key, if this is a map that has it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        match &mut self.value {
            Value::Map(pairs) => pairs.iter_mut().find(|(k, _)| k.name == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The items, if this is a list.
    pub fn list(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Whether this is a map in which nothing is written.
    pub fn is_hollow(&self) -> bool {
        match &self.value {
            Value::Map(pairs) => pairs.iter().all(|(_, value)| value.value == Value::Null),
            _ => false,
        }
    }

    /// Whether anything in it was reported already.
    pub fn has_faulty(&self) -> bool {
        match &self.value {
            Value::Faulty => true,
            Value::List(items) => items.iter().any(Node::has_faulty),
            Value::Map(pairs) => pairs.iter().any(|(_, value)| value.has_faulty()),
            Value::Null | Value::Scalar { .. } => false,
        }
    }

    /// The text, if this is a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}

/// Text in NFC.
pub fn nfc(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        unicode_normalization::IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Parses `text`, which stands in `file` from byte `offset` on. `None` when
/// there is nothing but comments, or nothing could be read; every fault is
/// reported.
pub fn parse(text: &str, file: FileId, offset: usize, out: &mut Diagnostics) -> Option<Node> {
    let (text, offset) = match text.strip_prefix('\u{feff}') {
        Some(rest) => (rest, offset + '\u{feff}'.len_utf8()),
        None => (text, offset),
    };
    let text = &*super::controls::masked(text);
    if !conflicts(text).is_empty() {
        return recover::entries(text, file, offset, None, out);
    }
    // What is said of the whole is dropped where it cannot be read whole: the
    // entries say it again.
    let mut found = Diagnostics::default();
    match read::document(text, file, offset, &mut found) {
        Ok(node) => {
            out.extend(found.into_list());
            node
        }
        Err(fault) => recover::entries(text, file, offset, Some(&fault), out),
    }
}
