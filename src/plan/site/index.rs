//! What is looked up again and again while pages are planned: the files that
//! will be drawn, and what each item rests on.

use std::collections::{BTreeMap, BTreeSet};

use super::address;
use crate::catalog::{Item, Kind};
use crate::plan::job::Facets;
use crate::plan::{Draw, Output, Planner};

/// Drawings and items by what names them.
pub(super) struct Index<'a> {
    drawings: BTreeMap<Kind, BTreeMap<&'a str, Vec<&'a Draw>>>,
    items: BTreeMap<Kind, BTreeMap<&'a str, Known<'a>>>,
    /// The paths of the packs.
    pub packs: &'a BTreeSet<String>,
}

/// What an item rests on.
pub(super) struct Known<'a> {
    /// What the manifest says of it.
    pub facets: Facets,
    /// The facts it quotes itself.
    pub quoted: &'a [String],
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
    pub(super) fn new(
        planner: &Planner<'a>,
        drawings: &'a [Draw],
        packs: &'a BTreeSet<String>,
    ) -> Self {
        let mut drawn: BTreeMap<Kind, BTreeMap<&str, Vec<&Draw>>> = BTreeMap::new();
        for draw in drawings {
            drawn.entry(draw.kind).or_default().entry(&draw.id).or_default().push(draw);
        }
        let kit = planner.kit;
        let mut items: BTreeMap<Kind, BTreeMap<&str, Known>> = BTreeMap::new();
        for item in kit.items.iter().filter(|item| address::has_page(kit, item)) {
            let quoted = kit.quoted(item);
            let known = Known { facets: planner.facets(item), quoted };
            items.entry(item.kind).or_default().insert(item.id.as_str(), known);
        }
        Index { drawings: drawn, items, packs }
    }

    /// The drawings of an item in exactly `lang`.
    fn drawn<'i>(&'i self, item: &Item, lang: &'i str) -> impl Iterator<Item = &'a Draw> + 'i {
        let all = self.drawings.get(&item.kind).and_then(|drawn| drawn.get(item.id.as_str()));
        all.into_iter().flatten().copied().filter(move |draw| draw.lang == lang)
    }

    /// The files of an item in `lang`, or in the language that stands in.
    pub(super) fn files(&self, item: &Item, lang: &str, default: &str) -> Vec<Planned<'a>> {
        let found =
            [lang, default].into_iter().find(|lang| self.drawn(item, lang).next().is_some());
        let drawings = found.into_iter().flat_map(|lang| self.drawn(item, lang));
        drawings
            .flat_map(|draw| draw.outputs.iter().map(move |output| Planned { draw, output }))
            .collect()
    }

    /// The version of an item's drawings in exactly `lang`.
    pub(super) fn version(&self, item: &Item, lang: &str) -> Option<&'a str> {
        let draw: Option<&'a Draw> = self.drawn(item, lang).next();
        draw.map(|draw| draw.version.as_str())
    }

    /// What an item rests on.
    pub(super) fn known(&self, item: &Item) -> Option<&Known<'a>> {
        self.items.get(&item.kind)?.get(item.id.as_str())
    }
}
