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
            let record = &campaign.record;
            for (i, window) in record.windows.iter().enumerate() {
                let key = format!("{}-{}", campaign.id, i + 1);
                for Times { from, until, yearly, of_several } in times(window, kit.date) {
                    let year = if of_several { format!("-{}", from.year()) } else { String::new() };
                    let summary = record.summary.as_ref();
                    runs.push(Run {
                        key: format!("{key}{year}"),
                        title: kit.say(&record.title, lang),
                        summary: summary.map(|s| kit.say(s, lang)).unwrap_or_default(),
                        url: self.address(&format!("campaigns/{}/", campaign.id), lang),
                        from,
                        until,
                        yearly,
                    });
                }
            }
        }
        runs
    }
}

/// An event of the calendar: its days, and whether a rule repeats them.
struct Times {
    from: Date,
    until: Date,
    yearly: bool,
    /// Whether others of the same window stand beside it.
    of_several: bool,
}

/// How many years a calendar looks ahead where no rule can.
const YEARS_AHEAD: u8 = 10;

/// The events of a window on `date`: what holds or follows it, and what comes
/// after that. A yearly window is one event with a rule, or, where the rule
/// would drift, one event a year; a time without an end lasts as far as the
/// calendar looks ahead.
fn times(window: &Window, date: Date) -> Vec<Times> {
    let once = |(from, until)| Times { from, until, yearly: false, of_several: false };
    match window {
        Window::Once(period) if period.until.is_some_and(|until| until < date) => Vec::new(),
        Window::Once(period) => {
            let from = period.from.unwrap_or_else(|| date.first_of_year());
            let horizon = date.max(from).year().saturating_add(i16::from(YEARS_AHEAD) - 1);
            let horizon = || Date::new(horizon, 12, 31).unwrap_or(Date::MAX);
            vec![once((from, period.until.unwrap_or_else(horizon)))]
        }
        Window::Yearly(every) if every.drifts() => {
            let each = every.occurrences(date).take(usize::from(YEARS_AHEAD));
            each.map(|days| Times { of_several: true, ..once(days) }).collect()
        }
        Window::Yearly(every) => every
            .occurrences(date)
            .take(1)
            .map(|days| Times { yearly: true, ..once(days) })
            .collect(),
    }
}
