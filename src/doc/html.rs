//! The markup that a text holds, where a kit allows it.

use super::{Block, Inline};
use crate::diag::Span;

/// Stands before an address from the site's root in HTML that is shown; the
/// way to the root is known where a page is written. No text may hold it.
pub const ROOT: char = '\u{e000}';

/// A piece of HTML, as it is written.
#[derive(Debug, Clone, Copy)]
pub struct Markup<'b> {
    /// A block, or the tag that opens an element within a line.
    pub text: &'b str,
    /// Its place.
    pub span: Span,
    /// Whether it is a block.
    pub is_block: bool,
}

/// Walks every piece of HTML of blocks.
pub fn visit_html<'b>(blocks: &'b [Block], visit: &mut impl FnMut(Markup<'b>)) {
    for block in blocks {
        match block {
            Block::P { c } | Block::H { c, .. } => inlines(c, visit),
            Block::Ul { items } | Block::Ol { items, .. } | Block::Notes { items } => {
                items.iter().for_each(|item| visit_html(item, visit));
            }
            Block::Table { head, rows, .. } => {
                head.iter().for_each(|cell| inlines(cell, visit));
                rows.iter().flatten().for_each(|cell| inlines(cell, visit));
            }
            Block::Alert { c, .. } | Block::Quote { c } => visit_html(c, visit),
            Block::Html { v, span } => visit(Markup { text: v, span: *span, is_block: true }),
            Block::Rule | Block::Code { .. } | Block::Embed { .. } => {}
        }
    }
}

fn inlines<'b>(runs: &'b [Inline], visit: &mut impl FnMut(Markup<'b>)) {
    for inline in runs {
        match inline {
            Inline::Html { open, c, span, .. } => {
                visit(Markup { text: open, span: *span, is_block: false });
                inlines(c, visit);
            }
            Inline::Strong { c }
            | Inline::Em { c }
            | Inline::Del { c }
            | Inline::Link { c, .. } => inlines(c, visit),
            Inline::Text { .. }
            | Inline::Code { .. }
            | Inline::Br
            | Inline::Embed { .. }
            | Inline::Note { .. } => {}
        }
    }
}
