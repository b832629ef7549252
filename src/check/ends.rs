//! `fact-ends-soon`: a value that ends within 60 days of the build date,
//! with every published item that quotes it.

use std::collections::BTreeMap;

use jiff::ToSpan;

use crate::diag::{Diagnostic, Diagnostics, Id};
use crate::edition::Edition;

/// How far ahead the check looks, in days (content model).
pub const SOON: i64 = 60;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let kit = edition.kit;
    let Ok(horizon) = kit.date.checked_add(SOON.days()) else { return };
    let mut quoted: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for item in kit.listed() {
        for id in kit.rests_on(item) {
            quoted.entry(id).or_default().push(format!("{}:{}", item.kind.word(), item.id.value));
        }
    }
    for (id, items) in quoted {
        let value = kit.facts.0.get(id).and_then(|fact| fact.dated(kit.date));
        let Some((value, until)) = value.and_then(|v| v.value.until.map(|until| (v, until))) else {
            continue;
        };
        if until <= horizon {
            out.push(
                Diagnostic::new(Id::FactEndsSoon, value.span)
                    .with("fact", id)
                    .with("date", until.to_string())
                    .with("items", items.join(", ")),
            );
        }
    }
}
