//! The official channels, and how to tell them from impostors: as the kit's
//! own page of this id says it, or in the theme's words.

use std::sync::Arc;

use serde::Serialize;

use super::article::ArticleView;
use super::frame::{UnitView, official, web_address};
use super::page::{Draft, Planned, Spot};
use super::parts::{Link, Text};
use super::{Cx, Language};
use crate::catalog::{Contacts, Item, Kind, Unit};
use crate::edition::address;

#[derive(Debug, Serialize)]
struct ChannelsView {
    title: Text,
    links: Vec<Link>,
    /// What the kit itself says of them.
    article: Option<ArticleView>,
    tips: Vec<Tip>,
    units: Vec<Listed>,
}

/// A unit in the list of all.
#[derive(Debug, Serialize)]
struct Listed {
    #[serde(flatten)]
    unit: UnitView,
    href: String,
    level: Option<String>,
    /// How many places to pay at it has, in words.
    agents: Option<String>,
}

#[derive(Debug, Serialize)]
struct Tip {
    icon: String,
    text: String,
}

/// What gives impostors away, each with its icon.
const TIPS: [(&str, &str); 4] = [
    ("site_tip_address", "search"),
    ("site_tip_money", "money"),
    ("site_tip_otp", "lock"),
    ("site_tip_app", "app"),
];

impl<'p> Language<'p> {
    pub(super) fn channels(self: &Arc<Self>) -> Planned<'p> {
        let own = self.kit.item(Kind::Page, address::CHANNELS);
        let own = own.filter(|page| address::has_page(self.kit, page));
        let spot = match own {
            Some(page) => self.item_spot(page),
            None => Spot { at: format!("{}/", address::CHANNELS), ..Spot::default() },
        };
        self.plan(spot, move |cx| cx.channels_page(own))
    }
}

impl Cx<'_, '_> {
    fn channels_page(&self, own: Option<&Item>) -> Draft {
        let tips = TIPS.map(|(key, icon)| Tip { icon: icon.into(), text: self.word(key) });
        let title = match own {
            Some(page) => self.text(&page.title),
            None => Text { s: self.word("site_channels"), lang: None },
        };
        let view = ChannelsView {
            title: title.clone(),
            links: official(self.kit, &self.lang),
            article: own.map(|page| self.article(page)),
            tips: Vec::from(tips),
            units: self.kit.units.iter().map(|(id, unit)| self.listed(id, unit)).collect(),
        };
        let unit = self.kit.contacts(&self.lang).name;
        let draft = own.map(|page| self.item_draft(page, "")).unwrap_or_default();
        let draft = Draft {
            template: "channels.html",
            kind: "channels",
            heading: title,
            description: Some(self.words.fill("site_channels_intro", &[("unit", &unit)])),
            ..draft
        };
        draft.show(view)
    }

    fn listed(&self, id: &str, unit: &Unit) -> Listed {
        Listed {
            unit: self.unit(unit),
            href: address::unit(self.kit, id, &self.lang),
            level: self.level(unit),
            agents: self.agents_count(unit),
        }
    }

    /// A unit with the contacts that are its own.
    fn unit(&self, unit: &Unit) -> UnitView {
        UnitView::new(Contacts {
            name: self.text(&unit.name).s,
            hotline: unit.hotline.as_ref().map(|phone| phone.0.clone()),
            website: unit.website.as_ref().map(|website| web_address(website)),
            facebook: unit.facebook.as_ref().map(|facebook| web_address(facebook)),
            zalo: unit.zalo.as_ref().map(|zalo| web_address(zalo)),
            ..Contacts::default()
        })
    }
}
