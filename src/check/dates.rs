//! `invalid-date` of what has not happened yet on the build date: an approval,
//! a verification. A warning: a kit may be built for a day that is past.

use crate::diag::{Diagnostic, Diagnostics, Id, Message, Severity, TextKey};
use crate::edition::Edition;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let kit = edition.kit;
    let approved = kit.items.iter().filter_map(|item| item.life.approved_on.as_ref());
    let approved = approved.map(|on| (on, TextKey::APPROVED_LATER));
    let verified = kit.facts.0.values().filter_map(|fact| fact.record.verified.as_ref());
    let verified = verified.map(|verified| (&verified.on, TextKey::VERIFIED_LATER));
    for (on, text) in approved.chain(verified).filter(|(on, _)| on.value > kit.date) {
        out.push(
            Diagnostic::new(Id::InvalidDate, on.span)
                .text(text)
                .with("date", on.value.to_string())
                .with("today", kit.date.to_string())
                .hint(Message::new(TextKey::HINT_DATE_LATER))
                .weighing(Severity::Warning),
        );
    }
}
