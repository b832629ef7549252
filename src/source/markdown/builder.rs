//! Builds the tree from the parser's events, in which every tag opens and
//! closes.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::html;
use super::lost::is_break;
use super::{DEEPEST, Parsed, Place, resolve_beside, unmask};
use crate::diag::{FileId, Span};
use crate::doc::{AlertKind, Align, Block, Column, Inline, Target};
use crate::source::controls::one_line_end;

/// What is open while events come in.
#[derive(Debug)]
enum Frame {
    Blocks(Vec<Block>),
    Inlines(Vec<Inline>),
    Items(Vec<Vec<Block>>),
    Cells(Vec<Vec<Inline>>),
    Rows(Vec<Vec<Vec<Inline>>>),
    Code(String),
    Html(String),
    /// An element of HTML within a line.
    Element(Element),
}

/// An element of HTML within a line while it is open.
#[derive(Debug)]
struct Element {
    name: String,
    open: String,
    c: Vec<Inline>,
    span: Span,
}

impl Frame {
    fn element(&self) -> Option<&Element> {
        match self {
            Frame::Element(element) => Some(element),
            _ => None,
        }
    }
}

#[derive(Default)]
pub(super) struct Builder<'t> {
    text: &'t str,
    file: FileId,
    offset: usize,
    folder: &'t str,
    allow_html: bool,
    stack: Vec<Frame>,
    /// How many open tags lie deeper than [`DEEPEST`].
    below: usize,
    too_deep: Option<Span>,
    root: Vec<Block>,
    /// Footnotes by label.
    notes: HashMap<String, Vec<Block>>,
    /// The labels that marks name, with their numbers from 1.
    marks: HashMap<String, usize>,
    /// Runs of text of a tight list's item, which have no paragraph.
    loose: Vec<Inline>,
    /// What the opening tags carried, for their ends.
    pending: Vec<Pending>,
}

