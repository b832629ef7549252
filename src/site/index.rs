//! What is looked up again and again while pages are made: the files that
//! will be drawn, what each item rests on and what rests on each fact, who
//! belongs to which campaign and audience. Made once for all languages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::artifact::{Facets, Head, Heads};
use crate::catalog::{Item, Kind};
use crate::edition::{Edition, address};

/// Files and items by what names them.
pub(super) struct Index<'a> {
    heads: Arc<Heads>,
    known: BTreeMap<Kind, BTreeMap<&'a str, Known<'a>>>,
    /// The listed items of each campaign, in the kit's order.
    by_campaign: BTreeMap<&'a str, Vec<&'a Item>>,
    /// The listed items of each audience.
    by_audience: BTreeMap<&'a str, Vec<&'a Item>>,
    /// The listed items that rest on each fact.
    by_fact: BTreeMap<String, Vec<&'a Item>>,
    /// The listed items that rest on each legal document.
    by_legal: BTreeMap<String, Vec<&'a Item>>,
    /// The kinds of which something is listed.
    kinds: BTreeSet<Kind>,
}

/// What an item rests on.
pub(super) struct Known<'a> {
    /// What the manifest says of it.
    pub facets: Arc<Facets>,
    /// The facts it quotes itself.
    pub quoted: &'a [String],
}

impl<'a> Index<'a> {
    pub(super) fn new(edition: &'a Edition<'a>, heads: &Arc<Heads>) -> Self {
        let kit = edition.kit;
        let mut index = Index {
            heads: Arc::clone(heads),
            known: BTreeMap::new(),
            by_campaign: BTreeMap::new(),
            by_audience: BTreeMap::new(),
            by_fact: BTreeMap::new(),
            by_legal: BTreeMap::new(),
            kinds: BTreeSet::new(),
        };
        for item in kit.items.iter().filter(|item| address::has_page(kit, item)) {
            let quoted = kit.quoted(item);
            let facets = edition.facets(item);
            if kit.is_listed(item) {
                index.list(item, &facets);
            }
            let known = Known { facets, quoted };
            index.known.entry(item.kind).or_default().insert(item.id.as_str(), known);
        }
        index
    }

    fn list(&mut self, item: &'a Item, facets: &Facets) {
        self.kinds.insert(item.kind);
        for id in &item.campaigns {
            self.by_campaign.entry(id.as_str()).or_default().push(item);
        }
        for id in &item.audiences {
            self.by_audience.entry(id.as_str()).or_default().push(item);
        }
        for id in &facets.facts {
            self.by_fact.entry(id.clone()).or_default().push(item);
        }
        for id in &facets.legal {
            self.by_legal.entry(id.clone()).or_default().push(item);
        }
    }

    /// The files of an item in `lang`, or in the language that stands in.
    pub(super) fn files(&self, item: &Item, lang: &str, default: &str) -> Vec<Arc<Head>> {
        let of = |lang| self.heads.of(item.kind.word(), &item.id, lang).map(Arc::clone);
        let own: Vec<Arc<Head>> = of(lang).collect();
        if own.is_empty() { of(default).collect() } else { own }
    }

    /// The version of an item's drawings in exactly `lang`.
    pub(super) fn version(&self, item: &Item, lang: &str) -> Option<String> {
        self.heads.of(item.kind.word(), &item.id, lang).next()?.about.version.clone()
    }

    /// Whether a file has this path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.heads.has(path)
    }

    /// What an item rests on.
    pub(super) fn known(&self, item: &Item) -> Option<&Known<'a>> {
        self.known.get(&item.kind)?.get(item.id.as_str())
    }

    /// The listed items of a campaign.
    pub(super) fn of_campaign(&self, id: &str) -> &[&'a Item] {
        self.by_campaign.get(id).map_or(&[], Vec::as_slice)
    }

    /// The listed items of an audience.
    pub(super) fn of_audience(&self, id: &str) -> &[&'a Item] {
        self.by_audience.get(id).map_or(&[], Vec::as_slice)
    }

    /// The listed items that rest on a fact.
    pub(super) fn of_fact(&self, id: &str) -> &[&'a Item] {
        self.by_fact.get(id).map_or(&[], Vec::as_slice)
    }

    /// The listed items that rest on a legal document.
    pub(super) fn of_legal(&self, id: &str) -> &[&'a Item] {
        self.by_legal.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whether anything of a kind is listed.
    pub(super) fn has_kind(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }
}
