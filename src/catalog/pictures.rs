//! The pictures that fields name: a message's or a leaflet's, a campaign's
//! cover, a unit's logo. Hands on where each is named and its alternative.

use super::{Body, Item, Kit, Localized, Picture};
use crate::source::Spanned;

/// A picture that a field names.
pub struct Pictured<'k> {
    /// The file, beside the file that names it.
    pub src: &'k Spanned<String>,
    /// The picture in words; a logo's is its unit's name.
    pub alt: Option<&'k Localized>,
    /// The field that holds those words.
    pub alt_field: &'static str,
    /// Whether it fills a frame, which cuts off what does not fit.
    pub is_framed: bool,
}

impl Item {
    /// The picture that a message or a leaflet has.
    pub fn picture(&self) -> Option<&Picture> {
        match &self.body {
            Body::Message(message) => message.picture.as_ref(),
            Body::Leaflet(leaflet) => leaflet.picture.as_ref(),
            Body::Infographic(_) | Body::Broadcast { .. } | Body::Text(_) => None,
        }
    }
}

impl Kit {
    /// Every picture that a field of the kit names.
    pub fn pictured(&self) -> Vec<Pictured<'_>> {
        let items = self.items.iter().filter_map(|item| item.picture()).map(|picture| Pictured {
            src: &picture.src,
            alt: picture.alt.as_ref(),
            alt_field: "alt",
            is_framed: true,
        });
        let covers = self.campaigns.iter().filter_map(|campaign| {
            Some(Pictured {
                src: campaign.record.cover.as_ref()?,
                alt: campaign.record.cover_alt.as_ref(),
                alt_field: "cover_alt",
                is_framed: true,
            })
        });
        let logos = self.units.values().filter_map(|unit| {
            Some(Pictured {
                src: unit.logo.as_ref()?,
                alt: Some(&unit.name),
                alt_field: "name",
                is_framed: false,
            })
        });
        items.chain(covers).chain(logos).collect()
    }

    /// The logo of the kit's unit, or the nearest one above it.
    pub fn logo(&self) -> Option<&Spanned<String>> {
        let mut unit = self.units.get(self.unit_id()?)?;
        // A unit that is its own ancestor ends the search.
        for _ in 0..=self.units.len() {
            if let Some(logo) = &unit.logo {
                return Some(logo);
            }
            unit = self.units.get(unit.parent.as_ref()?.as_str())?;
        }
        None
    }
}
