//! `unverified-fact`: a fact of which nobody says to have checked it.

use crate::diag::{Diagnostic, Diagnostics, Id, Message, TextKey};
use crate::edition::Edition;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    for fact in edition.kit.facts.0.values() {
        if fact.record.verified.is_none() {
            out.push(
                Diagnostic::new(Id::UnverifiedFact, fact.record.id.span)
                    .with("fact", fact.record.id.as_str())
                    .hint(Message::new(TextKey::HINT_VERIFY)),
            );
        }
    }
}
