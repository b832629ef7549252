//! Campaigns and their kits: everything to use for one audience in one place.

use std::sync::Arc;

use serde::Serialize;

use super::article::QuestionRow;
use super::message::MessageRow;
use super::offline::Keep;
use super::page::{Draft, Planned, Spot};
use super::parts::{Download, Jump, Link, Notice, Picture, Text, Tile};
use super::shared::Shared;
use super::sheet::BroadcastRow;
use super::{Cx, Language, dates};
use crate::artifact::Facets;
use crate::artifact::thumb::WIDE;
use crate::catalog::{Activity, Audience, Campaign, Item, Kind, known_form};
use crate::diag;
use crate::edition::address;
use crate::edition::show::Block;

/// Everything there is to use, by kind.
#[derive(Debug, Default, Serialize)]
pub(super) struct Lists {
    pub messages: Vec<Shared<MessageRow>>,
    pub leaflets: Vec<Shared<Tile>>,
    pub infographics: Vec<Shared<Tile>>,
    pub broadcasts: Vec<Shared<BroadcastRow>>,
    pub faqs: Vec<Shared<QuestionRow>>,
}

#[derive(Debug, Serialize)]
struct CampaignView {
    #[serde(flatten)]
    lists: Lists,
    title: Text,
    summary: Option<Text>,
    kind_label: String,
    state: Option<String>,
    when: String,
    kits: Vec<Link>,
    cover: Option<Picture>,
    body: Option<Vec<Block>>,
    body_lang: Option<String>,
    objectives: Vec<Text>,
    hashtags: Vec<String>,
    lead_unit: Option<Text>,
    activities: Vec<ActivityRow>,
}

#[derive(Debug, Serialize)]
struct ActivityRow {
    title: Text,
    form: Option<Text>,
    target: String,
    lead: String,
    with: String,
    when: String,
}

#[derive(Debug, Serialize)]
struct KitView {
    #[serde(flatten)]
    lists: Lists,
    campaign: Link,
    title: Text,
    summary: Option<Text>,
    packs: Vec<Download>,
    jumps: Vec<Jump>,
    empty: Option<Notice>,
    guide: Option<Vec<Block>>,
    guide_lang: Option<String>,
    others: Vec<Link>,
    keep: Keep,
}

/// Where the crumbs of a campaign begin.
fn list_crumb(cx: &Language<'_>, path: &str, key: &str) -> Link {
    Link { href: cx.below(path), text: Text { s: cx.word(key), lang: None }, ..Link::default() }
}

impl<'p> Language<'p> {
    /// The palette of a campaign; the theme's own where it names none.
    pub(super) fn palette(&self, campaign: &Campaign) -> String {
        let default = self.edition.theme.default_palette();
        campaign.record.color.as_ref().map_or(default, |color| &color.value).to_string()
    }

