//! Days and periods as a language writes them.

use jiff::civil::Date;

use crate::catalog::{EveryYear, MonthDay, Period, Window};

use super::words::Words;

/// English short names; other languages write the month as a number.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `21/11/2026`, `21 Nov 2026`.
pub(super) fn day(date: Date, lang: &str) -> String {
    let short = day_of_year(MonthDay { month: date.month(), day: date.day() }, lang);
    match lang {
        "en" => format!("{short} {}", date.year()),
        _ => format!("{short}/{}", date.year()),
    }
}

/// `21/11`, `21 Nov`.
fn day_of_year(day: MonthDay, lang: &str) -> String {
    let name = usize::try_from(day.month - 1).ok().and_then(|n| MONTHS.get(n));
    match (lang, name) {
        ("en", Some(month)) => format!("{} {month}", day.day),
        _ => format!("{}/{}", day.day, day.month),
    }
}

/// Two ends joined; one where they are the same.
fn between(from: &str, until: &str) -> String {
    if from == until { from.to_string() } else { format!("{from} – {until}") }
}

/// `1/10/2026 – 31/12/2026`; "từ 1/10/2026" where it has no end.
pub(super) fn period(period: &Period, words: &Words, lang: &str) -> String {
    match (period.from, period.until) {
        (Some(from), Some(until)) => between(&day(from, lang), &day(until, lang)),
        (Some(from), None) => words.fill("site_since", &[("from", &day(from, lang))]),
        (None, Some(until)) => words.fill("valid_until", &[("date", &day(until, lang))]),
        (None, None) => String::new(),
    }
}

/// When a campaign runs: every window, a yearly one without its year.
pub(super) fn windows(windows: &[Window], words: &Words, lang: &str) -> String {
    let each = windows.iter().map(|window| match window {
        Window::Yearly(EveryYear { from, until }) => {
            between(&day_of_year(*from, lang), &day_of_year(*until, lang))
        }
        Window::Once(once) => period(once, words, lang),
    });
    each.collect::<Vec<_>>().join(", ")
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
