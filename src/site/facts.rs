//! The page of figures: every fact in its group with its value and what that
//! rests on; folded, how it is computed, its history and what rests on it.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::page::{Draft, Planned, Spot};
use super::parts::{LegalRef, Link, Notice, Text};
use super::{Cx, Language};
use crate::catalog::fact::Dated;
use crate::catalog::{Fact, Item};

#[derive(Debug, Serialize)]
struct FactsView {
    unverified: Option<Notice>,
    groups: Vec<Group>,
}

/// Facts under one heading.
#[derive(Debug, Serialize)]
struct Group {
    /// Unique on the page, and no fact's id: those have no underscore.
    id: String,
    title: Text,
    count: usize,
    sets: Vec<Set>,
}

/// Facts of a group that rest on the same and hold since the same day, so
/// that this is said once.
#[derive(Debug, Serialize)]
struct Set {
    #[serde(flatten)]
    footing: Footing,
    facts: Vec<FactView>,
}

/// What a fact's value rests on.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Footing {
    when: Option<String>,
    basis: Vec<LegalRef>,
    unverified: bool,
}

#[derive(Debug, Serialize)]
struct FactView {
    id: String,
    title: Text,
    value: String,
    verified: Option<String>,
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

impl Group {
    fn new(title: Text) -> Self {
        Group { id: String::new(), title, count: 0, sets: Vec::new() }
    }
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
        let open = self.kit.facts.0.values().filter(|fact| fact.record.verified.is_none()).count();
        let view = FactsView {
            unverified: (open > 0).then(|| Notice {
                tone: "warning".into(),
                icon: "warning".into(),
                title: self.words.count("site_facts_unverified", open),
                text: Some(self.word("site_facts_unverified_text")),
                link: None,
            }),
            groups: self.fact_groups(),
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

    /// The facts under the headings that the content gives them, in its
    /// order; where it gives none, under the documents they rest on. What is
    /// under neither stands last.
    fn fact_groups(&self) -> Vec<Group> {
        let mut written: Vec<(&String, &Fact)> = self.kit.facts.0.iter().collect();
        written.sort_by_key(|(_, fact)| (&fact.source, fact.record.id.span.start));
        let is_headed = written.iter().any(|(_, fact)| fact.record.group.is_some());
        let mut groups: Vec<Group> = Vec::new();
        let mut others: Vec<Set> = Vec::new();
        let (mut file, mut heading) = (None, None);
        for (id, fact) in written {
            if file != Some(&fact.source) {
                (file, heading) = (Some(&fact.source), None);
            }
            let footing = self.footing(id, fact);
            if is_headed {
                heading = fact.record.group.as_ref().map(|group| self.text(group)).or(heading);
            } else {
                heading = footing.basis.first().map(LegalRef::named);
            }
            let sets = match &heading {
                None => &mut others,
                Some(title) => match groups.iter().position(|group| group.title == *title) {
                    Some(at) => &mut groups[at].sets,
                    None => {
                        groups.push(Group::new(title.clone()));
                        let at = groups.len() - 1;
                        &mut groups[at].sets
                    }
                },
            };
            let view = self.fact(id, fact);
            match sets.iter_mut().find(|set| set.footing == footing) {
                Some(set) => set.facts.push(view),
                None => sets.push(Set { footing, facts: vec![view] }),
            }
        }
        if !others.is_empty() {
            let title = Text { s: self.word("site_facts_other"), lang: None };
            groups.push(Group { sets: others, ..Group::new(title) });
        }
        for (n, group) in (1..).zip(&mut groups) {
            group.id = format!("group_{n}");
            group.count = group.sets.iter().map(|set| set.facts.len()).sum();
        }
        groups
    }

    fn footing(&self, id: &str, fact: &Fact) -> Footing {
        let date = self.kit.date;
        let history = self.kit.facts.history(id);
        let now = history.iter().find(|past| past.holds(date));
        Footing {
            when: now.and_then(|now| match (now.from, now.until) {
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
            }),
            basis: self.fact_basis(id, date),
            unverified: fact.record.verified.is_none(),
        }
    }

    fn fact_basis(&self, id: &str, date: Date) -> Vec<LegalRef> {
        let basis = self.kit.facts.legal(id, date);
        basis.iter().filter_map(|id| self.kit.legal(id)).map(|l| self.legal_ref(l)).collect()
    }

    fn fact(&self, id: &str, fact: &Fact) -> FactView {
        let date = self.kit.date;
        let history = self.kit.facts.history(id);
        let day = |date: Option<Date>| date.map(|date| self.date(date)).unwrap_or_default();
        let past = |past: &Dated| Past {
            from: day(past.from),
            until: day(past.until),
            value: self.amount(fact, past.value),
            now: past.holds(date),
            legal: self.fact_basis(id, past.from.or(past.until).unwrap_or(date)).into_iter().next(),
        };
        FactView {
            id: id.to_string(),
            title: self.text(&fact.record.title),
            value: self.fact_value(id).unwrap_or_else(|| self.word("site_no_value")),
            verified: fact.record.verified.as_ref().map(|verified| {
                let on = self.date(verified.on.value);
                self.vouched("site_verified_by", &[("by", &verified.by), ("date", &on)])
            }),
            formula: self.formula(fact),
            history: match history.len() {
                0 | 1 => Vec::new(),
                _ => history.iter().map(past).collect(),
            },
            items: self.item_links(self.index.of_fact(id).iter().copied()),
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
