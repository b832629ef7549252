//! The year: which campaign runs when.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::page::{Draft, Planned, Spot};
use super::parts::{Link, Text};
use super::{Cx, Language};
use crate::catalog::Campaign;
use crate::edition::address;

#[derive(Debug, Serialize)]
struct CalendarView {
    year: String,
    ics: Option<String>,
    /// Days of the year, the chart's width.
    days: i16,
    /// The build date, days from the year's first.
    today: i16,
    month_marks: Vec<String>,
    month_starts: Vec<i16>,
    rows: Vec<Row>,
    months: Vec<Month>,
    always: Vec<Link>,
}

/// A campaign's bars.
#[derive(Debug, Serialize)]
struct Row {
    href: String,
    title: Text,
    palette: String,
    spans: Vec<Span>,
}

/// A bar: days from the year's first, and how many.
#[derive(Debug, Serialize)]
struct Span {
    start: i16,
    length: i16,
}

#[derive(Debug, Serialize)]
struct Month {
    name: String,
    now: bool,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Serialize)]
struct Entry {
    href: String,
    title: Text,
    palette: String,
    when: String,
}

impl<'p> Language<'p> {
    pub(super) fn calendar(self: &Arc<Self>) -> Planned<'p> {
        let spot = Spot { at: "calendar/".into(), ..Spot::default() };
        self.plan(spot, |cx| cx.calendar_page())
    }
}

impl Cx<'_, '_> {
    fn calendar_page(&self) -> Draft {
        let date = self.kit.date;
        let year = date.year();
        let (first, last) = (date.first_of_year(), date.last_of_year());
        let mut timed: Vec<(&Campaign, Vec<(Date, Date)>)> = self
            .kit
            .campaigns
            .iter()
            .map(|campaign| {
                let windows = campaign.record.windows.iter();
                let mut spans: Vec<_> =
                    windows.flat_map(|window| window.within(first, last)).collect();
                spans.sort_unstable();
                (campaign, spans)
            })
            .filter(|(_, spans)| !spans.is_empty())
            .collect();
        timed.sort_by_key(|(_, spans)| spans.first().copied());
        let rows = timed.iter().map(|(campaign, spans)| Row {
            href: address::campaign(self.kit, &campaign.id, &self.lang),
            title: self.text(&campaign.record.title),
            palette: self.palette(campaign),
            spans: spans
                .iter()
                .map(|(from, until)| Span {
                    start: from.day_of_year() - 1,
                    length: until.day_of_year() - from.day_of_year() + 1,
                })
                .collect(),
        });
        let month = |n: i8| {
            let runs = timed.iter().filter(|(_, spans)| {
                spans.iter().any(|(from, until)| from.month() <= n && n <= until.month())
            });
            Month {
                name: self.word(&format!("site_month_{n}")),
                now: n == date.month(),
                entries: runs
                    .map(|(campaign, _)| Entry {
                        href: address::campaign(self.kit, &campaign.id, &self.lang),
                        title: self.text(&campaign.record.title),
                        palette: self.palette(campaign),
                        when: self.when(campaign),
                    })
                    .collect(),
            }
        };
        let always = self.kit.campaigns.iter().filter(|c| c.record.windows.is_empty());
        let view = CalendarView {
            year: year.to_string(),
            ics: self.kit.has_calendar().then(|| self.below("calendar.ics")),
            days: date.days_in_year(),
            today: date.day_of_year() - 1,
            month_marks: (1..=12)
                .map(|n| self.words.fill("site_month_mark", &[("n", &n.to_string())]))
                .collect(),
            month_starts: (1..=12)
                .filter_map(|n| Date::new(year, n, 1).ok())
                .map(|first| first.day_of_year() - 1)
                .collect(),
            rows: rows.collect(),
            months: (1..=12).map(month).collect(),
            always: always.map(|campaign| self.campaign_way(campaign)).collect(),
        };
        let draft = Draft {
            template: "calendar.html",
            kind: "calendar",
            heading: Text {
                s: self.words.fill("site_calendar_of", &[("year", &view.year)]),
                lang: None,
            },
            description: Some(self.word("site_calendar_intro")),
            section: Some("calendar/"),
            ..Draft::default()
        };
        draft.show(view)
    }
}
