//! From the parser's events to the tree.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle};

use super::fault::{Fault, cause, is_odd_space};
use super::{Key, Node, Value, nfc};
use crate::diag::{Diagnostic, Diagnostics, FileId, Id, Message, Span, TextKey};
use crate::source::controls;

/// Deeper nesting than any kit needs is refused; levels.
const DEEPEST: usize = 64;

/// A map with more keys than this looks them up by name; fewer are as
/// quickly gone through.
const FEW_KEYS: usize = 16;

/// Reads one document. `Err` holds the first syntax error, at a byte of `text`.
pub(super) fn document(
    text: &str,
    file: FileId,
    offset: usize,
    out: &mut Diagnostics,
) -> Result<Option<Node>, Fault> {
    Reader { text, file, offset, out, depth: 0 }.document()
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
                    return Err(Fault::new(start(&span), 3, TextKey::YAML_TWO_DOCUMENTS));
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
                    if fault.text == TextKey::INVALID_YAML {
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
            // `!Chú ý` and `&Quan trọng` are a sign of YAML's and a word: the
            // sign would be lost without a sound.
            Event::Scalar(_, _, anchor, ref tag) if anchor != 0 || is_own(tag) => {
                Err(Fault::new(from, 1, TextKey::YAML_SPECIAL_START))
            }
            Event::Scalar(text, style, _, tag) => {
                let to = end(&at);
                let plain = style == ScalarStyle::Plain && tag.is_none();
                if style == ScalarStyle::DoubleQuoted {
                    self.escaped(&text, from, to);
                }
                let value = match &*text {
                    "" | "~" | "null" if plain => Value::Null,
                    text => {
                        let text = controls::one_line_end(text);
                        Value::Scalar { text: nfc(&controls::masked(&text)).into_owned(), plain }
                    }
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
                    let mut item = self.node(parser, event, span)?;
                    if item.value == Value::Null {
                        self.commented(&mut item);
                    }
                    items.push(item);
                }
            }
            Event::MappingStart(..) => {
                self.enter(from)?;
                let mut pairs = Pairs::default();
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
                        self.parted(&mut pairs);
                        return Ok(Node { span, value: Value::Map(pairs.list) });
                    }
                    let key = self.node(parser, event, span)?;
                    let (event, span) = self.next(parser)?;
                    let value = self.node(parser, event, span)?;
                    keys_are_words &= self.pair(&mut pairs, key, value);
                }
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                Err(Fault::new(from, end(&at).saturating_sub(from), TextKey::YAML_ALIAS))
            }
            _ => Err(Fault::new(from, 1, TextKey::INVALID_YAML)),
        }
    }

    /// Reports an unseen character that an escape makes.
    fn escaped(&mut self, text: &str, from: usize, to: usize) {
        let written = self.text.get(from..to).unwrap_or_default();
        let place = |c| {
            let at = controls::escape(written, c);
            let (from, to) = at.map_or((from, to), |at| (from + at.start, from + at.end));
            self.span(from, to)
        };
        let control = controls::has_control(text).map(|c| controls::control(c, place(c)));
        // One that stands there itself was reported with its file.
        let joiner = controls::has_joiner(text).filter(|c| !written.contains(*c));
        let joiner = joiner.map(|c| controls::joiner(c, place(c)));
        let lost = controls::has_replacement(text).filter(|c| !written.contains(*c));
        let lost = lost.map(|c| controls::replacement(c, place(c)));
        self.out.extend(control.into_iter().chain(joiner).chain(lost));
    }

    /// An entry of a list that is a comment to YAML: `- #AnSinh` says nothing.
    fn commented(&mut self, item: &mut Node) {
        let at = start_of(item.span, self.offset).min(self.text.len());
        let line = self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |n| n + 1);
        let rest = self.text.get(line..).unwrap_or_default();
        let rest = rest.lines().next().unwrap_or_default();
        let Some(word) = rest.trim_start().strip_prefix("- #") else { return };
        let word = word.trim_end();
        // `- # …` is a comment that is meant.
        if word.is_empty() || word.starts_with([' ', '#']) {
            return;
        }
        let from = line + rest.len() - rest.trim_start().len() + "- ".len();
        let to = line + rest.trim_end().len();
        let span = self.span(from, to);
        self.out.push(
            Diagnostic::new(Id::WrongType, span)
                .text(TextKey::YAML_COMMENTED)
                .hint(Message::new(TextKey::HINT_WRITE).with("text", word)),
        );
        *item = Node { span, value: Value::Faulty };
    }

    fn enter(&mut self, at: usize) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::new(at, 1, TextKey::YAML_TOO_DEEP));
        }
        Ok(())
    }

    /// A map with a key that is no word: mostly `{{ x }}` without quotes, which
    /// is a map used as a key.
    fn key_not_text(&mut self, span: Span) {
        let mut diagnostic = Diagnostic::new(Id::WrongType, span).text(TextKey::KEY_NOT_TEXT);
        let start = start_of(span, self.offset);
        let rest = self.text.get(start..).unwrap_or("");
        if rest.starts_with("{{") {
            let whole = rest.find("}}").map_or(rest, |end| &rest[..end + 2]);
            diagnostic = diagnostic
                .text(TextKey::PLACEHOLDER_NOT_QUOTED)
                .hint(Message::new(TextKey::HINT_WRITE).with("text", format!("\"{whole}\"")));
        }
        self.out.push(diagnostic);
    }

    /// Adds a pair; says whether its key is a word.
    fn pair(&mut self, pairs: &mut Pairs, key: Node, value: Node) -> bool {
        let name = match key.value {
            Value::Scalar { text, .. } => text,
            Value::Null => "null".to_string(),
            Value::Map(_) | Value::List(_) | Value::Faulty => return false,
        };
        if name.starts_with(is_odd_space) {
            // It only looks indented: what it belongs to is anybody's guess.
            let width = name.chars().take_while(|c| is_odd_space(*c)).map(char::len_utf8).sum();
            self.out.push(
                Diagnostic::new(Id::InvalidYaml, key.span.slice(0, width))
                    .text(TextKey::YAML_ODD_SPACE)
                    .hint(Message::new(TextKey::HINT_NO_BREAK_SPACE)),
            );
            let name = name.trim_start_matches(is_odd_space).to_string();
            let value = Node { value: Value::Faulty, ..value };
            pairs.list.push((Key { name, span: key.span }, value));
            return true;
        }
        if value.value == Value::Null && self.goes_on(pairs, &name, key.span) {
            return true;
        }
        pairs.add(Key { name, span: key.span }, value, self.out);
        true
    }

    /// Whether a key is the rest of a number before it: `{value: 1,500,000}`
    /// is a value of 1 and two more keys to YAML. Said once, at the whole.
    fn goes_on(&mut self, pairs: &mut Pairs, name: &str, key: Span) -> bool {
        let is_rest = name.trim_end_matches('%').bytes().all(|b| b.is_ascii_digit());
        let Some((_, before)) = pairs.list.last_mut().filter(|_| is_rest) else { return false };
        let (from, to) = (start_of(before.span, self.offset), key.end as usize - self.offset);
        let written = self.text.get(from..to).unwrap_or_default();
        // The comma stands between two digits, as in no list of words.
        let at = written.len().saturating_sub(name.len() + 1);
        let is_number = written.get(at..).is_some_and(|rest| rest.starts_with(','))
            && written.get(..at).is_some_and(|left| left.ends_with(|c: char| c.is_ascii_digit()));
        if !is_number || name.is_empty() {
            return false;
        }
        before.span.end = key.end;
        before.value = Value::Scalar { text: written.to_string(), plain: true };
        let at = pairs.list.len() - 1;
        if pairs.parted.last() != Some(&at) {
            pairs.parted.push(at);
        }
        true
    }

    /// Reports the numbers of a map that commas have parted.
    fn parted(&mut self, pairs: &mut Pairs) {
        for at in std::mem::take(&mut pairs.parted) {
            let Some((_, node)) = pairs.list.get_mut(at) else { continue };
            let written = node.text().unwrap_or_default().to_string();
            let diagnostic = Diagnostic::new(Id::WrongType, node.span)
                .text(TextKey::YAML_COMMA_IN_NUMBER)
                .with("text", &written);
            let number = crate::source::number::as_written(&written);
            let write = number.unwrap_or_else(|| format!("\"{written}\""));
            self.out.push(diagnostic.hint(Message::new(TextKey::HINT_WRITE).with("text", write)));
            node.value = Value::Faulty;
        }
    }
}

