//! Rich text as data: what Markdown becomes, and what pages and sheets are
//! made from. Text is raw until the catalogue fills its placeholders.

use serde::Serialize;

mod headings;
mod target;

use crate::diag::Span;

pub use headings::{HeadingIds, heading_ids};
pub use target::{ITEM_SCHEMES, Target};

/// A block of rich text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Block {
    /// A paragraph.
    P {
        /// Its text.
        c: Vec<Inline>,
    },
    /// A heading.
    H {
        /// 1 to 6.
        level: u8,
        /// Its text.
        c: Vec<Inline>,
        /// Its place.
        #[serde(skip)]
        span: Span,
    },
    /// A bulleted list.
    Ul {
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A numbered list.
    Ol {
        /// The first number.
        start: u64,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table {
        /// One a column.
        align: Vec<Align>,
        /// The head's cells.
        head: Vec<Vec<Inline>>,
        /// The rows' cells.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A highlighted box.
    Alert {
        /// What it is.
        kind: AlertKind,
        /// What it holds.
        c: Vec<Block>,
    },
    /// A quotation.
    Quote {
        /// What it holds.
        c: Vec<Block>,
    },
    /// A line between two parts.
    Rule,
    /// Text set as it is.
    Code {
        /// The text.
        v: String,
    },
    /// Cleaned HTML, only where the kit allows it.
    Html {
        /// The cleaned markup.
        v: String,
    },
    /// A picture, an icon, a QR code or an infographic on a line of its own.
    Embed {
        /// What is embedded.
        target: Target,
        /// Its text alternative, or a code's label.
        alt: String,
        /// The place of the address.
        #[serde(skip)]
        span: Span,
    },
    /// The footnotes, at the end.
    Notes {
        /// In order of number, from 1.
        items: Vec<Vec<Block>>,
    },
}

/// A run of text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Inline {
    /// Plain text.
    Text {
        /// The text.
        v: String,
    },
    /// Strong.
    Strong {
        /// What it holds.
        c: Vec<Inline>,
    },
    /// Emphasised.
    Em {
        /// What it holds.
        c: Vec<Inline>,
    },
    /// Struck through.
    Del {
        /// What it holds.
        c: Vec<Inline>,
    },
    /// A link.
    Link {
        /// Where it leads.
        to: Target,
        /// Its text.
        c: Vec<Inline>,
        /// The place of the address.
        #[serde(skip)]
        span: Span,
    },
    /// Text set as it is.
    Code {
        /// The text.
        v: String,
    },
    /// A line break.
    Br,
    /// A picture or icon within a line.
    Embed {
        /// What is embedded.
        target: Target,
        /// Its text alternative.
        alt: String,
        /// The place of the address.
        #[serde(skip)]
        span: Span,
    },
    /// A mark that leads to a footnote.
    Note {
        /// Its number, from 1.
        n: usize,
    },
}

/// How a table's column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// As the language reads.
    None,
    /// Left.
    Left,
    /// Centred.
    Center,
    /// Right.
    Right,
}

/// The kinds of highlighted box, as GitHub's Markdown names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AlertKind {
    /// Good to know.
    Note,
    /// Advice.
    Tip,
    /// Must be known.
    Important,
    /// May do harm.
    Warning,
    /// Will do harm.
    Caution,
}

/// The plain text of inlines, for titles, feeds and alternatives.
pub fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { v } | Inline::Code { v } => text.push_str(v),
            Inline::Strong { c }
            | Inline::Em { c }
            | Inline::Del { c }
            | Inline::Link { c, .. } => {
                text.push_str(&plain(c));
            }
            Inline::Br => text.push(' '),
            Inline::Embed { alt, .. } => text.push_str(alt),
            Inline::Note { .. } => {}
        }
    }
    text
}

