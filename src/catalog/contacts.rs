//! A unit's contacts, with what is missing filled from the unit above it.

use super::{Kit, Unit};

/// How to reach a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Contacts {
    /// The unit's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Telephone line, as it is written.
    pub hotline: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Website.
    pub website: Option<String>,
    /// Facebook page.
    pub facebook: Option<String>,
    /// Zalo account.
    pub zalo: Option<String>,
}

impl Contacts {
    /// The field that `unit.<name>` names; empty where the unit has none.
    pub fn field(&self, name: &str) -> Option<String> {
        let field = match name {
            "name" => Some(self.name.clone()),
            "hotline" => self.hotline.clone(),
            "address" => self.address.clone(),
            "email" => self.email.clone(),
            "website" => self.website.clone(),
            "facebook" => self.facebook.clone(),
            "zalo" => self.zalo.clone(),
            _ => return None,
        };
        Some(field.unwrap_or_default())
    }

    /// The names a placeholder may use after `unit.`.
    pub const FIELDS: &[&str] =
        &["name", "hotline", "address", "email", "website", "facebook", "zalo"];
}

impl Kit {
    /// The id of the unit whose kit this is: the kit's own, else its only one.
    pub fn unit_id(&self) -> Option<&str> {
        match &self.config.unit {
            Some(id) => Some(id.as_str()),
            None => self.units.keys().next().map(String::as_str).filter(|_| self.units.len() == 1),
        }
    }

    /// The contacts of the kit's unit. A kit without units speaks in its own name.
    pub fn contacts(&self, lang: &str) -> Contacts {
        let Some(id) = self.unit_id().filter(|id| self.units.contains_key(*id)) else {
            return Contacts {
                name: self.say_unfilled(&self.config.title, lang),
                ..Contacts::default()
            };
        };
        self.contacts_of(id, lang)
    }

    /// The contacts of a unit, with those of the units above it for what it
    /// lacks.
    pub fn contacts_of(&self, id: &str, lang: &str) -> Contacts {
        let chain = self.unit_chain(id);
        let first = |field: &dyn Fn(&Unit) -> Option<String>| chain.iter().find_map(|u| field(u));
        Contacts {
            id: id.to_string(),
            name: first(&|u| Some(self.say_unfilled(&u.name, lang))).unwrap_or_default(),
            hotline: first(&|u| u.hotline.as_ref().map(|phone| phone.0.clone())),
            address: first(&|u| u.address.as_ref().map(|a| self.say_unfilled(a, lang))),
            email: first(&|u| u.email.as_ref().map(|e| e.value.clone())),
            website: first(&|u| u.website.as_ref().map(|w| w.value.clone())),
            facebook: first(&|u| u.facebook.as_ref().map(|f| f.value.clone())),
            zalo: first(&|u| u.zalo.as_ref().map(|z| z.value.clone())),
        }
    }

    /// A unit and those above it; a loop ends the chain.
    fn unit_chain(&self, id: &str) -> Vec<&Unit> {
        let mut chain: Vec<&Unit> = Vec::new();
        let mut next = self.units.get(id);
        while let Some(unit) = next {
            if chain.iter().any(|seen| std::ptr::eq(*seen, unit)) {
                break;
            }
            chain.push(unit);
            next = unit.parent.as_ref().and_then(|parent| self.units.get(parent.as_str()));
        }
        chain
    }

    /// Contacts fill placeholders, so they hold none themselves.
    fn say_unfilled(&self, text: &super::Localized, lang: &str) -> String {
        text.pick(lang, self.default_lang())
            .map_or_else(String::new, |(t, _)| t.line().into_owned())
    }
}
