//! What the feed and the calendar of each language say.

use std::sync::Arc;

use jiff::civil::Date;

use super::Job;
use crate::artifact::{Feed, FeedEntry, Head, Heads, Input, Kind, Run};
use crate::catalog::{Kind as ItemKind, Window};
use crate::edition::{Edition, address};

/// How many entries a feed has.
const MOST_ENTRIES: usize = 50;

/// A feed and a calendar in each language.
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, _: &Arc<Heads>) -> Vec<Job<'p>> {
    let kit = edition.kit;
    let mut jobs = Vec::new();
    for lang in &kit.languages {
        let below = address::language(kit, lang);
        let about = Arc::new(edition.about_unit(None, Some(lang)));
        let feed = Head::new(format!("{below}feed.xml"), Kind::Feed, Arc::clone(&about));
        jobs.push(Job::one(feed, move |_| Some(Input::Feed(edition.feed(lang)))));
        let calendar = Head::new(format!("{below}calendar.ics"), Kind::Calendar, about);
        jobs.push(Job::one(calendar, move |_| {
            Some(Input::Calendar {
                name: kit.say(&kit.config.title, lang),
                host: address::host(&kit.base_url),
                date: kit.date,
                runs: edition.runs(lang),
            })
        }));
    }
    jobs
}

impl Edition<'_> {
    /// The feed of a language: what was approved last comes first.
    fn feed(&self, lang: &str) -> Feed {
        let kit = self.kit;
        let mut entries: Vec<FeedEntry> = kit
            .listed()
            .filter(|item| item.kind != ItemKind::Page)
            .map(|item| FeedEntry {
                title: kit.say(&item.title, lang),
                summary: item.summary.as_ref().map(|s| kit.say(s, lang)).unwrap_or_default(),
                url: self.address(&address::below(item.kind, &item.id), lang),
                updated: item
                    .life
                    .publish_from
                    .max(item.life.approved_on.as_ref().map(|on| on.value))
                    .unwrap_or(kit.date),
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
    fn runs(&self, lang: &str) -> Vec<Run> {
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
fn span(window: &Window, date: Date) -> Option<(Date, Date)> {
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
