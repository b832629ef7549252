//! The home page: what runs now, by audience, by campaign.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::offline::Keep;
use super::page::{Draft, Planned, Spot};
use super::parts::{Link, Picture, Text};
use super::today::TodayRow;
use super::{Cx, Language, dates, frame};
use crate::catalog::{Campaign, CampaignKind, Kind};
use crate::edition::address;

#[derive(Debug, Serialize)]
struct HomeView {
    /// All of the kit, for a phone.
    keep: Keep,
    /// What people come for.
    tasks: Vec<Link>,
    /// What to post today, of the campaigns that run.
    today: Vec<TodayRow>,
    /// The page that has more of it.
    today_href: String,
    now: Vec<NowView>,
    audiences: Vec<Link>,
    campaigns: Vec<Group>,
}

/// A campaign that runs.
#[derive(Debug, Serialize)]
struct NowView {
    href: String,
    title: Text,
    summary: Option<Text>,
    palette: String,
    kind_label: String,
    when: String,
    kits: Vec<Link>,
    picture: Option<Picture>,
}

/// Campaigns under a heading.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub label: Option<String>,
    pub items: Vec<Link>,
}

/// What people come to a kit for, with its word and icon.
const TASKS: [(Kind, &str, &str); 4] = [
    (Kind::Message, "site_task_post", "share"),
    (Kind::Leaflet, "site_task_print", "print"),
    (Kind::Broadcast, "site_task_read", "speaker"),
    (Kind::Faq, "site_task_answer", "question"),
];

/// How many messages of today stand on the home page: a phone's first screen.
const MOST_TODAY: usize = 2;

/// When a campaign comes: those that run now and end, those to come, those
/// of all year, those that are over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Order {
    Now(Option<Date>),
    Coming(Date),
    Always,
    Over,
}

impl<'p> Language<'p> {
    pub(super) fn order(&self, campaign: &Campaign) -> Order {
        let windows = &campaign.record.windows;
        let date = self.kit.date;
        if windows.is_empty() {
            return Order::Always;
        }
        if self.kit.is_running(campaign) {
            // Without an end it comes after those that end.
            return Order::Now(Some(dates::current_end(windows, date).unwrap_or(Date::MAX)));
        }
        let next = windows.iter().filter_map(|window| window.next_start(date)).min();
        next.map_or(Order::Over, Order::Coming)
    }

    pub(super) fn campaign_icon(&self, campaign: &Campaign) -> &'static str {
        match campaign.record.kind {
            CampaignKind::Theme | CampaignKind::Campaign => "calendar",
            CampaignKind::Topic => "book",
            CampaignKind::Evergreen => "star",
        }
    }

    /// A campaign as a way in.
    pub(super) fn campaign_way(&self, campaign: &Campaign) -> Link {
        Link {
            href: address::campaign(self.kit, &campaign.id, &self.lang),
            text: self.text(&campaign.record.title),
            icon: Some(self.campaign_icon(campaign).to_string()),
            note: Some(self.state(campaign)),
            palette: Some(self.palette(campaign)),
        }
    }

    /// Campaigns in groups by when they come; those that run now only where
    /// `with_now` says so.
    pub(super) fn campaign_groups(&self, with_now: bool) -> Vec<Group> {
        let mut campaigns: Vec<&Campaign> = self.kit.campaigns.iter().collect();
        campaigns.sort_by_key(|campaign| self.order(campaign));
        let group = |key: &str, wanted: &dyn Fn(Order) -> bool| Group {
            label: Some(self.word(key)),
            items: campaigns
                .iter()
                .filter(|campaign| wanted(self.order(campaign)))
                .map(|campaign| self.campaign_way(campaign))
                .collect(),
        };
        let mut groups = vec![
            group("site_running", &|order| with_now && matches!(order, Order::Now(_))),
            group("site_coming", &|order| matches!(order, Order::Coming(_))),
            group("site_all_year", &|order| order == Order::Always),
            group("site_passed", &|order| order == Order::Over),
        ];
        groups.retain(|group| !group.items.is_empty());
        groups
    }

    /// Every audience as a way in.
    pub(super) fn audience_ways(&self) -> Vec<Link> {
        let way = |audience| Link {
            note: self.tally(self.items_for(audience)),
            ..self.audience_link(audience)
        };
        self.kit.audiences.iter().map(way).collect()
    }

    pub(super) fn home(self: &Arc<Self>) -> Planned<'p> {
        self.plan(Spot::default(), |cx| cx.home_page())
    }
}

impl Cx<'_, '_> {
    /// Post, print, read out, answer: each leads to what this kit has for it.
    fn tasks(&self, has_today: bool) -> Vec<Link> {
        let lists = frame::lists(self.kit);
        let task = |(kind, word, icon): (Kind, &str, &str)| {
            let (_, path, _) = lists.iter().find(|(of, ..)| *of == kind)?;
            let href = match kind {
                Kind::Message if has_today => format!("{}#today", self.below("")),
                _ => self.below(path),
            };
            Some(Link {
                href,
                text: Text { s: self.word(word), lang: None },
                icon: Some(icon.to_string()),
                ..Link::default()
            })
        };
        TASKS.into_iter().filter_map(task).collect()
    }

    fn home_page(&self) -> Draft {
        let mut running: Vec<&Campaign> = self.kit.campaigns.iter().collect();
        running.retain(|campaign| matches!(self.order(campaign), Order::Now(_)));
        running.sort_by_key(|campaign| self.order(campaign));
        let now = running.iter().map(|campaign| {
            let items = self.items_of(campaign, None);
            NowView {
                href: address::campaign(self.kit, &campaign.id, &self.lang),
                title: self.text(&campaign.record.title),
                summary: self.maybe(campaign.record.summary.as_ref()),
                palette: self.palette(campaign),
                kind_label: self.campaign_kind(campaign),
                when: self.when(campaign),
                kits: self.kits(campaign),
                // Its words stand beside it.
                picture: match self.cover(campaign) {
                    Some(cover) => Some(Picture { alt: String::new(), ..cover }),
                    None => items.iter().find_map(|item| {
                        self.preview_card(item).map(|card| self.picture(&card, String::new()))
                    }),
                },
            }
        });
        let mut today = self.today_of_campaigns();
        today.truncate(MOST_TODAY);
        let view = HomeView {
            keep: self.keep(None),
            tasks: self.tasks(!today.is_empty()),
            today,
            today_href: self.below("today/"),
            now: now.collect(),
            audiences: self.audience_ways(),
            campaigns: self.campaign_groups(false),
        };
        let description = self.maybe(self.kit.config.description.as_ref());
        let messages = running.iter().flat_map(|campaign| self.items_of(campaign, None));
        let draft = Draft {
            template: "home.html",
            kind: "home",
            description: description.map(|text| text.s),
            section: Some(""),
            card: self.card_for(messages.chain(self.kit.listed())),
            ..Draft::default()
        };
        draft.show(view)
    }
}
