//! Legal documents: what each is, what was taken from it, what rests on it.

use std::sync::Arc;

use serde::Serialize;

use super::page::{Draft, Planned, Spot};
use super::parts::{FactRef, Link, Notice, Text};
use super::{Cx, Language};
use crate::artifact::Facets;
use crate::catalog::Legal;
use crate::edition::address;

#[derive(Debug, Serialize)]
struct LegalView {
    number: String,
    title: Text,
    state: Option<String>,
    in_force: bool,
    notice: Option<Notice>,
    rows: Vec<Row>,
    address: Option<String>,
    facts: Vec<FactRef>,
    items: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct Row {
    label: String,
    value: String,
}

/// Whether a document holds on the build date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Force {
    In,
    NotYet,
    NoLonger,
}

impl Force {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Force::In => "site_in_force",
            Force::NotYet => "site_not_yet_in_force",
            Force::NoLonger => "site_no_longer_in_force",
        }
    }
}

impl<'p> Language<'p> {
    pub(super) fn force(&self, legal: &Legal) -> Force {
        if legal.in_force.contains(self.kit.date) {
            Force::In
        } else if legal.in_force.from.is_some_and(|from| self.kit.date < from) {
            Force::NotYet
        } else {
            Force::NoLonger
        }
    }

    pub(super) fn legal_pages(self: &Arc<Self>) -> Vec<Planned<'p>> {
        let kit = self.kit;
        let page = |legal: &'p Legal| {
            let id = legal.id.value.to_string();
            let spot = Spot {
                at: format!("legal/{id}/"),
                id: Some(id.clone()),
                facets: Arc::new(Facets { legal: vec![id], ..Facets::default() }),
                ..Spot::default()
            };
            self.plan(spot, move |cx| cx.legal_page(legal))
        };
        kit.legal.iter().map(page).collect()
    }

    /// A document as a way in.
    pub(super) fn legal_way(&self, legal: &Legal) -> Link {
        let from = legal
            .in_force
            .from
            .map(|date| self.words.fill("site_since", &[("from", &self.date(date))]));
        let note = [Some(legal.number.clone()), from].into_iter().flatten().collect::<Vec<_>>();
        Link {
            href: address::legal(self.kit, &legal.id, &self.lang),
            text: self.text(&legal.title),
            icon: Some("law".into()),
            note: Some(note.join(" · ")),
            palette: None,
        }
    }
}

impl Cx<'_, '_> {
    fn legal_page(&self, legal: &Legal) -> Draft {
        let id = legal.id.as_str();
        let force = self.force(legal);
        let next = legal.replaced_by.as_ref().and_then(|id| self.kit.legal(id));
        let rows = [
            ("site_legal_number", Some(legal.number.clone())),
            ("site_legal_issued", legal.issued.map(|date| self.date(date))),
            ("site_legal_from", legal.in_force.from.map(|date| self.date(date))),
            ("site_legal_until", legal.in_force.until.map(|date| self.date(date))),
        ];
        // Whatever value of a fact, past or to come, was taken from it.
        let taken = self.kit.facts.0.iter().filter(|(_, fact)| {
            let of_value = |v: &crate::source::Spanned<crate::catalog::fact::FactValue>| {
                v.value.legal.as_ref().is_some_and(|legal| legal.as_str() == id)
            };
            fact.values().iter().any(of_value)
                || fact.record.legal.iter().any(|legal| legal.as_str() == id)
        });
        let items = self.index.of_legal(id);
        let view = LegalView {
            number: legal.number.clone(),
            title: self.text(&legal.title),
            state: Some(self.word(force.word())),
            in_force: force == Force::In,
            notice: next.map(|next| Notice {
                tone: "warning".into(),
                icon: "law".into(),
                title: self.word("site_replaced_by_legal"),
                text: None,
                link: Some(Link {
                    href: address::legal(self.kit, &next.id, &self.lang),
                    text: Text {
                        s: format!("{} · {}", next.number, self.text(&next.title).s),
                        lang: self.text(&next.title).lang,
                    },
                    ..Link::default()
                }),
            }),
            rows: rows
                .into_iter()
                .filter_map(|(key, value)| Some(Row { label: self.word(key), value: value? }))
                .collect(),
            address: legal.url.as_ref().map(|url| super::frame::web_address(url)),
            facts: taken.filter_map(|(id, _)| self.fact_ref(id)).collect(),
            items: self.item_links(items.iter().copied()),
        };
        let said = view.rows.iter().map(|row| format!("{}: {}", row.label, row.value));
        let said: Vec<String> = view.state.iter().cloned().chain(said).collect();
        let draft = Draft {
            template: "legal.html",
            kind: "legal",
            heading: Text {
                s: format!("{} {}", self.text(&legal.title).s, legal.number),
                lang: None,
            },
            description: Some(said.join(" · ")),
            card: self.card_for(items.iter().copied()),
            crumbs: vec![Link {
                href: self.below("legal/"),
                text: Text { s: self.word("site_legal"), lang: None },
                ..Link::default()
            }],
            ..Draft::default()
        };
        draft.show(view)
    }
}
