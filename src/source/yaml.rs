//! YAML into a tree whose every key and value has its span. Refuses aliases
//! and deep nesting, reports duplicate keys, and gets past a syntax error by
//! blanking the offending list item, a bounded number of times.

use std::borrow::Cow;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle};
use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

use crate::diag::{Diagnostic, Diagnostics, FileId, Id, Message, Span};

/// Deeper nesting than any kit needs is refused; levels.
const DEEPEST: usize = 64;
/// How many syntax errors of one file are reported.
const MOST_SYNTAX_ERRORS: usize = 20;

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

    /// The items, if this is a list.
    pub fn list(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
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
        Some(rest) => (rest, offset + 3),
        None => (text, offset),
    };
    let mut text = Cow::Borrowed(text);
    for round in 0..MOST_SYNTAX_ERRORS {
        let mut found = Diagnostics::default();
        let mut reader = Reader { text: &text, file, offset, out: &mut found, depth: 0 };
        match reader.document() {
            Ok(node) => {
                out.extend(found.list().iter().cloned());
                return node;
            }
            Err(fault) => {
                out.push(fault.diagnostic(&text, file, offset));
                // A later round meets the same duplicate keys again, so what
                // this one said is dropped.
                let blanked = blank_item(&text, fault.at);
                match blanked {
                    Some(next) if round + 1 < MOST_SYNTAX_ERRORS => text = Cow::Owned(next),
                    _ => return None,
                }
            }
        }
    }
    None
}

/// Replaces the top-level list item around byte `at` with spaces; `None`
/// where there is no such item.
fn blank_item(text: &str, at: usize) -> Option<String> {
    let starts: Vec<usize> = text
        .match_indices("- ")
        .map(|(i, _)| i)
        .filter(|&i| i == 0 || text.as_bytes()[i - 1] == b'\n')
        .collect();
    let index = starts.iter().rposition(|&s| s <= at)?;
    let start = starts[index];
    let end = starts.get(index + 1).copied().unwrap_or(text.len());
    if text[start..end].trim().is_empty() {
        return None;
    }
    let mut blanked = text.as_bytes().to_vec();
    for byte in &mut blanked[start..end] {
        if *byte != b'\n' && *byte != b'\r' {
            *byte = b' ';
        }
    }
    String::from_utf8(blanked).ok()
}

struct Fault {
    at: usize,
    width: usize,
    text: &'static str,
    detail: String,
}

impl Fault {
    fn new(at: usize, width: usize, text: &'static str) -> Self {
        Fault { at, width, text, detail: String::new() }
    }

    fn diagnostic(&self, text: &str, file: FileId, offset: usize) -> Diagnostic {
        let span = Span::new(file, offset + self.at, offset + self.at + self.width);
        let mut diagnostic =
            Diagnostic::new(Id::InvalidYaml, span).text(self.text).with("detail", &self.detail);
        if self.text != "invalid-yaml" {
            diagnostic.message.args.remove("detail");
        }
        for hint in hints(text, self.at) {
            diagnostic = diagnostic.hint(hint);
        }
        diagnostic
    }
}

/// The text for the faults that editors make; the parser's own words for the
/// rest.
fn cause(kind: &ErrorKind) -> &'static str {
    use ErrorKind as K;
    match kind {
        K::UnclosedFlowCollection { .. }
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping
        | K::ExpectedFlowMappingSeparator
        | K::ExpectedFlowSequenceSeparator => "yaml-open-bracket",
        K::MisplacedFlowCollectionEnd | K::MismatchedFlowCollectionEnd { .. } => {
            "yaml-stray-bracket"
        }
        K::UnclosedQuotedScalar | K::InvalidQuotedScalarIndent => "yaml-open-quote",
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => {
            "yaml-after-quote"
        }
        K::TabNotAllowed | K::TabInBlockIndentation | K::TabInIndentation | K::TabInPlainScalar => {
            "yaml-tab"
        }
        K::SimpleKeyExpected
        | K::InvalidSimpleKey
        | K::ExpectedBlockMappingKey
        | K::MappingKeyNotAllowed
        | K::MappingValueNotAllowed
        | K::InvalidColonPlacement => "yaml-key",
        K::InvalidIndentation | K::ExpectedBlockSequenceEntry => "yaml-indentation",
        K::UnknownAnchor => "yaml-alias",
        _ => "invalid-yaml",
    }
}

