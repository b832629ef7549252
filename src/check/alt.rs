//! `missing-alt`: a picture without words for those who cannot see it. Icons
//! beside text are decoration and may go without.

use crate::diag::{Diagnostic, Diagnostics, Id, Message, TextKey};
use crate::doc::{Target, visit_targets};
use crate::edition::Edition;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    for text in edition.texts() {
        visit_targets(&text.blocks, &mut |used| {
            let is_picture = matches!(
                used.target,
                Target::Picture(_) | Target::File(_) | Target::Url(_)
            ) || matches!(used.target, Target::Item { scheme, .. } if scheme == "infographic");
            if is_picture && used.alt.is_some_and(|alt| alt.trim().is_empty()) {
                out.push(
                    Diagnostic::new(Id::MissingAlt, text.place(edition, used.span))
                        .hint(Message::new(TextKey::HINT_ALT)),
                );
            }
        });
    }
}
