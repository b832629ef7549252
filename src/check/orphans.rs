//! `orphan-item`: a published item in no campaign and of no audience, which
//! no kit page leads to.

use crate::diag::{Diagnostic, Diagnostics, Id, Message, TextKey};
use crate::edition::Edition;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    for item in edition.kit.listed() {
        if item.campaigns.is_empty() && item.audiences.is_empty() {
            let default = edition.kit.default_lang();
            let title = item.title.pick(default, default).map(|(text, _)| text.span);
            out.push(
                Diagnostic::new(Id::OrphanItem, title.unwrap_or(item.id.span))
                    .with("id", item.id.as_str())
                    .hint(Message::new(TextKey::HINT_ORPHAN)),
            );
        }
    }
}
