//! `heading-order`: headings go down one level at a time, beginning with the
//! second, since the title is the first.

use crate::diag::{Diagnostic, Diagnostics, Id};
use crate::doc::Block;
use crate::edition::Edition;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    for text in edition.texts() {
        let mut above = 1;
        for block in text.blocks.iter() {
            let Block::H { level, span, .. } = block else { continue };
            if *level > above + 1 || *level == 1 {
                out.push(
                    Diagnostic::new(Id::HeadingOrder, text.place(edition, *span))
                        .with("level", level.to_string())
                        .with("above", above.to_string()),
                );
            }
            above = *level;
        }
    }
}
