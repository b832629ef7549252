//! The markup that a text holds, where a kit allows it.

use super::{Block, Inline};
use crate::diag::Span;

/// Walks every piece of HTML of blocks, as it is written, with its place.
pub fn visit_html<'b>(blocks: &'b [Block], visit: &mut impl FnMut(&'b str, Span)) {
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
            Block::Html { v, span } => visit(v, *span),
            Block::Rule | Block::Code { .. } | Block::Embed { .. } => {}
        }
    }
}

fn inlines<'b>(runs: &'b [Inline], visit: &mut impl FnMut(&'b str, Span)) {
    for inline in runs {
        match inline {
            Inline::Html { open, c, span, .. } => {
                visit(open, *span);
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
