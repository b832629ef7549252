//! Days and periods as a language writes them.

use jiff::civil::Date;

use crate::catalog::{EveryYear, MonthDay, Period, Window};

use super::words::Words;
use crate::locale::Locale;

/// `1/10/2026 – 31/12/2026`; "từ 1/10/2026" where it has no end.
pub(super) fn period(period: &Period, words: &Words, locale: &Locale) -> String {
    match (period.from, period.until) {
        (Some(from), Some(until)) => {
            locale.range(&locale.short_date(from), &locale.short_date(until))
        }
        (Some(from), None) => words.fill("site_since", &[("from", &locale.short_date(from))]),
        (None, Some(until)) => words.fill("valid_until", &[("date", &locale.short_date(until))]),
        (None, None) => String::new(),
    }
}

/// When a campaign runs: every window, a yearly one without its year.
pub(super) fn windows(windows: &[Window], words: &Words, locale: &Locale) -> String {
    let each = windows.iter().map(|window| match window {
        Window::Yearly(EveryYear { from, until }) => {
            let day = |day: &MonthDay| locale.day_of_year(day.month, day.day);
            locale.range(&day(from), &day(until))
        }
        Window::Once(once) => period(once, words, locale),
    });
    locale.list(&each.collect::<Vec<_>>())
}

/// The last day of the window that holds `date` and ends first.
pub(super) fn current_end(windows: &[Window], date: Date) -> Option<Date> {
    windows.iter().filter_map(|window| window.current_end(date)).min()
}

/// "2 phút 10 giây".
pub(super) fn duration(seconds: u32, words: &Words) -> String {
    let (minutes, rest) = ((seconds / 60).to_string(), (seconds % 60).to_string());
    match (seconds / 60, seconds % 60) {
        (0, _) => words.fill("site_seconds", &[("n", &rest)]),
        (_, 0) => words.fill("site_minutes", &[("n", &minutes)]),
        _ => words.fill("site_minutes_seconds", &[("m", &minutes), ("s", &rest)]),
    }
}
