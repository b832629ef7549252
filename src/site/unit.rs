//! A unit's page: how to reach it, who speaks for it, where one can pay near
//! home, the units above and below it. Made once, in the edition at the root.

use std::sync::Arc;

use serde::Serialize;

use super::frame::UnitView;
use super::page::{Draft, Planned, Spot};
use super::parts::{Link, Text};
use super::{Cx, Language};
use crate::catalog::{Level, Unit, dialled};
use crate::edition::address;

#[derive(Debug, Serialize)]
struct UnitPage {
    unit: UnitView,
    level: Option<String>,
    spokesperson: Option<Person>,
    agents: Vec<Place>,
    above: Option<Link>,
    below: Vec<Link>,
}

/// Who speaks for a unit.
#[derive(Debug, Serialize)]
struct Person {
    name: String,
    position: Option<Text>,
    phone: Option<String>,
    phone_tel: Option<String>,
    email: Option<String>,
}

/// A collection agent.
#[derive(Debug, Serialize)]
struct Place {
    name: Text,
    address: Option<Text>,
    phone: Option<String>,
    phone_tel: Option<String>,
}

impl<'p> Language<'p> {
    /// A page for each unit; none in the editions of other units, whose pages
    /// lead to those at the root.
    pub(super) fn units(self: &Arc<Self>) -> Vec<Planned<'p>> {
        if !self.edition.is_root() {
            return Vec::new();
        }
        let kit = self.kit;
        let page = |(id, unit): (&'p String, &'p Unit)| {
            let spot = Spot { at: format!("channels/{id}/"), ..Spot::default() };
            self.plan(spot, move |cx| cx.unit_page(id, unit))
        };
        kit.units.iter().map(page).collect()
    }

    /// The level of a unit in words.
    pub(super) fn level(&self, unit: &Unit) -> Option<String> {
        let level: Level = unit.level?;
        Some(self.word(&format!("site_level_{}", level.word())))
    }

    /// How many places to pay at a unit has, in words.
    pub(super) fn agents_count(&self, unit: &Unit) -> Option<String> {
        let count = unit.agents.len();
        (count > 0).then(|| self.words.count("site_n_agents", count))
    }

    /// A unit as a way in.
    pub(super) fn unit_way(&self, id: &str, unit: &Unit) -> Link {
        Link {
            href: address::unit(self.kit, id, &self.lang),
            text: self.text(&unit.name),
            icon: Some("office".into()),
            note: self.level(unit),
            ..Link::default()
        }
    }
}

impl Cx<'_, '_> {
    fn unit_page(&self, id: &str, unit: &Unit) -> Draft {
        let units = &self.kit.units;
        let phone = |phone: &Option<crate::source::Spanned<crate::catalog::Phone>>| {
            phone.as_ref().map(|phone| phone.value.0.clone())
        };
        let person = unit.spokesperson.as_ref().map(|who| Person {
            name: who.name.clone(),
            position: self.maybe(who.position.as_ref()),
            phone_tel: phone(&who.phone).map(|phone| dialled(&phone)),
            phone: phone(&who.phone),
            email: who.email.as_ref().map(|email| email.value.clone()),
        });
        let agents = unit.agents.iter().map(|agent| Place {
            name: self.text(&agent.name),
            address: self.maybe(agent.address.as_ref()),
            phone_tel: phone(&agent.phone).map(|phone| dialled(&phone)),
            phone: phone(&agent.phone),
        });
        let above = unit.parent.as_ref().filter(|parent| parent.as_str() != id);
        let above = above.and_then(|parent| units.get_key_value(parent.as_str()));
        let is_below = |other: &Unit| other.parent.as_ref().is_some_and(|p| p.as_str() == id);
        let below = units.iter().filter(|(other, unit)| *other != id && is_below(unit));
        let view = UnitPage {
            unit: UnitView::new(self.kit.contacts_of(id, &self.lang)),
            level: self.level(unit),
            spokesperson: person,
            agents: agents.collect(),
            above: above.map(|(id, unit)| self.unit_way(id, unit)),
            below: below.map(|(id, unit)| self.unit_way(id, unit)).collect(),
        };
        let hotline =
            view.unit.hotline().map(|line| format!("{}: {line}", self.word("site_hotline")));
        let agents = self.agents_count(unit);
        let said = [view.level.clone(), view.unit.address().map(str::to_string), hotline, agents];
        let said: Vec<String> = said.into_iter().flatten().collect();
        let draft = Draft {
            template: "unit.html",
            kind: "unit",
            heading: self.text(&unit.name),
            description: Some(said.join(" · ")),
            crumbs: vec![Link {
                href: self.below("channels/"),
                text: Text { s: self.word("site_channels"), lang: None },
                ..Link::default()
            }],
            ..Draft::default()
        };
        draft.show(view)
    }
}