/// Whether a tag is one of the writer's own and not of YAML's types.
fn is_own(tag: &Option<std::borrow::Cow<'_, granit_parser::Tag>>) -> bool {
    tag.as_ref().is_some_and(|tag| !tag.is_yaml_core_schema())
}

/// The pairs of one map while it is read, each key once.
#[derive(Default)]
pub(super) struct Pairs {
    pub(super) list: Vec<(Key, Node)>,
    /// Where each name is in the list, once there are more than a few.
    by_name: HashMap<String, usize>,
    /// Which values are numbers that commas have parted.
    parted: Vec<usize>,
}

impl Pairs {
    /// Adds a pair, or reports a key that is there already.
    pub(super) fn add(&mut self, key: Key, value: Node, out: &mut Diagnostics) {
        match self.find(&key.name) {
            Some(first) => out.push(
                Diagnostic::new(Id::DuplicateKey, key.span)
                    .with("key", key.name)
                    .related(self.list[first].0.span),
            ),
            None => {
                if self.list.len() >= FEW_KEYS {
                    self.by_name.insert(key.name.clone(), self.list.len());
                }
                self.list.push((key, value));
            }
        }
    }

    /// Whether a name is there already.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(&nfc(name)).is_some()
    }

    fn find(&self, name: &str) -> Option<usize> {
        let few = &self.list[..self.list.len().min(FEW_KEYS)];
        let found = few.iter().position(|(key, _)| key.name == name);
        found.or_else(|| self.by_name.get(name).copied())
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
