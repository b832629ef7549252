//! Text that the parser cannot use: what would be printed with its marks, or
//! not at all. The parser says what is plain text to it; marks among that are
//! marks that did not work.

mod html;
mod lines;
mod marks;

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, RefDefs, Tag, TagEnd};

use super::Place;
use crate::diag::{Diagnostic, Id, Message, Span, TextKey};
use crate::source::controls;

pub use html::entity;
pub(super) use html::is_break;

/// What stands in square brackets and is no longer may be a number or a mark;
/// characters.
const SHORT: usize = 3;

/// Stands for a byte that is no text; white space stays.
const MARK: u8 = 1;

/// What is noticed while events come in.
pub(super) struct Watch<'t> {
    /// The text as the parser has it.
    text: &'t str,
    place: Place<'t>,
    allow_html: bool,
    /// The text with [`MARK`] for every byte that is a mark or no text.
    plain: Vec<u8>,
    /// How many blocks of code are open.
    in_code: usize,
    /// Columns of the open table.
    columns: usize,
    /// Where footnotes are defined, with their labels.
    notes: Vec<(String, Range<usize>)>,
    /// The labels that marks name.
    marks: HashSet<String>,
    /// The labels of link definitions that links name, in small letters.
    used: HashSet<String>,
    /// The tags that were opened.
    tags: HashSet<String>,
    /// Whether the open block of HTML was reported.
    is_html_said: bool,
    /// Whether anything is seen of the open link.
    is_seen: bool,
    found: Vec<Diagnostic>,
}

impl<'t> Watch<'t> {
    pub(super) fn new(text: &'t str, place: Place<'t>, allow_html: bool) -> Self {
        let plain = text.bytes().map(|byte| if byte.is_ascii_whitespace() { byte } else { MARK });
        Watch {
            text,
            place,
            allow_html,
            plain: plain.collect(),
            in_code: 0,
            columns: 0,
            notes: Vec::new(),
            marks: HashSet::new(),
            used: HashSet::new(),
            tags: HashSet::new(),
            is_html_said: false,
            is_seen: false,
            found: Vec::new(),
        }
    }

