//! `unverified-fact`: a fact of which nobody says to have checked it.
//!
//! A formula over a fact that is not verified itself is the same cause, and is
//! not said again; one over verified facts alone is its own.

use crate::catalog::Fact;
use crate::diag::{Diagnostic, Diagnostics, Id, Message, TextKey};
use crate::edition::Edition;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let facts = &edition.kit.facts.0;
    let open = |fact: &Fact| fact.record.verified.is_none();
    for fact in facts.values().filter(|fact| open(fact)) {
        let used = fact.formula.iter().flat_map(|formula| formula.facts());
        if used.filter_map(|(id, _)| facts.get(id)).any(open) {
            continue;
        }
        out.push(
            Diagnostic::new(Id::UnverifiedFact, fact.record.id.span)
                .with("fact", fact.record.id.as_str())
                .hint(Message::new(TextKey::HINT_VERIFY)),
        );
    }
}
