//! What is looked up again and again while pages are planned: the files that
//! will be drawn, and what each item rests on.

use std::collections::{BTreeMap, BTreeSet};

use super::address;
use crate::catalog::{Item, Kind};
use crate::plan::job::Facets;
use crate::plan::{Draw, Output, Planner};

/// Drawings and items by what names them.
pub(super) struct Index<'a> {
    drawings: BTreeMap<(Kind, &'a str, &'a str), Vec<&'a Draw>>,
    items: BTreeMap<(Kind, &'a str), Known<'a>>,
    /// The paths of the packs.
    pub packs: &'a BTreeSet<String>,
}

/// What an item rests on.
pub(super) struct Known<'a> {
    /// What the manifest says of it.
    pub facets: Facets,
    /// The facts it quotes itself.
    pub quoted: Vec<&'a str>,
}

/// A file that will be drawn.
#[derive(Clone, Copy)]
pub(super) struct Planned<'a> {
    /// The drawing it is made from.
    pub draw: &'a Draw,
    /// The file.
    pub output: &'a Output,
}

impl<'a> Index<'a> {
    pub(super) fn new(planner: &Planner<'a>, drawings: &'a [Draw], packs: &'a BTreeSet<String>) -> Self {
        let mut by_item: BTreeMap<_, Vec<&Draw>> = BTreeMap::new();
        for draw in drawings {
            by_item.entry((draw.kind, draw.id.as_str(), draw.lang.as_str())).or_default().push(draw);
        }
        let kit = planner.kit;
        let items = kit.items.iter().filter(|item| address::has_page(kit, item));
        let known = |item: &'a Item| {
            let quoted = kit.quoted(item, &planner.content.files);
            ((item.kind, item.id.as_str()), Known { facets: planner.facets(item), quoted })
        };
        Index { drawings: by_item, items: items.map(known).collect(), packs }
    }

    /// The files of an item in `lang`, or in the language that stands in.
    pub(super) fn files(&self, item: &Item, lang: &str, default: &str) -> Vec<Planned<'a>> {
        let of = |lang| self.drawings.get(&(item.kind, item.id.as_str(), lang));
        let drawings = of(lang).or_else(|| of(default)).map(Vec::as_slice).unwrap_or_default();
        drawings
            .iter()
            .flat_map(|draw| draw.outputs.iter().map(|output| Planned { draw, output }))
            .collect()
    }

    /// The version of an item's drawings in exactly `lang`.
    pub(super) fn version(&self, item: &Item, lang: &str) -> Option<&'a str> {
        let drawings = self.drawings.get(&(item.kind, item.id.as_str(), lang))?;
        drawings.first().map(|draw| draw.version.as_str())
    }

    /// What an item rests on.
    pub(super) fn known(&self, item: &Item) -> Option<&Known<'a>> {
        self.items.get(&(item.kind, item.id.as_str()))
    }
}