    pub(super) fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        self.hanging(event, range);
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                self.in_code += 1;
                self.fence(kind, range);
            }
            Event::Start(Tag::HtmlBlock) => self.is_html_said = false,
            Event::End(TagEnd::CodeBlock) => self.in_code = self.in_code.saturating_sub(1),
            Event::Text(text) if self.in_code == 0 => {
                // Written as an entity, which is a text of its own.
                if let Some(c) = text.chars().next()
                    && text.len() == c.len_utf8()
                    && self.text.get(range.clone()) != Some(&**text)
                {
                    let before = self.text.get(..range.start).unwrap_or_default();
                    let after = self.text.get(range.end..).unwrap_or_default();
                    self.found.extend(controls::entity(c, before, after, self.span(range)));
                }
                if let (Some(to), Some(from)) =
                    (self.plain.get_mut(range.clone()), self.text.as_bytes().get(range.clone()))
                {
                    to.copy_from_slice(from);
                }
            }
            Event::Start(Tag::Table(align)) => self.columns = align.len(),
            Event::Start(Tag::TableRow) => self.row(range.start),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.notes.push((label.to_string(), range.clone()));
            }
            Event::FootnoteReference(label) => {
                self.marks.insert(label.to_string());
            }
            Event::Start(
                Tag::Link { link_type, id, title, dest_url }
                | Tag::Image { link_type, id, title, dest_url },
            ) => match link_type {
                LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                    self.used.insert(label(id));
                }
                LinkType::Inline if !title.is_empty() => self.title(title, dest_url, range),
                _ => {}
            },
            // A block is one fault, however many tags it has.
            Event::Html(html) if !self.is_html_said => self.html(html, range),
            Event::InlineHtml(html) => self.html(html, range),
            _ => {}
        }
    }

    /// What was found, in the order of the text.
    pub(super) fn finish(mut self, definitions: &RefDefs<'_>) -> Vec<Diagnostic> {
        self.notes();
        for (name, definition) in definitions.iter() {
            if let Some(title) = definition.title.as_ref().filter(|title| !title.is_empty()) {
                let write = format!("[{name}]: {}", definition.dest);
                self.dropped(title, &definition.span, write);
            }
            if !self.used.contains(&label(name)) {
                let end = self.text[..definition.span.end].trim_end().len();
                self.say(definition.span.start..end, TextKey::LOST_DEFINITION, None);
            }
        }
        self.links();
        self.lines();
        self.marks();
        self.found.sort_by_key(|found| found.span);
        self.found
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let offset = self.place.offset;
        Span::new(self.place.file, offset + range.start, offset + range.end)
    }

    /// Reports a text, with what to write instead.
    fn say(
        &mut self,
        range: Range<usize>,
        text: TextKey,
        write: Option<String>,
    ) -> &mut Diagnostic {
        let mut diagnostic = Diagnostic::new(Id::LostText, self.span(&range)).text(text);
        if let Some(text) = write {
            diagnostic = diagnostic.hint(Message::new(TextKey::HINT_WRITE).with("text", text));
        }
        self.found.push(diagnostic);
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Words in quotes behind the address of a link or picture.
    fn title(&mut self, title: &str, address: &str, range: &Range<usize>) {
        let written = self.text.get(range.clone()).unwrap_or_default();
        let label = written.rfind("](").map_or("", |at| &written[..at]);
        let write = format!("{label}]({})", usable(address));
        self.dropped(title, range, write);
    }

    /// Reports words that are shown nowhere, where they stand in `range`.
    fn dropped(&mut self, words: &str, range: &Range<usize>, write: String) {
        let written = self.text.get(range.clone()).unwrap_or_default();
        let at = written.rfind(words).map(|at| range.start + at);
        let place = at.map_or(range.clone(), |at| at..at + words.len());
        self.say(place, TextKey::LOST_TITLE, Some(write));
    }

    /// A row of a table: cells beyond the last column are dropped.
    fn row(&mut self, start: usize) {
        let Some(rest) = self.text.get(start..) else { return };
        let line = rest.lines().next().unwrap_or_default();
        let cells = cells(line);
        let lost = cells.iter().skip(self.columns).find(|cell| !line[(*cell).clone()].is_empty());
        if let Some(cell) = lost {
            let range = start + cell.start..start + cell.end;
            let (columns, cells) = (self.columns.to_string(), cells.len().to_string());
            let diagnostic = Diagnostic::new(Id::LostText, self.span(&range));
            self.found.push(
                diagnostic
                    .text(TextKey::LOST_CELLS)
                    .with("columns", columns)
                    .with("cells", cells)
                    .hint(Message::new(TextKey::HINT_CELLS)),
            );
        }
    }

    /// Footnotes that nothing calls, or that are there twice.
    fn notes(&mut self) {
        let mut seen = HashSet::new();
        for (name, range) in std::mem::take(&mut self.notes) {
            let mark = format!("[^{name}]");
            let at = range.start..range.start + mark.len();
            if !seen.insert(name.clone()) {
                self.say(at, TextKey::LOST_NOTE_TWICE, None);
            } else if !self.marks.contains(&name) {
                self.say(at, TextKey::LOST_NOTE_UNUSED, Some(mark));
            }
        }
    }

    /// Links, pictures and footnotes that are none, in what is plain text.
    fn links(&mut self) {
        let plain = std::mem::take(&mut self.plain);
        let mut at = 0;
        while let Some(found) = find(&plain, at, b"]") {
            at = found + 1;
            let Some(open) = opening(&plain, found) else { continue };
            // A mark behind a backslash is meant as it is.
            if self.is_escaped(open) || self.is_escaped(found) {
                continue;
            }
            if plain[open + 1..].starts_with(b"^") {
                self.note(open..found + 1);
            } else if plain[at..].starts_with(b"(") {
                at = self.link(&plain, open, at, at);
            } else if plain[at..].starts_with(b" (") && self.is_address(at + 2) {
                at = self.link(&plain, open, at, at + 1);
            } else if plain[at..].starts_with(b"[") {
                self.reference(&plain, open..found, at);
            } else if self.is_picture(open) && found - open > SHORT {
                let write = format!("!{}(….jpg)", &self.text[open..at]);
                self.say(open - 1..at, TextKey::LOST_LINK, Some(write));
            }
        }
        self.plain = plain;
    }

    /// A mark of a footnote that is not there.
    fn note(&mut self, range: Range<usize>) {
        let mark = self.text[range.clone()].to_string();
        let name = mark[2..mark.len() - 1].to_string();
        if name.is_empty() || name.contains(char::is_whitespace) {
            return;
        }
        let found = self.say(range, TextKey::LOST_NOTE, Some(format!("{mark}: …")));
        found.message = found.message.clone().with("name", name);
    }

    /// A link whose address cannot be one; `bracket` is where it opens. Gives
    /// back where to look on.
    fn link(&mut self, plain: &[u8], open: usize, label_end: usize, bracket: usize) -> usize {
        let from = bracket + 1;
        let line =
            from + plain[from..].iter().position(|b| *b == b'\n').unwrap_or(plain.len() - from);
        let close = plain[from..line].iter().rposition(|b| *b == b')').map(|at| from + at);
        // The first bracket closes the address, unless others open in it.
        let first = plain[from..line].iter().position(|b| *b == b')').map(|at| from + at);
        let nested = first.is_some_and(|first| plain[from..first].contains(&b'('));
        let end = if nested { close } else { first };
        let label = self.text[open..label_end].to_string();
        let sign = if self.is_picture(open) { "!" } else { "" };
        let Some(end) = end else {
            let rest = &self.text[from..line];
            let address = rest.split_whitespace().next().unwrap_or_default();
            let write = format!("{sign}{label}({})", address.trim_end_matches(['.', ',']));
            self.say(open..line, TextKey::LOST_LINK, Some(write));
            return line;
        };
        let address = self.text[from..end].trim().to_string();
        let write = format!("{sign}{label}({})", usable(&address));
        let key = match address.contains(char::is_whitespace) {
            true => TextKey::LOST_LINK_SPACE,
            false => TextKey::LOST_LINK,
        };
        // A placeholder is no address; a rule of its own says so.
        let range = if address.is_empty() { open..end + 1 } else { from..end };
        self.say(range, key, Some(write));
        end + 1
    }

    /// `[text][name]` without a line that says where `name` leads.
    fn reference(&mut self, plain: &[u8], text: Range<usize>, at: usize) {
        let Some(end) = find(plain, at, b"]") else { return };
        let name = self.text[at + 1..end].to_string();
        let is_short = |range: &str| range.chars().count() <= SHORT;
        let is_unsure = is_short(&name) && is_short(&self.text[text.start + 1..text.end]);
        if name.contains(['\n', '[']) || is_unsure && !self.is_picture(text.start) {
            return;
        }
        let write = format!("{}]({})", &self.text[text], usable(&name));
        self.say(at..end + 1, TextKey::LOST_LINK, Some(write));
    }

    /// Whether what stands at `at` is plainly an address.
    fn is_address(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or_default();
        let scheme = rest.split_once(':').map_or("", |(scheme, _)| scheme);
        matches!(scheme, "http" | "https" | "mailto" | "tel")
            || crate::doc::ITEM_SCHEMES.contains(&scheme)
    }

    /// Whether the bracket that opens at `open` is that of a picture.
    fn is_picture(&self, open: usize) -> bool {
        open > 0 && self.text.as_bytes()[open - 1] == b'!' && !self.is_escaped(open - 1)
    }

    fn is_escaped(&self, at: usize) -> bool {
        at > 0 && self.text.as_bytes().get(at - 1) == Some(&b'\\')
    }
}

