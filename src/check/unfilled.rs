//! `unfilled`: what a scaffold left for its editor to fill in, and nobody did.
//! An error where an approved item says it; a warning in a draft and in what
//! the whole kit shares, which a new kit begins with.

use std::collections::BTreeMap;

use crate::catalog::unfilled::{example_host, find, is_nowhere};
use crate::catalog::{Kit, Owner, Status};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Severity, Span, TextKey};
use crate::edition::{Edition, address};
use crate::source::Spanned;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let kit = edition.kit;
    // A text of two owners (a unit's own wording) weighs as the heavier.
    let mut places: BTreeMap<Span, bool> = BTreeMap::new();
    for text in &kit.texts {
        let Some(is_approved) = weight(kit, &text.owner) else { continue };
        for span in &text.spans {
            *places.entry(*span).or_default() |= is_approved;
        }
    }
    for (span, is_approved) in places {
        let written = edition.text(span);
        for range in find(written) {
            let place = span.slice(range.start, range.end);
            let said = Diagnostic::new(Id::Unfilled, place)
                .with("text", edition.text(place))
                .hint(Message::new(TextKey::HINT_FILL_IN));
            out.push(if is_approved { said } else { said.weighing(Severity::Warning) });
        }
        if is_approved && let Some(range) = example_host(written) {
            host(kit, span.slice(range.start, range.end), &written[range], out);
        }
    }
    if !kit.items.iter().any(|item| item.life.status == Status::Approved) {
        return;
    }
    let urls = std::iter::once(&kit.config.base_url).chain(&kit.config.qr_base);
    for url in urls.filter(|url| is_nowhere(&address::host(url))) {
        let said = Diagnostic::new(Id::Unfilled, url.span).text(TextKey::UNFILLED_ADDRESS);
        let said = said.with("text", &url.value).hint(Message::new(TextKey::HINT_BASE_URL));
        out.push(said.weighing(Severity::Warning));
    }
    for unit in kit.units.values() {
        let who = unit.spokesperson.as_ref();
        let fields: [Option<&Spanned<String>>; 5] = [
            unit.email.as_ref(),
            unit.website.as_ref(),
            unit.facebook.as_ref(),
            unit.zalo.as_ref(),
            who.and_then(|who| who.email.as_ref()),
        ];
        for field in fields.into_iter().flatten() {
            if let Some(range) = example_host(&field.value) {
                host(kit, field.span, &field.value[range], out);
            }
        }
    }
}

/// Whether what an owner says is approved; none where nobody will read it.
fn weight(kit: &Kit, owner: &Owner) -> Option<bool> {
    match owner {
        Owner::Kit => Some(false),
        Owner::Item(kind, id) => match kit.item(*kind, id).map(|item| item.life.status) {
            Some(Status::Approved) => Some(true),
            Some(Status::Draft) | None => Some(false),
            Some(Status::Withdrawn) => None,
        },
    }
}

/// A host that stands for another; the kit's own may be one.
fn host(kit: &Kit, place: Span, found: &str, out: &mut Diagnostics) {
    let own = [&kit.base_url, &kit.qr_base].map(|url| address::host(url));
    if own.iter().any(|own| own == found) {
        return;
    }
    let said = Diagnostic::new(Id::Unfilled, place).text(TextKey::UNFILLED_ADDRESS);
    out.push(
        said.with("text", found)
            .hint(Message::new(TextKey::HINT_FILL_IN))
            .weighing(Severity::Warning),
    );
}
