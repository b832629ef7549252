//! What every drawing has: the unit's contacts, date, legal basis, the logo,
//! the QR code that tells whether a print is current.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::artifact::qr::{Level, Qr};
use crate::artifact::{About, Head, Kind, Picture};
use crate::catalog::{Item, Localized};
use crate::edition::Edition;
use crate::source::Spanned;
use crate::source::picture::Medium;

impl Edition<'_> {
    /// What the files of an item in one language have in common.
    pub(super) fn about(&self, item: &Item, lang: &str, version: Option<String>) -> Arc<About> {
        Arc::new(About {
            of: Some(item.kind.word()),
            id: Some(item.id.value.to_string()),
            lang: Some(lang.to_string()),
            unit: self.kit.unit_id().map(str::to_string),
            facets: self.facets(item),
            version,
        })
    }

    /// What a file has in common with others that is of no item.
    pub(super) fn about_unit(&self, id: Option<String>, lang: Option<&str>) -> About {
        About {
            id,
            lang: lang.map(str::to_string),
            unit: self.kit.unit_id().map(str::to_string),
            ..About::default()
        }
    }

    /// The keys that every drawing's data has, `qr` excepted.
    pub(super) fn common(&self, item: &Item, lang: &str) -> Map<String, Value> {
        let kit = self.kit;
        let contacts = kit.contacts(lang);
        // A label in another language than the drawing's is worse than none.
        let own = |title: &Localized| title.get(lang).map(|_| kit.say(title, lang));
        let audiences: Vec<String> =
            item.audiences.iter().filter_map(|id| own(&kit.audience(id)?.title)).collect();
        let kicker = match audiences.len() {
            0 => None,
            1 | 2 => Some(audiences.join(" · ")),
            _ => Some(audiences[0].clone()),
        };
        let campaign = item.campaigns.iter().find_map(|id| kit.campaign(id));
        let data = json!({
            "lang": lang,
            "palette": self.palette(item),
            "unit": contacts,
            "logo": null,
            "date": self.date(kit.date, lang),
            "until": self.said_until(item, lang),
            "draft": kit.phase(item) == crate::catalog::Phase::Draft,
            "legal": self.legal_names(item, lang),
            "kicker": kicker,
            "campaign": campaign.and_then(|campaign| own(&campaign.record.title)),
            "icon": self.icon(item),
        });
        match data {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    /// An item's motif: its own icon, else its first audience's.
    fn icon(&self, item: &Item) -> Option<String> {
        let own = item.icon.as_ref().map(|icon| icon.value.clone());
        let of_audience = || {
            let audience = self.kit.audience(item.audiences.first()?)?;
            audience.icon.as_ref().map(|icon| icon.value.clone())
        };
        own.or_else(of_audience).filter(|icon| self.theme.has_icon(icon))
    }

    /// A code with its sentence; `None` where the address is too long, which
    /// the checks report.
    pub(super) fn qr(&self, address: &str, level: Level, label: String, lang: &str) -> Option<Qr> {
        let alt = format!("{}: {address}", self.word("scan_for_details", lang));
        Qr::new(address, level).ok().map(|qr| qr.with_words(Some(label), alt))
    }

    /// Adds the picture at `path` of the content folder to a drawing's
    /// `pictures`; its data for the template. `None` where it cannot be
    /// read, which the checks report.
    pub(super) fn picture(
        &self,
        path: &str,
        alt: &str,
        medium: Medium,
        pictures: &mut Vec<Picture>,
    ) -> Option<Map<String, Value>> {
        let picture = self.content.picture(path).ok()?.on(medium);
        let mut data = Map::new();
        data.insert("picture".into(), pictures.len().into());
        data.insert("digest".into(), picture.digest.to_hex().as_str().into());
        data.insert("alt".into(), alt.into());
        pictures.push(Picture { bytes: Arc::clone(&picture.bytes), digest: picture.digest });
        Some(data)
    }

    /// [`Edition::picture`] of a file that a field names.
    pub(super) fn field_picture(
        &self,
        src: &Spanned<String>,
        alt: &str,
        medium: Medium,
        pictures: &mut Vec<Picture>,
    ) -> Option<Map<String, Value>> {
        self.picture(&self.content.beside(src)?, alt, medium, pictures)
    }

    /// The logo of the kit's unit; null where it has none.
    pub(super) fn logo(&self, lang: &str, medium: Medium, pictures: &mut Vec<Picture>) -> Value {
        let alt = self.kit.contacts(lang).name;
        let logo = self.kit.logo().and_then(|src| self.field_picture(src, &alt, medium, pictures));
        json!(logo)
    }
}

/// A file of an item.
pub(super) fn head(path: String, kind: Kind, about: &Arc<About>) -> Head {
    Head::new(path, kind, Arc::clone(about))
}