/// An address as it can be written: spaces encoded on the web, brackets
/// around what names a file.
fn usable(address: &str) -> String {
    let address = address.trim();
    if !address.contains(char::is_whitespace) {
        address.to_string()
    } else if address.contains("://") {
        address.split_whitespace().collect::<Vec<_>>().join("%20")
    } else {
        format!("<{}>", address.trim_matches(['<', '>']))
    }
}

/// A label as definitions are found by.
fn label(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The cells of a table's row, without the white space around them.
fn cells(line: &str) -> Vec<Range<usize>> {
    let trimmed = line.trim_end();
    let start = line.len() - line.trim_start().len();
    let mut from = start + usize::from(trimmed[start.min(trimmed.len())..].starts_with('|'));
    let mut cells = Vec::new();
    let mut escaped = false;
    let mut push = |from: usize, to: usize| {
        let cell = &trimmed[from..to];
        let gap = cell.len() - cell.trim_start().len();
        cells.push(from + gap..from + gap + cell.trim().len());
    };
    for (at, byte) in trimmed.bytes().enumerate().skip(from) {
        if byte == b'|' && !escaped {
            push(from, at);
            from = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    if from < trimmed.len() {
        push(from, trimmed.len());
    }
    cells
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(what.len()).position(|window| window == what).map(|at| from + at)
}

/// Where the bracket opens that closes at `close`, in the same paragraph.
fn opening(plain: &[u8], close: usize) -> Option<usize> {
    let mut depth = 0usize;
    for at in (0..close).rev() {
        match plain[at] {
            b'\n' if at > 0 && plain[at - 1] == b'\n' => return None,
            b']' => depth += 1,
            b'[' if depth == 0 => return Some(at),
            b'[' => depth -= 1,
            _ => {}
        }
        // Longer labels are no labels.
        if close - at > 1000 {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests;