#[derive(Debug)]
enum Pending {
    List(Option<u64>),
    Table(Vec<Alignment>),
    Address(String),
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str, place: Place<'t>, allow_html: bool) -> Self {
        let Place { file, offset, folder } = place;
        Builder { text, file, offset, folder, allow_html, ..Builder::default() }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, self.offset + range.start, self.offset + range.end)
    }

    /// The place of the address in a link or image: after the last `](`.
    fn address_span(&self, range: &Range<usize>) -> Span {
        let Some(written) = self.text.get(range.clone()) else { return self.span(range) };
        match written.rfind("](") {
            Some(at) => {
                let rest = &written[at + 2..];
                let end = rest.find([')', ' ', '"']).unwrap_or(rest.len());
                self.span(&(range.start + at + 2..range.start + at + 2 + end))
            }
            None => self.span(range),
        }
    }

    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(_) if self.stack.len() >= DEEPEST => {
                self.below += 1;
                let start = range.start;
                self.too_deep.get_or_insert(self.span(&(start..start + 1)));
            }
            Event::End(_) if self.below > 0 => self.below -= 1,
            Event::Text(text) => self.text(&one_line_end(&text)),
            _ if self.below > 0 => {}
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => {
                self.close_elements();
                self.close(tag, range);
            }
            Event::Code(code) => self.inline(Inline::Code { v: unmask(&one_line_end(&code)) }),
            Event::Html(html) => match self.stack.last_mut() {
                Some(Frame::Html(all)) => all.push_str(&one_line_end(&html)),
                _ => self.text(&one_line_end(&html)),
            },
            Event::InlineHtml(tag) if is_break(&tag) => self.inline(Inline::Br),
            Event::InlineHtml(html) if self.allow_html => {
                self.tag(&unmask(&one_line_end(&html)), &range);
            }
            Event::InlineHtml(html) => self.text(&one_line_end(&html)),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.inline(Inline::Br),
            Event::Rule => self.block(Block::Rule),
            Event::FootnoteReference(label) => {
                let next = self.marks.len() + 1;
                let n = *self.marks.entry(label.to_string()).or_insert(next);
                self.inline(Inline::Note { n });
            }
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        if !is_inline(tag) {
            self.close_elements();
            self.flush_loose();
        }
        let frame = match tag {
            Tag::List(_) => Frame::Items(Vec::new()),
            Tag::Item | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) => {
                Frame::Blocks(Vec::new())
            }
            Tag::Table(_) => Frame::Rows(Vec::new()),
            Tag::TableHead | Tag::TableRow => Frame::Cells(Vec::new()),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                Frame::Code(String::new())
            }
            Tag::HtmlBlock => Frame::Html(String::new()),
            _ => Frame::Inlines(Vec::new()),
        };
        // What a tag carries is on its end event too, or kept here.
        match tag {
            Tag::List(start) => self.pending.push(Pending::List(*start)),
            Tag::Table(align) => self.pending.push(Pending::Table(align.clone())),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.pending.push(Pending::Address(dest_url.to_string()));
            }
            Tag::FootnoteDefinition(label) => {
                self.pending.push(Pending::Address(label.to_string()))
            }
            _ => {}
        }
        self.stack.push(frame);
    }

    fn close(&mut self, tag: TagEnd, range: Range<usize>) {
        if matches!(
            tag,
            TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition | TagEnd::List(_)
        ) {
            self.flush_loose();
        }
        let Some(frame) = self.stack.pop() else { return };
        match (tag, frame) {
            (TagEnd::Paragraph, Frame::Inlines(c)) => self.paragraph(c),
            (TagEnd::Heading(level), Frame::Inlines(c)) => {
                let span = self.span(&trim(self.text, range));
                self.block(Block::H { level: level_number(level), c, span });
            }
            (TagEnd::Item, Frame::Blocks(blocks)) => {
                if let Some(Frame::Items(items)) = self.stack.last_mut() {
                    items.push(blocks);
                }
            }
            (TagEnd::List(_), Frame::Items(items)) => {
                let block = match self.pending.pop() {
                    Some(Pending::List(Some(start))) => Block::Ol { start, items },
                    _ => Block::Ul { items },
                };
                self.block(block);
            }
            (TagEnd::BlockQuote(kind), Frame::Blocks(c)) => self.block(match kind {
                Some(kind) => Block::Alert { kind: alert(kind), c },
                None => Block::Quote { c },
            }),
            (TagEnd::CodeBlock, Frame::Code(v)) => self.block(Block::Code { v }),
            (TagEnd::HtmlBlock, Frame::Html(html)) => {
                let html = html.trim_end();
                // A line break between two paragraphs has nothing to break.
                if html.split_inclusive('>').all(is_break) {
                    return;
                }
                self.block(if self.allow_html {
                    let span = self.span(&trim(self.text, range));
                    Block::Html { v: unmask(html), span }
                } else {
                    Block::P { c: vec![Inline::Text { v: unmask(html) }] }
                });
            }
            (TagEnd::TableCell, Frame::Inlines(c)) => {
                if let Some(Frame::Cells(cells)) = self.stack.last_mut() {
                    cells.push(c);
                }
            }
            (TagEnd::TableHead | TagEnd::TableRow, Frame::Cells(cells)) => {
                if let Some(Frame::Rows(rows)) = self.stack.last_mut() {
                    rows.push(cells);
                }
            }
            (TagEnd::Table, Frame::Rows(mut rows)) => {
                let columns = match self.pending.pop() {
                    Some(Pending::Table(align)) => {
                        let column = |align| Column { align: alignment(align), figures: false };
                        align.into_iter().map(column).collect()
                    }
                    _ => Vec::new(),
                };
                let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
                self.block(Block::Table { columns, head, rows });
            }
            (TagEnd::FootnoteDefinition, Frame::Blocks(blocks)) => {
                if let Some(Pending::Address(label)) = self.pending.pop() {
                    self.notes.entry(label).or_insert(blocks);
                }
            }
            (TagEnd::Emphasis, Frame::Inlines(c)) => self.inline(Inline::Em { c }),
            (TagEnd::Strong, Frame::Inlines(c)) => self.inline(Inline::Strong { c }),
            (TagEnd::Strikethrough, Frame::Inlines(c)) => self.inline(Inline::Del { c }),
            (TagEnd::Link, Frame::Inlines(c)) => {
                let span = self.address_span(&range);
                if let Some(Pending::Address(to)) = self.pending.pop() {
                    self.inline(Inline::Link { to: Target::parse(&to), c, span });
                }
            }
            (TagEnd::Image, Frame::Inlines(c)) => {
                let span = self.address_span(&range);
                if let Some(Pending::Address(to)) = self.pending.pop() {
                    let alt = crate::doc::plain(&c);
                    let target = match Target::parse(&to) {
                        Target::File(path) => match resolve_beside(self.folder, &path) {
                            Some(path) => Target::Picture(path),
                            None => Target::File(path),
                        },
                        target => target,
                    };
                    self.inline(Inline::Embed { target, alt, span });
                }
            }
            (_, Frame::Inlines(c)) => c.into_iter().for_each(|inline| self.inline(inline)),
            (_, Frame::Blocks(blocks)) => blocks.into_iter().for_each(|block| self.block(block)),
            _ => {}
        }
    }

    /// A tag of HTML within a line: an element opens or closes.
    fn tag(&mut self, tag: &str, range: &Range<usize>) {
        let Some((name, is_end)) = html::name(tag) else { return };
        if is_end {
            // What opened within it and did not close, closes with it; what
            // never opened does not close.
            let open = self.stack.iter().rev().map_while(Frame::element);
            let Some(depth) = open.map(|element| element.name.as_str()).position(|n| n == name)
            else {
                return;
            };
            (0..=depth).for_each(|_| self.close_element());
            return;
        }
        let span = self.span(range);
        if self.stack.len() >= DEEPEST {
            self.too_deep.get_or_insert(span);
            return;
        }
        let is_void = html::is_void(&name);
        self.stack.push(Frame::Element(Element { name, open: tag.to_string(), c: vec![], span }));
        if is_void {
            self.close_element();
        }
    }

    fn close_element(&mut self) {
        if self.stack.last().and_then(Frame::element).is_none() {
            return;
        }
        if let Some(Frame::Element(Element { name, open, c, span })) = self.stack.pop() {
            let close = if html::is_void(&name) { String::new() } else { format!("</{name}>") };
            self.inline(Inline::Html { open, close, c, span });
        }
    }

    /// An element ends at the latest with the Markdown that it stands in.
    fn close_elements(&mut self) {
        while self.stack.last().and_then(Frame::element).is_some() {
            self.close_element();
        }
    }

    fn text(&mut self, text: &str) {
        match self.stack.last_mut() {
            Some(Frame::Code(code)) => code.push_str(&unmask(text)),
            Some(Frame::Html(html)) => html.push_str(text),
            _ => self.inline(Inline::Text { v: unmask(text) }),
        }
    }

    fn inline(&mut self, inline: Inline) {
        let runs = match self.stack.last_mut() {
            Some(Frame::Inlines(runs)) => runs,
            Some(Frame::Element(element)) => &mut element.c,
            _ => &mut self.loose,
        };
        // Neighbouring texts become one, or a placeholder could be cut.
        match (runs.last_mut(), inline) {
            (Some(Inline::Text { v }), Inline::Text { v: more }) => v.push_str(&more),
            (_, inline) => runs.push(inline),
        }
    }

    fn block(&mut self, block: Block) {
        match self.stack.last_mut() {
            Some(Frame::Blocks(blocks)) => blocks.push(block),
            _ => self.root.push(block),
        }
    }

    /// A paragraph, or the embedding that is all it holds.
    fn paragraph(&mut self, mut c: Vec<Inline>) {
        if let [Inline::Embed { .. }] = c[..]
            && let Some(Inline::Embed { target, alt, span }) = c.pop()
        {
            return self.block(Block::Embed { target, alt, span });
        }
        self.block(Block::P { c });
    }

    fn flush_loose(&mut self) {
        if !self.loose.is_empty() {
            let c = std::mem::take(&mut self.loose);
            self.paragraph(c);
        }
    }

    pub(super) fn finish(mut self) -> Parsed {
        self.close_elements();
        self.flush_loose();
        let mut marks: Vec<(String, usize)> = self.marks.drain().collect();
        marks.sort_unstable_by_key(|(_, n)| *n);
        let items: Vec<Vec<Block>> =
            marks.iter().map(|(label, _)| self.notes.remove(label).unwrap_or_default()).collect();
        if !items.is_empty() {
            self.root.push(Block::Notes { items });
        }
        Parsed { blocks: self.root, too_deep: self.too_deep, lost: Vec::new() }
    }
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let length = text.get(range.clone()).map_or(range.len(), |t| t.trim_end().len());
    range.start..range.start + length
}

fn level_number(level: HeadingLevel) -> u8 {
    level as u8
}

fn alignment(align: Alignment) -> Align {
    match align {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}

fn alert(kind: BlockQuoteKind) -> AlertKind {
    match kind {
        BlockQuoteKind::Note => AlertKind::Note,
        BlockQuoteKind::Tip => AlertKind::Tip,
        BlockQuoteKind::Important => AlertKind::Important,
        BlockQuoteKind::Warning => AlertKind::Warning,
        BlockQuoteKind::Caution => AlertKind::Caution,
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}
