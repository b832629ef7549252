//! The page of figures: every fact with its value, its history, what it rests
//! on and what rests on it.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::page::{Draft, Planned, Spot};
use super::parts::{LegalRef, Link, Notice, Text};
use super::{Cx, Language};
use crate::catalog::{Fact, Item};

#[derive(Debug, Serialize)]
struct FactsView {
    unverified: Option<Notice>,
    facts: Vec<FactView>,
}

#[derive(Debug, Serialize)]
struct FactView {
    id: String,
    title: Text,
    value: String,
    unverified: bool,
    verified: Option<String>,
    when: Option<String>,
    basis: Vec<LegalRef>,
    formula: Vec<FormulaPart>,
    history: Vec<Past>,
    items: Vec<Link>,
}

/// A stretch of a formula: a fact, or what stands between two.
#[derive(Debug, Serialize)]
struct FormulaPart {
    s: String,
    href: Option<String>,
}

/// A value and when it holds.
#[derive(Debug, Serialize)]
struct Past {
    from: String,
    until: String,
    value: String,
    now: bool,
    legal: Option<LegalRef>,
}

impl<'p> Language<'p> {
    /// A fact's value on the build date with its unit: "1.500.000 đồng/tháng".
    pub(super) fn fact_value(&self, id: &str) -> Option<String> {
        let fact = self.kit.facts.0.get(id)?;
        Some(self.amount(fact, self.kit.value(id)?))
    }

    /// A value of a fact with its unit, whatever it is now.
    pub(super) fn amount(&self, fact: &Fact, value: rust_decimal::Decimal) -> String {
        let number = self.kit.number(value, &self.lang);
        match self.edition.unit_of(fact, value, &self.lang) {
            Some(unit) if unit.starts_with('%') => format!("{number}{unit}"),
            Some(unit) => format!("{number} {unit}"),
            None => number,
        }
    }

    /// Items as plain links, in the kit's order.
    pub(super) fn item_links<'i>(&self, items: impl Iterator<Item = &'i Item>) -> Vec<Link> {
        items
            .map(|item| Link {
                href: self.item_href(item),
                text: self.text(&item.title),
                note: Some(self.kind_label(item)),
                ..Link::default()
            })
            .collect()
    }

    pub(super) fn facts(self: &Arc<Self>) -> Planned<'p> {
        self.plan(Spot { at: "facts/".into(), ..Spot::default() }, |cx| cx.facts_page())
    }
}

impl Cx<'_, '_> {
    fn facts_page(&self) -> Draft {
        // As they were written: what belongs together stands together there.
        let mut written: Vec<(&String, &Fact)> = self.kit.facts.0.iter().collect();
        written.sort_by_key(|(_, fact)| (&fact.source, fact.record.id.span.start));
        let facts: Vec<FactView> =
            written.into_iter().map(|(id, fact)| self.fact(id, fact)).collect();
        let open = facts.iter().filter(|fact| fact.unverified).count();
        let view = FactsView {
            unverified: (open > 0).then(|| Notice {
                tone: "warning".into(),
                icon: "warning".into(),
                title: self.words.count("site_facts_unverified", open),
                text: Some(self.word("site_facts_unverified_text")),
                link: None,
            }),
            facts,
        };
        let date = self.date(self.kit.date);
        let draft = Draft {
            template: "facts.html",
            kind: "facts",
            heading: Text { s: self.word("site_facts"), lang: None },
            description: Some(self.words.fill("site_facts_intro", &[("date", &date)])),
            section: Some("facts/"),
            ..Draft::default()
        };
        draft.show(view)
    }

    fn fact(&self, id: &str, fact: &Fact) -> FactView {
        let facts = &self.kit.facts;
        let date = self.kit.date;
        let history = facts.history(id);
        let holds = |from: Option<Date>, until: Option<Date>| {
            from.is_none_or(|from| from <= date) && until.is_none_or(|until| date <= until)
        };
        let now = history.iter().find(|past| holds(past.from, past.until));
        let day = |date: Option<Date>| date.map(|date| self.date(date)).unwrap_or_default();
        let when = now.and_then(|now| match (now.from, now.until) {
            (Some(from), Some(until)) => Some(self.words.fill(
                "site_since_until",
                &[("from", &self.date(from)), ("until", &self.date(until))],
            )),
            (Some(from), None) => {
                Some(self.words.fill("site_since", &[("from", &self.date(from))]))
            }
            (None, Some(until)) => {
                Some(self.words.fill("valid_until", &[("date", &self.date(until))]))
            }
            (None, None) => None,
        });
        let refs = |date: Date| {
            let basis = facts.legal(id, date);
            basis.iter().filter_map(|id| self.kit.legal(id)).map(|l| self.legal_ref(l)).collect()
        };
        let past = |past: &crate::catalog::fact::Dated| {
            let day_of = past.from.or(past.until).unwrap_or(date);
            let legal: Vec<LegalRef> = refs(day_of);
            Past {
                from: day(past.from),
                until: day(past.until),
                value: self.amount(fact, past.value),
                now: holds(past.from, past.until),
                legal: legal.into_iter().next(),
            }
        };
        let users = self.index.of_fact(id).iter().copied();
        FactView {
            id: id.to_string(),
            title: self.text(&fact.record.title),
            value: self.fact_value(id).unwrap_or_else(|| self.word("site_no_value")),
            unverified: fact.record.verified.is_none(),
            verified: fact.record.verified.as_ref().map(|verified| {
                let on = self.date(verified.on.value);
                self.vouched("site_verified_by", &[("by", &verified.by), ("date", &on)])
            }),
            when,
            basis: refs(date),
            formula: self.formula(fact),
            history: if history.len() > 1 {
                history.iter().map(past).collect()
            } else {
                Vec::new()
            },
            items: self.item_links(users),
        }
    }

    /// A formula with the names of its facts, each leading to it.
    fn formula(&self, fact: &Fact) -> Vec<FormulaPart> {
        let (Some(text), Some(formula)) = (&fact.record.formula, &fact.formula) else {
            return Vec::new();
        };
        let text = text.value.as_str();
        let between = |s: &str| FormulaPart { s: s.replace('*', "×"), href: None };
        let mut parts = Vec::new();
        let mut at = 0;
        for (id, range) in formula.facts() {
            if let Some(gap) = text.get(at..range.start).filter(|gap| !gap.is_empty()) {
                parts.push(between(gap));
            }
            let title = self.kit.facts.0.get(id).map(|fact| self.text(&fact.record.title).s);
            parts.push(FormulaPart {
                s: title.unwrap_or_else(|| id.to_string()),
                href: Some(format!("#{id}")),
            });
            at = range.end;
        }
        if let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            parts.push(between(rest));
        }
        parts
    }
}