/// The day-to-day causes of a syntax error, looked for on its line and the one before.
fn hints(text: &str, at: usize) -> Vec<Message> {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let line_start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let before_start = text[..line_start.saturating_sub(1)].rfind('\n').map_or(0, |i| i + 1);
    // The parser may stop at the end of the line before the one that is wrong.
    let line_end = text[at..].find('\n').map_or(text.len(), |i| at + i + 1);
    let line_end = text[line_end..].find('\n').map_or(text.len(), |i| line_end + i);
    let lines = &text[before_start..line_end];
    let mut found = Vec::new();
    for line in lines.lines() {
        let indent: String = line.chars().take_while(|c| c.is_whitespace()).collect();
        if indent.contains('\t') {
            found.push(Message::new("hint-tab"));
        }
        if indent.contains('\u{a0}') {
            found.push(Message::new("hint-no-break-space"));
        }
        let value = line.split_once(": ").map_or("", |(_, value)| value.trim());
        if value.contains(": ") && !value.starts_with(['"', '\'', '{', '[', '|', '>']) {
            found.push(Message::new("hint-quote-colon").with("text", value));
        }
        if value.starts_with(['“', '”', '‘', '’']) {
            found.push(Message::new("hint-smart-quotes"));
        }
        if value.starts_with('*') || value.starts_with('&') || value.starts_with('@') {
            found.push(Message::new("hint-quote-star").with("text", value));
        }
        let item = line.trim_start();
        if item.starts_with('-')
            && !item.starts_with("- ")
            && !item.starts_with("--")
            && item.len() > 1
        {
            found.push(Message::new("hint-space-after-dash"));
        }
    }
    found.dedup();
    found
}

struct Reader<'t> {
    text: &'t str,
    file: FileId,
    offset: usize,
    out: &'t mut Diagnostics,
    depth: usize,
}

type Events<'t> = Parser<'t, granit_parser::StrInput<'t>>;

impl<'t> Reader<'t> {
    fn document(&mut self) -> Result<Option<Node>, Fault> {
        let mut parser = Parser::new_from_str(self.text);
        let mut root = None;
        loop {
            let (event, span) = self.next(&mut parser)?;
            match event {
                Event::StreamEnd => return Ok(root),
                Event::StreamStart | Event::DocumentEnd => {}
                Event::DocumentStart(..) if root.is_some() => {
                    return Err(Fault::new(start(&span), 3, "yaml-two-documents"));
                }
                Event::DocumentStart(..) => {}
                event => root = Some(self.node(&mut parser, event, span)?),
            }
        }
    }

