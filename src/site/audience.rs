//! An audience across campaigns: its kits, its guide, everything for it.

use std::sync::Arc;

use serde::Serialize;

use super::campaign::Lists;
use super::page::{Draft, Planned, Spot};
use super::parts::{Jump, Link, Text};
use super::{Cx, Language};
use crate::artifact::Facets;
use crate::catalog::{Audience, Item};
use crate::edition::address;
use crate::edition::show::Block;

#[derive(Debug, Serialize)]
struct AudienceView {
    #[serde(flatten)]
    lists: Lists,
    title: Text,
    summary: Option<Text>,
    icon: String,
    jumps: Vec<Jump>,
    kits: Vec<Link>,
    guide: Option<Vec<Block>>,
    guide_lang: Option<String>,
}

impl<'p> Language<'p> {
    pub(super) fn audiences(self: &Arc<Self>) -> Vec<Planned<'p>> {
        let kit = self.kit;
        let page = |audience: &'p Audience| {
            let id = audience.id.value.to_string();
            let facets = Facets { audiences: vec![id.clone()], ..Facets::default() };
            let spot = Spot {
                at: format!("audiences/{id}/"),
                id: Some(id),
                facets: Arc::new(facets),
                ..Spot::default()
            };
            self.plan(spot, move |cx| cx.audience_page(audience))
        };
        kit.audiences.iter().map(page).collect()
    }

    /// The listed items for an audience.
    pub(super) fn items_for(&self, audience: &Audience) -> &[&'p Item] {
        self.index.of_audience(&audience.id)
    }

    /// The kits of an audience: of campaigns that run, first those that end,
    /// then those to come, then those of all year.
    pub(super) fn kits_for(&self, audience: &Audience) -> Vec<Link> {
        let named = self.kit.campaigns.iter().filter(|campaign| {
            campaign.record.audiences.iter().any(|id| id.value == audience.id.value)
        });
        let mut campaigns: Vec<_> = named.collect();
        campaigns.sort_by_key(|campaign| self.order(campaign));
        campaigns
            .into_iter()
            .map(|campaign| Link {
                href: address::kit_page(self.kit, &campaign.id, &audience.id, &self.lang),
                text: self.text(&campaign.record.title),
                icon: Some(self.campaign_icon(campaign).to_string()),
                note: Some(self.state(campaign)),
                palette: Some(self.palette(campaign)),
            })
            .collect()
    }
}

impl Cx<'_, '_> {
    fn audience_page(&self, audience: &Audience) -> Draft {
        let items = self.items_for(audience);
        let lists = self.lists_of(items, None);
        let guide = audience.guide.as_ref().map(|guide| self.markdown(guide));
        let view = AudienceView {
            title: self.text(&audience.title),
            summary: self.maybe(audience.summary.as_ref()),
            icon: self.audience_icon(audience),
            jumps: self.jumps(&lists),
            lists,
            kits: self.kits_for(audience),
            guide_lang: guide.as_ref().and_then(|guide| guide.lang.clone()),
            guide: guide.map(|guide| guide.blocks),
        };
        let draft = Draft {
            template: "audience.html",
            kind: "audience",
            heading: view.title.clone(),
            description: view.summary.as_ref().map(|s| s.s.clone()).or_else(|| self.tally(items)),
            section: Some("audiences/"),
            crumbs: vec![Link {
                href: self.below("audiences/"),
                text: Text { s: self.word("site_audiences"), lang: None },
                ..Link::default()
            }],
            card: self.card_for(items.iter().copied()),
            ..Draft::default()
        };
        draft.show(view)
    }
}
