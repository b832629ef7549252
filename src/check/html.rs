//! `lost-text` of blocks of HTML in what is printed: a page shows them, a
//! sheet has no place for them.

use crate::catalog::Body;
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Severity, TextKey};
use crate::doc::visit_html;
use crate::edition::Edition;
use crate::source::markdown::html;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    for text in edition.texts() {
        let body = text.item.map(|item| &item.body);
        if !matches!(body, Some(Body::Leaflet(_) | Body::Broadcast { .. })) {
            continue;
        }
        visit_html(&text.blocks, &mut |markup| {
            // Within a line the words stay, without their tags.
            if markup.is_block && !html::words(markup.text).is_empty() {
                out.push(
                    Diagnostic::new(Id::LostText, markup.span)
                        .text(TextKey::LOST_HTML_PRINT)
                        .hint(Message::new(TextKey::HINT_NO_HTML_PRINT))
                        // The page of the item has it.
                        .weighing(Severity::Warning),
                );
            }
        });
    }
}
