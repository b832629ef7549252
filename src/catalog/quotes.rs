//! What texts call by placeholders, found once when the kit is read: the
//! facts that an item quotes and the contacts it names.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::{Item, Kind, Kit};
use crate::diag::{Files, Span};
use crate::source::placeholder::placeholders;

/// What the texts of an item call by placeholders, in any language; each
/// name once, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotes {
    /// The facts, the one shown large among them.
    pub facts: Vec<String>,
    /// The facts of those languages that do not quote all of them.
    pub by_lang: BTreeMap<String, Vec<String>>,
    /// The fields of the unit's contacts: `hotline` of `{{ unit.hotline }}`.
    pub unit: Vec<String>,
}

/// The names that the placeholders of each text call, by the text's place.
/// Texts without placeholders are not in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Called(HashMap<Span, Vec<String>>);

impl Called {
    /// What the texts at `places` call.
    fn at(places: &[Span], files: &Files) -> Self {
        let called = places.iter().filter_map(|place| {
            let text = files.slice(*place);
            let names: Vec<String> = match text.contains("{{") {
                true => placeholders(text).map(|found| found.name.to_string()).collect(),
                false => Vec::new(),
            };
            (!names.is_empty()).then_some((*place, names))
        });
        Called(called.collect())
    }

    /// What an item of the kit calls. A name that no fact has is reported
    /// elsewhere.
    pub(super) fn by(&self, item: &Item, kit: &Kit) -> Quotes {
        let facts = &kit.facts;
        let mut quoted: BTreeSet<&str> = BTreeSet::new();
        let mut unit: BTreeSet<&str> = BTreeSet::new();
        for name in item.spans.iter().filter_map(|span| self.0.get(span)).flatten() {
            match name.strip_prefix("unit.") {
                Some(field) => unit.insert(field),
                None => quoted.insert(name),
            };
        }
        quoted.extend(item.figure.as_ref().map(|figure| figure.value.as_str()));
        let owned = |names: BTreeSet<&str>| names.into_iter().map(str::to_string).collect();
        quoted.retain(|name| facts.0.contains_key(*name));
        let by_lang = kit.languages.iter().filter_map(|lang| {
            let own = self.in_lang(item, kit, lang);
            (own.len() < quoted.len()).then(|| (lang.clone(), owned(own)))
        });
        let by_lang = by_lang.collect();
        Quotes { facts: owned(quoted), by_lang, unit: owned(unit) }
    }

    /// The facts that an item quotes in one language.
    fn in_lang<'i>(&'i self, item: &'i Item, kit: &Kit, lang: &str) -> BTreeSet<&'i str> {
        let is_shown = |span: Span| {
            kit.lang_at(span) == lang
                || !kit.foreign.contains_key(&span)
                    && !kit.replaced.contains(&(span, lang.to_string()))
        };
        let called = item.spans.iter().filter_map(|span| Some((span, self.0.get(span)?)));
        let names = called.filter(|(span, _)| is_shown(**span)).map(|(_, names)| names);
        let figure = item.figure.as_ref().map(|figure| figure.value.as_str());
        let names = names.flatten().map(String::as_str).chain(figure);
        names.filter(|name| kit.facts.0.contains_key(*name)).collect()
    }
}

impl Kit {
    /// Notes on every item what it quotes. What the texts call of items that
    /// a unit words anew is kept, since the unit may be asked for later.
    pub(super) fn note_quotes(&mut self, items: &mut [Arc<Item>], files: &Files) {
        let overrides = self.units.values().filter_map(|unit| unit.overrides.as_ref());
        let messages = overrides.flat_map(|overrides| &overrides.messages.0);
        let (mut worded, mut texts) = (HashSet::new(), Vec::new());
        for (id, own) in messages {
            worded.insert(&id.value);
            texts.extend(own.0.iter().flat_map(|(_, text)| text.texts()).map(|text| text.span));
        }
        let mut kept = Called::at(&texts, files);
        for item in items {
            let called = Called::at(&item.spans, files);
            let quotes = called.by(item, self);
            if item.kind == Kind::Message && worded.contains(&item.id.value) {
                kept.0.extend(called.0);
            }
            Arc::make_mut(item).quotes = quotes;
        }
        self.called = kept.into();
    }
}
