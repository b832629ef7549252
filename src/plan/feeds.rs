//! What the feed and the calendar of each language say.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::Job;
use crate::artifact::{Feed, FeedEntry, Head, Heads, Input, Kind, Run};
use crate::catalog::{Kind as ItemKind, Window};
use crate::edition::{Edition, address};

/// How many entries of each kind a feed has, so that no kind is crowded out.
const MOST_OF_A_KIND: usize = 50;

/// When something of which no date is known was changed: long ago.
const UNKNOWN: Date = Date::constant(1970, 1, 1);

/// A feed in each language, and a calendar where anything has its time: one
/// without events is none that other programs take (RFC 5545, 3.6).
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, _: &Arc<Heads>) -> Vec<Job<'p>> {
    let kit = edition.kit;
    let mut jobs = Vec::new();
    for lang in &kit.languages {
        let below = address::language(kit, lang);
        let about = Arc::new(edition.about_unit(None, Some(lang)));
        let feed = Head::new(format!("{below}feed.xml"), Kind::Feed, Arc::clone(&about));
        jobs.push(Job::one(feed, move |_| Some(Input::Feed(edition.feed(lang)))));
        if !kit.has_calendar() {
            continue;
        }
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
    /// The feed of a language: what is written in it, what changed last first.
    fn feed(&self, lang: &str) -> Feed {
        let kit = self.kit;
        let mut entries: Vec<(ItemKind, FeedEntry)> = kit
            .listed()
            .filter_map(|item| {
                // What another language stands in for belongs to its feed.
                let title = kit.fill(&item.title.get(lang)?.line(), lang);
                let url = self.address(&address::below(item.kind, &item.id), lang);
                let (summary, updated) =
                    (self.in_short(item, lang), self.updated(item).unwrap_or(UNKNOWN));
                Some((item.kind, FeedEntry { title, summary, url, updated }))
            })
            .collect();
        entries.sort_by(|(_, a), (_, b)| b.updated.cmp(&a.updated).then_with(|| a.url.cmp(&b.url)));
        let mut count = BTreeMap::new();
        entries.retain(|(kind, _)| {
            let count: &mut usize = count.entry(*kind).or_default();
            *count += 1;
            *count <= MOST_OF_A_KIND
        });
        let title = kit.say(&kit.config.title, lang);
        let author = Some(kit.contacts(lang).name).filter(|name| !name.trim().is_empty());
        Feed {
            lang: lang.to_string(),
            url: self.address("feed.xml", lang),
            home: self.address("", lang),
            author: author.unwrap_or_else(|| title.clone()),
            title,
            updated: entries.first().map_or(UNKNOWN, |(_, entry)| entry.updated),
            entries: entries.into_iter().map(|(_, entry)| entry).collect(),
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
        Window::Once(_) if window.is_over(date) => Vec::new(),
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
