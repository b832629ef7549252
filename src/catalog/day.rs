//! What holds on the kit's day, worked out once: the value of every fact, and
//! what each item rests on.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Facts, Item, Kit, Legal};
use crate::source::ItemId;

/// The facts on one day.
#[derive(Debug, Default)]
pub(super) struct Day(BTreeMap<String, Valued>);

/// A fact on one day.
#[derive(Debug)]
struct Valued {
    value: Option<Decimal>,
    /// Once it is asked for: a formula over formulas can rest on all facts.
    support: OnceLock<Support>,
}

/// What a fact rests on, on the kit's day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Support {
    /// The fact itself, and those its formula uses.
    pub facts: Vec<String>,
    /// The legal documents.
    pub legal: Vec<ItemId>,
    /// The last day its value holds, if it has one.
    pub ends: Option<Date>,
}

/// What an item rests on, on the kit's day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Basis {
    /// The facts it quotes and those that their formulas use, sorted.
    pub facts: Vec<String>,
    /// The legal documents of the kit: its own, then those of its facts.
    pub legal: Vec<ItemId>,
    /// The last day on which everything it says holds, if there is one.
    pub until: Option<Date>,
}

impl Day {
    /// Values every fact.
    pub(super) fn of(facts: &Facts, date: Date) -> Self {
        let values = facts.values(date).into_iter();
        let valued = |value| Valued { value, support: OnceLock::new() };
        Day(values.map(|(id, value)| (id.to_string(), valued(value))).collect())
    }

    /// A fact's value.
    pub(super) fn value(&self, id: &str) -> Option<Decimal> {
        self.0.get(id)?.value
    }
}

impl Kit {
    /// The value of a fact on the kit's day.
    pub fn value(&self, fact: &str) -> Option<Decimal> {
        self.day.value(fact)
    }

    /// What a fact rests on, on the kit's day; none where there is no such
    /// fact.
    pub fn support(&self, fact: &str) -> Option<&Support> {
        let valued = self.day.0.get(fact)?;
        Some(valued.support.get_or_init(|| {
            let mut basis = Vec::new();
            self.facts.basis(fact, &mut basis);
            Support {
                facts: basis.into_iter().map(str::to_string).collect(),
                legal: self.facts.legal(fact, self.date).into_iter().cloned().collect(),
                ends: self.facts.ends(fact, self.date),
            }
        }))
    }

    /// What an item rests on, on the kit's day.
    pub fn basis(&self, item: &Item) -> &Basis {
        static NONE: Basis = Basis { facts: Vec::new(), legal: Vec::new(), until: None };
        let at = self.index.by_id(item.kind, item.id.as_str());
        at.and_then(|at| self.bases.get(at)).map_or(&NONE, |basis| &**basis)
    }

    /// The facts an item quotes, in any language, sorted.
    pub fn quoted<'i>(&self, item: &'i Item) -> &'i [String] {
        &item.quotes.facts
    }

    /// The facts an item rests on: those it quotes and those that formulas
    /// use, sorted.
    pub fn rests_on(&self, item: &Item) -> &[String] {
        &self.basis(item).facts
    }

    /// The legal documents an item rests on: its own, then those of the
    /// facts it quotes.
    pub fn legal_basis(&self, item: &Item) -> Vec<&Legal> {
        self.basis(item).legal.iter().filter_map(|id| self.legal(id)).collect()
    }

    /// The legal documents that what an item says in one language rests on.
    pub fn legal_basis_in(&self, item: &Item, lang: &str) -> Vec<&Legal> {
        match item.quotes.by_lang.get(lang) {
            Some(own) => {
                let basis = self.rest_on(item, own);
                basis.legal.iter().filter_map(|id| self.legal(id)).collect()
            }
            None => self.legal_basis(item),
        }
    }

    /// The last day on which everything an item says holds, if it has one.
    pub fn holds_until(&self, item: &Item) -> Option<Date> {
        self.basis(item).until
    }

    /// Works out what every item rests on. Items that quote the same rest on
    /// the same, once.
    pub(super) fn found(&mut self) {
        /// What an item quotes, its legal documents, its last day.
        type Quoted<'k> = (&'k [String], Vec<&'k str>, Option<Date>);
        let mut known: HashMap<Quoted<'_>, Arc<Basis>> = HashMap::new();
        let mut bases = Vec::with_capacity(self.items.len());
        for item in &self.items {
            let legal = item.legal.iter().map(|id| id.as_str()).collect();
            let key = (item.quotes.facts.as_slice(), legal, item.life.valid.until);
            let basis = known
                .entry(key)
                .or_insert_with(|| Arc::new(self.rest_on(item, &item.quotes.facts)));
            bases.push(Arc::clone(basis));
        }
        self.bases = bases.into();
    }

    /// What an item that quotes these facts rests on, worked out.
    pub(super) fn rest_on(&self, item: &Item, quoted: &[String]) -> Basis {
        let supports: Vec<&Support> = quoted.iter().filter_map(|id| self.support(id)).collect();
        let mut facts: Vec<String> =
            supports.iter().flat_map(|support| &support.facts).cloned().collect();
        facts.sort_unstable();
        facts.dedup();
        let own = item.legal.iter().map(|id| &id.value);
        let mut legal: Vec<ItemId> = Vec::new();
        for id in own.chain(supports.iter().flat_map(|support| &support.legal)) {
            if self.legal(id).is_some() && !legal.contains(id) {
                legal.push(id.clone());
            }
        }
        let ends = supports.iter().filter_map(|support| support.ends);
        Basis { facts, legal, until: ends.chain(item.life.valid.until).min() }
    }
}
