//! What is wrong with a YAML text, in an editor's words: the parser's errors
//! and the day-to-day causes behind them.

use granit_parser::ErrorKind;

use crate::diag::{Diagnostic, FileId, Id, Message, Span};

/// A syntax error: where it is, and which text says so.
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) width: usize,
    pub(super) text: &'static str,
    pub(super) detail: String,
}

impl Fault {
    pub(super) fn new(at: usize, width: usize, text: &'static str) -> Self {
        Fault { at, width, text, detail: String::new() }
    }

    pub(super) fn diagnostic(&self, text: &str, file: FileId, offset: usize) -> Diagnostic {
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
pub(super) fn cause(kind: &ErrorKind) -> &'static str {
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
