//! Finding things by id: the ids that were declared, also of what did not
//! decode, and the items, also by the ids they had before.

use std::collections::{BTreeMap, HashMap};

use super::{Item, Kind};
use crate::diag::Span;

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

/// Where each item is in the kit's list, by kind and id, and by the ids it
/// had before.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    ids: HashMap<(Kind, String), usize>,
    aliases: HashMap<(Kind, String), usize>,
}

impl Index {
    /// The index of `items`.
    pub(super) fn of(items: &[Item]) -> Self {
        let mut index = Index::default();
        for (at, item) in items.iter().enumerate() {
            index.ids.entry((item.kind, item.id.to_string())).or_insert(at);
            for alias in &item.life.aliases {
                index.aliases.entry((item.kind, alias.to_string())).or_insert(at);
            }
        }
        index
    }

    /// The place of the item with this id.
    pub(super) fn by_id(&self, kind: Kind, id: &str) -> Option<usize> {
        self.ids.get(&(kind, id.to_string())).copied()
    }

    /// The place of the item that had this id before.
    pub(super) fn by_alias(&self, kind: Kind, id: &str) -> Option<usize> {
        self.aliases.get(&(kind, id.to_string())).copied()
    }
}