    /// Every campaign's page and its kits.
    pub(super) fn campaigns(self: &Arc<Self>) -> Vec<Planned<'p>> {
        let kit = self.kit;
        let mut pages = Vec::new();
        for campaign in &kit.campaigns {
            let id = campaign.id.to_string();
            let facets = Facets {
                campaigns: vec![id.clone()],
                sources: campaign.sources.clone(),
                ..Facets::default()
            };
            let spot = Spot {
                at: format!("campaigns/{id}/"),
                id: Some(id.clone()),
                facets: Arc::new(facets.clone()),
                ..Spot::default()
            };
            pages.push(self.plan(spot, move |cx| cx.campaign_page(campaign)));
            for audience in self.audiences_of(campaign) {
                let audiences = vec![audience.id.value.to_string()];
                let spot = Spot {
                    at: format!("campaigns/{id}/{}/", audience.id.value),
                    facets: Arc::new(Facets { audiences, ..facets.clone() }),
                    ..Spot::default()
                };
                pages.push(self.plan(spot, move |cx| cx.kit_page(campaign, audience)));
            }
        }
        pages
    }

    fn audiences_of(&self, campaign: &Campaign) -> impl Iterator<Item = &'p Audience> {
        let kit = self.kit;
        campaign.record.audiences.iter().filter_map(|id| kit.audience(id))
    }

    /// The listed items of a campaign; for one audience where one is given,
    /// with those that are for everyone.
    pub(super) fn items_of(
        &self,
        campaign: &Campaign,
        audience: Option<&Audience>,
    ) -> Vec<&'p Item> {
        let for_audience = |item: &&Item| {
            audience.is_none_or(|audience| {
                item.audiences.is_empty()
                    || item.audiences.iter().any(|id| id.value == audience.id.value)
            })
        };
        self.index.of_campaign(&campaign.id).iter().copied().filter(for_audience).collect()
    }

    /// "4 thông điệp · 2 tờ rơi".
    pub(super) fn tally(&self, items: &[&Item]) -> Option<String> {
        let kinds = [
            (Kind::Message, "site_n_messages"),
            (Kind::Leaflet, "site_n_leaflets"),
            (Kind::Infographic, "site_n_infographics"),
            (Kind::Broadcast, "site_n_broadcasts"),
            (Kind::Faq, "site_n_faqs"),
        ];
        let parts: Vec<String> = kinds
            .iter()
            .map(|(kind, key)| (items.iter().filter(|item| item.kind == *kind).count(), key))
            .filter(|(n, _)| *n > 0)
            .map(|(n, key)| self.words.count(key, n).replace(' ', "\u{a0}"))
            .take(2)
            .collect();
        (!parts.is_empty()).then(|| parts.join("\u{a0}· "))
    }

    /// A campaign's kits, one an audience.
    pub(super) fn kits(&self, campaign: &Campaign) -> Vec<Link> {
        self.audiences_of(campaign)
            .map(|audience| Link {
                href: address::kit_page(self.kit, &campaign.id, &audience.id, &self.lang),
                note: self.tally(&self.items_of(campaign, Some(audience))),
                ..self.audience_link(audience)
            })
            .collect()
    }

    pub(super) fn campaign_kind(&self, campaign: &Campaign) -> String {
        self.word(&format!("site_kind_{}", campaign.record.kind.word()))
    }

    /// What a campaign is doing on the build date.
    pub(super) fn state(&self, campaign: &Campaign) -> String {
        let windows = &campaign.record.windows;
        if windows.is_empty() {
            return self.word("site_all_year");
        }
        if self.kit.is_running(campaign) {
            return self.word("site_running");
        }
        match windows.iter().filter_map(|window| window.next_start(self.kit.date)).min() {
            Some(next) => self.words.fill("site_next_on", &[("date", &self.date(next))]),
            None => self.word("site_over"),
        }
    }

    pub(super) fn when(&self, campaign: &Campaign) -> String {
        dates::windows(&campaign.record.windows, &self.words, self.kit.locale(&self.lang))
    }
}

impl Cx<'_, '_> {
    /// Items by kind, each as its kind is shown.
    pub(super) fn lists_of(&self, items: &[&Item], campaign: Option<&str>) -> Lists {
        let mut lists = Lists::default();
        for item in items {
            match item.kind {
                Kind::Message => lists.messages.push(self.message_row(item, campaign)),
                Kind::Leaflet => lists.leaflets.push(self.tile(item)),
                Kind::Infographic => lists.infographics.push(self.tile(item)),
                Kind::Broadcast => lists.broadcasts.push(self.broadcast_row(item)),
                Kind::Faq => lists.faqs.push(self.question_row(item)),
                Kind::Page => {}
            }
        }
        lists
    }

    /// The places on a page that holds `lists`.
    pub(super) fn jumps(&self, lists: &Lists) -> Vec<Jump> {
        let all = [
            ("messages", "site_messages", lists.messages.len(), "message"),
            ("leaflets", "site_leaflets", lists.leaflets.len(), "document"),
            ("infographics", "site_infographics", lists.infographics.len(), "chart"),
            ("broadcasts", "site_broadcasts", lists.broadcasts.len(), "speaker"),
            ("faq", "site_faq", lists.faqs.len(), "question"),
        ];
        all.into_iter()
            .filter(|(.., n, _)| *n > 0)
            .map(|(id, key, n, icon)| Jump {
                href: format!("#{id}"),
                label: self.word(key),
                count: Some(n),
                icon: icon.to_string(),
            })
            .collect()
    }

    fn campaign_draft(&self, campaign: &Campaign) -> Draft {
        Draft {
            section: Some("campaigns/"),
            palette: Some(self.palette(campaign)),
            crumbs: vec![list_crumb(self, "campaigns/", "site_campaigns")],
            ..Draft::default()
        }
    }

    /// A campaign's cover.
    pub(super) fn cover(&self, campaign: &Campaign) -> Option<Picture> {
        let record = &campaign.record;
        let alt = record.cover_alt.as_ref().map(|alt| self.text(alt).s).unwrap_or_default();
        let path = self.edition.content.beside(record.cover.as_ref()?)?;
        let sides = self.edition.sides(&path);
        Some(Picture::new(address::picture(&path), alt, sides, WIDE.to_vec()))
    }

