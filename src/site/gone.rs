//! Where the codes of sheets lead that are issued no more: the item is gone,
//! or a language of it; the paper is not. The page says so, with what is
//! known of the sheet from the versions that were recorded.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::page::{Draft, Planned, Spot};
use super::parts::Text;
use super::{Cx, Language};
use crate::artifact::code;
use crate::catalog::Print;
use crate::edition::{address, coded};

#[derive(Debug, Serialize)]
struct GoneView {
    kind_label: String,
    id: String,
    lead: String,
    past: Vec<Past>,
}

/// A version that was recorded.
#[derive(Debug, Serialize)]
struct Past {
    version: String,
    on: String,
    /// The figures and the legal documents that it had.
    held: Vec<String>,
}

impl<'p> Language<'p> {
    /// The pages behind recorded codes that no page of an item answers any
    /// more. One of a language that the kit has no more speaks the kit's own.
    pub(super) fn gone_codes(self: &Arc<Self>) -> Vec<Planned<'p>> {
        let kit = self.kit;
        let answered: BTreeSet<String> = coded(kit)
            .filter(|coded| address::has_page(kit, coded.item))
            .map(|coded| coded.code())
            .collect();
        let mut gone: BTreeMap<String, Vec<&'p Print>> = BTreeMap::new();
        for print in kit.prints.iter().filter(|print| self.is_answered_here(print)) {
            let unit = print.unit.as_deref().unwrap_or_default();
            let code =
                code::code(unit, print.item.kind.word(), print.item.id.as_str(), &print.lang);
            if !answered.contains(&code) {
                gone.entry(code).or_default().push(print);
            }
        }
        let pages = gone.into_iter().map(|(code, prints)| {
            let spot = Spot {
                at: address::code(&code),
                id: prints.first().map(|print| print.item.id.to_string()),
                alone: true,
                noindex: true,
                ..Spot::default()
            };
            self.plan(spot, move |cx| cx.gone_page(&prints))
        });
        pages.collect()
    }

    /// Whether a print's code is one that this edition and language answer
    /// for: those of a unit that is no more, and of a language that is no
    /// more, are left to the kit's own.
    fn is_answered_here(&self, print: &Print) -> bool {
        let kit = self.kit;
        let unit = print.unit.as_deref();
        let is_orphan = unit.is_some_and(|id| !kit.units.contains_key(id));
        let is_own_unit = unit == kit.unit_id() || is_orphan && self.edition.is_root();
        let is_own_lang = match kit.languages.contains(&print.lang) {
            true => print.lang == self.lang,
            false => self.lang == kit.default_lang(),
        };
        is_own_unit && is_own_lang
    }
}

impl Cx<'_, '_> {
    fn gone_page(&self, prints: &[&Print]) -> Draft {
        let item = prints.first().map(|print| &print.item);
        let kind = item.map(|item| format!("site_kind_{}", item.kind.word()));
        let kind_label = kind.map(|key| self.word(&key)).unwrap_or_default();
        let id = item.map(|item| item.id.to_string()).unwrap_or_default();
        // The newest first; of those of one day the one further down.
        let mut past: Vec<&Print> = prints.to_vec();
        past.reverse();
        past.sort_by_key(|print| std::cmp::Reverse(print.on));
        let mut seen = BTreeSet::new();
        past.retain(|print| seen.insert(print.version.as_str()));
        let past = past.into_iter().map(|print| Past {
            version: print.version.clone(),
            on: self.date(print.on),
            held: self.held(print),
        });
        let lead = self.words.fill("site_gone_text", &[("kind", &kind_label), ("id", &id)]);
        let view = GoneView { kind_label, id, lead, past: past.collect() };
        let draft = Draft {
            template: "gone.html",
            kind: "code",
            heading: Text { s: self.word("site_gone"), lang: None },
            ..Draft::default()
        };
        draft.show(view)
    }

    /// What a print said, as far as its record does: its figures and its
    /// legal documents.
    fn held(&self, print: &Print) -> Vec<String> {
        let figures = print.figures().filter_map(|(id, value)| {
            let value = value?;
            Some(match self.kit.facts.0.get(id) {
                Some(fact) => {
                    let title = self.text(&fact.record.title).s;
                    format!("{title}: {}", self.amount(fact, value))
                }
                None => format!("{id}: {}", self.kit.number(value, &self.lang)),
            })
        });
        let legal = print.legal.iter().map(|id| {
            let number = self.kit.legal(id).map_or(id.as_str(), |legal| legal.number.as_str());
            self.words.fill("site_gone_legal", &[("legal", number)])
        });
        figures.chain(legal).collect()
    }
}
