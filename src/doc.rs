//! Rich text as data: what Markdown becomes, and what pages and sheets are
//! made from. Text is raw until the catalogue fills its placeholders.
//!
//! The tree is the same from one end to the other; what differs is what its
//! links and embeddings are: `Target` as they are written, then whatever a
//! [`Turn`] makes of them.

use serde::{Deserialize, Serialize};

mod columns;
mod headings;
mod html;
mod target;
mod turn;

use crate::diag::Span;

pub use columns::{Align, Column, as_read};
pub use headings::{HeadingIds, heading_ids};
pub use html::{Markup, ROOT, visit_html};
pub use target::{ITEM_SCHEMES, Target};
pub use turn::{Turn, turn};

/// A block of rich text, whose links lead to an `L` and whose embeddings show
/// an `E`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Block<L = Target, E = Target> {
    /// A paragraph.
    P {
        /// Its text.
        c: Vec<Inline<L, E>>,
    },
    /// A heading.
    H {
        /// 1 to 6.
        level: u8,
        /// Its text.
        c: Vec<Inline<L, E>>,
        /// Its place.
        #[serde(skip)]
        span: Span,
    },
    /// A bulleted list.
    Ul {
        /// The items.
        items: Vec<Vec<Block<L, E>>>,
    },
    /// A numbered list.
    Ol {
        /// The first number.
        start: u64,
        /// The items.
        items: Vec<Vec<Block<L, E>>>,
    },
    /// A table.
    Table {
        /// The columns.
        columns: Vec<Column>,
        /// The head's cells.
        head: Vec<Vec<Inline<L, E>>>,
        /// The rows' cells.
        rows: Vec<Vec<Vec<Inline<L, E>>>>,
    },
    /// A highlighted box.
    Alert {
        /// What it is.
        kind: AlertKind,
        /// What it holds.
        c: Vec<Block<L, E>>,
    },
    /// A quotation.
    Quote {
        /// What it holds.
        c: Vec<Block<L, E>>,
    },
    /// A line between two parts.
    Rule,
    /// Text set as it is.
    Code {
        /// The text.
        v: String,
    },
    /// HTML, only where the kit allows it: as it was written until the kit
    /// fills it, cleaned from then on.
    Html {
        /// The markup.
        v: String,
        /// Its place.
        #[serde(skip)]
        span: Span,
    },
    /// A picture, an icon, a QR code or an infographic on a line of its own.
    Embed {
        /// What is embedded.
        target: E,
        /// Its text alternative, or a code's label.
        alt: String,
        /// The place of the address.
        #[serde(skip)]
        span: Span,
    },
    /// The footnotes, at the end.
    Notes {
        /// In order of number, from 1.
        items: Vec<Vec<Block<L, E>>>,
    },
}

/// A run of text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Inline<L = Target, E = Target> {
    /// Plain text.
    Text {
        /// The text.
        v: String,
    },
    /// Strong.
    Strong {
        /// What it holds.
        c: Vec<Inline<L, E>>,
    },
    /// Emphasised.
    Em {
        /// What it holds.
        c: Vec<Inline<L, E>>,
    },
    /// Struck through.
    Del {
        /// What it holds.
        c: Vec<Inline<L, E>>,
    },
    /// A link.
    Link {
        /// Where it leads.
        to: L,
        /// Its text.
        c: Vec<Inline<L, E>>,
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
    /// An element of HTML within a line, only where the kit allows it: its
    /// tags as they were written until the kit fills them, cleaned from then on.
    Html {
        /// The tag that opens it.
        open: String,
        /// The tag that closes it; none of an element that holds nothing.
        close: String,
        /// What it holds.
        c: Vec<Inline<L, E>>,
        /// The place of the opening tag.
        #[serde(skip)]
        span: Span,
    },
    /// A picture or icon within a line.
    Embed {
        /// What is embedded.
        target: E,
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

/// The kinds of highlighted box, as GitHub's Markdown names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

impl AlertKind {
    /// What the theme's words call it by.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            AlertKind::Note => "note",
            AlertKind::Tip => "tip",
            AlertKind::Important => "important",
            AlertKind::Warning => "warning",
            AlertKind::Caution => "caution",
        }
    }
}

/// The plain text of inlines, for titles, feeds and alternatives.
pub fn plain<L, E>(inlines: &[Inline<L, E>]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { v } | Inline::Code { v } => text.push_str(v),
            Inline::Strong { c }
            | Inline::Em { c }
            | Inline::Del { c }
            | Inline::Html { c, .. }
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
pub fn plain_blocks<L, E>(blocks: &[Block<L, E>]) -> String {
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
            Inline::Strong { c }
            | Inline::Em { c }
            | Inline::Del { c }
            | Inline::Html { c, .. } => visit_inlines(c, visit),
            Inline::Text { .. } | Inline::Code { .. } | Inline::Br | Inline::Note { .. } => {}
        }
    }
}
