//! What to post today: one message for each campaign that runs and each
//! audience, another each day.

use std::sync::Arc;

use jiff::civil::date;
use serde::Serialize;

use super::home::Order;
use super::message::MessageRow;
use super::page::{Draft, Planned, Spot};
use super::parts::Text;
use super::shared::Shared;
use super::{Cx, Language};
use crate::catalog::{Campaign, Item, Kind};

#[derive(Debug, Serialize)]
struct TodayView {
    groups: Vec<Group>,
}

#[derive(Debug, Serialize)]
struct Group {
    label: String,
    rows: Vec<TodayRow>,
}

/// A message to post today, and for whom.
#[derive(Debug, Serialize)]
pub(super) struct TodayRow {
    label: Text,
    message: Shared<MessageRow>,
}

impl<'p> Language<'p> {
    /// The page of it, where anything can be posted.
    pub(super) fn today(self: &Arc<Self>) -> Option<Planned<'p>> {
        let spot = Spot { at: "today/".into(), noindex: true, ..Spot::default() };
        let has_messages = self.index.has_kind(Kind::Message);
        has_messages.then(|| self.plan(spot, |cx| cx.today_page()))
    }

    /// The one of a list whose turn it is: each day the next.
    fn turn<'i>(&self, items: impl Iterator<Item = &'i Item>) -> Option<&'i Item> {
        let items: Vec<&Item> = items.filter(|item| item.kind == Kind::Message).collect();
        let days = self.kit.date.since(date(1970, 1, 1)).map_or(0, |since| since.get_days());
        let turn =
            usize::try_from(days.rem_euclid(i32::try_from(items.len().max(1)).ok()?)).ok()?;
        items.get(turn).copied()
    }
}

impl Cx<'_, '_> {
    fn today_page(&self) -> Draft {
        let group = |word: &str, rows: Vec<TodayRow>| Group { label: self.word(word), rows };
        let audiences = self.kit.audiences.iter().filter_map(|audience| {
            let item = self.turn(self.index.of_audience(&audience.id).iter().copied())?;
            Some(TodayRow {
                label: self.text(&audience.title),
                message: self.message_row(item, None),
            })
        });
        let mut groups = vec![
            group("site_today_campaigns", self.today_of_campaigns()),
            group("site_today_audiences", audiences.collect()),
        ];
        groups.retain(|group| !group.rows.is_empty());
        let draft = Draft {
            template: "today.html",
            kind: "today",
            heading: Text { s: self.word("site_today"), lang: None },
            ..Draft::default()
        };
        draft.show(TodayView { groups })
    }

    /// One message of each campaign that runs, those that end first before
    /// the others.
    pub(super) fn today_of_campaigns(&self) -> Vec<TodayRow> {
        let mut running: Vec<&Campaign> = self.kit.campaigns.iter().collect();
        running.retain(|campaign| matches!(self.order(campaign), Order::Now(_)));
        running.sort_by_key(|campaign| self.order(campaign));
        let row = |campaign: &&Campaign| {
            let item = self.turn(self.index.of_campaign(&campaign.id).iter().copied())?;
            let message = self.message_row(item, Some(&campaign.id));
            Some(TodayRow { label: self.text(&campaign.record.title), message })
        };
        running.iter().filter_map(row).collect()
    }
}
