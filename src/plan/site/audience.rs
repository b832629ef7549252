//! An audience across campaigns: its kits, its guide, everything for it.

use serde::Serialize;

use super::campaign::Lists;
use super::page::{Draft, Page};
use super::parts::{Jump, Link, Text};
use super::rich::Block;
use super::{Cx, address};
use crate::catalog::{Audience, Item};
use crate::plan::job::Facets;

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

impl Cx<'_> {
    pub(super) fn audiences(&self) -> Vec<Page> {
        self.kit.audiences.iter().map(|audience| self.audience_page(audience)).collect()
    }

    /// The listed items for an audience.
    pub(super) fn items_for(&self, audience: &Audience) -> Vec<&Item> {
        let meant = |item: &&Item| item.audiences.iter().any(|id| id.value == audience.id.value);
        self.kit.listed().filter(meant).collect()
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
                palette: Some(Cx::palette(campaign)),
            })
            .collect()
    }

    fn audience_page(&self, audience: &Audience) -> Page {
        let items = self.items_for(audience);
        let lists = self.lists_of(&items, None);
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
            at: format!("audiences/{}/", audience.id.value),
            template: "audience.html",
            kind: "audience",
            heading: view.title.clone(),
            description: view.summary.as_ref().map(|summary| summary.s.clone()),
            section: Some("audiences/"),
            crumbs: vec![Link {
                href: self.below("audiences/"),
                text: Text { s: self.word("site_audiences"), lang: None },
                ..Link::default()
            }],
            card: self.card_for(items.into_iter()),
            id: Some(audience.id.value.to_string()),
            facets: Facets { audiences: vec![audience.id.value.to_string()], ..Facets::default() },
            ..Draft::default()
        };
        self.page(draft, &view)
    }
}
