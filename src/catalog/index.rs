//! Finding things by id: the ids that were declared, also of what did not
//! decode, and the places of campaigns, audiences, documents and items.

use std::collections::{BTreeMap, HashMap};

use super::{Kind, Kit};
use crate::diag::Span;
use crate::source::ItemId;

/// The kinds that `product:` may name.
const PRODUCTS: &[Kind] = &[Kind::Leaflet, Kind::Infographic, Kind::Broadcast];

/// The kinds a link's scheme names: one, or the products.
pub fn kinds_of(scheme: &str) -> Vec<Kind> {
    match scheme {
        "product" => PRODUCTS.to_vec(),
        _ => Kind::from_word(scheme).into_iter().collect(),
    }
}

/// Every id that was written, by namespace, and where, also of what did not
/// decode: a reference to a faulty item is not a second fault.
#[derive(Debug, Clone, Default)]
pub struct Declared(BTreeMap<&'static str, BTreeMap<String, Span>>);

impl Declared {
    /// Declares an id. `Err` holds the place of the one that has it already.
    pub fn add(&mut self, namespace: &'static str, id: &str, span: Span) -> Result<(), Span> {
        let ids = self.0.entry(namespace).or_default();
        match ids.get(id) {
            Some(first) => Err(*first),
            None => {
                ids.insert(id.to_string(), span);
                Ok(())
            }
        }
    }

    /// Whether an id was declared.
    pub fn has(&self, namespace: &str, id: &str) -> bool {
        self.0.get(namespace).is_some_and(|ids| ids.contains_key(id))
    }

    /// The ids of a namespace, sorted.
    pub fn ids(&self, namespace: &str) -> impl Iterator<Item = &str> {
        self.0.get(namespace).into_iter().flat_map(|ids| ids.keys().map(String::as_str))
    }

    /// Whether `scheme:id` names something that was declared; `product` is a
    /// leaflet, infographic or broadcast.
    pub fn has_target(&self, scheme: &str, id: &str) -> bool {
        match scheme {
            "product" => PRODUCTS.iter().any(|kind| self.has(kind.word(), id)),
            _ => self.has(scheme, id),
        }
    }

    /// The ids that `scheme:` may name.
    pub fn targets(&self, scheme: &str) -> Vec<&str> {
        match scheme {
            "product" => PRODUCTS.iter().flat_map(|kind| self.ids(kind.word())).collect(),
            _ => self.ids(scheme).collect(),
        }
    }
}

/// Places in a list, by id.
type Places = HashMap<String, usize>;

/// Where each thing is in the kit's lists, by id; items also by the ids they
/// had before.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    ids: HashMap<Kind, Places>,
    aliases: HashMap<Kind, Places>,
    campaigns: Places,
    audiences: Places,
    legal: Places,
}

/// The places of things by their ids; of two with one id, the first.
fn places<'i>(ids: impl Iterator<Item = &'i ItemId>) -> Places {
    let mut places = Places::new();
    for (at, id) in ids.enumerate() {
        places.entry(id.to_string()).or_insert(at);
    }
    places
}

impl Index {
    /// The index of a kit's lists.
    pub(super) fn of(kit: &Kit) -> Self {
        let mut index = Index {
            campaigns: places(kit.campaigns.iter().map(|campaign| &campaign.id)),
            audiences: places(kit.audiences.iter().map(|audience| &audience.id.value)),
            legal: places(kit.legal.iter().map(|legal| &legal.id.value)),
            ..Index::default()
        };
        for (at, item) in kit.items.iter().enumerate() {
            let ids = index.ids.entry(item.kind).or_default();
            ids.entry(item.id.to_string()).or_insert(at);
            for alias in &item.life.aliases {
                let aliases = index.aliases.entry(item.kind).or_default();
                aliases.entry(alias.to_string()).or_insert(at);
            }
        }
        index
    }

    /// The place of a campaign.
    pub(super) fn campaign(&self, id: &str) -> Option<usize> {
        self.campaigns.get(id).copied()
    }

    /// The place of an audience.
    pub(super) fn audience(&self, id: &str) -> Option<usize> {
        self.audiences.get(id).copied()
    }

    /// The place of a legal document.
    pub(super) fn legal(&self, id: &str) -> Option<usize> {
        self.legal.get(id).copied()
    }

    /// The place of the item with this id.
    pub(super) fn by_id(&self, kind: Kind, id: &str) -> Option<usize> {
        self.ids.get(&kind)?.get(id).copied()
    }

    /// The place of the item that had this id before.
    pub(super) fn by_alias(&self, kind: Kind, id: &str) -> Option<usize> {
        self.aliases.get(&kind)?.get(id).copied()
    }
}
