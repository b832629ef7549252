//! What a card's template needs: `missing-field` where the message lacks it,
//! `text-overflow` where it has more steps than a card can show.

use crate::catalog::{CardTemplate, Localized, Message};
use crate::diag::{Diagnostic, Diagnostics, Id, Message as Say, Span, TextKey};
use crate::edition::Edition;

/// How many steps a card shows (content contract: two to four, read at a glance).
const STEPS: std::ops::RangeInclusive<usize> = 2..=4;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    for item in &edition.kit.items {
        let Some(message) = item.message() else { continue };
        let template = message.template(item.figure.is_some());
        let steps = message.steps.len();
        let lacks = match template {
            // A quote without a speaker is the unit's.
            CardTemplate::Statement | CardTemplate::Quote => None,
            CardTemplate::Figure => {
                item.figure.is_none().then_some(("figure", TextKey::HINT_CARD_FIGURE))
            }
            CardTemplate::Steps => {
                (steps < *STEPS.start()).then_some(("steps", TextKey::HINT_CARD_STEPS))
            }
            CardTemplate::Photo => {
                message.picture.is_none().then_some(("picture", TextKey::HINT_CARD_PICTURE))
            }
        };
        if let Some((field, hint)) = lacks {
            let at = message.card.as_ref().map(|card| card.span);
            let at = at.or_else(|| message.steps.first().and_then(place)).unwrap_or(item.id.span);
            let diagnostic = Diagnostic::new(Id::MissingField, at).with("field", field);
            out.push(diagnostic.hint(Say::new(hint)));
        }
        if template == CardTemplate::Steps {
            too_many(message, out);
        }
    }
}

/// Reports the first step that a card has no room for.
fn too_many(message: &Message, out: &mut Diagnostics) {
    let most = *STEPS.end();
    if let Some(span) = message.steps.get(most).and_then(place) {
        out.push(
            Diagnostic::new(Id::TextOverflow, span)
                .text(TextKey::TEXT_OVERFLOW_STEPS)
                .with("most", most.to_string())
                .with("count", message.steps.len().to_string())
                .hint(Say::new(TextKey::HINT_SHORTEN)),
        );
    }
}

fn place(text: &Localized) -> Option<Span> {
    text.iter().next().map(|(_, text)| text.span)
}
