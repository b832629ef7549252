//! What a card's template needs: `missing-field` where the message lacks it,
//! `text-overflow` where it has more steps than a card can show.

use crate::catalog::{Item, Localized, Message};
use crate::diag::{Diagnostic, Diagnostics, Id, Message as Say, Span, TextKey};
use crate::edition::{Edition, has_field};
use crate::theme::CardField;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    for item in &edition.kit.items {
        let Some(message) = item.message() else { continue };
        let (name, template) = edition.card_template(item, message);
        let (least, most) = template.count(CardField::Steps);
        let shows_steps = template.shows(CardField::Steps);
        // Steps that it shows and does not need may be left out, not cut short.
        let is_short = shows_steps && (1..least).contains(&message.steps.len());
        let lacks = |field: &&CardField| {
            !has_field(item, message, **field) || is_short && **field == CardField::Steps
        };
        let lacking = template.needs.iter().find(lacks);
        if let Some(field) = lacking.copied().or(is_short.then_some(CardField::Steps)) {
            out.push(missing(item, message, field, name, least));
        }
        if shows_steps {
            too_many(message, most, out);
        }
    }
}

fn missing(
    item: &Item,
    message: &Message,
    field: CardField,
    template: &str,
    least: usize,
) -> Diagnostic {
    let at = message.card.as_ref().map(|card| card.span);
    let at = at.or_else(|| message.steps.first().and_then(place)).unwrap_or(item.id.span);
    let hint = match field {
        CardField::Figure => Say::new(TextKey::HINT_CARD_FIGURE),
        CardField::Steps => {
            Say::new(TextKey::HINT_CARD_STEPS).with("least", least.max(1).to_string())
        }
        CardField::Picture => Say::new(TextKey::HINT_CARD_PICTURE),
        field => Say::new(TextKey::HINT_CARD_NEEDS).with("field", content_field(field)),
    };
    Diagnostic::new(Id::MissingField, at)
        .with("field", content_field(field))
        .hint(hint.with("template", template))
}

/// What the content model calls it.
fn content_field(field: CardField) -> &'static str {
    match field {
        CardField::Label => "figure_label",
        field => field.word(),
    }
}

/// Reports the first step that a card has no room for.
fn too_many(message: &Message, most: usize, out: &mut Diagnostics) {
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
