//! `legal-not-in-force`: a published item, or a fact it quotes, rests on a
//! document that is not in force on the build date.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics, Id, Message, Span, TextKey};
use crate::edition::Edition;
use crate::source::{ItemId, Spanned};

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let kit = edition.kit;
    let mut cited: Vec<&Spanned<ItemId>> = Vec::new();
    let mut seen: BTreeSet<(Span, &str)> = BTreeSet::new();
    for item in kit.listed() {
        cited.extend(&item.legal);
        for id in kit.rests_on(item) {
            let Some(fact) = kit.facts.0.get(id) else { continue };
            cited.extend(fact.dated(kit.date).and_then(|value| value.value.legal.as_ref()));
            cited.extend(&fact.record.legal);
        }
    }
    for id in cited {
        let Some(legal) = kit.legal(id) else { continue };
        if legal.in_force.contains(kit.date) || !seen.insert((id.span, id.as_str())) {
            continue;
        }
        let mut diagnostic = Diagnostic::new(Id::LegalNotInForce, id.span)
            .with("id", id.as_str())
            .with("number", &legal.number)
            .with("date", kit.date.to_string());
        if let Some(replaced) = &legal.replaced_by {
            diagnostic = diagnostic
                .hint(Message::new(TextKey::HINT_REPLACED_BY).with("id", replaced.as_str()));
        }
        out.push(diagnostic);
    }
}
