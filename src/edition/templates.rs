//! Which template of the theme an item is drawn with: the one it names, or
//! the theme's own choice.

use super::Edition;
use crate::catalog::{self, Item, Leaflet, Message};
use crate::theme::{CardField, CardTemplate, Infographic, Sheet};

/// Whether a message has what a card can show.
#[must_use]
pub fn has_field(item: &Item, message: &Message, field: CardField) -> bool {
    match field {
        CardField::Headline => true,
        CardField::Body => item.summary.is_some(),
        CardField::Figure => item.figure.is_some(),
        CardField::Label => item.figure_label.is_some(),
        CardField::Steps => !message.steps.is_empty(),
        CardField::By => message.by.is_some(),
        CardField::Picture => message.picture.is_some(),
        CardField::Icon => item.icon.is_some(),
    }
}

impl Edition<'_> {
    /// The template of a message's card. One that the theme lacks is reported
    /// by the checks.
    #[must_use]
    pub fn card_template(&self, item: &Item, message: &Message) -> (&str, &CardTemplate) {
        let named = message.card.as_ref().map(|card| card.as_str());
        self.theme.card_template(named, &|field| has_field(item, message, field))
    }

    /// The sheet of a leaflet; nothing where the theme lacks it, which is
    /// reported by the checks.
    #[must_use]
    pub fn sheet(&self, leaflet: &Leaflet) -> Option<(&str, &Sheet)> {
        self.theme.sheet(leaflet.template.as_ref().map(|name| name.as_str()))
    }

    /// The layout of an infographic; nothing where the theme lacks it.
    #[must_use]
    pub fn layout(&self, infographic: &catalog::Infographic) -> Option<(&str, &Infographic)> {
        self.theme.infographic(infographic.template.as_ref().map(|name| name.as_str()))
    }
}
