//! What the feed and the calendar of each language say.

use jiff::civil::Date;

use super::Planner;
use super::shared::page_path;
use super::site::address;
use crate::catalog::{Kind, Window};
use crate::make::calendar::Run;
use crate::make::feed::{Entry, Feed};

/// How many entries a feed has.
const MOST_ENTRIES: usize = 50;

impl Planner<'_> {
    /// The absolute address of a path below a language's root.
    pub fn address(&self, path: &str, lang: &str) -> String {
        format!("{}{}{path}", self.kit.base_url, address::language(self.kit, lang))
    }

    /// The feed of a language: what was approved last comes first.
    pub fn feed(&self, lang: &str) -> Feed {
        let kit = self.kit;
        let mut entries: Vec<Entry> = kit
            .listed()
            .filter(|item| item.kind != Kind::Page)
            .map(|item| Entry {
                title: kit.say(&item.title, lang),
                summary: item.summary.as_ref().map(|s| kit.say(s, lang)).unwrap_or_default(),
                url: self.address(&page_path(item), lang),
                updated: item.life.publish_from.max(item.life.approved_on).unwrap_or(kit.date),
            })
            .collect();
        entries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.url.cmp(&b.url)));
        entries.truncate(MOST_ENTRIES);
        Feed {
            title: kit.say(&kit.config.title, lang),
            lang: lang.to_string(),
            url: self.address("feed.xml", lang),
            home: self.address("", lang),
            author: kit.contacts(lang).name,
            date: kit.date,
            entries,
        }
    }

    /// When campaigns run, for the calendar of a language.
    pub fn runs(&self, lang: &str) -> Vec<Run> {
        let kit = self.kit;
        let mut runs = Vec::new();
        for campaign in &kit.campaigns {
            for (i, window) in campaign.record.windows.iter().enumerate() {
                let Some((from, until)) = span(window, kit.date) else { continue };
                runs.push(Run {
                    key: format!("{}-{}", campaign.id, i + 1),
                    title: kit.say(&campaign.record.title, lang),
                    summary: campaign
                        .record
                        .summary
                        .as_ref()
                        .map(|s| kit.say(s, lang))
                        .unwrap_or_default(),
                    url: self.address(&format!("campaigns/{}/", campaign.id), lang),
                    from,
                    until,
                    yearly: matches!(window, Window::Yearly(_)),
                });
            }
        }
        runs
    }
}

/// The first and last day of a window: of a yearly one, its run that begins
/// in the year of `date`.
pub(super) fn span(window: &Window, date: Date) -> Option<(Date, Date)> {
    match window {
        Window::Once(period) => Some((period.from?, period.until.or(period.from)?)),
        Window::Yearly(every) => {
            let year = date.year();
            let day = |year: i16, month: i8, day: i8| {
                // 29 February in a year without one is the day before.
                Date::new(year, month, day).or_else(|_| Date::new(year, month, day - 1)).ok()
            };
            let from = day(year, every.from.month, every.from.day)?;
            let next = if every.from <= every.until { year } else { year + 1 };
            Some((from, day(next, every.until.month, every.until.day)?))
        }
    }
}