    fn next(&self, parser: &mut Events<'t>) -> Result<(Event<'t>, granit_parser::Span), Fault> {
        loop {
            match parser.next_event() {
                None => return Ok((Event::StreamEnd, granit_parser::Span::default())),
                Some(Ok((Event::Comment(..), _))) => {}
                Some(Ok(pair)) => return Ok(pair),
                Some(Err(error)) => {
                    let at = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
                    let mut fault = Fault::new(at, 1, cause(error.kind()));
                    if fault.text == "invalid-yaml" {
                        fault.detail = error.info();
                    }
                    return Err(fault);
                }
            }
        }
    }

    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.file, self.offset + from, self.offset + to)
    }

    fn node(
        &mut self,
        parser: &mut Events<'t>,
        event: Event<'t>,
        at: granit_parser::Span,
    ) -> Result<Node, Fault> {
        let from = start(&at);
        match event {
            Event::Scalar(text, style, _, tag) => {
                let to = end(&at);
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let value = match &*text {
                    "" | "~" | "null" if plain => Value::Null,
                    text => Value::Scalar { text: nfc(text).into_owned(), plain },
                };
                Ok(Node { span: self.span(from, to), value })
            }
            Event::SequenceStart(..) => {
                self.enter(from)?;
                let mut items = Vec::new();
                loop {
                    let (event, span) = self.next(parser)?;
                    if matches!(event, Event::SequenceEnd) {
                        self.depth -= 1;
                        let to = end_trimmed(self.text, from, end(&span));
                        return Ok(Node { span: self.span(from, to), value: Value::List(items) });
                    }
                    items.push(self.node(parser, event, span)?);
                }
            }
            Event::MappingStart(..) => {
                self.enter(from)?;
                let mut pairs: Vec<(Key, Node)> = Vec::new();
                let mut keys_are_words = true;
                loop {
                    let (event, span) = self.next(parser)?;
                    if matches!(event, Event::MappingEnd) {
                        self.depth -= 1;
                        let to = end_trimmed(self.text, from, end(&span));
                        let span = self.span(from, to);
                        if !keys_are_words {
                            self.key_not_text(span);
                            return Ok(Node { span, value: Value::Faulty });
                        }
                        return Ok(Node { span, value: Value::Map(pairs) });
                    }
                    let key = self.node(parser, event, span)?;
                    let (event, span) = self.next(parser)?;
                    let value = self.node(parser, event, span)?;
                    keys_are_words &= self.pair(&mut pairs, key, value);
                }
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                Err(Fault::new(from, end(&at).saturating_sub(from), "yaml-alias"))
            }
            _ => Err(Fault::new(from, 1, "invalid-yaml")),
        }
    }

    fn enter(&mut self, at: usize) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::new(at, 1, "yaml-too-deep"));
        }
        Ok(())
    }

    /// A map with a key that is no word: mostly `{{ x }}` without quotes, which
    /// is a map used as a key.
    fn key_not_text(&mut self, span: Span) {
        let mut diagnostic = Diagnostic::new(Id::WrongType, span).text("key-not-text");
        let start = start_of(span, self.offset);
        if self.text.get(start..).is_some_and(|text| text.starts_with("{{")) {
            diagnostic = diagnostic.hint(Message::new("hint-quote-placeholder"));
        }
        self.out.push(diagnostic);
    }

    /// Adds a pair; says whether its key is a word.
    fn pair(&mut self, pairs: &mut Vec<(Key, Node)>, key: Node, value: Node) -> bool {
        let name = match key.value {
            Value::Scalar { text, .. } => text,
            Value::Null => "null".to_string(),
            Value::Map(_) | Value::List(_) | Value::Faulty => return false,
        };
        if let Some((first, _)) = pairs.iter().find(|(k, _)| k.name == name) {
            let before = self.text.get(..start_of(first.span, self.offset)).unwrap_or("");
            let line = before.matches('\n').count() + 1;
            self.out.push(
                Diagnostic::new(Id::DuplicateKey, key.span)
                    .with("key", name)
                    .with("line", line.to_string()),
            );
            return true;
        }
        pairs.push((Key { name, span: key.span }, value));
        true
    }
}

fn start_of(span: Span, offset: usize) -> usize {
    (span.start as usize).saturating_sub(offset)
}

fn start(span: &granit_parser::Span) -> usize {
    span.start.byte_offset().unwrap_or(0)
}

fn end(span: &granit_parser::Span) -> usize {
    span.end.byte_offset().unwrap_or(0)
}

/// A block collection's end event stands after the blank lines that follow
/// it; its text ends before them.
fn end_trimmed(text: &str, from: usize, to: usize) -> usize {
    match text.get(from..to) {
        Some(slice) => from + slice.trim_end().len(),
        None => to.max(from),
    }
}