/// The plain text of blocks, paragraphs parted by blank lines.
pub fn plain_blocks(blocks: &[Block]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for block in blocks {
        match block {
            Block::P { c } | Block::H { c, .. } => parts.push(plain(c)),
            Block::Ul { items } | Block::Ol { items, .. } | Block::Notes { items } => {
                parts.extend(items.iter().map(|item| plain_blocks(item)));
            }
            Block::Table { head, rows, .. } => {
                for row in std::iter::once(head).chain(rows) {
                    parts.push(row.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" · "));
                }
            }
            Block::Alert { c, .. } | Block::Quote { c } => parts.push(plain_blocks(c)),
            Block::Code { v } => parts.push(v.clone()),
            Block::Embed { alt, .. } => parts.push(alt.clone()),
            Block::Rule | Block::Html { .. } => {}
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n\n")
}

/// Walks every link and embedding of blocks.
pub fn visit_targets<'b>(blocks: &'b [Block], visit: &mut impl FnMut(Use<'b>)) {
    for block in blocks {
        match block {
            Block::P { c } | Block::H { c, .. } => visit_inlines(c, visit),
            Block::Ul { items } | Block::Ol { items, .. } | Block::Notes { items } => {
                items.iter().for_each(|item| visit_targets(item, visit));
            }
            Block::Table { head, rows, .. } => {
                head.iter().for_each(|cell| visit_inlines(cell, visit));
                rows.iter().flatten().for_each(|cell| visit_inlines(cell, visit));
            }
            Block::Alert { c, .. } | Block::Quote { c } => visit_targets(c, visit),
            Block::Embed { target, alt, span } => {
                visit(Use { target, span: *span, alt: Some(alt), is_inline: false });
            }
            Block::Rule | Block::Code { .. } | Block::Html { .. } => {}
        }
    }
}

/// One use of a target in a text.
#[derive(Debug, Clone, Copy)]
pub struct Use<'b> {
    /// Where it leads or what it shows.
    pub target: &'b Target,
    /// The place of the address.
    pub span: Span,
    /// The text alternative of an embedding; `None` for a link.
    pub alt: Option<&'b str>,
    /// Whether it stands in a line of text, not on a line of its own.
    pub is_inline: bool,
}

fn visit_inlines<'b>(inlines: &'b [Inline], visit: &mut impl FnMut(Use<'b>)) {
    for inline in inlines {
        match inline {
            Inline::Link { to, c, span } => {
                visit(Use { target: to, span: *span, alt: None, is_inline: true });
                visit_inlines(c, visit);
            }
            Inline::Embed { target, alt, span } => {
                visit(Use { target, span: *span, alt: Some(alt), is_inline: true });
            }
            Inline::Strong { c } | Inline::Em { c } | Inline::Del { c } => visit_inlines(c, visit),
            Inline::Text { .. } | Inline::Code { .. } | Inline::Br | Inline::Note { .. } => {}
        }
    }
}

/// Rewrites every text of blocks, and every target.
pub fn map_blocks(
    blocks: &[Block],
    text: &impl Fn(&str) -> String,
    target: &impl Fn(&Target) -> Target,
) -> Vec<Block> {
    let inl = |c: &[Inline]| map_inlines(c, text, target);
    let blk = |c: &[Block]| map_blocks(c, text, target);
    let cells = |row: &[Vec<Inline>]| row.iter().map(|cell| inl(cell)).collect::<Vec<_>>();
    blocks
        .iter()
        .map(|block| match block {
            Block::P { c } => Block::P { c: inl(c) },
            Block::H { level, c, span } => Block::H { level: *level, c: inl(c), span: *span },
            Block::Ul { items } => Block::Ul { items: items.iter().map(|i| blk(i)).collect() },
            Block::Ol { start, items } => {
                Block::Ol { start: *start, items: items.iter().map(|i| blk(i)).collect() }
            }
            Block::Notes { items } => {
                Block::Notes { items: items.iter().map(|i| blk(i)).collect() }
            }
            Block::Table { align, head, rows } => Block::Table {
                align: align.clone(),
                head: cells(head),
                rows: rows.iter().map(|row| cells(row)).collect(),
            },
            Block::Alert { kind, c } => Block::Alert { kind: *kind, c: blk(c) },
            Block::Quote { c } => Block::Quote { c: blk(c) },
            Block::Rule => Block::Rule,
            Block::Code { v } => Block::Code { v: text(v) },
            Block::Html { v } => Block::Html { v: text(v) },
            Block::Embed { target: t, alt, span } => {
                Block::Embed { target: target(t), alt: text(alt), span: *span }
            }
        })
        .collect()
}

fn map_inlines(
    inlines: &[Inline],
    text: &impl Fn(&str) -> String,
    target: &impl Fn(&Target) -> Target,
) -> Vec<Inline> {
    let inl = |c: &[Inline]| map_inlines(c, text, target);
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text { v } => Inline::Text { v: text(v) },
            Inline::Strong { c } => Inline::Strong { c: inl(c) },
            Inline::Em { c } => Inline::Em { c: inl(c) },
            Inline::Del { c } => Inline::Del { c: inl(c) },
            Inline::Link { to, c, span } => Inline::Link { to: target(to), c: inl(c), span: *span },
            Inline::Code { v } => Inline::Code { v: text(v) },
            Inline::Br => Inline::Br,
            Inline::Embed { target: t, alt, span } => {
                Inline::Embed { target: target(t), alt: text(alt), span: *span }
            }
            Inline::Note { n } => Inline::Note { n: *n },
        })
        .collect()
}