    fn campaign_page(&self, campaign: &Campaign) -> Draft {
        let record = &campaign.record;
        let items = self.items_of(campaign, None);
        let landing = campaign.landing.as_ref().map(|landing| self.rich(landing));
        let lead = record.lead_unit.as_ref().and_then(|id| self.kit.units.get(id.as_str()));
        let view = CampaignView {
            lists: self.lists_of(&items, Some(&campaign.id)),
            title: self.text(&campaign.title),
            summary: self.maybe(campaign.summary.as_ref()),
            kind_label: self.campaign_kind(campaign),
            state: Some(self.state(campaign)),
            when: self.when(campaign),
            kits: self.kits(campaign),
            cover: self.cover(campaign),
            body_lang: landing.as_ref().and_then(|landing| landing.lang.clone()),
            body: landing.map(|landing| landing.blocks),
            objectives: record.objectives.iter().map(|text| self.text(text)).collect(),
            hashtags: record.hashtags.iter().map(|tag| tag.value.clone()).collect(),
            lead_unit: lead.map(|unit| self.text(&unit.name)),
            activities: record.activities.iter().map(|activity| self.activity(activity)).collect(),
        };
        let draft = Draft {
            template: "campaign.html",
            kind: "campaign",
            heading: view.title.clone(),
            description: view.summary.as_ref().map(|s| s.s.clone()).or_else(|| self.tally(&items)),
            things: self.events(campaign),
            card: self.card_for(items.into_iter()),
            ..self.campaign_draft(campaign)
        };
        draft.show(view)
    }

    fn activity(&self, activity: &Activity) -> ActivityRow {
        let say = |text: &Option<crate::catalog::Localized>| {
            text.as_ref().map_or_else(String::new, |text| self.kit.say(text, &self.lang))
        };
        let target = activity.target.as_ref().map(|n| self.kit.number(n.0, &self.lang));
        let target = target.unwrap_or_default();
        ActivityRow {
            title: self.text(&activity.title),
            target: format!("{target} {}", say(&activity.unit_of_measure)).trim().to_string(),
            form: self.maybe(activity.form.as_ref()).map(|form| self.form(form)),
            lead: say(&activity.lead),
            with: say(&activity.with),
            when: activity.when.as_ref().map_or_else(String::new, |when| {
                dates::period(when, &self.words, self.kit.locale(&self.lang))
            }),
        }
    }

    /// A form of communication in words, where it is named by its short id.
    fn form(&self, form: Text) -> Text {
        let Some(key) = known_form(&form.s) else { return form };
        let chain = self.kit.locales.chain(&self.lang);
        let lang = chain.into_iter().find_map(diag::Lang::of_code).unwrap_or_default();
        Text { s: diag::message(&diag::Message::new(key), lang), lang: self.other(lang.code()) }
    }

    fn kit_page(&self, campaign: &Campaign, audience: &Audience) -> Draft {
        let items = self.items_of(campaign, Some(audience));
        let lists = self.lists_of(&items, Some(&campaign.id));
        let name = self.text(&campaign.record.title);
        let title = self.text(&audience.title);
        let guide = audience.guide.as_ref().map(|guide| self.markdown(guide));
        let href = address::campaign(self.kit, &campaign.id, &self.lang);
        let summary = self.words.fill("site_kit_summary", &[("campaign", &name.s)]);
        let here = address::kit_page(self.kit, &campaign.id, &audience.id, &self.lang);
        let view = KitView {
            keep: self.keep(Some((&campaign.id, &audience.id))),
            campaign: Link { href: href.clone(), text: name.clone(), ..Link::default() },
            title: title.clone(),
            summary: Some(Text { s: summary.clone(), lang: None }),
            packs: self.packs(&campaign.id, &audience.id),
            jumps: self.jumps(&lists),
            empty: items.is_empty().then(|| Notice {
                tone: "info".into(),
                icon: "info".into(),
                title: self.word("site_kit_empty"),
                text: Some(self.word("site_kit_empty_text")),
                link: Some(self.audience_link(audience)),
            }),
            lists,
            guide_lang: guide.as_ref().and_then(|guide| guide.lang.clone()),
            guide: guide.map(|guide| guide.blocks),
            others: self.kits(campaign).into_iter().filter(|kit| kit.href != here).collect(),
        };
        let mut draft = Draft {
            template: "kit.html",
            kind: "kit",
            heading: Text {
                s: self
                    .words
                    .fill("site_kit_title", &[("audience", &title.s), ("campaign", &name.s)]),
                lang: None,
            },
            description: Some(summary),
            card: self.card_for(items.into_iter()),
            ..self.campaign_draft(campaign)
        };
        draft.crumbs.push(Link { href, text: name, ..Link::default() });
        draft.show(view)
    }
}
