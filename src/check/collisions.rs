//! `duplicate-id` of codes: two items, ids or units whose QR codes would lead
//! to the same page.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use crate::diag::{Diagnostic, Diagnostics, Id, Message, TextKey};
use crate::edition::{Edition, coded};

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    // The codes of all units of a build are told apart by themselves: once
    // for all of them.
    if !edition.is_root() {
        return;
    }
    for (first, other) in same(edition.all.iter().flat_map(coded), |coded| coded.code()) {
        let is_same = first.item.kind == other.item.kind
            && (first.id, first.lang) == (other.id, other.lang)
            && first.kit.unit_id() == other.kit.unit_id();
        // An id that two items have is reported as such.
        if !is_same {
            out.push(
                Diagnostic::new(Id::DuplicateId, other.span)
                    .text(TextKey::DUPLICATE_CODE)
                    .with("code", other.code())
                    .with("id", other.name())
                    .with("other", first.name())
                    .related(first.span)
                    .hint(Message::new(TextKey::HINT_OTHER_ID)),
            );
        }
    }
}

/// Each of `all` whose `key` one before it has too, after that one.
fn same<T: Copy, K: Hash + Eq>(all: impl Iterator<Item = T>, key: impl Fn(&T) -> K) -> Vec<(T, T)> {
    let mut seen: HashMap<K, T> = HashMap::new();
    let mut pairs = Vec::new();
    for one in all {
        match seen.entry(key(&one)) {
            Entry::Occupied(first) => pairs.push((*first.get(), one)),
            Entry::Vacant(place) => {
                place.insert(one);
            }
        }
    }
    pairs
}
